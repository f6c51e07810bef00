-- +goose Up
-- +goose StatementBegin

-- 迎检U盘: which copy left the office when, at which level.
CREATE TABLE usb_copies (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  evaluation_id INTEGER NOT NULL REFERENCES evaluations (id),
  made_on       TEXT NOT NULL,
  expires_on    TEXT NOT NULL DEFAULT '',
  level         TEXT NOT NULL CHECK (level IN ('内部', '检查组', '公示')),
  watermark     TEXT NOT NULL DEFAULT '',
  gaps          INTEGER NOT NULL CHECK (gaps IN (0, 1)), -- with the list of what is missing
  folder        TEXT NOT NULL,                           -- its name, never a path
  files         INTEGER NOT NULL CHECK (files > 0),
  withheld      INTEGER NOT NULL CHECK (withheld >= 0),  -- slip sheets
  bytes         INTEGER NOT NULL CHECK (bytes > 0),
  sha256        TEXT NOT NULL CHECK (length(sha256) = 64), -- of the list of all files
  made_at       TEXT NOT NULL
) STRICT;
CREATE INDEX usb_copies_evaluation ON usb_copies (evaluation_id, id);

-- +goose StatementEnd
