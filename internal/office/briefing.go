package office

import (
	"fmt"
	"strings"
)

// Briefing is 见校长前五分钟: what an inspector should have in mind on the way to a
// school, all of it from the records.
type Briefing struct {
	Day        Date                `json:"day"`
	School     School              `json:"school"`
	Zone       string              `json:"zone"`
	Inspectors []string            `json:"inspectors"`
	Visits     []BriefingVisit     `json:"visits"`     // the last three
	Findings   []BriefingFinding   `json:"findings"`   // open ones, the most urgent first
	Unseen     []string            `json:"unseen"`     // matters not inspected in UnseenIn
	UnseenIn   string              `json:"unseenIn"`   // 本学期 or 本学年
	Menu       []BriefingTask      `json:"menu"`       // 规定任务 of the month not yet done here
	Inspection BriefingInspection  `json:"inspection"` // the last one; ID 0 without one
	Complaints []BriefingComplaint `json:"complaints"` // of the last twelve months
	Practices  []DossierRow        `json:"practices"`
	Asks       []BriefingAsk       `json:"asks"`
}

// BriefingVisit is one of the last visits.
type BriefingVisit struct {
	ID        int64    `json:"id"`
	Number    string   `json:"number"`
	Date      Date     `json:"date"`
	Session   string   `json:"session"`
	Inspector string   `json:"inspector"`
	Kind      string   `json:"kind"`
	Line      string   `json:"line"`
	Lacks     []string `json:"lacks"` // 反馈, 签字 …
}

// BriefingFinding is a problem not yet put right and whose turn it is.
type BriefingFinding struct {
	ID         int64  `db:"id" json:"id"`
	Number     string `json:"number"`
	FoundOn    Date   `json:"foundOn"`
	Matter     string `json:"matter"`
	Content    string `json:"content"`
	LevelName  string `json:"levelName"`
	DueOn      Date   `json:"dueOn"`
	Overdue    int    `json:"overdue"` // calendar days
	Repeat     int    `json:"repeat"`
	Step       string `json:"step"`
	Turn       string `json:"turn"`
	Measures   string `db:"measures" json:"measures"` // what is to be done
	ReportedOn Date   `db:"reported_on" json:"reportedOn"`
	Report     string `db:"report" json:"report"` // what the school said it has done
}

// BriefingTask is 规定任务 of the month's menu that the school has not been looked
// at for.
type BriefingTask struct {
	Menu        int64  `db:"menu" json:"menu"`
	Topic       string `db:"topic" json:"topic"`
	Requirement string `db:"requirement" json:"requirement"`
}

// BriefingInspection is the result of the last 专项 or 综合督导.
type BriefingInspection struct {
	ID       int64    `db:"id" json:"id"`
	Unit     int64    `db:"unit" json:"unit"`
	Title    string   `db:"title" json:"title"`
	Date     Date     `db:"date" json:"date"`
	Score    *float64 `db:"score" json:"score"`
	Grade    string   `db:"grade" json:"grade"`
	Problems string   `db:"problems" json:"problems"`
	DueOn    Date     `db:"due_on" json:"dueOn"`
	ReportOn Date     `db:"report_on" json:"reportOn"`
	Verdict  string   `db:"verdict" json:"verdict"`
	Open     int      `db:"open" json:"open"` // its problems not yet put right
}

// BriefingComplaint is a complaint without who called and what was said.
type BriefingComplaint struct {
	ID     int64  `db:"id" json:"id"`
	Number string `db:"number" json:"number"`
	Date   Date   `db:"date" json:"date"`
	Kind   string `db:"kind" json:"kind"`
	Matter string `db:"matter" json:"matter"`
	State  string `db:"state" json:"state"`
}

// BriefingAsk is one thing to ask or to look at today, and the record behind it.
type BriefingAsk struct {
	Text string `json:"text"`
	Kind string `json:"kind"`
	ID   int64  `json:"id"`
}

// turns tell whose turn it is at a step of a finding.
var turns = map[string]string{
	StepReview: "督导室审核", StepIssue: "督导室下发", StepTold: "学校整改", StepReceive: "学校签收", StepReport: "学校报告", StepRecheck: "督学核查",
	StepClose: "督导室销号", StepAgain: "学校继续整改", StepSupervised: "督导室督办", StepTalk: "督导室约谈", StepBulletin: "督导室跟踪", StepAccount: "督导室跟踪",
}

// TurnOf returns whose turn it is, e.g. 学校报告; the step itself when nobody's.
func TurnOf(step string) string {
	if t, ok := turns[step]; ok {
		return t
	}
	return step
}

// Head is how the school's head is called.
func (b Briefing) Head() string {
	if b.School.Kindergarten() {
		return "园长"
	}
	return "校长"
}

// briefingAsks bounds what can be asked in one visit.
const briefingAsks = 12

// Ask fills in what to ask today, by plain rules over the records: first what is
// late, then what is to be looked at, then what is missing.
func (b *Briefing) Ask() {
	b.Asks = []BriefingAsk{}
	for _, rule := range []func(){b.askOverdue, b.askRecheck, b.askMenu, b.askOpen, b.askRepeats, b.askVisits, b.askInspection, b.askComplaints, b.askUnseen, b.askFacts} {
		rule()
	}
	b.Asks = b.Asks[:min(len(b.Asks), briefingAsks)]
}

func (b *Briefing) ask(kind string, id int64, format string, args ...any) {
	b.Asks = append(b.Asks, BriefingAsk{fmt.Sprintf(format, args...), kind, id})
}

// short is a problem's beginning in quotation marks.
func (f BriefingFinding) short() string {
	first, _, _ := strings.Cut(strings.TrimSpace(f.Content), "\n")
	return "“" + clipText(strings.TrimRight(first, "。；"), 28) + "”"
}

func (b *Briefing) askOverdue() {
	for _, f := range b.Findings {
		if f.Overdue > 0 && f.Step != StepRecheck && f.Step != StepClose {
			b.ask("finding", f.ID, "%s%s应在%s前整改，已超期%d天：整改到哪一步，什么时候能完成？", f.Number, f.short(), shortDate(f.DueOn), f.Overdue)
		}
	}
}

func (b *Briefing) askRecheck() {
	for _, f := range b.Findings {
		switch f.Step {
		case StepRecheck:
			b.ask("finding", f.ID, "%s%s学校%s报告已整改：到现场核查，看实物和记录，写明核查结论。", f.Number, f.short(), shortDate(f.ReportedOn))
		case StepClose:
			b.ask("finding", f.ID, "%s%s已核查到位，还没有销号：补齐凭证后销号。", f.Number, f.short())
		}
	}
}

func (b *Briefing) askMenu() {
	for _, t := range b.Menu {
		text := t.Topic
		if t.Requirement != "" {
			text += "：" + clipText(t.Requirement, 50)
		}
		b.ask("menu", t.Menu, "本月规定任务——%s", strings.TrimRight(text, "。；")+"。")
	}
}

func (b *Briefing) askOpen() {
	for _, f := range b.Findings {
		if f.Overdue > 0 || f.Step == StepRecheck || f.Step == StepClose {
			continue
		}
		due := "没有定期限"
		if f.DueOn.Valid() {
			due = shortDate(f.DueOn) + "到期"
		}
		b.ask("finding", f.ID, "%s%s%s，轮到%s：现在做到什么程度？", f.Number, f.short(), due, f.Turn)
	}
}

func (b *Briefing) askRepeats() {
	seen := map[string]bool{}
	for _, f := range b.Findings {
		if f.Repeat > 1 && !seen[f.Matter] {
			seen[f.Matter] = true
			b.ask("finding", f.ID, "“%s”方面的问题是第%d次发现：以后靠什么制度、由谁管住？", f.Matter, f.Repeat)
		}
	}
}

func (b *Briefing) askVisits() {
	for _, v := range b.Visits {
		if len(v.Lacks) > 0 {
			b.ask("visit", v.ID, "%s的督导记录%s还缺%s：今天补上。", shortDate(v.Date), v.Number, strings.Join(v.Lacks, "、"))
		}
	}
}

func (b *Briefing) askInspection() {
	x := b.Inspection
	switch {
	case x.ID != 0 && x.DueOn.Valid() && x.Verdict == "":
		what := "学校还没有报告整改情况"
		if x.ReportOn.Valid() {
			what = "学校" + shortDate(x.ReportOn) + "已报告，还没有核查"
		}
		if x.Open > 0 {
			what += fmt.Sprintf("，有%d个问题没有销号", x.Open)
		}
		b.ask("inspection_unit", x.Unit, "%s的整改期限是%s，%s：看落实情况。", x.Title, shortDate(x.DueOn), what)
	case x.Open > 0:
		b.ask("inspection_unit", x.Unit, "%s发现的问题还有%d个没有销号：看落实情况。", x.Title, x.Open)
	}
}

func (b *Briefing) askComplaints() {
	open, byMatter, order := 0, map[string]int{}, []string{}
	var first int64
	for _, c := range b.Complaints {
		if c.State != "办结" && c.State != "已答复" {
			open++
			if first == 0 {
				first = c.ID
			}
		}
		if c.Matter != "" {
			if byMatter[c.Matter] == 0 {
				order = append(order, c.Matter)
			}
			byMatter[c.Matter]++
		}
	}
	if open > 0 {
		b.ask("complaint", first, "近12个月有%d件投诉还没有办结：核实情况，注意为来电人保密。", open)
	}
	for _, m := range order {
		if byMatter[m] > 1 {
			b.ask("school", b.School.ID, "近12个月有%d件投诉反映“%s”：现在还有没有同类情况？", byMatter[m], m)
		}
	}
}

func (b *Briefing) askUnseen() {
	if len(b.Unseen) > 0 {
		b.ask("school", b.School.ID, "%s还没有督导的事项：%s，今天可以看一项。", b.UnseenIn, strings.Join(b.Unseen, "、"))
	}
}

func (b *Briefing) askFacts() {
	lacks := []string{}
	for _, f := range []struct {
		name  string
		empty bool
	}{{b.Head() + "姓名", b.School.Principal == ""}, {"电话", b.School.Phone == ""}, {"学生数", b.School.Students == 0}, {"班级数", b.School.Classes == 0}} {
		if f.empty {
			lacks = append(lacks, f.name)
		}
	}
	if len(lacks) > 0 {
		b.ask("school", b.School.ID, "学校资料里没有%s：问清后补上。", strings.Join(lacks, "、"))
	}
}

// shortDate is 3月12日, of a year other than now told in full by the lists.
func shortDate(d Date) string {
	if !d.Valid() {
		return "（日期不详）"
	}
	t := d.Time()
	return fmt.Sprintf("%d月%d日", t.Month(), t.Day())
}
