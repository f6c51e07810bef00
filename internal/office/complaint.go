package office

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Channels are the ways a complaint comes in (受理渠道).
var Channels = []string{"电话", "来信", "邮件", "来访", "网络", "上级转办"}

// The kinds of complaints: 咨询 and 一般 are answered at once, 特殊 goes on the
// 特殊问题办理记录单.
const (
	ComplaintQuestion = "咨询"
	ComplaintOrdinary = "一般"
	ComplaintSpecial  = "特殊"
)

// ComplaintKinds are the kinds of complaints.
var ComplaintKinds = []string{ComplaintQuestion, ComplaintOrdinary, ComplaintSpecial}

// The states of a complaint; all but 暂存 (put aside by the office) follow from
// what is filled in.
const (
	ComplaintNew      = "登记"
	ComplaintInHand   = "办理中"
	ComplaintAnswered = "已答复"
	ComplaintClosed   = "办结"
	ComplaintAside    = "暂存"
)

// ComplaintStates are the states of a complaint, in order.
var ComplaintStates = []string{ComplaintNew, ComplaintInHand, ComplaintAnswered, ComplaintClosed, ComplaintAside}

// AnswerWays are the ways of 答复情况 on the paper form.
var AnswerWays = []string{"电话", "面谈", "电子邮件", "其他"}

// The opinions on the 特殊问题办理记录单.
const (
	StepAdvice    = "督导室建议"
	StepDirection = "领导批示"
	StepWork      = "科室办理"
)

// ComplaintSteps are the opinions of a 特殊 complaint in the order of its course
// (登记 stands before them; 结果, 答复 and 办结 behind).
var ComplaintSteps = []StepRule{
	{Name: StepAdvice, Person: "主管领导", Text: "督导室处理建议"},
	{Name: StepDirection, Person: "主管领导", Text: "教育工委、教育局意见"},
	{Name: StepWork, Person: "承办科室", Text: "办理情况"},
}

// Complaint is 投诉举报: what somebody told the office, followed to the answer.
type Complaint struct {
	ID         int64  `db:"id" json:"id"`
	Number     string `db:"number" json:"number"` // 编号, given by store
	ReceivedOn Date   `db:"received_on" json:"receivedOn"`
	ReceivedAt string `db:"received_at" json:"receivedAt"` // 08:30
	Channel    string `db:"channel" json:"channel"`
	// Name, Gender, Identity (家长、教师……) and Phone are personal data: lists and
	// papers show them masked unless asked otherwise.
	Name     string `db:"name" json:"name"`
	Gender   string `db:"gender" json:"gender"`
	Identity string `db:"identity" json:"identity"`
	Phone    string `db:"phone" json:"phone"` // 电话或邮箱
	SchoolID int64  `db:"school_id" json:"schoolId"`
	Target   string `db:"target" json:"target"` // 反映的部门, when it is no school
	MatterID int64  `db:"matter_id" json:"matterId"`
	Content  string `db:"content" json:"content"`
	Kind     string `db:"kind" json:"kind"`
	// Recorder and Handler are 记录人 and 处理人 by name; the ids are set when they
	// are inspectors.
	Recorder   string `db:"recorder" json:"recorder"`
	RecorderID int64  `db:"recorder_id" json:"recorderId"`
	Handler    string `db:"handler" json:"handler"`
	HandlerID  int64  `db:"handler_id" json:"handlerId"`
	Department string `db:"department" json:"department"` // 承办科室
	DueOn      Date   `db:"due_on" json:"dueOn"`
	Result     string `db:"result" json:"result"`         // 最终处理结果
	Undertaker string `db:"undertaker" json:"undertaker"` // 承办人
	ResultOn   Date   `db:"result_on" json:"resultOn"`    // 完成时间
	Answer     string `db:"answer" json:"answer"`         // 答复内容
	AnswerWay  string `db:"answer_way" json:"answerWay"`
	AnsweredOn Date   `db:"answered_on" json:"answeredOn"`
	FindingID  int64  `db:"finding_id" json:"findingId"` // the finding it led to
	State      string `db:"state" json:"state"`
	ClosedOn   Date   `db:"closed_on" json:"closedOn"`
	Note       string `db:"note" json:"note"`
	// Steps are the opinions on the 特殊问题办理记录单.
	Steps     []Step `db:"-" json:"steps"`
	UpdatedAt string `db:"updated_at" json:"updatedAt"`
}

// Special tells whether it goes on the 特殊问题办理记录单.
func (c Complaint) Special() bool { return c.Kind == ComplaintSpecial }

// Closed tells whether it is done with.
func (c Complaint) Closed() bool { return c.State == ComplaintClosed }

// Step returns the opinion of that name, the zero one when it is not given yet.
func (c Complaint) Step(name string) Step {
	for _, s := range c.Steps {
		if s.Step == name {
			return s
		}
	}
	return Step{Step: name}
}

// DaysOverdue returns the calendar days the complaint is late on the day; one
// put aside (暂存) is not late.
func (c Complaint) DaysOverdue(today Date) int {
	end := today
	if c.ClosedOn.Valid() {
		end = c.ClosedOn
	}
	if !c.DueOn.Valid() || end <= c.DueOn || c.State == ComplaintAside {
		return 0
	}
	return end.Sub(c.DueOn)
}

// Normalize trims texts and fills what follows from the others: an ordinary
// complaint that is new and answered was answered at once and is done with.
func (c *Complaint) Normalize() {
	for _, at := range []*string{&c.ReceivedAt, &c.Name, &c.Identity, &c.Phone, &c.Target, &c.Content, &c.Recorder, &c.Handler, &c.Department,
		&c.Result, &c.Undertaker, &c.Answer, &c.Note} {
		*at = strings.TrimSpace(*at)
	}
	if c.Channel == "" {
		c.Channel = Channels[0]
	}
	if c.Kind == "" {
		c.Kind = ComplaintOrdinary
	}
	if t, ok := ParseClock(c.ReceivedAt); ok {
		c.ReceivedAt = t
	}
	atOnce := !c.Special() && c.Answer != ""
	if atOnce && c.AnsweredOn == "" {
		c.AnsweredOn = c.ReceivedOn
	}
	if c.ClosedOn == "" && (c.State == ComplaintClosed || c.State == "" && atOnce) {
		c.ClosedOn = max(c.AnsweredOn, c.ResultOn)
	}
	c.orderSteps()
	c.State = c.state()
}

// orderSteps drops empty opinions and gives the others the order of the course.
func (c *Complaint) orderSteps() {
	steps := []Step{}
	for _, r := range ComplaintSteps {
		for _, s := range c.Steps {
			s.By, s.Text = strings.TrimSpace(s.By), strings.TrimSpace(s.Text)
			if s.Step == r.Name && s.Step == StepWork { // 承办科室 is the complaint's own
				c.Department = cmp.Or(c.Department, s.By)
				s.By = ""
			}
			if s.Step == r.Name && (s.By != "" || s.Text != "" || s.On != "") {
				steps = append(steps, s)
			}
		}
	}
	for _, s := range c.Steps { // an unknown one is for Validate to name
		if !slices.ContainsFunc(ComplaintSteps, func(r StepRule) bool { return r.Name == s.Step }) {
			steps = append(steps, s)
		}
	}
	c.Steps = steps
}

// state is what the filled fields say.
func (c Complaint) state() string {
	switch {
	case c.ClosedOn != "", c.State == ComplaintClosed: // 办结 without a day is for Validate to name
		return ComplaintClosed
	case c.State == ComplaintAside:
		return ComplaintAside
	case c.AnsweredOn != "":
		return ComplaintAnswered
	case len(c.Steps) > 0 || c.Result != "" || c.ResultOn != "" || c.Department != "":
		return ComplaintInHand
	case c.State == ComplaintInHand:
		return ComplaintInHand
	}
	return ComplaintNew
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (c Complaint) Validate() error {
	var e Faults
	e.Require("receivedOn", "受理日期", string(c.ReceivedOn))
	e.Date("receivedOn", "受理日期", c.ReceivedOn)
	if _, ok := ParseClock(c.ReceivedAt); c.ReceivedAt != "" && !ok {
		e.Add("receivedAt", "时间“"+c.ReceivedAt+"”请写成 08:30")
	}
	e.OneOf("channel", "渠道", c.Channel, Channels)
	e.OneOf("gender", "性别", c.Gender, GenderChoices)
	e.OneOf("kind", "类别", c.Kind, ComplaintKinds)
	e.OneOf("state", "状态", c.State, ComplaintStates)
	e.OneOf("answerWay", "答复方式", c.AnswerWay, AnswerWays)
	e.Require("content", "反映的内容", c.Content)
	for _, t := range []struct {
		key, label, value string
		most              int
	}{{"name", "姓名", c.Name, 30}, {"identity", "身份", c.Identity, 30}, {"phone", "电话或邮箱", c.Phone, 60}, {"target", "反映部门", c.Target, 60},
		{"content", "内容", c.Content, 4000}, {"recorder", "记录人", c.Recorder, 30}, {"handler", "处理人", c.Handler, 30},
		{"department", "承办科室", c.Department, 60}, {"undertaker", "承办人", c.Undertaker, 30},
		{"result", "处理结果", c.Result, 4000}, {"answer", "答复内容", c.Answer, 4000}} {
		e.MaxRunes(t.key, t.label, t.value, t.most)
	}
	c.checkDays(&e)
	c.checkSteps(&e)
	if c.Closed() {
		if !c.ClosedOn.Valid() {
			e.Add("closedOn", "办结的须填办结日期")
		}
		if c.Special() {
			e.Require("result", "最终处理结果，再办结", c.Result)
		} else if c.Answer == "" && c.Result == "" {
			e.Add("answer", "请填写答复内容或处理结果，再办结")
		}
	}
	return e.Err()
}

func (c Complaint) checkDays(e *Faults) {
	for _, d := range []struct {
		key, label string
		v          Date
	}{{"dueOn", "办理期限", c.DueOn}, {"resultOn", "完成日期", c.ResultOn}, {"answeredOn", "答复日期", c.AnsweredOn}, {"closedOn", "办结日期", c.ClosedOn}} {
		e.Date(d.key, d.label, d.v)
		if d.v.Valid() && c.ReceivedOn.Valid() && d.v < c.ReceivedOn {
			e.Add(d.key, d.label+"早于受理日期，请核对")
		}
	}
	if c.ClosedOn.Valid() && (c.ClosedOn < c.AnsweredOn || c.ClosedOn < c.ResultOn) {
		e.Add("closedOn", "办结日期早于完成或答复日期，请核对")
	}
}

// checkSteps holds the opinions to the course: known, each once, in order of
// their days.
func (c Complaint) checkSteps(e *Faults) {
	last, seen := c.ReceivedOn, map[string]bool{}
	for _, s := range c.Steps {
		key := "steps." + s.Step
		if !slices.ContainsFunc(ComplaintSteps, func(r StepRule) bool { return r.Name == s.Step }) {
			e.Add("steps", "没有“"+s.Step+"”这个办理环节，请重新选")
			continue
		}
		if seen[s.Step] {
			e.Add(key, s.Step+"只填一次")
		}
		seen[s.Step] = true
		e.Require(key, s.Step+"的日期", string(s.On))
		e.Date(key, s.Step+"的日期", s.On)
		e.MaxRunes(key, s.Step, s.Text, 4000)
		e.MaxRunes(key, s.Step+"的签署人", s.By, 60)
		if s.On.Valid() && last.Valid() && s.On < last {
			e.Add(key, s.Step+"的日期早于上一环节，请核对")
		}
		last = max(last, s.On)
	}
}

var timeOfDay = regexp.MustCompile(`^(上午|下午|晚上)?(\d{1,2})(?:[:：时点](\d{1,2}|半)?)(?:[:：分]\d{0,2})?$`)

// ParseClock reads a time of day in its usual spellings (8:30, 下午3点半) and
// returns it as 08:30; empty text is no time and fine.
func ParseClock(text string) (clock string, ok bool) {
	t := CleanCode(text)
	if t == "" {
		return "", true
	}
	m := timeOfDay.FindStringSubmatch(t)
	if m == nil {
		return "", false
	}
	hour, err := strconv.Atoi(m[2])
	if err != nil {
		return "", false
	}
	minute := 0
	switch m[3] {
	case "":
	case "半":
		minute = 30
	default:
		if minute, err = strconv.Atoi(m[3]); err != nil {
			return "", false
		}
	}
	if m[1] != "" && m[1] != "上午" && hour < 12 {
		hour += 12
	}
	if hour > 23 || minute > 59 {
		return "", false
	}
	return fmt.Sprintf("%02d:%02d", hour, minute), true
}

// clockOf reads a cell's time of day; a workbook holds it as a part of the day.
func clockOf(cell SheetCell) (clock string, ok bool) {
	if day, err := strconv.ParseFloat(cell.Text, 64); cell.Number && err == nil && day >= 0 && day < 1 {
		minutes := int(day*24*60 + 0.5)
		return fmt.Sprintf("%02d:%02d", minutes/60%24, minutes%60), true
	}
	return ParseClock(cell.Text)
}
