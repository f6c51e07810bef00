// Package paper prints a doc.Document as a PDF file: fonts, line breaking, pages.
//
// The one rule: Layout decides every place in millimetres without knowing a font
// file or gopdf, and draw puts ink there without deciding anything. gopdf is a
// canvas only; what it gets wrong is set right in subset.go and mend.go.
package paper

import (
	"fmt"
	"time"

	"dudao/internal/doc"
)

// Options say how a document is printed.
type Options struct {
	// Fonts prints with a given set of fonts; nil means the embedded ones and
	// those of this PC.
	Fonts *Fonts
	// Created is the date written into the file. The same document with the same
	// Created gives the same bytes; a zero Created is left out.
	Created time.Time
	// Laid asks for the pages as they were placed; else each is let go as it is drawn.
	Laid bool
}

// Result is a printed document (成品).
type Result struct {
	PDF   []byte
	Pages int
	// Laid are the pages as they were placed, when Options ask for them.
	Laid []Page
	// Warnings are finished sentences for the clerk, e.g. about a character that
	// no font has.
	Warnings []string
	// StandIns name the fonts that stand in for those the PC lacks.
	StandIns []StandIn
}

// SystemFonts are the fonts that print where Options name none.
func SystemFonts() *Fonts { return systemFonts() }

// Render prints a document.
func Render(d doc.Document, opts Options) (Result, error) {
	fonts := opts.Fonts
	if fonts == nil {
		fonts = systemFonts()
	}
	t := newTypesetter(fonts)
	pages, warnings := layOut(d, t.width)
	if t.err != nil {
		return Result{}, t.err
	}
	count := len(pages)
	raw, err := draw(pages, t, opts.Laid)
	if err != nil {
		return Result{}, err
	}
	if !opts.Laid {
		pages = nil
	}
	pdf, err := mend(raw, info{title: d.Title, created: opts.Created})
	if err != nil {
		return Result{}, err
	}
	for _, r := range t.order {
		warnings = append(warnings, fmt.Sprintf("“%c”（U+%04X）没有字体能印出，已用“%c”代替，请在纸上手写补正。", r, r, missingSign))
	}
	return Result{PDF: pdf, Pages: count, Laid: pages, Warnings: warnings, StandIns: t.stands}, nil
}
