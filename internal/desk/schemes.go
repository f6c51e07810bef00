package desk

import (
	"dudao/internal/office"
	"dudao/internal/store"
)

// Schemes is the screen 考核方案, with 表彰.
type Schemes struct{ d *Desk }

// List lists the schemes; see store.Schemes for the filters.
func (s *Schemes) List(q store.ListQuery) (page store.SchemePage, err error) {
	defer caught(&err)
	return s.d.store.Schemes(q)
}

// Get returns one scheme with all its lines.
func (s *Schemes) Get(id int64) (out office.AssessScheme, err error) {
	defer caught(&err)
	return s.d.store.Scheme(id)
}

// Save adds or changes a scheme; of one that has been used only its state.
func (s *Schemes) Save(in office.AssessScheme) (out office.AssessScheme, err error) {
	defer caught(&err)
	out, err = s.d.store.SaveScheme(in)
	return ok(s.d, out, err)
}

// Delete moves a scheme that has not been used to the recycle bin.
func (s *Schemes) Delete(id int64) (err error) {
	defer caught(&err)
	return done(s.d, s.d.store.DeleteScheme(id))
}

// Measures are what the program can take from the records of such subjects.
func (s *Schemes) Measures(subject string) (list []office.Measure, err error) {
	defer caught(&err)
	return office.MeasuresFor(subject), nil
}

// Awards lists 表彰; see store.Awards for the filters.
func (s *Schemes) Awards(q store.ListQuery) (page store.AwardPage, err error) {
	defer caught(&err)
	return s.d.store.Awards(q)
}

// SaveAward adds or changes a 表彰.
func (s *Schemes) SaveAward(in office.Award) (out office.Award, err error) {
	defer caught(&err)
	out, err = s.d.store.SaveAward(in)
	return ok(s.d, out, err)
}

// DeleteAward moves a 表彰 to the recycle bin.
func (s *Schemes) DeleteAward(id int64) (err error) {
	defer caught(&err)
	return done(s.d, s.d.store.DeleteAward(id))
}
