package desk

import (
	"strings"

	"dudao/internal/office"
	"dudao/internal/report"
)

// Reports is the screen 报表: the papers of a month.
type Reports struct{ d *Desk }

// MonthInput names a month's report; an empty zone is the whole office's own.
type MonthInput struct {
	Month office.Month `json:"month"`
	Zone  string       `json:"zone"`
}

// MonthReport is a month's report as the screen shows it.
type MonthReport struct {
	Title   string               `json:"title"`
	Month   office.Month         `json:"month"`
	Zone    string               `json:"zone"`
	Period  office.Period        `json:"period"`
	Zones   []string             `json:"zones"` // of the division in force, for the picker
	Parts   []report.Part        `json:"parts"`
	Figures []office.Figure      `json:"figures"` // all; those with a mark are on paper
	Marks   map[string]string    `json:"marks"`   // ① to ⑳ by the figures' keys
	Tables  []report.ScreenTable `json:"tables"`
	Checks  []office.Check       `json:"checks"`
	Issued  []IssuedReport       `json:"issued"`
	// HasLast and HasLastYear tell whether there is anything to compare with.
	HasLast     bool `json:"hasLast"`
	HasLastYear bool `json:"hasLastYear"`
}

// Months returns the months that have visits, newest first.
func (r *Reports) Months() (months []string, err error) {
	defer caught(&err)
	list, err := r.d.store.Months()
	months = make([]string, len(list)) // the page has no type of its own for a month
	for i, m := range list {
		months[i] = string(m)
	}
	return months, err
}

// Month returns a month's report: its parts, figures, tables and checks.
func (r *Reports) Month(in MonthInput) (out MonthReport, err error) {
	defer caught(&err)
	m, err := r.d.monthReport(in)
	if err != nil {
		return out, err
	}
	out = MonthReport{Title: m.Title(), Month: in.Month, Zone: in.Zone, Period: m.Book.This.Period, Parts: m.Parts,
		Figures: m.Report.Figures, Marks: map[string]string{}, Tables: m.Tables(), Checks: m.Report.Checks,
		HasLast: m.Report.HasLast, HasLastYear: m.Report.HasLastYear}
	for _, f := range m.Report.Figures {
		if n := report.Mark(f.Key); n != 0 {
			out.Marks[f.Key] = report.MarkSign(n)
		}
	}
	for _, text := range m.Stale() {
		out.Checks = append(out.Checks, office.Check{Key: "stale", Text: text, Records: []int64{}, Filters: map[string]string{}})
	}
	whole, err := r.d.store.MonthZones(in.Month)
	if err != nil {
		return out, err
	}
	out.Zones = whole
	out.Issued, err = r.d.issued(in.Month, in.Zone)
	return out, err
}

// monthReport writes a month's report from the records as they are now.
func (d *Desk) monthReport(in MonthInput) (*report.Month, error) {
	book, err := d.store.MonthBook(in.Month)
	if err != nil {
		return nil, err
	}
	return d.reportOf(book, in.Zone)
}

// reportOf writes the report of a zone, of the office for "", from a book that
// is loaded once for all.
func (d *Desk) reportOf(book office.MonthBook, zone string) (*report.Month, error) {
	if zone != "" && zone != office.Unzoned && !book.This.HasZone(zone) {
		return nil, office.Errorf(office.CodeNotFound, "%s没有责任区“%s”，请在“责任区”里核对名称和划分的起止日期。", book.This.Month.Chinese(), zone)
	}
	texts, err := d.store.ReportTexts(book.This.Month, zone)
	if err != nil {
		return nil, err
	}
	return report.NewMonth(book.In(zone), texts), nil
}

// PartInput names a part of a report, with the clerk's own text when saving.
type PartInput struct {
	Month office.Month `json:"month"`
	Zone  string       `json:"zone"`
	Key   string       `json:"key"`
	Text  string       `json:"text"`
}

func (in PartInput) check() error {
	if !in.Month.Valid() {
		return office.Invalid("月份“%s”不对，请写成 2026-03。", string(in.Month))
	}
	for _, p := range report.PartNames {
		if p.Key == in.Key {
			return nil
		}
	}
	return office.Invalid("报告没有“%s”这一部分。", in.Key)
}

// SavePart keeps the clerk's own text of a part; it survives every
// regeneration until it is reset.
func (r *Reports) SavePart(in PartInput) (err error) {
	defer caught(&err)
	if err := in.check(); err != nil {
		return err
	}
	return done(r.d, r.d.store.SaveReportText(in.Month, in.Zone, in.Key, strings.TrimSpace(in.Text)))
}

// ResetPart brings back the text written from the records.
func (r *Reports) ResetPart(in PartInput) (err error) {
	defer caught(&err)
	if err := in.check(); err != nil {
		return err
	}
	return done(r.d, r.d.store.DropReportText(in.Month, in.Zone, in.Key))
}

// RecordsInput names a figure of a report, as ReportTable.Keys or the figure's
// own key does.
type RecordsInput struct {
	Month office.Month `json:"month"`
	Zone  string       `json:"zone"`
	Key   string       `json:"key"`
}

// FigureRecords are the records behind a figure.
type FigureRecords struct {
	Figure office.Figure `json:"figure"`
	Title  string        `json:"title"`
	Head   []string      `json:"head"`
	Rows   [][]string    `json:"rows"`
	IDs    []int64       `json:"ids"`
	Kind   string        `json:"kind"`
}

// Records returns the records behind a figure of the report or of its tables.
func (r *Reports) Records(in RecordsInput) (out FigureRecords, err error) {
	defer caught(&err)
	if zone, key, ok := strings.Cut(in.Key, "|"); ok {
		in.Zone, in.Key = zone, key
	}
	m, err := r.d.monthReport(MonthInput{Month: in.Month, Zone: in.Zone})
	if err != nil {
		return out, err
	}
	f, ok := m.Report.Figure(in.Key)
	if !ok {
		return out, office.Errorf(office.CodeNotFound, "报告里没有这项数据，请刷新后重试。")
	}
	if f.Of != "" { // a rate leads to what it is a rate of
		of := m.Report.Figures.Get(f.Of)
		f.Records = of.Records
		d := m.Detail(of)
		return FigureRecords{Figure: f, Title: f.Name + "：" + of.Name, Head: d.Head, Rows: d.Rows, IDs: d.IDs, Kind: d.Kind}, nil
	}
	d := m.Detail(f)
	return FigureRecords{Figure: f, Title: d.Title, Head: d.Head, Rows: d.Rows, IDs: d.IDs, Kind: d.Kind}, nil
}
