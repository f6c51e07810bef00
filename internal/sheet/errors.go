package sheet

import (
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
	c, err := b.copy()
	if err != nil {
		return err
	}
	defer c.f.Close() //nolint:errcheck // a copy in memory
	m := &marker{f: c.f, book: b, edits: map[string]*edits{}, red: map[int]int{}, plain: map[int]int{}, at: map[string]int{}}
	if err := m.unmark(); err != nil {
		return err
	}
	for i := range reading.Tables {
		if err := m.table(&reading.Tables[i], result.Verdicts); err != nil {
			return err
		}
	}
	if err := m.writeNotes(); err != nil {
		return err
	}
	if err := m.summary(reading, result); err != nil {
		return err
	}
	return c.save(out, m)
}

// marker writes what is wrong into a copy.
type marker struct {
	f     *excelize.File // without the rows
	book  *Book
	edits map[string]*edits // of the rows, by sheet
	red   map[int]int       // style to the same style in red
	plain map[int]int       // red style to the same one without
	notes []cellNote
	at    map[string]int // sheet and cell to its place in notes
	list  []listedFault
}

// cellNote is what is wrong at one cell, perhaps of several rows merged there.
type cellNote struct {
	sheet, ref string
	texts      []string
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
			own := noteText(c)
			before, _, joined := strings.Cut(own, noteJoint)
			if c.Author != commentAuthor && !joined {
				continue
			}
			if err := m.f.DeleteComment(sheet, c.Cell); err != nil {
				return err
			}
			if !joined {
				continue
			}
			if err := m.comment(sheet, c.Cell, c.Author, before); err != nil {
				return err
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
		m.edit(r[1]).plain[place{rowNumber(r[2]), columnNumber(r[2])}] = true
	}
	return m.f.DeleteSheet(office.ResultSheet)
}

// edit is what changes in the rows of a sheet.
func (m *marker) edit(sheet string) *edits {
	e := m.edits[sheet]
	if e == nil {
		e = &edits{red: map[place]bool{}, plain: map[place]bool{}, put: map[place]styledText{}}
		m.edits[sheet] = e
	}
	return e
}

// restyled is a cell's own style with the red fill set or taken away.
func (m *marker) restyled(base int, red bool) (int, error) {
	made := m.plain
	if red {
		made = m.red
	}
	if id, ok := made[base]; ok {
		return id, nil
	}
	style, err := m.f.GetStyle(base)
	if err != nil {
		style = &excelize.Style{}
	}
	if !red && !slices.Contains(style.Fill.Color, faultFill) {
		made[base] = base
		return base, nil
	}
	style.Fill = excelize.Fill{}
	if red {
		style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{faultFill}}
	}
	made[base], err = m.f.NewStyle(style)
	return made[base], err
}

// table marks the rows of one table.
func (m *marker) table(t *office.SheetTable, verdicts []office.RowVerdict) error {
	p := m.page(t.Sheet)
	col, err := m.problemColumn(t, p)
	if err != nil {
		return err
	}
	wrapped, err := m.f.NewStyle(&excelize.Style{Font: &excelize.Font{Family: bodyFont, Size: 10, Color: "9C0006"}, Alignment: &excelize.Alignment{Vertical: "center", WrapText: true}})
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
			m.fault(p, t.Sheet, fault, headings[fault.Col])
		}
		if v.State == office.RowFailed && len(v.Faults) == 0 {
			texts = append(texts, v.Reason)
			m.list = append(m.list, listedFault{sheet: t.Sheet, ref: cellRef(v.Row, 1), message: v.Reason})
		}
		for _, w := range v.Warnings {
			texts = append(texts, "提示："+w)
		}
		if len(texts) > 0 {
			m.edit(t.Sheet).put[place{v.Row, col}] = styledText{fit(strings.Join(texts, "；")), wrapped}
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
		m.edit(t.Sheet).emptied = append(m.edit(t.Sheet).emptied, place{t.HeadRow, col})
	}
	style, err := m.f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true, Family: headFont, Size: 11, Color: "9C0006"}, Alignment: &excelize.Alignment{Vertical: "center"}})
	if err != nil {
		return 0, err
	}
	m.edit(t.Sheet).put[place{t.HeadRow, col}] = styledText{office.ProblemHeading, style}
	letter := ColumnLetter(col)
	return col, m.f.SetColWidth(t.Sheet, letter, letter, 60)
}

// fault marks one cell; inside a merged area the mark goes where it shows.
func (m *marker) fault(p *page, sheet string, fault office.CellFault, heading string) {
	row, col := fault.Row, fault.Col
	for _, a := range p.merges {
		if row >= a.top && row <= a.bottom && col >= a.left && col <= a.right {
			row, col = a.top, a.left
		}
	}
	ref := cellRef(row, col)
	m.list = append(m.list, listedFault{sheet: sheet, ref: ref, column: heading, text: fault.Text, message: fault.Message})
	m.edit(sheet).red[place{row, col}] = true
	key := sheet + " " + ref
	i, ok := m.at[key]
	if !ok {
		i = len(m.notes)
		m.at[key] = i
		m.notes = append(m.notes, cellNote{sheet: sheet, ref: ref})
	}
	if !slices.Contains(m.notes[i].texts, fault.Message) {
		m.notes[i].texts = append(m.notes[i].texts, fault.Message)
	}
}

// noteJoint parts a comment of the clerk's own from what was added to it.
const noteJoint = "\n——导入检查："

// writeNotes writes the comments; one that is there already is added to.
func (m *marker) writeNotes() error {
	there := map[string]excelize.Comment{}
	for _, sheet := range m.f.GetSheetList() {
		comments, err := m.f.GetComments(sheet)
		if err != nil {
			continue // as in unmark
		}
		for _, c := range comments {
			there[sheet+" "+c.Cell] = c
		}
	}
	for i, n := range m.notes {
		if i == maxComments {
			break
		}
		text, author := strings.Join(n.texts, "；"), commentAuthor
		if c, ok := there[n.sheet+" "+n.ref]; ok {
			text, author = noteText(c)+noteJoint+text, c.Author
			if err := m.f.DeleteComment(n.sheet, n.ref); err != nil {
				return err
			}
		}
		if err := m.comment(n.sheet, n.ref, author, text); err != nil {
			return err
		}
	}
	return nil
}

func (m *marker) comment(sheet, ref, author, text string) error {
	return m.f.AddComment(sheet, excelize.Comment{Cell: ref, Author: author, Height: 60, Width: 220,
		Paragraph: []excelize.RichTextRun{{Text: text, Font: &excelize.Font{Family: bodyFont, Size: 10}}}})
}

func noteText(c excelize.Comment) string {
	text := c.Text
	if len(c.Paragraph) > 0 {
		text = ""
		for _, r := range c.Paragraph {
			text += r.Text
		}
	}
	return text
}
