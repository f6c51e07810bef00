package report

import (
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// DossierPaper is 一人一档 or 一校一档 on paper.
type DossierPaper struct {
	office.Dossier
	Settings office.Settings
	Day      office.Date
}

// dossierSize is the type size of the dossier's tables.
const dossierSize = 9

// Document makes the paper: the cover table, what there is in numbers, and a table
// for each section that has records.
func (p DossierPaper) Document() doc.Document {
	name := "责任督学一人一档"
	if p.Kind == "school" {
		name = "督导工作一校一档"
	}
	d := doc.Document{Title: p.Title + " " + name + " " + p.SpanName(), Style: doc.Form, Sample: p.Settings.Sample}
	d.Blocks = []doc.Block{doc.Title{Text: p.Settings.CountyName + name, Subtitle: p.Title + "（" + p.SpanName() + "）"},
		doc.Ends{Left: "填报单位：" + p.Settings.OfficeName, Right: "截至" + p.Day.Chinese()}, p.facts()}
	d.Blocks = append(d.Blocks, p.sums()...)
	d.Blocks = append(d.Blocks, p.matters()...)
	var none, heads []string
	var tables []doc.Table
	for _, s := range p.Sections {
		if len(s.Rows) == 0 {
			none = append(none, s.Title)
			continue
		}
		tables = append(tables, dossierTable(s))
		heads = append(heads, chineseNumber(len(tables))+"、"+s.Title+"（"+itoa(s.Total)+"）")
	}
	doc.Alike(tables)
	for i, t := range tables {
		d.Blocks = append(d.Blocks, doc.Heading{Level: 2, Text: heads[i]}, t)
	}
	if len(none) > 0 {
		d.Blocks = append(d.Blocks, doc.Paragraph{NoIndent: true, Runs: []doc.Run{{Text: "没有记录的：" + strings.Join(none, "、") + "。"}}})
	}
	return d
}

// facts is the cover table, two facts a line; a long one has the line for itself.
func (p DossierPaper) facts() doc.Block {
	g := newGrid(halves...)
	const longest = 18 // characters that half a line holds
	var left *office.DossierFact
	put := func() {
		if left != nil {
			g.line(label(left.Label), field(left.Value, 3))
			left = nil
		}
	}
	for i := range p.Facts {
		f := &p.Facts[i]
		switch {
		case len([]rune(f.Value)) > longest:
			put()
			g.line(label(f.Label), field(f.Value, 3))
		case left == nil:
			left = f
		default:
			g.line(label(left.Label), field(left.Value, 1), label(f.Label), field(f.Value, 1))
			left = nil
		}
	}
	put()
	return g.Grid
}

// sums are the numbers on top and the visits by month.
func (p DossierPaper) sums() []doc.Block {
	said := []string{}
	for _, s := range p.Sums {
		said = append(said, s.Label+" "+s.Value)
	}
	out := []doc.Block{doc.Paragraph{NoIndent: true, Runs: []doc.Run{{Text: p.SpanName() + "：" + strings.Join(said, "，") + "。"}}}}
	values, most := []float64{}, 0.0
	for _, n := range p.Chart.Values {
		values = append(values, float64(n))
		most = max(most, float64(n))
	}
	if most == 0 {
		return out
	}
	return append(out, doc.Chart{Title: p.Chart.Title, Unit: "次", Max: max(most, 4), Labels: p.Chart.Labels, Series: []doc.Series{{Name: p.Chart.Title, Values: values}}})
}

// matters is the table of matters by month, of a school.
func (p DossierPaper) matters() []doc.Block {
	if len(p.Matrix.Rows) == 0 {
		return nil
	}
	t := doc.Table{Name: "事项", Caption: "督导事项（次）", Size: dossierSize, Columns: []doc.Column{{Head: "事项", Width: 26}}}
	for _, l := range p.Matrix.Labels {
		t.Columns = append(t.Columns, doc.Column{Head: l, Width: 11, Align: doc.Center})
	}
	t.Columns = append(t.Columns, doc.Column{Head: "合计", Width: 12, Align: doc.Center})
	for _, r := range p.Matrix.Rows {
		row, sum := cells(r.Matter), 0
		for _, n := range r.Counts {
			sum += n
			row.Cells = append(row.Cells, some(n))
		}
		row.Cells = append(row.Cells, doc.Cell{Text: itoa(sum), Numeric: true, Warn: sum == 0})
		t.Rows = append(t.Rows, row)
	}
	return []doc.Block{t}
}

// some is a count in a cell, empty for none.
func some(n int) doc.Cell {
	if n == 0 {
		return doc.C("")
	}
	return whole(n)
}

func dossierTable(s office.DossierSection) doc.Table {
	t := doc.Table{Name: s.Title, Size: dossierSize, Columns: []doc.Column{{Head: "序号", Width: 8, Align: doc.Center}, {Head: "日期", Width: 19, Align: doc.Center}, {Head: "名称", Width: 52}, {Head: "摘要", Width: 66}, {Head: "情况", Width: 25}}}
	for i, r := range s.Rows {
		t.Rows = append(t.Rows, cells(itoa(i+1), string(r.Date), r.Title, r.Detail, r.State))
	}
	return t
}
