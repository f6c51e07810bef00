-- +goose Up
-- +goose StatementBegin

-- 聘任换届: one 届 of the roster, from its preparation to its end;
-- office.TenureStates names the states.
CREATE TABLE tenures (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  number         INTEGER NOT NULL CHECK (number >= 1),
  name           TEXT NOT NULL CHECK (name <> ''),
  starts_on      TEXT NOT NULL CHECK (starts_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  ends_on        TEXT NOT NULL CHECK (ends_on > starts_on),
  doc_number     TEXT NOT NULL DEFAULT '',
  letter_pattern TEXT NOT NULL DEFAULT '',
  post_days      INTEGER NOT NULL DEFAULT 0 CHECK (post_days >= 0), -- 公示多少个工作日
  plan           TEXT NOT NULL DEFAULT '',
  published_on   TEXT NOT NULL DEFAULT '',
  state          TEXT NOT NULL CHECK (state IN ('筹备', '推荐', '审核', '公示', '公布', '结束')),
  note           TEXT NOT NULL DEFAULT '',
  updated_at     TEXT NOT NULL,
  deleted_at     TEXT,
  CHECK ((state IN ('公布', '结束')) = (published_on <> ''))
) STRICT;
CREATE UNIQUE INDEX tenures_number ON tenures (number) WHERE deleted_at IS NULL;
CREATE INDEX tenures_starts ON tenures (starts_on) WHERE deleted_at IS NULL;

-- 拟聘人选. Who is on the roster is named by inspector_id and keeps his details
-- there; the columns of the person are those of somebody new.
CREATE TABLE candidates (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  tenure_id      INTEGER NOT NULL REFERENCES tenures (id),
  inspector_id   INTEGER REFERENCES inspectors (id),
  appointment_id INTEGER REFERENCES appointments (id), -- made by 公布
  fresh          INTEGER NOT NULL DEFAULT 0 CHECK (fresh IN (0, 1)), -- 新聘
  name           TEXT NOT NULL DEFAULT '',
  gender         TEXT NOT NULL DEFAULT '',
  born_on        TEXT NOT NULL DEFAULT '',
  ethnicity      TEXT NOT NULL DEFAULT '',
  party          TEXT NOT NULL DEFAULT '',
  id_number      TEXT NOT NULL DEFAULT '',
  degree         TEXT NOT NULL DEFAULT '',
  rank           TEXT NOT NULL DEFAULT '',
  post           TEXT NOT NULL DEFAULT '',
  employer       TEXT NOT NULL DEFAULT '',
  service        TEXT NOT NULL DEFAULT '',
  teaching_on    TEXT NOT NULL DEFAULT '',
  subject        TEXT NOT NULL DEFAULT '',
  stage          TEXT NOT NULL DEFAULT '',
  employment     TEXT NOT NULL DEFAULT '兼职' CHECK (employment IN ('专职', '兼职')),
  mobile         TEXT NOT NULL DEFAULT '',
  health         TEXT NOT NULL DEFAULT '',
  resume         TEXT NOT NULL DEFAULT '',
  merits         TEXT NOT NULL DEFAULT '',
  term_number    INTEGER NOT NULL DEFAULT 1 CHECK (term_number >= 1),
  recommended_by TEXT NOT NULL DEFAULT '',
  nominated_on   TEXT NOT NULL DEFAULT '',
  nomination     TEXT NOT NULL DEFAULT '',
  reviewed_on    TEXT NOT NULL DEFAULT '',
  review         TEXT NOT NULL DEFAULT '',
  posted_on      TEXT NOT NULL DEFAULT '',
  posting        TEXT NOT NULL DEFAULT '',
  published_on   TEXT NOT NULL DEFAULT '',
  exception      TEXT NOT NULL DEFAULT '', -- why he is appointed although a check failed
  outcome        TEXT NOT NULL DEFAULT '拟聘' CHECK (outcome IN ('拟聘', '不再续聘', '本人退出', '未通过')),
  reason         TEXT NOT NULL DEFAULT '' CHECK (outcome = '拟聘' OR reason <> ''),
  leaving        TEXT NOT NULL DEFAULT '解聘' CHECK (leaving IN ('停聘', '解聘')),
  letter_no      TEXT NOT NULL DEFAULT '',
  note           TEXT NOT NULL DEFAULT '',
  updated_at     TEXT NOT NULL,
  CHECK (inspector_id IS NOT NULL OR name <> '')
) STRICT;
CREATE UNIQUE INDEX candidates_once ON candidates (tenure_id, inspector_id) WHERE inspector_id IS NOT NULL;
CREATE INDEX candidates_tenure ON candidates (tenure_id);
CREATE INDEX candidates_inspector ON candidates (inspector_id);
CREATE INDEX candidates_appointment ON candidates (appointment_id);

-- 回避登记; office.RecusalKinds names the kinds.
CREATE TABLE recusals (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  inspector_id INTEGER NOT NULL REFERENCES inspectors (id),
  school_id    INTEGER NOT NULL REFERENCES schools (id),
  kind         TEXT NOT NULL CHECK (kind IN ('近亲属', '配偶子女就业就读', '本单位', '离职不满三年', '其他')),
  detail       TEXT NOT NULL DEFAULT '',
  starts_on    TEXT NOT NULL DEFAULT '',
  left_on      TEXT NOT NULL DEFAULT '' CHECK (kind <> '离职不满三年' OR left_on <> ''),
  ends_on      TEXT NOT NULL DEFAULT '' CHECK (ends_on = '' OR ends_on > starts_on), -- the first day it no longer holds
  note         TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX recusals_inspector ON recusals (inspector_id);
CREATE INDEX recusals_school ON recusals (school_id);

CREATE TABLE trainings (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  number     TEXT NOT NULL UNIQUE CHECK (number <> ''),
  year       INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2100),
  name       TEXT NOT NULL CHECK (name <> ''),
  level      TEXT NOT NULL CHECK (level IN ('国家级', '省级', '市级', '县级')),
  form       TEXT NOT NULL CHECK (form IN ('集中', '岗前', '网络', '自学')),
  starts_on  TEXT NOT NULL CHECK (starts_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  ends_on    TEXT NOT NULL DEFAULT '' CHECK (ends_on = '' OR ends_on >= starts_on),
  place      TEXT NOT NULL DEFAULT '',
  organiser  TEXT NOT NULL DEFAULT '',
  hours      INTEGER NOT NULL CHECK (hours >= 0),
  teacher    TEXT NOT NULL DEFAULT '',
  topics     TEXT NOT NULL DEFAULT '',
  plan       TEXT NOT NULL DEFAULT '',
  assessment TEXT NOT NULL DEFAULT '',
  note       TEXT NOT NULL DEFAULT '',
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;
CREATE INDEX trainings_year ON trainings (year, starts_on) WHERE deleted_at IS NULL;
CREATE INDEX trainings_starts ON trainings (starts_on) WHERE deleted_at IS NULL;

CREATE TABLE training_people (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  training_id  INTEGER NOT NULL REFERENCES trainings (id),
  inspector_id INTEGER NOT NULL REFERENCES inspectors (id),
  hours        INTEGER NOT NULL CHECK (hours >= 0),
  absence      TEXT NOT NULL DEFAULT '', -- 缺席原因
  certificate  TEXT NOT NULL DEFAULT '', -- 证书号
  result       TEXT NOT NULL DEFAULT '',
  UNIQUE (training_id, inspector_id)
) STRICT;
CREATE INDEX training_people_inspector ON training_people (inspector_id);

-- A candidacy is found by the name of its inspector.
CREATE TRIGGER inspector_renamed_6 AFTER UPDATE OF name ON inspectors WHEN OLD.name IS NOT NEW.name BEGIN
  INSERT OR IGNORE INTO search_dirty (kind, ref_id) SELECT 'tenure', tenure_id FROM candidates WHERE inspector_id = NEW.id;
  INSERT OR IGNORE INTO search_dirty (kind, ref_id) SELECT 'training', training_id FROM training_people WHERE inspector_id = NEW.id;
END;

-- +goose StatementEnd
