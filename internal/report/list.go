package report

import (
	"strconv"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// ListPaper is a list of the screen as a paper: its rows in their order, with the
// columns that it shows.
type ListPaper struct {
	Settings office.Settings
	Today    office.Date
	Title    string // e.g. 督导记录
	Filter   string // what it is narrowed to, in words; empty for all
	Columns  []ListColumn
	Rows     [][]string
}

// ListColumn is a column of a list; Width is its share of the paper.
type ListColumn struct {
	Title string  `json:"title"`
	Width float64 `json:"width"`
	Align string  `json:"align"` // left, right, center; empty for left
}

// The running number's share, beside columns measured in the screen's pixels.
const listNumberWidth = 46

// listSize is the type size that a list wishes for, in points; a table of many
// columns shrinks it.
const listSize = 9

// Document makes the paper.
func (p ListPaper) Document() doc.Document {
	name := p.Settings.CountyName + p.Title
	t := doc.Table{Name: p.Title, Size: listSize, Columns: []doc.Column{{Head: "序号", Width: listNumberWidth, Align: doc.Center}}}
	for _, c := range p.Columns {
		t.Columns = append(t.Columns, doc.Column{Head: c.Title, Width: c.Width, Align: alignOf(c.Align)})
	}
	for i, row := range p.Rows {
		cells := []doc.Cell{{Text: itoa(i + 1), Numeric: true}}
		for k, text := range row {
			cells = append(cells, doc.Cell{Text: text, Numeric: k < len(p.Columns) && p.Columns[k].Align == "right" && isNumber(text)})
		}
		t.Rows = append(t.Rows, doc.Row{Cells: cells})
	}
	title := doc.Title{Text: name}
	if p.Filter != "" {
		title.Subtitle = "（" + p.Filter + "）"
	}
	return doc.Document{Title: name, Style: doc.Ledger, Landscape: true, Sample: p.Settings.Sample, Blocks: []doc.Block{
		title,
		doc.Ends{Left: p.Settings.OfficeName, Center: "共 " + itoa(len(p.Rows)) + " 条", Right: "打印日期：" + p.Today.Chinese()},
		t,
	}}
}

func alignOf(align string) doc.Align {
	switch align {
	case "right":
		return doc.Right
	case "center":
		return doc.Center
	}
	return doc.Left
}

// isNumber tells that the text is a number as it stands, without what only looks
// like one: 007 is a name.
func isNumber(text string) bool {
	n, err := strconv.ParseFloat(text, 64)
	return err == nil && strconv.FormatFloat(n, 'f', -1, 64) == text && !strings.ContainsAny(text, "eEnN")
}
