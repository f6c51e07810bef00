package store

import (
	"fmt"

	"dudao/internal/office"
)

// Proposed is what a proposal of a month's lines came to.
type Proposed struct {
	Month   office.Month  `json:"month"`
	Added   int           `json:"added"`
	Skipped []SkippedLine `json:"skipped"`
}

// SkippedLine is a school that was left out of a proposal, and why.
type SkippedLine struct {
	Inspector string `db:"inspector" json:"inspector"`
	School    string `db:"school" json:"school"`
	Reason    string `db:"-" json:"reason"`
}

// ProposeLines writes the lines that a month's plan lacks: of every inspector, or
// of one. It is one action.
func (s *Store) ProposeLines(month office.Month, inspectorID int64) (Proposed, error) {
	out := Proposed{Month: month, Skipped: []SkippedLine{}}
	day, err := s.AsOf()
	if err != nil {
		return out, err
	}
	label := "拟定" + month.Chinese() + "督导计划"
	if inspectorID != 0 {
		label += " " + s.Title("inspector", inspectorID)
	}
	err = s.write(Change{Action: "plan_line.propose", Label: label}, func(t *tx) error {
		b, err := t.planBoard(month, day)
		if err != nil {
			return err
		}
		if b.Needs, err = t.planNeeds(b, inspectorID); err != nil {
			return err
		}
		return t.putProposal(b, &out)
	})
	return out, err
}

// CarryLines carries the undone lines of a month on into the next. It is one
// action.
func (s *Store) CarryLines(month office.Month) (Proposed, error) {
	out := Proposed{Month: month.Add(1), Skipped: []SkippedLine{}}
	day, err := s.AsOf()
	if err != nil {
		return out, err
	}
	err = s.write(Change{Action: "plan_line.carry", Label: "把" + month.Chinese() + "未完成的计划结转到" + out.Month.Chinese()}, func(t *tx) error {
		b, err := t.planBoard(out.Month, day)
		if err != nil {
			return err
		}
		if b.Needs, err = t.carriedNeeds(b, month, day, &out); err != nil {
			return err
		}
		return t.putProposal(b, &out)
	})
	return out, err
}

// planBoard reads what a month's lines are proposed from, but for the needs.
func (t *tx) planBoard(month office.Month, day office.Date) (office.PlanBoard, error) {
	b := office.PlanBoard{Month: month}
	if !month.Valid() {
		return b, office.Invalid("月份“%s”不对，请写成 2026-04。", string(month))
	}
	set, err := settingsOf(t)
	if err != nil {
		return b, err
	}
	b.Period, b.Exempt = month.Of(set.MonthBoundary), set.Exempt(month)
	if day >= b.Period.To {
		return b, office.Invalid("%s已经过去，不能再拟计划。请选本月或以后的月份。", month.Chinese())
	}
	b.From = max(b.Period.From, day)
	holidays, err := find[office.Holiday](t, "holidays", "ORDER BY day")
	if err != nil {
		return b, err
	}
	terms, err := find[office.Term](t, "terms", "ORDER BY starts_on")
	if err != nil {
		return b, err
	}
	b.Days = office.WorkingDays(b.Period, b.From, office.NewCalendar(holidays), terms)
	b.Taken, err = find[office.PlanLine](t, "plan_lines", "WHERE month = ? AND deleted_at IS NULL AND state <> '取消'", month)
	return b, err
}

const needColumns = `s.kind = '幼儿园' AS kindergarten, s.town,
	COALESCE((SELECT max(v.date) FROM visits v WHERE v.school_id = s.id AND v.date < ?2 AND ` + counted + `), '') AS last_visit,
	EXISTS (SELECT 1 FROM visits v WHERE v.school_id = s.id AND v.date >= ?2 AND v.date < ?3 AND ` + counted + `) AS visited,
	(SELECT count(*) FROM findings f WHERE f.school_id = s.id AND ` + unsettled + `) AS open_findings,
	COALESCE((SELECT min(f.due_on) FROM findings f WHERE f.school_id = s.id AND f.due_on <> '' AND f.due_on < ?3 AND f.recheck_on = '' AND ` + unsettled + `), '') AS recheck_by`

// needRow is a need as it is read.
type needRow struct {
	office.PlanNeed
	StartsOn office.Date `db:"starts_on"`
	EndsOn   office.Date `db:"ends_on"`
}

// planNeeds are the open schools that an inspector answers for when the plan
// begins and that have no line in the month.
func (t *tx) planNeeds(b office.PlanBoard, inspectorID int64) ([]office.PlanNeed, error) {
	rows := []needRow{}
	if err := t.Select(&rows, `SELECT a.inspector_id, a.school_id, a.starts_on, a.ends_on, `+needColumns+`
		FROM assignments a JOIN schools s ON s.id = a.school_id JOIN inspectors i ON i.id = a.inspector_id
		WHERE a.role = '主' AND `+inForce+` AND `+openNow+` AND i.deleted_at IS NULL AND i.state = '在聘' AND (?5 = 0 OR a.inspector_id = ?5)
		AND NOT EXISTS (SELECT 1 FROM plan_lines l WHERE l.month = ?4 AND l.school_id = s.id AND l.deleted_at IS NULL)
		ORDER BY i.sort_key, i.id, s.id`, b.From, b.Period.From, b.Period.To, b.Month, inspectorID); err != nil {
		return nil, err
	}
	return t.withMenu(b, rows)
}

// carriedNeeds are the schools of the month's undone lines that were not carried on
// yet. A school that the next month has a line for already is left out.
func (t *tx) carriedNeeds(b office.PlanBoard, month office.Month, day office.Date, out *Proposed) ([]office.PlanNeed, error) {
	lines, err := planLines(t, month, day)
	if err != nil {
		return nil, err
	}
	rows := []needRow{}
	for _, l := range lines {
		if l.Status != office.LineUndone || l.Carried {
			continue
		}
		var taken int
		if err := t.Get(&taken, `SELECT count(*) FROM plan_lines WHERE month = ? AND school_id = ? AND deleted_at IS NULL`, b.Month, l.SchoolID); err != nil {
			return nil, err
		}
		if taken > 0 {
			out.Skipped = append(out.Skipped, SkippedLine{l.Inspector, l.School, b.Month.Chinese() + "已有计划"})
			continue
		}
		found := []needRow{}
		if err := t.Select(&found, `SELECT s.id AS school_id, '' AS starts_on, '' AS ends_on, `+needColumns+` FROM schools s WHERE s.id = ?4 AND `+openNow, b.From, b.Period.From, b.Period.To, l.SchoolID); err != nil {
			return nil, err
		}
		for _, r := range found {
			r.InspectorID, r.CarriedID, r.CarriedFrom = l.InspectorID, l.ID, month
			rows = append(rows, r)
		}
	}
	return t.withMenu(b, rows)
}

// withMenu gives each need the matters and tasks of the month's menu; of a month
// without one, those it would propose.
func (t *tx) withMenu(b office.PlanBoard, rows []needRow) ([]office.PlanNeed, error) {
	menu, err := menuOf(t, b.Month)
	if err != nil {
		return nil, err
	}
	if menu.ID == 0 {
		if menu, err = proposeMenu(t, b.Month); err != nil {
			return nil, err
		}
	}
	out := []office.PlanNeed{}
	for _, r := range rows {
		n := r.PlanNeed
		n.Days = office.Period{From: max(r.StartsOn, b.From), To: b.Period.To}
		if r.EndsOn != "" {
			n.Days.To = min(n.Days.To, r.EndsOn)
		}
		n.Matters, n.Tasks = menu.MattersOf(n.Kindergarten)
		out = append(out, n)
	}
	return out, nil
}

// putProposal writes the lines; whoever must keep away from a school is left out,
// with the reason.
func (t *tx) putProposal(b office.PlanBoard, out *Proposed) error {
	book, err := recusalsOn(t, b.From)
	if err != nil {
		return err
	}
	free := b.Needs[:0:0]
	for _, n := range b.Needs {
		if why := book.of(n.InspectorID, n.SchoolID); why != "" {
			out.Skipped = append(out.Skipped, SkippedLine{book.people[n.InspectorID].Name, t.titleOf("school", n.SchoolID), "应当回避：" + why})
			continue
		}
		free = append(free, n)
	}
	b.Needs = free
	for _, l := range b.Propose() {
		l.Normalize()
		if err := t.savePlanLine(&l); err != nil {
			return fmt.Errorf("propose %s: %w", b.Month, err)
		}
		out.Added++
	}
	return nil
}
