package report

import (
	"fmt"
	"slices"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// volumeColumns are the seven columns of a 卷内目录, in a type area of 170 mm.
var volumeColumns = []doc.Column{
	{Head: "顺序号", Width: 15, Align: doc.Center}, {Head: "文号", Width: 28, Align: doc.Center}, {Head: "责任者", Width: 26}, {Head: "题名", Width: 56},
	{Head: "日期", Width: 18, Align: doc.Center}, {Head: "页号", Width: 15, Align: doc.Center}, {Head: "备注", Width: 12},
}

// VolumeLists are the 卷内目录 of what lies in the boxes, taken as volumes: the pages
// run through the volume.
func (p ArchivePapers) VolumeLists() doc.Document {
	d := doc.Document{Title: p.boxTitle("卷内目录"), Style: doc.Volume, Sample: p.Settings.Sample}
	for i, b := range p.Boxes {
		if i > 0 {
			d.Blocks = append(d.Blocks, doc.PageBreak{Apart: true})
		}
		t := doc.Table{Name: "卷内目录 " + b.name(), Columns: volumeColumns}
		places := pagePlaces(b.Items)
		for n, a := range b.Items {
			row := doc.Row{Cells: []doc.Cell{{Text: itoa(n + 1), Numeric: true}}}
			for _, text := range []string{a.DocNumber, a.Author, a.Title, compactDay(a.DatedOn), places[n], a.Note} {
				row.Cells = append(row.Cells, doc.C(text))
			}
			t.Rows = append(t.Rows, row)
		}
		d.Blocks = append(d.Blocks, doc.Title{Text: "卷内目录", Subtitle: p.unit(b.Unit) + "　" + office.RetentionNames[b.Retention] + "　" + b.name()}, t)
	}
	return d
}

// pagePlaces are the 页号: each item's first page in the volume, of the last its
// first and last. Behind an item whose pages are not counted nothing is known.
func pagePlaces(items []office.ArchiveItem) []string {
	places := make([]string, len(items))
	next := 1
	for i, a := range items {
		places[i] = itoa(next)
		if a.Pages == 0 {
			return places
		}
		if i == len(items)-1 && a.Pages > 1 {
			places[i] = fmt.Sprintf("%d—%d", next, next+a.Pages-1)
		}
		next += a.Pages
	}
	return places
}

// VolumeReferences are the 卷内备考表, the last paper of each volume.
func (p ArchivePapers) VolumeReferences() doc.Document {
	d := doc.Document{Title: p.boxTitle("卷内备考表"), Style: doc.Form, Sample: p.Settings.Sample}
	for i, b := range p.Boxes {
		if i > 0 {
			d.Blocks = append(d.Blocks, doc.PageBreak{Apart: true})
		}
		items, pages := b.counts()
		state := fmt.Sprintf("本卷共 %d 件、%d 页。", items, pages)
		if b.State != "" {
			state += b.State
		}
		g := newGrid(22, 78)
		g.long("本卷情况\n说明", state, 120, false)
		g.row(14, label("立卷人"), field(b.ArrangedBy, 0))
		g.row(14, label("检查人"), field(b.CheckedBy, 0))
		g.row(14, label("立卷时间"), field(dated(b.ArrangedOn), 0))
		d.Blocks = append(d.Blocks, doc.Title{Text: "卷内备考表", Subtitle: p.unit(b.Unit) + "　" + office.RetentionNames[b.Retention] + "　" + b.name()}, g.Grid)
	}
	return d
}

// VolumeCovers are the 案卷封面.
func (p ArchivePapers) VolumeCovers() doc.Document {
	d := doc.Document{Title: p.boxTitle("案卷封面"), Style: doc.Form, Sample: p.Settings.Sample}
	for _, b := range p.Boxes {
		first, last := office.Date(""), office.Date("")
		for _, a := range b.Items {
			if first == "" || a.DatedOn < first {
				first = a.DatedOn
			}
			last = max(last, a.DatedOn)
		}
		items, pages := b.counts()
		numbers, to := b.span()
		d.Blocks = append(d.Blocks, doc.Cover{Title: firstOf(p.Settings.FondsName, p.Settings.OfficeName), Ruled: true, Fields: []doc.Field{
			{Label: "类目名称", Value: p.unit(b.Unit)}, {Label: "案卷题名", Value: fmt.Sprintf("%d年%s文件材料", b.Year, p.unit(b.Unit))},
			{Label: "起止日期", Value: joinSpan(compactDay(first), compactDay(last))}, {Label: "保管期限", Value: office.RetentionNames[b.Retention]},
			{Label: "件（页）数", Value: fmt.Sprintf("%d 件 %d 页", items, pages)}, {Label: "归档号", Value: b.Number},
			{Label: "档号", Value: p.volumeCode(b, numbers, to)},
		}})
	}
	return d
}

// volumeCode is the 档号 of the first item, with the last 件号 behind it.
func (p ArchivePapers) volumeCode(b ArchiveBox, first, last string) string {
	if first == "" {
		return ""
	}
	for _, a := range b.Items {
		if fmt.Sprintf("%04d", a.Number) == first {
			return joinSpan(a.Code, last)
		}
	}
	return ""
}

// counts are the items of a box and their pages.
func (b ArchiveBox) counts() (items, pages int) {
	for _, a := range b.Items {
		pages += a.Pages
	}
	return len(b.Items), pages
}

// boxTitle names a paper of boxes, with the box when there is one.
func (p ArchivePapers) boxTitle(name string) string {
	if len(p.Boxes) == 1 {
		return name + " " + p.Boxes[0].name()
	}
	return name
}

// retentionName is the table's name.
const retentionName = "文件材料归档范围和保管期限表"

// RetentionTable is the 文件材料归档范围和保管期限表; its columns are those that can be
// pasted back.
func (p ArchivePapers) RetentionTable(rules []office.RetentionRule) doc.Document {
	name := retentionName
	t := doc.Table{Name: name, Columns: []doc.Column{{Head: "序号", Width: 10, Align: doc.Center}, {Head: "文件材料", Width: 60}, {Head: "机构（问题）", Width: 24, Align: doc.Center},
		{Head: "保管期限", Width: 20, Align: doc.Center}, {Head: "依据", Width: 100}, {Head: "官方", Width: 14, Align: doc.Center}}}
	official := 0
	for i, r := range rules {
		mark := "否"
		if r.Official {
			mark = "是"
			official++
		}
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{{Text: itoa(i + 1), Numeric: true}, doc.C(r.Name), doc.C(p.unit(r.Unit)), doc.C(office.RetentionNames[r.Retention]), doc.C(r.Source), doc.C(mark)}})
	}
	return doc.Document{Title: name, Style: doc.Ledger, Landscape: true, Sample: p.Settings.Sample, Blocks: []doc.Block{
		doc.Title{Text: name},
		doc.Ends{Left: firstOf(p.Settings.FondsName, p.Settings.OfficeName), Right: fmt.Sprintf("共 %d 行，其中有官方依据 %d 行", len(rules), official)}, t}}
}

// sharedHeads are the columns that tell what a line goes by.
var sharedHeads = []string{"依据", "官方"}

// RetentionPaper is the table to be printed: what all lines go by is said once under it.
func (p ArchivePapers) RetentionPaper(rules []office.RetentionRule) doc.Document {
	d := p.RetentionTable(rules)
	if len(rules) < 2 || slices.ContainsFunc(rules, func(r office.RetentionRule) bool {
		return r.Source != rules[0].Source || r.Official != rules[0].Official
	}) {
		return d
	}
	t := d.Blocks[len(d.Blocks)-1].(doc.Table)
	for i := range t.Rows {
		for _, head := range sharedHeads {
			t.Rows[i].Cells[columnOf(t, head)] = doc.C("")
		}
	}
	d.Landscape = false
	d.Blocks[len(d.Blocks)-1] = filled(t, sharedHeads...)
	d.Blocks = append(d.Blocks, doc.Paragraph{Runs: []doc.Run{{Text: "各行依据：" + sentence(rules[0].Source)}}, NoIndent: true})
	return d
}
