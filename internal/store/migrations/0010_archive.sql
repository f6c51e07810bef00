-- +goose Up
-- +goose StatementBegin

-- 机构（问题）: the lowest classes of the scheme beside year and 保管期限.
CREATE TABLE archive_units (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  code     TEXT NOT NULL UNIQUE CHECK (code GLOB '[A-Z0-9]*' AND length(code) BETWEEN 1 AND 8),
  name     TEXT NOT NULL CHECK (name <> ''),
  position INTEGER NOT NULL
) STRICT;

-- 文件材料归档范围和保管期限表: where a paper goes and how long it is kept. form is a
-- paper of the program, '' for what is brought in and chosen by its name.
CREATE TABLE retention_rules (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  position  INTEGER NOT NULL,
  name      TEXT NOT NULL CHECK (name <> ''),
  form      TEXT NOT NULL DEFAULT '',
  unit      TEXT NOT NULL REFERENCES archive_units (code),
  retention TEXT NOT NULL CHECK (retention IN ('Y', 'D30', 'D10')),
  source    TEXT NOT NULL CHECK (source <> ''),
  official  INTEGER NOT NULL CHECK (official IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX retention_rules_form ON retention_rules (form) WHERE form <> '';
CREATE INDEX retention_rules_unit ON retention_rules (unit);

CREATE TABLE archive_boxes (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  number      TEXT NOT NULL CHECK (number <> ''),
  year        INTEGER NOT NULL,
  retention   TEXT NOT NULL CHECK (retention IN ('Y', 'D30', 'D10')),
  unit        TEXT NOT NULL REFERENCES archive_units (code),
  thickness   INTEGER NOT NULL CHECK (thickness IN (20, 30, 40, 50)),
  place       TEXT NOT NULL DEFAULT '',
  state       TEXT NOT NULL DEFAULT '',
  arranged_by TEXT NOT NULL DEFAULT '',
  arranged_on TEXT NOT NULL DEFAULT '',
  checked_by  TEXT NOT NULL DEFAULT '',
  checked_on  TEXT NOT NULL DEFAULT '',
  note        TEXT NOT NULL DEFAULT '',
  updated_at  TEXT NOT NULL,
  deleted_at  TEXT
) STRICT;
-- 盒号 may start anew each year.
CREATE UNIQUE INDEX archive_boxes_number ON archive_boxes (year, number) WHERE deleted_at IS NULL;
CREATE INDEX archive_boxes_unit ON archive_boxes (unit);

CREATE TABLE archive_items (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  code        TEXT NOT NULL DEFAULT '',
  year        INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 2999),
  category    TEXT NOT NULL DEFAULT '',
  retention   TEXT NOT NULL CHECK (retention IN ('Y', 'D30', 'D10')),
  unit        TEXT NOT NULL REFERENCES archive_units (code),
  number      INTEGER NOT NULL DEFAULT 0 CHECK (number >= 0 AND (number = 0) = (code = '')),
  title       TEXT NOT NULL CHECK (title <> ''),
  doc_number  TEXT NOT NULL DEFAULT '',
  author      TEXT NOT NULL DEFAULT '',
  dated_on    TEXT NOT NULL CHECK (dated_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  secrecy     TEXT NOT NULL DEFAULT '' CHECK (secrecy IN ('', '内部', '秘密', '机密', '绝密')),
  pages       INTEGER NOT NULL DEFAULT 0 CHECK (pages >= 0),
  form        TEXT NOT NULL DEFAULT '',
  source_kind TEXT NOT NULL DEFAULT '',
  source_id   INTEGER, -- of many tables
  box_id      INTEGER REFERENCES archive_boxes (id),
  note        TEXT NOT NULL DEFAULT '',
  updated_at  TEXT NOT NULL,
  deleted_at  TEXT
) STRICT;
CREATE INDEX archive_items_class ON archive_items (year, retention, unit, category, number) WHERE deleted_at IS NULL;
-- No 档号 is given twice: while numbers move up within a class the code is '' for
-- the moment.
CREATE UNIQUE INDEX archive_items_code ON archive_items (code) WHERE deleted_at IS NULL AND code <> '';
CREATE INDEX archive_items_box ON archive_items (box_id) WHERE box_id IS NOT NULL;
CREATE INDEX archive_items_dated ON archive_items (dated_on, id) WHERE deleted_at IS NULL;
-- One paper of a record is filed once.
CREATE UNIQUE INDEX archive_items_source ON archive_items (form, source_kind, source_id) WHERE deleted_at IS NULL AND source_id IS NOT NULL;
CREATE INDEX archive_items_unit ON archive_items (unit);

-- +goose StatementEnd
