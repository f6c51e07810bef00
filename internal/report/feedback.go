package report

import (
	"slices"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// FeedbackPaper is what a 督导反馈单 is made from: what the school is told of a
// visit.
type FeedbackPaper struct {
	Facts
	Visit      office.Visit
	Inspector  string
	Companions []string
	Findings   []office.Finding
}

// Feedback is what the school is told of the visit.
func (p VisitPaper) Feedback() FeedbackPaper {
	return FeedbackPaper{Facts: p.Facts, Visit: p.Visit, Inspector: p.Inspector, Companions: p.Companions, Findings: p.Findings}
}

// Document makes the 督导反馈单 of the visit.
func (p FeedbackPaper) Document() doc.Document {
	name := p.Settings.CountyName + "督导反馈单"
	d := p.paper(doc.Form, office.FormFeedback, name, p.Visit.Number)
	d.Blocks = []doc.Block{doc.Title{Text: name}, doc.Ends{Left: numbered("编号", p.Visit.Number), Right: p.term()}, p.top(), p.problems(), p.bottom()}
	if note := p.note(); note != "" {
		d.Blocks = append(d.Blocks, doc.Ends{Left: note})
	}
	return d
}

func (p FeedbackPaper) top() doc.Grid {
	v := p.Visit
	g := newGrid(halves...)
	g.line(label("学校（园）"), field(p.School.Name, 0), label("责任区"), field(p.Zone, 0))
	g.line(label("督导日期"), field(dated(v.Date)+"　"+v.Session, 0), label("督导类型"), field(v.Kind, 0))
	g.line(label("责任督学"), field(p.Inspector, 0), label("同行督学"), field(strings.Join(p.Companions, "、"), 0))
	g.line(label("督导事项"), field(p.inspected(), 3))
	g.long("主要成绩\n和亮点", v.Highlights, 22, true)
	return g.Grid
}

// inspected are the matters of the visit.
func (p FeedbackPaper) inspected() string {
	names := []string{}
	for _, m := range p.Matters {
		if slices.Contains(p.Visit.Matters, m.ID) {
			names = append(names, m.Short)
		}
	}
	return strings.Join(names, "、")
}

func (p FeedbackPaper) problems() doc.Table {
	t := doc.Table{Caption: "存在的问题", Name: "存在的问题", Columns: []doc.Column{{Head: "序号", Width: 7, Align: doc.Center}, {Head: "事项", Width: 14, Align: doc.Center},
		{Head: "问题", Width: 62}, {Head: "级别", Width: 12, Align: doc.Center}, {Head: "重复出现", Width: 11, Align: doc.Center},
		{Head: "整改时限", Width: 17, Align: doc.Center}, {Head: "现场整改", Width: 11, Align: doc.Center}}}
	add := func(cells ...string) {
		row := doc.Row{Cells: []doc.Cell{doc.C(itoa(len(t.Rows) + 1))}}
		for _, c := range cells {
			row.Cells = append(row.Cells, doc.C(c))
		}
		t.Rows = append(t.Rows, row)
	}
	for _, f := range p.Findings {
		onSpot := "否"
		if f.State == "现场整改" {
			onSpot = "是"
		}
		add(p.matter(f.MatterID), f.Content, office.DisposalName(f.Level), p.again(f.ID), string(f.DueOn), onSpot)
	}
	for _, line := range looseProblems(p.Visit.Problems, p.Findings) {
		add("", strings.TrimLeft(line, "0123456789.、．（）() "), "", "", "", "")
	}
	return t
}

func (p FeedbackPaper) bottom() doc.Grid {
	v := p.Visit
	g := newGrid(halves...)
	g.long("整改建议", v.Advice, 26, true)
	g.row(14, label("参加反馈\n人员（中\n层以上）"), field(v.Attendees, 3))
	g.row(14, label("督学签名"), signed(v.InspectorSigned, 0), label("学校负责人\n签名"), signed(v.PrincipalSigned, 0))
	g.line(label("反馈日期"), field(dated(v.FeedbackOn), 0), label("联系电话"), field(p.Settings.Phone, 0))
	return g.Grid
}

// note says how many copies there are and for whom.
func (p FeedbackPaper) note() string {
	ways := p.Settings.Paper(office.FormFeedback)
	note := copies(ways.Copies)
	if note == "" {
		return ""
	}
	if ways.Copies == 3 {
		note += "，学校、责任督学、督导室各存一份"
	}
	if ways.CopyTo != "" {
		note += "；抄送：" + ways.CopyTo
	}
	return "本单" + note + "。"
}
