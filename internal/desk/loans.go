package desk

import (
	"dudao/internal/office"
	"dudao/internal/store"
)

// Loans is the screen 借阅: who has which item or box.
type Loans struct{ d *Desk }

// List lists what is and was lent, with the phones masked; see store.Loans for the
// filters.
func (l *Loans) List(q store.ListQuery) (page store.LoanPage, err error) {
	defer caught(&err)
	page, err = l.d.store.Loans(q)
	for i := range page.Rows {
		page.Rows[i].Phone = office.MaskContact(page.Rows[i].Phone)
	}
	return page, err
}

// Get returns one loan.
func (l *Loans) Get(id int64) (out store.LoanRow, err error) {
	defer caught(&err)
	return l.d.store.Loan(id)
}

// LoanThing names what is to be lent: an item or a box, both 0 for what is chosen
// later.
type LoanThing struct {
	ItemID int64 `json:"itemId"`
	BoxID  int64 `json:"boxId"`
}

// Draft fills a new loan: today, due by the rule. Nothing is saved.
func (l *Loans) Draft(in LoanThing) (out store.LoanRow, err error) {
	defer caught(&err)
	set, err := l.d.store.Settings()
	if err != nil {
		return out, err
	}
	out.ItemID, out.BoxID, out.LentBy = in.ItemID, in.BoxID, set.Archivist
	if out.LentOn, err = l.d.store.AsOf(); err != nil {
		return out, err
	}
	if out.DueOn, err = l.d.store.LoanDue(out.LentOn); err != nil {
		return out, err
	}
	switch {
	case in.ItemID != 0:
		out.Title = l.d.store.Title("archive_item", in.ItemID)
	case in.BoxID != 0:
		out.Title = l.d.store.Title("archive_box", in.BoxID)
	}
	return out, nil
}

// LoanChoice is one thing that may be lent, as the picker shows it.
type LoanChoice struct {
	ItemID int64  `json:"itemId"`
	BoxID  int64  `json:"boxId"`
	Title  string `json:"title"`
	About  string `json:"about"` // 档号 and 盒号, and why it cannot be lent
}

// loanChoices is how many things the picker shows at a time.
const loanChoices = 12

// Find looks for what is to be lent by the words of an item, or by the QR text of a
// box.
func (l *Loans) Find(text string) (out []LoanChoice, err error) {
	defer caught(&err)
	out = []LoanChoice{}
	if id, scanned := office.BoxOfCode(text); scanned {
		box, err := l.d.store.Box(id)
		if err != nil {
			return out, err
		}
		return append(out, LoanChoice{BoxID: id, Title: l.d.store.Title("archive_box", id), About: "整盒，" + box.UnitName}), nil
	}
	page, err := l.d.store.ArchiveItems(store.ListQuery{Text: text, Page: 1, Size: loanChoices})
	for _, x := range page.Rows {
		about := x.Code
		if x.Box != "" {
			about += " 第" + x.Box + "盒"
		}
		if x.State != "" {
			about += "（" + x.State + "）"
		}
		out = append(out, LoanChoice{ItemID: x.ID, Title: x.Title, About: about})
	}
	return out, err
}

// Save lends something or changes what is written of a loan.
func (l *Loans) Save(in office.ArchiveLoan) (out store.LoanRow, err error) {
	defer caught(&err)
	out, err = l.d.store.SaveLoan(in)
	return ok(l.d, out, err)
}

// Return notes that what was lent is back today, to the archivist.
func (l *Loans) Return(id int64) (out store.LoanRow, err error) {
	defer caught(&err)
	set, err := l.d.store.Settings()
	if err != nil {
		return out, err
	}
	day, err := l.d.store.AsOf()
	if err != nil {
		return out, err
	}
	out, err = l.d.store.ReturnLoan(id, day, set.Archivist)
	return ok(l.d, out, err)
}

// Delete moves a loan to the recycle bin.
func (l *Loans) Delete(id int64) (err error) {
	defer caught(&err)
	return done(l.d, l.d.store.DeleteLoan(id))
}
