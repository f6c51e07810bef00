package store

import "dudao/internal/office"

// measureSource says where the records of a measure are: one row for each record
// and each person it counts for, with the columns of measureRow that differ from
// nothing. ?1 and ?2 are the span's first day and the day after its last, ?3 the
// day on which it is asked, ?4 the value of the rule.
type measureSource struct {
	kind string // of the records
	sql  string
	rule string // key of an office.Rule whose value is ?4
	// rows reads the records where one query of the whole span cannot.
	rows func(*measurer) ([]measureRow, error)
	// due measures are compared with what was due of each subject, once makes one record
	// a school and month count.
	due, once bool
}

const visitRows = `SELECT v.id, v.school_id AS school, v.inspector_id AS inspector, v.date AS day, 1 AS hit, 1 AS weight FROM visits v WHERE v.date >= ?1 AND v.date < ?2 AND v.date <= ?3 AND ` + counted + `
	UNION ALL SELECT v.id, v.school_id, c.inspector_id, v.date, 1, 1 FROM visits v JOIN visit_companions c ON c.visit_id = v.id WHERE v.date >= ?1 AND v.date < ?2 AND v.date <= ?3 AND ` + counted

// whoseFinding is who answers for finding f: who found it, else the school's
// inspector of that day.
const whoseFinding = `COALESCE((SELECT v.inspector_id FROM visits v WHERE v.id = f.visit_id), (SELECT a.inspector_id FROM assignments a WHERE a.school_id = f.school_id AND a.deleted_at IS NULL
	AND a.role = '主' AND a.starts_on <= f.found_on AND (a.ends_on = '' OR a.ends_on > f.found_on) LIMIT 1), 0) AS inspector`

const findingRows = `SELECT f.id, f.school_id AS school, ` + whoseFinding + `, f.found_on AS day, 1 AS weight, `

const foundInSpan = ` FROM findings f WHERE f.found_on >= ?1 AND f.found_on < ?2 AND f.found_on <= ?3 AND f.deleted_at IS NULL`

// measureSources are the measures of office.Measures by key.
var measureSources = map[string]measureSource{
	"visits.rate":   {kind: "visit", due: true, sql: visitRows},
	"visits.count":  {kind: "visit", sql: visitRows},
	"coverage.rate": {kind: "visit", due: true, once: true, sql: visitRows},
	"records.complete": {kind: "visit", rule: "visit.feedback_days", sql: `SELECT v.id, v.school_id AS school, v.inspector_id AS inspector, v.date AS day, 1 AS weight,
		v.content <> '' AND v.recorded_on <> '' AND v.feedback_on <> '' AND julianday(v.feedback_on) - julianday(v.date) <= ?4 AND v.inspector_signed = 1 AND v.principal_signed = 1 AS hit
		FROM visits v WHERE v.date >= ?1 AND v.date < ?2 AND v.date <= ?3 AND ` + counted},
	"findings.intime": {kind: "finding", sql: findingRows + `f.state = '现场整改' OR (f.closed_on <> '' AND f.closed_on <= ?3 AND COALESCE(NULLIF(f.reported_on, ''), f.closed_on) <= f.due_on) AS hit
		FROM findings f WHERE f.due_on > '' AND f.due_on >= ?1 AND f.due_on < ?2 AND f.due_on <= ?3 AND f.deleted_at IS NULL`},
	"findings.done":  {kind: "finding", sql: findingRows + `f.state = '现场整改' OR (f.closed_on <> '' AND f.closed_on < ?2 AND f.closed_on <= ?3) AS hit` + foundInSpan},
	"findings.found": {kind: "finding", sql: findingRows + `1 AS hit` + foundInSpan},
	"findings.repeated": {kind: "finding", rule: "rectify.repeat_months", sql: findingRows + `1 AS hit` + foundInSpan + ` AND f.matter_id IS NOT NULL AND EXISTS (SELECT 1 FROM findings g
		WHERE g.school_id = f.school_id AND g.matter_id = f.matter_id AND g.deleted_at IS NULL AND g.found_on < f.found_on AND g.found_on > date(f.found_on, '-' || CAST(?4 AS INTEGER) || ' months'))`},
	"lessons.count": {kind: "visit", sql: `SELECT v.id, v.school_id AS school, v.inspector_id AS inspector, v.date AS day, 1 AS hit,
		max(COALESCE((SELECT m.count FROM visit_methods m WHERE m.visit_id = v.id AND m.method = '随机听课'), 0), (SELECT count(*) FROM lessons l WHERE l.visit_id = v.id AND l.deleted_at IS NULL)) AS weight
		FROM visits v WHERE v.date >= ?1 AND v.date < ?2 AND v.date <= ?3 AND ` + counted},
	"inquiries.count": {kind: "inquiry", sql: `SELECT q.id, q.school_id AS school, COALESCE(q.inspector_id, 0) AS inspector, q.date AS day, 1 AS hit, 1 AS weight
		FROM inquiries q WHERE q.date >= ?1 AND q.date < ?2 AND q.date <= ?3 AND q.deleted_at IS NULL`},
	"practices.chosen": {kind: "practice", sql: `SELECT p.id, p.school_id AS school, COALESCE(p.inspector_id, 0) AS inspector, p.found_on AS day, 1 AS hit, 1 AS weight
		FROM practices p WHERE p.found_on >= ?1 AND p.found_on < ?2 AND p.found_on <= ?3 AND p.state IN ('推荐', '已推广') AND p.deleted_at IS NULL`},
	"complaints.intime": {kind: "complaint", sql: `SELECT c.id, COALESCE(c.school_id, 0) AS school, COALESCE(c.handler_id, 0) AS inspector, c.received_on AS day, 1 AS weight,
		c.closed_on <> '' AND c.closed_on <= c.due_on AS hit
		FROM complaints c WHERE c.due_on > '' AND c.due_on >= ?1 AND c.due_on < ?2 AND c.due_on <= ?3 AND c.kind <> '咨询' AND c.state <> '暂存' AND c.deleted_at IS NULL`},
	"complaints.upheld": {kind: "complaint", sql: `SELECT c.id, COALESCE(c.school_id, 0) AS school, 0 AS inspector, c.received_on AS day, 1 AS hit, 1 AS weight
		FROM complaints c JOIN findings f ON f.id = c.finding_id WHERE c.received_on >= ?1 AND c.received_on < ?2 AND c.received_on <= ?3 AND c.deleted_at IS NULL AND f.deleted_at IS NULL`},
	// A training counts for its year, whenever it was held.
	"trainings.hours": {kind: "training", due: true, rule: "training.hours", sql: `SELECT * FROM (SELECT t.id, 0 AS school, p.inspector_id AS inspector, max(min(t.starts_on, t.year || '-12-31'), t.year || '-01-01') AS day, 1 AS hit, p.hours AS weight
		FROM trainings t JOIN training_people p ON p.training_id = t.id WHERE t.form = '集中' AND t.starts_on <= ?3 AND t.deleted_at IS NULL) WHERE day >= ?1 AND day < ?2`},
	"plans.done": {kind: "plan_line", rows: (*measurer).planned},
	"uploads.rate": {kind: "visit", sql: `SELECT v.id, v.school_id AS school, v.inspector_id AS inspector, v.date AS day, min(u.id IS NOT NULL) AS hit, 1 AS weight
		FROM visits v JOIN platforms p ON p.state = '启用' AND p.deleted_at IS NULL AND p.starts_on <= v.date AND EXISTS (SELECT 1 FROM platform_fields f WHERE f.platform_id = p.id AND f.kind = 'visit')
		LEFT JOIN uploads u ON u.platform_id = p.id AND u.kind = 'visit' AND u.record_id = v.id AND u.uploaded_on <= ?3
		WHERE v.date >= ?1 AND v.date < ?2 AND v.date <= ?3 AND ` + counted + ` GROUP BY v.id`},
	"reports.issued": {kind: "issued_report", due: true, sql: `SELECT r.id, 0 AS school, 0 AS inspector, r.period || '-15' AS day, r.zone, 1 AS hit, 1 AS weight
		FROM issued_reports r WHERE r.kind = 'month' AND r.zone <> '' AND r.voided_at = '' AND r.period || '-15' >= ?1 AND r.period || '-15' < ?2 AND ?3 <> ''`},
	"inspections.score": {kind: "inspection_unit", sql: `SELECT u.id, COALESCE(u.school_id, 0) AS school, 0 AS inspector, u.visited_on AS day, 1 AS hit, round(100.0 * u.score / c.full_score, 2) AS weight
		FROM inspection_units u JOIN inspections x ON x.id = u.inspection_id JOIN checklists c ON c.id = x.checklist_id
		WHERE u.visited_on > '' AND u.visited_on >= ?1 AND u.visited_on < ?2 AND u.visited_on <= ?3 AND u.score IS NOT NULL AND c.full_score > 0 AND u.deleted_at IS NULL AND x.deleted_at IS NULL`},
	"inspections.passed": {kind: "inspection_unit", sql: `SELECT u.id, COALESCE(u.school_id, 0) AS school, 0 AS inspector, u.visited_on AS day, g.passed AS hit, 1 AS weight
		FROM inspection_units u JOIN inspections x ON x.id = u.inspection_id JOIN checklist_grades g ON g.checklist_id = x.checklist_id AND g.name = u.grade
		WHERE u.visited_on > '' AND u.visited_on >= ?1 AND u.visited_on < ?2 AND u.visited_on <= ?3 AND u.deleted_at IS NULL AND x.deleted_at IS NULL`},
	"notices.grave": {kind: "notice", sql: `SELECT n.id, COALESCE(n.school_id, 0) AS school, 0 AS inspector, n.date AS day, 1 AS hit, 1 AS weight
		FROM notices n WHERE n.date >= ?1 AND n.date < ?2 AND n.date <= ?3 AND n.kind IN ('督办单', '约谈通知书', '通报', '问责') AND n.doc_number <> '' AND n.state NOT IN ('草稿', '作废') AND n.deleted_at IS NULL`},
}

// planned are the lines of the month plans of the months that have ended; whether
// one was done is asked of the visits.
func (m *measurer) planned() ([]measureRow, error) {
	out := []measureRow{}
	for _, month := range m.months {
		last := month.Of(m.set.MonthBoundary).Last()
		if last > m.asOf {
			continue
		}
		lines, err := planLines(m.t, month, m.asOf)
		if err != nil {
			return nil, err
		}
		for _, l := range lines {
			if l.Status != office.LineCancelled {
				out = append(out, measureRow{ID: l.ID, School: l.SchoolID, Inspector: l.InspectorID, Day: last, Hit: l.Status == office.LineDone, Weight: 1})
			}
		}
	}
	return out, nil
}
