package office

import "strconv"

// MonthBook is all that the papers of a month, a 学期 or a year are made from: the
// span's facts, those it is compared with, and the visits of two years by day.
type MonthBook struct {
	Settings Settings
	Today    Date
	// MadeOn is the day that stands on its papers: today, in the sample county the
	// end of its last month.
	MadeOn   Date
	Term     Term // of the period's last day; ID 0 when none is entered
	Matters  []Matter
	Zone     string // "" is the whole office
	This     MonthFacts
	Last     MonthFacts // the span before
	LastYear MonthFacts // the same span a year before; empty for a year
	Days     []VisitDay // of the year of TableMonths and the one before
}

// VisitDay is one visit as the tables over a school year count it.
type VisitDay struct {
	ID       int64
	SchoolID int64
	Date     Date
}

// In returns the book of one zone. The months compared with count the zone of
// that name in the division that was in force then.
func (b MonthBook) In(zone string) MonthBook {
	if zone == "" {
		return b
	}
	out := b
	out.Zone = zone
	out.This, out.Last, out.LastYear = b.This.In(zone), b.Last.In(zone), b.LastYear.In(zone)
	in := map[int64]bool{}
	for _, s := range out.This.Schools {
		in[s.ID] = true
	}
	out.Days = keep(b.Days, func(d VisitDay) bool { return in[d.SchoolID] })
	return out
}

// MonthReport is everything a month's papers say, in numbers.
type MonthReport struct {
	Figures Figures
	// HasLast and HasLastYear tell whether that month has visits at all: without
	// them nothing is compared.
	HasLast     bool
	HasLastYear bool
	Zones       []MonthRow // one for each zone; none in a zone's own report
	Inspectors  []MonthRow
	Schools     []MonthRow
	Year        YearTable
	Months      []SpanMonthRow // of a 学期 or year
	Checks      []Check
}

// MonthRow is one line of a table by zone, inspector or school, with figures.
type MonthRow struct {
	ID      int64 // of the inspector or school, 0 for a zone
	Name    string
	Zone    string
	Figures Figures
}

// Compose makes the report of a book.
func (b MonthBook) Compose() MonthReport {
	r := MonthReport{
		Figures:     MonthFigures(b.This, b.Matters),
		HasLast:     len(b.Last.Visits) > 0,
		HasLastYear: len(b.LastYear.Visits) > 0,
		Inspectors:  inspectorRows(b.This),
		Schools:     schoolRows(b.This),
		Year:        b.year(),
		Months:      b.months(),
	}
	last, lastYear := MonthFigures(b.Last, b.Matters), MonthFigures(b.LastYear, b.Matters)
	for i := range r.Figures {
		f := &r.Figures[i]
		f.LastMonth, f.LastYear = last.Get(f.Key).Value, lastYear.Get(f.Key).Value
	}
	if b.Zone == "" {
		for _, name := range b.This.ZoneNames() {
			r.Zones = append(r.Zones, MonthRow{Name: name, Zone: name, Figures: MonthFigures(b.This.In(name), b.Matters)})
		}
	}
	r.Checks = b.checks(r)
	return r
}

// SpanMonthRow is one month of a 学期 or year.
type SpanMonthRow struct {
	Month   Month
	Figures Figures
}

// months are the months of a longer span that have begun.
func (b MonthBook) months() []SpanMonthRow {
	rows := []SpanMonthRow{}
	if b.This.Span.Kind == SpanMonth {
		return rows
	}
	for _, m := range b.This.Span.Months {
		f := b.This.During(m, b.Settings.MonthBoundary)
		if f.Period.From <= b.This.AsOf {
			rows = append(rows, SpanMonthRow{m, MonthFigures(f, b.Matters)})
		}
	}
	return rows
}

// Figure finds any figure of the report by its key, those of the tables by
// inspector and school included.
func (r MonthReport) Figure(key string) (Figure, bool) {
	for _, fs := range r.sets() {
		for _, f := range fs {
			if f.Key == key {
				return f, true
			}
		}
	}
	return Figure{}, false
}

// All returns every figure of the report and its tables by inspector and school.
func (r MonthReport) All() Figures {
	var out Figures
	for _, fs := range r.sets() {
		out = append(out, fs...)
	}
	return out
}

func (r MonthReport) sets() []Figures {
	sets := []Figures{r.Figures}
	for _, row := range r.Inspectors {
		sets = append(sets, row.Figures)
	}
	for _, row := range r.Schools {
		sets = append(sets, row.Figures)
	}
	return sets
}

// The endings of the keys of an inspector's and a school's figures.
const (
	RowSchools  = "schools"
	RowVisited  = "visited"
	RowVisits   = "visits"
	RowAlong    = "along"
	RowHalfDays = "halfdays"
	RowFound    = "found"
	RowNotices  = "notices"
	RowPapers   = "papers"
	RowPersons  = "persons"
)

// RowKey returns the key of a row's figure, e.g. inspector.12.visits.
func RowKey(kind string, id int64, what string) string {
	return kind + "." + strconv.FormatInt(id, 10) + "." + what
}

// Get returns a figure of the row by the ending of its key.
func (r MonthRow) Get(kind, what string) Figure { return r.Figures.Get(RowKey(kind, r.ID, what)) }

// inspectorRows are the appointed inspectors and those who made visits.
func inspectorRows(f MonthFacts) []MonthRow {
	rows := []MonthRow{}
	visited := map[int64]bool{}
	for _, v := range f.Visits {
		visited[v.SchoolID] = true
	}
	found := map[int64][]MonthFinding{}
	for _, x := range f.Found() {
		found[x.InspectorID] = append(found[x.InspectorID], x)
	}
	for _, p := range f.People {
		row := MonthRow{ID: p.ID, Name: p.Name, Zone: p.Zone, Figures: inspectorFigures(f, p, visited, found[p.ID])}
		busy := false
		for _, fig := range row.Figures {
			busy = busy || fig.Value > 0
		}
		if busy || p.State == InspectorStates[0] {
			rows = append(rows, row)
		}
	}
	return rows
}

func inspectorFigures(f MonthFacts, p MonthInspector, visited map[int64]bool, found []MonthFinding) Figures {
	key := func(what string) string { return RowKey("inspector", p.ID, what) }
	schools, done, lead, along := []int64{}, []int64{}, []int64{}, []int64{}
	all, halves, counts := []int64{}, []int{}, make([][]int, len(Methods))
	for _, s := range f.Schools {
		if !s.Open || !contains(s.Inspectors, p.ID) {
			continue
		}
		schools = append(schools, s.ID)
		if visited[s.ID] {
			done = append(done, s.ID)
		}
	}
	for _, v := range f.Visits {
		switch {
		case v.InspectorID == p.ID:
			lead = append(lead, v.ID)
			for i := range Methods {
				counts[i] = append(counts[i], v.Count(i))
			}
		case contains(v.Companions, p.ID):
			along = append(along, v.ID)
		default:
			continue
		}
		all, halves = append(all, v.ID), append(halves, v.HalfDays())
	}
	problems, noticed := []int64{}, []int64{}
	for _, x := range found {
		problems = append(problems, x.ID)
		if x.needsNotice() {
			noticed = append(noticed, x.ID)
		}
	}
	papers := []int64{}
	for _, n := range f.Notices {
		if n.InspectorID == p.ID {
			papers = append(papers, n.ID)
		}
	}
	out := Figures{
		Count(key(RowSchools), "负责学校", "所", "期末挂牌由其负责或协助负责的在办学校。", "school", schools),
		Count(key(RowVisited), "其中已督导", "所", "负责学校中，期内至少有1次督导记录的，不论由谁督导。", "school", done),
		Count(key(RowVisits), "督导次数", "校次", "期内作为责任督学的督导。", "visit", lead),
		Count(key(RowAlong), "同行督导", "次", "期内作为同行督学参加的督导。", "visit", along),
		Sum(key(RowHalfDays), "督导用时", "个半天", "期内参加的督导用时，上午或下午计1个半天，全天计2个半天。", "visit", all, halves),
		Count(key(RowFound), "发现问题", "个", "其作为责任督学的督导中发现、发现日期在期内的问题。", "finding", problems),
		Count(key(RowNotices), "须下发整改通知书", "个", "其发现的问题中，按后续处理意见须下发整改通知书的，以问题数计。", "finding", noticed),
		Count(key(RowPapers), "整改文书", "份", "由其提出或因其督导而发的整改文书。"+paperBasis, "notice", papers),
	}
	for i, m := range Methods {
		out = append(out, Sum(key(MethodKey(i)), m.Name, m.Unit, "期内作为责任督学的督导。"+methodBasis[i], "visit", lead, counts[i]))
	}
	return out
}

func contains(ids []int64, id int64) bool {
	for _, x := range ids {
		if x == id {
			return true
		}
	}
	return false
}

// schoolRows are the open schools and those visited or written about.
func schoolRows(f MonthFacts) []MonthRow {
	visits, found := map[int64][]MonthVisit{}, map[int64][]int64{}
	for _, v := range f.Visits {
		visits[v.SchoolID] = append(visits[v.SchoolID], v)
	}
	for _, p := range f.Found() {
		found[p.SchoolID] = append(found[p.SchoolID], p.ID)
	}
	rows := []MonthRow{}
	for _, s := range f.Schools {
		if !s.Open && len(visits[s.ID])+len(found[s.ID]) == 0 {
			continue
		}
		rows = append(rows, MonthRow{ID: s.ID, Name: s.Name, Zone: s.Zone, Figures: schoolRowFigures(s, visits[s.ID], found[s.ID])})
	}
	return rows
}

func schoolRowFigures(s MonthSchool, visits []MonthVisit, found []int64) Figures {
	key := func(what string) string { return RowKey("school", s.ID, what) }
	ids, people, halves := []int64{}, []int{}, []int{}
	for _, v := range visits {
		ids, people, halves = append(ids, v.ID), append(people, 1+len(v.Companions)), append(halves, v.HalfDays())
	}
	out := Figures{
		Count(key(RowVisits), "督导次数", "校次", visitBasis, "visit", ids),
		Sum(key(RowPersons), "督学人次", "人次", "责任督学和同行督学人数之和。", "visit", ids, people),
		Sum(key(RowHalfDays), "督导用时", "个半天", "上午或下午计1个半天，全天计2个半天。", "visit", ids, halves),
	}
	for i, m := range Methods {
		counts := []int{}
		for _, v := range visits {
			counts = append(counts, v.Count(i))
		}
		out = append(out, Sum(key(MethodKey(i)), m.Name, m.Unit, methodBasis[i], "visit", ids, counts))
	}
	return append(out, Count(key(RowFound), "发现问题", "个", foundBasis, "finding", found))
}
