package office

import (
	"fmt"
	"slices"
	"strings"
)

// methods sets the methods used with their counters; each lesson heard and each
// talk or survey counted has its own record.
func (s *sampler) methods(sv *SampleVisit, sc School) {
	v := &sv.Visit
	v.Methods = []MethodUse{}
	use := func(name string, n int) {
		if n > 0 {
			v.Methods = append(v.Methods, MethodUse{name, n})
		}
	}
	lessons := 0
	if slices.ContainsFunc(v.Matters, func(id int64) bool { return slices.Contains([]int64{3, 4, 5, 8, 12, 13}, id) }) && s.chance(0.55) {
		lessons = s.between(1, 2)
	} else if s.chance(0.12) {
		lessons = 1
	}
	for range lessons {
		sv.Lessons = append(sv.Lessons, s.lesson(*v, sc))
	}
	asked := map[string]int{}
	for range s.IntN(3) {
		q, ok := s.inquiry(*v, sc)
		if !ok || slices.ContainsFunc(sv.Inquiries, func(o Inquiry) bool { return o.Audience == q.Audience && o.Kind == q.Kind }) {
			continue
		}
		sv.Inquiries = append(sv.Inquiries, q)
		switch q.Kind {
		case "问卷":
			asked["问卷调查"]++
		case "访谈家长":
			asked["访谈家长"] += q.People
		default:
			asked["座谈走访"]++
		}
	}
	use("随机听课", lessons)
	use("查阅资料", s.between(2, 12))
	if s.chance(0.06) {
		use("列席会议", 1)
	}
	use("座谈走访", asked["座谈走访"])
	use("问卷调查", asked["问卷调查"])
	use("校园巡视", s.between(1, 2))
	use("访谈家长", asked["访谈家长"])
}

func (s *sampler) lesson(v Visit, sc School) LessonObservation {
	subjects, steps := samplePrimarySubjects, sampleLessonSteps
	switch sc.Kind {
	case InfantSchool:
		subjects, steps = sampleInfantSubjects, sampleInfantSteps
	case "初中", "高中", "完全中学", "十二年一贯制学校":
		subjects = sampleMiddleSubjects
	case "中等职业学校":
		subjects = sampleTradeSubjects
	}
	subject := subjects[s.IntN(len(subjects))]
	l := LessonObservation{SchoolID: sc.ID, InspectorID: v.InspectorID, Date: v.Date, Class: s.class(sc), Subject: subject.name,
		Teacher: s.pick(sampleSurnames) + "老师", Topic: s.pick(subject.topics), Period: fmt.Sprintf("第%d节", s.between(1, 6)),
		LessonType: s.pick([]string{"新授课", "新授课", "练习课", "复习课"}), Rating: s.between(3, 5), Signed: true,
		Process:    s.fill(strings.Join(s.some(steps, s.between(3, 4)), ""), sc),
		Evaluation: s.pick(sampleLessonVerdicts), Advice: s.pick(sampleLessonAdvice), FeedbackTo: "授课教师、教研组长"}
	if sc.Kindergarten() {
		l.LessonType, l.Period, l.FeedbackTo = "集体活动", s.pick([]string{"上午第一次活动", "上午第二次活动"}), "授课教师、保教主任"
	}
	if l.Rating == 5 {
		l.Highlights = "学生主动性强，目标达成好。"
	}
	return l
}

// inquiry makes up a talk or a survey; none when it does not fit the school.
func (s *sampler) inquiry(v Visit, sc School) (Inquiry, bool) {
	text := sampleInquiries[s.IntN(len(sampleInquiries))]
	if text.infant != sc.Kindergarten() {
		return Inquiry{}, false
	}
	q := Inquiry{SchoolID: sc.ID, InspectorID: v.InspectorID, Date: v.Date, Kind: text.kind, Audience: text.audience,
		People: s.between(4, 12), Outline: text.outline, Result: text.result}
	if q.Kind == "问卷" {
		q.People = min(sc.Students, s.between(30, 120))
		q.Returned = q.People - s.between(0, q.People/10)
	}
	return q, true
}

// findings makes up the problems of the visit.
func (s *sampler) findings(sv *SampleVisit, sc School) {
	const most = 4
	used := map[string]bool{}
	for range most {
		if !s.chance(s.size.Findings / most) {
			continue
		}
		matter := sv.Visit.Matters[s.IntN(len(sv.Visit.Matters))]
		pool := sampleMatters[matter].bad
		p := pool[s.IntN(len(pool))]
		if p.level == 5 && !s.chance(0.3) { // grave ones are rare
			p = pool[0]
		}
		if used[p.text] {
			p = pool[(slices.Index(pool, p)+1)%len(pool)]
		}
		used[p.text] = true
		sv.Findings = append(sv.Findings, s.finding(sv.Visit, sc, matter, p))
	}
}

func (s *sampler) finding(v Visit, sc School, matter int64, p sampleProblem) Finding {
	f := Finding{SchoolID: sc.ID, Source: "经常性督导", FoundOn: v.Date, MatterID: matter, Content: s.fill(p.text, sc), Level: p.level,
		Routing: RoutingOf(p.level), Department: p.department, Measures: p.measure, Unit: sc.ShortName, Person: sc.Principal}
	if slices.Contains(FindingSources, v.Kind) {
		f.Source = v.Kind
	}
	if p.level == 4 {
		f.Person = sc.Liaison
	}
	s.followUp(&f)
	return f
}

// followUp carries a finding through its states up to the county's last day:
// most are put right in time, some late, a few not at all.
func (s *sampler) followUp(f *Finding) {
	if f.Level == 4 && s.chance(0.55) {
		f.State, f.ClosedOn, f.Recheck = "现场整改", f.FoundOn, "当场整改"
		return
	}
	limit := map[int]int{4: 5, 2: 5, 5: 5, 3: 15}[f.Level]
	f.DueOn = s.cal.AddWorkdays(f.FoundOn, limit)
	reported := f.DueOn.AddDays(-s.between(0, 2))
	if s.chance(0.12) {
		reported = f.DueOn.AddDays(s.between(2, 12))
	}
	closed := s.cal.AddWorkdays(reported, s.between(1, 8))
	stuck := 0.004
	if s.asOf().Sub(f.FoundOn) < 150 {
		stuck = 0.04
	}
	switch {
	case s.chance(stuck):
		f.State, f.Note = "整改中", "学校反映维修或经费尚未落实。"
	case closed <= s.asOf():
		f.State, f.ReportedOn, f.RecheckOn, f.ClosedOn = "已销号", reported, closed, closed
		f.Recheck = s.pick([]string{"现场核查，已整改到位。", "查看现场和资料，整改到位，同意销号。", "已整改，建议坚持。"})
	case reported <= s.asOf():
		f.State, f.ReportedOn = "已报告", reported
	case s.chance(0.5):
		f.State = "整改中"
	default:
		f.State = "待整改"
	}
}

// checks answers a few check points of the visit's matters.
func (s *sampler) checks(sv *SampleVisit) {
	v := &sv.Visit
	v.Checks = []CheckResult{}
	answer := func(points []Checkpoint, n int, worst string) {
		for i, p := range points {
			if i >= n {
				return
			}
			c := CheckResult{CheckpointID: p.ID, Result: "符合"}
			if i == 0 && worst != "" {
				c.Result, c.Note = worst, "见存在问题"
			} else if s.chance(0.12) {
				c.Result = "基本符合"
			}
			v.Checks = append(v.Checks, c)
		}
	}
	for _, id := range v.Matters {
		worst := ""
		for _, f := range sv.Findings {
			if f.MatterID == id {
				worst = "基本符合"
				if f.Level == 2 || f.Level == 5 {
					worst = "不符合"
				}
			}
		}
		answer(s.points[id], 2, worst)
	}
	answer(s.walks[s.IntN(len(s.walks)):], 1, "")
}
