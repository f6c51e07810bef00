package office

import (
	"fmt"
	"math/rand/v2"
	"slices"
)

// sampleSeasons is how many months back the sample county's month plans reach.
const sampleSeasons = 5

// sampleGuidance is the made-up text of a year's plan.
const sampleGuidance = `一、指导思想
示例数据：围绕%[1]d年全县教育重点工作，坚持督政、督学和评估监测并重，把责任督学挂牌督导做实，让每个问题有人管、管到底。

二、工作目标
在办学校和幼儿园每月督导全覆盖，问题整改按期核查，督学每人完成规定的培训学时。

三、重点工作
（一）做实经常性督导
按月菜单到校，规定任务逐项查看，督导记录当日填写，反馈当场进行。
（二）抓好专项督导
开展春秋季开学、食品安全、校园安全等专项督导，结果在全县通报。
（三）管好督学队伍
每月召开例会，组织集中培训，年终对责任区和责任督学进行考核。

四、工作要求
各责任区按本要点和行事历制定月计划，每月三日前报上月工作情况。`

var sampleUndone = []string{"学校组织期中考试，改期", "督学参加全县专项检查", "天气原因道路不通，改期", "督学请病假"}

// makePlans makes up two years' plans, the menus and plans of the newest months,
// the office's people in schools and the leaders with theirs; the dice are its own.
func (s *sampler) makePlans() {
	dice := s.Rand
	s.Rand = rand.New(rand.NewPCG(sampleSeed, 4))
	defer func() { s.Rand = dice }()
	for y := s.size.To.Of(0).From.Year() - 1; y <= s.size.To.Of(0).From.Year(); y++ {
		s.samplePlan(y)
	}
	for m := s.size.To.Add(1 - sampleSeasons); m <= s.size.To; m = m.Add(1) {
		if days := s.schoolDays(m); m >= s.size.From && len(days) > 0 && !s.c.Settings.Exempt(m) {
			s.sampleMenu(m)
			s.sampleLines(m, days)
		}
	}
	s.sampleStaff()
	s.sampleLeaders()
}

func (s *sampler) samplePlan(year int) {
	p := NewPlan(year, s.c.Settings)
	p.ID, p.DocNumber, p.State, p.IssuedOn = int64(len(s.c.Plans)+1), fmt.Sprintf("示教督〔%d〕2号", year), PlanIssued, NewDate(year, 1, 15)
	p.Guidance, p.Note = fmt.Sprintf(sampleGuidance, year), "示例数据"
	s.c.Plans = append(s.c.Plans, p)
	now := s.size.To.Of(0).To
	for i, t := range StarterCalendar {
		t.PlanID, t.Who = p.ID, s.pick([]string{"督导室", "各责任区", "督导室、各责任区"})
		if end := NewDate(year, t.MonthTo+1, 1); end <= now && i != 5 { // one is overdue
			t.DoneOn = NewDate(year, t.MonthTo, s.between(18, 27))
		}
		s.c.PlanTasks = append(s.c.PlanTasks, t)
	}
}

// sampleMenu follows the rota that the visits were made up by.
func (s *sampler) sampleMenu(m Month) {
	menu := Menu{Month: m, DocNumber: fmt.Sprintf("示教督〔%d〕%d号", m.Of(0).From.Year(), m.Number()+10), IssuedOn: m.Of(0).From.AddDays(-4),
		Requirement: "示例数据：每所学校至少到校一次，规定任务逐项查看，发现的安全问题当天上报。"}
	for infant, ids := range sampleRota[m.Number()] {
		for _, x := range DefaultMatters {
			if slices.Contains(ids, x.ID) {
				menu.Items = append(menu.Items, MenuItem{MatterID: x.ID, Topic: x.Name, Requirement: "对照督导要点逐条查看并记录。", Schools: MenuSchools[infant+1], Required: true})
			}
		}
	}
	menu.Items = append(menu.Items, MenuItem{Topic: "学校特色工作和典型经验", Schools: MenuSchools[0]})
	s.c.Menus = append(s.c.Menus, menu)
}

// sampleLines plans each school once; most were gone to, and some of the others
// say why not.
func (s *sampler) sampleLines(m Month, days []Date) {
	for i, sc := range s.c.Schools {
		l := PlanLine{Month: m, InspectorID: s.mainOn(i, days[0]), SchoolID: sc.ID, State: LinePlanned, Session: SessionNames[s.IntN(2)], Day: days[s.IntN(len(days))]}
		if sc.Kindergarten() {
			l.Matters = slices.Clone(sampleRota[m.Number()][1])
		} else {
			l.Matters = slices.Clone(sampleRota[m.Number()][0])
		}
		if on := s.firstVisit(l, m); on == "" {
			if s.chance(0.6) {
				l.State, l.Reason = LineUndone, s.pick(sampleUndone)
			}
		} else if s.chance(0.8) {
			l.Day = on
		}
		s.c.PlanLines = append(s.c.PlanLines, l)
	}
}

// firstVisit is the day of the line's first visit in the month, "" for none.
func (s *sampler) firstVisit(l PlanLine, m Month) Date {
	from, _ := slices.BinarySearchFunc(s.c.Visits, m.Of(0).From, func(v SampleVisit, d Date) int { return compareDays(v.Visit.Date, d) })
	for _, v := range s.c.Visits[from:] {
		if v.Visit.Date >= m.Of(0).To {
			return ""
		}
		if v.Visit.SchoolID == l.SchoolID && (v.Visit.InspectorID == l.InspectorID || slices.Contains(v.Visit.Companions, l.InspectorID)) {
			return v.Visit.Date
		}
	}
	return ""
}

func compareDays(a, b Date) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// sampleStaff gives each of the office's people a day a month with a visit; the
// last of them was in no school in the newest month.
func (s *sampler) sampleStaff() {
	posts := []string{"主任", "副主任", "督导员", "科员"}
	for i, post := range posts {
		name := s.c.Settings.Director
		if i > 0 {
			name = s.person("", "")
		}
		s.c.Staff = append(s.c.Staff, Staff{ID: int64(i + 1), Name: name, Post: "督导室" + post, Zone: sampleOrdinals[i%max(1, s.size.Zones)] + "责任区", StartsOn: s.firstDay()})
	}
	for m := s.size.To.Add(1 - sampleSeasons); m <= s.size.To; m = m.Add(1) {
		p := m.Of(0)
		with := []Visit{}
		for _, v := range s.c.Visits {
			if p.Has(v.Visit.Date) {
				with = append(with, v.Visit)
			}
		}
		for i := range posts {
			if len(with) == 0 || m == s.size.To && i == len(posts)-1 {
				continue
			}
			v := with[s.IntN(len(with))]
			s.c.StaffDays = append(s.c.StaffDays, StaffDay{StaffID: int64(i + 1), Date: v.Date, SchoolID: v.SchoolID, InspectorID: v.InspectorID, Content: "随督学进校，查看规定任务落实情况，参加反馈。"})
		}
	}
}

// sampleLeaders gives each of a few leaders a school in another town.
func (s *sampler) sampleLeaders() {
	posts := []string{"县委副书记", "副县长", "县人大常委会副主任", "县政协副主席", "县教育局局长", "县教育局副局长", "县教育局副局长", "县政府教育督导室主任"}
	now := s.size.To.Of(0)
	year := now.From.Year()
	for i, post := range posts {
		sc := s.c.Schools[(i*7)%len(s.c.Schools)]
		l := Leader{Name: s.person("", ""), Post: post, SchoolID: sc.ID, StartsOn: NewDate(year-1, 1, 1), Note: "示例数据"}
		for _, d := range []Date{NewDate(year-1, 4, 10+i), NewDate(year-1, 10, 9+i), NewDate(year, 3, 5+i)} {
			if d < now.To && (i+int(d.Time().Month()))%4 != 0 {
				l.Visits = append(l.Visits, LeaderVisit{Date: s.cal.AddWorkdays(d.AddDays(-1), 1), Note: "到校调研，听取学校工作汇报。"})
			}
		}
		s.c.Leaders = append(s.c.Leaders, l)
	}
}
