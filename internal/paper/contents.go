package paper

import (
	"fmt"
	"strings"

	"dudao/internal/doc"
)

// listed is one line of the contents (目录): a heading and its page.
type listed struct {
	text  string
	level int
	page  int // 0 while not known
	place int // among the document's headings
}

func headingAnchor(place int) string { return fmt.Sprintf("heading-%d", place) }

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

// paged gives the headings the pages on which they landed.
func paged(entries []listed, pages []Page) []listed {
	at := map[string]int{}
	for i, p := range pages {
		for _, b := range p.Boxes {
			if b.Anchor != "" && at[b.Anchor] == 0 {
				at[b.Anchor] = i + 1
			}
		}
	}
	out := make([]listed, len(entries))
	for i, e := range entries {
		e.page = at[headingAnchor(e.place)]
		out[i] = e
	}
	return out
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
		st.link = headingAnchor(e.place)
		number := f.body
		number.link = st.link
		page := ""
		if e.page > 0 {
			page = fmt.Sprint(e.page)
		}
		const room = 14.0
		indent := float64(e.level-1) * 2 * l.charWidth(&f.body)
		atoms := l.atomsOf(nil, e.text, &st)
		spans := wrap(atoms, f.tw-indent-room, f.tw-indent-room)
		h := f.pitch * 1.25
		for i, s := range spans {
			boxes := setLine(nil, atoms, s, indent, f.tw, 0, h, doc.Left, 0)
			if i == len(spans)-1 {
				boxes = append(boxes, l.leader(indent+s.width, f.tw-room, h)...)
				boxes = append(boxes, l.line(page, &number, 0, f.tw, h, doc.Right)...)
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
