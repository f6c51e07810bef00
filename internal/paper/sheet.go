package paper

import (
	"math"

	"dudao/internal/doc"
)

// Type sizes by their Chinese names (字号), in points.
const (
	size2      = 22.0 // 二号
	sizeSmall2 = 18.0 // 小二
	size3      = 16.0 // 三号
	size4      = 14.0 // 四号
	sizeSmall4 = 12.0 // 小四
	size5      = 10.5 // 五号
	sizeSmall5 = 9.0  // 小五
	size6      = 7.5  // 六号
)

// Weights of rules in millimetres.
const (
	thin  = 0.2
	frame = 0.4
)

// pageForm is the geometry of a page family (版式): margins, the type area and
// the sizes of what stands in it. Lengths are millimetres, type sizes points.
type pageForm struct {
	w, h        float64 // page
	left, top   float64 // of the type area
	tw, th      float64 // type area (版心)
	pitch       float64 // line to line
	cell        float64 // width of a full character, 0: the type's own
	body        style
	title       style
	subtitle    style
	heads       [4]style // level 1 … 4
	table       float64  // type size of tables
	tableNarrow float64  // the same when a table has many columns
	many        int      // how many columns are many
	rowMin      float64  // least height of a table or form row
	official    bool
	mark        float64 // the 示例 sign: how much larger than on A4
}

// officialForm follows GB/T 9704-2012: 天头 37, 订口 28, 版心 156×225, 22 lines of
// 28 characters of 三号仿宋. 28 characters of 三号 are wider than 156 mm, so each
// is set 156/28 mm from the next.
func officialForm() pageForm {
	const lines, chars = 22, 28
	cell := 156.0 / chars
	track := cell/mmPerPoint - size3
	body := style{face: FangSong, size: size3, track: track}
	of := func(face Face) style { return style{face: face, size: size3, track: track} }
	return pageForm{
		w: 210, h: 297, left: 28, top: 37, tw: 156, th: 225,
		pitch: 225.0 / lines, cell: cell, body: body,
		title:    style{face: BigSong, size: size2},
		subtitle: of(Kai),
		heads:    [4]style{of(Hei), of(Kai), of(FangSong), of(FangSong)},
		table:    sizeSmall4, tableNarrow: size5, many: 6, rowMin: 8, official: true,
	}
}

// formForm is the page of form grids (表单): bound at the left.
func formForm() pageForm {
	return pageForm{
		w: 210, h: 297, left: 25, top: 22, tw: 165, th: 253, pitch: 7.2,
		body:     style{face: Song, size: sizeSmall4},
		title:    style{face: BigSong, size: sizeSmall2},
		subtitle: style{face: Kai, size: sizeSmall4},
		heads: [4]style{{face: Hei, size: sizeSmall4}, {face: BoldSong, size: sizeSmall4},
			{face: Song, size: sizeSmall4}, {face: Song, size: sizeSmall4}},
		table: size5, tableNarrow: sizeSmall5, many: 10, rowMin: 9,
	}
}

// ledgerForm is the page of wide tables (台账).
func ledgerForm() pageForm {
	return pageForm{
		w: 210, h: 297, left: 20, top: 20, tw: 175, th: 257, pitch: 6.4,
		body:     style{face: Song, size: size5},
		title:    style{face: BigSong, size: sizeSmall2},
		subtitle: style{face: Kai, size: size5},
		heads: [4]style{{face: Hei, size: size5}, {face: BoldSong, size: size5},
			{face: Song, size: size5}, {face: Song, size: size5}},
		table: size5, tableNarrow: sizeSmall5, many: 9, rowMin: 7,
	}
}

// pageFormOf chooses the geometry of a document.
func pageFormOf(d doc.Document) pageForm {
	var f pageForm
	switch d.Style {
	case doc.Form:
		f = formForm()
	case doc.Ledger:
		f = ledgerForm()
	case doc.Volume:
		f = ledgerForm()
		f.left, f.top, f.tw, f.th = 25, 20, 170, 262
	default:
		f = officialForm()
	}
	f.mark = 1
	if d.Landscape || d.Width > d.Height {
		f.turn()
	}
	if d.Width > 0 && d.Height > 0 {
		f.scale(d.Width, d.Height)
	}
	if d.Code != "" {
		f.makeRoom(cornerRoom)
	}
	return f
}

// scale makes the page any size: margins, lines and type grow with it.
func (f *pageForm) scale(w, h float64) {
	s := min(w/f.w, h/f.h)
	right, bottom := (f.w-f.left-f.tw)*s, (f.h-f.top-f.th)*s
	f.w, f.h = w, h
	for _, v := range []*float64{&f.left, &f.top, &f.pitch, &f.cell, &f.rowMin} {
		*v *= s
	}
	f.tw, f.th = w-f.left-right, h-f.top-bottom
	if f.official {
		f.tw, f.th = math.Floor(f.tw/f.cell+slack)*f.cell, math.Floor(f.th/f.pitch+slack)*f.pitch
	}
	for _, st := range []*style{&f.body, &f.title, &f.subtitle, &f.heads[0], &f.heads[1], &f.heads[2], &f.heads[3]} {
		st.size, st.track = st.size*s, st.track*s
	}
	f.table, f.tableNarrow, f.mark = f.table*s, f.tableNarrow*s, s
}

// makeRoom lowers the type area where less than room lies above it.
func (f *pageForm) makeRoom(room float64) {
	if less := room - f.top; less > 0 {
		f.top += less
		f.th -= less
	}
}

// turn lays the page on its side; it is then bound at the top. The type area of
// an official page stays a whole number of lines and characters.
func (f *pageForm) turn() {
	right, bottom := f.w-f.left-f.tw, f.h-f.top-f.th
	f.w, f.h = f.h, f.w
	if f.official {
		f.left, f.top = 36, 28
		f.tw, f.th = f.cell*40, f.pitch*15
		return
	}
	f.top, f.left = f.left, right
	f.many = f.many * 3 / 2
	f.tw, f.th = f.w-2*right, f.h-f.top-bottom
}
