package report

import (
	"fmt"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// CountLine is one item on a 清点单 or a 清点结果.
type CountLine struct {
	Item     office.ArchiveItem
	Box      string
	Result   string // one of office.CountResults, empty when not looked for
	Borrower string // who has it now
	On       office.Date
	By       string
	FoundOn  office.Date
	FoundBy  string
}

// CountBox is one box on a 清点单.
type CountBox struct {
	office.ArchiveBox
	Lines []CountLine
}

// CountList is the 清点单: the boxes with room to tick what is found.
type CountList struct {
	Settings office.Settings
	Units    []office.ArchiveUnit
	Boxes    []CountBox
}

// Document makes the 清点单, a box on pages of its own with the code of the box.
func (p CountList) Document() doc.Document {
	d := doc.Document{Title: "档案清点单", Style: doc.Ledger, Landscape: true, Sample: p.Settings.Sample}
	names := ArchivePapers{Units: p.Units}
	for i, b := range p.Boxes {
		if i > 0 {
			d.Blocks = append(d.Blocks, doc.PageBreak{Apart: true})
		}
		t := doc.Table{Name: "清点单", Columns: []doc.Column{
			{Head: "件号", Width: 12, Align: doc.Center}, {Head: "档号", Width: 44, Align: doc.Center}, {Head: "题名", Width: 92}, {Head: "文号", Width: 32, Align: doc.Center},
			{Head: "日期", Width: 20, Align: doc.Center}, {Head: "页数", Width: 11, Align: doc.Center}, {Head: "在盒", Width: 12, Align: doc.Center},
			{Head: "未见", Width: 12, Align: doc.Center}, {Head: "备注", Width: 31}}}
		pages := 0
		for _, x := range b.Lines {
			a, note := x.Item, ""
			if x.Borrower != "" {
				note = "借出：" + x.Borrower
			}
			pages += a.Pages
			t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(fmt.Sprintf("%04d", a.Number)), doc.C(a.Code), doc.C(a.Title), doc.C(a.DocNumber), doc.C(compactDay(a.DatedOn)),
				doc.C(pagesOf(a)), doc.C(box(x.Result == office.CountFound, "")), doc.C(box(x.Result == office.CountMissing, "")), doc.C(note)}})
		}
		place := b.Place
		if place == "" {
			place = "未填"
		}
		name := fmt.Sprintf("%d年 第%s盒", b.Year, b.Number)
		d.Blocks = append(d.Blocks, doc.Title{Text: "档案清点单", Subtitle: name + "　" + names.unit(b.Unit) + "　" + office.RetentionNames[b.Retention]},
			doc.QR{Text: boxCode(b.ID), Caption: name + "，柜架位置：" + place + "。" + fmt.Sprintf("共 %d 件、%d 页。", len(b.Lines), pages) + "在“清点”里扫这个码，就到这一盒。"},
			t, doc.Signature{Lines: []string{"清点人：", "监点人：", "清点日期：" + handDate}})
	}
	if len(p.Boxes) == 1 {
		d.Title += fmt.Sprintf(" %d年 第%s盒", p.Boxes[0].Year, p.Boxes[0].Number)
	}
	return d
}

// CountResult is the 清点结果: how many were found, and which were not.
type CountResult struct {
	Settings  office.Settings
	Stocktake office.Stocktake
	Scope     string
	Boxes     int // gone through or to be gone through
	Untouched int // boxes without any mark
	Found     int
	Unmarked  int
	Missing   []CountLine
	Lent      []CountLine
}

// Document makes the 清点结果.
func (p CountResult) Document() doc.Document {
	st, set := p.Stocktake, p.Settings
	d := doc.Document{Title: "档案清点结果 " + st.Number, Style: doc.Form, Sample: set.Sample, Code: office.FormCode("stocktake_result", st.Number)}
	g := newGrid(halves...)
	g.line(label("清点编号"), field(st.Number, 0), label("清点范围"), field(p.Scope, 0))
	ended := "没有结束"
	if st.FinishedOn.Valid() {
		ended = st.FinishedOn.Chinese()
	}
	g.line(label("开始日期"), field(dated(st.StartedOn), 0), label("结束日期"), field(ended, 0))
	g.line(label("清点人"), field(st.CountedBy, 0), label("档案盒"), field(p.boxes(), 0))
	total := p.Found + p.Unmarked + len(p.Missing) + len(p.Lent)
	result := fmt.Sprintf("应在 %d 件：在盒 %d 件，未见 %d 件，借出 %d 件", total, p.Found, len(p.Missing), len(p.Lent))
	if p.Unmarked > 0 {
		result += fmt.Sprintf("，没有清点 %d 件", p.Unmarked)
	}
	g.row(lowRow, label("清点结果"), field(result+"。", 3))
	g.row(18, label("说明"), field(st.Note, 3))
	d.Blocks = append(d.Blocks, doc.Title{Text: "档案清点结果", Subtitle: strings.TrimSpace(set.OfficeName + "　" + p.Scope)}, g.Grid)
	d.Blocks = append(d.Blocks, countTable("未见的文件", "清点时没有找到，找到以前都是缺口。", p.Missing)...)
	d.Blocks = append(d.Blocks, countTable("借出的文件", "已登记借出，不算未见。", p.Lent)...)
	d.Blocks = append(d.Blocks, doc.Signature{Lines: []string{"清点人：", "监点人：", "负责人："}})
	return d
}

func (p CountResult) boxes() string {
	text := fmt.Sprintf("%d 盒", p.Boxes)
	if p.Untouched > 0 {
		text += fmt.Sprintf("，其中 %d 盒没有清点", p.Untouched)
	}
	return text
}

// countTable lists items with when and by whom they were looked for; nothing
// without any.
func countTable(name, says string, lines []CountLine) []doc.Block {
	if len(lines) == 0 {
		return nil
	}
	t := doc.Table{Name: name, Columns: []doc.Column{
		{Head: "序号", Width: 9, Align: doc.Center}, {Head: "盒", Width: 24, Align: doc.Center}, {Head: "档号", Width: 42, Align: doc.Center}, {Head: "题名", Width: 55},
		{Head: "日期、清点人", Width: 25, Align: doc.Center}, {Head: "下落", Width: 25}}}
	for i, x := range lines {
		after := ""
		switch {
		case x.FoundOn.Valid():
			after = strings.TrimSpace(shortDay(x.FoundOn) + "找到 " + x.FoundBy)
		case x.Borrower != "":
			after = x.Borrower
		}
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(itoa(i + 1)), doc.C(x.Box), doc.C(x.Item.Code), doc.C(x.Item.Title), doc.C(strings.TrimSpace(string(x.On) + " " + x.By)), doc.C(after)}})
	}
	return []doc.Block{doc.Heading{Level: 1, Text: fmt.Sprintf("%s（%d 件）", name, len(lines))}, doc.Paragraph{Runs: []doc.Run{{Text: says}}, NoIndent: true}, t}
}
