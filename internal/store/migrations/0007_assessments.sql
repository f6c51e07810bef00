-- +goose Up
-- +goose StatementBegin

-- 考核方案: how inspectors, zones, schools and principals are assessed, one
-- version a row. A version that has been used is not changed, a new one is made.
CREATE TABLE assessment_schemes (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  subject    TEXT NOT NULL CHECK (subject IN ('督学', '责任区', '学校', '校长')),
  name       TEXT NOT NULL CHECK (name <> ''),
  version    TEXT NOT NULL CHECK (version <> ''),
  source     TEXT NOT NULL CHECK (source <> ''),
  official   INTEGER NOT NULL CHECK (official IN (0, 1)),
  state      TEXT NOT NULL CHECK (state IN ('草稿', '启用', '停用')),
  bonus_cap  REAL NOT NULL DEFAULT 0 CHECK (bonus_cap >= 0), -- 加分最多, 0: only the items' own
  quota      REAL NOT NULL DEFAULT 0 CHECK (quota BETWEEN 0 AND 100), -- 优秀 at most %, 0: none
  quota_max  INTEGER NOT NULL DEFAULT 0 CHECK (quota_max >= 0),       -- 优秀 at most so many, 0: none
  note       TEXT NOT NULL DEFAULT '',
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;
CREATE UNIQUE INDEX assessment_schemes_version ON assessment_schemes (subject, name, version) WHERE deleted_at IS NULL;

CREATE TABLE assessment_parts (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  scheme_id INTEGER NOT NULL REFERENCES assessment_schemes (id),
  position  INTEGER NOT NULL,
  name      TEXT NOT NULL CHECK (name <> ''),
  share     REAL NOT NULL CHECK (share > 0 AND share <= 100),
  UNIQUE (scheme_id, name)
) STRICT;

-- 计分 items belong to a part, the others to the scheme.
CREATE TABLE assessment_items (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  scheme_id   INTEGER NOT NULL REFERENCES assessment_schemes (id),
  part_id     INTEGER REFERENCES assessment_parts (id),
  position    INTEGER NOT NULL,
  kind        TEXT NOT NULL CHECK (kind IN ('计分', '加分', '扣分', '一票否决', '评优条件')),
  name        TEXT NOT NULL CHECK (name <> ''),
  requirement TEXT NOT NULL DEFAULT '',
  points      REAL NOT NULL DEFAULT 0 CHECK (points >= 0),
  measure     TEXT NOT NULL DEFAULT '', -- '' is scored by hand
  way         TEXT NOT NULL,
  target      REAL NOT NULL DEFAULT 0 CHECK (target >= 0),
  steps       TEXT NOT NULL DEFAULT '', -- 95=20 85=16, the highest first
  blank       TEXT NOT NULL DEFAULT '', -- what counts where no record could
  CHECK ((kind = '计分') = (part_id IS NOT NULL))
) STRICT;
CREATE INDEX assessment_items_scheme ON assessment_items (scheme_id, position);
CREATE INDEX assessment_items_part ON assessment_items (part_id);

CREATE TABLE assessment_grades (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  scheme_id INTEGER NOT NULL REFERENCES assessment_schemes (id),
  position  INTEGER NOT NULL,
  name      TEXT NOT NULL CHECK (name <> ''),
  least     REAL NOT NULL CHECK (least >= 0), -- 此等次的最低分
  score     REAL NOT NULL CHECK (score BETWEEN 0 AND 100), -- 只评等次时折算的分数
  UNIQUE (scheme_id, name)
) STRICT;

-- 考核: a scheme over a year (or 学期, 学年) and all its subjects at once.
CREATE TABLE assessments (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  scheme_id    INTEGER NOT NULL REFERENCES assessment_schemes (id),
  subject      TEXT NOT NULL CHECK (subject IN ('督学', '责任区', '学校', '校长')),
  span         TEXT NOT NULL CHECK (span <> ''), -- 2025, 2025-2026 or 2025-2026-1
  ends_on      TEXT NOT NULL,                    -- last day of the span
  title        TEXT NOT NULL CHECK (title <> ''),
  state        TEXT NOT NULL CHECK (state IN ('进行中', '已定案')),
  computed_on  TEXT NOT NULL DEFAULT '',
  confirmed_on TEXT NOT NULL DEFAULT '' CHECK (state <> '已定案' OR confirmed_on <> ''),
  doc_number   TEXT NOT NULL DEFAULT '', -- 结果通报的文号
  note         TEXT NOT NULL DEFAULT '',
  updated_at   TEXT NOT NULL,
  deleted_at   TEXT
) STRICT;
CREATE UNIQUE INDEX assessments_once ON assessments (subject, span) WHERE deleted_at IS NULL;
CREATE INDEX assessments_scheme ON assessments (scheme_id);

-- Who is assessed; total, rank and grade are written when it is confirmed (定案).
CREATE TABLE assessment_subjects (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  assessment_id INTEGER NOT NULL REFERENCES assessments (id),
  position      INTEGER NOT NULL,
  inspector_id  INTEGER REFERENCES inspectors (id),
  school_id     INTEGER REFERENCES schools (id),
  zone          TEXT NOT NULL DEFAULT '', -- 责任区: of a zone its name, of others where they belong
  name          TEXT NOT NULL CHECK (name <> ''),
  unit          TEXT NOT NULL DEFAULT '',
  absent        TEXT NOT NULL DEFAULT '', -- 不参评的原因
  total         REAL NOT NULL DEFAULT 0,
  rank          INTEGER NOT NULL DEFAULT 0,
  grade         TEXT NOT NULL DEFAULT '',
  reason        TEXT NOT NULL DEFAULT ''  -- 等次的说明
) STRICT;
CREATE INDEX assessment_subjects_list ON assessment_subjects (assessment_id, position);
CREATE INDEX assessment_subjects_inspector ON assessment_subjects (inspector_id);
CREATE INDEX assessment_subjects_school ON assessment_subjects (school_id);
CREATE INDEX assessment_subjects_zone ON assessment_subjects (zone);

-- One score: of a part (item NULL) or of an item. value and behind are what the
-- records gave, auto what the item makes of it; score is what counts.
CREATE TABLE assessment_scores (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  assessment_id INTEGER NOT NULL REFERENCES assessments (id),
  subject_id    INTEGER NOT NULL REFERENCES assessment_subjects (id),
  part_id       INTEGER REFERENCES assessment_parts (id),
  item_id       INTEGER REFERENCES assessment_items (id),
  scored        INTEGER NOT NULL CHECK (scored IN (0, 1)),
  off           INTEGER NOT NULL DEFAULT 0 CHECK (off IN (0, 1)), -- 不计: the item does not count for this one
  typed         INTEGER NOT NULL DEFAULT 0 CHECK (typed IN (0, 1)),
  value         REAL NOT NULL DEFAULT 0,
  auto          REAL NOT NULL DEFAULT 0,
  score         REAL NOT NULL DEFAULT 0 CHECK (score >= 0),
  grade         TEXT NOT NULL DEFAULT '',
  remark        TEXT NOT NULL DEFAULT '',
  behind        TEXT NOT NULL DEFAULT '', -- JSON of office.Measured
  CHECK ((part_id IS NULL) <> (item_id IS NULL))
) STRICT;
CREATE UNIQUE INDEX assessment_scores_once ON assessment_scores (subject_id, COALESCE(part_id, 0), COALESCE(item_id, 0));
CREATE INDEX assessment_scores_assessment ON assessment_scores (assessment_id);
CREATE INDEX assessment_scores_part ON assessment_scores (part_id);
CREATE INDEX assessment_scores_item ON assessment_scores (item_id);

-- Each 定案 with its results as they were then, kept also when it is opened again.
CREATE TABLE assessment_seals (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  assessment_id INTEGER NOT NULL REFERENCES assessments (id),
  confirmed_on  TEXT NOT NULL,
  results       TEXT NOT NULL, -- JSON of []office.SealedResult
  reopened_on   TEXT NOT NULL DEFAULT '',
  reason        TEXT NOT NULL DEFAULT '' CHECK (reopened_on = '' OR reason <> '')
) STRICT;
CREATE INDEX assessment_seals_assessment ON assessment_seals (assessment_id);

-- 表彰
CREATE TABLE awards (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  year         INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 2199),
  name         TEXT NOT NULL CHECK (name <> ''),
  level        TEXT NOT NULL CHECK (level <> ''),
  subject      TEXT NOT NULL CHECK (subject IN ('督学', '责任区', '学校', '校长')),
  inspector_id INTEGER REFERENCES inspectors (id),
  school_id    INTEGER REFERENCES schools (id),
  holder       TEXT NOT NULL CHECK (holder <> ''), -- 获奖者的名称
  granted_by   TEXT NOT NULL DEFAULT '',
  granted_on   TEXT NOT NULL DEFAULT '',
  doc_number   TEXT NOT NULL DEFAULT '',
  note         TEXT NOT NULL DEFAULT '',
  updated_at   TEXT NOT NULL,
  deleted_at   TEXT
) STRICT;
CREATE INDEX awards_year ON awards (year, id) WHERE deleted_at IS NULL;
CREATE INDEX awards_inspector ON awards (inspector_id);
CREATE INDEX awards_school ON awards (school_id);

-- +goose StatementEnd
