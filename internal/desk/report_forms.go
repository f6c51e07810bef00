package desk

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/report"
	"dudao/internal/store"
)

const visitID = "督导记录编号（如 JL2026-0012）或序号"

// visitForms are the papers of one visit.
func visitForms() []form {
	return []form{
		{Form{"visit", "督导记录表", "visit", visitID, asBoth}, func(d *Desk, id string) (built, error) {
			n, err := numbered(id, d.store.VisitID)
			if err != nil {
				return built{}, err
			}
			return builtOf(d.visitPaper(n))
		}},
	}
}

const monthID = "月份（如 2026-03）、学期（如 2025-2026-1）或年度（如 2026），责任区的写成 2026-03/责任区名"

// monthForms are the papers of one month, 学期 or year, of the office or of a
// zone.
func monthForms() []form {
	of := func(id string) ReportInput {
		span, zone, _ := strings.Cut(id, "/")
		return ReportInput{span, zone}
	}
	return []form{
		{Form{"month", "督导报告", "month", monthID, asBoth}, func(d *Desk, id string) (built, error) {
			m, err := d.monthReport(of(id))
			if err != nil {
				return built{}, err
			}
			return monthBuilt(m), nil
		}},
		{Form{"statistics", "督导工作统计表", "month", monthID, asTable}, func(d *Desk, id string) (built, error) {
			m, err := d.monthReport(of(id))
			if err != nil {
				return built{}, err
			}
			return built{document: m.Statistics()}, nil
		}},
		{Form{"inspector_month", "督学工作情况表", "month", "月份、学期或年度/督学姓名（如 2026-03/王示例）", asTable}, func(d *Desk, id string) (built, error) {
			span, who, _ := strings.Cut(id, "/")
			m, err := d.monthReport(ReportInput{Span: span})
			if err != nil {
				return built{}, err
			}
			return d.inspectorMonth(m, who)
		}},
	}
}

// monthBuilt is a month's report ready to be rendered.
func monthBuilt(m *report.Month) built {
	book := m.Workbook()
	return built{document: m.Document(), book: &book, details: m.Details(), filling: m.Filling}
}

// inspectorMonth makes the month's sheet of an inspector by his name or id.
func (d *Desk) inspectorMonth(m *report.Month, who string) (built, error) {
	rows := m.Report.Inspectors
	i := slices.IndexFunc(rows, func(r office.MonthRow) bool { return r.Name == who || strconv.FormatInt(r.ID, 10) == who })
	if i < 0 {
		return built{}, office.Errorf(office.CodeNotFound, "%s没有督学“%s”的工作，请核对姓名。", m.Book.This.Span.Chinese(), who)
	}
	period := m.Book.This.Period
	page, err := d.store.Lessons(store.ListQuery{Sort: "date", Filters: map[string]string{
		"inspector": strconv.FormatInt(rows[i].ID, 10), "from": string(period.From), "to": string(period.Last())}})
	if err != nil {
		return built{}, err
	}
	p := report.InspectorMonth{Month: m, Inspector: rows[i]}
	for _, l := range page.Rows {
		p.Lessons = append(p.Lessons, report.InspectorLesson{Date: l.Date, School: l.School, Class: l.Class, Subject: l.Subject, Teacher: l.Teacher, Rating: l.Rating})
	}
	return built{document: p.Document()}, nil
}

// visitPaper gathers what stands on a visit's 督导记录表.
func (d *Desk) visitPaper(id int64) (p report.VisitPaper, err error) {
	f, err := d.store.Visit(id)
	if err != nil {
		return p, err
	}
	v := f.Visit
	p = report.VisitPaper{Visit: v, Findings: f.Findings, Lessons: f.Lessons, Inquiries: f.Inquiries, Inspector: d.store.Title("inspector", v.InspectorID)}
	for _, c := range v.Companions {
		p.Companions = append(p.Companions, d.store.Title("inspector", c))
	}
	if p.Facts, err = d.facts(v.SchoolID, v.Date); err != nil {
		return p, err
	}
	p.Matters = mattersOn(p.Facts, v)
	if p.Repeats, err = d.findingRepeats(p.Findings); err != nil {
		return p, err
	}
	if p.Checkpoints, err = d.store.Checkpoints(); err != nil {
		return p, err
	}
	p.Photos, err = d.photos("visit", id)
	return p, err
}

// facts gathers what the papers of a school share on a day; of no school for 0.
func (d *Desk) facts(school int64, day office.Date) (f report.Facts, err error) {
	if f.Settings, err = d.store.Settings(); err != nil {
		return f, err
	}
	if f.Matters, err = d.store.Matters(); err != nil {
		return f, err
	}
	terms, err := d.store.Terms()
	if err != nil {
		return f, err
	}
	for _, t := range terms {
		if t.StartsOn <= day && day <= t.EndsOn {
			f.Term = t
		}
	}
	if school == 0 {
		return f, nil
	}
	if f.School, err = d.store.School(school); err != nil {
		return f, err
	}
	f.Zone, err = d.store.ZoneOfSchool(school, day)
	return f, err
}

// mattersOn are the matters in force for the school of a visit, and any it ticked.
func mattersOn(f report.Facts, v office.Visit) []office.Matter {
	out := office.MattersFor(f.Matters, f.School.Kindergarten(), v.Date)
	for _, m := range f.Matters {
		if slices.Contains(v.Matters, m.ID) && !slices.ContainsFunc(out, func(x office.Matter) bool { return x.ID == m.ID }) {
			out = append(out, m)
		}
	}
	return out
}

// photos reads the pictures attached to a record, for printing.
func (d *Desk) photos(kind string, id int64) ([]doc.Photo, error) {
	list, err := d.store.Attachments(kind, id)
	if err != nil {
		return nil, err
	}
	return d.printedPhotos(list)
}

// printedPhotos reads the pictures among attached files.
func (d *Desk) printedPhotos(list []office.Attachment) ([]doc.Photo, error) {
	photos := []doc.Photo{}
	for _, a := range list {
		if a.MIME != "image/jpeg" && a.MIME != "image/png" {
			continue
		}
		data, err := d.printedPhoto(a)
		if err != nil {
			return nil, err
		}
		caption := a.Caption
		if caption == "" {
			caption = strings.TrimSuffix(a.Name, filepath.Ext(a.Name))
		}
		photos = append(photos, doc.Photo{Data: data, Caption: caption})
	}
	return photos, nil
}
