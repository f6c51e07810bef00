package paper

import (
	"math"

	"dudao/internal/doc"
)

// Shares of the width in a tree: root, gap, node, gap, leaves.
const (
	treeRoot = 0.175
	treeNode = 0.19
	treeGap  = 0.045

	treePad   = 1.3 // of a box, millimetres on A4
	treeSpace = 1.8 // between two boxes above each other
	treeDash  = 1.6
)

// treeMaker draws a diagram root by root. A root that is no higher than a page is
// not cut; a higher one goes on with its name again, marked （续）.
type treeMaker struct {
	l          *layout
	s          float64 // scale against A4
	strong     style
	plain      style
	lineH      float64
	rootW      float64
	nodeX      float64
	nodeW      float64
	leafX      float64
	leafW      float64
	pad, space float64
}

// treeBox is a box with its text broken into lines.
type treeBox struct {
	parts []rowCell
	h     float64
}

// treeRow is a node with the leaves beside it.
type treeRow struct {
	node   treeBox
	leaves []treeBox
	dashed []bool
	h      float64
}

func (l *layout) tree(t doc.Tree) {
	f := l.form
	size := f.table
	m := &treeMaker{l: l, s: f.mark, strong: style{face: Hei, size: size}, plain: style{face: Song, size: size}}
	m.lineH, m.pad, m.space = size*mmPerPoint*1.35, treePad*m.s, treeSpace*m.s
	m.rootW, m.nodeW = f.tw*treeRoot, f.tw*treeNode
	m.nodeX = m.rootW + f.tw*treeGap
	m.leafX = m.nodeX + m.nodeW + f.tw*treeGap
	m.leafW = f.tw - m.leafX
	for _, r := range t.Roots {
		m.root(r)
	}
}

// box breaks a name and its notes to the width.
func (m *treeMaker) box(name string, notes []string, w float64) treeBox {
	b := treeBox{h: 2 * m.pad}
	add := func(text string, st *style) {
		if text == "" {
			return
		}
		c := rowCell{w: w, atoms: m.l.atomsOf(nil, text, st), lineH: m.lineH, inset: m.pad, align: doc.Center, top: true}.wrapped()
		b.parts = append(b.parts, c)
		b.h += float64(len(c.lines)) * m.lineH
	}
	add(name, &m.strong)
	for _, n := range notes {
		add(n, &m.plain)
	}
	return b
}

// leaf breaks a leaf to its width; one higher than most becomes several.
func (m *treeMaker) leaf(x doc.TreeLeaf, most float64) []treeBox {
	atoms := m.l.atomsOf(nil, x.Label, &m.strong)
	atoms = m.l.atomsOf(atoms, x.Text, &m.plain)
	c := rowCell{w: m.leafW, atoms: atoms, lineH: m.lineH, inset: m.pad, top: true}.wrapped()
	fit := max(1, int((most-2*m.pad)/m.lineH))
	out := []treeBox{}
	for from := 0; from < len(c.lines); from += fit {
		part := c
		part.lines = c.lines[from:min(from+fit, len(c.lines))]
		out = append(out, treeBox{[]rowCell{part}, 2*m.pad + float64(len(part.lines))*m.lineH})
	}
	return out
}

func (m *treeMaker) root(r doc.TreeRoot) {
	most := m.l.form.th - m.space
	rows := []treeRow{}
	for _, n := range r.Nodes {
		row := treeRow{node: m.box(n.Name, n.Notes, m.nodeW)}
		for _, x := range n.Leaves {
			for _, b := range m.leaf(x, most/2) {
				if used := row.leavesHeight(m.space) + m.space + b.h; len(row.leaves) > 0 && used > most {
					rows = append(rows, row.sized(m.space))
					row = treeRow{node: m.box(n.Name+"（续）", nil, m.nodeW)}
				}
				row.leaves, row.dashed = append(row.leaves, b), append(row.dashed, x.Dashed)
			}
		}
		rows = append(rows, row.sized(m.space))
	}
	head := m.box(r.Name, r.Notes, m.rootW)
	for from := 0; from < len(rows) || from == 0; {
		h, to := 0.0, from
		for to < len(rows) && (to == from || h+m.space+rows[to].h <= most) {
			if to > from {
				h += m.space
			}
			h += rows[to].h
			to++
		}
		m.draw(head, rows[from:to], max(h, head.h))
		head, from = m.box(r.Name+"（续）", nil, m.rootW), max(to, from+1)
	}
}

func (r treeRow) leavesHeight(space float64) float64 {
	h := 0.0
	for i, b := range r.leaves {
		if i > 0 {
			h += space
		}
		h += b.h
	}
	return h
}

func (r treeRow) sized(space float64) treeRow {
	r.h = max(r.node.h, r.leavesHeight(space))
	return r
}

// draw adds one root with some of its rows as one piece.
func (m *treeMaker) draw(head treeBox, rows []treeRow, h float64) {
	thick := thin * 2
	boxes := m.framed(nil, head, 0, 0, m.rootW, h, thick)
	y, first, last := 0.0, 0.0, 0.0
	stem := m.rootW + (m.nodeX-m.rootW)/2
	for i, r := range rows {
		mid := y + r.h/2
		if i == 0 {
			first = mid
		}
		last = mid
		boxes = m.framed(boxes, r.node, m.nodeX, mid-r.node.h/2, m.nodeW, r.node.h, thin*1.3)
		boxes = append(boxes, hline(stem, mid, m.nodeX-stem, thin*1.3))
		boxes = m.leaves(boxes, r, y+(r.h-r.leavesHeight(m.space))/2, mid)
		y += r.h + m.space
	}
	if len(rows) > 0 {
		// The root's own line meets the stem, which reaches from the first node to
		// the last.
		at := min(max(h/2, first), last)
		boxes = append(boxes, hline(m.rootW, at, stem-m.rootW, thin*1.3))
		if last > first {
			boxes = append(boxes, vline(stem, first, last-first, thin*1.3))
		}
	}
	m.l.gap = max(m.l.gap, 2*m.space)
	m.l.add(slab{h: h, boxes: boxes})
}

// leaves draws the boxes at the right of a node and the lines to them.
func (m *treeMaker) leaves(boxes []Box, r treeRow, y, mid float64) []Box {
	from := m.nodeX + m.nodeW
	stem := from + (m.leafX-from)/2
	low, high := mid, mid
	for i, b := range r.leaves {
		at := y + b.h/2
		boxes = m.framed(boxes, b, m.leafX, y, m.leafW, b.h, thin)
		if r.dashed[i] {
			boxes = append(boxes, m.dashes(stem, at, m.leafX-stem)...)
		} else {
			boxes = append(boxes, hline(stem, at, m.leafX-stem, thin))
		}
		low, high = min(low, at), max(high, at)
		y += b.h + m.space
	}
	if len(r.leaves) > 0 {
		boxes = append(boxes, hline(from, mid, stem-from, thin))
	}
	if high > low {
		boxes = append(boxes, vline(stem, low, high-low, thin))
	}
	return boxes
}

func (m *treeMaker) dashes(x, y, w float64) []Box {
	out := []Box{}
	step := treeDash * m.s
	for at := 0.0; at < w; at += step {
		out = append(out, hline(x+at, y, math.Min(step*0.55, w-at), thin))
	}
	return out
}

// framed draws a box with its text in the middle of its height.
func (m *treeMaker) framed(into []Box, b treeBox, x, y, w, h, weight float64) []Box {
	into = append(into, Box{Kind: RectBox, X: x, Y: y, W: w, H: h, Weight: weight})
	top := y + (h-b.h)/2 + m.pad
	for _, c := range b.parts {
		for _, s := range c.lines {
			into = setLine(into, c.atoms, s, x+c.inset, w-2*c.inset, top, c.lineH, c.align, 0)
			top += c.lineH
		}
	}
	return into
}
