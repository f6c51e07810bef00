package office

import "slices"

// Unzoned names the schools that no zone of the division in force holds. It is
// a row of every table by zone, so that the rows add up to the office's figures.
const Unzoned = "未划入责任区"

// MonthFacts are the records that one report (月督导报告, 学期和年度报告) is made from.
// store loads them once; every figure, list and sentence is made from them.
type MonthFacts struct {
	Span   Span
	Period Period
	// AsOf is the last day counted: the period's last day, or today while the
	// month runs.
	AsOf Date
	// Exempt tells that no visit is required in the month (免督导月份).
	Exempt bool
	// Required is how often each school is to be visited in the span; of a year
	// nothing is required but by its months.
	Required Rule
	Zones    []MonthZone   // of the division in force on AsOf, in its order
	Schools  []MonthSchool // every school; Open ones are due
	People   []MonthInspector
	Visits   []MonthVisit   // made in the period, by date
	Pending  []MonthVisit   // planned in the period and not recorded yet
	Findings []MonthFinding // found, due, rechecked or closed in the period, or overdue at its end
	// Papers tells that the office had issued papers by the program when the period
	// ended: without any, no figure counts them.
	Papers    bool
	Notices   []MonthNotice   // issued in the period and not voided
	Practices []MonthPractice // of the period
	// Complaints were received or closed in the period.
	Complaints []ComplaintFact
}

// MonthNotice is a paper (整改文书) issued in the period.
type MonthNotice struct {
	ID        int64
	Kind      string
	Number    string
	DocNumber string
	Date      Date
	SchoolID  int64 // 0 when it speaks of several schools
	// InspectorID is who brought it up, else the inspector of its visit; 0 for
	// neither.
	InspectorID int64
	Title       string
	DueOn       Date
	State       string
	Findings    int
}

// MonthPractice is a 典型经验 of the period.
type MonthPractice struct {
	ID          int64
	Number      string
	FoundOn     Date
	SchoolID    int64
	VisitID     int64
	InspectorID int64
	MatterID    int64
	Title       string
	Content     string
	State       string
}

// Chosen tells whether the reports are to tell of it.
func (p MonthPractice) Chosen() bool { return p.State == PracticeChosen || p.State == PracticeSpread }

// MonthZone is a zone of the division in force.
type MonthZone struct {
	Name    string
	Leader  string
	Members []int64
}

// MonthSchool is a school as it stands at the end of the period.
type MonthSchool struct {
	ID           int64
	Name         string
	Kind         string
	Town         string
	Zone         string // "" when no zone holds it
	Kindergarten bool
	Open         bool
	Inspectors   []int64 // assigned on AsOf, the responsible ones first
}

// MonthInspector is an inspector as he stands today.
type MonthInspector struct {
	ID    int64
	Name  string
	State string
	Zone  string // zones of the division in force, joined with 、
}

// MonthVisit is a visit made in the period.
type MonthVisit struct {
	ID           int64
	Number       string
	Date         Date
	Session      string
	SchoolID     int64
	InspectorID  int64
	Companions   []int64
	Kind         string
	State        string
	Plan         string
	Title        string
	Highlights   string
	Stars        int
	HasProblems  bool // 存在问题 is filled
	Recorded     bool // 纪实 and 记录日期 are filled
	Feedback     bool
	Signed       bool
	Attachments  int
	Matters      []int64
	Counts       []int // beside Methods: the counter, or the records where there are more
	FindingCount int   // findings on the visit's form
}

// HalfDays returns the half days the visit took.
func (v MonthVisit) HalfDays() int { return Visit{Session: v.Session}.HalfDays() }

// Count returns the counter of a method by its place in Methods.
func (v MonthVisit) Count(method int) int {
	if method < len(v.Counts) {
		return v.Counts[method]
	}
	return 0
}

// MonthFinding is a finding that the month's report speaks of.
type MonthFinding struct {
	Finding
	InspectorID int64 // of the visit it was found on, 0 without one
	VisitNumber string
	Rechecks    int // made in the period
	Repeat      int // how many-eth time within RuleRepeatMonths; of those found in the period
}

// ClosedBy tells whether the finding was put right by the day. One put right on
// the spot counts from the day it was found.
func (f MonthFinding) ClosedBy(day Date) bool {
	return f.Closed() && (!f.ClosedOn.Valid() || f.ClosedOn <= day)
}

// needsNotice tells whether a 整改通知书 is to follow by the finding's level.
func (f MonthFinding) needsNotice() bool { return f.Level == 2 || f.Level == 5 }

// OpenOn tells whether the school is open on the day (在办). A school that is
// closed without a date counts as closed on every day.
func (s School) OpenOn(day Date) bool {
	if s.OpenedOn.Valid() && s.OpenedOn > day {
		return false
	}
	if s.ClosedOn.Valid() {
		return s.ClosedOn > day
	}
	return s.State == OpenSchool
}

// MonthDay returns the last day that a report of the period counts, made today.
func MonthDay(p Period, today Date) Date {
	day := p.Last()
	if today < day {
		day = max(today, p.From)
	}
	return day
}

// In returns the facts of one zone, of all for "". Unzoned names the schools
// without one.
func (f MonthFacts) In(zone string) MonthFacts {
	if zone == "" {
		return f
	}
	out := f
	name := zone
	if zone == Unzoned {
		name = ""
	}
	in := map[int64]bool{}
	out.Schools, out.Zones = nil, nil
	for _, s := range f.Schools {
		if s.Zone == name {
			in[s.ID] = true
			out.Schools = append(out.Schools, s)
		}
	}
	for _, z := range f.Zones {
		if z.Name == name {
			out.Zones = append(out.Zones, z)
		}
	}
	out.Visits = keep(f.Visits, func(v MonthVisit) bool { return in[v.SchoolID] })
	out.Pending = keep(f.Pending, func(v MonthVisit) bool { return in[v.SchoolID] })
	out.Findings = keep(f.Findings, func(p MonthFinding) bool { return in[p.SchoolID] })
	out.Complaints = keep(f.Complaints, func(c ComplaintFact) bool { return in[c.SchoolID] })
	out.Notices = keep(f.Notices, func(n MonthNotice) bool { return in[n.SchoolID] || n.SchoolID == 0 && zone == Unzoned })
	out.Practices = keep(f.Practices, func(p MonthPractice) bool { return in[p.SchoolID] })
	out.People = keep(f.People, func(p MonthInspector) bool { return out.concerns(p.ID) })
	return out
}

// concerns tells whether the inspector is of these zones or was at these schools.
func (f MonthFacts) concerns(inspector int64) bool {
	for _, z := range f.Zones {
		if slices.Contains(z.Members, inspector) {
			return true
		}
	}
	for _, s := range f.Schools {
		if slices.Contains(s.Inspectors, inspector) {
			return true
		}
	}
	return slices.ContainsFunc(f.Visits, func(v MonthVisit) bool {
		return v.InspectorID == inspector || slices.Contains(v.Companions, inspector)
	})
}

// During returns the facts of one month of the span; the division and the
// schools are those at the span's end, and how often a finding was rechecked is
// counted for the span alone.
func (f MonthFacts) During(m Month, boundary int) MonthFacts {
	out := f
	out.Span = Span{string(m), SpanMonth, []Month{m}}
	out.Period = m.Of(boundary)
	out.AsOf = min(f.AsOf, out.Period.Last())
	out.Visits = keep(f.Visits, func(v MonthVisit) bool { return out.Period.Has(v.Date) })
	out.Pending = keep(f.Pending, func(v MonthVisit) bool { return out.Period.Has(v.Date) })
	out.Notices = keep(f.Notices, func(n MonthNotice) bool { return out.Period.Has(n.Date) })
	out.Practices = keep(f.Practices, func(p MonthPractice) bool { return out.Period.Has(p.FoundOn) })
	return out
}

// HasZone tells whether the division in force has the zone.
func (f MonthFacts) HasZone(name string) bool {
	return slices.ContainsFunc(f.Zones, func(z MonthZone) bool { return z.Name == name })
}

// ZoneNames returns the names of the zones, and Unzoned last when schools that
// are open, visited or written about have none.
func (f MonthFacts) ZoneNames() []string {
	names := []string{}
	for _, z := range f.Zones {
		names = append(names, z.Name)
	}
	rest := f.In(Unzoned)
	if len(rest.Visits)+len(rest.Findings)+len(rest.Notices)+len(rest.Practices) > 0 || slices.ContainsFunc(rest.Schools, func(s MonthSchool) bool { return s.Open }) {
		names = append(names, Unzoned)
	}
	return names
}

// School returns a school of the facts; the zero one when it is not among them.
func (f MonthFacts) School(id int64) MonthSchool {
	if i := slices.IndexFunc(f.Schools, func(s MonthSchool) bool { return s.ID == id }); i >= 0 {
		return f.Schools[i]
	}
	return MonthSchool{}
}

// Inspector returns an inspector's name.
func (f MonthFacts) Inspector(id int64) string {
	if i := slices.IndexFunc(f.People, func(p MonthInspector) bool { return p.ID == id }); i >= 0 {
		return f.People[i].Name
	}
	return ""
}

// Found returns the findings of the period itself.
func (f MonthFacts) Found() []MonthFinding {
	return keep(f.Findings, func(p MonthFinding) bool { return f.Period.Has(p.FoundOn) })
}

// keep returns the elements that want is true for; never nil.
func keep[T any](all []T, want func(T) bool) []T {
	out := []T{}
	for _, x := range all {
		if want(x) {
			out = append(out, x)
		}
	}
	return out
}
