package report

import "dudao/internal/doc"

// KeptBack is the sheet that lies in the copy for the inspectors in the place of a
// paper that is kept back: which it is, why, and where it can be seen.
type KeptBack struct {
	Title     string
	DocNumber string
	Why       string
	Place     string // 盒号–件号
	Office    string
	Sample    bool
}

// Document is the sheet.
func (k KeptBack) Document() doc.Document {
	place := k.Place
	if place == "" {
		place = "请向" + k.Office + "查阅"
	}
	row := func(label, value string, height float64) doc.GridRow {
		return doc.GridRow{MinHeight: height, Cells: []doc.GridCell{{Text: label, Label: true}, {Text: value}}}
	}
	return doc.Document{Title: k.Title, Style: doc.Form, Sample: k.Sample, Blocks: []doc.Block{
		doc.Space{Lines: 3},
		doc.Title{Text: "现场查阅"},
		doc.Space{Lines: 1},
		doc.Grid{Widths: []float64{1, 4}, Rows: []doc.GridRow{row("题　　名", k.Title, 22), row("文　　号", k.DocNumber, 12), row("说　　明", k.Why, 30), row("存放位置", place, 14)}},
	}}
}
