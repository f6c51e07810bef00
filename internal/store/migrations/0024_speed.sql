-- +goose Up
-- +goose StatementBegin

-- The place behind an owner's last file is looked for among the deleted ones too:
-- the partial index could not serve that, and every file added read all of them.
DROP INDEX attachments_owner;
CREATE INDEX attachments_owner ON attachments (owner_kind, owner_id, position, deleted_at);

-- The recycle bin is looked through at every start.
CREATE INDEX assessments_trash ON assessments (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX assessment_schemes_trash ON assessment_schemes (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX awards_trash ON awards (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX notices_trash ON notices (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX complaints_trash ON complaints (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX practices_trash ON practices (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX templates_trash ON templates (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX visits_trash ON visits (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX findings_trash ON findings (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX lessons_trash ON lessons (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX inquiries_trash ON inquiries (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX schools_trash ON schools (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX inspectors_trash ON inspectors (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX appointments_trash ON appointments (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX assignments_trash ON assignments (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX attachments_trash ON attachments (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX inspection_units_trash ON inspection_units (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX inspections_trash ON inspections (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX tenures_trash ON tenures (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX trainings_trash ON trainings (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX plan_tasks_trash ON plan_tasks (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX plans_trash ON plans (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX menus_trash ON menus (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX plan_lines_trash ON plan_lines (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX staff_days_trash ON staff_days (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX staff_trash ON staff (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX leaders_trash ON leaders (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX meetings_trash ON meetings (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX publications_trash ON publications (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX platforms_trash ON platforms (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX teams_trash ON teams (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX checklists_trash ON checklists (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX archive_items_trash ON archive_items (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX archive_boxes_trash ON archive_boxes (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX standards_trash ON standards (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX evaluations_trash ON evaluations (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX evidence_trash ON evidence (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX tray_items_trash ON tray_items (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX stocktakes_trash ON stocktakes (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX archive_loans_trash ON archive_loans (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX disposals_trash ON disposals (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX spot_checks_trash ON spot_checks (deleted_at) WHERE deleted_at IS NOT NULL;

-- What a visit lacks is found without reading the long texts of all.
CREATE INDEX visits_problems ON visits (id) WHERE deleted_at IS NULL AND problems <> '';

-- +goose StatementEnd
