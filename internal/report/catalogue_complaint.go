package report

import (
	"cmp"

	"dudao/internal/office"
)

// Filling is what a county's own paper of a complaint is filled with; it leaves
// out who called where the paper does.
func (p ComplaintPaper) Filling() office.Filling { return complaintCatalogue.fill(p) }

var complaintCatalogue = catalogue[ComplaintPaper]{complaintSlots, []slotList[ComplaintPaper]{complaintStepList}}

// told makes a slot's value from the complaint as the paper shows it.
func told(value func(office.Complaint) string) func(ComplaintPaper) string {
	return func(p ComplaintPaper) string { return value(p.record()) }
}

// opinion is the text of one of the opinions on a 特殊问题办理记录单.
func opinion(step string) func(ComplaintPaper) string {
	return told(func(c office.Complaint) string { return c.Step(step).Text })
}

var complaintSlots = []slot[ComplaintPaper]{
	{"投诉编号", "登记的编号", "TS2026-0001", told(func(c office.Complaint) string { return c.Number })},
	{"受理日期", "受理的日期", "2026年3月12日", told(func(c office.Complaint) string { return c.ReceivedOn.Chinese() })},
	{"受理时间", "受理的时间", "08:30", told(func(c office.Complaint) string { return c.ReceivedAt })},
	{"渠道", "电话、来信等", "电话", told(func(c office.Complaint) string { return c.Channel })},
	{"姓名", "反映人的姓名，默认遮盖", "王**", told(func(c office.Complaint) string { return caller(c.Name) })},
	{"性别", "反映人的性别", "女", told(func(c office.Complaint) string { return c.Gender })},
	{"身份", "家长、教师等", "家长", told(func(c office.Complaint) string { return c.Identity })},
	{"联系方式", "反映人的电话或邮箱，默认遮盖", "138****0000", told(func(c office.Complaint) string { return c.Phone })},
	{"反映对象", "反映的学校或部门", "示例县第一小学", ComplaintPaper.about},
	{"责任区", "学校所在的责任区", "第一责任区", func(p ComplaintPaper) string { return p.Zone }},
	{"督导事项", "所属的督导事项", "食品卫生", func(p ComplaintPaper) string { return p.Matter }},
	{"反映内容", "反映的内容", "食堂饭菜偏凉。", told(func(c office.Complaint) string { return c.Content })},
	{"类别", "咨询、一般或特殊", "一般", told(func(c office.Complaint) string { return c.Kind })},
	{"记录人", "记录人", "丙某某", told(func(c office.Complaint) string { return c.Recorder })},
	{"处理人", "处理人", "王某某", told(func(c office.Complaint) string { return c.Handler })},
	{"承办科室", "承办的科室", "县教育局安全科", told(func(c office.Complaint) string { return c.Department })},
	{"办理期限", "办理的期限", "2026年3月27日", told(func(c office.Complaint) string { return c.DueOn.Chinese() })},
	{"督导室建议", "督导室的处理建议", "转责任督学核实。", opinion(office.StepAdvice)},
	{"领导批示", "领导的意见", "同意。", opinion(office.StepDirection)},
	{"科室办理", "科室办理的情况", "已到校核实。", opinion(office.StepWork)},
	{"处理结果", "最终的处理结果", "学校已增加保温设备。", told(func(c office.Complaint) string { return c.Result })},
	{"承办人", "承办人", "丁某某", told(func(c office.Complaint) string { return c.Undertaker })},
	{"完成日期", "处理完的日期", "2026年3月20日", told(func(c office.Complaint) string { return c.ResultOn.Chinese() })},
	{"答复内容", "答复的内容", "已电话告知处理结果。", told(func(c office.Complaint) string { return c.Answer })},
	{"答复方式", "答复的方式", "电话", told(func(c office.Complaint) string { return c.AnswerWay })},
	{"答复日期", "答复的日期", "2026年3月21日", told(func(c office.Complaint) string { return c.AnsweredOn.Chinese() })},
	{"转为问题", "转成的问题的编号", "WT2026-0123", func(p ComplaintPaper) string { return p.Finding }},
	{"状态", "办到哪一步", "办结", told(func(c office.Complaint) string { return c.State })},
	{"办结日期", "办结的日期", "2026年3月21日", told(func(c office.Complaint) string { return c.ClosedOn.Chinese() })},
	{"备注", "备注", "", told(func(c office.Complaint) string { return c.Note })},
	{"单位名称", "督导室的名称", "示例县人民政府教育督导室", func(p ComplaintPaper) string { return p.Settings.OfficeName }},
	{"县市区", "县（市、区）的名称", "示例县", func(p ComplaintPaper) string { return p.Settings.CountyName }},
}

var complaintStepList = slotList[ComplaintPaper]{"意见", []listField{
	{"序号", "从 1 起", "1"}, {"名称", "哪一步的意见", "领导批示"}, {"日期", "日期", "2026年3月13日"}, {"人", "提出的人或科室", "甲某某"}, {"内容", "意见", "同意。"},
}, func(p ComplaintPaper) [][]string {
	rows := [][]string{}
	c := p.record()
	for i, s := range c.Steps {
		rows = append(rows, []string{itoa(i + 1), s.Step, s.On.Chinese(), cmp.Or(s.By, c.Department), s.Text})
	}
	return rows
}}
