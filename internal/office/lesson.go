package office

import "strings"

// LessonObservation is a 听课记录.
type LessonObservation struct {
	ID          int64  `db:"id" json:"id"`
	VisitID     int64  `db:"visit_id" json:"visitId"`
	SchoolID    int64  `db:"school_id" json:"schoolId"`
	InspectorID int64  `db:"inspector_id" json:"inspectorId"`
	Date        Date   `db:"date" json:"date"`
	Class       string `db:"class" json:"class"`     // 班级
	Subject     string `db:"subject" json:"subject"` // 学科
	Teacher     string `db:"teacher" json:"teacher"`
	Topic       string `db:"topic" json:"topic"`            // 课题
	Period      string `db:"period" json:"period"`          // 节次
	LessonType  string `db:"lesson_type" json:"lessonType"` // 课型
	Process     string `db:"process" json:"process"`        // 过程记录
	Rating      int    `db:"rating" json:"rating"`          // 定性评价 1–5, 5 best
	Evaluation  string `db:"evaluation" json:"evaluation"`  // 综合评价
	Highlights  string `db:"highlights" json:"highlights"`  // 亮点
	Advice      string `db:"advice" json:"advice"`          // 建议
	FeedbackTo  string `db:"feedback_to" json:"feedbackTo"` // 反馈对象
	Signed      bool   `db:"signed" json:"signed"`
	UpdatedAt   string `db:"updated_at" json:"updatedAt"`
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (l LessonObservation) Validate() error {
	var f Faults
	if l.SchoolID == 0 {
		f.Add("schoolId", "请选择学校")
	}
	if l.InspectorID == 0 {
		f.Add("inspectorId", "请选择听课督学")
	}
	f.Require("date", "听课日期", string(l.Date))
	f.Date("date", "听课日期", l.Date)
	f.Require("class", "班级", strings.TrimSpace(l.Class))
	f.Require("subject", "学科", strings.TrimSpace(l.Subject))
	f.Require("teacher", "教师", strings.TrimSpace(l.Teacher))
	if l.Rating < 0 || l.Rating > 5 {
		f.Add("rating", "定性评价为 1 到 5")
	}
	f.MaxRunes("process", "过程记录", l.Process, 10000)
	f.MaxRunes("evaluation", "综合评价", l.Evaluation, 4000)
	return f.Err()
}
