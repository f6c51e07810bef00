package desk

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/report"
	"dudao/internal/store"
)

const (
	planID          = "年度，如 2026"
	planMonthID     = "月份，如 2026-04"
	planZoneID      = "月份（如 2026-04），一个责任区的写成 2026-04/责任区名"
	planInspectorID = "督学姓名、督学证号或序号和月份：姓名/2026-04"
	staffRegisterID = "月份（如 2026-03）或年度（如 2026）"
)

// planForms are the papers of the office's year.
func planForms() []form {
	return []form{
		{Form{"plan_year", "年度工作要点", "plan", planID, asText}, yearPaper(report.PlanPaper.Letter)},
		{Form{"plan_calendar", "年度行事历", "plan", planID, asTable}, yearPaper(report.PlanPaper.Calendar)},
		{Form{"plan_menu", "月菜单", "plan_month", planMonthID, asText}, (*Desk).menuPaper},
		{Form{"plan_month", "月督导计划", "plan_month", planZoneID, asTable}, (*Desk).monthPlanPaper},
		{Form{"plan_inspector", "责任督学月督导计划", "plan_inspector", planInspectorID, asBoth}, (*Desk).inspectorPlanPaper},
		{Form{"leaders", "领导联系学校一览表", "contacts_year", planID, asTable}, (*Desk).leaderPaper},
		{Form{"staff_days", "督导室人员下校登记表", "contacts", staffRegisterID, asTable}, (*Desk).staffPaper},
	}
}

// yearOf reads a calendar year.
func yearOf(text string) (int, error) {
	y, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || y < 1900 || y > 2199 {
		return 0, office.Invalid("年度“%s”不对，请写成 2026。", text)
	}
	return y, nil
}

// yearPaper makes the build of a paper of a year's plan.
func yearPaper(make func(report.PlanPaper) doc.Document) func(*Desk, string) (built, error) {
	return func(d *Desk, id string) (built, error) {
		year, err := yearOf(id)
		if err != nil {
			return built{}, err
		}
		y, err := (&Plans{d}).Year(year)
		if err != nil {
			return built{}, err
		}
		if y.Plan.ID == 0 {
			return built{}, office.Invalid("%d 年还没有行事历，请先在“计划—行事历”里建立。", year)
		}
		p := report.PlanPaper{Plan: y.Plan, Day: y.Day}
		for _, t := range y.Tasks {
			p.Tasks = append(p.Tasks, t.PlanTask)
		}
		if p.Settings, err = d.store.Settings(); err != nil {
			return built{}, err
		}
		p.Matters, err = d.store.Matters()
		return built{document: make(p)}, err
	}
}

func (d *Desk) menuPaper(id string) (built, error) {
	p := report.MenuPaper{}
	var err error
	if p.Menu, err = (&Plans{d}).Menu(id); err != nil {
		return built{}, err
	}
	if p.Menu.ID == 0 {
		return built{}, office.Invalid("%s还没有月菜单，请先在“计划—月菜单”里保存。", p.Menu.Month.Chinese())
	}
	if p.Settings, err = d.store.Settings(); err != nil {
		return built{}, err
	}
	p.Period = p.Menu.Month.Of(p.Settings.MonthBoundary)
	p.Matters, err = d.store.Matters()
	return built{document: p.Document()}, err
}

// monthPlanOf reads a month's plan for its papers.
func (d *Desk) monthPlanOf(month string) (p report.MonthPlan, rows []store.PlanLineRow, err error) {
	p.Month = office.Month(month)
	if !p.Month.Valid() {
		return p, nil, office.Invalid("月份“%s”不对，请写成 2026-04。", month)
	}
	if p.Settings, err = d.store.Settings(); err != nil {
		return p, nil, err
	}
	p.Period = p.Month.Of(p.Settings.MonthBoundary)
	if p.Matters, err = d.store.Matters(); err != nil {
		return p, nil, err
	}
	rows, err = d.store.PlanLines(p.Month)
	return p, rows, err
}

// take adds the lines that are wanted; cancelled ones are not printed.
func take(p *report.MonthPlan, rows []store.PlanLineRow, wanted func(store.PlanLineRow) bool) {
	for _, r := range rows {
		if r.Status != office.LineCancelled && wanted(r) {
			p.Lines = append(p.Lines, report.PlannedVisit{Line: r.PlanLine, Inspector: r.Inspector, School: r.School, Town: r.Town, Zone: r.Zone, Status: r.Status, Visit: r.VisitNumber, VisitDate: r.VisitDate})
		}
	}
}

func (d *Desk) monthPlanPaper(id string) (built, error) {
	month, zone, _ := strings.Cut(id, "/")
	p, rows, err := d.monthPlanOf(month)
	if err != nil {
		return built{}, err
	}
	p.Zone = zone
	take(&p, rows, func(r store.PlanLineRow) bool { return zone == "" || r.Zone == zone })
	return built{document: p.Document()}, nil
}

func (d *Desk) inspectorPlanPaper(id string) (built, error) {
	name, month := cutLast(id, "/")
	n, err := numbered(name, d.store.InspectorID)
	if err != nil {
		return built{}, err
	}
	who, err := d.store.Inspector(n)
	if err != nil {
		return built{}, err
	}
	p, rows, err := d.monthPlanOf(month)
	if err != nil {
		return built{}, err
	}
	p.Inspector = who.Name
	take(&p, rows, func(r store.PlanLineRow) bool { return r.InspectorID == n })
	zones := []string{}
	for _, l := range p.Lines {
		if l.Zone != "" && !slices.Contains(zones, l.Zone) {
			zones = append(zones, l.Zone)
		}
	}
	p.Zone = strings.Join(zones, "、")
	document := p.Personal()
	document.Code = office.FormCode("plan_inspector", strconv.FormatInt(n, 10))
	return built{document: document}, nil
}

func (d *Desk) leaderPaper(id string) (built, error) {
	year, err := yearOf(id)
	if err != nil {
		return built{}, err
	}
	p := report.LeaderList{Year: year}
	if p.Settings, err = d.store.Settings(); err != nil {
		return built{}, err
	}
	least, err := d.store.Rule(office.RuleLeaderVisits, office.NewDate(year, 12, 31))
	if err != nil {
		return built{}, err
	}
	p.Least = int(least)
	rows, err := d.store.Leaders(year)
	for _, r := range rows {
		p.Entries = append(p.Entries, report.LeaderEntry{Leader: r.Leader, School: r.School, Short: r.Short})
	}
	return built{document: p.Document()}, err
}

func (d *Desk) staffPaper(id string) (built, error) {
	p := report.StaffRegister{}
	month := office.Month(id)
	var err error
	if p.Settings, err = d.store.Settings(); err != nil {
		return built{}, err
	}
	if month.Valid() {
		p.When, p.Period = month.Chinese(), month.Of(p.Settings.MonthBoundary)
	} else {
		year, err := yearOf(id)
		if err != nil {
			return built{}, office.Invalid("“%s”不对，请写成月份 2026-03 或年度 2026。", id)
		}
		p.When, p.Period = fmt.Sprintf("%d年", year), office.Period{From: office.NewDate(year, 1, 1), To: office.NewDate(year+1, 1, 1)}
	}
	people, err := d.staffMonth(p.Period, 1)
	if err != nil {
		return built{}, err
	}
	for _, x := range people {
		if len(x.Days) == 0 {
			p.Missing = append(p.Missing, x.Staff.Name)
		}
	}
	days, err := d.store.StaffDays(p.Period)
	for _, x := range days {
		p.Entries = append(p.Entries, report.StaffEntry{Day: x.StaffDay, Staff: x.Staff, Post: x.Post, School: x.School, Inspector: x.Inspector, Visit: x.VisitNumber})
	}
	return built{document: p.Document()}, err
}

// whenMenu is the month's menu, none for a month without one.
func whenMenu(d *Desk, p *monthPlan) ([]monthRecord, error) {
	m, err := d.store.MenuOf(office.Month(p.book.This.Span.Key))
	if err != nil || m.ID == 0 {
		return nil, err
	}
	return []monthRecord{{id: p.book.This.Span.Key, name: p.book.Settings.ShortName}}, nil
}

// plannedZones are the zones with lines in the month's plan.
func plannedZones(d *Desk, p *monthPlan) ([]monthRecord, error) {
	rows, err := d.store.PlanLines(office.Month(p.book.This.Span.Key))
	list := []monthRecord{}
	for _, z := range p.book.This.Zones {
		if slices.ContainsFunc(rows, func(r store.PlanLineRow) bool { return r.Zone == z.Name }) {
			list = append(list, monthRecord{id: p.book.This.Span.Key + "/" + z.Name, name: z.Name})
		}
	}
	return list, err
}

// plannedInspectors are the inspectors with lines in the month's plan.
func plannedInspectors(d *Desk, p *monthPlan) ([]monthRecord, error) {
	rows, err := d.store.PlanLines(office.Month(p.book.This.Span.Key))
	list := []monthRecord{}
	for i, r := range rows { // the lines of one stand together
		if i == 0 || rows[i-1].InspectorID != r.InspectorID {
			list = append(list, monthRecord{id: fmt.Sprintf("%d/%s", r.InspectorID, r.Month), name: r.Inspector})
		}
	}
	return list, err
}
