package sheet

import (
	"io"
	"strconv"

	"dudao/internal/office"

	"github.com/xuri/excelize/v2"
)

// ListOptions steer WriteList.
type ListOptions struct {
	// Words are the choices for fields whose choices live in the database, by
	// field key: schools, inspectors.
	Words map[string][]string
	// Template adds empty ruled rows and the sheet 填写说明.
	Template bool
	// Step is told how many rows are written; its error stops the work.
	Step func(done, total int) error
}

// pageWidth is the width of the columns that one page of A4 across still shows
// in a readable size.
const pageWidth = 200.0

// templateRows is how many empty rows of a template carry drop-down lists.
const templateRows = 1000

// WriteList writes the rows as a workbook that can be edited and brought back:
// the first column, hidden, holds each row's id.
func WriteList(out io.Writer, layout office.Layout, rows []office.ListRow, opt ListOptions) error {
	f := excelize.NewFile()
	defer f.Close() //nolint:errcheck // nothing is open on disk
	name := sheetNames{}.take(layout.Title)
	if err := f.SetSheetName("Sheet1", name); err != nil {
		return err
	}
	if err := listWords(f, name, layout, opt, max(len(rows)+1, templateRows)); err != nil {
		return err
	}
	wide := 0.0
	for _, field := range layout.Fields {
		wide += max(field.Width, 6)
	}
	if err := printOver(f, name, true, int(wide/pageWidth)+1, 1, 1); err != nil {
		return err
	}
	if err := listSheet(f, name, layout, rows, opt.Step); err != nil {
		return err
	}
	if opt.Template {
		if err := helpSheet(f, layout); err != nil {
			return err
		}
	}
	return save(f, out)
}

// listSheet streams the rows.
func listSheet(f *excelize.File, name string, layout office.Layout, rows []office.ListRow, step func(done, total int) error) error {
	styles := newStyles(f)
	head := styles.head()
	left, centre, number := styles.body("left", false, 49), styles.body("center", false, 49), styles.body("center", false, 1)
	if styles.err != nil {
		return styles.err
	}
	w, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	if err := listColumns(w, layout, left); err != nil {
		return err
	}
	line := make([]any, len(layout.Fields)+1)
	line[0] = excelize.Cell{StyleID: head, Value: office.IDHeading}
	for i, field := range layout.Fields {
		title := field.Title
		if field.Required {
			title += "*"
		}
		line[i+1] = excelize.Cell{StyleID: head, Value: title}
	}
	if err := w.SetRow("A1", line, excelize.RowOpts{Height: 30}); err != nil {
		return err
	}
	for r, row := range rows {
		if step != nil {
			if err := step(r, len(rows)); err != nil {
				return err
			}
		}
		line[0] = excelize.Cell{StyleID: left, Value: row.ID}
		for i := range layout.Fields {
			text := ""
			if i < len(row.Cells) {
				text = fit(row.Cells[i])
			}
			line[i+1] = listCell(layout.Fields[i].Type, text, left, centre, number)
		}
		if err := w.SetRow(cellRef(r+2, 1), line); err != nil {
			return err
		}
	}
	return w.Flush()
}

// listCell writes counts as numbers and everything else, dates and codes
// included, as text: no program may then change it by guessing.
func listCell(t office.FieldType, text string, left, centre, number int) excelize.Cell {
	switch t {
	case office.TypeInt:
		if n, err := strconv.Atoi(text); err == nil {
			return excelize.Cell{StyleID: number, Value: n}
		}
		return excelize.Cell{StyleID: centre, Value: text}
	case office.TypeLong, office.TypeText, office.TypeName, office.TypeNames:
		return excelize.Cell{StyleID: left, Value: text}
	}
	return excelize.Cell{StyleID: centre, Value: text}
}

func listColumns(w *excelize.StreamWriter, layout office.Layout, text int) error {
	if err := w.SetColVisible(1, 1, false); err != nil {
		return err
	}
	for i, field := range layout.Fields {
		if err := w.SetColWidth(i+2, i+2, max(field.Width, 6)); err != nil {
			return err
		}
		if field.Type != office.TypeInt {
			if err := w.SetColStyle(i+2, i+2, text); err != nil {
				return err
			}
		}
	}
	return w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
}

// listWords gives the fields with choices a drop-down list. The choices stand on
// a hidden sheet, since a list in the rule itself holds 255 characters only.
func listWords(f *excelize.File, name string, layout office.Layout, opt ListOptions, last int) error {
	col := 0
	for i, field := range layout.Fields {
		words := field.Choices
		if field.Type == office.TypeYesNo {
			words = office.YesNoChoices
		}
		if len(opt.Words[field.Key]) > 0 {
			words = opt.Words[field.Key]
		}
		if len(words) == 0 || field.Derived {
			continue
		}
		if col++; col == 1 {
			if _, err := f.NewSheet(office.WordsSheet); err != nil {
				return err
			}
		}
		column := make([]any, 0, len(words)+1)
		column = append(column, field.Title)
		for _, w := range words {
			column = append(column, w)
		}
		if err := f.SetSheetCol(office.WordsSheet, cellRef(1, col), &column); err != nil {
			return err
		}
		rule := excelize.NewDataValidation(true)
		rule.SetSqref(cellRef(2, i+2) + ":" + cellRef(last, i+2))
		letter := ColumnLetter(col)
		rule.SetSqrefDropList(quoteSheet(office.WordsSheet) + "!$" + letter + "$2:$" + letter + "$" + itoa(len(words)+1))
		if field.Type == office.TypeChoice || field.Type == office.TypeYesNo {
			rule.SetError(excelize.DataValidationErrorStyleStop, "请从列表中选", field.Title+"只能填列表中的内容。")
		} else {
			rule.SetError(excelize.DataValidationErrorStyleInformation, "列表中没有", field.Title+"不在列表中，请确认。")
		}
		if err := f.AddDataValidation(name, rule); err != nil {
			return err
		}
	}
	if col == 0 {
		return nil
	}
	return f.SetSheetVisible(office.WordsSheet, false)
}

// helpSheet explains the columns of a template.
func helpSheet(f *excelize.File, layout office.Layout) error {
	if _, err := f.NewSheet(office.HelpSheet); err != nil {
		return err
	}
	styles := newStyles(f)
	head, body, centre := styles.head(), styles.body("left", false, 49), styles.body("center", false, 49)
	if styles.err != nil {
		return styles.err
	}
	put := func(row int, style int, cells ...any) error {
		if err := f.SetSheetRow(office.HelpSheet, cellRef(row, 1), &cells); err != nil {
			return err
		}
		return f.SetCellStyle(office.HelpSheet, cellRef(row, 1), cellRef(row, len(cells)), style)
	}
	if err := put(1, head, "列", "必填", "怎么填"); err != nil {
		return err
	}
	row := 1
	for _, field := range layout.Fields {
		if field.Derived {
			continue
		}
		row++
		must := ""
		if field.Required {
			must = "必填"
		}
		if err := put(row, body, field.Title, must, fieldHelp(field)); err != nil {
			return err
		}
		if err := f.SetCellStyle(office.HelpSheet, cellRef(row, 2), cellRef(row, 2), centre); err != nil {
			return err
		}
	}
	for col, width := range map[string]float64{"A": 18, "B": 8, "C": 70} {
		if err := f.SetColWidth(office.HelpSheet, col, col, width); err != nil {
			return err
		}
	}
	return printWell(f, office.HelpSheet, false, 1, 1)
}

func fieldHelp(field office.Field) string {
	help := field.Note
	add := func(s string) {
		if help != "" {
			help += "；"
		}
		help += s
	}
	switch field.Type {
	case office.TypeDate:
		add("日期，如 2026-03-12；2026.3.12、2026年3月12日也认得")
	case office.TypeClock:
		add("时间，如 08:30；8点半、下午3:20也认得")
	case office.TypeDue:
		add("日期，如 2026-03-12；或天数，如 5天")
	case office.TypeYearMonth:
		add("年月，如 1985-03")
	case office.TypeInt:
		add("整数")
	case office.TypeNames:
		add("可填多人，用顿号隔开，第一位为主")
	case office.TypeYesNo:
		add("是 或 否")
	case office.TypePhone:
		add("手机 11 位，或 0744-8222222")
	case office.TypeChoice:
		list := ""
		for i, c := range field.Choices {
			if i > 0 {
				list += "、"
			}
			list += c
		}
		add("从列表中选：" + list)
	}
	if field.Max > 0 {
		add("最多 " + itoa(field.Max) + " 字")
	}
	return help
}
