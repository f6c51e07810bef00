package store

import (
	"fmt"

	"dudao/internal/office"
)

// officeYear writes the meetings, the publications and what was entered in the
// platform.
func (f *sampleFiller) officeYear(c office.County) (err error) {
	for _, m := range c.Meetings {
		for i := range m.Attendees {
			m.Attendees[i].InspectorID = f.inspector[m.Attendees[i].InspectorID]
		}
		if m.NoticeNo, err = f.paperNumber(office.FormMeetingNotice, m.NoticeOn.Year(), meetingHas); err != nil {
			return err
		}
		if m.MinutesNo, err = f.paperNumber(office.FormMinutes, m.MinutesOn.Year(), meetingHas); err != nil {
			return err
		}
		if err := f.saveMeeting(&m); err != nil {
			return err
		}
	}
	for _, p := range c.Publications {
		p.SchoolID, p.InspectorID = f.school[p.SchoolID], f.inspector[p.InspectorID]
		if err := f.issuePublication(&p, p.IssuedOn); err != nil {
			return err
		}
	}
	return f.uploads(c)
}

func (f *sampleFiller) uploads(c office.County) error {
	if len(c.Visits) == 0 {
		return nil
	}
	p := c.Platform
	if err := f.savePlatform(&p); err != nil {
		return err
	}
	last := c.Visits[len(c.Visits)-1].Visit.Date.Month().Of(0).Last()
	n := 0
	for _, kind := range p.Kinds() {
		rows := []struct {
			ID   int64       `db:"record_id"`
			Date office.Date `db:"date"`
		}{}
		if err := f.Tx.Select(&rows, "SELECT record_id, date FROM ("+uploadRecords[kind]+") ORDER BY date, record_id", last, p.ID, p.StartsOn, last); err != nil {
			return err
		}
		ids, on := []int64{}, map[int64]office.Upload{}
		for _, r := range rows {
			n++
			if day := office.SampleUploaded(n, r.Date, last); day != "" {
				ids = append(ids, r.ID)
				on[r.ID] = office.Upload{UploadedOn: day, Receipt: fmt.Sprintf("示例%05d", n), ByWhom: c.Settings.Archivist}
			}
		}
		if err := f.putUploads(p, kind, ids, func(id int64) office.Upload { return on[id] }); err != nil {
			return err
		}
	}
	return nil
}
