package word

import (
	"math"

	"dudao/internal/doc"
)

// gridPadding is what a row is higher than its text.
const gridPadding = 2*cellPad + 0.4

// grid lays a form grid (表格式文书). fill is added to the rows that share the
// page's remaining height.
func (w *writer) grid(g doc.Grid, fill float64) {
	widths := doc.Shares(g.Widths, w.form.width())
	if len(g.Rows) == 0 || len(widths) == 0 {
		return
	}
	w.gap(true)
	w.startTable(tableLook{width: w.form.width(), widths: widths, ruled: true})
	for i, r := range g.Rows {
		look := rowLook{min: max(r.MinHeight, w.form.rowMin)}
		if r.Fill {
			look.min = w.form.gridRowHeight(r, widths) + fill
		}
		cells := w.gridCells(r, widths)
		if len(cells) == 0 {
			continue
		}
		if w.keep && i == len(g.Rows)-1 {
			for c := range cells {
				for p := range cells[c].paras {
					cells[c].paras[p].p.keepNext = true
				}
			}
		}
		w.row(look, cells)
	}
	w.endTable()
}

// gridCells are the cells of a row; the last one takes what the row leaves.
func (w *writer) gridCells(r doc.GridRow, widths []float64) []cell {
	cells, col := []cell{}, 0
	for n, gc := range r.Cells {
		width, span := spanWidth(widths, col, gc.Span, n == len(r.Cells)-1)
		if span == 0 {
			w.warn("表格一行的单元格多于列数，“%s”没有写入，请检查表样。", gc.Text)
			continue
		}
		col += span
		p := para{style: styleGrid, align: gc.Align}
		if gc.Label {
			p = para{style: styleGridLabel}
		} else if gc.Top && gc.Align == doc.Left {
			p.align = justified
		}
		c := cell{w: width, span: span, top: gc.Top}
		var smaller typeface
		if size := w.form.fitted(gc, width); size > 0 {
			smaller.size = size
		}
		for _, line := range plainLines(gc.Text) {
			c.paras = append(c.paras, cellPara{p, []run{{text: line, face: smaller}}})
		}
		cells = append(cells, c)
	}
	return cells
}

// spanWidth is the width of a cell from the column on; the last one of a row
// takes all columns that are left.
func spanWidth(widths []float64, col, span int, last bool) (width float64, n int) {
	end := min(col+max(span, 1), len(widths))
	if last {
		end = len(widths)
	}
	for i := col; i < end; i++ {
		width += widths[i]
	}
	return width, max(0, end-col)
}

// fitted is a smaller type size for a text that would only just need a second
// line, 0 for all others.
func (f pageForm) fitted(gc doc.GridCell, width float64) float64 {
	const least, spare = 0.78, 0.985
	text, label := f.gridFaces()
	if gc.Label {
		text = label
	}
	room := (width - 2*cellInset) * spare
	w := textWidth(gc.Text, text.size)
	if gc.Top || w <= room || w*least > room || len(plainLines(gc.Text)) > 1 {
		return 0
	}
	return math.Floor(text.size*room/w*2) / 2
}

// gridRowHeight estimates how high a row's text makes it.
func (f pageForm) gridRowHeight(r doc.GridRow, widths []float64) float64 {
	text, label := f.gridFaces()
	high, col := 0.0, 0
	for n, gc := range r.Cells {
		width, span := spanWidth(widths, col, gc.Span, n == len(r.Cells)-1)
		col += span
		face := text
		if gc.Label {
			face = label
		}
		if size := f.fitted(gc, width); size > 0 {
			face.size = size
		}
		room := max(width-2*cellInset, face.size*mmPerPoint)
		lines := 0.0
		for _, line := range plainLines(gc.Text) {
			lines += max(1, math.Ceil(looseWidth(line, face.size)/room-1e-6))
		}
		high = max(high, lines*face.size*lineFactor*mmPerPoint+gridPadding)
	}
	return max(r.MinHeight, f.rowMin, high)
}

// fillHeights shares the height that a page leaves among the rows of its grid
// that ask for it: for each grid by its place, what each such row gets. A page
// whose other blocks cannot be foreseen leaves the rows as they are.
func (w *writer) fillHeights(blocks []doc.Block) map[int]float64 {
	const safety = 7.0 // the estimate of a line may be wrong
	out := map[int]float64{}
	from := 0
	for i := 0; i <= len(blocks); i++ {
		if i < len(blocks) {
			if _, ends := blocks[i].(doc.PageBreak); !ends {
				continue
			}
		}
		used, fills, known := w.heights(blocks[from:i])
		if rest := w.form.height() - used - safety; known && fills > 0 && rest > 0 {
			for n := from; n < i; n++ {
				out[n] = rest / float64(fills)
			}
		}
		from = i + 1
	}
	return out
}

// heights sums up what the blocks of a page take, and how many rows share the
// rest.
func (w *writer) heights(blocks []doc.Block) (used float64, fills int, known bool) {
	f := w.form
	line := f.pitch * mmPerPoint
	for i, b := range blocks {
		switch b := b.(type) {
		case doc.Title:
			for range plainLines(b.Text) {
				used += f.titleLine() * mmPerPoint
			}
			if b.Subtitle != "" {
				used += line
			}
			if i > 0 || f.official {
				used += line
			}
			used += max(blockGap, boolLength(f.official, line))
		case doc.Ends:
			used += line
		case doc.Heading:
			used += f.textHeight(b.Text, 2)
		case doc.Paragraph:
			for _, r := range b.Runs {
				used += f.textHeight(r.Text, 2)
			}
		case doc.Space:
			used += line * float64(b.Lines)
		case doc.Signature:
			used += blockGap + line*float64(len(b.Lines)/3+4)
		case doc.Grid:
			widths := doc.Shares(b.Widths, f.width())
			for _, r := range b.Rows {
				used += f.gridRowHeight(r, widths)
				if r.Fill {
					fills++
				}
			}
			used += 2 * blockGap
		case doc.Table:
			used += w.tableHeight(b)
		default:
			return 0, 0, false
		}
	}
	return used, fills, true
}

// tableHeight estimates a table's height.
func (w *writer) tableHeight(t doc.Table) float64 {
	if len(t.Columns) == 0 {
		return 0
	}
	b := w.tableBuilder(t)
	high := func(texts func(i int) string) float64 {
		lines := 1.0
		for i, width := range b.widths {
			for n, line := 0.0, 0; line < len(plainLines(texts(i))); line++ {
				n += max(1, math.Ceil(looseWidth(plainLines(texts(i))[line], b.size)/max(width-2*cellInset, 1)))
				lines = max(lines, n)
			}
		}
		return max(b.least(), lines*b.size*lineFactor*mmPerPoint+gridPadding)
	}
	sum := 3*blockGap + high(func(i int) string { return t.Columns[i].Head }) + 1
	if t.Caption != "" {
		sum += w.form.table * 1.5 * mmPerPoint
	}
	for _, r := range t.Rows {
		sum += high(func(i int) string {
			if i < len(r.Cells) {
				return r.Cells[i].Says()
			}
			return ""
		})
	}
	return sum + boolLength(len(t.Rows) == 0, w.form.rowMin)
}

func boolLength(on bool, mm float64) float64 {
	if on {
		return mm
	}
	return 0
}

// textHeight estimates a paragraph's height.
func (f pageForm) textHeight(text string, indent float64) float64 {
	lines := 0.0
	for _, line := range plainLines(text) {
		lines += max(1, math.Ceil((textWidth(line, f.body.size)+indent*f.body.size*mmPerPoint)/f.width()))
	}
	return lines * f.pitch * mmPerPoint
}
