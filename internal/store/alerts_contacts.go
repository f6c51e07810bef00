package store

import (
	"fmt"

	"dudao/internal/office"
)

// contactRoute is the page of the office's days in schools.
const contactRoute = "/plans/contacts"

// staffAtDesk is C25: towards the end of a month, the office's people who were not
// in a school as often as they are to be.
func (r *alertRun) staffAtDesk() error {
	least := r.number(office.RuleStaffDays)
	if r.day < r.period.From.AddDays(r.number(office.RuleVisitDay)-1) || r.set.Exempt(r.month) {
		return nil
	}
	rows := []struct {
		ID   int64  `db:"id"`
		Name string `db:"name"`
		N    int    `db:"n"`
	}{}
	err := r.s.r.Select(&rows, `SELECT * FROM (SELECT p.id, p.name, (SELECT count(DISTINCT d.date) FROM staff_days d WHERE d.staff_id = p.id AND d.date >= ?1 AND d.date < ?2 AND d.deleted_at IS NULL) AS n
		FROM staff p WHERE p.deleted_at IS NULL AND (p.starts_on = '' OR p.starts_on < ?2) AND (p.ends_on = '' OR p.ends_on > ?3)) WHERE n < ?4 ORDER BY id`,
		r.period.From, r.period.To, r.day, least)
	for _, x := range rows {
		said := "还没有下校"
		if x.N > 0 {
			said = fmt.Sprintf("下校 %d 天，少于 %d 天", x.N, least)
		}
		r.add(office.AlertRed, office.Alert{Title: x.Name, Detail: r.month.Chinese() + said, Kind: "staff", RecordID: x.ID, Route: contactRoute, Period: string(r.month), Day: r.period.Last()})
	}
	return err
}
