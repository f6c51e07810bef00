package report

import (
	"fmt"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// BinderPapers are the papers that go with an inspection binder (迎检册): its list,
// what is missing, and what is stuck on its boxes.
type BinderPapers struct {
	Settings office.Settings
	Title    string // of the binder
	MadeOn   office.Date
	Boxes    []BinderBox
	Lines    []BinderLine
	Gaps     []BinderGap
}

// BinderBox is a box as it was bound.
type BinderBox struct {
	office.BinderBox
	Years string // of the papers in it
	File  string // its PDF, below the folder
	Bound int    // pages of that
}

// BinderLine is a piece of evidence under one of its points.
type BinderLine struct {
	Box, Code, Point string
	Title, DocNumber string
	Author, Place    string
	DatedOn          office.Date
	Page, Pages      int    // in the binder as one, 0 when it could not be bound
	BoxPage          int    // in the PDF of the box
	File             string // below the folder, empty without one
	First            string // the point under which it lies, when this is not the first
}

// BinderGap is one thing that a binder lacks.
type BinderGap struct {
	Kind     string
	Codes    []string // of the points that lack it
	Point    string   // the first of them
	Evidence int64    // 0 for a point without any
	Title    string
	Detail   string
	Mend     string
	Person   string
	DueOn    office.Date
	Page     int // of the slip sheet that lies in its place
}

// List is 目录: every piece of evidence with its pages and its file.
func (p BinderPapers) List() doc.Document {
	d := doc.Document{Title: p.Title + "目录", Style: doc.Ledger, Landscape: true, Sample: p.Settings.Sample}
	t := doc.Table{Name: "目录", Size: annexSize, Columns: []doc.Column{{Head: "序号", Width: 9, Align: doc.Center}, {Head: "盒号", Width: 14, Align: doc.Center}, {Head: "指标", Width: 14, Align: doc.Center},
		{Head: "指标名称", Width: 40}, {Head: "题名", Width: 60}, {Head: "文号", Width: 26}, {Head: "责任者", Width: 26}, {Head: "成文日期", Width: 18, Align: doc.Center}, {Head: "存放处", Width: 22},
		{Head: "总册页码", Width: 14, Align: doc.Center}, {Head: "本盒页码", Width: 14, Align: doc.Center}, {Head: "页数", Width: 10, Align: doc.Right}, {Head: "文件", Width: 60}, {Head: "备注", Width: 24}}}
	for i, x := range p.Lines {
		note := ""
		if x.First != "" {
			note = "见 " + x.First
		}
		row := doc.Row{Cells: []doc.Cell{{Text: itoa(i + 1), Numeric: true}}}
		for _, text := range []string{x.Box, x.Code, x.Point, x.Title, x.DocNumber, x.Author, string(x.DatedOn), x.Place} {
			row.Cells = append(row.Cells, doc.C(text))
		}
		row.Cells = append(row.Cells, pageCell(x.Page), pageCell(x.BoxPage), pageCell(x.Pages), doc.C(x.File), doc.C(note))
		t.Rows = append(t.Rows, row)
	}
	d.Blocks = []doc.Block{doc.Title{Text: d.Title}, doc.Ends{Left: "编制单位：" + p.Settings.OfficeName, Right: "编制日期：" + p.MadeOn.Chinese()}, t}
	return d
}

func pageCell(n int) doc.Cell {
	if n == 0 {
		return doc.C("")
	}
	return doc.Cell{Text: itoa(n), Numeric: true}
}

// GapList is 缺项清单: what is still missing, and how each is mended.
func (p BinderPapers) GapList() doc.Document {
	d := doc.Document{Title: p.Title + "缺项清单", Style: doc.Ledger, Landscape: true, Sample: p.Settings.Sample}
	d.Blocks = []doc.Block{doc.Title{Text: d.Title},
		doc.Ends{Left: "编制单位：" + p.Settings.OfficeName, Center: fmt.Sprintf("共 %d 项", len(p.Gaps)), Right: "编制日期：" + p.MadeOn.Chinese()}}
	if len(p.Gaps) == 0 {
		d.Blocks = append(d.Blocks, doc.Text("每个指标的材料都齐全，也都装进了迎检册，没有缺项。"))
		return d
	}
	t := doc.Table{Name: "缺项清单", Size: annexSize, Columns: []doc.Column{{Head: "序号", Width: 9, Align: doc.Center}, {Head: "类别", Width: 22, Align: doc.Center}, {Head: "指标", Width: 14, Align: doc.Center},
		{Head: "指标名称", Width: 38}, {Head: "材料", Width: 52}, {Head: "缺什么", Width: 56}, {Head: "怎么补", Width: 46}, {Head: "页码", Width: 11, Align: doc.Center}, {Head: "负责人", Width: 20, Align: doc.Center}, {Head: "期限", Width: 20, Align: doc.Center}}}
	for i, g := range p.Gaps {
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{{Text: itoa(i + 1), Numeric: true}, doc.C(g.Kind), doc.C(strings.Join(g.Codes, "、")), doc.C(g.Point), doc.C(g.Title), doc.C(g.Detail), doc.C(g.Mend),
			pageCell(g.Page), doc.C(g.Person), doc.C(string(g.DueOn))}})
	}
	d.Blocks = append(d.Blocks, t, doc.Text("“页码”是总册里夹着说明页的那一页。"))
	return d
}

// Spines are the 盒脊 of the boxes, each as wide as its box; one sheet holds only
// those of one width.
func (p BinderPapers) Spines() doc.Document {
	d := doc.Document{Title: p.Title + "盒脊", Style: doc.Form, Sample: p.Settings.Sample}
	for _, size := range office.BoxSizes {
		sheet := doc.Labels{Width: float64(size), Height: spineHigh, Gap: spineGap, X: p.Settings.Archive.ShiftX, Y: p.Settings.Archive.ShiftY}
		for _, b := range p.Boxes {
			if b.Thickness == size && b.Items > 0 { // one that only leads to other boxes is not there
				sheet.Items = append(sheet.Items, p.spine(b))
			}
		}
		if len(sheet.Items) > 0 {
			d.Blocks = append(d.Blocks, sheet)
		}
	}
	return d
}

func (p BinderPapers) spine(b BinderBox) doc.Label {
	field := func(caption, text string, h float64) doc.LabelRow {
		return doc.LabelRow{Height: h, Cells: []doc.LabelCell{{Caption: caption, Text: text, Size: spineText}}}
	}
	upright := func(text string, h float64) doc.LabelRow {
		return doc.LabelRow{Height: h, Cells: []doc.LabelCell{{Text: text, Size: spineText, Vertical: true}}}
	}
	return doc.Label{Rows: []doc.LabelRow{
		field("盒号", b.Code, 26), upright(b.Title, 120), field("年份", b.Years, 22), {Height: 62, Cells: []doc.LabelCell{{Text: firstOf(p.Settings.FondsName, p.Settings.OfficeName), Size: spineSmall, Vertical: true}}},
		field("共", fmt.Sprintf("%d件", b.Items), 18), field("页数", itoa(b.Pages), 17),
	}}
}

// Covers are the 盒封面 of the boxes.
func (p BinderPapers) Covers() doc.Document {
	d := doc.Document{Title: p.Title + "盒封面", Style: doc.Form, Sample: p.Settings.Sample}
	for _, b := range p.Boxes {
		if b.Items == 0 {
			continue
		}
		codes := []string{}
		for _, l := range b.Lines {
			if !l.Heading {
				codes = append(codes, firstOf(l.Indicator.Code, l.Indicator.Name))
			}
		}
		d.Blocks = append(d.Blocks, doc.Cover{Title: b.Title, Subtitle: p.Title, Ruled: true, Office: p.Settings.OfficeName, Date: p.MadeOn.Chinese(), Fields: []doc.Field{
			{Label: "盒号", Value: b.Code}, {Label: "指标", Value: strings.Join(codes, "、")}, {Label: "年份", Value: b.Years}, {Label: "件数", Value: fmt.Sprintf("共 %d 件", b.Items)}, {Label: "页数", Value: fmt.Sprintf("共 %d 页", b.Pages)},
		}})
	}
	return d
}

// BinderCheck is what stands on 校验单: by what anyone can tell that nothing of a
// binder's folder was changed.
type BinderCheck struct {
	Settings        office.Settings
	Title           string
	Folder          string // the bag's
	MadeOn          office.Date
	Files           int
	Bytes           int64
	Pages, Items    int
	Gaps            int
	Manifest, Tags  string // SHA-256, of which files
	ManifestName    string
	TagManifestName string
}

// Document makes the sheet.
func (c BinderCheck) Document() doc.Document {
	g := newGrid(halves...)
	wide := len(halves) - 1
	g.line(label("迎检册"), field(c.Title, wide))
	g.line(label("制作单位"), field(c.Settings.OfficeName, 0), label("制作日期"), field(c.MadeOn.Chinese(), 0))
	g.line(label("文件"), field(fmt.Sprintf("%d 个，%s", c.Files, doc.Size(c.Bytes)), 0), label("材料"), field(fmt.Sprintf("%d 件，%d 页，缺项 %d", c.Items, c.Pages, c.Gaps), 0))
	g.row(20, label("清单的\nSHA-256"), doc.GridCell{Text: c.ManifestName + "\n" + grouped(c.Manifest), Span: wide})
	g.row(20, label("附属清单的\nSHA-256"), doc.GridCell{Text: c.TagManifestName + "\n" + grouped(c.Tags), Span: wide})
	g.long("怎么核对", strings.Join([]string{
		"这份校验单放在迎检册外面，请打印一份签字保存。任何人都可以用自己的工具核对，不需要本程序：",
		"一、先看清单有没有换过。在“" + c.Folder + "”文件夹里运行",
		"　　Windows：certutil -hashfile " + c.ManifestName + " SHA256",
		"　　Linux：sha256sum " + c.ManifestName,
		"　　算出来的应当与上面“清单的 SHA-256”逐位相同（空格不算，大小写不论）。附属清单同样核对。",
		"二、再看文件有没有改过。在同一个文件夹里运行",
		"　　Linux：sha256sum -c " + c.ManifestName,
		"　　Windows：清单每行是一个 SHA-256 和一个文件，抽几个文件用 certutil -hashfile 文件名 SHA256 算，应当相同。",
		"三、有本程序的电脑：打开“迎检评估”→“生成迎检册”→“校验”，选这个文件夹；或运行 dudao-cli verify 文件夹。改过、缺少、多出的文件都会逐个列出。",
		"迎检册按 BagIt（RFC 8493）封装，支持 BagIt 的软件都能核对。",
	}, "\n"), 90, false)
	g.row(14, label("核对结果"), field("", wide))
	g.row(14, label("核对人"), field("", 0), label("核对日期"), field(handDate, 0))
	return doc.Document{Title: c.Title + "校验单", Style: doc.Form, Sample: c.Settings.Sample, Blocks: []doc.Block{doc.Title{Text: "迎检册校验单"}, g.Grid}}
}

// grouped writes a sum in groups of eight, four on a line, as it can be compared
// by eye.
func grouped(sum string) string {
	text := strings.Builder{}
	for i, r := range sum {
		switch {
		case i > 0 && i%32 == 0:
			text.WriteByte('\n')
		case i > 0 && i%8 == 0:
			text.WriteByte(' ')
		}
		text.WriteRune(r)
	}
	return text.String()
}
