package desk

import (
	"dudao/internal/office"
	"dudao/internal/store"
)

// Complaints is the screen 投诉举报. Who called is masked in lists, papers and
// exports unless the clerk asks to see it.
type Complaints struct{ d *Desk }

// ComplaintForm is a complaint as its form shows it. The record is whole, for
// editing; Masked is what stands on the screen until the clerk asks for it.
type ComplaintForm struct {
	Complaint     office.Complaint    `json:"complaint"`
	Masked        MaskedCaller        `json:"masked"`
	Zone          string              `json:"zone"`
	FindingNumber string              `json:"findingNumber"` // of the finding it led to, "" without one
	Attachments   []office.Attachment `json:"attachments"`
}

// MaskedCaller is who called, masked.
type MaskedCaller struct {
	Name  string `json:"name"`
	Phone string `json:"phone"`
}

// reveal is the filter by which a list shows who called.
const reveal = "reveal"

// List lists complaints, masked unless the filter reveal is set; see
// store.Complaints for the filters, and month.
func (c *Complaints) List(q store.ListQuery) (page store.ComplaintPage, err error) {
	defer caught(&err)
	if q, err = c.d.withMonth(q); err != nil {
		return page, err
	}
	page, err = c.d.store.Complaints(q)
	if q.Filters[reveal] == "" {
		maskRows(page.Rows)
	}
	return page, err
}

func maskRows(rows []store.ComplaintRow) {
	for i := range rows {
		r := &rows[i]
		m := office.Complaint{Name: r.Name, Phone: r.Phone, Content: r.Content, Result: r.Result, Answer: r.Answer}.Masked()
		r.Name, r.Phone, r.Content, r.Result, r.Answer = m.Name, m.Phone, m.Content, m.Result, m.Answer
	}
}

// Get returns one complaint.
func (c *Complaints) Get(id int64) (out ComplaintForm, err error) {
	defer caught(&err)
	record, err := c.d.store.Complaint(id)
	if err != nil {
		return out, err
	}
	return c.form(record)
}

func (c *Complaints) form(record office.Complaint) (out ComplaintForm, err error) {
	masked := record.Masked()
	out = ComplaintForm{Complaint: record, Masked: MaskedCaller{masked.Name, masked.Phone}}
	if record.SchoolID != 0 {
		if out.Zone, err = c.d.store.ZoneOfSchool(record.SchoolID, record.ReceivedOn); err != nil {
			return out, err
		}
	}
	if record.FindingID != 0 {
		rows, err := c.d.store.FindingRows([]int64{record.FindingID})
		if err != nil {
			return out, err
		}
		for _, r := range rows {
			out.FindingNumber = r.Number
		}
	}
	out.Attachments, err = c.d.store.Attachments("complaint", record.ID)
	return out, err
}

// Save adds or changes a complaint; an ordinary one that is answered at once is
// done with in the same step.
func (c *Complaints) Save(in office.Complaint) (out ComplaintForm, err error) {
	defer caught(&err)
	record, err := c.d.store.SaveComplaint(in)
	if err != nil {
		return out, err
	}
	c.d.saved()
	return c.form(record)
}

// Delete moves a complaint to the recycle bin.
func (c *Complaints) Delete(id int64) (err error) {
	defer caught(&err)
	return done(c.d, c.d.store.DeleteComplaint(id))
}

// MakeFinding opens a finding from the complaint and returns its id.
func (c *Complaints) MakeFinding(id int64) (finding int64, err error) {
	defer caught(&err)
	finding, err = c.d.store.ComplaintFinding(id)
	return ok(c.d, finding, err)
}

// DayRange is a span of days, both included.
type DayRange struct {
	From office.Date `json:"from"`
	To   office.Date `json:"to"`
}

// Statistics counts the complaints of a span of days.
func (c *Complaints) Statistics(in DayRange) (out office.ComplaintStatistics, err error) {
	defer caught(&err)
	facts, err := c.d.store.ComplaintFacts(in.From, in.To)
	if err != nil {
		return out, err
	}
	return facts.Compose(), nil
}

// ComplaintExport tells whether the workbook is to name who called.
type ComplaintExport struct {
	Full bool `json:"full"`
}

// Export asks where to, and writes the register as a workbook. It returns the
// file, empty when the clerk thought better of it.
func (c *Complaints) Export(in ComplaintExport) (path string, err error) {
	defer caught(&err)
	return (&Imports{c.d}).saveList(office.KindComplaints, ExportOptions{Full: in.Full})
}

// maskHistory masks who called in what was done to a complaint.
func (d *Desk) maskHistory(id int64, rows []store.HistoryRow) error {
	record, err := d.store.Complaint(id)
	if err != nil {
		return err
	}
	mask := func(field, value string) string {
		switch field {
		case "name":
			return office.MaskName(value)
		case "phone":
			return office.MaskContact(value)
		}
		return record.Hide(value)
	}
	for _, r := range rows {
		for i := range r.Fields {
			f := &r.Fields[i]
			f.Before, f.After = mask(f.Name, f.Before), mask(f.Name, f.After)
		}
	}
	return nil
}
