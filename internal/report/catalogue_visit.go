package report

import (
	"strings"

	"dudao/internal/office"
)

// Filling is what a county's own 督导记录表 is filled with.
func (p VisitPaper) Filling() office.Filling { return visitCatalogue.fill(p) }

// Filling is what a county's own 督导反馈单 is filled with.
func (p FeedbackPaper) Filling() office.Filling {
	return feedbackCatalogue.fill(VisitPaper{Facts: p.Facts, Visit: p.Visit, Inspector: p.Inspector, Companions: p.Companions, Findings: p.Findings})
}

var (
	feedbackCatalogue = catalogue[VisitPaper]{append(factSlots(func(p VisitPaper) Facts { return p.Facts }), visitSlots...),
		[]slotList[VisitPaper]{findingList(func(p VisitPaper) (Facts, []office.Finding) { return p.Facts, p.Findings })}}
	visitCatalogue = catalogue[VisitPaper]{feedbackCatalogue.slots, append(feedbackCatalogue.lists, lessonList, inquiryList, checkList)}
)

var visitSlots = []slot[VisitPaper]{
	{"督导编号", "督导记录的编号", "JL2026-0012", func(p VisitPaper) string { return p.Visit.Number }},
	{"督导日期", "督导的日期", "2026年3月12日", func(p VisitPaper) string { return p.Visit.Date.Chinese() }},
	{"时段", "上午、下午或全天，填了时间的带时间", "上午", VisitPaper.session},
	{"事先通知", "是否事先通知", "未事先通知", VisitPaper.announced},
	{"督导类型", "经常性督导、专项督导等", "经常性督导", func(p VisitPaper) string { return p.Visit.Kind }},
	{"责任督学", "责任督学的姓名", "王某某", func(p VisitPaper) string { return p.Inspector }},
	{"同行督学", "同行的督学", "李某某", func(p VisitPaper) string { return strings.Join(p.Companions, "、") }},
	{"随行人员", "随行的其他人员", "丙某某", func(p VisitPaper) string { return p.Visit.Escorts }},
	{"关联计划", "督导计划的名称", "2026年3月经常性督导计划", func(p VisitPaper) string { return p.Visit.Plan }},
	{"备案日期", "计划备案的日期", "2026年3月1日", func(p VisitPaper) string { return p.Visit.FiledOn.Chinese() }},
	{"督导事项", "这次督导的事项", "食品卫生、校园安全", func(p VisitPaper) string { return FeedbackPaper{Facts: p.Facts, Visit: p.Visit}.inspected() }},
	{"督导事项勾选", "全部事项，督导了的打勾", "☑食品卫生　□校园安全", VisitPaper.matters},
	{"督导方式勾选", "全部方式，用了的打勾并写数量", "☑随机听课2节　□查阅资料", VisitPaper.methods},
	{"标题", "督导记录的标题", "开学工作督导", func(p VisitPaper) string { return p.Visit.Title }},
	{"督导纪实", "督导的主要内容", "到校后查看了食堂和校门值守。", func(p VisitPaper) string { return p.Visit.Content }},
	{"亮点经验", "成绩、亮点和典型经验", "家长参与食堂陪餐并有记录。", func(p VisitPaper) string { return p.Visit.Highlights }},
	{"存在问题", "存在的问题，一行一个", "1.食堂留样不足48小时（一般问题）", VisitPaper.problems},
	{"意见建议", "整改的意见和建议", "食堂留样逐项填写，明确专人负责。", func(p VisitPaper) string { return p.Visit.Advice }},
	{"后续处理", "后续处理意见", "一般问题（下发整改通知书）", func(p VisitPaper) string { return disposal(p.Visit.Disposal) }},
	{"后续处理勾选", "全部处理意见，所选的打勾", "☑一般问题　□严重问题", VisitPaper.disposals},
	{"参加反馈", "参加反馈的学校人员", "校长甲某某", func(p VisitPaper) string { return p.Visit.Attendees }},
	{"反馈日期", "反馈的日期", "2026年3月12日", func(p VisitPaper) string { return p.Visit.FeedbackOn.Chinese() }},
	{"记录日期", "记录的日期", "2026年3月12日", func(p VisitPaper) string { return p.Visit.RecordedOn.Chinese() }},
}

// disposal words a disposal with what follows from it.
func disposal(code int) string {
	for _, d := range office.Disposals {
		if d.Code == code {
			return d.Name + "（" + d.Action + "）"
		}
	}
	return ""
}

var lessonList = slotList[VisitPaper]{"听课", []listField{
	{"序号", "从 1 起", "1"}, {"班级", "听课的班级", "三年级（2）班"}, {"学科", "学科", "数学"}, {"教师", "任课教师", "丁某某"}, {"课题", "课题", "分数的初步认识"},
	{"节次", "节次", "第2节"}, {"评价", "分数", "4分"}, {"意见", "评价、亮点和建议", "目标明确，学生参与面广。"},
}, func(p VisitPaper) [][]string {
	rows := [][]string{}
	for i, l := range p.Lessons {
		rating := ""
		if l.Rating > 0 {
			rating = itoa(l.Rating) + "分"
		}
		rows = append(rows, []string{itoa(i + 1), l.Class, l.Subject, l.Teacher, l.Topic, l.Period, rating, joined(l.Evaluation, l.Highlights, l.Advice)})
	}
	return rows
}}

var inquiryList = slotList[VisitPaper]{"座谈", []listField{
	{"序号", "从 1 起", "1"}, {"方式", "座谈、访谈或问卷", "问卷"}, {"对象", "对象", "学生家长"}, {"人数", "人数或发出份数", "120"}, {"收回", "问卷收回的份数", "113"},
	{"提纲", "提纲", "作业时间、睡眠"}, {"结果", "结果", "对食堂满意的占92%。"},
}, func(p VisitPaper) [][]string {
	rows := [][]string{}
	for i, q := range p.Inquiries {
		returned := ""
		if q.Kind == "问卷" {
			returned = itoa(q.Returned)
		}
		rows = append(rows, []string{itoa(i + 1), q.Kind, q.Audience, itoa(q.People), returned, q.Outline, q.Result})
	}
	return rows
}}

var checkList = slotList[VisitPaper]{"要点", []listField{
	{"序号", "从 1 起", "1"}, {"名称", "督导要点", "食堂留样"}, {"结果", "符合、基本符合或不符合", "不符合"}, {"说明", "说明", "3月5日起没有签名"},
}, func(p VisitPaper) [][]string {
	rows := [][]string{}
	for _, c := range p.Visit.Checks {
		for _, k := range p.Checkpoints {
			if k.ID == c.CheckpointID {
				rows = append(rows, []string{itoa(len(rows) + 1), k.Name, c.Result, c.Note})
			}
		}
	}
	return rows
}}
