package report

import (
	"fmt"
	"slices"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// The type sizes of the annexes in points.
const (
	annexSize = 9
	wideSize  = 7.5
)

// annexBlocks are the papers behind the figures: what each one counts, and the
// lists whose columns add up to it.
func (m *Month) annexBlocks() []doc.Block {
	out := []doc.Block{}
	for _, key := range m.annexes() {
		out = append(out, m.annexPages(m.annex(key), key)...)
	}
	return out
}

func (m *Month) annexPages(label, key string) []doc.Block {
	a := annexPapers[key]
	return append([]doc.Block{doc.PageBreak{Annex: label}, doc.Title{Text: a.title, Subtitle: m.period()}}, a.blocks(m)...)
}

func (m *Month) period() string { return "（" + span(m.Book.This.Period) + "）" }

// basisAnnex says what each marked figure counts and where its records stand.
func (m *Month) basisAnnex() []doc.Block {
	t := doc.Table{Name: "数据口径", Size: annexSize, Columns: []doc.Column{{Head: "数据", Width: 30}, {Head: m.Book.This.Span.Words().This, Width: 14, Align: doc.Right},
		{Head: "口径", Width: 62}, {Head: "记录", Width: 34}}}
	for _, key := range slices.Concat(marks, caseRows) {
		f := m.Report.Figures.Get(key)
		if caseFigure(key) && f.Value == 0 {
			continue
		}
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{{Text: f.Name, Mark: Mark(key)}, m.cell(m.Report.Figures, key), doc.C(f.Basis + "单位：" + f.Unit + "。"), doc.C(m.place(f))}})
	}
	t.Rows = append(t.Rows, m.complaintBasis()...)
	return []doc.Block{t, doc.Paragraph{Runs: []doc.Run{{Text: "学校所属责任区按" + m.Book.This.AsOf.Chinese() + "执行的责任区划分计算。"}}}}
}

// place says where the records of a figure are listed.
func (m *Month) place(f office.Figure) string {
	n := len(f.Records)
	if n == 0 {
		return "没有记录"
	}
	if caseFigure(f.Key) {
		return fmt.Sprintf("%s中%d条", m.annex(annexCases), n)
	}
	switch f.Kind {
	case "school":
		words := map[string]string{office.FigDue: "全部", office.FigVisited: "“督导次数”不为0的", office.FigUnvisited: "标“▲未督导”的"}
		return fmt.Sprintf("%s中%s%d所", m.annex(annexSchools), words[f.Key], n)
	case "inspector":
		return fmt.Sprintf("%s中督导或同行次数不为0的%d名", m.annex(annexInspectors), n)
	case "finding":
		return fmt.Sprintf("%s“%s”栏的%d个", m.annex(annexFindings), MarkSign(Mark(f.Key)), n)
	}
	return fmt.Sprintf("%s“%s”栏，%d条记录", m.annex(annexVisits), visitColumn[f.Key], n)
}

// visitColumn names the column of the list of visits that a figure is the sum of.
var visitColumn = func() map[string]string {
	out := map[string]string{office.FigVisits: "序号", office.FigPersons: "人次", office.FigHalfDays: "半天"}
	for i, m := range shortMethods {
		out[office.MethodKey(i)] = m
	}
	return out
}()

// shortMethods are the heads of narrow columns, beside office.Methods.
var shortMethods = []string{"听课", "资料", "会议", "座谈", "问卷", "巡视", "家长"}

// schoolAnnex lists every school due with its visits of the month.
func (m *Month) schoolAnnex() []doc.Block {
	t := doc.Table{Name: "学校督导情况", Size: annexSize, Columns: []doc.Column{{Head: "序号", Width: 9, Align: doc.Center}, {Head: "学校", Width: 46}, {Head: "类型", Width: 18}, {Head: "责任区", Width: 24},
		{Head: "责任督学", Width: 24}, {Head: "督导次数", Width: 14, Align: doc.Right}, {Head: "发现问题", Width: 14, Align: doc.Right}, {Head: "说明", Width: 16, Align: doc.Center}}}
	visits, found := 0.0, 0.0
	for i, r := range m.schoolsByZone() {
		s := m.Book.This.School(r.ID)
		names := []string{}
		for _, id := range s.Inspectors {
			names = append(names, m.Book.This.Inspector(id))
		}
		v, p := r.Get("school", office.RowVisits), r.Get("school", office.RowFound)
		visits, found = visits+v.Value, found+p.Value
		note := doc.C("")
		switch {
		case !s.Open:
			note.Text = "期末未在办"
		case v.Value == 0 && !m.Book.This.Exempt:
			note = doc.Cell{Text: "未督导", Warn: true}
		}
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(itoa(i + 1)), doc.C(m.school(s.ID)), doc.C(s.Kind), doc.C(zoneName(s.Zone)), doc.C(strings.Join(names, "、")), figureCell(v), figureCell(p), note}})
	}
	t.Rows = append(t.Rows, doc.Row{Strong: true, Cells: []doc.Cell{doc.C(""), doc.C("合计"), doc.C(""), doc.C(""), doc.C(""), count(visits), count(found), doc.C("")}})
	return []doc.Block{t}
}

// schoolsByZone are the schools in the order of the zones.
func (m *Month) schoolsByZone() []office.MonthRow {
	out := []office.MonthRow{}
	for _, zone := range m.zones() {
		for _, r := range m.Report.Schools {
			if zoneName(r.Zone) == zone {
				out = append(out, r)
			}
		}
	}
	return out
}

// zones names the zones that the report speaks of.
func (m *Month) zones() []string {
	if m.Book.Zone != "" {
		return []string{m.Book.Zone}
	}
	return m.Book.This.ZoneNames()
}

func zoneName(zone string) string {
	if zone == "" {
		return office.Unzoned
	}
	return zone
}

// count is a plain number in a table.
func count(v float64) doc.Cell { return doc.Cell{Text: number(v), Numeric: true} }

// visitAnnex lists the month's visits; its columns add up to the figures ④ to ⑭.
func (m *Month) visitAnnex() []doc.Block {
	t := doc.Table{Name: "督导记录清单", Size: wideSize, Columns: []doc.Column{{Head: "序号", Width: 8, Align: doc.Center}, {Head: "编号", Width: 19}, {Head: "日期", Width: 13, Align: doc.Center}, {Head: "学校", Width: 34},
		{Head: "督学（同行）", Width: 26}, {Head: "人次", Width: 7, Align: doc.Right}, {Head: "半天", Width: 7, Align: doc.Right}}}
	for _, name := range shortMethods {
		t.Columns = append(t.Columns, doc.Column{Head: name, Width: 7, Align: doc.Right})
	}
	t.Columns = append(t.Columns, doc.Column{Head: "反馈", Width: 7, Align: doc.Center})
	sums := make([]float64, 2+len(shortMethods))
	for i, v := range m.Book.This.Visits {
		row := doc.Row{Cells: []doc.Cell{doc.C(itoa(i + 1)), doc.C(v.Number), doc.C(shortDay(v.Date)), doc.C(m.school(v.SchoolID)), doc.C(m.people(v))}}
		for j, n := range append([]int{1 + len(v.Companions), v.HalfDays()}, v.Counts...) {
			sums[j] += float64(n)
			row.Cells = append(row.Cells, blank(n))
		}
		fed := ""
		if v.Feedback {
			fed = "√"
		}
		row.Cells = append(row.Cells, doc.C(fed))
		t.Rows = append(t.Rows, row)
	}
	sum := doc.Row{Strong: true, Cells: []doc.Cell{doc.C(""), doc.C("合计"), doc.C(""), doc.C(value(m.Report.Figures.Get(office.FigVisits))), doc.C("")}}
	for _, n := range sums {
		sum.Cells = append(sum.Cells, count(n))
	}
	t.Rows = append(t.Rows, doc.Row{Strong: true, Cells: append(sum.Cells, doc.C(number(m.Report.Figures.Get(office.FigFeedback).Value)))})
	return []doc.Block{t}
}

// blank is a count in a narrow column, nothing for 0.
func blank(n int) doc.Cell {
	if n == 0 {
		return doc.C("")
	}
	return count(float64(n))
}

// people names a visit's inspector, and his companions in brackets.
func (m *Month) people(v office.MonthVisit) string {
	s := m.Book.This.Inspector(v.InspectorID)
	names := []string{}
	for _, id := range v.Companions {
		names = append(names, m.Book.This.Inspector(id))
	}
	if len(names) > 0 {
		s += "（" + strings.Join(names, "、") + "）"
	}
	return s
}

// findingMarks are the figures that the list of findings has a tick column for.
var findingMarks = []string{office.FigFound, office.FigOnSpot, office.FigNotices, office.FigRectifyDue, office.FigRectified, office.FigOverdue}

// findingAnnex lists the findings that any figure counts, ticked under each
// figure that counts them.
func (m *Month) findingAnnex() []doc.Block {
	t := doc.Table{Name: "问题及整改清单", Size: wideSize, Columns: []doc.Column{{Head: "编号", Width: 18}, {Head: "学校", Width: 32}, {Head: "发现", Width: 14.5, Align: doc.Center}, {Head: "级别", Width: 9, Align: doc.Center},
		{Head: "问题", Width: 58}, {Head: "期限", Width: 14.5, Align: doc.Center}, {Head: "销号", Width: 14.5, Align: doc.Center}}}
	in, sums := make([]map[int64]bool, len(findingMarks)), doc.Row{Strong: true, Cells: []doc.Cell{doc.C("合计"), doc.C(""), doc.C(""), doc.C(""), doc.C(""), doc.C(""), doc.C("")}}
	for i, key := range findingMarks {
		f := m.Report.Figures.Get(key)
		t.Columns = append(t.Columns, doc.Column{Head: MarkSign(Mark(key)), Width: 6.5, Align: doc.Center})
		sums.Cells = append(sums.Cells, count(f.Value))
		in[i] = map[int64]bool{}
		for _, id := range f.Records {
			in[i][id] = true
		}
	}
	for _, p := range m.Book.This.Findings {
		row := doc.Row{Cells: []doc.Cell{doc.C(p.Number), doc.C(m.school(p.SchoolID)), doc.C(m.day(p.FoundOn)), doc.C(strings.TrimSuffix(office.DisposalName(p.Level), "问题")),
			doc.C(clip(p.Content, quoteLength)), doc.C(m.day(p.DueOn)), doc.C(m.day(p.ClosedOn))}}
		listed := false
		for i := range findingMarks {
			tick := ""
			if in[i][p.ID] {
				tick, listed = "√", true
			}
			row.Cells = append(row.Cells, doc.C(tick))
		}
		if listed {
			t.Rows = append(t.Rows, row)
		}
	}
	names := []string{}
	for _, key := range findingMarks {
		names = append(names, MarkSign(Mark(key))+m.Report.Figures.Get(key).Name)
	}
	t.Rows = append(t.Rows, sums)
	return []doc.Block{t, doc.Paragraph{NoIndent: true, Runs: []doc.Run{{Text: "发现、期限、销号为发现日期、整改期限和销号日期；" + strings.Join(names, "，") + "。"}}}}
}

// day is a date in a narrow column, with the year only when it is another one.
func (m *Month) day(d office.Date) string {
	if !d.Valid() {
		return ""
	}
	t := d.Time()
	if d.Year() == m.Book.This.Period.Last().Year() {
		return fmt.Sprintf("%d-%d", int(t.Month()), t.Day())
	}
	return fmt.Sprintf("%d-%d-%d", t.Year(), int(t.Month()), t.Day())
}

var inspectorColumns = []string{office.RowSchools, office.RowVisited, office.RowVisits, office.RowAlong, office.RowHalfDays, office.MethodKey(0), office.RowFound}

// schoolsNote tells what an inspector's figures count that their names do not say.
const schoolsNote = "“负责学校”含协助负责的，一所学校有两名督学的各计1所；“督导用时”含同行督导。"

// inspectorAnnex is each inspector's month.
func (m *Month) inspectorAnnex() []doc.Block {
	t := doc.Table{Name: "督学履职", Size: annexSize, Columns: []doc.Column{{Head: "序号", Width: 9, Align: doc.Center}, {Head: "督学", Width: 20}, {Head: "责任区", Width: 30}}}
	for i, r := range m.Report.Inspectors {
		row := doc.Row{Cells: []doc.Cell{doc.C(itoa(i + 1)), doc.C(r.Name), doc.C(r.Zone)}}
		for _, what := range inspectorColumns {
			f := r.Get("inspector", what)
			if i == 0 {
				t.Columns = append(t.Columns, doc.Column{Head: f.Name + "（" + f.Unit + "）", Width: 15, Align: doc.Right})
			}
			row.Cells = append(row.Cells, figureCell(f))
		}
		t.Rows = append(t.Rows, row)
	}
	return []doc.Block{t, doc.Text(schoolsNote)}
}

// yearAnnex is schools × months of the school year.
func (m *Month) yearAnnex() []doc.Block {
	y := m.Report.Year
	t := doc.Table{Name: "各月督导", Size: wideSize, Caption: y.Year + "各月督导校次",
		Columns: []doc.Column{{Head: "序号", Width: 9, Align: doc.Center}, {Head: "学校", Width: 40}}}
	for _, month := range y.Months {
		t.Columns = append(t.Columns, doc.Column{Head: fmt.Sprintf("%d月", month.Number()), Width: 8, Align: doc.Center})
	}
	t.Columns = append(t.Columns, doc.Column{Head: "合计", Width: 9, Align: doc.Right})
	total := 0
	for i, r := range y.Rows {
		row := doc.Row{Cells: []doc.Cell{doc.C(itoa(i + 1)), doc.C(m.school(r.SchoolID))}}
		for j := range y.Months {
			row.Cells = append(row.Cells, monthCell(y, j, len(r.Visits[j])))
		}
		total += r.Total
		t.Rows = append(t.Rows, doc.Row{Cells: append(row.Cells, count(float64(r.Total)))})
	}
	sum := doc.Row{Strong: true, Cells: []doc.Cell{doc.C(""), doc.C("合计")}}
	for j := range y.Months {
		n := 0
		for _, r := range y.Rows {
			n += len(r.Visits[j])
		}
		cell := doc.C("")
		if y.Past[j] {
			cell = count(float64(n))
		}
		sum.Cells = append(sum.Cells, cell)
	}
	t.Rows = append(t.Rows, doc.Row{Strong: true, Cells: append(sum.Cells, count(float64(total)))})
	return []doc.Block{t, doc.Text("“缺”为当月没有督导记录，“／”为免督导月份；只列期末在办的学校。")}
}

// monthCell is one school's month: the visits, 缺 without any, ／ when none is
// required.
func monthCell(y office.YearTable, j, n int) doc.Cell {
	switch {
	case n > 0:
		return count(float64(n))
	case !y.Past[j], y.Visits[j] == 0 && !y.Exempt[j]: // still to come, or before the records begin
		return doc.C("")
	case y.Exempt[j]:
		return doc.C("／")
	}
	return doc.Cell{Text: "缺", Bold: true}
}
