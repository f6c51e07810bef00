package report

import "dudao/internal/office"

// Filling is what a county's own form of the paper is filled with.
func (p NoticePaper) Filling() office.Filling { return noticeCatalogue.fill(p) }

var noticeCatalogue = catalogue[NoticePaper]{append(factSlots(func(p NoticePaper) Facts { return p.Facts }), noticeSlots...),
	[]slotList[NoticePaper]{findingList(func(p NoticePaper) (Facts, []office.Finding) { return p.Facts, p.Findings }), stepList}}

var noticeSlots = []slot[NoticePaper]{
	{"文书编号", "程序给的编号", "ZG2026-0003", func(p NoticePaper) string { return p.Notice.Number }},
	{"文号", "发文字号，没有编号前留空", "示教督改〔2026〕3号", NoticePaper.docNumber},
	{"文书标题", "关于……的通知书", "关于食堂留样问题的限期整改通知书", NoticePaper.about},
	{"成文日期", "文书的日期", "2026年3月12日", func(p NoticePaper) string { return p.Notice.Date.Chinese() }},
	{"主送", "学校或科室", "示例县第一小学", NoticePaper.unit},
	{"科室", "主送的科室或单位", "县教育局安全科", func(p NoticePaper) string { return p.Notice.Department }},
	{"抄送", "抄送的单位", "县教育局", func(p NoticePaper) string { return p.Notice.CopyTo }},
	{"来源", "问题的来源", "经常性督导", func(p NoticePaper) string { return p.Notice.Source }},
	{"事由", "事由", "食堂留样和消防器材管理问题", func(p NoticePaper) string { return p.Notice.Title }},
	{"正文", "问题、建议或正文", "学校没有建立台账。", func(p NoticePaper) string { return p.Notice.Body }},
	{"依据", "整改或处理的依据", "（示例依据）本县有关规定。", func(p NoticePaper) string { return p.Notice.Basis }},
	{"要求", "要求", "当日起按要求留样并逐项登记。", func(p NoticePaper) string { return p.Notice.Request }},
	{"期限", "期限的写法", "自本通知下发之日起5个工作日内，至2026年3月19日止", NoticePaper.limit},
	{"截止日期", "期限的最后一天", "2026年3月19日", func(p NoticePaper) string { return p.Notice.DueOn.Chinese() }},
	{"签发人", "签发人", "甲某某", func(p NoticePaper) string { return p.Notice.Signer }},
	{"责任督学", "提出的督学", "王某某", func(p NoticePaper) string { return p.Inspector }},
	{"督导日期", "所依据的督导的日期", "2026年3月12日", func(p NoticePaper) string { return p.Visit.Date.Chinese() }},
	{"督导编号", "所依据的督导记录的编号", "JL2026-0012", func(p NoticePaper) string { return p.Visit.Number }},
	{"约谈时间", "约谈的时间", "2026-03-16 09:00", func(p NoticePaper) string { return p.Notice.MeetAt }},
	{"约谈地点", "约谈的地点", "督导室二楼会议室", func(p NoticePaper) string { return p.Notice.Place }},
	{"参加人员", "参加的人员", "督导室甲某某", func(p NoticePaper) string { return p.Notice.Attendees }},
	{"问责方式", "问责的方式", "约谈", func(p NoticePaper) string { return p.Notice.Measure }},
	{"对象", "约谈或问责的人", "乙某某", func(p NoticePaper) string { return p.Notice.Person }},
	{"状态", "办到哪一步", "签收", func(p NoticePaper) string { return p.Notice.State }},
	{"作废原因", "作废的原因，没有作废的为空", "", func(p NoticePaper) string { return p.Notice.VoidReason }},
}

var stepList = slotList[NoticePaper]{"环节", []listField{
	{"序号", "从 1 起", "1"}, {"名称", "办理的环节", "签收"}, {"日期", "日期", "2026年3月13日"}, {"经办人", "经办人", "丙某某"}, {"方式", "送达或答复的方式", "直接送达"},
	{"内容", "批示、结果或答复", "已按要求办理。"},
}, func(p NoticePaper) [][]string {
	rows := [][]string{}
	for i, s := range p.Notice.Steps {
		rows = append(rows, []string{itoa(i + 1), s.Step, s.On.Chinese(), s.By, s.Way, s.Text})
	}
	return rows
}}
