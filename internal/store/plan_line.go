package store

import (
	"fmt"

	"dudao/internal/office"
)

// PlanLineRow is a line of a month plan with its names and what came of it.
type PlanLineRow struct {
	office.PlanLine
	Inspector   string      `db:"inspector" json:"inspector"`
	School      string      `db:"school" json:"school"`
	SchoolKind  string      `db:"school_kind" json:"schoolKind"`
	Town        string      `db:"town" json:"town"`
	Zone        string      `db:"zone" json:"zone"`
	VisitID     int64       `db:"visit_id" json:"visitId"` // the visit that did it, 0 for none
	VisitNumber string      `db:"visit_number" json:"visitNumber"`
	VisitDate   office.Date `db:"visit_date" json:"visitDate"`
	Carried     bool        `db:"carried" json:"carried"` // carried on into a later month
	Status      string      `db:"-" json:"status"`        // see office.LineStatus
}

// planLineRows joins each line of a month to the visit that did it: of several
// lines of one inspector at one school the first is done by the first visit.
// Parameters: ?1 month, ?2 and ?3 its days.
const planLineRows = `WITH line AS (SELECT l.*, row_number() OVER (PARTITION BY l.inspector_id, l.school_id, l.state = '取消' ORDER BY l.day = '', l.day, l.id) AS place
		FROM plan_lines l WHERE l.month = ?1 AND l.deleted_at IS NULL),
	went AS (SELECT v.id, v.number, v.date, v.school_id, v.inspector_id FROM visits v WHERE v.date >= ?2 AND v.date < ?3 AND ` + counted + `
		UNION SELECT v.id, v.number, v.date, v.school_id, c.inspector_id FROM visits v JOIN visit_companions c ON c.visit_id = v.id WHERE v.date >= ?2 AND v.date < ?3 AND ` + counted + `),
	made AS (SELECT w.*, row_number() OVER (PARTITION BY w.inspector_id, w.school_id ORDER BY w.date, w.id) AS place FROM went w)
	SELECT l.id, l.number, l.month, l.inspector_id, l.school_id, l.day, l.session, l.tasks, l.why, l.state, l.reason, COALESCE(l.carried_id, 0) AS carried_id, l.updated_at,
		i.name AS inspector, s.name AS school, s.kind AS school_kind, s.town, COALESCE(z.name, '') AS zone,
		COALESCE(m.id, 0) AS visit_id, COALESCE(m.number, '') AS visit_number, COALESCE(m.date, '') AS visit_date,
		EXISTS (SELECT 1 FROM plan_lines n WHERE n.carried_id = l.id AND n.deleted_at IS NULL) AS carried
	FROM line l JOIN inspectors i ON i.id = l.inspector_id JOIN schools s ON s.id = l.school_id
	LEFT JOIN made m ON m.inspector_id = l.inspector_id AND m.school_id = l.school_id AND m.place = l.place AND l.state <> '取消'
	LEFT JOIN zone_schools zs ON zs.school_id = l.school_id AND zs.version_id = (SELECT v.id FROM zone_versions v WHERE v.valid_from <= ?2 AND (v.valid_to = '' OR v.valid_to > ?2) LIMIT 1)
	LEFT JOIN zones z ON z.id = zs.zone_id
	ORDER BY i.sort_key, i.id, l.day = '', l.day, l.session = '下午', l.id`

// PlanLines returns the lines of a month, inspector by inspector, in the order of
// their days.
func (s *Store) PlanLines(month office.Month) ([]PlanLineRow, error) {
	day, err := s.AsOf()
	if err != nil {
		return nil, err
	}
	return planLines(s.r, month, day)
}

func planLines(g getter, month office.Month, day office.Date) ([]PlanLineRow, error) {
	rows := []PlanLineRow{}
	set, err := settingsOf(g)
	if err != nil {
		return rows, err
	}
	p := month.Of(set.MonthBoundary)
	if err := g.Select(&rows, planLineRows, month, p.From, p.To); err != nil {
		return rows, err
	}
	matters, err := linksOf(g, `SELECT m.line_id AS owner, m.matter_id AS id FROM plan_line_matters m JOIN plan_lines l ON l.id = m.line_id WHERE l.month = ? ORDER BY m.matter_id`, month)
	for i := range rows {
		r := &rows[i]
		r.Matters = append([]int64{}, matters[r.ID]...)
		r.Status = office.LineStatus(r.State, r.VisitID != 0, p, day)
	}
	return rows, err
}

// PlanLine returns one line. CodeNotFound when there is none.
func (s *Store) PlanLine(id int64) (office.PlanLine, error) {
	l, err := get[office.PlanLine](s.r, "plan_lines", id)
	if err != nil {
		return l, wrap(err, "月计划")
	}
	l.Matters = []int64{}
	err = s.r.Select(&l.Matters, `SELECT matter_id FROM plan_line_matters WHERE line_id = ? ORDER BY matter_id`, id)
	return l, err
}

// PlanMonths are the months that have lines, the newest first.
func (s *Store) PlanMonths() ([]office.Month, error) {
	out := []office.Month{}
	err := s.r.Select(&out, `SELECT DISTINCT month FROM plan_lines WHERE deleted_at IS NULL ORDER BY month DESC`)
	return out, err
}

// SavePlanLine adds a line (ID 0) or writes over it. A school that the inspector
// must keep away from is refused.
func (s *Store) SavePlanLine(l office.PlanLine) (office.PlanLine, error) {
	verb := "修改月计划 "
	if l.ID == 0 {
		verb = "增加月计划 "
	}
	label := fmt.Sprintf("%s%s %s", verb, l.Month.Chinese(), s.Title("school", l.SchoolID))
	err := s.write(Change{Action: "plan_line.save", Label: label}, func(t *tx) error {
		l.Normalize()
		set, err := settingsOf(t)
		if err != nil {
			return err
		}
		holidays, err := find[office.Holiday](t, "holidays", "ORDER BY day")
		if err != nil {
			return err
		}
		period := l.Month.Of(set.MonthBoundary)
		if err := l.Validate(period, office.NewCalendar(holidays)); err != nil {
			return err
		}
		if l.State == office.LinePlanned {
			if err := t.refuseRecused("inspectorId", l.SchoolID, max(l.Day, period.From), l.InspectorID); err != nil {
				return err
			}
		}
		return t.savePlanLine(&l)
	})
	return l, err
}

func (t *tx) savePlanLine(l *office.PlanLine) (err error) {
	if l.ID != 0 {
		if err := t.fresh("plan_lines", l.ID, l.UpdatedAt, "月计划"); err != nil {
			return err
		}
		if err := t.Get(&l.Number, `SELECT number FROM plan_lines WHERE id = ?`, l.ID); err != nil {
			return wrap(err, "月计划")
		}
	}
	l.UpdatedAt = t.s.moment()
	if l.ID == 0 {
		if l.Number, err = t.number("JH", l.Month.Of(0).From.Year()); err != nil {
			return err
		}
		l.ID, err = insert(t, "plan_lines", *l)
	} else {
		err = update(t, "plan_lines", *l)
	}
	if err != nil {
		return wrap(err, "月计划")
	}
	return wrap(t.setLinks("plan_line_matters", "line_id", l.ID, "matter_id", l.Matters), "督导事项")
}

// DeletePlanLine moves a line to the recycle bin.
func (s *Store) DeletePlanLine(id int64) error {
	return s.write(Change{Action: "plan_line.delete", Label: "删除月计划 " + s.Title("plan_line", id)}, func(t *tx) error {
		return t.trash("plan_lines", id, "月计划")
	})
}
