package word

import (
	"strings"

	"dudao/internal/doc"
)

// cover fills a page with the title, what the booklet is about, and the office.
func (w *writer) cover(c doc.Cover) {
	f := w.form
	size := f.title.size
	p := para{style: styleTitle, before: f.height() * 0.17, line: size * 2.6}
	for _, text := range plainLines(c.Title) {
		w.para(p, run{text: text, face: typeface{bigSong, size * 1.7}})
		p.before = 0
	}
	w.para(para{style: styleSubtitle, before: 4, after: f.height() * 0.12, line: size * 2}, run{text: c.Subtitle, face: typeface{kai, size}})
	side := f.width() * 0.14
	const line = 16.0 // type size of the fields
	for _, fd := range c.Fields {
		name := ""
		if fd.Label != "" {
			name = fd.Label + "："
		}
		w.para(para{style: styleBody, left: side, right: side, before: 3, grows: true, rules: []rule{{edge: "bottom", weight: 0.5, space: 2}, {edge: "between", weight: 0.5, space: 2}}},
			run{text: name, face: typeface{hei, line}}, run{text: fd.Value, face: typeface{f.body.font, line}})
	}
	below := f.height() * 0.16
	for _, text := range []string{c.Office, c.Date} {
		w.para(para{style: styleBody, align: doc.Center, before: below, grows: true}, run{text: text, face: typeface{f.body.font, line}})
		below = 2
	}
	w.fresh = true
}

// contents lists the headings; each line leads to its heading, whose page Word
// computes when it opens the file.
func (w *writer) contents(c doc.Contents) {
	if c.Title != "" {
		w.title(1, doc.Title{Text: c.Title})
	}
	width := w.form.width()
	place := 0
	for _, b := range w.d.Blocks {
		h, ok := b.(doc.Heading)
		if !ok {
			continue
		}
		place++
		if h.Level > max(c.Depth, 1) || strings.TrimSpace(h.Text) == "" {
			continue
		}
		name := doc.HeadingName(place)
		w.x.open("w:p")
		w.x.paraProperties(para{style: styleBody, left: float64(max(h.Level, 1)-1) * 8, tabs: []tabStop{{"right", width}}})
		w.run(run{text: strings.Join(plainLines(h.Text), " "), link: name})
		w.x.run(run{text: "\t"})
		w.x.open("w:fldSimple", "w:instr", " PAGEREF "+name+" \\h ", "w:dirty", "true")
		w.x.close()
		w.x.close()
	}
}

// heading sets a heading, which the contents can name.
func (w *writer) heading(h doc.Heading) {
	w.headings++
	level := min(max(h.Level, 1), len(w.form.heads))
	r := run{}
	if w.listed {
		r.anchor = doc.HeadingName(w.headings)
	}
	for _, line := range plainLines(h.Text) {
		r.text = line
		w.para(para{style: headingStyle(level), keepNext: true}, r)
		r.anchor = ""
	}
}
