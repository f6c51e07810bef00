package paper

import (
	"fmt"

	"dudao/internal/doc"
)

// A plate is designed on A3 lying (or standing); all its lengths grow with the
// page.
const (
	plateLong, plateShort = 420.0, 297.0

	plateEdge  = 14.0 // outer frame from the edge of the page
	plateInner = 2.6  // inner frame from the outer one
	plateInset = 8.0  // content from the inner frame
)

// rect is an area of a page in millimetres.
type rect struct{ x, y, w, h float64 }

func (r rect) in(d float64) rect { return rect{r.x + d, r.y + d, r.w - 2*d, r.h - 2*d} }

// top and left cut a strip off; the rest is what remains.
func (r rect) top(h float64) (strip, rest rect) {
	return rect{r.x, r.y, r.w, h}, rect{r.x, r.y + h, r.w, r.h - h}
}

func (r rect) left(w float64) (strip, rest rect) {
	return rect{r.x, r.y, w, r.h}, rect{r.x + w, r.y, r.w - w, r.h}
}

// plateMaker places what stands on one plate (公示牌).
type plateMaker struct {
	l     *layout
	s     float64 // page against A3
	boxes []Box
}

// plate fills a page of its own with a 公示牌.
func (l *layout) plate(p doc.Plate) {
	f := l.form
	lies := f.w >= f.h
	m := &plateMaker{l: l, s: min(f.w/plateShort, f.h/plateLong)}
	if lies {
		m.s = min(f.w/plateLong, f.h/plateShort)
	}
	s := m.s
	outer := rect{0, 0, f.w, f.h}.in(plateEdge * s)
	inner := outer.in(plateInner * s)
	m.frame(outer, 1.4*s)
	m.frame(inner, 0.4*s)
	head, rest := inner.top(inner.h * 0.15)
	m.boxes = append(m.boxes, Box{Kind: FillBox, X: head.x, Y: head.y, W: head.w, H: head.h, Red: true})
	m.text(p.Title, head.in(plateInset*s), style{face: BigSong, gray: 1}, 22*s, doc.Center)
	body := rest.in(plateInset * s)
	m.school(p, &body)
	foot := rect{body.x, body.y + body.h - inner.h*0.17, body.w, inner.h * 0.17}
	body.h -= foot.h + 5*s
	m.foot(p, foot)
	people, matters := rect{}, rect{}
	if lies {
		share := 0.6
		if len(p.People) == 1 {
			share = 0.56
		}
		people, matters = body.left(body.w * share)
		m.boxes = append(m.boxes, m.rule(rect{matters.x + 4*s, matters.y, 0, matters.h}, 0.4*s))
		_, matters = matters.left(12 * s)
	} else {
		people, matters = body.top(body.h * 0.52)
		m.boxes = append(m.boxes, m.rule(rect{matters.x, matters.y + 4*s, matters.w, 0}, 0.4*s))
		_, matters = matters.top(10 * s)
	}
	m.people(p.People, people)
	m.matters(p, matters)
	if l.sample { // below everything else, within the frame
		sign := rect{inner.x + inner.w - 20*s, inner.y + inner.h - 6.6*s, 14 * s, 5.2 * s}
		m.boxes = append(m.boxes, Box{Kind: RectBox, X: sign.x, Y: sign.y, W: sign.w, H: sign.h, Weight: thin})
		m.text("示例", sign.in(0.8*s), style{face: Hei}, 3.2*s, doc.Center)
	}
	l.fresh = l.fresh || len(l.slabs) > 0
	l.add(slab{h: f.th, boxes: moved(m.boxes, -f.left, -f.top), bare: true, full: true})
	l.fresh = true
}

func (m *plateMaker) frame(r rect, weight float64) {
	m.boxes = append(m.boxes, Box{Kind: RectBox, X: r.x, Y: r.y, W: r.w, H: r.h, Weight: weight, Red: true})
}

func (m *plateMaker) rule(r rect, weight float64) Box {
	return Box{Kind: LineBox, X: r.x, Y: r.y, W: r.w, H: r.h, Weight: weight, Red: true}
}

// text sets a text in the area, its characters at most em high: in one line when
// it fits nearly, else smaller, else in balanced lines. It never leaves the area.
func (m *plateMaker) text(s string, r rect, st style, em float64, align doc.Align) {
	if s == "" || r.w <= 0 || r.h <= 0 {
		return
	}
	const keep = 0.72 // a text is shrunk so far before it gets a second line
	st.size = min(em, r.h/1.15) / mmPerPoint
	one := m.l.shrunk(s, st, r.w, st.size*keep)
	atoms := m.l.atomsOf(nil, s, &one)
	lines := []span{{0, len(atoms), m.l.textWidth(s, &one), true}}
	for lines[0].width > r.w+slack || len(lines) > 1 {
		pitch := one.size * mmPerPoint * 1.25
		atoms = m.l.atomsOf(nil, s, &one)
		if lines = balance(atoms, r.w); float64(len(lines))*pitch <= r.h+slack && fits(lines, r.w) {
			break
		}
		one.size *= 0.96
	}
	pitch := one.size * mmPerPoint * 1.25
	y := r.y + (r.h-pitch*float64(len(lines)))/2
	for _, line := range lines {
		m.boxes = setLine(m.boxes, atoms, line, r.x, r.w, y, pitch, align, 0)
		y += pitch
	}
}

func fits(lines []span, w float64) bool {
	for _, s := range lines {
		if s.width > w+slack {
			return false
		}
	}
	return true
}

// school sets the school's name under the band, the plate's number at its right.
func (m *plateMaker) school(p doc.Plate, body *rect) {
	var strip rect
	strip, *body = body.top(20 * m.s)
	_, *body = body.top(5 * m.s)
	number := rect{strip.x + strip.w*0.8, strip.y, strip.w * 0.2, strip.h}
	name := strip
	if p.Number != "" {
		name = rect{strip.x + number.w, strip.y, strip.w - 2*number.w, strip.h}
		m.text("编号："+p.Number, number, style{face: Song}, 6*m.s, doc.Right)
	}
	m.text(p.School, name, style{face: Hei}, 15*m.s, doc.Center)
}

// foot sets the QR code, the contacts, and who made the plate.
func (m *plateMaker) foot(p doc.Plate, r rect) {
	s := m.s
	m.boxes = append(m.boxes, m.rule(rect{r.x, r.y, r.w, 0}, 0.4*s))
	_, r = r.top(4 * s)
	rest := r
	if p.Code != "" {
		if _, _, err := codeModules(p.Code); err != nil {
			m.l.warn("公示牌的二维码没有印出：内容过长，请在设置里缩短后重新生成。")
		} else {
			var code rect
			code, rest = r.left(r.h)
			side := r.h * 0.8
			m.boxes = append(m.boxes, Box{Kind: CodeBox, X: code.x + (code.w-side)/2, Y: code.y, W: side, H: side, Text: p.Code})
			m.text(p.Caption, rect{code.x, code.y + side + 1.5*s, code.w, r.h - side - 1.5*s}, style{face: Song}, 4.4*s, doc.Center)
		}
	}
	maker, lines := rect{r.x + r.w*0.6, r.y, r.w * 0.4, r.h}, rest
	lines.w = maker.x - lines.x - 4*s
	h := r.h / float64(max(len(p.Contacts), 1))
	for i, c := range p.Contacts {
		m.field(c, rect{lines.x + 6*s, lines.y + h*float64(i), lines.w - 6*s, h}, 9*s, doc.Left)
	}
	office, date := maker.top(r.h * 0.56)
	office.y += r.h * 0.06
	m.text(p.Office, office, style{face: Song}, 9*s, doc.Right)
	date.h *= 0.8
	m.text(p.Date, date, style{face: Song}, 7.5*s, doc.Right)
}

// field sets a label and its value on one line, the value heavier.
func (m *plateMaker) field(f doc.Field, r rect, em float64, align doc.Align) {
	if f.Value == "" {
		return
	}
	label, value := style{face: Song}, style{face: Hei}
	label.size = min(em, r.h/1.2) / mmPerPoint
	value.size = label.size
	name := f.Label
	if name != "" {
		name += "："
	}
	w := m.l.textWidth(name, &label) + m.l.textWidth(f.Value, &value)
	if w > 2*r.w {
		m.text(name+f.Value, r, label, em, align)
		return
	}
	if w > r.w {
		label.size *= r.w / w * 0.999
		value.size = label.size
	}
	atoms := m.l.atomsOf(m.l.atomsOf(nil, name, &label), f.Value, &value)
	s := span{0, len(atoms), 0, true}
	for _, a := range atoms {
		s.width += a.w
	}
	m.boxes = setLine(m.boxes, atoms, s, r.x, r.w, r.y, r.h, align, 0)
}

// people share the area: up to three side by side, more in further rows.
func (m *plateMaker) people(list []doc.PlatePerson, r rect) {
	const most = 3
	rows := (len(list) + most - 1) / most
	for i := range rows {
		part := list[i*most : min((i+1)*most, len(list))]
		h := r.h / float64(rows)
		for j, p := range part {
			w := r.w / float64(len(part))
			m.person(p, rect{r.x + w*float64(j), r.y + h*float64(i), w, h}.in(3*m.s))
		}
	}
}

// photoShape is the height of a portrait against its width (二寸照片).
const photoShape = 7.0 / 5

// person sets the photo with what is said of the inspector beside it, or below it
// where the place is narrow.
func (m *plateMaker) person(p doc.PlatePerson, r rect) {
	photo, words, align := rect{}, rect{}, doc.Left
	if r.w > r.h*1.05 {
		h := min(r.h, r.w*0.44*photoShape)
		photo = rect{r.x, r.y + (r.h-h)/2, h / photoShape, h}
		words = rect{photo.x + photo.w + 8*m.s, photo.y, r.w - photo.w - 8*m.s, h}
	} else {
		h := min(r.h*0.6, r.w*0.92*photoShape)
		photo = rect{r.x + (r.w-h/photoShape)/2, r.y, h / photoShape, h}
		words = rect{r.x, r.y + h + 3*m.s, r.w, r.h - h - 3*m.s}
		align = doc.Center
	}
	m.photo(p, photo)
	lines := float64(len(p.Fields))
	em := min(words.h/(3.6+1.6*lines), 11*m.s) // of a field
	name := min(2*em, 17*m.s)
	total := name*1.35 + em*1.5 + em*1.6*lines
	y := words.y + max(0, (words.h-total)/2)
	if align == doc.Center {
		y = words.y
	}
	m.text(p.Name, rect{words.x, y, words.w, name * 1.35}, style{face: BigSong}, name, align)
	y += name * 1.35
	m.text(p.Role, rect{words.x, y, words.w, em * 1.5}, style{face: Kai}, em, align)
	y += em * 1.5
	for _, f := range p.Fields {
		m.field(f, rect{words.x, y, words.w, em * 1.6}, em, align)
		y += em * 1.6
	}
}

// photo prints the portrait in its own proportions inside the area, or an empty
// frame.
func (m *plateMaker) photo(p doc.PlatePerson, r rect) {
	pic := m.l.ready(p.Photo, r.w, r.h)
	if pic.err != nil {
		if len(p.Photo) > 0 {
			m.l.warn("督学%s的照片无法读取，已留空框。请换成 JPG 或 PNG 照片后重新生成。", p.Name)
		}
		m.boxes = append(m.boxes, Box{Kind: RectBox, X: r.x, Y: r.y, W: r.w, H: r.h, Weight: 0.3 * m.s})
		m.text("照片", r.in(r.w*0.2), style{face: Kai}, r.w*0.16, doc.Center)
		return
	}
	scale := min(r.w/float64(pic.size.X), r.h/float64(pic.size.Y))
	w, h := float64(pic.size.X)*scale, float64(pic.size.Y)*scale
	x, y := r.x+(r.w-w)/2, r.y+(r.h-h)/2
	m.boxes = append(m.boxes, Box{Kind: ImageBox, X: x, Y: y, W: w, H: h, Mark: &Mark{image: pic.data}},
		Box{Kind: RectBox, X: x, Y: y, W: w, H: h, Weight: 0.3 * m.s})
}

// matters lists the 督导事项 as large as the area allows.
func (m *plateMaker) matters(p doc.Plate, r rect) {
	if len(p.Matters) == 0 {
		return
	}
	head, rest := r.top(15 * m.s)
	m.text(p.Topic, head, style{face: Hei, red: true}, 11*m.s, doc.Center)
	_, rest = rest.top(2 * m.s)
	if rest.w <= 0 || rest.h <= 0 {
		return
	}
	columns, list := 1, m.list(p.Matters, rest, 1)
	if two := m.list(p.Matters, rest, 2); two.em > 1.15*list.em {
		columns, list = 2, two
	}
	half := (len(p.Matters) + columns - 1) / columns
	for c := range columns {
		from, to := c*half, min((c+1)*half, len(p.Matters))
		w := rest.w / float64(columns)
		m.items(list, from, to, rect{rest.x + w*float64(c), rest.y, w, rest.h})
	}
}

// plateList is the matters broken into lines at one type size.
type plateList struct {
	em     float64
	mark   float64 // room of the numbers
	number style
	atoms  [][]atom
	lines  [][]span
}

const listPitch, listGap = 1.3, 0.45 // of the type size: line to line, least gap between matters

// list breaks the matters so that they fit the area in so many columns, as large
// as they may.
func (m *plateMaker) list(matters []string, r rect, columns int) plateList {
	half := (len(matters) + columns - 1) / columns
	em := 9 * m.s
	if len(matters) <= 4 {
		em = 12 * m.s
	}
	for ; ; em *= 0.97 {
		st := style{face: Song, size: em / mmPerPoint}
		p := plateList{em: em, number: style{face: Hei, red: true, size: st.size}}
		p.mark = m.l.textWidth(fmt.Sprintf("%d.", len(matters)), &p.number) + 0.5*em
		w := r.w/float64(columns) - p.mark - 0.5*em*float64(columns-1)
		most, n := 0.0, 0.0
		for i, t := range matters {
			if i%half == 0 {
				n = -listGap
			}
			a := m.l.atomsOf(nil, t, &st)
			spans := balance(a, max(w, em))
			p.atoms, p.lines = append(p.atoms, a), append(p.lines, spans)
			n += listGap + listPitch*float64(len(spans))
			most = max(most, n)
		}
		if most*em <= r.h {
			return p
		}
	}
}

// items draws some of the matters from the top of the area, spread over it when
// they leave much room.
func (m *plateMaker) items(p plateList, from, to int, r rect) {
	n := 0
	for _, spans := range p.lines[from:to] {
		n += len(spans)
	}
	pitch := p.em * listPitch
	gap := min((r.h-float64(n)*pitch)/float64(max(to-from-1, 1)), p.em*1.1)
	for i := from; i < to; i++ {
		text := fmt.Sprintf("%d.", i+1)
		x := r.x + p.mark - m.l.textWidth(text, &p.number) - 0.5*p.em
		m.boxes = append(m.boxes, moved(m.l.line(text, &p.number, x, r.w, pitch, doc.Left), 0, r.y)...)
		for _, s := range p.lines[i] {
			m.boxes = setLine(m.boxes, p.atoms[i], s, r.x+p.mark, r.w, r.y, pitch, doc.Left, 0)
			r.y += pitch
		}
		r.y += gap
	}
}
