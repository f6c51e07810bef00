package store

import (
	"strings"

	"dudao/internal/office"
)

// loanOf selects the loan that item a is lent by now: its own or its box's.
const loanOf = `SELECT ln.id FROM archive_loans ln WHERE ln.returned_on = '' AND ln.deleted_at IS NULL AND (ln.item_id = a.id OR ln.box_id = a.box_id) LIMIT 1`

// LoanRow is one line of the 借阅登记簿.
type LoanRow struct {
	office.ArchiveLoan
	Code    string `db:"code" json:"code"`   // 档号; empty of a box
	Title   string `db:"title" json:"title"` // 题名, or the box in words
	Box     string `db:"box" json:"box"`     // where it lies, in words
	Items   int    `db:"items" json:"items"` // in the box, when a whole one is lent
	State   string `db:"-" json:"state"`     // one of office.LoanStates
	Overdue int    `db:"-" json:"overdue"`   // days late
}

// LoanPage is one page of the list.
type LoanPage struct {
	Rows  []LoanRow `json:"rows"`
	Total int       `json:"total"`
}

const loanColumns = `l.id, l.number, COALESCE(l.item_id, 0) AS item_id, COALESCE(l.box_id, 0) AS box_id, l.borrower, l.unit, l.phone, l.purpose, l.lent_on, l.due_on, l.lent_by,
	l.returned_on, l.returned_to, l.note, l.updated_at, COALESCE(a.code, '') AS code, COALESCE(a.title, ` + boxInWords + `) AS title, COALESCE(` + boxInWords + `, '') AS box,
	CASE WHEN l.box_id IS NULL THEN 1 ELSE (SELECT count(*) FROM archive_items x WHERE x.box_id = l.box_id AND x.deleted_at IS NULL) END AS items`

const loanTables = ` FROM archive_loans l LEFT JOIN archive_items a ON a.id = l.item_id LEFT JOIN archive_boxes b ON b.id = COALESCE(l.box_id, a.box_id)`

var loanSorts = map[string]string{
	"number": "l.number", "code": natural("a.code"), "title": natural("title"), "borrower": "l.borrower", "unit": "l.unit", "lentOn": "l.lent_on", "dueOn": "l.due_on", "returnedOn": "l.returned_on",
}

// Loans lists what is and was lent: what is out first, the newest first. Filters:
// state (one of office.LoanStates, 未还 for both that are out), item, box (ids),
// from, to (days of lending).
func (s *Store) Loans(q ListQuery) (LoanPage, error) {
	page := LoanPage{Rows: []LoanRow{}}
	day, err := s.AsOf()
	if err != nil {
		return page, err
	}
	var c conditions
	c.add("l.deleted_at IS NULL")
	switch q.Filters["state"] {
	case office.LoanOut:
		c.add("l.returned_on = '' AND l.due_on >= ?", day)
	case office.LoanLate:
		c.add("l.returned_on = '' AND l.due_on < ?", day)
	case office.LoanBack:
		c.add("l.returned_on <> ''")
	case "未还":
		c.add("l.returned_on = ''")
	}
	c.number(q, "item", "l.item_id")
	c.number(q, "box", "l.box_id")
	if d := q.Filters["from"]; d != "" {
		c.add("l.lent_on >= ?", d)
	}
	if d := q.Filters["to"]; d != "" {
		c.add("l.lent_on <= ?", d)
	}
	if err := c.matching(s.r, "archive_loan", "l.id", q.Text); err != nil {
		return page, err
	}
	if err := s.r.Get(&page.Total, "SELECT count(*) FROM archive_loans l"+c.where(), c.args...); err != nil {
		return page, err
	}
	order, limit := q.order(loanSorts, "l.returned_on <> '', l.lent_on DESC", "l.id DESC")
	if err := s.r.Select(&page.Rows, "SELECT "+loanColumns+loanTables+c.where()+order, append(c.args, limit...)...); err != nil {
		return page, err
	}
	for i := range page.Rows {
		page.Rows[i].on(day)
	}
	return page, nil
}

// on fills what depends on the day.
func (r *LoanRow) on(day office.Date) {
	r.State, r.Overdue = r.ArchiveLoan.State(day), r.DaysOverdue(day)
}

// Loan returns one loan. CodeNotFound when there is none.
func (s *Store) Loan(id int64) (LoanRow, error) {
	var row LoanRow
	day, err := s.AsOf()
	if err != nil {
		return row, err
	}
	err = s.r.Get(&row, "SELECT "+loanColumns+loanTables+" WHERE l.id = ? AND l.deleted_at IS NULL", id)
	row.on(day)
	return row, wrap(err, "借阅记录")
}

// LoanID finds a loan by its number.
func (s *Store) LoanID(number string) (id int64, err error) {
	err = s.r.Get(&id, `SELECT id FROM archive_loans WHERE number = ? AND deleted_at IS NULL`, number)
	return id, wrap(err, "借阅记录")
}

// LoanDue is the day by which something lent on the day is due.
func (s *Store) LoanDue(day office.Date) (office.Date, error) {
	days, err := s.Rule(office.RuleLoanDays, day)
	return day.AddDays(int(days)), err
}

// SaveLoan lends an item or a box (ID 0) or changes what is written of it. What is
// lent, missing, handed over or destroyed is refused.
func (s *Store) SaveLoan(l office.ArchiveLoan) (LoanRow, error) {
	label := "修改借阅 " + l.Number
	if l.ID == 0 {
		label = "借出 " + s.Title(loanKind(l)) + " 给 " + strings.TrimSpace(l.Borrower)
	}
	err := s.write(Change{Action: "loan.save", Label: label}, func(t *tx) (err error) { return t.saveLoan(&l) })
	if err != nil {
		return LoanRow{ArchiveLoan: l}, err
	}
	return s.Loan(l.ID)
}

// loanKind is what is lent, as kind and id.
func loanKind(l office.ArchiveLoan) (kind string, id int64) {
	if l.BoxID != 0 {
		return "archive_box", l.BoxID
	}
	return "archive_item", l.ItemID
}

func (t *tx) saveLoan(l *office.ArchiveLoan) (err error) {
	l.Normalize()
	if l.DueOn == "" && l.LentOn.Valid() {
		days, err := ruleOf(t, office.RuleLoanDays, l.LentOn)
		if err != nil {
			return err
		}
		l.DueOn = l.LentOn.AddDays(int(days))
	}
	if err := l.Validate(); err != nil {
		return err
	}
	if l.ID == 0 {
		if l.ReturnedOn == "" {
			if err := t.mayBeLent(*l); err != nil {
				return err
			}
		}
		if l.Number, err = t.number("DJ", l.LentOn.Year()); err != nil {
			return err
		}
		l.UpdatedAt = t.s.moment()
		l.ID, err = insert(t, "archive_loans", *l)
		return wrap(err, "借阅记录")
	}
	if err := t.fresh("archive_loans", l.ID, l.UpdatedAt, "借阅记录"); err != nil {
		return err
	}
	now, err := get[office.ArchiveLoan](t, "archive_loans", l.ID)
	if err != nil {
		return wrap(err, "借阅记录")
	}
	l.Number = now.Number
	same, err := t.unchanged("archive_loans", l.ID, *l)
	if err != nil || same {
		return err
	}
	if moved := now.ItemID != l.ItemID || now.BoxID != l.BoxID || (now.ReturnedOn != "" && l.ReturnedOn == ""); moved && l.ReturnedOn == "" {
		if err := t.mayBeLent(*l); err != nil {
			return err
		}
	}
	l.UpdatedAt = t.s.moment()
	return wrap(update(t, "archive_loans", *l), "借阅记录")
}

// mayBeLent refuses what is not there to be lent.
func (t *tx) mayBeLent(l office.ArchiveLoan) error {
	items := []office.ArchiveItem{}
	var err error
	if l.BoxID != 0 {
		if _, err := get[office.ArchiveBox](t, "archive_boxes", l.BoxID); err != nil {
			return wrap(err, "档案盒")
		}
		if items, err = find[office.ArchiveItem](t, "archive_items", "AS a WHERE deleted_at IS NULL AND box_id = ? AND NOT "+goneItem+" ORDER BY number", l.BoxID); err != nil {
			return err
		}
		if len(items) == 0 {
			return office.Invalid("这一盒里没有文件，不用借。请核对盒号。")
		}
	} else {
		if items, err = find[office.ArchiveItem](t, "archive_items", "WHERE deleted_at IS NULL AND id = ?", l.ItemID); err != nil {
			return err
		}
		if len(items) == 0 {
			return office.Errorf(office.CodeNotFound, "没有找到这件归档文件，可能已被删除。请重新选择。")
		}
	}
	for _, a := range items {
		if err := t.notGone(a, "借出"); err != nil {
			return err
		}
		if err := t.notLent(a, l.ID, "再借"); err != nil {
			return err
		}
		missing := []office.Date{}
		if err := t.Select(&missing, `SELECT m.checked_on FROM stocktake_items m JOIN stocktakes ms ON ms.id = m.stocktake_id WHERE m.item_id = ? AND `+stillMissing, a.ID); err != nil {
			return err
		}
		if len(missing) > 0 && l.BoxID == 0 {
			return office.Errorf(office.CodeConflict, "“%s”在%s的清点中未见，不能借出。找到的，先在“清点”的未见清单里点“找到了”。", a.Title, missing[0].Chinese())
		}
	}
	return nil
}

// notLent refuses an item that somebody has; but is the loan that may have it.
func (t *tx) notLent(a office.ArchiveItem, but int64, what string) error {
	loans, err := find[office.ArchiveLoan](t, "archive_loans", "WHERE returned_on = '' AND deleted_at IS NULL AND id <> ? AND (item_id = ? OR box_id = NULLIF(?, 0))", but, a.ID, a.BoxID)
	if err != nil || len(loans) == 0 {
		return err
	}
	how := "已"
	if loans[0].BoxID != 0 {
		how = "已随整盒"
	}
	return office.Errorf(office.CodeConflict, "“%s”%s在%s借给%s（%s），应于%s归还，收回后才能%s。", a.Title, how, loans[0].LentOn.Chinese(), loans[0].Borrower, loans[0].Number, loans[0].DueOn.Chinese(), what)
}

// ReturnLoan notes that what was lent is back.
func (s *Store) ReturnLoan(id int64, day office.Date, to string) (LoanRow, error) {
	err := s.write(Change{Action: "loan.return", Label: "归还 " + s.Title("archive_loan", id)}, func(t *tx) error {
		l, err := get[office.ArchiveLoan](t, "archive_loans", id)
		if err != nil {
			return wrap(err, "借阅记录")
		}
		if l.ReturnedOn != "" {
			return office.Errorf(office.CodeConflict, "借阅 %s 已在%s归还，不用再点。", l.Number, l.ReturnedOn.Chinese())
		}
		l.ReturnedOn, l.ReturnedTo = max(day, l.LentOn), to
		l.Normalize()
		if err := l.Validate(); err != nil {
			return err
		}
		l.UpdatedAt = t.s.moment()
		return wrap(update(t, "archive_loans", l), "借阅记录")
	})
	if err != nil {
		return LoanRow{}, err
	}
	return s.Loan(id)
}

// DeleteLoan moves a loan to the recycle bin.
func (s *Store) DeleteLoan(id int64) error {
	return s.write(Change{Action: "loan.delete", Label: "删除借阅 " + s.Title("archive_loan", id)}, func(t *tx) error {
		return t.trash("archive_loans", id, "借阅记录")
	})
}
