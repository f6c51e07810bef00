package report

import (
	"fmt"
	"slices"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// UnitPaper is what the papers of one unit of an inspection are made from.
type UnitPaper struct {
	InspectionPaper
	At     office.UnitFacts
	School office.School // ID 0 for a unit that is no school
}

// number tells the unit's papers apart: ZX2026-0001/12.
func (p UnitPaper) number() string {
	if p.Inspection.Number == "" {
		return ""
	}
	return fmt.Sprintf("%s/%d", p.Inspection.Number, p.At.Unit.Position)
}

// form begins a form of the unit.
func (p UnitPaper) form(key, name string, grid *formGrid) doc.Document {
	d := doc.Document{Title: strings.TrimSpace(p.At.Unit.Name + " " + name), Style: doc.Form, Sample: p.Settings.Sample}
	if n := p.number(); n != "" {
		d.Code = office.FormCode(key, n)
	}
	d.Blocks = []doc.Block{doc.Title{Text: name, Subtitle: p.Inspection.Title}, doc.Ends{Left: numbered("编号", p.number()), Right: p.Settings.OfficeName}, grid.Grid}
	return d
}

// you is how a letter speaks to the unit.
func (p UnitPaper) you() string {
	switch p.At.Unit.UnitKind {
	case office.UnitSchool:
		return "你校"
	case office.UnitInfant:
		return "你园"
	}
	return "你单位"
}

// identity says whose paper it is, and when and by whom it was visited.
func (p UnitPaper) identity(g *formGrid) {
	u := p.At.Unit
	g.line(label("被督导单位"), field(u.Name, 0), label("负责人"), field(p.School.Principal, 0))
	day := dated(u.VisitedOn)
	if !u.VisitedOn.Valid() && u.PlannedOn.Valid() {
		day = u.PlannedOn.Chinese() + "（安排）"
	}
	g.line(label("实地日期"), field(day, 0), label("督导组"), field(p.group(), 0))
}

// group is the group with its people.
func (p UnitPaper) group() string {
	g := p.GroupOf(p.At.Unit)
	names := []string{}
	for _, m := range g.Members {
		names = append(names, m.Name)
	}
	if g.Group.ID == 0 {
		return ""
	}
	return g.Group.Name + "：" + list(names, 7, "人")
}

// noProblems is what a paper says of a unit that has none.
const noProblems = "未发现需要整改的问题。"

// problems are the unit's: its findings, and what is written besides them.
func (p UnitPaper) problems() string { return p.among(p.At.Findings) }

// open are the problems that were not put right on the day of the order, which is
// printed again when they are.
func (p UnitPaper) open() string {
	u := p.At.Unit
	open := slices.DeleteFunc(slices.Clone(p.At.Findings), func(f office.Finding) bool {
		return f.Closed() && !(u.OrderOn.Valid() && f.ClosedOn > u.OrderOn)
	})
	if len(open) == 0 && u.Verdict == office.VerdictRight {
		return ""
	}
	return p.among(open)
}

// among are some of the findings, and what is written besides all of them.
func (p UnitPaper) among(findings []office.Finding) string {
	f, lines := Facts{Matters: p.Matters}, []string{}
	for i, x := range findings {
		lines = append(lines, f.problem(i, x))
	}
	return joined(append(lines, looseProblems(p.At.Unit.Problems, p.At.Findings)...)...)
}

// Self makes the 自评表: what the unit is asked to report on itself.
func (p UnitPaper) Self() doc.Document {
	u, x := p.At.Unit, p.Inspection
	g := newGrid(halves...)
	g.line(label("单位"), field(u.Name, 0), label("负责人"), field(p.School.Principal, 0))
	score := ""
	if u.SelfScore != nil {
		score = number(*u.SelfScore)
	}
	g.line(label("自评日期"), field(dated(u.SelfOn), 0), label("自评得分"), field(score, 0))
	g.long("督导内容", x.Content, 30, false)
	g.long("自评情况\n（主要做法\n和成效）", u.SelfText, 60, true)
	g.long("存在的\n主要问题", "", 36, true)
	g.long("改进措施", "", 36, true)
	g.row(16, label("单位意见"), doc.GridCell{Text: "负责人签名：　　　　　　（盖章）\n" + handDate, Span: 3, Align: doc.Right})
	d := p.form("unit_self", "自评表", g)
	if x.SelfDueOn.Valid() {
		d.Blocks = append(d.Blocks, doc.Ends{Left: "请于" + x.SelfDueOn.Chinese() + "前报" + p.Settings.OfficeName + "。自评报告可另附页。"})
	}
	return d
}

// Opinion makes the 初步意见反馈单.
func (p UnitPaper) Opinion() doc.Document {
	u := p.At.Unit
	g := newGrid(halves...)
	p.identity(g)
	g.long("主要做法\n和成效", u.Strengths, 44, true)
	g.long("存在的\n问题", p.opinionProblems(), 60, true)
	g.long("意见和\n建议", u.Advice, 36, true)
	g.long("申辩", p.pleaNote(), 14, false)
	g.row(16, label("督导组\n签名"), field("", 0), label("单位负责人\n签名"), doc.GridCell{Text: "（盖章）", Align: doc.Right})
	g.line(label("反馈日期"), field(dated(u.OpinionOn), 0), label("签收日期"), field(handDate, 0))
	return p.form("unit_opinion", "督导初步意见反馈单", g)
}

// opinionProblems are those of the opinion; before it is given the room stays free.
func (p UnitPaper) opinionProblems() string {
	if p.At.Unit.OpinionOn.Valid() {
		return orText(p.problems(), noProblems)
	}
	return p.problems()
}

// pleaNote tells the unit that it may answer, and until when where the province
// has a limit.
func (p UnitPaper) pleaNote() string {
	if w := p.Course.Plea.Words(); w != "" {
		text := "对以上初步意见有异议的，可在收到之日起" + w + "内向督导组书面申辩"
		if by := p.Course.Plea.After(p.At.Unit.OpinionOn, p.Course.Calendar); by.Valid() {
			text += "（至" + by.Chinese() + "）"
		}
		return text + "。"
	}
	return "对以上初步意见有异议的，可以向督导组申辩。"
}

// Plea makes the 申辩登记及答复表.
func (p UnitPaper) Plea() doc.Document {
	u := p.At.Unit
	g := newGrid(halves...)
	p.identity(g)
	g.line(label("初步意见\n日期"), field(dated(u.OpinionOn), 0), label("申辩日期"), field(dated(u.PleaOn), 0))
	g.long("初步意见\n所列问题", p.problems(), 40, true)
	g.long("申辩内容", u.Plea, 50, true)
	g.row(14, label("申辩单位"), doc.GridCell{Text: "负责人签名：　　　　　　（盖章）\n" + dated(u.PleaOn), Span: 3, Align: doc.Right})
	g.long("督导组\n答复", u.PleaAnswer, 50, true)
	g.row(14, label("督导组"), doc.GridCell{Text: "组长签名：　　　　　　　　　\n" + dated(u.PleaAnswerOn), Span: 3, Align: doc.Right})
	return p.form("unit_plea", "申辩登记及答复表", g)
}

// unitLetter begins an official letter to the unit.
func (p UnitPaper) unitLetter(form, name, no string, on office.Date) doc.Document {
	d := p.letter(form, p.At.Unit.Name+" "+name, p.calledAs(name), no, on, p.At.Unit.Name)
	if n := p.number(); n != "" {
		d.Code = office.FormCode(form, n)
	}
	return d
}

// NoLetter says why there can be no 督导意见书 yet, nothing when there can; one that
// was sent is always printed again.
func (p UnitPaper) NoLetter() string {
	if u := p.At.Unit; !u.VisitedOn.Valid() && !u.LetterOn.Valid() {
		return u.Name + "还没有登记实地督导，没有意见可写。请先登记实地和初步意见，再印督导意见书。"
	}
	return ""
}

// Letter makes the 督导意见书: judgement, problems, what is to be put right until
// when, and advice.
func (p UnitPaper) Letter() doc.Document {
	u := p.At.Unit
	d := p.unitLetter(office.FormUnitLetter, "督导意见书", u.LetterNo, u.LetterOn)
	d.Blocks = append(d.Blocks, doc.Text(p.opening()))
	var s sections
	s.add("督导评价", bodyText(joined(p.judged(), u.Strengths))...)
	s.add("存在的问题", bodyText(orText(p.problems(), noProblems))...)
	s.add("整改要求", p.demands()...)
	s.add("工作建议", bodyText(u.Advice)...)
	d.Blocks = append(d.Blocks, s.blocks...)
	if w := p.Course.Review.Words(); w != "" {
		d.Blocks = append(d.Blocks, doc.Text("对本意见书有异议的，可在收到之日起"+w+"内向我室申请复核。"))
	}
	ways := p.Settings.Paper(office.FormUnitLetter)
	d.Blocks = append(d.Blocks, letterEnd(p.Settings, ways, ways.CopyTo, u.LetterOn)...)
	return d
}

func (p UnitPaper) opening() string {
	u, when := p.At.Unit, "近日"
	if u.VisitedOn.Valid() {
		when = u.VisitedOn.Chinese()
	}
	text := when + "，我室督导组对" + p.you() + "开展" + p.called()
	if u.OpinionOn.Valid() {
		text += "，" + u.OpinionOn.Chinese() + "反馈了初步意见"
	}
	if u.PleaOn.Valid() {
		text += "，听取并答复了" + p.you() + "的申辩"
	}
	return text + "。根据《教育督导条例》，现提出如下督导意见。"
}

// judged is the score and the grade where they were given.
func (p UnitPaper) judged() string {
	u, parts := p.At.Unit, []string{}
	if u.Score != nil {
		parts = append(parts, "得分"+number(*u.Score)+"分")
	}
	if u.Grade != "" {
		parts = append(parts, "等次为“"+u.Grade+"”")
	}
	if len(parts) == 0 {
		return ""
	}
	return "本次督导评估" + strings.Join(parts, "，") + "。"
}

func (p UnitPaper) demands() []doc.Block {
	u := p.At.Unit
	if !u.DueOn.Valid() || p.problems() == "" {
		return nil
	}
	text := "请" + p.you() + "对照上述问题逐项制定措施，明确责任人，于" + u.DueOn.Chinese() + "前完成整改"
	if w := p.Course.Report.Words(); w != "" {
		text += "，并在整改期满后" + w + "内将整改情况书面报告我室。"
	} else {
		text += "，并将整改情况书面报告我室。"
	}
	return []doc.Block{doc.Text(text + "我室将对整改情况进行核查。")}
}

// NoOrder says the same of the 整改督办函.
func (p UnitPaper) NoOrder() string {
	switch u := p.At.Unit; {
	case u.OrderOn.Valid():
		return ""
	case !u.LetterOn.Valid():
		return u.Name + "还没有出督导意见书，没有要督办的事项。"
	case p.open() == "" && u.OrderText == "":
		return u.Name + "没有未整改到位的问题，不用督办。"
	}
	return ""
}

// Order makes the 整改督办函.
func (p UnitPaper) Order() doc.Document {
	u := p.At.Unit
	d := p.unitLetter(office.FormUnitOrder, "整改督办函", u.OrderNo, u.OrderOn)
	from := p.calledAs("督导意见书")
	if u.LetterNo != "" {
		from += "（" + u.LetterNo + "）"
	}
	open, what := p.open(), "指出的下列问题，"+p.you()+"尚未整改到位"
	if open == "" { // only what is asked for besides
		what = "提出的要求，" + p.you() + "尚未落实到位"
	}
	d.Blocks = append(d.Blocks, doc.Text("我室"+from+what+"，现予督办。"))
	var s sections
	s.add("督办的问题", bodyText(open)...)
	s.add("督办事项和要求", bodyText(u.OrderText)...)
	if u.OrderDueOn.Valid() {
		s.add("办理期限", doc.Text("请于"+u.OrderDueOn.Chinese()+"前整改到位，并将结果书面报告我室。"))
	}
	d.Blocks = append(d.Blocks, s.blocks...)
	ways := p.Settings.Paper(office.FormUnitOrder)
	d.Blocks = append(d.Blocks, letterEnd(p.Settings, ways, ways.CopyTo, u.OrderOn)...)
	return d
}

// Recheck makes the 整改核查表.
func (p UnitPaper) Recheck() doc.Document {
	u := p.At.Unit
	g := newGrid(halves...)
	g.line(label("被督导单位"), field(u.Name, 0), label("负责人"), field(p.School.Principal, 0))
	g.line(label("督导意见书"), field(u.LetterNo, 0), label("整改期限"), field(dated(u.DueOn), 0))
	g.line(label("报告日期"), field(dated(u.ReportOn), 0), label("核查日期"), field(dated(u.RecheckOn), 0))
	g.long("应整改的\n问题", p.problems(), 50, true)
	g.long("单位整改\n措施和\n成效", u.Report, 50, true)
	g.long("核查情况", u.Recheck, 44, true)
	g.line(label("核查结论"), field(ticks(office.Verdicts, u.Verdict), 3))
	if len(p.At.Findings) > 0 {
		g.long("台账状态", p.states(), 12, false)
	}
	g.row(14, label("核查人\n签名"), field(u.RecheckBy, 0), label("单位负责人\n签名"), field("", 0))
	return p.form("unit_recheck", "督导整改核查表", g)
}

// states are how the findings stand in the ledger.
func (p UnitPaper) states() string {
	parts := []string{}
	for _, f := range p.At.Findings {
		parts = append(parts, f.Number+" "+f.State)
	}
	return strings.Join(parts, "，")
}
