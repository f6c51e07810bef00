-- +goose Up
-- +goose StatementBegin

-- A list of one state is sorted within its index: of ten years, most visits are done
-- and most findings settled, and their long rows were all read.
CREATE INDEX visits_state ON visits (state, date, school_id, inspector_id, kind, session, feedback_on, number, deleted_at) WHERE deleted_at IS NULL;
CREATE INDEX findings_of_state ON findings (state, found_on, school_id, matter_id, visit_id, level, due_on, closed_on, source, number, deleted_at) WHERE deleted_at IS NULL;

-- +goose StatementEnd
