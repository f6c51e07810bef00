package binder

import (
	"fmt"
	"strconv"
	"strings"

	"dudao/internal/doc"
)

// photosOnPage is how many photos of an item stand on a page.
const photosOnPage = 2

func (p *plan) cover() doc.Block {
	b := p.b
	fields := []doc.Field{}
	add := func(label, value string) {
		if value != "" {
			fields = append(fields, doc.Field{Label: label, Value: value})
		}
	}
	add("全宗名称", b.FondsName)
	add("评估对象", b.Subject)
	if len(b.Boxes) == 1 {
		box := b.Boxes[0]
		add("盒　　号", box.Code)
		add("盒　　名", box.Title)
		add("年　　度", box.Years)
		add("说　　明", box.Volume)
	} else {
		add("盒　　数", fmt.Sprintf("%d 盒", len(b.Boxes)))
	}
	bound := 0
	for _, e := range p.entries {
		if e.home == e {
			bound++
		}
	}
	add("材　　料", fmt.Sprintf("%d 件，全卷 %d 页", bound, p.pages))
	return doc.Cover{Title: b.Title, Subtitle: b.Year, Fields: fields, Office: b.Office, Date: b.MadeOn, Ruled: true}
}

// catalogue is the list of all items with their pages, a table for each box.
func (p *plan) catalogue() []doc.Block {
	blocks := []doc.Block{doc.Title{Text: "目　　录"}}
	columns := []doc.Column{
		{Head: "序号", Width: 10, Align: doc.Center},
		{Head: "指标", Width: 19, Align: doc.Center},
		{Head: "题名", Width: 48},
		{Head: "文号", Width: 28, Align: doc.Center},
		{Head: "日期", Width: 28, Align: doc.Center},
		{Head: "盒号–件号", Width: 18, Align: doc.Center},
		{Head: "页码", Width: 14, Align: doc.Center},
	}
	var table *doc.Table
	tables := []*doc.Table{}
	for i, c := range p.chapters {
		if c.first || table == nil {
			table = &doc.Table{Caption: caption(c.box), Columns: columns, Size: 9}
			tables = append(tables, table)
		}
		name := c.Name
		if c.divided() && len(c.entries) == 0 {
			name += "（尚无材料）"
		}
		heading := doc.Row{Strong: true, Cells: []doc.Cell{{}, doc.C(c.Code), doc.C(name), {}, {}, {}, doc.C(number(c.page))}}
		heading.To = chapterName(i)
		table.Rows = append(table.Rows, heading)
		for _, e := range c.entries {
			table.Rows = append(table.Rows, doc.Row{To: entryName(e), Cells: []doc.Cell{doc.C(strconv.Itoa(e.number)), doc.C(c.Code),
				doc.C(e.Title), doc.C(e.DocNumber), doc.C(e.DatedOn), doc.C(e.Place), doc.C(number(e.home.page))}})
		}
	}
	for _, t := range tables {
		blocks = append(blocks, *t)
	}
	if len(tables) == 0 {
		blocks = append(blocks, doc.Paragraph{Runs: []doc.Run{{Text: "（没有材料）"}}, Align: doc.Center})
	}
	return blocks
}

func caption(b *Box) string {
	text := b.Title
	if b.Code != "" {
		text = strings.TrimSpace("盒号 " + b.Code + "　" + b.Title)
	}
	if b.Years != "" {
		text += "（" + b.Years + "）"
	}
	return text
}

// number is a page's number; before it is known, nothing.
func number(page int) string {
	if page == 0 {
		return ""
	}
	return strconv.Itoa(page)
}

func entryName(e *entry) string { return fmt.Sprintf("entry %d", e.number-1) }

// divider is the page before an indicator's evidence (隔页).
func (c *chapter) divider() []doc.Block {
	label := func(text string) doc.GridCell { return doc.GridCell{Text: text, Label: true} }
	value := func(text string) doc.GridCell { return doc.GridCell{Text: text, Align: doc.Center} }
	pages := 0
	for _, e := range c.entries {
		pages += e.home.pages
	}
	rows := []doc.GridRow{
		{MinHeight: 10, Cells: []doc.GridCell{label("指标编码"), value(c.Code), label("分　值"), value(c.Points), label("自评得分"), value(c.SelfScore)}},
		{MinHeight: 10, Cells: []doc.GridCell{label("负责人"), value(c.Person), label("进　度"), value(c.State), label("材　料"), value(fmt.Sprintf("%d 件 %d 页", len(c.entries), pages))}},
	}
	long := func(name, text string, least float64) {
		rows = append(rows, doc.GridRow{MinHeight: least, Cells: []doc.GridCell{label(name), {Text: text, Span: 5}}})
	}
	long("评估要点", c.Requirement, 22)
	if c.Scoring != "" {
		long("评分标准", c.Scoring, 16)
	}
	long("扣分说明", c.Deduction, 16)
	if len(c.Gaps) > 0 {
		long("缺　项", numbered(c.Gaps), 12)
	}
	if c.Note != "" {
		long("备　注", c.Note, 12)
	}
	table := doc.Table{Caption: "支撑材料", Size: 9, Columns: []doc.Column{
		{Head: "序号", Width: 10, Align: doc.Center},
		{Head: "题名", Width: 56},
		{Head: "文号", Width: 28, Align: doc.Center},
		{Head: "日期", Width: 28, Align: doc.Center},
		{Head: "盒号–件号", Width: 18, Align: doc.Center},
		{Head: "页数", Width: 11, Align: doc.Center},
		{Head: "页码", Width: 14, Align: doc.Center},
	}}
	for _, e := range c.entries {
		table.Rows = append(table.Rows, doc.Row{To: entryName(e), Cells: []doc.Cell{doc.C(strconv.Itoa(e.number)), doc.C(e.said()),
			doc.C(e.DocNumber), doc.C(e.DatedOn), doc.C(e.Place), doc.C(number(e.home.pages)), doc.C(number(e.home.page))}})
	}
	return []doc.Block{
		doc.Title{Text: c.Name, Subtitle: caption(c.box)},
		doc.Grid{Widths: []float64{22, 36, 20, 30, 22, 35}, Rows: rows},
		table,
	}
}

func numbered(list []string) string {
	if len(list) == 1 {
		return list[0]
	}
	lines := make([]string, len(list))
	for i, s := range list {
		lines[i] = fmt.Sprintf("%d．%s", i+1, s)
	}
	return strings.Join(lines, "\n")
}

// said is the title with what is to be said of the item.
func (e *entry) said() string {
	text := e.Title
	if e.home != e {
		text += "（与 " + e.home.chapter.Code + " 共用，装在该处）"
	}
	if e.Note != "" {
		text += "\n" + e.Note
	}
	return text
}

// slip is the sheet that lies in the place of what could not be bound (占位页).
func (e *entry) slip(one *part) []doc.Block {
	heading, file := "此件未能装订", doc.Field{}
	if one.problem.Code == ProblemConvert {
		heading = "待转 PDF"
	}
	if one.problem.Code == ProblemWithheld {
		heading = "此件不随卷"
	}
	if one.file != nil {
		file = doc.Field{Label: "文件名", Value: one.file.Name}
		if one.file.Bytes > 0 {
			file.Value += "（" + doc.Size(one.file.Bytes) + "）"
		}
	}
	rows := []doc.GridRow{}
	for _, f := range []doc.Field{{Label: "所属指标", Value: strings.TrimSpace(e.chapter.Code + "　" + e.chapter.Name)}, {Label: "题　名", Value: e.Title},
		{Label: "文　号", Value: e.DocNumber}, {Label: "责任者", Value: e.Author}, {Label: "日　期", Value: e.DatedOn}, {Label: "盒号–件号", Value: e.Place}, file} {
		if f.Value != "" {
			rows = append(rows, doc.GridRow{MinHeight: 11, Cells: []doc.GridCell{{Text: f.Label, Label: true}, {Text: f.Value}}})
		}
	}
	rows = append(rows, doc.GridRow{MinHeight: 34, Cells: []doc.GridCell{{Text: "情况和办法", Label: true}, {Text: one.problem.Message}}})
	return []doc.Block{
		doc.Space{Lines: 3},
		doc.Title{Text: heading, Subtitle: "（占位页）"},
		doc.Grid{Widths: []float64{28, 137}, Rows: rows},
	}
}

// photos is a page of an item's photos.
func (e *entry) photos(one *part) doc.Block {
	all, before := 0, 0
	for _, p := range e.parts {
		if p == one {
			before = all
		}
		all += len(p.photos)
	}
	title := e.Title
	if all > photosOnPage {
		title += fmt.Sprintf("（照片 %d—%d，共 %d 张）", before+1, before+len(one.photos), all)
		if len(one.photos) == 1 {
			title = e.Title + fmt.Sprintf("（照片 %d，共 %d 张）", before+1, all)
		}
	}
	block := doc.Photos{Title: title, PerPage: 2}
	for i, ph := range one.photos {
		w, h := ph.image.Upright()
		text := ph.file.Caption
		if text == "" {
			text = ph.file.Name
		}
		block.Items = append(block.Items, doc.Photo{Slot: strconv.Itoa(i), W: w, H: h, Caption: text})
	}
	return block
}
