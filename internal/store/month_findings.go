package store

import "dudao/internal/office"

// monthFinding is a finding with the visit it was found on.
type monthFinding struct {
	office.Finding
	Inspector int64  `db:"inspector"`
	Visit     string `db:"visit"`
	Rechecks  int    `db:"rechecks"`
	Repeat    int    `db:"repeat"`
}

// findings reads the findings that the month's report speaks of. Each arm has
// an index of its own; the + keeps the last one off the index by state. A
// finding without rounds on record was rechecked once, on the day it says.
func (l *monthLoader) findings(f *office.MonthFacts) error {
	rows := []monthFinding{}
	p := f.Period
	months, err := repeatMonths(l.t, f.AsOf)
	if err != nil {
		return err
	}
	err = l.t.Select(&rows, `SELECT f.id, f.number, COALESCE(f.visit_id, 0) AS visit_id, f.school_id, f.source, f.found_on, COALESCE(f.matter_id, 0) AS matter_id,
			f.content, f.level, f.routing, f.department, f.due_on, f.state, f.reported_on, f.recheck_on, f.closed_on, f.updated_at,
			COALESCE(v.inspector_id, 0) AS inspector, COALESCE(v.number, '') AS visit,
			CASE WHEN EXISTS (SELECT 1 FROM rounds r WHERE r.finding_id = f.id)
				THEN (SELECT count(*) FROM rounds r WHERE r.finding_id = f.id AND r.recheck_on >= ?1 AND r.recheck_on < ?2)
				ELSE f.recheck_on >= ?1 AND f.recheck_on < ?2 END AS rechecks,
			CASE WHEN f.matter_id IS NULL OR f.found_on < ?1 OR f.found_on >= ?2 THEN 0 ELSE (SELECT count(DISTINCT g.found_on) FROM findings g
				WHERE g.school_id = f.school_id AND g.matter_id = f.matter_id AND g.deleted_at IS NULL AND g.found_on <= f.found_on AND g.found_on > date(f.found_on, ?3)) END AS repeat
		FROM findings f LEFT JOIN visits v ON v.id = f.visit_id
		WHERE f.id IN (
			SELECT id FROM findings WHERE found_on >= ?1 AND found_on < ?2 AND deleted_at IS NULL
			UNION SELECT id FROM findings WHERE state IN `+openStates+` AND due_on > '' AND due_on < ?2 AND deleted_at IS NULL
			UNION SELECT id FROM findings WHERE state IN ('已销号', '现场整改') AND due_on >= ?1 AND due_on < ?2 AND deleted_at IS NULL
			UNION SELECT id FROM findings WHERE closed_on > '' AND closed_on >= ?1 AND +state IN ('已销号', '现场整改') AND deleted_at IS NULL AND (closed_on < ?2 OR (due_on > '' AND due_on < ?2))
			UNION SELECT id FROM findings WHERE recheck_on > '' AND recheck_on >= ?1 AND recheck_on < ?2 AND deleted_at IS NULL
			UNION SELECT f.id FROM rounds r JOIN findings f ON f.id = r.finding_id WHERE r.recheck_on <> '' AND r.recheck_on >= ?1 AND r.recheck_on < ?2 AND f.deleted_at IS NULL
		) ORDER BY f.found_on, f.id`, p.From, p.To, months)
	if err != nil {
		return err
	}
	f.Findings = make([]office.MonthFinding, 0, len(rows))
	for _, r := range rows {
		f.Findings = append(f.Findings, office.MonthFinding{Finding: r.Finding, InspectorID: r.Inspector, VisitNumber: r.Visit, Rechecks: r.Rechecks, Repeat: r.Repeat})
	}
	return nil
}

// papers reads the papers issued and the 典型经验 of the period, and whether the
// office issues its papers by the program at all.
func (l *monthLoader) papers(f *office.MonthFacts) error {
	p := f.Period
	issued := []office.MonthNotice{}
	if err := l.t.Select(&issued, `SELECT n.id, n.kind, n.number, n.doc_number AS docnumber, n.date, COALESCE(n.school_id, 0) AS schoolid, n.title, n.due_on AS dueon, n.state,
			COALESCE(n.inspector_id, v.inspector_id, 0) AS inspectorid,
			(SELECT count(*) FROM notice_findings x JOIN findings f ON f.id = x.finding_id WHERE x.notice_id = n.id AND f.deleted_at IS NULL) AS findings
		FROM notices n LEFT JOIN visits v ON v.id = n.visit_id WHERE n.date >= ? AND n.date < ? AND n.deleted_at IS NULL AND n.state NOT IN ('草稿', '作废') ORDER BY n.date, n.id`, p.From, p.To); err != nil {
		return err
	}
	f.Notices, f.Practices = []office.MonthNotice{}, []office.MonthPractice{}
	for _, n := range issued {
		if (office.CaseNotice{Kind: n.Kind, State: n.State}).Issued() {
			f.Notices = append(f.Notices, n)
		}
	}
	if err := l.t.Get(&f.Papers, `SELECT EXISTS (SELECT 1 FROM notices WHERE date < ? AND deleted_at IS NULL AND state <> '草稿')`, p.To); err != nil {
		return err
	}
	return l.t.Select(&f.Practices, `SELECT id, number, found_on AS foundon, school_id AS schoolid, COALESCE(visit_id, 0) AS visitid, COALESCE(inspector_id, 0) AS inspectorid,
			COALESCE(matter_id, 0) AS matterid, title, content, state
		FROM practices WHERE found_on >= ? AND found_on < ? AND deleted_at IS NULL ORDER BY found_on, id`, p.From, p.To)
}
