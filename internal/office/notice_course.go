package office

import (
	"fmt"
	"slices"
	"strings"
)

// AccountMeasures are the forms of 问责 in 《教育督导问责办法》, those for units
// first; a county may write another.
var AccountMeasures = []string{"公开批评", "约谈", "督导通报", "资源调整", "行政处罚", "责令检查", "通报批评", "组织处理", "处分", "移交"}

// EndSteps are the steps after which a paper is done with, of every kind.
var EndSteps = func() []string {
	out := []string{}
	for _, k := range NoticeKinds {
		for _, s := range k.Steps {
			if s.Ends && !slices.Contains(out, s.Name) {
				out = append(out, s.Name)
			}
		}
	}
	return out
}()

// Issued tells that the paper has gone out: it is dated and has its 文号.
func (n CaseNotice) Issued() bool {
	k, _ := NoticeKindOf(n.Kind)
	return k.place(n.State) >= 0 && k.place(n.State) >= k.place(k.Issue)
}

// Running tells that the paper is under way: issued, and not yet at its end. An
// inquiry of 问责 is under way from its first step.
func (n CaseNotice) Running() bool {
	k, _ := NoticeKindOf(n.Kind)
	at := k.place(n.State)
	return at >= 0 && !k.Steps[at].Ends && (n.Issued() || n.Kind == NoticeAccount)
}

// standing is as much of the paper as Issued and Running ask for.
func (n Notice) standing() CaseNotice { return CaseNotice{n.ID, n.Kind, n.State} }

// Issued tells that the paper has gone out: it is dated and has its 文号.
func (n Notice) Issued() bool { return n.standing().Issued() }

// Running tells that the paper is under way.
func (n Notice) Running() bool { return n.standing().Running() }

// Void tells that the paper was taken back.
func (n Notice) Void() bool { return n.State == NoticeVoid }

// place returns where the step stands in the course, -1 for none of it.
func (k NoticeKind) place(step string) int {
	return slices.IndexFunc(k.Steps, func(s StepRule) bool { return s.Name == step })
}

// Next returns the steps that may follow those gone, in the order of the course:
// optional ones up to the first that must come. A 整改通知书 on a severe problem
// must be reviewed (审核) before it is issued.
func (k NoticeKind) Next(gone []Step, severe bool) []StepRule {
	out := []StepRule{}
	at := -1
	if len(gone) > 0 {
		if at = k.place(gone[len(gone)-1].Step); at < 0 || k.Steps[at].Ends {
			return out
		}
		if k.Steps[at].Repeats {
			out = append(out, k.Steps[at])
		}
	}
	has := func(step string) bool {
		return step == "" || step == StepInspected || slices.ContainsFunc(gone, func(s Step) bool { return s.Step == step })
	}
	for _, s := range k.Steps[at+1:] {
		if !has(s.From) {
			continue
		}
		if severe && k.Kind == NoticeRectify && s.Name == "审核" {
			s.Optional = false
		}
		out = append(out, s)
		if !s.Optional {
			break
		}
	}
	return out
}

// AddStep goes one step of the course: it must be its turn, not before the step
// before, with the person and the words that the step asks for.
func (n *Notice) AddStep(s Step, severe bool, today Date) error {
	k, ok := NoticeKindOf(n.Kind)
	if !ok {
		return Invalid("没有“%s”这种文书，请从“整改文书”页重新选。", n.Kind)
	}
	if n.Void() {
		return Errorf(CodeConflict, "%s %s 已作废，不能再登记环节。仍要督促的，请另拟一份。", n.Kind, n.Number)
	}
	next := k.Next(n.Steps, severe)
	i := slices.IndexFunc(next, func(r StepRule) bool { return r.Name == s.Step })
	if i < 0 {
		return n.notItsTurn(s.Step, next)
	}
	rule := next[i]
	s.By, s.Way, s.Text = strings.TrimSpace(s.By), strings.TrimSpace(s.Way), strings.TrimSpace(s.Text)
	var e Faults
	e.Require("on", "“"+s.Step+"”的日期", string(s.On))
	if rule.Person != "" {
		e.Require("by", rule.Person, s.By)
	}
	if rule.Text != "" {
		e.Require("text", rule.Text, s.Text)
	}
	e.MaxRunes("by", rule.Person, s.By, 60)
	e.MaxRunes("way", rule.Way, s.Way, 60)
	e.MaxRunes("text", rule.Text, s.Text, 4000)
	facts := []datedFact{}
	if len(n.Steps) > 0 {
		last := n.Steps[len(n.Steps)-1]
		facts = append(facts, datedFact{"", last.Step + "日期", last.On})
	}
	facts = append(facts, datedFact{"on", s.Step + "日期", s.On})
	e.inOrder(facts)
	if s.Step != k.Issue { // a paper may be dated ahead
		e.notYet(today, facts)
	}
	if err := e.Err(); err != nil {
		return err
	}
	n.Steps = append(n.Steps, s)
	n.State = s.Step
	return nil
}

func (n Notice) notItsTurn(step string, next []StepRule) error {
	if len(next) == 0 {
		return Errorf(CodeConflict, "%s %s 已办结，没有下一个环节。还有问题的，请另拟一份。", n.Kind, n.Number)
	}
	names := []string{}
	for _, r := range next {
		names = append(names, "“"+r.Name+"”")
	}
	return &Error{Code: CodeConflict, Message: fmt.Sprintf("%s %s 现在可以登记的环节是%s，还轮不到“%s”。", n.Kind, n.Number, strings.Join(names, "或"), step),
		Fields: map[string]string{"step": "现在可以登记：" + strings.Join(names, "、")}}
}

// StepLimit is a step that is to come by a day.
type StepLimit struct {
	Step string `json:"step"`
	On   Date   `json:"on"`
}

// Limits returns the days by which the next steps are to come. days gives the
// days of a rule, inspected the end of the supervision.
func (n Notice) Limits(days func(rule string) int, inspected Date) []StepLimit {
	out := []StepLimit{}
	k, _ := NoticeKindOf(n.Kind)
	if n.Void() {
		return out
	}
	for _, r := range k.Next(n.Steps, false) {
		if r.Limit == "" {
			continue
		}
		from := inspected
		for _, s := range n.Steps {
			if s.Step == r.From {
				from = s.On
			}
		}
		if d := days(r.Limit); d > 0 && from.Valid() {
			out = append(out, StepLimit{r.Name, from.AddDays(d)})
		}
	}
	return out
}

// Normalize trims the texts and fills what follows from the kind.
func (n *Notice) Normalize() {
	for _, s := range []*string{&n.DocNumber, &n.Department, &n.CopyTo, &n.Title, &n.Body, &n.Basis, &n.Request, &n.Signer, &n.MeetAt, &n.Place,
		&n.Attendees, &n.Measure, &n.Person, &n.Note} {
		*s = strings.TrimSpace(*s)
	}
	if n.DaysUnit == "" {
		n.DaysUnit = DaysWorking
	}
	if n.State == "" {
		n.State = NoticeDraft
	}
	if n.Findings == nil {
		n.Findings = []int64{}
	}
	if n.Steps == nil {
		n.Steps = []Step{}
	}
}

// Validate returns an *Error of CodeInvalid that names each faulty field. What a
// paper needs only when it goes out is asked for by Ready.
func (n Notice) Validate() error {
	var e Faults
	if _, ok := NoticeKindOf(n.Kind); !ok {
		e.Add("kind", "请选择文书种类")
	}
	e.Require("date", "日期", string(n.Date))
	e.Date("date", "日期", n.Date)
	e.Date("dueOn", "期限", n.DueOn)
	e.Date("effectiveOn", "生效日期", n.EffectiveOn)
	e.OneOf("source", "来源渠道", n.Source, FindingSources)
	e.OneOf("daysUnit", "期限单位", n.DaysUnit, DaysUnits)
	if n.Days < 0 || n.Days > 999 {
		e.Add("days", "期限天数填 0 到 999")
	}
	if n.SchoolID == 0 && !n.ofMany() {
		e.Add("schoolId", "请选择学校")
	}
	if n.Title == "" && n.Body == "" {
		e.Add("body", "请写明事由或问题")
	}
	e.MaxRunes("title", "事由", n.Title, 100)
	e.MaxRunes("body", "正文", n.Body, maxNoticeBody)
	e.MaxRunes("request", "要求", n.Request, maxNoticeRequest)
	e.MaxRunes("basis", "依据", n.Basis, 1000)
	e.MaxRunes("department", "主送单位", n.Department, 60)
	e.MaxRunes("copyTo", "抄送", n.CopyTo, 200)
	e.MaxRunes("signer", "签发人", n.Signer, 20)
	e.MaxRunes("place", "地点", n.Place, 60)
	e.MaxRunes("attendees", "参加人员", n.Attendees, 200)
	e.MaxRunes("measure", "问责方式", n.Measure, 100)
	e.MaxRunes("person", "对象", n.Person, 100)
	e.MaxRunes("note", "备注", n.Note, 1000)
	if n.MeetAt != "" && !validMoment(n.MeetAt) {
		e.Add("meetAt", "约谈时间“"+n.MeetAt+"”不对，请写成 2026-03-12 09:00")
	}
	if n.DueOn.Valid() && n.Date.Valid() && n.DueOn < n.Date {
		e.Add("dueOn", fmt.Sprintf("期限（%s）早于文书日期（%s），请核对日期", n.DueOn.Chinese(), n.Date.Chinese()))
	}
	return e.Err()
}

// ofMany tells that the paper may speak of several schools.
func (n Notice) ofMany() bool { return n.Kind == NoticeBulletin || n.Kind == NoticeAccount }

// Ready returns an *Error that names what the paper still lacks to go out.
func (n Notice) Ready() error {
	var e Faults
	e.Require("body", "正文", n.Body)
	switch n.Kind {
	case NoticeRectify:
		if n.Days == 0 && !n.DueOn.Valid() {
			e.Add("days", "请填写整改期限")
		}
	case NoticeConsult:
		e.Require("department", "主送的科室或中心", n.Department)
	case NoticeSupervise:
		e.Require("department", "承办的科室或单位", n.Department)
	case NoticeTalk:
		e.Require("meetAt", "约谈时间", n.MeetAt)
		e.Require("place", "约谈地点", n.Place)
		e.Require("person", "约谈对象", n.Person)
	case NoticeBulletin:
		e.Require("title", "标题", n.Title)
	case NoticeAccount:
		e.Require("measure", "问责方式", n.Measure)
		if n.SchoolID == 0 && n.Department == "" && n.Person == "" {
			e.Add("person", "请填写问责对象")
		}
	case NoticeReminder:
		if len(n.Findings) == 0 {
			e.Add("findings", "请选择要催办的问题")
		}
	}
	return e.Err()
}

func validMoment(s string) bool {
	day, clock, ok := strings.Cut(s, " ")
	var h, m int
	n, err := fmt.Sscanf(clock, "%d:%d", &h, &m)
	return ok && Date(day).Valid() && len(clock) == 5 && err == nil && n == 2 && h >= 0 && h < 24 && m >= 0 && m < 60
}
