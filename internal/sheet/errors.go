package sheet

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"dudao/internal/office"

	"github.com/xuri/excelize/v2"
)

const (
	commentAuthor = "督导台账"
	// maxComments bounds the comments of one copy; every fault is still red and
	// named in the added column.
	maxComments = 2000
)

// WriteErrors writes a copy of the workbook in which each faulty cell is red and
// has a comment, each faulty row says in an added column what is wrong, and an
// added sheet lists all with links. The workbook itself is not touched. A .xls
// or .csv comes back as .xlsx.
func (b *Book) WriteErrors(out io.Writer, reading *office.SheetReading, result *office.ImportResult) error {
	f, err := b.copy()
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // a copy in memory
	m := &marker{f: f, book: b, red: map[int]int{}, plain: map[int]int{}}
	if err := m.unmark(); err != nil {
		return err
	}
	for i := range reading.Tables {
		if err := m.table(&reading.Tables[i], result.Verdicts); err != nil {
			return err
		}
	}
	if err := m.summary(reading, result); err != nil {
		return err
	}
	return save(f, out)
}

// copy returns the workbook to write into.
func (b *Book) copy() (*excelize.File, error) {
	if b.format == formatXLSX {
		f, err := excelize.OpenReader(bytes.NewReader(b.data), excelize.Options{UnzipSizeLimit: DefaultLimits.AllBytes, UnzipXMLSizeLimit: 16 << 20})
		if err != nil {
			return nil, refuse(b.path, "的内容能读，但不能照原样另存（%v）；请用 Excel 或 WPS 另存一份再试。", err)
		}
		return f, nil
	}
	f := excelize.NewFile()
	names := sheetNames{}
	for i := range b.pages {
		p := &b.pages[i]
		name := names.take(p.name)
		var err error
		if i == 0 {
			err = f.SetSheetName("Sheet1", name)
		} else {
			_, err = f.NewSheet(name)
		}
		if err == nil {
			err = writePage(f, name, p)
		}
		if err != nil {
			return nil, err
		}
	}
	return f, nil
}

func writePage(f *excelize.File, name string, p *page) error {
	for _, l := range p.lines {
		for _, c := range l.cells {
			if err := f.SetCellStr(name, cellRef(l.num, c.col), fit(c.text)); err != nil {
				return err
			}
		}
	}
	for _, m := range p.merges {
		if err := f.MergeCell(name, cellRef(m.top, m.left), cellRef(m.bottom, m.right)); err != nil {
			return err
		}
	}
	return nil
}

// marker writes what is wrong into a copy.
type marker struct {
	f        *excelize.File
	book     *Book
	red      map[int]int // style to the same style in red
	plain    map[int]int // red style to the same one without
	comments int
	list     []listedFault
}

type listedFault struct{ sheet, ref, column, text, message string }

func (m *marker) page(sheet string) *page {
	for i := range m.book.pages {
		if m.book.pages[i].name == sheet {
			return &m.book.pages[i]
		}
	}
	return &page{}
}

// unmark takes back what an earlier copy had added.
func (m *marker) unmark() error {
	sheets := m.f.GetSheetList()
	for _, sheet := range sheets {
		comments, err := m.f.GetComments(sheet)
		if err != nil {
			continue // comments that excelize cannot read stay as they are
		}
		for _, c := range comments {
			if c.Author == commentAuthor {
				if err := m.f.DeleteComment(sheet, c.Cell); err != nil {
					return err
				}
			}
		}
	}
	if !slices.Contains(sheets, office.ResultSheet) {
		return nil
	}
	rows, err := m.f.GetRows(office.ResultSheet)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if len(r) < 3 || !slices.Contains(sheets, r[1]) || columnNumber(r[2]) == 0 || rowNumber(r[2]) == 0 {
			continue
		}
		if err := m.restyle(r[1], r[2], m.plain, false); err != nil {
			return err
		}
	}
	return m.f.DeleteSheet(office.ResultSheet)
}

// restyle gives the cell its own style with the red fill set or taken away.
func (m *marker) restyle(sheet, ref string, made map[int]int, red bool) error {
	base, err := m.f.GetCellStyle(sheet, ref)
	if err != nil {
		return err
	}
	id, ok := made[base]
	if !ok {
		style, err := m.f.GetStyle(base)
		if err != nil {
			style = &excelize.Style{}
		}
		if !red && !slices.Contains(style.Fill.Color, faultFill) {
			made[base] = base
			return nil
		}
		style.Fill = excelize.Fill{}
		if red {
			style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{faultFill}}
		}
		if id, err = m.f.NewStyle(style); err != nil {
			return err
		}
		made[base] = id
	}
	return m.f.SetCellStyle(sheet, ref, ref, id)
}

// table marks the rows of one table.
func (m *marker) table(t *office.SheetTable, verdicts []office.RowVerdict) error {
	p := m.page(t.Sheet)
	col, err := m.problemColumn(t, p)
	if err != nil {
		return err
	}
	headings := map[int]string{}
	for _, c := range t.Columns {
		headings[c.Col] = c.Heading
	}
	for _, v := range verdicts {
		if v.Sheet != t.Sheet {
			continue
		}
		texts := make([]string, 0, len(v.Faults)+len(v.Warnings))
		for _, fault := range v.Faults {
			texts = append(texts, fault.Message)
			if err := m.fault(p, t.Sheet, fault, headings[fault.Col]); err != nil {
				return err
			}
		}
		if v.State == office.RowFailed && len(v.Faults) == 0 {
			texts = append(texts, v.Reason)
			m.list = append(m.list, listedFault{sheet: t.Sheet, ref: cellRef(v.Row, 1), message: v.Reason})
		}
		for _, w := range v.Warnings {
			texts = append(texts, "提醒："+w)
		}
		if len(texts) > 0 {
			if err := m.f.SetCellStr(t.Sheet, cellRef(v.Row, col), fit(strings.Join(texts, "；"))); err != nil {
				return err
			}
		}
	}
	return nil
}

// problemColumn returns the added column: the one of an earlier copy, emptied,
// or the first free one.
func (m *marker) problemColumn(t *office.SheetTable, p *page) (int, error) {
	last, found := 0, 0
	for _, l := range p.lines {
		if n := len(l.cells); n > 0 {
			last = max(last, l.cells[n-1].col)
		}
		if l.num > t.HeadRow {
			continue
		}
		for _, c := range l.cells {
			if c.text == office.ProblemHeading {
				found = c.col
			}
		}
	}
	col := last + 1
	if found > 0 {
		col = found
		for _, l := range p.lines {
			if l.num > t.HeadRow {
				if err := m.f.SetCellValue(t.Sheet, cellRef(l.num, col), nil); err != nil {
					return 0, err
				}
			}
		}
	}
	style, err := m.f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true, Family: headFont, Size: 11, Color: "9C0006"}, Alignment: &excelize.Alignment{Vertical: "center"}})
	if err != nil {
		return 0, err
	}
	ref := cellRef(t.HeadRow, col)
	if err := m.f.SetCellStr(t.Sheet, ref, office.ProblemHeading); err != nil {
		return 0, err
	}
	if err := m.f.SetCellStyle(t.Sheet, ref, ref, style); err != nil {
		return 0, err
	}
	letter := ColumnLetter(col)
	return col, m.f.SetColWidth(t.Sheet, letter, letter, 48)
}

// fault marks one cell; inside a merged area the mark goes where it shows.
func (m *marker) fault(p *page, sheet string, fault office.CellFault, heading string) error {
	row, col := fault.Row, fault.Col
	for _, a := range p.merges {
		if row >= a.top && row <= a.bottom && col >= a.left && col <= a.right {
			row, col = a.top, a.left
		}
	}
	ref := cellRef(row, col)
	m.list = append(m.list, listedFault{sheet: sheet, ref: ref, column: heading, text: fault.Text, message: fault.Message})
	if err := m.restyle(sheet, ref, m.red, true); err != nil {
		return err
	}
	m.comments++
	if m.comments > maxComments {
		return nil
	}
	return m.f.AddComment(sheet, excelize.Comment{Cell: ref, Author: commentAuthor, Height: 60, Width: 220,
		Paragraph: []excelize.RichTextRun{{Text: fault.Message, Font: &excelize.Font{Family: bodyFont, Size: 10}}}})
}

// summary adds the sheet 检查结果.
func (m *marker) summary(reading *office.SheetReading, result *office.ImportResult) error {
	sheet := office.ResultSheet
	index, err := m.f.NewSheet(sheet)
	if err != nil {
		return err
	}
	styles := newStyles(m.f)
	title, plain := styles.text("t", headFont, 16, true, "left"), styles.text("p", bodyFont, 11, false, "left")
	row := 0
	put := func(style int, text string) error {
		row++
		if err := m.f.MergeCell(sheet, cellRef(row, 1), cellRef(row, 6)); err != nil {
			return err
		}
		if err := m.f.SetCellStr(sheet, cellRef(row, 1), text); err != nil {
			return err
		}
		return m.f.SetCellStyle(sheet, cellRef(row, 1), cellRef(row, 6), style)
	}
	lines := []string{
		fmt.Sprintf("读到 %d 行 = 新增 %d + 更新 %d + 未变 %d + 有误 %d", result.Read, result.Added, result.Updated, result.Unchanged, result.Failed),
		"红色的格子有误，批注和“" + office.ProblemHeading + "”列写着原因。改好后保存，把这份表再导入一次即可；本页和“" + office.ProblemHeading + "”列不用删。",
	}
	for _, s := range reading.Skips {
		lines = append(lines, skipText(s))
	}
	lines = append(lines, reading.Notes...)
	if err := put(title, "检查结果："+reading.Layout.Title); err != nil {
		return err
	}
	for _, l := range lines {
		if err := put(plain, l); err != nil {
			return err
		}
	}
	if err := m.faultList(sheet, row+2, styles); err != nil {
		return err
	}
	if styles.err != nil {
		return styles.err
	}
	m.f.SetActiveSheet(index)
	return printWell(m.f, sheet, true, 0, 0)
}

func skipText(s office.SheetSkip) string {
	if s.Row > 0 {
		return fmt.Sprintf("工作表“%s”第 %d 行%s", s.Sheet, s.Row, s.Reason)
	}
	return fmt.Sprintf("工作表“%s”：%s", s.Sheet, s.Reason)
}

// faultList writes the faults from the row on, each linked to its cell.
func (m *marker) faultList(sheet string, from int, styles *styleSet) error {
	head, body, link := styles.head(), styles.body("left", false, 49), styles.link()
	if len(m.list) == 0 {
		return m.f.SetCellStr(sheet, cellRef(from, 1), "没有发现错误。")
	}
	if err := m.f.SetSheetRow(sheet, cellRef(from, 1), &[]string{"序号", "工作表", "单元格", "列", "原来的内容", "问题"}); err != nil {
		return err
	}
	if err := m.f.SetCellStyle(sheet, cellRef(from, 1), cellRef(from, 6), head); err != nil {
		return err
	}
	for i, l := range m.list {
		row := from + 1 + i
		if err := m.f.SetSheetRow(sheet, cellRef(row, 1), &[]string{itoa(i + 1), l.sheet, l.ref, l.column, fit(l.text), l.message}); err != nil {
			return err
		}
		if err := m.f.SetCellStyle(sheet, cellRef(row, 1), cellRef(row, 6), body); err != nil {
			return err
		}
		ref := cellRef(row, 3)
		if err := m.f.SetCellHyperLink(sheet, ref, quoteSheet(l.sheet)+"!"+l.ref, "Location"); err != nil {
			return err
		}
		if err := m.f.SetCellStyle(sheet, ref, ref, link); err != nil {
			return err
		}
	}
	for col, width := range map[string]float64{"A": 7, "B": 16, "C": 10, "D": 16, "E": 30, "F": 60} {
		if err := m.f.SetColWidth(sheet, col, col, width); err != nil {
			return err
		}
	}
	return nil
}
