-- +goose Up
-- +goose StatementBegin

-- What stood in a workbook when it went out or came back, by the hash of what it
-- says. Never changed; outside of the change log, which would hold it twice.
CREATE TABLE sheet_contents (
  hash TEXT PRIMARY KEY CHECK (length(hash) = 64),
  body TEXT NOT NULL -- JSON of office.SheetContent
) STRICT, WITHOUT ROWID;

-- 发出的督导记录表: one workbook of one inspector and month. A second one of the
-- same month has the next number; both can come back.
CREATE TABLE sheets (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  month        TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]'),
  inspector_id INTEGER NOT NULL REFERENCES inspectors (id),
  number       INTEGER NOT NULL CHECK (number >= 1),
  token        TEXT NOT NULL UNIQUE CHECK (token <> ''),
  made_at      TEXT NOT NULL,
  due_on       TEXT NOT NULL,
  issued       TEXT NOT NULL REFERENCES sheet_contents (hash),
  returned_at  TEXT NOT NULL DEFAULT '',
  conflicts    INTEGER NOT NULL DEFAULT 0 CHECK (conflicts >= 0),
  failures     INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
  -- JSON list of the cells that came back and wait: to be chosen, or to be put right.
  waiting      TEXT NOT NULL DEFAULT '[]',
  updated_at   TEXT NOT NULL,
  UNIQUE (month, inspector_id, number)
) STRICT;
CREATE INDEX sheets_inspector ON sheets (inspector_id);

-- Each different copy of a sheet that came back and was merged.
CREATE TABLE sheet_returns (
  id       INTEGER PRIMARY KEY,
  sheet_id INTEGER NOT NULL REFERENCES sheets (id),
  hash     TEXT NOT NULL REFERENCES sheet_contents (hash),
  file     TEXT NOT NULL,
  at       TEXT NOT NULL,
  UNIQUE (sheet_id, hash)
) STRICT;

-- Which record a row that waited to be filled has become.
CREATE TABLE sheet_slots (
  id        INTEGER PRIMARY KEY,
  sheet_id  INTEGER NOT NULL REFERENCES sheets (id),
  kind      TEXT NOT NULL,
  slot      TEXT NOT NULL,
  record_id INTEGER NOT NULL,
  UNIQUE (sheet_id, kind, slot)
) STRICT;

-- +goose StatementEnd
