package sheet

import (
	"math"
	"strconv"
	"strings"

	"dudao/internal/doc"

	"github.com/xuri/excelize/v2"
)

// table writes one table on a sheet of its own and a link to it in the text.
func (w *reportWriter) table(t doc.Table) error {
	name := t.Name
	if name == "" {
		name = t.Caption
	}
	sheet := w.names.take(name)
	if _, err := w.f.NewSheet(sheet); err != nil {
		return err
	}
	if w.first == "" {
		w.first = sheet
	}
	cols := max(len(t.Columns), 1)
	if err := w.headLines(sheet, cols, t.Caption, w.d.Title); err != nil {
		return err
	}
	widths := tableWidths(t)
	for i, width := range widths {
		letter := ColumnLetter(i + 1)
		if err := w.f.SetColWidth(sheet, letter, letter, width); err != nil {
			return err
		}
	}
	head, err := w.tableHead(sheet, t, widths)
	if err != nil {
		return err
	}
	for i, r := range t.Rows {
		if err := w.tableRow(sheet, head+1+i, t, r, widths); err != nil {
			return err
		}
	}
	if err := freeze(w.f, sheet, head); err != nil {
		return err
	}
	if err := printWell(w.f, sheet, cols > 10, 4, head); err != nil {
		return err
	}
	return w.follow("▶ "+name+"（见工作表“"+sheet+"”）", sheet)
}

// tableWidths shares the width of a page, or more for many columns, among them.
func tableWidths(t doc.Table) []float64 {
	cols := max(len(t.Columns), 1)
	wide, total := math.Max(float64(cols)*9, 84), 0.0
	for _, c := range t.Columns {
		total += c.Width
	}
	widths := make([]float64, len(t.Columns))
	for i, c := range t.Columns {
		share := 1.0 / float64(cols)
		if total > 0 {
			share = c.Width / total
		}
		widths[i] = math.Max(share*wide, 5)
	}
	return widths
}

// setHeight makes the row as high as its longest text needs.
func (w *reportWriter) setHeight(sheet string, row int, texts []string, widths []float64) error {
	lines := 1
	for i, text := range texts {
		if i < len(widths) {
			lines = max(lines, linesIn(text, int(widths[i])))
		}
	}
	return w.f.SetRowHeight(sheet, row, math.Min(float64(lines)*15+4, 409))
}

// tableHead writes the heading, over two lines when columns have groups, and
// returns its last row.
func (w *reportWriter) tableHead(sheet string, t doc.Table, widths []float64) (int, error) {
	grouped := false
	heads := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		grouped = grouped || c.Group != ""
		heads[i] = c.Head
	}
	last := 4
	if grouped {
		last = 5
	}
	if err := w.setHeight(sheet, last, heads, widths); err != nil {
		return 0, err
	}
	for i := 0; i < len(t.Columns); i++ {
		c := t.Columns[i]
		if err := w.f.SetCellStr(sheet, cellRef(last, i+1), c.Head); err != nil {
			return 0, err
		}
		if !grouped {
			continue
		}
		if c.Group == "" {
			if err := w.f.SetCellStr(sheet, cellRef(4, i+1), c.Head); err != nil {
				return 0, err
			}
			if err := w.f.MergeCell(sheet, cellRef(4, i+1), cellRef(5, i+1)); err != nil {
				return 0, err
			}
			continue
		}
		if i > 0 && t.Columns[i-1].Group == c.Group {
			continue
		}
		end := i
		for end+1 < len(t.Columns) && t.Columns[end+1].Group == c.Group {
			end++
		}
		if err := w.f.SetCellStr(sheet, cellRef(4, i+1), c.Group); err != nil {
			return 0, err
		}
		if end > i {
			if err := w.f.MergeCell(sheet, cellRef(4, i+1), cellRef(4, end+1)); err != nil {
				return 0, err
			}
		}
	}
	return last, w.f.SetCellStyle(sheet, "A4", cellRef(last, max(len(t.Columns), 1)), w.styles.head())
}

func (w *reportWriter) tableRow(sheet string, row int, t doc.Table, r doc.Row, widths []float64) error {
	texts := make([]string, len(r.Cells))
	for i, c := range r.Cells {
		texts[i] = c.Text
		ref := cellRef(row, i+1)
		align := "left"
		if c.Numeric {
			align = "center"
		}
		if i < len(t.Columns) && t.Columns[i].Align != doc.Left {
			align = string(t.Columns[i].Align)
		}
		bold := c.Bold || c.Warn || r.Strong
		style := w.styles.body(align, bold, 0)
		if target := w.sheets[c.Link]; c.Link != "" && target != "" {
			if err := w.f.SetCellHyperLink(sheet, ref, quoteSheet(target)+"!A1", "Location"); err != nil {
				return err
			}
			style = w.styles.link(align, bold)
		}
		if err := w.put(sheet, ref, c); err != nil {
			return err
		}
		if err := w.f.SetCellStyle(sheet, ref, ref, style); err != nil {
			return err
		}
	}
	return w.setHeight(sheet, row, texts, widths)
}

// put writes a cell's number or text.
func (w *reportWriter) put(sheet, ref string, c doc.Cell) error {
	if c.Numeric && !c.Warn && c.Mark == 0 {
		if n, err := strconv.ParseFloat(strings.ReplaceAll(c.Text, ",", ""), 64); err == nil {
			return w.f.SetCellValue(sheet, ref, n)
		}
	}
	text := c.Text + noteMark(c.Mark)
	if c.Warn {
		text = "▲" + text
	}
	return w.f.SetCellStr(sheet, ref, fit(text))
}

// grid writes a form grid on a sheet of its own.
func (w *reportWriter) grid(g doc.Grid) error {
	sheet := w.names.take("表格")
	if _, err := w.f.NewSheet(sheet); err != nil {
		return err
	}
	total := 0.0
	for _, share := range g.Widths {
		total += share
	}
	widths := make([]float64, len(g.Widths))
	for i, share := range g.Widths {
		widths[i] = 90 * share / math.Max(total, 0.001)
		if err := w.f.SetColWidth(sheet, ColumnLetter(i+1), ColumnLetter(i+1), widths[i]); err != nil {
			return err
		}
	}
	for r, row := range g.Rows {
		if err := w.gridRow(sheet, r+1, row, widths); err != nil {
			return err
		}
	}
	if err := printWell(w.f, sheet, w.d.Landscape, 0, 0); err != nil {
		return err
	}
	return w.follow("▶ 表格（见工作表“"+sheet+"”）", sheet)
}

func (w *reportWriter) gridRow(sheet string, row int, r doc.GridRow, widths []float64) error {
	col, height := 1, math.Max(r.MinHeight*2.835, 20)
	for _, c := range r.Cells {
		span := max(c.Span, 1)
		from, to := cellRef(row, col), cellRef(row, col+span-1)
		if span > 1 {
			if err := w.f.MergeCell(sheet, from, to); err != nil {
				return err
			}
		}
		style := w.styles.body("left", false, 49)
		switch {
		case c.Label:
			style = w.styles.head()
		case c.Align != doc.Left:
			style = w.styles.body(string(c.Align), false, 49)
		}
		if err := w.f.SetCellStr(sheet, from, fit(c.Text)); err != nil {
			return err
		}
		if err := w.f.SetCellStyle(sheet, from, to, style); err != nil {
			return err
		}
		width := 0.0
		for i := col - 1; i < col-1+span && i < len(widths); i++ {
			width += widths[i]
		}
		height = math.Max(height, float64(linesOf(c.Text, int(math.Max(width/2.2, 1))))*16)
		col += span
	}
	return w.f.SetRowHeight(sheet, row, math.Min(height, 409))
}

// chart writes the values as a table with a real chart beside it.
func (w *reportWriter) chart(c doc.Chart) error {
	sheet := w.names.take("图 " + strings.TrimPrefix(c.Title, "图"))
	if _, err := w.f.NewSheet(sheet); err != nil {
		return err
	}
	if err := w.headLines(sheet, len(c.Series)+1, c.Title, prefixed("单位：", c.Unit)); err != nil {
		return err
	}
	last := 4 + len(c.Labels)
	series := []excelize.ChartSeries{}
	for i, label := range c.Labels {
		if err := w.f.SetCellStr(sheet, cellRef(5+i, 1), label); err != nil {
			return err
		}
	}
	for s, values := range c.Series {
		letter := ColumnLetter(s + 2)
		if err := w.f.SetCellStr(sheet, letter+"4", values.Name); err != nil {
			return err
		}
		for i, v := range values.Values {
			if err := w.f.SetCellValue(sheet, cellRef(5+i, s+2), math.Round(v*10)/10); err != nil {
				return err
			}
		}
		q := quoteSheet(sheet)
		series = append(series, excelize.ChartSeries{Name: q + "!$" + letter + "$4", Categories: q + "!$A$5:$A$" + itoa(last), Values: q + "!$" + letter + "$5:$" + letter + "$" + itoa(last)})
	}
	if err := w.f.SetCellStyle(sheet, "A4", cellRef(last, len(c.Series)+1), w.styles.body("center", false, 0)); err != nil {
		return err
	}
	if err := w.f.SetColWidth(sheet, "A", ColumnLetter(len(c.Series)+1), 14); err != nil {
		return err
	}
	if len(c.Labels) > 0 && len(series) > 0 {
		zero, vary := 0.0, false
		axis := excelize.ChartAxis{MajorGridLines: true, Minimum: &zero, Font: excelize.Font{Color: "404040", Size: 9}}
		legend := "bottom"
		if len(series) == 1 {
			legend = "none"
		}
		if c.Max > 0 {
			axis.Maximum = &c.Max
		}
		if err := w.f.AddChart(sheet, cellRef(4, len(c.Series)+3), &excelize.Chart{Type: excelize.Col, Series: series,
			Title: excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: c.Title}}}, YAxis: axis, VaryColors: &vary,
			XAxis: excelize.ChartAxis{Font: excelize.Font{Color: "404040", Size: 9}}, Legend: excelize.ChartLegend{Position: legend},
			PlotArea: excelize.ChartPlotArea{ShowVal: true}}); err != nil {
			return err
		}
	}
	if err := printWell(w.f, sheet, true, 0, 0); err != nil {
		return err
	}
	return w.follow("▶ "+c.Title+"（见工作表“"+sheet+"”）", sheet)
}

// photos writes the pictures with their captions.
func (w *reportWriter) photos(p doc.Photos) error {
	if err := w.lines(w.styles.text("heading", headFont, 13, true, "left"), p.Title); err != nil {
		return err
	}
	for _, photo := range p.Items {
		ext := ".jpg"
		if strings.HasPrefix(string(photo.Data), "\x89PNG") {
			ext = ".png"
		}
		if err := w.line(" ", w.styles.text("body", bodyFont, 12, false, "left"), 240); err != nil {
			return err
		}
		if err := w.f.AddPictureFromBytes(w.main, cellRef(w.row, 1), &excelize.Picture{Extension: ext, File: photo.Data,
			Format: &excelize.GraphicOptions{AutoFit: true, LockAspectRatio: true}}); err != nil {
			return err
		}
		if err := w.lines(w.styles.text("centre", bodyFont, 12, false, "center"), photo.Caption); err != nil {
			return err
		}
	}
	return nil
}
