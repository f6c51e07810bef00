package office

import "slices"

// MergeIndicators writes lines read from a list over a standard's own: a line is
// known by its code, else by its name under the same heading. What the list does not
// name stays; a new line goes behind the last of its heading. at tells for each line
// where it is now. Needs keep their paper and number where the name is the same.
func MergeIndicators(was []Indicator, lines []Indicator) (all []Indicator, at []int) {
	all = slices.Clone(was)
	at = make([]int, len(lines))
	open := [IndicatorDepth + 1]int{}
	for i := range open {
		open[i] = -1
	}
	shift := func(from int) {
		for k := range at {
			if at[k] >= from {
				at[k]++
			}
		}
		for k := range open {
			if open[k] >= from {
				open[k]++
			}
		}
	}
	for i := range at {
		at[i] = -1
	}
	for i, x := range lines {
		up := open[max(0, x.Level-1)]
		k := findIndicator(all, x, up)
		if k < 0 {
			k = endOfIndicator(all, up)
			shift(k)
			x.ID, x.StandardID, x.ParentID = 0, 0, 0
			all = slices.Insert(all, k, x)
		} else {
			all[k] = mergedIndicator(all[k], x)
		}
		at[i], open[x.Level] = k, k
	}
	return all, at
}

func findIndicator(all []Indicator, x Indicator, up int) int {
	if x.ID != 0 {
		if k := slices.IndexFunc(all, func(y Indicator) bool { return y.ID == x.ID }); k >= 0 {
			return k
		}
	}
	if x.Code != "" {
		if k := slices.IndexFunc(all, func(y Indicator) bool { return y.Code == x.Code }); k >= 0 {
			return k
		}
	}
	for k := up + 1; k < endOfIndicator(all, up); k++ {
		if all[k].Level == x.Level && plainName(all[k].Name) == plainName(x.Name) && (x.Code == "" || all[k].Code == "") {
			return k
		}
	}
	return -1
}

// endOfIndicator is the first place behind the line and what stands under it, the
// end of all for -1.
func endOfIndicator(all []Indicator, i int) int {
	if i < 0 {
		return len(all)
	}
	k := i + 1
	for k < len(all) && all[k].Level > all[i].Level {
		k++
	}
	return k
}

// mergedIndicator is the line with what the list says of it; an empty cell says
// nothing.
func mergedIndicator(was, x Indicator) Indicator {
	for _, t := range []struct {
		at   *string
		text string
	}{{&was.Code, x.Code}, {&was.Name, x.Name}, {&was.Requirement, x.Requirement}, {&was.Scoring, x.Scoring}, {&was.Person, x.Person}, {&was.Source, x.Source}} {
		if t.text != "" {
			*t.at = t.text
		}
	}
	if x.Points != 0 {
		was.Points = x.Points
	}
	was.Veto = was.Veto || x.Veto
	if len(x.Needs) == 0 || NeedsText(x.Needs) == NeedsText(ParseNeeds(NeedsText(was.Needs))) {
		return was
	}
	needs := []Need{}
	for _, n := range x.Needs {
		if k := slices.IndexFunc(was.Needs, func(o Need) bool { return o.Name == n.Name }); k >= 0 {
			n = was.Needs[k]
		}
		needs = append(needs, n)
	}
	was.Needs = needs
	return was
}

// SameLine tells whether two lines say the same.
func SameLine(a, b Indicator) bool {
	return a.Code == b.Code && a.Name == b.Name && a.Requirement == b.Requirement && a.Scoring == b.Scoring && a.Points == b.Points && a.Veto == b.Veto &&
		a.Person == b.Person && a.Source == b.Source && a.Level == b.Level && NeedsText(a.Needs) == NeedsText(b.Needs)
}

// Sames tells whether two states of a version ask the same of the same points: what
// may not change once it is evaluated by. Texts, needs and people may.
func (s Standard) Sames(o Standard) bool {
	if s.Key != o.Key || s.Name != o.Name || s.Version != o.Version || s.Subject != o.Subject || len(s.Indicators) != len(o.Indicators) {
		return false
	}
	for i, x := range s.Indicators {
		y := o.Indicators[i]
		if x.ID != y.ID || x.Code != y.Code || x.Name != y.Name || x.Points != y.Points || x.Veto != y.Veto || x.Level != y.Level {
			return false
		}
	}
	return true
}
