package office

import "fmt"

// makeTeams forms 5+1 teams across the zones for the last two school years: the
// older ones have ended.
func (s *sampler) makeTeams() {
	if len(s.c.Inspectors) < 2*TeamSize {
		return
	}
	last := SchoolYearMonths(SchoolYearOf(s.asOf()))[0].Of(0).From
	for _, from := range []Date{last.AddYears(-1), last} {
		until := from.AddYears(1)
		if until > s.asOf() {
			until = ""
		}
		for n := range min(s.size.Zones-1, len(s.c.Inspectors)/TeamSize) {
			t := Team{ID: int64(len(s.c.Teams) + 1), Name: fmt.Sprintf("第%s协作组", sampleOrdinals[n][len("第"):]), StartsOn: from, EndsOn: until,
				PlusName: s.c.Settings.Archivist, PlusPost: "督导室工作人员", Zones: []string{sampleOrdinals[n] + "责任区"}, Note: "5名责任督学加1名督导室人员，示例数据"}
			if n%2 == 1 {
				t.PlusName, t.PlusPost = s.person("", ""), "县教师进修学校教研员（特邀专家）"
			}
			for i := n * TeamSize; len(t.Members) < TeamSize; i++ {
				t.Members = append(t.Members, s.c.Inspectors[i%len(s.c.Inspectors)].ID)
			}
			t.LeaderID = t.Members[0]
			s.c.Teams = append(s.c.Teams, t)
		}
	}
}
