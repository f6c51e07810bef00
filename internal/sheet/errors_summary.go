package sheet

import (
	"fmt"

	"dudao/internal/office"
)

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
		if err := m.f.SetRowHeight(sheet, row, float64(linesIn(text, 120))*15+6); err != nil {
			return err
		}
		return m.f.SetCellStyle(sheet, cellRef(row, 1), cellRef(row, 6), style)
	}
	lines := []string{
		fmt.Sprintf("读到 %d 行 = 新增 %d + 更新 %d + 未变 %d + 有误 %d", result.Read, result.Added, result.Updated, result.Unchanged, result.Failed),
		"红色的格子有误，批注和“" + office.ProblemHeading + "”列写着原因。改好后保存，把这份表再导入一次即可；本页和“" + office.ProblemHeading + "”列不用删。",
	}
	hints := 0
	for _, v := range result.Verdicts {
		hints += min(len(v.Warnings), 1)
	}
	if hints > 0 {
		lines = append(lines, fmt.Sprintf("另有 %d 行有提示，写在“%s”列。", hints, office.ProblemHeading))
	}
	for _, s := range reading.Skips {
		lines = append(lines, skipText(s))
	}
	lines = append(append(lines, reading.Notes...), result.Notes...)
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

// summaryWidths are the column widths of the sheet 检查结果, in digits.
var summaryWidths = map[string]int{"A": 7, "B": 16, "C": 10, "D": 16, "E": 30, "F": 60}

// faultList writes the faults from the row on, each linked to its cell.
func (m *marker) faultList(sheet string, from int, styles *styleSet) error {
	head, body, link := styles.head(), styles.body("left", false, 49), styles.link("center", false)
	if len(m.list) == 0 {
		return m.f.SetCellStr(sheet, cellRef(from, 1), "没有发现错误。")
	}
	if err := m.f.SetSheetRow(sheet, cellRef(from, 1), &[]string{"序号", "工作表", "单元格", "列", "原来的内容", "问题"}); err != nil {
		return err
	}
	if err := m.f.SetCellStyle(sheet, cellRef(from, 1), cellRef(from, 6), head); err != nil {
		return err
	}
	for col, width := range summaryWidths {
		if err := m.f.SetColWidth(sheet, col, col, float64(width)); err != nil {
			return err
		}
	}
	for i, l := range m.list {
		row := from + 1 + i
		if i == maxListed {
			return m.moreFaults(sheet, row)
		}
		if err := m.f.SetSheetRow(sheet, cellRef(row, 1), &[]string{itoa(i + 1), l.sheet, l.ref, l.column, fit(l.text), l.message}); err != nil {
			return err
		}
		if err := m.f.SetCellStyle(sheet, cellRef(row, 1), cellRef(row, 6), body); err != nil {
			return err
		}
		lines := max(linesIn(l.message, summaryWidths["F"]), linesIn(fit(l.text), summaryWidths["E"]), linesIn(l.sheet, summaryWidths["B"]), linesIn(l.column, summaryWidths["D"]))
		if err := m.f.SetRowHeight(sheet, row, min(float64(lines)*15+4, 409)); err != nil {
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
	return nil
}

// maxListed bounds the list: with a link in each row, that of tens of thousands of
// faults would take more memory than the clerk's own table.
const maxListed = 2000

func (m *marker) moreFaults(sheet string, row int) error {
	return m.f.SetCellStr(sheet, cellRef(row, 1), fmt.Sprintf("还有 %d 处错误没有列在这里，见原表里的红色格子和“%s”列。", len(m.list)-maxListed, office.ProblemHeading))
}
