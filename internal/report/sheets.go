package report

import (
	"dudao/internal/doc"
	"dudao/internal/office"
)

// SheetLine is one line of the 表格收发登记表: an inspector's sheet of a month.
type SheetLine struct {
	Inspector, Zone, State string
	Out, Back              office.Date
	DueOn                  office.Date
	Number                 int
}

// SheetRegister is what a month's 表格收发登记表 is made from.
type SheetRegister struct {
	Settings office.Settings
	Month    office.Month
	Day      office.Date // today
	Lines    []SheetLine
}

// Document makes the register: who was sent a sheet, who has returned it.
func (r SheetRegister) Document() doc.Document {
	name := r.Settings.CountyName + r.Month.Chinese() + "督导记录表收发登记表"
	d := doc.Document{Title: name, Style: doc.Ledger, Landscape: true, Sample: r.Settings.Sample}
	t := doc.Table{Name: "收发登记", Size: annexSize, Columns: []doc.Column{
		{Head: "序号", Width: 12, Align: doc.Center}, {Head: "督学", Width: 28, Align: doc.Center}, {Head: "责任区", Width: 36}, {Head: "发出日期", Width: 26, Align: doc.Center},
		{Head: "第几次发", Width: 18, Align: doc.Center}, {Head: "交回期限", Width: 26, Align: doc.Center}, {Head: "收回日期", Width: 26, Align: doc.Center},
		{Head: "状态", Width: 22, Align: doc.Center}, {Head: "督学签字", Width: 36}, {Head: "备注", Width: 32}}}
	out, back := 0, 0
	for i, l := range r.Lines {
		number := ""
		if l.State != office.SheetNotMade {
			out++
			number = itoa(l.Number)
		}
		if l.Back.Valid() {
			back++
		}
		late := l.State == office.SheetOut && r.Day > l.DueOn
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(itoa(i + 1)), doc.C(l.Inspector), doc.C(l.Zone), doc.C(string(l.Out)), doc.C(number), doc.C(string(l.DueOn)),
			doc.C(string(l.Back)), {Text: l.State, Warn: late}, doc.C(""), doc.C("")}})
	}
	d.Blocks = []doc.Block{doc.Title{Text: name},
		doc.Ends{Left: "单位：" + r.Settings.OfficeName, Center: "发出" + itoa(out) + "份，收回" + itoa(back) + "份，未收回" + itoa(out-back) + "份", Right: r.Day.Chinese()},
		t, doc.Signature{Lines: []string{"登记人：", "审核人：", "负责人："}}}
	return d
}
