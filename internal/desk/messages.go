package desk

import (
	"strings"

	"dudao/internal/office"
)

// Messages is the screen 粘贴微信消息: what inspectors wrote becomes drafts of
// visits. It saves nothing.
type Messages struct{ d *Desk }

// MessageInput is the pasted text, one message or several.
type MessageInput struct {
	Text string `json:"text"`
}

// MessageRead is one message with what was read in it and the visit form that it
// fills.
type MessageRead struct {
	Draft office.MessageDraft `json:"draft"`
	Form  VisitForm           `json:"form"`
}

// messageLimit bounds what can be pasted at once (characters).
const messageLimit = 40000

// Read reads every message of a pasted text.
func (m *Messages) Read(in MessageInput) (list []MessageRead, err error) {
	defer caught(&err)
	list = []MessageRead{}
	switch n := len([]rune(strings.TrimSpace(in.Text))); {
	case n == 0:
		return list, office.Invalid("请先把微信里的督导消息粘贴到左边的框里。")
	case n > messageLimit:
		return list, office.Invalid("一次最多粘贴 %d 个字，请分几次粘贴。", messageLimit)
	}
	names, err := m.d.store.MessageNames()
	if err != nil {
		return list, err
	}
	today, err := m.d.store.AsOf()
	if err != nil {
		return list, err
	}
	for _, text := range office.SplitMessages(in.Text, names, today) {
		read := MessageRead{Draft: office.ParseMessage(text, names, today)}
		if read.Form, err = m.form(read.Draft); err != nil {
			return list, err
		}
		list = append(list, read)
	}
	return list, nil
}

// form is the visit form of a message. A problem without a time limit gets the
// standard one, as on the form itself.
func (m *Messages) form(d office.MessageDraft) (VisitForm, error) {
	form := VisitForm{Visit: d.Visit, Findings: d.Findings, Lessons: []office.LessonObservation{}, Inquiries: []office.Inquiry{}, Attachments: []office.Attachment{}}
	if d.Visit.SchoolID != 0 {
		form.SchoolName = m.d.store.Title("school", d.Visit.SchoolID)
	}
	if d.Visit.InspectorID != 0 {
		form.InspectorName = m.d.store.Title("inspector", d.Visit.InspectorID)
	}
	for _, f := range form.Findings {
		form.Visit.Disposal = office.HarderOf(form.Visit.Disposal, f.Level)
	}
	if form.Visit.Date == "" || len(form.Findings) == 0 {
		return form, nil
	}
	due, err := m.d.store.StandardDeadline(form.Visit.Date)
	for i := range form.Findings {
		if f := &form.Findings[i]; f.DueOn == "" && f.State == "" {
			f.DueOn = due
		}
	}
	return form, err
}
