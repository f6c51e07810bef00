package office

import (
	"fmt"
	"slices"
	"strconv"
)

// SampleEvaluation is an evaluation of the made-up county with the evidence that
// serves its points.
type SampleEvaluation struct {
	Standard   string     // its short name
	Evaluation Evaluation // SchoolID is the place of the school
	Items      map[string]EvaluationItem
	Evidence   []SampleEvidence
}

// SampleEvidence is a piece of evidence: SourceID is the place of the record among
// those of its kind. Codes are the points it serves, each with the need it fulfils
// (its name) after a slash.
type SampleEvidence struct {
	Evidence Evidence
	Codes    []string
}

// makeEvaluations makes up this round and the last of the county, and one of a
// school and of a kindergarten.
func (s *sampler) makeEvaluations() {
	year := s.size.To.Of(0).From.Year()
	for _, y := range []int{year - 1, year} {
		e := Evaluation{Year: y, Years: 3, State: EvaluationStates[0], InspectedOn: NewDate(y, 5, 20)}
		if y < year {
			e.State = EvaluationStates[1]
		}
		s.c.Evaluations = append(s.c.Evaluations, SampleEvaluation{StandardCounty, e, s.sampleItems(e), s.countyEvidence(e, y < year)})
	}
	for _, key := range []string{StandardSchool, StandardKindergarten} {
		place := slices.IndexFunc(s.c.Schools, func(c School) bool {
			return c.Kindergarten() == (key == StandardKindergarten) && c.State == OpenSchool
		})
		if place < 0 {
			continue
		}
		e := Evaluation{SchoolID: int64(place + 1), Year: year, Years: 3, State: EvaluationStates[0], InspectedOn: NewDate(year, 6, 10)}
		s.c.Evaluations = append(s.c.Evaluations, SampleEvaluation{key, e, nil, s.schoolEvidence(e)})
	}
}

// sampleItems share the points out among people and score some of them. The points
// of the standard itself are not known: what is written is the office's own count
// out of a hundred.
func (s *sampler) sampleItems(e Evaluation) map[string]EvaluationItem {
	people := []string{s.c.Settings.Director, s.c.Settings.Archivist, "示例县督导室王示例"}
	said := []string{"", "", "", "两份会议纪要未盖章，扣1分。", "", "个别学校的照片还没有补齐，扣2分。"}
	items := map[string]EvaluationItem{}
	n := 0
	for _, x := range outlineOf(innovationOutline, nil) {
		if x.Level == 1 {
			continue
		}
		item := EvaluationItem{Person: people[int(x.Code[0]-'1')%len(people)], DueOn: e.InspectedOn.AddDays(-35 + n%4*7)}
		if n%5 != 4 {
			item.Deduction = said[n%len(said)]
			score := 100 - float64(n%6)
			if item.Deduction == "" {
				score = 100
			}
			item.SelfScore = &score
		}
		if n%9 == 0 {
			item.CheckedBy, item.CheckedOn = s.c.Settings.Director, e.InspectedOn.AddDays(-50)
		}
		items[x.Code] = item
		n++
	}
	return items
}

// sampleGatherer collects the evidence of an evaluation.
type sampleGatherer struct {
	s    *sampler
	e    Evaluation
	list []SampleEvidence
}

// add takes in what lies inside the span and is not of the days to come.
func (g *sampleGatherer) add(e Evidence, codes ...string) {
	if e.DatedOn < g.e.From() || e.DatedOn >= g.e.To() || e.DatedOn >= g.s.size.To.Of(0).To {
		return
	}
	if e.Author == "" {
		e.Author = g.s.c.Settings.OfficeName
	}
	g.list = append(g.list, SampleEvidence{e, codes})
}

func (s *sampler) countyEvidence(e Evaluation, brief bool) []SampleEvidence {
	g := &sampleGatherer{s: s, e: e}
	g.months()
	if !brief {
		g.visits()
	}
	g.notices(12)
	g.office()
	g.registers()
	g.filed()
	g.onPaper()
	return g.list
}

// months are the papers of every month, 10 and 2 of them not printed yet.
func (g *sampleGatherer) months() {
	for m := g.s.size.From; m <= g.s.size.To; m = m.Add(1) {
		if g.s.c.Settings.Exempt(m) {
			continue
		}
		span, county := m.Of(0), g.s.c.Settings.CountyName
		g.add(Evidence{Title: county + m.Chinese() + "督导报告", DatedOn: span.From, DatedTo: span.Last(), Form: "month", SourceKey: string(m), OnPaper: m.Number() != 12}, "4-7/月报")
		g.add(Evidence{Title: county + m.Chinese() + "督导工作统计表", DatedOn: span.From, DatedTo: span.Last(), Form: "statistics", SourceKey: string(m)}, "4-4/月统计表", "4-5", "6-3/方法统计")
	}
}

// visits are records of this round's months, one a month, with the feedback.
func (g *sampleGatherer) visits() {
	last := Month("")
	for i, v := range g.s.c.Visits {
		if v.Visit.Date.Month() == last || v.Visit.State == "取消" || v.Visit.Date < g.e.From() {
			continue
		}
		last = v.Visit.Date.Month()
		name := g.s.c.Schools[v.Visit.SchoolID-1].Name
		base := Evidence{DatedOn: v.Visit.Date, SourceKind: "visit", SourceID: int64(i + 1), OnPaper: true}
		base.Form, base.Title = "visit", name+"督导记录表"
		g.add(base, "4-4/督导记录", "4-6/督导记录表")
		if len(v.Findings) > 0 {
			base.Form, base.Title = FormFeedback, name+"督导反馈单"
			g.add(base, "4-6/反馈单")
		}
	}
}

// notices are the issued papers of the cases, most of them at most.
func (g *sampleGatherer) notices(most int) {
	needs := map[string]string{NoticeRectify: "7-2/整改通知书", NoticeSupervise: "7-3/督办单", NoticeTalk: "7-3/约谈记录", NoticeBulletin: "7-3/通报"}
	for _, n := range g.s.c.Notices {
		code, known := needs[n.Kind]
		if !known || !n.Issued() || n.SchoolID == 0 || most == 0 {
			continue
		}
		before := len(g.list)
		g.add(Evidence{Title: g.s.c.Schools[n.SchoolID-1].Name + n.Kind, DocNumber: n.DocNumber, DatedOn: n.Date, Form: NoticeForm(n.Kind), SourceKind: "notice", SourceID: n.ID, OnPaper: n.ID%3 != 0}, code)
		most -= len(g.list) - before
	}
}

// office are the plans, meetings, trainings and tenures.
func (g *sampleGatherer) office() {
	for i, p := range g.s.c.Plans {
		g.add(Evidence{Title: p.Title, DocNumber: p.DocNumber, DatedOn: p.IssuedOn, Form: "plan_year", SourceKind: "plan", SourceID: int64(i + 1), SourceKey: strconv.Itoa(p.Year), OnPaper: true}, "1-5/年度工作要点", "4-3/年度计划")
	}
	for i, m := range g.s.c.Meetings {
		g.add(Evidence{Title: m.Title + "纪要", DocNumber: m.MinutesNo, DatedOn: m.Date, Form: FormMinutes, SourceKind: "meeting", SourceID: int64(i + 1)}, "1-3/会议纪要", "1-5/督导委会议纪要")
	}
	for i, t := range g.s.c.Trainings {
		if t.StartsOn.Month().Number()%2 == 0 && i%2 == 0 {
			continue
		}
		e := Evidence{Title: t.Name + "签到表", DatedOn: t.StartsOn, Form: "training_sign", SourceKind: "training", SourceID: int64(i + 1), OnPaper: true}
		g.add(e, "3-5/签到表", "2-4/年度培训计划")
		e.Title, e.Form, e.OnPaper = t.Name+"通知", "training_notice", false
		g.add(e, "3-5/培训通知")
	}
	for i, t := range g.s.c.Tenures {
		e := Evidence{DatedOn: t.Tenure.PublishedOn, DocNumber: t.Tenure.DocNumber, SourceKind: "tenure", SourceID: int64(i + 1), OnPaper: true}
		e.Title, e.Form = t.Tenure.Name+"督学聘任文件", "tenure_decision"
		g.add(e, "2-2/聘任文件", "3-4/聘任文件")
		e.Title, e.Form, e.DocNumber, e.Personal = t.Tenure.Name+"任职资格审查汇总表", "tenure_checks", "", true
		g.add(e, "2-2/资格审查材料", "3-2/资格审查表")
	}
}

// registers are the tables of the day before the last month's end.
func (g *sampleGatherer) registers() {
	day := min(g.s.size.To.Of(0).Last(), g.e.To().AddDays(-1))
	for _, r := range []struct{ form, title, code string }{
		{"zones", "责任区划分公示", "2-1/责任区划分表"}, {"roster", "督学花名册", "2-3/督学花名册"}, {"assignments", "督学—学校对应表", "3-1/督学—学校对应表"},
		{"certificates", "聘书、督学证登记表", "2-3/督学证发放登记"}, {"hung", "学校挂牌一览表", "4-1"},
	} {
		g.add(Evidence{Title: r.title, DatedOn: day, Form: r.form, SourceKey: string(day)}, r.code)
	}
	for y := g.e.Year - g.e.Years + 1; y <= g.e.Year; y++ {
		first := NewDate(y, 1, 1)
		last := NewDate(y, 12, 31)
		g.add(Evidence{Title: fmt.Sprintf("%d年整改台账", y), DatedOn: first, DatedTo: last, Form: "ledger", SourceKey: strconv.Itoa(y)}, "7-2/整改台账")
		g.add(Evidence{Title: fmt.Sprintf("%d年培训学时统计表", y), DatedOn: first, DatedTo: last, Form: "training_hours", SourceKey: strconv.Itoa(y)}, "3-5/学时登记")
	}
}

// filed are archive items: papers that lie in their boxes.
func (g *sampleGatherer) filed() {
	n := 0
	for i, a := range g.s.c.Archive {
		if a.SourceKind == "notice" && n < 10 {
			g.add(Evidence{Title: a.Title, DocNumber: a.DocNumber, DatedOn: a.DatedOn, SourceKind: "archive_item", SourceID: int64(i + 1), OnPaper: true}, "7-2/整改通知书")
			n++
		}
	}
}

// onPaper are papers that came from elsewhere and lie in a cupboard.
func (g *sampleGatherer) onPaper() {
	government := g.s.c.Settings.CountyName + "人民政府"
	for i, p := range []struct{ title, author, code, place string }{
		{"关于成立教育督导委员会的通知（示例）", government, "1-1/成立文件", "2号柜第1层"},
		{"教育督导委员会成员单位名单（示例）", government, "1-1/成员单位名单", "2号柜第1层"},
		{"教育督导委员会工作职责（示例）", government, "1-1/职责", "2号柜第1层"},
		{"关于督导室机构编制的批复（示例）", g.s.c.Settings.CountyName + "机构编制委员会", "1-2/机构编制文件", "2号柜第1层"},
		{"县政府领导分工文件（示例）", government, "1-3/分工文件", "2号柜第1层"},
		{"督导室岗位职责和分工表（示例）", "", "1-4/岗位职责", ""},
		{"督学责任区制度（示例）", "", "2-1/责任区制度文件", ""},
		{"责任督学选聘制度（示例）", "", "2-2/制度文件", ""},
		{"责任督学考核细则（示例）", "", "2-5/考核细则", "2号柜第2层"},
		{"责任督学公示牌样式（示例）", "", "4-1/公示牌样式文件", "2号柜第2层"},
		{"教育督导经费预算批复（示例）", g.s.c.Settings.CountyName + "财政局", "5-1/预算批复", "2号柜第3层"},
		{"督导办公设备资产清单（示例）", "", "5-2/资产清单", "2号柜第3层"},
		{"学校联络人名单（示例）", "", "5-4/学校联络人名单", "2号柜第3层"},
		{"督导信息系统运行报告（示例）", "", "6-1/运行报告", ""},
		{"校长任期考核办法（示例）", g.s.c.Settings.ReportTo, "8-1/学校考核办法", "2号柜第3层"},
	} {
		e := Evidence{Title: p.title, Author: p.author, DatedOn: NewDate(g.e.Year-1-i%2, 3+i%6, 10+i), Place: p.place, OnPaper: p.place != ""}
		if i%5 == 4 {
			e.Flaw = EvidenceFlaws[1]
		}
		g.add(e, p.code)
	}
}

// schoolEvidence is what the county has of one school.
func (s *sampler) schoolEvidence(e Evaluation) []SampleEvidence {
	g := &sampleGatherer{s: s, e: e}
	name := s.c.Schools[e.SchoolID-1].Name
	feedback, record := "2-1/反馈单", "2-5"
	if s.c.Schools[e.SchoolID-1].Kindergarten() {
		feedback, record = "2", "5"
	}
	for i, v := range s.c.Visits {
		if v.Visit.SchoolID != e.SchoolID || v.Visit.State == "取消" || i%2 == 0 {
			continue
		}
		x := Evidence{DatedOn: v.Visit.Date, SourceKind: "visit", SourceID: int64(i + 1), OnPaper: i%3 == 0}
		x.Form, x.Title = FormFeedback, name+"督导反馈单"
		if len(v.Findings) == 0 {
			x.Form, x.Title = "visit", name+"督导记录表"
			g.add(x, record)
			continue
		}
		g.add(x, feedback)
	}
	return g.list
}
