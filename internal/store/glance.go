package store

import (
	"cmp"
	"slices"

	"dudao/internal/office"
)

// What the first page counts of a period. Each count is made by the same
// condition as the list that it opens.

// DayCount is how often something was done on a day.
type DayCount struct {
	Date   office.Date `db:"date"`
	Visits int         `db:"visits"`
}

// VisitDays counts the visits of each day of the period that has any.
func (s *Store) VisitDays(p office.Period) ([]DayCount, error) {
	rows := []DayCount{}
	err := s.r.Select(&rows, `SELECT v.date, count(*) AS visits FROM visits v WHERE v.date >= ? AND v.date < ? AND `+counted+` GROUP BY v.date`, p.From, p.To)
	return rows, err
}

// SchoolDay is how often a school was visited on a day.
type SchoolDay struct {
	SchoolID int64       `db:"school_id"`
	Date     office.Date `db:"date"`
	Visits   int         `db:"visits"`
}

// SchoolDays counts the visits of each school on each day of the period.
func (s *Store) SchoolDays(p office.Period) ([]SchoolDay, error) {
	rows := []SchoolDay{}
	err := s.r.Select(&rows, `SELECT v.school_id, v.date, count(*) AS visits FROM visits v INDEXED BY visits_school
		WHERE v.date >= ? AND v.date < ? AND `+counted+` GROUP BY v.school_id, v.date`, p.From, p.To)
	return rows, err
}

// HeatSchool is a school as the heat map lists it.
type HeatSchool struct {
	office.School
	Zone string `db:"zone"`
}

// HeatSchools lists every school with its zone on the day, in the order of the
// zones.
func (s *Store) HeatSchools(day office.Date) ([]HeatSchool, error) {
	rows := []HeatSchool{}
	err := s.r.Select(&rows, `SELECT s.id, s.name, s.short_name, s.kind, s.town, s.state, s.opened_on, s.closed_on, COALESCE(z.name, '') AS zone
		FROM schools s LEFT JOIN zone_schools zs ON zs.school_id = s.id AND zs.version_id = (SELECT v.id FROM zone_versions v WHERE v.valid_from <= ? AND (v.valid_to = '' OR v.valid_to > ?))
		LEFT JOIN zones z ON z.id = zs.zone_id
		WHERE s.deleted_at IS NULL ORDER BY z.name IS NULL, z.position, z.id, `+schoolOrder, day, day)
	return rows, err
}

// UnzonedLoad is what ZoneLoads counts of the schools that lie in no zone.
func (s *Store) UnzonedLoad(p office.Period) (load ZoneLoad, err error) {
	day := office.MonthDay(p, s.Today())
	err = s.r.Get(&load, `SELECT 0 AS id, ? AS zone, count(*) AS schools, 0 AS inspectors,
		COALESCE(sum(EXISTS (SELECT 1 FROM visits v WHERE v.school_id = s.id AND v.date >= ? AND v.date < ? AND `+counted+`)), 0) AS visited
		FROM schools s WHERE `+openOn+` AND `+zoneOfSchool+` IS NULL`, office.Unzoned, p.From, p.To, day, day, day, day)
	return load, err
}

// MatterCount is how many problems of a matter were found.
type MatterCount struct {
	ID           int64  `db:"id" json:"id"` // 0: not classed
	Name         string `db:"name" json:"name"`
	Kindergarten bool   `db:"kindergarten" json:"kindergarten"`
	Found        int    `db:"found" json:"found"`
	Open         int    `db:"open" json:"open"` // of these not put right today
}

// FoundByMatter counts the problems found in the period by their matters, the
// commonest first.
func (s *Store) FoundByMatter(p office.Period) ([]MatterCount, error) {
	rows := []MatterCount{}
	err := s.r.Select(&rows, `SELECT COALESCE(m.id, 0) AS id, COALESCE(m.short, '未归入督导事项') AS name, COALESCE(m.kindergarten, 0) AS kindergarten, x.found, x.open
		FROM (SELECT f.matter_id, count(*) AS found, sum(`+unsettled+`) AS open FROM findings f WHERE f.deleted_at IS NULL AND f.found_on >= ? AND f.found_on < ? GROUP BY f.matter_id) x
		LEFT JOIN matters m ON m.id = x.matter_id ORDER BY x.found DESC, m.kindergarten, m.position, m.id`, p.From, p.To)
	return rows, err
}

// rectifyDue is the condition that finding f fell due in the days from ? to
// before ?, on the day ? at the latest; office.FigRectifyDue counts so.
const rectifyDue = `f.deleted_at IS NULL AND f.due_on > '' AND f.due_on >= ? AND f.due_on < ? AND f.due_on <= ?`

// putRight is the condition that finding f was put right by the day ?.
const putRight = `(f.state IN ('已销号', '现场整改') AND (f.closed_on = '' OR f.closed_on <= ?))`

// ZoneRectified is what fell due in a zone and what of it was put right.
type ZoneRectified struct {
	Zone string `db:"zone" json:"zone"`
	Due  int    `db:"due" json:"due"`
	Done int    `db:"done" json:"done"`
}

// RectifiedByZone counts what fell due in the period by the zones in which it
// was found, as the list of findings filters by zone.
func (s *Store) RectifiedByZone(p office.Period) ([]ZoneRectified, error) {
	found := []struct {
		SchoolID int64       `db:"school_id"`
		FoundOn  office.Date `db:"found_on"`
		Done     bool        `db:"done"`
	}{}
	day := office.MonthDay(p, s.Today())
	if err := s.r.Select(&found, `SELECT f.school_id, f.found_on, `+putRight+` AS done FROM findings f INDEXED BY findings_due WHERE `+rectifyDue, day, p.From, p.To, day); err != nil {
		return nil, err
	}
	oldest := day
	for _, f := range found {
		oldest = min(oldest, f.FoundOn)
	}
	places := []struct {
		SchoolID int64       `db:"school_id"`
		Zone     string      `db:"zone"`
		From     office.Date `db:"valid_from"`
		To       office.Date `db:"valid_to"`
		Position int         `db:"position"`
	}{}
	if err := s.r.Select(&places, `SELECT zs.school_id, z.name AS zone, v.valid_from, v.valid_to, z.position FROM zone_versions v JOIN zones z ON z.version_id = v.id JOIN zone_schools zs ON zs.zone_id = z.id
		WHERE v.valid_to = '' OR v.valid_to > ?`, oldest); err != nil {
		return nil, err
	}
	of, position := map[int64][]int{}, map[string]int{office.Unzoned: 1 << 30}
	for i, x := range places {
		of[x.SchoolID] = append(of[x.SchoolID], i)
		position[x.Zone] = x.Position
	}
	counts := map[string]*ZoneRectified{}
	for _, f := range found {
		zone := office.Unzoned
		for _, i := range of[f.SchoolID] {
			if x := places[i]; x.From <= f.FoundOn && (x.To == "" || x.To > f.FoundOn) {
				zone = x.Zone
			}
		}
		if counts[zone] == nil {
			counts[zone] = &ZoneRectified{Zone: zone}
		}
		counts[zone].Due++
		if f.Done {
			counts[zone].Done++
		}
	}
	rows := []ZoneRectified{}
	for _, c := range counts {
		rows = append(rows, *c)
	}
	slices.SortFunc(rows, func(a, b ZoneRectified) int {
		return cmp.Or(cmp.Compare(position[a.Zone], position[b.Zone]), cmp.Compare(a.Zone, b.Zone))
	})
	return rows, nil
}

// InspectorWork is the work of an inspector in a period.
type InspectorWork struct {
	ID      int64  `db:"id" json:"id"`
	Name    string `db:"name" json:"name"`
	Zone    string `db:"zone" json:"zone"`
	Schools int    `db:"schools" json:"schools"` // 主
	Visits  int    `db:"visits" json:"visits"`   // as the responsible one or as a companion
}

// InspectorWorks counts the visits of everybody in office, and of everybody
// else who made any, in the order of the zones.
func (s *Store) InspectorWorks(p office.Period) ([]InspectorWork, error) {
	rows := []InspectorWork{}
	day := office.MonthDay(p, s.Today())
	err := s.r.Select(&rows, `WITH done AS (
			SELECT v.inspector_id, v.id FROM visits v INDEXED BY visits_list WHERE v.date >= ?1 AND v.date < ?2 AND `+counted+`
			UNION SELECT c.inspector_id, v.id FROM visits v INDEXED BY visits_list CROSS JOIN visit_companions c ON c.visit_id = v.id WHERE v.date >= ?1 AND v.date < ?2 AND `+counted+`),
		work AS (SELECT inspector_id, count(*) AS n FROM done GROUP BY inspector_id),
		place AS (SELECT i.id AS person, min(z.position) AS position, z.name FROM zones z JOIN zone_versions v ON v.id = z.version_id
			JOIN inspectors i ON i.id IN (z.leader_id, z.deputy_id) OR EXISTS (SELECT 1 FROM zone_members m WHERE m.zone_id = z.id AND m.inspector_id = i.id)
			WHERE v.valid_from <= ?3 AND (v.valid_to = '' OR v.valid_to > ?3) GROUP BY i.id)
		SELECT i.id, i.name, COALESCE(p.name, '') AS zone, COALESCE(w.n, 0) AS visits,
			(SELECT count(DISTINCT a.school_id) FROM assignments a WHERE a.inspector_id = i.id AND a.deleted_at IS NULL AND a.role = '主' AND a.starts_on <= ?3 AND (a.ends_on = '' OR a.ends_on > ?3)) AS schools
		FROM inspectors i LEFT JOIN work w ON w.inspector_id = i.id LEFT JOIN place p ON p.person = i.id
		WHERE i.deleted_at IS NULL AND (i.state = '在聘' OR w.n > 0) ORDER BY p.name IS NULL, p.position, i.sort_key, i.id`, p.From, p.To, day)
	return rows, err
}

// PlannedVisit is a visit that the month's plan puts on a day.
type PlannedVisit struct {
	ID          int64  `db:"id" json:"id"`
	SchoolID    int64  `db:"school_id" json:"schoolId"`
	School      string `db:"school" json:"school"`
	InspectorID int64  `db:"inspector_id" json:"inspectorId"`
	Inspector   string `db:"inspector" json:"inspector"`
	Session     string `db:"session" json:"session"`
}

// PlannedOn lists the visits planned for the day and not yet made.
func (s *Store) PlannedOn(day office.Date, month office.Month) ([]PlannedVisit, error) {
	rows := []PlannedVisit{}
	err := s.r.Select(&rows, `SELECT l.id, l.school_id, s.name AS school, l.inspector_id, i.name AS inspector, l.session
		FROM plan_lines l JOIN schools s ON s.id = l.school_id JOIN inspectors i ON i.id = l.inspector_id
		WHERE l.deleted_at IS NULL AND l.month = ? AND l.day = ? AND l.state = '计划'
		AND NOT EXISTS (SELECT 1 FROM visits v WHERE v.school_id = l.school_id AND v.inspector_id = l.inspector_id AND v.date = l.day AND `+counted+`)
		ORDER BY l.session = '下午', i.sort_key, l.id`, month, day)
	return rows, err
}

// MeetingsOn lists the meetings of the day.
func (s *Store) MeetingsOn(day office.Date) ([]Option, error) {
	rows := []Option{}
	err := s.r.Select(&rows, `SELECT id, title || CASE WHEN starts_at <> '' THEN '（' || starts_at || '）' ELSE '' END AS name FROM meetings
		WHERE deleted_at IS NULL AND date = ? ORDER BY starts_at, id`, day)
	return rows, err
}
