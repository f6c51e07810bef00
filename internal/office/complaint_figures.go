package office

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// ComplaintFact is a complaint as statistics count it; nothing in it tells who
// called.
type ComplaintFact struct {
	ID         int64  `db:"id"`
	Number     string `db:"number"`
	ReceivedOn Date   `db:"received_on"`
	Channel    string `db:"channel"`
	Kind       string `db:"kind"`
	State      string `db:"state"`
	DueOn      Date   `db:"due_on"`
	ClosedOn   Date   `db:"closed_on"`
	SchoolID   int64  `db:"school_id"`
	School     string `db:"school"`
	Target     string `db:"target"`
	MatterID   int64  `db:"matter_id"`
	Matter     string `db:"matter"`
	Recorder   string `db:"recorder"`
	Handler    string `db:"handler"`
}

// late tells whether it is open beyond its time limit on the day.
func (c ComplaintFact) late(day Date) bool {
	return c.State != ComplaintClosed && Complaint{State: c.State, DueOn: c.DueOn}.DaysOverdue(day) > 0
}

// ComplaintFacts are the complaints received or closed from From to To.
type ComplaintFacts struct {
	From, To   Date
	AsOf       Date // the day as of which states are told
	Complaints []ComplaintFact
}

// The endings of the keys of the statistics' figures.
const (
	ComplaintsIn     = "in"     // 受理
	ComplaintsDone   = "done"   // 其中已办结
	ComplaintsOpen   = "open"   // 其中未办结
	ComplaintsLate   = "late"   // 其中超期
	ComplaintsEnded  = "ended"  // 期内办结
	ComplaintsTaken  = "taken"  // 接电（受理）数量
	ComplaintsHanded = "handed" // 处理数量
	ComplaintsSolved = "solved" // 处理的其中已办结
)

// ComplaintStatistics is 投诉统计: the complaints of a span of days by channel, kind,
// state, matter and school, and what each inspector took and handled.
type ComplaintStatistics struct {
	From   Date             `json:"from"`
	To     Date             `json:"to"`
	AsOf   Date             `json:"asOf"`
	Total  Figures          `json:"total"`
	Tables []ComplaintTable `json:"tables"`
}

// ComplaintTable is the complaints by one thing; Key is the list's filter of it.
type ComplaintTable struct {
	Key   string          `json:"key"`
	Title string          `json:"title"`
	Rows  []ComplaintLine `json:"rows"`
}

// ComplaintLine is one row: Value is the filter's value, Figures stand in the
// order of the columns.
type ComplaintLine struct {
	Value   string  `json:"value"`
	Name    string  `json:"name"`
	Figures Figures `json:"figures"`
}

// Compose makes the statistics; every number counts its records.
func (f ComplaintFacts) Compose() ComplaintStatistics {
	in := keep(f.Complaints, func(c ComplaintFact) bool { return c.ReceivedOn >= f.From && c.ReceivedOn <= f.To })
	out := ComplaintStatistics{From: f.From, To: f.To, AsOf: f.AsOf, Total: f.counts("complaint", in)}
	out.Total = append(out.Total, Count("complaint."+ComplaintsEnded, "期内办结", "件", "办结日期在起止日期内的，不论何时受理。", "complaint",
		factIDs(f.Complaints, func(c ComplaintFact) bool { return c.ClosedOn >= f.From && c.ClosedOn <= f.To && c.ClosedOn != "" })))
	byName := func(name func(ComplaintFact) string) func(ComplaintFact) (string, string) {
		return func(c ComplaintFact) (string, string) { return name(c), name(c) }
	}
	out.Tables = []ComplaintTable{
		f.table("channel", "按渠道", in, Channels, byName(func(c ComplaintFact) string { return c.Channel })),
		f.table("kind", "按类别", in, ComplaintKinds, byName(func(c ComplaintFact) string { return c.Kind })),
		f.table("state", "按状态", in, ComplaintStates, byName(func(c ComplaintFact) string { return c.State })),
		f.table("matter", "按督导事项", in, nil, func(c ComplaintFact) (string, string) {
			return strconv.FormatInt(c.MatterID, 10), cmp.Or(c.Matter, "未归入督导事项")
		}),
		f.table("school", "按学校", in, nil, func(c ComplaintFact) (string, string) {
			return strconv.FormatInt(c.SchoolID, 10), cmp.Or(c.School, "不涉及学校")
		}),
		f.people(in),
	}
	return out
}

func factIDs(list []ComplaintFact, want func(ComplaintFact) bool) []int64 {
	ids := []int64{}
	for _, c := range list {
		if want(c) {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

// counts are the four figures of complaints received in the span.
func (f ComplaintFacts) counts(key string, in []ComplaintFact) Figures {
	all := func(ComplaintFact) bool { return true }
	closed := func(c ComplaintFact) bool { return c.State == ComplaintClosed }
	open := func(c ComplaintFact) bool { return c.State != ComplaintClosed }
	late := func(c ComplaintFact) bool { return c.late(f.AsOf) }
	return Figures{
		Count(key+"."+ComplaintsIn, "受理", "件", "受理日期在起止日期内的投诉举报。", "complaint", factIDs(in, all)),
		Count(key+"."+ComplaintsDone, "其中已办结", "件", "其中到统计日已经办结的。", "complaint", factIDs(in, closed)),
		Count(key+"."+ComplaintsOpen, "其中未办结", "件", "其中到统计日没有办结的，含暂存。", "complaint", factIDs(in, open)),
		Count(key+"."+ComplaintsLate, "其中超期", "件", "其中没有办结且已过办理期限的，不含暂存。", "complaint", factIDs(in, late)),
	}
}

// table groups the complaints; order gives the rows their order, without it the
// most come first. Rows of nothing are left out.
func (f ComplaintFacts) table(key, title string, in []ComplaintFact, order []string, group func(ComplaintFact) (value, name string)) ComplaintTable {
	t := ComplaintTable{Key: key, Title: title, Rows: []ComplaintLine{}}
	groups, names := map[string][]ComplaintFact{}, map[string]string{}
	for _, c := range in {
		value, name := group(c)
		groups[value] = append(groups[value], c)
		names[value] = name
	}
	for value, list := range groups {
		t.Rows = append(t.Rows, ComplaintLine{Value: value, Name: names[value], Figures: f.counts("complaint."+key+"."+value, list)})
	}
	slices.SortFunc(t.Rows, func(a, b ComplaintLine) int {
		if order != nil {
			return slices.Index(order, a.Value) - slices.Index(order, b.Value)
		}
		if (a.Value == "0") != (b.Value == "0") { // those of none come last
			return strings.Compare(b.Value, a.Value) // "0" is the least
		}
		return cmp.Or(cmp.Compare(b.Figures[0].Value, a.Figures[0].Value), strings.Compare(a.Name, b.Name))
	})
	return t
}

// people are what each one took (记录人) and handled (处理人), the busiest first.
func (f ComplaintFacts) people(in []ComplaintFact) ComplaintTable {
	t := ComplaintTable{Key: "person", Title: "按督学和工作人员", Rows: []ComplaintLine{}}
	names := []string{}
	for _, c := range in {
		for _, n := range []string{c.Recorder, c.Handler} {
			if n != "" && !slices.Contains(names, n) {
				names = append(names, n)
			}
		}
	}
	slices.Sort(names)
	for _, n := range names {
		key := "complaint.person." + n + "."
		t.Rows = append(t.Rows, ComplaintLine{Value: n, Name: n, Figures: Figures{
			Count(key+ComplaintsTaken, "接电（受理）数量", "件", "受理日期在起止日期内、由其记录的。", "complaint", factIDs(in, func(c ComplaintFact) bool { return c.Recorder == n })),
			Count(key+ComplaintsHanded, "处理数量", "件", "受理日期在起止日期内、由其处理的。", "complaint", factIDs(in, func(c ComplaintFact) bool { return c.Handler == n })),
			Count(key+ComplaintsSolved, "其中已办结", "件", "由其处理的当中到统计日已经办结的。", "complaint", factIDs(in, func(c ComplaintFact) bool { return c.Handler == n && c.State == ComplaintClosed })),
		}})
	}
	slices.SortStableFunc(t.Rows, func(a, b ComplaintLine) int {
		return cmp.Compare(b.Figures[0].Value+b.Figures[1].Value, a.Figures[0].Value+a.Figures[1].Value)
	})
	return t
}
