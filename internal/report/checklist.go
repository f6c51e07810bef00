package report

import (
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// ChecklistPaper is a 督导评估表 by itself, to be agreed on and handed out.
type ChecklistPaper struct {
	Settings  office.Settings
	Checklist office.Checklist
}

// Document makes the list as it is read: headings in bold, points under them.
func (p ChecklistPaper) Document() doc.Document {
	c := p.Checklist
	d := doc.Document{Title: c.Name + "（" + c.Version + "）", Style: doc.Ledger, Sample: p.Settings.Sample}
	t := doc.Table{Name: "评估表", Size: annexSize, Columns: []doc.Column{{Head: "编码", Width: 14, Align: doc.Center}, {Head: "评估要点", Width: 56}, {Head: "考核要求", Width: 60},
		{Head: "查看方法", Width: 24}, {Head: "分值", Width: 12, Align: doc.Right}, {Head: "结果", Width: 14}, {Head: "备注", Width: 16, Align: doc.Center}}}
	for i, x := range c.Items {
		row := doc.Row{Strong: !c.IsPoint(i), Cells: []doc.Cell{doc.C(x.Code), doc.C(indented(x)), doc.C(x.Requirement), doc.C(x.Method), pointsCell(c, i), doc.C(""), doc.C("")}}
		if x.Veto {
			row.Cells[6] = doc.C("一票否决")
		}
		t.Rows = append(t.Rows, row)
	}
	d.Blocks = []doc.Block{doc.Title{Text: c.Name, Subtitle: c.Version}, doc.Ends{Left: "单位：" + p.Settings.OfficeName, Right: fullWords(c)}, filled(t, "编码", "考核要求", "查看方法")}
	for _, line := range p.remarks() {
		d.Blocks = append(d.Blocks, doc.Paragraph{Runs: []doc.Run{{Text: line}}, NoIndent: true})
	}
	return d
}

// remarks say how scores are graded and where the words come from.
func (p ChecklistPaper) remarks() []string {
	c, out := p.Checklist, []string{}
	if g := gradeWords(c); g != "" {
		out = append(out, g)
	}
	from := "来源：" + c.Source
	if !c.Official && !strings.Contains(c.Source, "非官方") {
		from += "（本单位自定，非官方文本）"
	}
	return append(out, from+"。")
}

// gradeWords are the limits of the grades in one line.
func gradeWords(c office.Checklist) string {
	parts := []string{}
	for _, g := range c.Grades {
		if g.Least > 0 {
			parts = append(parts, g.Name+"：总分的"+number(g.Least)+"%及以上")
		} else {
			parts = append(parts, g.Name+"：其余")
		}
	}
	if len(parts) == 0 {
		return ""
	}
	text := "等次：" + strings.Join(parts, "；") + "。"
	for _, x := range c.Points() {
		if x.Veto {
			return text + "一票否决的要点不符合的，定为“" + c.Grades[len(c.Grades)-1].Name + "”。"
		}
	}
	return text
}

func fullWords(c office.Checklist) string {
	if c.FullScore == 0 {
		return "评符合、基本符合、不符合、不适用"
	}
	return "总分：" + number(c.FullScore) + "分"
}

// indented is a line's name, set in by its level.
func indented(x office.ChecklistItem) string {
	return strings.Repeat("　", max(0, x.Level-1)) + x.Name
}

// pointsCell is the points of a line: of a heading those of all under it.
func pointsCell(c office.Checklist, i int) doc.Cell {
	v := c.Items[i].Points
	for k := i + 1; k < len(c.Items) && c.Items[k].Level > c.Items[i].Level; k++ {
		v += c.Items[k].Points
	}
	if v == 0 {
		return doc.C("")
	}
	return count(office.Round2(v))
}

// Sheet is the list in the columns in which it can be pasted back; lines without
// a code are given one by their place.
func (p ChecklistPaper) Sheet() doc.Document {
	c := p.Checklist
	t := doc.Table{Name: "评估表", Columns: []doc.Column{{Head: "编码"}, {Head: "上级编码"}, {Head: "名称", Width: 60}, {Head: "分值"}, {Head: "考核要求", Width: 60}, {Head: "查看方法", Width: 30}, {Head: "一票否决"}, {Head: "依据", Width: 40}}}
	open, numbers := [office.ChecklistDepth + 1]string{}, [office.ChecklistDepth + 1]int{}
	for i, x := range c.Items {
		numbers[x.Level]++
		for l := x.Level + 1; l <= office.ChecklistDepth; l++ {
			numbers[l] = 0
		}
		code := x.Code
		if code == "" {
			parts := []string{}
			for l := 1; l <= x.Level; l++ {
				parts = append(parts, itoa(numbers[l]))
			}
			code = strings.Join(parts, ".")
		}
		open[x.Level] = code
		points, veto := doc.C(""), ""
		if c.IsPoint(i) && x.Points > 0 {
			points = count(x.Points)
		}
		if x.Veto {
			veto = "是"
		}
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(code), doc.C(open[x.Level-1]), doc.C(x.Name), points, doc.C(x.Requirement), doc.C(x.Method), doc.C(veto), doc.C(x.Source)}})
	}
	return doc.Document{Title: c.Name + "（" + c.Version + "）", Style: doc.Ledger, Blocks: []doc.Block{doc.Title{Text: c.Name + "（" + c.Version + "）"}, t}}
}

// ScorePaper is the 评估表 of one unit, blank or filled in.
type ScorePaper struct {
	Settings   office.Settings
	Inspection office.Inspection
	Unit       office.InspectionUnit
	Group      string
	Checklist  office.Checklist
	Scores     []office.UnitScore
	Total      office.ScoreTotal
	Blank      bool
}

// Document makes the sheet of one unit.
func (p ScorePaper) Document() doc.Document {
	name := p.Unit.Name + " " + p.Checklist.Name
	if p.Blank {
		name += "（空白）"
	}
	return doc.Document{Title: name, Style: doc.Ledger, Landscape: true, Sample: p.Settings.Sample, Code: p.code(), Blocks: p.blocks()}
}

// code is that of the unit's sheet, which comes back signed.
func (p ScorePaper) code() string {
	if p.Inspection.Number == "" {
		return ""
	}
	return office.FormCode("unit_scores", p.Inspection.Number+"/"+itoa(p.Unit.Position))
}

// ScoreSheets makes the sheets of several units, each on pages of its own.
func ScoreSheets(title string, list []ScorePaper) doc.Document {
	d := doc.Document{Title: title, Style: doc.Ledger, Landscape: true}
	for i, p := range list {
		if i > 0 {
			d.Blocks = append(d.Blocks, doc.PageBreak{Code: p.code(), Apart: true})
		} else {
			d.Code = p.code()
		}
		d.Sample = p.Settings.Sample
		d.Blocks = append(d.Blocks, p.blocks()...)
	}
	if len(list) == 0 {
		d.Blocks = []doc.Block{doc.Title{Text: title}, doc.Text("没有被督导单位。")}
	}
	return d
}

func (p ScorePaper) blocks() []doc.Block {
	c := p.Checklist
	by := map[int64]office.UnitScore{}
	for _, u := range p.Scores {
		by[u.ItemID] = u
	}
	t := doc.Table{Name: "评估表", Size: annexSize, Columns: []doc.Column{{Head: "编码", Width: 13, Align: doc.Center}, {Head: "评估要点", Width: 62}, {Head: "考核要求", Width: 62},
		{Head: "分值", Width: 11, Align: doc.Right}, {Head: "自评", Width: 12, Align: doc.Right}, {Head: "得分", Width: 12, Align: doc.Right}, {Head: "结果", Width: 20, Align: doc.Center}, {Head: "扣分说明", Width: 62}}}
	for i, x := range c.Items {
		cells := []doc.Cell{doc.C(x.Code), doc.C(indented(x)), doc.C(x.Requirement), pointsCell(c, i)}
		u := by[x.ID]
		switch {
		case !c.IsPoint(i):
			cells = append(cells, doc.C(""), doc.C(""), doc.C(""), doc.C(""))
		case p.Blank:
			cells = append(cells, doc.C(""), doc.C(""), doc.C(""), doc.C(""))
		default:
			cells = append(cells, scoreCell(u.Self), scoreCell(u.Score), doc.Cell{Text: u.Result, Warn: u.Result == office.ResultNo}, doc.C(u.Note))
		}
		if x.Veto {
			cells[1].Text += "（一票否决）"
		}
		t.Rows = append(t.Rows, doc.Row{Strong: !c.IsPoint(i), Cells: cells})
	}
	sum := doc.Row{Strong: true, Cells: []doc.Cell{doc.C(""), doc.C("合计"), doc.C(""), doc.C(""), doc.C(""), doc.C(""), doc.C(""), doc.C("")}}
	if c.FullScore > 0 {
		sum.Cells[3] = count(c.FullScore)
	}
	if !p.Blank {
		sum.Cells[4], sum.Cells[5] = scoreCell(p.Total.Self), scoreCell(p.Total.Score)
		sum.Cells[6], sum.Cells[7] = doc.C(p.Total.Grade), doc.C(p.unfinished())
	}
	t.Rows = append(t.Rows, sum)
	return []doc.Block{
		doc.Title{Text: c.Name, Subtitle: p.Inspection.Title},
		doc.Ends{Left: "被督导单位：" + p.Unit.Name, Center: strings.TrimSpace(p.Inspection.Number + " " + p.Group), Right: "督导日期：" + dated(p.Unit.VisitedOn)},
		filled(t, "编码", "考核要求"),
		doc.Paragraph{Runs: []doc.Run{{Text: "结果填符合、基本符合、不符合或不适用；扣了分的写扣分说明；不适用的要点不计分，其余折算到总分。" + gradeWords(c)}}, NoIndent: true},
		doc.Signature{Lines: []string{"督导组成员签名：", "组长签名：", "被督导单位负责人签名："}},
	}
}

// unfinished says that points are left.
func (p ScorePaper) unfinished() string {
	if left := p.Total.Of - p.Total.Done; left > 0 {
		return "还有" + itoa(left) + "个要点没有评，未定等次"
	}
	return ""
}

func scoreCell(v *float64) doc.Cell {
	if v == nil {
		return doc.C("")
	}
	return count(*v)
}
