package report

import (
	"fmt"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// Completeness is the look-over of a month's papers (完整性检查): what is missing,
// with its lists, and whether the counts of office, zones, inspectors and papers
// agree.
type Completeness struct {
	Month *Month
	Gaps  []Gap
	// Totals are the counts that must agree.
	Totals []office.Total
}

// Gap is one kind of thing that a month lacks.
type Gap struct {
	Check office.Check
	// Detail is the list of the records, without rows when they have none.
	Detail Detail
}

// Gaps are the month's checks with the lists of their records.
func (m *Month) Gaps() []Gap {
	out := []Gap{}
	for _, c := range m.Report.Checks {
		g := Gap{Check: c}
		if len(c.Records) > 0 {
			g.Detail = m.Detail(office.Count(c.Key, c.Text, "", "", c.Kind, c.Records))
		}
		out = append(out, g)
	}
	return out
}

// Title returns the page's title.
func (c Completeness) Title() string {
	return c.Month.Book.Settings.CountyName + c.Month.Book.This.Span.Chinese() + "督导材料完整性检查"
}

// Document makes the page: first all that is missing in one table, then whether
// the counts agree, then the lists.
func (c Completeness) Document() doc.Document {
	m := c.Month
	d := doc.Document{Title: c.Title(), Style: doc.Ledger, Landscape: true, Sample: m.Book.Settings.Sample}
	d.Blocks = append(d.Blocks, doc.Title{Text: c.Title()},
		doc.Ends{Left: "检查单位：" + m.Book.Settings.OfficeName, Center: span(m.Book.This.Period), Right: "检查日期：" + m.Date.Chinese()},
		doc.Text(c.Verdict()))
	d.Blocks = append(d.Blocks, c.gapTable()...)
	d.Blocks = append(d.Blocks, c.totalTable()...)
	for i, g := range c.Gaps {
		if len(g.Detail.Rows) > 0 {
			d.Blocks = append(d.Blocks, detailTable(g.Detail, fmt.Sprintf("清单%d：%s", i+1, strings.TrimSuffix(g.Check.Text, "。"))))
		}
	}
	return d
}

// Verdict says in one line how the month stands.
func (c Completeness) Verdict() string {
	fs := c.Month.Report.Figures
	text := fmt.Sprintf("本月督导%s，已反馈%s，发现问题%s。", value(fs.Get(office.FigVisits)), value(fs.Get(office.FigFeedback)), value(fs.Get(office.FigFound)))
	if len(c.Gaps) == 0 {
		text += "各项材料齐全。"
	} else {
		text += fmt.Sprintf("有%d项需要补齐或核对，名单附后。", len(c.Gaps))
	}
	if n := len(office.Disagreeing(c.Totals)); n > 0 {
		return text + fmt.Sprintf("合计核对有%d项不一致，请先核对再使用。", n)
	}
	return text + fmt.Sprintf("合计核对%d项，全部一致。", len(c.Totals))
}

func (c Completeness) gapTable() []doc.Block {
	if len(c.Gaps) == 0 {
		return nil
	}
	t := doc.Table{Caption: "一、需要补齐或核对的", Name: "需要补齐", Columns: []doc.Column{{Head: "序号", Width: 8, Align: doc.Center}, {Head: "内容", Width: 80},
		{Head: "数量", Width: 12, Align: doc.Right}, {Head: "名单", Width: 20, Align: doc.Center}}}
	for i, g := range c.Gaps {
		list := doc.C("")
		if len(g.Detail.Rows) > 0 {
			list = doc.C(fmt.Sprintf("清单%d", i+1))
		}
		n := doc.C("")
		if g.Check.Count > 0 {
			n = count(float64(g.Check.Count))
		}
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(itoa(i + 1)), doc.C(g.Check.Text), n, list}})
	}
	return []doc.Block{t}
}

// totalTable shows every figure counted in two ways.
func (c Completeness) totalTable() []doc.Block {
	t := doc.Table{Caption: "二、合计核对", Name: "合计核对", Size: annexSize, Columns: []doc.Column{{Head: "数据", Width: 60}, {Head: "单位", Width: 14, Align: doc.Center},
		{Head: "督导室", Width: 16, Align: doc.Right}, {Head: "核对对象", Width: 26, Align: doc.Center}, {Head: "合计", Width: 16, Align: doc.Right}, {Head: "结果", Width: 16, Align: doc.Center}}}
	for _, x := range c.Totals {
		result := doc.C("一致")
		if !x.Agrees() {
			result = doc.Cell{Text: "不一致", Warn: true}
		}
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(x.Name), doc.C(x.Unit), count(x.Office), doc.C(x.Against), count(x.Other), result}})
	}
	return []doc.Block{t}
}

// detailTable prints the list of records behind a figure.
func detailTable(d Detail, caption string) doc.Table {
	t := doc.Table{Caption: caption, Name: caption, Size: annexSize}
	for _, head := range d.Head {
		t.Columns = append(t.Columns, doc.Column{Head: head})
	}
	for _, row := range d.Rows {
		cells := []doc.Cell{}
		for _, text := range row {
			cells = append(cells, doc.C(text))
		}
		t.Rows = append(t.Rows, doc.Row{Cells: cells})
	}
	return t
}
