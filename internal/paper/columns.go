package paper

import (
	"unicode/utf8"

	"dudao/internal/doc"
)

const (
	smallest = 7.5 // type size a full table may shrink to, points
	measured = 400 // rows that decide about widths
)

// unbroken are the lengths of texts (characters) that should stay on one line, the
// wish first, and how much of their spare width the other columns give for it.
// A text of length 0 is broken at will, but never a word or number in it.
var unbroken = []struct {
	length int
	give   float64
}{{10, 0.35}, {7, 0.5}, {5, 1}, {0, 1}}

func (b *tableBuilder) setSize(size float64) {
	b.text = style{face: Song, size: size}
	b.strong = style{face: BoldSong, size: size}
	b.head = style{face: Hei, size: size}
	b.lineH = size * mmPerPoint * lineFactor
	b.inset = min(cellInset, size*mmPerPoint*0.3)
}

// fit chooses the column widths: the given shares, mended so that no number, date
// or short word is broken. When even the numbers do not fit, the type gets smaller.
func (b *tableBuilder) fit(t doc.Table) {
	total := b.l.form.tw
	for {
		b.widths = shares(b.given(t), total)
		least := b.least(t)
		for i, wish := range unbroken {
			if mendWidths(b.widths, least[i], wish.give) {
				return
			}
		}
		if b.text.size-0.5 < smallest {
			return
		}
		b.setSize(b.text.size - 0.5)
	}
}

// given are the columns' shares; where no column has one, the longest texts decide.
func (b *tableBuilder) given(t doc.Table) []float64 {
	out := make([]float64, len(t.Columns))
	known := false
	for i, c := range t.Columns {
		out[i] = c.Width
		known = known || c.Width > 0
	}
	if known {
		return out
	}
	for i, c := range t.Columns {
		most := b.l.textWidth(c.Head, &b.head) / 2
		for _, r := range t.Rows[:min(len(t.Rows), measured)] {
			if i < len(r.Cells) {
				most = max(most, b.l.textWidth(r.Cells[i].Text, &b.text))
			}
		}
		out[i] = min(max(most, 8), b.l.form.tw/3) + 2*cellInset
	}
	return out
}

// least is the width each column needs to grant each of the unbroken wishes.
func (b *tableBuilder) least(t doc.Table) [][]float64 {
	out := make([][]float64, len(unbroken))
	for i := range out {
		out[i] = make([]float64, len(t.Columns))
	}
	for _, r := range t.Rows[:min(len(t.Rows), measured)] {
		for i := range min(len(r.Cells), len(t.Columns)) {
			st, text := b.cellText(r.Cells[i], r.Strong)
			whole, word := b.widest(text, st)
			room := 2*b.inset + 0.05
			if r.Cells[i].Mark != 0 {
				room += st.size * mmPerPoint
			}
			n := utf8.RuneCountInString(text)
			for k, wish := range unbroken {
				w := word
				if n <= wish.length {
					w = whole
				}
				out[k][i] = max(out[k][i], w+room)
			}
		}
	}
	return out
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
		if isWord(r) {
			run += w
		} else {
			run += w // a sign that may not begin a line comes with its word
			if !noStartSet[r] {
				run = 0
			}
		}
		word = max(word, run)
	}
	return whole, word
}

// mendWidths raises columns to their least width and takes it from those that
// have more; false when that would cost them more than the share give.
func mendWidths(widths, least []float64, give float64) bool {
	missing, spare := 0.0, 0.0
	for i, w := range widths {
		if w < least[i] {
			missing += least[i] - w
		} else {
			spare += w - least[i]
		}
	}
	if missing > spare*give {
		return false
	}
	if missing == 0 {
		return true
	}
	for i, w := range widths {
		if w < least[i] {
			widths[i] = least[i]
		} else {
			widths[i] = w - (w-least[i])*missing/spare
		}
	}
	return true
}
