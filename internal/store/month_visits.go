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
	if err := ids(`SELECT v.id AS a, count(*) AS b FROM visits v CROSS JOIN attachments p ON p.owner_kind = 'visit' AND p.owner_id = v.id
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
