package desk

import (
	"slices"
	"strings"

	"dudao/internal/office"
	"dudao/internal/report"
)

const (
	meetingID     = "会议编号（如 HY2026-0001）或序号"
	publicationID = "公示通报编号（如 GB2026-0001）、文号或序号"
)

// publicationForms are the papers of meetings, publications and of what was
// entered in the platforms.
func publicationForms() []form {
	out := []form{}
	for _, f := range []struct {
		key, title string
		formats    []string
		make       func(report.MeetingPaper) built
	}{
		{office.FormMeetingNotice, "会议通知", asText, func(p report.MeetingPaper) built { return built{document: p.Notice()} }},
		{"meeting_sign", "会议签到表", asBoth, func(p report.MeetingPaper) built { return built{document: p.SignSheet()} }},
		{office.FormMinutes, "会议纪要", asText, func(p report.MeetingPaper) built { return built{document: p.Minutes()} }},
	} {
		out = append(out, form{Form{f.key, f.title, "meeting", meetingID, f.formats}, func(d *Desk, id string) (built, error) {
			p, err := d.meetingPaper(id)
			return f.make(p), err
		}})
	}
	for _, kind := range office.PublicationKinds {
		key := office.PublicationForm(kind)
		out = append(out, form{Form{key, kind, "publication", publicationID, asText}, func(d *Desk, id string) (built, error) {
			p, err := d.publicationPaper(id, kind)
			return built{document: p.Document()}, err
		}})
	}
	return append(out, form{Form{"upload_statistics", "督导记录上报情况统计表", "uploads", complaintDaysID, asTable}, func(d *Desk, id string) (built, error) {
		p, err := d.uploadPaper(id)
		return built{document: p.Document(), details: p.Details()}, err
	}})
}

func (d *Desk) meetingPaper(id string) (p report.MeetingPaper, err error) {
	n, err := numbered(id, d.store.MeetingID)
	if err != nil {
		return p, err
	}
	if p.Meeting, err = d.store.Meeting(n); err != nil {
		return p, err
	}
	places, err := d.store.Directory(p.Meeting.Date)
	if err != nil {
		return p, err
	}
	p.Settings = places.Settings
	for _, a := range p.Meeting.Attendees {
		x := places.Inspector(a.InspectorID)
		zones := []string{}
		for _, z := range places.ZonesOf(x.ID) {
			zones = append(zones, z.Name)
		}
		p.People = append(p.People, report.MeetingPerson{Name: x.Name, Employer: x.Employer, Zone: strings.Join(zones, "、"), Absent: a.Absent, Reason: a.Reason})
	}
	return p, nil
}

func (d *Desk) publicationPaper(id, kind string) (p report.PublicationPaper, err error) {
	n, err := numbered(id, d.store.PublicationID)
	if err != nil {
		return p, err
	}
	if p.Publication, err = d.store.Publication(n); err != nil {
		return p, err
	}
	if p.Publication.Kind != kind {
		return p, office.Invalid("%s 是%s，不能印成%s。请按它自己的种类打印。", p.Publication.Number, p.Publication.Kind, kind)
	}
	if p.Settings, err = d.store.Settings(); err != nil || p.Publication.SchoolID == 0 {
		return p, err
	}
	if p.School, err = d.store.School(p.Publication.SchoolID); err != nil || p.Publication.InspectorID == 0 {
		return p, err
	}
	inspector, err := d.store.Inspector(p.Publication.InspectorID)
	if err != nil {
		return p, err
	}
	p.Inspector = inspector.Name
	places, err := d.store.Directory(p.Publication.Day())
	if err != nil {
		return p, err
	}
	// Only who hangs on the school's own 公示牌 has his telephone on the poster.
	if slices.ContainsFunc(places.AnswersFor(p.School.ID), func(a office.Assignment) bool { return a.InspectorID == inspector.ID }) {
		p.Phone = inspector.Mobile
	}
	return p, nil
}

func (d *Desk) uploadPaper(id string) (p report.UploadPaper, err error) {
	days, err := d.dayRange(id)
	if err != nil {
		return p, err
	}
	if p.Settings, err = d.store.Settings(); err != nil {
		return p, err
	}
	lines, counts, limit, err := d.store.UploadReport(days.From, days.To)
	if err != nil {
		return p, err
	}
	p.Period, p.Days, p.Counts = office.Period{From: days.From, To: days.To.AddDays(1)}, limit, counts
	for _, l := range lines {
		kind, _ := office.UploadKindOf(l.Ref.Kind)
		p.Records = append(p.Records, report.UploadRecord{Ref: l.Ref, Kind: kind.Title, Date: l.Date, School: l.School, Zone: l.Zone, Inspector: l.Inspector, UploadedOn: l.UploadedOn, Timely: l.Timely})
	}
	return p, nil
}
