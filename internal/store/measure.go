package store

import (
	"fmt"
	"slices"

	"dudao/internal/office"
)

// measureRow is one record for one of those it counts for.
type measureRow struct {
	ID        int64       `db:"id"`
	School    int64       `db:"school"`
	Inspector int64       `db:"inspector"`
	Zone      string      `db:"zone"`
	Day       office.Date `db:"day"`
	Hit       bool        `db:"hit"`
	Weight    float64     `db:"weight"`
}

// measurer takes the measures of all subjects of one assessment from the records.
type measurer struct {
	t        getter
	set      office.Settings
	subject  string
	subjects []office.AssessSubject
	months   []office.Month
	period   office.Period
	asOf     office.Date
	// by names the subjects' places by the id of an inspector or a school, or by the
	// name of a zone; zones are the schools' zones by version.
	byID   map[int64]int
	byZone map[string]int
	zones  []datedZones
	dues   []measureRow
}

// datedZones is one division of the county: which zone each school lies in.
type datedZones struct {
	from, to office.Date
	names    []string
	school   map[int64]string
}

func (z datedZones) on(day office.Date) bool { return z.from <= day && (z.to == "" || z.to > day) }

func newMeasurer(g getter, set office.Settings, subject string, subjects []office.AssessSubject, months []office.Month, asOf office.Date) (*measurer, error) {
	m := &measurer{t: g, set: set, subject: subject, subjects: subjects, months: months, asOf: asOf, byID: map[int64]int{}, byZone: map[string]int{}}
	m.period = office.Period{From: months[0].Of(set.MonthBoundary).From, To: months[len(months)-1].Of(set.MonthBoundary).To}
	for i, x := range subjects {
		switch subject {
		case office.AssessInspector:
			m.byID[x.InspectorID] = i
		case office.AssessZone:
			m.byZone[x.Zone] = i
		default:
			m.byID[x.SchoolID] = i
		}
	}
	if err := m.places(); err != nil {
		return nil, err
	}
	return m, m.due()
}

// places reads the divisions in force in the span.
func (m *measurer) places() error {
	versions, err := find[office.ZoneVersion](m.t, "zone_versions", "WHERE valid_from < ? AND (valid_to = '' OR valid_to > ?)", m.period.To, m.period.From)
	if err != nil {
		return err
	}
	for _, v := range versions {
		z := datedZones{from: v.ValidFrom, to: v.ValidTo, school: map[int64]string{}}
		rows := []struct {
			School int64  `db:"school_id"`
			Zone   string `db:"name"`
		}{}
		if err := m.t.Select(&rows, `SELECT zs.school_id, z.name FROM zone_schools zs JOIN zones z ON z.id = zs.zone_id WHERE z.version_id = ?`, v.ID); err != nil {
			return err
		}
		for _, r := range rows {
			z.school[r.School] = r.Zone
			if !slices.Contains(z.names, r.Zone) {
				z.names = append(z.names, r.Zone)
			}
		}
		m.zones = append(m.zones, z)
	}
	return nil
}

// due makes the school months in which a visit was due: of the months that have
// ended, none exempt, the schools open and the inspectors who answered for them
// at their end.
func (m *measurer) due() error {
	schools, err := find[office.School](m.t, "schools", "WHERE deleted_at IS NULL")
	if err != nil {
		return err
	}
	answers, err := find[office.Assignment](m.t, "assignments", "WHERE deleted_at IS NULL AND starts_on < ? AND (ends_on = '' OR ends_on > ?)", m.period.To, m.period.From)
	if err != nil {
		return err
	}
	who := map[int64][]office.Assignment{}
	for _, a := range answers {
		who[a.SchoolID] = append(who[a.SchoolID], a)
	}
	for _, month := range m.months {
		last := month.Of(m.set.MonthBoundary).Last()
		if last > m.asOf || m.set.Exempt(month) {
			continue
		}
		times, err := ruleOf(m.t, office.RuleVisitsPerMonth, last)
		if err != nil {
			return err
		}
		for _, s := range schools {
			if !s.OpenOn(last) {
				continue
			}
			row := measureRow{ID: s.ID, School: s.ID, Day: last, Hit: true, Weight: times}
			m.dues = append(m.dues, row)
			for _, a := range who[s.ID] {
				if a.StartsOn <= last && (a.EndsOn == "" || a.EndsOn > last) {
					row.Inspector = a.InspectorID
					m.dues = append(m.dues, row)
				}
			}
		}
	}
	return nil
}

// zoneOf is the zone that the school lay in on the day.
func (m *measurer) zoneOf(school int64, day office.Date) string {
	for _, z := range m.zones {
		if z.on(day) {
			return z.school[school]
		}
	}
	return ""
}

// place is which subject the row counts for.
func (m *measurer) place(r measureRow) (int, bool) {
	var at int
	var ok bool
	switch m.subject {
	case office.AssessInspector:
		at, ok = m.byID[r.Inspector]
	case office.AssessZone:
		zone := r.Zone
		if zone == "" {
			zone = m.zoneOf(r.School, r.Day)
		}
		at, ok = m.byZone[zone]
	default:
		at, ok = m.byID[r.School]
	}
	return at, ok && (m.subject != office.AssessInspector || r.Inspector != 0) && (m.subject != office.AssessZone || r.Zone != "" || r.School != 0)
}

// take makes the measure for all subjects, in their order.
func (m *measurer) take(key string) ([]office.Measured, error) {
	about, known := office.MeasureOf(key)
	source, has := measureSources[key]
	if !known || !has {
		return nil, fmt.Errorf("no measure %s", key)
	}
	value := 0.0
	if source.rule != "" {
		var err error
		if value, err = ruleOf(m.t, source.rule, m.asOf); err != nil {
			return nil, err
		}
	}
	rows, err := m.records(source, value)
	if err != nil {
		return nil, fmt.Errorf("measure %s: %w", key, err)
	}
	out := make([]office.Measured, len(m.subjects))
	of, by := newBehinds(source.kind, len(out)), newBehinds(source.kind, len(out))
	if source.due {
		by = m.dueBy(source, value)
	}
	for _, r := range rows {
		month := int64(0)
		if source.once { // what was due is that of the month's end
			month = m.monthKey(r)
			r.Day = office.MonthAt(r.Day, m.set.MonthBoundary).Of(m.set.MonthBoundary).Last()
		}
		at, ok := m.place(r)
		if !ok {
			continue
		}
		if !source.due {
			by[at].add(r, 0)
		}
		if r.Hit {
			of[at].add(r, month)
		}
	}
	for i := range out {
		out[i] = office.Measured{How: about.How, Of: of[i].Behind, By: office.Behind{Records: []int64{}}}
		if about.How == office.MeasureRate {
			out[i].By = by[i].Behind
		}
	}
	return out, nil
}

// records reads the records of a source.
func (m *measurer) records(source measureSource, value float64) (rows []measureRow, err error) {
	if source.rows != nil {
		return source.rows(m)
	}
	// The common table makes every query use all four, whatever it asks for.
	err = m.t.Select(&rows, `WITH asked AS (SELECT ?1, ?2, ?3, ?4) SELECT * FROM (`+source.sql+`) ORDER BY day, id`, m.period.From, m.period.To, m.asOf, value)
	return rows, err
}

// monthKey tells the school months apart.
func (m *measurer) monthKey(r measureRow) int64 {
	month := office.MonthAt(r.Day, m.set.MonthBoundary)
	if m.set.Exempt(month) {
		return -r.ID // a visit in a month that is exempt covers none
	}
	return r.School*10000 + int64(slices.Index(m.months, month)) + 1
}

// dueBy is what was due of each subject: visits of its schools, reports of its
// zone, or the year's hours of training, which value gives.
func (m *measurer) dueBy(source measureSource, value float64) []*behind {
	if source.kind == "training" {
		by := newBehinds("inspector", len(m.subjects))
		for i, x := range m.subjects {
			by[i].sum(x.InspectorID, value*float64(len(m.months))/12)
		}
		return by
	}
	if source.kind == "issued_report" {
		by := newBehinds("zone", len(m.subjects))
		for _, month := range m.months {
			if last := month.Of(m.set.MonthBoundary).Last(); last <= m.asOf && !m.set.Exempt(month) {
				for i, x := range m.subjects {
					by[i].sum(x.ID, 1)
				}
			}
		}
		return by
	}
	by := newBehinds("school", len(m.subjects))
	seen := map[[3]int64]bool{}
	for _, r := range m.dues {
		at, ok := m.place(r)
		key := [3]int64{int64(at), r.School, m.monthKey(r)}
		if !ok || seen[key] {
			continue
		}
		seen[key] = true
		if source.once {
			r.Weight = 1
		}
		by[at].sum(r.ID, r.Weight)
	}
	return by
}

// behind gathers the records of one subject, each once.
type behind struct {
	office.Behind
	seen map[int64]int // by record, or by school month
}

func newBehinds(kind string, n int) []*behind {
	out := make([]*behind, n)
	for i := range out {
		out[i] = &behind{Behind: office.Behind{Kind: kind, Records: []int64{}}, seen: map[int64]int{}}
	}
	return out
}

// add counts the record once; with a key only the first record of the key.
func (b *behind) add(r measureRow, key int64) {
	if key < 0 || r.Weight == 0 {
		return
	}
	if key == 0 {
		key = r.ID
	}
	if _, is := b.seen[key]; is {
		return
	}
	b.seen[key] = len(b.Records)
	b.Records = append(b.Records, r.ID)
	if r.Weight != 1 && b.Weights == nil {
		for range b.Records[1:] {
			b.Weights = append(b.Weights, 1)
		}
	}
	if r.Weight != 1 || b.Weights != nil {
		b.Weights = append(b.Weights, r.Weight)
	}
}

// sum adds to what the record weighs.
func (b *behind) sum(id int64, weight float64) {
	at, is := b.seen[id]
	if !is {
		at = len(b.Records)
		b.seen[id] = at
		b.Records, b.Weights = append(b.Records, id), append(b.Weights, 0)
	}
	b.Weights[at] += weight
}
