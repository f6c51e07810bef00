package paper

import (
	qrcode "github.com/skip2/go-qrcode"

	"dudao/internal/doc"
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
