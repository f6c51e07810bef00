-- +goose Up
-- +goose StatementBegin

-- Dates are 2006-01-02 text, '' when not known; moments are UTC RFC 3339.
-- References that may be absent are NULL in the table and 0 in Go.

CREATE TABLE settings (
  id    INTEGER PRIMARY KEY,
  key   TEXT NOT NULL UNIQUE,
  value TEXT NOT NULL -- JSON
) STRICT;

CREATE TABLE rules (
  id         INTEGER PRIMARY KEY,
  key        TEXT NOT NULL,
  name       TEXT NOT NULL,
  value      REAL NOT NULL,
  unit       TEXT NOT NULL,
  source     TEXT NOT NULL CHECK (source <> ''),
  official   INTEGER NOT NULL CHECK (official IN (0, 1)),
  valid_from TEXT NOT NULL CHECK (valid_from GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  UNIQUE (key, valid_from)
) STRICT;

CREATE TABLE matters (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  kindergarten INTEGER NOT NULL CHECK (kindergarten IN (0, 1)),
  position     INTEGER NOT NULL,
  name         TEXT NOT NULL CHECK (name <> ''),
  short        TEXT NOT NULL,
  source       TEXT NOT NULL,
  official     INTEGER NOT NULL CHECK (official IN (0, 1)),
  valid_from   TEXT NOT NULL,
  valid_to     TEXT NOT NULL DEFAULT '' CHECK (valid_to = '' OR valid_to > valid_from)
) STRICT;

CREATE TABLE checkpoints (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  matter_id INTEGER REFERENCES matters (id),
  method    TEXT NOT NULL DEFAULT '',
  position  INTEGER NOT NULL,
  name      TEXT NOT NULL CHECK (name <> ''),
  source    TEXT NOT NULL,
  official  INTEGER NOT NULL CHECK (official IN (0, 1)),
  state     TEXT NOT NULL DEFAULT '启用' CHECK (state IN ('启用', '停用'))
) STRICT;

CREATE TABLE terms (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  school_year TEXT NOT NULL CHECK (school_year GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9][0-9][0-9]'),
  number      INTEGER NOT NULL CHECK (number IN (1, 2)),
  starts_on   TEXT NOT NULL,
  ends_on     TEXT NOT NULL CHECK (ends_on > starts_on),
  UNIQUE (school_year, number)
) STRICT;

CREATE TABLE holidays (
  id   INTEGER PRIMARY KEY,
  day  TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('休', '班')),
  name TEXT NOT NULL
) STRICT;

CREATE TABLE schools (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  code       TEXT NOT NULL DEFAULT '',
  name       TEXT NOT NULL CHECK (name <> ''),
  short_name TEXT NOT NULL DEFAULT '',
  kind       TEXT NOT NULL CHECK (kind <> ''),
  ownership  TEXT NOT NULL DEFAULT '',
  town       TEXT NOT NULL DEFAULT '',
  setting    TEXT NOT NULL DEFAULT '',
  address    TEXT NOT NULL DEFAULT '',
  longitude  TEXT NOT NULL DEFAULT '',
  latitude   TEXT NOT NULL DEFAULT '',
  principal  TEXT NOT NULL DEFAULT '',
  phone      TEXT NOT NULL DEFAULT '',
  liaison    TEXT NOT NULL DEFAULT '',
  resident   TEXT NOT NULL DEFAULT '',
  students   INTEGER NOT NULL DEFAULT 0 CHECK (students >= 0),
  classes    INTEGER NOT NULL DEFAULT 0 CHECK (classes >= 0),
  teachers   INTEGER NOT NULL DEFAULT 0 CHECK (teachers >= 0),
  boarders   INTEGER NOT NULL DEFAULT 0 CHECK (boarders >= 0),
  canteen    INTEGER NOT NULL DEFAULT 0 CHECK (canteen IN (0, 1)),
  bus        INTEGER NOT NULL DEFAULT 0 CHECK (bus IN (0, 1)),
  state      TEXT NOT NULL CHECK (state IN ('在办', '停办', '撤并')),
  opened_on  TEXT NOT NULL DEFAULT '',
  closed_on  TEXT NOT NULL DEFAULT '',
  note       TEXT NOT NULL DEFAULT '',
  pinyin     TEXT NOT NULL DEFAULT '',
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;
CREATE UNIQUE INDEX schools_name ON schools (name) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX schools_code ON schools (code) WHERE deleted_at IS NULL AND code <> '';

CREATE TABLE school_aliases (
  id        INTEGER PRIMARY KEY,
  school_id INTEGER NOT NULL REFERENCES schools (id),
  alias     TEXT NOT NULL UNIQUE CHECK (alias <> '')
) STRICT;
CREATE INDEX school_aliases_school ON school_aliases (school_id);

CREATE TABLE inspectors (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  name        TEXT NOT NULL CHECK (name <> ''),
  gender      TEXT NOT NULL DEFAULT '',
  born_on     TEXT NOT NULL DEFAULT '',
  ethnicity   TEXT NOT NULL DEFAULT '',
  party       TEXT NOT NULL DEFAULT '',
  id_number   TEXT NOT NULL DEFAULT '',
  degree      TEXT NOT NULL DEFAULT '',
  rank        TEXT NOT NULL DEFAULT '',
  post        TEXT NOT NULL DEFAULT '',
  employer    TEXT NOT NULL DEFAULT '',
  service     TEXT NOT NULL DEFAULT '',
  teaching_on TEXT NOT NULL DEFAULT '',
  subject     TEXT NOT NULL DEFAULT '',
  stage       TEXT NOT NULL DEFAULT '',
  employment  TEXT NOT NULL CHECK (employment IN ('专职', '兼职')),
  mobile      TEXT NOT NULL DEFAULT '',
  email       TEXT NOT NULL DEFAULT '',
  certificate TEXT NOT NULL DEFAULT '',
  issued_by   TEXT NOT NULL DEFAULT '',
  state       TEXT NOT NULL CHECK (state IN ('在聘', '停聘', '解聘')),
  recusal     TEXT NOT NULL DEFAULT '',
  note        TEXT NOT NULL DEFAULT '',
  pinyin      TEXT NOT NULL DEFAULT '',
  updated_at  TEXT NOT NULL,
  deleted_at  TEXT
) STRICT;
CREATE UNIQUE INDEX inspectors_certificate ON inspectors (certificate) WHERE deleted_at IS NULL AND certificate <> '';
CREATE UNIQUE INDEX inspectors_person ON inspectors (name, mobile) WHERE deleted_at IS NULL;

CREATE TABLE appointments (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  inspector_id INTEGER NOT NULL REFERENCES inspectors (id),
  term_number  INTEGER NOT NULL CHECK (term_number >= 1),
  doc_number   TEXT NOT NULL DEFAULT '',
  appointed_on TEXT NOT NULL DEFAULT '',
  starts_on    TEXT NOT NULL,
  ends_on      TEXT NOT NULL CHECK (ends_on >= starts_on),
  nominated_on TEXT NOT NULL DEFAULT '',
  reviewed_on  TEXT NOT NULL DEFAULT '',
  posted_on    TEXT NOT NULL DEFAULT '',
  published_on TEXT NOT NULL DEFAULT '',
  letter_no    TEXT NOT NULL DEFAULT '',
  dismissed_on TEXT NOT NULL DEFAULT '',
  reason       TEXT NOT NULL DEFAULT '',
  deleted_at   TEXT
) STRICT;
CREATE INDEX appointments_inspector ON appointments (inspector_id, starts_on);

CREATE TABLE zone_versions (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  number     TEXT NOT NULL UNIQUE CHECK (number <> ''),
  doc_number TEXT NOT NULL DEFAULT '',
  valid_from TEXT NOT NULL UNIQUE,
  valid_to   TEXT NOT NULL DEFAULT '' CHECK (valid_to = '' OR valid_to > valid_from),
  note       TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE zones (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  version_id INTEGER NOT NULL REFERENCES zone_versions (id),
  name       TEXT NOT NULL CHECK (name <> ''),
  level      TEXT NOT NULL DEFAULT '',
  leader_id  INTEGER REFERENCES inspectors (id),
  deputy_id  INTEGER REFERENCES inspectors (id),
  liaison    TEXT NOT NULL DEFAULT '',
  position   INTEGER NOT NULL DEFAULT 0,
  UNIQUE (version_id, name)
) STRICT;

CREATE TABLE zone_members (
  id           INTEGER PRIMARY KEY,
  zone_id      INTEGER NOT NULL REFERENCES zones (id),
  inspector_id INTEGER NOT NULL REFERENCES inspectors (id),
  UNIQUE (zone_id, inspector_id)
) STRICT;
CREATE INDEX zone_members_inspector ON zone_members (inspector_id);

-- version_id is repeated here so that SQL itself keeps a school in one zone of
-- a version.
CREATE TABLE zone_schools (
  id         INTEGER PRIMARY KEY,
  zone_id    INTEGER NOT NULL REFERENCES zones (id),
  version_id INTEGER NOT NULL REFERENCES zone_versions (id),
  school_id  INTEGER NOT NULL REFERENCES schools (id),
  UNIQUE (version_id, school_id)
) STRICT;
CREATE INDEX zone_schools_zone ON zone_schools (zone_id);
CREATE INDEX zone_schools_school ON zone_schools (school_id);
CREATE INDEX zone_schools_place ON zone_schools (version_id, school_id, zone_id);

CREATE TABLE assignments (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  school_id    INTEGER NOT NULL REFERENCES schools (id),
  inspector_id INTEGER NOT NULL REFERENCES inspectors (id),
  role         TEXT NOT NULL CHECK (role IN ('主', '协')),
  starts_on    TEXT NOT NULL,
  ends_on      TEXT NOT NULL DEFAULT '' CHECK (ends_on = '' OR ends_on > starts_on),
  plate_on     TEXT NOT NULL DEFAULT '',
  plate_no     TEXT NOT NULL DEFAULT '',
  deleted_at   TEXT
) STRICT;
CREATE INDEX assignments_school ON assignments (school_id, starts_on);
CREATE INDEX assignments_inspector ON assignments (inspector_id, starts_on);
CREATE UNIQUE INDEX assignments_once ON assignments (school_id, inspector_id, starts_on) WHERE deleted_at IS NULL;

CREATE TABLE visits (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  number           TEXT NOT NULL UNIQUE CHECK (number <> ''),
  date             TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  session          TEXT NOT NULL CHECK (session IN ('上午', '下午', '全天')),
  starts_at        TEXT NOT NULL DEFAULT '',
  ends_at          TEXT NOT NULL DEFAULT '',
  school_id        INTEGER NOT NULL REFERENCES schools (id),
  inspector_id     INTEGER NOT NULL REFERENCES inspectors (id),
  escorts          TEXT NOT NULL DEFAULT '',
  kind             TEXT NOT NULL,
  plan             TEXT NOT NULL DEFAULT '',
  filed_on         TEXT NOT NULL DEFAULT '',
  announced        INTEGER NOT NULL DEFAULT 0 CHECK (announced IN (0, 1)),
  announced_on     TEXT NOT NULL DEFAULT '',
  title            TEXT NOT NULL DEFAULT '',
  content          TEXT NOT NULL DEFAULT '',
  highlights       TEXT NOT NULL DEFAULT '',
  problems         TEXT NOT NULL DEFAULT '',
  advice           TEXT NOT NULL DEFAULT '',
  disposal         INTEGER NOT NULL CHECK (disposal IN (1, 2, 3, 4, 5)),
  stars            INTEGER NOT NULL DEFAULT 0 CHECK (stars BETWEEN 0 AND 5),
  state            TEXT NOT NULL,
  reason           TEXT NOT NULL DEFAULT '' CHECK (state <> '取消' OR reason <> ''),
  recorded_on      TEXT NOT NULL DEFAULT '',
  feedback_on      TEXT NOT NULL DEFAULT '',
  attendees        TEXT NOT NULL DEFAULT '',
  inspector_signed INTEGER NOT NULL DEFAULT 0 CHECK (inspector_signed IN (0, 1)),
  principal_signed INTEGER NOT NULL DEFAULT 0 CHECK (principal_signed IN (0, 1)),
  updated_at       TEXT NOT NULL,
  deleted_at       TEXT
) STRICT;
CREATE INDEX visits_date ON visits (date, id) WHERE deleted_at IS NULL;
CREATE INDEX visits_school ON visits (school_id, date, state, deleted_at) WHERE deleted_at IS NULL;
CREATE INDEX visits_inspector ON visits (inspector_id, date, state, deleted_at) WHERE deleted_at IS NULL;
-- Rows are long (the narrative), so lists are counted, filtered and sorted in an
-- index that holds all the columns they ask for.
CREATE INDEX visits_list ON visits (date, school_id, inspector_id, session, kind, state, feedback_on, inspector_signed, principal_signed, number, deleted_at) WHERE deleted_at IS NULL;
CREATE INDEX visits_unwritten ON visits (date, school_id, inspector_id) WHERE deleted_at IS NULL AND (content = '' OR recorded_on = '');
-- The same inspector is not twice at one school in one half day.
CREATE UNIQUE INDEX visits_once ON visits (date, school_id, inspector_id, session) WHERE deleted_at IS NULL AND state <> '取消';

CREATE TABLE visit_companions (
  id           INTEGER PRIMARY KEY,
  visit_id     INTEGER NOT NULL REFERENCES visits (id),
  inspector_id INTEGER NOT NULL REFERENCES inspectors (id),
  UNIQUE (visit_id, inspector_id)
) STRICT;
CREATE INDEX visit_companions_inspector ON visit_companions (inspector_id);

CREATE TABLE visit_matters (
  id        INTEGER PRIMARY KEY,
  visit_id  INTEGER NOT NULL REFERENCES visits (id),
  matter_id INTEGER NOT NULL REFERENCES matters (id),
  UNIQUE (visit_id, matter_id)
) STRICT;
CREATE INDEX visit_matters_matter ON visit_matters (matter_id);

CREATE TABLE visit_methods (
  id       INTEGER PRIMARY KEY,
  visit_id INTEGER NOT NULL REFERENCES visits (id),
  method   TEXT NOT NULL CHECK (method <> ''),
  count    INTEGER NOT NULL CHECK (count >= 0),
  UNIQUE (visit_id, method)
) STRICT;

CREATE TABLE visit_checks (
  id            INTEGER PRIMARY KEY,
  visit_id      INTEGER NOT NULL REFERENCES visits (id),
  checkpoint_id INTEGER NOT NULL REFERENCES checkpoints (id),
  result        TEXT NOT NULL CHECK (result IN ('符合', '基本符合', '不符合')),
  note          TEXT NOT NULL DEFAULT '',
  UNIQUE (visit_id, checkpoint_id)
) STRICT;
CREATE INDEX visit_checks_checkpoint ON visit_checks (checkpoint_id);

CREATE TABLE lessons (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  visit_id     INTEGER REFERENCES visits (id),
  school_id    INTEGER NOT NULL REFERENCES schools (id),
  inspector_id INTEGER NOT NULL REFERENCES inspectors (id),
  date         TEXT NOT NULL,
  class        TEXT NOT NULL,
  subject      TEXT NOT NULL,
  teacher      TEXT NOT NULL,
  topic        TEXT NOT NULL DEFAULT '',
  period       TEXT NOT NULL DEFAULT '',
  lesson_type  TEXT NOT NULL DEFAULT '',
  process      TEXT NOT NULL DEFAULT '',
  rating       INTEGER NOT NULL DEFAULT 0 CHECK (rating BETWEEN 0 AND 5),
  evaluation   TEXT NOT NULL DEFAULT '',
  highlights   TEXT NOT NULL DEFAULT '',
  advice       TEXT NOT NULL DEFAULT '',
  feedback_to  TEXT NOT NULL DEFAULT '',
  signed       INTEGER NOT NULL DEFAULT 0 CHECK (signed IN (0, 1)),
  updated_at   TEXT NOT NULL,
  deleted_at   TEXT
) STRICT;
CREATE INDEX lessons_visit ON lessons (visit_id);
CREATE INDEX lessons_date ON lessons (date) WHERE deleted_at IS NULL;
CREATE INDEX lessons_school ON lessons (school_id, date);
CREATE INDEX lessons_inspector ON lessons (inspector_id, date);

CREATE TABLE inquiries (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  visit_id     INTEGER REFERENCES visits (id),
  school_id    INTEGER NOT NULL REFERENCES schools (id),
  inspector_id INTEGER REFERENCES inspectors (id),
  date         TEXT NOT NULL,
  kind         TEXT NOT NULL CHECK (kind IN ('座谈', '走访', '访谈家长', '问卷')),
  audience     TEXT NOT NULL,
  people       INTEGER NOT NULL DEFAULT 0 CHECK (people >= 0),
  returned     INTEGER NOT NULL DEFAULT 0 CHECK (returned >= 0),
  outline      TEXT NOT NULL DEFAULT '',
  result       TEXT NOT NULL DEFAULT '',
  updated_at   TEXT NOT NULL,
  deleted_at   TEXT
) STRICT;
CREATE INDEX inquiries_visit ON inquiries (visit_id);
CREATE INDEX inquiries_school ON inquiries (school_id, date);
CREATE INDEX inquiries_inspector ON inquiries (inspector_id);

CREATE TABLE findings (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  number      TEXT NOT NULL UNIQUE CHECK (number <> ''),
  visit_id    INTEGER REFERENCES visits (id),
  school_id   INTEGER NOT NULL REFERENCES schools (id),
  source      TEXT NOT NULL,
  found_on    TEXT NOT NULL CHECK (found_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  matter_id   INTEGER REFERENCES matters (id),
  content     TEXT NOT NULL CHECK (content <> ''),
  level       INTEGER NOT NULL CHECK (level IN (2, 3, 4, 5)),
  routing     TEXT NOT NULL,
  department  TEXT NOT NULL DEFAULT '',
  measures    TEXT NOT NULL DEFAULT '',
  unit        TEXT NOT NULL DEFAULT '',
  person      TEXT NOT NULL DEFAULT '',
  due_on      TEXT NOT NULL DEFAULT '',
  state       TEXT NOT NULL,
  reported_on TEXT NOT NULL DEFAULT '',
  recheck_on  TEXT NOT NULL DEFAULT '',
  recheck     TEXT NOT NULL DEFAULT '',
  closed_on   TEXT NOT NULL DEFAULT '' CHECK (state <> '已销号' OR closed_on <> ''),
  note        TEXT NOT NULL DEFAULT '',
  updated_at  TEXT NOT NULL,
  deleted_at  TEXT
) STRICT;
CREATE INDEX findings_visit ON findings (visit_id, deleted_at, state);
CREATE INDEX findings_school ON findings (school_id, found_on, state, deleted_at) WHERE deleted_at IS NULL;
CREATE INDEX findings_found ON findings (found_on, id) WHERE deleted_at IS NULL;
CREATE INDEX findings_state ON findings (state, due_on) WHERE deleted_at IS NULL;
CREATE INDEX findings_closed ON findings (closed_on, due_on, state, deleted_at) WHERE deleted_at IS NULL AND closed_on > '';
CREATE INDEX findings_list ON findings (found_on, school_id, visit_id, matter_id, level, state, due_on, closed_on, source, number, deleted_at) WHERE deleted_at IS NULL;

CREATE TABLE attachments (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  owner_kind TEXT NOT NULL CHECK (owner_kind <> ''),
  owner_id   INTEGER NOT NULL,
  role       TEXT NOT NULL DEFAULT '',
  name       TEXT NOT NULL CHECK (name <> ''),
  mime       TEXT NOT NULL,
  bytes      INTEGER NOT NULL CHECK (bytes > 0),
  sha256     TEXT NOT NULL CHECK (length(sha256) = 64),
  pages      INTEGER NOT NULL DEFAULT 0,
  dated_on   TEXT NOT NULL DEFAULT '',
  caption    TEXT NOT NULL DEFAULT '',
  position   INTEGER NOT NULL DEFAULT 0,
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;
CREATE INDEX attachments_owner ON attachments (owner_kind, owner_id, position, deleted_at) WHERE deleted_at IS NULL;
CREATE INDEX attachments_sha ON attachments (sha256);

-- A part of a report that the clerk has written in her own words; it survives
-- regeneration. zone '' is the office's own report.
CREATE TABLE report_texts (
  id     INTEGER PRIMARY KEY,
  kind   TEXT NOT NULL,
  period TEXT NOT NULL,
  zone   TEXT NOT NULL DEFAULT '',
  part   TEXT NOT NULL,
  text   TEXT NOT NULL,
  UNIQUE (kind, period, zone, part)
) STRICT;

-- Sealed reports are never changed and never undone, only voided.
CREATE TABLE issued_reports (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  number      TEXT NOT NULL UNIQUE,
  kind        TEXT NOT NULL,
  period      TEXT NOT NULL,
  zone        TEXT NOT NULL DEFAULT '',
  title       TEXT NOT NULL,
  issued_at   TEXT NOT NULL,
  figures     TEXT NOT NULL, -- JSON of []office.Figure
  pdf_sha256  TEXT NOT NULL,
  xlsx_sha256 TEXT NOT NULL,
  seal        TEXT NOT NULL, -- SHA-256 over figures and both files
  pages       INTEGER NOT NULL,
  voided_at   TEXT NOT NULL DEFAULT '',
  void_reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX issued_reports_once ON issued_reports (kind, period, zone) WHERE voided_at = '';

CREATE TABLE imports (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  kind       TEXT NOT NULL,
  file       TEXT NOT NULL,
  sha256     TEXT NOT NULL,
  at         TEXT NOT NULL,
  read       INTEGER NOT NULL,
  added      INTEGER NOT NULL,
  updated    INTEGER NOT NULL,
  unchanged  INTEGER NOT NULL,
  failed     INTEGER NOT NULL,
  set_id     INTEGER NOT NULL,
  CHECK (read = added + updated + unchanged + failed)
) STRICT;

CREATE TABLE import_mappings (
  id     INTEGER PRIMARY KEY,
  kind   TEXT NOT NULL,
  header TEXT NOT NULL,
  field  TEXT NOT NULL, -- '' leaves the column out
  UNIQUE (kind, header)
) STRICT;

CREATE TABLE drafts (
  id         INTEGER PRIMARY KEY,
  kind       TEXT NOT NULL,
  key        TEXT NOT NULL,
  body       TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  UNIQUE (kind, key)
) STRICT;

-- Numbers once given are never given again: counters only grow.
CREATE TABLE counters (
  name TEXT PRIMARY KEY,
  last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE change_sets (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  at      TEXT NOT NULL,
  who     TEXT NOT NULL,
  action  TEXT NOT NULL,
  label   TEXT NOT NULL,
  undo_of INTEGER REFERENCES change_sets (id)
) STRICT;
CREATE INDEX change_sets_undo ON change_sets (undo_of);

CREATE TABLE changes (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  set_id    INTEGER NOT NULL REFERENCES change_sets (id),
  tbl       TEXT NOT NULL,
  row_id    INTEGER NOT NULL,
  root_kind TEXT NOT NULL,
  root_id   INTEGER NOT NULL,
  before    TEXT, -- JSON of the row, NULL for an insert
  after     TEXT  -- JSON of the row, NULL for a delete
) STRICT;
CREATE INDEX changes_set ON changes (set_id);
CREATE INDEX changes_root ON changes (root_kind, root_id);

-- The change set of the running transaction; every trigger reads it, so a
-- write outside of Store.write fails on changes.set_id.
CREATE TABLE change_now (
  id     INTEGER PRIMARY KEY CHECK (id = 1),
  set_id INTEGER
) STRICT;
INSERT INTO change_now (id, set_id) VALUES (1, NULL);

CREATE TABLE search_docs (
  id     INTEGER PRIMARY KEY,
  kind   TEXT NOT NULL,
  ref_id INTEGER NOT NULL,
  date   TEXT NOT NULL,
  UNIQUE (kind, ref_id)
) STRICT;
CREATE TABLE search_dirty (
  kind   TEXT NOT NULL,
  ref_id INTEGER NOT NULL,
  PRIMARY KEY (kind, ref_id)
) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE search USING fts5 (
  words, chars, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 0"
);

-- A record is found by the names of its school and inspector: a new name makes
-- their records dirty for the index, in an undo as well.
CREATE TRIGGER school_renamed AFTER UPDATE OF name ON schools WHEN OLD.name IS NOT NEW.name BEGIN
  INSERT OR IGNORE INTO search_dirty (kind, ref_id) SELECT 'visit', id FROM visits WHERE school_id = NEW.id;
  INSERT OR IGNORE INTO search_dirty (kind, ref_id) SELECT 'finding', id FROM findings WHERE school_id = NEW.id;
  INSERT OR IGNORE INTO search_dirty (kind, ref_id) SELECT 'lesson', id FROM lessons WHERE school_id = NEW.id;
  INSERT OR IGNORE INTO search_dirty (kind, ref_id) SELECT 'inquiry', id FROM inquiries WHERE school_id = NEW.id;
END;
CREATE TRIGGER inspector_renamed AFTER UPDATE OF name ON inspectors WHEN OLD.name IS NOT NEW.name BEGIN
  INSERT OR IGNORE INTO search_dirty (kind, ref_id) SELECT 'visit', id FROM visits WHERE inspector_id = NEW.id;
END;

-- +goose StatementEnd
