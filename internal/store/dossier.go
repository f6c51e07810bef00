package store

import (
	"fmt"
	"slices"

	"dudao/internal/office"
)

// dossierSource is one section of a dossier. The parameters of its SQL are ?1 the
// id, ?2 and ?3 the first and last day asked for, ?4 today,
// ?5 the day on which a report month ends, 0 for its own. columns give the
// fields of office.DossierRow; a section of a new table is one more entry in
// dossier_inspector.go or dossier_school.go.
type dossierSource struct {
	key, title  string
	columns     string
	from, order string
}

// dossierSpan is the days of a dossier.
type dossierSpan struct {
	key      string
	from, to office.Date
}

// dossierDays reads a span: a school year, all when empty.
func dossierDays(key string, today office.Date) (dossierSpan, error) {
	if key == "" {
		return dossierSpan{from: "0000-00-00", to: "9999-99-99"}, nil
	}
	y, err := office.ParseWorkYear(key, today)
	return dossierSpan{y.Key, y.Period.From, y.Period.Last()}, err
}

// readDossier reads the sections; most is how many rows of each are wanted, 0 all.
func (s *Store) readDossier(d *office.Dossier, sources []dossierSource, days dossierSpan, most int) error {
	today, err := s.AsOf()
	if err != nil {
		return err
	}
	set, err := s.Settings()
	if err != nil {
		return err
	}
	boundary := set.MonthBoundary
	if boundary >= 28 {
		boundary = 0
	}
	for _, src := range sources {
		sec := office.DossierSection{Key: src.key, Title: src.title, Rows: []office.DossierRow{}}
		// Naming ?5 lets every query take all five parameters.
		args, from := []any{d.ID, days.from, days.to, today, boundary}, src.from+` AND ?4 <> '' AND ?5 >= 0`
		if err := s.r.Get(&sec.Total, `SELECT count(*) `+from, args...); err != nil {
			return fmt.Errorf("dossier %s: %w", src.key, err)
		}
		if sec.Total > 0 {
			sql := `SELECT ` + src.columns + " " + from + ` ORDER BY ` + src.order
			if most > 0 {
				sql += fmt.Sprintf(" LIMIT %d", most)
			}
			if err := s.r.Select(&sec.Rows, sql, args...); err != nil {
				return fmt.Errorf("dossier %s: %w", src.key, err)
			}
		}
		for i := range sec.Rows {
			sec.Rows[i] = sec.Rows[i].Hide()
		}
		d.Sections = append(d.Sections, sec)
	}
	return nil
}

// visitMonths counts the visits that the condition selects by month.
func (s *Store) visitMonths(where string, id int64) (map[office.Month]int, error) {
	rows := []struct {
		Month office.Month `db:"month"`
		N     int          `db:"n"`
	}{}
	if err := s.r.Select(&rows, `SELECT substr(v.date, 1, 7) AS month, count(*) AS n FROM visits v WHERE `+where+` AND `+counted+` GROUP BY 1`, id); err != nil {
		return nil, err
	}
	out := map[office.Month]int{}
	for _, r := range rows {
		out[r.Month] = r.N
	}
	return out, nil
}

// dossierTime fills in the years of the dossier and the visits of each month.
func (s *Store) dossierTime(d *office.Dossier, where string) error {
	today, err := s.AsOf()
	if err != nil {
		return err
	}
	months, err := s.visitMonths(where, d.ID)
	if err != nil {
		return err
	}
	d.Spans = []string{office.SchoolYearOf(today)}
	for m := range months {
		if y := office.SchoolYearOf(m.Of(0).From); !slices.Contains(d.Spans, y) {
			d.Spans = append(d.Spans, y)
		}
	}
	slices.Sort(d.Spans)
	slices.Reverse(d.Spans)
	labels, at := office.DossierColumns(d.Span, d.Spans)
	d.Chart = office.DossierChart{Title: "督导次数", Labels: labels, Values: make([]int, len(labels))}
	for m, n := range months {
		if i := at(m); i >= 0 {
			d.Chart.Values[i] += n
		}
	}
	return nil
}

// dossierSums are the numbers on top: the totals of these sections.
func dossierSums(d *office.Dossier, keys ...string) {
	d.Sums = []office.DossierFact{}
	for _, key := range keys {
		sec := d.Section(key)
		d.Sums = append(d.Sums, office.DossierFact{Label: sec.Title, Value: fmt.Sprint(sec.Total)})
	}
}

// line is what a section shows of a long text.
func line(column string) string { return "substr(replace(" + column + ", char(10), ' '), 1, 120)" }

// What a section tells of line l of a month plan: the day it was planned for, or
// the month's first, and whether it was done, by the rules of planLineRows and
// office.LineStatus. Of several lines of one inspector at one school the n-th is
// done when there are n visits.
const (
	lineDate = `COALESCE(NULLIF(l.day, ''), l.month || '-01')`
	lineFrom = `CASE WHEN ?5 > 0 THEN date(l.month || '-01', '-1 month', '+' || ?5 || ' days') ELSE l.month || '-01' END`
	lineTo   = `date(l.month || '-01', CASE WHEN ?5 > 0 THEN '+' || ?5 || ' days' ELSE '+1 month' END)`

	lineStatus = `CASE WHEN l.state IN ('取消', '已完成') THEN l.state
		WHEN (SELECT count(*) FROM visits v WHERE v.school_id = l.school_id AND v.date >= ` + lineFrom + ` AND v.date < ` + lineTo + ` AND ` + counted + `
				AND (v.inspector_id = l.inspector_id OR EXISTS (SELECT 1 FROM visit_companions c WHERE c.visit_id = v.id AND c.inspector_id = l.inspector_id)))
			>= (SELECT count(*) FROM plan_lines o WHERE o.month = l.month AND o.inspector_id = l.inspector_id AND o.school_id = l.school_id AND o.state <> '取消' AND o.deleted_at IS NULL
				AND (o.day = '', o.day, o.id) <= (l.day = '', l.day, l.id)) THEN '已完成'
		WHEN l.state = '计划' AND ?4 >= ` + lineTo + ` THEN '未完成' ELSE l.state END`
)
