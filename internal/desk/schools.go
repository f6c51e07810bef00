package desk

import (
	"fmt"
	"strings"

	"dudao/internal/office"
	"dudao/internal/store"
)

// Schools is the screen 学校.
type Schools struct{ d *Desk }

// List lists schools; see store.Schools for the filters.
func (s *Schools) List(q store.ListQuery) (page store.SchoolPage, err error) {
	defer caught(&err)
	_, period, err := s.d.thisMonth()
	if err != nil {
		return page, err
	}
	for _, filter := range []string{"unvisited", "visited", "due"} {
		if key := q.Filters[filter]; key != "" {
			if period, err = s.d.spanDays(key); err != nil {
				return page, err
			}
		}
	}
	return s.d.store.Schools(q, period)
}

// SchoolForm is a school with what hangs on it.
type SchoolForm struct {
	School      office.School         `json:"school"`
	Aliases     []store.SchoolAlias   `json:"aliases"`
	Assignments []store.AssignmentRow `json:"assignments"`
	Visits      []store.VisitRow      `json:"visits"`   // the last ten
	Findings    []store.FindingRow    `json:"findings"` // not yet put right
	Attachments []office.Attachment   `json:"attachments"`
	ZoneName    string                `json:"zoneName"`
}

// Get returns a school with what hangs on it.
func (s *Schools) Get(id int64) (form SchoolForm, err error) {
	defer caught(&err)
	st := s.d.store
	if form.School, err = st.School(id); err != nil {
		return form, err
	}
	if form.Aliases, err = st.Aliases(id); err != nil {
		return form, err
	}
	if form.Assignments, err = st.AssignmentsOfSchool(id); err != nil {
		return form, err
	}
	visits, err := st.Visits(store.ListQuery{Page: 1, Size: 10, Filters: map[string]string{"school": fmt.Sprint(id)}})
	if err != nil {
		return form, err
	}
	findings, err := st.Findings(store.ListQuery{Filters: map[string]string{"school": fmt.Sprint(id), "state": "未销号"}})
	if err != nil {
		return form, err
	}
	form.Visits, form.Findings = visits.Rows, findings.Rows
	if form.ZoneName, err = st.ZoneOfSchool(id, st.Today()); err != nil {
		return form, err
	}
	form.Attachments, err = st.Attachments("school", id)
	return form, err
}

// Save adds or changes a school.
func (s *Schools) Save(in office.School) (out office.School, err error) {
	defer caught(&err)
	out, err = s.d.store.SaveSchool(in)
	return ok(s.d, out, err)
}

// Delete moves a school without records to the recycle bin.
func (s *Schools) Delete(id int64) (err error) {
	defer caught(&err)
	return done(s.d, s.d.store.DeleteSchool(id))
}

// AliasInput names another name of a school.
type AliasInput struct {
	SchoolID int64  `json:"schoolId"`
	Alias    string `json:"alias"`
}

// SaveAlias remembers another name of a school.
func (s *Schools) SaveAlias(in AliasInput) (err error) {
	defer caught(&err)
	return done(s.d, s.d.store.SaveAlias(in.SchoolID, strings.TrimSpace(in.Alias)))
}

// DropAlias forgets another name.
func (s *Schools) DropAlias(id int64) (err error) {
	defer caught(&err)
	return done(s.d, s.d.store.DropAlias(id))
}

// Options lists the open schools for the pickers.
func (s *Schools) Options() (list []store.SchoolOption, err error) {
	defer caught(&err)
	return s.d.store.SchoolOptions()
}

// SaveAssignment adds or changes a 挂牌.
func (s *Schools) SaveAssignment(in office.Assignment) (out office.Assignment, err error) {
	defer caught(&err)
	out, err = s.d.store.SaveAssignment(in)
	return ok(s.d, out, err)
}

// EndInput names a 挂牌 and the first day it no longer holds.
type EndInput struct {
	ID     int64       `json:"id"`
	EndsOn office.Date `json:"endsOn"`
}

// EndAssignment ends a 挂牌.
func (s *Schools) EndAssignment(in EndInput) (err error) {
	defer caught(&err)
	return done(s.d, s.d.store.EndAssignment(in.ID, in.EndsOn))
}

// Assignments lists every 挂牌, those in force first.
func (s *Schools) Assignments() (list []store.AssignmentRow, err error) {
	defer caught(&err)
	return s.d.store.Assignments()
}
