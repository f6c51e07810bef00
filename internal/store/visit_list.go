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
const visitTables = ` FROM visits v LEFT JOIN schools s ON s.id = v.school_id LEFT JOIN inspectors i ON i.id = v.inspector_id`

var visitSorts = map[string]string{
	"number": "v.number", "date": "v.date", "school": "s.sort_key", "town": "s.town", "inspector": "i.sort_key", "zone": "zone",
	"kind": "v.kind", "state": "v.state", "feedbackOn": "v.feedback_on", "findings": "findings", "session": "v.session",
}

// missingPapers are the papers that a visit may lack, by the filter's value; each
// reads an index, never the long rows of all visits.
var missingPapers = map[string]string{
	"feedback": "v.feedback_on = ''",
	"sign":     "(v.inspector_signed = 0 OR v.principal_signed = 0)",
	"photo":    "v.id NOT IN (SELECT owner_id FROM attachments WHERE owner_kind = 'visit' AND deleted_at IS NULL)",
	"record":   "v.id IN (SELECT id FROM visits WHERE deleted_at IS NULL AND (content = '' OR recorded_on = ''))",
	"finding":  "v.id IN (SELECT id FROM visits WHERE deleted_at IS NULL AND problems <> '' AND id NOT IN (SELECT visit_id FROM findings WHERE deleted_at IS NULL AND visit_id IS NOT NULL))",
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
	if q.Filters["inspector"] != "" {
		c.add("(v.inspector_id = ? OR EXISTS (SELECT 1 FROM visit_companions c WHERE c.visit_id = v.id AND c.inspector_id = ?))", q.Filters["inspector"], q.Filters["inspector"])
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
	if err := s.r.Get(&page.Total, "SELECT count(*) FROM visits v"+c.where(), c.args...); err != nil {
		return page, err
	}
	// The page's ids come first: the costly columns are made for its rows only.
	standard := "v.date DESC"
	if len(c.parts) > 1 {
		// Few may be found: reading all in the narrow index visits_list and sorting
		// what is found beats walking the long rows by date until a page is full.
		standard = "+v.date DESC"
	}
	order, limit := q.order(visitSorts, standard, "v.id DESC")
	extra := ""
	switch q.Sort {
	case "zone":
		extra = ", " + byZone(zoneOfVisit) + " AS zone"
	case "findings":
		extra = ", (SELECT count(*) FROM findings f WHERE f.visit_id = v.id AND f.deleted_at IS NULL) AS findings"
	}
	ids := []int64{}
	if err := s.r.Select(&ids, "SELECT id FROM (SELECT v.id"+extra+visitTables+c.where()+order+")", append(c.args, limit...)...); err != nil {
		return page, err
	}
	rows, err := s.VisitRows(ids)
	page.Rows = rows
	return page, err
}

// VisitRows returns the lines of the visits, in the order of the ids.
func (s *Store) VisitRows(ids []int64) ([]VisitRow, error) {
	rows := []VisitRow{}
	list, args := in(ids)
	if err := s.r.Select(&rows, "SELECT "+visitColumns+visitTables+" WHERE v.id IN "+list, args...); err != nil {
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
