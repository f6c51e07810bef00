package office

import (
	"fmt"
	"slices"
	"strings"
)

// ScheduleRule is how much work a gap is and how much a person can do.
type ScheduleRule struct {
	Minutes map[string]int // one piece, by the kind of gap
	Day     int            // minutes a person has on a working day
	Reserve int            // working days before the inspection kept free
}

// ScheduleLoad is how much one person has to do.
type ScheduleLoad struct {
	Person  string `json:"person"`
	Gaps    int    `json:"gaps"`
	Minutes int    `json:"minutes"`
	Late    int    `json:"late"` // past their day
	Next    Date   `json:"next"` // the first that is due
	// Over is what each day takes when that is more than a person has, else 0.
	Over int `json:"over"`
}

// Schedule is 倒排工期表: until when each gap is mended, reckoned back from the
// inspection day.
type Schedule struct {
	InspectedOn Date           `json:"inspectedOn"`
	Last        Date           `json:"last"`     // the last day for work, the reserve after it
	Workdays    int            `json:"workdays"` // left from today to Last, both counted
	Gaps        []Gap          `json:"gaps"`     // by person and day
	Loads       []ScheduleLoad `json:"loads"`
}

// PlanBack gives each open gap its day. Each person's work is laid from the last
// day backwards, what takes longest to get earliest; a day that the clerk has set
// stays. Without an inspection day nothing is reckoned.
func PlanBack(gaps []Gap, inspectedOn, today Date, cal Calendar, r ScheduleRule) Schedule {
	s := Schedule{InspectedOn: inspectedOn, Gaps: slices.Clone(gaps), Loads: []ScheduleLoad{}}
	days := workdaysBefore(today, inspectedOn, cal, r.Reserve)
	if s.Workdays = len(days); s.Workdays > 0 {
		s.Last = days[len(days)-1]
	}
	for i := range s.Gaps {
		s.Gaps[i].Minutes = r.minutes(s.Gaps[i])
	}
	slices.SortStableFunc(s.Gaps, func(a, b Gap) int { return slices.Index(GapKinds, a.Kind) - slices.Index(GapKinds, b.Kind) })
	for _, who := range GapPeople(gaps) {
		mine, total := []*Gap{}, 0
		for i := range s.Gaps {
			if g := &s.Gaps[i]; g.Who() == who {
				mine, total = append(mine, g), total+g.Minutes
			}
		}
		over := layBack(mine, days, total, r.Day)
		s.Loads = append(s.Loads, loadOf(who, mine, total, over, today))
	}
	slices.SortStableFunc(s.Gaps, func(a, b Gap) int {
		if c := strings.Compare(orLast(a.Who()), orLast(b.Who())); c != 0 {
			return c
		}
		return strings.Compare(orLast(string(a.DueOn)), orLast(string(b.DueOn)))
	})
	return s
}

// minutes is what a gap takes: what is not there at all takes its time once, each
// more piece that of one of many.
func (r ScheduleRule) minutes(g Gap) int {
	if g.Kind == GapNone {
		return r.Minutes[GapNone] + (g.Pieces-1)*r.Minutes[GapFew]
	}
	return g.Pieces * r.Minutes[g.Kind]
}

// orLast makes what is not known come last.
func orLast(s string) string {
	if s == "" || s == Unassigned {
		return "\uffff"
	}
	return s
}

// workdaysBefore are the working days from today to the inspection without the
// reserve; when only the reserve is left, that is used; none without a day.
func workdaysBefore(today, inspectedOn Date, cal Calendar, reserve int) []Date {
	days := []Date{}
	if !inspectedOn.Valid() {
		return days
	}
	for d := today; d < inspectedOn; d = d.AddDays(1) {
		if cal.Workday(d) {
			days = append(days, d)
		}
	}
	if len(days) > reserve {
		return days[:len(days)-reserve]
	}
	return days
}

// layBack gives the gaps their days from the last one backwards and returns what a
// day takes when that is more than perDay.
func layBack(mine []*Gap, days []Date, total, perDay int) int {
	if len(days) == 0 {
		return 0
	}
	rate, over := max(1, perDay), 0
	if need := (total + len(days) - 1) / len(days); need > rate {
		rate, over = need, need
	}
	after := 0
	for i := len(mine) - 1; i >= 0; i-- {
		g := mine[i]
		if !g.Fixed {
			g.DueOn = days[max(0, len(days)-1-after/rate)]
		}
		after += g.Minutes
	}
	return over
}

func loadOf(who string, mine []*Gap, total, over int, today Date) ScheduleLoad {
	l := ScheduleLoad{Person: who, Gaps: len(mine), Minutes: total, Over: over}
	for _, g := range mine {
		if g.DueOn == "" {
			continue
		}
		if g.DueOn < today {
			l.Late++
		}
		if l.Next == "" || g.DueOn < l.Next {
			l.Next = g.DueOn
		}
	}
	return l
}

// Spoken says how much work it is: 3 小时 20 分.
func (l ScheduleLoad) Spoken() string { return SpokenMinutes(l.Minutes) }

// SpokenMinutes says a length of time in words.
func SpokenMinutes(n int) string {
	switch {
	case n < 60:
		return fmt.Sprintf("%d 分钟", n)
	case n%60 == 0:
		return fmt.Sprintf("%d 小时", n/60)
	}
	return fmt.Sprintf("%d 小时 %d 分", n/60, n%60)
}
