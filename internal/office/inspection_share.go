package office

import (
	"cmp"
	"slices"
)

// The ways to share the units out among the groups.
const (
	ShareEven = "平均" // neighbours together, as many units a group
	ShareZone = "责任区"
)

// ShareUnit is a unit that is shared out: where it lies, and which groups it
// must not go to because a member has to keep away from it (回避).
type ShareUnit struct {
	ID     int64
	Town   string
	Zone   string
	Closed map[int64]bool // by group id
}

// Share gives each unit a group: those of a zone together when by is ShareZone,
// else in the order of the towns, as many each. A unit that its group must keep
// away from goes to the group with the fewest; left are those that no group may
// take.
func Share(units []ShareUnit, groups []int64, by string) (of map[int64]int64, left []int64) {
	of, left = map[int64]int64{}, []int64{}
	if len(groups) == 0 {
		return of, left
	}
	load := map[int64]int{}
	lightest := func(open func(int64) bool) (best int64, ok bool) {
		for _, g := range groups {
			if open(g) && (!ok || load[g] < load[best]) {
				best, ok = g, true
			}
		}
		return best, ok
	}
	all := func(int64) bool { return true }
	place := func(i int, list []ShareUnit) int64 { return groups[i*len(groups)/len(list)] }
	sorted := slices.Clone(units)
	slices.SortStableFunc(sorted, func(a, b ShareUnit) int { return cmp.Compare(a.Town, b.Town) })
	wanted := map[int64]int64{}
	if by == ShareZone {
		zones := map[string][]ShareUnit{}
		names := []string{}
		for _, u := range sorted {
			if zones[u.Zone] == nil {
				names = append(names, u.Zone)
			}
			zones[u.Zone] = append(zones[u.Zone], u)
		}
		slices.SortStableFunc(names, func(a, b string) int { return cmp.Or(len(zones[b])-len(zones[a]), cmp.Compare(a, b)) })
		for _, name := range names {
			g, _ := lightest(all)
			for _, u := range zones[name] {
				wanted[u.ID] = g
				load[g]++
			}
		}
		clear(load)
	} else {
		for i, u := range sorted {
			wanted[u.ID] = place(i, sorted)
		}
	}
	late := []ShareUnit{}
	for _, u := range sorted {
		if g := wanted[u.ID]; !u.Closed[g] {
			of[u.ID] = g
			load[g]++
			continue
		}
		late = append(late, u)
	}
	for _, u := range late {
		g, ok := lightest(func(g int64) bool { return !u.Closed[g] })
		if !ok {
			left = append(left, u.ID)
			continue
		}
		of[u.ID] = g
		load[g]++
	}
	return of, left
}

// DayPlan is when a unit is visited.
type DayPlan struct {
	On      Date
	Session string
}

// PlanDays gives each of a group's units its day, so many a day, on working days
// from the first on.
func PlanDays(n, perDay int, from Date, c Calendar) []DayPlan {
	out := []DayPlan{}
	perDay = max(1, perDay)
	day := from
	if day.Valid() && !c.Workday(day) {
		day = c.AddWorkdays(day, 1)
	}
	for i := range n {
		at := i % perDay
		if i > 0 && at == 0 {
			day = c.AddWorkdays(day, 1)
		}
		p := DayPlan{On: day, Session: "全天"}
		switch {
		case perDay > 1 && at < (perDay+1)/2:
			p.Session = "上午"
		case perDay > 1:
			p.Session = "下午"
		}
		out = append(out, p)
	}
	return out
}
