package report

import (
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// BriefingPaper is 见校长前五分钟 on paper: one sheet a school, both sides at most.
type BriefingPaper struct {
	Settings office.Settings
	Schools  []office.Briefing
	// Whose is the inspector whose schools these are, empty for one school.
	Whose string
}

// What of each list has room on the sheet, and how many characters of a text.
const (
	briefLarge    = 10.5 // type size of a sheet with little on it
	briefSmall    = 9
	briefFew      = 9 // lines that are little
	briefFindings = 8
	briefLine     = 40
	briefAsk      = 90
	briefComplain = 3
)

// Document makes the paper.
func (p BriefingPaper) Document() doc.Document {
	d := doc.Document{Title: "见校长前五分钟", Style: doc.Form, Sample: p.Settings.Sample}
	switch {
	case p.Whose != "":
		d.Title += " " + p.Whose
	case len(p.Schools) == 1:
		d.Title += " " + p.Schools[0].School.Name
	}
	for i, b := range p.Schools {
		if i > 0 {
			d.Blocks = append(d.Blocks, doc.PageBreak{Apart: true})
		}
		d.Blocks = append(d.Blocks, p.sheet(b)...)
	}
	return d
}

func (p BriefingPaper) sheet(b office.Briefing) []doc.Block {
	out := []doc.Block{doc.Title{Text: "见" + b.Head() + "前五分钟"}, doc.Ends{Left: clip(b.School.Name, 30), Right: b.Day.Chinese()}, p.who(b)}
	out = append(out, p.asks(b)...)
	out = append(out, p.findings(b)...)
	out = append(out, p.visits(b)...)
	return append(out, p.rest(b)...)
}

func (p BriefingPaper) who(b office.Briefing) doc.Block {
	g := newGrid(13, 20, 13, 21, 13, 20)
	s := b.School
	g.line(label(b.Head()), field(s.Principal, 1), label("电话"), field(s.Phone, 1), label("联络人"), field(s.Liaison, 1))
	g.line(label("学生"), field(some(s.Students).Text, 1), label("班级"), field(some(s.Classes).Text, 1), label("教职工"), field(some(s.Teachers).Text, 1))
	g.line(label("类型"), field(s.Kind, 1), label("责任区"), field(b.Zone, 1), label("责任督学"), field(strings.Join(b.Inspectors, "、"), 1))
	return g.Grid
}

// size is the type size of the tables: large while all has room on one side.
func size(b office.Briefing) float64 {
	if len(b.Asks)+len(b.Findings) <= briefFew {
		return briefLarge
	}
	return briefSmall
}

func briefHead(text string) doc.Block { return doc.Heading{Level: 2, Text: text} }

func (p BriefingPaper) asks(b office.Briefing) []doc.Block {
	t := doc.Table{Name: "今天问什么", Size: size(b), Columns: []doc.Column{{Width: 6, Align: doc.Center}, {Head: "问什么、看什么", Width: 164}}}
	for _, a := range b.Asks {
		t.Rows = append(t.Rows, cells("□", clip(a.Text, briefAsk)))
	}
	if len(t.Rows) == 0 {
		t.Rows = append(t.Rows, cells("", "没有没办完的事。按本月的督导事项进行。"))
	}
	return []doc.Block{briefHead("一、今天问什么"), t}
}

func (p BriefingPaper) findings(b office.Briefing) []doc.Block {
	out := []doc.Block{briefHead("二、没有整改完的问题（" + itoa(len(b.Findings)) + "）")}
	if len(b.Findings) == 0 {
		return append(out, briefText("没有。"))
	}
	t := doc.Table{Name: "问题", Size: size(b), Columns: []doc.Column{{Head: "编号", Width: 23}, {Head: "问题", Width: 74}, {Head: "期限", Width: 21, Align: doc.Center}, {Head: "轮到谁", Width: 21, Align: doc.Center}, {Head: "说过要做的", Width: 40}}}
	for _, f := range b.Findings[:min(len(b.Findings), briefFindings)] {
		text := clip(f.Content, briefLine)
		if f.Repeat > 1 {
			text += "（第" + itoa(f.Repeat) + "次）"
		}
		due := doc.C(string(f.DueOn))
		if f.Overdue > 0 {
			due = doc.Cell{Text: string(f.DueOn) + " 超期" + itoa(f.Overdue) + "天", Warn: true}
		}
		promised := f.Report
		if promised == "" {
			promised = f.Measures
		}
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(f.Number), doc.C(text), due, doc.C(f.Turn), doc.C(clip(promised, briefLine/2))}})
	}
	out = append(out, t)
	if more := len(b.Findings) - briefFindings; more > 0 {
		out = append(out, briefText("另有 "+itoa(more)+" 条，见整改台账。"))
	}
	return out
}

func (p BriefingPaper) visits(b office.Briefing) []doc.Block {
	out := []doc.Block{briefHead("三、最近三次督导")}
	if len(b.Visits) == 0 {
		return append(out, briefText("还没有督导过。"))
	}
	t := doc.Table{Name: "督导", Size: size(b), Columns: []doc.Column{{Head: "日期", Width: 20, Align: doc.Center}, {Head: "督学", Width: 18, Align: doc.Center}, {Head: "类型", Width: 22, Align: doc.Center}, {Head: "记了什么", Width: 110}}}
	for _, v := range b.Visits {
		t.Rows = append(t.Rows, cells(string(v.Date), v.Inspector, v.Kind, clip(v.Line, briefLine*3/2)))
	}
	return append(out, t)
}

// rest are the things that are told in a line each.
func (p BriefingPaper) rest(b office.Briefing) []doc.Block {
	t := doc.Table{Name: "还要知道的", Size: size(b), Columns: []doc.Column{{Head: "项目", Width: 30, Align: doc.Center}, {Head: "情况", Width: 140}}}
	row := func(name string, lines ...string) {
		text := joined(lines...)
		if text == "" {
			text = "没有。"
		}
		t.Rows = append(t.Rows, cells(name, text))
	}
	row(b.UnseenIn+"没看的事项", strings.Join(b.Unseen, "、"))
	row("最近的专项督导", inspectionLine(b.Inspection))
	complaints := []string{}
	if n := len(b.Complaints); n > 0 {
		complaints = append(complaints, "近12个月 "+itoa(n)+" 件（不写来电人）")
		for _, c := range b.Complaints[:min(n, briefComplain)] {
			complaints = append(complaints, strings.Join(nonEmpty(string(c.Date), c.Number, c.Kind, c.Matter, c.State), "　"))
		}
	}
	row("投诉举报", complaints...)
	good := []string{}
	for _, r := range b.Practices {
		good = append(good, strings.Join(nonEmpty(string(r.Date), clip(r.Title, briefLine), r.State), "　"))
	}
	row("可以表扬的经验", good...)
	return []doc.Block{briefHead("四、还要知道的"), t}
}

func inspectionLine(x office.BriefingInspection) string {
	if x.ID == 0 {
		return ""
	}
	said := []string{string(x.Date), clip(x.Title, briefLine)}
	if x.Score != nil {
		said = append(said, number(*x.Score)+"分")
	}
	said = append(said, x.Grade)
	if x.Verdict != "" {
		said = append(said, x.Verdict)
	} else if x.DueOn.Valid() {
		said = append(said, "整改期限 "+string(x.DueOn))
	}
	if x.Open > 0 {
		said = append(said, itoa(x.Open)+"个问题没有销号")
	}
	return joined(strings.Join(nonEmpty(said...), "　"), clip(x.Problems, briefLine*2))
}

func nonEmpty(texts ...string) []string {
	out := []string{}
	for _, t := range texts {
		if t != "" {
			out = append(out, t)
		}
	}
	return out
}

// briefText is a line of text without indent.
func briefText(s string) doc.Paragraph {
	return doc.Paragraph{NoIndent: true, Runs: []doc.Run{{Text: s}}}
}
