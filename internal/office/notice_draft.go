package office

import (
	"fmt"
	"strings"
)

// NoticeFacts is what a paper is drafted from.
type NoticeFacts struct {
	Settings  Settings
	Calendar  Calendar
	Today     Date
	School    School // the zero one when the paper speaks of several schools
	Findings  []Finding
	Schools   map[int64]string // names by id
	Matters   map[int64]string // short names by id
	Reminders map[int64]int    // 催办单 sent so far, by finding
	Visit     Visit            // the zero one when the findings are of several visits
	// Inspector answers for the school, or was on the visit; 0 when none is known.
	Inspector int64
	// Days gives the number of a rule in force.
	Days func(rule string) int
}

// DraftNotice words a paper of the kind over the findings (拟稿): every word of it
// is from the records, and the clerk may change it before it goes out.
func DraftNotice(kind string, f NoticeFacts) Notice {
	paper := f.Settings.Paper(NoticeForm(kind))
	n := Notice{Kind: kind, Date: f.Today, SchoolID: f.School.ID, VisitID: f.Visit.ID, InspectorID: f.Inspector, CopyTo: paper.CopyTo, Signer: paper.Signer,
		DaysUnit: DaysWorking, State: NoticeDraft, Findings: []int64{}, Steps: []Step{}}
	for _, p := range f.Findings {
		n.Findings = append(n.Findings, p.ID)
		if n.Source == "" {
			n.Source = p.Source
		}
		if n.Department == "" && (kind == NoticeConsult || kind == NoticeSupervise) {
			n.Department = p.Department
		}
	}
	switch kind {
	case NoticeRectify:
		n.Days = f.days(RuleRectifyDays)
	case NoticeConsult, NoticeSupervise:
		n.Days = f.days(RuleConsultDays)
	case NoticeTalk:
		n.Person = f.School.Principal
	}
	n.DueOn = f.Calendar.Deadline(n.Date, n.Days, n.DaysUnit)
	n.Title, n.Body, n.Request = f.title(kind), f.body(kind), f.request(n)
	return n
}

func (f NoticeFacts) days(rule string) int {
	if f.Days == nil {
		return 0
	}
	return f.Days(rule)
}

func (f NoticeFacts) title(kind string) string {
	who := f.School.Name
	if who == "" {
		who = f.Today.Month().Chinese() + "督导"
	}
	switch kind {
	case NoticeRectify:
		return who + "督导发现问题限期整改"
	case NoticeConsult:
		return who + "有关问题请予支持协调"
	case NoticeSupervise:
		return who + "问题整改督办"
	case NoticeTalk:
		return who + "问题整改约谈"
	case NoticeBulletin:
		return "关于" + who + "发现问题整改情况的通报"
	case NoticeAccount:
		return who + "问题整改问责"
	}
	return who + "逾期未整改问题催办"
}

// body lists the findings, numbered; long ones are shortened when they would not
// fit on the paper together.
func (f NoticeFacts) body(kind string) string {
	if len(f.Findings) == 0 {
		return ""
	}
	const head = 200 // characters kept for the first lines
	most := maxNoticeBody
	for {
		lines := []string{}
		if kind == NoticeReminder {
			lines = append(lines, fmt.Sprintf("截至%s，以下%d个问题已过整改期限，仍未销号：", f.Today.Chinese(), len(f.Findings)))
		}
		for i, p := range f.Findings {
			lines = append(lines, f.line(i+1, kind, p, most))
		}
		text := strings.Join(lines, "\n")
		if len([]rune(text)) <= maxNoticeBody || most <= 8 {
			return clipText(text, maxNoticeBody)
		}
		most = min(most/2, (maxNoticeBody-head)/len(f.Findings))
	}
}

func (f NoticeFacts) line(i int, kind string, p Finding, most int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d. ", i)
	if f.School.ID == 0 {
		b.WriteString(f.Schools[p.SchoolID] + "：")
	}
	if m := f.Matters[p.MatterID]; m != "" {
		b.WriteString("（" + m + "）")
	}
	b.WriteString(stop(clipText(p.Content, most)))
	if p.Measures != "" && (kind == NoticeRectify || kind == NoticeConsult) {
		b.WriteString("建议：" + stop(clipText(p.Measures, most)))
	}
	if kind == NoticeRectify || kind == NoticeConsult || !p.DueOn.Valid() {
		return b.String()
	}
	fmt.Fprintf(&b, "整改期限%s", p.DueOn.Chinese())
	if late := p.DaysOverdue(f.Today); late > 0 {
		b.WriteString("，")
		if kind != NoticeReminder { // which names the day above all of them
			b.WriteString("截至" + f.Today.Chinese())
		}
		fmt.Fprintf(&b, "已逾期%d天", late)
	}
	if n := f.Reminders[p.ID]; n > 0 {
		fmt.Fprintf(&b, "，此前已催办%d次", n)
	}
	b.WriteString("。")
	return b.String()
}

func (f NoticeFacts) request(n Notice) string {
	by := ""
	if n.DueOn.Valid() {
		by = "在期限内" // the day itself stands in its own field: it moves when the paper goes out later
	}
	switch n.Kind {
	case NoticeRectify:
		return "请对照上述问题逐项整改，" + by + "完成，并将整改措施和实际成效书面报告责任督学。"
	case NoticeConsult:
		return "请予支持协调，" + by + "将处理结果书面反馈督导室。"
	case NoticeSupervise:
		return "请按职责核查处理，" + by + "将办理结果书面报督导室。"
	case NoticeTalk:
		return "请按时参加约谈，并带上问题的整改情况。"
	case NoticeReminder:
		return "请立即整改，将整改情况书面报告责任督学；不能按期完成的，请写明原因和完成时间。"
	case NoticeBulletin:
		return "请有关学校抓紧整改，整改情况报督导室。"
	}
	return ""
}

// stop ends a text with a full stop.
func stop(s string) string {
	s = strings.TrimRight(strings.TrimSpace(s), "。；;，,. ")
	if s == "" || strings.HasSuffix(s, "！") || strings.HasSuffix(s, "？") || strings.HasSuffix(s, "…") {
		return s
	}
	return s + "。"
}

// clipText shortens a text to so many characters.
func clipText(s string, most int) string {
	rs := []rune(s)
	if len(rs) <= most {
		return s
	}
	return string(rs[:max(0, most-1)]) + "…"
}
