package office

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// PlanNeed is a school that an inspector has to visit, with what makes it urgent.
type PlanNeed struct {
	InspectorID  int64  `db:"inspector_id"`
	SchoolID     int64  `db:"school_id"`
	Kindergarten bool   `db:"kindergarten"`
	Town         string `db:"town"`
	Days         Period // on which the inspector answers for the school
	LastVisit    Date   `db:"last_visit"` // before the month; "" when never
	Visited      bool   `db:"visited"`    // in the month already
	OpenFindings int    `db:"open_findings"`
	RecheckBy    Date   `db:"recheck_by"` // the earliest 整改期限 of a finding not rechecked
	CarriedID    int64  // the line it carries on, 0 for none
	CarriedFrom  Month
	Matters      []int64
	Tasks        []string
}

// PlanBoard is what a month's lines are proposed from.
type PlanBoard struct {
	Month  Month
	Period Period
	From   Date   // the first day that may be planned
	Days   []Date // working days, within the terms where any are
	Exempt bool   // no visit is required: only what is open calls for one
	Taken  []PlanLine
	Needs  []PlanNeed
}

// WorkingDays are the days of the period from a day on which visits can be
// planned: working days, within a term when the period has any.
func WorkingDays(p Period, from Date, cal Calendar, terms []Term) []Date {
	all, inTerm := []Date{}, []Date{}
	for d := max(p.From, from); d < p.To; d = d.AddDays(1) {
		if !cal.Workday(d) {
			continue
		}
		all = append(all, d)
		if slices.ContainsFunc(terms, func(t Term) bool { return d >= t.StartsOn && d <= t.EndsOn }) {
			inTerm = append(inTerm, d)
		}
	}
	if len(inTerm) > 0 {
		return inTerm
	}
	return all
}

// Propose makes the lines: each need once, the most urgent first, schools of one
// town on one day, spread evenly over the days.
func (b PlanBoard) Propose() []PlanLine {
	byInspector := map[int64][]PlanNeed{}
	order := []int64{}
	for _, n := range b.Needs {
		if b.Exempt && n.OpenFindings == 0 && n.CarriedID == 0 {
			continue
		}
		if _, ok := byInspector[n.InspectorID]; !ok {
			order = append(order, n.InspectorID)
		}
		byInspector[n.InspectorID] = append(byInspector[n.InspectorID], n)
	}
	out := []PlanLine{}
	for _, id := range order {
		out = append(out, b.proposeFor(id, byInspector[id])...)
	}
	return out
}

// urgent puts what has to be rechecked first, then what is open, then the longest
// unvisited.
func urgent(a, b PlanNeed) int {
	rank := func(d Date) string { // no date comes last
		if d == "" {
			return "9"
		}
		return string(d)
	}
	return cmp.Or(cmp.Compare(rank(a.RecheckBy), rank(b.RecheckBy)), cmp.Compare(b.CarriedID, a.CarriedID), cmp.Compare(min(b.OpenFindings, 1), min(a.OpenFindings, 1)),
		cmp.Compare(a.LastVisit, b.LastVisit), cmp.Compare(b.OpenFindings, a.OpenFindings), cmp.Compare(a.SchoolID, b.SchoolID))
}

// proposeFor makes one inspector's lines.
func (b PlanBoard) proposeFor(inspector int64, needs []PlanNeed) []PlanLine {
	slices.SortStableFunc(needs, urgent)
	out := []PlanLine{}
	trips := [][]PlanNeed{}
	for _, n := range needs {
		if n.Visited {
			out = append(out, b.line(n, "", ""))
			continue
		}
		at := slices.IndexFunc(trips, func(t []PlanNeed) bool {
			return len(t) == 1 && n.Town != "" && t[0].Town == n.Town && t[0].Days == n.Days
		})
		if at >= 0 {
			trips[at] = append(trips[at], n)
		} else {
			trips = append(trips, []PlanNeed{n})
		}
	}
	free := b.freeDays(inspector)
	for i, trip := range trips {
		day := spread(free, i, len(trips), trip[0].Days)
		for k, n := range trip {
			session := SessionNames[k]
			if day == "" {
				session = ""
			}
			out = append(out, b.line(n, day, session))
		}
	}
	return out
}

// freeDays are the days on which nothing is planned for the inspector yet; all
// when there is no such day.
func (b PlanBoard) freeDays(inspector int64) []Date {
	free := []Date{}
	for _, d := range b.Days {
		if !slices.ContainsFunc(b.Taken, func(l PlanLine) bool { return l.InspectorID == inspector && l.Day == d }) {
			free = append(free, d)
		}
	}
	if len(free) == 0 {
		return b.Days
	}
	return free
}

// spread is the day of the i-th of n trips, the nearest to its even place on which
// the inspector answers for the school; "" when there is none.
func spread(days []Date, i, n int, answers Period) Date {
	if len(days) == 0 {
		return ""
	}
	at := (2*i + 1) * len(days) / (2 * n)
	for step := range len(days) {
		for _, k := range []int{at - step, at + step} {
			if k >= 0 && k < len(days) && answers.Has(days[k]) {
				return days[k]
			}
		}
	}
	return ""
}

func (b PlanBoard) line(n PlanNeed, day Date, session string) PlanLine {
	return PlanLine{Month: b.Month, InspectorID: n.InspectorID, SchoolID: n.SchoolID, Day: day, Session: session, Tasks: n.tasks(), Why: n.why(b.Period.From),
		State: LinePlanned, CarriedID: n.CarriedID, Matters: nonNil(n.Matters)}
}

func (n PlanNeed) tasks() string {
	out := slices.Clone(n.Tasks)
	if n.OpenFindings > 0 {
		out = append(out, fmt.Sprintf("核查 %d 个未销号问题", n.OpenFindings))
	}
	return strings.Join(out, "；")
}

// why says in words what the proposal went by.
func (n PlanNeed) why(from Date) string {
	out := []string{}
	if n.CarriedFrom != "" {
		out = append(out, n.CarriedFrom.Chinese()+"未完成，结转")
	}
	if n.RecheckBy != "" {
		out = append(out, "整改 "+string(n.RecheckBy)+" 到期，待核查")
	}
	if n.LastVisit == "" {
		out = append(out, "还没有督导过")
	} else {
		out = append(out, fmt.Sprintf("上次 %s，到月初 %d 天", n.LastVisit, max(0, from.Sub(n.LastVisit))))
	}
	return strings.Join(out, "；")
}
