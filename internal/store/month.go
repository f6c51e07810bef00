package store

import (
	"fmt"

	"dudao/internal/office"
)

// Span reads the key of a month, 学期 or year; CodeInvalid when it is none.
func (s *Store) Span(key string) (office.Span, error) {
	set, err := s.Settings()
	if err != nil {
		return office.Span{}, err
	}
	return spanOf(s.r, key, set)
}

func spanOf(g getter, key string, set office.Settings) (office.Span, error) {
	terms, err := find[office.Term](g, "terms", "ORDER BY starts_on")
	if err != nil {
		return office.Span{}, err
	}
	return office.ParseSpan(key, terms, set.MonthBoundary)
}

// MonthBook loads all that the papers of a month, a 学期 or a year are made from,
// in one snapshot: the span, the one before, the same span last year, and the
// visits by day of two years. The key is as office.ParseSpan reads it.
func (s *Store) MonthBook(key string) (office.MonthBook, error) {
	var b office.MonthBook
	set, err := s.Settings()
	if err != nil {
		return b, err
	}
	made, err := s.AsOf()
	if err != nil {
		return b, err
	}
	t, err := s.pool.Beginx()
	if err != nil {
		return b, fileError(err, s.path)
	}
	defer t.Rollback() // only read
	b = office.MonthBook{Settings: set, Today: s.Today(), MadeOn: made}
	if b.Matters, err = find[office.Matter](t, "matters", "ORDER BY kindergarten, position, id"); err != nil {
		return b, err
	}
	span, err := spanOf(t, key, set)
	if err != nil {
		return b, err
	}
	last := span.Of(set.MonthBoundary).Last()
	terms, err := find[office.Term](t, "terms", "WHERE starts_on <= ? AND ends_on >= ? LIMIT 1", last, last)
	if err != nil {
		return b, err
	}
	if len(terms) == 1 && span.Kind == office.SpanMonth {
		b.Term = terms[0]
	}
	l := monthLoader{t: t, set: set, today: b.Today}
	if err := l.common(); err != nil {
		return b, err
	}
	for _, part := range []struct {
		into *office.MonthFacts
		key  string
	}{{&b.This, key}, {&b.Last, span.Before()}, {&b.LastYear, span.YearBefore()}} {
		if part.key == "" {
			continue
		}
		of, err := spanOf(t, part.key, set)
		if err != nil {
			return b, err
		}
		if *part.into, err = l.span(of); err != nil {
			return b, fmt.Errorf("facts of %s: %w", part.key, err)
		}
	}
	b.Days, err = l.days(b.TableMonths()[0], b.This.Period.To)
	return b, err
}

// Months returns the report months that have recorded visits, newest first.
func (s *Store) Months() ([]office.Month, error) {
	set, err := s.Settings()
	if err != nil {
		return nil, err
	}
	days := []office.Date{}
	if err := s.r.Select(&days, `SELECT DISTINCT date FROM visits v WHERE `+counted+` ORDER BY date DESC`); err != nil {
		return nil, err
	}
	months := []office.Month{}
	for _, d := range days {
		if m := office.MonthAt(d, set.MonthBoundary); len(months) == 0 || months[len(months)-1] != m {
			months = append(months, m)
		}
	}
	return months, nil
}

// monthLoader reads the facts of months in one snapshot.
type monthLoader struct {
	t       getter
	set     office.Settings
	today   office.Date
	schools []monthSchool
	people  []office.MonthInspector
	rules   []office.Rule
}

type monthSchool struct {
	office.School
	Deleted bool `db:"deleted"`
}

// common reads what is the same for every month.
func (l *monthLoader) common() error {
	if err := l.t.Select(&l.schools, `SELECT id, name, kind, town, state, opened_on, closed_on, deleted_at IS NOT NULL AS deleted
		FROM schools ORDER BY kind = '幼儿园', sort_key, id`); err != nil {
		return err
	}
	if err := l.t.Select(&l.people, `SELECT id, name, state FROM inspectors ORDER BY sort_key, id`); err != nil {
		return err
	}
	var err error
	l.rules, err = find[office.Rule](l.t, "rules", "WHERE key IN (?, ?) ORDER BY valid_from DESC", office.RuleVisitsPerMonth, office.RuleVisitsPerTerm)
	return err
}

// requiredBy is the rule that says how often a school is visited in a span.
var requiredBy = map[string]string{office.SpanMonth: office.RuleVisitsPerMonth, office.SpanTerm: office.RuleVisitsPerTerm}

func (l *monthLoader) span(of office.Span) (office.MonthFacts, error) {
	p := of.Of(l.set.MonthBoundary)
	f := office.MonthFacts{Span: of, Period: p, AsOf: office.MonthDay(p, l.today), Exempt: of.Kind == office.SpanMonth && l.set.Exempt(of.Last())}
	for _, r := range l.rules {
		if r.Key != requiredBy[of.Kind] {
			continue
		}
		if f.Required = r; r.ValidFrom <= f.AsOf {
			break
		}
	}
	if err := l.places(&f); err != nil {
		return f, err
	}
	if err := l.visits(&f); err != nil {
		return f, err
	}
	if err := l.findings(&f); err != nil {
		return f, err
	}
	if err := l.papers(&f); err != nil {
		return f, err
	}
	return f, l.complaints(&f)
}

// places puts the schools and inspectors into the zones of the division in force
// at the end of the period, and the inspectors to their schools.
func (l *monthLoader) places(f *office.MonthFacts) error {
	zones := []struct {
		ID     int64  `db:"id"`
		Name   string `db:"name"`
		Leader string `db:"leader"`
	}{}
	if err := l.t.Select(&zones, `SELECT z.id, z.name, COALESCE(i.name, '') AS leader FROM zones z JOIN zone_versions v ON v.id = z.version_id
		LEFT JOIN inspectors i ON i.id = z.leader_id
		WHERE v.valid_from <= ? AND (v.valid_to = '' OR v.valid_to > ?) ORDER BY z.position, z.id`, f.AsOf, f.AsOf); err != nil {
		return err
	}
	zoneOf, zonesOf, at := map[int64]string{}, map[int64]string{}, map[int64]int{}
	ids := []int64{}
	for i, z := range zones {
		at[z.ID] = i
		ids = append(ids, z.ID)
		f.Zones = append(f.Zones, office.MonthZone{Name: z.Name, Leader: z.Leader, Members: []int64{}})
	}
	list, args := in(ids)
	if err := l.pairs(`SELECT school_id AS a, zone_id AS b FROM zone_schools WHERE zone_id IN `+list, func(school, zone int64) { zoneOf[school] = zones[at[zone]].Name }, args...); err != nil {
		return err
	}
	if err := l.pairs(`SELECT inspector_id AS a, zone_id AS b FROM zone_members WHERE zone_id IN `+list+` ORDER BY zone_id, id`, func(person, zone int64) {
		z := &f.Zones[at[zone]]
		z.Members = append(z.Members, person)
		if zonesOf[person] != "" {
			zonesOf[person] += "、"
		}
		zonesOf[person] += z.Name
	}, args...); err != nil {
		return err
	}
	answers := map[int64][]int64{}
	if err := l.pairs(`SELECT school_id AS a, inspector_id AS b FROM assignments WHERE deleted_at IS NULL AND starts_on <= ? AND (ends_on = '' OR ends_on > ?)
		ORDER BY role = '协', starts_on, id`, func(school, person int64) { answers[school] = append(answers[school], person) }, f.AsOf, f.AsOf); err != nil {
		return err
	}
	for _, s := range l.schools {
		f.Schools = append(f.Schools, office.MonthSchool{ID: s.ID, Name: s.Name, Kind: s.Kind, Town: s.Town, Zone: zoneOf[s.ID],
			Kindergarten: s.Kindergarten(), Open: !s.Deleted && s.OpenOn(f.AsOf), Inspectors: answers[s.ID]})
	}
	for _, p := range l.people {
		p.Zone = zonesOf[p.ID]
		f.People = append(f.People, p)
	}
	return nil
}

// pairs reads rows of two ids.
func (l *monthLoader) pairs(query string, each func(a, b int64), args ...any) error {
	rows := []struct {
		A int64 `db:"a"`
		B int64 `db:"b"`
	}{}
	if err := l.t.Select(&rows, query, args...); err != nil {
		return err
	}
	for _, r := range rows {
		each(r.A, r.B)
	}
	return nil
}

// days reads the recorded visits of the year that begins with the month and of
// the one before, one month more for counties whose months are not the
// calendar's.
func (l *monthLoader) days(first office.Month, to office.Date) ([]office.VisitDay, error) {
	days := []office.VisitDay{}
	from := first.Add(-13).Of(0).From
	err := l.t.Select(&days, `SELECT id, school_id AS schoolid, date FROM visits v WHERE date >= ? AND date < ? AND `+counted+` ORDER BY date, id`, from, to)
	return days, err
}

// MonthZones returns the names of the zones of the division in force at the end
// of the span.
func (s *Store) MonthZones(key string) ([]string, error) {
	set, err := s.Settings()
	if err != nil {
		return nil, err
	}
	span, err := spanOf(s.r, key, set)
	if err != nil {
		return nil, err
	}
	day := office.MonthDay(span.Of(set.MonthBoundary), s.Today())
	names := []string{}
	err = s.r.Select(&names, `SELECT z.name FROM zones z JOIN zone_versions v ON v.id = z.version_id
		WHERE v.valid_from <= ? AND (v.valid_to = '' OR v.valid_to > ?) ORDER BY z.position, z.id`, day, day)
	return names, err
}
