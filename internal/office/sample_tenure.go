package office

import (
	"fmt"
	"math/rand/v2"
	"slices"
)

// SampleTenure is one 届 of the county; a candidate's appointment is its place
// among those of the county, from 1.
type SampleTenure struct {
	Tenure     Tenure
	Candidates []Candidate
}

// makeTenures makes up the 届 behind the appointments, the one in preparation, and
// the recusals. The dice are their own, so that the rest of the county stays.
func (s *sampler) makeTenures() {
	dice := s.Rand
	s.Rand = rand.New(rand.NewPCG(sampleSeed, 6))
	defer func() { s.Rand = dice }()
	years := []int{}
	for _, a := range s.c.Appointments {
		if !slices.Contains(years, a.StartsOn.Year()) {
			years = append(years, a.StartsOn.Year())
		}
	}
	slices.Sort(years)
	for i, y := range years {
		n := Tenure{Number: i + 1, StartsOn: NewDate(y, 9, 1), EndsOn: NewDate(y+3, 8, 31), DocNumber: sampleDocNumber(y), LetterPattern: "示聘{年}-{号}", PostDays: 5, State: TenureEnded}
		if i == len(years)-1 {
			n.State = TenurePublished
		}
		x := SampleTenure{Tenure: n}
		for k, a := range s.c.Appointments {
			if a.StartsOn.Year() == y {
				x.Candidates = append(x.Candidates, s.pastCandidate(a, int64(k+1)))
				x.Tenure.PublishedOn = max(x.Tenure.PublishedOn, a.PublishedOn)
			}
		}
		s.c.Tenures = append(s.c.Tenures, x)
	}
	if len(years) > 0 {
		s.c.Tenures = append(s.c.Tenures, s.nextTenure())
	}
	s.makeRecusals()
}

func sampleDocNumber(year int) string { return fmt.Sprintf("示教督〔%d〕6号", year) }

func (s *sampler) pastCandidate(a Appointment, place int64) Candidate {
	return Candidate{InspectorID: a.InspectorID, AppointmentID: place, Fresh: a.TermNumber == 1, TermNumber: a.TermNumber, RecommendedBy: s.c.Inspectors[a.InspectorID-1].Employer,
		NominatedOn: a.NominatedOn, Nomination: "符合条件，同意推荐。", ReviewedOn: a.ReviewedOn, Review: "材料齐全，审核通过。",
		PostedOn: a.PostedOn, Posting: "公示期内没有收到异议。", PublishedOn: a.PublishedOn, LetterNo: a.LetterNo}
}

// nextTenure is the one in preparation at the county's newest month: nearly all
// are recommended, two new ones among them.
func (s *sampler) nextTenure() SampleTenure {
	all := []Tenure{}
	for i, x := range s.c.Tenures {
		x.Tenure.ID = int64(i + 1)
		all = append(all, x.Tenure)
	}
	today := s.size.To.Of(0).Last()
	n := NextTenure(all, today, 3)
	n.State = TenurePreparing
	x := SampleTenure{Tenure: n}
	held := map[int64][]Appointment{}
	for _, a := range s.c.Appointments {
		held[a.InspectorID] = append(held[a.InspectorID], a)
	}
	day := today.AddDays(-9)
	for _, p := range s.c.Inspectors {
		c := Candidate{InspectorID: p.ID, TermNumber: ConsecutiveTerm(held[p.ID], n.StartsOn), RecommendedBy: p.Employer}
		switch {
		case p.Employment == Employments[1] && c.TermNumber > 3:
			c.Outcome, c.Reason = OutcomeNoMore, fmt.Sprintf("兼职督学连任第%d届，超过3届", c.TermNumber)
		case p.ID%9 == 4:
			c.Outcome, c.Reason = OutcomeWithdrew, "本人申请不再担任（示例）"
		case p.ID%7 != 0: // those are still to be recommended
			c.NominatedOn, c.Nomination = day, "符合条件，同意推荐。"
		}
		x.Candidates = append(x.Candidates, c)
	}
	for i := range 2 {
		born := s.between(1972, 1982)
		x.Candidates = append(x.Candidates, Candidate{Fresh: true, TermNumber: 1, Name: s.person("", ""), Gender: GenderChoices[s.IntN(2)], BornOn: fmt.Sprintf("%d-%02d", born, s.between(1, 12)),
			Ethnicity: "汉族", Party: "中共党员", Degree: "本科", Rank: s.pick(sampleRanks), Post: "教研员", Employer: "示例县教师进修学校", Service: "在职", TeachingOn: fmt.Sprintf("%d-08", born+22),
			Subject: s.pick([]string{"语文", "数学", "学前教育"}), Stage: s.pick(sampleStages), Employment: Employments[1], Mobile: fmt.Sprintf("1380000%04d", 3001+i), Health: "健康",
			Resume: "长期从事教学和教研工作。（示例）", RecommendedBy: "示例县教师进修学校", NominatedOn: day, Nomination: "符合条件，同意推荐。"})
	}
	return x
}

// makeRecusals notes for some inspectors a school that they keep away from, none
// of which they answer for.
func (s *sampler) makeRecusals() {
	for i, p := range s.c.Inspectors {
		if i%4 != 1 {
			continue
		}
		school := s.c.Schools[(i*17+5)%len(s.c.Schools)]
		if slices.ContainsFunc(s.c.Assignments, func(a Assignment) bool { return a.SchoolID == school.ID && a.InspectorID == p.ID }) || slices.ContainsFunc(s.c.Visits, func(v SampleVisit) bool {
			return v.Visit.SchoolID == school.ID && (v.Visit.InspectorID == p.ID || slices.Contains(v.Visit.Companions, p.ID))
		}) {
			continue
		}
		r := Recusal{InspectorID: p.ID, SchoolID: school.ID, Kind: RecusalKinds[(i/4)%3], Detail: "（示例）", StartsOn: s.firstDay()}
		if i%8 == 1 {
			r.Kind, r.LeftOn, r.StartsOn = RecusalLeft, s.size.To.Of(0).Last().AddDays(-400), ""
		}
		s.c.Recusals = append(s.c.Recusals, r)
	}
}
