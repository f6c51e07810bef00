package office

import (
	"fmt"
	"strings"
)

// EvaluationStates are the states of an evaluation, in their order.
var EvaluationStates = []string{"准备", "已迎检", "已归档"}

// Evaluation is 迎检评估: a standard, one subject, one round.
type Evaluation struct {
	ID         int64  `db:"id" json:"id"`
	StandardID int64  `db:"standard_id" json:"standardId"`
	SchoolID   int64  `db:"school_id" json:"schoolId"` // of a school or kindergarten
	Zone       string `db:"zone" json:"zone"`          // 责任区, by its name: zones are cut anew
	Town       string `db:"town" json:"town"`
	Year       int    `db:"year" json:"year"`   // the round
	Years      int    `db:"years" json:"years"` // whose papers count, the round's the last
	// InspectedOn is 迎检日期, empty while it is not known.
	InspectedOn Date   `db:"inspected_on" json:"inspectedOn"`
	State       string `db:"state" json:"state"`
	Note        string `db:"note" json:"note"`
	UpdatedAt   string `db:"updated_at" json:"updatedAt"`
}

// EvaluationItem is a point of an evaluation: what the office says of itself.
type EvaluationItem struct {
	ID            int64    `db:"id" json:"id"`
	EvaluationID  int64    `db:"evaluation_id" json:"evaluationId"`
	IndicatorID   int64    `db:"indicator_id" json:"indicatorId"`
	SelfScore     *float64 `db:"self_score" json:"selfScore"` // nil: not scored yet
	Deduction     string   `db:"deduction" json:"deduction"`  // 扣分说明
	Person        string   `db:"person" json:"person"`        // 负责人
	DueOn         Date     `db:"due_on" json:"dueOn"`
	NotApplicable bool     `db:"not_applicable" json:"notApplicable"`
	CheckedBy     string   `db:"checked_by" json:"checkedBy"` // 审核通过
	CheckedOn     Date     `db:"checked_on" json:"checkedOn"`
	Note          string   `db:"note" json:"note"`
	Look          string   `db:"look" json:"look"` // what of the former version is still to be looked at
}

// Validate returns an *Error of CodeInvalid that names each faulty field. points is
// the full score of the point, 0 where it is not known.
func (x EvaluationItem) Validate(points float64) error {
	var f Faults
	if x.SelfScore != nil {
		most := points
		if most == 0 {
			most = 1000
		}
		if !goodScore(*x.SelfScore, most) {
			f.Add("selfScore", fmt.Sprintf("自评分填 0 到 %v，最多两位小数", most))
		}
	}
	f.Date("dueOn", "完成时限", x.DueOn)
	f.MaxRunes("deduction", "扣分说明", x.Deduction, 4000)
	f.MaxRunes("person", "负责人", x.Person, 60)
	f.MaxRunes("note", "备注", x.Note, 1000)
	return f.Err()
}

// From and To bound the days whose papers count: [From, To).
func (e Evaluation) From() Date { return Date(fmt.Sprintf("%d-01-01", e.Year-e.Years+1)) }

// To is the day after the last whose papers count.
func (e Evaluation) To() Date { return Date(fmt.Sprintf("%d-01-01", e.Year+1)) }

// Normalize trims the texts and fills what is left open.
func (e *Evaluation) Normalize() {
	e.Zone, e.Town, e.Note = strings.TrimSpace(e.Zone), strings.TrimSpace(e.Town), strings.TrimSpace(e.Note)
	if e.State == "" {
		e.State = EvaluationStates[0]
	}
	if e.Years == 0 {
		e.Years = 3
	}
}

// Validate returns an *Error of CodeInvalid that names each faulty field. subject
// is the standard's.
func (e Evaluation) Validate(subject string) error {
	var f Faults
	if e.Year < 2000 || e.Year > 2999 {
		f.Add("year", "年度填四位年份，如 2026")
	}
	if e.Years < 1 || e.Years > 10 {
		f.Add("years", "材料年限填 1 到 10 年")
	}
	f.Date("inspectedOn", "迎检日期", e.InspectedOn)
	f.OneOf("state", "状态", e.State, EvaluationStates)
	f.MaxRunes("note", "备注", e.Note, 1000)
	switch subject {
	case SubjectSchool, SubjectKindergarten:
		if e.SchoolID == 0 {
			f.Add("schoolId", "请选择被评估的学校或幼儿园")
		}
	case SubjectZone:
		f.Require("zone", "责任区", e.Zone)
	case SubjectTown:
		f.Require("town", "乡镇", e.Town)
	}
	return f.Err()
}
