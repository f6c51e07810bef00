package store

import (
	"reflect"

	"dudao/internal/office"
)

// InspectionRow is one line of the list of 专项督导.
type InspectionRow struct {
	ID        int64       `db:"id" json:"id"`
	Number    string      `db:"number" json:"number"`
	Kind      string      `db:"kind" json:"kind"`
	Title     string      `db:"title" json:"title"`
	Topic     string      `db:"topic" json:"topic"`
	PlannedOn office.Date `db:"planned_on" json:"plannedOn"`
	StartsOn  office.Date `db:"starts_on" json:"startsOn"`
	EndsOn    office.Date `db:"ends_on" json:"endsOn"`
	NoticeNo  string      `db:"notice_no" json:"noticeNo"`
	ReportNo  string      `db:"report_no" json:"reportNo"`
	Units     int         `db:"units" json:"units"`
	Visited   int         `db:"visited" json:"visited"`
	Letters   int         `db:"letters" json:"letters"` // 意见书 given
	Findings  int         `db:"findings" json:"findings"`
	Open      int         `db:"open" json:"open"` // findings not put right
	State     string      `db:"state" json:"state"`
}

// InspectionPage is one page of the list.
type InspectionPage struct {
	Rows  []InspectionRow `json:"rows"`
	Total int             `json:"total"`
}

const inspectionColumns = `x.id, x.number, x.kind, x.title, x.topic, x.planned_on, x.starts_on, x.ends_on, x.notice_no, x.report_no, x.state,
	(SELECT count(*) FROM inspection_units u WHERE u.inspection_id = x.id AND u.deleted_at IS NULL) AS units,
	(SELECT count(*) FROM inspection_units u WHERE u.inspection_id = x.id AND u.deleted_at IS NULL AND u.visited_on <> '') AS visited,
	(SELECT count(*) FROM inspection_units u WHERE u.inspection_id = x.id AND u.deleted_at IS NULL AND u.letter_on <> '') AS letters,
	(SELECT count(*) FROM inspection_units u JOIN findings f ON f.unit_id = u.id WHERE u.inspection_id = x.id AND u.deleted_at IS NULL AND f.deleted_at IS NULL) AS findings,
	(SELECT count(*) FROM inspection_units u JOIN findings f ON f.unit_id = u.id WHERE u.inspection_id = x.id AND u.deleted_at IS NULL AND ` + unsettled + `) AS open`

var inspectionSorts = map[string]string{"number": "x.number", "plannedOn": "x.planned_on", "startsOn": "x.starts_on = '', x.starts_on", "kind": "x.kind", "title": natural("x.title"), "state": "x.state"}

// Inspections lists 专项督导, newest first. Filters: kind, state (or 未办结), from,
// to (days of 立项), school (id).
func (s *Store) Inspections(q ListQuery) (InspectionPage, error) {
	page := InspectionPage{Rows: []InspectionRow{}}
	var c conditions
	c.add("x.deleted_at IS NULL")
	c.equal(q, "kind", "x.kind")
	if q.Filters["state"] == "未办结" {
		c.add("x.state NOT IN ('已公布', '取消')")
	} else {
		c.equal(q, "state", "x.state")
	}
	if d := q.Filters["from"]; d != "" {
		c.add("x.planned_on >= ?", d)
	}
	if d := q.Filters["to"]; d != "" {
		c.add("x.planned_on <= ?", d)
	}
	if id := q.Filters["school"]; id != "" {
		c.add("EXISTS (SELECT 1 FROM inspection_units u WHERE u.inspection_id = x.id AND u.school_id = ? AND u.deleted_at IS NULL)", id)
	}
	if err := c.matching(s.r, "inspection", "x.id", q.Text); err != nil {
		return page, err
	}
	if err := s.r.Get(&page.Total, "SELECT count(*) FROM inspections x"+c.where(), c.args...); err != nil {
		return page, err
	}
	order, limit := q.order(inspectionSorts, "x.planned_on DESC", "x.id DESC")
	err := s.r.Select(&page.Rows, "SELECT "+inspectionColumns+" FROM inspections x"+c.where()+order, append(c.args, limit...)...)
	return page, err
}

// Inspection returns one inspection. CodeNotFound when there is none.
func (s *Store) Inspection(id int64) (office.Inspection, error) { return inspectionOf(s.r, id) }

func inspectionOf(g getter, id int64) (office.Inspection, error) {
	rows, err := find[office.Inspection](g, "inspections", "WHERE id = ? AND deleted_at IS NULL", id)
	if err == nil && len(rows) == 0 {
		return office.Inspection{}, office.Errorf(office.CodeNotFound, "没有找到这次督导，可能已被删除。请刷新列表。")
	}
	if err != nil {
		return office.Inspection{}, err
	}
	return rows[0], nil
}

// InspectionID finds an inspection by its number.
func (s *Store) InspectionID(number string) (id int64, err error) {
	err = s.r.Get(&id, `SELECT id FROM inspections WHERE number = ? AND deleted_at IS NULL`, number)
	return id, wrap(err, "专项督导")
}

// SaveInspection adds the inspection (ID 0) or writes over it. Its numbers, its
// state and whether it is cancelled are not taken from the form.
func (s *Store) SaveInspection(x office.Inspection) (office.Inspection, error) {
	verb := "修改督导 " + x.Number
	if x.ID == 0 {
		verb = "立项"
	}
	err := s.write(Change{Action: "inspection.save", Label: verb + " " + x.Title}, func(t *tx) error { return t.saveInspection(&x) })
	return x, err
}

func (t *tx) saveInspection(x *office.Inspection) (err error) {
	x.Normalize()
	if x.ID == 0 {
		x.State = office.InspectionPlanned
		if err := x.Validate(t.s.Today()); err != nil {
			return err
		}
		x.UpdatedAt = t.s.moment()
		if x.Number, err = t.number("ZX", x.PlannedOn.Year()); err != nil {
			return err
		}
		x.ID, err = insert(t, "inspections", *x)
		return wrap(err, "专项督导")
	}
	if err := t.fresh("inspections", x.ID, x.UpdatedAt, "专项督导"); err != nil {
		return err
	}
	was, err := inspectionOf(t, x.ID)
	if err != nil {
		return err
	}
	if err := t.keepsItsChecklist(was, *x); err != nil {
		return err
	}
	x.Number, x.NoticeNo, x.NoticeOn, x.ReportNo, x.ReportOn, x.State, x.Reason = was.Number, was.NoticeNo, was.NoticeOn, was.ReportNo, was.ReportOn, was.State, was.Reason
	return t.putInspection(was, x)
}

// putInspection writes an inspection that was read before, when anything of it
// has changed, with the state that follows.
func (t *tx) putInspection(was office.Inspection, x *office.Inspection) error {
	units, err := unitsOf(t, x.ID)
	if err != nil {
		return err
	}
	x.State = x.StateOf(units)
	if err := x.Validate(t.s.Today()); err != nil {
		return err
	}
	x.UpdatedAt = was.UpdatedAt
	if reflect.DeepEqual(was, *x) {
		return nil
	}
	x.UpdatedAt = t.s.moment()
	return wrap(update(t, "inspections", *x), "专项督导")
}

// changeInspection reads the inspection, changes it and writes it back.
func (s *Store) changeInspection(action, label string, id int64, change func(t *tx, x *office.Inspection) error) error {
	return s.write(Change{Action: "inspection." + action, Label: label + " " + s.Title("inspection", id)}, func(t *tx) error {
		was, err := inspectionOf(t, id)
		if err != nil {
			return err
		}
		x := was
		if x.State == office.InspectionCancelled && action != "resume" {
			return cancelled(x)
		}
		if err := change(t, &x); err != nil {
			return err
		}
		return t.putInspection(was, &x)
	})
}

func cancelled(x office.Inspection) error {
	return office.Errorf(office.CodeConflict, "%s 已取消（%s），不能再登记。要继续，请先恢复。", x.Title, x.Reason)
}

// CancelInspection ends the course without a result, for a reason; an empty
// reason takes a cancelled one up again.
func (s *Store) CancelInspection(id int64, reason string) error {
	if reason == "" {
		return s.changeInspection("resume", "恢复", id, func(_ *tx, x *office.Inspection) error {
			x.State, x.Reason = office.InspectionPlanned, ""
			return nil
		})
	}
	return s.changeInspection("cancel", "取消", id, func(_ *tx, x *office.Inspection) error {
		if x.PublishedOn.Valid() {
			return office.Errorf(office.CodeConflict, "%s 已经公布，不能取消。要改正的，请另发说明。", x.Title)
		}
		x.State, x.Reason = office.InspectionCancelled, reason
		return nil
	})
}

// DeleteInspection moves an inspection to the recycle bin; one whose papers have
// numbers is cancelled instead.
func (s *Store) DeleteInspection(id int64) error {
	return s.write(Change{Action: "inspection.delete", Label: "删除督导 " + s.Title("inspection", id)}, func(t *tx) error {
		var out bool
		if err := t.Get(&out, `SELECT EXISTS (SELECT 1 FROM inspections WHERE id = ?1 AND notice_on <> '') OR EXISTS (SELECT 1 FROM inspection_units WHERE inspection_id = ?1 AND letter_no <> '' AND deleted_at IS NULL)`, id); err != nil {
			return err
		}
		if out {
			return office.Errorf(office.CodeConflict, "这次督导已经发过通知或意见书，不能删除。不再进行的，请“取消”并写明原因。")
		}
		return t.trash("inspections", id, "专项督导")
	})
}

// courseOf is what the standing of the inspection's units depends on; the limits
// are those of the day of 立项.
func courseOf(g getter, x office.Inspection) (c office.Course, err error) {
	c.Inspection = x
	if c.Calendar, err = calendarOf(g); err != nil {
		return c, err
	}
	opinion := office.RuleOpinionSpecial
	if x.Whole() {
		opinion = office.RuleOpinionWhole
	}
	for key, at := range map[string]*office.Limit{opinion: &c.Opinion, office.RulePleaDays: &c.Plea, office.RuleLetterDays: &c.Letter,
		office.RuleRectifyReport: &c.Report, office.RuleRecheckDays: &c.Recheck, office.RuleReportDays: &c.ToUpper, office.RuleReviewApplyDays: &c.Review} {
		if *at, err = limitOf(g, key, x.PlannedOn); err != nil {
			return c, err
		}
	}
	return c, nil
}

// limitOf is the limit that a rule sets on the day.
func limitOf(g getter, key string, day office.Date) (office.Limit, error) {
	rows, err := find[office.Rule](g, "rules", "WHERE key = ? ORDER BY (valid_from <= ?) DESC, CASE WHEN valid_from <= ? THEN valid_from END DESC, valid_from LIMIT 1", key, day, day)
	if err != nil || len(rows) == 0 {
		return office.Limit{}, err
	}
	return office.Limit{Days: int(rows[0].Value), Unit: rows[0].Unit}, nil
}

// InspectionOptions are the inspections that a later one may be compared with,
// newest first.
func (s *Store) InspectionOptions() ([]Option, error) {
	rows := []Option{}
	err := s.r.Select(&rows, `SELECT id, number || ' ' || title AS name FROM inspections WHERE deleted_at IS NULL AND state <> '取消' ORDER BY planned_on DESC, id DESC`)
	return rows, err
}

// ChecklistOptions are the check lists that an inspection may go by.
func (s *Store) ChecklistOptions() ([]Option, error) {
	rows := []Option{}
	err := s.r.Select(&rows, `SELECT id, name || '（' || version || '）' AS name FROM checklists WHERE deleted_at IS NULL AND state <> '停用' ORDER BY name, id DESC`)
	return rows, err
}

// Towns are the towns of the open schools.
func (s *Store) Towns() ([]string, error) {
	rows := []string{}
	err := s.r.Select(&rows, `SELECT DISTINCT town FROM schools WHERE deleted_at IS NULL AND state = '在办' AND town <> '' ORDER BY town`)
	return rows, err
}
