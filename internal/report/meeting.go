package report

import (
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// MeetingPaper is what the papers of a meeting are made from: 会议通知, 签到表 and
// 会议纪要.
type MeetingPaper struct {
	Settings office.Settings
	Meeting  office.Meeting
	// People are the inspectors who are to come, in the meeting's order.
	People []MeetingPerson
}

// MeetingPerson is one of them, as the 签到表 has him.
type MeetingPerson struct {
	Name     string
	Employer string
	Zone     string
	Absent   bool
	Reason   string
}

func (p MeetingPaper) when() string {
	m := p.Meeting
	if m.StartsAt == "" {
		return dated(m.Date)
	}
	return meeting(string(m.Date) + " " + m.StartsAt)
}

// Notice makes the 会议通知.
func (p MeetingPaper) Notice() doc.Document {
	m := p.Meeting
	day := m.NoticeOn
	if !day.Valid() {
		day = m.Date
	}
	l := officeLetter{settings: p.Settings, form: office.FormMeetingNotice, name: "会议通知", record: m.Number, number: m.NoticeNo,
		title: "关于召开" + m.Title + "的通知", to: "各参会人员", day: day, copyTo: p.Settings.Paper(office.FormMeetingNotice).CopyTo}
	body := []doc.Block{doc.Text("定于" + p.when() + "召开" + m.Title + "，现将有关事项通知如下。")}
	var s sections
	s.add("会议时间", doc.Text(p.when()+"。"))
	s.add("会议地点", bodyText(m.Place)...)
	s.add("参会人员", bodyText(p.invited())...)
	s.add("会议议程", bodyText(m.Agenda)...)
	s.add("有关要求", doc.Text("请参会人员准时到会并签到；因故不能参加的，请提前向"+p.Settings.OfficeName+"请假。"))
	return l.document(append(body, s.blocks...))
}

// invited names who is to come.
func (p MeetingPaper) invited() string {
	names := []string{}
	for _, x := range p.People {
		names = append(names, x.Name)
	}
	lines := []string{}
	if len(names) > 0 {
		lines = append(lines, "督学"+itoa(len(names))+"名："+strings.Join(names, "、")+"。")
	}
	if p.Meeting.Others != "" {
		lines = append(lines, "其他人员："+p.Meeting.Others)
	}
	return joined(lines...)
}

// SignSheet makes the 签到表 with empty cells to sign in; who is on leave stands
// there with the reason.
func (p MeetingPaper) SignSheet() doc.Document {
	m := p.Meeting
	name := p.Settings.CountyName + "会议签到表"
	d := Facts{Settings: p.Settings}.paper(doc.Form, "meeting_sign", name, m.Number)
	t := doc.Table{Name: "签到", Columns: []doc.Column{{Head: "序号", Width: 10, Align: doc.Center}, {Head: "姓名", Width: 22, Align: doc.Center}, {Head: "单位（责任区）", Width: 82},
		{Head: "签　到", Width: 34, Align: doc.Center}, {Head: "备注", Width: 18}}}
	row := func(name, unit, note string) {
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(itoa(len(t.Rows) + 1)), doc.C(name), doc.C(unit), doc.C(""), doc.C(note)}})
	}
	for _, x := range p.People {
		note := ""
		if x.Absent {
			note = strings.TrimSuffix("请假："+x.Reason, "：")
		}
		unit := x.Employer
		if x.Zone != "" {
			unit = strings.TrimPrefix(unit+"（"+x.Zone+"）", "（"+x.Zone+"）")
			if unit == "" {
				unit = x.Zone
			}
		}
		row(x.Name, unit, note)
	}
	for _, other := range names(m.Others) {
		row(other, "", "")
	}
	const spare = 3 // lines for who comes unasked
	for range spare {
		row("", "", "")
	}
	d.Blocks = []doc.Block{doc.Title{Text: name}, doc.Ends{Left: "会议：" + m.Title, Right: p.when()}, doc.Ends{Left: "地点：" + m.Place, Right: "主持人：" + m.Chair}, t,
		doc.Signature{Lines: []string{"应到人数：", "实到人数：", "记录人："}}}
	return d
}

// names splits a list of people.
func names(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("、，,；;\n\t ", r) })
}

// Minutes makes the 会议纪要: what was said, and what was settled as a table.
func (p MeetingPaper) Minutes() doc.Document {
	m := p.Meeting
	day := m.MinutesOn
	if !day.Valid() {
		day = m.Date
	}
	l := officeLetter{settings: p.Settings, form: office.FormMinutes, name: "会议纪要", record: m.Number, number: m.MinutesNo, title: m.Title + "纪要", day: day,
		copyTo: p.Settings.Paper(office.FormMinutes).CopyTo}
	opening := p.when() + "，" + p.Settings.OfficeName
	if m.Place != "" {
		opening += "在" + m.Place
	}
	opening += "召开" + m.Title
	if m.Chair != "" {
		opening += "，" + m.Chair + "主持"
	}
	body := []doc.Block{doc.Text(opening + "。现将会议内容纪要如下。")}
	body = append(body, bodyText(m.Content)...)
	if len(m.Decisions) > 0 {
		body = append(body, p.decisions())
	}
	body = append(body, bodyText(p.attendance())...)
	return l.document(body)
}

func (p MeetingPaper) decisions() doc.Table {
	t := doc.Table{Caption: "议定事项", Name: "议定事项", Columns: []doc.Column{{Head: "序号", Width: 10, Align: doc.Center}, {Head: "事项", Width: 74}, {Head: "责任人", Width: 26, Align: doc.Center},
		{Head: "完成时限", Width: 28, Align: doc.Center}}}
	for i, x := range p.Meeting.Decisions {
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(itoa(i + 1)), doc.C(x.Content), doc.C(x.Person), doc.C(string(x.DueOn))}})
	}
	return t
}

// attendance names who was there, who was on leave, and who wrote it down.
func (p MeetingPaper) attendance() string {
	came, away := []string{}, []string{}
	for _, x := range p.People {
		switch {
		case !x.Absent:
			came = append(came, x.Name)
		case x.Reason != "":
			away = append(away, x.Name+"（"+x.Reason+"）")
		default:
			away = append(away, x.Name)
		}
	}
	lines := []string{}
	for _, x := range [][2]string{{"出席：", strings.Join(append(came, names(p.Meeting.Others)...), "、")}, {"请假：", strings.Join(away, "、")}, {"记录：", p.Meeting.Recorder}} {
		if x[1] != "" {
			lines = append(lines, x[0]+x[1])
		}
	}
	return joined(lines...)
}
