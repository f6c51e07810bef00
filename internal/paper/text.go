package paper

import (
	"strings"

	"dudao/internal/doc"
)

// paragraph sets body text. A line break in the text starts a new paragraph.
func (l *layout) paragraph(p doc.Paragraph) {
	base := l.form.body
	bold := base
	bold.face = base.face.bold()
	var atoms []atom
	for _, r := range p.Runs {
		st := &base
		if r.Bold {
			st = &bold
		}
		for i, part := range strings.Split(r.Text, "\n") {
			if i > 0 {
				l.textLines(atoms, &base, p.NoIndent, p.Align)
				atoms = nil
			}
			atoms = l.atomsOf(atoms, part, st)
		}
		if r.Mark != 0 {
			from := len(atoms)
			atoms = l.atomsOf(atoms, doc.MarkSign(r.Mark), l.markStyle(&base, r.Mark))
			for i := from; i < len(atoms); i++ {
				atoms[i].glued = true // a note mark stays with its word
			}
		}
	}
	l.textLines(atoms, &base, p.NoIndent, p.Align)
}

// heading sets a level heading (层次标题), which never stands last on a page.
func (l *layout) heading(h doc.Heading) {
	st := l.form.heads[min(max(h.Level, 1), len(l.form.heads))-1]
	l.headings++
	if len(l.listed) > 0 {
		st.anchor = doc.HeadingName(l.headings)
	}
	from := len(l.slabs)
	if !l.form.official {
		l.gap = max(l.gap, blockGap/2)
	}
	l.textLines(l.atomsOf(nil, h.Text, &st), &st, !l.form.official, doc.Left)
	for i := from; i < len(l.slabs); i++ {
		l.slabs[i].keep = true
	}
}

// textLines breaks atoms into the lines of one paragraph, a slab each.
func (l *layout) textLines(atoms []atom, st *style, noIndent bool, align doc.Align) {
	f := l.form
	indent := 0.0
	if !noIndent && align == doc.Left {
		indent = 2 * l.charWidth(st)
	}
	spans := wrap(atoms, f.tw-indent, f.tw)
	if len(spans) == 0 { // an empty paragraph is an empty line
		l.add(slab{h: f.pitch, snap: f.official})
		return
	}
	for i, s := range spans {
		x := 0.0
		if i == 0 {
			x = indent
		}
		extra := 0.0
		if align == doc.Left {
			extra = justify(s, st, f.tw-x)
		}
		boxes := setLine(nil, atoms, s, x, f.tw-x, 0, f.pitch, align, extra)
		// Official pages are always filled to their 22 lines. Elsewhere no first
		// or last line of a paragraph stands alone on a page.
		alone := !f.official && len(spans) > 3 && (i == 0 || i == len(spans)-2)
		l.add(slab{h: f.pitch, boxes: boxes, snap: f.official, text: true, keep: alone})
	}
}

// charWidth is the room of one full character in the body text.
func (l *layout) charWidth(st *style) float64 {
	if l.form.cell > 0 {
		return l.form.cell
	}
	return st.size * mmPerPoint
}

// ends sets one line with a text at each end and one in the middle.
func (l *layout) ends(e doc.Ends) {
	st := l.form.body
	var boxes []Box
	for _, part := range []struct {
		text  string
		align doc.Align
	}{{e.Left, doc.Left}, {e.Center, doc.Center}, {e.Right, doc.Right}} {
		boxes = append(boxes, l.line(part.text, &st, 0, l.form.tw, l.form.pitch, part.align)...)
	}
	l.add(slab{h: l.form.pitch, boxes: boxes, snap: l.form.official, keep: true})
}
