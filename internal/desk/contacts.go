package desk

import (
	"dudao/internal/office"
	"dudao/internal/store"
)

// Contacts is 下校与联系: the office's people in schools, and leaders with theirs.
type Contacts struct{ d *Desk }

// StaffMonth is one of the office's people with the days in schools of a month.
type StaffMonth struct {
	Staff office.Staff        `json:"staff"`
	Days  []store.StaffDayRow `json:"days"`
	Short int                 `json:"short"` // days missing
}

// ContactsPage is the page of a month and the year it lies in.
type ContactsPage struct {
	Month   office.Month      `json:"month"`
	Year    int               `json:"year"`
	Staff   []StaffMonth      `json:"staff"`
	Leaders []store.LeaderRow `json:"leaders"`
	// The least days of a month and visits of a year, and where they come from.
	DaysRule   office.Rule `json:"daysRule"`
	VisitsRule office.Rule `json:"visitsRule"`
}

// Get returns who was in which school in a month, and the leaders' visits of its
// year; an empty month is this one.
func (c *Contacts) Get(month string) (out ContactsPage, err error) {
	defer caught(&err)
	out = ContactsPage{Month: office.Month(month), Staff: []StaffMonth{}}
	if out.Month == "" {
		if out.Month, _, err = c.d.thisMonth(); err != nil {
			return out, err
		}
	}
	if !out.Month.Valid() {
		return out, office.Invalid("月份“%s”不对，请写成 2026-03。", month)
	}
	out.Year = out.Month.Of(0).From.Year()
	period, err := c.d.period(out.Month)
	if err != nil {
		return out, err
	}
	if out.DaysRule, err = c.d.ruleOn(office.RuleStaffDays, period.Last()); err != nil {
		return out, err
	}
	if out.VisitsRule, err = c.d.ruleOn(office.RuleLeaderVisits, office.NewDate(out.Year, 12, 31)); err != nil {
		return out, err
	}
	if out.Staff, err = c.d.staffMonth(period, int(out.DaysRule.Value)); err != nil {
		return out, err
	}
	out.Leaders, err = c.d.store.Leaders(out.Year)
	return out, err
}

// ruleOn is the rule's version in force on the day.
func (d *Desk) ruleOn(key string, day office.Date) (out office.Rule, err error) {
	all, err := d.store.Rules()
	if err != nil {
		return out, err
	}
	for _, r := range all {
		if r.Key == key && (out.Key == "" || r.ValidFrom <= day && r.ValidFrom > out.ValidFrom) {
			out = r
		}
	}
	return out, nil
}

// staffMonth gathers the days of each who was in the office in the period.
func (d *Desk) staffMonth(p office.Period, least int) ([]StaffMonth, error) {
	out := []StaffMonth{}
	people, err := d.store.Staff()
	if err != nil {
		return out, err
	}
	days, err := d.store.StaffDays(p)
	for _, x := range people {
		m := StaffMonth{Staff: x, Days: []store.StaffDayRow{}}
		dates := map[office.Date]bool{}
		for _, day := range days {
			if day.StaffID == x.ID {
				m.Days = append(m.Days, day)
				dates[day.Date] = true
			}
		}
		here := (x.StartsOn == "" || x.StartsOn < p.To) && (x.EndsOn == "" || x.EndsOn > p.From)
		if here || len(m.Days) > 0 {
			m.Short = max(0, least-len(dates))
			out = append(out, m)
		}
	}
	return out, err
}

// SaveStaff adds or changes one of the office's people.
func (c *Contacts) SaveStaff(in office.Staff) (out office.Staff, err error) {
	defer caught(&err)
	out, err = c.d.store.SaveStaff(in)
	return ok(c.d, out, err)
}

// DeleteStaff moves one of the office's people to the recycle bin.
func (c *Contacts) DeleteStaff(id int64) (err error) {
	defer caught(&err)
	return done(c.d, c.d.store.DeleteStaff(id))
}

// SaveDay adds or changes a day in a school.
func (c *Contacts) SaveDay(in office.StaffDay) (out office.StaffDay, err error) {
	defer caught(&err)
	out, err = c.d.store.SaveStaffDay(in)
	return ok(c.d, out, err)
}

// DeleteDay moves a day in a school to the recycle bin.
func (c *Contacts) DeleteDay(id int64) (err error) {
	defer caught(&err)
	return done(c.d, c.d.store.DeleteStaffDay(id))
}

// SaveLeader adds or changes a leader's school, with the visits.
func (c *Contacts) SaveLeader(in office.Leader) (out office.Leader, err error) {
	defer caught(&err)
	out, err = c.d.store.SaveLeader(in)
	return ok(c.d, out, err)
}

// DeleteLeader moves a leader's school to the recycle bin.
func (c *Contacts) DeleteLeader(id int64) (err error) {
	defer caught(&err)
	return done(c.d, c.d.store.DeleteLeader(id))
}
