package store

import "dudao/internal/office"

// ZoneLoad is one zone's state in a month, for the first page.
type ZoneLoad struct {
	ID         int64  `db:"id" json:"id"`
	Zone       string `db:"zone" json:"zone"`
	Schools    int    `db:"schools" json:"schools"`
	Visited    int    `db:"visited" json:"visited"`
	Inspectors int    `db:"inspectors" json:"inspectors"`
}

// InspectorLoad is an inspector with the schools they answer for.
type InspectorLoad struct {
	ID      int64  `db:"id" json:"id"`
	Name    string `db:"name" json:"name"`
	Schools int    `db:"schools" json:"schools"`
}

// ZoneLoads returns the zones in force on the last day that the period's report
// counts, with their open schools and how many of them were visited in the period.
func (s *Store) ZoneLoads(p office.Period) ([]ZoneLoad, error) {
	rows := []ZoneLoad{}
	day := office.MonthDay(p, s.Today())
	err := s.r.Select(&rows, `WITH open AS (SELECT s.id FROM schools s WHERE `+openOn+`),
		visited AS (SELECT DISTINCT school_id FROM visits v WHERE v.date >= ? AND v.date < ? AND `+counted+`)
		SELECT z.id, z.name AS zone,
		(SELECT count(*) FROM zone_schools zs JOIN open o ON o.id = zs.school_id WHERE zs.zone_id = z.id) AS schools,
		(SELECT count(*) FROM zone_schools zs JOIN open o ON o.id = zs.school_id JOIN visited x ON x.school_id = o.id WHERE zs.zone_id = z.id) AS visited,
		(SELECT count(*) FROM zone_members m WHERE m.zone_id = z.id) AS inspectors
		FROM zones z JOIN zone_versions v ON v.id = z.version_id
		WHERE v.valid_from <= ? AND (v.valid_to = '' OR v.valid_to > ?) ORDER BY z.position, z.id`, day, day, p.From, p.To, day, day)
	return rows, err
}

// InspectorLoads returns the inspectors in office who answer for at least
// atLeast schools on the day, the most loaded first.
func (s *Store) InspectorLoads(day office.Date, atLeast int) ([]InspectorLoad, error) {
	rows := []InspectorLoad{}
	err := s.r.Select(&rows, `SELECT i.id, i.name, count(DISTINCT a.school_id) AS schools FROM inspectors i JOIN assignments a ON a.inspector_id = i.id
		WHERE i.deleted_at IS NULL AND i.state = '在聘' AND a.deleted_at IS NULL AND a.role = '主' AND a.starts_on <= ? AND (a.ends_on = '' OR a.ends_on > ?)
		GROUP BY i.id HAVING count(DISTINCT a.school_id) >= ? ORDER BY schools DESC, i.sort_key`, day, day, atLeast)
	return rows, err
}

// VisitCount returns the visits of the period.
func (s *Store) VisitCount(p office.Period) (n int, err error) {
	err = s.r.Get(&n, `SELECT count(*) FROM visits v WHERE v.date >= ? AND v.date < ? AND `+counted, p.From, p.To)
	return n, err
}

// MissingCounts returns how many visits of the period lack each paper, by the
// key of the list's filter missing.
func (s *Store) MissingCounts(p office.Period) (map[string]int, error) {
	out := map[string]int{}
	for key, sql := range missingPapers {
		if few, ok := missingOfFew[key]; ok {
			sql = few
		}
		var n int
		if err := s.r.Get(&n, `SELECT count(*) FROM visits v WHERE v.date >= ? AND v.date < ? AND `+counted+` AND `+sql, p.From, p.To); err != nil {
			return nil, err
		}
		out[key] = n
	}
	return out, nil
}

// SchoolCounts returns the schools and kindergartens open on the day.
func (s *Store) SchoolCounts(day office.Date) (schools, kindergartens int, err error) {
	err = s.r.QueryRow(`SELECT COALESCE(sum(kind <> '幼儿园'), 0), COALESCE(sum(kind = '幼儿园'), 0) FROM schools s WHERE `+openOn, day, day).Scan(&schools, &kindergartens)
	return schools, kindergartens, err
}

// LastVisitDay returns the newest day with a visit, "" when there is none.
func (s *Store) LastVisitDay() (office.Date, error) {
	var d office.Date
	err := s.r.Get(&d, `SELECT COALESCE(max(date), '') FROM visits v WHERE `+counted)
	return d, err
}

// AsOf is the day on which it is asked what is due: today, and in the sample
// county, which ends on a fixed day, the end of its last month with visits.
func (s *Store) AsOf() (office.Date, error) {
	today := s.Today()
	set, err := s.Settings()
	if err != nil || !set.Sample {
		return today, err
	}
	last, err := s.LastVisitDay()
	if err != nil || last == "" || last >= today {
		return today, err
	}
	return office.MonthDay(office.MonthAt(last, set.MonthBoundary).Of(set.MonthBoundary), today), nil
}
