package desk

import (
	"fmt"

	"dudao/internal/office"
	"dudao/internal/store"
)

// What the lines of a month plan and those left out are for the command line.
type (
	PlanLineRow = store.PlanLineRow
	SkippedLine = store.SkippedLine
)

// Plans is the year: 年度工作要点, its 行事历, and each month's 月菜单.
type Plans struct{ d *Desk }

// YearPlan is a year at a glance. Plan.ID 0 means that the year has none yet; what
// it may start from is told then.
type YearPlan struct {
	Year  int           `json:"year"`
	Day   office.Date   `json:"day"`   // as of which lines are overdue
	Years []int         `json:"years"` // to choose from, the newest first
	Plan  office.Plan   `json:"plan"`
	Tasks []PlanTaskRow `json:"tasks"`
	// Former is the year whose plan a new one can be copied from, 0 for none.
	Former int `json:"former"`
}

// PlanTaskRow is a line of the calendar as the page shows it.
type PlanTaskRow struct {
	office.PlanTask
	Overdue bool `json:"overdue"`
}

// Year returns the plan of a year with its calendar; year 0 is this one.
func (p *Plans) Year(year int) (out YearPlan, err error) {
	defer caught(&err)
	s := p.d.store
	out = YearPlan{Year: year, Years: []int{}, Tasks: []PlanTaskRow{}}
	if out.Day, err = s.AsOf(); err != nil {
		return out, err
	}
	if out.Year == 0 {
		out.Year = out.Day.Year()
	}
	plans, err := s.Plans()
	if err != nil {
		return out, err
	}
	for y := out.Day.Year() + 1; y >= out.Day.Year() || y >= out.Year; y-- {
		out.Years = append(out.Years, y)
	}
	for _, x := range plans {
		if x.Year < out.Years[len(out.Years)-1] {
			out.Years = append(out.Years, x.Year)
		}
		if x.Year == out.Year {
			out.Plan = x
		}
		if x.Year < out.Year && out.Former == 0 {
			out.Former = x.Year
		}
	}
	if out.Plan.ID == 0 {
		return out, nil
	}
	tasks, err := s.PlanTasks(out.Plan.ID)
	for _, t := range tasks {
		out.Tasks = append(out.Tasks, PlanTaskRow{t, t.Overdue(out.Year, out.Day)})
	}
	return out, err
}

// The ways in which a year's plan may begin.
const (
	fromBlank   = "blank"
	fromFormer  = "former"
	fromStarter = "starter"
)

// PlanStart is a year's plan about to begin: with From blank, former or starter.
type PlanStart struct {
	Year  int               `json:"year"`
	From  string            `json:"from"`
	Plan  office.Plan       `json:"plan"`
	Tasks []office.PlanTask `json:"tasks"`
}

// Preview says what a year's plan would begin with; nothing is written. A year that
// has a plan already gets more lines.
func (p *Plans) Preview(in PlanStart) (out PlanStart, err error) {
	defer caught(&err)
	s := p.d.store
	out = PlanStart{Year: in.Year, From: in.From, Tasks: []office.PlanTask{}}
	set, err := s.Settings()
	if err != nil {
		return out, err
	}
	if out.Plan, err = s.PlanOf(in.Year); err != nil {
		return out, err
	}
	if out.Plan.ID == 0 {
		out.Plan = office.NewPlan(in.Year, set)
	}
	switch in.From {
	case fromStarter:
		out.Tasks = append(out.Tasks, office.StarterCalendar...)
		for i := range out.Tasks {
			out.Tasks[i].Normalize()
		}
	case fromFormer:
		return p.former(out, set)
	case fromBlank:
	default:
		return out, office.Invalid("新年度可以照往年的定、按参考行事历填，或从空白开始，请选一种。")
	}
	return out, nil
}

func (p *Plans) former(out PlanStart, set office.Settings) (PlanStart, error) {
	year, err := p.Year(out.Year)
	if err != nil {
		return out, err
	}
	if year.Former == 0 {
		return out, office.Invalid("没有以前年度的行事历可以照抄，请按参考行事历填，或从空白开始。")
	}
	was, err := p.d.store.PlanOf(year.Former)
	if err != nil {
		return out, err
	}
	tasks, err := p.d.store.PlanTasks(was.ID)
	if out.Plan.ID == 0 {
		out.Plan = office.CopyPlan(was, out.Year, set)
	}
	out.Tasks = office.CopyTasks(tasks, was.Year, out.Year)
	return out, err
}

// Start writes what was looked over, as one action.
func (p *Plans) Start(in PlanStart) (out office.Plan, err error) {
	defer caught(&err)
	out, err = p.d.store.StartPlan(in.Plan, in.Tasks)
	return ok(p.d, out, err)
}

// Get returns a year's plan by its id.
func (p *Plans) Get(id int64) (out office.Plan, err error) {
	defer caught(&err)
	return p.d.store.Plan(id)
}

// Save changes a year's plan.
func (p *Plans) Save(in office.Plan) (out office.Plan, err error) {
	defer caught(&err)
	out, err = p.d.store.SavePlan(in)
	return ok(p.d, out, err)
}

// Delete moves a year's plan with its calendar to the recycle bin.
func (p *Plans) Delete(id int64) (err error) {
	defer caught(&err)
	return done(p.d, p.d.store.DeletePlan(id))
}

// SaveTask adds or changes a line of the calendar.
func (p *Plans) SaveTask(in office.PlanTask) (out office.PlanTask, err error) {
	defer caught(&err)
	out, err = p.d.store.SavePlanTask(in)
	return ok(p.d, out, err)
}

// DeleteTask moves a line of the calendar to the recycle bin.
func (p *Plans) DeleteTask(id int64) (err error) {
	defer caught(&err)
	return done(p.d, p.d.store.DeletePlanTask(id))
}

// Menu returns the menu of a month; ID 0 and the proposed items when it has none.
func (p *Plans) Menu(month string) (out office.Menu, err error) {
	defer caught(&err)
	m := office.Month(month)
	if !m.Valid() {
		return out, office.Invalid("月份“%s”不对，请写成 2026-03。", month)
	}
	if out, err = p.d.store.MenuOf(m); err != nil || out.ID != 0 {
		return out, err
	}
	return p.d.store.ProposeMenu(m)
}

// SaveMenu adds or changes a month's menu.
func (p *Plans) SaveMenu(in office.Menu) (out office.Menu, err error) {
	defer caught(&err)
	out, err = p.d.store.SaveMenu(in)
	return ok(p.d, out, err)
}

// DeleteMenu moves a month's menu to the recycle bin.
func (p *Plans) DeleteMenu(id int64) (err error) {
	defer caught(&err)
	return done(p.d, p.d.store.DeleteMenu(id))
}

// MonthLines is a month's plan: its lines and what came of them.
type MonthLines struct {
	Month  office.Month        `json:"month"`
	Months []office.Month      `json:"months"` // to choose from, the newest first
	Over   bool                `json:"over"`   // the month is over
	Lines  []store.PlanLineRow `json:"lines"`
	Counts map[string]int      `json:"counts"` // by status
	Lost   int                 `json:"lost"`   // undone and not carried on
}

// Lines returns the lines of a month; the filters are inspector, zone and status.
func (p *Plans) Lines(q store.ListQuery) (out MonthLines, err error) {
	defer caught(&err)
	now, _, err := p.d.thisMonth()
	if err != nil {
		return out, err
	}
	out = MonthLines{Month: office.Month(q.Filters["month"]), Months: []office.Month{now.Add(1), now}, Lines: []store.PlanLineRow{}, Counts: map[string]int{}}
	if out.Month == "" {
		out.Month = now
	}
	if !out.Month.Valid() {
		return out, office.Invalid("月份“%s”不对，请写成 2026-03。", string(out.Month))
	}
	out.Over = out.Month < now
	months, err := p.d.store.PlanMonths()
	if err != nil {
		return out, err
	}
	for _, m := range months {
		if m < now {
			out.Months = append(out.Months, m)
		}
	}
	rows, err := p.d.store.PlanLines(out.Month)
	for _, r := range rows {
		if f := q.Filters["inspector"]; f != "" && f != fmt.Sprint(r.InspectorID) && f != r.Inspector || q.Filters["zone"] != "" && q.Filters["zone"] != r.Zone {
			continue
		}
		out.Counts[r.Status]++
		if r.Status == office.LineUndone && !r.Carried {
			out.Lost++
		}
		if q.Filters["status"] == "" || q.Filters["status"] == r.Status {
			out.Lines = append(out.Lines, r)
		}
	}
	return out, err
}

// Line returns one line of a month plan.
func (p *Plans) Line(id int64) (out office.PlanLine, err error) {
	defer caught(&err)
	return p.d.store.PlanLine(id)
}

// SaveLine adds or changes a line of a month plan; an inspector who must keep away
// from the school is refused.
func (p *Plans) SaveLine(in office.PlanLine) (out office.PlanLine, err error) {
	defer caught(&err)
	out, err = p.d.store.SavePlanLine(in)
	return ok(p.d, out, err)
}

// DeleteLine moves a line of a month plan to the recycle bin.
func (p *Plans) DeleteLine(id int64) (err error) {
	defer caught(&err)
	return done(p.d, p.d.store.DeletePlanLine(id))
}

// ProposeInput names the month to propose lines for, and an inspector; 0 is all.
type ProposeInput struct {
	Month       office.Month `json:"month"`
	InspectorID int64        `json:"inspectorId"`
}

// Propose writes the lines that a month's plan lacks, as one action.
func (p *Plans) Propose(in ProposeInput) (out store.Proposed, err error) {
	defer caught(&err)
	out, err = p.d.store.ProposeLines(in.Month, in.InspectorID)
	return ok(p.d, out, err)
}

// Carry carries a month's undone lines on into the next, as one action.
func (p *Plans) Carry(month string) (out store.Proposed, err error) {
	defer caught(&err)
	m := office.Month(month)
	if !m.Valid() {
		return out, office.Invalid("月份“%s”不对，请写成 2026-03。", month)
	}
	out, err = p.d.store.CarryLines(m)
	return ok(p.d, out, err)
}

// InspectorNamed finds an inspector by name, number of certificate or id; nothing
// finds nobody.
func (d *Desk) InspectorNamed(name string) (int64, error) {
	if name == "" {
		return 0, nil
	}
	return numbered(name, d.store.InspectorID)
}

// VisitPlan is what a visit written from a line of a month plan starts with.
type VisitPlan struct {
	Line office.PlanLine `json:"line"`
	Name string          `json:"name"` // for the visit's 关联计划
}

// ForVisit returns what a visit written from the line starts with.
func (p *Plans) ForVisit(lineID int64) (out VisitPlan, err error) {
	defer caught(&err)
	out.Line, err = p.d.store.PlanLine(lineID)
	out.Name = out.Line.PlanName()
	return out, err
}
