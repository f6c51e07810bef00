package paper

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"dudao/internal/doc"
)

// layout turns the blocks of a document into a column of slabs (版面条), still
// without pages.
type layout struct {
	form     pageForm
	measure  Measure
	slabs    []slab
	imprint  *doc.Imprint
	inAnnex  bool    // past the first annex label: note marks are goals, not links
	ruled    bool    // the red rule was just placed
	gap      float64 // wanted above the next slab
	fresh    bool    // the next slab starts a page
	name     string  // of the page that it starts
	pageCode string  // and this is the page's QR code
	apart    bool    // and a paper that is counted by itself
	alone    bool    // the pages are of a sheet that bears no number
	goals    map[int]bool
	sample   bool
	headings int      // placed so far
	listed   []listed // what the contents list
	images   map[imageKey]readied
	warnings []string
}

// slab is one piece of the column that no page break may cut, unless it is a row
// that knows how to split itself.
type slab struct {
	h     float64
	gap   float64 // empty height above it, dropped at the top of a page
	boxes []Box   // relative to the left upper corner
	row   *row    // a row of a grid or table instead of boxes
	keep  bool    // stays with the next slab
	snap  bool    // starts on a line of the type area's grid
	fresh bool    // starts a new page
	name  string  // of the page it starts
	code  string  // QR code of the page it starts
	apart bool    // the page it starts is page 1 again
	foot  bool    // stands at the foot of the type area
	text  bool    // is a line of body text
	bare  bool    // its page has no number
	full  bool    // it fills its page and brings its own 示例 sign
	table *tableRun
}

// tableRun is what the rows of one table share: the head repeated on each page
// and the frame around the part on a page.
type tableRun struct {
	head  *slab
	again *slab // “续表” line above a repeated head
	left  float64
	width float64

	started bool // a row of it was placed
}

// Layout places the document on pages: pure, in millimetres, with no font but
// what measure says.
func Layout(d doc.Document, measure Measure) []Page {
	pages, _ := layOut(d, measure)
	return pages
}

func layOut(d doc.Document, measure Measure) ([]Page, []string) {
	l := &layout{form: pageFormOf(d), measure: measure, sample: d.Sample, goals: map[int]bool{}, listed: contentsOf(d), images: map[imageKey]readied{}}
	for _, b := range d.Blocks {
		l.block(b)
	}
	l.endText()
	l.keepNote()
	l.shareFill()
	p := &pager{form: l.form}
	p.run(l.slabs)
	l.namePages(p.pages)
	p.pages[0].code = d.Code
	l.decorateAll(p.pages, d)
	return p.pages, l.warnings
}

// decorateAll counts the pages of each paper that lies by itself from 1.
func (l *layout) decorateAll(pages []Page, d doc.Document) {
	for len(pages) > 0 {
		n := 1
		for n < len(pages) && !pages[n].apart {
			n++
		}
		for i := range pages[:n] {
			decorate(&pages[i], l, d, i+1, n)
		}
		pages = pages[n:]
	}
}

func (l *layout) block(b doc.Block) {
	ruled := l.ruled
	l.ruled = false
	switch b := b.(type) {
	case doc.RedHead:
		l.redHead(b)
	case doc.Title:
		l.title(b, ruled)
	case doc.Heading:
		l.heading(b)
	case doc.Paragraph:
		l.paragraph(b)
	case doc.Ends:
		l.ends(b)
	case doc.Table:
		l.tableBlock(b)
	case doc.Grid:
		l.gridBlock(b)
	case doc.Chart:
		l.chart(b)
	case doc.Photos:
		l.photos(b)
	case doc.QR:
		l.code(b)
	case doc.Signature:
		l.signature(b)
	case doc.Imprint:
		l.imprint = &b
	case doc.Plate:
		l.plate(b)
	case doc.Tree:
		l.tree(b)
	case doc.Labels:
		l.labels(b)
	case doc.Cover:
		l.cover(b)
	case doc.Contents:
		l.contents(b)
	case doc.PageBreak:
		l.pageBreak(b)
	case doc.Space:
		l.add(slab{h: float64(b.Lines) * l.form.pitch, snap: l.form.official})
	}
}

// add appends a slab below the gap, or on the new page, that was asked for. A
// page break with nothing after it makes no empty page.
func (l *layout) add(s slab) {
	s.gap = max(s.gap, l.gap)
	s.fresh, s.name, s.code, s.apart, s.bare = l.fresh, l.name, l.pageCode, l.apart, s.bare || l.alone
	l.gap, l.fresh, l.name, l.pageCode, l.apart = 0, false, "", "", false
	l.slabs = append(l.slabs, s)
}

// endText puts the imprint at the foot of the last page of what it belongs to:
// annexes are bound with the letter, but 送达回证 on a page of its own is not.
func (l *layout) endText() {
	if l.imprint != nil {
		l.imprintSlab(*l.imprint)
		l.imprint = nil
	}
}

func (l *layout) warn(format string, args ...any) {
	l.warnings = append(l.warnings, fmt.Sprintf(format, args...))
}

// pageBreak starts a page; an annex label stands on its first line, flush left,
// in 黑体 and without a colon.
func (l *layout) pageBreak(b doc.PageBreak) {
	if b.Annex == "" && !l.inAnnex {
		l.endText()
	}
	l.fresh, l.name, l.pageCode, l.apart, l.alone = true, b.Name, b.Code, b.Apart, b.Alone
	if b.Annex == "" {
		return
	}
	st := l.form.heads[0]
	boxes := l.line(b.Annex, &st, 0, l.form.tw, l.form.pitch, doc.Left)
	l.add(slab{h: l.form.pitch, boxes: boxes, keep: true, snap: l.form.official})
	l.inAnnex = true
}

// line sets one line of text in a box of the given width and height, its
// characters in the middle of the height.
func (l *layout) line(text string, st *style, x, w, h float64, align doc.Align) []Box {
	atoms := l.atomsOf(nil, text, st)
	s := span{0, len(atoms), 0, true}
	for _, a := range atoms {
		s.width += a.w
	}
	return setLine(nil, atoms, s, x, w, 0, h, align, 0)
}

// setLine places the atoms of one line: runs of one style become one text box each.
// extra is added after every character (points), to fill the line.
func setLine(into []Box, atoms []atom, s span, x, w, y, h float64, align doc.Align, extra float64) []Box {
	switch align {
	case doc.Center:
		x += (w - s.width) / 2
	case doc.Right:
		x += w - s.width
	}
	for i := s.from; i < s.to; {
		st := atoms[i].st
		j, width := i, 0.0
		var text strings.Builder
		for ; j < s.to && atoms[j].st == st; j++ {
			if atoms[j].r == '\n' {
				continue
			}
			text.WriteRune(atoms[j].r)
			width += atoms[j].w + extra*mmPerPoint
		}
		em, drawn := st.size*mmPerPoint, width
		if j == s.to {
			drawn -= extra * mmPerPoint
		}
		if strings.TrimSpace(text.String()) != "" {
			into = append(into, Box{Kind: TextBox, X: x, Y: y + (h-em)/2 - st.rise, W: drawn, H: em,
				Text: text.String(), Face: st.face, Size: st.size, Track: st.track + extra, Red: st.red, Gray: st.gray,
				Mark: marked(st.anchor, st.link)})
		}
		x += width
		i = j
	}
	return into
}

// justify returns how much to add after each character so that a line reaches
// the right edge. A line that would be torn apart keeps its ragged end.
func justify(s span, st *style, w float64) float64 {
	n := s.to - s.from
	if s.end || n < 2 {
		return 0
	}
	extra := (w - s.width) / float64(n-1) / mmPerPoint
	if extra < 0 || extra > st.size*0.2 {
		return 0
	}
	return extra
}

// shareFill gives the height left on a page to the rows that ask for it. A
// stretch that is higher than one page keeps its least heights.
func (l *layout) shareFill() {
	for from := 0; from < len(l.slabs); {
		to := from + 1
		for to < len(l.slabs) && !l.slabs[to].fresh {
			to++
		}
		total, fill := 0.0, 0
		for i := from; i < to; i++ {
			s := &l.slabs[i]
			if i > from {
				total += s.gap
			}
			total += s.h
			if s.row != nil && s.row.fill {
				fill++
			}
		}
		if rest := l.form.th - total - slack; fill > 0 && rest > 0 {
			for i := from; i < to; i++ {
				if s := &l.slabs[i]; s.row != nil && s.row.fill {
					s.h += rest / float64(fill)
				}
			}
		}
		from = to
	}
}

// markStyle is the small raised style of a note mark. Before the annexes it
// leads to the annex entry of its number; there it is the goal.
func (l *layout) markStyle(base *style, n int) *style {
	st := &style{face: base.face, size: math.Round(base.size*6.5) / 10, rise: base.size * 0.22 * mmPerPoint, red: base.red}
	name := "note-" + strconv.Itoa(n)
	switch {
	case !l.inAnnex:
		st.link = name
	case !l.goals[n]:
		l.goals[n] = true
		st.anchor = name
	}
	return st
}
