-- +goose Up
-- +goose StatementBegin

-- 整改文书: every paper that follows a finding, from 整改通知书 to 问责; office.NoticeKinds
-- names the kinds and the steps of each.
CREATE TABLE notices (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  kind         TEXT NOT NULL CHECK (kind IN ('整改通知书', '协商意见书', '督办单', '约谈通知书', '通报', '问责', '催办单')),
  number       TEXT NOT NULL UNIQUE CHECK (number <> ''),
  doc_number   TEXT NOT NULL DEFAULT '',
  date         TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  school_id    INTEGER REFERENCES schools (id),
  visit_id     INTEGER REFERENCES visits (id),
  inspector_id INTEGER REFERENCES inspectors (id),
  department   TEXT NOT NULL DEFAULT '',
  copy_to      TEXT NOT NULL DEFAULT '',
  source       TEXT NOT NULL DEFAULT '',
  title        TEXT NOT NULL DEFAULT '',
  body         TEXT NOT NULL DEFAULT '',
  basis        TEXT NOT NULL DEFAULT '',
  request      TEXT NOT NULL DEFAULT '',
  days         INTEGER NOT NULL DEFAULT 0 CHECK (days >= 0),
  days_unit    TEXT NOT NULL DEFAULT '工作日' CHECK (days_unit IN ('天', '工作日')),
  due_on       TEXT NOT NULL DEFAULT '',
  signer       TEXT NOT NULL DEFAULT '',
  meet_at      TEXT NOT NULL DEFAULT '',
  place        TEXT NOT NULL DEFAULT '',
  attendees    TEXT NOT NULL DEFAULT '',
  measure      TEXT NOT NULL DEFAULT '',
  effective_on TEXT NOT NULL DEFAULT '',
  person       TEXT NOT NULL DEFAULT '',
  state        TEXT NOT NULL,
  void_reason  TEXT NOT NULL DEFAULT '' CHECK (state <> '作废' OR void_reason <> ''),
  note         TEXT NOT NULL DEFAULT '',
  updated_at   TEXT NOT NULL,
  deleted_at   TEXT
) STRICT;
CREATE UNIQUE INDEX notices_doc_number ON notices (doc_number) WHERE deleted_at IS NULL AND doc_number <> '';
CREATE INDEX notices_school ON notices (school_id, date) WHERE deleted_at IS NULL;
CREATE INDEX notices_date ON notices (date, id, kind, state) WHERE deleted_at IS NULL;
CREATE INDEX notices_state ON notices (state, due_on) WHERE deleted_at IS NULL;
CREATE INDEX notices_visit ON notices (visit_id);
CREATE INDEX notices_inspector ON notices (inspector_id);

CREATE TABLE notice_findings (
  id         INTEGER PRIMARY KEY,
  notice_id  INTEGER NOT NULL REFERENCES notices (id),
  finding_id INTEGER NOT NULL REFERENCES findings (id),
  UNIQUE (notice_id, finding_id)
) STRICT;
CREATE INDEX notice_findings_finding ON notice_findings (finding_id);

-- One row for each step a paper has gone (办理环节), in order.
CREATE TABLE notice_steps (
  id        INTEGER PRIMARY KEY,
  notice_id INTEGER NOT NULL REFERENCES notices (id),
  position  INTEGER NOT NULL,
  step      TEXT NOT NULL CHECK (step <> ''),
  on_day    TEXT NOT NULL CHECK (on_day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  by_whom   TEXT NOT NULL DEFAULT '',
  way       TEXT NOT NULL DEFAULT '',
  text      TEXT NOT NULL DEFAULT '',
  UNIQUE (notice_id, position)
) STRICT;

-- 整改轮次. A finding without rows here has had one round: its own columns.
CREATE TABLE rounds (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  finding_id   INTEGER NOT NULL REFERENCES findings (id),
  number       INTEGER NOT NULL CHECK (number >= 1),
  notice_id    INTEGER REFERENCES notices (id),
  opened       TEXT NOT NULL CHECK (opened IN ('首次整改', '核查不到位', '重新打开')),
  reason       TEXT NOT NULL DEFAULT '' CHECK (opened <> '重新打开' OR reason <> ''),
  issued_on    TEXT NOT NULL DEFAULT '',
  due_on       TEXT NOT NULL DEFAULT '',
  received_on  TEXT NOT NULL DEFAULT '',
  received_by  TEXT NOT NULL DEFAULT '',
  reported_on  TEXT NOT NULL DEFAULT '',
  report       TEXT NOT NULL DEFAULT '',
  filed_on     TEXT NOT NULL DEFAULT '',
  recheck_on   TEXT NOT NULL DEFAULT '',
  rechecker_id INTEGER REFERENCES inspectors (id),
  recheck_by   TEXT NOT NULL DEFAULT '',
  recheck_way  TEXT NOT NULL DEFAULT '' CHECK (recheck_way IN ('', '现场', '材料')),
  recheck      TEXT NOT NULL DEFAULT '',
  verdict      TEXT NOT NULL DEFAULT '' CHECK (verdict IN ('', '已整改', '部分整改', '未整改')),
  advice       TEXT NOT NULL DEFAULT '',
  proof        TEXT NOT NULL DEFAULT '',
  -- What an old ledger says was closed need not name who checked it.
  closed_on    TEXT NOT NULL DEFAULT '' CHECK (closed_on = '' OR verdict = '已整改' AND
    (recheck_on <> '' AND (rechecker_id IS NOT NULL OR recheck_by <> '') OR opened = '首次整改' AND reason <> '')),
  UNIQUE (finding_id, number)
) STRICT;
CREATE INDEX rounds_notice ON rounds (notice_id);
CREATE INDEX rounds_recheck ON rounds (recheck_on, finding_id) WHERE recheck_on <> '';
CREATE INDEX rounds_rechecker ON rounds (rechecker_id);

CREATE INDEX findings_recheck ON findings (recheck_on) WHERE deleted_at IS NULL AND recheck_on > '';

-- The same matter again at the same school (重复出现) is looked up here.
CREATE INDEX findings_repeat ON findings (school_id, matter_id, found_on, deleted_at) WHERE deleted_at IS NULL AND matter_id IS NOT NULL;

CREATE TABLE practices (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  number       TEXT NOT NULL UNIQUE CHECK (number <> ''),
  visit_id     INTEGER REFERENCES visits (id),
  school_id    INTEGER NOT NULL REFERENCES schools (id),
  inspector_id INTEGER REFERENCES inspectors (id),
  found_on     TEXT NOT NULL CHECK (found_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  matter_id    INTEGER REFERENCES matters (id),
  title        TEXT NOT NULL CHECK (title <> ''),
  content      TEXT NOT NULL CHECK (content <> ''),
  state        TEXT NOT NULL CHECK (state IN ('登记', '推荐', '已推广')),
  note         TEXT NOT NULL DEFAULT '',
  updated_at   TEXT NOT NULL,
  deleted_at   TEXT
) STRICT;
CREATE INDEX practices_found ON practices (found_on, id) WHERE deleted_at IS NULL;
CREATE INDEX practices_school ON practices (school_id, found_on);
CREATE INDEX practices_visit ON practices (visit_id);
CREATE INDEX practices_inspector ON practices (inspector_id);

-- 投诉举报. Who called is personal data: name and phone are masked wherever they are
-- not asked for.
CREATE TABLE complaints (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  number       TEXT NOT NULL UNIQUE CHECK (number <> ''),
  received_on  TEXT NOT NULL CHECK (received_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  received_at  TEXT NOT NULL DEFAULT '',
  channel      TEXT NOT NULL CHECK (channel IN ('电话', '来信', '邮件', '来访', '网络', '上级转办')),
  name         TEXT NOT NULL DEFAULT '',
  gender       TEXT NOT NULL DEFAULT '',
  identity     TEXT NOT NULL DEFAULT '',
  phone        TEXT NOT NULL DEFAULT '',
  school_id    INTEGER REFERENCES schools (id),
  target       TEXT NOT NULL DEFAULT '',
  matter_id    INTEGER REFERENCES matters (id),
  content      TEXT NOT NULL CHECK (content <> ''),
  kind         TEXT NOT NULL CHECK (kind IN ('咨询', '一般', '特殊')),
  recorder     TEXT NOT NULL DEFAULT '',
  recorder_id  INTEGER REFERENCES inspectors (id),
  handler      TEXT NOT NULL DEFAULT '',
  handler_id   INTEGER REFERENCES inspectors (id),
  department   TEXT NOT NULL DEFAULT '',
  due_on       TEXT NOT NULL DEFAULT '',
  result       TEXT NOT NULL DEFAULT '',
  undertaker   TEXT NOT NULL DEFAULT '',
  result_on    TEXT NOT NULL DEFAULT '',
  answer       TEXT NOT NULL DEFAULT '',
  answer_way   TEXT NOT NULL DEFAULT '',
  answered_on  TEXT NOT NULL DEFAULT '',
  finding_id   INTEGER REFERENCES findings (id),
  state        TEXT NOT NULL CHECK (state IN ('登记', '办理中', '已答复', '办结', '暂存')),
  closed_on    TEXT NOT NULL DEFAULT '' CHECK ((state = '办结') = (closed_on <> '')),
  note         TEXT NOT NULL DEFAULT '',
  updated_at   TEXT NOT NULL,
  deleted_at   TEXT
) STRICT;
CREATE INDEX complaints_received ON complaints (received_on, received_at, id) WHERE deleted_at IS NULL;
CREATE INDEX complaints_state ON complaints (state, due_on, id) WHERE deleted_at IS NULL;
CREATE INDEX complaints_closed ON complaints (closed_on) WHERE closed_on <> '';
CREATE INDEX complaints_school ON complaints (school_id, received_on);
CREATE INDEX complaints_matter ON complaints (matter_id);
CREATE INDEX complaints_recorder ON complaints (recorder_id);
CREATE INDEX complaints_handler ON complaints (handler_id);
CREATE INDEX complaints_finding ON complaints (finding_id);

-- The opinions on the 特殊问题办理记录单, in the order of its course; result, answer
-- and end of a complaint are its own columns.
CREATE TABLE complaint_steps (
  id           INTEGER PRIMARY KEY,
  complaint_id INTEGER NOT NULL REFERENCES complaints (id),
  position     INTEGER NOT NULL,
  step         TEXT NOT NULL CHECK (step <> ''),
  on_day       TEXT NOT NULL CHECK (on_day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  by_whom      TEXT NOT NULL DEFAULT '',
  way          TEXT NOT NULL DEFAULT '',
  text         TEXT NOT NULL DEFAULT '',
  UNIQUE (complaint_id, position)
) STRICT;

CREATE TABLE alert_rules (
  id       INTEGER PRIMARY KEY,
  code     TEXT NOT NULL UNIQUE CHECK (code GLOB 'C[0-9][0-9]'),
  name     TEXT NOT NULL CHECK (name <> ''),
  level    TEXT NOT NULL CHECK (level IN ('红', '黄', '提示')),
  source   TEXT NOT NULL CHECK (source <> ''),
  official INTEGER NOT NULL CHECK (official IN (0, 1)),
  state    TEXT NOT NULL DEFAULT '启用' CHECK (state IN ('启用', '停用'))
) STRICT;

-- An alert that the clerk has put aside, with a reason and until when. period is
-- the month or term it speaks of: that of the next one is another alert.
CREATE TABLE alert_mutes (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  code      TEXT NOT NULL,
  kind      TEXT NOT NULL,
  record_id INTEGER NOT NULL,
  period    TEXT NOT NULL DEFAULT '',
  until     TEXT NOT NULL CHECK (until GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  reason    TEXT NOT NULL CHECK (reason <> ''),
  UNIQUE (code, kind, record_id, period)
) STRICT;

-- The county's own Word template of a form (自有模板); the bytes lie in the vault.
CREATE TABLE templates (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  form       TEXT NOT NULL CHECK (form <> ''),
  name       TEXT NOT NULL CHECK (name <> ''),
  bytes      INTEGER NOT NULL CHECK (bytes > 0),
  sha256     TEXT NOT NULL CHECK (length(sha256) = 64),
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;
CREATE UNIQUE INDEX templates_form ON templates (form) WHERE deleted_at IS NULL;

-- A record is found by the name of its school: a new name makes its records
-- dirty for the index, as in the first schema.
CREATE TRIGGER school_renamed_2 AFTER UPDATE OF name ON schools WHEN OLD.name IS NOT NEW.name BEGIN
  INSERT OR IGNORE INTO search_dirty (kind, ref_id) SELECT 'notice', id FROM notices WHERE school_id = NEW.id;
  INSERT OR IGNORE INTO search_dirty (kind, ref_id) SELECT 'complaint', id FROM complaints WHERE school_id = NEW.id;
  INSERT OR IGNORE INTO search_dirty (kind, ref_id) SELECT 'practice', id FROM practices WHERE school_id = NEW.id;
END;

-- +goose StatementEnd
