package office

import (
	"fmt"
	"strings"
)

// MeetingMonthly is the kind of meeting that the program can propose whole.
const MeetingMonthly = "责任督学月例会"

// MeetingKinds are the kinds of the office's meetings.
var MeetingKinds = []string{MeetingMonthly, "责任区会议", "督导室会议", "督导委会议", "其他"}

// The states of a meeting; each follows from what is filled in.
const (
	MeetingPlanned  = "筹备"
	MeetingNotified = "已通知"
	MeetingHeld     = "已召开"
	MeetingIssued   = "已印发纪要"
)

// MeetingStates are the states of a meeting, in order.
var MeetingStates = []string{MeetingPlanned, MeetingNotified, MeetingHeld, MeetingIssued}

// Meeting is 例会: a meeting of the office with what was settled at it.
type Meeting struct {
	ID        int64      `db:"id" json:"id"`
	Number    string     `db:"number" json:"number"` // 编号, given by store
	Kind      string     `db:"kind" json:"kind"`
	Title     string     `db:"title" json:"title"`
	Date      Date       `db:"date" json:"date"`
	StartsAt  string     `db:"starts_at" json:"startsAt"` // 08:30
	Place     string     `db:"place" json:"place"`
	Chair     string     `db:"chair" json:"chair"`       // 主持人
	Recorder  string     `db:"recorder" json:"recorder"` // 记录人
	Others    string     `db:"others" json:"others"`     // 其他参加人员, by name
	Agenda    string     `db:"agenda" json:"agenda"`     // 议程
	Content   string     `db:"content" json:"content"`   // 会议内容
	NoticeNo  string     `db:"notice_no" json:"noticeNo"`
	NoticeOn  Date       `db:"notice_on" json:"noticeOn"`
	MinutesNo string     `db:"minutes_no" json:"minutesNo"`
	MinutesOn Date       `db:"minutes_on" json:"minutesOn"`
	State     string     `db:"state" json:"state"`
	Note      string     `db:"note" json:"note"`
	Attendees []Attendee `db:"-" json:"attendees"`
	Decisions []Decision `db:"-" json:"decisions"`
	UpdatedAt string     `db:"updated_at" json:"updatedAt"`
}

// Attendee is an inspector who is to come (参会督学).
type Attendee struct {
	InspectorID int64  `db:"inspector_id" json:"inspectorId"`
	Absent      bool   `db:"absent" json:"absent"`
	Reason      string `db:"reason" json:"reason"` // of the absence
}

// Decision is 议定事项: what a meeting settled, with who does it by when.
type Decision struct {
	ID      int64  `db:"id" json:"id"`
	Content string `db:"content" json:"content"`
	Person  string `db:"person" json:"person"`
	DueOn   Date   `db:"due_on" json:"dueOn"`
	DoneOn  Date   `db:"done_on" json:"doneOn"`
	Result  string `db:"result" json:"result"`
}

// Overdue tells whether the decision is late on the day.
func (d Decision) Overdue(today Date) bool {
	return d.DoneOn == "" && d.DueOn.Valid() && d.DueOn < today
}

// Normalize trims the texts, drops empty lines and sets the state.
func (m *Meeting) Normalize() {
	for _, at := range []*string{&m.Title, &m.StartsAt, &m.Place, &m.Chair, &m.Recorder, &m.Others, &m.Agenda, &m.Content, &m.NoticeNo, &m.MinutesNo, &m.Note} {
		*at = strings.TrimSpace(*at)
	}
	if m.Kind == "" {
		m.Kind = MeetingMonthly
	}
	if t, ok := ParseClock(m.StartsAt); ok {
		m.StartsAt = t
	}
	people := []Attendee{}
	for _, a := range m.Attendees {
		if a.Reason = strings.TrimSpace(a.Reason); !a.Absent {
			a.Reason = ""
		}
		if a.InspectorID != 0 {
			people = append(people, a)
		}
	}
	m.Attendees = people
	list := []Decision{}
	for _, d := range m.Decisions {
		d.Content, d.Person, d.Result = strings.TrimSpace(d.Content), strings.TrimSpace(d.Person), strings.TrimSpace(d.Result)
		if d.Content != "" || d.Person != "" || d.DueOn != "" || d.DoneOn != "" || d.Result != "" {
			list = append(list, d)
		}
	}
	m.Decisions = list
	m.State = m.state()
}

func (m Meeting) state() string {
	switch {
	case m.MinutesOn != "":
		return MeetingIssued
	case m.Content != "" || len(m.Decisions) > 0:
		return MeetingHeld
	case m.NoticeOn != "":
		return MeetingNotified
	}
	return MeetingPlanned
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (m Meeting) Validate() error {
	var e Faults
	e.Require("date", "会议日期", string(m.Date))
	e.Date("date", "会议日期", m.Date)
	e.Require("title", "会议名称", m.Title)
	e.OneOf("kind", "会议类别", m.Kind, MeetingKinds)
	if _, ok := ParseClock(m.StartsAt); !ok {
		e.Add("startsAt", "时间“"+m.StartsAt+"”请写成 08:30")
	}
	for _, t := range []struct {
		key, label, value string
		most              int
	}{{"title", "会议名称", m.Title, 80}, {"place", "地点", m.Place, 60}, {"chair", "主持人", m.Chair, 30}, {"recorder", "记录人", m.Recorder, 30},
		{"others", "其他参加人员", m.Others, 1000}, {"agenda", "议程", m.Agenda, 4000}, {"content", "会议内容", m.Content, 10000}, {"note", "备注", m.Note, 1000}} {
		e.MaxRunes(t.key, t.label, t.value, t.most)
	}
	e.Date("noticeOn", "通知日期", m.NoticeOn)
	e.Date("minutesOn", "纪要印发日期", m.MinutesOn)
	if m.NoticeOn.Valid() && m.Date.Valid() && m.NoticeOn > m.Date {
		e.Add("noticeOn", "通知日期晚于会议日期，请核对")
	}
	if m.MinutesOn.Valid() && m.Date.Valid() && m.MinutesOn < m.Date {
		e.Add("minutesOn", "纪要印发日期早于会议日期，请核对")
	}
	m.validParts(&e)
	return e.Err()
}

func (m Meeting) validParts(e *Faults) {
	seen := map[int64]bool{}
	for _, a := range m.Attendees {
		if seen[a.InspectorID] {
			e.Add("attendees", "参会督学中有重复的人，请删去")
		}
		seen[a.InspectorID] = true
		e.MaxRunes("attendees", "请假原因", a.Reason, 60)
	}
	for i, d := range m.Decisions {
		key := fmt.Sprintf("decisions.%d", i)
		what := fmt.Sprintf("第 %d 项议定事项", i+1)
		e.Require(key, what+"的内容", d.Content)
		e.MaxRunes(key, what, d.Content, 1000)
		e.MaxRunes(key, what+"的落实情况", d.Result, 1000)
		e.MaxRunes(key, what+"的责任人", d.Person, 60)
		e.Date(key, what+"的期限", d.DueOn)
		e.Date(key, what+"的办结日期", d.DoneOn)
		if d.DoneOn.Valid() && m.Date.Valid() && d.DoneOn < m.Date {
			e.Add(key, what+"的办结日期早于会议日期，请核对")
		}
	}
}

// MeetingFacts is what a monthly meeting is proposed from.
type MeetingFacts struct {
	Date    Date
	Month   Month   // the month that is looked back on
	Exempt  bool    // no visit was required in it
	Figures Figures // of that month's report
	Open    []Decision
	People  []int64 // inspectors in office
	Office  string  // short name
	Last    Meeting // the one before, the zero one when there was none
}

// DraftMeeting proposes a monthly meeting; the clerk changes what is otherwise. It is
// the month's own, or, that one held, the next month's held early.
func DraftMeeting(f MeetingFacts) Meeting {
	month := f.Date.Month()
	if f.Last.Date.Month() == month {
		month = f.Month.Add(1)
	}
	m := Meeting{Kind: MeetingMonthly, Title: month.Chinese() + MeetingMonthly, Date: f.Date, StartsAt: f.Last.StartsAt, Place: f.Last.Place,
		Chair: f.Last.Chair, Recorder: f.Last.Recorder, Others: f.Last.Others, Agenda: f.agenda(), State: MeetingPlanned, Attendees: []Attendee{}, Decisions: []Decision{}}
	for _, id := range f.People {
		m.Attendees = append(m.Attendees, Attendee{InspectorID: id})
	}
	return m
}

func (f MeetingFacts) agenda() string {
	lines := []string{"通报" + f.Month.Chinese() + "督导情况：" + f.looksBack()}
	if len(f.Open) > 0 {
		parts := []string{}
		for _, d := range f.Open {
			part := strings.TrimRight(d.Content, "。；")
			if d.Person != "" {
				part += "（" + d.Person + "）"
			}
			parts = append(parts, part)
		}
		lines = append(lines, fmt.Sprintf("检查此前会议议定事项的落实情况，未办结%d项：%s。", len(f.Open), strings.Join(parts, "；")))
	}
	lines = append(lines, "各责任区交流督导工作，研究突出问题的处理。", "布置"+f.Month.Add(1).Chinese()+"督导工作。")
	for i := range lines {
		lines[i] = fmt.Sprintf("%d.%s", i+1, lines[i])
	}
	return strings.Join(lines, "\n")
}

// looksBack words the month's figures as its report has them.
func (f MeetingFacts) looksBack() string {
	get := func(key string) string { return fmt.Sprintf("%g", f.Figures.Get(key).Value) }
	text := "共督导" + get(FigVisits) + "校次，已督导学校" + get(FigVisited) + "所"
	if f.Exempt {
		text += "（免督导月份，不作次数要求）"
	} else {
		text += "，未督导学校" + get(FigUnvisited) + "所"
	}
	return text + "；发现问题" + get(FigFound) + "个，期末逾期未整改" + get(FigOverdue) + "个。"
}
