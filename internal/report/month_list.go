package report

import (
	"fmt"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// MonthList is the list of a month's papers (目录): every file with its folder,
// and where it stands in the folder's volume.
type MonthList struct {
	Settings office.Settings
	Span     office.Span
	Date     office.Date
	Lines    []MonthListLine
}

// MonthListLine is one paper of the list.
type MonthListLine struct {
	Folder string
	File   string
	Form   string
	Number string // of the record
	Title  string
	Pages  int
	First  int // page of the volume it begins on, 0 when it is in none
}

// Title returns the list's title.
func (l MonthList) Title() string {
	return l.Settings.CountyName + l.Span.Chinese() + "督导材料目录"
}

// Document makes the list; the same for print and for Excel.
func (l MonthList) Document() doc.Document {
	d := doc.Document{Title: l.Title(), Style: doc.Ledger, Landscape: true, Sample: l.Settings.Sample}
	t := doc.Table{Name: "清单", Size: annexSize, Columns: []doc.Column{{Head: "序号", Width: 9, Align: doc.Center}, {Head: "文件夹", Width: 28}, {Head: "文件", Width: 72}, {Head: "文书", Width: 30},
		{Head: "编号", Width: 28}, {Head: "题名", Width: 72}, {Head: "页数", Width: 11, Align: doc.Right}, {Head: "合订本页码", Width: 18, Align: doc.Center}}}
	pages := 0
	for i, x := range l.Lines {
		place, size := "", doc.C("")
		switch {
		case x.First > 0 && x.Pages > 1:
			place = fmt.Sprintf("%d—%d", x.First, x.First+x.Pages-1)
		case x.First > 0:
			place = itoa(x.First)
		}
		if x.Pages > 0 {
			size = count(float64(x.Pages))
		}
		pages += x.Pages
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(itoa(i + 1)), doc.C(x.Folder), doc.C(x.File), doc.C(x.Form), doc.C(x.Number), doc.C(x.Title), size, doc.C(place)}})
	}
	t.Rows = append(t.Rows, doc.Row{Strong: true, Cells: []doc.Cell{doc.C(""), doc.C("合计"), doc.C(fmt.Sprintf("%d个文件", len(l.Lines))), doc.C(""), doc.C(""), doc.C(""), count(float64(pages)), doc.C("")}})
	d.Blocks = []doc.Block{doc.Title{Text: l.Title()},
		doc.Ends{Left: "编制单位：" + l.Settings.OfficeName, Right: "生成日期：" + l.Date.Chinese()}, t,
		doc.Text("每个文件夹里有单份文件和一份合订本；“合订本页码”是这份文书在合订本里的起止页。")}
	return d
}
