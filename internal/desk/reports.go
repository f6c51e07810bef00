package desk

import (
	"slices"
	"strings"

	"dudao/internal/office"
	"dudao/internal/report"
)

// Reports is the screen 报表: the papers of a month, a 学期 or a year.
type Reports struct{ d *Desk }

// ReportInput names a report by the key of its span (2026-03, 2025-2026-1, 2026);
// an empty zone is the whole office's own.
type ReportInput struct {
	Span string `json:"span"`
	Zone string `json:"zone"`
}

// MonthReport is a report as the screen shows it.
type MonthReport struct {
	Title   string               `json:"title"`
	Span    string               `json:"span"`
	Name    string               `json:"name"` // of the span: 2026年3月
	Kind    string               `json:"kind"` // month, term or year
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

// SpanChoice is a span that a report can be made of.
type SpanChoice struct {
	Key  string `json:"key"`
	Name string `json:"name"`
}

// Spans are the 学期 and years that have visits, newest first.
type Spans struct {
	Terms []SpanChoice `json:"terms"`
	Years []SpanChoice `json:"years"`
}

// Spans returns the 学期 and years that have visits.
func (r *Reports) Spans() (out Spans, err error) {
	defer caught(&err)
	out = Spans{Terms: []SpanChoice{}, Years: []SpanChoice{}}
	months, err := r.d.store.Months()
	if err != nil {
		return out, err
	}
	add := func(list *[]SpanChoice, key string) error {
		if slices.ContainsFunc(*list, func(c SpanChoice) bool { return c.Key == key }) {
			return nil
		}
		span, err := r.d.store.Span(key)
		*list = append(*list, SpanChoice{span.Key, span.Chinese()})
		return err
	}
	for _, m := range months {
		year, n := office.SchoolYearOf(m.Of(0).Last()), "-1"
		if m.Number() >= 2 && m.Number() <= 8 {
			n = "-2"
		}
		if err := add(&out.Terms, year+n); err != nil {
			return out, err
		}
		if err := add(&out.Years, string(m)[:4]); err != nil {
			return out, err
		}
	}
	return out, nil
}

// Gathered is what the report of one month says in one part.
type Gathered struct {
	Month  string `json:"month"` // 2026年3月
	Part   string `json:"part"`
	Text   string `json:"text"`
	Edited bool   `json:"edited"` // the clerk's own words
}

// Gathered returns what the months' reports of a 学期 or year say, part by part,
// to be taken over into its own.
func (r *Reports) Gathered(in ReportInput) (list []Gathered, err error) {
	defer caught(&err)
	list = []Gathered{}
	span, err := r.d.store.Span(in.Span)
	if err != nil || span.Kind == office.SpanMonth {
		return list, err
	}
	for _, month := range span.Months {
		book, err := r.d.store.MonthBook(string(month))
		if err != nil {
			return list, err
		}
		if len(book.This.Visits) == 0 || in.Zone != "" && in.Zone != office.Unzoned && !book.This.HasZone(in.Zone) {
			continue
		}
		m, err := r.d.reportOf(book, in.Zone)
		if err != nil {
			return list, err
		}
		for _, p := range m.Parts {
			list = append(list, Gathered{month.Chinese(), p.Key, p.Says(), p.IsEdited})
		}
	}
	return list, nil
}

// Month returns a report: its parts, figures, tables and checks.
func (r *Reports) Month(in ReportInput) (out MonthReport, err error) {
	defer caught(&err)
	m, err := r.d.monthReport(in)
	if err != nil {
		return out, err
	}
	of := m.Book.This.Span
	out = MonthReport{Title: m.Title(), Span: of.Key, Name: of.Chinese(), Kind: of.Kind, Zone: in.Zone, Period: m.Book.This.Period, Parts: m.Parts,
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
	whole, err := r.d.store.MonthZones(in.Span)
	if err != nil {
		return out, err
	}
	out.Zones = whole
	out.Issued, err = r.d.issued(of.Key, in.Zone)
	return out, err
}

// monthReport writes a report from the records as they are now.
func (d *Desk) monthReport(in ReportInput) (*report.Month, error) {
	book, err := d.store.MonthBook(in.Span)
	if err != nil {
		return nil, err
	}
	return d.reportOf(book, in.Zone)
}

// reportOf writes the report of a zone, of the office for "", from a book that
// is loaded once for all.
func (d *Desk) reportOf(book office.MonthBook, zone string) (*report.Month, error) {
	if zone != "" && zone != office.Unzoned && !book.This.HasZone(zone) {
		return nil, office.Errorf(office.CodeNotFound, "%s没有责任区“%s”，请在“责任区”里核对名称和划分的起止日期。", book.This.Span.Chinese(), zone)
	}
	texts, err := d.store.ReportTexts(book.This.Span, zone)
	if err != nil {
		return nil, err
	}
	return report.NewMonth(book.In(zone), texts), nil
}

// PartInput names a part of a report, with the clerk's own text when saving.
type PartInput struct {
	Span string `json:"span"`
	Zone string `json:"zone"`
	Key  string `json:"key"`
	Text string `json:"text"`
}

// spanOf checks the input and returns its span.
func (d *Desk) spanOf(in PartInput) (office.Span, error) {
	for _, p := range report.PartNames {
		if p.Key == in.Key {
			return d.store.Span(in.Span)
		}
	}
	return office.Span{}, office.Invalid("报告没有“%s”这一部分，请在页面上重新选。", in.Key)
}

// SavePart keeps the clerk's own text of a part; it survives every
// regeneration until it is reset.
func (r *Reports) SavePart(in PartInput) (err error) {
	defer caught(&err)
	span, err := r.d.spanOf(in)
	if err != nil {
		return err
	}
	return done(r.d, r.d.store.SaveReportText(span, in.Zone, in.Key, strings.TrimSpace(in.Text)))
}

// ResetPart brings back the text written from the records.
func (r *Reports) ResetPart(in PartInput) (err error) {
	defer caught(&err)
	span, err := r.d.spanOf(in)
	if err != nil {
		return err
	}
	return done(r.d, r.d.store.DropReportText(span, in.Zone, in.Key))
}

// RecordsInput names a figure of a report, as ReportTable.Keys or the figure's
// own key does.
type RecordsInput struct {
	Span string `json:"span"`
	Zone string `json:"zone"`
	Key  string `json:"key"`
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
	m, err := r.d.monthReport(ReportInput{Span: in.Span, Zone: in.Zone})
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
