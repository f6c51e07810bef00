package office

// Rule is one number that the office works by: a limit, a term, a ratio. Code
// holds the mechanism, never the number.
type Rule struct {
	Key   string  `db:"key" json:"key"`
	Name  string  `db:"name" json:"name"`
	Value float64 `db:"value" json:"value"`
	Unit  string  `db:"unit" json:"unit"`
	// Source is 依据; Official tells whether it was read in an official text that
	// binds every county. A rule that is not official is never printed as law.
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
	RuleTrashDays          = "program.trash_days"
	RuleInspectorsPerVisit = "school.min_inspectors"
	RuleAttachmentSize     = "program.attachment_size"
	RuleVisitDay           = "alert.visit_day"
	RuleTermEndDays        = "alert.term_end_days"
	RuleMatterTerms        = "alert.matter_terms"
	RuleAlertMonths        = "alert.months"
	RuleMuteDays           = "alert.mute_days"
	RuleScanDays           = "visit.scan_days"
	RuleLateDays           = "rectify.late_days"
	RuleFileDays           = "rectify.file_days"
	RuleNoticeDays         = "severe.notice_days"
	RuleAnswerDays         = "severe.answer_days"
	RuleZoneReportDay      = "report.zone_day"
	RuleOfficeReportDay    = "report.office_day"
	RuleTermWarnDays       = "appointment.warn_days"
	RuleTermUrgentDays     = "appointment.urgent_days"
	RuleTeachingYears      = "inspector.teaching_years"
	RuleExchangeYears      = "inspector.exchange_years"
	RuleComplaintDays      = "complaint.days"
)

const (
	srcRegulation = "《教育督导条例》（2012年）"
	srcMeasure    = "《中小学校责任督学挂牌督导办法》（国教督办〔2013〕2号）"
	srcZone       = "教督〔2012〕7号"
	srcOwn        = "非官方：本程序的建议值，可按本县规定修改"
)

// DefaultRules are the first fill of the rules; each carries its source, and
// what no official text was seen for is marked.
var DefaultRules = []Rule{
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
	{RuleAttachmentSize, "一个附件的大小（不超过）", 20, "MB", "在用督导平台的附件上限（非官方），可按本县需要修改", false, "2013-09-17"},
	{RuleScanDays, "督导后附上签字扫描件的期限", 10, "天", srcOwn, false, "2013-09-17"},
	{RuleFileDays, "学校报告整改后，督学报督导室的期限", 3, "天", srcPlatform, false, "2013-09-17"},
	{RuleLateDays, "整改超期多少天以上标红", 10, "天", srcOwn, false, "2013-09-17"},
	{RuleNoticeDays, "严重、复杂问题下发文书的期限", 3, "天", srcOwn, false, "2013-09-17"},
	{RuleAnswerDays, "协商意见书、督办单得到答复的期限", 15, "天", srcOwn, false, "2013-09-17"},
	{RuleComplaintDays, "投诉举报办结的期限", 15, "天", srcOwn, false, "2013-09-17"},
	{RuleVisitDay, "从当月第几天起提醒本月未督导的学校", 20, "日", srcOwn, false, "2013-09-17"},
	{RuleTermEndDays, "学期结束前多少天起提醒督导次数和事项", 30, "天", srcOwn, false, "2013-09-17"},
	{RuleMatterTerms, "督导事项查全一遍的周期", 2, "个学期", srcOwn, false, "2013-09-17"},
	{RuleZoneReportDay, "责任区月报的截止日（次月）", 3, "日", srcOwn, false, "2013-09-17"},
	{RuleOfficeReportDay, "督导室月报的截止日（次月）", 8, "日", srcOwn, false, "2013-09-17"},
	{RuleAlertMonths, "督导记录和月报提醒近几个月（含本月）", 2, "个月", srcOwn, false, "2013-09-17"},
	{RuleTermWarnDays, "督学任期届满前多少天提醒", 90, "天", srcOwn, false, "2013-09-17"},
	{RuleTermUrgentDays, "督学任期届满前多少天标红", 30, "天", srcOwn, false, "2013-09-17"},
	{RuleTeachingYears, "督学从事教育管理、教学或研究的年限（不少于）", 10, "年", srcRegulation + "第七条", true, "2012-10-01"},
	{RuleExchangeYears, "督学在同一学校的年限（超过即应交流）", 3, "年", "地方做法（非官方）：《挂牌督导办法》只规定定期交流，未见年限", false, "2013-09-17"},
	{RuleMuteDays, "一条提醒一次最多搁置", 90, "天", srcOwn, false, "2013-09-17"},
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
