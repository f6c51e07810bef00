package word

import (
	"math"
	"strconv"

	"dudao/internal/doc"
)

const (
	mmPerPoint   = 25.4 / 72
	twipsPerMM   = 1440 / 25.4
	emuPerMM     = 36000
	lineFactor   = 1.35 // line height of small type in tables
	blockGap     = 2.0  // above and below tables, millimetres
	cellInset    = 1.4
	cellPad      = 1.0
	codeSide     = 14.0 // the code in the first page's corner
	codeType     = 6.5  // the number under it, points
	codeRoom     = 24.0 // above the type area, for both
	numberDrop   = 7.0  // page number below the type area
	headerDrop   = 8.0
	largestHead  = 46.0 // points, of 发文机关标志
	headFreedom  = 35.0 // 发文机关标志 below the top of the type area
	smallestType = 7.5
)

// The fonts by their Chinese names: Word and WPS take the PC's own, or what the
// font table names in their place.
const (
	fangSong = "仿宋_GB2312"
	kai      = "楷体_GB2312"
	hei      = "黑体"
	bigSong  = "方正小标宋简体"
	song     = "宋体"
)

// typeface is a font and its size in points.
type typeface struct {
	font string
	size float64
}

// pageForm is the geometry of a page family (版式), as the PDF has it. Lengths are
// millimetres, type sizes points.
type pageForm struct {
	w, h                     float64
	left, top, right, bottom float64
	pitch                    float64 // line to line, points
	body, title, subtitle    typeface
	heads                    [4]typeface
	table, tableNarrow       float64
	many                     int // from how many columns on a table is narrow
	rowMin                   float64
	official                 bool
}

// width and height of the type area (版心).
func (f pageForm) width() float64  { return f.w - f.left - f.right }
func (f pageForm) height() float64 { return f.h - f.top - f.bottom }

// Lines and characters of a page of GB/T 9704-2012.
const (
	gridLines = 22
	gridChars = 28
)

// officialForm follows GB/T 9704-2012: 天头 37, 订口 28, 版心 156×225, 22 lines of
// 28 characters of 三号仿宋; the lines are 28 points high, as offices set them.
func officialForm() pageForm {
	of := func(font string) typeface { return typeface{font, 16} }
	return pageForm{w: 210, h: 297, left: 28, top: 37, right: 26, bottom: 35, pitch: 28,
		body: of(fangSong), title: typeface{bigSong, 22}, subtitle: of(kai),
		heads: [4]typeface{of(hei), of(kai), of(fangSong), of(fangSong)},
		table: 12, tableNarrow: 10.5, many: 6, rowMin: 8, official: true}
}

// smallForm is the page of forms (表单) and ledgers (台账) around a type size.
func smallForm(size, left, top, right, bottom, pitch float64) pageForm {
	of := func(font string) typeface { return typeface{font, size} }
	return pageForm{w: 210, h: 297, left: left, top: top, right: right, bottom: bottom, pitch: pitch / mmPerPoint,
		body: of(song), title: typeface{bigSong, 18}, subtitle: of(kai),
		heads: [4]typeface{of(hei), of(song), of(song), of(song)},
		table: 10.5, tableNarrow: 9}
}

func pageFormOf(d doc.Document) pageForm {
	var f pageForm
	switch d.Style {
	case doc.Form:
		f = smallForm(12, 25, 22, 20, 22, 7.2)
		f.many, f.rowMin = 10, 9
	case doc.Ledger:
		f = smallForm(10.5, 20, 20, 15, 20, 6.4)
		f.many, f.rowMin = 9, 7
	default:
		f = officialForm()
	}
	if d.Width > 0 && d.Height > 0 {
		f.w, f.h = d.Width, d.Height
	}
	if d.Landscape {
		f.turn()
	}
	if d.Code != "" {
		f.top = max(f.top, codeRoom)
	}
	return f
}

// track is what body text is set closer by: 28 characters of 三号 are a little
// wider than the type area. A grid of characters in the section would say the
// same, but not every program reads one that is closer than the type.
func (f pageForm) track() float64 {
	if !f.official {
		return 0
	}
	const twentieth = 20
	return math.Floor((156.0/gridChars/mmPerPoint-f.body.size)*twentieth) / twentieth
}

// turn lays the page on its side; it is then bound at the top. The type area of
// an official page holds 15 lines of 40 characters.
func (f *pageForm) turn() {
	f.w, f.h = f.h, f.w
	if f.official {
		f.left, f.top, f.right, f.bottom = 36, 28, 38.1, 28.6
		return
	}
	f.left, f.top = f.right, f.left
	f.many = f.many * 3 / 2
}

func twips(mm float64) string      { return strconv.Itoa(twipsOf(mm)) }
func twipsOf(mm float64) int       { return int(math.Round(mm * twipsPerMM)) }
func points20(pt float64) string   { return strconv.Itoa(int(math.Round(pt * 20))) }
func halfPoints(pt float64) string { return strconv.Itoa(int(math.Round(pt * 2))) }
func emu(mm float64) string        { return strconv.Itoa(int(math.Round(mm * emuPerMM))) }

// endSection ends a paper that lies by itself: only a new section counts its pages
// from 1. The small code is that of the first.
func (w *writer) endSection() {
	x := &w.x
	x.open("w:p")
	x.open("w:pPr")
	x.value("w:pStyle", styleGap)
	w.section()
	x.close()
	x.close()
	w.sections++
}

// section writes the page's size, margins, grid, header and footer.
func (w *writer) section() {
	f, x := w.form, &w.x
	x.open("w:sectPr")
	for _, h := range w.edges() {
		x.leaf("w:"+h.kind+"Reference", "w:type", h.page, "r:id", h.id)
	}
	size := []string{"w:w", twips(f.w), "w:h", twips(f.h)}
	if f.w > f.h {
		size = append(size, "w:orient", "landscape")
	}
	x.leaf("w:pgSz", size...)
	footer := f.bottom - numberDrop - 2.5
	if !f.official {
		footer = f.bottom - 10
	}
	x.leaf("w:pgMar", "w:top", twips(f.top), "w:right", twips(f.right), "w:bottom", twips(f.bottom), "w:left", twips(f.left),
		"w:header", twips(headerDrop), "w:footer", twips(max(5, footer)), "w:gutter", "0")
	if w.sections > 0 {
		x.leaf("w:pgNumType", "w:start", "1")
	}
	x.leaf("w:cols", "w:space", "425")
	x.flag("w:titlePg", w.d.Code != "" && w.sections == 0)
	if f.official {
		x.leaf("w:docGrid", "w:type", "lines", "w:linePitch", points20(225.0/gridLines/mmPerPoint))
	}
	x.close()
}

// The widths of texts are estimates: the PC's fonts are not known here.

// textWidth estimates the width of a text in millimetres: full characters are one
// em wide, others half.
func textWidth(s string, size float64) float64 {
	return ems(s) * size * mmPerPoint
}

// looseWidth is textWidth with another font's wider numbers, in a program that
// leaves room between Chinese and numbers although the styles say no.
func looseWidth(s string, size float64) float64 {
	const room, wider = 0.25, 0.06
	n, before := ems(s), rune(0)
	for _, r := range s {
		if narrow(r) {
			n += wider
		}
		if before != 0 && narrow(before) != narrow(r) && before != ' ' && r != ' ' {
			n += room
		}
		before = r
	}
	return n * size * mmPerPoint
}

func ems(s string) float64 {
	n := 0.0
	for _, r := range s {
		if narrow(r) {
			n += 0.5
		} else {
			n++
		}
	}
	return n
}

// narrow characters are those of Latin scripts and numbers.
func narrow(r rune) bool { return r < 0x2000 && r != '×' && r != '÷' && r != '·' }

// widestWord estimates the widest part that no line break divides.
func widestWord(s string, size float64) float64 {
	const capital = 0.55 // of numbers with letters before them
	most, word := 0.0, 0.0
	for _, r := range s {
		if narrow(r) && r > ' ' {
			word += capital
		} else {
			word = 0
			most = max(most, 1)
		}
		most = max(most, word)
	}
	return most * size * mmPerPoint
}
