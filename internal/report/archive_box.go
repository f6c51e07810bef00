package report

import (
	"fmt"
	"slices"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// The papers of a box, in millimetres. A spine of 310 does not go on A4: what is
// printed is stuck on it.
const (
	spineHigh             = 265.0
	spineGap              = 4.0
	stampWide, stampHigh  = 45.0, 16.0 // 归档章
	stampGap              = 5.0
	spineText, spineSmall = 16.0, 11.0 // points
)

// span is the 起止件号 of what lies in the box.
func (b ArchiveBox) span() (first, last string) {
	numbers := []int{}
	for _, a := range b.Items {
		if a.Number > 0 {
			numbers = append(numbers, a.Number)
		}
	}
	if len(numbers) == 0 {
		return "", ""
	}
	return fmt.Sprintf("%04d", slices.Min(numbers)), fmt.Sprintf("%04d", slices.Max(numbers))
}

func (b ArchiveBox) name() string {
	return fmt.Sprintf("%d年 第%s盒", b.Year, b.Number)
}

// Spines are the 盒脊 of the boxes, each as wide as its box; one sheet holds only
// those of one width.
func (p ArchivePapers) Spines() doc.Document {
	d := doc.Document{Title: "档案盒脊", Style: doc.Form, Sample: p.Settings.Sample}
	if len(p.Boxes) == 1 {
		d.Title += " " + p.Boxes[0].name()
	}
	for _, size := range office.BoxSizes {
		sheet := doc.Labels{Width: float64(size), Height: spineHigh, Gap: spineGap, Start: p.Start, X: p.Settings.Archive.ShiftX, Y: p.Settings.Archive.ShiftY}
		for _, b := range p.Boxes {
			if b.Thickness == size {
				sheet.Items = append(sheet.Items, p.spine(b))
			}
		}
		if len(sheet.Items) > 0 {
			d.Blocks = append(d.Blocks, sheet)
		}
	}
	return d
}

func (p ArchivePapers) spine(b ArchiveBox) doc.Label {
	first, last := b.span()
	field := func(caption, text string, h float64) doc.LabelRow {
		return doc.LabelRow{Height: h, Cells: []doc.LabelCell{{Caption: caption, Text: text, Size: spineText}}}
	}
	return doc.Label{Rows: []doc.LabelRow{
		field("全宗号", p.Settings.FondsNumber, 20), field("年度", itoa(b.Year), 20), field("保管期限", office.RetentionNames[b.Retention], 20),
		field("机构（问题）", p.unit(b.Unit), 26), {Height: 92, Cells: []doc.LabelCell{{Text: firstOf(p.Settings.FondsName, p.Settings.OfficeName), Size: spineSmall, Vertical: true}}},
		field("起件号", first, 20), field("止件号", last, 20), field("盒号", b.Number, 22), {Height: 25, Code: boxCode(b.ID)},
	}}
}

// boxCode is the text of the QR code that names a box.
func boxCode(id int64) string { return office.FormCode(office.FormBox, itoa(int(id))) }

// BoxCovers are the 盒封面: the name of the fonds over a double rule.
func (p ArchivePapers) BoxCovers() doc.Document {
	d := doc.Document{Title: "档案盒封面", Style: doc.Form, Sample: p.Settings.Sample}
	for _, b := range p.Boxes {
		first, last := b.span()
		d.Blocks = append(d.Blocks, doc.Cover{Title: firstOf(p.Settings.FondsName, p.Settings.OfficeName), Ruled: true, Fields: []doc.Field{
			{Label: "全宗号", Value: p.Settings.FondsNumber}, {Label: "年度", Value: itoa(b.Year)}, {Label: "保管期限", Value: office.RetentionNames[b.Retention]},
			{Label: "机构（问题）", Value: p.unit(b.Unit)}, {Label: "起止件号", Value: joinSpan(first, last)}, {Label: "盒号", Value: b.Number},
		}})
	}
	if len(p.Boxes) == 1 {
		d.Title += " " + p.Boxes[0].name()
	}
	return d
}

func joinSpan(first, last string) string {
	if first == "" {
		return ""
	}
	return first + "—" + last
}

// BoxLists are the 盒内文件目录 of the boxes, each on pages of its own.
func (p ArchivePapers) BoxLists() doc.Document {
	d := doc.Document{Title: "盒内归档文件目录", Style: doc.Ledger, Landscape: true, Sample: p.Settings.Sample}
	for i, b := range p.Boxes {
		if i > 0 {
			d.Blocks = append(d.Blocks, doc.PageBreak{Apart: true})
		}
		one := p
		one.Items, one.Span = b.Items, ArchiveSpan{b.Year, b.Retention, b.Unit}
		list := one.Catalogue()
		for _, block := range list.Blocks {
			if t, is := block.(doc.Title); is {
				t.Text, t.Subtitle = "盒内归档文件目录", t.Subtitle+"　第"+b.Number+"盒"
				block = t
			}
			d.Blocks = append(d.Blocks, block)
		}
	}
	if len(p.Boxes) == 1 {
		d.Title += " " + p.Boxes[0].name()
	}
	return d
}

// References are the 备考表 of the boxes, the last paper in each.
func (p ArchivePapers) References() doc.Document {
	d := doc.Document{Title: "备考表", Style: doc.Form, Sample: p.Settings.Sample}
	for i, b := range p.Boxes {
		code := office.FormCode("reference", itoa(int(b.ID)))
		if i > 0 {
			d.Blocks = append(d.Blocks, doc.PageBreak{Code: code, Apart: true})
		} else {
			d.Code = code
		}
		pages := 0
		for _, a := range b.Items {
			pages += a.Pages
		}
		state := fmt.Sprintf("本盒共 %d 件、%d 页。", len(b.Items), pages)
		if b.State != "" {
			state += b.State
		}
		g := newGrid(22, 78)
		g.long("盒内文件\n情况说明", state, 120, false)
		g.row(14, label("整理人"), field(b.ArrangedBy, 0))
		g.row(14, label("整理日期"), field(dated(b.ArrangedOn), 0))
		g.row(14, label("检查人"), field(b.CheckedBy, 0))
		g.row(14, label("检查日期"), field(dated(b.CheckedOn), 0))
		d.Blocks = append(d.Blocks, doc.Title{Text: "备考表", Subtitle: p.unit(b.Unit) + "　" + office.RetentionNames[b.Retention] + "　" + b.name()}, g.Grid)
	}
	if len(p.Boxes) == 1 {
		d.Title += " " + p.Boxes[0].name()
	}
	return d
}

// stamp is the 归档章 of an item.
func (p ArchivePapers) stamp(a office.ArchiveItem) doc.Label {
	cell := func(text string) doc.LabelCell { return doc.LabelCell{Text: text, Size: spineSmall} }
	return doc.Label{Red: true, Rows: []doc.LabelRow{
		{Height: 1, Cells: []doc.LabelCell{cell(p.Settings.FondsNumber), cell(itoa(a.Year)), cell(fmt.Sprintf("%04d", a.Number))}},
		{Height: 1, Cells: []doc.LabelCell{cell(p.unit(a.Unit)), cell(office.RetentionNames[a.Retention]), cell(pagesOf(a))}},
	}}
}

// StampSize is the 归档章 in millimetres.
func StampSize() (w, h float64) { return stampWide, stampHigh }

// StampPage is a page of w × h mm with nothing but the 归档章 of an item, its upper
// left corner at x and y: to be laid over the first page of a scan.
func (p ArchivePapers) StampPage(a office.ArchiveItem, w, h, x, y float64) doc.Document {
	return doc.Document{Title: "归档章", Style: doc.Form, Width: w, Height: h, Blocks: []doc.Block{
		doc.Labels{Width: stampWide, Height: stampHigh, At: true, X: x, Y: y, Items: []doc.Label{p.stamp(a)}}}}
}

// Stamps are 归档章 to be cut out or to copy from: 45 × 16 mm, six cells, red. DA/T
// 22-2015, 6.1 and annex A.
func (p ArchivePapers) Stamps() doc.Document {
	sheet := doc.Labels{Width: stampWide, Height: stampHigh, Gap: stampGap, Start: p.Start, X: p.Settings.Archive.ShiftX, Y: p.Settings.Archive.ShiftY}
	for _, a := range p.Items {
		sheet.Items = append(sheet.Items, p.stamp(a))
	}
	d := doc.Document{Title: strings.TrimSpace("归档章 " + p.Span.title(p)), Style: doc.Form, Sample: p.Settings.Sample}
	if len(sheet.Items) > 0 {
		d.Blocks = append(d.Blocks, sheet)
	}
	return d
}
