// Package word makes Word documents: a doc.Document as DOCX, and a county's own
// DOCX template filled from a record.
//
// The one rule: a DOCX is plain parts in a ZIP. Write emits them from the
// document's roles as styles, so that the clerk can go on editing; Fill changes
// the text of a template and nothing else, and takes no template in which
// anything could run or fetch. The parts are our own and no library's:
// gomutex/godocx, the one within reach, has no way to add headers, footers or a
// grid of lines and has no release that writes whole documents, and a template
// must be read part by part anyhow.
package word

import (
	"fmt"
	"io"
	"slices"

	"dudao/internal/doc"
)

// Options say how a document is written.
type Options struct {
	// QR draws a QR code of the text as PNG; without it a document's codes are
	// left out with a warning.
	QR func(text string) ([]byte, error)
}

// Write writes a document as DOCX; the same document gives the same bytes.
// Warnings are finished sentences for the clerk about what could not be printed.
func Write(to io.Writer, d doc.Document, opts Options) (warnings []string, err error) {
	w := &writer{d: d, form: pageFormOf(d), opts: opts, goals: map[int]bool{}}
	for _, n := range annexMarks(d.Blocks) {
		w.goals[n] = false
	}
	w.x.open("w:document", namespaces...)
	w.x.open("w:body")
	w.blocks(d.Blocks)
	p := w.assemble()
	w.section()
	w.x.closeAll()
	p.add("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", w.x.bytes())
	return w.warnings, p.write(to)
}

// writer turns the blocks of a document into the body of word/document.xml.
type writer struct {
	d        doc.Document
	form     pageForm
	opts     Options
	x        xmlText
	media    []media
	imprint  *doc.Imprint
	inAnnex  bool
	goals    map[int]bool // note marks of the annexes; true once placed
	fresh    bool         // the next paragraph starts a page
	keep     bool         // the block stays with the next one
	leaves   bool         // the next block starts a page
	sections int          // ended so far
	drawn    int          // pictures so far
	fills    map[int]float64
	listed   bool // there are contents
	headings int  // written so far
	warnings []string
}

func (w *writer) warn(format string, args ...any) {
	w.warnings = append(w.warnings, fmt.Sprintf(format, args...))
}

// annexMarks are the note marks behind the first annex label: where the marks
// before it lead to.
func annexMarks(blocks []doc.Block) []int {
	var marks []int
	annex := false
	for _, b := range blocks {
		switch b := b.(type) {
		case doc.PageBreak:
			annex = annex || b.Annex != ""
		case doc.Paragraph:
			for _, r := range b.Runs {
				if annex && r.Mark != 0 {
					marks = append(marks, r.Mark)
				}
			}
		case doc.Table:
			for _, r := range b.Rows {
				for _, c := range r.Cells {
					if annex && c.Mark != 0 {
						marks = append(marks, c.Mark)
					}
				}
			}
		}
	}
	return marks
}

// blocks writes all blocks; what stands before a signature stays with it.
func (w *writer) blocks(blocks []doc.Block) {
	w.fills = w.fillHeights(blocks)
	w.listed = slices.ContainsFunc(blocks, func(b doc.Block) bool { _, ok := b.(doc.Contents); return ok })
	for i, b := range blocks {
		w.keep, w.leaves = false, false
		if i+1 < len(blocks) {
			_, w.leaves = blocks[i+1].(doc.PageBreak)
		}
		for _, next := range blocks[i+1:] {
			if _, ok := next.(doc.Space); ok {
				continue
			}
			_, w.keep = next.(doc.Signature)
			break
		}
		w.block(i, b)
	}
	if w.fresh { // a page break with nothing after it
		w.fresh = false
		w.gap(false)
	}
	w.endText()
}

// endText puts the imprint at the foot of the last page of what it belongs to: the
// end of the document, or before a page that is not an annex (送达回证).
func (w *writer) endText() {
	if w.imprint != nil {
		w.imprintBlock(*w.imprint)
		w.imprint = nil
	}
}

func (w *writer) block(i int, b doc.Block) {
	switch b := b.(type) {
	case doc.RedHead:
		w.redHead(b)
	case doc.Title:
		w.title(i, b)
	case doc.Heading:
		w.heading(b)
	case doc.Paragraph:
		w.paragraph(b)
	case doc.Ends:
		w.ends(b)
	case doc.Table:
		w.table(b)
	case doc.Grid:
		w.grid(b, w.fills[i])
	case doc.Chart:
		w.chart(b)
	case doc.Photos:
		w.photos(b)
	case doc.QR:
		w.code(b)
	case doc.Signature:
		w.signature(b)
	case doc.Imprint:
		w.imprint = &b
	case doc.Cover:
		w.cover(b)
	case doc.Contents:
		w.contents(b)
	case doc.Tree:
		w.warn("关系图只能保存为 PDF，Word 文件里没有它。")
	case doc.Plate:
		w.warn("公示牌只能保存为 PDF，Word 文件里没有它。")
	case doc.PageBreak:
		if b.Annex == "" && !w.inAnnex {
			w.endText()
		}
		w.fresh = !b.Apart
		if b.Apart {
			w.endSection()
		}
		if b.Annex != "" {
			w.inAnnex = true
			w.para(para{style: styleAnnex, keepNext: true}, run{text: b.Annex})
		}
	case doc.Space:
		for range b.Lines {
			w.para(para{style: styleBody, keepNext: w.keep})
		}
	}
}
