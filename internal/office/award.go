package office

import "strings"

// AwardLevels are the levels of 表彰.
var AwardLevels = []string{"国家级", "省级", "市级", "县级", "督导室"}

// Award is 表彰: what somebody was honoured with.
type Award struct {
	ID          int64  `db:"id" json:"id"`
	Year        int    `db:"year" json:"year"`
	Name        string `db:"name" json:"name"`
	Level       string `db:"level" json:"level"`
	Subject     string `db:"subject" json:"subject"` // one of AssessSubjects
	InspectorID int64  `db:"inspector_id" json:"inspectorId"`
	SchoolID    int64  `db:"school_id" json:"schoolId"`
	Holder      string `db:"holder" json:"holder"`
	GrantedBy   string `db:"granted_by" json:"grantedBy"`
	GrantedOn   Date   `db:"granted_on" json:"grantedOn"`
	DocNumber   string `db:"doc_number" json:"docNumber"`
	Note        string `db:"note" json:"note"`
	UpdatedAt   string `db:"updated_at" json:"updatedAt"`
}

// Of tells whether the subject holds the award.
func (a Award) Of(x AssessSubject) bool {
	if a.InspectorID == 0 && a.SchoolID == 0 {
		return a.Holder == x.Name
	}
	return a.InspectorID == x.InspectorID && a.SchoolID == x.SchoolID
}

// Normalize trims the texts.
func (a *Award) Normalize() {
	for _, t := range []*string{&a.Name, &a.Holder, &a.GrantedBy, &a.DocNumber, &a.Note} {
		*t = strings.TrimSpace(*t)
	}
	if a.Level == "" {
		a.Level = "县级"
	}
	switch a.Subject {
	case AssessInspector:
		a.SchoolID = 0
	case AssessSchool, AssessPrincipal:
		a.InspectorID = 0
	default:
		a.InspectorID, a.SchoolID = 0, 0
	}
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (a Award) Validate() error {
	var f Faults
	if a.Year < 1980 || a.Year > 2199 {
		f.Add("year", "年度请填四位年份，如 2026")
	}
	f.Require("name", "表彰名称", a.Name)
	f.MaxRunes("name", "表彰名称", a.Name, 60)
	f.OneOf("level", "级别", a.Level, AwardLevels)
	f.Require("subject", "对象类别", a.Subject)
	f.OneOf("subject", "对象类别", a.Subject, AssessSubjects)
	f.Require("holder", "获奖者", a.Holder)
	f.MaxRunes("holder", "获奖者", a.Holder, 60)
	f.Date("grantedOn", "表彰日期", a.GrantedOn)
	f.MaxRunes("docNumber", "文号", a.DocNumber, 60)
	f.MaxRunes("note", "备注", a.Note, 500)
	return f.Err()
}
