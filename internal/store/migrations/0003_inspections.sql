-- +goose Up
-- +goose StatementBegin

-- 督导评估表: what an inspection looks at, one version a row; office.ChecklistKinds
-- names the kinds. A version that has been used is not changed, a new one is made.
CREATE TABLE checklists (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  name       TEXT NOT NULL CHECK (name <> ''),
  version    TEXT NOT NULL CHECK (version <> ''),
  kind       TEXT NOT NULL,
  source     TEXT NOT NULL CHECK (source <> ''),
  official   INTEGER NOT NULL CHECK (official IN (0, 1)),
  full_score REAL NOT NULL DEFAULT 0 CHECK (full_score >= 0), -- 0: no points, 符合/不符合 only
  state      TEXT NOT NULL CHECK (state IN ('草稿', '启用', '停用')),
  note       TEXT NOT NULL DEFAULT '',
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;
CREATE UNIQUE INDEX checklists_version ON checklists (name, version) WHERE deleted_at IS NULL;

-- A line of a list: a heading (points 0, no parent) or a point under one.
CREATE TABLE checklist_items (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  checklist_id INTEGER NOT NULL REFERENCES checklists (id),
  parent_id    INTEGER REFERENCES checklist_items (id),
  position     INTEGER NOT NULL,
  code         TEXT NOT NULL DEFAULT '',
  name         TEXT NOT NULL CHECK (name <> ''),
  requirement  TEXT NOT NULL DEFAULT '', -- stays empty where the text is not known
  method       TEXT NOT NULL DEFAULT '', -- 查看方法
  points       REAL NOT NULL DEFAULT 0 CHECK (points >= 0),
  veto         INTEGER NOT NULL DEFAULT 0 CHECK (veto IN (0, 1)), -- 一票否决
  source       TEXT NOT NULL DEFAULT '',
  matter_id    INTEGER REFERENCES matters (id)
) STRICT;
CREATE INDEX checklist_items_list ON checklist_items (checklist_id, position);
CREATE INDEX checklist_items_parent ON checklist_items (parent_id);
CREATE INDEX checklist_items_matter ON checklist_items (matter_id);

-- 等次界线: the share of the full score from which a grade is given, the best first.
CREATE TABLE checklist_grades (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  checklist_id INTEGER NOT NULL REFERENCES checklists (id),
  position     INTEGER NOT NULL,
  name         TEXT NOT NULL CHECK (name <> ''),
  least        REAL NOT NULL CHECK (least >= 0 AND least <= 100), -- per cent of the full score
  passed       INTEGER NOT NULL CHECK (passed IN (0, 1)),
  UNIQUE (checklist_id, name)
) STRICT;

-- 专项督导、综合督导、督政: one round over many units; office.InspectionKinds names
-- the kinds.
CREATE TABLE inspections (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  number       TEXT NOT NULL UNIQUE CHECK (number <> ''),
  kind         TEXT NOT NULL CHECK (kind <> ''),
  title        TEXT NOT NULL CHECK (title <> ''),
  topic        TEXT NOT NULL DEFAULT '',   -- 专题, e.g. 食品安全
  basis        TEXT NOT NULL DEFAULT '',
  scope        TEXT NOT NULL DEFAULT '',
  content      TEXT NOT NULL DEFAULT '',
  requirements TEXT NOT NULL DEFAULT '',
  checklist_id INTEGER REFERENCES checklists (id),
  former_id    INTEGER REFERENCES inspections (id), -- the one it is compared with
  planned_on   TEXT NOT NULL CHECK (planned_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  starts_on    TEXT NOT NULL DEFAULT '',
  ends_on      TEXT NOT NULL DEFAULT '' CHECK (ends_on = '' OR ends_on >= starts_on),
  notice_no    TEXT NOT NULL DEFAULT '',   -- 督导通知的文号
  notice_on    TEXT NOT NULL DEFAULT '',
  self_due_on  TEXT NOT NULL DEFAULT '',   -- 自评截止
  report_no    TEXT NOT NULL DEFAULT '',   -- 督导报告的文号
  report_on    TEXT NOT NULL DEFAULT '',
  report_to    TEXT NOT NULL DEFAULT '',
  report_text  TEXT NOT NULL DEFAULT '',
  filed_no     TEXT NOT NULL DEFAULT '',   -- 备案号
  filed_on     TEXT NOT NULL DEFAULT '',
  published_on TEXT NOT NULL DEFAULT '',
  published_at TEXT NOT NULL DEFAULT '',   -- 公布渠道
  state        TEXT NOT NULL,
  reason       TEXT NOT NULL DEFAULT '' CHECK (state <> '取消' OR reason <> ''),
  note         TEXT NOT NULL DEFAULT '',
  updated_at   TEXT NOT NULL,
  deleted_at   TEXT
) STRICT;
CREATE INDEX inspections_planned ON inspections (planned_on, id) WHERE deleted_at IS NULL;
CREATE INDEX inspections_checklist ON inspections (checklist_id);
CREATE INDEX inspections_former ON inspections (former_id);

CREATE TABLE inspection_groups (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  inspection_id INTEGER NOT NULL REFERENCES inspections (id),
  position      INTEGER NOT NULL,
  name          TEXT NOT NULL CHECK (name <> ''),
  note          TEXT NOT NULL DEFAULT '',
  UNIQUE (inspection_id, name)
) STRICT;

-- A member is an inspector, or an outsider (外聘, a cadre of another office) by name.
CREATE TABLE inspection_members (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  inspection_id INTEGER NOT NULL REFERENCES inspections (id),
  group_id      INTEGER NOT NULL REFERENCES inspection_groups (id),
  position      INTEGER NOT NULL,
  inspector_id  INTEGER REFERENCES inspectors (id),
  name          TEXT NOT NULL CHECK (name <> ''),
  employer      TEXT NOT NULL DEFAULT '',
  post          TEXT NOT NULL DEFAULT '',
  phone         TEXT NOT NULL DEFAULT '',
  role          TEXT NOT NULL CHECK (role IN ('组长', '副组长', '成员', '联络员')),
  recusal       TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX inspection_members_inspection ON inspection_members (inspection_id);
CREATE INDEX inspection_members_group ON inspection_members (group_id, position);
CREATE INDEX inspection_members_outsider ON inspection_members (name, id) WHERE inspector_id IS NULL; -- remembered for the next time
CREATE INDEX inspection_members_inspector ON inspection_members (inspector_id);

-- One unit (被督导单位) of an inspection with its whole course; a unit that is no
-- school (乡镇, 部门) has a name only.
CREATE TABLE inspection_units (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  inspection_id  INTEGER NOT NULL REFERENCES inspections (id),
  group_id       INTEGER REFERENCES inspection_groups (id),
  position       INTEGER NOT NULL,
  school_id      INTEGER REFERENCES schools (id),
  name           TEXT NOT NULL CHECK (name <> ''),
  unit_kind      TEXT NOT NULL CHECK (unit_kind IN ('中小学', '幼儿园', '乡镇', '部门', '校外培训机构')),
  planned_on     TEXT NOT NULL DEFAULT '', -- 日程
  session        TEXT NOT NULL DEFAULT '' CHECK (session IN ('', '上午', '下午', '全天')),
  self_on        TEXT NOT NULL DEFAULT '',
  self_score     REAL,
  self_text      TEXT NOT NULL DEFAULT '',
  visited_on     TEXT NOT NULL DEFAULT '',
  score          REAL,                     -- total of unit_scores, kept beside them; none before the last point
  grade          TEXT NOT NULL DEFAULT '', -- 等次
  strengths      TEXT NOT NULL DEFAULT '',
  problems       TEXT NOT NULL DEFAULT '',
  advice         TEXT NOT NULL DEFAULT '',
  opinion_on     TEXT NOT NULL DEFAULT '', -- 初步意见反馈
  plea_on        TEXT NOT NULL DEFAULT '', -- 申辩
  plea           TEXT NOT NULL DEFAULT '',
  plea_answer    TEXT NOT NULL DEFAULT '',
  plea_answer_on TEXT NOT NULL DEFAULT '',
  letter_no      TEXT NOT NULL DEFAULT '', -- 督导意见书
  letter_on      TEXT NOT NULL DEFAULT '',
  due_on         TEXT NOT NULL DEFAULT '', -- 整改期限
  report_on      TEXT NOT NULL DEFAULT '', -- 整改报告
  report         TEXT NOT NULL DEFAULT '',
  recheck_on     TEXT NOT NULL DEFAULT '', -- 核查
  recheck        TEXT NOT NULL DEFAULT '',
  verdict        TEXT NOT NULL DEFAULT '' CHECK (verdict IN ('', '已整改', '部分整改', '未整改')),
  recheck_by     TEXT NOT NULL DEFAULT '', -- 核查人
  order_no       TEXT NOT NULL DEFAULT '', -- 整改督办函
  order_on       TEXT NOT NULL DEFAULT '',
  order_due_on   TEXT NOT NULL DEFAULT '',
  order_text     TEXT NOT NULL DEFAULT '',
  note           TEXT NOT NULL DEFAULT '',
  updated_at     TEXT NOT NULL,
  deleted_at     TEXT
) STRICT;
CREATE UNIQUE INDEX inspection_units_once ON inspection_units (inspection_id, name) WHERE deleted_at IS NULL;
CREATE INDEX inspection_units_list ON inspection_units (inspection_id, position);
CREATE INDEX inspection_units_school ON inspection_units (school_id, visited_on);
CREATE INDEX inspection_units_group ON inspection_units (group_id);
CREATE UNIQUE INDEX inspection_units_letter ON inspection_units (letter_no) WHERE letter_no <> '' AND deleted_at IS NULL;

CREATE TABLE unit_scores (
  id      INTEGER PRIMARY KEY,
  unit_id INTEGER NOT NULL REFERENCES inspection_units (id),
  item_id INTEGER NOT NULL REFERENCES checklist_items (id),
  self    REAL CHECK (self >= 0),
  score   REAL CHECK (score >= 0),
  result  TEXT NOT NULL DEFAULT '' CHECK (result IN ('', '符合', '基本符合', '不符合', '不适用')),
  note    TEXT NOT NULL DEFAULT '', -- 扣分说明
  finding_id INTEGER REFERENCES findings (id), -- the problem it became
  UNIQUE (unit_id, item_id)
) STRICT;
CREATE INDEX unit_scores_item ON unit_scores (item_id);
CREATE INDEX unit_scores_finding ON unit_scores (finding_id) WHERE finding_id IS NOT NULL;

-- A finding of an inspection follows the same course as any other (整改闭环).
ALTER TABLE findings ADD COLUMN unit_id INTEGER REFERENCES inspection_units (id);
CREATE INDEX findings_unit ON findings (unit_id) WHERE unit_id IS NOT NULL;

-- +goose StatementEnd
