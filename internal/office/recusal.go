package office

import "strings"

// RecusalLeft is the kind of recusal that lapses some years after its LeftOn.
const RecusalLeft = "离职不满三年"

// RecusalKinds are why an inspector keeps away from a school (回避情形).
var RecusalKinds = []string{"近亲属", "配偶子女就业就读", "本单位", RecusalLeft, "其他"}

// Recusal is 回避登记: a school that an inspector must keep away from, and why.
type Recusal struct {
	ID          int64  `db:"id" json:"id"`
	InspectorID int64  `db:"inspector_id" json:"inspectorId"`
	SchoolID    int64  `db:"school_id" json:"schoolId"`
	Kind        string `db:"kind" json:"kind"`
	Detail      string `db:"detail" json:"detail"`
	StartsOn    Date   `db:"starts_on" json:"startsOn"`
	LeftOn      Date   `db:"left_on" json:"leftOn"` // 离职日期
	EndsOn      Date   `db:"ends_on" json:"endsOn"` // the first day it no longer holds
	Note        string `db:"note" json:"note"`
}

// Normalize trims the texts.
func (r *Recusal) Normalize() {
	r.Detail, r.Note = strings.TrimSpace(r.Detail), strings.TrimSpace(r.Note)
	if r.Kind == "" {
		r.Kind = RecusalKinds[0]
	}
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (r Recusal) Validate() error {
	var f Faults
	if r.InspectorID == 0 {
		f.Add("inspectorId", "请选择督学")
	}
	if r.SchoolID == 0 {
		f.Add("schoolId", "请选择学校")
	}
	f.OneOf("kind", "回避情形", r.Kind, RecusalKinds)
	f.MaxRunes("detail", "说明", r.Detail, 200)
	f.MaxRunes("note", "备注", r.Note, 200)
	f.Date("startsOn", "起始日期", r.StartsOn)
	f.Date("leftOn", "离职日期", r.LeftOn)
	f.Date("endsOn", "解除日期", r.EndsOn)
	if r.Kind == RecusalLeft {
		f.Require("leftOn", "离职日期", string(r.LeftOn))
	}
	if r.EndsOn.Valid() && r.EndsOn <= r.StartsOn {
		f.Add("endsOn", "解除日期不晚于起始日期，请核对")
	}
	return f.Err()
}

// Holds tells whether the recusal is in force on the day; years is the rule
// RuleRecusalYears.
func (r Recusal) Holds(day Date, years int) bool {
	return r.StartsOn <= day && (r.EndsOn == "" || r.EndsOn > day) && (r.Kind != RecusalLeft || day < r.LapsesOn(years))
}

// LapsesOn is the first day on which who left the school may have it again, ""
// for the other kinds.
func (r Recusal) LapsesOn(years int) Date {
	if r.Kind != RecusalLeft || !r.LeftOn.Valid() {
		return ""
	}
	return r.LeftOn.AddYears(years)
}

// Words say why, as behind the inspector's name: 近亲属（配偶任副校长）.
func (r Recusal) Words(years int) string {
	detail := ""
	if r.Detail != "" {
		detail = "（" + r.Detail + "）"
	}
	switch r.Kind {
	case RecusalLeft:
		return r.LeftOn.Chinese() + "从这所学校离职，不满 " + itoa(years) + " 年" + detail
	case "本单位":
		return "是本校工作人员" + detail
	case "其他":
		return "已登记回避" + detail
	}
	return "有" + r.Kind + "情形" + detail
}
