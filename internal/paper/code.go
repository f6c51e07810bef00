package paper

import (
	"strings"
	"unicode"

	qrcode "github.com/skip2/go-qrcode"

	"dudao/internal/doc"
	"dudao/internal/office"
)

const codeSize = 22.0 // millimetres

// code sets a QR code with its caption beside it.
func (l *layout) code(q doc.QR) {
	if _, _, err := codeModules(q.Text); err != nil {
		l.warn("二维码“%s”没有印出：内容为空或过长，请缩短内容后重新生成。", shorten(q.Caption))
		return
	}
	f := l.form
	boxes := []Box{{Kind: CodeBox, W: codeSize, H: codeSize, Text: q.Text}}
	st := style{face: f.body.face, size: sizeSmall5}
	if f.official {
		st.size = sizeSmall4
	}
	lineH := st.size * mmPerPoint * lineFactor
	w := f.tw - codeSize - 3
	atoms := l.atomsOf(nil, q.Caption, &st)
	spans := wrap(atoms, w, w)
	h := max(codeSize, float64(len(spans))*lineH)
	y := (h - float64(len(spans))*lineH) / 2
	for _, s := range spans {
		boxes = setLine(boxes, atoms, s, codeSize+3, w, y, lineH, doc.Left, 0)
		y += lineH
	}
	l.add(slab{h: h, gap: blockGap, boxes: boxes})
	l.gap = blockGap
}

// The small code in the first page's corner, by which a scan is filed: above the
// type area, its right edge on that of the text, the record's number under it.
const (
	cornerSize  = 14.0
	cornerTop   = 10.0 // from the top of the page, less where the type area begins high
	cornerLeast = 5.0  // what printers leave white
	cornerGap   = 1.6  // quiet zone between the code and the number
	cornerType  = 6.5  // points
	cornerRoom  = cornerLeast + cornerSize + cornerGap + cornerType*mmPerPoint + 1
)

// cornerCode places the code of a document and returns the left edge of what it
// takes, the right edge of the page when it has none.
func (l *layout) cornerCode(text string) (boxes []Box, left float64) {
	f := l.form
	if text == "" {
		return nil, f.w
	}
	if _, _, err := codeModules(text); err != nil {
		l.warn("首页右上角的二维码没有印出：内容过长。扫描件须在“附件”里手工归入记录。")
		return nil, f.w
	}
	right := f.left + f.tw
	left = right - cornerSize
	y := min(cornerTop, f.top-cornerRoom+cornerLeast)
	boxes = append(boxes, Box{Kind: CodeBox, X: left, Y: y, W: cornerSize, H: cornerSize, Text: text})
	if _, number, ok := office.ParseFormCode(text); ok && tells(number) {
		st := style{face: Song, size: cornerType}
		w := l.textWidth(number, &st)
		x := min(left+(cornerSize-w)/2, right-w)
		boxes = append(boxes, moved(l.line(number, &st, x, w, cornerType*mmPerPoint, doc.Left), 0, y+cornerSize+cornerGap)...)
		left = min(left, x)
	}
	return boxes, left
}

// codeModules returns the dark runs of a QR code in module units: x, y, length.
// The quiet zone is the white paper around it.
func codeModules(text string) (runs [][3]int, size int, err error) {
	code, err := qrcode.New(text, qrcode.Medium)
	if err != nil {
		return nil, 0, err
	}
	code.DisableBorder = true
	bitmap := code.Bitmap()
	for y, line := range bitmap {
		for x := 0; x < len(line); {
			n := 0
			for x+n < len(line) && line[x+n] {
				n++
			}
			if n > 0 {
				runs = append(runs, [3]int{x, y, n})
			}
			x += n + 1
		}
	}
	return runs, len(bitmap), nil
}

// tells reports whether the clerk knows a record by this number, such as JL2026-0012.
// One without a number has only an id in its code, perhaps with its kind before it
// (archive_box/3) or that of what it belongs to (4/78).
func tells(number string) bool {
	return strings.Trim(number, "0123456789/") != "" && !unicode.IsLower([]rune(number)[0])
}
