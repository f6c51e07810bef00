package store

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"dudao/internal/office"
)

// UnitRow is one line of the units of an inspection (被督导单位).
type UnitRow struct {
	ID           int64       `db:"id" json:"id"`
	InspectionID int64       `db:"inspection_id" json:"inspectionId"`
	Number       string      `db:"number" json:"number"` // of the inspection / place in it, e.g. ZX2026-0001/12
	Title        string      `db:"title" json:"title"`   // of the inspection
	Position     int         `db:"position" json:"position"`
	SchoolID     int64       `db:"school_id" json:"schoolId"`
	Name         string      `db:"name" json:"name"`
	UnitKind     string      `db:"unit_kind" json:"unitKind"`
	Town         string      `db:"town" json:"town"`
	Zone         string      `db:"zone" json:"zone"`
	GroupID      int64       `db:"group_id" json:"groupId"`
	Group        string      `db:"group_name" json:"group"`
	PlannedOn    office.Date `db:"planned_on" json:"plannedOn"`
	Session      string      `db:"session" json:"session"`
	VisitedOn    office.Date `db:"visited_on" json:"visitedOn"`
	LetterNo     string      `db:"letter_no" json:"letterNo"`
	LetterOn     office.Date `db:"letter_on" json:"letterOn"`
	DueOn        office.Date `db:"due_on" json:"dueOn"`
	Score        *float64    `db:"score" json:"score"`
	Grade        string      `db:"grade" json:"grade"`
	Findings     int         `db:"-" json:"findings"`
	Open         int         `db:"-" json:"open"`
	// State, Next, Who, Until and Late are its standing.
	State string      `db:"-" json:"state"`
	Next  string      `db:"-" json:"next"`
	Who   string      `db:"-" json:"who"`
	Until office.Date `db:"-" json:"until"`
	Late  int         `db:"-" json:"late"`
}

// UnitPage is one page of units of all inspections.
type UnitPage struct {
	Rows  []UnitRow `json:"rows"`
	Total int       `json:"total"`
}

const unitColumns = `u.id, u.inspection_id, x.number || '/' || u.position AS number, x.title, u.position, COALESCE(u.school_id, 0) AS school_id, u.name, u.unit_kind, COALESCE(s.town, '') AS town, COALESCE(z.name, '') AS zone,
	COALESCE(u.group_id, 0) AS group_id, COALESCE(g.name, '') AS group_name, u.planned_on, u.session, u.visited_on, u.letter_no, u.letter_on, u.due_on, u.score, u.grade`

const unitTables = ` FROM inspection_units u JOIN inspections x ON x.id = u.inspection_id AND x.deleted_at IS NULL LEFT JOIN schools s ON s.id = u.school_id
	LEFT JOIN inspection_groups g ON g.id = u.group_id
	LEFT JOIN zone_versions v ON v.valid_from <= x.planned_on AND (v.valid_to = '' OR v.valid_to > x.planned_on)
	LEFT JOIN zone_schools zs ON zs.version_id = v.id AND zs.school_id = u.school_id LEFT JOIN zones z ON z.id = zs.zone_id`

// unitsOf reads the units of an inspection, in their order.
func unitsOf(g getter, inspection int64) ([]office.InspectionUnit, error) {
	return find[office.InspectionUnit](g, "inspection_units", "WHERE inspection_id = ? AND deleted_at IS NULL ORDER BY position, id", inspection)
}

// Unit returns one unit. CodeNotFound when there is none.
func (s *Store) Unit(id int64) (office.InspectionUnit, error) { return unitOf(s.r, id) }

func unitOf(g getter, id int64) (office.InspectionUnit, error) {
	rows, err := find[office.InspectionUnit](g, "inspection_units", "WHERE id = ? AND deleted_at IS NULL", id)
	if err == nil && len(rows) == 0 {
		return office.InspectionUnit{}, office.Errorf(office.CodeNotFound, "没有找到这个被督导单位，可能已被移出。请刷新。")
	}
	if err != nil {
		return office.InspectionUnit{}, err
	}
	return rows[0], nil
}

// UnitID finds a unit by its inspection's number and its place or name:
// ZX2026-0001/12, ZX2026-0001/示例县第一小学.
func (s *Store) UnitID(number string) (id int64, err error) {
	inspection, unit, _ := strings.Cut(number, "/")
	err = s.r.Get(&id, `SELECT u.id FROM inspection_units u JOIN inspections x ON x.id = u.inspection_id
		WHERE x.number = ? AND (u.position = ? OR u.name = ?) AND u.deleted_at IS NULL AND x.deleted_at IS NULL`, inspection, unit, unit)
	return id, wrap(err, "被督导单位")
}

// UnitFindings are the counts of the findings at the units of an inspection, by
// the unit.
func unitFindings(g getter, inspection int64) (map[int64]office.UnitFindings, error) {
	rows := []struct {
		Unit int64 `db:"unit_id"`
		office.UnitFindings
	}{}
	err := g.Select(&rows, `SELECT f.unit_id, count(*) AS total, sum(f.state NOT IN ('已销号', '现场整改')) AS open, sum(f.state = '已报告') AS reported, sum(f.state IN ('继续整改', '督办中')) AS again
		FROM inspection_units u JOIN findings f ON f.unit_id = u.id WHERE u.inspection_id = ? AND f.deleted_at IS NULL GROUP BY f.unit_id`, inspection)
	out := map[int64]office.UnitFindings{}
	for _, r := range rows {
		out[r.Unit] = r.UnitFindings
	}
	return out, err
}

// InspectionUnits returns the lines of the units of an inspection with where
// each stands.
func (s *Store) InspectionUnits(inspection int64) ([]UnitRow, error) {
	day, err := s.AsOf()
	if err != nil {
		return []UnitRow{}, err
	}
	return s.unitsOn(inspection, day)
}

func (s *Store) unitsOn(inspection int64, day office.Date) ([]UnitRow, error) {
	rows := []UnitRow{}
	x, err := s.Inspection(inspection)
	if err != nil {
		return rows, err
	}
	if err := s.r.Select(&rows, "SELECT "+unitColumns+unitTables+" WHERE u.inspection_id = ? AND u.deleted_at IS NULL ORDER BY u.position, u.id", inspection); err != nil {
		return rows, err
	}
	units, err := unitsOf(s.r, inspection)
	if err != nil {
		return rows, err
	}
	course, err := courseOf(s.r, x)
	if err != nil {
		return rows, err
	}
	findings, err := unitFindings(s.r, inspection)
	for i := range rows {
		r, f := &rows[i], findings[rows[i].ID]
		at := course.Of(units[i], f, day)
		r.State, r.Next, r.Who, r.Until, r.Late, r.Findings, r.Open = at.State, at.Next, at.Who, at.Until, at.Late, f.Total, f.Open
	}
	return rows, err
}

// Standing is where one unit stands.
func (s *Store) Standing(u office.InspectionUnit) (at office.Standing, course office.Course, err error) {
	x, err := s.Inspection(u.InspectionID)
	if err != nil {
		return at, course, err
	}
	if course, err = courseOf(s.r, x); err != nil {
		return at, course, err
	}
	findings, err := unitFindings(s.r, x.ID)
	if err != nil {
		return at, course, err
	}
	day, err := s.AsOf()
	return course.Of(u, findings[u.ID], day), course, err
}

// AllUnits lists the units of all inspections, newest first. Filters: inspection
// (id or number), school (id), kind (of the unit), group (name), state.
func (s *Store) AllUnits(q ListQuery) (UnitPage, error) {
	page := UnitPage{Rows: []UnitRow{}}
	ids := []int64{}
	var c conditions
	c.add("x.deleted_at IS NULL AND EXISTS (SELECT 1 FROM inspection_units u WHERE u.inspection_id = x.id AND u.deleted_at IS NULL)")
	if v := q.Filters["inspection"]; v != "" {
		c.add("(x.number = ? OR x.id = ?)", v, v)
	}
	if v := q.Filters["school"]; v != "" {
		c.add("EXISTS (SELECT 1 FROM inspection_units u WHERE u.inspection_id = x.id AND u.school_id = ? AND u.deleted_at IS NULL)", v)
	}
	if err := s.r.Select(&ids, "SELECT x.id FROM inspections x"+c.where()+" ORDER BY x.planned_on DESC, x.id DESC", c.args...); err != nil {
		return page, err
	}
	for _, id := range ids {
		rows, err := s.InspectionUnits(id)
		if err != nil {
			return page, err
		}
		page.Rows = append(page.Rows, slices.DeleteFunc(rows, func(r UnitRow) bool {
			wants := map[string]string{"school": fmt.Sprint(r.SchoolID), "kind": r.UnitKind, "group": r.Group, "state": r.State}
			for filter, has := range wants {
				if want := q.Filters[filter]; want != "" && want != has {
					return true
				}
			}
			return q.Text != "" && !strings.Contains(r.Name+r.LetterNo, q.Text)
		})...)
	}
	page.Total = len(page.Rows)
	if q.Size > 0 {
		from := min(page.Total, q.Size*(max(1, q.Page)-1))
		page.Rows = page.Rows[from:min(page.Total, from+q.Size)]
	}
	return page, nil
}

// UnitChoice says which units an inspection is to have besides those it has.
type UnitChoice struct {
	InspectionID int64 `json:"inspectionId"`
	// Schools are picked ones. Kinds are 中小学 and 幼儿园, all that are open; Zone and
	// Town leave the others of them out.
	Schools []int64  `json:"schools"`
	Kinds   []string `json:"kinds"`
	Zone    string   `json:"zone"`
	Town    string   `json:"town"`
	// Names are units that are no schools, of the kind UnitKind.
	Names    []string `json:"names"`
	UnitKind string   `json:"unitKind"`
}

// AddUnits adds units to an inspection and returns how many came; those that it
// has already stay as they are.
func (s *Store) AddUnits(in UnitChoice) (n int, err error) {
	err = s.changeInspection("units", "增加被督导单位", in.InspectionID, func(t *tx, x *office.Inspection) error {
		n, err = t.addUnits(*x, in)
		return err
	})
	return n, err
}

func (t *tx) addUnits(x office.Inspection, in UnitChoice) (n int, err error) {
	day := max(x.StartsOn, x.PlannedOn)
	found := []struct {
		ID   int64  `db:"id"`
		Name string `db:"name"`
		Kind string `db:"kind"`
	}{}
	picked, args := in_(in.Schools, day)
	kinds := "0"
	if slices.Contains(in.Kinds, office.UnitSchool) {
		kinds += " OR s.kind <> '幼儿园'"
	}
	if slices.Contains(in.Kinds, office.UnitInfant) {
		kinds += " OR s.kind = '幼儿园'"
	}
	where := "(" + kinds + ")"
	if in.Town != "" {
		where += " AND s.town = ?"
		args = append(args, in.Town)
	}
	if in.Zone != "" {
		where += ` AND s.id IN (SELECT zs.school_id FROM zone_schools zs JOIN zones z ON z.id = zs.zone_id JOIN zone_versions v ON v.id = zs.version_id
			WHERE z.name = ? AND v.valid_from <= ?1 AND (v.valid_to = '' OR v.valid_to > ?1))`
		args = append(args, in.Zone)
	}
	if err := t.Select(&found, `SELECT s.id, s.name, s.kind FROM schools s WHERE `+openNow+` AND (s.id IN `+picked+` OR `+where+`) ORDER BY `+schoolOrder, args...); err != nil {
		return 0, err
	}
	units := []office.InspectionUnit{}
	for _, f := range found {
		kind := office.UnitSchool
		if f.Kind == office.InfantSchool {
			kind = office.UnitInfant
		}
		units = append(units, office.InspectionUnit{SchoolID: f.ID, Name: f.Name, UnitKind: kind})
	}
	for _, name := range in.Names {
		if name = strings.TrimSpace(name); name != "" {
			units = append(units, office.InspectionUnit{Name: name, UnitKind: in.UnitKind})
		}
	}
	return t.insertUnits(x, units)
}

// in_ is in with an argument before the ids.
func in_(ids []int64, first any) (string, []any) {
	list, args := in(ids)
	return list, append([]any{first}, args...)
}

// insertUnits writes units behind those there are; one that is there already is
// left out.
func (t *tx) insertUnits(x office.Inspection, units []office.InspectionUnit) (n int, err error) {
	have, err := unitsOf(t, x.ID)
	if err != nil {
		return 0, err
	}
	names, last := map[string]bool{}, 0
	if err := t.Get(&last, `SELECT COALESCE(max(position), 0) FROM inspection_units WHERE inspection_id = ?`, x.ID); err != nil {
		return 0, err
	}
	for _, u := range have {
		names[u.Name] = true
	}
	for _, u := range units {
		if names[u.Name] {
			continue
		}
		names[u.Name] = true
		n++
		u.InspectionID, u.Position, u.UpdatedAt = x.ID, last+n, t.s.moment()
		if err := u.Validate(x, t.s.Today()); err != nil {
			return 0, about(u.Name, err)
		}
		if _, err := insert(t, "inspection_units", u); err != nil {
			return 0, wrap(err, "被督导单位")
		}
	}
	return n, nil
}

// about puts the unit's name before what is wrong with it.
func about(name string, err error) error {
	e, ok := err.(*office.Error)
	if !ok {
		return err
	}
	return &office.Error{Code: e.Code, Message: name + "：" + e.Message, Fields: e.Fields}
}

// SaveUnit writes what the clerk says of a unit: its day, its group and the
// texts. The dates and numbers of its course are steps.
func (s *Store) SaveUnit(in office.InspectionUnit) (out office.InspectionUnit, err error) {
	err = s.write(Change{Action: "unit.save", Label: "修改被督导单位 " + s.Title("inspection_unit", in.ID)}, func(t *tx) error {
		if err := t.fresh("inspection_units", in.ID, in.UpdatedAt, "被督导单位"); err != nil {
			return err
		}
		was, err := unitOf(t, in.ID)
		if err != nil {
			return err
		}
		x, err := inspectionOf(t, was.InspectionID)
		if err != nil {
			return err
		}
		out = was
		out.GroupID, out.PlannedOn, out.Session = in.GroupID, in.PlannedOn, in.Session
		for to, text := range map[*string]string{&out.SelfText: in.SelfText, &out.Strengths: in.Strengths, &out.Problems: in.Problems, &out.Advice: in.Advice, &out.Plea: in.Plea,
			&out.PleaAnswer: in.PleaAnswer, &out.Report: in.Report, &out.Recheck: in.Recheck, &out.OrderText: in.OrderText, &out.Note: in.Note} {
			*to = strings.TrimSpace(text)
		}
		if out.GroupID != was.GroupID {
			if err := t.keptApart(x, []office.InspectionUnit{out}); err != nil {
				return err
			}
		}
		return t.putUnit(x, was, &out)
	})
	return out, err
}

// putUnit writes a unit that was read before, when anything of it has changed.
func (t *tx) putUnit(x office.Inspection, was office.InspectionUnit, u *office.InspectionUnit) error {
	if err := u.Validate(x, t.s.Today()); err != nil {
		return err
	}
	if reflect.DeepEqual(was, *u) {
		return nil
	}
	u.UpdatedAt = t.s.moment()
	return wrap(update(t, "inspection_units", *u), "被督导单位")
}

// UnitSet names some units of an inspection.
type UnitSet struct {
	InspectionID int64   `json:"inspectionId"`
	UnitIDs      []int64 `json:"unitIds"`
}

// DropUnits takes units out of an inspection that nothing has come of yet.
func (s *Store) DropUnits(in UnitSet) error {
	return s.changeInspection("units", "移出被督导单位", in.InspectionID, func(t *tx, x *office.Inspection) error {
		for _, id := range in.UnitIDs {
			u, err := unitOf(t, id)
			if err != nil {
				return err
			}
			var found bool
			if err := t.Get(&found, `SELECT EXISTS (SELECT 1 FROM findings WHERE unit_id = ? AND deleted_at IS NULL)`, id); err != nil {
				return err
			}
			if u.VisitedOn.Valid() || found {
				return office.Errorf(office.CodeConflict, "%s已经登记实地或问题，不能移出。确实弄错的，请先删去它的登记。", u.Name)
			}
			if err := t.trash("inspection_units", id, "被督导单位"); err != nil {
				return err
			}
		}
		return nil
	})
}
