package word

import (
	"math"
	"strconv"

	"dudao/internal/doc"
)

// tableLook is what the rows of one table share. Lengths are millimetres.
type tableLook struct {
	width   float64
	widths  []float64
	ruled   bool
	foot    bool // hangs on the lower edge of the type area
	noInset bool // the text stands at the table's own edges
}

// rowLook is how a row behaves: its least height, whether it stays whole, and
// whether it is a head repeated on each page.
type rowLook struct {
	min   float64
	exact bool
	whole bool
	head  bool
}

// cell is one cell of a row.
type cell struct {
	w     float64
	span  int
	merge string // "restart" begins a cell over several rows, "continue" goes on
	top   bool
	rules []string // its own rules, in a table without
	paras []cellPara
}

type cellPara struct {
	p    para
	runs []run
}

// startTable opens a table, which the caller closes after its rows.
func (w *writer) startTable(t tableLook) {
	if w.fresh { // a page break cannot stand in a table
		w.gap(true)
	}
	x := &w.x
	x.open("w:tbl")
	x.open("w:tblPr")
	if t.ruled {
		x.value("w:tblStyle", tableStyle)
	}
	if t.foot {
		x.leaf("w:tblpPr", "w:vertAnchor", "margin", "w:horzAnchor", "margin", "w:tblpX", "0", "w:tblpYSpec", "bottom")
		x.value("w:tblOverlap", "never")
	}
	x.leaf("w:tblW", "w:w", twips(t.width), "w:type", "dxa")
	x.leaf("w:tblInd", "w:w", "0", "w:type", "dxa")
	x.leaf("w:tblLayout", "w:type", "fixed")
	if t.noInset {
		x.cellMargins(cellPad, 0)
	}
	x.close()
	x.open("w:tblGrid")
	for _, width := range t.widths {
		x.leaf("w:gridCol", "w:w", twips(width))
	}
	x.close()
}

func (w *writer) row(look rowLook, cells []cell) {
	x := &w.x
	x.open("w:tr")
	x.open("w:trPr")
	x.flag("w:cantSplit", look.whole)
	if look.min > 0 {
		how := "atLeast"
		if look.exact {
			how = "exact"
		}
		x.leaf("w:trHeight", "w:val", twips(look.min), "w:hRule", how)
	}
	x.flag("w:tblHeader", look.head)
	x.close()
	for _, c := range cells {
		w.cell(c)
	}
	x.close()
}

func (w *writer) cell(c cell) {
	x := &w.x
	x.open("w:tc")
	x.open("w:tcPr")
	x.leaf("w:tcW", "w:w", twips(c.w), "w:type", "dxa")
	if c.span > 1 {
		x.value("w:gridSpan", strconv.Itoa(c.span))
	}
	if c.merge != "" {
		x.value("w:vMerge", c.merge)
	}
	if len(c.rules) > 0 {
		x.open("w:tcBorders")
		for _, edge := range c.rules {
			x.leaf("w:"+edge, "w:val", "single", "w:sz", "8", "w:space", "0", "w:color", "auto")
		}
		x.close()
	}
	if !c.top {
		x.value("w:vAlign", "center")
	}
	x.close()
	if len(c.paras) == 0 {
		c.paras = []cellPara{{p: para{style: styleTable}}}
	}
	for _, p := range c.paras {
		w.para(p.p, p.runs...)
	}
	x.close()
}

// gap is a thin paragraph: Word joins tables that touch, and needs a paragraph
// after the last.
func (w *writer) gap(keep bool) {
	w.para(para{style: styleGap, keepNext: keep})
}

// endTable closes a table. Before a page break the next page's first paragraph
// ends it: a gap of its own could fall behind a full page.
func (w *writer) endTable() {
	w.x.close()
	if !w.leaves || w.imprint != nil {
		w.gap(w.keep)
	}
}

// table lays a ruled table (表格): its head repeats on every page, its rows stay
// whole.
func (w *writer) table(t doc.Table) {
	if len(t.Columns) == 0 {
		return
	}
	b := w.tableBuilder(t)
	if t.Caption != "" {
		w.lines(para{style: styleCaption, keepNext: true}, t.Caption)
	} else {
		w.gap(true)
	}
	w.startTable(tableLook{width: w.form.width(), widths: b.widths, ruled: true})
	b.heads(t)
	for i, r := range t.Rows {
		if len(r.Cells) > len(t.Columns) {
			w.warn("“%s”第%d行的内容多于列数，多出的没有写入，请检查表样。", t.Caption, i+1)
		}
		// The sum row stays with the row above it, a signature with the last row.
		last := i == len(t.Rows)-1
		b.row(r, last && w.keep || i == len(t.Rows)-2 && t.Rows[i+1].Strong)
	}
	if len(t.Rows) == 0 {
		w.row(rowLook{min: w.form.rowMin, whole: true}, []cell{{w: w.form.width(), span: len(t.Columns),
			paras: []cellPara{{p: para{style: styleTable, align: doc.Center, keepNext: w.keep}, runs: []run{{text: "（无）"}}}}}})
	}
	w.endTable()
}

// tableBuilder makes the rows of one table.
type tableBuilder struct {
	w      *writer
	t      doc.Table
	widths []float64
	size   float64
	given  float64 // the size of the style
}

func (w *writer) tableBuilder(t doc.Table) *tableBuilder {
	size := t.Size
	if size == 0 {
		if size = w.form.table; len(t.Columns) > w.form.many {
			size = w.form.tableNarrow
		}
	}
	b := &tableBuilder{w: w, t: t, given: w.form.table}
	const inset = 2*cellInset + 0.3
	b.widths, b.size = t.Fit(doc.Fitting{Total: w.form.width(), Size: size, Smallest: smallestType,
		Widths: func(c doc.Cell, _ bool, size float64) (whole, word float64) {
			mark := 0.0
			if c.Mark != 0 {
				mark = size * mmPerPoint
			}
			return looseWidth(c.Says(), size) + mark + inset, widestWord(c.Says(), size) + mark + inset
		},
		Head: func(text string, size float64) float64 { return textWidth(text, size) + inset }})
	return b
}

// face is the type of the table's texts where it is not the style's.
func (b *tableBuilder) face() (f typeface, line float64) {
	if b.size == b.given {
		return typeface{}, 0
	}
	return typeface{size: b.size}, b.size * lineFactor
}

func (b *tableBuilder) least() float64 {
	return min(b.w.form.rowMin, b.size*lineFactor*mmPerPoint+2*cellPad)
}

// heads writes the head: columns of one group under a common head.
func (b *tableBuilder) heads(t doc.Table) {
	groups := t.Groups()
	upper := false
	for _, g := range groups {
		upper = upper || g.Name != ""
	}
	look := rowLook{min: b.least() + 1, whole: true, head: true}
	first, second := []cell{}, []cell{}
	for _, g := range groups {
		if g.Name == "" {
			c := b.head(t.Columns[g.From].Head, g.From, g.To)
			d := b.head("", g.From, g.To)
			if upper {
				c.merge, d.merge = "restart", "continue"
			}
			first, second = append(first, c), append(second, d)
			continue
		}
		first = append(first, b.head(g.Name, g.From, g.To))
		for i := g.From; i < g.To; i++ {
			second = append(second, b.head(t.Columns[i].Head, i, i+1))
		}
	}
	b.w.row(look, first)
	if upper {
		b.w.row(look, second)
	}
}

func (b *tableBuilder) head(text string, from, to int) cell {
	face, line := b.face()
	c := cell{span: to - from}
	for i := from; i < to; i++ {
		c.w += b.widths[i]
	}
	c.paras = []cellPara{{p: para{style: styleTableHead, line: line}, runs: []run{{text: text, face: face}}}}
	return c
}

func (b *tableBuilder) row(r doc.Row, keep bool) {
	face, line := b.face()
	cells := []cell{}
	for i, col := range b.t.Columns {
		c := cell{w: b.widths[i]}
		p := para{style: styleTable, line: line, align: col.Align, keepNext: keep}
		var runs []run
		if i < len(r.Cells) {
			text := r.Cells[i]
			runs = append(runs, run{text: text.Says(), face: face, bold: text.Warn || text.Bold || r.Strong})
			if text.Mark != 0 {
				mark := b.w.markRun(text.Mark)
				mark.face = face
				runs = append(runs, mark)
			}
		}
		c.paras = []cellPara{{p, runs}}
		cells = append(cells, c)
	}
	b.w.row(rowLook{min: b.least(), whole: true}, cells)
}

// chart writes a chart (统计图) as the table of its values, which a clerk can edit.
func (w *writer) chart(c doc.Chart) {
	if len(c.Labels) == 0 || len(c.Series) == 0 {
		return
	}
	t := doc.Table{Caption: c.Title, Columns: []doc.Column{{Head: "项目", Width: 3}}}
	if c.Unit != "" {
		t.Caption += "（单位：" + c.Unit + "）"
	}
	for _, s := range c.Series {
		t.Columns = append(t.Columns, doc.Column{Head: s.Name, Width: 2, Align: doc.Right})
	}
	for i, label := range c.Labels {
		row := doc.Row{Cells: []doc.Cell{doc.C(label)}}
		for _, s := range c.Series {
			text := "—"
			if i < len(s.Values) && !math.IsNaN(s.Values[i]) && !math.IsInf(s.Values[i], 0) {
				text = strconv.FormatFloat(math.Round(s.Values[i]*100)/100, 'f', -1, 64)
			}
			row.Cells = append(row.Cells, doc.C(text))
		}
		t.Rows = append(t.Rows, row)
	}
	w.table(t)
}
