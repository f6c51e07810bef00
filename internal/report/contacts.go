package report

import (
	"fmt"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// LeaderEntry is a leader's school as it is printed.
type LeaderEntry struct {
	Leader office.Leader
	School string
	Short  int // visits missing in the year
}

// LeaderList is what the 领导联系学校一览表 is made from.
type LeaderList struct {
	Settings office.Settings
	Year     int
	Least    int
	Entries  []LeaderEntry
}

// Document makes the 领导联系学校一览表 of a year.
func (p LeaderList) Document() doc.Document {
	name := fmt.Sprintf("%s%d年领导联系学校一览表", p.Settings.CountyName, p.Year)
	d := doc.Document{Title: name, Style: doc.Ledger, Landscape: true, Sample: p.Settings.Sample}
	t := doc.Table{Name: "领导联系学校", Size: annexSize, Columns: []doc.Column{{Head: "序号", Width: 8, Align: doc.Center}, {Head: "领导", Width: 16, Align: doc.Center}, {Head: "职务", Width: 34}, {Head: "联系学校", Width: 52},
		{Head: "联系时间", Width: 28, Align: doc.Center}, {Head: "本年到校", Width: 12, Align: doc.Center}, {Head: "到校日期和情况", Width: 80}, {Head: "备注", Width: 26}}}
	short := 0
	for i, e := range p.Entries {
		l := e.Leader
		visits := []string{}
		for _, v := range l.Visits {
			if v.Date.Year() == p.Year {
				visits = append(visits, beside(shortDay(v.Date), v.Note))
			}
		}
		if e.Short > 0 {
			short++
		}
		row := cells(itoa(i+1), l.Name, l.Post, e.School, held(l.StartsOn, l.EndsOn))
		row.Cells = append(row.Cells, doc.Cell{Text: itoa(len(visits)) + "次", Warn: e.Short > 0}, doc.C(joined(visits...)), doc.C(l.Note))
		t.Rows = append(t.Rows, row)
	}
	d.Blocks = []doc.Block{doc.Title{Text: name}, doc.Ends{Left: "单位：" + p.Settings.OfficeName, Center: fmt.Sprintf("共%d人次联系，其中到校不足%d次的%d人次", len(p.Entries), p.Least, short)}, t,
		doc.Signature{Lines: []string{"制表人：", "审核人：", "负责人："}}}
	return d
}

// held is a time that may still run: 2026-01-01起.
func held(from, to office.Date) string {
	if to == "" {
		return string(from) + "起"
	}
	return period(from, to)
}

// StaffEntry is a day in a school as it is printed.
type StaffEntry struct {
	Day                                   office.StaffDay
	Staff, Post, School, Inspector, Visit string
}

// StaffRegister is what the 督导室人员下校登记表 is made from.
type StaffRegister struct {
	Settings office.Settings
	When     string // 2026年3月 or 2026年
	Period   office.Period
	Entries  []StaffEntry
	Missing  []string // who was in no school
}

// Document makes the 督导室人员下校登记表.
func (p StaffRegister) Document() doc.Document {
	name := p.Settings.CountyName + "督导室人员" + p.When + "下校登记表"
	d := doc.Document{Title: name, Style: doc.Ledger, Landscape: true, Sample: p.Settings.Sample}
	t := doc.Table{Name: "下校登记", Size: annexSize, Columns: []doc.Column{{Head: "序号", Width: 8, Align: doc.Center}, {Head: "日期", Width: 18, Align: doc.Center}, {Head: "姓名", Width: 16, Align: doc.Center}, {Head: "职务", Width: 24},
		{Head: "学校", Width: 50}, {Head: "随行督学", Width: 18, Align: doc.Center}, {Head: "督导记录", Width: 24, Align: doc.Center}, {Head: "内容", Width: 80}, {Head: "签名", Width: 20}}}
	people := map[int64]bool{}
	for i, e := range p.Entries {
		people[e.Day.StaffID] = true
		t.Rows = append(t.Rows, cells(itoa(i+1), shortDay(e.Day.Date), e.Staff, e.Post, e.School, e.Inspector, e.Visit, e.Day.Content, ""))
	}
	d.Blocks = []doc.Block{doc.Title{Text: name}, doc.Ends{Left: "单位：" + p.Settings.OfficeName, Center: fmt.Sprintf("%d人下校%d人次", len(people), len(p.Entries)), Right: span(p.Period)}, t}
	if len(p.Missing) > 0 {
		d.Blocks = append(d.Blocks, doc.Ends{Left: "没有下校登记：" + list(p.Missing, 8, "人")})
	}
	d.Blocks = append(d.Blocks, doc.Signature{Lines: []string{"登记人：", "审核人：", "负责人："}})
	return d
}
