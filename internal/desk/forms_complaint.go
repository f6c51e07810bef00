package desk

import (
	"slices"
	"strings"

	"dudao/internal/office"
	"dudao/internal/report"
	"dudao/internal/store"
)

const (
	complaintID      = "投诉编号（如 TS2026-0001）或序号；后面加 /完整 不遮盖姓名电话"
	complaintMonthID = "月份（如 2026-03），一个责任区的写成 2026-03/责任区名；后面加 /完整 不遮盖姓名电话"
	complaintDaysID  = "月份（如 2026-03）或起止日期（如 2026-01-01..2026-03-31）"
	// unmasked ends the id of a paper that is to name who called.
	unmasked = "/完整"
)

// complaintForms are the papers of complaints; they leave out who called unless
// asked for it.
func complaintForms() []form {
	return []form{
		{Form{"complaint", "投诉举报登记表", "complaint", complaintID, asBoth}, func(d *Desk, id string) (built, error) {
			p, err := d.complaintPaper(id)
			return built{document: p.Register(), filling: p.Filling}, err
		}},
		{Form{"complaint_special", "特殊问题办理记录单", "complaint", complaintID, asBoth}, func(d *Desk, id string) (built, error) {
			p, err := d.complaintPaper(id)
			return built{document: p.Special(), filling: p.Filling}, err
		}},
		{Form{"complaint_register", "投诉登记簿", "month", complaintMonthID, asTable}, func(d *Desk, id string) (built, error) {
			r, err := d.complaintRegister(id)
			return built{document: r.Document()}, err
		}},
		{Form{"complaint_statistics", "投诉统计表", "month", complaintDaysID, asTable}, func(d *Desk, id string) (built, error) {
			p, err := d.complaintStatistics(id)
			return built{document: p.Document(), details: p.Details()}, err
		}},
	}
}

func (d *Desk) complaintPaper(id string) (p report.ComplaintPaper, err error) {
	bare, whole := strings.CutSuffix(id, unmasked)
	n, err := numbered(bare, d.store.ComplaintID)
	if err != nil {
		return p, err
	}
	form, err := (&Complaints{d}).Get(n)
	if err != nil {
		return p, err
	}
	p = report.ComplaintPaper{Complaint: form.Complaint, Zone: form.Zone, Finding: form.FindingNumber, Masked: !whole}
	if p.Settings, err = d.store.Settings(); err != nil {
		return p, err
	}
	if form.Complaint.SchoolID != 0 {
		p.School = d.store.Title("school", form.Complaint.SchoolID)
	}
	if form.Complaint.MatterID != 0 {
		p.Matter = d.store.Title("matter", form.Complaint.MatterID)
	}
	return p, nil
}

func (d *Desk) complaintRegister(id string) (r report.ComplaintRegister, err error) {
	bare, whole := strings.CutSuffix(id, unmasked)
	month, zone, _ := strings.Cut(bare, "/")
	r = report.ComplaintRegister{Month: office.Month(month), Zone: zone, Masked: !whole}
	if !r.Month.Valid() {
		return r, office.Invalid("月份“%s”不对，请写成 2026-03。", month)
	}
	if r.Today, err = d.store.AsOf(); err != nil {
		return r, err
	}
	q, err := d.withMonth(store.ListQuery{Filters: map[string]string{"month": month, "zone": zone}})
	if err != nil {
		return r, err
	}
	if r.Period, err = d.period(r.Month); err != nil {
		return r, err
	}
	if r.Settings, err = d.store.Settings(); err != nil {
		return r, err
	}
	page, err := d.store.Complaints(q)
	for _, x := range slices.Backward(page.Rows) { // the list has the newest first
		c, err := d.store.Complaint(x.ID)
		if err != nil {
			return r, err
		}
		r.Entries = append(r.Entries, report.ComplaintEntry{Complaint: c, School: x.School})
	}
	return r, err
}

func (d *Desk) complaintStatistics(id string) (p report.ComplaintStatistics, err error) {
	days, err := d.dayRange(id)
	if err != nil {
		return p, err
	}
	if p.Settings, err = d.store.Settings(); err != nil {
		return p, err
	}
	facts, err := d.store.ComplaintFacts(days.From, days.To)
	p.Statistics, p.Facts = facts.Compose(), facts.Complaints
	return p, err
}

// dayRange reads the days of a statistics paper: a month, or from..to.
func (d *Desk) dayRange(id string) (DayRange, error) {
	from, to, isRange := strings.Cut(id, "..")
	if isRange {
		return DayRange{From: office.Date(from), To: office.Date(to)}, nil
	}
	m := office.Month(id)
	if !m.Valid() {
		return DayRange{}, office.Invalid("“%s”不对，请写成 2026-03 或 2026-01-01..2026-03-31。", id)
	}
	period, err := d.period(m)
	return DayRange{From: period.From, To: period.Last()}, err
}
