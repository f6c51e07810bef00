package desk

import (
	"dudao/internal/office"
	"dudao/internal/store"
)

// Teams is the screen 协作组.
type Teams struct{ d *Desk }

// TeamForm is a 协作组 with what it has done together.
type TeamForm struct {
	Team     office.Team        `json:"team"`
	Visits   []store.VisitRow   `json:"visits"`
	Findings []store.FindingRow `json:"findings"`
}

// List lists 协作组; see store.Teams for the filters.
func (t *Teams) List(q store.ListQuery) (page store.TeamPage, err error) {
	defer caught(&err)
	return t.d.store.Teams(q)
}

// Get returns a 协作组 with its joint visits.
func (t *Teams) Get(id int64) (form TeamForm, err error) {
	defer caught(&err)
	if form.Team, err = t.d.store.Team(id); err != nil {
		return form, err
	}
	form.Visits, form.Findings, err = t.d.store.TeamWork(id)
	return form, err
}

// Save adds or changes a 协作组.
func (t *Teams) Save(in office.Team) (out office.Team, err error) {
	defer caught(&err)
	out, err = t.d.store.SaveTeam(in)
	return ok(t.d, out, err)
}

// Delete moves a 协作组 to the recycle bin.
func (t *Teams) Delete(id int64) (err error) {
	defer caught(&err)
	return done(t.d, t.d.store.DeleteTeam(id))
}
