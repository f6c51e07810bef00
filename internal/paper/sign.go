package paper

import "slices"

// Forms tick their boxes with ☑, which hardly any Chinese font has. Where a font
// lacks it, it is composed of the font's own □ and ✓, as one glyph that a reader
// still finds as ☑.

// sign is a composed glyph: it has the width of base.
type sign struct {
	base    uint16
	outline []byte
}

var composed = []struct {
	r, base rune
	over    []rune // the first that the font has
}{
	{'☑', '□', []rune{'✓', '√'}},
	{'☒', '□', []rune{'×', '✕'}},
}

// alike are characters printed with another one's glyph when the font lacks them.
var alike = map[rune]rune{'☐': '□', '✔': '✓', '✗': '×'}

func (f *sfnt) composeSigns() {
	for r, other := range alike {
		if f.bmp[r] == 0 {
			f.bmp[r] = f.bmp[other]
		}
	}
	for _, c := range composed {
		if f.bmp[c.r] != 0 || f.bmp[c.base] == 0 || f.glyphs+len(f.signs) > 0xFFFE {
			continue
		}
		for _, over := range c.over {
			if f.bmp[over] == 0 {
				continue
			}
			if outline := f.compose(f.bmp[c.base], f.bmp[over]); outline != nil {
				f.bmp[c.r] = uint16(f.glyphs + len(f.signs))
				f.signs = append(f.signs, sign{f.bmp[c.base], outline})
			}
			break
		}
	}
}

// compose writes a composite outline: base as it is, over scaled to lie in the
// middle of it.
func (f *sfnt) compose(base, over uint16) []byte {
	a, errA := f.outline(base)
	b, errB := f.outline(over)
	if errA != nil || errB != nil || len(a) < 10 || len(b) < 10 {
		return nil
	}
	box := func(o []byte) (x0, y0, x1, y1 int) {
		at := func(i int) int { return int(int16(be16(o[i:]))) }
		return at(2), at(4), at(6), at(8)
	}
	ax0, ay0, ax1, ay1 := box(a)
	bx0, by0, bx1, by1 := box(b)
	if bx1 <= bx0 || by1 <= by0 {
		return nil
	}
	const room = 0.8
	scale := min(1, room*float64(ax1-ax0)/float64(bx1-bx0), room*float64(ay1-ay0)/float64(by1-by0))
	dx := float64(ax0+ax1)/2 - scale*float64(bx0+bx1)/2
	dy := float64(ay0+ay1)/2 - scale*float64(by0+by1)/2
	const xyValues = 0x0002
	return slices.Concat([]byte{0xFF, 0xFF}, a[2:10],
		u16s(argsAreWords|xyValues|moreComponents, int(base), 0, 0),
		u16s(argsAreWords|xyValues|haveScale, int(over), int(dx), int(dy), int(scale*(1<<14))))
}

// own is the font's own glyph that gives a composed one its width.
func (f *sfnt) own(gid uint16) uint16 {
	if i := int(gid) - f.glyphs; i >= 0 && i < len(f.signs) {
		return f.signs[i].base
	}
	return gid
}
