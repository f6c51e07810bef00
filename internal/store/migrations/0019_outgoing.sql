-- +goose Up
-- +goose StatementBegin

-- 导出记录: what left the program, who took it out and how much was hidden. It is
-- under no change log: what has left is not undone.
CREATE TABLE outgoing (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  at     TEXT NOT NULL,
  who    TEXT NOT NULL,              -- the PC's user
  action TEXT NOT NULL,
  title  TEXT NOT NULL DEFAULT '',
  level  TEXT NOT NULL CHECK (level IN ('内部', '上报', '检查组', '公示')),
  file   TEXT NOT NULL,              -- its name, never a path
  files  INTEGER NOT NULL CHECK (files > 0)
) STRICT;
CREATE INDEX outgoing_at ON outgoing (at);

-- +goose StatementEnd
