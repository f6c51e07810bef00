package store

import (
	"strings"

	"dudao/internal/office"
)

// VisitRow is one line of the list of visits.
type VisitRow struct {
	ID           int64       `db:"id" json:"id"`
	Number       string      `db:"number" json:"number"`
	Date         office.Date `db:"date" json:"date"`
	Session      string      `db:"session" json:"session"`
	SchoolID     int64       `db:"school_id" json:"schoolId"`
	School       string      `db:"school" json:"school"`
	SchoolKind   string      `db:"school_kind" json:"schoolKind"`
	Town         string      `db:"town" json:"town"`
	InspectorID  int64       `db:"inspector_id" json:"inspectorId"`
	Inspector    string      `db:"inspector" json:"inspector"`
	Companions   string      `db:"companions" json:"companions"`
	Zone         string      `db:"zone" json:"zone"`
	Kind         string      `db:"kind" json:"kind"`
	Title        string      `db:"title" json:"title"`
	Problems     string      `db:"problems" json:"problems"`
	Findings     int         `db:"findings" json:"findings"`
	OpenFindings int         `db:"open_findings" json:"openFindings"`
	Attachments  int         `db:"attachments" json:"attachments"`
	Disposal     int         `db:"disposal" json:"disposal"`
	State        string      `db:"state" json:"state"`
	FeedbackOn   office.Date `db:"feedback_on" json:"feedbackOn"`
}

// VisitPage is one page of the list.
type VisitPage struct {
	Rows  []VisitRow `json:"rows"`
	Total int        `json:"total"`
}

// zoneOfVisit is the zone that the school of visit v was in on v's day.
const zoneOfVisit = `(SELECT z.name FROM zone_schools zs JOIN zones z ON z.id = zs.zone_id JOIN zone_versions zv ON zv.id = zs.version_id
	WHERE zs.school_id = v.school_id AND zv.valid_from <= v.date AND (zv.valid_to = '' OR zv.valid_to > v.date))`

// byZone is the query of a zone's name turned into that of what zones sort by.
func byZone(zoneOf string) string { return strings.Replace(zoneOf, "z.name", "z.sort_key", 1) }

const visitColumns = `v.id, v.number, v.date, v.session, v.school_id, s.name AS school, s.kind AS school_kind, s.town, v.inspector_id, i.name AS inspector,
	COALESCE((SELECT group_concat(ci.name, '、') FROM visit_companions c JOIN inspectors ci ON ci.id = c.inspector_id WHERE c.visit_id = v.id), '') AS companions,
	COALESCE(` + zoneOfVisit + `, '') AS zone, v.kind, v.title, substr(v.problems, 1, 80) AS problems,
	(SELECT count(*) FROM findings f WHERE f.visit_id = v.id AND f.deleted_at IS NULL) AS findings,
	(SELECT count(*) FROM findings f WHERE f.visit_id = v.id AND ` + unsettled + `) AS open_findings,
	(SELECT count(*) FROM attachments a WHERE a.owner_kind = 'visit' AND a.owner_id = v.id AND a.deleted_at IS NULL) AS attachments,
	v.disposal, v.state, v.feedback_on`

// Both are always there; outer joins keep visits the outer loop of every plan.
const visitJoins = ` LEFT JOIN schools s ON s.id = v.school_id LEFT JOIN inspectors i ON i.id = v.inspector_id`

var visitSorts = map[string]string{
	"number": "v.number", "date": "v.date", "school": "s.sort_key, s.id", "town": "s.town", "inspector": "i.sort_key, i.id", "zone": "zone",
	"kind": "v.kind", "state": "v.state", "feedbackOn": "v.feedback_on", "findings": "v.findings_sort_key", "session": "v.session",
}

var visitList = longList{
	table: "visits v", joins: visitJoins, id: "v.id", alive: "v.deleted_at IS NULL",
	standard: "v.date DESC", tie: "v.date DESC, v.id DESC", sorts: visitSorts,
	walks: map[string]walk{
		"": {index: "visits_date"}, "date": {index: "visits_date"}, "number": {index: "sqlite_autoindex_visits_1"},
		"school":    {index: "visits_school", values: "SELECT id FROM schools ORDER BY sort_key @way, id @way", among: "v.school_id = ?"},
		"town":      {index: "visits_list", values: "SELECT DISTINCT town FROM schools ORDER BY 1 @way", among: "v.school_id IN (SELECT id FROM schools WHERE town = ?)"},
		"inspector": {index: "visits_inspector", values: "SELECT id FROM inspectors ORDER BY sort_key @way, id @way", among: "v.inspector_id = ?"},
		"zone":      walkZones("visits", "v", "date"),
		"kind":      {index: "visits_by_kind", column: "v.kind"}, "state": {index: "visits_state", column: "v.state"},
		"session": {index: "visits_by_session", column: "v.session"}, "feedbackOn": {index: "visits_by_feedback", column: "v.feedback_on"},
		"findings": {index: "visits_by_findings", column: "v.findings_sort_key"},
	},
}

// missingPapers are the papers that a visit may lack, by the filter's value; each
// reads an index, never the long rows of all visits.
var missingPapers = map[string]string{
	"feedback": "v.feedback_on = ''",
	"sign":     "(v.inspector_signed = 0 OR v.principal_signed = 0)",
	"photo":    "v.id NOT IN (SELECT owner_id FROM attachments WHERE owner_kind = 'visit' AND deleted_at IS NULL)",
	"record":   "v.id IN (SELECT id FROM visits INDEXED BY visits_unwritten WHERE deleted_at IS NULL AND (content = '' OR recorded_on = ''))",
	"finding":  "v.id IN (SELECT id FROM visits INDEXED BY visits_problems WHERE deleted_at IS NULL AND problems <> '' AND id NOT IN (SELECT visit_id FROM findings WHERE deleted_at IS NULL AND visit_id IS NOT NULL))",
}

// missingOfFew say the same of a month's few visits, each looked up by itself.
var missingOfFew = map[string]string{
	"photo":   "NOT EXISTS (SELECT 1 FROM attachments f WHERE f.owner_kind = 'visit' AND f.owner_id = v.id AND f.deleted_at IS NULL)",
	"finding": "v.problems <> '' AND NOT EXISTS (SELECT 1 FROM findings f WHERE f.visit_id = v.id AND f.deleted_at IS NULL)",
}

// Visits lists visits, newest first. Filters: from, to (days, to included),
// school, inspector (ids), zone (name), kind, state, schoolKind (中小学/幼儿园),
// missing (a key of missingPapers), counted (only those that the figures count).
func (s *Store) Visits(q ListQuery) (VisitPage, error) {
	page := VisitPage{Rows: []VisitRow{}}
	var c conditions
	c.add("v.deleted_at IS NULL")
	if d := q.Filters["from"]; d != "" {
		c.add("v.date >= ?", d)
	}
	if d := q.Filters["to"]; d != "" {
		c.add("v.date <= ?", d)
	}
	c.number(q, "school", "v.school_id")
	if id := q.Filters["inspector"]; id != "" {
		c.add("v.id IN (SELECT id FROM visits WHERE inspector_id = ? AND deleted_at IS NULL UNION SELECT visit_id FROM visit_companions WHERE inspector_id = ?)", id, id)
	}
	c.equal(q, "kind", "v.kind")
	c.equal(q, "state", "v.state")
	if q.Filters["counted"] != "" {
		c.add(counted)
	}
	switch q.Filters["schoolKind"] { // the + keeps to the narrow index visits_list: most schools are wanted
	case "幼儿园":
		c.add("+v.school_id IN (SELECT id FROM schools WHERE kind = '幼儿园')")
	case "中小学":
		c.add("+v.school_id IN (SELECT id FROM schools WHERE kind <> '幼儿园')")
	}
	if err := c.inZone(s.r, q, "v.school_id", "v.date"); err != nil {
		return page, err
	}
	if sql, ok := missingPapers[q.Filters["missing"]]; ok {
		c.add("v.state NOT IN ('计划', '已备案', '取消') AND " + sql)
	}
	if err := c.matching(s.r, "visit", "v.id", q.Text); err != nil {
		return page, err
	}
	extra := ""
	if q.Sort == "zone" {
		extra = ", " + byZone(zoneOfVisit) + " AS zone"
	}
	ids, total, err := visitList.page(s, q, c, extra)
	if err != nil {
		return page, err
	}
	page.Total = total
	page.Rows, err = s.VisitRows(ids)
	return page, err
}

// VisitRows returns the lines of the visits, in the order of the ids.
func (s *Store) VisitRows(ids []int64) ([]VisitRow, error) {
	rows := []VisitRow{}
	list, args := in(ids)
	if err := s.r.Select(&rows, "SELECT "+visitColumns+" FROM visits v"+visitJoins+" WHERE v.id IN "+list, args...); err != nil {
		return nil, err
	}
	return inOrder(rows, ids, func(r VisitRow) int64 { return r.ID }), nil
}

// inOrder puts the rows in the order of the ids.
func inOrder[T any](rows []T, ids []int64, id func(T) int64) []T {
	at := make(map[int64]int, len(rows))
	for i, r := range rows {
		at[id(r)] = i
	}
	out := make([]T, 0, len(rows))
	for _, want := range ids {
		if i, ok := at[want]; ok {
			out = append(out, rows[i])
		}
	}
	return out
}
