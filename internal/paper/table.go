package paper

import "dudao/internal/doc"

// tableBlock lays a ruled table (表格): its head repeats on every page, its rows
// grow with their text.
func (l *layout) tableBlock(t doc.Table) {
	if len(t.Columns) == 0 {
		return
	}
	f := l.form
	size := t.Size
	if size == 0 {
		if size = f.table; len(t.Columns) > f.many {
			size = f.tableNarrow
		}
	}
	b := &tableBuilder{l: l, columns: t.Columns, said: make([][]atom, len(t.Columns))}
	b.fit(t, size)

	l.gap = max(l.gap, blockGap)
	run := &tableRun{width: f.tw}
	if t.Caption != "" {
		l.caption(t.Caption)
		st := style{face: Song, size: sizeSmall5}
		h := st.size * mmPerPoint * 1.5
		run.again = &slab{h: h, boxes: l.line(shortCaption(t.Caption)+"（续）", &st, 0, f.tw, h, doc.Right)}
	}
	head := b.headSlab()
	run.head = &head
	first := head
	first.table, first.keep = run, true
	l.add(first)
	for i, r := range t.Rows {
		if len(r.Cells) > len(t.Columns) {
			l.warn("“%s”第%d行的内容多于列数，多出的没有印出，请检查表样。", shorten(t.Caption), i+1)
		}
		rw := b.row(r)
		l.add(slab{h: rw.height(), row: rw, table: run})
	}
	l.keepRows(len(t.Rows), len(t.Rows) > 0 && t.Rows[len(t.Rows)-1].Strong)
	if len(t.Rows) == 0 {
		l.emptyTable(run, &b.text)
	}
	l.gap = blockGap
}

// lastRows is how many rows stand together at the end of a table: fewer would look
// lost under a head of their own.
const lastRows = 3

// keepRows binds the last of n rows, unless they are so high that the page before
// would be left empty for them. A sum row always stays with the row above it.
func (l *layout) keepRows(n int, sum bool) {
	rows := l.slabs[len(l.slabs)-min(n, lastRows):]
	high := 0.0
	for _, s := range rows {
		high += s.h
	}
	for i := range max(0, len(rows)-1) {
		rows[i].keep = high < l.form.th/4 || sum && i == len(rows)-2
	}
}

// caption sets a table's or chart's name above it, in 黑体 and never alone.
func (l *layout) caption(text string) {
	st := style{face: Hei, size: l.form.table}
	pitch := st.size * mmPerPoint * 1.5
	atoms := l.atomsOf(nil, text, &st)
	for _, s := range balance(atoms, l.form.tw) {
		l.add(slab{h: pitch, boxes: setLine(nil, atoms, s, 0, l.form.tw, 0, pitch, doc.Center, 0), keep: true})
	}
}

func shortCaption(s string) string {
	const most = 30
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// emptyTable says in one row that there is nothing, so that an empty table does
// not look like a lost one.
func (l *layout) emptyTable(run *tableRun, st *style) {
	h := l.form.rowMin
	boxes := append([]Box{hline(0, 0, l.form.tw, thin)}, l.line("（无）", st, 0, l.form.tw, h, doc.Center)...)
	l.add(slab{h: h, boxes: boxes, table: run})
}

// tableBuilder makes the rows of one table.
type tableBuilder struct {
	l       *layout
	columns []doc.Column
	said    [][]atom // what a column that says a text once said last, with （续）
	widths  []float64
	text    style
	strong  style
	head    style
	lineH   float64
	inset   float64
}

func (b *tableBuilder) row(r doc.Row) *row {
	out := &row{min: b.minHeight(), pad: cellPad, whole: true, to: r.To}
	out.cells = make([]rowCell, 0, len(b.columns))
	x := 0.0
	for i, col := range b.columns {
		c := rowCell{x: x, w: b.widths[i], inset: b.inset, lineH: b.lineH, align: col.Align}
		x += b.widths[i]
		if i < len(r.Cells) {
			c.atoms = b.atoms(r.Cells[i], r.Strong)
		}
		if col.Once {
			c.again = b.again(i, r)
		}
		out.cells = append(out.cells, c.wrapped())
	}
	return out
}

// again is what an empty cell of column i says at the top of a page.
func (b *tableBuilder) again(i int, r doc.Row) []atom {
	switch {
	case r.Strong:
		b.said[i] = nil
	case i < len(r.Cells) && r.Cells[i].Text != "":
		b.said[i] = b.l.atomsOf(nil, r.Cells[i].Text+"（续）", &b.text)
	default:
		return b.said[i]
	}
	return nil
}

// minHeight follows the type, so that rows of small type stand closer.
func (b *tableBuilder) minHeight() float64 {
	return min(b.l.form.rowMin, b.lineH+2*cellPad)
}

// cellText is what a cell prints: a warned cell has a sign before it and is bold.
func (b *tableBuilder) cellText(c doc.Cell, strong bool) (*style, string) {
	if c.Warn || c.Bold || strong {
		return &b.strong, c.Says()
	}
	return &b.text, c.Says()
}

func (b *tableBuilder) atoms(c doc.Cell, strong bool) []atom {
	st, text := b.cellText(c, strong)
	atoms := make([]atom, 0, len(text)/2+2)
	atoms = b.l.atomsOf(atoms, text, st)
	if c.Mark != 0 {
		atoms = b.l.atomsOf(atoms, doc.MarkSign(c.Mark), b.l.markStyle(st, c.Mark))
	}
	return atoms
}

// headSlab draws the head: columns of one group under a common head.
func (b *tableBuilder) headSlab() slab {
	groups := doc.Table{Columns: b.columns}.Groups()
	upper, lower := 0.0, 0.0
	for _, g := range groups {
		if g.Name == "" {
			continue
		}
		w := 0.0
		for i := g.From; i < g.To; i++ {
			w += b.widths[i]
		}
		upper = max(upper, b.headHeight(g.Name, w))
	}
	for i, c := range b.columns {
		h := b.headHeight(c.Head, b.widths[i])
		if c.Group == "" {
			h -= upper // stands over both levels
		}
		lower = max(lower, h)
	}
	lower = max(lower, b.minHeight()+1)
	h := upper + lower
	boxes := []Box{}
	x := 0.0
	for _, g := range groups {
		gx := x
		for i := g.From; i < g.To; i++ {
			top := 0.0
			if g.Name != "" {
				top = upper
			}
			if i > 0 {
				y := top
				if i == g.From {
					y = 0
				}
				boxes = append(boxes, vline(x, y, h-y, thin))
			}
			boxes = b.headCell(boxes, b.columns[i].Head, x, top, b.widths[i], h-top)
			x += b.widths[i]
		}
		if g.Name != "" {
			boxes = b.headCell(boxes, g.Name, gx, 0, x-gx, upper)
			boxes = append(boxes, hline(gx, upper, x-gx, thin))
		}
	}
	return slab{h: h, boxes: boxes}
}

func (b *tableBuilder) headHeight(text string, w float64) float64 {
	lines := len(b.headLines(text, w))
	return float64(lines)*b.lineH + 2*cellPad
}

func (b *tableBuilder) headLines(text string, w float64) []span {
	return balance(b.l.atomsOf(nil, text, &b.head), w-2*b.inset)
}

func (b *tableBuilder) headCell(into []Box, text string, x, y, w, h float64) []Box {
	atoms := b.l.atomsOf(nil, text, &b.head)
	spans := balance(atoms, w-2*b.inset)
	y += (h - float64(len(spans))*b.lineH) / 2
	for _, s := range spans {
		into = setLine(into, atoms, s, x+b.inset, w-2*b.inset, y, b.lineH, doc.Center, 0)
		y += b.lineH
	}
	return into
}
