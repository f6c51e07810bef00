package store

import (
	"fmt"
	"slices"

	"dudao/internal/office"
)

// dossierSource is one section of a dossier. The parameters of its SQL are ?1 the
// id, ?2 and ?3 the first and last day asked for, ?4 today. columns give the
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
	for _, src := range sources {
		sec := office.DossierSection{Key: src.key, Title: src.title, Rows: []office.DossierRow{}}
		// Naming ?4 lets every query take all four parameters.
		args, from := []any{d.ID, days.from, days.to, today}, src.from+` AND ?4 <> ''`
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
