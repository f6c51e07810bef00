package store

import (
	"fmt"

	"dudao/internal/office"
)

// lesson brings in one row of 听课记录.
func (im *importer) lesson(row *importRow) error {
	l := office.LessonObservation{}
	if row.recordID != 0 {
		var err error
		if l, err = get[office.LessonObservation](im.t, "lessons", row.recordID); err != nil {
			return wrap(err, "听课记录")
		}
		row.title = im.names.schools[l.SchoolID].Name
	}
	im.moveSchool(row, &l.SchoolID)
	day := office.Date(row.V("date").Text)
	ids, faults := im.inspectorsOf(row, l.SchoolID, day)
	if len(faults) > 0 {
		row.Fail("inspectors", faults[0])
	}
	im.moveInspector(row, &l.InspectorID, ids)
	key := fmt.Sprint("lesson ", day, l.SchoolID, l.InspectorID, row.V("class").Text, row.V("subject").Text, row.V("teacher").Text)
	if row.recordID == 0 && im.twice(row, key, "date", "是同一节课") || len(row.Faults) > 0 {
		return nil
	}
	if row.recordID == 0 {
		if err := im.matchLesson(row, &l, day); err != nil {
			return err
		}
	}
	row.isNew = l.ID == 0
	row.changed = append(row.changed, office.FillLesson(&l, &row.ParsedRow)...)
	if !row.isNew && len(row.changed) == 0 {
		row.savedID = l.ID
		return nil
	}
	err := im.try(row, func() error { return im.t.saveLesson(&l) })
	row.savedID = l.ID
	return err
}

// matchLesson takes the lesson that is there already, or ties a new one to the
// visit of that day.
func (im *importer) matchLesson(row *importRow, l *office.LessonObservation, day office.Date) error {
	found, err := find[office.LessonObservation](im.t, "lessons", `WHERE deleted_at IS NULL AND date = ? AND school_id = ? AND inspector_id = ? AND class = ? AND subject = ? AND teacher = ? LIMIT 1`,
		day, l.SchoolID, l.InspectorID, row.V("class").Text, row.V("subject").Text, row.V("teacher").Text)
	if err != nil {
		return err
	}
	if len(found) == 1 {
		*l = found[0]
		row.changed = nil
		return nil
	}
	ids := []int64{}
	if err := im.t.Select(&ids, `SELECT id FROM visits WHERE school_id = ? AND date = ? AND inspector_id = ? AND deleted_at IS NULL AND state <> '取消'`, l.SchoolID, day, l.InspectorID); err != nil {
		return err
	}
	if len(ids) == 1 {
		l.VisitID = ids[0]
	}
	return nil
}
