package report

import (
	"dudao/internal/doc"
	"dudao/internal/office"
)

// ComplaintStatistics is what the 投诉统计表 is made from.
type ComplaintStatistics struct {
	Settings   office.Settings
	Statistics office.ComplaintStatistics
	Facts      []office.ComplaintFact
}

// Document makes the 投诉统计表 of a span of days.
func (p ComplaintStatistics) Document() doc.Document {
	s := p.Statistics
	days := span(office.Period{From: s.From, To: s.To.AddDays(1)})
	name := p.Settings.CountyName + "投诉举报统计表"
	d := doc.Document{Title: name + " " + days, Style: doc.Ledger, Sample: p.Settings.Sample}
	d.Blocks = []doc.Block{doc.Title{Text: name, Subtitle: "（" + days + "）"}, doc.Ends{Left: "填报单位：" + p.Settings.OfficeName, Right: "单位：件"}, p.total()}
	for _, t := range s.Tables {
		if len(t.Rows) > 0 {
			d.Blocks = append(d.Blocks, p.table(t))
		}
	}
	d.Blocks = append(d.Blocks, doc.Text("受理、办结情况按受理日期在起止日期内的投诉举报计算，状态截至"+s.AsOf.Chinese()+"；期内办结按办结日期计算，不论何时受理。"),
		doc.Signature{Lines: []string{"填表人：", "审核人：", "负责人："}})
	return d
}

func (p ComplaintStatistics) total() doc.Table {
	t := doc.Table{Caption: "总体情况", Name: "总体情况"}
	row := doc.Row{}
	for _, f := range p.Statistics.Total {
		t.Columns = append(t.Columns, doc.Column{Head: f.Name, Width: 20, Align: doc.Center})
		row.Cells = append(row.Cells, figureCell(f))
	}
	t.Rows = []doc.Row{row}
	return t
}

func (p ComplaintStatistics) table(x office.ComplaintTable) doc.Table {
	t := doc.Table{Caption: x.Title, Name: x.Title, Columns: []doc.Column{{Head: "项目", Width: 60}}}
	sum := doc.Row{Strong: true, Cells: []doc.Cell{doc.C("合计")}}
	sums := make([]float64, len(x.Rows[0].Figures))
	for _, f := range x.Rows[0].Figures {
		t.Columns = append(t.Columns, doc.Column{Head: f.Name, Width: 24, Align: doc.Right})
	}
	for _, r := range x.Rows {
		row := doc.Row{Cells: []doc.Cell{doc.C(r.Name)}}
		for i, f := range r.Figures {
			row.Cells = append(row.Cells, figureCell(f))
			sums[i] += f.Value
		}
		t.Rows = append(t.Rows, row)
	}
	for _, v := range sums {
		sum.Cells = append(sum.Cells, count(v))
	}
	t.Rows = append(t.Rows, sum)
	return t
}

// Details are the lists behind the totals; their columns tell the same by channel,
// school or person. Who called is in none of them.
func (p ComplaintStatistics) Details() []Detail {
	out := []Detail{}
	head, lines := factRows(p.Facts)
	for _, f := range p.Statistics.Total {
		if len(f.Records) == 0 {
			continue
		}
		d := Detail{Key: f.Key, Title: f.Name, Basis: f.Basis, Kind: f.Kind, IDs: f.Records, Head: append([]string{"序号"}, head...), Rows: [][]string{}}
		for i, id := range f.Records {
			d.Rows = append(d.Rows, append([]string{itoa(i + 1)}, lines[id]...))
		}
		out = append(out, d)
	}
	return out
}
