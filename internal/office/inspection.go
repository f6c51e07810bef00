package office

import "strings"

// The kinds of inspections whose course differs from the others'.
const (
	InspectionSpecial = "专项督导"
	InspectionWhole   = "综合督导"
	InspectionRandom  = "随机督导"
	InspectionInfant  = "幼儿园办园行为督导评估"
	InspectionGoverns = "督政"
	InspectionTests   = "质量监测"
)

// InspectionKinds are the kinds of 专项和综合督导.
var InspectionKinds = []string{InspectionSpecial, InspectionWhole, InspectionRandom, InspectionInfant, InspectionGoverns, InspectionTests}

// InspectionTopics are the usual matters of a 专项督导 (专题).
var InspectionTopics = []string{"开学工作", "食品安全", "控辍保学", "五项管理", "双减", "校外培训", "校园欺凌", "教辅管理", "校园安全", "师德师风"}

// The kinds of units.
const (
	UnitSchool = "中小学"
	UnitInfant = "幼儿园"
	UnitTown   = "乡镇"
	UnitOffice = "部门"
	UnitTutor  = "校外培训机构"
)

// UnitKinds are whom an inspection looks at (被督导单位).
var UnitKinds = []string{UnitSchool, UnitInfant, UnitTown, UnitOffice, UnitTutor}

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
	RecheckBy    string   `db:"recheck_by" json:"recheckBy"` // 核查人
	Verdict      string   `db:"verdict" json:"verdict"`      // one of Verdicts
	OrderNo      string   `db:"order_no" json:"orderNo"`     // 整改督办函的文号
	OrderOn      Date     `db:"order_on" json:"orderOn"`
	OrderDueOn   Date     `db:"order_due_on" json:"orderDueOn"`
	OrderText    string   `db:"order_text" json:"orderText"`
	Note         string   `db:"note" json:"note"`
	UpdatedAt    string   `db:"updated_at" json:"updatedAt"`
}

// Whole tells whether the inspection counts as one of the whole of a unit
// (综合督导), which every school sees once in some years.
func (x Inspection) Whole() bool { return x.Kind == InspectionWhole || x.Kind == InspectionInfant }

// Short tells that the course ends at the visit: a 质量监测 gives no opinions.
func (x Inspection) Short() bool { return x.Kind == InspectionTests }

// FindingSource is where a finding of the inspection comes from.
func (x Inspection) FindingSource() string {
	if x.Kind == InspectionWhole || x.Kind == InspectionRandom {
		return "综合督导"
	}
	return "专项督导"
}

// Normalize trims the texts and fills what a new inspection starts with.
func (x *Inspection) Normalize() {
	for _, at := range []*string{&x.Title, &x.Topic, &x.Basis, &x.Scope, &x.Content, &x.Requirements, &x.NoticeNo, &x.ReportNo, &x.ReportTo,
		&x.FiledNo, &x.PublishedAt, &x.Reason, &x.Note} {
		*at = strings.TrimSpace(*at)
	}
	if x.Kind == "" {
		x.Kind = InspectionSpecial
	}
	if x.Title == "" && x.Topic != "" {
		x.Title = x.Topic + x.Kind
	}
	if x.State == "" {
		x.State = InspectionPlanned
	}
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (x Inspection) Validate(today Date) error {
	var f Faults
	f.Require("kind", "种类", x.Kind)
	f.OneOf("kind", "种类", x.Kind, InspectionKinds)
	f.Require("title", "名称", x.Title)
	f.Require("plannedOn", "立项日期", string(x.PlannedOn))
	for _, t := range []struct {
		key, label, value string
		most              int
	}{{"title", "名称", x.Title, 80}, {"topic", "专题", x.Topic, 40}, {"basis", "依据", x.Basis, 2000}, {"scope", "范围", x.Scope, 1000},
		{"content", "督导内容", x.Content, 4000}, {"requirements", "要求", x.Requirements, 4000}, {"noticeNo", "通知文号", x.NoticeNo, 60},
		{"reportNo", "报告文号", x.ReportNo, 60}, {"reportTo", "报告报送", x.ReportTo, 200}, {"filedNo", "备案号", x.FiledNo, 60},
		{"publishedAt", "公布渠道", x.PublishedAt, 200}, {"reason", "取消的原因", x.Reason, 500}, {"note", "备注", x.Note, 1000}} {
		f.MaxRunes(t.key, t.label, t.value, t.most)
	}
	planned := datedFact{"plannedOn", "立项日期", x.PlannedOn}
	f.inOrder([]datedFact{planned, {"startsOn", "实地开始日期", x.StartsOn}, {"endsOn", "实地结束日期", x.EndsOn}})
	notice := datedFact{"noticeOn", "通知日期", x.NoticeOn}
	f.inOrder([]datedFact{planned, notice, {"selfDueOn", "自评截止日期", x.SelfDueOn}})
	done := []datedFact{planned, notice, {"reportOn", "督导报告日期", x.ReportOn}, {"filedOn", "备案日期", x.FiledOn}}
	f.inOrder(done)
	f.inOrder([]datedFact{{"reportOn", "督导报告日期", x.ReportOn}, {"publishedOn", "公布日期", x.PublishedOn}})
	f.notYet(today, append(done, datedFact{"publishedOn", "公布日期", x.PublishedOn}))
	for _, d := range []struct {
		key, label string
		v          Date
	}{{"filedOn", "备案", x.FiledOn}, {"publishedOn", "公布", x.PublishedOn}} {
		if d.v.Valid() && !x.ReportOn.Valid() {
			f.Add(d.key, "督导报告还没有出，请先登记督导报告，再登记"+d.label)
		}
	}
	if x.State == InspectionCancelled {
		f.Require("reason", "取消的原因", x.Reason)
	}
	return f.Err()
}

// Normalize trims the texts; a member who is an inspector needs no office of
// his own here.
func (m *InspectionMember) Normalize() {
	for _, at := range []*string{&m.Name, &m.Employer, &m.Post, &m.Phone, &m.Recusal} {
		*at = strings.TrimSpace(*at)
	}
	if m.Role == "" {
		m.Role = "成员"
	}
}

// Outsider is one who was in a group without being an inspector (外聘人员), as the
// next inspection may ask him again.
type Outsider struct {
	Name     string `db:"name" json:"name"`
	Employer string `db:"employer" json:"employer"`
	Post     string `db:"post" json:"post"`
	Phone    string `db:"phone" json:"phone"`
}
