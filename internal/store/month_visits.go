package store

import (
	"slices"

	"dudao/internal/office"
)

const monthVisitColumns = `v.id, v.number, v.date, v.session, v.school_id AS schoolid, v.inspector_id AS inspectorid, v.kind, v.state, v.plan, v.title, v.highlights, v.stars,
	v.problems <> '' AS hasproblems, v.content <> '' AND v.recorded_on <> '' AS recorded, v.feedback_on <> '' AS feedback,
	v.inspector_signed = 1 AND v.principal_signed = 1 AS signed`

// visits reads the visits of the period, each with its parts.
func (l *monthLoader) visits(f *office.MonthFacts) error {
	span := []any{f.Period.From, f.Period.To}
	f.Visits, f.Pending = []office.MonthVisit{}, []office.MonthVisit{}
	const where = ` FROM visits v WHERE v.date >= ? AND v.date < ? AND `
	if err := l.t.Select(&f.Visits, "SELECT "+monthVisitColumns+where+counted+" ORDER BY v.date, v.id", span...); err != nil {
		return err
	}
	if err := l.t.Select(&f.Pending, "SELECT "+monthVisitColumns+where+"v.deleted_at IS NULL AND v.state IN ('计划', '已备案') AND v.date < ? ORDER BY v.date, v.id", append(span, l.today)...); err != nil {
		return err
	}
	at := make(map[int64]*office.MonthVisit, len(f.Visits))
	for i := range f.Visits {
		v := &f.Visits[i]
		v.Counts = make([]int, len(office.Methods))
		at[v.ID] = v
	}
	return l.parts(at, span)
}

// parts reads what hangs on the visits; records of a method that outnumber its
// counter raise it.
func (l *monthLoader) parts(at map[int64]*office.MonthVisit, span []any) error {
	const from = ` FROM visits v JOIN `
	const on = ` p ON p.visit_id = v.id WHERE v.date >= ? AND v.date < ? AND v.deleted_at IS NULL`
	ids := func(sql string, each func(v *office.MonthVisit, id int64)) error {
		return l.pairs(sql, func(visit, id int64) {
			if v := at[visit]; v != nil {
				each(v, id)
			}
		}, span...)
	}
	if err := ids(`SELECT v.id AS a, p.inspector_id AS b`+from+`visit_companions`+on+` ORDER BY p.id`, func(v *office.MonthVisit, id int64) { v.Companions = append(v.Companions, id) }); err != nil {
		return err
	}
	if err := ids(`SELECT v.id AS a, p.matter_id AS b`+from+`visit_matters`+on+` ORDER BY p.matter_id`, func(v *office.MonthVisit, id int64) { v.Matters = append(v.Matters, id) }); err != nil {
		return err
	}
	if err := ids(`SELECT v.id AS a, count(*) AS b`+from+`findings`+on+` AND p.deleted_at IS NULL GROUP BY v.id`, func(v *office.MonthVisit, n int64) { v.FindingCount = int(n) }); err != nil {
		return err
	}
	if err := ids(`SELECT v.id AS a, count(*) AS b FROM visits v JOIN attachments p ON p.owner_kind = 'visit' AND p.owner_id = v.id
		WHERE v.date >= ? AND v.date < ? AND v.deleted_at IS NULL AND p.deleted_at IS NULL GROUP BY v.id`, func(v *office.MonthVisit, n int64) { v.Attachments = int(n) }); err != nil {
		return err
	}
	counters := []struct {
		ID     int64  `db:"id"`
		Method string `db:"method"`
		Count  int    `db:"n"`
	}{}
	if err := l.t.Select(&counters, `SELECT v.id, p.method, p.count AS n`+from+`visit_methods`+on+`
		UNION ALL SELECT v.id, '随机听课', count(*)`+from+`lessons`+on+` AND p.deleted_at IS NULL GROUP BY v.id
		UNION ALL SELECT v.id, CASE p.kind WHEN '问卷' THEN '问卷调查' WHEN '访谈家长' THEN '访谈家长' ELSE '座谈走访' END AS method,
			sum(CASE p.kind WHEN '访谈家长' THEN p.people ELSE 1 END)`+from+`inquiries`+on+` AND p.deleted_at IS NULL GROUP BY v.id, method`,
		slices.Concat(span, span, span)...); err != nil {
		return err
	}
	for _, c := range counters {
		i := slices.IndexFunc(office.Methods, func(m office.Method) bool { return m.Name == c.Method })
		if v := at[c.ID]; v != nil && i >= 0 {
			v.Counts[i] = max(v.Counts[i], c.Count)
		}
	}
	return nil
}

// monthFinding is a finding with the visit it was found on.
type monthFinding struct {
	office.Finding
	Inspector int64  `db:"inspector"`
	Visit     string `db:"visit"`
}

// findings reads the findings that the month's report speaks of. Each arm has
// an index of its own; the + keeps the last one off the index by state.
func (l *monthLoader) findings(f *office.MonthFacts) error {
	rows := []monthFinding{}
	p := f.Period
	err := l.t.Select(&rows, `SELECT f.id, f.number, COALESCE(f.visit_id, 0) AS visit_id, f.school_id, f.source, f.found_on, COALESCE(f.matter_id, 0) AS matter_id,
			f.content, f.level, f.routing, f.department, f.due_on, f.state, f.reported_on, f.recheck_on, f.closed_on, f.updated_at,
			COALESCE(v.inspector_id, 0) AS inspector, COALESCE(v.number, '') AS visit
		FROM findings f LEFT JOIN visits v ON v.id = f.visit_id
		WHERE f.id IN (
			SELECT id FROM findings WHERE found_on >= ?1 AND found_on < ?2 AND deleted_at IS NULL
			UNION SELECT id FROM findings WHERE state IN `+openStates+` AND due_on > '' AND due_on < ?2 AND deleted_at IS NULL
			UNION SELECT id FROM findings WHERE state IN ('已销号', '现场整改') AND due_on >= ?1 AND due_on < ?2 AND deleted_at IS NULL
			UNION SELECT id FROM findings WHERE closed_on > '' AND closed_on >= ?1 AND +state IN ('已销号', '现场整改') AND deleted_at IS NULL AND (closed_on < ?2 OR (due_on > '' AND due_on < ?2))
		) ORDER BY f.found_on, f.id`, p.From, p.To)
	if err != nil {
		return err
	}
	f.Findings = make([]office.MonthFinding, 0, len(rows))
	for _, r := range rows {
		f.Findings = append(f.Findings, office.MonthFinding{Finding: r.Finding, InspectorID: r.Inspector, VisitNumber: r.Visit})
	}
	return nil
}
