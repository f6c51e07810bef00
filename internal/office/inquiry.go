package office

import "strings"

// InquiryKinds are the kinds of asking people on a visit.
var InquiryKinds = []string{"座谈", "走访", "访谈家长", "问卷"}

// Inquiry is a 座谈记录 or 问卷记录: whom, how many, what was asked and the result.
type Inquiry struct {
	ID          int64  `db:"id" json:"id"`
	VisitID     int64  `db:"visit_id" json:"visitId"` // 0 when on its own
	SchoolID    int64  `db:"school_id" json:"schoolId"`
	InspectorID int64  `db:"inspector_id" json:"inspectorId"`
	Date        Date   `db:"date" json:"date"`
	Kind        string `db:"kind" json:"kind"`
	Audience    string `db:"audience" json:"audience"` // 对象
	People      int    `db:"people" json:"people"`     // 人数; for 问卷 发放份数
	Returned    int    `db:"returned" json:"returned"` // 回收份数, 问卷 only
	Outline     string `db:"outline" json:"outline"`   // 提纲
	Result      string `db:"result" json:"result"`
	UpdatedAt   string `db:"updated_at" json:"updatedAt"`
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (q Inquiry) Validate() error {
	var f Faults
	if q.SchoolID == 0 {
		f.Add("schoolId", "请选择学校")
	}
	f.Require("date", "日期", string(q.Date))
	f.Date("date", "日期", q.Date)
	f.Require("kind", "方式", q.Kind)
	f.OneOf("kind", "方式", q.Kind, InquiryKinds)
	f.Require("audience", "对象", strings.TrimSpace(q.Audience))
	if q.People < 0 || q.Returned < 0 {
		f.Add("people", "人数不能为负数")
	}
	if q.Kind == "问卷" && q.Returned > q.People {
		f.Add("returned", "回收份数多于发放份数，请核对")
	}
	f.MaxRunes("outline", "提纲", q.Outline, 4000)
	f.MaxRunes("result", "结果", q.Result, 4000)
	return f.Err()
}
