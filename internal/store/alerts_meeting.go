package store

import (
	"fmt"

	"dudao/internal/office"
)

const meetingRoute = "/meetings"

// lateDecisions is C27: what a meeting settled and nobody did by its day.
func (r *alertRun) lateDecisions() error {
	rows, err := r.s.openDecisions(r.day.AddDays(1), r.day)
	for _, x := range rows {
		if x.Overdue == 0 {
			continue
		}
		late, who := x.Overdue, ""
		if x.Person != "" {
			who = x.Person + "，"
		}
		r.add(office.AlertWarn, office.Alert{Title: x.Content, Detail: fmt.Sprintf("%s%s议定，应于 %s 完成，已超 %d 天", who, x.Meeting, x.DueOn, late), Kind: "meeting", RecordID: x.MeetingID,
			Route: fmt.Sprintf("%s/%d", meetingRoute, x.MeetingID), Day: x.DueOn, Days: late})
	}
	return err
}
