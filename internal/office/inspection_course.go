package office

import (
	"fmt"
	"strings"
)

// The states of an inspection: how far the course has come (立项 … 公布).
const (
	InspectionPlanned   = "立项"
	InspectionNotified  = "已通知"
	InspectionVisiting  = "实地督导"
	InspectionAnswering = "反馈意见"
	InspectionRectified = "整改核查"
	InspectionReported  = "已报告"
	InspectionFiled     = "已备案"
	InspectionPublished = "已公布"
	InspectionCancelled = "取消"
)

// InspectionStates are the states of an inspection, in order.
var InspectionStates = []string{InspectionPlanned, InspectionNotified, InspectionVisiting, InspectionAnswering, InspectionRectified,
	InspectionReported, InspectionFiled, InspectionPublished, InspectionCancelled}

// The states of a unit.
const (
	UnitPlanned  = "待通知"
	UnitNotified = "待实地"
	UnitSelfDone = "已自评"
	UnitVisited  = "已实地"
	UnitTold     = "已反馈意见"
	UnitPleading = "申辩中"
	UnitAnswered = "已答复"
	UnitWorking  = "整改中"
	UnitReported = "已报告"
	UnitAgain    = "继续整改"
	UnitDone     = "办结"
	UnitOut      = "取消"
)

// UnitStates are the states of a unit, in order.
var UnitStates = []string{UnitPlanned, UnitNotified, UnitSelfDone, UnitVisited, UnitTold, UnitPleading, UnitAnswered, UnitWorking, UnitReported, UnitAgain, UnitDone, UnitOut}

// The steps of a unit's course.
const (
	UnitStepNotice  = "通知"
	UnitStepSelf    = "自评"
	UnitStepVisit   = "实地"
	UnitStepOpinion = "初步意见"
	UnitStepPlea    = "申辩"
	UnitStepAnswer  = "答复申辩"
	UnitStepLetter  = "意见书"
	UnitStepReport  = "整改报告"
	UnitStepRecheck = "核查"
	UnitStepOrder   = "督办函"
)

// UnitSteps are the steps that are registered at a unit, in the order of the
// course.
var UnitSteps = []string{UnitStepSelf, UnitStepVisit, UnitStepOpinion, UnitStepPlea, UnitStepAnswer, UnitStepLetter, UnitStepReport, UnitStepRecheck, UnitStepOrder}

// StateOf is how far the inspection has come, as its dates and its units' say.
func (x Inspection) StateOf(units []InspectionUnit) string {
	visited, letters := 0, 0
	for _, u := range units {
		if u.VisitedOn.Valid() {
			visited++
		}
		if u.LetterOn.Valid() {
			letters++
		}
	}
	switch {
	case x.State == InspectionCancelled:
		return InspectionCancelled
	case x.PublishedOn.Valid():
		return InspectionPublished
	case x.FiledOn.Valid():
		return InspectionFiled
	case x.ReportOn.Valid():
		return InspectionReported
	case letters > 0 && letters == len(units):
		return InspectionRectified
	case visited > 0 && visited == len(units):
		return InspectionAnswering
	case visited > 0:
		return InspectionVisiting
	case x.NoticeOn.Valid():
		return InspectionNotified
	}
	return InspectionPlanned
}

// Limit is a limit of days (期限), as a rule sets it; 0 sets none.
type Limit struct {
	Days int    `json:"days"`
	Unit string `json:"unit"` // the rule's: 天, 个工作日 or 个月
}

// After is the day on which the limit ends, empty without one.
func (l Limit) After(from Date, c Calendar) Date {
	switch {
	case l.Days <= 0 || !from.Valid():
		return ""
	case strings.Contains(l.Unit, "月"):
		return DateOf(from.Time().AddDate(0, l.Days, 0))
	case strings.Contains(l.Unit, DaysWorking):
		return c.Deadline(from, l.Days, DaysWorking)
	}
	return from.AddDays(l.Days)
}

// Course is what the standing of a unit depends on besides its own dates and
// findings: the inspection, and the limits in force in the county's province.
type Course struct {
	Inspection Inspection
	Calendar   Calendar
	Opinion    Limit // 初步意见, after the visit
	Plea       Limit // 申辩, after the opinion
	Letter     Limit // 意见书, after the opinion, without one after the visit
	Report     Limit // 整改报告, after the end of the rectification
	Recheck    Limit // 核查, after the report
	ToUpper    Limit // 督导报告, after the last visit
	Review     Limit // 申请复核, after the letter
}

// Words is a limit as a paper words it: 10个工作日, empty without one.
func (l Limit) Words() string {
	if l.Days <= 0 {
		return ""
	}
	return fmt.Sprintf("%d%s", l.Days, l.Unit)
}

// UnitFindings counts the findings of a unit; where there are any, they tell
// how its rectification stands.
type UnitFindings struct {
	Total    int `db:"total" json:"total"`
	Open     int `db:"open" json:"open"`
	Reported int `db:"reported" json:"reported"` // of the open ones
	Again    int `db:"again" json:"again"`       // of the open ones
}

// Standing is where a unit stands (所处环节): its state, and what is next, who
// must act and until when.
type Standing struct {
	State string `json:"state"`
	Next  string `json:"next"` // one of UnitSteps or UnitStepNotice, empty when it is done
	Who   string `json:"who"`
	Until Date   `json:"until"` // empty: no limit is set
	Late  int    `json:"late"`  // days past it
}

// Of is the standing of the unit on the day.
func (c Course) Of(u InspectionUnit, f UnitFindings, day Date) Standing {
	s := c.standing(u, f)
	if s.Next != "" && s.Until.Valid() && day > s.Until {
		s.Late = day.Sub(s.Until)
	}
	return s
}

func (c Course) standing(u InspectionUnit, f UnitFindings) Standing {
	const group, unit, own = "督导组", "被督导单位", "督导室"
	x, cal := c.Inspection, c.Calendar
	switch {
	case x.State == InspectionCancelled:
		return Standing{State: UnitOut}
	case u.LetterOn.Valid():
		return c.rectification(u, f)
	case u.PleaAnswerOn.Valid():
		return Standing{State: UnitAnswered, Next: UnitStepLetter, Who: own, Until: c.Letter.After(u.OpinionOn, cal)}
	case u.PleaOn.Valid():
		return Standing{State: UnitPleading, Next: UnitStepAnswer, Who: group, Until: c.Letter.After(u.OpinionOn, cal)}
	case u.OpinionOn.Valid():
		return Standing{State: UnitTold, Next: UnitStepLetter, Who: own, Until: c.Letter.After(u.OpinionOn, cal)}
	case u.VisitedOn.Valid() && x.Short():
		return Standing{State: UnitDone}
	case u.VisitedOn.Valid():
		return Standing{State: UnitVisited, Next: UnitStepOpinion, Who: group, Until: c.opinionBy(u)}
	case u.SelfOn.Valid():
		return Standing{State: UnitSelfDone, Next: UnitStepVisit, Who: group, Until: u.PlannedOn}
	case x.NoticeOn.Valid() && x.SelfDueOn.Valid():
		return Standing{State: UnitNotified, Next: UnitStepSelf, Who: unit, Until: x.SelfDueOn}
	case x.NoticeOn.Valid():
		return Standing{State: UnitNotified, Next: UnitStepVisit, Who: group, Until: u.PlannedOn}
	}
	return Standing{State: UnitPlanned, Next: UnitStepNotice, Who: own, Until: x.StartsOn}
}

// opinionBy is until when the first opinion is due; without a limit of its own
// the letter's is.
func (c Course) opinionBy(u InspectionUnit) Date {
	if until := c.Opinion.After(u.VisitedOn, c.Calendar); until != "" {
		return until
	}
	return c.Letter.After(u.VisitedOn, c.Calendar)
}

// rectification is the standing after the letter: as the findings say where the
// unit has any, else as its own dates say.
func (c Course) rectification(u InspectionUnit, f UnitFindings) Standing {
	report := Standing{State: UnitWorking, Next: UnitStepReport, Who: "被督导单位", Until: c.reportBy(u)}
	recheck := Standing{State: UnitReported, Next: UnitStepRecheck, Who: "督导室", Until: c.Recheck.After(u.ReportOn, c.Calendar)}
	again := report
	again.State = UnitAgain
	switch {
	case f.Total > 0 && f.Open == 0:
		return Standing{State: UnitDone}
	case f.Total > 0 && f.Reported == f.Open:
		return recheck
	case f.Total > 0 && f.Again > 0:
		return again
	case f.Total > 0:
		return report
	case u.RecheckOn.Valid() && u.Verdict == VerdictRight, !u.DueOn.Valid():
		return Standing{State: UnitDone}
	case u.RecheckOn.Valid():
		return again
	case u.ReportOn.Valid():
		return recheck
	}
	return report
}

// reportBy is until when the unit reports: the end of the rectification, or of
// the 督办函 that followed, and the days the province gives to report.
func (c Course) reportBy(u InspectionUnit) Date {
	due := max(u.DueOn, u.OrderDueOn)
	if late := c.Report.After(due, c.Calendar); late != "" {
		return late
	}
	return due
}

// Validate returns an *Error of CodeInvalid that names each faulty field: the
// texts, and the order of the days.
func (u InspectionUnit) Validate(x Inspection, today Date) error {
	var f Faults
	f.Require("name", "单位名称", u.Name)
	f.OneOf("unitKind", "单位类别", u.UnitKind, UnitKinds)
	f.OneOf("session", "时段", u.Session, []string{"上午", "下午", "全天"})
	f.OneOf("verdict", "核查结论", u.Verdict, Verdicts)
	for _, t := range []struct{ key, label, value string }{{"selfText", "自评情况", u.SelfText}, {"strengths", "评价", u.Strengths}, {"problems", "问题", u.Problems},
		{"advice", "建议", u.Advice}, {"plea", "申辩内容", u.Plea}, {"pleaAnswer", "答复", u.PleaAnswer}, {"report", "整改报告", u.Report},
		{"recheck", "核查情况", u.Recheck}, {"orderText", "督办事项", u.OrderText}} {
		f.MaxRunes(t.key, t.label, t.value, 4000)
	}
	f.MaxRunes("note", "备注", u.Note, 1000)
	f.Date("plannedOn", "安排日期", u.PlannedOn)
	notice := datedFact{"noticeOn", "通知日期", x.NoticeOn}
	visit := datedFact{"visitedOn", "实地日期", u.VisitedOn}
	course := []datedFact{notice, {"selfOn", "自评日期", u.SelfOn}, visit, {"opinionOn", "初步意见日期", u.OpinionOn}, {"pleaOn", "申辩日期", u.PleaOn},
		{"pleaAnswerOn", "答复申辩日期", u.PleaAnswerOn}, {"letterOn", "意见书日期", u.LetterOn}, {"reportOn", "整改报告日期", u.ReportOn}, {"recheckOn", "核查日期", u.RecheckOn}}
	f.inOrder(course)
	f.notYet(today, course[1:])
	letter := datedFact{"letterOn", "意见书日期", u.LetterOn}
	f.inOrder([]datedFact{letter, {"dueOn", "整改期限", u.DueOn}})
	f.inOrder([]datedFact{letter, {"orderOn", "督办函日期", u.OrderOn}, {"orderDueOn", "督办的期限", u.OrderDueOn}})
	for _, need := range []struct {
		key       string
		has, want bool
		says      string
	}{
		{"selfOn", u.SelfOn.Valid(), x.NoticeOn.Valid(), "还没有发督导通知，请先发通知，再登记自评"},
		{"visitedOn", u.VisitedOn.Valid(), x.NoticeOn.Valid(), "还没有发书面督导通知（《教育督导条例》第十七条），请先发通知，再登记实地"},
		{"opinionOn", u.OpinionOn.Valid(), u.VisitedOn.Valid(), "还没有登记实地督导，请先登记实地，再反馈初步意见"},
		{"pleaOn", u.PleaOn.Valid(), u.OpinionOn.Valid(), "还没有反馈初步意见，请先登记初步意见，再登记申辩"},
		{"pleaAnswerOn", u.PleaAnswerOn.Valid(), u.PleaOn.Valid(), "没有申辩，不用答复"},
		{"letterOn", u.LetterOn.Valid(), u.OpinionOn.Valid(), "还没有反馈初步意见（《教育督导条例》第二十条），请先登记初步意见，再出意见书"},
		{"letterOn", u.LetterOn.Valid() && u.PleaOn.Valid(), u.PleaAnswerOn.Valid(), "申辩还没有答复，请先登记答复，再出意见书"},
		{"reportOn", u.ReportOn.Valid(), u.LetterOn.Valid(), "还没有出督导意见书，请先出意见书，再登记整改报告"},
		{"recheckOn", u.RecheckOn.Valid(), u.LetterOn.Valid(), "还没有出督导意见书，请先出意见书，再登记核查"},
		{"orderOn", u.OrderOn.Valid(), u.LetterOn.Valid(), "还没有出督导意见书，请先出意见书，再发督办函"},
		{"verdict", u.RecheckOn.Valid(), u.Verdict != "", "请选择核查结论"},
	} {
		if need.has && !need.want {
			f.Add(need.key, need.says)
		}
	}
	return f.Err()
}

// UnitStep is what one step fills in at a unit. Texts that are empty leave what
// stands there.
type UnitStep struct {
	Step      string   `json:"step"`
	On        Date     `json:"on"`
	Text      string   `json:"text"` // 自评, 申辩, 答复, 整改报告, 核查 or 督办事项
	SelfScore *float64 `json:"selfScore"`
	Strengths string   `json:"strengths"` // of 初步意见
	Problems  string   `json:"problems"`
	Advice    string   `json:"advice"`
	DueOn     Date     `json:"dueOn"` // of 意见书 and 督办函
	By        string   `json:"by"`    // 核查人
	Verdict   string   `json:"verdict"`
	Proof     string   `json:"proof"` // of the findings that a recheck closes
	// Clear takes the step back; a paper that has its number stays.
	Clear bool `json:"clear"`
}

// Take takes a step into the unit; Validate judges the whole.
func (u *InspectionUnit) Take(in UnitStep) error {
	var f Faults
	on := in.On
	if in.Step == UnitStepVisit && on == "" {
		on = u.PlannedOn
	}
	if !in.Clear {
		f.Require("on", in.Step+"的日期", string(on))
		f.Date("on", in.Step+"的日期", on)
	} else {
		on = ""
	}
	put := func(at *string, text string) {
		if text = strings.TrimSpace(text); text != "" || in.Clear {
			*at = text
		}
	}
	switch in.Step {
	case UnitStepSelf:
		u.SelfOn = on
		put(&u.SelfText, in.Text)
		if in.SelfScore != nil || in.Clear {
			u.SelfScore = in.SelfScore
		}
	case UnitStepVisit:
		u.VisitedOn = on
	case UnitStepOpinion:
		u.OpinionOn = on
		if !in.Clear {
			put(&u.Strengths, in.Strengths)
			put(&u.Problems, in.Problems)
			put(&u.Advice, in.Advice)
		}
	case UnitStepPlea:
		u.PleaOn = on
		put(&u.Plea, in.Text)
		if !in.Clear {
			f.Require("text", "申辩内容", u.Plea)
		}
	case UnitStepAnswer:
		u.PleaAnswerOn = on
		put(&u.PleaAnswer, in.Text)
		if !in.Clear {
			f.Require("text", "答复", u.PleaAnswer)
		}
	case UnitStepLetter, UnitStepOrder:
		if in.Clear {
			return Errorf(CodeConflict, "%s已经编了文号，不能撤回。内容要改，请作废后重新制发。", in.Step)
		}
		if in.Step == UnitStepOrder {
			u.OrderOn, u.OrderDueOn = on, in.DueOn
			put(&u.OrderText, in.Text)
			break
		}
		u.LetterOn, u.DueOn = on, in.DueOn
	case UnitStepReport:
		if u.Verdict != "" && u.Verdict != VerdictRight && !in.Clear { // another round: the unit's own columns tell of the last
			u.RecheckOn, u.Recheck, u.RecheckBy, u.Verdict = "", "", "", ""
		}
		u.ReportOn = on
		put(&u.Report, in.Text)
	case UnitStepRecheck:
		u.RecheckOn, u.Verdict, u.RecheckBy = on, in.Verdict, strings.TrimSpace(in.By)
		put(&u.Recheck, in.Text)
		if !in.Clear {
			f.Require("verdict", "核查结论", in.Verdict)
			f.Require("by", "核查人", in.By)
		}
	default:
		return Invalid("没有“%s”这个环节，请刷新页面后重试。", in.Step)
	}
	return f.Err()
}

// ThinGroup says what a group lacks to go out: so many members as the rule asks
// for. "" when it has them.
func ThinGroup(name string, members, least int) string {
	if members >= least {
		return ""
	}
	return fmt.Sprintf("%s只有 %d 人，督导小组应有 %d 人以上（《教育督导条例》第十六条）", name, members, least)
}
