package office

// WorkStep is one step of 随机督导 as a handbook tells it (工作流程). Its limit is
// that of a rule, with the rule's own source.
type WorkStep struct {
	Name   string
	Text   string
	Rule   string // key of the rule that limits it, empty for none
	Limit  string // how the limit is said; %g is the rule's value
	Source string // of Text; empty where the rule's source says all
}

// WorkSteps are the steps that an official text names, or a rule of the office.
// The whole official 规程 is not to hand: its wording stands nowhere here.
var WorkSteps = []WorkStep{
	{"安排", "按责任区和学期安排到校督导。", RuleVisitsPerMonth, "每所学校每月不少于%g次", ""},
	{"进校", "进校时出示督学证。", "", "", srcMeasure},
	{"督导", "采取随机听课、查阅资料、列席会议、座谈走访、问卷调查、校园巡视等方式。", "", "", srcMeasure + "第六条"},
	{"反馈", "督导结束，当场向学校反馈。", "", "", srcMeasure},
	{"记录", "填写督导记录。", RuleRecordDays, "督导后%g天内", ""},
	{"报告", "及时向教育督导部门提交报告。", "", "", srcMeasure},
	{"整改", "督促学校限期整改。", RuleRectifyDays, "默认%g个工作日，以整改通知书为准", ""},
	{"核查", "到校核查整改情况，填写回访记录。", RuleRecheckDays, "%g天内", ""},
	{"突发事件", "学校发生突发事件或重大事故，第一时间赶赴现场，了解情况并报告。", "", "", srcMeasure + "第五条"},
}
