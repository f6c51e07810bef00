package doc

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// fitted fits a table of square characters with 1 mm on each side of a cell.
func fitted(t Table, total float64) []float64 {
	wide := func(s string, size float64) float64 { return float64(utf8.RuneCountInString(s))*size + 2 }
	widths, _ := t.Fit(Fitting{Total: total, Size: 3, Smallest: 3,
		Widths: func(c Cell, _ bool, size float64) (whole, word float64) { return wide(c.Text, size), wide("字", size) },
		Head:   wide})
	return widths
}

// A column that is filled in few rows has room for the long text in them: its rows
// are not higher than those of the column that is always filled.
func TestRareLongTextsHaveRoom(t *testing.T) {
	table := Table{Columns: []Column{{Head: "问题", Width: 40}, {Head: "核查结论", Width: 9}}}
	for i := range 40 {
		verdict := "已整改"
		if i%10 == 0 {
			verdict = strings.Repeat("现场核查", 10)
		}
		table.Rows = append(table.Rows, Row{Cells: []Cell{C(strings.Repeat("问题", 20)), C(verdict)}})
	}
	if w := fitted(table, 100); w[1] < 20 {
		t.Errorf("a long text that is rare gets %.0f mm of 100", w[1])
	}
}

// Short words give way to long texts where the rows become much lower by it, and
// stay whole where they do not.
func TestShortWordsGiveWay(t *testing.T) {
	table := Table{Columns: []Column{{Head: "来源", Width: 10}, {Head: "事项", Width: 10}, {Head: "问题", Width: 30}}}
	row := Row{Cells: []Cell{C("经常性督导"), C("校园安全类"), C(strings.Repeat("问题", 20))}}
	table.Rows = []Row{row, row, row}
	if w := fitted(table, 50); w[0] >= 17 || w[2] < 20 {
		t.Errorf("the long text of a narrow table gets %.0f mm of 50", w[2])
	}
	if w := fitted(table, 200); w[0] < 17 || w[1] < 17 {
		t.Errorf("a short word is broken in a wide table: %.0f", w)
	}
}

// Tables one below the other have their columns below one another, also when one has
// long texts and the other has none.
func TestTablesAlikeHaveTheSameWidths(t *testing.T) {
	columns := []Column{{Head: "日期", Width: 20}, {Head: "名称", Width: 40}, {Head: "摘要", Width: 40}}
	tables := []Table{
		{Columns: columns, Rows: []Row{{Cells: []Cell{C("2026-03-01"), C("示例小学"), C("好")}}}},
		{Columns: columns, Rows: []Row{{Cells: []Cell{C("2026-03-02"), C("示例县第一小学"), C(strings.Repeat("现场核查", 20))}}}},
	}
	if a, b := fitted(tables[0], 100), fitted(tables[1], 100); slices.Equal(a, b) {
		t.Fatalf("the two would be alike by themselves: %v", a)
	}
	Alike(tables)
	if a, b := fitted(tables[0], 100), fitted(tables[1], 100); !slices.Equal(a, b) || a[2] < 40 {
		t.Errorf("widths %v and %v", a, b)
	}
}
