package desk

import (
	"dudao/internal/office"
	"dudao/internal/store"
)

// Meetings is the screen 例会.
type Meetings struct{ d *Desk }

// MeetingForm is a meeting as its form shows it.
type MeetingForm struct {
	Meeting office.Meeting `json:"meeting"`
	// Open are decisions of earlier meetings that are not done yet.
	Open        []store.OpenDecision `json:"open"`
	Attachments []office.Attachment  `json:"attachments"`
}

// List lists meetings; see store.Meetings for the filters, and month.
func (m *Meetings) List(q store.ListQuery) (page store.MeetingPage, err error) {
	defer caught(&err)
	if q, err = m.d.withMonth(q); err != nil {
		return page, err
	}
	return m.d.store.Meetings(q)
}

// Get returns one meeting.
func (m *Meetings) Get(id int64) (out MeetingForm, err error) {
	defer caught(&err)
	record, err := m.d.store.Meeting(id)
	if err != nil {
		return out, err
	}
	return m.form(record)
}

func (m *Meetings) form(record office.Meeting) (out MeetingForm, err error) {
	out.Meeting = record
	if out.Open, err = m.d.store.OpenDecisions(record.Date); err != nil {
		return out, err
	}
	out.Attachments, err = m.d.store.Attachments("meeting", record.ID)
	return out, err
}

// Save adds or changes a meeting.
func (m *Meetings) Save(in office.Meeting) (out MeetingForm, err error) {
	defer caught(&err)
	record, err := m.d.store.SaveMeeting(in)
	if err != nil {
		return out, err
	}
	m.d.saved()
	return m.form(record)
}

// Delete moves a meeting to the recycle bin.
func (m *Meetings) Delete(id int64) (err error) {
	defer caught(&err)
	return done(m.d, m.d.store.DeleteMeeting(id))
}

// MeetingStep names a meeting and the paper that goes out: meeting_notice or
// meeting_minutes.
type MeetingStep struct {
	ID   int64       `json:"id"`
	Form string      `json:"form"`
	On   office.Date `json:"on"` // today when empty
}

// Issue sends out the notice or the minutes of a meeting: it gets its 文号 and day.
func (m *Meetings) Issue(in MeetingStep) (out MeetingForm, err error) {
	defer caught(&err)
	if in.Form != office.FormMeetingNotice && in.Form != office.FormMinutes {
		return out, office.Invalid("会议只印发通知和纪要，没有“%s”。请在这两种里选。", in.Form)
	}
	if in.On == "" {
		if in.On, err = m.d.store.AsOf(); err != nil {
			return out, err
		}
		if record, err := m.d.store.Meeting(in.ID); err == nil && in.Form == office.FormMeetingNotice {
			in.On = min(in.On, record.Date) // a notice comes before the meeting
		} else if err == nil {
			in.On = max(in.On, record.Date)
		}
	}
	record, err := m.d.store.NumberMeeting(in.ID, in.Form, in.On)
	if err != nil {
		return out, err
	}
	m.d.saved()
	return m.form(record)
}

// Done notes that a decision was done; today when no day is given.
func (m *Meetings) Done(in store.DoneDecision) (err error) {
	defer caught(&err)
	return done(m.d, m.d.store.CloseDecision(in))
}

// MeetingDay is the day a meeting is proposed for.
type MeetingDay struct {
	Date office.Date `json:"date"` // today when empty
}

// monthEnds is how many days before a month's end a meeting already looks back on
// it.
const monthEnds = 6

// Draft proposes the monthly meeting of a day: its agenda from the figures of the
// month's report and the decisions not done, all inspectors in office. Nothing is
// saved.
func (m *Meetings) Draft(in MeetingDay) (out MeetingForm, err error) {
	defer caught(&err)
	f, err := m.d.meetingFacts(in.Date)
	if err != nil {
		return out, err
	}
	if out.Open, err = m.d.store.OpenDecisions(f.Date); err != nil {
		return out, err
	}
	for _, x := range out.Open {
		f.Open = append(f.Open, office.Decision{Content: x.Content, Person: x.Person})
	}
	out.Meeting, out.Attachments = office.DraftMeeting(f), []office.Attachment{}
	return out, nil
}

func (d *Desk) meetingFacts(day office.Date) (f office.MeetingFacts, err error) {
	if day == "" {
		if day, err = d.store.AsOf(); err != nil {
			return f, err
		}
	}
	if !day.Valid() {
		return f, office.Invalid("日期“%s”不对，请写成 2026-03-12。", string(day))
	}
	set, err := d.store.Settings()
	if err != nil {
		return f, err
	}
	f = office.MeetingFacts{Date: day, Month: office.MonthAt(day.AddDays(monthEnds), set.MonthBoundary).Add(-1), Office: set.ShortName}
	report, err := d.monthReport(ReportInput{Span: string(f.Month)})
	if err != nil {
		return f, err
	}
	f.Figures, f.Exempt = report.Report.Figures, report.Book.This.Exempt
	people, err := d.store.InspectorOptions()
	if err != nil {
		return f, err
	}
	for _, p := range people {
		if p.State == office.InspectorStates[0] {
			f.People = append(f.People, p.ID)
		}
	}
	f.Last, err = d.store.LastMeeting(office.MeetingMonthly, day)
	return f, err
}
