package paper

import (
	"strconv"
	"strings"

	"dudao/internal/doc"
)

// listed is one line of the contents (目录): a heading and its page.
type listed struct {
	text  string
	level int
	place int // among the document's headings
}

// contentsOf are the headings that the document's contents list, nil for a
// document without contents.
func contentsOf(d doc.Document) []listed {
	depth := 0
	for _, b := range d.Blocks {
		if c, ok := b.(doc.Contents); ok {
			depth = max(c.Depth, 1)
		}
	}
	if depth == 0 {
		return nil
	}
	out := []listed{}
	place := 0
	for _, b := range d.Blocks {
		h, ok := b.(doc.Heading)
		if !ok {
			continue
		}
		place++
		if h.Level <= depth && strings.TrimSpace(h.Text) != "" {
			out = append(out, listed{text: h.Text, level: max(h.Level, 1), place: place})
		}
	}
	return out
}

// namePages writes the pages on which the headings landed into the contents.
func (l *layout) namePages(pages []Page) {
	if len(l.listed) == 0 {
		return
	}
	at := map[string]int{}
	for i, p := range pages {
		for _, b := range p.Boxes {
			if name := b.Anchor(); name != "" && at[name] == 0 {
				at[name] = i + 1
			}
		}
	}
	for i := range pages {
		for j := range pages[i].Boxes {
			b := &pages[i].Boxes[j]
			if b.or().pageOf == "" {
				continue
			}
			right := b.X + b.W
			b.Text = strconv.Itoa(at[b.pageOf])
			b.W = l.textWidth(b.Text, &style{face: b.Face, size: b.Size})
			b.X = right - b.W
		}
	}
}

// contents sets the list: the heading, a line of dots, the page at the right. A
// line leads to its heading.
func (l *layout) contents(c doc.Contents) {
	f := l.form
	if c.Title != "" {
		l.title(doc.Title{Text: c.Title}, false)
	}
	for _, e := range l.listed {
		st := f.body
		if e.level == 1 {
			st.face = Hei
		}
		st.link = doc.HeadingName(e.place)
		number := f.body
		number.link = st.link
		const room = 14.0
		indent := float64(e.level-1) * 2 * l.charWidth(&f.body)
		atoms := l.atomsOf(nil, e.text, &st)
		spans := wrap(atoms, f.tw-indent-room, f.tw-indent-room)
		h := f.pitch * 1.25
		for i, s := range spans {
			boxes := setLine(nil, atoms, s, indent, f.tw, 0, h, doc.Left, 0)
			if i == len(spans)-1 {
				boxes = append(boxes, l.leader(indent+s.width, f.tw-room, h)...)
				page := l.line("0", &number, 0, f.tw, h, doc.Right)
				page[0].Mark = &Mark{anchor: page[0].Anchor(), link: page[0].Link(), pageOf: st.link}
				boxes = append(boxes, page...)
			}
			l.add(slab{h: h, boxes: boxes, snap: f.official, keep: i < len(spans)-1})
		}
	}
}

// leader is the line of dots between a heading and its page.
func (l *layout) leader(from, to, h float64) []Box {
	st := style{face: Song, size: l.form.body.size}
	dot := l.textWidth("…", &st)
	n := int((to - from - dot) / dot)
	if n < 1 {
		return nil
	}
	return l.line(strings.Repeat("…", n), &st, from, to-from, h, doc.Right)
}
