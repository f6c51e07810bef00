package office

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// The states of a point of an evaluation, as its evidence stands.
const (
	PointMissing = "缺"    // nothing serves it
	PointPartly  = "部分"   // something does, not all that is asked
	PointWhole   = "齐"    // all that is asked
	PointChecked = "审核通过" // and somebody has looked at it
	PointNone    = "不涉及"  // it is not asked of this subject
)

// PointStates are the states of a point in their order.
var PointStates = []string{PointMissing, PointPartly, PointWhole, PointChecked, PointNone}

// Piece is a piece of evidence as a need counts it: SchoolID and InspectorID are
// those of its record, 0 where it has none.
type Piece struct {
	Evidence
	NeedID      int64
	SchoolID    int64
	InspectorID int64
}

// NeedScope is for what each the pieces are counted in an evaluation.
type NeedScope struct {
	Months     []Month
	Terms      []Term
	Years      []int
	Schools    []Named
	Inspectors []Named
}

// Named is a record by its id and its name.
type Named struct {
	ID   int64  `db:"id" json:"id"`
	Name string `db:"name" json:"name"`
}

// NeedDone is how far one need is fulfilled.
type NeedDone struct {
	NeedID int64 `json:"needId"`
	Asked  int   `json:"asked"` // pieces
	Have   int   `json:"have"`  // of those asked for
	// Missing names the months, schools … that have too few.
	Missing []string `json:"missing"`
	Pieces  []int64  `json:"pieces"` // evidence that counts for it
}

// Whole tells whether the need is fulfilled.
func (n NeedDone) Whole() bool { return n.Have >= n.Asked }

// Serves tells whether the piece counts for the need: it was put to it, or it is the
// paper that the need names and was put to none.
func (p Piece) Serves(n Need) bool {
	if p.NeedID != 0 {
		return p.NeedID == n.ID
	}
	return n.Form != "" && n.Form == p.Form
}

// Done counts the pieces of a point for one need.
func (n Need) Done(pieces []Piece, scope NeedScope) NeedDone {
	done := NeedDone{NeedID: n.ID, Missing: []string{}, Pieces: []int64{}}
	mine := []Piece{}
	for _, p := range pieces {
		if p.Serves(n) {
			mine = append(mine, p)
			done.Pieces = append(done.Pieces, p.ID)
		}
	}
	for _, slot := range scope.slots(n.Per) {
		have := 0
		for _, p := range mine {
			if slot.takes(p) {
				have++
			}
		}
		done.Asked += n.Least
		done.Have += min(have, n.Least)
		if have < n.Least && slot.name != "" {
			done.Missing = append(done.Missing, slot.name)
		}
	}
	return done
}

// needSlot is one month, school … for which pieces are counted.
type needSlot struct {
	name  string
	takes func(Piece) bool
}

func (s NeedScope) slots(per string) []needSlot {
	out := []needSlot{}
	within := func(name string, from, to Date) {
		out = append(out, needSlot{name, func(p Piece) bool { return p.Within(from, to) }})
	}
	switch per {
	case "month":
		for _, m := range s.Months {
			span := m.Of(0)
			within(m.Chinese(), span.From, span.To)
		}
	case "term":
		for _, t := range s.Terms {
			within(fmt.Sprintf("%s学年第%d学期", t.SchoolYear, t.Number), t.StartsOn, t.EndsOn.AddDays(1))
		}
	case "year":
		for _, y := range s.Years {
			within(strconv.Itoa(y)+"年", NewDate(y, 1, 1), NewDate(y+1, 1, 1))
		}
	case "school":
		for _, x := range s.Schools {
			out = append(out, needSlot{x.Name, func(p Piece) bool { return p.SchoolID == x.ID || p.SchoolID == 0 && strings.Contains(p.Title, x.Name) }})
		}
	case "inspector":
		for _, x := range s.Inspectors {
			out = append(out, needSlot{x.Name, func(p Piece) bool {
				return p.InspectorID == x.ID || p.InspectorID == 0 && strings.Contains(p.Title, x.Name)
			}})
		}
	default:
		out = append(out, needSlot{"", func(Piece) bool { return true }})
	}
	return out
}

// Within tells whether the paper, or a day of the span it covers, is of the days
// [from, to).
func (e Evidence) Within(from, to Date) bool {
	if !e.DatedOn.Valid() {
		return false
	}
	last := e.DatedOn
	if e.DatedTo.Valid() {
		last = e.DatedTo
	}
	return e.DatedOn < to && last >= from
}

// PointState is the state of a point by its needs and what serves it.
func PointState(item EvaluationItem, pieces int, done []NeedDone) string {
	whole := !slices.ContainsFunc(done, func(d NeedDone) bool { return !d.Whole() })
	switch {
	case item.NotApplicable:
		return PointNone
	case pieces == 0:
		return PointMissing
	case !whole:
		return PointPartly
	case item.CheckedBy != "":
		return PointChecked
	}
	return PointWhole
}

// PointFacts is what is known of one line of a standard in an evaluation: of a
// heading, of all points under it.
type PointFacts struct {
	IndicatorID int64   `json:"indicatorId"`
	State       string  `json:"state"` // of a point; of a heading the worst under it
	Points      float64 `json:"points"`
	Self        float64 `json:"self"`   // sum of the self-scores
	Scored      int     `json:"scored"` // points with a self-score
	Done        int     `json:"done"`   // points that are whole
	Total       int     `json:"total"`  // points that are asked
	Pieces      int     `json:"pieces"`
	// Needs are those of a point, as far as they are fulfilled.
	Needs []NeedDone `json:"needs"`
}

// RollUp computes the facts of every line of the standard and, as the last, those
// of the whole.
func RollUp(s Standard, items map[int64]EvaluationItem, pieces map[int64][]Piece, scope NeedScope) []PointFacts {
	out := make([]PointFacts, len(s.Indicators)+1)
	above := []int{} // the headings that stand open
	for i, x := range s.Indicators {
		f := &out[i]
		f.IndicatorID, f.Needs, f.State = x.ID, []NeedDone{}, PointNone
		above = append(above[:min(len(above), x.Level-1)], i)
		if !s.IsPoint(i) {
			continue
		}
		for _, n := range x.Needs {
			f.Needs = append(f.Needs, n.Done(pieces[x.ID], scope))
		}
		item := items[x.ID]
		f.Pieces, f.State = len(pieces[x.ID]), PointState(item, len(pieces[x.ID]), f.Needs)
		if f.State != PointNone {
			f.Total, f.Points = 1, x.Points
			if f.State == PointWhole || f.State == PointChecked {
				f.Done = 1
			}
			if item.SelfScore != nil {
				f.Self, f.Scored = *item.SelfScore, 1
			}
		}
		for _, k := range append(slices.Clone(above[:len(above)-1]), len(out)-1) {
			out[k].add(*f)
		}
	}
	out[len(out)-1].Needs = []NeedDone{}
	if out[len(out)-1].State == "" {
		out[len(out)-1].State = PointNone
	}
	return out
}

// add takes a point into its heading.
func (f *PointFacts) add(p PointFacts) {
	f.Points, f.Self = Round2(f.Points+p.Points), Round2(f.Self+p.Self)
	f.Scored, f.Done, f.Total, f.Pieces = f.Scored+p.Scored, f.Done+p.Done, f.Total+p.Total, f.Pieces+p.Pieces
	if f.State == "" || slices.Index(PointStates, p.State) < slices.Index(PointStates, f.State) {
		f.State = p.State
	}
}
