-- +goose Up
-- +goose StatementBegin

-- 会议: 责任督学月例会 and the office's other meetings; office.MeetingKinds names them.
CREATE TABLE meetings (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  number     TEXT NOT NULL UNIQUE CHECK (number <> ''),
  kind       TEXT NOT NULL CHECK (kind <> ''),
  title      TEXT NOT NULL CHECK (title <> ''),
  date       TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  starts_at  TEXT NOT NULL DEFAULT '',
  place      TEXT NOT NULL DEFAULT '',
  chair      TEXT NOT NULL DEFAULT '',
  recorder   TEXT NOT NULL DEFAULT '',
  others     TEXT NOT NULL DEFAULT '', -- who comes and is no inspector, by name
  agenda     TEXT NOT NULL DEFAULT '',
  content    TEXT NOT NULL DEFAULT '',
  notice_no  TEXT NOT NULL DEFAULT '', -- 会议通知的文号
  notice_on  TEXT NOT NULL DEFAULT '',
  minutes_no TEXT NOT NULL DEFAULT '', -- 会议纪要的文号
  minutes_on TEXT NOT NULL DEFAULT '',
  state      TEXT NOT NULL CHECK (state IN ('筹备', '已通知', '已召开', '已印发纪要')),
  note       TEXT NOT NULL DEFAULT '',
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;
CREATE INDEX meetings_date ON meetings (date, id, kind, state) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX meetings_notice ON meetings (notice_no) WHERE notice_no <> '' AND deleted_at IS NULL;
CREATE UNIQUE INDEX meetings_minutes ON meetings (minutes_no) WHERE minutes_no <> '' AND deleted_at IS NULL;

CREATE TABLE meeting_attendees (
  id           INTEGER PRIMARY KEY,
  meeting_id   INTEGER NOT NULL REFERENCES meetings (id),
  position     INTEGER NOT NULL,
  inspector_id INTEGER NOT NULL REFERENCES inspectors (id),
  absent       INTEGER NOT NULL DEFAULT 0 CHECK (absent IN (0, 1)),
  reason       TEXT NOT NULL DEFAULT '',
  UNIQUE (meeting_id, inspector_id)
) STRICT;
CREATE INDEX meeting_attendees_inspector ON meeting_attendees (inspector_id);

-- 议定事项, each followed until it is done.
CREATE TABLE meeting_decisions (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  meeting_id INTEGER NOT NULL REFERENCES meetings (id),
  position   INTEGER NOT NULL,
  content    TEXT NOT NULL CHECK (content <> ''),
  person     TEXT NOT NULL DEFAULT '',
  due_on     TEXT NOT NULL DEFAULT '',
  done_on    TEXT NOT NULL DEFAULT '',
  result     TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX meeting_decisions_meeting ON meeting_decisions (meeting_id, position);
CREATE INDEX meeting_decisions_open ON meeting_decisions (due_on) WHERE done_on = '';

-- 公示、督导情况通报、学校挂牌督导专栏、简报、网站公开; office.PublicationKinds names them.
CREATE TABLE publications (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  number       TEXT NOT NULL UNIQUE CHECK (number <> ''),
  kind         TEXT NOT NULL CHECK (kind <> ''),
  title        TEXT NOT NULL CHECK (title <> ''),
  month        TEXT NOT NULL DEFAULT '', -- the report month it speaks of
  school_id    INTEGER REFERENCES schools (id),
  inspector_id INTEGER REFERENCES inspectors (id),
  visited_on   TEXT NOT NULL DEFAULT '', -- 专栏: the visit it tells of
  send_to      TEXT NOT NULL DEFAULT '', -- 主送
  copy_to      TEXT NOT NULL DEFAULT '', -- 抄送
  channel      TEXT NOT NULL DEFAULT '', -- 公布渠道
  body         TEXT NOT NULL DEFAULT '',
  doc_number   TEXT NOT NULL DEFAULT '',
  drafted_on   TEXT NOT NULL CHECK (drafted_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  issued_on    TEXT NOT NULL DEFAULT '',
  published_on TEXT NOT NULL DEFAULT '',
  ends_on      TEXT NOT NULL DEFAULT '', -- 公示截止
  taken_on     TEXT NOT NULL DEFAULT '', -- 撤下
  state        TEXT NOT NULL CHECK (state IN ('草稿', '已签发', '已公布', '已撤下')),
  note         TEXT NOT NULL DEFAULT '',
  updated_at   TEXT NOT NULL,
  deleted_at   TEXT
) STRICT;
CREATE INDEX publications_drafted ON publications (drafted_on, id, kind, state) WHERE deleted_at IS NULL;
CREATE INDEX publications_month ON publications (month, kind) WHERE deleted_at IS NULL;
CREATE INDEX publications_school ON publications (school_id);
CREATE INDEX publications_inspector ON publications (inspector_id);
CREATE UNIQUE INDEX publications_doc_number ON publications (doc_number) WHERE doc_number <> '' AND deleted_at IS NULL;

-- A platform of the province (上报平台) that the records are entered in, by hand.
CREATE TABLE platforms (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  name       TEXT NOT NULL CHECK (name <> ''),
  province   TEXT NOT NULL DEFAULT '',
  source     TEXT NOT NULL DEFAULT '', -- where the order of the fields was learnt
  starts_on  TEXT NOT NULL CHECK (starts_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), -- older records are not entered
  state      TEXT NOT NULL CHECK (state IN ('启用', '停用')),
  note       TEXT NOT NULL DEFAULT '',
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;
CREATE UNIQUE INDEX platforms_name ON platforms (name) WHERE deleted_at IS NULL;

-- The fields of one kind of record in the platform's own order; office.UploadKinds
-- names the kinds and what each field may be filled from.
CREATE TABLE platform_fields (
  id          INTEGER PRIMARY KEY,
  platform_id INTEGER NOT NULL REFERENCES platforms (id),
  kind        TEXT NOT NULL CHECK (kind <> ''),
  position    INTEGER NOT NULL,
  title       TEXT NOT NULL CHECK (title <> ''),
  source      TEXT NOT NULL,              -- field of the record; empty: the fixed text
  fixed       TEXT NOT NULL DEFAULT '',
  max_length  INTEGER NOT NULL DEFAULT 0 CHECK (max_length >= 0), -- 0: no limit
  UNIQUE (platform_id, kind, position)
) STRICT;

-- 上报记录: this record was entered in that platform. image tells by a mark for each
-- field what was entered, set_id the change set of it: what was changed since is
-- found by both.
CREATE TABLE uploads (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  platform_id INTEGER NOT NULL REFERENCES platforms (id),
  kind        TEXT NOT NULL CHECK (kind <> ''),
  record_id   INTEGER NOT NULL,
  uploaded_on TEXT NOT NULL CHECK (uploaded_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  receipt     TEXT NOT NULL DEFAULT '', -- 回执号
  by_whom     TEXT NOT NULL DEFAULT '',
  image       TEXT NOT NULL DEFAULT '{}',
  set_id      INTEGER NOT NULL,
  updated_at  TEXT NOT NULL,
  UNIQUE (platform_id, kind, record_id)
) STRICT;
CREATE INDEX uploads_record ON uploads (kind, record_id);

-- The queue of what is to be entered walks these narrow rows, not the narratives.
CREATE INDEX plan_lines_due ON plan_lines (month || '-01', school_id, inspector_id, state, deleted_at) WHERE deleted_at IS NULL AND state <> '取消';
CREATE INDEX lessons_list ON lessons (date, school_id, inspector_id, deleted_at) WHERE deleted_at IS NULL;

-- +goose StatementEnd
