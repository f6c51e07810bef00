package paper

import (
	"strings"

	"dudao/internal/doc"
)

// signature sets 落款. It is one slab, so no page break divides it, and it takes
// the end of the text with it rather than stand alone on a page.
func (l *layout) signature(s doc.Signature) {
	l.keepEnd()
	if len(s.Lines) > 0 {
		l.signLines(s)
		return
	}
	f := l.form
	st := f.body
	char := l.charWidth(&st)
	// The date ends four characters from the right; the office stands centred
	// over it, so that the seal covers both.
	office, date := l.textWidth(s.Office, &st), l.textWidth(s.Date, &st)
	right := f.tw - 4*char
	x := right - date/2 - office/2
	x = max(0, min(x, f.tw-office))
	lines := 2.0 // room for the upper half of the seal
	if !f.official {
		lines = 1
	}
	y := lines * f.pitch
	boxes := moved(l.line(s.Office, &st, x, f.tw, f.pitch, doc.Left), 0, y)
	if s.Office != "" {
		y += f.pitch
	}
	boxes = append(boxes, moved(l.line(s.Date, &st, max(0, right-date), f.tw, f.pitch, doc.Left), 0, y)...)
	l.add(slab{h: y + f.pitch, boxes: boxes, snap: f.official})
}

// signLines sets the sign lines of a form side by side, each with a rule to
// write on, then office and date at the right. Rules on one line are equally long.
func (l *layout) signLines(s doc.Signature) {
	f := l.form
	st := f.body
	const between, most = 6.0, 3
	h := max(f.pitch, 9)
	y := 0.0
	var boxes []Box
	for from := 0; from < len(s.Lines); from += most {
		part := s.Lines[from:min(from+most, len(s.Lines))]
		rest, blanks := f.tw-between*float64(len(part)-1), 0
		for _, text := range part {
			rest -= l.textWidth(text, &st)
			if strings.HasSuffix(text, "：") {
				blanks++
			}
		}
		rule := max(0, min(rest/float64(max(blanks, 1)), 45))
		x := 0.0
		for i, text := range part {
			if i == len(part)-1 && i > 0 && blanks < len(part) { // a date ends at the right edge
				x = max(x, f.tw-l.textWidth(text, &st))
			}
			boxes = append(boxes, moved(l.line(text, &st, x, f.tw, h, doc.Left), 0, y)...)
			x += l.textWidth(text, &st)
			if strings.HasSuffix(text, "：") {
				boxes = append(boxes, hline(x, y+h/2+st.size*mmPerPoint/2+0.6, rule, thin))
				x += rule
			}
			x += between
		}
		y += h
	}
	for _, text := range []string{s.Office, s.Date} {
		if text != "" {
			boxes = append(boxes, moved(l.line(text, &st, 0, f.tw, h, doc.Right), 0, y)...)
			y += h
		}
	}
	l.add(slab{h: y, gap: blockGap, boxes: boxes, snap: f.official})
}

// keepEnd binds the last two lines of text, or the last row, to what follows.
func (l *layout) keepEnd() {
	n := len(l.slabs)
	if n > 0 {
		l.slabs[n-1].keep = true
	}
	if n > 1 && l.slabs[n-1].text && l.slabs[n-2].text {
		l.slabs[n-2].keep = true
	}
}

// keepNote binds a few lines that end the document to the table above them, so that
// they have no page to themselves.
func (l *layout) keepNote() {
	const most = 4
	last := len(l.slabs) - 1
	for i := last; i >= 0 && i >= last-most; i-- {
		if s := &l.slabs[i]; s.row != nil && s.row.whole {
			for j := i; j < last; j++ {
				l.slabs[j].keep = true
			}
			return
		} else if s.fresh || s.foot || s.row != nil {
			return
		}
	}
}
