package office

import (
	"slices"
	"strings"
)

// FindingSources are where a finding comes from (问题来源).
var FindingSources = []string{"经常性督导", "专项督导", "综合督导", "投诉举报", "上级交办", "学校自查", "其他"}

// The states of 整改.
const (
	FindingPending    = "待整改"
	FindingWorking    = "整改中"
	FindingReported   = "已报告"
	FindingAgain      = "继续整改" // a recheck found it not put right
	FindingSupervised = "督办中"  // a 督办单, 约谈, 通报 or 问责 is under way
	FindingClosed     = "已销号"
	FindingOnSpot     = "现场整改"
)

// FindingStates are the states of 整改, in order.
var FindingStates = append(slices.Clone(OpenFindingStates), FindingClosed, FindingOnSpot)

// OpenFindingStates are those of a finding that is not put right yet.
var OpenFindingStates = []string{FindingPending, FindingWorking, FindingReported, FindingAgain, FindingSupervised}

// Finding is 督导发现的问题: one problem at one school, followed until it is put
// right.
type Finding struct {
	ID       int64  `db:"id" json:"id"`
	Number   string `db:"number" json:"number"`    // 编号, given by store
	VisitID  int64  `db:"visit_id" json:"visitId"` // 0 when found otherwise
	UnitID   int64  `db:"unit_id" json:"unitId"`   // the InspectionUnit it was found at; 0 for none
	SchoolID int64  `db:"school_id" json:"schoolId"`
	Source   string `db:"source" json:"source"`
	FoundOn  Date   `db:"found_on" json:"foundOn"`
	MatterID int64  `db:"matter_id" json:"matterId"` // 0 means not classed
	Content  string `db:"content" json:"content"`
	Level    int    `db:"level" json:"level"` // code of Disposals, 4/2/5/3
	// Routing is where it goes by its level: 现场反馈, 整改通知书, 上报督导室, 协商意见书.
	Routing    string `db:"routing" json:"routing"`
	Department string `db:"department" json:"department"` // 协商科室
	Measures   string `db:"measures" json:"measures"`     // 整改措施
	Unit       string `db:"unit" json:"unit"`             // 责任单位
	Person     string `db:"person" json:"person"`         // 责任人
	DueOn      Date   `db:"due_on" json:"dueOn"`          // 整改期限
	State      string `db:"state" json:"state"`
	ReportedOn Date   `db:"reported_on" json:"reportedOn"` // 学校报告日期
	RecheckOn  Date   `db:"recheck_on" json:"recheckOn"`   // 回访日期
	Recheck    string `db:"recheck" json:"recheck"`        // 核查结论
	ClosedOn   Date   `db:"closed_on" json:"closedOn"`     // 销号日期
	Note       string `db:"note" json:"note"`
	UpdatedAt  string `db:"updated_at" json:"updatedAt"`
}

// RoutingOf returns where a problem of the level goes.
func RoutingOf(level int) string {
	switch level {
	case 4:
		return "现场反馈"
	case 2:
		return "整改通知书"
	case 5:
		return "整改通知书并上报督导室"
	case 3:
		return "协商意见书"
	}
	return ""
}

// Closed tells whether the finding is put right.
func (f Finding) Closed() bool { return f.State == FindingClosed || f.State == FindingOnSpot }

// DaysOverdue returns the calendar days the finding is late on the day, 0 when
// it is not.
func (f Finding) DaysOverdue(today Date) int {
	end := today
	if f.ClosedOn.Valid() {
		end = f.ClosedOn
	}
	if !f.DueOn.Valid() || end <= f.DueOn || (f.Closed() && !f.ClosedOn.Valid()) {
		return 0
	}
	return end.Sub(f.DueOn)
}

// Normalize trims texts and fills what follows from the level.
func (f *Finding) Normalize() {
	f.Content = strings.TrimSpace(f.Content)
	if f.Source == "" {
		f.Source = FindingSources[0]
	}
	if f.Level == 0 {
		f.Level = 4
	}
	if f.State == "" {
		f.State = FindingPending
		if f.ClosedOn != "" {
			f.State = FindingClosed
		}
	}
	f.Routing = RoutingOf(f.Level)
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (f Finding) Validate() error {
	var e Faults
	if f.SchoolID == 0 {
		e.Add("schoolId", "请选择学校")
	}
	e.Require("foundOn", "发现日期", string(f.FoundOn))
	e.Date("foundOn", "发现日期", f.FoundOn)
	e.Require("content", "问题内容", f.Content)
	e.MaxRunes("content", "问题内容", f.Content, 4000)
	e.OneOf("source", "来源", f.Source, FindingSources)
	e.OneOf("state", "整改状态", f.State, FindingStates)
	if f.Level == 1 || DisposalName(f.Level) == "" {
		e.Add("level", "请选择问题级别")
	}
	for _, d := range []struct {
		key, label string
		v          Date
	}{{"dueOn", "整改期限", f.DueOn}, {"reportedOn", "学校报告日期", f.ReportedOn}, {"recheckOn", "回访日期", f.RecheckOn}, {"closedOn", "销号日期", f.ClosedOn}} {
		e.Date(d.key, d.label, d.v)
		if d.v.Valid() && f.FoundOn.Valid() && d.v < f.FoundOn {
			e.Add(d.key, d.label+"早于发现日期，请核对")
		}
	}
	if f.State == FindingClosed && !f.ClosedOn.Valid() {
		e.Add("closedOn", "已销号的问题须填销号日期")
	}
	return e.Err()
}
