-- +goose Up
-- +goose StatementBegin

-- 待归扫描件: papers that were brought in and wait to be told whose they are. The
-- file itself is the attachment of owner kind tray.
CREATE TABLE tray_items (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  title        TEXT NOT NULL DEFAULT '',
  reason       TEXT NOT NULL DEFAULT '',
  source       TEXT NOT NULL DEFAULT '', -- the file's name, with its folders
  pages        TEXT NOT NULL DEFAULT '', -- of the stack it lay in
  dated_on     TEXT NOT NULL DEFAULT '',
  doc_number   TEXT NOT NULL DEFAULT '',
  hint         TEXT NOT NULL DEFAULT '', -- what its record is looked for by
  suggest_kind TEXT NOT NULL DEFAULT '',
  suggest_id   INTEGER, -- of many tables
  received_on  TEXT NOT NULL CHECK (received_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  updated_at   TEXT NOT NULL,
  deleted_at   TEXT
) STRICT;
CREATE INDEX tray_items_received ON tray_items (received_on, source, id) WHERE deleted_at IS NULL;

-- Files that were brought in, so that none is taken a second time, also when it
-- was divided and nothing of it has its own bytes any more.
CREATE TABLE scan_sources (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  sha256   TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  name     TEXT NOT NULL CHECK (name <> ''),
  pages    INTEGER NOT NULL DEFAULT 0 CHECK (pages >= 0),
  taken_on TEXT NOT NULL CHECK (taken_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]')
) STRICT;

-- +goose StatementEnd
