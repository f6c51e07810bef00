package office

import "strings"

// PracticeStates are the states of a 典型经验.
var PracticeStates = []string{"登记", PracticeChosen, PracticeSpread}

// The states of a 典型经验 that the reports tell of.
const (
	PracticeChosen = "推荐"
	PracticeSpread = "已推广"
)

// Practice is 典型经验: what a school does well, kept to be used again in the
// reports.
type Practice struct {
	ID          int64  `db:"id" json:"id"`
	Number      string `db:"number" json:"number"`    // 编号, given by store
	VisitID     int64  `db:"visit_id" json:"visitId"` // 0 when found otherwise
	SchoolID    int64  `db:"school_id" json:"schoolId"`
	InspectorID int64  `db:"inspector_id" json:"inspectorId"`
	FoundOn     Date   `db:"found_on" json:"foundOn"`
	MatterID    int64  `db:"matter_id" json:"matterId"`
	Title       string `db:"title" json:"title"`
	Content     string `db:"content" json:"content"`
	State       string `db:"state" json:"state"`
	Note        string `db:"note" json:"note"`
	UpdatedAt   string `db:"updated_at" json:"updatedAt"`
}

// Normalize trims the texts.
func (p *Practice) Normalize() {
	p.Title, p.Content, p.Note = strings.TrimSpace(p.Title), strings.TrimSpace(p.Content), strings.TrimSpace(p.Note)
	if p.State == "" {
		p.State = PracticeStates[0]
	}
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (p Practice) Validate() error {
	var e Faults
	if p.SchoolID == 0 {
		e.Add("schoolId", "请选择学校")
	}
	e.Require("foundOn", "日期", string(p.FoundOn))
	e.Date("foundOn", "日期", p.FoundOn)
	e.Require("title", "标题", p.Title)
	e.Require("content", "经验做法", p.Content)
	e.MaxRunes("title", "标题", p.Title, 60)
	e.MaxRunes("content", "经验做法", p.Content, 4000)
	e.MaxRunes("note", "备注", p.Note, 1000)
	e.OneOf("state", "状态", p.State, PracticeStates)
	return e.Err()
}

// PracticeFrom fills a 典型经验 from what a visit wrote down as good.
func PracticeFrom(v Visit) Practice {
	p := Practice{VisitID: v.ID, SchoolID: v.SchoolID, InspectorID: v.InspectorID, FoundOn: v.Date, Content: strings.TrimSpace(v.Highlights), State: PracticeStates[0]}
	if len(v.Matters) > 0 {
		p.MatterID = v.Matters[0]
	}
	first, _, _ := strings.Cut(p.Content, "。")
	first, _, _ = strings.Cut(first, "\n")
	p.Title = clipText(strings.TrimSpace(first), 30)
	return p
}
