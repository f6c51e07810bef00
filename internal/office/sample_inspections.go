package office

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// SampleInspection is one 专项督导 of the county. The ids of its groups and of
// whom its units belong to are places in the lists, from 1.
type SampleInspection struct {
	Inspection Inspection
	Groups     []GroupFacts
	Units      []InspectionUnit
	Findings   []Finding // UnitID is the place of the unit
	Former     int       // place of the one it is compared with
}

// samplePlan is an inspection that the county made, and how far it has come.
type samplePlan struct {
	month   Month
	kind    string
	topic   string
	title   string
	content string
	units   int // 0 for all
	infant  bool
	both    bool
	names   []string // of units that are no schools
	groups  int
	perDay  int
	day     int    // the working day of the month on which it begins
	done    string // the state it has come to
	former  int
}

var samplePlans = []samplePlan{
	{month: "2024-03", kind: InspectionSpecial, topic: "食品安全", groups: 4, perDay: 3, done: InspectionPublished,
		content: "1.食品安全校（园）长负责制落实情况。\n2.食堂原料采购、加工、留样和消毒记录。\n3.陪餐制度和家长参与监督情况。"},
	{month: "2024-10", kind: InspectionInfant, title: "2024年幼儿园办园行为督导评估", infant: true, units: 24, groups: 3, perDay: 1, done: InspectionPublished,
		content: "办园条件、安全卫生、保育教育、教职工队伍、内部管理五个方面。"},
	{month: "2025-05", kind: InspectionTests, title: "2025年义务教育质量监测（示例）", units: 6, groups: 6, perDay: 1, done: InspectionPublished, content: "监测组织、考务培训、现场秩序和安全保密。"},
	{month: "2025-06", kind: InspectionGoverns, title: "乡镇和部门履行教育职责督导评价", names: []string{"教育经费和资源配置科室（示例）", "城镇建设管理部门（示例）", "市场监管部门（示例）", "公安机关校园安全科（示例）"}, groups: 2, perDay: 1, done: InspectionReported,
		content: "1.教育优先发展落实情况。\n2.校园及周边安全治理。\n3.控辍保学责任落实情况。"},
	{month: "2025-09", kind: InspectionSpecial, topic: "开学工作", title: "2025年秋季开学工作专项督导", both: true, groups: 5, perDay: 4, done: InspectionPublished,
		content: "1.开学条件保障。\n2.校园安全排查。\n3.“双减”和五项管理。\n4.教辅材料管理和收费。"},
	{month: "2025-11", kind: InspectionWhole, title: "2025年中小学校综合督导（第二批）", units: 10, groups: 2, perDay: 1, done: InspectionRectified,
		content: "依法办学、学校管理、教育教学、教师队伍、条件保障。"},
	{month: "2026-03", kind: InspectionSpecial, topic: "食品安全", title: "2026年春季食品安全专项督导", day: 9, groups: 4, perDay: 1, done: InspectionVisiting, former: 1,
		content: "1.上年食品安全督导问题整改情况。\n2.食堂原料采购、加工、留样和消毒记录。\n3.食堂经费公开情况。"},
}

var (
	sampleStrengths = []string{"领导重视，责任分工明确，开学前完成自查。", "台账齐全，专人负责，每周有检查记录。", "家长参与监督，问题当天回应。", "制度上墙，教职工知晓率高。"}
	sampleLacks     = []struct {
		matter, infant int64
		text, advice   string
	}{
		{7, 11, "食堂留样登记不完整，部分餐次没有留样人签名", "留样逐餐登记，校长每周抽查。"},
		{6, 11, "消防通道堆放杂物，灭火器检查卡没有逐月填写", "落实专人逐月检查，保持通道畅通。"},
		{4, 12, "作业公示栏更新不及时", "作业公示每日更新，年级组统筹总量。"},
		{2, 12, "收费公示内容不完整", "按规定补充收费项目和依据。"},
	}
	sampleOutsiders = []struct{ employer, post string }{{"示例县市场监督管理局", "股长"}, {"示例县公安局治安大队", "副大队长"}, {"示例县卫生健康局", "科员"}, {"示例县消防救援大队", "参谋"}, {"示例县财政局", "科员"}, {"示例县发展和改革局", "科员"}}
	samplePleas     = []string{"反馈的留样问题系当天停电所致，已有维修记录，请予核实。", "收费公示栏正在改版，旧公示已附后，请酌情考虑。"}
)

// makeInspections makes up the inspections; the dice are their own, so that the
// rest of the county stays as it is.
func (s *sampler) makeInspections() {
	dice := s.Rand
	s.Rand = rand.New(rand.NewPCG(sampleSeed, 7))
	defer func() { s.Rand = dice }()
	for _, p := range samplePlans {
		if p.month < s.size.From || p.month > s.size.To || len(s.schoolDays(p.month)) < 8 {
			continue
		}
		s.c.Inspections = append(s.c.Inspections, s.inspection(p))
	}
}

func (s *sampler) inspection(p samplePlan) SampleInspection {
	days := s.schoolDays(p.month)
	first := days[min(max(1, p.day), len(days)-1)]
	x := Inspection{Kind: p.kind, Topic: p.topic, Title: p.title, Content: p.content, PlannedOn: first.AddDays(-20), StartsOn: first,
		NoticeOn: first.AddDays(-12), SelfDueOn: first.AddDays(-3), Basis: "（示例依据）示例县" + p.month.Chinese() + "教育督导工作安排",
		Requirements: "1.各单位要高度重视，如实自评，按时报送自评报告。\n2.准备好有关台账、制度和记录，安排专人配合。\n3.督导期间正常上课，不搞迎送，不增加学校负担。"}
	x.Normalize()
	out := SampleInspection{Inspection: x, Groups: s.inspectionGroups(p, x), Units: s.inspectionUnits(p)}
	if p.former > 0 {
		out.Former = slices.IndexFunc(s.c.Inspections, func(was SampleInspection) bool { return was.Inspection.Topic == p.topic }) + 1
	}
	s.shareSample(&out, p)
	for i := range out.Units {
		out.Inspection.EndsOn = max(out.Inspection.EndsOn, out.Units[i].PlannedOn)
	}
	s.inspectionCourse(&out, p)
	return out
}

// inspectionGroups are groups of three inspectors or more, two of them with
// people of other offices.
func (s *sampler) inspectionGroups(p samplePlan, x Inspection) []GroupFacts {
	people := []int64{}
	for _, a := range s.c.Appointments {
		if a.StartsOn <= x.PlannedOn && a.EndsOn >= x.PlannedOn && !slices.Contains(people, a.InspectorID) {
			people = append(people, a.InspectorID)
		}
	}
	most := min(p.groups, max(1, len(people)/3))
	out := []GroupFacts{}
	for i := range most {
		g := GroupFacts{Group: InspectionGroup{ID: int64(i + 1), Name: fmt.Sprintf("第%d组", i+1)}}
		for k := i; k < len(people) && len(g.Members) < 5; k += most {
			who := s.c.Inspectors[people[k]-1]
			m := InspectionMember{InspectorID: who.ID, Name: who.Name, Employer: who.Employer, Post: who.Post, Role: "成员"}
			if k == i {
				m.Role = "组长"
			}
			g.Members = append(g.Members, m)
		}
		if o := sampleOutsiders[(i+len(s.c.Inspections))%len(sampleOutsiders)]; i < 2 {
			g.Members = append(g.Members, InspectionMember{Name: s.person("", ""), Employer: o.employer, Post: o.post, Role: "成员"})
		}
		out = append(out, g)
	}
	return out
}

func (s *sampler) inspectionUnits(p samplePlan) []InspectionUnit {
	out := []InspectionUnit{}
	if p.kind == InspectionGoverns {
		for _, sc := range s.c.Schools {
			name := sc.Town + "人民政府"
			if !slices.ContainsFunc(out, func(u InspectionUnit) bool { return u.Name == name }) && sc.Town != "" {
				out = append(out, InspectionUnit{Name: name, UnitKind: UnitTown})
			}
		}
		for _, name := range p.names {
			out = append(out, InspectionUnit{Name: name, UnitKind: UnitOffice})
		}
		return out
	}
	list := []School{}
	for _, sc := range s.c.Schools {
		if sc.State == "在办" && (p.both || sc.Kindergarten() == p.infant) {
			list = append(list, sc)
		}
	}
	for i, sc := range list {
		if p.units > 0 && i*p.units/len(list) == (i+1)*p.units/len(list) { // one out of some
			continue
		}
		kind := UnitSchool
		if sc.Kindergarten() {
			kind = UnitInfant
		}
		out = append(out, InspectionUnit{SchoolID: sc.ID, Name: sc.Name, UnitKind: kind})
	}
	return out
}

// shareSample gives the units groups and days, by the way of the program.
func (s *sampler) shareSample(x *SampleInspection, p samplePlan) {
	share, groups := []ShareUnit{}, []int64{}
	for _, g := range x.Groups {
		groups = append(groups, g.Group.ID)
	}
	for i, u := range x.Units {
		w := ShareUnit{ID: int64(i + 1), Town: u.UnitKind, Closed: map[int64]bool{}}
		if u.SchoolID != 0 {
			w.Town += s.c.Schools[u.SchoolID-1].Town
		}
		for _, g := range x.Groups {
			for _, m := range g.Members {
				if m.InspectorID != 0 && strings.Contains(s.c.Inspectors[m.InspectorID-1].Recusal, u.Name) {
					w.Closed[g.Group.ID] = true
				}
			}
		}
		share = append(share, w)
	}
	of, _ := Share(share, groups, ShareEven)
	days, place := PlanDays(len(x.Units), p.perDay, x.Inspection.StartsOn, s.cal), map[int64]int{}
	for i := range x.Units {
		u := &x.Units[i]
		u.Position, u.GroupID = i+1, of[int64(i+1)]
		u.PlannedOn, u.Session = days[place[u.GroupID]].On, days[place[u.GroupID]].Session
		place[u.GroupID]++
	}
}

// inspectionCourse takes the units and the whole as far as the plan says.
func (s *sampler) inspectionCourse(x *SampleInspection, p samplePlan) {
	at := slices.Index(InspectionStates, p.done)
	last := s.size.To.Of(0).Last()
	for i := range x.Units {
		u := &x.Units[i]
		u.SelfOn, u.SelfText = x.Inspection.SelfDueOn.AddDays(-i%4), "已按督导内容逐项自查，建立问题清单。"
		if p.done == InspectionVisiting && u.PlannedOn > last {
			continue
		}
		u.VisitedOn = u.PlannedOn
		if x.Inspection.Short() {
			continue
		}
		s.unitCourse(x, i, at >= slices.Index(InspectionStates, InspectionRectified))
	}
	end := x.Inspection.EndsOn
	if at >= slices.Index(InspectionStates, InspectionReported) {
		x.Inspection.ReportOn, x.Inspection.ReportTo = end.AddDays(25), "示例县人民政府、示例县教育局"
	}
	if at >= slices.Index(InspectionStates, InspectionPublished) {
		x.Inspection.FiledOn, x.Inspection.FiledNo = end.AddDays(28), fmt.Sprintf("示督备〔%d〕%d号", end.Year(), len(s.c.Inspections)+1)
		x.Inspection.PublishedOn, x.Inspection.PublishedAt = end.AddDays(32), "示例县人民政府网站"
	}
}

// unitCourse fills in what followed a visit: opinion, sometimes a plea, the
// letter, and the rectification.
func (s *sampler) unitCourse(x *SampleInspection, i int, letter bool) {
	u := &x.Units[i]
	u.Strengths = s.pick(sampleStrengths)
	over := x.Inspection.Kind != InspectionWhole // old ones are all put right
	if lack := sampleLacks[s.IntN(len(sampleLacks))]; s.chance(0.3) || u.SchoolID == 0 {
		u.Advice = lack.advice
		if u.SchoolID == 0 {
			u.Problems = "教育工作专题研究次数偏少，年度任务清单没有逐项销号。"
			u.Advice = "每学期至少专题研究一次教育工作，建立任务清单。"
		} else {
			f := Finding{UnitID: int64(i + 1), SchoolID: u.SchoolID, Source: x.Inspection.FindingSource(), FoundOn: u.VisitedOn, MatterID: lack.matter, Level: 2, Content: lack.text, DueOn: u.VisitedOn.AddDays(40)}
			if u.UnitKind == UnitInfant {
				f.MatterID = lack.infant
			}
			if letter && (over || s.chance(0.4)) {
				f.ReportedOn, f.RecheckOn, f.Recheck, f.ClosedOn, f.State = f.DueOn.AddDays(-2), f.DueOn.AddDays(3), VerdictRight, f.DueOn.AddDays(3), FindingClosed
			}
			x.Findings = append(x.Findings, f)
		}
		u.DueOn = u.VisitedOn.AddDays(40)
	}
	if !letter {
		u.DueOn = ""
		if s.chance(0.5) {
			u.OpinionOn = u.VisitedOn
		}
		return
	}
	u.OpinionOn = u.VisitedOn.AddDays(2)
	if s.chance(0.04) && u.DueOn != "" && u.SchoolID != 0 {
		u.PleaOn, u.Plea, u.PleaAnswerOn, u.PleaAnswer = u.OpinionOn.AddDays(3), s.pick(samplePleas), u.OpinionOn.AddDays(6), "经督导组核实，采纳有关说明，问题表述已作修改。"
	}
	u.LetterOn = u.OpinionOn.AddDays(8)
	if u.DueOn != "" && over {
		u.ReportOn, u.Report = u.DueOn.AddDays(-2), "已逐项整改，明确专人负责，附整改前后材料。"
		u.RecheckOn, u.Recheck, u.Verdict = u.DueOn.AddDays(3), "现场查看，整改到位。", VerdictRight
		u.RecheckBy = x.Groups[max(0, int(u.GroupID)-1)].Members[0].Name
	}
}
