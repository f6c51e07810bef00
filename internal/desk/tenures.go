package desk

import (
	"dudao/internal/office"
	"dudao/internal/store"
)

// Tenures is the screen 聘任换届, with 定期交流.
type Tenures struct{ d *Desk }

// List lists the 届, the newest first.
func (t *Tenures) List() (rows []store.TenureRow, err error) {
	defer caught(&err)
	return t.d.store.Tenures()
}

// Next proposes the 届 that follows those on record.
func (t *Tenures) Next() (out office.Tenure, err error) {
	defer caught(&err)
	return t.d.store.NextTenure()
}

// TenureForm is a 届 with its candidates; their numbers of identity and telephones
// are masked.
type TenureForm struct {
	Tenure     office.Tenure        `json:"tenure"`
	Candidates []store.CandidateRow `json:"candidates"`
	// PostedTo is the last day of the 公示, by working days; empty before it began.
	PostedTo    office.Date         `json:"postedTo"`
	Attachments []office.Attachment `json:"attachments"`
}

// Get returns a 届 with its candidates.
func (t *Tenures) Get(id int64) (form TenureForm, err error) {
	defer caught(&err)
	book, err := t.d.store.TenureBook(id)
	if err != nil {
		return form, err
	}
	form.Tenure, form.Candidates = book.Tenure, book.Candidates
	if form.PostedTo, err = t.d.postedTo(book); err != nil {
		return form, err
	}
	for i := range form.Candidates {
		form.Candidates[i].Candidate = form.Candidates[i].Masked()
	}
	form.Attachments, err = t.d.store.Attachments("tenure", id)
	return form, err
}

// postedTo is the last day of the 公示, counted in working days from its first.
func (d *Desk) postedTo(b store.TenureBook) (office.Date, error) {
	first := office.Date("")
	for _, c := range b.Candidates {
		if c.GoesOn() && c.PostedOn != "" && (first == "" || c.PostedOn < first) {
			first = c.PostedOn
		}
	}
	if first == "" || b.Tenure.PostDays == 0 {
		return "", nil
	}
	cal, err := d.store.Calendar()
	return cal.AddWorkdays(first, b.Tenure.PostDays), err
}

// TenureStart begins a 届; with Roster everybody in office is proposed again.
type TenureStart struct {
	Tenure office.Tenure `json:"tenure"`
	Roster bool          `json:"roster"`
}

// Start begins a 届.
func (t *Tenures) Start(in TenureStart) (out office.Tenure, err error) {
	defer caught(&err)
	in.Tenure.ID = 0
	out, err = t.d.store.SaveTenure(in.Tenure, in.Roster)
	return ok(t.d, out, err)
}

// Save changes a 届, or adds one without candidates.
func (t *Tenures) Save(in office.Tenure) (out office.Tenure, err error) {
	defer caught(&err)
	out, err = t.d.store.SaveTenure(in, false)
	return ok(t.d, out, err)
}

// Delete moves a 届 that is not published to the recycle bin.
func (t *Tenures) Delete(id int64) (err error) {
	defer caught(&err)
	return done(t.d, t.d.store.DeleteTenure(id))
}

// Candidate returns one candidate with all his details.
func (t *Tenures) Candidate(id int64) (row store.CandidateRow, err error) {
	defer caught(&err)
	row, _, err = t.d.store.Candidate(id)
	return row, err
}

// SaveCandidate adds or changes a candidate.
func (t *Tenures) SaveCandidate(in office.Candidate) (out office.Candidate, err error) {
	defer caught(&err)
	out, err = t.d.store.SaveCandidate(in)
	return ok(t.d, out, err)
}

// DeleteCandidate takes a candidate off the list.
func (t *Tenures) DeleteCandidate(id int64) (err error) {
	defer caught(&err)
	return done(t.d, t.d.store.DeleteCandidate(id))
}

// Step takes candidates through 推荐, 审核 or 公示 with one day; it returns how many.
func (t *Tenures) Step(in store.TenureStep) (n int, err error) {
	defer caught(&err)
	n, err = t.d.store.TakeTenureStep(in)
	return ok(t.d, n, err)
}

// Outcome writes what comes of several candidates at once.
func (t *Tenures) Outcome(in store.TenureOutcome) (err error) {
	defer caught(&err)
	return done(t.d, t.d.store.SetTenureOutcome(in))
}

// Rehearse says what 公布 would make, change and end; nothing is written.
func (t *Tenures) Rehearse(in store.Publication) (out store.PublicationResult, err error) {
	defer caught(&err)
	return t.d.store.RehearsePublication(in)
}

// Publish appoints all who go on and ends the office of the others, in one action
// that undoes as one.
func (t *Tenures) Publish(in store.Publication) (out store.PublicationResult, err error) {
	defer caught(&err)
	out, err = t.d.store.PublishTenure(in)
	return ok(t.d, out, err)
}

// ExchangeInput names the day of a 定期交流.
type ExchangeInput struct {
	Day office.Date `json:"day"` // empty: today
}

// Exchange proposes the 定期交流 of a day.
func (t *Tenures) Exchange(in ExchangeInput) (out office.ExchangePlan, err error) {
	defer caught(&err)
	if in.Day == "" {
		if in.Day, err = t.d.store.AsOf(); err != nil {
			return out, err
		}
	}
	return t.d.store.ProposeExchange(in.Day)
}

// ApplyExchange swaps the chosen pairs of 挂牌, as one action; it returns how many
// schools got another inspector.
func (t *Tenures) ApplyExchange(in store.Exchange) (n int, err error) {
	defer caught(&err)
	n, err = t.d.store.ApplyExchange(in)
	return ok(t.d, n, err)
}

// maskCandidates hides what only the office needs to know in what was done to a 届.
func maskCandidates(rows []store.HistoryRow) {
	masks := map[string]func(string) string{"id_number": office.MaskIDNumber, "mobile": office.MaskContact, "born_on": office.MaskBorn}
	for _, r := range rows {
		for i := range r.Fields {
			if f := &r.Fields[i]; masks[f.Name] != nil {
				f.Before, f.After = masks[f.Name](f.Before), masks[f.Name](f.After)
			}
		}
	}
}
