package office

import "strings"

// The states of a line of a month plan.
const (
	LinePlanned   = "计划"
	LineDone      = "已完成"
	LineUndone    = "未完成"
	LineCancelled = "取消"
)

// LineStates are the states of a line of a month plan; all but the first need a
// reason when set by hand.
var LineStates = []string{LinePlanned, LineDone, LineUndone, LineCancelled}

// PlanLine is one line of a 月计划: an inspector is to visit a school in the month.
type PlanLine struct {
	ID          int64   `db:"id" json:"id"`
	Number      string  `db:"number" json:"number"` // 编号, given by store
	Month       Month   `db:"month" json:"month"`
	InspectorID int64   `db:"inspector_id" json:"inspectorId"`
	SchoolID    int64   `db:"school_id" json:"schoolId"`
	Day         Date    `db:"day" json:"day"`         // may be open
	Session     string  `db:"session" json:"session"` // 上午/下午/全天, may be open
	Tasks       string  `db:"tasks" json:"tasks"`
	Why         string  `db:"why" json:"why"` // 拟定依据
	State       string  `db:"state" json:"state"`
	Reason      string  `db:"reason" json:"reason"`
	CarriedID   int64   `db:"carried_id" json:"carriedId"` // the line of an earlier month it carries on
	Matters     []int64 `db:"-" json:"matters"`
	UpdatedAt   string  `db:"updated_at" json:"updatedAt"`
}

// Normalize trims the texts.
func (l *PlanLine) Normalize() {
	for _, s := range []*string{&l.Tasks, &l.Why, &l.Reason} {
		*s = strings.TrimSpace(*s)
	}
	if l.State == "" {
		l.State = LinePlanned
	}
	l.Matters = nonNil(l.Matters)
}

// Validate returns an *Error of CodeInvalid that names each faulty field. period
// are the days of the line's month.
func (l PlanLine) Validate(period Period, cal Calendar) error {
	var f Faults
	if !l.Month.Valid() {
		f.Add("month", "月份写成 2026-03")
	}
	if l.InspectorID == 0 {
		f.Add("inspectorId", "请选择督学")
	}
	if l.SchoolID == 0 {
		f.Add("schoolId", "请选择学校")
	}
	f.Date("day", "计划日期", l.Day)
	if l.Day.Valid() && l.Month.Valid() && !period.Has(l.Day) {
		f.Add("day", "计划日期不在"+l.Month.Chinese()+"，请改日期或改月份")
	}
	if l.Day.Valid() && l.State == LinePlanned && !cal.Workday(l.Day) {
		f.Add("day", l.Day.Chinese()+"不是工作日，请改一天；调休上班的，先在“设置—学年学期”里登记")
	}
	f.OneOf("session", "时段", l.Session, SessionNames)
	f.OneOf("state", "状态", l.State, LineStates)
	f.MaxRunes("tasks", "任务", l.Tasks, 1000)
	f.MaxRunes("reason", "原因", l.Reason, 500)
	if l.State != LinePlanned && l.Reason == "" {
		f.Add("reason", map[string]string{LineDone: "手工记为已完成的，请写明情况", LineUndone: "请写明没有完成的原因", LineCancelled: "请写明取消的原因"}[l.State])
	}
	return f.Err()
}

// PlanName is what a visit's 关联计划 says of the line.
func (l PlanLine) PlanName() string { return l.Number + " " + l.Month.Chinese() + "督导计划" }

// LineStatus is the state that a line shows: what the visits say comes before what
// was set by hand, but for a line that was cancelled. A line of a month that is
// over on the day, without a visit, is undone.
func LineStatus(state string, visited bool, period Period, day Date) string {
	switch {
	case state == LineCancelled || state == LineDone:
		return state
	case visited:
		return LineDone
	case state == LinePlanned && day >= period.To:
		return LineUndone
	}
	return state
}
