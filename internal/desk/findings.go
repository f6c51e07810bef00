package desk

import (
	"dudao/internal/office"
	"dudao/internal/store"
)

// Findings is the screen 问题整改.
type Findings struct{ d *Desk }

// List lists findings; see store.Findings for the filters, and month.
func (f *Findings) List(q store.ListQuery) (page store.FindingPage, err error) {
	defer caught(&err)
	if q, err = f.d.withMonth(q); err != nil {
		return page, err
	}
	return f.d.store.Findings(q)
}

// Get returns one finding.
func (f *Findings) Get(id int64) (out office.Finding, err error) {
	defer caught(&err)
	return f.d.store.Finding(id)
}

// Save adds or changes a finding.
func (f *Findings) Save(in office.Finding) (out office.Finding, err error) {
	defer caught(&err)
	out, err = f.d.store.SaveFinding(in)
	return ok(f.d, out, err)
}

// Delete moves a finding to the recycle bin.
func (f *Findings) Delete(id int64) (err error) {
	defer caught(&err)
	return done(f.d, f.d.store.DeleteFinding(id))
}

// FindingCase is a finding with all that followed it, for its page (整改闭环).
type FindingCase struct {
	Finding office.Finding `json:"finding"`
	// Rounds are on record, in order; Current is the last of them, or the one that
	// the finding's own columns tell of (id 0).
	Rounds  []office.Round    `json:"rounds"`
	Current office.Round      `json:"current"`
	Notices []store.NoticeRow `json:"notices"`
	// Repeats are the earlier findings of the same matter at the school; Repeat is
	// how many-eth this one is, 1 the first, 0 without a matter.
	Repeats     []store.FindingRow  `json:"repeats"`
	Repeat      int                 `json:"repeat"`
	Attachments []office.Attachment `json:"attachments"`
	School      string              `json:"school"`
	Zone        string              `json:"zone"`
	Matter      string              `json:"matter"`
	VisitNumber string              `json:"visitNumber"`
	Step        string              `json:"step"`    // 所处环节, one of office.CaseSteps
	Overdue     int                 `json:"overdue"` // calendar days
	Reminders   int                 `json:"reminders"`
	CanClose    bool                `json:"canClose"`
	Missing     []string            `json:"missing"` // what it lacks to be closed
	// NextDueOn is the usual limit of a next round that begins today, FileBy the day
	// by which the inspector is to file the school's report, RecheckBy the day by
	// which it is to be rechecked; empty ones are not running.
	NextDueOn office.Date `json:"nextDueOn"`
	FileBy    office.Date `json:"fileBy"`
	RecheckBy office.Date `json:"recheckBy"`
	Today     office.Date `json:"today"`
}

// Case returns a finding with its rounds, papers, files and what was found
// before.
func (f *Findings) Case(id int64) (out FindingCase, err error) {
	defer caught(&err)
	return f.findingCase(id)
}

func (f *Findings) findingCase(id int64) (out FindingCase, err error) {
	st := f.d.store
	c, err := st.Case(id)
	if err != nil {
		return out, err
	}
	r := c.Case.Current()
	out = FindingCase{Finding: c.Case.Finding, Rounds: c.Case.Rounds, Current: r, Notices: c.Notices, Repeats: c.Repeats, Repeat: c.Repeat,
		School: c.Row.School, Zone: c.Row.Zone, Matter: c.Row.Matter, VisitNumber: c.Row.VisitNumber, Step: c.Case.Step(), Overdue: c.Row.Overdue,
		Reminders: c.Case.Reminders(), Missing: c.Case.Missing()}
	if out.Today, err = st.AsOf(); err != nil {
		return out, err
	}
	out.CanClose = !r.ClosedOn.Valid() && len(out.Missing) == 0
	if out.Attachments, err = st.Attachments("finding", id); err != nil {
		return out, err
	}
	if r.ClosedOn.Valid() {
		return out, nil
	}
	if out.NextDueOn, err = st.StandardDeadline(out.Today); err != nil {
		return out, err
	}
	if r.ReportedOn.Valid() && !r.FiledOn.Valid() && r.ID != 0 {
		if out.FileBy, err = st.DayAfter(office.RuleFileDays, r.ReportedOn); err != nil {
			return out, err
		}
	}
	if r.IssuedOn.Valid() && !r.RecheckOn.Valid() {
		out.RecheckBy, err = st.DayAfter(office.RuleRecheckDays, max(r.IssuedOn, r.DueOn))
	}
	return out, err
}

// SaveRound does one action on the current round: receive, report, file,
// recheck, close, next or reopen.
func (f *Findings) SaveRound(in store.RoundInput) (out FindingCase, err error) {
	defer caught(&err)
	if err = f.d.store.SaveRound(in); err != nil {
		return out, err
	}
	out, err = f.findingCase(in.FindingID)
	return ok(f.d, out, err)
}

// FindingsInput names findings.
type FindingsInput struct {
	FindingIDs []int64 `json:"findingIds"`
}

// Rows returns the ledger's lines of the findings, in that order.
func (f *Findings) Rows(in FindingsInput) (rows []store.FindingRow, err error) {
	defer caught(&err)
	return f.d.store.FindingRows(in.FindingIDs)
}

// Remind sends a 催办单 over overdue findings of one school.
func (f *Findings) Remind(in FindingsInput) (out office.Notice, err error) {
	defer caught(&err)
	out, err = f.d.store.Remind(in.FindingIDs)
	return ok(f.d, out, err)
}

// Escalate drafts a 督办单 over findings; Notices.Issue sends it out.
func (f *Findings) Escalate(in FindingsInput) (out office.Notice, err error) {
	defer caught(&err)
	out, err = f.d.store.Escalate(in.FindingIDs)
	return ok(f.d, out, err)
}
