package report

import (
	"fmt"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// InspectorMonth is one inspector's month on paper (督学月工作量统计): the figures
// that the office's and the zone's reports count him with, and the records they
// count.
type InspectorMonth struct {
	Month     *Month // of the whole office
	Inspector office.MonthRow
	Lessons   []InspectorLesson // lessons heard in the month
}

// InspectorLesson is one line of the lessons that an inspector heard.
type InspectorLesson struct {
	Date                            office.Date
	School, Class, Subject, Teacher string
	Rating                          int
}

// Title returns the sheet's title.
func (p InspectorMonth) Title() string {
	return p.Month.Book.Settings.CountyName + "督学" + p.Month.Book.This.Span.Chinese() + "工作情况表"
}

// Document makes the sheet.
func (p InspectorMonth) Document() doc.Document {
	m := p.Month
	d := doc.Document{Title: p.Title() + " " + p.Inspector.Name, Style: doc.Ledger, Sample: m.Book.Settings.Sample, Code: office.FormCode("inspector_month", itoa(int(p.Inspector.ID)))}
	zone := p.Inspector.Zone
	if zone == "" {
		zone = "—"
	}
	d.Blocks = append(d.Blocks, doc.Title{Text: p.Title()},
		doc.Ends{Left: "督学：" + p.Inspector.Name, Center: "责任区：" + zone, Right: span(m.Book.This.Period)}, p.workload(), doc.Paragraph{Runs: []doc.Run{{Text: schoolsNote}}, NoIndent: true})
	for _, t := range []doc.Table{p.visits(), p.lessons(), p.findings(), p.papers()} {
		if len(t.Rows) > 0 {
			d.Blocks = append(d.Blocks, t)
		}
	}
	d.Blocks = append(d.Blocks, doc.Signature{Lines: []string{"督学签名：", "责任区负责人：", "督导室审核："}})
	return d
}

// workload is the figures, two to a line.
func (p InspectorMonth) workload() doc.Table {
	t := doc.Table{Caption: "一、工作量", Name: "工作量", Columns: []doc.Column{{Head: "项目", Width: 34}, {Head: "数量", Width: 14, Align: doc.Right}, {Head: "单位", Width: 14, Align: doc.Center},
		{Head: "项目", Width: 34}, {Head: "数量", Width: 14, Align: doc.Right}, {Head: "单位", Width: 14, Align: doc.Center}}}
	fs := p.Inspector.Figures
	half := (len(fs) + 1) / 2
	for i := range half {
		row := doc.Row{}
		for _, j := range []int{i, half + i} {
			if j >= len(fs) {
				row.Cells = append(row.Cells, doc.C(""), doc.C(""), doc.C(""))
				continue
			}
			row.Cells = append(row.Cells, doc.C(fs[j].Name), figureCell(fs[j]), doc.C(fs[j].Unit))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// records are the ids behind one of the inspector's figures.
func (p InspectorMonth) records(what string) map[int64]bool {
	in := map[int64]bool{}
	for _, id := range p.Inspector.Get("inspector", what).Records {
		in[id] = true
	}
	return in
}

func (p InspectorMonth) visits() doc.Table {
	lead, along := p.records(office.RowVisits), p.records(office.RowAlong)
	t := doc.Table{Caption: fmt.Sprintf("二、督导记录（%d次，其中同行%d次）", len(lead)+len(along), len(along)), Name: "督导记录", Size: annexSize,
		Columns: []doc.Column{{Head: "编号", Width: 24}, {Head: "日期", Width: 16, Align: doc.Center}, {Head: "时段", Width: 10, Align: doc.Center}, {Head: "学校", Width: 46}, {Head: "身份", Width: 12, Align: doc.Center},
			{Head: "类型", Width: 18, Align: doc.Center}, {Head: "听课", Width: 10, Align: doc.Right}, {Head: "问题", Width: 10, Align: doc.Right}, {Head: "反馈", Width: 10, Align: doc.Center}, {Head: "签字", Width: 10, Align: doc.Center}}}
	tick := func(on bool) doc.Cell {
		if on {
			return doc.C("√")
		}
		return doc.C("")
	}
	for _, v := range p.Month.Book.This.Visits {
		who := "责任"
		switch {
		case along[v.ID]:
			who = "同行"
		case !lead[v.ID]:
			continue
		}
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(v.Number), doc.C(p.Month.day(v.Date)), doc.C(v.Session), doc.C(p.Month.school(v.SchoolID)), doc.C(who),
			doc.C(v.Kind), blank(v.Count(0)), blank(v.FindingCount), tick(v.Feedback), tick(v.Signed)}})
	}
	return t
}

func (p InspectorMonth) lessons() doc.Table {
	t := doc.Table{Caption: fmt.Sprintf("三、听课记录（%d节）", len(p.Lessons)), Name: "听课记录", Size: annexSize,
		Columns: []doc.Column{{Head: "日期", Width: 16, Align: doc.Center}, {Head: "学校", Width: 40}, {Head: "班级", Width: 20}, {Head: "学科", Width: 14}, {Head: "教师", Width: 18}, {Head: "评分", Width: 10, Align: doc.Right}}}
	for _, l := range p.Lessons {
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(p.Month.day(l.Date)), doc.C(l.School), doc.C(l.Class), doc.C(l.Subject), doc.C(l.Teacher), blank(l.Rating)}})
	}
	return t
}

func (p InspectorMonth) findings() doc.Table {
	in := p.records(office.RowFound)
	t := doc.Table{Caption: fmt.Sprintf("四、发现的问题（%d个）", len(in)), Name: "发现的问题", Size: annexSize,
		Columns: []doc.Column{{Head: "编号", Width: 24}, {Head: "发现", Width: 12, Align: doc.Center}, {Head: "学校", Width: 36}, {Head: "级别", Width: 20, Align: doc.Center}, {Head: "问题", Width: 60}, {Head: "期限", Width: 12, Align: doc.Center}, {Head: "状态", Width: 16, Align: doc.Center}}}
	for _, f := range p.Month.Book.This.Findings {
		if !in[f.ID] {
			continue
		}
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(f.Number), doc.C(p.Month.day(f.FoundOn)), doc.C(p.Month.school(f.SchoolID)), doc.C(office.DisposalName(f.Level)),
			doc.C(clip(f.Content, quoteLength)), doc.C(p.Month.day(f.DueOn)), doc.C(f.State)}})
	}
	return t
}

func (p InspectorMonth) papers() doc.Table {
	in := p.records(office.RowPapers)
	t := doc.Table{Caption: fmt.Sprintf("五、整改文书（%d份）", len(in)), Name: "整改文书", Size: annexSize,
		Columns: []doc.Column{{Head: "编号", Width: 22}, {Head: "日期", Width: 12, Align: doc.Center}, {Head: "文书", Width: 20, Align: doc.Center}, {Head: "学校", Width: 36}, {Head: "事由", Width: 50}, {Head: "期限", Width: 12, Align: doc.Center}, {Head: "状态", Width: 14, Align: doc.Center}}}
	for _, n := range p.Month.Book.This.Notices {
		if in[n.ID] {
			t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(n.Number), doc.C(p.Month.day(n.Date)), doc.C(n.Kind), doc.C(p.Month.school(n.SchoolID)), doc.C(n.Title), doc.C(p.Month.day(n.DueOn)), doc.C(n.State)}})
		}
	}
	return t
}
