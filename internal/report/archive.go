package report

import (
	"fmt"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// ArchivePapers are the papers of the archive (DA/T 22-2015): what is filed, and
// the boxes that it lies in.
type ArchivePapers struct {
	Settings office.Settings
	Units    []office.ArchiveUnit
	Items    []office.ArchiveItem // in the order of their 件号
	Boxes    []ArchiveBox
	Span     ArchiveSpan
	// Start is the place of the first label on a half-used sheet, from 1.
	Start int
}

// ArchiveBox is a 档案盒 with what lies in it.
type ArchiveBox struct {
	office.ArchiveBox
	Items []office.ArchiveItem
}

// ArchiveSpan is what a catalogue covers; empty parts are all.
type ArchiveSpan struct {
	Year      int
	Retention string
	Unit      string
}

// title names the span in words, e.g. 2025年 30年 督导.
func (s ArchiveSpan) title(p ArchivePapers) string {
	parts := []string{}
	if s.Year > 0 {
		parts = append(parts, itoa(s.Year)+"年度")
	}
	if s.Retention != "" {
		parts = append(parts, office.RetentionNames[s.Retention])
	}
	if s.Unit != "" {
		parts = append(parts, p.unit(s.Unit))
	}
	return strings.Join(parts, " ")
}

func (p ArchivePapers) unit(code string) string {
	for _, u := range p.Units {
		if u.Code == code {
			return u.Name
		}
	}
	return code
}

// catalogueColumns are the nine columns of a 归档文件目录. DA/T 22-2015, 5.5.
var catalogueColumns = []doc.Column{
	{Head: "序号", Width: 10, Align: doc.Center}, {Head: "档号", Width: 44, Align: doc.Center}, {Head: "文号", Width: 40, Align: doc.Center},
	{Head: "责任者", Width: 50}, {Head: "题名", Width: 64}, {Head: "日期", Width: 20, Align: doc.Center}, {Head: "密级", Width: 12, Align: doc.Center},
	{Head: "页数", Width: 12, Align: doc.Center}, {Head: "备注", Width: 14},
}

// Catalogue is the 归档文件目录.
func (p ArchivePapers) Catalogue() doc.Document {
	set := p.Settings
	t := doc.Table{Name: "归档文件目录", Columns: catalogueColumns}
	for i, a := range p.Items {
		row := doc.Row{Cells: []doc.Cell{{Text: itoa(i + 1), Numeric: true}}}
		for _, text := range []string{a.Code, a.DocNumber, a.Author, a.Title, compactDay(a.DatedOn), a.Secrecy} {
			row.Cells = append(row.Cells, doc.C(text))
		}
		row.Cells = append(row.Cells, doc.Cell{Text: pagesOf(a), Numeric: true}, doc.C(a.Note))
		t.Rows = append(t.Rows, row)
	}
	name := "归档文件目录"
	title := strings.TrimSpace(firstOf(set.FondsName, set.OfficeName) + name + " " + p.Span.title(p))
	return doc.Document{Title: title, Style: doc.Ledger, Landscape: true, Sample: set.Sample, Blocks: []doc.Block{
		doc.Title{Text: name, Subtitle: p.Span.title(p)},
		doc.Ends{Left: "全宗号：" + set.FondsNumber, Center: "全宗名称：" + firstOf(set.FondsName, set.OfficeName), Right: fmt.Sprintf("共 %d 件", len(p.Items))},
		t,
	}}
}

// pagesOf is the 页数 as written; an item without one is left open.
func pagesOf(a office.ArchiveItem) string {
	if a.Pages == 0 {
		return ""
	}
	return itoa(a.Pages)
}

// compactDay writes a day as 19990909.
func compactDay(d office.Date) string { return strings.ReplaceAll(string(d), "-", "") }

// CatalogueCover is the cover of the bound 归档文件目录.
func (p ArchivePapers) CatalogueCover() doc.Document {
	set := p.Settings
	return doc.Document{Title: strings.TrimSpace("归档文件目录封面 " + p.Span.title(p)), Style: doc.Form, Sample: set.Sample, Blocks: []doc.Block{
		doc.Cover{Title: "归档文件目录", Fields: []doc.Field{
			{Label: "全宗号", Value: set.FondsNumber}, {Label: "全宗名称", Value: firstOf(set.FondsName, set.OfficeName)}, {Label: "年度", Value: yearOf(p.Span.Year)},
			{Label: "保管期限", Value: office.RetentionNames[p.Span.Retention]}, {Label: "机构（问题）", Value: p.unitName()},
		}},
	}}
}

func (p ArchivePapers) unitName() string {
	if p.Span.Unit == "" {
		return ""
	}
	return p.unit(p.Span.Unit)
}

func yearOf(year int) string {
	if year == 0 {
		return ""
	}
	return itoa(year)
}
