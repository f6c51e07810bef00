package report

import (
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// ComplaintEntry is one line of the 投诉登记簿.
type ComplaintEntry struct {
	Complaint office.Complaint
	School    string
}

// ComplaintRegister is what a month's 投诉登记簿 is made from. Masked leaves out who
// called.
type ComplaintRegister struct {
	Settings office.Settings
	Month    office.Month
	Zone     string // "" is the whole office
	Period   office.Period
	Today    office.Date
	Entries  []ComplaintEntry
	Masked   bool
}

// Document makes the 投诉登记簿, the earliest first.
func (r ComplaintRegister) Document() doc.Document {
	name := r.Settings.CountyName + r.Zone + r.Month.Chinese() + "投诉登记簿"
	d := doc.Document{Title: name, Style: doc.Ledger, Landscape: true, Sample: r.Settings.Sample}
	t := doc.Table{Name: "投诉登记簿", Size: annexSize, Columns: []doc.Column{
		{Head: "序号", Width: 7, Align: doc.Center}, {Head: "编号", Width: 20, Align: doc.Center}, {Head: "日期", Width: 14, Align: doc.Center},
		{Head: "时间", Width: 10, Align: doc.Center}, {Head: "渠道", Width: 10, Align: doc.Center}, {Head: "姓名", Width: 13, Align: doc.Center},
		{Head: "性别", Width: 7, Align: doc.Center}, {Head: "来源（学校、身份）", Width: 30}, {Head: "电话（邮箱）", Width: 22, Align: doc.Center},
		{Head: "内容", Width: 58}, {Head: "类别", Width: 9, Align: doc.Center}, {Head: "记录人", Width: 13, Align: doc.Center}, {Head: "处理人", Width: 13, Align: doc.Center},
		{Head: "处理、答复", Width: 44}, {Head: "状态", Width: 14, Align: doc.Center}}}
	closed := 0
	for i, e := range r.Entries {
		c := e.Complaint
		if r.Masked {
			c = c.Masked()
		}
		if c.Closed() {
			closed++
		}
		state := c.State
		if c.ClosedOn.Valid() {
			state += "\n" + shortDay(c.ClosedOn)
		}
		from := []string{}
		for _, s := range []string{about(office.ComplaintFact{School: e.School, Target: c.Target}), c.Identity} {
			if s != "" {
				from = append(from, s)
			}
		}
		answers := []string{}
		for _, s := range []string{c.Result, c.Answer} {
			if s != "" && (len(answers) == 0 || answers[0] != s) {
				answers = append(answers, s)
			}
		}
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(itoa(i + 1)), doc.C(c.Number), doc.C(shortDay(c.ReceivedOn)), doc.C(c.ReceivedAt), doc.C(c.Channel),
			doc.C(caller(c.Name)), doc.C(c.Gender), doc.C(strings.Join(from, "，")), doc.C(c.Phone), doc.C(c.Content), doc.C(c.Kind), doc.C(c.Recorder), doc.C(c.Handler),
			doc.C(strings.Join(answers, "\n")), {Text: state, Warn: c.DaysOverdue(r.Today) > 0 && !c.Closed()}}})
	}
	center := "受理" + itoa(len(r.Entries)) + "件，已办结" + itoa(closed) + "件"
	d.Blocks = []doc.Block{doc.Title{Text: name}, doc.Ends{Left: "单位：" + r.Settings.OfficeName, Center: center, Right: span(r.Period)}, t}
	if r.Masked {
		d.Blocks = append(d.Blocks, doc.Ends{Left: maskNote})
	}
	d.Blocks = append(d.Blocks, doc.Signature{Lines: []string{"登记人：", "审核人：", "负责人："}})
	return d
}
