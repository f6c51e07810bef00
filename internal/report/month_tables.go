package report

import (
	"cmp"
	"fmt"
	"slices"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// figureCell is a number that leads to its detail sheet.
func figureCell(f office.Figure) doc.Cell {
	c := doc.Cell{Text: number(f.Value), Numeric: true, Link: f.Key}
	if f.Unit == "%" {
		c = doc.Cell{Text: percent(f.Value)}
	}
	if f.Value == 0 {
		c.Link = ""
	}
	return c
}

// mainTable is 表1: every marked figure beside the months it is compared with.
func (m *Month) mainTable() doc.Table {
	w := m.Book.This.Span.Words()
	t := doc.Table{Caption: "表1 主要数据", Name: "主要数据", Columns: []doc.Column{
		{Head: "项目", Width: 34}, {Head: "单位", Width: 12, Align: doc.Center}, {Head: w.This, Width: 14, Align: doc.Right}}}
	if m.Report.HasLast {
		t.Columns = append(t.Columns, doc.Column{Head: w.Last, Width: 14, Align: doc.Right}, doc.Column{Head: "增减", Width: 14, Align: doc.Right})
	}
	if m.Report.HasLastYear {
		t.Columns = append(t.Columns, doc.Column{Head: w.LastYear, Width: 14, Align: doc.Right}, doc.Column{Head: "增减", Width: 14, Align: doc.Right})
	}
	for _, key := range mainRows {
		f := m.Report.Figures.Get(key)
		if optional(key) && f.Value+f.LastMonth+f.LastYear == 0 {
			continue
		}
		name := doc.Cell{Text: f.Name, Mark: Mark(key)}
		if f.Of != "" {
			name.Text = fmt.Sprintf("%s（%s÷%s）", f.Name, MarkSign(Mark(f.Of)), MarkSign(Mark(f.By)))
		}
		by := m.Report.Figures.Get(f.By)
		now := m.cell(m.Report.Figures, key)
		row := doc.Row{Cells: []doc.Cell{name, doc.C(f.Unit), now}}
		for _, then := range []struct {
			has       bool
			facts     office.MonthFacts
			value, by float64
		}{{m.Report.HasLast, m.Book.Last, f.LastMonth, by.LastMonth}, {m.Report.HasLastYear, m.Book.LastYear, f.LastYear, by.LastYear}} {
			switch {
			case !then.has:
			case void(f, then.facts.Exempt, then.by), unkept(f, then.facts):
				row.Cells = append(row.Cells, doc.C("—"), doc.C("—"))
			default:
				row.Cells = append(row.Cells, past(f, then.value, now.Text != "—")...)
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// mainRows are the rows of 表1: the marked figures, the two rates, and complaints.
var mainRows = func() []string {
	rows := []string{}
	for _, key := range marks {
		rows = append(rows, key)
		switch key {
		case office.FigUnvisited:
			rows = append(rows, office.FigCoverage)
		case office.FigRectified:
			rows = append(rows, office.FigRectify)
		}
	}
	return slices.Concat(rows, caseRows, complaintKeys)
}()

// caseRows are the rows of 表1 without a mark: papers, rechecks, problems that
// came again, 典型经验. A row of nothing is left out.
var caseRows = func() []string {
	rows := []string{office.FigRepeats, office.FigRechecks}
	for _, k := range office.NoticeKinds {
		rows = append(rows, office.PaperKey(k.Kind))
	}
	return append(rows, office.FigPractices)
}()

func caseFigure(key string) bool { return slices.Contains(caseRows, key) }

// unkept tells that the office did not keep what the figure counts yet.
func unkept(f office.Figure, then office.MonthFacts) bool {
	return f.Kind == "notice" && !then.Papers || f.Kind == "practice" && len(then.Practices) == 0
}

// optional tells whether a row of nothing is left out.
func optional(key string) bool { return caseFigure(key) || slices.Contains(complaintKeys, key) }

// void tells that a figure has no meaning in a month: what is due without a
// duty, and a rate of nothing.
func void(f office.Figure, exempt bool, by float64) bool {
	return exempt && (f.Key == office.FigDue || f.Key == office.FigUnvisited) || f.Of != "" && by == 0
}

// past is an earlier value and, where it can be compared, the difference to it.
func past(f office.Figure, then float64, compared bool) []doc.Cell {
	was := f
	was.Value = then
	cell := figureCell(was)
	cell.Link = ""
	if !compared {
		return []doc.Cell{cell, doc.C("—")}
	}
	d := f.Value - then
	diff := number(d)
	if f.Unit == "%" {
		diff = fmt.Sprintf("%.1f", d)
		if diff == "-0.0" || diff == "0.0" {
			diff = "0"
		}
	}
	if d > 0 && diff != "0" {
		diff = "+" + diff
	}
	return []doc.Cell{cell, doc.C(diff)}
}

// zoneTable is 表2: the zones beside each other.
func (m *Month) zoneTable() (doc.Table, bool) {
	if len(m.Report.Zones) == 0 {
		return doc.Table{}, false
	}
	t := doc.Table{Caption: "表2 各责任区督导情况", Name: "各责任区", Columns: []doc.Column{{Head: "责任区", Width: 30}}}
	for i, key := range zoneColumns {
		head := zoneHeads[i] + "（" + m.Report.Figures.Get(key).Unit + "）"
		t.Columns = append(t.Columns, doc.Column{Head: head, Width: 14, Align: doc.Right})
	}
	for _, z := range m.Report.Zones {
		row := doc.Row{Cells: []doc.Cell{doc.C(z.Name)}}
		for _, key := range zoneColumns {
			c := m.cell(z.Figures, key)
			c.Warn = key == office.FigUnvisited && z.Figures.Get(key).Value > 0
			row.Cells = append(row.Cells, c)
		}
		t.Rows = append(t.Rows, row)
	}
	sum := doc.Row{Strong: true, Cells: []doc.Cell{doc.C("合计")}}
	for _, key := range zoneColumns {
		sum.Cells = append(sum.Cells, m.cell(m.Report.Figures, key))
	}
	t.Rows = append(t.Rows, sum)
	return t, true
}

// monthColumns are the figures of the table by months: those that the months add
// up to. monthHeads stands beside them.
var monthColumns = []string{office.FigVisits, office.FigPersons, office.FigHalfDays, office.MethodKey(0), office.FigFound, office.FigOnSpot, office.FigClosed}

var monthHeads = []string{"督导", "督学", "用时", "听课", "发现问题", "现场整改", "销号"}

// monthTable is a 学期's or year's months beside each other, adding up to it.
func (m *Month) monthTable() (doc.Table, bool) {
	if len(m.Report.Months) == 0 {
		return doc.Table{}, false
	}
	t := doc.Table{Caption: "各月督导情况", Name: "各月", Columns: []doc.Column{{Head: "月份", Width: 24}}}
	for i, key := range monthColumns {
		t.Columns = append(t.Columns, doc.Column{Head: monthHeads[i] + "（" + m.Report.Figures.Get(key).Unit + "）", Width: 15, Align: doc.Right})
	}
	line := func(name string, fs office.Figures, linked bool) doc.Row {
		row := doc.Row{Strong: linked, Cells: []doc.Cell{doc.C(name)}}
		for _, key := range monthColumns {
			c := figureCell(fs.Get(key))
			if !linked {
				c.Link = ""
			}
			row.Cells = append(row.Cells, c)
		}
		return row
	}
	for _, r := range m.Report.Months {
		t.Rows = append(t.Rows, line(r.Month.Chinese(), r.Figures, false))
	}
	t.Rows = append(t.Rows, line("合计", m.Report.Figures, true))
	return t, true
}

// cell is a figure of the month in a table, — where it has no meaning.
func (m *Month) cell(fs office.Figures, key string) doc.Cell {
	f := fs.Get(key)
	if void(f, m.Book.This.Exempt, fs.Get(f.By).Value) {
		return doc.C("—")
	}
	return figureCell(f)
}

var zoneColumns = []string{office.FigDue, office.FigVisited, office.FigUnvisited, office.FigCoverage, office.FigVisits, office.FigPersons,
	office.MethodKey(0), office.FigFound}

// zoneHeads stand beside zoneColumns: short, for narrow columns.
var zoneHeads = []string{"应督导", "已督导", "未督导", "覆盖率", "督导", "督学", "听课", "问题"}

// findingTable is 表3: the findings by matter and level.
func (m *Month) findingTable() (doc.Table, bool) {
	fs := m.Report.Figures
	if fs.Get(office.FigFound).Value == 0 {
		return doc.Table{}, false
	}
	caption := "表3 问题分类"
	if len(m.Report.Zones) == 0 {
		caption = "表2 问题分类" // without the table of the zones
	}
	t := doc.Table{Caption: caption, Name: "问题分类", Columns: []doc.Column{{Head: "督导事项", Width: 40}, {Head: "对象", Width: 16, Align: doc.Center},
		{Head: "问题（个）", Width: 14, Align: doc.Right}}}
	for _, d := range office.Disposals[1:] {
		t.Columns = append(t.Columns, doc.Column{Head: d.Name, Width: 14, Align: doc.Right})
	}
	type line struct {
		name, who string
		id        int64
	}
	lines := []line{}
	for _, x := range m.Book.Matters {
		who := "中小学"
		if x.Kindergarten {
			who = "幼儿园"
		}
		lines = append(lines, line{x.Short, who, x.ID})
	}
	lines = append(lines, line{"未归入督导事项", "", 0})
	for _, l := range lines {
		f := fs.Get(office.MatterKey(l.id))
		if f.Value == 0 && l.id == 0 {
			continue
		}
		row := doc.Row{Cells: []doc.Cell{doc.C(l.name), doc.C(l.who), figureCell(f)}}
		for _, n := range m.levelsOf(f) {
			row.Cells = append(row.Cells, doc.Cell{Text: number(float64(n)), Numeric: true})
		}
		t.Rows = append(t.Rows, row)
	}
	sum := doc.Row{Strong: true, Cells: []doc.Cell{doc.C("合计"), doc.C(""), figureCell(fs.Get(office.FigFound))}}
	for _, d := range office.Disposals[1:] {
		sum.Cells = append(sum.Cells, figureCell(fs.Get(office.LevelKey(d.Code))))
	}
	t.Rows = append(t.Rows, sum)
	return t, true
}

// levelsOf counts a figure's findings level by level, from its own records.
func (m *Month) levelsOf(f office.Figure) []int {
	in := map[int64]bool{}
	for _, id := range f.Records {
		in[id] = true
	}
	out := make([]int, len(office.Disposals)-1)
	for _, p := range m.Book.This.Findings {
		for i, d := range office.Disposals[1:] {
			if in[p.ID] && p.Level == d.Code {
				out[i]++
			}
		}
	}
	return out
}

// charts are at most two pictures, each only where it says more than the tables:
// the zones' coverage where it differs, the visits month by month beside last
// year's, the problems by matter.
func (m *Month) charts() []doc.Chart {
	const most = 2
	out := []doc.Chart{}
	ways := []func() (doc.Chart, bool){m.coverageChart, m.visitChart, m.matterChart}
	if m.Book.This.Span.Kind == office.SpanMonth {
		ways = []func() (doc.Chart, bool){m.coverageChart, m.matterChart, m.visitChart}
	}
	for _, way := range ways {
		if c, ok := way(); ok && len(out) < most {
			c.Title = "图" + itoa(len(out)+1) + " " + c.Title
			out = append(out, c)
		}
	}
	return out
}

func (m *Month) coverageChart() (doc.Chart, bool) {
	labels, values := []string{}, []float64{}
	low, high := 100.0, 0.0
	for _, z := range m.Report.Zones {
		if z.Figures.Get(office.FigDue).Value == 0 {
			continue
		}
		c := z.Figures.Get(office.FigCoverage).Value
		labels, values = append(labels, z.Name), append(values, float64(int(c*10+0.5))/10)
		low, high = min(low, c), max(high, c)
	}
	chart := doc.Chart{Title: "各责任区督导覆盖率", Unit: "%", Max: 100, Labels: labels, Series: []doc.Series{{Name: "覆盖率", Values: values}}}
	return chart, len(labels) > 1 && high-low >= 1
}

func (m *Month) visitChart() (doc.Chart, bool) {
	y := m.Report.Year
	this, before := doc.Series{Name: "本学年"}, doc.Series{Name: "上学年同月"}
	if m.Book.This.Span.Kind == office.SpanYear {
		this.Name, before.Name = "本年", "上年同月"
	}
	labels := []string{}
	for i, month := range y.Months {
		if !y.Past[i] || y.Visits[i]+y.LastYear[i] == 0 {
			continue
		}
		labels = append(labels, fmt.Sprintf("%d月", month.Number()))
		this.Values = append(this.Values, float64(y.Visits[i]))
		before.Values = append(before.Values, float64(y.LastYear[i]))
	}
	series := []doc.Series{this}
	if y.HasLastYear {
		series = append(series, before)
	}
	return doc.Chart{Title: "各月督导次数", Unit: "校次", Labels: labels, Series: series}, len(labels) > 1
}

// matterChart shows the matters with the most problems, where there are several.
func (m *Month) matterChart() (doc.Chart, bool) {
	const least, most = 4, 10
	type bar struct {
		name  string
		found float64
	}
	bars := []bar{}
	for _, x := range m.Book.Matters {
		if n := m.Report.Figures.Get(office.MatterKey(x.ID)).Value; n > 0 {
			name := x.Short
			if x.Kindergarten {
				name = "幼儿园" + name
			}
			bars = append(bars, bar{name, n})
		}
	}
	slices.SortStableFunc(bars, func(a, b bar) int { return cmp.Compare(b.found, a.found) })
	c := doc.Chart{Title: "发现问题较多的督导事项", Unit: "个", Series: []doc.Series{{Name: "问题"}}}
	for _, b := range bars[:min(most, len(bars))] {
		c.Labels, c.Series[0].Values = append(c.Labels, b.name), append(c.Series[0].Values, b.found)
	}
	return c, len(bars) >= least
}
