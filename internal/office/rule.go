package office

import "slices"

// Rule is one number that the office works by: a limit, a term, a ratio. Code
// holds the mechanism, never the number.
type Rule struct {
	Key   string  `db:"key" json:"key"`
	Name  string  `db:"name" json:"name"`
	Value float64 `db:"value" json:"value"`
	Unit  string  `db:"unit" json:"unit"`
	// Source is 依据; Official tells whether it was read in an official text that
	// binds the county: the State's, or its province's when that preset was taken.
	// A rule that is not official is never printed as law.
	Source   string `db:"source" json:"source"`
	Official bool   `db:"official" json:"official"`
	// ValidFrom is the first day the value holds; the latest one not after a day
	// is in force on it.
	ValidFrom Date `db:"valid_from" json:"validFrom"`
}

// The keys of the rules in use.
const (
	RuleVisitsPerMonth     = "visit.per_month"
	RuleVisitsPerTerm      = "visit.per_term"
	RuleRecordDays         = "visit.record_days"
	RuleFeedbackDays       = "visit.feedback_days"
	RuleZoneSchools        = "zone.max_schools"
	RuleZoneInspectors     = "zone.min_inspectors"
	RuleInspectorSchools   = "inspector.schools"
	RuleInspectorOverload  = "inspector.max_schools"
	RuleTermYears          = "appointment.years"
	RuleTermCount          = "appointment.max_terms"
	RuleRectifyDays        = "rectify.workdays"
	RuleRecheckDays        = "rectify.recheck_days"
	RuleFileDays           = "rectify.file_days"
	RuleSevereDays         = "rectify.severe_workdays"
	RuleConsultDays        = "rectify.consult_workdays"
	RuleRepeatMonths       = "rectify.repeat_months"
	RuleComplaintDays      = "complaint.days"
	RuleTrashDays          = "program.trash_days"
	RuleInspectorsPerVisit = "school.min_inspectors"
	RuleAttachmentSize     = "program.attachment_size"
)

const (
	srcRegulation = "《教育督导条例》（2012年）"
	srcMeasure    = "《中小学校责任督学挂牌督导办法》（国教督办〔2013〕2号）"
	srcZone       = "教督〔2012〕7号"
	srcAccount    = "《教育督导问责办法》（国教督〔2021〕2号）"
	srcOwn        = "非官方：本程序的建议值，可按本县规定修改"
)

// DefaultRules are the first fill of the rules; each carries its source, and
// what no official text was seen for is marked.
var DefaultRules = slices.Concat(ownRules, alertRules, qualificationRules, procedureRules, sheetRules, yearRules, uploadRules, checklistRules, gapRules, liveRules)

var ownRules = []Rule{
	{RuleVisitsPerMonth, "每所学校每月督导次数（不少于）", 1, "次", srcMeasure, true, "2013-09-17"},
	{RuleVisitsPerTerm, "每所学校每学期督导次数（不少于）", 2, "次", srcRegulation + "第十四条", true, "2012-10-01"},
	{RuleRecordDays, "督导后填写记录的期限", 2, "天", "地方做法（非官方），可按本县规定修改", false, "2013-09-17"},
	{RuleFeedbackDays, "督导后反馈的期限（当场反馈）", 0, "天", srcMeasure, true, "2013-09-17"},
	{RuleZoneSchools, "一个责任区的学校数（不超过）", 20, "所", srcZone, true, "2012-01-01"},
	{RuleZoneInspectors, "一个责任区的督学数（不少于）", 2, "名", srcZone, true, "2012-01-01"},
	{RuleInspectorSchools, "一名督学负责的学校数（左右）", 5, "所", srcMeasure + "第一条", true, "2013-09-17"},
	{RuleInspectorOverload, "一名督学负责的学校数，达到即提示超员", 8, "所", srcOwn, false, "2013-09-17"},
	{RuleInspectorsPerVisit, "每所学校的责任督学数（不少于）", 1, "名", srcMeasure + "第一条", true, "2013-09-17"},
	{RuleTermYears, "兼职督学每届任期", 3, "年", srcRegulation + "第六条", true, "2012-10-01"},
	{RuleTermCount, "兼职督学连续任期（不超过）", 3, "届", srcRegulation + "第六条", true, "2012-10-01"},
	{RuleRectifyDays, "整改期限（默认）", 5, "个工作日", "地方做法（非官方），可按本县规定修改", false, "2013-09-17"},
	{RuleRecheckDays, "整改现场核查期限", 30, "天", "地方做法（非官方），可按本县规定修改", false, "2013-09-17"},
	{RuleFileDays, "学校报告后督学报督导室的期限", 3, "天", "在用督导平台的做法（非官方），可按本县规定修改", false, "2013-09-17"},
	{RuleSevereDays, "严重、复杂问题下发文书的期限", 5, "个工作日", srcOwn, false, "2013-09-17"},
	{RuleConsultDays, "协商意见书答复的期限（默认）", 15, "个工作日", srcOwn, false, "2013-09-17"},
	{RuleRepeatMonths, "同校同一事项再次发现，算重复问题的时间", 12, "个月", srcOwn, false, "2013-09-17"},
	{RuleUnitRectifyDays, "督导意见书的整改期限（默认）", 30, "天", srcOwn, false, "2013-09-17"},
	{RuleRandomPerYear, "每学年组织综合、随机督导（不少于）", 4, "次", "地方做法（非官方），可按本县规定修改", false, "2013-09-17"},
	{RuleComplaintDays, "投诉举报办结的期限", 15, "天", srcOwn, false, "2013-09-17"},
	{RuleAccountInquiry, "问责：督导结束后成立调查认定工作组的期限", 60, "天", srcAccount, true, "2021-09-01"},
	{RuleAccountReview, "问责：申请复核的期限", 30, "天", srcAccount, true, "2021-09-01"},
	{RuleAccountDecision, "问责：作出复核决定的期限", 30, "天", srcAccount, true, "2021-09-01"},
	{RuleAccountAppeal, "问责：对复核决定提出申诉的期限", 15, "天", srcAccount, true, "2021-09-01"},
	{RuleAccountOutcome, "问责：作出申诉处理决定的期限", 60, "天", srcAccount, true, "2021-09-01"},
	{RuleAttachmentSize, "一个附件的大小（不超过）", 20, "MB", "在用督导平台的附件上限（非官方），可按本县需要修改", false, "2013-09-17"},
	{RuleTrashDays, "回收站保留", 30, "天", srcOwn, false, "2013-09-17"},
}

// Matter is 督导事项: what is looked at on a visit. Schools and kindergartens
// have their own lists.
type Matter struct {
	ID           int64  `db:"id" json:"id"`
	Kindergarten bool   `db:"kindergarten" json:"kindergarten"`
	Position     int    `db:"position" json:"position"`
	Name         string `db:"name" json:"name"`
	Short        string `db:"short" json:"short"`
	Source       string `db:"source" json:"source"`
	Official     bool   `db:"official" json:"official"`
	ValidFrom    Date   `db:"valid_from" json:"validFrom"`
	ValidTo      Date   `db:"valid_to" json:"validTo"`
}

// Checkpoint is 督导要点: one thing to look at under a matter or by a method.
type Checkpoint struct {
	ID       int64  `db:"id" json:"id"`
	MatterID int64  `db:"matter_id" json:"matterId"` // 0 when it belongs to a method
	Method   string `db:"method" json:"method"`
	Position int    `db:"position" json:"position"`
	Name     string `db:"name" json:"name"`
	Source   string `db:"source" json:"source"`
	Official bool   `db:"official" json:"official"`
	State    string `db:"state" json:"state"` // 启用/停用
}
