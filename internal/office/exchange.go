package office

import (
	"cmp"
	"slices"
)

// Stay is an inspector's unbroken time at a school (主), as the proposal of
// 定期交流 looks at it.
type Stay struct {
	AssignmentID int64  `db:"id" json:"assignmentId"`
	SchoolID     int64  `db:"school_id" json:"schoolId"`
	School       string `db:"school" json:"school"`
	Kind         string `db:"kind" json:"kind"`
	InspectorID  int64  `db:"inspector_id" json:"inspectorId"`
	Inspector    string `db:"inspector" json:"inspector"`
	Zone         string `db:"zone" json:"zone"`
	Since        Date   `db:"since" json:"since"`
	Long         bool   `db:"-" json:"long"` // longer than RuleExchangeYears
}

// Swap is 对调: two inspectors of a zone take over a school from each other, so
// that both go on with as many as before.
type Swap struct {
	A Stay `json:"a"`
	B Stay `json:"b"`
}

// Unswapped is a long stay that no swap was found for.
type Unswapped struct {
	Stay   Stay   `json:"stay"`
	Reason string `json:"reason"`
}

// ExchangePlan is a proposal of 定期交流 for a day.
type ExchangePlan struct {
	Day   Date        `json:"day"`
	Years int         `json:"years"` // the rule
	Swaps []Swap      `json:"swaps"`
	Left  []Unswapped `json:"left"`
}

// ProposeExchange pairs every long stay with another one of its zone, those with
// the fewest choices first: with a long one where there is one, else with the
// longest other. barred
// tells that an inspector may not take a school over: for recusal, or because he
// has just come from it.
func ProposeExchange(stays []Stay, barred func(inspectorID, schoolID int64) bool) ExchangePlan {
	plan := ExchangePlan{Swaps: []Swap{}, Left: []Unswapped{}}
	order := slices.Clone(stays)
	choices := map[int64]int{}
	for _, a := range stays {
		for _, b := range stays {
			if fits(a, b, barred) {
				choices[a.AssignmentID]++
			}
		}
	}
	slices.SortStableFunc(order, func(a, b Stay) int {
		return cmp.Or(cmp.Compare(choices[a.AssignmentID], choices[b.AssignmentID]), cmp.Compare(a.Since, b.Since))
	})
	used := map[int64]bool{}
	for _, a := range order {
		if !a.Long || used[a.AssignmentID] {
			continue
		}
		b, reason := partner(a, order, used, barred)
		if reason != "" {
			plan.Left = append(plan.Left, Unswapped{a, reason})
			continue
		}
		used[a.AssignmentID], used[b.AssignmentID] = true, true
		plan.Swaps = append(plan.Swaps, Swap{a, b})
	}
	slices.SortStableFunc(plan.Swaps, func(x, y Swap) int { return cmp.Compare(x.A.Zone, y.A.Zone) })
	return plan
}

// fits tells that two inspectors of a zone may take over each other's school.
func fits(a, b Stay, barred func(int64, int64) bool) bool {
	return a.Zone != "" && a.Zone == b.Zone && a.InspectorID != b.InspectorID && !barred(b.InspectorID, a.SchoolID) && !barred(a.InspectorID, b.SchoolID)
}

// partner finds whom the stay is swapped with, or why there is nobody.
func partner(a Stay, all []Stay, used map[int64]bool, barred func(int64, int64) bool) (best Stay, reason string) {
	if a.Zone == "" {
		return best, "学校不在任何责任区"
	}
	others, free := false, false
	rank := func(b Stay) int { // lower is better
		n := 0
		if !b.Long {
			n += 2
		}
		if (a.Kind == InfantSchool) != (b.Kind == InfantSchool) {
			n++
		}
		return n
	}
	for _, b := range all {
		if b.Zone != a.Zone || b.InspectorID == a.InspectorID {
			continue
		}
		others = true
		if used[b.AssignmentID] {
			continue
		}
		free = true
		if !fits(a, b, barred) {
			continue
		}
		if best.AssignmentID == 0 || cmp.Or(cmp.Compare(rank(b), rank(best)), cmp.Compare(b.Since, best.Since)) < 0 {
			best = b
		}
	}
	switch {
	case best.AssignmentID != 0:
		return best, ""
	case !others:
		return best, "责任区里没有别的督学"
	case !free:
		return best, "责任区里别的学校都已对调"
	}
	return best, "责任区里没有可以对调的学校（须回避，或刚从那里交流出来）"
}
