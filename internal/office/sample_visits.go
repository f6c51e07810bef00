package office

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// sampleRota is the month's matters: schools' and kindergartens'.
var sampleRota = map[int][2][]int64{
	1: {{1, 8}, {11}}, 2: {{2, 6}, {11}}, 3: {{6, 7}, {11}}, 4: {{1, 3}, {12}}, 5: {{4}, {12}}, 6: {{5, 6}, {13, 11}},
	9: {{2, 6}, {12, 11}}, 10: {{1, 3}, {12}}, 11: {{5, 8}, {13}}, 12: {{4, 7}, {11}},
}

// sampleMonth is one month being made up.
type sampleMonth struct {
	month  Month
	days   []Date
	newest bool
	busy   map[sampleSlot]bool
}

// sampleSlot is one half day of one inspector.
type sampleSlot struct {
	inspector int64
	day, half int
}

func (s *sampler) makeVisits() {
	for m := s.size.From; m <= s.size.To; m = m.Add(1) {
		days := s.schoolDays(m)
		if _, ok := sampleRota[m.Number()]; !ok || len(days) == 0 {
			continue
		}
		month := &sampleMonth{month: m, days: days, newest: m == s.size.To, busy: map[sampleSlot]bool{}}
		visits := s.visitsOf(month)
		slices.SortStableFunc(visits, func(a, b SampleVisit) int {
			return cmp.Or(cmp.Compare(a.Visit.Date, b.Visit.Date), strings.Compare(a.Visit.StartsAt, b.Visit.StartsAt), cmp.Compare(a.Visit.SchoolID, b.Visit.SchoolID))
		})
		if month.newest {
			forgetFeedback(visits)
		}
		s.c.Visits = append(s.c.Visits, visits...)
	}
}

// schoolDays returns the month's working days within a term.
func (s *sampler) schoolDays(m Month) []Date {
	days := []Date{}
	for d := m.Of(0).From; d < m.Of(0).To; d = d.AddDays(1) {
		for _, t := range s.c.Terms {
			if d >= t.StartsOn && d <= t.EndsOn && s.cal.Workday(d) {
				days = append(days, d)
			}
		}
	}
	return days
}

// visitsOf makes up the month's visits. A few schools are left out on purpose,
// more of those whose inspector has too many.
func (s *sampler) visitsOf(month *sampleMonth) []SampleVisit {
	visits := []SampleVisit{}
	loads := map[int64]int{}
	for i := range s.c.Schools {
		loads[s.mainOn(i, month.days[0])]++
	}
	usual := len(s.c.Schools)/max(1, len(s.c.Inspectors)) + 4
	for _, i := range s.Perm(len(s.c.Schools)) {
		inspector := s.mainOn(i, month.days[0])
		left := 0.03
		if loads[inspector] > usual {
			left = 0.12
		}
		if len(month.days) < 8 { // a month of few school days
			left = 0.55
		}
		if s.chance(left) {
			continue
		}
		visits = s.addVisit(visits, month, i, inspector, false)
		if s.chance(0.05+s.size.Again) && len(month.days) > 8 {
			visits = s.addVisit(visits, month, i, inspector, true)
		}
	}
	return visits
}

// addVisit makes up one visit, none when the inspector has no free half day.
func (s *sampler) addVisit(visits []SampleVisit, month *sampleMonth, school int, inspector int64, again bool) []SampleVisit {
	whole := s.chance(0.12)
	day, half, ok := s.freeSlot(month, inspector, whole)
	if !ok {
		return visits
	}
	sc := s.c.Schools[school]
	v := Visit{Date: month.days[day], SchoolID: sc.ID, InspectorID: inspector, Kind: s.visitKind(month, again), Session: "上午", StartsAt: "08:30", EndsAt: "11:20"}
	switch {
	case whole:
		v.Session, v.StartsAt, v.EndsAt = "全天", "08:10", "16:40"
	case half == 1:
		v.Session, v.StartsAt, v.EndsAt = "下午", "14:20", "16:50"
	}
	s.accompany(&v, month, school, day, half, whole)
	s.matters(&v, month, sc)
	sv := SampleVisit{Visit: v}
	s.write(&sv, month, sc)
	return append(visits, sv)
}

// freeSlot takes a half day of the inspector, both when whole.
func (s *sampler) freeSlot(month *sampleMonth, inspector int64, whole bool) (day, half int, ok bool) {
	for range 60 {
		day, half = s.IntN(len(month.days)), s.IntN(2)
		if whole {
			half = 0
		}
		if month.busy[sampleSlot{inspector, day, half}] || (whole && month.busy[sampleSlot{inspector, day, 1}]) {
			continue
		}
		month.take(inspector, day, half, whole)
		return day, half, true
	}
	return 0, 0, false
}

func (m *sampleMonth) take(inspector int64, day, half int, whole bool) {
	m.busy[sampleSlot{inspector, day, half}] = true
	if whole {
		m.busy[sampleSlot{inspector, day, 1}] = true
	}
}

func (s *sampler) visitKind(month *sampleMonth, again bool) string {
	n := s.Float64()
	switch {
	case again:
		return "随机督导"
	case slices.Contains([]int{2, 3, 9}, month.month.Number()) && n < 0.12:
		return "专项督导"
	case n < 0.02:
		return "综合督导"
	case n < 0.05:
		return "协作督导"
	}
	return "经常性督导"
}

// accompany sends a colleague of the zone along when one is free.
func (s *sampler) accompany(v *Visit, month *sampleMonth, school, day, half int, whole bool) {
	want := 0
	switch {
	case v.Kind == "综合督导":
		want = 2
	case v.Kind == "协作督导" || s.chance(0.4):
		want = 1
	}
	version := s.c.Versions[0].ValidFrom
	if v.Date >= s.c.Versions[1].ValidFrom {
		version = s.c.Versions[1].ValidFrom
	}
	v.Companions = []int64{}
	for _, id := range s.zoneTeam(s.zoneOf[version][school]) {
		if len(v.Companions) == want {
			break
		}
		if id == v.InspectorID || month.busy[sampleSlot{id, day, half}] || (whole && month.busy[sampleSlot{id, day, 1}]) {
			continue
		}
		month.take(id, day, half, whole)
		v.Companions = append(v.Companions, id)
	}
	if s.chance(0.1) {
		v.Escorts = "督导室 " + s.c.Settings.Archivist
	}
}

// matters sets the month's matters, now and then one more, and the title.
func (s *sampler) matters(v *Visit, month *sampleMonth, sc School) {
	rota := sampleRota[month.month.Number()]
	if sc.Kindergarten() {
		v.Matters = slices.Clone(rota[1])
		if more := int64(11 + s.IntN(3)); s.chance(0.25) && !slices.Contains(v.Matters, more) {
			v.Matters = append(v.Matters, more)
		}
	} else {
		v.Matters = slices.Clone(rota[0])
		if more := int64(1 + s.IntN(8)); s.chance(0.3) && !slices.Contains(v.Matters, more) {
			v.Matters = append(v.Matters, more)
		}
	}
	slices.Sort(v.Matters)
	names := []string{}
	for _, m := range DefaultMatters {
		if slices.Contains(v.Matters, m.ID) {
			names = append(names, m.Short)
		}
	}
	v.Title = month.month.Chinese()[len("2026年"):] + strings.Join(names, "、") + "督导"
	v.Plan = month.month.Chinese() + "经常性督导计划"
	if v.Kind == "专项督导" {
		v.Plan = month.month.Chinese() + "开学工作专项督导方案"
	}
}

// write fills the record: methods with their counters, the narrative, what was
// found, and how far things have gone by the county's last day.
func (s *sampler) write(sv *SampleVisit, month *sampleMonth, sc School) {
	v := &sv.Visit
	s.methods(sv, sc)
	s.findings(sv, sc)
	v.Content = s.narrative(*v, sc)
	goods := []string{}
	for _, id := range v.Matters {
		goods = append(goods, sampleMatters[id].good...)
	}
	if s.chance(0.65) {
		v.Highlights = s.fill(strings.Join(s.some(goods, s.between(1, 2)), ""), sc)
	}
	s.checks(sv)
	v.FiledOn, v.RecordedOn, v.FeedbackOn = v.Date.AddDays(-s.between(1, 5)), v.Date, v.Date
	if s.chance(0.2) {
		v.RecordedOn = v.Date.AddDays(1)
	}
	if s.chance(0.2) {
		v.Announced, v.AnnouncedOn = true, v.Date.AddDays(-1)
	}
	v.InspectorSigned, v.PrincipalSigned = true, !s.chance(0.01)
	v.Attendees = fmt.Sprintf("校长、分管副校长和中层干部共%d人", s.between(4, 9))
	if sc.Kindergarten() {
		v.Attendees = fmt.Sprintf("园长、保教主任和教师代表共%d人", s.between(3, 6))
	}
	v.Stars = max(3, 5-len(sv.Findings))
	s.settle(sv)
}

// settle sets the disposal and the state that follow from the findings.
func (s *sampler) settle(sv *SampleVisit) {
	v := &sv.Visit
	v.Disposal, v.State = 1, "办结"
	hardness := []int{1, 4, 2, 3, 5}
	problems, advice := []string{}, []string{}
	for i, f := range sv.Findings {
		if slices.Index(hardness, f.Level) > slices.Index(hardness, v.Disposal) {
			v.Disposal = f.Level
		}
		if !f.Closed() {
			v.State = "整改中"
		}
		problems = append(problems, fmt.Sprintf("%d. %s", i+1, f.Content))
		advice = append(advice, fmt.Sprintf("%d. %s", i+1, f.Measures))
	}
	v.Problems, v.Advice = strings.Join(problems, "\n"), strings.Join(advice, "\n")
	if v.State == "办结" && v.Date > s.asOf().AddDays(-10) {
		v.State = "已反馈"
	}
}

// asOf is the county's last day: nothing is dated later but time limits.
func (s *sampler) asOf() Date { return s.size.To.Of(0).Last() }

func (s *sampler) narrative(v Visit, sc School) string {
	var b strings.Builder
	b.WriteString(s.pick(sampleOpenings))
	if looks, ok := sampleKindLooks[sc.Kind]; ok && s.chance(0.5) {
		b.WriteString(s.pick(looks))
	}
	each := 5
	if len(v.Matters) > 1 {
		each = 3
	}
	for _, id := range v.Matters {
		for _, look := range s.some(sampleMatters[id].look, each) {
			b.WriteString(look)
		}
	}
	counts := []string{}
	for _, m := range v.Methods {
		i := slices.IndexFunc(Methods, func(x Method) bool { return x.Name == m.Method })
		counts = append(counts, fmt.Sprintf("%s%d%s", m.Method, m.Count, Methods[i].Unit))
	}
	b.WriteString("共" + strings.Join(counts, "、") + "。")
	b.WriteString(s.pick(sampleClosings))
	return s.fill(b.String(), sc)
}

// forgetFeedback leaves three visits without feedback, as it happens.
func forgetFeedback(visits []SampleVisit) {
	for n := 1; n <= 3; n++ {
		v := &visits[len(visits)*n/4].Visit
		v.FeedbackOn, v.Attendees, v.PrincipalSigned, v.State = "", "", false, "已记录"
	}
}
