-- +goose Up
-- What fell due in a period, for the first page: by day, with all that is counted.
CREATE INDEX findings_due ON findings (due_on, school_id, found_on, state, closed_on, deleted_at) WHERE deleted_at IS NULL AND due_on > '';
