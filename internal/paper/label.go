package paper

import (
	"strings"

	"dudao/internal/doc"
)

const (
	labelEdge    = 7.0  // of the page, which printers leave white
	captionShare = 0.34 // of a cell's height
	captionMost  = 7.5  // points

	labelCodeMost = 22.0 // side of a QR code
)

// labels lays things of an exact size on pages of their own.
func (l *layout) labels(b doc.Labels) {
	f := l.form
	across := int((f.w - 2*labelEdge + b.Gap + slack) / (b.Width + b.Gap))
	down := int((f.h - 2*labelEdge + b.Gap + slack) / (b.Height + b.Gap))
	if across < 1 || down < 1 {
		l.warn("%.0f×%.0f 毫米的标签在这种纸上放不下，请换大一号的纸", b.Width, b.Height)
		across, down = max(1, across), max(1, down)
	}
	m := &plateMaker{l: l, s: 1}
	place := max(0, b.Start-1) % (across * down)
	for i, item := range b.Items {
		if place == across*down {
			l.labelPage(m.boxes)
			m.boxes, place = nil, 0
		}
		x := labelEdge + float64(place%across)*(b.Width+b.Gap) + b.X
		y := labelEdge + float64(place/across)*(b.Height+b.Gap) + b.Y
		if b.At {
			x, y = b.X, b.Y
		}
		m.label(item, rect{x, y, b.Width, b.Height})
		place++
		if i == len(b.Items)-1 {
			l.labelPage(m.boxes)
		}
	}
}

// labelPage is a page that boxes in the page's own millimetres fill.
func (l *layout) labelPage(boxes []Box) {
	f := l.form
	if l.sample {
		m := &plateMaker{l: l, s: 1}
		m.text("示例", rect{f.w - 24, f.h - 8, 20, 5}, style{face: Hei}, 3.2, doc.Right)
		boxes = append(boxes, m.boxes...)
	}
	l.fresh = l.fresh || len(l.slabs) > 0
	l.add(slab{h: f.th, boxes: moved(boxes, -f.left, -f.top), bare: true, full: true})
	l.fresh = true
}

// label draws one label: its frame, the rules between its cells, their texts.
func (m *plateMaker) label(b doc.Label, r rect) {
	weight := thin * 1.5
	m.boxes = append(m.boxes, Box{Kind: RectBox, X: r.x, Y: r.y, W: r.w, H: r.h, Weight: weight, Red: b.Red})
	sum := 0.0
	for _, row := range b.Rows {
		sum += row.Height
	}
	y := r.y
	for i, row := range b.Rows {
		h := r.h * row.Height / sum
		if i > 0 {
			m.boxes = append(m.boxes, Box{Kind: LineBox, X: r.x, Y: y, W: r.w, Weight: weight, Red: b.Red})
		}
		if row.Code != "" {
			m.labelCode(row.Code, rect{r.x, y, r.w, h})
		}
		for j, c := range row.Cells {
			w := r.w / float64(len(row.Cells))
			x := r.x + float64(j)*w
			if j > 0 {
				m.boxes = append(m.boxes, Box{Kind: LineBox, X: x, Y: y, H: h, Weight: weight, Red: b.Red})
			}
			m.labelCell(c, rect{x, y, w, h}.in(min(1, h*0.06)), b.Red)
		}
		y += h
	}
}

func (m *plateMaker) labelCell(c doc.LabelCell, r rect, red bool) {
	if c.Caption != "" && c.Text != "" {
		head, rest := r.top(r.h * captionShare)
		m.labelText(c.Caption, head, captionMost*mmPerPoint*1.2, red, false)
		r = rest
	} else if c.Caption != "" {
		m.labelText(c.Caption, r, captionMost*mmPerPoint*1.2, red, false)
		return
	}
	em := r.h
	if c.Size > 0 {
		em = min(em, c.Size*mmPerPoint*1.15)
	}
	m.labelText(c.Text, r, em, red, c.Vertical)
}

// labelText sets a text in the area, one character a line when it is vertical.
func (m *plateMaker) labelText(s string, r rect, em float64, red, vertical bool) {
	before := len(m.boxes)
	st := style{face: Hei}
	if !vertical {
		m.text(s, r, st, em, doc.Center)
	} else {
		chars := strings.Split(s, "")
		h := min(em, r.h/float64(max(1, len(chars))), r.w)
		top := r.y + (r.h-h*float64(len(chars)))/2
		for i, c := range chars {
			m.text(c, rect{r.x, top + float64(i)*h, r.w, h}, st, h, doc.Center)
		}
	}
	for i := before; i < len(m.boxes); i++ {
		m.boxes[i].Red = red && m.boxes[i].Kind != TextBox // the values are written in black
	}
}

func (m *plateMaker) labelCode(text string, r rect) {
	if _, _, err := codeModules(text); err != nil {
		m.l.warn("标签上的二维码没有印出：内容过长。")
		return
	}
	side := min(r.w-2, r.h-2, labelCodeMost)
	m.boxes = append(m.boxes, Box{Kind: CodeBox, X: r.x + (r.w-side)/2, Y: r.y + (r.h-side)/2, W: side, H: side, Text: text})
}
