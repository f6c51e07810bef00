package office

import (
	"fmt"
	"math/rand/v2"
)

// sampleCourse is a course that the county holds every year.
type sampleCourse struct {
	name               string
	level, form        string
	month, day, length int
	hours              int
	place, organiser   string
	topics             string
}

var sampleCourses = []sampleCourse{
	{"%d年春季责任督学集中培训", "县级", TrainingFocused, 3, 18, 2, 16, "示例县教师进修学校报告厅", "示例县人民政府教育督导室", "挂牌督导规程；督导记录和整改文书的写法；进校督导的方法。"},
	{"%d年全省督学网络研修", "省级", "网络", 5, 10, 40, 20, "", "示例省教育督导机构", "教育督导条例；问责办法；专题案例。"},
	{"%d年暑期督学自学", "县级", "自学", 7, 15, 20, 8, "", "示例县人民政府教育督导室", "自选书目，交学习心得一篇。"},
	{"%d年秋季责任督学集中培训", "县级", TrainingFocused, 10, 15, 3, 24, "示例县第一高级中学会议室", "示例县人民政府教育督导室", "校园安全；规范办学行为；课堂观察；整改跟踪。"},
}

// makeTrainings makes up the courses of every year up to the county's newest
// month, with who came and who did not.
func (s *sampler) makeTrainings() {
	dice := s.Rand
	s.Rand = rand.New(rand.NewPCG(sampleSeed, 7))
	defer func() { s.Rand = dice }()
	from, to := s.size.From.Of(0).From, s.size.To.Of(0).Last()
	for y := from.Year(); y <= to.Year(); y++ {
		for _, c := range sampleCourses {
			t := Training{Name: fmt.Sprintf(c.name, y), Level: c.level, Form: c.form, StartsOn: NewDate(y, c.month, c.day), Place: c.place, Organiser: c.organiser, Hours: c.hours,
				Topics: c.topics, Assessment: "考勤和学习心得，合格发证。（示例）"}
			t.EndsOn = t.StartsOn.AddDays(c.length - 1)
			if t.StartsOn < from || t.EndsOn > to {
				continue
			}
			s.attend(&t)
			s.c.Trainings = append(s.c.Trainings, t)
		}
	}
}

// attend puts who is in office on the list of a course; some do not come, and not
// everybody studies alone.
func (s *sampler) attend(t *Training) {
	held := map[int64]bool{}
	for _, a := range s.c.Appointments {
		if a.StartsOn <= t.StartsOn && t.StartsOn <= a.EndsOn {
			held[a.InspectorID] = true
		}
	}
	for _, p := range s.c.Inspectors {
		if !held[p.ID] || t.Form == "自学" && s.chance(0.6) {
			continue
		}
		x := TrainingPerson{InspectorID: p.ID, Hours: t.Hours, Result: "合格"}
		switch {
		case t.Form == TrainingFocused && s.chance(0.12):
			x.Hours, x.Result, x.Absence = 0, "", s.pick([]string{"病假", "外出学习", "参加省级检查"})
		case t.Form == TrainingFocused && s.chance(0.08):
			x.Hours = t.Hours / 2
		case t.Form == "网络":
			x.Certificate = fmt.Sprintf("SWX%d-%03d", t.StartsOn.Year(), p.ID)
		}
		t.People = append(t.People, x)
	}
}
