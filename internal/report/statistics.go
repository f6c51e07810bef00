package report

import (
	"fmt"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// statColumns are the columns of 月统计表 after the school's own, by the ending
// of the keys of a school's figures.
var statColumns = func() []string {
	out := []string{office.RowVisits, office.RowPersons, office.RowHalfDays}
	for i := range office.Methods {
		out = append(out, office.MethodKey(i))
	}
	return append(out, office.RowFound)
}()

// Statistics makes the month's statistics table (月统计表): every school with its
// counters, by zone with subtotals, and the inspectors on a page of their own.
func (m *Month) Statistics() doc.Document {
	set := m.Book.Settings
	name := set.CountyName + m.Book.This.Span.Chinese() + "督导工作统计表"
	if m.Book.Zone != "" {
		name = set.CountyName + m.Book.Zone + m.Book.This.Span.Chinese() + "督导工作统计表"
	}
	d := doc.Document{Title: name, Style: doc.Ledger, Landscape: true, Sample: set.Sample}
	ends := doc.Ends{Left: "填报单位：" + m.signer(), Center: span(m.Book.This.Period), Right: "填报日期：" + m.Date.Chinese()}
	d.Blocks = append(d.Blocks, doc.Title{Text: name}, ends, m.statTable(),
		doc.Signature{Lines: []string{"填表人：", "审核人：", "负责人："}},
		doc.PageBreak{}, doc.Title{Text: set.CountyName + m.Book.This.Span.Chinese() + "督学履职统计表"}, ends)
	for _, b := range m.inspectorAnnex() {
		if t, ok := b.(doc.Table); ok {
			t.Size, t.Name = 0, "督学履职统计"
			b = t
		}
		d.Blocks = append(d.Blocks, b)
	}
	return d
}

func (m *Month) statTable() doc.Table {
	t := doc.Table{Name: "督导统计", Size: annexSize, Columns: []doc.Column{{Head: "序号", Width: 8, Align: doc.Center}, {Head: "学校", Width: 44}, {Head: "类型", Width: 18}}}
	heads := []string{"督导（校次）", "督学（人次）", "用时（半天）"}
	for _, h := range heads {
		t.Columns = append(t.Columns, doc.Column{Head: h, Width: 12, Align: doc.Right})
	}
	for _, x := range office.Methods {
		t.Columns = append(t.Columns, doc.Column{Group: "督导方式", Head: x.Name + "（" + x.Unit + "）", Width: 12, Align: doc.Right})
	}
	t.Columns = append(t.Columns, doc.Column{Group: "发现问题（个）", Head: "合计", Width: 10, Align: doc.Right})
	for _, x := range office.Disposals[1:] {
		t.Columns = append(t.Columns, doc.Column{Group: "发现问题（个）", Head: strings.TrimSuffix(x.Name, "问题"), Width: 9, Align: doc.Right})
	}
	zones := m.zones()
	total, n := make([]float64, len(statColumns)+len(office.Disposals)-1), 0
	for _, zone := range zones {
		sub := make([]float64, len(total))
		first := n
		for _, r := range m.Report.Schools {
			if zoneName(r.Zone) != zone {
				continue
			}
			n++
			row := doc.Row{Cells: []doc.Cell{doc.C(itoa(n)), doc.C(m.school(r.ID)), doc.C(m.Book.This.School(r.ID).Kind)}}
			for j, v := range m.statValues(r) {
				sub[j] += v
				total[j] += v
				cell := blank(int(v))
				if j == 0 && v == 0 && !m.Book.This.Exempt && m.Book.This.School(r.ID).Open {
					cell = doc.Cell{Text: "0", Warn: true, Numeric: true}
				}
				row.Cells = append(row.Cells, cell)
			}
			t.Rows = append(t.Rows, row)
		}
		if len(zones) > 1 && n > first {
			t.Rows = append(t.Rows, sumRow(zone+"小计", fmt.Sprintf("%d所", n-first), sub))
		}
	}
	t.Rows = append(t.Rows, sumRow("合计", fmt.Sprintf("%d所", n), total))
	return t
}

// statValues are a school's counters and its findings level by level.
func (m *Month) statValues(r office.MonthRow) []float64 {
	out := []float64{}
	for _, what := range statColumns {
		out = append(out, r.Get("school", what).Value)
	}
	for _, n := range m.levelsOf(r.Get("school", office.RowFound)) {
		out = append(out, float64(n))
	}
	return out
}

func sumRow(name, schools string, sums []float64) doc.Row {
	row := doc.Row{Strong: true, Cells: []doc.Cell{doc.C(""), doc.C(name), doc.C(schools)}}
	for _, v := range sums {
		row.Cells = append(row.Cells, count(v))
	}
	return row
}
