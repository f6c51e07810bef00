package report

import (
	"fmt"
	"slices"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// Handbook is the 责任督学工作手册 of one inspector and year.
type Handbook struct{ office.Handbook }

// bookSize is the type size of the handbook's tables, bookQuote how many
// characters of a visit it quotes.
const (
	bookSize  = 9
	bookQuote = 160
)

// Document makes the handbook: cover, contents and the parts.
func (h Handbook) Document() doc.Document {
	p := NewPlaces(h.Directory, "")
	d := doc.Document{Title: h.Settings.CountyName + "责任督学工作手册 " + h.Person.Name + " " + h.Year.Name(), Style: doc.Form, Sample: h.Settings.Sample}
	d.Blocks = []doc.Block{
		doc.Cover{Title: strings.TrimSpace(h.Settings.CountyName + "\n责任督学工作手册"), Subtitle: "（" + h.Year.Name() + "）", Fields: []doc.Field{
			{Label: "督学姓名", Value: h.Person.Name}, {Label: "工作单位", Value: beside(h.Person.Employer, h.Person.Post)},
			{Label: "责任区", Value: p.zoneNames(h.Person.ID)}, {Label: "督学证号", Value: h.Person.Certificate}},
			Office: h.Settings.OfficeName, Date: h.Day.Chinese()},
		doc.Contents{Title: "目录", Depth: 1},
	}
	for i, part := range []struct {
		title  string
		blocks []doc.Block
	}{
		{"责任区学校基本情况", h.schools(p)}, {"督导工作计划", h.plans()}, {"随机督导工作流程", h.steps()}, {"督导记录", h.visits()},
		{"听课记录", h.lessons()}, {"整改跟踪", h.findings()}, {"受理、核实投诉记录", h.complaints()}, {"工作总结", h.summary()},
	} {
		d.Blocks = append(d.Blocks, doc.PageBreak{}, doc.Heading{Level: 1, Text: chineseNumber(i+1) + "、" + part.title})
		d.Blocks = append(d.Blocks, part.blocks...)
	}
	return d
}

// name is a school's name without the county before it.
func (h Handbook) name(school int64) string {
	return shortSchool(h.SchoolNames[school], h.Settings.CountyName)
}

func (h Handbook) schools(p Places) []doc.Block {
	t := doc.Table{Name: "学校", Size: bookSize, Columns: []doc.Column{{Head: "序号", Width: 8, Align: doc.Center}, {Head: "学校", Width: 36}, {Head: "类型", Width: 14, Align: doc.Center}, {Head: "校长（园长）", Width: 14, Align: doc.Center},
		{Head: "电话", Width: 24, Align: doc.Center}, {Head: "联络人", Width: 14, Align: doc.Center}, {Head: "班级", Width: 10, Align: doc.Right}, {Head: "学生", Width: 11, Align: doc.Right}, {Head: "教职工", Width: 11, Align: doc.Right},
		{Head: "负责起始", Width: 20, Align: doc.Center}}}
	counts := []string{}
	for i, role := range office.AssignmentRoles {
		schools := h.SchoolsOf(h.Person.ID, role)
		if i == 0 || len(schools) > 0 {
			counts = append(counts, fmt.Sprintf("%s学校%d所", []string{"负责", "协助负责"}[min(i, 1)], len(schools)))
		}
		for _, s := range schools {
			from, name := office.Date(""), p.short(s)
			for _, a := range h.AnswersFor(s.ID) {
				if a.InspectorID == h.Person.ID {
					from = a.StartsOn
				}
			}
			if role != office.AssignmentRoles[0] {
				name += "（协助）"
			}
			row := cells(itoa(len(t.Rows)+1), name, s.Kind, s.Principal, s.Phone, s.Liaison)
			row.Cells = append(row.Cells, whole(s.Classes), whole(s.Students), whole(s.Teachers), doc.C(string(from)))
			t.Rows = append(t.Rows, row)
		}
	}
	return []doc.Block{doc.Paragraph{NoIndent: true, Runs: []doc.Run{{Text: "截至" + h.Day.Chinese() + "，" + strings.Join(counts, "，") + "。"}}}, t}
}

// plans is a sheet to write on by hand, with the plans that visits name.
func (h Handbook) plans() []doc.Block {
	g := doc.Grid{Widths: []float64{30, 105, 30}, Rows: []doc.GridRow{{Cells: []doc.GridCell{label("月份"), label("重点工作安排"), label("备注")}}}}
	for _, m := range h.Year.Months() {
		plans := []string{}
		for _, v := range h.Visited(m) {
			if v.Plan != "" && !slices.Contains(plans, v.Plan) {
				plans = append(plans, v.Plan)
			}
		}
		g.Rows = append(g.Rows, doc.GridRow{MinHeight: 12, Fill: true, Cells: []doc.GridCell{label(m.Chinese()), {Text: strings.Join(plans, "；")}, {}}})
	}
	return []doc.Block{g}
}

func (h Handbook) steps() []doc.Block {
	t := doc.Table{Name: "工作流程", Columns: []doc.Column{{Head: "序号", Width: 9, Align: doc.Center}, {Head: "环节", Width: 18, Align: doc.Center}, {Head: "做法", Width: 62}, {Head: "期限、次数", Width: 36}, {Head: "依据", Width: 50}}}
	for i, s := range office.WorkSteps {
		limit, source := "", s.Source
		if s.Rule != "" {
			r := h.Rule(s.Rule)
			limit = fmt.Sprintf(s.Limit, r.Value)
			source = strings.TrimSuffix(firstOf(source, r.Source), "，可按本县规定修改")
		}
		t.Rows = append(t.Rows, cells(itoa(i+1), s.Name, s.Text, limit, source))
	}
	return []doc.Block{t, doc.Paragraph{Runs: []doc.Run{{Text: "注明“非官方”的是地方做法或程序的建议值，不是国家规定，以本县规定为准。"}}}}
}

func (h Handbook) visits() []doc.Block {
	if len(h.Visits) == 0 {
		return []doc.Block{doc.Text(h.Year.Name() + "没有督导记录。")}
	}
	out := []doc.Block{doc.Paragraph{NoIndent: true, Runs: []doc.Run{{Text: "督导情况为摘录，全文见同一编号的督导记录表。"}}}}
	short := map[int64]string{}
	for _, m := range h.Matters {
		short[m.ID] = m.Short
	}
	var heads []doc.Heading
	var tables []doc.Table
	for _, m := range h.Year.Months() {
		list := h.Visited(m)
		if len(list) == 0 {
			continue
		}
		t := doc.Table{Name: m.Chinese(), Size: bookSize, Columns: []doc.Column{{Head: "编号、日期、学校", Width: 36}, {Head: "事项、方式", Width: 34}, {Head: "督导情况", Width: 100}}}
		for _, v := range list {
			matters := []string{}
			for _, id := range v.Matters {
				matters = append(matters, short[id])
			}
			t.Rows = append(t.Rows, cells(joined(v.Number, shortDay(v.Date)+v.Session, h.name(v.SchoolID)), joined(strings.Join(matters, "、"), h.methods(v)), h.told(v)))
		}
		heads, tables = append(heads, doc.Heading{Level: 2, Text: fmt.Sprintf("%s（%d校次）", m.Chinese(), len(list))}), append(tables, t)
	}
	doc.Alike(tables)
	for i, t := range tables {
		out = append(out, heads[i], t)
	}
	return out
}

func (h Handbook) methods(v office.Visit) string {
	parts := []string{}
	for _, m := range v.Methods {
		text := m.Method
		for _, known := range office.Methods {
			if known.Name == m.Method && m.Count > 0 {
				text += itoa(m.Count) + known.Unit
			}
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "、")
}

// told is what a visit found, in short: its account, its problems and how far
// they went.
func (h Handbook) told(v office.Visit) string {
	parts := []string{}
	for _, s := range []struct{ name, text string }{{"", v.Content}, {"亮点：", v.Highlights}, {"问题：", h.problems(v)}} {
		if s.text != "" {
			parts = append(parts, s.name+sentence(clip(s.text, bookQuote)))
		}
	}
	for _, d := range office.Disposals {
		if d.Code == v.Disposal {
			parts = append(parts, "处理："+d.Name+"，"+d.Action+"。")
		}
	}
	return strings.Join(parts, "\n")
}

// problems are those of the visit's text, or its findings where it has none.
func (h Handbook) problems(v office.Visit) string {
	if v.Problems != "" {
		return v.Problems
	}
	parts := []string{}
	for _, f := range h.Findings {
		if f.VisitID == v.ID {
			parts = append(parts, strings.TrimRight(f.Content, "。；"))
		}
	}
	return strings.Join(parts, "；")
}

func (h Handbook) lessons() []doc.Block {
	t := doc.Table{Name: "听课记录", Size: bookSize, Columns: []doc.Column{{Head: "序号", Width: 8, Align: doc.Center}, {Head: "日期、学校", Width: 34}, {Head: "班级、教师", Width: 30},
		{Head: "学科、课题", Width: 32}, {Head: "评价", Width: 11, Align: doc.Center}, {Head: "意见", Width: 60}}}
	for i, l := range h.Lessons {
		rating, words := "", []string{}
		if l.Rating > 0 {
			rating = itoa(l.Rating) + "分"
		}
		for _, s := range []string{l.Evaluation, l.Advice} {
			if s != "" {
				words = append(words, sentence(clip(s, bookQuote)))
			}
		}
		t.Rows = append(t.Rows, cells(itoa(i+1), joined(string(l.Date), h.name(l.SchoolID)), joined(l.Class, l.Teacher), joined(l.Subject, l.Topic), rating, strings.Join(words, "")))
	}
	return []doc.Block{t}
}

func (h Handbook) findings() []doc.Block {
	t := doc.Table{Name: "整改跟踪", Size: bookSize, Columns: []doc.Column{{Head: "编号、学校", Width: 36}, {Head: "问题", Width: 68}, {Head: "级别", Width: 12, Align: doc.Center},
		{Head: "期限和整改", Width: 36}, {Head: "状态", Width: 18, Align: doc.Center}}}
	for _, f := range h.Findings {
		row := cells(joined(f.Number, h.name(f.SchoolID)), sentence(clip(f.Content, bookQuote)), strings.TrimSuffix(office.DisposalName(f.Level), "问题"),
			joined("发现　"+string(f.FoundOn), happened("期限", f.DueOn), happened("报告", f.ReportedOn), happened("回访", f.RecheckOn), happened("销号", f.ClosedOn)))
		row.Cells = append(row.Cells, doc.Cell{Text: f.State, Warn: !f.Closed() && f.DaysOverdue(h.Day) > 0})
		t.Rows = append(t.Rows, row)
	}
	return []doc.Block{t, doc.Paragraph{NoIndent: true, Runs: []doc.Run{{Text: fmt.Sprintf("含%s以前发现、当时尚未销号的问题。▲为到%s已逾期。", h.Year.Period.From.Chinese(), h.Day.Chinese())}}}}
}

// happened is a day with what happened on it, nothing for no day.
func happened(what string, day office.Date) string {
	if day == "" {
		return ""
	}
	return what + "　" + string(day)
}

// complaints leaves out who complained: a handbook goes through many hands.
func (h Handbook) complaints() []doc.Block {
	t := doc.Table{Name: "投诉核实", Size: bookSize, Columns: []doc.Column{{Head: "编号、日期、渠道", Width: 34}, {Head: "反映学校（部门）", Width: 30},
		{Head: "反映情况", Width: 46}, {Head: "核实和处理结果", Width: 46}, {Head: "状态", Width: 16, Align: doc.Center}}}
	for _, c := range h.Complaints {
		whom := h.name(c.SchoolID)
		if whom == "" {
			whom = c.Target
		}
		t.Rows = append(t.Rows, cells(joined(c.Number, string(c.ReceivedOn), c.Channel), whom, sentence(clip(c.Content, bookQuote)), joined(sentence(clip(firstOf(c.Result, c.Answer), bookQuote)), happened("答复", c.AnsweredOn)), c.State))
	}
	return []doc.Block{t}
}

// summary is the year in numbers, with room for the inspector's own words.
func (h Handbook) summary() []doc.Block {
	t := doc.Table{Caption: "工作数据", Name: "工作总结", Columns: []doc.Column{{Head: "数据", Width: 34}, {Head: h.Year.Name(), Width: 26, Align: doc.Right}, {Head: "口径", Width: 105}}}
	for _, f := range h.Figures() {
		t.Rows = append(t.Rows, cells(f.Name, value(f), f.Basis))
	}
	g := doc.Grid{Widths: []float64{20, 145}}
	for _, name := range []string{"主要工作和成效", "问题和不足", "下一步打算"} {
		g.Rows = append(g.Rows, doc.GridRow{MinHeight: 24, Fill: true, Cells: []doc.GridCell{label(name), {Top: true}}})
	}
	return []doc.Block{t, g, doc.Signature{Lines: []string{"督学签名：", "督导室审核：", "日期：" + handDate}}}
}
