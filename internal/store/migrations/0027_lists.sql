-- +goose Up
-- +goose StatementBegin

-- How many records an action touched is counted once, not whenever it is shown.
ALTER TABLE change_sets ADD COLUMN records INTEGER NOT NULL DEFAULT 0;
UPDATE change_sets SET records = (SELECT count(*) FROM (SELECT DISTINCT root_kind, root_id FROM changes WHERE set_id = change_sets.id));

-- The first page of a long list is read along an index, value by value of its sort:
-- however long the list is, only the rows shown are touched.
CREATE INDEX visits_by_kind ON visits (kind, date, id) WHERE deleted_at IS NULL;
CREATE INDEX visits_by_session ON visits (session, date, id) WHERE deleted_at IS NULL;
CREATE INDEX visits_by_feedback ON visits (feedback_on, date, id) WHERE deleted_at IS NULL;
-- How many findings a visit has is kept beside it, under no change log.
ALTER TABLE visits ADD COLUMN findings_sort_key INTEGER NOT NULL DEFAULT 0;
UPDATE visits SET findings_sort_key = (SELECT count(*) FROM findings f WHERE f.visit_id = visits.id AND f.deleted_at IS NULL)
  WHERE id IN (SELECT visit_id FROM findings WHERE deleted_at IS NULL);
CREATE INDEX visits_by_findings ON visits (findings_sort_key, date, id) WHERE deleted_at IS NULL;
CREATE TRIGGER visits_findings_new AFTER INSERT ON findings WHEN NEW.visit_id IS NOT NULL AND NEW.deleted_at IS NULL BEGIN
  UPDATE visits SET findings_sort_key = findings_sort_key + 1 WHERE id = NEW.visit_id;
END;
CREATE TRIGGER visits_findings_gone AFTER DELETE ON findings WHEN OLD.visit_id IS NOT NULL AND OLD.deleted_at IS NULL BEGIN
  UPDATE visits SET findings_sort_key = findings_sort_key - 1 WHERE id = OLD.visit_id;
END;
CREATE TRIGGER visits_findings_changed AFTER UPDATE OF visit_id, deleted_at ON findings
  WHEN OLD.visit_id IS NOT NEW.visit_id OR (OLD.deleted_at IS NULL) <> (NEW.deleted_at IS NULL) BEGIN
  UPDATE visits SET findings_sort_key = findings_sort_key - 1 WHERE id = OLD.visit_id AND OLD.deleted_at IS NULL;
  UPDATE visits SET findings_sort_key = findings_sort_key + 1 WHERE id = NEW.visit_id AND NEW.deleted_at IS NULL;
END;
CREATE INDEX findings_by_matter ON findings (matter_id, found_on, id) WHERE deleted_at IS NULL;
CREATE INDEX findings_by_level ON findings (level, found_on, id) WHERE deleted_at IS NULL;
CREATE INDEX findings_by_source ON findings (source, found_on, id) WHERE deleted_at IS NULL;
CREATE INDEX findings_by_due ON findings (due_on, found_on, id) WHERE deleted_at IS NULL;
CREATE INDEX findings_by_closed ON findings (closed_on, found_on, id) WHERE deleted_at IS NULL;
CREATE INDEX archive_items_order ON archive_items (year DESC, retention DESC, unit, (number = 0), number, dated_on, id) WHERE deleted_at IS NULL;
CREATE INDEX archive_items_by_code ON archive_items (year, retention, unit, number, dated_on, id) WHERE deleted_at IS NULL;
CREATE INDEX archive_items_by_retention ON archive_items (retention, dated_on, id) WHERE deleted_at IS NULL;
CREATE INDEX archive_items_by_author ON archive_items (author, dated_on, id) WHERE deleted_at IS NULL;
CREATE INDEX archive_items_by_pages ON archive_items (pages, dated_on, id, year) WHERE deleted_at IS NULL;
CREATE INDEX archive_items_by_box ON archive_items (box_id, dated_on, id, year, retention, unit) WHERE deleted_at IS NULL;

-- +goose StatementEnd
