package office

import "strings"

// ArchiveLoan is 档案借阅: one item or a whole box that somebody has taken.
type ArchiveLoan struct {
	ID       int64  `db:"id" json:"id"`
	Number   string `db:"number" json:"number"` // 借阅编号, given by store
	ItemID   int64  `db:"item_id" json:"itemId"`
	BoxID    int64  `db:"box_id" json:"boxId"` // instead of ItemID
	Borrower string `db:"borrower" json:"borrower"`
	Unit     string `db:"unit" json:"unit"` // 借阅单位
	Phone    string `db:"phone" json:"phone"`
	Purpose  string `db:"purpose" json:"purpose"`
	LentOn   Date   `db:"lent_on" json:"lentOn"`
	DueOn    Date   `db:"due_on" json:"dueOn"` // empty: by the rule
	LentBy   string `db:"lent_by" json:"lentBy"`
	// ReturnedOn is empty while it is lent.
	ReturnedOn Date   `db:"returned_on" json:"returnedOn"`
	ReturnedTo string `db:"returned_to" json:"returnedTo"`
	Note       string `db:"note" json:"note"`
	UpdatedAt  string `db:"updated_at" json:"updatedAt"`
}

// Normalize trims the texts.
func (l *ArchiveLoan) Normalize() {
	for _, s := range []*string{&l.Borrower, &l.Unit, &l.Phone, &l.Purpose, &l.LentBy, &l.ReturnedTo, &l.Note} {
		*s = strings.TrimSpace(*s)
	}
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (l ArchiveLoan) Validate() error {
	var f Faults
	if (l.ItemID == 0) == (l.BoxID == 0) {
		f.Add("itemId", "请选一件归档文件，或一个档案盒")
	}
	f.Require("borrower", "借阅人", l.Borrower)
	f.MaxRunes("borrower", "借阅人", l.Borrower, 60)
	f.MaxRunes("unit", "借阅单位", l.Unit, 100)
	f.MaxRunes("phone", "电话", l.Phone, 40)
	f.MaxRunes("purpose", "用途", l.Purpose, 500)
	f.Require("lentOn", "借出日期", string(l.LentOn))
	f.Require("dueOn", "应还日期", string(l.DueOn))
	f.inOrder([]datedFact{{"lentOn", "借出日期", l.LentOn}, {"dueOn", "应还日期", l.DueOn}})
	f.inOrder([]datedFact{{"lentOn", "借出日期", l.LentOn}, {"returnedOn", "归还日期", l.ReturnedOn}})
	f.MaxRunes("lentBy", "经手人", l.LentBy, 60)
	f.MaxRunes("returnedTo", "收回人", l.ReturnedTo, 60)
	f.MaxRunes("note", "备注", l.Note, 500)
	return f.Err()
}

// LoanStates are the states of a loan.
var LoanStates = []string{LoanOut, LoanLate, LoanBack}

// The states of a loan.
const (
	LoanOut  = "借出"
	LoanLate = "超期"
	LoanBack = "已还"
)

// State is one of LoanStates on the day.
func (l ArchiveLoan) State(day Date) string {
	switch {
	case l.ReturnedOn != "":
		return LoanBack
	case l.DaysOverdue(day) > 0:
		return LoanLate
	}
	return LoanOut
}

// DaysOverdue is how many days late it is, or came back; 0 when in time.
func (l ArchiveLoan) DaysOverdue(day Date) int {
	if l.ReturnedOn.Valid() {
		day = l.ReturnedOn
	}
	if !l.DueOn.Valid() || day <= l.DueOn {
		return 0
	}
	return day.Sub(l.DueOn)
}
