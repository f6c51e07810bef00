-- +goose Up
-- +goose StatementBegin

-- The index for search lies closer together and knows every reading of a name. It
-- is made anew when the program opens the records: see search_format.
DROP TABLE search;
CREATE VIRTUAL TABLE search USING fts5 (
  words, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 0"
);
-- What is typed in one to three characters, and pinyin: whether a record has the
-- term, not where.
CREATE VIRTUAL TABLE search_short USING fts5 (
  terms, content = '', contentless_delete = 1, detail = none, tokenize = "unicode61 remove_diacritics 0"
);
DELETE FROM search_docs;
-- How the index was made; another number than the program's own has it made anew.
CREATE TABLE search_format (
  id     INTEGER PRIMARY KEY CHECK (id = 1),
  format INTEGER NOT NULL
) STRICT;
INSERT INTO search_format (id, format) VALUES (1, 0);

-- Sealed reports are under no change log, but are found.
CREATE TRIGGER issued_report_sealed AFTER INSERT ON issued_reports BEGIN
  INSERT OR IGNORE INTO search_dirty (kind, ref_id) VALUES ('issued_report', NEW.id);
END;
CREATE TRIGGER issued_report_voided AFTER UPDATE ON issued_reports BEGIN
  INSERT OR IGNORE INTO search_dirty (kind, ref_id) VALUES ('issued_report', NEW.id);
END;

-- What a name or a number sorts by: 盒2 before 盒10, 第九 before 第十. natural_key
-- is the program's own function; the keys are under no change log.
ALTER TABLE schools ADD COLUMN sort_key BLOB NOT NULL DEFAULT x'';
ALTER TABLE inspectors ADD COLUMN sort_key BLOB NOT NULL DEFAULT x'';
ALTER TABLE zones ADD COLUMN sort_key BLOB NOT NULL DEFAULT x'';
ALTER TABLE archive_items ADD COLUMN title_sort_key BLOB NOT NULL DEFAULT x'';
ALTER TABLE archive_items ADD COLUMN doc_number_sort_key BLOB NOT NULL DEFAULT x'';
ALTER TABLE evidence ADD COLUMN title_sort_key BLOB NOT NULL DEFAULT x'';
ALTER TABLE evidence ADD COLUMN doc_number_sort_key BLOB NOT NULL DEFAULT x'';
ALTER TABLE notices ADD COLUMN doc_number_sort_key BLOB NOT NULL DEFAULT x'';
CREATE TRIGGER schools_sort_key_new AFTER INSERT ON schools BEGIN
  UPDATE schools SET sort_key = natural_key(NEW.name) WHERE id = NEW.id;
END;
CREATE TRIGGER schools_sort_key_changed AFTER UPDATE OF name ON schools WHEN OLD.name IS NOT NEW.name BEGIN
  UPDATE schools SET sort_key = natural_key(NEW.name) WHERE id = NEW.id;
END;
UPDATE schools SET sort_key = natural_key(name);
CREATE TRIGGER inspectors_sort_key_new AFTER INSERT ON inspectors BEGIN
  UPDATE inspectors SET sort_key = natural_name_key(NEW.name) WHERE id = NEW.id;
END;
CREATE TRIGGER inspectors_sort_key_changed AFTER UPDATE OF name ON inspectors WHEN OLD.name IS NOT NEW.name BEGIN
  UPDATE inspectors SET sort_key = natural_name_key(NEW.name) WHERE id = NEW.id;
END;
UPDATE inspectors SET sort_key = natural_name_key(name);
CREATE TRIGGER zones_sort_key_new AFTER INSERT ON zones BEGIN
  UPDATE zones SET sort_key = natural_key(NEW.name) WHERE id = NEW.id;
END;
CREATE TRIGGER zones_sort_key_changed AFTER UPDATE OF name ON zones WHEN OLD.name IS NOT NEW.name BEGIN
  UPDATE zones SET sort_key = natural_key(NEW.name) WHERE id = NEW.id;
END;
UPDATE zones SET sort_key = natural_key(name);
CREATE TRIGGER archive_items_title_sort_key_new AFTER INSERT ON archive_items BEGIN
  UPDATE archive_items SET title_sort_key = natural_key(NEW.title) WHERE id = NEW.id;
END;
CREATE TRIGGER archive_items_title_sort_key_changed AFTER UPDATE OF title ON archive_items WHEN OLD.title IS NOT NEW.title BEGIN
  UPDATE archive_items SET title_sort_key = natural_key(NEW.title) WHERE id = NEW.id;
END;
UPDATE archive_items SET title_sort_key = natural_key(title);
CREATE TRIGGER archive_items_doc_number_sort_key_new AFTER INSERT ON archive_items BEGIN
  UPDATE archive_items SET doc_number_sort_key = natural_key(NEW.doc_number) WHERE id = NEW.id;
END;
CREATE TRIGGER archive_items_doc_number_sort_key_changed AFTER UPDATE OF doc_number ON archive_items WHEN OLD.doc_number IS NOT NEW.doc_number BEGIN
  UPDATE archive_items SET doc_number_sort_key = natural_key(NEW.doc_number) WHERE id = NEW.id;
END;
UPDATE archive_items SET doc_number_sort_key = natural_key(doc_number);
CREATE TRIGGER evidence_title_sort_key_new AFTER INSERT ON evidence BEGIN
  UPDATE evidence SET title_sort_key = natural_key(NEW.title) WHERE id = NEW.id;
END;
CREATE TRIGGER evidence_title_sort_key_changed AFTER UPDATE OF title ON evidence WHEN OLD.title IS NOT NEW.title BEGIN
  UPDATE evidence SET title_sort_key = natural_key(NEW.title) WHERE id = NEW.id;
END;
UPDATE evidence SET title_sort_key = natural_key(title);
CREATE TRIGGER evidence_doc_number_sort_key_new AFTER INSERT ON evidence BEGIN
  UPDATE evidence SET doc_number_sort_key = natural_key(NEW.doc_number) WHERE id = NEW.id;
END;
CREATE TRIGGER evidence_doc_number_sort_key_changed AFTER UPDATE OF doc_number ON evidence WHEN OLD.doc_number IS NOT NEW.doc_number BEGIN
  UPDATE evidence SET doc_number_sort_key = natural_key(NEW.doc_number) WHERE id = NEW.id;
END;
UPDATE evidence SET doc_number_sort_key = natural_key(doc_number);
CREATE TRIGGER notices_doc_number_sort_key_new AFTER INSERT ON notices BEGIN
  UPDATE notices SET doc_number_sort_key = natural_key(NEW.doc_number) WHERE id = NEW.id;
END;
CREATE TRIGGER notices_doc_number_sort_key_changed AFTER UPDATE OF doc_number ON notices WHEN OLD.doc_number IS NOT NEW.doc_number BEGIN
  UPDATE notices SET doc_number_sort_key = natural_key(NEW.doc_number) WHERE id = NEW.id;
END;
UPDATE notices SET doc_number_sort_key = natural_key(doc_number);
CREATE INDEX archive_items_title_sort ON archive_items (title_sort_key, dated_on, id) WHERE deleted_at IS NULL;
CREATE INDEX archive_items_doc_number_sort ON archive_items (doc_number_sort_key, dated_on, id) WHERE deleted_at IS NULL;
CREATE INDEX evidence_title_sort ON evidence (title_sort_key) WHERE deleted_at IS NULL;
CREATE INDEX evidence_doc_number_sort ON evidence (doc_number_sort_key) WHERE deleted_at IS NULL;
CREATE INDEX notices_doc_number_sort ON notices (doc_number_sort_key) WHERE deleted_at IS NULL;

-- +goose StatementEnd
