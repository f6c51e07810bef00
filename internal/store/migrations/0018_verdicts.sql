-- +goose Up
-- +goose StatementBegin

-- Files from elsewhere that could not be read when they came in, and why.
CREATE TABLE file_verdicts (
  sha256    TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  reason    TEXT NOT NULL CHECK (reason <> ''),
  deadly    INTEGER NOT NULL CHECK (deadly IN (0, 1)), -- reading it took too long or too much memory: not tried again
  looked_on TEXT NOT NULL
) STRICT;

-- +goose StatementEnd
