package report

import (
	"fmt"
	"slices"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// InspectionPaper is what the papers of one 专项督导 are made from.
type InspectionPaper struct {
	Settings office.Settings
	Matters  []office.Matter
	office.InspectionFacts
}

// letter begins an official letter of the inspection.
func (p InspectionPaper) letter(form, name, title, number string, on office.Date, to string) doc.Document {
	ways := p.Settings.Paper(form)
	d := doc.Document{Title: name, Style: doc.Official, Sample: p.Settings.Sample}
	d.Blocks = append(letterHead(p.Settings, ways, title, openNumber(p.Settings, ways, number, on)), addressee(to)...)
	return d
}

// name is the paper's name in the title of its file.
func (p InspectionPaper) name(paper string) string {
	return strings.TrimSpace(p.Inspection.Title + " " + paper)
}

// called is the inspection in a title: 食品安全专项督导.
func (p InspectionPaper) called() string { return strings.TrimPrefix(p.Inspection.Title, "关于") }

// calledAs is the title of a paper of the inspection; what both names say is not
// said twice: 食品安全专项督导意见书.
func (p InspectionPaper) calledAs(name string) string {
	if strings.HasSuffix(p.called(), "督导") {
		name = strings.TrimPrefix(name, "督导")
	}
	return p.called() + name
}

// basis words what the inspection goes by.
func (p InspectionPaper) basis() string {
	if b := strings.TrimRight(p.Inspection.Basis, "。；， "); b != "" && len([]rune(b)) <= 200 {
		return "根据" + strings.TrimPrefix(b, "根据") + "，"
	}
	return "根据《教育督导条例》和工作安排，"
}

// scope words whom the inspection looks at.
func (p InspectionPaper) scope() string {
	if p.Inspection.Scope != "" {
		return p.Inspection.Scope
	}
	parts := []string{}
	for _, kind := range office.UnitKinds {
		if n := p.count(func(u office.UnitFacts) bool { return u.Unit.UnitKind == kind }); n > 0 {
			unit := "个"
			if kind == office.UnitSchool || kind == office.UnitInfant {
				unit = "所"
			}
			parts = append(parts, fmt.Sprintf("%s%d%s", kind, n, unit))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, "、") + "，共" + itoa(len(p.Units)) + "个单位。"
}

func (p InspectionPaper) count(is func(office.UnitFacts) bool) int {
	n := 0
	for _, u := range p.Units {
		if is(u) {
			n++
		}
	}
	return n
}

// time words when the units are visited and until when they report on
// themselves.
func (p InspectionPaper) time() string {
	x, parts := p.Inspection, []string{}
	if x.SelfDueOn.Valid() {
		parts = append(parts, "自评："+x.SelfDueOn.Chinese()+"前完成，并将自评报告报我室。")
	}
	switch {
	case x.StartsOn.Valid() && x.EndsOn.Valid() && x.EndsOn > x.StartsOn:
		parts = append(parts, "实地督导："+x.StartsOn.Chinese()+"至"+x.EndsOn.Chinese()+"。")
	case x.StartsOn.Valid():
		parts = append(parts, "实地督导："+x.StartsOn.Chinese()+"起。")
	}
	return strings.Join(parts, "\n")
}

// people counts the members of all groups, and the inspectors among them.
func (p InspectionPaper) people() (all, inspectors int) {
	for _, g := range p.Groups {
		all += len(g.Members)
		for _, m := range g.Members {
			if m.InspectorID != 0 {
				inspectors++
			}
		}
	}
	return all, inspectors
}

// grouped words how the people are divided.
func (p InspectionPaper) grouped() string {
	if len(p.Groups) == 0 {
		return ""
	}
	all, inspectors := p.people()
	text := fmt.Sprintf("成立%d个督导组，共%d人，其中督学%d人", len(p.Groups), all, inspectors)
	if all > inspectors {
		text += fmt.Sprintf("、其他单位人员%d人", all-inspectors)
	}
	return text + "。"
}

// Notice makes the 督导通知 to the units, with the groups and the days.
func (p InspectionPaper) Notice() doc.Document {
	x := p.Inspection
	d := p.letter(office.FormInspectionNotice, p.name("督导通知"), "关于开展"+p.called()+"的通知", x.NoticeNo, x.NoticeOn, "各被督导单位")
	d.Code = office.FormCode(office.FormInspectionNotice, x.Number)
	d.Blocks = append(d.Blocks, doc.Text(p.basis()+"我室决定开展"+p.called()+"。现将有关事项通知如下。"))
	var s sections
	s.add("督导范围", bodyText(p.scope())...)
	s.add("督导内容", bodyText(x.Content)...)
	s.add("时间安排", bodyText(p.time())...)
	s.add("组织方式", bodyText(joined(p.grouped(), p.annexed("督导组名单和日程安排见附件。")))...)
	s.add("有关要求", bodyText(x.Requirements)...)
	d.Blocks = append(d.Blocks, s.blocks...)
	if phone := p.Settings.Phone; phone != "" {
		d.Blocks = append(d.Blocks, doc.Text("联系电话："+phone+"。"))
	}
	annexed := len(p.Groups) > 0
	const annex = "督导组名单和日程安排"
	if annexed {
		d.Blocks = append(d.Blocks, annexNote(annex)...)
	}
	ways := p.Settings.Paper(office.FormInspectionNotice)
	d.Blocks = append(d.Blocks, letterEnd(p.Settings, ways, ways.CopyTo, x.NoticeOn)...)
	if annexed {
		d.Blocks = append(d.Blocks, doc.PageBreak{Annex: "附件"}, doc.Title{Text: annex}, p.groupTable(), p.dayTable(false))
	}
	return d
}

// annexed is the text where there is anything to annex.
func (p InspectionPaper) annexed(text string) string {
	if len(p.Groups) == 0 {
		return ""
	}
	return text
}

// Plan makes the 工作方案.
func (p InspectionPaper) Plan() doc.Document {
	x := p.Inspection
	d := doc.Document{Title: p.name("工作方案"), Style: doc.Official, Sample: p.Settings.Sample}
	d.Blocks = []doc.Block{doc.Title{Text: p.called() + "工作方案"}, doc.Text(p.basis() + "制定本方案。")}
	var s sections
	s.add("督导范围", bodyText(p.scope())...)
	s.add("督导内容", bodyText(x.Content)...)
	s.add("组织分工", bodyText(p.grouped())...)
	if len(p.Groups) > 0 {
		s.blocks = append(s.blocks, p.groupTable())
	}
	s.add("工作步骤", p.steps()...)
	s.add("工作要求", bodyText(x.Requirements)...)
	d.Blocks = append(d.Blocks, s.blocks...)
	d.Blocks = append(d.Blocks, doc.Signature{Office: p.Settings.OfficeName, Date: dated(x.PlannedOn)})
	return d
}

// steps words the course with the limits that the county goes by.
func (p InspectionPaper) steps() []doc.Block {
	c, within := p.Course, func(l office.Limit, from string) string {
		if w := l.Words(); w != "" {
			return from + w + "内"
		}
		return ""
	}
	lines := []string{"通知。实地督导前，向被督导单位发出书面督导通知。"}
	if p.Inspection.SelfDueOn.Valid() {
		lines = append(lines, "自评。被督导单位于"+p.Inspection.SelfDueOn.Chinese()+"前完成自评。")
	}
	lines = append(lines, "实地督导。"+orText(strings.TrimPrefix(lastLine(p.time()), "实地督导："), "按日程进行。"))
	if !p.Inspection.Short() {
		lines = append(lines,
			"初步意见。督导组讨论形成初步意见，"+within(c.Opinion, "实地督导结束后")+"向被督导单位反馈，听取申辩。",
			"督导意见书。"+within(c.Letter, "反馈后")+"向被督导单位发出督导意见书，提出限期整改要求和建议。",
			"整改。被督导单位按意见书整改，"+within(c.Report, "整改期满后")+"报告整改情况，督导室进行核查。")
	}
	lines = append(lines, "督导报告。"+within(c.ToUpper, "督导结束后")+"形成督导报告，报送、备案并公布。")
	out := []doc.Block{}
	for i, text := range lines {
		out = append(out, doc.Text(itoa(i+1)+"."+text))
	}
	return out
}

func orText(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

func lastLine(text string) string {
	lines := strings.Split(text, "\n")
	return lines[len(lines)-1]
}

// groupTable lists the groups with their people.
func (p InspectionPaper) groupTable() doc.Table {
	t := doc.Table{Caption: "督导组名单", Name: "督导组", Columns: []doc.Column{{Head: "组别", Width: 14, Align: doc.Center, Once: true}, {Head: "组内分工", Width: 14, Align: doc.Center}, {Head: "姓名", Width: 16, Align: doc.Center},
		{Head: "单位及职务", Width: 42}, {Head: "单位数", Width: 12, Align: doc.Center}}}
	for _, g := range p.Groups {
		units := p.count(func(u office.UnitFacts) bool { return u.Unit.GroupID == g.Group.ID })
		for i, m := range g.Members {
			name, n := "", ""
			if i == 0 {
				name, n = g.Group.Name, itoa(units)
			}
			t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(name), doc.C(m.Role), doc.C(m.Name), doc.C(strings.TrimSpace(m.Employer + " " + m.Post)), doc.C(n)}})
		}
	}
	return t
}

// planned are the units group by group, in the order of their days.
func (p InspectionPaper) planned() []office.UnitFacts {
	place := map[int64]int{}
	for i, g := range p.Groups {
		place[g.Group.ID] = i + 1
	}
	list := slices.Clone(p.Units)
	slices.SortStableFunc(list, func(a, b office.UnitFacts) int {
		if d := place[a.Unit.GroupID] - place[b.Unit.GroupID]; d != 0 {
			return d
		}
		if d := strings.Compare(string(a.Unit.PlannedOn), string(b.Unit.PlannedOn)); d != 0 {
			return d
		}
		return strings.Compare(a.Unit.Session, b.Unit.Session)
	})
	return list
}

// dayTable lists the units with their groups and days; wide says more of them.
func (p InspectionPaper) dayTable(wide bool) doc.Table {
	t := doc.Table{Caption: "日程安排", Name: "日程安排", Columns: []doc.Column{{Head: "序号", Width: 7, Align: doc.Center}, {Head: "组别", Width: 12, Align: doc.Center}, {Head: "日期", Width: 16, Align: doc.Center},
		{Head: "时段", Width: 9, Align: doc.Center}, {Head: "单位", Width: 40}}}
	if wide {
		t.Columns = append(t.Columns, doc.Column{Head: "类别", Width: 12, Align: doc.Center}, doc.Column{Head: "乡镇", Width: 14, Align: doc.Center}, doc.Column{Head: "责任区", Width: 16, Align: doc.Center}, doc.Column{Head: "备注", Width: 18})
	}
	for i, u := range p.planned() {
		cells := []doc.Cell{doc.C(itoa(i + 1)), doc.C(u.Group), doc.C(string(u.Unit.PlannedOn)), doc.C(u.Unit.Session), doc.C(u.Unit.Name)}
		if wide {
			cells = append(cells, doc.C(u.Unit.UnitKind), doc.C(u.Town), doc.C(u.Zone), doc.C(u.Unit.Note))
		}
		t.Rows = append(t.Rows, doc.Row{Cells: cells})
	}
	return t
}

// Schedule makes the 分组及日程安排表.
func (p InspectionPaper) Schedule() doc.Document {
	name := p.called() + "分组及日程安排表"
	d := doc.Document{Title: p.name("分组及日程安排表"), Style: doc.Ledger, Landscape: true, Sample: p.Settings.Sample}
	d.Blocks = []doc.Block{doc.Title{Text: name}, doc.Ends{Left: "编制：" + p.Settings.OfficeName, Center: p.grouped(), Right: "单位 " + itoa(len(p.Units)) + " 个"}, p.groupTable(), p.dayTable(true)}
	return d
}

// Filing makes the 督导报告备案表.
func (p InspectionPaper) Filing() doc.Document {
	x := p.Inspection
	d := doc.Document{Title: p.name("备案表"), Style: doc.Form, Sample: p.Settings.Sample, Code: office.FormCode("inspection_filing", x.Number)}
	g := newGrid(halves...)
	all, inspectors := p.people()
	g.line(label("督导名称"), field(x.Title, 3))
	g.line(label("种类"), field(x.Kind, 0), label("专题"), field(x.Topic, 0))
	g.line(label("督导通知"), field(strings.TrimSpace(x.NoticeNo+"　"+x.NoticeOn.Chinese()), 0), label("实地时间"), field(days(x.StartsOn, x.EndsOn), 0))
	g.line(label("督导组"), field(fmt.Sprintf("%d 个，%d 人（督学 %d 人）", len(p.Groups), all, inspectors), 0), label("被督导单位"), field(fmt.Sprintf("%d 个，已督导 %d 个", len(p.Units), p.visited()), 0))
	g.line(label("督导意见书"), field(itoa(p.letters())+" 份", 0), label("发现问题"), field(fmt.Sprintf("%d 个，已销号 %d 个", p.found(), p.closed()), 0))
	g.line(label("督导报告"), field(strings.TrimSpace(x.ReportNo+"　"+x.ReportOn.Chinese()), 0), label("报送"), field(x.ReportTo, 0))
	g.line(label("备案号"), field(x.FiledNo, 0), label("备案日期"), field(dated(x.FiledOn), 0))
	g.line(label("公布日期"), field(dated(x.PublishedOn), 0), label("公布渠道"), field(x.PublishedAt, 0))
	g.long("督导\n基本情况", p.part("overview"), 60, true)
	g.long("备注", x.Note, 20, false)
	g.row(20, label("报备单位"), doc.GridCell{Text: "（盖章）\n" + handDate, Align: doc.Right}, label("备案机关\n意见"), doc.GridCell{Text: "（盖章）\n" + handDate, Align: doc.Right})
	d.Blocks = []doc.Block{doc.Title{Text: "教育督导报告备案表"}, doc.Ends{Left: "报备单位：" + p.Settings.OfficeName, Right: numbered("编号", x.Number)}, g.Grid}
	return d
}

// span2 is a span of days in words, as far as it is known.
func days(from, to office.Date) string {
	switch {
	case from.Valid() && to.Valid() && from != to:
		return span(office.Period{From: from, To: to.AddDays(1)})
	case from.Valid():
		return from.Chinese()
	}
	return ""
}

func (p InspectionPaper) visited() int {
	return p.count(func(u office.UnitFacts) bool { return u.Unit.VisitedOn.Valid() })
}

func (p InspectionPaper) letters() int {
	return p.count(func(u office.UnitFacts) bool { return u.Unit.LetterOn.Valid() })
}

func (p InspectionPaper) found() int {
	n := 0
	for _, u := range p.Units {
		n += len(u.Findings)
	}
	return n
}

func (p InspectionPaper) closed() int {
	n := 0
	for _, u := range p.Units {
		for _, f := range u.Findings {
			if f.Closed() {
				n++
			}
		}
	}
	return n
}
