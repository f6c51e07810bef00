package sheet

import (
	"io"
	"math"
	"slices"
	"strings"

	"dudao/internal/doc"

	"github.com/xuri/excelize/v2"
)

// Detail is the list of records behind a figure (明细): doc.Cell.Link names it.
type Detail struct {
	Name  string // the figure's key, as in doc.Cell.Link
	Title string
	Basis string // 口径
	Head  []string
	Rows  [][]string
}

// textColumns is how many columns a line of text is merged over; textChars is
// how many Chinese characters of 12 points fit into them.
const (
	textColumns = 10
	textWidth   = 9.0
	textChars   = 43
)

// WriteReport writes the document as a workbook: its text on the first sheet,
// each table on a sheet of its own, and behind them the details. A figure that
// has a detail is a link to it, and every sheet leads back.
func WriteReport(out io.Writer, d doc.Document, details []Detail) error {
	f := excelize.NewFile()
	defer f.Close() //nolint:errcheck // nothing is open on disk
	w := &reportWriter{f: f, d: d, names: sheetNames{}, styles: newStyles(f), sheets: map[string]string{}}
	w.main = w.names.take("正文")
	if err := f.SetSheetName("Sheet1", w.main); err != nil {
		return err
	}
	for _, detail := range details {
		w.sheets[detail.Name] = w.names.take("明细-" + detail.Title)
	}
	if err := w.text(); err != nil {
		return err
	}
	for _, detail := range details {
		if err := w.detail(detail); err != nil {
			return err
		}
	}
	if w.styles.err != nil {
		return w.styles.err
	}
	if err := w.openAt(); err != nil {
		return err
	}
	return save(f, out)
}

// openAt makes a ledger open at its table, which is what it is about.
func (w *reportWriter) openAt() error {
	if w.d.Style != doc.Ledger && w.d.Style != doc.Volume || w.first == "" {
		return nil
	}
	at, err := w.f.GetSheetIndex(w.first)
	if err == nil {
		w.f.SetActiveSheet(at)
	}
	return err
}

// reportWriter writes one document; row is the last row used on the main sheet.
type reportWriter struct {
	f      *excelize.File
	d      doc.Document
	names  sheetNames
	styles *styleSet
	sheets map[string]string // detail name to sheet
	main   string
	row    int
	first  string // sheet of the first table
}

func (w *reportWriter) text() error {
	if err := w.f.SetColWidth(w.main, "A", ColumnLetter(textColumns), textWidth); err != nil {
		return err
	}
	if w.d.Sample {
		if err := w.line("【示例】本表为虚构示例数据，不得作为正式材料使用", w.styles.text("sample", headFont, 11, true, "center"), 0); err != nil {
			return err
		}
	}
	for _, b := range w.d.Blocks {
		if err := w.block(b); err != nil {
			return err
		}
	}
	if err := printWell(w.f, w.main, false, 0, 0); err != nil {
		return err
	}
	return w.noGrid(w.main)
}

func (w *reportWriter) noGrid(sheet string) error {
	show := false
	return w.f.SetSheetView(sheet, 0, &excelize.ViewOptions{ShowGridLines: &show})
}

func (w *reportWriter) block(b doc.Block) error {
	body := w.styles.text("body", bodyFont, 12, false, "left")
	right := w.styles.text("right", bodyFont, 12, false, "right")
	switch b := b.(type) {
	case doc.RedHead:
		if err := w.line(b.Office, w.styles.get("redhead", func() *excelize.Style {
			return &excelize.Style{Font: &excelize.Font{Family: bodyFont, Size: 22, Bold: true, Color: "FF0000"}, Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center"}}
		}), 36); err != nil {
			return err
		}
		return w.lines(w.styles.text("centre", bodyFont, 12, false, "center"), b.Number, prefixed("签发人：", b.Signer))
	case doc.Title:
		return w.lines(w.styles.text("title", headFont, 18, true, "center"), b.Text, b.Subtitle)
	case doc.Heading:
		return w.line(b.Text, w.styles.text("heading", headFont, 13, true, "left"), 0)
	case doc.Paragraph:
		text := paragraphText(b)
		if !b.NoIndent {
			text = "　　" + text
		}
		return w.line(text, body, 0)
	case doc.Ends:
		return w.lines(body, strings.Join(filled(b.Left, b.Center, b.Right), "　　"))
	case doc.Table:
		return w.table(b)
	case doc.Grid:
		return w.grid(b)
	case doc.Chart:
		return w.chart(b)
	case doc.Photos:
		return w.photos(b)
	case doc.QR:
		return w.lines(body, b.Caption, b.Text)
	case doc.Signature:
		return w.lines(right, append(append([]string{""}, b.Lines...), b.Office, b.Date)...)
	case doc.Imprint:
		return w.lines(body, prefixed("抄送：", b.CopyTo), strings.TrimSpace(b.Office+"　　"+b.Date))
	case doc.PageBreak:
		if err := w.f.InsertPageBreak(w.main, cellRef(w.row+1, 1)); err != nil {
			return err
		}
		return w.lines(body, b.Annex)
	case doc.Space:
		w.row += b.Lines
	}
	return nil
}

// filled are the texts that are not empty.
func filled(texts ...string) []string {
	return slices.DeleteFunc(texts, func(s string) bool { return s == "" })
}

func prefixed(label, text string) string {
	if text == "" {
		return ""
	}
	return label + text
}

func paragraphText(p doc.Paragraph) string {
	var b strings.Builder
	for _, r := range p.Runs {
		b.WriteString(r.Text)
		b.WriteString(noteMark(r.Mark))
	}
	return b.String()
}

// noteMark returns the circled number of a note, empty for 0.
func noteMark(n int) string {
	switch {
	case n <= 0:
		return ""
	case n <= 20:
		return string(rune('①' + n - 1))
	case n <= 35:
		return string(rune('㉑' + n - 21))
	case n <= 50:
		return string(rune('㊱' + n - 36))
	}
	return "(" + itoa(n) + ")"
}

// lines writes the texts that are not empty, each on its own line.
func (w *reportWriter) lines(style int, texts ...string) error {
	for _, t := range texts {
		if t == "" {
			continue
		}
		if err := w.line(t, style, 0); err != nil {
			return err
		}
	}
	return nil
}

// line writes a text across the sheet; height 0 is estimated from its length.
func (w *reportWriter) line(text string, style int, height float64) error {
	w.row++
	from, to := cellRef(w.row, 1), cellRef(w.row, textColumns)
	if err := w.f.MergeCell(w.main, from, to); err != nil {
		return err
	}
	if err := w.f.SetCellStr(w.main, from, fit(text)); err != nil {
		return err
	}
	if err := w.f.SetCellStyle(w.main, from, to, style); err != nil {
		return err
	}
	if height == 0 {
		size := 12.0
		if s, err := w.f.GetStyle(style); err == nil && s.Font != nil && s.Font.Size > 0 {
			size = s.Font.Size
		}
		height = float64(linesOf(text, int(textChars*12/size))) * size * 1.5
	}
	return w.f.SetRowHeight(w.main, w.row, math.Min(height, 409))
}

// linesOf estimates how many lines a text takes at so many Chinese characters a
// line.
func linesOf(text string, chars int) int { return linesIn(text, 2*chars) }

// linesIn is linesOf at so many digits a line; a Chinese character takes two.
func linesIn(text string, digits int) int {
	digits = max(digits, 2)
	n := 0
	for part := range strings.SplitSeq(text, "\n") {
		n += max(1, (displayWidth(part)+digits-1)/digits)
	}
	return n
}

// follow writes a line on the main sheet that leads to another sheet.
func (w *reportWriter) follow(text, sheet string) error {
	style := w.styles.get("follow", func() *excelize.Style {
		return &excelize.Style{Font: &excelize.Font{Family: bodyFont, Size: 12, Color: linkColour, Underline: "single"}, Alignment: &excelize.Alignment{Vertical: "center"}}
	})
	if err := w.line(text, style, 0); err != nil {
		return err
	}
	return w.f.SetCellHyperLink(w.main, cellRef(w.row, 1), quoteSheet(sheet)+"!A1", "Location")
}

// detail writes the records behind one figure.
func (w *reportWriter) detail(d Detail) error {
	sheet := w.sheets[d.Name]
	if _, err := w.f.NewSheet(sheet); err != nil {
		return err
	}
	cols := max(len(d.Head), 1)
	count := "共 " + itoa(len(d.Rows)) + " 条"
	if d.Basis != "" {
		count = "口径：" + d.Basis + "（" + count + "）"
	}
	if err := w.headLines(sheet, cols, d.Title, count); err != nil {
		return err
	}
	if err := w.f.SetSheetRow(sheet, "A4", &d.Head); err != nil {
		return err
	}
	if err := w.f.SetCellStyle(sheet, "A4", cellRef(4, cols), w.styles.head()); err != nil {
		return err
	}
	widths := make([]int, cols)
	for i, h := range d.Head {
		widths[i] = displayWidth(h)
	}
	for r := range d.Rows {
		for i, text := range d.Rows[r] {
			if err := w.f.SetCellStr(sheet, cellRef(5+r, i+1), fit(text)); err != nil {
				return err
			}
			if i < cols {
				widths[i] = max(widths[i], displayWidth(text))
			}
		}
	}
	if len(d.Rows) > 0 {
		if err := w.f.SetCellStyle(sheet, "A5", cellRef(4+len(d.Rows), cols), w.styles.body("left", false, 49)); err != nil {
			return err
		}
	}
	total := 0.0
	for i, n := range widths {
		width := math.Min(math.Max(float64(n)+2, 8), 48)
		total += width
		if err := w.f.SetColWidth(sheet, ColumnLetter(i+1), ColumnLetter(i+1), width); err != nil {
			return err
		}
	}
	if err := freeze(w.f, sheet, 4); err != nil {
		return err
	}
	return printWell(w.f, sheet, total > 90, 4, 4)
}

func displayWidth(s string) int {
	longest, n := 0, 0
	for _, r := range s {
		switch {
		case r == '\n':
			n = 0
		case r < 0x2E80:
			n++
		default:
			n += 2
		}
		longest = max(longest, n)
	}
	return longest
}

func freeze(f *excelize.File, sheet string, rows int) error {
	return f.SetPanes(sheet, &excelize.Panes{Freeze: true, YSplit: rows, TopLeftCell: cellRef(rows+1, 1), ActivePane: "bottomLeft"})
}

// headLines writes the title, a remark and the way back above a table.
func (w *reportWriter) headLines(sheet string, cols int, title, remark string) error {
	texts := []string{title, remark, "返回正文"}
	styles := []int{w.styles.text("tabletitle", headFont, 14, true, "center"), w.styles.text("remark", bodyFont, 10, false, "left"),
		w.styles.get("back", func() *excelize.Style {
			return &excelize.Style{Font: &excelize.Font{Family: bodyFont, Size: 10, Color: linkColour, Underline: "single"}}
		})}
	for i, text := range texts {
		from, to := cellRef(i+1, 1), cellRef(i+1, cols)
		if cols > 1 && i < 2 {
			if err := w.f.MergeCell(sheet, from, to); err != nil {
				return err
			}
		}
		if err := w.f.SetCellStr(sheet, from, fit(text)); err != nil {
			return err
		}
		if err := w.f.SetCellStyle(sheet, from, to, styles[i]); err != nil {
			return err
		}
	}
	return w.f.SetCellHyperLink(sheet, "A3", quoteSheet(w.main)+"!A1", "Location")
}
