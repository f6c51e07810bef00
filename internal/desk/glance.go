package desk

import (
	"net/url"
	"slices"
	"strconv"

	"dudao/internal/office"
	"dudao/internal/store"
)

// GlanceInput names a month or a 学期 by its key; empty is this month, "term" the
// 学期 that this month lies in.
type GlanceInput struct {
	Span string `json:"span"`
}

// Mark is one number of a picture: To is the list of the records it counts, as
// many as Value says, empty where there are none.
type Mark struct {
	Value int    `json:"value"`
	To    string `json:"to"`
}

// Glance is a month or a 学期 at a glance (一览).
type Glance struct {
	Span   string        `json:"span"`
	Kind   string        `json:"kind"`
	Name   string        `json:"name"` // 2026年3月
	Before string        `json:"before"`
	Next   string        `json:"next"` // '' when it has not begun
	Period office.Period `json:"period"`
	Exempt bool          `json:"exempt"`
	Due    Mark          `json:"due"`
	// Visited, Unvisited and Coverage are of schools; Coverage is per cent.
	Visited   Mark    `json:"visited"`
	Unvisited Mark    `json:"unvisited"`
	Coverage  float64 `json:"coverage"`
	Visits    Mark    `json:"visits"`
	Found     Mark    `json:"found"`
	// RectifyDue fell due, RectifyDone of it was put right; Rectify is per cent.
	RectifyDue  Mark    `json:"rectifyDue"`
	RectifyDone Mark    `json:"rectifyDone"`
	RectifyLate Mark    `json:"rectifyLate"`
	Rectify     float64 `json:"rectify"`

	Zones     []ZoneGlance      `json:"zones"`
	Trend     []TrendGlance     `json:"trend"`
	Matters   []MatterGlance    `json:"matters"`
	Rectified []RectifyGlance   `json:"rectified"`
	People    []InspectorGlance `json:"people"`
}

// ZoneGlance is a zone's coverage.
type ZoneGlance struct {
	Zone      string `json:"zone"`
	Schools   int    `json:"schools"`
	Visited   Mark   `json:"visited"`
	Unvisited Mark   `json:"unvisited"`
}

// TrendGlance is a month's visits beside those of the year before.
type TrendGlance struct {
	Month    string `json:"month"`
	Visits   Mark   `json:"visits"`
	LastYear Mark   `json:"lastYear"`
}

// MatterGlance is what was found of a matter.
type MatterGlance struct {
	Name         string `json:"name"`
	Kindergarten bool   `json:"kindergarten"`
	Found        Mark   `json:"found"`
	Open         Mark   `json:"open"`
}

// RectifyGlance is what fell due in a zone.
type RectifyGlance struct {
	Zone string `json:"zone"`
	Done Mark   `json:"done"`
	Late Mark   `json:"late"`
}

// InspectorGlance is the work of an inspector.
type InspectorGlance struct {
	ID      int64  `json:"id"`
	Name    string `json:"name"`
	Zone    string `json:"zone"`
	Schools int    `json:"schools"`
	Visits  Mark   `json:"visits"`
}

// glancing makes the glance of one span.
type glancing struct {
	st   *store.Store
	set  office.Settings
	span office.Span
	p    office.Period
	out  *Glance
}

// Glance returns a month or a 学期 at a glance.
func (h *Home) Glance(in GlanceInput) (out Glance, err error) {
	defer caught(&err)
	g := glancing{st: h.d.store, out: &out}
	if g.set, err = g.st.Settings(); err != nil {
		return out, err
	}
	if g.span, err = h.spanOf(in.Span); err != nil {
		return out, err
	}
	now, _, err := h.d.thisMonth()
	if err != nil {
		return out, err
	}
	g.p = g.span.Of(g.set.MonthBoundary)
	out = Glance{Span: g.span.Key, Kind: g.span.Kind, Name: g.span.Chinese(), Before: g.span.Before(), Period: g.p,
		Exempt: g.span.Kind == office.SpanMonth && g.set.Exempt(g.span.Last()),
		Zones:  []ZoneGlance{}, Trend: []TrendGlance{}, Matters: []MatterGlance{}, Rectified: []RectifyGlance{}, People: []InspectorGlance{}}
	if next := g.span.Last().Add(1); next <= now {
		out.Next = string(next)
		if g.span.Kind == office.SpanTerm {
			out.Next = termOf(next)
		}
	}
	for _, step := range []func() error{g.schools, g.trend, g.findings, g.rectified, g.people} {
		if err := step(); err != nil {
			return out, err
		}
	}
	return out, nil
}

// spanOf reads what is asked for.
func (h *Home) spanOf(key string) (office.Span, error) {
	if key != "" && key != office.SpanTerm {
		return h.d.store.Span(key)
	}
	now, _, err := h.d.thisMonth()
	if err != nil {
		return office.Span{}, err
	}
	if key == "" {
		return h.d.store.Span(string(now))
	}
	span, err := h.d.store.Span(termOf(now))
	if err == nil && !slices.Contains(span.Months, now) { // by the office's own dates it has not begun
		if before, err := h.d.store.Span(span.Before()); err == nil && slices.Contains(before.Months, now) {
			return before, nil
		}
	}
	return span, err
}

// termOf is the key of the 学期 that a month counts to.
func termOf(m office.Month) string {
	n := "-1"
	if m.Number() >= 2 && m.Number() <= 8 {
		n = "-2"
	}
	return office.SchoolYearOf(m.Of(0).Last()) + n
}

// to is the address of a list with filters, given as key, value, key, value.
func to(page string, filters ...string) string {
	q := url.Values{}
	for i := 0; i+1 < len(filters); i += 2 {
		q.Set(filters[i], filters[i+1])
	}
	return page + "?" + q.Encode()
}

// mark is a number with its list.
func mark(n int, page string, filters ...string) Mark {
	if n == 0 {
		return Mark{}
	}
	return Mark{n, to(page, filters...)}
}

// when is the filter of the lists by day: a month is one of their choices.
func when(key string) (filter, value string) {
	if office.Month(key).Valid() {
		return "month", key
	}
	return "span", key
}

func percent(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return 100 * float64(part) / float64(whole)
}

func (g *glancing) schools() error {
	zones, err := g.st.ZoneLoads(g.p)
	if err != nil {
		return err
	}
	rest, err := g.st.UnzonedLoad(g.p)
	if err != nil {
		return err
	}
	if rest.Schools > 0 {
		zones = append(zones, rest)
	}
	out, due, visited, key := g.out, 0, 0, g.span.Key
	for _, z := range zones {
		row := ZoneGlance{Zone: z.Zone, Schools: z.Schools, Visited: mark(z.Visited, "/schools", "visited", key, "zone", z.Zone)}
		if !out.Exempt {
			row.Unvisited = mark(z.Schools-z.Visited, "/schools", "unvisited", key, "zone", z.Zone)
		}
		out.Zones = append(out.Zones, row)
		due, visited = due+z.Schools, visited+z.Visited
	}
	out.Visited = mark(visited, "/schools", "visited", key)
	if !out.Exempt {
		out.Due, out.Unvisited = mark(due, "/schools", "due", key), mark(due-visited, "/schools", "unvisited", key)
		out.Coverage = percent(visited, due)
	}
	return nil
}

// trend is twelve months: those up to the month, or of the term's school year.
func (g *glancing) trend() error {
	last := g.span.Last()
	months := office.SchoolYearMonths(office.SchoolYearOf(last.Of(0).Last()))
	if g.span.Kind == office.SpanMonth {
		for i := range months {
			months[i] = last.Add(i - 11)
		}
	}
	days, err := g.st.VisitDays(office.Period{From: months[0].Add(-12).Of(g.set.MonthBoundary).From, To: max(months[11].Of(g.set.MonthBoundary).To, g.p.To)})
	if err != nil {
		return err
	}
	counts := map[office.Month]int{}
	all := 0
	for _, d := range days {
		counts[office.MonthAt(d.Date, g.set.MonthBoundary)] += d.Visits
		if g.p.Has(d.Date) {
			all += d.Visits
		}
	}
	visits := func(m office.Month) Mark {
		return mark(counts[m], "/visits", "month", string(m), "counted", "1")
	}
	for _, m := range months {
		g.out.Trend = append(g.out.Trend, TrendGlance{string(m), visits(m), visits(m.Add(-12))})
	}
	filter, value := when(g.span.Key)
	g.out.Visits = mark(all, "/visits", filter, value, "counted", "1")
	return nil
}

func (g *glancing) findings() error {
	rows, err := g.st.FoundByMatter(g.p)
	if err != nil {
		return err
	}
	filter, value := when(g.span.Key)
	all := 0
	for _, r := range rows {
		id := strconv.FormatInt(r.ID, 10)
		g.out.Matters = append(g.out.Matters, MatterGlance{Name: r.Name, Kindergarten: r.Kindergarten,
			Found: mark(r.Found, "/findings", filter, value, "matter", id),
			Open:  mark(r.Open, "/findings", filter, value, "matter", id, "state", "未销号")})
		all += r.Found
	}
	g.out.Found = mark(all, "/findings", filter, value)
	return nil
}

func (g *glancing) rectified() error {
	rows, err := g.st.RectifiedByZone(g.p)
	if err != nil {
		return err
	}
	key, due, done := g.span.Key, 0, 0
	for _, r := range rows {
		g.out.Rectified = append(g.out.Rectified, RectifyGlance{r.Zone,
			mark(r.Done, "/findings", "due", "done", "dueSpan", key, "zone", r.Zone), mark(r.Due-r.Done, "/findings", "due", "late", "dueSpan", key, "zone", r.Zone)})
		due, done = due+r.Due, done+r.Done
	}
	out := g.out
	out.RectifyDue, out.RectifyDone = mark(due, "/findings", "due", "all", "dueSpan", key), mark(done, "/findings", "due", "done", "dueSpan", key)
	out.RectifyLate, out.Rectify = mark(due-done, "/findings", "due", "late", "dueSpan", key), percent(done, due)
	return nil
}

func (g *glancing) people() error {
	rows, err := g.st.InspectorWorks(g.p)
	if err != nil {
		return err
	}
	filter, value := when(g.span.Key)
	for _, r := range rows {
		g.out.People = append(g.out.People, InspectorGlance{r.ID, r.Name, r.Zone, r.Schools,
			mark(r.Visits, "/visits", filter, value, "inspector", strconv.FormatInt(r.ID, 10), "counted", "1")})
	}
	return nil
}
