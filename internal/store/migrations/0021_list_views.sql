-- +goose Up
-- +goose StatementBegin

-- 视图: a list as it is to be seen again: its filters, its order and its columns, as
-- the page wrote them down.
CREATE TABLE list_views (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  list       TEXT NOT NULL CHECK (list <> ''),
  name       TEXT NOT NULL CHECK (name <> ''),
  body       TEXT NOT NULL CHECK (json_valid(body)),
  updated_at TEXT NOT NULL,
  UNIQUE (list, name)
) STRICT;

-- +goose StatementEnd
