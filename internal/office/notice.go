package office

// The kinds of papers that follow a finding (整改文书).
const (
	NoticeRectify    = "整改通知书"
	NoticeConsult    = "协商意见书"
	NoticeSupervise  = "督办单"
	NoticeTalk       = "约谈通知书"
	NoticeBulletin   = "通报"
	NoticeAccount    = "问责"
	NoticeReminder   = "催办单"
	NoticeDraft      = "草稿" // state of a paper before its first step
	NoticeVoid       = "作废" // state of a paper taken back after its number was given
	DaysCalendar     = "天"
	DaysWorking      = "工作日"
	maxNoticeBody    = 4000
	maxNoticeRequest = 4000
)

// Notice is a paper that follows one finding or several to their end (整改文书):
// 整改通知书, 协商意见书, 督办单, 约谈通知书, 通报, 问责, 催办单.
type Notice struct {
	ID     int64  `db:"id" json:"id"`
	Kind   string `db:"kind" json:"kind"`
	Number string `db:"number" json:"number"` // 编号, given by store; never given twice
	// DocNumber is 文号, made from the county's pattern when the paper is issued.
	DocNumber   string `db:"doc_number" json:"docNumber"`
	Date        Date   `db:"date" json:"date"`
	SchoolID    int64  `db:"school_id" json:"schoolId"`       // 学校; of a 通报 or 问责 it may be 0
	VisitID     int64  `db:"visit_id" json:"visitId"`         // 0 when it follows no visit
	InspectorID int64  `db:"inspector_id" json:"inspectorId"` // 提出的督学
	Department  string `db:"department" json:"department"`    // 主送的科室或单位
	CopyTo      string `db:"copy_to" json:"copyTo"`           // 抄送
	Source      string `db:"source" json:"source"`            // 来源渠道, one of FindingSources
	Title       string `db:"title" json:"title"`              // 事由
	Body        string `db:"body" json:"body"`                // 问题及建议, 通报正文
	Basis       string `db:"basis" json:"basis"`              // 依据
	Request     string `db:"request" json:"request"`          // 要求
	// Days and DaysUnit (天/工作日) are the limit as the paper words it, DueOn the
	// day it ends.
	Days     int    `db:"days" json:"days"`
	DaysUnit string `db:"days_unit" json:"daysUnit"`
	DueOn    Date   `db:"due_on" json:"dueOn"`
	Signer   string `db:"signer" json:"signer"` // 签发人
	// MeetAt, Place and Attendees are of 约谈 (2026-03-12 09:00), and who of the
	// school took part.
	MeetAt    string `db:"meet_at" json:"meetAt"`
	Place     string `db:"place" json:"place"`
	Attendees string `db:"attendees" json:"attendees"`
	Measure   string `db:"measure" json:"measure"` // 问责方式
	// EffectiveOn is 问责决定的生效日期.
	EffectiveOn Date   `db:"effective_on" json:"effectiveOn"`
	Person      string `db:"person" json:"person"` // 问责或约谈的人
	State       string `db:"state" json:"state"`   // 草稿, the last step, or 作废
	// VoidReason is 作废原因.
	VoidReason string  `db:"void_reason" json:"voidReason"`
	Note       string  `db:"note" json:"note"`
	Findings   []int64 `db:"-" json:"findings"`
	Steps      []Step  `db:"-" json:"steps"`
	UpdatedAt  string  `db:"updated_at" json:"updatedAt"`
}

// Step is one step that a paper has gone (办理环节): when, by whom, how, and what
// was said.
type Step struct {
	Step string `db:"step" json:"step"`
	On   Date   `db:"on_day" json:"on"`
	By   string `db:"by_whom" json:"by"`
	Way  string `db:"way" json:"way"`   // 送达、答复方式
	Text string `db:"text" json:"text"` // 批示、结果、答复
}

// StepRule is one step of a kind's course.
type StepRule struct {
	Name string `json:"name"`
	// Optional steps may be left out; Repeats may come several times (跟踪).
	Optional bool `json:"optional"`
	Repeats  bool `json:"repeats"`
	// Ends tells that the paper is done with after it.
	Ends bool `json:"ends"`
	// Person, Way and Text are the labels of what the step asks for; empty ones
	// are not asked.
	Person string `json:"person"`
	Way    string `json:"way"`
	Text   string `json:"text"`
	// From is the step that this one answers: it cannot come without it. Limit is
	// the rule within whose days it is to come after From; empty without a limit.
	From  string `json:"from"`
	Limit string `json:"limit"`
}

// NoticeKind is one kind of paper: its number's prefix and its course.
type NoticeKind struct {
	Kind   string `json:"kind"`
	Prefix string `json:"prefix"`
	// Issue is the step at which the paper is dated, signed and given its 文号.
	Issue string     `json:"issue"`
	Steps []StepRule `json:"steps"`
}

// StepInspected stands for the end of the supervision that a 问责 follows: the
// day of the visit, else the last day a problem was found.
const StepInspected = "督导结束"

// The rules of the steps that have a limit in 《教育督导问责办法》.
const (
	RuleAccountInquiry  = "account.inquiry_days"
	RuleAccountReview   = "account.review_days"
	RuleAccountDecision = "account.review_decision_days"
	RuleAccountAppeal   = "account.appeal_days"
	RuleAccountOutcome  = "account.appeal_decision_days"
)

// NoticeKinds are the kinds of papers and the course of each, in the order of
// their weight.
var NoticeKinds = []NoticeKind{
	{NoticeRectify, "ZG", "下发", []StepRule{
		{Name: "审核", Optional: true, Person: "审核人", Text: "审核意见"},
		{Name: "下发", Person: "签发人"},
		{Name: "签收", Person: "签收人", Way: "送达方式"},
		{Name: "办结", Ends: true, Text: "处理结果"}}},
	{NoticeConsult, "XS", "送科室", []StepRule{
		{Name: "送科室", Person: "送交人", Way: "送达方式"},
		{Name: "答复", Person: "答复人", Text: "处理结果"},
		{Name: "跟踪", Optional: true, Repeats: true, Person: "跟踪督学", Text: "跟踪情况"},
		{Name: "办结", Ends: true, Text: "处理结果"}}},
	{NoticeSupervise, "DB", "登记", []StepRule{
		{Name: "登记", Person: "登记人"},
		{Name: "批示", Person: "批示领导", Text: "批示内容"},
		{Name: "承办", Person: "承办人", Text: "承办情况"},
		{Name: "结果", Person: "承办人", Text: "处理结果"},
		{Name: "答复", Person: "答复人", Way: "答复方式", Text: "答复内容"},
		{Name: "归档", Ends: true, Person: "归档人"}}},
	{NoticeTalk, "YT", "下发", []StepRule{
		{Name: "下发", Person: "签发人"},
		{Name: "签收", Person: "签收人", Way: "送达方式"},
		{Name: "约谈", Person: "主谈人", Text: "约谈纪要"},
		{Name: "办结", Ends: true, Text: "整改承诺及结果"}}},
	{NoticeBulletin, "TB", "签发", []StepRule{
		{Name: "审核", Optional: true, Person: "审核人", Text: "审核意见"},
		{Name: "签发", Person: "签发人"},
		{Name: "印发", Ends: true, Way: "印发范围"}}},
	{NoticeAccount, "WZ", "决定", []StepRule{
		{Name: "启动调查", Person: "工作组", From: StepInspected, Limit: RuleAccountInquiry},
		{Name: "书面告知", Person: "告知人", Way: "送达方式", Text: "陈述和申辩"},
		{Name: "审定", Person: "审定人", Text: "审定意见"},
		{Name: "决定", Person: "签发人", Text: "问责决定"},
		{Name: "送达", Person: "签收人", Way: "送达方式"},
		{Name: "申请复核", Optional: true, Person: "申请人", Text: "复核理由", From: "送达", Limit: RuleAccountReview},
		{Name: "复核决定", Person: "决定单位", Text: "复核决定", From: "申请复核", Limit: RuleAccountDecision},
		{Name: "申诉", Optional: true, Person: "申诉人", Text: "申诉理由", From: "复核决定", Limit: RuleAccountAppeal},
		{Name: "申诉决定", Person: "决定单位", Text: "申诉处理决定", From: "申诉", Limit: RuleAccountOutcome},
		{Name: "办结", Ends: true, Text: "执行情况"}}},
	{NoticeReminder, "CB", "发出", []StepRule{
		{Name: "发出", Ends: true, Person: "经办人", Way: "送达方式"}}},
}

// NoticeKindOf returns the kind's course; ok is false for an unknown one.
func NoticeKindOf(kind string) (k NoticeKind, ok bool) {
	for _, k := range NoticeKinds {
		if k.Kind == kind {
			return k, true
		}
	}
	return NoticeKind{}, false
}
