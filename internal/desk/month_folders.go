package desk

import (
	"fmt"
	"strconv"
	"strings"

	"dudao/internal/office"
	"dudao/internal/report"
	"dudao/internal/store"
)

// monthFolder is one folder of a month's papers (本月全部材料). Its number is
// always the same, so that the folders of two months lie alike.
type monthFolder struct {
	name  string
	parts []monthPart
}

// monthPart are the papers of one form in a folder. A new form joins the month
// with one line here.
type monthPart struct {
	form string // key
	of   func(d *Desk, p *monthPlan) ([]monthRecord, error)
	// build makes the paper from what the plan has loaded already; nil asks the
	// form itself.
	build func(d *Desk, p *monthPlan, id string) (built, error)
	// book adds the paper as XLSX beside the PDF.
	book bool
}

// monthRecord is what one paper is printed of: the id that its form is built
// from, the record's number, and what tells it apart in the file's name.
type monthRecord struct{ id, number, name string }

func monthFolders() []monthFolder {
	return []monthFolder{
		{"01 督导室月报", []monthPart{{form: "month", of: theOffice, build: monthReportOf, book: true}}},
		{"02 责任区月报", []monthPart{{form: "month", of: eachZone, build: monthReportOf, book: true}}},
		{"03 统计表", []monthPart{
			{form: "statistics", of: theOffice, build: statisticsOf, book: true},
			{form: "inspector_month", of: eachInspector, build: inspectorMonthOf}}},
		{"04 督导记录", []monthPart{{form: "visit", of: records("visit")}}},
		{"05 反馈单", []monthPart{{form: office.FormFeedback, of: records("feedback")}}},
		{"06 听课记录", []monthPart{{form: "lesson", of: records("lesson")}}},
		{"07 座谈问卷", []monthPart{{form: "inquiry", of: records("inquiry")}}},
		{"08 整改文书", noticeParts()},
		{"09 回访与处理情况", []monthPart{{form: "handling", of: records("handling")}, {form: "recheck", of: eachRecheck}}},
		{"10 整改台账", []monthPart{{form: "ledger", of: ledgers, book: true}}},
		{"11 投诉", []monthPart{{form: "complaint", of: records("complaint")}, {form: "complaint_special", of: records("complaint_special")},
			{form: "complaint_register", of: whenAny("complaint"), book: true}, {form: "complaint_statistics", of: whenAny("complaint"), book: true}}},
		{"12 名册", []monthPart{{form: "zones", of: onTheLastDay}, {form: "roster", of: onTheLastDay, book: true},
			{form: "assignments", of: onTheLastDay, book: true}, {form: "hung", of: onTheLastDay, book: true}}},
		{"13 月菜单和月计划", []monthPart{{form: "plan_menu", of: whenMenu}, {form: "plan_month", of: plannedZones, book: true}, {form: "plan_inspector", of: plannedInspectors}}},
		{"14 会议和公示通报", append([]monthPart{{form: office.FormMinutes, of: records("minutes")}}, publicationParts()...)},
		{"15 督导意见书", []monthPart{{form: office.FormUnitLetter, of: records("unit_letter")}, {form: office.FormUnitOrder, of: records("unit_order")}}},
	}
}

// publicationParts are what was issued to be made known, kind by kind.
func publicationParts() []monthPart {
	parts := []monthPart{}
	for _, kind := range office.PublicationKinds {
		parts = append(parts, monthPart{form: office.PublicationForm(kind), of: records(kind)})
	}
	return parts
}

// noticeParts are the papers issued in the month, kind by kind.
func noticeParts() []monthPart {
	parts := []monthPart{}
	for _, f := range office.PaperForms {
		if f.Notice == "" {
			continue
		}
		parts = append(parts, monthPart{form: f.Form, of: func(_ *Desk, p *monthPlan) ([]monthRecord, error) {
			list := []monthRecord{}
			for _, n := range p.book.This.Notices {
				if n.Kind == f.Notice {
					list = append(list, monthRecord{strconv.FormatInt(n.ID, 10), n.Number, p.book.This.School(n.SchoolID).Name})
				}
			}
			return list, nil
		}})
	}
	return parts
}

// eachRecheck are the rounds rechecked in the month; the form wants the number.
func eachRecheck(d *Desk, p *monthPlan) ([]monthRecord, error) {
	rows, err := d.store.MonthPapers("recheck", p.book.This.Period)
	list := []monthRecord{}
	for _, r := range rows {
		list = append(list, monthRecord{r.Number, strings.TrimSuffix(r.Number, "/1"), r.Name})
	}
	return list, err
}

// whenAny is the one paper of a month that lists records of a kind, none for a
// month without any.
func whenAny(kind string) func(d *Desk, p *monthPlan) ([]monthRecord, error) {
	return func(d *Desk, p *monthPlan) ([]monthRecord, error) {
		rows, err := d.store.MonthPapers(kind, p.book.This.Period)
		if err != nil || len(rows) == 0 {
			return nil, err
		}
		return []monthRecord{{id: p.book.This.Span.Key, name: p.book.Settings.ShortName}}, nil
	}
}

// onTheLastDay is a paper of people and places as they stood at the end of the
// month.
func onTheLastDay(_ *Desk, p *monthPlan) ([]monthRecord, error) {
	return []monthRecord{{id: string(p.book.This.AsOf), name: p.book.Settings.ShortName}}, nil
}

// ledgers are the office's ledger of the month's findings and one for each zone.
func ledgers(_ *Desk, p *monthPlan) ([]monthRecord, error) {
	month := p.book.This.Span.Key
	list := []monthRecord{{id: month, name: p.book.Settings.ShortName}}
	for _, z := range p.book.This.Zones {
		list = append(list, monthRecord{id: month + "/" + z.Name, name: z.Name})
	}
	return list, nil
}

func theOffice(_ *Desk, p *monthPlan) ([]monthRecord, error) {
	return []monthRecord{{name: p.book.Settings.ShortName}}, nil
}

func eachZone(_ *Desk, p *monthPlan) ([]monthRecord, error) {
	list := []monthRecord{}
	for _, z := range p.book.This.Zones {
		list = append(list, monthRecord{id: z.Name, name: z.Name})
	}
	return list, nil
}

// eachInspector are those who have anything to report, appointed or not.
func eachInspector(_ *Desk, p *monthPlan) ([]monthRecord, error) {
	list := []monthRecord{}
	for _, row := range p.month.Report.Inspectors {
		list = append(list, monthRecord{id: strconv.FormatInt(row.ID, 10), name: row.Name})
	}
	return list, nil
}

// records are the records of a kind in the month.
func records(kind string) func(d *Desk, p *monthPlan) ([]monthRecord, error) {
	return func(d *Desk, p *monthPlan) ([]monthRecord, error) {
		rows, err := d.store.MonthPapers(kind, p.book.This.Period)
		list := []monthRecord{}
		for _, r := range rows {
			list = append(list, monthRecord{strconv.FormatInt(r.ID, 10), r.Number, r.Name})
		}
		return list, err
	}
}

func monthReportOf(d *Desk, p *monthPlan, zone string) (built, error) {
	m, err := d.reportOf(p.book, zone)
	if err != nil {
		return built{}, err
	}
	return monthBuilt(m), nil
}

func statisticsOf(_ *Desk, p *monthPlan, _ string) (built, error) {
	return built{document: p.month.Statistics()}, nil
}

func inspectorMonthOf(d *Desk, p *monthPlan, id string) (built, error) {
	return d.inspectorMonth(p.month, id)
}

// monthPlan is every paper that a month will have, before one is made.
type monthPlan struct {
	book   office.MonthBook
	month  *report.Month
	papers []monthPaper
}

// monthPaper is one paper of the plan.
type monthPaper struct {
	folder string
	form   form
	part   monthPart
	record monthRecord
}

// planMonth finds all papers of a month.
func (d *Desk) planMonth(m office.Month) (*monthPlan, error) {
	p := &monthPlan{}
	if !m.Valid() {
		return nil, office.Invalid("月份“%s”不对，请写成 2026-03。", string(m))
	}
	var err error
	if p.book, err = d.store.MonthBook(string(m)); err != nil {
		return nil, err
	}
	if p.month, err = d.reportOf(p.book, ""); err != nil {
		return nil, err
	}
	for _, folder := range monthFolders() {
		for _, part := range folder.parts {
			f, err := formOf(part.form)
			if err != nil {
				return nil, err
			}
			list, err := part.of(d, p)
			if err != nil {
				return nil, fmt.Errorf("papers %s of %s: %w", part.form, m, err)
			}
			for _, r := range list {
				p.papers = append(p.papers, monthPaper{folder.name, f, part, r})
			}
		}
	}
	return p, nil
}

// count returns how many papers of a form the plan has.
func (p *monthPlan) count(form string) int {
	n := 0
	for _, x := range p.papers {
		if x.form.Key == form {
			n++
		}
	}
	return n
}

// printedFigures are the figures of which each record has a paper of its own, by
// the key of its form.
func printedFigures() map[string]string {
	out := map[string]string{office.FigVisits: "visit", office.FigFeedback: office.FormFeedback, office.FigRechecks: "recheck", office.FigComplaints: "complaint"}
	for _, f := range office.PaperForms {
		if f.Notice != "" {
			out[office.PaperKey(f.Notice)] = f.Form
		}
	}
	return out
}

// completeness looks the month over: what the records lack, what else belongs to
// a whole month, and whether all counts agree.
func (d *Desk) completeness(p *monthPlan) (report.Completeness, error) {
	c := report.Completeness{Month: p.month, Gaps: p.month.Gaps(), Totals: p.month.Report.Totals()}
	open, err := d.store.Complaints(store.ListQuery{Sort: "receivedOn", Filters: map[string]string{"state": "未办结", "to": string(p.book.This.Period.Last())}})
	if err != nil {
		return c, err
	}
	if len(open.Rows) > 0 {
		c.Gaps = append(c.Gaps, complaintGap(open.Rows))
	}
	sealed, err := d.store.IssuedReports(p.book.This.Span.Key)
	if err != nil {
		return c, err
	}
	if g, ok := unsealedGap(p.book.This, sealed); ok {
		c.Gaps = append(c.Gaps, g)
	}
	forms := printedFigures()
	for _, f := range p.month.Report.Figures {
		if form, printed := forms[f.Key]; printed {
			c.Totals = append(c.Totals, office.Total{Name: f.Name, Unit: f.Unit, Office: f.Value, Other: float64(p.count(form)), Against: office.AgainstPapers})
		}
	}
	ledger, err := d.ledgerPaper(p.book.This.Span.Key)
	found := p.month.Report.Figures.Get(office.FigFound)
	c.Totals = append(c.Totals, office.Total{Name: found.Name, Unit: found.Unit, Office: found.Value, Other: float64(len(ledger.Findings)), Against: office.AgainstLedger})
	return c, err
}

func complaintGap(list []store.ComplaintRow) report.Gap {
	g := report.Gap{Check: office.Check{Key: "complaint", Text: fmt.Sprintf("%d 件投诉举报还没有办结。", len(list)), Count: len(list), Kind: "complaint",
		Records: []int64{}, List: "complaints", Filters: map[string]string{"state": "未办结"}}}
	g.Detail = report.Detail{Kind: "complaint", Head: []string{"序号", "编号", "受理日期", "渠道", "学校（部门）", "类别", "办理期限", "超期（天）", "状态"}}
	for i, c := range list {
		about, late := c.School, ""
		if about == "" {
			about = c.Target
		}
		if c.Overdue > 0 {
			late = strconv.Itoa(c.Overdue)
		}
		g.Check.Records = append(g.Check.Records, c.ID)
		g.Detail.IDs = append(g.Detail.IDs, c.ID)
		g.Detail.Rows = append(g.Detail.Rows, []string{strconv.Itoa(i + 1), c.Number, string(c.ReceivedOn), c.Channel, about, c.Kind, string(c.DueOn), late, c.State})
	}
	return g
}

// unsealedGap names the zones whose report of the month is not sealed.
func unsealedGap(f office.MonthFacts, sealed []store.IssuedReport) (report.Gap, bool) {
	have := map[string]bool{}
	for _, r := range sealed {
		have[r.Zone] = have[r.Zone] || r.VoidedAt == ""
	}
	g := report.Gap{Detail: report.Detail{Head: []string{"序号", "责任区", "责任区长"}}}
	for _, z := range f.Zones {
		if !have[z.Name] {
			g.Detail.Rows = append(g.Detail.Rows, []string{strconv.Itoa(len(g.Detail.Rows) + 1), z.Name, z.Leader})
		}
	}
	n := len(g.Detail.Rows)
	g.Check = office.Check{Key: "unsealed", Text: fmt.Sprintf("%d 个责任区的月报还没有签发。", n), Count: n, Records: []int64{}, Filters: map[string]string{}}
	return g, n > 0
}
