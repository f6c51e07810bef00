package store

import "dudao/internal/office"

// FilablePaper is a paper of the program that can be filed: the record it is made
// from, the id its form is printed by, and what the archive notes of it.
type FilablePaper struct {
	ID        int64       `db:"id"`
	Key       string      `db:"key"`
	Name      string      `db:"name"`  // whose it is; stands before the form's title
	Title     string      `db:"title"` // its own title; empty for name and form
	DocNumber string      `db:"doc_number"`
	DatedOn   office.Date `db:"dated_on"`
}

// filable selects the finished papers of a form in a period, with the kind of
// record they are made from: what is signed, issued or closed, no drafts.
type filable struct{ kind, query string }

var filablePapers = func() map[string]filable {
	out := map[string]filable{
		"visit": {"visit", `SELECT v.id, CAST(v.id AS TEXT) AS key, s.name, '' AS title, v.number AS doc_number, v.date AS dated_on FROM visits v JOIN schools s ON s.id = v.school_id
			WHERE v.date >= ?1 AND v.date < ?2 AND ` + counted},
		office.FormFeedback: {"visit", `SELECT v.id, CAST(v.id AS TEXT) AS key, s.name, '' AS title, v.number AS doc_number, v.feedback_on AS dated_on FROM visits v JOIN schools s ON s.id = v.school_id
			WHERE v.feedback_on >= ?1 AND v.feedback_on < ?2 AND ` + counted},
		"lesson": {"lesson", `SELECT l.id, CAST(l.id AS TEXT) AS key, s.name || l.class || l.subject AS name, '' AS title, '' AS doc_number, l.date AS dated_on FROM lessons l JOIN schools s ON s.id = l.school_id
			WHERE l.date >= ?1 AND l.date < ?2 AND l.deleted_at IS NULL`},
		"inquiry": {"inquiry", `SELECT q.id, CAST(q.id AS TEXT) AS key, s.name, s.name || q.audience || q.kind || '记录' AS title, '' AS doc_number, q.date AS dated_on FROM inquiries q JOIN schools s ON s.id = q.school_id
			WHERE q.date >= ?1 AND q.date < ?2 AND q.deleted_at IS NULL`},
		"handling": {"finding", `SELECT f.id, CAST(f.id AS TEXT) AS key, s.name, '' AS title, f.number AS doc_number, f.reported_on AS dated_on FROM findings f JOIN schools s ON s.id = f.school_id
			WHERE f.reported_on >= ?1 AND f.reported_on < ?2 AND f.deleted_at IS NULL`},
		"recheck": {"finding", `SELECT f.id, f.number || '/' || r.number AS key, s.name, '' AS title, f.number AS doc_number, r.recheck_on AS dated_on FROM rounds r JOIN findings f ON f.id = r.finding_id JOIN schools s ON s.id = f.school_id
			WHERE r.recheck_on >= ?1 AND r.recheck_on < ?2 AND f.deleted_at IS NULL`},
		"complaint": {"complaint", `SELECT c.id, CAST(c.id AS TEXT) AS key, COALESCE(s.name, c.target) AS name, '' AS title, c.number AS doc_number, c.received_on AS dated_on FROM complaints c LEFT JOIN schools s ON s.id = c.school_id
			WHERE c.received_on >= ?1 AND c.received_on < ?2 AND c.closed_on <> '' AND c.deleted_at IS NULL`},
		"complaint_special": {"complaint", `SELECT c.id, CAST(c.id AS TEXT) AS key, COALESCE(s.name, c.target) AS name, '' AS title, c.number AS doc_number, c.received_on AS dated_on FROM complaints c LEFT JOIN schools s ON s.id = c.school_id
			WHERE c.received_on >= ?1 AND c.received_on < ?2 AND c.closed_on <> '' AND c.kind = '特殊' AND c.deleted_at IS NULL`},
		office.FormMinutes: {"meeting", `SELECT m.id, CAST(m.id AS TEXT) AS key, '' AS name, m.title || '纪要' AS title, COALESCE(NULLIF(m.minutes_no, ''), m.number) AS doc_number, m.minutes_on AS dated_on FROM meetings m
			WHERE m.minutes_on >= ?1 AND m.minutes_on < ?2 AND m.deleted_at IS NULL`},
		"training_record": {"training", `SELECT n.id, CAST(n.id AS TEXT) AS key, n.name, '' AS title, n.number AS doc_number, COALESCE(NULLIF(n.ends_on, ''), n.starts_on) AS dated_on FROM trainings n
			WHERE COALESCE(NULLIF(n.ends_on, ''), n.starts_on) >= ?1 AND COALESCE(NULLIF(n.ends_on, ''), n.starts_on) < ?2 AND n.deleted_at IS NULL`},
		"tenure_plan": {"tenure", `SELECT n.id, CAST(n.id AS TEXT) AS key, n.name, '' AS title, '' AS doc_number, n.published_on AS dated_on FROM tenures n
			WHERE n.published_on >= ?1 AND n.published_on < ?2 AND n.plan <> '' AND n.deleted_at IS NULL`},
		"tenure_decision": {"tenure", `SELECT n.id, CAST(n.id AS TEXT) AS key, n.name, '' AS title, n.doc_number, n.published_on AS dated_on FROM tenures n
			WHERE n.published_on >= ?1 AND n.published_on < ?2 AND n.deleted_at IS NULL`},
		"candidate_approval": {"tenure", `SELECT n.id, CAST(c.id AS TEXT) AS key, COALESCE(NULLIF(c.name, ''), i.name) AS name, '' AS title, c.letter_no AS doc_number, c.published_on AS dated_on FROM candidates c JOIN tenures n ON n.id = c.tenure_id LEFT JOIN inspectors i ON i.id = c.inspector_id
			WHERE c.published_on >= ?1 AND c.published_on < ?2 AND c.outcome = '拟聘' AND n.deleted_at IS NULL`},
		"assessment_summary": {"assessment", `SELECT a.id, CAST(a.id AS TEXT) AS key, '' AS name, a.title || '汇总表' AS title, '' AS doc_number, a.confirmed_on AS dated_on FROM assessments a
			WHERE a.confirmed_on >= ?1 AND a.confirmed_on < ?2 AND a.deleted_at IS NULL`},
		"assessment_bulletin": {"assessment", `SELECT a.id, CAST(a.id AS TEXT) AS key, '' AS name, a.title || '结果通报' AS title, a.doc_number, a.confirmed_on AS dated_on FROM assessments a
			WHERE a.confirmed_on >= ?1 AND a.confirmed_on < ?2 AND a.deleted_at IS NULL`},
		"plan_year": {"plan", `SELECT p.id, CAST(p.year AS TEXT) AS key, '' AS name, p.title, p.doc_number, p.issued_on AS dated_on FROM plans p
			WHERE p.issued_on >= ?1 AND p.issued_on < ?2 AND p.deleted_at IS NULL`},
		"plan_menu": {"menu", `SELECT m.id, m.month AS key, m.month || '督导' AS name, '' AS title, m.doc_number, m.issued_on AS dated_on FROM menus m
			WHERE m.issued_on >= ?1 AND m.issued_on < ?2 AND m.deleted_at IS NULL`},
		"plan_month": {"", `SELECT 0 AS id, month AS key, month AS name, '' AS title, '' AS doc_number, month || '-01' AS dated_on FROM plan_lines
			WHERE month || '-01' >= ?1 AND month || '-01' < ?2 AND deleted_at IS NULL GROUP BY month`},
		"month": {"", `SELECT 0 AS id, period || CASE WHEN zone = '' THEN '' ELSE '/' || zone END AS key, '' AS name, title, number AS doc_number, date(issued_at, 'localtime') AS dated_on FROM issued_reports
			WHERE issued_at >= ?1 AND issued_at < ?2 AND voided_at = '' GROUP BY period, zone HAVING id = max(id)`},
		"statistics": {"", `SELECT 0 AS id, substr(date, 1, 7) AS key, substr(date, 1, 7) AS name, '' AS title, '' AS doc_number, date(substr(date, 1, 7) || '-01', '+1 month', '-1 day') AS dated_on FROM visits v
			WHERE date >= ?1 AND date < ?2 AND ` + counted + ` GROUP BY substr(date, 1, 7)`},
		"ledger": {"", `SELECT 0 AS id, substr(found_on, 1, 7) AS key, substr(found_on, 1, 7) AS name, '' AS title, '' AS doc_number, date(substr(found_on, 1, 7) || '-01', '+1 month', '-1 day') AS dated_on FROM findings
			WHERE found_on >= ?1 AND found_on < ?2 AND deleted_at IS NULL GROUP BY substr(found_on, 1, 7)`},
	}
	for form, column := range map[string][2]string{"inspection_plan": {"planned_on", "''"}, office.FormInspectionNotice: {"notice_on", "notice_no"}, office.FormInspectionReport: {"report_on", "report_no"}} {
		out[form] = filable{"inspection", `SELECT x.id, CAST(x.id AS TEXT) AS key, x.title AS name, '' AS title, COALESCE(NULLIF(` + column[1] + `, ''), x.number) AS doc_number, x.` + column[0] + ` AS dated_on FROM inspections x
			WHERE x.` + column[0] + ` >= ?1 AND x.` + column[0] + ` < ?2 AND x.state <> '取消' AND x.deleted_at IS NULL`}
	}
	for form, column := range map[string][2]string{office.FormUnitLetter: {"letter_on", "u.letter_no"}, office.FormUnitOrder: {"order_on", "u.order_no"}, "unit_recheck": {"recheck_on", "''"}} {
		out[form] = filable{"inspection_unit", `SELECT u.id, CAST(u.id AS TEXT) AS key, u.name, '' AS title, ` + column[1] + ` AS doc_number, u.` + column[0] + ` AS dated_on FROM inspection_units u JOIN inspections x ON x.id = u.inspection_id
			WHERE u.` + column[0] + ` >= ?1 AND u.` + column[0] + ` < ?2 AND u.deleted_at IS NULL AND x.deleted_at IS NULL`}
	}
	for _, kind := range office.PublicationKinds {
		out[office.PublicationForm(kind)] = filable{"publication", `SELECT p.id, CAST(p.id AS TEXT) AS key, '' AS name, p.title, COALESCE(NULLIF(p.doc_number, ''), p.number) AS doc_number, p.issued_on AS dated_on FROM publications p
			WHERE p.issued_on >= ?1 AND p.issued_on < ?2 AND p.kind = '` + kind + `' AND p.deleted_at IS NULL`}
	}
	for _, f := range office.PaperForms {
		if f.Notice != "" {
			out[f.Form] = filable{"notice", `SELECT n.id, CAST(n.id AS TEXT) AS key, COALESCE(s.name, '') AS name, n.title, COALESCE(NULLIF(n.doc_number, ''), n.number) AS doc_number, n.date AS dated_on FROM notices n LEFT JOIN schools s ON s.id = n.school_id
			WHERE n.date >= ?1 AND n.date < ?2 AND n.kind = '` + f.Notice + `' AND n.state NOT IN ('草稿', '作废') AND n.deleted_at IS NULL`}
		}
	}
	return out
}()

// FilablePapers returns the finished papers of a form in the period, in the order
// of their days, and the kind of record they are made from. None for a form that
// is not made from records.
func (s *Store) FilablePapers(form string, p office.Period) (kind string, list []FilablePaper, err error) {
	list = []FilablePaper{}
	f, known := filablePapers[form]
	if !known {
		return "", list, nil
	}
	err = s.r.Select(&list, "SELECT * FROM ("+f.query+") ORDER BY dated_on, id", p.From, p.To)
	return f.kind, list, err
}
