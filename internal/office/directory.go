package office

import "slices"

// Directory is who answers for which school on a day (名录): what the papers of
// people and places are made from.
type Directory struct {
	Settings   Settings
	Day        Date
	Version    ZoneVersion // the division in force; ID 0 for none
	Zones      []Zone
	Schools    []School    // those open on the day
	Inspectors []Inspector // all there are; InOffice tells who was in office
	// Appointments are all terms of office, Assignments the 挂牌 in force on the day,
	// the responsible inspector of each school first.
	Appointments []Appointment
	Assignments  []Assignment
	Matters      []Matter
}

// Inspector returns the inspector of the id, the zero one when there is none.
func (d Directory) Inspector(id int64) Inspector {
	if i := slices.IndexFunc(d.Inspectors, func(p Inspector) bool { return p.ID == id }); i >= 0 {
		return d.Inspectors[i]
	}
	return Inspector{}
}

// ZoneOf returns the zone of a school, the zero one when it lies in none.
func (d Directory) ZoneOf(school int64) Zone {
	for _, z := range d.Zones {
		if slices.Contains(z.Schools, school) {
			return z
		}
	}
	return Zone{}
}

// ZonesOf returns the zones that an inspector belongs to or leads.
func (d Directory) ZonesOf(inspector int64) []Zone {
	out := []Zone{}
	for _, z := range d.Zones {
		if z.Has(inspector) {
			out = append(out, z)
		}
	}
	return out
}

// Has tells whether the inspector leads the zone or is a member of it.
func (z Zone) Has(inspector int64) bool {
	return z.LeaderID == inspector || z.DeputyID == inspector || slices.Contains(z.Members, inspector)
}

// People are all who belong to the zone: the leaders first, nobody twice.
func (z Zone) People() []int64 {
	out := []int64{}
	for _, id := range append([]int64{z.LeaderID, z.DeputyID}, z.Members...) {
		if id != 0 && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// AnswersFor returns the 挂牌 of a school, the responsible inspector first.
func (d Directory) AnswersFor(school int64) []Assignment {
	out := []Assignment{}
	for _, a := range d.Assignments {
		if a.SchoolID == school {
			out = append(out, a)
		}
	}
	return out
}

// SchoolsOf returns the open schools that an inspector answers for in the role
// (主 or 协), in the order of the list of schools.
func (d Directory) SchoolsOf(inspector int64, role string) []School {
	ids := map[int64]bool{}
	for _, a := range d.Assignments {
		if a.InspectorID == inspector && a.Role == role {
			ids[a.SchoolID] = true
		}
	}
	out := []School{}
	for _, s := range d.Schools {
		if ids[s.ID] {
			out = append(out, s)
		}
	}
	return out
}

// TermOf returns the term of office that an inspector was in on the day, the zero
// one when in none.
func (d Directory) TermOf(inspector int64) Appointment {
	for _, a := range d.Appointments {
		if a.InspectorID == inspector && a.StartsOn <= d.Day && d.Day <= a.EndsOn && (a.DismissedOn == "" || a.DismissedOn > d.Day) {
			return a
		}
	}
	return Appointment{}
}

// InOffice returns the inspectors in office on the day: those in a term, in a zone
// or at a school then, and of those without any written term the ones whose state
// says so.
func (d Directory) InOffice() []Inspector {
	termed, placed := map[int64]bool{}, map[int64]bool{}
	for _, a := range d.Appointments {
		termed[a.InspectorID] = true
	}
	for _, a := range d.Assignments {
		placed[a.InspectorID] = true
	}
	for _, z := range d.Zones {
		for _, id := range z.People() {
			placed[id] = true
		}
	}
	out := []Inspector{}
	for _, p := range d.Inspectors {
		if placed[p.ID] || d.TermOf(p.ID).ID != 0 || (!termed[p.ID] && p.State == InspectorStates[0]) {
			out = append(out, p)
		}
	}
	return out
}

// Only returns the directory of one zone: its schools and people.
func (d Directory) Only(zone string) (Directory, error) {
	i := slices.IndexFunc(d.Zones, func(z Zone) bool { return z.Name == zone })
	if i < 0 {
		return d, Errorf(CodeNotFound, "%s的划分里没有“%s”，请核对责任区名称。", d.Day.Chinese(), zone)
	}
	z := d.Zones[i]
	in := map[int64]bool{}
	for _, id := range z.Schools {
		in[id] = true
	}
	people := map[int64]bool{}
	for _, id := range z.People() {
		people[id] = true
	}
	d.Zones = []Zone{z}
	d.Schools = slices.DeleteFunc(slices.Clone(d.Schools), func(s School) bool { return !in[s.ID] })
	d.Assignments = slices.DeleteFunc(slices.Clone(d.Assignments), func(a Assignment) bool { return !in[a.SchoolID] })
	for _, a := range d.Assignments {
		people[a.InspectorID] = true
	}
	d.Inspectors = slices.DeleteFunc(slices.Clone(d.Inspectors), func(p Inspector) bool { return !people[p.ID] })
	return d, nil
}
