-- +goose Up
-- +goose StatementBegin

-- 评估标准, one version of it. A version by which an evaluation has been scored is
-- not changed: a new one is made from it.
CREATE TABLE standards (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  key         TEXT NOT NULL CHECK (key <> ''),     -- the short name of the command line, e.g. 创新县
  name        TEXT NOT NULL CHECK (name <> ''),
  version     TEXT NOT NULL CHECK (version <> ''),
  subject     TEXT NOT NULL CHECK (subject IN ('county', 'town', 'zone', 'school', 'kindergarten')),
  doc_number  TEXT NOT NULL DEFAULT '',
  issued_on   TEXT NOT NULL DEFAULT '',
  source      TEXT NOT NULL CHECK (source <> ''),
  official    INTEGER NOT NULL CHECK (official IN (0, 1)),
  pattern     TEXT NOT NULL DEFAULT '{1}-{2}-{3}', -- how the codes are made
  replaces_id INTEGER REFERENCES standards (id),
  state       TEXT NOT NULL CHECK (state IN ('草稿', '启用', '停用')),
  note        TEXT NOT NULL DEFAULT '',
  updated_at  TEXT NOT NULL,
  deleted_at  TEXT
) STRICT;
CREATE UNIQUE INDEX standards_version ON standards (key, version) WHERE deleted_at IS NULL;
CREATE INDEX standards_replaces ON standards (replaces_id);

-- A line of a standard: a heading, or a point (考核点) under one.
CREATE TABLE indicators (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  standard_id INTEGER NOT NULL REFERENCES standards (id),
  parent_id   INTEGER REFERENCES indicators (id),
  position    INTEGER NOT NULL,
  code        TEXT NOT NULL DEFAULT '',
  name        TEXT NOT NULL CHECK (name <> ''),
  requirement TEXT NOT NULL DEFAULT '', -- 考核要求; stays empty where the text is not known
  scoring     TEXT NOT NULL DEFAULT '', -- 评分细则
  points      REAL NOT NULL DEFAULT 0 CHECK (points >= 0),
  veto        INTEGER NOT NULL DEFAULT 0 CHECK (veto IN (0, 1)),
  live        TEXT NOT NULL DEFAULT '', -- key of a figure that the program takes from the records
  person      TEXT NOT NULL DEFAULT '', -- 负责人 to begin with
  source      TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX indicators_standard ON indicators (standard_id, position);
CREATE INDEX indicators_parent ON indicators (parent_id);

-- 佐证要求: what a point asks to be shown, and how many of it.
CREATE TABLE indicator_needs (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  standard_id  INTEGER NOT NULL REFERENCES standards (id),
  indicator_id INTEGER NOT NULL REFERENCES indicators (id),
  position     INTEGER NOT NULL,
  name         TEXT NOT NULL CHECK (name <> ''),
  form         TEXT NOT NULL DEFAULT '', -- a paper of the program that fulfils it
  per          TEXT NOT NULL DEFAULT '' CHECK (per IN ('', 'month', 'term', 'year', 'school', 'inspector')),
  least        INTEGER NOT NULL DEFAULT 1 CHECK (least >= 0) -- pieces for each per
) STRICT;
CREATE INDEX indicator_needs_standard ON indicator_needs (standard_id);
CREATE INDEX indicator_needs_indicator ON indicator_needs (indicator_id, position);

-- 新旧对照: which point of the former version a point of a new one follows. What is
-- an old point to the new: the same, more (superset), less (subset) or in part.
CREATE TABLE standard_maps (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  standard_id INTEGER NOT NULL REFERENCES standards (id), -- the new one
  old_id      INTEGER NOT NULL REFERENCES indicators (id),
  new_id      INTEGER NOT NULL REFERENCES indicators (id),
  relation    TEXT NOT NULL CHECK (relation IN ('equal', 'superset', 'subset', 'part')),
  UNIQUE (old_id, new_id)
) STRICT;
CREATE INDEX standard_maps_standard ON standard_maps (standard_id);
CREATE INDEX standard_maps_new ON standard_maps (new_id);

-- 迎检评估: a standard, one subject, one round.
CREATE TABLE evaluations (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  standard_id  INTEGER NOT NULL REFERENCES standards (id),
  school_id    INTEGER REFERENCES schools (id), -- of a school or kindergarten
  zone         TEXT NOT NULL DEFAULT '',        -- 责任区, by its name: zones are cut anew
  town         TEXT NOT NULL DEFAULT '',
  year         INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 2999), -- the round
  years        INTEGER NOT NULL DEFAULT 3 CHECK (years BETWEEN 1 AND 10), -- whose papers count, the round's the last
  inspected_on TEXT NOT NULL DEFAULT '', -- 迎检日期
  state        TEXT NOT NULL CHECK (state IN ('准备', '已迎检', '已归档')),
  note         TEXT NOT NULL DEFAULT '',
  updated_at   TEXT NOT NULL,
  deleted_at   TEXT
) STRICT;
CREATE UNIQUE INDEX evaluations_round ON evaluations (standard_id, COALESCE(school_id, 0), zone, town, year) WHERE deleted_at IS NULL;
CREATE INDEX evaluations_school ON evaluations (school_id);

-- A point of an evaluation: what the office says of itself.
CREATE TABLE evaluation_items (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  evaluation_id  INTEGER NOT NULL REFERENCES evaluations (id),
  indicator_id   INTEGER NOT NULL REFERENCES indicators (id),
  self_score     REAL CHECK (self_score >= 0),   -- NULL: not scored yet
  deduction      TEXT NOT NULL DEFAULT '',       -- 扣分说明
  person         TEXT NOT NULL DEFAULT '',       -- 负责人
  due_on         TEXT NOT NULL DEFAULT '',
  not_applicable INTEGER NOT NULL DEFAULT 0 CHECK (not_applicable IN (0, 1)),
  checked_by     TEXT NOT NULL DEFAULT '',       -- 审核通过
  checked_on     TEXT NOT NULL DEFAULT '',
  note           TEXT NOT NULL DEFAULT '',
  look           TEXT NOT NULL DEFAULT '',       -- what of the former version is still to be looked at
  UNIQUE (evaluation_id, indicator_id)
) STRICT;
CREATE INDEX evaluation_items_indicator ON evaluation_items (indicator_id);

-- 佐证材料: one piece of evidence; it may serve many points of many evaluations.
CREATE TABLE evidence (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  title       TEXT NOT NULL CHECK (title <> ''),
  doc_number  TEXT NOT NULL DEFAULT '',
  author      TEXT NOT NULL DEFAULT '',
  dated_on    TEXT NOT NULL DEFAULT '', -- of the paper; its first day, where it covers a span
  dated_to    TEXT NOT NULL DEFAULT '', -- the last day of the span
  form        TEXT NOT NULL DEFAULT '', -- a paper of the program, made again when it is wanted
  source_kind TEXT NOT NULL DEFAULT '', -- the record it is, archive_item among them; '' for a file brought in
  source_id   INTEGER,                  -- of many tables
  source_key  TEXT NOT NULL DEFAULT '', -- what the paper is asked for where that is no record, e.g. 2026-03
  place       TEXT NOT NULL DEFAULT '', -- where the paper lies, when not in an archive box
  on_paper    INTEGER NOT NULL DEFAULT 0 CHECK (on_paper IN (0, 1)),
  flaw        TEXT NOT NULL DEFAULT '' CHECK (flaw IN ('', '未签字', '未盖章', '不清晰', '内容不全')),
  personal    INTEGER NOT NULL DEFAULT 0 CHECK (personal IN (0, 1)), -- 含个人信息
  note        TEXT NOT NULL DEFAULT '',
  updated_at  TEXT NOT NULL,
  deleted_at  TEXT
) STRICT;
CREATE INDEX evidence_source ON evidence (source_kind, source_id) WHERE deleted_at IS NULL;
CREATE INDEX evidence_dated ON evidence (dated_on, id) WHERE deleted_at IS NULL;

CREATE TABLE evidence_links (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  evaluation_id INTEGER NOT NULL REFERENCES evaluations (id),
  indicator_id  INTEGER NOT NULL REFERENCES indicators (id),
  evidence_id   INTEGER NOT NULL REFERENCES evidence (id),
  need_id       INTEGER REFERENCES indicator_needs (id),
  position      INTEGER NOT NULL,
  UNIQUE (evaluation_id, indicator_id, evidence_id)
) STRICT;
CREATE INDEX evidence_links_indicator ON evidence_links (indicator_id);
CREATE INDEX evidence_links_evidence ON evidence_links (evidence_id);
CREATE INDEX evidence_links_need ON evidence_links (need_id);

-- 含个人信息: left out of copies that leave the office.
ALTER TABLE attachments ADD COLUMN personal INTEGER NOT NULL DEFAULT 0 CHECK (personal IN (0, 1));

-- +goose StatementEnd
