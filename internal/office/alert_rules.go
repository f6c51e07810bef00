package office

// The keys of the numbers that only alerts go by.
const (
	RuleVisitDay        = "alert.visit_day"
	RuleTermEndDays     = "alert.term_end_days"
	RuleMatterTerms     = "alert.matter_terms"
	RuleAlertMonths     = "alert.months"
	RuleMuteDays        = "alert.mute_days"
	RuleScanDays        = "visit.scan_days"
	RuleLateDays        = "rectify.late_days"
	RuleZoneReportDay   = "report.zone_day"
	RuleOfficeReportDay = "report.office_day"
	RuleTermWarnDays    = "appointment.warn_days"
	RuleTermUrgentDays  = "appointment.urgent_days"
	RuleTeachingYears   = "inspector.teaching_years"
	RuleExchangeYears   = "inspector.exchange_years"
	RuleTrainingHours   = "training.hours"
	RuleTrainingMonth   = "alert.training_month"
	RuleFilingMonth     = "archive.filing_month"
	RuleLoanDays        = "archive.loan_days"
	RuleTransferYears   = "archive.transfer_years"
)

const (
	srcLocal    = "地方做法（非官方），可按本县规定修改"
	srcTraining = "《督学管理暂行办法》（教督〔2016〕2号）"
	srcArchive  = "《档案法实施条例》（2024年）"
	srcPlatform = "在用督导平台的做法（非官方），可按本县规定修改"
)

// alertRules are the numbers that only alerts go by.
var alertRules = []Rule{
	{RuleScanDays, "督导后附上签字扫描件的期限", 10, "天", srcOwn, false, "2013-09-17"},
	{RuleLateDays, "整改超期多少天以上标红", 10, "天", srcOwn, false, "2013-09-17"},
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
	{RuleTrainingHours, "督学每年集中培训学时（累计不少于）", 40, "学时", srcTraining, true, "2016-07-29"},
	{RuleTrainingMonth, "从几月起提醒培训学时不足", 10, "月", srcOwn, false, "2013-09-17"},
	{RuleFilingMonth, "上年度归档最迟在几月底前完成", 6, "月", srcOwn, false, "2013-09-17"},
	{RuleLoanDays, "档案借阅的期限（默认）", 15, "天", srcOwn, false, "2013-09-17"},
	{RuleTransferYears, "归档文件形成后移交县档案馆的年限", 10, "年", srcArchive + "第二十条", true, "2024-03-01"},
	{RuleMuteDays, "一条提醒一次最多搁置", 90, "天", srcOwn, false, "2013-09-17"},
}

// The keys of the numbers of the office's own year.
const (
	RuleStaffDays    = "staff.month_days"
	RuleLeaderVisits = "leader.year_visits"
	RuleMenuSchools  = "menu.school_matters"
	RuleMenuInfants  = "menu.infant_matters"
)

// yearRules are the numbers of the office's own year.
var yearRules = []Rule{
	{RuleStaffDays, "督导室人员每月下校（不少于）", 1, "天", srcLocal, false, "2013-09-17"},
	{RuleLeaderVisits, "领导每年到联系学校（不少于）", 2, "次", srcLocal, false, "2013-09-17"},
	{RuleMenuSchools, "月菜单里轮查的中小学督导事项", 2, "项", srcOwn, false, "2013-09-17"},
	{RuleMenuInfants, "月菜单里轮查的幼儿园督导事项", 1, "项", srcOwn, false, "2013-09-17"},
}

// DefaultAlerts are the first fill of the alert rules. Official are those whose
// limit itself was read in an official text; what is only custom, or has a limit
// of this program's own, is not.
var DefaultAlerts = []AlertRule{
	{Code: "C01", Name: "责任区学校数超过规定", Level: AlertRed, Source: srcZone, Official: true, State: "启用"},
	{Code: "C02", Name: "责任区督学人数不足", Level: AlertRed, Source: srcZone, Official: true, State: "启用"},
	{Code: "C03", Name: "督学负责的学校过多", Level: AlertRed, Source: srcMeasure + "第一条（1人负责5所左右学校）", Official: true, State: "启用"},
	{Code: "C04", Name: "学校没有在聘的责任督学", Level: AlertRed, Source: srcMeasure + "第一条", Official: true, State: "启用"},
	{Code: "C05", Name: "公示牌没有挂、没有照片或换人后没有更换", Level: AlertWarn, Source: srcMeasure + "第一条", Official: true, State: "启用"},
	{Code: "C06", Name: "学校本月没有督导", Level: AlertRed, Source: srcMeasure, Official: true, State: "启用"},
	{Code: "C07", Name: "学校本学期督导次数不足", Level: AlertRed, Source: srcRegulation + "第十四条", Official: true, State: "启用"},
	{Code: "C08", Name: "督导事项没有查全", Level: AlertWarn, Source: srcOwn, State: "启用"},
	{Code: "C09", Name: "督导记录缺记录、反馈、签字或扫描件", Level: AlertWarn, Source: srcLocal, State: "启用"},
	{Code: "C10", Name: "整改超期、反复或没有核查", Level: AlertRed, Source: srcLocal, State: "启用"},
	{Code: "C11", Name: "学校已报告整改，督学没有报督导室", Level: AlertWarn, Source: srcPlatform, State: "启用"},
	{Code: "C12", Name: "严重、复杂问题没有文书、督办或答复", Level: AlertRed, Source: srcPlatform, State: "启用"},
	{Code: "C13", Name: "月督导报告没有签发", Level: AlertWarn, Source: srcLocal, State: "启用"},
	{Code: "C14", Name: "督学任期将满或连任超过规定", Level: AlertRed, Source: srcRegulation + "第六条", Official: true, State: "启用"},
	{Code: "C15", Name: "督学缺学历、年限、督学证或照片", Level: AlertWarn, Source: srcRegulation + "第七条，" + srcMeasure + "第一条、第二条", Official: true, State: "启用"},
	{Code: "C16", Name: "督学本年集中培训学时不足", Level: AlertWarn, Source: srcTraining, Official: true, State: "启用"},
	{Code: "C17", Name: "督学与学校有应当回避的情形", Level: AlertRed, Source: srcRegulation + "第十条", Official: true, State: "启用"},
	{Code: "C18", Name: "督学在同一学校超过交流年限", Level: AlertWarn, Source: srcLocal, State: "启用"},
	{Code: "C19", Name: "专项、综合督导缺人、缺通知或超过期限", Level: AlertRed, Source: srcRegulation + "第十四条、第十六条、第十七条，各环节的期限按本省规定", Official: true, State: "启用"},
	{Code: "C20", Name: "投诉举报超过期限没有办结", Level: AlertWarn, Source: srcOwn, State: "启用"},
	{Code: "C21", Name: "一年内被两次问责", Level: AlertNote, Source: srcAccount, Official: true, State: "启用"},
	{Code: "C22", Name: "归档文件编号、页数、备考表不全或没有按时归档", Level: AlertWarn, Source: srcOwn, State: "启用"},
	{Code: "C23", Name: "迎检评估缺材料、材料过期或没有按期补齐", Level: AlertWarn, Source: srcOwn, State: "启用"},
	{Code: "C24", Name: "名称、电话、督学证号或文号重复", Level: AlertRed, Source: srcOwn, State: "启用"},
	{Code: "C25", Name: "督导室人员本月没有下校", Level: AlertNote, Source: srcLocal, State: "启用"},
	{Code: "C26", Name: "借出的档案超过期限没有归还", Level: AlertWarn, Source: srcOwn, State: "启用"},
	{Code: "C27", Name: "会议议定的事项超过期限没有办", Level: AlertWarn, Source: srcOwn, State: "启用"},
	{Code: "C30", Name: "待归扫描件没有归位", Level: AlertWarn, Source: srcOwn, State: "启用"},
}

// AlertMends say, by the code, what to do about it.
var AlertMends = map[string]string{
	"C01": "在“责任区”里另立新版本，把学校调到别的责任区，或增加责任区",
	"C02": "在“责任区”里给责任区增加督学",
	"C03": "在督学的页面里把部分学校改由别的督学负责",
	"C04": "在学校的页面里指定责任督学",
	"C05": "在学校的页面里补挂牌日期和公示牌照片；换人的，换新公示牌后改挂牌日期",
	"C06": "安排督导，或补录已做的督导；依法停课的月份在“设置—督导室”里设为免督导月份",
	"C07": "学期结束前补做督导，或补录记录",
	"C08": "下次督导时安排没有查到的事项",
	"C09": "打开督导记录补齐",
	"C10": "催学校报告，安排核查，填写核查结论；到期未改的下发催办单或督办单",
	"C11": "核实学校的报告，填写报督导室的日期",
	"C12": "下发整改通知书或督办单；已送科室的催办答复",
	"C13": "在“报表”里核对并签发",
	"C14": "在“督学—聘任换届”里办理续聘，或在督学的页面里登记解聘",
	"C15": "在督学的页面里补齐",
	"C16": "安排培训，或在“督学—培训”里补登已参加的培训",
	"C17": "改由别的督学负责这所学校",
	"C19": "在“专项督导”里补齐组员、发出通知，登记到期的环节；到期的学校安排综合督导",
	"C18": "在“督学—聘任换届—定期交流”里看对调建议，安排交流",
	"C20": "在“投诉举报”里办理、答复并办结",
	"C21": "按问责办法核对是否从重处理",
	"C22": "在“档案”里补页数、装盒，在档案盒的备考表里填写整理人、检查人和日期",
	"C23": "在评估的“缺口”里逐条补齐；要调整日期的，到“倒排工期”里改",
	"C24": "核对后合并或改正其中一条",
	"C25": "安排下校，或在“计划—下校与联系”里登记",
	"C30": "在“导入导出—收扫描件”里指定它们是哪条记录的，用不着的删除",
	"C26": "催还，收回后在“档案—借阅”里点“归还”；要续借的改应还日期",
	"C27": "催办；办了的在会议的页面里填完成日期和结果，改期的改期限",
}

// AlertNumbers are the keys of the rules that hold an alert's numbers.
var AlertNumbers = map[string][]string{
	"C01": {RuleZoneSchools},
	"C02": {RuleZoneInspectors},
	"C03": {RuleInspectorSchools, RuleInspectorOverload},
	"C04": {RuleInspectorsPerVisit},
	"C06": {RuleVisitDay},
	"C07": {RuleVisitsPerTerm, RuleTermEndDays},
	"C08": {RuleMatterTerms, RuleTermEndDays},
	"C09": {RuleRecordDays, RuleFeedbackDays, RuleScanDays, RuleAlertMonths},
	"C10": {RuleRectifyDays, RuleRecheckDays, RuleLateDays},
	"C11": {RuleFileDays},
	"C12": {RuleSevereDays, RuleConsultDays},
	"C13": {RuleZoneReportDay, RuleOfficeReportDay, RuleAlertMonths},
	"C14": {RuleTermWarnDays, RuleTermUrgentDays, RuleTermCount},
	"C15": {RuleTeachingYears, RuleSeniorInstead},
	"C16": {RuleTrainingHours, RuleTrainingMonth},
	"C17": {RuleRecusalYears},
	"C18": {RuleExchangeYears},
	"C19": {RuleGroupInspectors, RuleWholeYears, RuleRandomPerYear, RuleOpinionSpecial, RuleOpinionWhole, RuleLetterDays, RuleRectifyReport, RuleRecheckDays, RuleReportDays},
	"C20": {RuleComplaintDays},
	"C22": {RuleFilingMonth},
	"C23": {RuleEvaluationWarn, RuleGapReserve, RuleGapMinutes},
	"C25": {RuleStaffDays, RuleVisitDay},
	"C30": {RuleTrayDays},
	"C26": {RuleLoanDays},
}
