package office

import "fmt"

var sampleOrdinals = []string{"第一", "第二", "第三", "第四", "第五", "第六", "第七", "第八", "第九", "第十", "第十一", "第十二"}

// division is the day from which the newer division of zones holds.
func (s *sampler) division() Date {
	const usual Date = "2024-09-01"
	if first := s.firstDay(); first >= usual {
		return first.AddDays(91) // a short county has it in the first term
	}
	return usual
}

// makeZones draws up two divisions: the older one puts one town and the last
// kindergartens of the county seat into other zones.
func (s *sampler) makeZones() {
	first, second := s.firstDay(), s.division()
	s.c.Versions = []ZoneVersion{
		{ID: 1, Number: fmt.Sprintf("%d年版", first.Year()), DocNumber: fmt.Sprintf("示教督〔%d〕3号", first.Year()), ValidFrom: first, ValidTo: second, Note: "示例数据"},
		{ID: 2, Number: fmt.Sprintf("%d年版", second.AddDays(60).Year()), DocNumber: fmt.Sprintf("示教督〔%d〕8号", second.Year()), ValidFrom: second, Note: "按学生数变化调整两个责任区，示例数据"},
	}
	for _, v := range s.c.Versions {
		places := make([]int, len(s.c.Schools))
		for i := range s.c.Schools {
			places[i] = s.zonePlace(i, v.ID == 1)
		}
		s.zoneOf[v.ValidFrom] = places
		for z := range s.size.Zones {
			s.addZone(v, z, places)
		}
	}
}

// zonePlace says which zone the school lies in.
func (s *sampler) zonePlace(school int, older bool) int {
	town := s.town[school]
	switch {
	case town == 0: // the county seat is shared out to the first two zones
		if older && school%10 == 3 {
			return min(2, s.size.Zones-1)
		}
		return school % 2
	case town <= 2:
		return town - 1
	case older && town == 5:
		return 1 % s.size.Zones
	}
	// The other towns, three to a zone at five zones.
	rest := len(sampleTowns) - 3
	return 2 + (town-3)*(s.size.Zones-2)/rest
}

func (s *sampler) addZone(v ZoneVersion, place int, places []int) {
	z := Zone{ID: int64(len(s.c.Zones) + 1), VersionID: v.ID, Name: sampleOrdinals[place] + "责任区", Level: "县级",
		Liaison: s.c.Settings.Director, Position: place + 1}
	for i, p := range places {
		if p == place {
			z.Schools = append(z.Schools, s.c.Schools[i].ID)
		}
	}
	z.Members = s.zoneTeam(place)
	z.LeaderID = z.Members[0]
	if len(z.Members) > 1 {
		z.DeputyID = z.Members[1]
	}
	s.c.Zones = append(s.c.Zones, z)
}

// zoneTeam returns the inspectors of the zone, the leader first.
func (s *sampler) zoneTeam(place int) []int64 {
	team := []int64{}
	for i := place; i < len(s.c.Inspectors); i += s.size.Zones {
		team = append(team, s.c.Inspectors[i].ID)
	}
	return team
}

// makeAssignments gives every school its responsible inspector, to about a
// third of the schools an assisting one, and one hand-over in time to each
// school that changed zones or whose inspectors exchanged posts.
func (s *sampler) makeAssignments() {
	from, to := s.c.Versions[0].ValidFrom, s.c.Versions[1].ValidFrom
	before, after := s.zoneOf[from], s.zoneOf[to]
	turn := make([]int, s.size.Zones)
	s.mains = make([][]Assignment, len(s.c.Schools))
	exchange := to.AddYears(1)
	for i, sc := range s.c.Schools {
		team := s.zoneTeam(before[i])
		who := s.turnOf(team, &turn[before[i]], before[i] == s.size.Zones-1)
		a := s.assign(sc.ID, who, from)
		if after[i] != before[i] {
			a.EndsOn = to
			s.keep(a)
			newTeam := s.zoneTeam(after[i])
			a = s.assign(sc.ID, s.turnOf(newTeam, &turn[after[i]], false), to)
			team = newTeam
		} else if i%17 == 5 && len(team) > 1 {
			a.EndsOn = exchange
			s.keep(a)
			a = s.assign(sc.ID, team[(indexOf(team, who)+1)%len(team)], exchange)
		}
		if i%19 == 11 { // no plate hung yet
			a.PlateOn, a.PlateNo = "", ""
		}
		s.keep(a)
		if sc.Students > 900 || i%4 == 1 {
			help := s.assign(sc.ID, team[(indexOf(team, a.InspectorID)+2)%len(team)], a.StartsOn)
			if help.InspectorID != a.InspectorID {
				help.Role, help.PlateOn, help.PlateNo = "协", "", ""
				s.c.Assignments = append(s.c.Assignments, help)
			}
		}
	}
}

// turnOf deals the zone's schools out in turn; in the last zone the leader gets
// every third one and so has too many.
func (s *sampler) turnOf(team []int64, turn *int, heavy bool) int64 {
	*turn++
	if heavy && *turn%3 == 0 {
		return team[0]
	}
	return team[*turn%len(team)]
}

func (s *sampler) assign(school, inspector int64, from Date) Assignment {
	plate := from.AddDays(10)
	return Assignment{SchoolID: school, InspectorID: inspector, Role: "主", StartsOn: from, PlateOn: plate, PlateNo: fmt.Sprintf("示督牌%d-%03d", from.Year(), school)}
}

func (s *sampler) keep(a Assignment) {
	s.c.Assignments = append(s.c.Assignments, a)
	s.mains[a.SchoolID-1] = append(s.mains[a.SchoolID-1], a)
}

// mainOn returns who answers for the school on the day.
func (s *sampler) mainOn(school int, day Date) int64 {
	for _, a := range s.mains[school] {
		if a.StartsOn <= day && (a.EndsOn == "" || day < a.EndsOn) {
			return a.InspectorID
		}
	}
	return s.mains[school][0].InspectorID
}

func indexOf(list []int64, id int64) int {
	for i, v := range list {
		if v == id {
			return i
		}
	}
	return 0
}
