package paper

import "dudao/internal/doc"

const smallest = 7.5 // type size a full table may shrink to, points

func (b *tableBuilder) setSize(size float64) {
	b.text = style{face: Song, size: size}
	b.strong = style{face: BoldSong, size: size}
	b.head = style{face: Hei, size: size}
	b.lineH = size * mmPerPoint * lineFactor
	b.inset = min(cellInset, size*mmPerPoint*0.3)
}

// fit chooses the column widths and the type size.
func (b *tableBuilder) fit(t doc.Table, size float64) {
	b.widths, size = t.Fit(doc.Fitting{Total: b.l.form.tw, Size: size, Smallest: smallest,
		Widths: func(c doc.Cell, strong bool, size float64) (whole, word float64) {
			b.setSize(size)
			st, text := b.cellText(c, strong)
			whole, word = b.widest(text, st)
			room := 2*b.inset + 0.05
			if c.Mark != 0 {
				room += st.size * mmPerPoint
			}
			return whole + room, word + room
		},
		Head: func(text string, size float64) float64 {
			b.setSize(size)
			return b.l.textWidth(text, &b.head) + 2*b.inset + 0.05
		}})
	b.setSize(size)
}

// widest measures the widest line of a text and the widest word in it.
func (b *tableBuilder) widest(s string, st *style) (whole, word float64) {
	line, run := 0.0, 0.0
	for _, r := range s {
		if r == '\n' {
			line, run = 0, 0
			continue
		}
		w := b.l.measure(st.face, r) * st.size * mmPerPoint
		line += w
		whole = max(whole, line)
		run += w // a sign that may not begin a line comes with its word
		if !isWord(r) && !noStartSet[r] {
			word, run = max(word, w), 0
			if noEndSet[r] { // and one that may not end a line
				run = w
			}
		}
		word = max(word, run)
	}
	return whole, word
}
