package desk

import (
	"dudao/internal/office"
	"dudao/internal/store"
)

// Practices is the screen 典型经验.
type Practices struct{ d *Desk }

// List lists 典型经验; see store.Practices for the filters, and month.
func (p *Practices) List(q store.ListQuery) (page store.PracticePage, err error) {
	defer caught(&err)
	if q, err = p.d.withMonth(q); err != nil {
		return page, err
	}
	return p.d.store.Practices(q)
}

// Get returns one 典型经验.
func (p *Practices) Get(id int64) (out office.Practice, err error) {
	defer caught(&err)
	return p.d.store.Practice(id)
}

// Save adds or changes a 典型经验.
func (p *Practices) Save(in office.Practice) (out office.Practice, err error) {
	defer caught(&err)
	out, err = p.d.store.SavePractice(in)
	return ok(p.d, out, err)
}

// Delete moves a 典型经验 to the recycle bin.
func (p *Practices) Delete(id int64) (err error) {
	defer caught(&err)
	return done(p.d, p.d.store.DeletePractice(id))
}

// FromVisit returns a 典型经验 filled from what the visit wrote down as good;
// nothing is saved.
func (p *Practices) FromVisit(visitID int64) (out office.Practice, err error) {
	defer caught(&err)
	f, err := p.d.store.Visit(visitID)
	if err != nil {
		return out, err
	}
	return office.PracticeFrom(f.Visit), nil
}
