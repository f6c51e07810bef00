package desk

import (
	"fmt"
	"slices"
	"strconv"

	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/report"
)

const (
	inspectionID = "督导编号（如 ZX2026-0001）或序号"
	unitID       = "督导编号/单位次序（如 ZX2026-0001/12）或序号"
)

// inspectionPapers are the papers of an inspection as a whole.
var inspectionPapers = []struct {
	key, title string
	formats    []string
	make       func(report.InspectionPaper) doc.Document
}{
	{"inspection_plan", "工作方案", asText, report.InspectionPaper.Plan},
	{office.FormInspectionNotice, "督导通知", asText, report.InspectionPaper.Notice},
	{"inspection_schedule", "分组及日程安排表", asTable, report.InspectionPaper.Schedule},
	{office.FormInspectionReport, "督导报告", asText, report.InspectionPaper.Report},
	{"inspection_filing", "督导报告备案表", asText, report.InspectionPaper.Filing},
	{"inspection_public", "公布稿", asText, report.InspectionPaper.Public},
}

// unitPapers are the papers of one unit, and which units have them to send.
var unitPapers = []struct {
	key, title string
	make       func(report.UnitPaper) doc.Document
	due        func(office.InspectionFacts, office.UnitFacts) bool
}{
	{"unit_self", "自评表", report.UnitPaper.Self, func(f office.InspectionFacts, _ office.UnitFacts) bool { return f.Inspection.SelfDueOn.Valid() }},
	{"unit_opinion", "督导初步意见反馈单", report.UnitPaper.Opinion, func(_ office.InspectionFacts, u office.UnitFacts) bool { return u.Unit.OpinionOn.Valid() }},
	{"unit_plea", "申辩登记及答复表", report.UnitPaper.Plea, func(_ office.InspectionFacts, u office.UnitFacts) bool { return u.Unit.PleaOn.Valid() }},
	{office.FormUnitLetter, "督导意见书", report.UnitPaper.Letter, func(_ office.InspectionFacts, u office.UnitFacts) bool { return u.Unit.LetterOn.Valid() }},
	{office.FormUnitOrder, "整改督办函", report.UnitPaper.Order, func(_ office.InspectionFacts, u office.UnitFacts) bool { return u.Unit.OrderOn.Valid() }},
	{"unit_recheck", "督导整改核查表", report.UnitPaper.Recheck, func(_ office.InspectionFacts, u office.UnitFacts) bool { return u.Unit.RecheckOn.Valid() }},
}

// refusals say why a unit cannot have a letter that would say nothing.
var refusals = map[string]func(report.UnitPaper) string{office.FormUnitLetter: report.UnitPaper.NoLetter, office.FormUnitOrder: report.UnitPaper.NoOrder}

// inspectionForms are the papers of inspections and of their units.
func inspectionForms() []form {
	out := []form{}
	for _, x := range inspectionPapers {
		out = append(out, form{Form{x.key, x.title, "inspection", inspectionID, x.formats}, func(d *Desk, id string) (built, error) {
			n, err := numbered(id, d.store.InspectionID)
			if err != nil {
				return built{}, err
			}
			p, err := d.inspectionPaper(n)
			if err != nil {
				return built{}, err
			}
			return built{document: x.make(p)}, nil
		}})
	}
	for _, x := range unitPapers {
		out = append(out, form{Form{x.key, x.title, "inspection_unit", unitID, asText}, func(d *Desk, id string) (built, error) {
			n, err := numbered(id, d.store.UnitID)
			if err != nil {
				return built{}, err
			}
			f, at, err := d.unitFacts(n)
			if err != nil {
				return built{}, err
			}
			p, err := d.paperOf(f)
			if err != nil {
				return built{}, err
			}
			u, err := d.unitPaper(p, f.Units[at])
			if err != nil {
				return built{}, err
			}
			if refuse := refusals[x.key]; refuse != nil && refuse(u) != "" {
				return built{}, office.Invalid("%s", refuse(u))
			}
			return built{document: x.make(u)}, nil
		}})
	}
	return out
}

// inspectionPaper gathers an inspection for its papers.
func (d *Desk) inspectionPaper(id int64) (report.InspectionPaper, error) {
	f, err := d.store.InspectionFacts(id)
	if err != nil {
		return report.InspectionPaper{}, err
	}
	return d.paperOf(f)
}

func (d *Desk) paperOf(f office.InspectionFacts) (p report.InspectionPaper, err error) {
	p.InspectionFacts = f
	if p.Settings, err = d.store.Settings(); err != nil {
		return p, err
	}
	p.Matters, err = d.store.Matters()
	return p, err
}

// unitFacts gathers the inspection of a unit, and the unit's place among the
// others.
func (d *Desk) unitFacts(id int64) (f office.InspectionFacts, at int, err error) {
	u, err := d.store.Unit(id)
	if err != nil {
		return f, 0, err
	}
	if f, err = d.store.InspectionFacts(u.InspectionID); err != nil {
		return f, 0, err
	}
	at = slices.IndexFunc(f.Units, func(x office.UnitFacts) bool { return x.Unit.ID == id })
	if at < 0 {
		return f, 0, office.Errorf(office.CodeNotFound, "没有找到这个被督导单位，可能已被移出。请刷新。")
	}
	return f, at, nil
}

func (d *Desk) unitPaper(p report.InspectionPaper, u office.UnitFacts) (out report.UnitPaper, err error) {
	out = report.UnitPaper{InspectionPaper: p, At: u}
	if u.Unit.SchoolID != 0 {
		out.School, err = d.store.School(u.Unit.SchoolID)
	}
	return out, err
}

func unitNumber(x office.Inspection, u office.InspectionUnit) string {
	return fmt.Sprintf("%s/%d", x.Number, u.Position)
}

func countOf(n int) string { return strconv.Itoa(n) + " " }
