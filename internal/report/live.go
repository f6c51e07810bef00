package report

import (
	"fmt"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// LivePaper is what the proof of a live figure is made from.
type LivePaper struct {
	Settings office.Settings
	Subject  string
	Standard string
	Point    office.Indicator
	Figure   office.LiveFigure
	Records  []LiveLine
}

// LiveLine is one record behind the figure.
type LiveLine struct {
	Title string
	Hit   bool
}

// Document makes 活指标清单: the figure, who breaks it, month by month, the records.
func (p LivePaper) Document() doc.Document {
	f := p.Figure
	d := doc.Document{Title: p.Subject + f.Name + "清单", Style: doc.Ledger, Landscape: true, Sample: p.Settings.Sample}
	span := "期间还没有到"
	if f.Period.From < f.Period.To {
		span = f.Period.From.Chinese() + "至" + f.Period.Last().Chinese()
	}
	d.Blocks = []doc.Block{
		doc.Title{Text: d.Title, Subtitle: "（" + span + "）"},
		doc.Ends{Left: "考核点：" + strings.TrimSpace(p.Point.Code+" "+p.Point.Name), Right: "填报单位：" + p.Settings.OfficeName},
		p.figure(), p.breaks(),
	}
	if len(f.Rows) > 0 {
		d.Blocks = append(d.Blocks, p.matrix())
	}
	if len(p.Records) > 0 {
		d.Blocks = append(d.Blocks, p.records())
	}
	d.Blocks = append(d.Blocks, doc.Signature{Lines: []string{"填表人：", "审核人：", "负责人："}})
	return d
}

// figure is the value with what is counted and the rule that asks it.
func (p LivePaper) figure() doc.Table {
	f := p.Figure
	t := doc.Table{Name: "结果", Size: annexSize, Columns: []doc.Column{{Head: "项目", Width: 30, Align: doc.Center}, {Head: "内容", Width: 226}}}
	add := func(head, text string) { t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(head), doc.C(text)}}) }
	verdict := "没有达到"
	if f.Met {
		verdict = "达到"
	}
	said := f.Said()
	if !f.Blank {
		said += "，" + verdict
	}
	add("结果", said)
	add("口径", f.Basis)
	if f.Law.Key != "" {
		add("要求", ruleSaid(f.Law))
	}
	add("应达", ruleSaid(f.Share))
	add("评估标准", p.Standard)
	return t
}

// ruleSaid words a rule with where it comes from.
func ruleSaid(r office.Rule) string {
	kind := "非官方"
	if r.Official {
		kind = "官方文件"
	}
	return fmt.Sprintf("%s：%g %s（%s，%s）", r.Name, r.Value, r.Unit, r.Source, kind)
}

func (p LivePaper) breaks() doc.Block {
	if len(p.Figure.Breaks) == 0 {
		return doc.Paragraph{Runs: []doc.Run{{Text: "没有不达要求的。"}}, NoIndent: true}
	}
	t := doc.Table{Caption: fmt.Sprintf("不达要求的（%d）", len(p.Figure.Breaks)), Name: "不达要求", Size: annexSize,
		Columns: []doc.Column{{Head: "序号", Width: 10, Align: doc.Center}, {Head: "名称", Width: 80}, {Head: "处数", Width: 14, Align: doc.Right}, {Head: "情况", Width: 152}}}
	for i, b := range p.Figure.Breaks {
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{{Text: itoa(i + 1), Numeric: true}, doc.C(b.Name), {Text: itoa(b.N), Numeric: true}, doc.C(b.Said)}})
	}
	return t
}

// matrix is who by month, the months under their year.
func (p LivePaper) matrix() doc.Table {
	const whole, name = 256.0, 58.0
	t := doc.Table{Caption: "逐月情况（数字为次数，“缺”为不够）", Name: "逐月", Size: annexSize - 1, Columns: []doc.Column{{Head: "名称", Width: name}}}
	width := (whole - name) / float64(max(12, len(p.Figure.Heads)))
	for _, h := range p.Figure.Heads {
		year, month, _ := strings.Cut(h, "-")
		t.Columns = append(t.Columns, doc.Column{Group: year, Head: strings.TrimPrefix(month, "0"), Width: width, Align: doc.Center})
	}
	for _, r := range p.Figure.Rows {
		row := doc.Row{Cells: []doc.Cell{doc.C(r.Name)}}
		for _, c := range r.Cells {
			row.Cells = append(row.Cells, doc.Cell{Text: c, Bold: strings.Contains(c, "缺")})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// records lists the records two beside each other: there may be thousands.
func (p LivePaper) records() doc.Table {
	t := doc.Table{Caption: fmt.Sprintf("记录（%d 条；不达要求的标“否”）", len(p.Records)), Name: "记录", Size: annexSize}
	const beside = 2
	for range beside {
		t.Columns = append(t.Columns, doc.Column{Head: "序号", Width: 12, Align: doc.Center}, doc.Column{Head: "记录", Width: 102}, doc.Column{Head: "达到", Width: 14, Align: doc.Center})
	}
	for i := 0; i < len(p.Records); i += beside {
		row := doc.Row{}
		for k := i; k < i+beside; k++ {
			if k >= len(p.Records) {
				row.Cells = append(row.Cells, doc.C(""), doc.C(""), doc.C(""))
				continue
			}
			hit := "是"
			if !p.Records[k].Hit {
				hit = "否"
			}
			row.Cells = append(row.Cells, doc.Cell{Text: itoa(k + 1), Numeric: true}, doc.C(p.Records[k].Title), doc.C(hit))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
