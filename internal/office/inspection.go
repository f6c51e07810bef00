package office

// InspectionKinds are the kinds of 专项和综合督导.
var InspectionKinds = []string{"专项督导", "综合督导", "随机督导", "幼儿园办园行为督导评估", "督政", "质量监测"}

// UnitKinds are whom an inspection looks at (被督导单位).
var UnitKinds = []string{"中小学", "幼儿园", "乡镇", "部门", "校外培训机构"}

// MemberRoles are the parts that people have in a group (督导组).
var MemberRoles = []string{"组长", "副组长", "成员", "联络员"}

// Inspection is one 专项督导, 综合督导 or 督政: a round over many units, from
// 立项 to 备案公布.
type Inspection struct {
	ID           int64  `db:"id" json:"id"`
	Number       string `db:"number" json:"number"` // 编号, given by store
	Kind         string `db:"kind" json:"kind"`     // one of InspectionKinds
	Title        string `db:"title" json:"title"`
	Topic        string `db:"topic" json:"topic"` // 专题, e.g. 食品安全
	Basis        string `db:"basis" json:"basis"`
	Scope        string `db:"scope" json:"scope"`
	Content      string `db:"content" json:"content"`
	Requirements string `db:"requirements" json:"requirements"`
	ChecklistID  int64  `db:"checklist_id" json:"checklistId"`
	FormerID     int64  `db:"former_id" json:"formerId"` // the one it is compared with
	PlannedOn    Date   `db:"planned_on" json:"plannedOn"`
	StartsOn     Date   `db:"starts_on" json:"startsOn"`
	EndsOn       Date   `db:"ends_on" json:"endsOn"`
	NoticeNo     string `db:"notice_no" json:"noticeNo"` // 督导通知的文号
	NoticeOn     Date   `db:"notice_on" json:"noticeOn"`
	SelfDueOn    Date   `db:"self_due_on" json:"selfDueOn"` // 自评截止
	ReportNo     string `db:"report_no" json:"reportNo"`    // 督导报告的文号
	ReportOn     Date   `db:"report_on" json:"reportOn"`
	ReportTo     string `db:"report_to" json:"reportTo"`
	ReportText   string `db:"report_text" json:"reportText"`
	FiledNo      string `db:"filed_no" json:"filedNo"` // 备案号
	FiledOn      Date   `db:"filed_on" json:"filedOn"`
	PublishedOn  Date   `db:"published_on" json:"publishedOn"`
	PublishedAt  string `db:"published_at" json:"publishedAt"` // 公布渠道
	State        string `db:"state" json:"state"`
	Reason       string `db:"reason" json:"reason"` // 取消的原因
	Note         string `db:"note" json:"note"`
	UpdatedAt    string `db:"updated_at" json:"updatedAt"`
}

// InspectionGroup is a 督导组 of an inspection.
type InspectionGroup struct {
	ID           int64  `db:"id" json:"id"`
	InspectionID int64  `db:"inspection_id" json:"inspectionId"`
	Position     int    `db:"position" json:"position"`
	Name         string `db:"name" json:"name"`
	Note         string `db:"note" json:"note"`
}

// InspectionMember is one of a group (组员): an inspector, or an outsider by name.
type InspectionMember struct {
	ID           int64  `db:"id" json:"id"`
	InspectionID int64  `db:"inspection_id" json:"inspectionId"`
	GroupID      int64  `db:"group_id" json:"groupId"`
	Position     int    `db:"position" json:"position"`
	InspectorID  int64  `db:"inspector_id" json:"inspectorId"` // 0 for an outsider
	Name         string `db:"name" json:"name"`
	Employer     string `db:"employer" json:"employer"`
	Post         string `db:"post" json:"post"`
	Phone        string `db:"phone" json:"phone"`
	Role         string `db:"role" json:"role"`       // one of MemberRoles
	Recusal      string `db:"recusal" json:"recusal"` // 回避情况
}

// InspectionUnit is one unit (被督导单位) of an inspection with its course.
type InspectionUnit struct {
	ID           int64    `db:"id" json:"id"`
	InspectionID int64    `db:"inspection_id" json:"inspectionId"`
	GroupID      int64    `db:"group_id" json:"groupId"`
	Position     int      `db:"position" json:"position"`
	SchoolID     int64    `db:"school_id" json:"schoolId"` // 0 for a unit that is no school
	Name         string   `db:"name" json:"name"`
	UnitKind     string   `db:"unit_kind" json:"unitKind"`   // one of UnitKinds
	PlannedOn    Date     `db:"planned_on" json:"plannedOn"` // 日程
	Session      string   `db:"session" json:"session"`
	SelfOn       Date     `db:"self_on" json:"selfOn"`
	SelfScore    *float64 `db:"self_score" json:"selfScore"` // nil: none given
	SelfText     string   `db:"self_text" json:"selfText"`
	VisitedOn    Date     `db:"visited_on" json:"visitedOn"`
	Score        *float64 `db:"score" json:"score"` // total of its UnitScores; nil: not scored
	Grade        string   `db:"grade" json:"grade"` // 等次
	Strengths    string   `db:"strengths" json:"strengths"`
	Problems     string   `db:"problems" json:"problems"`
	Advice       string   `db:"advice" json:"advice"`
	OpinionOn    Date     `db:"opinion_on" json:"opinionOn"` // 初步意见反馈
	PleaOn       Date     `db:"plea_on" json:"pleaOn"`       // 申辩
	Plea         string   `db:"plea" json:"plea"`
	PleaAnswer   string   `db:"plea_answer" json:"pleaAnswer"`
	PleaAnswerOn Date     `db:"plea_answer_on" json:"pleaAnswerOn"`
	LetterNo     string   `db:"letter_no" json:"letterNo"` // 督导意见书的文号
	LetterOn     Date     `db:"letter_on" json:"letterOn"`
	DueOn        Date     `db:"due_on" json:"dueOn"`       // 整改期限
	ReportOn     Date     `db:"report_on" json:"reportOn"` // 整改报告
	Report       string   `db:"report" json:"report"`
	RecheckOn    Date     `db:"recheck_on" json:"recheckOn"` // 核查
	Recheck      string   `db:"recheck" json:"recheck"`
	Verdict      string   `db:"verdict" json:"verdict"`
	Note         string   `db:"note" json:"note"`
	UpdatedAt    string   `db:"updated_at" json:"updatedAt"`
}
