// Package report decides what each paper says: records and figures become a
// doc.Document.
//
// The one rule: it is given what it prints and knows no database, no font and no
// file. Every number on a paper is the Value of an office.Figure, so that it
// leads back to its records.
package report

import (
	"dudao/internal/office"
)

// Detail is the list of records behind a figure (明细).
type Detail struct {
	Key   string // of the figure, as in doc.Cell.Link
	Title string
	Basis string
	Head  []string
	Rows  [][]string
	IDs   []int64 // beside Rows
	Kind  string
}

// Part is one of the six parts of a month's report.
type Part struct {
	Key      string `json:"key"`
	Title    string `json:"title"`
	Text     string `json:"text"`   // written from the records
	Edited   string `json:"edited"` // the clerk's own words, when IsEdited
	IsEdited bool   `json:"isEdited"`
}

// Says returns the text that is printed.
func (p Part) Says() string {
	if p.IsEdited {
		return p.Edited
	}
	return p.Text
}

// PartNames are the six parts (督导任务 to 督导建议) by their keys, in order.
var PartNames = []struct{ Key, Title string }{
	{"task", "督导任务"}, {"process", "督导过程"}, {"highlights", "典型经验"},
	{"problems", "突出问题"}, {"conclusion", "督导结论"}, {"advice", "督导建议"},
}

// Month is one month's report, of the office or of one zone.
type Month struct {
	Book   office.MonthBook
	Report office.MonthReport
	Parts  []Part
	Number string      // 期号 once issued, e.g. 2026年第3期
	Date   office.Date // 成文日期
}

// NewMonth writes the report of a book. edited holds the clerk's own text of
// parts by their keys.
func NewMonth(book office.MonthBook, edited map[string]string) *Month {
	m := &Month{Book: book, Report: book.Compose(), Date: book.MadeOn}
	w := writer{m: m, f: book.This, figures: m.Report.Figures}
	texts := map[string]func() string{"task": w.task, "process": w.process, "highlights": w.highlights,
		"problems": w.problems, "conclusion": w.conclusion, "advice": w.advice}
	for _, p := range PartNames {
		own, ok := edited[p.Key]
		m.Parts = append(m.Parts, Part{Key: p.Key, Title: p.Title, Text: texts[p.Key](), Edited: own, IsEdited: ok})
	}
	return m
}

// Title returns the report's title (标题).
func (m *Month) Title() string { return m.signer() + m.Book.This.Span.Chinese() + "督导报告" }

// signer is whose report it is: the office's or the zone's.
func (m *Month) signer() string {
	if m.Book.Zone != "" {
		return m.Book.Settings.CountyName + m.Book.Zone
	}
	return m.Book.Settings.OfficeName
}

// school is a school's name as a county's own papers write it: without the
// county before it.
func (m *Month) school(id int64) string {
	return shortSchool(m.Book.This.School(id).Name, m.Book.Settings.CountyName)
}

func shortSchool(name, county string) string {
	return office.ShortSchool(name, county)
}

// marks are the figures that carry a note mark on paper, ① to ⑳, always the
// same: a mark in a text that the clerk has written stays true.
var marks = []string{
	office.FigDue, office.FigVisited, office.FigUnvisited, office.FigVisits, office.FigPersons, office.FigHalfDays, office.FigActive,
	office.MethodKey(0), office.MethodKey(1), office.MethodKey(2), office.MethodKey(3), office.MethodKey(4), office.MethodKey(5), office.MethodKey(6),
	office.FigFound, office.FigOnSpot, office.FigNotices, office.FigRectifyDue, office.FigRectified, office.FigOverdue,
}

// Mark returns the number of a figure's note mark, 0 without one.
func Mark(key string) int {
	for i, k := range marks {
		if k == key {
			return i + 1
		}
	}
	return 0
}

// MarkSign returns ① to ⑳, empty for 0.
func MarkSign(n int) string {
	if n < 1 || n > len(marks) {
		return ""
	}
	return string(rune('①' + n - 1))
}
