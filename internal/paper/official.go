package paper

import (
	"fmt"
	"strings"

	"dudao/internal/doc"
)

// Distances of GB/T 9704-2012 in millimetres.
const (
	headDrop    = 35.0 // 发文机关标志: from the top of the type area
	ruleDrop    = 4.0  // red rule: below the document number
	ruleWeight  = 0.7
	numberDrop  = 7.0  // page number: its dashes below the type area
	imprintEdge = 0.35 // first and last rule of the 版记
	imprintMid  = 0.25
	largestHead = 46.0 // points
)

// redHead sets 发文机关标志, the document number two lines below it, and the red
// rule. An upward document has its number at the left and 签发人 at the right.
func (l *layout) redHead(h doc.RedHead) {
	f := l.form
	st := style{face: BigSong, size: largestHead, red: true}
	n := float64(len([]rune(h.Office)))
	if fit := f.tw * 0.98 / max(n, 1) / mmPerPoint; fit < st.size {
		st.size = float64(int(fit*2)) / 2
	}
	if n >= 2 && n <= 8 { // a short name is spaced out
		st.track = st.size * 0.15
	}
	em := st.size * mmPerPoint
	y := headDrop
	boxes := moved(l.line(h.Office, &st, 0, f.tw+st.track*mmPerPoint, em, doc.Center), 0, y)
	y += em
	body := f.body
	switch {
	case h.Signer != "":
		y += 2 * f.pitch
		kai := f.subtitle
		boxes = append(boxes, moved(l.line(h.Number, &body, f.cell, f.tw, f.pitch, doc.Left), 0, y)...)
		atoms := l.atomsOf(nil, "签发人：", &body)
		atoms = l.atomsOf(atoms, h.Signer, &kai)
		s := span{0, len(atoms), 0, true}
		for _, a := range atoms {
			s.width += a.w
		}
		boxes = setLine(boxes, atoms, s, 0, f.tw-f.cell, y, f.pitch, doc.Right, 0)
		y += f.pitch
	case h.Number != "":
		y += 2 * f.pitch
		boxes = append(boxes, moved(l.line(h.Number, &body, 0, f.tw, f.pitch, doc.Center), 0, y)...)
		y += f.pitch
	}
	y += ruleDrop
	rule := hline(0, y, f.tw, ruleWeight)
	rule.Red = true
	l.add(slab{h: y + ruleWeight, boxes: append(boxes, rule), keep: true})
	l.ruled = true
}

// officialNumber is “— 1 —”, outside the type area: at the right of odd pages, at
// the left of even ones, one character in.
func (l *layout) officialNumber(number int) []Box {
	f := l.form
	st := style{face: Song, size: size4}
	em := st.size * mmPerPoint
	align, x := doc.Right, -f.cell
	if number%2 == 0 {
		align, x = doc.Left, f.cell
	}
	boxes := l.line(fmt.Sprintf("— %d —", number), &st, f.left+x, f.tw, em, align)
	return moved(boxes, 0, f.top+f.th+numberDrop-em/2)
}

// imprintSlab sets 版记 at the foot of the last page: 抄送 and 印发机关、印发日期
// between rules, the last rule on the edge of the type area.
func (l *layout) imprintSlab(im doc.Imprint) {
	f := l.form
	st := style{face: FangSong, size: size4}
	char := st.size * mmPerPoint
	pitch := char * 1.55
	const pad = 1.0
	inner := f.tw - 2*char
	boxes := []Box{hline(0, 0, f.tw, imprintEdge)}
	y := 0.0
	if copyTo := strings.TrimSuffix(strings.TrimSpace(im.CopyTo), "。"); copyTo != "" {
		y += pad
		boxes = append(boxes, moved(l.line("抄送：", &st, char, inner, pitch, doc.Left), 0, y)...)
		hang := 3 * char
		atoms := l.atomsOf(nil, copyTo+"。", &st)
		for _, s := range wrap(atoms, inner-hang, inner-hang) {
			boxes = setLine(boxes, atoms, s, char+hang, inner-hang, y, pitch, doc.Left, justify(s, &st, inner-hang))
			y += pitch
		}
		y += pad
		boxes = append(boxes, hline(0, y, f.tw, imprintMid))
	}
	y += pad
	date := im.Date
	if date != "" && !strings.HasSuffix(date, "印发") {
		date += "印发"
	}
	boxes = append(boxes, moved(l.line(im.Office, &st, char, inner, pitch, doc.Left), 0, y)...)
	boxes = append(boxes, moved(l.line(date, &st, char, inner, pitch, doc.Right), 0, y)...)
	y += pitch + pad
	boxes = append(boxes, hline(0, y, f.tw, imprintEdge))
	l.add(slab{h: y, gap: f.pitch, boxes: boxes, foot: true})
}
