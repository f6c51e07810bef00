package report

import (
	"strings"

	"dudao/internal/office"
)

// Filling is what a county's own report of a month is filled with.
func (m *Month) Filling() office.Filling { return monthCatalogue.fill(m) }

var monthCatalogue = catalogue[*Month]{append(monthSlots, append(partSlots(), figureSlots()...)...), []slotList[*Month]{figureList, zoneList}}

var monthSlots = []slot[*Month]{
	{"标题", "报告的标题", "示例县人民政府教育督导室2026年3月督导报告", (*Month).Title},
	{"期间", "报告的月份、学期或年度", "2026年3月", func(m *Month) string { return m.Book.This.Span.Chinese() }},
	{"起止日期", "统计的起止日期", "2026年3月1日至31日", func(m *Month) string { return span(m.Book.This.Period) }},
	{"期号", "签发后的期号", "2026年第3期", func(m *Month) string { return m.Number }},
	{"主送", "主送单位", "示例县教育局", (*Month).to},
	{"落款", "督导室或责任区", "示例县人民政府教育督导室", (*Month).signer},
	{"成文日期", "成文日期", "2026年4月2日", func(m *Month) string { return m.Date.Chinese() }},
	{"县市区", "县（市、区）的名称", "示例县", func(m *Month) string { return m.Book.Settings.CountyName }},
	{"单位名称", "督导室的名称", "示例县人民政府教育督导室", func(m *Month) string { return m.Book.Settings.OfficeName }},
	{"责任区", "责任区的报告才有", "第一责任区", func(m *Month) string { return m.Book.Zone }},
}

// partSlots are the six parts of the report.
func partSlots() []slot[*Month] {
	out := []slot[*Month]{}
	for i, p := range PartNames {
		out = append(out, slot[*Month]{p.Title, "报告里“" + p.Title + "”的文字", "……", func(m *Month) string { return unmarked(m.Parts[i].Says()) }})
	}
	return out
}

// unmarked is a text without its note marks: a county's own report has no annex
// for them to lead to.
func unmarked(text string) string {
	var b strings.Builder
	for _, r := range runs(text) {
		b.WriteString(r.Text)
	}
	return b.String()
}

// figureSlots are the figures that a report's own sentences are mostly made of.
func figureSlots() []slot[*Month] {
	out := []slot[*Month]{}
	for _, f := range []struct{ name, key, example string }{
		{"应督导学校数", office.FigDue, "157"}, {"已督导学校数", office.FigVisited, "153"}, {"未督导学校数", office.FigUnvisited, "4"}, {"督导覆盖率", office.FigCoverage, "97.5%"},
		{"督导次数", office.FigVisits, "162"}, {"督学人次", office.FigPersons, "226"}, {"听课节数", office.MethodKey(0), "40"}, {"发现问题数", office.FigFound, "124"},
		{"到期应整改数", office.FigRectifyDue, "77"}, {"到期已整改数", office.FigRectified, "50"}, {"整改率", office.FigRectify, "64.9%"}, {"期末逾期数", office.FigOverdue, "51"},
	} {
		out = append(out, slot[*Month]{f.name, "数字，不带单位", f.example, func(m *Month) string { return m.cell(m.Report.Figures, f.key).Text }})
	}
	return out
}

var figureList = slotList[*Month]{"数据", []listField{
	{"名称", "数据的名称", "应督导学校"}, {"单位", "单位", "所"}, {"本期", "本期的数", "157"}, {"上期", "上期的数，没有记录的为空", "157"}, {"上年同期", "上年同期的数，没有记录的为空", "157"},
}, func(m *Month) [][]string {
	rows := [][]string{}
	for _, key := range mainRows {
		f := m.Report.Figures.Get(key)
		last, year := "", ""
		if m.Report.HasLast {
			last = past(f, f.LastMonth, false)[0].Text
		}
		if m.Report.HasLastYear {
			year = past(f, f.LastYear, false)[0].Text
		}
		rows = append(rows, []string{f.Name, f.Unit, m.cell(m.Report.Figures, key).Text, last, year})
	}
	return rows
}}

var zoneList = slotList[*Month]{"各责任区", []listField{
	{"名称", "责任区", "第一责任区"}, {"应督导", "应督导学校（所）", "36"}, {"已督导", "已督导学校（所）", "36"}, {"未督导", "未督导学校（所）", "0"}, {"覆盖率", "督导覆盖率", "100%"},
	{"督导次数", "督导次数（校次）", "38"}, {"督学人次", "督学人次", "50"}, {"听课", "听课（节）", "10"}, {"问题", "发现问题（个）", "26"},
}, func(m *Month) [][]string {
	rows := [][]string{}
	for _, z := range m.Report.Zones {
		row := []string{z.Name}
		for _, key := range zoneColumns {
			row = append(row, m.cell(z.Figures, key).Text)
		}
		rows = append(rows, row)
	}
	return rows
}}
