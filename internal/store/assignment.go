package store

import (
	"fmt"

	"dudao/internal/office"
)

// AssignmentRow is one 挂牌 with its names.
type AssignmentRow struct {
	office.Assignment
	School     string `db:"school" json:"school"`
	SchoolKind string `db:"school_kind" json:"schoolKind"`
	Inspector  string `db:"inspector" json:"inspector"`
}

const assignmentRows = `SELECT a.id, a.school_id, a.inspector_id, a.role, a.starts_on, a.ends_on, a.plate_on, a.plate_no,
	s.name AS school, s.kind AS school_kind, i.name AS inspector
	FROM assignments a JOIN schools s ON s.id = a.school_id JOIN inspectors i ON i.id = a.inspector_id WHERE a.deleted_at IS NULL`

// AssignmentsOfSchool returns who has answered for the school, newest first.
func (s *Store) AssignmentsOfSchool(schoolID int64) ([]AssignmentRow, error) {
	rows := []AssignmentRow{}
	err := s.r.Select(&rows, assignmentRows+` AND a.school_id = ? ORDER BY a.ends_on <> '', a.starts_on DESC, a.role = '协', a.id`, schoolID)
	return rows, err
}

// AssignmentsOfInspector returns the schools the inspector has answered for.
func (s *Store) AssignmentsOfInspector(inspectorID int64) ([]AssignmentRow, error) {
	rows := []AssignmentRow{}
	err := s.r.Select(&rows, assignmentRows+` AND a.inspector_id = ? ORDER BY a.ends_on <> '', s.sort_key, a.starts_on DESC, a.id`, inspectorID)
	return rows, err
}

// ResponsibleOn returns who answers for the school on the day, the responsible
// inspector first.
func (s *Store) ResponsibleOn(schoolID int64, day office.Date) ([]AssignmentRow, error) {
	rows := []AssignmentRow{}
	err := s.r.Select(&rows, assignmentRows+` AND a.school_id = ? AND a.starts_on <= ? AND (a.ends_on = '' OR a.ends_on > ?) ORDER BY a.role = '协', a.id`, schoolID, day, day)
	return rows, err
}

// SaveAssignment adds or changes a 挂牌. Another one in force ends when the new
// responsible inspector takes over.
func (s *Store) SaveAssignment(a office.Assignment) (office.Assignment, error) {
	if a.Role == "" {
		a.Role = office.AssignmentRoles[0]
	}
	if err := a.Validate(); err != nil {
		return a, err
	}
	label := "挂牌 " + s.Title("school", a.SchoolID) + " — " + s.Title("inspector", a.InspectorID)
	err := s.write(Change{Action: "assignment.save", Label: label}, func(t *tx) error {
		if err := t.refuseRecusedAssignment(a); err != nil {
			return err
		}
		return t.saveAssignment(&a)
	})
	return a, err
}

// refuseRecusedAssignment refuses a 挂牌 that has not ended, unless it only keeps
// what is on record: its end and its plate may still be written.
func (t *tx) refuseRecusedAssignment(a office.Assignment) error {
	var kept int
	if err := t.Get(&kept, `SELECT count(*) FROM assignments WHERE id = ? AND school_id = ? AND inspector_id = ?`, a.ID, a.SchoolID, a.InspectorID); err != nil {
		return err
	}
	if kept > 0 || a.EndsOn != "" && a.EndsOn <= t.s.Today() {
		return nil
	}
	return t.refuseRecused("inspectorId", a.SchoolID, a.StartsOn, a.InspectorID)
}

func (t *tx) saveAssignment(a *office.Assignment) (err error) {
	if a.ID == 0 && a.Role == "主" && a.EndsOn == "" {
		if _, err := t.Exec(`UPDATE assignments SET ends_on = ? WHERE school_id = ? AND role = '主' AND deleted_at IS NULL AND ends_on = '' AND starts_on < ?`,
			a.StartsOn, a.SchoolID, a.StartsOn); err != nil {
			return wrap(err, "挂牌记录")
		}
	}
	if err := t.soleAnswer(*a); err != nil {
		return err
	}
	if a.ID != 0 {
		return wrap(update(t, "assignments", *a), "挂牌记录")
	}
	a.ID, err = insert(t, "assignments", *a)
	return wrap(err, "挂牌记录")
}

// soleAnswer refuses a second responsible inspector of a school at a time.
func (t *tx) soleAnswer(a office.Assignment) error {
	if a.Role != "主" {
		return nil
	}
	clash := []AssignmentRow{}
	if err := t.Select(&clash, assignmentRows+` AND a.school_id = ? AND a.role = '主' AND a.id <> ? AND (? = '' OR a.starts_on < ?) AND (a.ends_on = '' OR a.ends_on > ?)`,
		a.SchoolID, a.ID, a.EndsOn, a.EndsOn, a.StartsOn); err != nil || len(clash) == 0 {
		return err
	}
	return &office.Error{Code: office.CodeConflict, Message: fmt.Sprintf("%s从%s起已由%s主责，时间重叠，没有保存。请核对起止日期，或先终止那一条挂牌。",
		clash[0].School, clash[0].StartsOn.Chinese(), clash[0].Inspector), Fields: map[string]string{"startsOn": "与" + clash[0].Inspector + "的挂牌重叠"}}
}

// EndAssignment ends a 挂牌 on the day (its first day no longer in force).
func (s *Store) EndAssignment(id int64, endsOn office.Date) error {
	if !endsOn.Valid() {
		return office.Invalid("请填写终止日期，写成 2026-03-12。")
	}
	return s.write(Change{Action: "assignment.end", Label: "终止挂牌 " + s.Title("assignment", id)}, func(t *tx) error {
		a, err := get[office.Assignment](t, "assignments", id)
		if err != nil {
			return wrap(err, "挂牌记录")
		}
		a.EndsOn = endsOn
		if err := a.Validate(); err != nil {
			return err
		}
		return wrap(update(t, "assignments", a), "挂牌记录")
	})
}

// Assignments returns every 挂牌, those in force first.
func (s *Store) Assignments() ([]AssignmentRow, error) {
	rows := []AssignmentRow{}
	err := s.r.Select(&rows, assignmentRows+` ORDER BY a.ends_on <> '', s.sort_key, a.starts_on DESC, a.id`)
	return rows, err
}
