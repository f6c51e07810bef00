package desk

import (
	"fmt"

	"dudao/internal/office"
	"dudao/internal/store"
)

// Inspectors is the screen 督学.
type Inspectors struct{ d *Desk }

// List lists inspectors with this month's and this year's work.
func (i *Inspectors) List(q store.ListQuery) (page store.InspectorPage, err error) {
	defer caught(&err)
	_, period, err := i.d.thisMonth()
	if err != nil {
		return page, err
	}
	return i.d.store.Inspectors(q, period)
}

// InspectorForm is an inspector with what hangs on them.
type InspectorForm struct {
	Inspector    office.Inspector      `json:"inspector"`
	Appointments []office.Appointment  `json:"appointments"`
	Assignments  []store.AssignmentRow `json:"assignments"`
	Visits       []store.VisitRow      `json:"visits"` // the last ten
	Attachments  []office.Attachment   `json:"attachments"`
	Years        []string              `json:"years"` // of the 工作手册: 2025-2026 … 2026 …
}

// Get returns an inspector with what hangs on them.
func (i *Inspectors) Get(id int64) (form InspectorForm, err error) {
	defer caught(&err)
	st := i.d.store
	if form.Inspector, err = st.Inspector(id); err != nil {
		return form, err
	}
	if form.Appointments, err = st.Appointments(id); err != nil {
		return form, err
	}
	if form.Assignments, err = st.AssignmentsOfInspector(id); err != nil {
		return form, err
	}
	visits, err := st.Visits(store.ListQuery{Page: 1, Size: 10, Filters: map[string]string{"inspector": fmt.Sprint(id)}})
	if err != nil {
		return form, err
	}
	form.Visits = visits.Rows
	if form.Years, err = st.HandbookYears(id); err != nil {
		return form, err
	}
	form.Attachments, err = st.Attachments("inspector", id)
	return form, err
}

// Save adds or changes an inspector.
func (i *Inspectors) Save(in office.Inspector) (out office.Inspector, err error) {
	defer caught(&err)
	out, err = i.d.store.SaveInspector(in)
	return ok(i.d, out, err)
}

// Delete moves an inspector without records to the recycle bin.
func (i *Inspectors) Delete(id int64) (err error) {
	defer caught(&err)
	return done(i.d, i.d.store.DeleteInspector(id))
}

// SaveAppointment adds or changes a term of office.
func (i *Inspectors) SaveAppointment(in office.Appointment) (out office.Appointment, err error) {
	defer caught(&err)
	out, err = i.d.store.SaveAppointment(in)
	return ok(i.d, out, err)
}

// DeleteAppointment moves a term of office to the recycle bin.
func (i *Inspectors) DeleteAppointment(id int64) (err error) {
	defer caught(&err)
	return done(i.d, i.d.store.DeleteAppointment(id))
}

// Options lists all inspectors for the pickers.
func (i *Inspectors) Options() (list []store.InspectorOption, err error) {
	defer caught(&err)
	return i.d.store.InspectorOptions()
}
