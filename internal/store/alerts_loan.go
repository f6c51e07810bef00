package store

import (
	"fmt"

	"dudao/internal/office"
)

const loanRoute = "/archive/loans"

// lateLoans is C26: what is lent beyond its day.
func (r *alertRun) lateLoans() error {
	rows := []LoanRow{}
	err := r.s.r.Select(&rows, "SELECT "+loanColumns+loanTables+" WHERE l.deleted_at IS NULL AND l.returned_on = '' AND l.due_on < ? ORDER BY l.due_on, l.id", r.day)
	for _, x := range rows {
		late := x.DaysOverdue(r.day)
		who := x.Borrower
		if x.Unit != "" {
			who = x.Unit + " " + who
		}
		r.add(office.AlertWarn, office.Alert{Title: x.Title, Detail: fmt.Sprintf("%s 借走，应于 %s 归还，已超 %d 天", who, x.DueOn, late), Kind: "archive_loan", RecordID: x.ID,
			Route: fmt.Sprintf("%s?id=%d", loanRoute, x.ID), Day: x.DueOn, Days: late})
	}
	return err
}
