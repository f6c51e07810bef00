package report

import (
	"fmt"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// PlannedVisit is a line of a month plan as it is printed.
type PlannedVisit struct {
	Line      office.PlanLine
	Inspector string
	School    string
	Town      string
	Zone      string
	Status    string
	Visit     string // number of the visit that did it
	VisitDate office.Date
}

// MonthPlan is what the 月计划 is made from.
type MonthPlan struct {
	Settings  office.Settings
	Month     office.Month
	Period    office.Period
	Zone      string // "" is the whole office
	Inspector string // of one inspector's plan
	Matters   []office.Matter
	Lines     []PlannedVisit
}

// outcome says what came of a line; of one to come the place is left to be written
// in.
func (v PlannedVisit) outcome() string {
	said := v.Status
	if said == office.LinePlanned {
		said = ""
	}
	if v.Visit != "" {
		said += " " + shortDay(v.VisitDate) + " " + v.Visit
	}
	return joined(said, v.Line.Reason)
}

func (v PlannedVisit) when() string {
	if v.Line.Day == "" {
		return "本月"
	}
	return shortDay(v.Line.Day)
}

func (p MonthPlan) done() int {
	n := 0
	for _, l := range p.Lines {
		if l.Status == office.LineDone {
			n++
		}
	}
	return n
}

// Document makes the 月督导计划 of the office or of a zone, inspector by inspector.
func (p MonthPlan) Document() doc.Document {
	name := p.Settings.CountyName + p.Zone + p.Month.Chinese() + "督导计划"
	d := doc.Document{Title: name, Style: doc.Ledger, Landscape: true, Sample: p.Settings.Sample}
	t := doc.Table{Name: "月计划", Size: annexSize, Columns: []doc.Column{{Head: "序号", Width: 8, Align: doc.Center}, {Head: "督学", Width: 15, Align: doc.Center}, {Head: "编号", Width: 22, Align: doc.Center},
		{Head: "日期", Width: 15, Align: doc.Center}, {Head: "时段", Width: 10, Align: doc.Center}, {Head: "学校", Width: 46}, {Head: "督导事项", Width: 34}, {Head: "任务", Width: 36}, {Head: "完成情况", Width: 44}}}
	for i, l := range p.Lines {
		row := cells(itoa(i+1), l.Inspector, l.Line.Number, l.when(), l.Line.Session, shortSchool(l.School, p.Settings.CountyName), matterNames(p.Matters, l.Line.Matters), l.Line.Tasks, l.outcome())
		t.Rows = append(t.Rows, row)
	}
	d.Blocks = []doc.Block{doc.Title{Text: name}, doc.Ends{Left: "单位：" + p.Settings.OfficeName, Center: fmt.Sprintf("计划%d校次，已完成%d校次", len(p.Lines), p.done()), Right: span(p.Period)}, t,
		doc.Signature{Lines: []string{"制表人：", "责任区负责人：", "督导室负责人："}}}
	return d
}

// personalSize is the type of an inspector's own plan (points): it hangs at his desk.
const personalSize = 10.5

// Personal makes one inspector's 月督导计划, a form to be signed.
func (p MonthPlan) Personal() doc.Document {
	name := "责任督学月督导计划"
	d := doc.Document{Title: p.Inspector + p.Month.Chinese() + "督导计划", Style: doc.Form, Sample: p.Settings.Sample}
	t := doc.Table{Name: "月计划", Size: personalSize, Columns: []doc.Column{{Head: "序号", Width: 9, Align: doc.Center}, {Head: "日期", Width: 16, Align: doc.Center}, {Head: "时段", Width: 11, Align: doc.Center},
		{Head: "学校", Width: 42}, {Head: "督导事项", Width: 30}, {Head: "任务", Width: 36}, {Head: "完成情况", Width: 34}}}
	for i, l := range p.Lines {
		t.Rows = append(t.Rows, cells(itoa(i+1), l.when(), l.Line.Session, shortSchool(l.School, p.Settings.CountyName), matterNames(p.Matters, l.Line.Matters), l.Line.Tasks, l.outcome()))
	}
	g := newGrid(20, 50, 20, 50)
	g.row(9, label("责任督学"), field(p.Inspector, 0), label("责任区"), field(p.Zone, 0))
	g.row(9, label("月份"), field(p.Month.Chinese(), 0), label("计划"), field(fmt.Sprintf("%d校次，已完成%d校次", len(p.Lines), p.done()), 0))
	d.Blocks = []doc.Block{doc.Title{Text: p.Settings.CountyName + name}, doc.Ends{Left: "单位：" + p.Settings.OfficeName, Right: span(p.Period)}, g.Grid, doc.Space{Lines: 1}, t,
		doc.Signature{Lines: []string{"责任督学签名：", "责任区负责人签名：", "督导室审核："}}}
	return d
}
