package paper

import (
	"strings"

	"dudao/internal/doc"
)

// ruleWidth is the share of the page that the rule under a cover's title is wide.
const ruleWidth = 0.84

// isWide reports whether r is a character of Chinese text.
func isWide(r rune) bool { return r >= 0x2000 }

// cover fills a page: the title in its upper third, what the booklet is about on
// ruled lines below the middle, the office and the date at the foot.
func (l *layout) cover(c doc.Cover) {
	f := l.form
	s := f.tw / 165 // of the usual A4 form
	title := style{face: BigSong, size: 34 * s}
	sub := style{face: Kai, size: 20 * s}
	wide := f.tw
	if c.Ruled {
		wide *= ruleWidth // a title is no wider than the rule under it
	}
	var boxes []Box
	y := f.th * 0.17
	for _, part := range strings.Split(c.Title, "\n") {
		st := l.shrunk(part, title, wide*2, title.size*0.6)
		for _, word := range strings.Fields(part) {
			if strings.IndexFunc(word, isWide) < 0 { // a code stands on one line
				st = l.shrunk(word, st, wide, title.size*0.6)
			}
		}
		atoms := l.atomsOf(nil, part, &st)
		h := st.size * mmPerPoint * 1.5
		for _, line := range balance(atoms, wide) {
			boxes = setLine(boxes, atoms, line, 0, f.tw, y, h, doc.Center, 0)
			y += h
		}
	}
	if c.Ruled {
		for _, gap := range []float64{2 * s, 3.2 * s} {
			boxes = append(boxes, Box{Kind: LineBox, X: f.tw * (1 - ruleWidth) / 2, Y: y + gap, W: f.tw * ruleWidth, Weight: frame})
		}
		y += 4 * s
	}
	if c.Subtitle != "" {
		st := l.shrunk(c.Subtitle, sub, f.tw, sub.size*0.5)
		h := st.size * mmPerPoint * 2
		boxes = append(boxes, moved(l.line(c.Subtitle, &st, 0, f.tw, h, doc.Center), 0, y+4*s)...)
	}
	boxes = append(boxes, l.coverFields(c.Fields, s)...)
	foot := style{face: f.body.face, size: 16 * s}
	h := foot.size * mmPerPoint * 1.7
	y = f.th - 2*h
	for _, text := range []string{c.Office, c.Date} {
		st := l.shrunk(text, foot, f.tw, foot.size*0.5)
		boxes = append(boxes, moved(l.line(text, &st, 0, f.tw, h, doc.Center), 0, y)...)
		y += h
	}
	l.fresh = l.fresh || len(l.slabs) > 0
	l.add(slab{h: f.th, boxes: boxes, bare: true})
	l.fresh = true
}

// coverFields sets labels and their values over rules, in the middle of the page.
func (l *layout) coverFields(fields []doc.Field, s float64) []Box {
	f := l.form
	label, value := style{face: Hei, size: 16 * s}, style{face: f.body.face, size: 16 * s}
	wide := 0.0
	for _, fd := range fields {
		wide = max(wide, l.textWidth(fd.Label+"：", &label))
	}
	x, line := f.tw*0.14, 13*s
	w := f.tw - 2*x - wide
	y := f.th * 0.5
	var boxes []Box
	for _, fd := range fields {
		st := l.shrunk(fd.Value, value, w, value.size*0.6)
		atoms := l.atomsOf(nil, fd.Value, &st)
		lines := wrap(atoms, w, w)
		pitch := st.size * mmPerPoint * lineFactor
		h := max(line, float64(len(lines))*pitch+line*0.3)
		if fd.Label != "" {
			boxes = append(boxes, moved(l.line(fd.Label+"：", &label, x, wide, h, doc.Right), 0, y)...)
		}
		for i, span := range lines {
			boxes = setLine(boxes, atoms, span, x+wide, w, y+(h-float64(len(lines))*pitch)/2+float64(i)*pitch, pitch, doc.Center, 0)
		}
		boxes = append(boxes, hline(x+wide, y+h-line*0.14, w, thin))
		y += h
	}
	return boxes
}

// shrunk is the style in which the text fits one line of the width, never
// smaller than least.
func (l *layout) shrunk(text string, st style, width, least float64) style {
	if w := l.textWidth(text, &st); w > width {
		st.size = max(least, st.size*width/w*0.999)
	}
	return st
}
