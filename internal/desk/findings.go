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
