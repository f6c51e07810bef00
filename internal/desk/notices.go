package desk

import (
	"dudao/internal/office"
	"dudao/internal/store"
)

// Notices is the screen 整改文书.
type Notices struct{ d *Desk }

// Kinds returns the kinds of papers and the course of each.
func (n *Notices) Kinds() (list []office.NoticeKind, err error) {
	defer caught(&err)
	return office.NoticeKinds, nil
}

// List lists papers; see store.Notices for the filters, and month.
func (n *Notices) List(q store.ListQuery) (page store.NoticePage, err error) {
	defer caught(&err)
	if q, err = n.d.withMonth(q); err != nil {
		return page, err
	}
	return n.d.store.Notices(q)
}

// NoticeForm is a paper as its page shows it.
type NoticeForm struct {
	Notice   office.Notice      `json:"notice"`
	Findings []store.FindingRow `json:"findings"`
	// Row is its line in the list: names, days late.
	Row store.NoticeRow `json:"row"`
	// Next are the steps that may follow, with what each asks for.
	Next        []office.StepRule   `json:"next"`
	Limits      []office.StepLimit  `json:"limits"`
	Attachments []office.Attachment `json:"attachments"`
	Today       office.Date         `json:"today"`
}

// Get returns one paper with its findings and what may follow.
func (n *Notices) Get(id int64) (out NoticeForm, err error) {
	defer caught(&err)
	return n.form(id)
}

func (n *Notices) form(id int64) (out NoticeForm, err error) {
	st := n.d.store
	if out.Today, err = st.AsOf(); err != nil {
		return out, err
	}
	if out.Notice, err = st.Notice(id); err != nil {
		return out, err
	}
	if out.Findings, err = st.FindingRows(out.Notice.Findings); err != nil {
		return out, err
	}
	rows, err := st.NoticeRows([]int64{id})
	if err != nil {
		return out, err
	}
	if len(rows) == 1 {
		out.Row = rows[0]
	}
	if out.Next, out.Limits, err = st.NextSteps(out.Notice); err != nil {
		return out, err
	}
	out.Attachments, err = st.Attachments("notice", id)
	return out, err
}

// Draft words a paper over findings, those of the visit when none are named;
// nothing is saved.
func (n *Notices) Draft(in store.NoticeDraft) (out office.Notice, err error) {
	defer caught(&err)
	return n.d.store.DraftNotice(in)
}

// Save adds or changes a paper. Once it is out only its note and who took part
// may change.
func (n *Notices) Save(in office.Notice) (out office.Notice, err error) {
	defer caught(&err)
	out, err = n.d.store.SaveNotice(in)
	return ok(n.d, out, err)
}

// Issue dates, signs and numbers a paper and sends it out.
func (n *Notices) Issue(in store.NoticeIssue) (out NoticeForm, err error) {
	defer caught(&err)
	if _, err = n.d.store.IssueNotice(in); err != nil {
		return out, err
	}
	out, err = n.form(in.ID)
	return ok(n.d, out, err)
}

// SaveStep goes the paper's next step.
func (n *Notices) SaveStep(in store.NoticeStep) (out NoticeForm, err error) {
	defer caught(&err)
	if _, err = n.d.store.SaveNoticeStep(in); err != nil {
		return out, err
	}
	out, err = n.form(in.ID)
	return ok(n.d, out, err)
}

// DropLastStep takes back the step entered last; the one that sent the paper out
// stays.
func (n *Notices) DropLastStep(id int64) (out NoticeForm, err error) {
	defer caught(&err)
	if _, err = n.d.store.DropLastStep(id); err != nil {
		return out, err
	}
	out, err = n.form(id)
	return ok(n.d, out, err)
}

// VoidNotice names a paper to take back, and why.
type VoidNotice struct {
	ID     int64  `json:"id"`
	Reason string `json:"reason"`
}

// Void takes a paper back whose number was given.
func (n *Notices) Void(in VoidNotice) (out NoticeForm, err error) {
	defer caught(&err)
	if _, err = n.d.store.VoidNotice(in.ID, in.Reason); err != nil {
		return out, err
	}
	out, err = n.form(in.ID)
	return ok(n.d, out, err)
}

// Delete moves a draft to the recycle bin.
func (n *Notices) Delete(id int64) (err error) {
	defer caught(&err)
	return done(n.d, n.d.store.DeleteNotice(id))
}
