package office

import (
	"fmt"
	"strings"
)

// The states of a year's plan.
const (
	PlanDraft  = "草稿"
	PlanIssued = "印发"
)

// PlanStates are the states of a year's plan, in order.
var PlanStates = []string{PlanDraft, PlanIssued}

// TaskKinds are the kinds of work in the calendar (行事历).
var TaskKinds = []string{"经常性督导", "专项督导", "综合督导", "会议", "培训", "考核", "迎检", "其他"}

// Plan is 年度工作要点: the office's plan of a calendar year. Its calendar stands in
// PlanTasks.
type Plan struct {
	ID        int64  `db:"id" json:"id"`
	Year      int    `db:"year" json:"year"`
	Title     string `db:"title" json:"title"`
	DocNumber string `db:"doc_number" json:"docNumber"`
	// Guidance is the clerk's own text; lines numbered 一、 and （一） are headings.
	Guidance  string `db:"guidance" json:"guidance"`
	State     string `db:"state" json:"state"`
	IssuedOn  Date   `db:"issued_on" json:"issuedOn"`
	Note      string `db:"note" json:"note"`
	UpdatedAt string `db:"updated_at" json:"updatedAt"`
}

// planSections are the headings a new plan starts with; the words under them are
// the office's own.
const planSections = "一、指导思想\n\n二、工作目标\n\n三、重点工作\n\n四、工作要求\n"

// NewPlan is the plan of a year before anything is written in it.
func NewPlan(year int, set Settings) Plan {
	return Plan{Year: year, Title: fmt.Sprintf("%s%d年教育督导工作要点", set.CountyName, year), Guidance: planSections, State: PlanDraft}
}

// Normalize trims the texts.
func (p *Plan) Normalize() {
	for _, s := range []*string{&p.Title, &p.DocNumber, &p.Note} {
		*s = strings.TrimSpace(*s)
	}
	p.Guidance = strings.TrimRight(p.Guidance, " \n")
	if p.State == "" {
		p.State = PlanDraft
	}
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (p Plan) Validate() error {
	var f Faults
	if p.Year < 1900 || p.Year > 2199 {
		f.Add("year", "年度写成 2026")
	}
	f.Require("title", "标题", p.Title)
	f.MaxRunes("title", "标题", p.Title, 60)
	f.MaxRunes("docNumber", "文号", p.DocNumber, 40)
	f.MaxRunes("guidance", "工作要点", p.Guidance, 20000)
	f.MaxRunes("note", "备注", p.Note, 1000)
	f.OneOf("state", "状态", p.State, PlanStates)
	f.Date("issuedOn", "印发日期", p.IssuedOn)
	if p.State == PlanIssued && p.IssuedOn == "" {
		f.Add("issuedOn", "已印发的，请填写印发日期")
	}
	return f.Err()
}

// PlanTask is one line of the year's calendar (行事历), over one month or several.
type PlanTask struct {
	ID        int64   `db:"id" json:"id"`
	PlanID    int64   `db:"plan_id" json:"planId"`
	MonthFrom int     `db:"month_from" json:"monthFrom"` // 1 to 12
	MonthTo   int     `db:"month_to" json:"monthTo"`
	Kind      string  `db:"kind" json:"kind"`
	Task      string  `db:"task" json:"task"`
	Who       string  `db:"who" json:"who"` // 责任人
	DoneOn    Date    `db:"done_on" json:"doneOn"`
	Source    string  `db:"source" json:"source"` // 依据; empty of a line of the office's own
	Note      string  `db:"note" json:"note"`
	Matters   []int64 `db:"-" json:"matters"`
	UpdatedAt string  `db:"updated_at" json:"updatedAt"`
}

// Normalize trims the texts; a line of one month needs no end.
func (t *PlanTask) Normalize() {
	for _, s := range []*string{&t.Task, &t.Who, &t.Source, &t.Note} {
		*s = strings.TrimSpace(*s)
	}
	if t.MonthTo == 0 {
		t.MonthTo = t.MonthFrom
	}
	if t.Kind == "" {
		t.Kind = TaskKinds[0]
	}
	t.Matters = nonNil(t.Matters)
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (t PlanTask) Validate() error {
	var f Faults
	if t.MonthFrom < 1 || t.MonthFrom > 12 {
		f.Add("monthFrom", "月份填 1 到 12")
	}
	if t.MonthTo < t.MonthFrom || t.MonthTo > 12 {
		f.Add("monthTo", "截止月份不能早于开始月份，也不能超过 12 月")
	}
	f.OneOf("kind", "类别", t.Kind, TaskKinds)
	f.Require("task", "工作内容", t.Task)
	f.MaxRunes("task", "工作内容", t.Task, 300)
	f.MaxRunes("who", "责任人", t.Who, 60)
	f.MaxRunes("source", "依据", t.Source, 200)
	f.MaxRunes("note", "备注", t.Note, 1000)
	f.Date("doneOn", "完成日期", t.DoneOn)
	return f.Err()
}

// In tells whether the line holds in the month of the year.
func (t PlanTask) In(month int) bool { return month >= t.MonthFrom && month <= t.MonthTo }

// Supervises tells whether inspectors carry it into schools: such a line goes into
// the month's menu.
func (t PlanTask) Supervises() bool {
	return t.Kind == "经常性督导" || t.Kind == "专项督导" || t.Kind == "综合督导"
}

// Overdue tells that the line's last month is over on the day, and nothing done.
func (t PlanTask) Overdue(year int, day Date) bool {
	return t.DoneOn == "" && day >= NewDate(year, t.MonthTo+1, 1)
}

// When is 3月 or 3—4月.
func (t PlanTask) When() string {
	if t.MonthFrom == t.MonthTo {
		return fmt.Sprintf("%d月", t.MonthFrom)
	}
	return fmt.Sprintf("%d—%d月", t.MonthFrom, t.MonthTo)
}

// CopyTasks are a year's lines as another year starts with them: nothing done,
// and the year in the words moved along.
func CopyTasks(from []PlanTask, year, to int) []PlanTask {
	out := make([]PlanTask, 0, len(from))
	for _, t := range from {
		c := PlanTask{MonthFrom: t.MonthFrom, MonthTo: t.MonthTo, Kind: t.Kind, Task: moveYear(t.Task, year, to), Who: t.Who, Source: t.Source, Note: moveYear(t.Note, year, to), Matters: t.Matters}
		out = append(out, c)
	}
	return out
}

// CopyPlan is a year's text as another year starts with it.
func CopyPlan(from Plan, to int, set Settings) Plan {
	p := NewPlan(to, set)
	p.Title, p.Guidance = moveYear(from.Title, from.Year, to), moveYear(from.Guidance, from.Year, to)
	return p
}

// moveYear turns 2025年 and 2025— into the new year's; other years stay.
func moveYear(text string, from, to int) string {
	for _, after := range []string{"年", "—", "-"} {
		text = strings.ReplaceAll(text, itoa(from)+after, itoa(to)+after)
	}
	return text
}
