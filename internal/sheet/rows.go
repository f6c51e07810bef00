package sheet

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"dudao/internal/office"
)

// readRows takes the rows below the heading: what is data becomes a row, what
// is not is named in the skips.
func (t *table) readRows() {
	fills := t.verticalMerges()
	wide := t.wideMerges()
	var above []office.SheetCell
	from, _ := slices.BinarySearchFunc(t.p.lines, t.out.HeadRow+1, func(l line, row int) int { return l.num - row })
	t.out.Rows = make([]office.SheetRow, 0, len(t.p.lines)-from)
	cells := make([]office.SheetCell, 0, (len(t.p.lines)-from)*len(t.layout.Fields))
	for _, l := range t.p.lines[from:] {
		if reason := t.notData(l, wide[l.num]); reason != "" {
			if reason != emptyRow {
				t.skips = append(t.skips, office.SheetSkip{Sheet: t.p.name, Row: l.num, Reason: reason})
			}
			continue
		}
		start := len(cells)
		for range t.layout.Fields {
			cells = append(cells, office.SheetCell{Row: l.num})
		}
		row := office.SheetRow{Row: l.num, Hint: t.hint, Cells: cells[start:len(cells):len(cells)]}
		t.fillRow(&row, l, fills)
		t.dittoRow(row.Cells, above)
		if t.nothingIn(row.Cells) {
			cells = cells[:start]
			continue
		}
		above = row.Cells
		t.out.Rows = append(t.out.Rows, row)
		if l.hidden {
			t.hidden++
		}
	}
}

// verticalMerges returns the areas merged down a column, by that column.
func (t *table) verticalMerges() map[int][]rect {
	fills := map[int][]rect{}
	for _, m := range t.p.merges {
		if m.bottom > m.top && m.bottom > t.out.HeadRow {
			fills[m.left] = append(fills[m.left], m)
		}
	}
	return fills
}

// wideMerges tells, by row, how many columns the widest merged area covers.
func (t *table) wideMerges() map[int]int {
	wide := map[int]int{}
	for _, m := range t.p.merges {
		if m.top == m.bottom && m.top > t.out.HeadRow {
			wide[m.top] = max(wide[m.top], m.right-m.left+1)
		}
	}
	return wide
}

func (t *table) fillRow(row *office.SheetRow, l line, fills map[int][]rect) {
	for _, c := range l.cells {
		if c.col == t.out.IDColumn {
			row.ID = strings.TrimSpace(c.text)
		}
		i, ok := t.fields[c.col]
		if !ok {
			continue
		}
		if t.layout.Fields[i].Type == office.TypeNames { // of which several columns are one field
			above := t.names[c.col]
			switch {
			case !isDitto(c.text):
			case above != "":
				c.text = above
			case t.columnsOf(i) > 1:
				continue
			}
			t.names[c.col] = c.text
		}
		put(&row.Cells[i], c, l.num)
	}
	for col, i := range t.fields {
		if _, ok := t.at(l.num, col); !ok && t.layout.Fields[i].Type == office.TypeNames {
			t.names[col] = t.shown(l.num, col)
		}
		at := &row.Cells[i]
		if at.Col == 0 {
			at.Col = col
		}
		if at.Text != "" {
			continue
		}
		for _, m := range fills[col] {
			if l.num > m.top && l.num <= m.bottom && m.top > t.out.HeadRow {
				if c, ok := t.at(m.top, m.left); ok {
					put(at, c, l.num)
				}
			}
		}
	}
}

func (t *table) columnsOf(field int) int {
	n := 0
	for _, i := range t.fields {
		if i == field {
			n++
		}
	}
	return n
}

// put sets the cell; a second column of the same list of names is joined.
func put(at *office.SheetCell, c cell, row int) {
	if at.Text != "" {
		at.Text += "、" + c.text
		return
	}
	*at = office.SheetCell{Text: c.text, Number: c.kind == numberCell, Fault: faultOf(c), Row: row, Col: c.col}
}

// dittoRow fills 同上 and, for fields that carry, empty cells from the row above: not
// beyond another one of a carrying field before it, for the next zone has its own leader.
func (t *table) dittoRow(cells, above []office.SheetCell) {
	another := false
	for i := range cells {
		switch {
		case isDitto(cells[i].Text):
			if above == nil || above[i].Text == "" {
				cells[i].Fault = "上面一行没有内容，不知道“同上”是什么"
				continue
			}
		case cells[i].Text == "" && t.layout.Fields[i].Carry && above != nil && !another:
		default:
			another = another || t.layout.Fields[i].Carry && above != nil && cells[i].Text != "" && cells[i].Text != above[i].Text
			continue
		}
		row, col := cells[i].Row, cells[i].Col
		cells[i] = above[i]
		cells[i].Row, cells[i].Col = row, col
	}
}

func isDitto(s string) bool {
	if len(s) > 12 {
		return false
	}
	switch office.CleanCode(s) {
	case "同上", "同上行", "〃", "″", "\"", "“", "”", "''", "々", "同前":
		return true
	}
	return false
}

// nothingIn tells a row that only carries its number or what comes from above.
func (t *table) nothingIn(cells []office.SheetCell) bool {
	for i, c := range cells {
		f := t.layout.Fields[i]
		if !f.Derived && !f.Carry && !(f.Key == "number" && t.layout.Kind == office.KindFindings) && strings.TrimSpace(c.Text) != "" {
			return false
		}
	}
	return true
}

const emptyRow = "空行"

var (
	totalText = regexp.MustCompile(`^(?:.{0,10}(?:合计|小计|总计|共计|累计)|平均|平均值|(?:合计|总计|共计).{0,12})$`)
	footText  = regexp.MustCompile(`^(?:(?:注|备注|说明|填表说明)[:：].*|(?:填表人|制表人|制表|填报人|审核人|审核|负责人|负责人签字|单位负责人|填表日期|填报日期|填报时间|制表日期|联系电话|单位.{0,3}盖章.?|填报单位|填表单位)(?:[:：（(].*)?)$`)
)

// notData returns why a row is no data, empty when it is. widest is how many
// columns one of its merged cells covers.
func (t *table) notData(l line, widest int) string {
	mapped := 0
	first := make([]string, 0, 3)
	for _, c := range l.cells {
		if c.col == t.out.IDColumn {
			return ""
		}
		if len(first) < 3 {
			if text := office.CleanCode(c.text); text != "" {
				first = append(first, text)
			}
		}
		if _, ok := t.fields[c.col]; ok {
			mapped++
		}
	}
	switch {
	case len(first) == 0, mapped == 0 && widest < 2:
		return emptyRow
	case t.isHeadAgain(l):
		return "是重复的表头，没有读"
	case slices.ContainsFunc(first, totalText.MatchString):
		return "是合计行，没有读"
	case len(l.cells) <= 3 && footText.MatchString(first[0]) && (widest >= 3 || t.requiredEmpty(l)):
		return "是表尾说明，没有读"
	case !t.layout.Sections && len(l.cells) <= 2 && widest >= 3 && widest*2 >= len(t.fields):
		if h, ok := office.FindYear(first[len(first)-1], fmt.Sprintf("第 %d 行", l.num)); ok && t.opt.Year == 0 {
			t.hint = h
		}
		return "是分段标题，没有读"
	}
	return ""
}

// requiredEmpty tells that at most one of the required fields is filled.
func (t *table) requiredEmpty(l line) bool {
	n := 0
	for _, c := range l.cells {
		if i, ok := t.fields[c.col]; ok && t.layout.Fields[i].Required {
			n++
		}
	}
	return n <= 1
}

// isHeadAgain tells a heading repeated further down, for each printed page.
func (t *table) isHeadAgain(l line) bool {
	same := 0
	for _, c := range l.cells {
		if h := t.shownHead[c.col]; h != "" && h == c.text {
			same++
		}
	}
	return same >= 2 && same*2 > len(l.cells)
}
