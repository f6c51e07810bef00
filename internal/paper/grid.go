package paper

import (
	"math"
	"strings"

	"dudao/internal/doc"
)

// lineFactor is the line height of small type in tables, in shares of its size.
const lineFactor = 1.35

const (
	blockGap  = 2.0 // above and below tables, grids and charts
	cellInset = 1.4 // between a rule and the text beside it
	cellPad   = 1.2 // between a rule and the text under it
)

// gridBlock lays a form grid (表格式文书): labels in 黑体, spans, free heights.
func (l *layout) gridBlock(g doc.Grid) {
	widths := doc.Shares(g.Widths, l.form.tw)
	label := style{face: Hei, size: l.form.body.size}
	text := style{face: l.form.body.face, size: l.form.body.size}
	if l.form.official {
		label.size, text.size = l.form.table, l.form.table
	}
	run := &tableRun{width: l.form.tw}
	l.gap = max(l.gap, blockGap)
	for _, gr := range g.Rows {
		r := l.gridRow(gr, widths, &label, &text)
		l.add(slab{h: r.height(), row: r, table: run})
	}
	l.gap = blockGap
}

func (l *layout) gridRow(gr doc.GridRow, widths []float64, label, text *style) *row {
	r := &row{min: max(gr.MinHeight, l.form.rowMin), pad: cellPad, fill: gr.Fill}
	x, col := 0.0, 0
	for _, gc := range gr.Cells {
		w := 0.0
		for n := max(gc.Span, 1); n > 0 && col < len(widths); n-- {
			w += widths[col]
			col++
		}
		if w == 0 {
			l.warn("表格一行的单元格多于列数，“%s”没有印出，请检查表样。", shorten(gc.Text))
			continue
		}
		c := rowCell{x: x, w: w, inset: cellInset, align: gc.Align, top: gc.Top, label: gc.Label}
		st := text
		if gc.Label {
			st, c.align = label, doc.Center
			c.again = l.atomsOf(nil, gc.Text+"（续）", st)
		}
		if !gc.Top {
			st = l.fitted(gc.Text, st, w-2*cellInset)
		}
		c.lineH = st.size * mmPerPoint * lineFactor
		c.atoms = l.atomsOf(nil, gc.Text, st)
		r.cells = append(r.cells, c.wrapped())
		x += w
	}
	if n := len(r.cells); n > 0 { // the last cell takes what the row leaves
		if c := &r.cells[n-1]; x < l.form.tw-slack {
			c.w += l.form.tw - x
			*c = c.wrapped()
		}
	}
	return r
}

// fitted is a smaller style for a text that would only just need a second line.
func (l *layout) fitted(text string, st *style, room float64) *style {
	const least = 0.78
	w := l.textWidth(text, st)
	if w <= room || w*least > room || strings.Contains(text, "\n") {
		return st
	}
	small := *st
	small.size = math.Floor(st.size*room/w*10) / 10
	return &small
}

// textWidth is the width of a text on one line.
func (l *layout) textWidth(s string, st *style) float64 {
	w := 0.0
	for _, a := range l.atomsOf(nil, s, st) {
		w += a.w
	}
	return w
}

// shorten cuts a text for a message.
func shorten(s string) string {
	const most = 12
	r := []rune(strings.TrimSpace(s))
	if len(r) <= most {
		return string(r)
	}
	return string(r[:most]) + "…"
}
