package word

import (
	"strconv"
	"strings"

	"dudao/internal/doc"
)

// para is a paragraph (段落): its style, and what differs from it. Lengths are
// millimetres, the line is points.
type para struct {
	style               string
	keepNext, keepLines bool
	pageBreak           bool
	at                  *spot // a place of its own on the page
	rules               []rule
	tabs                []tabStop
	before, after       float64
	line                float64 // exact height of a line, 0: the style's
	grows               bool    // the line is as high as what stands in it
	left, right, first  float64
	align               doc.Align
}

// The alignments of Word that a doc.Align does not name: doc.Left is the style's.
const (
	flush     doc.Align = "left"
	justified doc.Align = "both"
)

// rule is a line at an edge (top, bottom) of a paragraph; its weight is points.
type rule struct {
	edge   string
	weight float64
	space  float64
	red    bool
}

// spot is a place on the page and the width of what stands there.
type spot struct{ x, y, w float64 }

type tabStop struct {
	kind string // left, center, right
	at   float64
}

// run is a piece of text in one face. A line break in it is one on paper, a tab
// a tab.
type run struct {
	text      string
	face      typeface // zero: the style's
	bold, red bool
	raised    bool
	underline bool
	framed    bool
	track     float64 // points after each character
	tracked   bool    // track is said even when it is 0
	link      string  // leads to the bookmark of this name
	anchor    string  // is such a bookmark
	picture   *picture
}

// para writes a paragraph. After a page break it is the one that starts the page.
func (w *writer) para(p para, runs ...run) {
	p.pageBreak = p.pageBreak || w.fresh
	w.fresh = false
	w.x.open("w:p")
	w.x.paraProperties(p)
	for _, r := range runs {
		w.run(r)
	}
	w.x.close()
}

// lines writes a paragraph for each line of a text.
func (w *writer) lines(p para, text string) {
	for _, line := range plainLines(text) {
		w.para(p, run{text: line})
	}
}

// paraProperties writes w:pPr; the order of its elements is the schema's.
func (x *xmlText) paraProperties(p para) {
	x.open("w:pPr")
	if p.style != "" {
		x.value("w:pStyle", p.style)
	}
	x.flag("w:keepNext", p.keepNext)
	x.flag("w:keepLines", p.keepLines)
	x.flag("w:pageBreakBefore", p.pageBreak)
	if p.at != nil {
		x.leaf("w:framePr", "w:w", twips(p.at.w), "w:wrap", "around", "w:vAnchor", "page", "w:hAnchor", "page", "w:x", twips(p.at.x), "w:y", twips(p.at.y))
	}
	if len(p.rules) > 0 {
		x.open("w:pBdr")
		for _, r := range p.rules {
			color := "auto"
			if r.red {
				color = redColor
			}
			const eighths = 8
			x.leaf("w:"+r.edge, "w:val", "single", "w:sz", strconv.Itoa(int(r.weight*eighths)), "w:space", strconv.Itoa(int(r.space)), "w:color", color)
		}
		x.close()
	}
	if len(p.tabs) > 0 {
		x.open("w:tabs")
		for _, t := range p.tabs {
			x.leaf("w:tab", "w:val", t.kind, "w:pos", twips(t.at))
		}
		x.close()
	}
	x.spacing(p)
	if p.left != 0 || p.right != 0 || p.first != 0 {
		x.leaf("w:ind", "w:left", twips(p.left), "w:right", twips(p.right), "w:firstLine", twips(p.first))
	}
	if p.align != doc.Left {
		x.value("w:jc", string(p.align))
	}
	x.close()
}

func (x *xmlText) spacing(p para) {
	attrs := []string{}
	if p.before != 0 {
		attrs = append(attrs, "w:before", twips(p.before))
	}
	if p.after != 0 {
		attrs = append(attrs, "w:after", twips(p.after))
	}
	switch {
	case p.grows:
		attrs = append(attrs, "w:line", "240", "w:lineRule", "auto")
	case p.line != 0:
		attrs = append(attrs, "w:line", points20(p.line), "w:lineRule", "exact")
	}
	if len(attrs) > 0 {
		x.leaf("w:spacing", attrs...)
	}
}

const redColor = "FF0000"

func (w *writer) run(r run) {
	x := &w.x
	switch {
	case r.picture != nil:
		x.open("w:r")
		x.inline(*r.picture)
		x.close()
		return
	case r.text == "":
		return
	case r.link != "":
		x.open("w:hyperlink", "w:anchor", r.link, "w:history", "1")
		defer x.close()
	case r.anchor != "":
		id := strconv.Itoa(w.next())
		x.leaf("w:bookmarkStart", "w:id", id, "w:name", r.anchor)
		defer x.leaf("w:bookmarkEnd", "w:id", id)
	}
	x.run(r)
}

// next numbers what must differ within a document: bookmarks and pictures.
func (w *writer) next() int {
	w.drawn++
	return w.drawn
}

func (x *xmlText) run(r run) {
	x.open("w:r")
	x.runProperties(r)
	x.runText(r.text)
	x.close()
}

// runText writes a text as runs hold it: line breaks and tabs are elements.
func (x *xmlText) runText(s string) {
	for i, line := range plainLines(s) {
		if i > 0 {
			x.leaf("w:br")
		}
		for j, part := range strings.Split(line, "\t") {
			if j > 0 {
				x.leaf("w:tab")
			}
			if part == "" {
				continue
			}
			x.open("w:t", "xml:space", "preserve")
			x.text(part)
			x.close()
		}
	}
}

// runProperties writes w:rPr. The hint makes Word set signs that Chinese and
// Latin share (“” … —) in the Chinese font.
func (x *xmlText) runProperties(r run) {
	x.open("w:rPr")
	x.fonts(r.face.font)
	x.flag("w:b", r.bold)
	if r.red {
		x.value("w:color", redColor)
	}
	if r.track != 0 || r.tracked {
		x.value("w:spacing", points20(r.track))
	}
	if r.face.size != 0 {
		x.value("w:sz", halfPoints(r.face.size))
		x.value("w:szCs", halfPoints(r.face.size))
	}
	if r.underline {
		x.value("w:u", "single")
	}
	if r.framed {
		x.leaf("w:bdr", "w:val", "single", "w:sz", "4", "w:space", "0", "w:color", "auto")
	}
	if r.raised {
		x.value("w:vertAlign", "superscript")
	}
	x.close()
}

func (x *xmlText) fonts(font string) {
	if font == "" {
		x.leaf("w:rFonts", "w:hint", "eastAsia")
		return
	}
	x.leaf("w:rFonts", "w:hint", "eastAsia", "w:ascii", font, "w:hAnsi", font, "w:eastAsia", font, "w:cs", font)
}

// markRun is a note mark: before the annexes it leads to the annex entry of its
// number, there it is the goal.
func (w *writer) markRun(n int) run {
	const name = "注"
	r := run{text: doc.MarkSign(n), raised: true}
	placed, known := w.goals[n]
	switch {
	case !w.inAnnex && known:
		r.link = name + strconv.Itoa(n)
	case w.inAnnex && !placed:
		w.goals[n] = true
		r.anchor = name + strconv.Itoa(n)
	}
	return r
}
