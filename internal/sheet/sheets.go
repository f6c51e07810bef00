package sheet

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"dudao/internal/office"

	"github.com/xuri/excelize/v2"
)

// The fills of a sheet that goes out: what may be written in, and what not.
const (
	openFill  = "FFFBE6"
	fixedFill = "F2F2F2"
)

// The rows of a list that goes out: its title, how to fill it, its heading.
const (
	outTitleRow = 1
	outHintRow  = 2
	outHeadRow  = 3
)

// WriteOut writes the workbook that goes out to one inspector: each list with
// drop-downs, rules for days and counts, and only those cells open that are to
// be filled. The protection has no password: it keeps from slips, not from work.
func WriteOut(out io.Writer, o office.OutSheet) error {
	f := excelize.NewFile()
	defer f.Close() //nolint:errcheck // nothing is open on disk
	w := &outWriter{f: f, o: o, styles: newStyles(f)}
	if err := f.SetSheetName("Sheet1", office.GuideSheet); err != nil {
		return err
	}
	for _, part := range office.SheetParts {
		if _, err := f.NewSheet(part.Name); err != nil {
			return err
		}
	}
	for _, name := range []string{office.WordsSheet, office.StampSheet} {
		if _, err := f.NewSheet(name); err != nil {
			return err
		}
		if err := f.SetSheetVisible(name, false); err != nil {
			return err
		}
	}
	if err := w.guide(); err != nil {
		return err
	}
	for _, part := range office.SheetParts {
		if err := w.part(part); err != nil {
			return err
		}
	}
	if err := w.stamp(); err != nil {
		return err
	}
	if w.styles.err != nil {
		return w.styles.err
	}
	if err := f.ProtectWorkbook(&excelize.WorkbookProtectionOptions{LockStructure: true}); err != nil {
		return err
	}
	return save(f, out)
}

type outWriter struct {
	f      *excelize.File
	o      office.OutSheet
	styles *styleSet
	words  int // columns of the hidden sheet that are taken
}

// stamp writes what the workbook says of itself: for the program once on a
// hidden sheet and once in a defined name, for people in its properties.
func (w *outWriter) stamp() error {
	s := w.o.Stamp
	lines := []string{s.String(), "本页由督导台账程序使用，请勿改动。", "月份 " + string(s.Month), "督学 " + w.o.Name, "发出序号 " + itoa(s.Number), "发出时间 " + s.MadeAt}
	for i, l := range lines {
		if err := w.f.SetCellStr(office.StampSheet, cellRef(i+1, 1), l); err != nil {
			return err
		}
	}
	if err := w.f.SetDefinedName(&excelize.DefinedName{Name: office.StampName, RefersTo: `"` + s.String() + `"`}); err != nil {
		return err
	}
	return w.f.SetDocProps(&excelize.DocProperties{Title: strings.TrimSuffix(w.o.FileName(), ".xlsx"), Creator: "督导台账", Identifier: s.Token, Description: s.String()})
}

// guide writes the sheet 说明.
func (w *outWriter) guide() error {
	due, office_ := w.o.DueOn.Chinese(), w.o.Office
	phone := ""
	if w.o.Phone != "" {
		phone = "，电话 " + w.o.Phone
	}
	sample := ""
	if w.o.Sample {
		sample = "（示例）"
	}
	lines := []string{
		"请在 " + due + " 前填好，发回" + office_ + phone + "。没有进校的，也请原样发回并说明原因。",
		"1. 只填黄色的格子。灰色的格子是台账里已有的内容，不用改，也改不动。",
		"2. 日期写成 2026-04-03 这样；时段、学校、类型、级别点一下格子，从右边的小箭头里选。",
		"3. 《督导记录》：您这个月的学校已经列好，去一次填一行；已经报过的记录也在里面，可以补充。",
		"4. 《听课记录》：听一节课填一行。《问题》：上面是没销号的老问题，填报告日期、回访日期和结论；新问题写在下面空行里。",
		"5. 事项可以选一个，也可以自己写几个，用顿号隔开，如：校园安全、食品卫生。",
		"6. 填错了直接改；不想报的行清空就行。清空或少填不会删掉台账里已有的记录。",
		"7. 用 WPS 或 Excel 打开都可以，保存时请仍存为 .xlsx。文件可以改名，请不要把几份表拼成一份。",
	}
	title := w.styles.text("guideTitle", headFont, 16, true, "center")
	body := w.styles.text("guide", bodyFont, 12, false, "left")
	strong := w.styles.text("guideStrong", headFont, 12, true, "left")
	name := office.GuideSheet
	if err := w.f.SetColWidth(name, "A", "A", 76); err != nil {
		return err
	}
	put := func(row, style int, text string, height float64) error {
		if err := w.f.SetCellStr(name, cellRef(row, 1), text); err != nil {
			return err
		}
		if err := w.f.SetRowHeight(name, row, height); err != nil {
			return err
		}
		return w.f.SetCellStyle(name, cellRef(row, 1), cellRef(row, 1), style)
	}
	if err := put(1, title, w.o.Stamp.Month.Chinese()+"督导记录表"+sample, 36); err != nil {
		return err
	}
	if err := put(2, title, w.o.Name, 30); err != nil {
		return err
	}
	for i, l := range lines {
		style := body
		if i == 0 {
			style = strong
		}
		if err := put(i+4, style, l, float64(linesIn(l, 72))*17+9); err != nil {
			return err
		}
	}
	if err := w.lock(name); err != nil {
		return err
	}
	return printWell(w.f, name, false, 0, 0)
}

// lock protects a sheet: locked cells cannot be written in, columns can be made
// wider.
func (w *outWriter) lock(name string) error {
	return w.f.ProtectSheet(name, &excelize.SheetProtectionOptions{SelectLockedCells: true, SelectUnlockedCells: true, FormatColumns: true, FormatRows: true, FormatCells: true})
}

// part writes one list.
func (w *outWriter) part(part office.SheetPart) error {
	layout := part.Layout()
	rows := []office.ContentRow{}
	for _, r := range w.o.Contents.Rows {
		if r.Kind == part.Kind {
			rows = append(rows, r)
		}
	}
	if err := w.heads(part, layout); err != nil {
		return err
	}
	for n, r := range rows {
		at := outHeadRow + 1 + n
		if err := w.f.SetCellStr(part.Name, cellRef(at, 1), r.Slot); err != nil {
			return err
		}
		_, isRecord := office.ParseSheetID(r.Slot)
		lines := 1
		for i, key := range part.Fields {
			field := layout.Fields[layout.Index(key)]
			text := r.Cells[key].Text
			fixed := isRecord && slices.Contains(part.Fixed, key) || key == "number" || key == "school" && text != ""
			if err := w.cell(part.Name, cellRef(at, i+2), field, text, fixed); err != nil {
				return err
			}
			lines = max(lines, linesIn(text, int(outWidth(field))-2))
		}
		if lines > 1 { // a row without a height grows while it is filled
			if err := w.f.SetRowHeight(part.Name, at, min(float64(lines)*15+6, 240)); err != nil {
				return err
			}
		}
	}
	height, custom, wide := 24.0, true, 0.0
	if err := w.f.SetSheetProps(part.Name, &excelize.SheetPropsOptions{DefaultRowHeight: &height, CustomHeight: &custom}); err != nil {
		return err
	}
	last := outHeadRow + max(len(rows), 1)
	for i, key := range part.Fields {
		wide += outWidth(layout.Fields[layout.Index(key)])
		if err := w.rule(part.Name, layout.Fields[layout.Index(key)], ColumnLetter(i+2), last, part.Kind); err != nil {
			return err
		}
	}
	if err := w.f.SetColVisible(part.Name, "A", false); err != nil {
		return err
	}
	if err := w.f.SetPanes(part.Name, &excelize.Panes{Freeze: true, XSplit: 4, YSplit: outHeadRow, TopLeftCell: cellRef(outHeadRow+1, 5), ActivePane: "bottomRight"}); err != nil {
		return err
	}
	if err := w.lock(part.Name); err != nil {
		return err
	}
	return printOver(w.f, part.Name, true, int(wide/pageWidth)+1, outTitleRow, outHeadRow)
}

// heads writes what stands above the rows.
func (w *outWriter) heads(part office.SheetPart, layout office.Layout) error {
	name, last := part.Name, ColumnLetter(len(part.Fields)+1)
	title := w.o.Stamp.Month.Chinese() + part.Name + "　　" + w.o.Name
	for row, line := range map[int]struct {
		text   string
		style  int
		height float64
	}{outTitleRow: {title, w.styles.text("outTitle", headFont, 15, true, "left"), 28}, outHintRow: {part.Hint, w.styles.text("outHint", bodyFont, 10, false, "left"), 20}} {
		if err := w.f.SetCellStr(name, cellRef(row, 2), line.text); err != nil {
			return err
		}
		if err := w.f.MergeCell(name, cellRef(row, 2), last+itoa(row)); err != nil {
			return err
		}
		if err := w.f.SetCellStyle(name, cellRef(row, 2), cellRef(row, 2), line.style); err != nil {
			return err
		}
		if err := w.f.SetRowHeight(name, row, line.height); err != nil {
			return err
		}
	}
	head := w.styles.head()
	if err := w.f.SetCellStr(name, cellRef(outHeadRow, 1), office.IDHeading); err != nil {
		return err
	}
	for i, key := range part.Fields {
		field := layout.Fields[layout.Index(key)]
		text := field.Title
		if field.Required && key != "number" {
			text += "*"
		}
		if err := w.f.SetCellStr(name, cellRef(outHeadRow, i+2), text); err != nil {
			return err
		}
		if err := w.f.SetColWidth(name, ColumnLetter(i+2), ColumnLetter(i+2), outWidth(field)); err != nil {
			return err
		}
	}
	if err := w.f.SetRowHeight(name, outHeadRow, 32); err != nil {
		return err
	}
	return w.f.SetCellStyle(name, cellRef(outHeadRow, 1), last+itoa(outHeadRow), head)
}

// outWidth is a column's width where all of a list is to print on one page.
func outWidth(field office.Field) float64 {
	switch {
	case field.Key == "content":
		return 34
	case field.Type == office.TypeLong && field.Width > 22:
		return 22
	case field.Type == office.TypeDate:
		return 12
	case field.Type == office.TypeInt:
		return 7
	}
	return min(max(field.Width, 8), 24)
}

// cell writes one cell: a day as a day, a count as a number, all else as text.
func (w *outWriter) cell(sheet, ref string, field office.Field, text string, fixed bool) error {
	style := w.outStyle(field, fixed)
	if err := w.f.SetCellStyle(sheet, ref, ref, style); err != nil || text == "" {
		return err
	}
	switch day := office.Date(text); {
	case field.Type == office.TypeDate && day.Valid():
		if err := w.f.SetCellValue(sheet, ref, day.Time()); err != nil {
			return err
		}
		return w.f.SetCellStyle(sheet, ref, ref, style) // SetCellValue chose a format of its own
	case field.Type == office.TypeInt:
		if n, err := strconv.Atoi(text); err == nil {
			return w.f.SetCellInt(sheet, ref, int64(n))
		}
	}
	return w.f.SetCellStr(sheet, ref, fit(text))
}

// outStyle is the style of a cell that goes out.
func (w *outWriter) outStyle(field office.Field, fixed bool) int {
	align, format, fill := "left", "@", openFill
	switch field.Type {
	case office.TypeDate:
		align, format = "center", "yyyy-mm-dd"
	case office.TypeInt:
		align, format = "center", "0"
	case office.TypeChoice, office.TypeCode, office.TypeDue:
		align = "center"
	}
	if fixed {
		fill = fixedFill
	}
	return w.styles.get("out "+align+format+fill, func() *excelize.Style {
		return &excelize.Style{Font: &excelize.Font{Family: bodyFont, Size: 11}, Border: thinBorder(), CustomNumFmt: &format, Protection: &excelize.Protection{Locked: fixed},
			Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{fill}}, Alignment: &excelize.Alignment{Horizontal: align, Vertical: "center", WrapText: true}}
	})
}

// rule gives a column its drop-down or the days and counts it takes.
func (w *outWriter) rule(sheet string, field office.Field, letter string, last int, kind office.Kind) error {
	dv := excelize.NewDataValidation(true)
	dv.SetSqref(letter + itoa(outHeadRow+1) + ":" + letter + itoa(last))
	switch words := w.wordsOf(field); {
	case len(words) > 0:
		w.words++
		column := []any{field.Title}
		for _, word := range words {
			column = append(column, word)
		}
		if err := w.f.SetSheetCol(office.WordsSheet, cellRef(1, w.words), &column); err != nil {
			return err
		}
		c := ColumnLetter(w.words)
		dv.SetSqrefDropList(quoteSheet(office.WordsSheet) + "!$" + c + "$2:$" + c + "$" + itoa(len(words)+1))
		if field.Type == office.TypeChoice || field.Key == "recheck" {
			dv.SetError(excelize.DataValidationErrorStyleStop, "请从列表中选", field.Title+"只能填列表中的内容。")
		} else {
			dv.SetError(excelize.DataValidationErrorStyleInformation, "列表中没有", field.Title+"不在列表中，请确认。")
		}
	case field.Type == office.TypeDate:
		from, to := w.o.Period.From, w.o.Period.Last()
		if !inTheMonth(kind, field.Key) {
			from, to = from.AddDays(-366), to.AddDays(366)
		}
		day := func(d office.Date) string {
			t := d.Time()
			return "DATE(" + itoa(t.Year()) + "," + itoa(int(t.Month())) + "," + itoa(t.Day()) + ")"
		}
		if err := dv.SetRange(day(from), day(to), excelize.DataValidationTypeDate, excelize.DataValidationOperatorBetween); err != nil {
			return err
		}
		dv.SetError(excelize.DataValidationErrorStyleStop, "日期不对", field.Title+"请写成 "+string(w.o.Period.From)+" 这样，在 "+string(from)+" 到 "+string(to)+" 之间。")
	case field.Type == office.TypeInt:
		top := 999
		if field.Key == "rating" {
			top = 5
		}
		if err := dv.SetRange(0, top, excelize.DataValidationTypeWhole, excelize.DataValidationOperatorBetween); err != nil {
			return err
		}
		dv.SetError(excelize.DataValidationErrorStyleStop, "请填数字", field.Title+"请填 0 到 "+itoa(top)+" 的整数。")
	default:
		return nil
	}
	return w.f.AddDataValidation(sheet, dv)
}

// inTheMonth tells that the day can only lie in the sheet's own month.
func inTheMonth(kind office.Kind, key string) bool {
	return key == "date" && kind != office.KindFindings
}

// wordsOf are the choices of the field's drop-down, none for a field without.
func (w *outWriter) wordsOf(field office.Field) []string {
	switch field.Key {
	case "school":
		return w.o.Schools
	case "matters", "matter":
		return w.o.Matters
	case "recheck":
		return office.Verdicts
	}
	return field.Choices
}
