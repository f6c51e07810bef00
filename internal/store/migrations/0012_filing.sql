-- +goose Up
-- +goose StatementBegin

-- The id that a paper of the program was printed by: a record's, or a month, a
-- zone. One paper is filed once by it.
ALTER TABLE archive_items ADD COLUMN source_key TEXT NOT NULL DEFAULT '';
UPDATE archive_items SET source_key = CAST(source_id AS TEXT) WHERE source_id IS NOT NULL;
-- On paper too, or only as a file.
ALTER TABLE archive_items ADD COLUMN has_paper INTEGER NOT NULL DEFAULT 1 CHECK (has_paper IN (0, 1));

-- Two rechecks of one finding are two papers.
DROP INDEX archive_items_source;
CREATE UNIQUE INDEX archive_items_paper ON archive_items (form, source_kind, source_key) WHERE deleted_at IS NULL AND source_key <> '';
CREATE INDEX archive_items_source ON archive_items (source_kind, source_id) WHERE source_id IS NOT NULL;

-- +goose StatementEnd
