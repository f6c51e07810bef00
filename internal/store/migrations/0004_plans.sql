-- +goose Up
-- +goose StatementBegin

-- 年度工作要点: the office's plan of a calendar year.
CREATE TABLE plans (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  year       INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 2199),
  title      TEXT NOT NULL CHECK (title <> ''),
  doc_number TEXT NOT NULL DEFAULT '',
  guidance   TEXT NOT NULL DEFAULT '',
  state      TEXT NOT NULL CHECK (state IN ('草稿', '印发')),
  issued_on  TEXT NOT NULL DEFAULT '',
  note       TEXT NOT NULL DEFAULT '',
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;
CREATE UNIQUE INDEX plans_year ON plans (year) WHERE deleted_at IS NULL;

-- 行事历: what is to be done from one month of the year to another.
CREATE TABLE plan_tasks (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  plan_id    INTEGER NOT NULL REFERENCES plans (id),
  month_from INTEGER NOT NULL CHECK (month_from BETWEEN 1 AND 12),
  month_to   INTEGER NOT NULL CHECK (month_to BETWEEN month_from AND 12),
  kind       TEXT NOT NULL CHECK (kind IN ('经常性督导', '专项督导', '综合督导', '会议', '培训', '考核', '迎检', '其他')),
  task       TEXT NOT NULL CHECK (task <> ''),
  who        TEXT NOT NULL DEFAULT '',
  done_on    TEXT NOT NULL DEFAULT '',
  source     TEXT NOT NULL DEFAULT '', -- 依据; of a line of the office's own it is empty
  note       TEXT NOT NULL DEFAULT '',
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;
CREATE INDEX plan_tasks_plan ON plan_tasks (plan_id, month_from, month_to);

CREATE TABLE plan_task_matters (
  id        INTEGER PRIMARY KEY,
  task_id   INTEGER NOT NULL REFERENCES plan_tasks (id),
  matter_id INTEGER NOT NULL REFERENCES matters (id),
  UNIQUE (task_id, matter_id)
) STRICT;
CREATE INDEX plan_task_matters_matter ON plan_task_matters (matter_id);

-- 月菜单: what every inspector looks at in a month.
CREATE TABLE menus (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  month       TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]'),
  doc_number  TEXT NOT NULL DEFAULT '',
  opening     TEXT NOT NULL DEFAULT '', -- 前言
  requirement TEXT NOT NULL DEFAULT '', -- 工作要求
  issued_on   TEXT NOT NULL DEFAULT '',
  updated_at  TEXT NOT NULL,
  deleted_at  TEXT
) STRICT;
CREATE UNIQUE INDEX menus_month ON menus (month) WHERE deleted_at IS NULL;

CREATE TABLE menu_items (
  id          INTEGER PRIMARY KEY,
  menu_id     INTEGER NOT NULL REFERENCES menus (id),
  position    INTEGER NOT NULL,
  matter_id   INTEGER REFERENCES matters (id), -- NULL: a topic of no single matter
  topic       TEXT NOT NULL CHECK (topic <> ''),
  requirement TEXT NOT NULL DEFAULT '',
  schools     TEXT NOT NULL CHECK (schools IN ('全部', '中小学', '幼儿园')),
  required    INTEGER NOT NULL CHECK (required IN (0, 1)), -- 规定任务, else 自主任务
  UNIQUE (menu_id, position)
) STRICT;
CREATE INDEX menu_items_matter ON menu_items (matter_id);

-- 月计划: one inspector is to visit one school in a month. Whether it was done is
-- asked of the visits; state holds what was set by hand.
CREATE TABLE plan_lines (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  number       TEXT NOT NULL UNIQUE CHECK (number <> ''),
  month        TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]'),
  inspector_id INTEGER NOT NULL REFERENCES inspectors (id),
  school_id    INTEGER NOT NULL REFERENCES schools (id),
  day          TEXT NOT NULL DEFAULT '',
  session      TEXT NOT NULL DEFAULT '' CHECK (session IN ('', '上午', '下午', '全天')),
  tasks        TEXT NOT NULL DEFAULT '',
  why          TEXT NOT NULL DEFAULT '', -- 拟定依据
  state        TEXT NOT NULL CHECK (state IN ('计划', '已完成', '未完成', '取消')),
  reason       TEXT NOT NULL DEFAULT '' CHECK (state = '计划' OR reason <> ''),
  carried_id   INTEGER REFERENCES plan_lines (id), -- the line of an earlier month it carries on
  updated_at   TEXT NOT NULL,
  deleted_at   TEXT
) STRICT;
CREATE INDEX plan_lines_month ON plan_lines (month, inspector_id) WHERE deleted_at IS NULL;
CREATE INDEX plan_lines_inspector ON plan_lines (inspector_id);
CREATE INDEX plan_lines_school ON plan_lines (school_id);
CREATE INDEX plan_lines_carried ON plan_lines (carried_id) WHERE carried_id IS NOT NULL;

CREATE TABLE plan_line_matters (
  id        INTEGER PRIMARY KEY,
  line_id   INTEGER NOT NULL REFERENCES plan_lines (id),
  matter_id INTEGER NOT NULL REFERENCES matters (id),
  UNIQUE (line_id, matter_id)
) STRICT;
CREATE INDEX plan_line_matters_matter ON plan_line_matters (matter_id);

-- 督导室人员 and their days in schools (下校).
CREATE TABLE staff (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  name       TEXT NOT NULL CHECK (name <> ''),
  post       TEXT NOT NULL DEFAULT '',
  zone       TEXT NOT NULL DEFAULT '', -- 联系责任区
  starts_on  TEXT NOT NULL DEFAULT '',
  ends_on    TEXT NOT NULL DEFAULT '',
  note       TEXT NOT NULL DEFAULT '',
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;

CREATE TABLE staff_days (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  staff_id     INTEGER NOT NULL REFERENCES staff (id),
  date         TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  school_id    INTEGER NOT NULL REFERENCES schools (id),
  inspector_id INTEGER REFERENCES inspectors (id),
  visit_id     INTEGER REFERENCES visits (id),
  content      TEXT NOT NULL DEFAULT '',
  updated_at   TEXT NOT NULL,
  deleted_at   TEXT
) STRICT;
CREATE UNIQUE INDEX staff_days_once ON staff_days (staff_id, date, school_id) WHERE deleted_at IS NULL;
CREATE INDEX staff_days_date ON staff_days (date) WHERE deleted_at IS NULL;
CREATE INDEX staff_days_school ON staff_days (school_id);
CREATE INDEX staff_days_inspector ON staff_days (inspector_id);
CREATE INDEX staff_days_visit ON staff_days (visit_id);

-- 领导联系学校.
CREATE TABLE leaders (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  name       TEXT NOT NULL CHECK (name <> ''),
  post       TEXT NOT NULL DEFAULT '',
  school_id  INTEGER NOT NULL REFERENCES schools (id),
  starts_on  TEXT NOT NULL CHECK (starts_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  ends_on    TEXT NOT NULL DEFAULT '' CHECK (ends_on = '' OR ends_on > starts_on),
  note       TEXT NOT NULL DEFAULT '',
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;
CREATE INDEX leaders_school ON leaders (school_id);

CREATE TABLE leader_visits (
  id        INTEGER PRIMARY KEY,
  leader_id INTEGER NOT NULL REFERENCES leaders (id),
  date      TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  note      TEXT NOT NULL DEFAULT '',
  UNIQUE (leader_id, date)
) STRICT;

-- +goose StatementEnd
