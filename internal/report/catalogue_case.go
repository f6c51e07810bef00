package report

import "dudao/internal/office"

// caseRound is a finding with the round that its paper is about.
type caseRound struct {
	CasePaper
	round office.Round
}

// Filling is what a county's own 处理情况记录表 or 回访记录 is filled with; the round is
// the one it is about.
func (p CasePaper) Filling(r office.Round) office.Filling {
	return caseCatalogue.fill(caseRound{p, r})
}

var caseCatalogue = catalogue[caseRound]{append(factSlots(func(p caseRound) Facts { return p.Facts }), caseSlots...), []slotList[caseRound]{roundList}}

var caseSlots = []slot[caseRound]{
	{"问题编号", "问题的编号", "WT2026-0123", func(p caseRound) string { return p.Finding.Number }},
	{"问题内容", "问题的内容", "食堂留样不足48小时", func(p caseRound) string { return p.Finding.Content }},
	{"督导事项", "问题所属的事项", "食品卫生", func(p caseRound) string { return p.matter(p.Finding.MatterID) }},
	{"问题级别", "问题的级别", "一般问题", func(p caseRound) string { return office.DisposalName(p.Finding.Level) }},
	{"处理", "去向", "整改通知书", func(p caseRound) string { return p.Finding.Routing }},
	{"出现次数", "第几次出现，第一次为空", "第2次", func(p caseRound) string { return p.again(p.Finding.ID) }},
	{"发现日期", "发现的日期", "2026年3月12日", func(p caseRound) string { return p.Finding.FoundOn.Chinese() }},
	{"问题来源", "问题的来源", "经常性督导", func(p caseRound) string { return p.Finding.Source }},
	{"责任督学", "提出问题的督学", "王某某", func(p caseRound) string { return p.Inspector }},
	{"督学意见", "督导记录里的意见建议", "明确专人负责。", func(p caseRound) string { return p.Visit.Advice }},
	{"整改措施", "台账里的整改措施", "更换留样冰箱", func(p caseRound) string { return p.Finding.Measures }},
	{"责任单位", "负责整改的单位", "总务处", func(p caseRound) string { return p.Finding.Unit }},
	{"责任人", "负责整改的人", "乙某某", func(p caseRound) string { return p.Finding.Person }},
	{"整改状态", "整改到哪一步", "已报告", func(p caseRound) string { return p.Finding.State }},
	{"轮次", "第几轮整改", "1", func(p caseRound) string { return itoa(p.round.Number) }},
	{"下发日期", "这一轮下发的日期", "2026年3月12日", func(p caseRound) string { return p.round.IssuedOn.Chinese() }},
	{"整改期限", "这一轮的期限", "2026年3月19日", func(p caseRound) string { return p.round.DueOn.Chinese() }},
	{"签收人", "学校签收的人", "乙某某", func(p caseRound) string { return p.round.ReceivedBy }},
	{"签收日期", "学校签收的日期", "2026年3月13日", func(p caseRound) string { return p.round.ReceivedOn.Chinese() }},
	{"报告日期", "学校报告的日期", "2026年3月18日", func(p caseRound) string { return p.round.ReportedOn.Chinese() }},
	{"整改情况", "学校报告的措施和成效", "已购置专用留样冰箱。", func(p caseRound) string { return p.round.Report }},
	{"回访日期", "核查的日期", "2026年3月20日", func(p caseRound) string { return p.round.RecheckOn.Chinese() }},
	{"回访人", "核查的人", "王某某", func(p caseRound) string { return p.round.RecheckBy }},
	{"回访方式", "现场或材料", "现场", func(p caseRound) string { return p.round.RecheckWay }},
	{"核查情况", "核查的情况", "抽查五日留样，记录完整。", func(p caseRound) string { return p.round.Recheck }},
	{"核查结论", "已整改、部分整改或未整改", "已整改", func(p caseRound) string { return p.round.Verdict }},
	{"后续建议", "督学的后续建议", "长期坚持。", func(p caseRound) string { return p.round.Advice }},
	{"新的期限", "下一轮的期限", "2026年3月27日", func(p caseRound) string { return p.nextDue(p.round) }},
	{"凭证", "凭证在哪里", "整改盒第3件", func(p caseRound) string { return p.round.Proof }},
	{"销号日期", "销号的日期", "2026年3月30日", func(p caseRound) string { return p.round.ClosedOn.Chinese() }},
	{"备注", "备注", "", func(p caseRound) string { return p.Finding.Note }},
}

var roundList = slotList[caseRound]{"整改", []listField{
	{"轮次", "第几轮", "1"}, {"起因", "这一轮因何而起", "首次整改"}, {"下发日期", "下发的日期", "2026年3月12日"}, {"期限", "期限", "2026年3月19日"}, {"报告日期", "学校报告的日期", "2026年3月18日"},
	{"情况", "学校报告的措施和成效", "已购置专用留样冰箱。"}, {"回访日期", "核查的日期", "2026年3月20日"}, {"回访人", "核查的人", "王某某"}, {"核查情况", "核查的情况", "记录完整。"},
	{"结论", "核查结论", "已整改"}, {"建议", "后续建议", "长期坚持。"},
}, func(p caseRound) [][]string {
	rows := [][]string{}
	for _, r := range p.rounds() {
		rows = append(rows, []string{itoa(r.Number), r.Opened, r.IssuedOn.Chinese(), r.DueOn.Chinese(), r.ReportedOn.Chinese(), r.Report,
			r.RecheckOn.Chinese(), r.RecheckBy, r.Recheck, r.Verdict, r.Advice})
	}
	return rows
}}
