// Package papertest checks how a document lies on its pages, for the tests of
// the rooms that print.
//
// The one rule: it looks at placed boxes in millimetres, measured with the
// embedded fonts, so that what it passes is what a PC without fonts prints.
package papertest

import (
	"math"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"dudao/internal/doc"
	"dudao/internal/paper"
)

var fonts = paper.NewFonts()

// How far boxes may reach into each other (millimetres), and how near to the
// edge of the sheet a printer gets.
const (
	touch = 0.25
	edge  = 4.5
)

// Sound lays a document out and fails the test where something is cut, stands
// over another thing or outside the sheet, where a text is lost, or a signature
// divided. It returns the pages for further looks.
func Sound(t testing.TB, name string, d doc.Document) []paper.Page {
	t.Helper()
	pages := paper.Layout(d, fonts.Measure())
	for i, p := range pages {
		for _, fault := range pageFaults(p) {
			t.Errorf("%s, page %d: %s", name, i+1, fault)
		}
	}
	for _, fault := range lost(d, pages) {
		t.Errorf("%s: %s", name, fault)
	}
	for _, b := range d.Blocks {
		if s, ok := b.(doc.Signature); ok && divided(s, pages) {
			t.Errorf("%s: the signature is divided: %+v", name, s)
		}
	}
	return pages
}

func pageFaults(p paper.Page) []string {
	var faults []string
	for i := range p.Boxes {
		b := &p.Boxes[i]
		if b.X < edge || b.Y < edge || b.X+b.W > p.W-edge || b.Y+b.H > p.H-edge {
			faults = append(faults, "too near the edge: "+about(b))
		}
		if !solid(b) {
			continue
		}
		for j := range p.Boxes {
			o := &p.Boxes[j]
			switch {
			case solid(o) && j > i && overlap(b, o):
				faults = append(faults, about(b)+" stands over "+about(o))
			case o.Kind == paper.LineBox && overlap(b, o) && !(j < i && onWhite(p.Boxes, i)):
				faults = append(faults, "a rule runs through "+about(b))
			case o.Kind == paper.RectBox && crosses(o, b):
				faults = append(faults, "a frame runs through "+about(b))
			}
		}
	}
	return faults
}

// onWhite tells whether a white ground lies under the text, over what was drawn
// before: so a chart's values stand free of the lines of its scale.
func onWhite(boxes []paper.Box, i int) bool {
	if i == 0 {
		return false
	}
	g, b := &boxes[i-1], &boxes[i]
	return g.Kind == paper.FillBox && g.Gray == 1 && g.X <= b.X && g.X+g.W >= b.X+b.W && g.Y <= b.Y && g.Y+g.H >= b.Y+b.H
}

// solid boxes need their room for themselves.
func solid(b *paper.Box) bool {
	return b.Kind == paper.TextBox || b.Kind == paper.ImageBox || b.Kind == paper.SlotBox || b.Kind == paper.CodeBox
}

func overlap(a, b *paper.Box) bool {
	across := func(from, size, otherFrom, otherSize float64) bool {
		return min(from+size, otherFrom+otherSize)-max(from, otherFrom) > touch ||
			otherSize == 0 && otherFrom > from+touch && otherFrom < from+size-touch
	}
	return across(a.X, a.W, b.X, b.W) && across(a.Y, a.H, b.Y, b.H)
}

// crosses tells whether an edge of the frame runs through the box.
func crosses(frame, b *paper.Box) bool {
	inside := b.X > frame.X-touch && b.X+b.W < frame.X+frame.W+touch && b.Y > frame.Y-touch && b.Y+b.H < frame.Y+frame.H+touch
	return !inside && overlap(frame, b)
}

func about(b *paper.Box) string {
	text := b.Text
	if r := []rune(text); len(r) > 20 {
		text = string(r[:20]) + "…"
	}

	return strings.Join(strings.Fields(strings.TrimSpace(string(b.Kind)+" “"+text+"”")), " ") +
		" at " + number(b.X) + "," + number(b.Y) + " of " + number(b.W) + "×" + number(b.H)
}

// number writes a length with one decimal at most.
func number(v float64) string { return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64) }

// lost compares the characters of the document with those on its pages.
func lost(d doc.Document, pages []paper.Page) []string {
	printed := map[rune]int{}
	for _, p := range pages {
		for _, b := range p.Boxes {
			if b.Kind == paper.TextBox {
				for _, r := range b.Text {
					printed[r]++
				}
			}
		}
	}
	wanted := map[rune]int{}
	for _, text := range Texts(d) {
		for _, r := range text {
			if !unicode.IsSpace(r) {
				wanted[r]++
			}
		}
	}
	var faults []string
	for r, n := range wanted {
		if printed[r] < n {
			faults = append(faults, "“"+string(r)+"” is to be printed "+number(float64(n))+" times and stands there "+number(float64(printed[r]))+" times")
		}
	}
	return faults
}

// Texts are all texts of a document.
func Texts(d doc.Document) []string {
	var out []string
	for _, b := range d.Blocks {
		switch b := b.(type) {
		case doc.RedHead:
			out = append(out, b.Office, b.Number, b.Signer)
		case doc.Title:
			out = append(out, b.Text, b.Subtitle)
		case doc.Heading:
			out = append(out, b.Text)
		case doc.Paragraph:
			for _, r := range b.Runs {
				out = append(out, r.Text)
			}
		case doc.Ends:
			out = append(out, b.Left, b.Center, b.Right)
		case doc.Table:
			out = append(out, b.Caption)
			for _, c := range b.Columns {
				out = append(out, c.Head)
			}
			for _, r := range b.Rows {
				for _, c := range r.Cells {
					out = append(out, c.Text)
				}
			}
		case doc.Grid:
			for _, r := range b.Rows {
				for _, c := range r.Cells {
					out = append(out, c.Text)
				}
			}
		case doc.Photos:
			out = append(out, b.Title)
			for _, p := range b.Items {
				out = append(out, p.Caption)
			}
		case doc.Signature:
			out = append(out, b.Office, b.Date)
			out = append(out, b.Lines...)
		case doc.Imprint:
			out = append(out, b.CopyTo, b.Office, b.Date)
		case doc.PageBreak:
			out = append(out, b.Annex)
		case doc.QR:
			out = append(out, b.Caption)
		case doc.Cover:
			out = append(out, b.Title, b.Subtitle, b.Office, b.Date)
			out = append(out, fieldTexts(b.Fields)...)
		case doc.Plate:
			out = append(out, plateTexts(b)...)
		case doc.Tree:
			for _, r := range b.Roots {
				out = append(append(out, r.Name), r.Notes...)
				for _, n := range r.Nodes {
					out = append(append(out, n.Name), n.Notes...)
					for _, x := range n.Leaves {
						out = append(out, x.Label, x.Text)
					}
				}
			}
		case doc.Labels:
			for _, item := range b.Items {
				for _, row := range item.Rows {
					for _, c := range row.Cells {
						out = append(out, c.Caption, c.Text)
					}
				}
			}
		}
	}
	return out
}

func plateTexts(b doc.Plate) []string {
	out := append([]string{b.Title, b.School, b.Number, b.Office, b.Date}, b.Matters...)
	if len(b.Matters) > 0 {
		out = append(out, b.Topic)
	}
	for _, p := range b.People {
		out = append(append(out, p.Name, p.Role), fieldTexts(p.Fields)...)
	}
	return append(out, fieldTexts(b.Contacts)...)
}

// fieldTexts are the labels and values of the fields that say something.
func fieldTexts(fields []doc.Field) []string {
	var out []string
	for _, f := range fields {
		if f.Value != "" {
			out = append(out, f.Label, f.Value)
		}
	}
	return out
}

// divided tells whether a signature's parts stand on more than one page.
func divided(s doc.Signature, pages []paper.Page) bool {
	parts := []string{}
	for _, text := range append([]string{s.Office, s.Date}, s.Lines...) {
		if text = strings.TrimSpace(text); text != "" {
			parts = append(parts, text)
		}
	}
	for _, p := range pages {
		found := 0
		for _, part := range parts {
			if On(p, part) {
				found++
			}
		}
		if found == len(parts) {
			return false
		}
	}
	return len(parts) > 0
}

// On tells whether a text stands on the page, in one line.
func On(p paper.Page, text string) bool {
	bare := func(s string) string { return strings.Join(strings.Fields(s), "") }
	for _, b := range p.Boxes {
		if b.Kind == paper.TextBox && strings.Contains(bare(b.Text), bare(text)) {
			return true
		}
	}
	return false
}

// Whole is the text of the pages in drawing order, without spaces.
func Whole(pages []paper.Page) string {
	var s strings.Builder
	for _, p := range pages {
		for _, b := range p.Boxes {
			if b.Kind == paper.TextBox {
				s.WriteString(b.Text)
			}
		}
	}
	return strings.Join(strings.Fields(s.String()), "")
}
