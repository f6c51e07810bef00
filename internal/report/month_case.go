package report

import (
	"dudao/internal/doc"
	"dudao/internal/office"
)

// caseBlocks list the records behind the rows of 表1 that carry no mark: papers,
// rechecks, problems that came again, 典型经验.
func (m *Month) caseBlocks() []doc.Block {
	out := []doc.Block{}
	for _, t := range []doc.Table{m.noticeTable(), m.recheckTable(), m.repeatTable(), m.practiceTable()} {
		if len(t.Rows) > 0 {
			out = append(out, t)
		}
	}
	return out
}

func (m *Month) noticeTable() doc.Table {
	t := doc.Table{Name: "整改文书", Caption: "发出的整改文书", Size: wideSize, Columns: []doc.Column{{Head: "编号", Width: 19}, {Head: "文书", Width: 18}, {Head: "文号", Width: 36},
		{Head: "日期", Width: 12, Align: doc.Center}, {Head: "学校", Width: 42}, {Head: "问题", Width: 10, Align: doc.Right}, {Head: "期限", Width: 14, Align: doc.Center}, {Head: "状态", Width: 14, Align: doc.Center}}}
	if !m.Book.This.Papers {
		return t
	}
	for _, n := range m.Book.This.Notices {
		school := "—"
		if n.SchoolID != 0 {
			school = m.school(n.SchoolID)
		}
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(n.Number), doc.C(n.Kind), doc.C(n.DocNumber), doc.C(m.day(n.Date)), doc.C(school), blank(n.Findings), doc.C(m.day(n.DueOn)), doc.C(n.State)}})
	}
	return t
}

// findingLines are the findings that a figure counts, with what each adds.
func (m *Month) findingLines(name, caption, last, key string, value func(office.MonthFinding) int) doc.Table {
	t := doc.Table{Name: name, Caption: caption, Size: annexSize, Columns: []doc.Column{{Head: "编号", Width: 20}, {Head: "学校", Width: 36}, {Head: "发现", Width: 14, Align: doc.Center},
		{Head: "事项", Width: 20}, {Head: "问题", Width: 58}, {Head: last, Width: 14, Align: doc.Right}}}
	in := map[int64]bool{}
	for _, id := range m.Report.Figures.Get(key).Records {
		in[id] = true
	}
	for _, p := range m.Book.This.Findings {
		if in[p.ID] {
			t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(p.Number), doc.C(m.school(p.SchoolID)), doc.C(m.day(p.FoundOn)), doc.C(m.matter(p.MatterID)),
				doc.C(clip(p.Content, quoteLength)), count(float64(value(p)))}})
		}
	}
	return t
}

func (m *Month) recheckTable() doc.Table {
	return m.findingLines("回访核查", "回访核查的问题", "核查（次）", office.FigRechecks, func(p office.MonthFinding) int { return p.Rechecks })
}

func (m *Month) repeatTable() doc.Table {
	return m.findingLines("重复问题", "重复出现的问题", "第几次", office.FigRepeats, func(p office.MonthFinding) int { return p.Repeat })
}

func (m *Month) practiceTable() doc.Table {
	t := doc.Table{Name: "典型经验", Caption: "登记的典型经验", Size: annexSize, Columns: []doc.Column{{Head: "编号", Width: 20}, {Head: "学校", Width: 36}, {Head: "日期", Width: 14, Align: doc.Center},
		{Head: "标题", Width: 40}, {Head: "督学", Width: 16}, {Head: "状态", Width: 14, Align: doc.Center}}}
	for _, p := range m.Book.This.Practices {
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(p.Number), doc.C(m.school(p.SchoolID)), doc.C(m.day(p.FoundOn)), doc.C(p.Title), doc.C(m.Book.This.Inspector(p.InspectorID)), doc.C(p.State)}})
	}
	return t
}
