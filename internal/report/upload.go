package report

import (
	"dudao/internal/doc"
	"dudao/internal/office"
)

// UploadPaper is what the 上报情况统计表 of a span of days is made from.
type UploadPaper struct {
	Settings office.Settings
	Period   office.Period
	Days     int // within which a record is entered, no official rule
	Counts   []office.UploadCount
	Records  []UploadRecord
}

// UploadRecord is one record that belonged into a platform.
type UploadRecord struct {
	Ref        office.UploadRef
	Kind       string // 督导纪实
	Date       office.Date
	School     string
	Zone       string
	Inspector  string
	UploadedOn office.Date
	Timely     bool
}

// leftOf counts the records of a row that are still to be entered.
func leftOf(c office.UploadCount) int { return c.Due - c.Uploaded }

// rows are the lines of the table: each inspector in a zone, the zone's sum, the
// sum of all.
func (p UploadPaper) rows() (rows []office.UploadCount, sums []bool) {
	all, zone := office.UploadCount{Zone: "合计"}, office.UploadCount{}
	merge := func(into *office.UploadCount, c office.UploadCount) {
		into.DueRecords, into.Done, into.Timely = append(into.DueRecords, c.DueRecords...), append(into.Done, c.Done...), append(into.Timely, c.Timely...)
		into.Due, into.Uploaded, into.OnTime = len(into.DueRecords), len(into.Done), len(into.Timely)
	}
	for i, c := range p.Counts {
		rows, sums = append(rows, c), append(sums, false)
		merge(&zone, c)
		merge(&all, c)
		if i+1 == len(p.Counts) || p.Counts[i+1].Zone != c.Zone {
			zone.Zone, zone.Inspector = zoneName(c.Zone), "小计"
			rows, sums = append(rows, zone), append(sums, true)
			zone = office.UploadCount{}
		}
	}
	return append(rows, all), append(sums, true)
}

// Document makes the 上报情况统计表, and under it the records still to be entered.
func (p UploadPaper) Document() doc.Document {
	days := span(p.Period)
	name := p.Settings.CountyName + "督导记录上报情况统计表"
	d := doc.Document{Title: name + " " + days, Style: doc.Ledger, Landscape: true, Sample: p.Settings.Sample}
	t := doc.Table{Name: "上报情况", Columns: []doc.Column{{Head: "责任区", Width: 40}, {Head: "督学", Width: 30, Align: doc.Center}, {Head: "应上报", Width: 22, Align: doc.Right}, {Head: "已上报", Width: 22, Align: doc.Right},
		{Head: "上报率", Width: 22, Align: doc.Right}, {Head: "按时上报", Width: 22, Align: doc.Right}, {Head: "按时率", Width: 22, Align: doc.Right}, {Head: "未上报", Width: 22, Align: doc.Right}}}
	rows, sums := p.rows()
	for i, c := range rows {
		number := func(n int) doc.Cell {
			cell := doc.Cell{Text: itoa(n), Numeric: true}
			if n > 0 {
				cell.Link = uploadRowKey(i)
			}
			return cell
		}
		who := c.Inspector
		if who == "" && c.Zone != "合计" {
			who = "未写明督学"
		}
		t.Rows = append(t.Rows, doc.Row{Strong: sums[i], Cells: []doc.Cell{doc.C(zoneName(c.Zone)), doc.C(who), number(c.Due), number(c.Uploaded), doc.C(percent(c.Rate())), number(c.OnTime), doc.C(percent(c.TimelyRate())), number(leftOf(c))}})
	}
	d.Blocks = []doc.Block{doc.Title{Text: name, Subtitle: "（" + days + "）"}, doc.Ends{Left: "填报单位：" + p.Settings.OfficeName, Right: "单位：条"}, t,
		doc.Text("责任区按记录日期当天学校所在的责任区计算；在记录日期后" + itoa(p.Days) + "天内上报的为按时（非官方期限，按本县规定）。")}
	if left := p.left(); len(left.Rows) > 0 {
		d.Blocks = append(d.Blocks, left)
	}
	d.Blocks = append(d.Blocks, doc.Signature{Lines: []string{"填表人：", "审核人：", "负责人："}})
	return d
}

func uploadRowKey(i int) string { return "upload." + itoa(i+1) }

// left are the records still to be entered.
func (p UploadPaper) left() doc.Table {
	t := doc.Table{Caption: "未上报的记录", Name: "未上报", Size: annexSize, Columns: []doc.Column{{Head: "序号", Width: 12, Align: doc.Center}, {Head: "责任区", Width: 36}, {Head: "督学", Width: 26, Align: doc.Center},
		{Head: "类别", Width: 28, Align: doc.Center}, {Head: "日期", Width: 26, Align: doc.Center}, {Head: "学校", Width: 80}}}
	for _, r := range p.Records {
		if r.UploadedOn == "" {
			t.Rows = append(t.Rows, cells(itoa(len(t.Rows)+1), zoneName(r.Zone), r.Inspector, r.Kind, string(r.Date), r.School))
		}
	}
	return t
}

// Details are the records behind the numbers of each row.
func (p UploadPaper) Details() []Detail {
	lines := map[int64]UploadRecord{}
	for _, r := range p.Records {
		lines[office.UploadKey(r.Ref.Kind, r.Ref.ID)] = r
	}
	basis := "日期在起止日期内、平台要上报的记录；有上报日期的为已上报，在记录日期后" + itoa(p.Days) + "天内上报的为按时（非官方期限）。"
	out := []Detail{}
	rows, _ := p.rows()
	for i, c := range rows {
		if c.Due == 0 {
			continue
		}
		d := Detail{Key: uploadRowKey(i), Title: zoneName(c.Zone) + c.Inspector, Basis: basis, Kind: "upload", Head: []string{"序号", "类别", "日期", "学校", "责任区", "督学", "上报日期", "按时"}, Rows: [][]string{}}
		for n, ref := range c.DueRecords {
			id := office.UploadKey(ref.Kind, ref.ID)
			r, timely := lines[id], ""
			if r.Timely {
				timely = "是"
			}
			d.IDs = append(d.IDs, id)
			d.Rows = append(d.Rows, []string{itoa(n + 1), r.Kind, string(r.Date), r.School, zoneName(r.Zone), r.Inspector, string(r.UploadedOn), timely})
		}
		out = append(out, d)
	}
	return out
}

// UploadPack is the 上报数据包: the records of a platform in its own fields, one table
// a kind.
type UploadPack struct {
	Settings office.Settings
	Platform office.Platform
	Tables   []UploadTable
}

// UploadTable holds the records of one kind.
type UploadTable struct {
	Kind  string // 督导纪实
	Lines [][]office.StripField
}

// Document makes the pack; it is for a workbook.
func (p UploadPack) Document() doc.Document {
	d := doc.Document{Title: p.Platform.Name + "上报数据包", Style: doc.Ledger, Landscape: true, Sample: p.Settings.Sample}
	d.Blocks = []doc.Block{doc.Title{Text: d.Title}, doc.Text("栏目和顺序按“" + p.Platform.Name + "”的设置（非官方）。超过平台字数的格前有▲。")}
	for _, table := range p.Tables {
		t := doc.Table{Name: table.Kind, Caption: table.Kind}
		for i, line := range table.Lines {
			row := doc.Row{}
			for _, f := range line {
				if i == 0 {
					t.Columns = append(t.Columns, doc.Column{Head: f.Title, Width: 30})
				}
				row.Cells = append(row.Cells, doc.Cell{Text: f.Text, Warn: f.Over > 0})
			}
			t.Rows = append(t.Rows, row)
		}
		d.Blocks = append(d.Blocks, t)
	}
	return d
}
