package paper

import (
	"slices"

	"dudao/internal/doc"
)

// row is one row of a grid or table (行): cells side by side between rules. It
// grows with its text and can be cut between two lines.
type row struct {
	cells []rowCell
	min   float64 // least height
	pad   float64 // above and below the text
	fill  bool    // asks for the page's remaining height
	whole bool    // is split only when it is higher than a page
	to    string  // where it leads outside the document
}

// rowCell is one cell with its text already broken into lines.
type rowCell struct {
	x, w  float64
	atoms []atom
	lines []span
	lineH float64
	inset float64 // left and right of the text
	align doc.Align
	top   bool
	label bool // stands again, with （续）, when the row goes on over the page
	// again is what a label says then, and an empty cell of a table at the top of a page.
	again []atom
}

// shortText is how many characters in the middle of a cell are broken as a title is:
// 一般|问题.
const shortText = 16

// wrapped breaks the atoms of a cell.
func (c rowCell) wrapped() rowCell {
	w := c.w - 2*c.inset
	if c.align == doc.Center && len(c.atoms) <= shortText {
		c.lines = balance(c.atoms, w)
	} else {
		c.lines = wrap(c.atoms, w, w)
	}
	return c
}

func (r *row) height() float64 {
	h := r.min
	for _, c := range r.cells {
		h = max(h, float64(len(c.lines))*c.lineH+2*r.pad)
	}
	return h
}

// atTop is the row where a table goes on over the page: its empty cells say again
// what they stand under.
func (r *row) atTop() *row {
	out := *r
	out.cells = slices.Clone(r.cells)
	for i, c := range out.cells {
		if !c.label && len(c.lines) == 0 && len(c.again) > 0 {
			c.atoms = c.again
			out.cells[i] = c.wrapped()
		}
	}
	return &out
}

// boxes draws the row at a height: the rule above it, the rules between its
// cells, and the text. The frame around the table is drawn per page.
func (r *row) boxes(h float64) []Box {
	var out []Box
	if n := len(r.cells); n > 0 {
		right := r.cells[n-1].x + r.cells[n-1].w
		out = append(out, hline(r.cells[0].x, 0, right-r.cells[0].x, thin))
	}
	for i, c := range r.cells {
		if i > 0 {
			out = append(out, vline(c.x, 0, h, thin))
		}
		out = c.boxes(out, h, r.pad)
	}
	return out
}

func (c rowCell) boxes(out []Box, h, pad float64) []Box {
	y := (h - float64(len(c.lines))*c.lineH) / 2
	if c.top {
		y = pad
	}
	for _, s := range c.lines {
		extra := 0.0
		if st := c.atoms[s.from].st; c.align == doc.Left && len(c.lines) > 1 {
			// A narrow cell looks better ragged than pulled apart.
			if extra = justify(s, st, c.w-2*c.inset); extra > st.size*cellStretch {
				extra = 0
			}
		}
		out = setLine(out, c.atoms, s, c.x+c.inset, c.w-2*c.inset, y, c.lineH, c.align, extra)
		y += c.lineH
	}
	return out
}

// cellStretch is how far the characters of a cell may be moved apart to fill the
// line, in shares of the type size.
const cellStretch = 0.08

// Rows with fewer lines than splitLines move to the next page as a whole; at
// least partLines lines stay on either side of a cut.
const (
	splitLines = 6
	partLines  = 2
)

// split cuts the row so that the first part is at most avail high. force splits
// even a row that would rather stay whole.
func (r *row) split(avail float64, force bool) (head, tail *row, ok bool) {
	longest, keep := 0, 1<<30
	for _, c := range r.cells {
		longest = max(longest, len(c.lines))
		if len(c.lines) > 0 {
			keep = min(keep, int((avail-2*r.pad)/c.lineH+1e-6))
		}
	}
	if !force && (r.whole || longest < splitLines) {
		return nil, nil, false
	}
	keep = min(keep, longest-partLines)
	if keep < partLines {
		return nil, nil, false
	}
	head, tail = &row{pad: r.pad, min: 0, whole: r.whole, to: r.to}, &row{pad: r.pad, min: 0, whole: r.whole, to: r.to}
	for _, c := range r.cells {
		h, t := c, c
		if c.label {
			t.atoms = c.again
			t = t.wrapped()
		} else {
			n := min(keep, len(c.lines))
			h.lines, t.lines = c.lines[:n], c.lines[n:]
		}
		head.cells = append(head.cells, h)
		tail.cells = append(tail.cells, t)
	}
	return head, tail, true
}
