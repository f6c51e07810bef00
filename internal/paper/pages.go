package paper

import (
	"fmt"
	"math"
	"slices"

	"dudao/internal/doc"
)

// pager fills pages (分页) with slabs.
type pager struct {
	form  pageForm
	pages []Page
	open  bool    // a page is being filled
	y     float64 // below the page's last slab, from the top of the type area
	table *tableRun
	runY  float64 // where the part of the table on this page began
}

func (p *pager) run(slabs []slab) {
	for i := 0; i < len(slabs); {
		j := i
		for j < len(slabs)-1 && slabs[j].keep && !slabs[j+1].fresh {
			j++
		}
		p.chain(slabs[i : j+1])
		clear(slabs[i : j+1]) // they stand on their pages now
		i = j + 1
	}
	p.close()
	if len(p.pages) == 0 {
		p.newPage()
	}
}

// chain places slabs that belong together. A chain that does not fit the rest of
// the page moves to the next one, unless its last row may be split here.
func (p *pager) chain(slabs []slab) {
	if slabs[0].fresh && p.open {
		p.close()
	}
	if !p.open {
		p.newPage()
	}
	if slabs[0].fresh {
		page := &p.pages[len(p.pages)-1]
		page.code, page.apart = slabs[0].code, slabs[0].apart
	}
	if p.y > 0 && p.after(slabs) > p.form.th+slack && !p.splitsHere(slabs) {
		p.close()
		p.newPage()
	}
	if slabs[0].name != "" {
		p.pages[len(p.pages)-1].Name = slabs[0].name
	}
	for i := range slabs {
		p.place(&slabs[i])
	}
}

// after is where the page would end below the slabs.
func (p *pager) after(slabs []slab) float64 {
	y := p.y
	for i := range slabs {
		y = p.start(&slabs[i], y) + slabs[i].h
	}
	return y
}

// start is where a slab begins when the page is filled down to y.
func (p *pager) start(s *slab, y float64) float64 {
	if y > 0 {
		y += s.gap
	} else if p.repeats(s) {
		y = s.table.headHeight()
	}
	if s.snap {
		y = math.Ceil(y/p.form.pitch-1e-6) * p.form.pitch
	}
	if s.foot {
		y = max(y, p.form.th-s.h)
	}
	return y
}

// repeats reports whether the slab would go on with a table on a fresh page.
func (p *pager) repeats(s *slab) bool {
	return p.y == 0 && s.table != nil && s.table.started
}

// splitsHere reports whether the last slab is a row that can be divided at the
// foot of this page, the others standing above it.
func (p *pager) splitsHere(slabs []slab) bool {
	last := &slabs[len(slabs)-1]
	if last.row == nil {
		return false
	}
	rest := p.form.th - p.start(last, p.after(slabs[:len(slabs)-1]))
	_, _, ok := last.row.split(rest, last.h > p.form.th)
	return ok
}

func (p *pager) place(s *slab) {
	if s.row != nil && p.repeats(s) {
		s = s.with(s.row.atTop())
	}
	y := p.start(s, p.y)
	if y+s.h <= p.form.th+slack {
		p.put(s, y)
		return
	}
	if s.row != nil {
		if head, tail, ok := s.row.split(p.form.th-y, p.y == 0 || s.h > p.form.th); ok {
			p.put(s.with(head), y)
			p.close()
			p.newPage()
			p.place(s.with(tail))
			return
		}
	}
	if p.y > 0 {
		p.close()
		p.newPage()
		p.place(s)
		return
	}
	p.put(s, y)
}

// with is the slab for one part of a split row.
func (s *slab) with(r *row) *slab {
	c := *s
	c.row, c.h, c.gap = r, r.height(), 0
	return &c
}

// put draws a slab at y and keeps the frame of its table open. A table that goes
// on from the page before gets its head again.
func (p *pager) put(s *slab, y float64) {
	if s.table != p.table || p.y == 0 {
		p.closeFrame()
		p.runY = y
		if p.repeats(s) {
			p.repeatHead(s.table)
		}
		p.table = s.table
	}
	if s.table != nil {
		s.table.started = true
	}
	boxes := s.boxes
	if s.row != nil {
		boxes = s.row.boxes(s.h)
	}
	page := &p.pages[len(p.pages)-1]
	page.Boxes = append(page.Boxes, moved(boxes, p.form.left, p.form.top+y)...)
	if s.row != nil && s.row.to != "" {
		page.Boxes = append(page.Boxes, Box{Kind: AreaBox, X: p.form.left, Y: p.form.top + y, W: p.form.tw, H: s.h, Text: s.row.to})
	}
	page.bare, page.full = page.bare || s.bare, page.full || s.full
	p.y = y + s.h
}

// repeatHead sets “续表” and the head at the top of the page.
func (p *pager) repeatHead(t *tableRun) {
	page := &p.pages[len(p.pages)-1]
	y := 0.0
	for _, s := range []*slab{t.again, t.head} {
		if s == nil {
			continue
		}
		if s == t.head {
			p.runY = y
		}
		page.Boxes = append(page.Boxes, moved(s.boxes, p.form.left, p.form.top+y)...)
		y += s.h
	}
}

func (t *tableRun) headHeight() float64 {
	h := 0.0
	for _, s := range []*slab{t.again, t.head} {
		if s != nil {
			h += s.h
		}
	}
	return h
}

func (p *pager) newPage() {
	p.pages = append(p.pages, Page{W: p.form.w, H: p.form.h})
	p.open, p.y = true, 0
}

func (p *pager) close() {
	p.closeFrame()
	if p.open {
		page := &p.pages[len(p.pages)-1]
		page.Boxes = slices.Clone(joinLines(page.Boxes)) // without the room that it grew into
	}
	p.open = false
}

// closeFrame draws the outer frame around the part of a table on this page.
func (p *pager) closeFrame() {
	t := p.table
	p.table = nil
	if t == nil || p.y-p.runY < slack {
		return
	}
	page := &p.pages[len(p.pages)-1]
	page.Boxes = append(page.Boxes, Box{Kind: RectBox, X: p.form.left + t.left, Y: p.form.top + p.runY,
		W: t.width, H: p.y - p.runY, Weight: frame})
}

// joinLines makes one rule of upright rules that continue each other from row to
// row.
func joinLines(boxes []Box) []Box {
	type key struct{ x, y, weight int }
	at := func(b Box, y float64) key {
		return key{int(math.Round(b.X * 1000)), int(math.Round(y * 1000)), int(math.Round(b.Weight * 1000))}
	}
	ends := map[key]int{} // where an upright rule ends -> its index in out
	out := boxes[:0]
	for _, b := range boxes {
		if b.Kind == LineBox && b.W == 0 {
			if i, ok := ends[at(b, b.Y)]; ok {
				delete(ends, at(b, b.Y))
				out[i].H += b.H
				ends[at(b, b.Y+b.H)] = i
				continue
			}
			ends[at(b, b.Y+b.H)] = len(out)
		}
		out = append(out, b)
	}
	return out
}

// decorate adds what stands outside the type area: page number, 示例 sign.
func decorate(page *Page, l *layout, d doc.Document, number, total int) {
	f := l.form
	if page.bare || d.Unnumbered {
		total = 1
	}
	if f.official && !page.bare && !d.Unnumbered {
		page.Boxes = append(page.Boxes, l.officialNumber(number)...)
	} else if total > 1 {
		st := style{face: Song, size: sizeSmall5}
		text := fmt.Sprintf("第 %d 页　共 %d 页", number, total)
		page.Boxes = append(page.Boxes, moved(l.line(text, &st, f.left, f.tw, 6, doc.Center), 0, f.top+f.th+4)...)
	}
	edge := f.w
	if page.code != "" {
		var boxes []Box
		boxes, edge = l.cornerCode(page.code)
		page.Boxes = append(page.Boxes, boxes...)
	}
	if d.Sample && !page.full {
		st := style{face: Hei, size: sizeSmall5 * f.mark}
		w, h, apart := 14*f.mark, 6.5*f.mark, 5*f.mark
		x, y := min(f.w-12*f.mark, edge-apart)-w, 8*f.mark
		page.Boxes = append(page.Boxes, Box{Kind: RectBox, X: x, Y: y, W: w, H: h, Weight: thin})
		page.Boxes = append(page.Boxes, moved(l.line("示例", &st, x, w, h, doc.Center), 0, y)...)
	}
}
