package store

import (
	"fmt"

	"dudao/internal/office"
)

// Plans returns the years' plans, the newest first.
func (s *Store) Plans() ([]office.Plan, error) {
	return find[office.Plan](s.r, "plans", "WHERE deleted_at IS NULL ORDER BY year DESC")
}

// Plan returns a year's plan by its id. CodeNotFound when there is none.
func (s *Store) Plan(id int64) (office.Plan, error) {
	p, err := get[office.Plan](s.r, "plans", id)
	return p, wrap(err, "年度工作要点")
}

// PlanOf returns the plan of a year; ID 0 when there is none.
func (s *Store) PlanOf(year int) (office.Plan, error) {
	found, err := find[office.Plan](s.r, "plans", "WHERE year = ? AND deleted_at IS NULL", year)
	if err != nil || len(found) == 0 {
		return office.Plan{}, err
	}
	return found[0], nil
}

// SavePlan adds a year's plan (ID 0) or writes over it.
func (s *Store) SavePlan(p office.Plan) (office.Plan, error) {
	err := s.write(Change{Action: "plan.save", Label: fmt.Sprintf("修改 %d 年工作要点", p.Year)}, func(t *tx) error { return t.savePlan(&p) })
	return p, err
}

func (t *tx) savePlan(p *office.Plan) (err error) {
	p.Normalize()
	if err := p.Validate(); err != nil {
		return err
	}
	if p.ID != 0 {
		if err := t.fresh("plans", p.ID, p.UpdatedAt, "年度工作要点"); err != nil {
			return err
		}
		if same, err := t.unchanged("plans", p.ID, *p); err != nil || same {
			return err
		}
	}
	p.UpdatedAt = t.s.moment()
	what := fmt.Sprintf("%d 年的工作要点", p.Year)
	if p.ID != 0 {
		return wrap(update(t, "plans", *p), what)
	}
	p.ID, err = insert(t, "plans", *p)
	return wrap(err, what)
}

// StartPlan writes a new year's plan with the lines it starts with, as one action.
func (s *Store) StartPlan(p office.Plan, tasks []office.PlanTask) (office.Plan, error) {
	err := s.write(Change{Action: "plan.start", Label: fmt.Sprintf("建立 %d 年工作要点和行事历（%d 项）", p.Year, len(tasks))}, func(t *tx) error {
		return t.startPlan(&p, tasks)
	})
	return p, err
}

func (t *tx) startPlan(p *office.Plan, tasks []office.PlanTask) error {
	if p.ID == 0 {
		if err := t.savePlan(p); err != nil {
			return err
		}
	}
	for _, task := range tasks {
		task.ID, task.PlanID, task.UpdatedAt = 0, p.ID, ""
		if err := t.savePlanTask(&task); err != nil {
			return err
		}
	}
	return nil
}

// DeletePlan moves a year's plan with its calendar to the recycle bin.
func (s *Store) DeletePlan(id int64) error {
	return s.write(Change{Action: "plan.delete", Label: "删除 " + s.Title("plan", id)}, func(t *tx) error {
		if _, err := t.Exec(`UPDATE plan_tasks SET deleted_at = ? WHERE plan_id = ? AND deleted_at IS NULL`, t.s.moment(), id); err != nil {
			return err
		}
		return t.trash("plans", id, "年度工作要点")
	})
}

// PlanTasks returns the calendar of a year's plan, month by month.
func (s *Store) PlanTasks(planID int64) ([]office.PlanTask, error) { return planTasks(s.r, planID) }

func planTasks(g getter, planID int64) ([]office.PlanTask, error) {
	rows, err := find[office.PlanTask](g, "plan_tasks", "WHERE plan_id = ? AND deleted_at IS NULL ORDER BY month_from, month_to, id", planID)
	if err != nil {
		return rows, err
	}
	links, err := linksOf(g, `SELECT m.task_id AS owner, m.matter_id AS id FROM plan_task_matters m JOIN plan_tasks t ON t.id = m.task_id WHERE t.plan_id = ? ORDER BY m.matter_id`, planID)
	for i := range rows {
		rows[i].Matters = append([]int64{}, links[rows[i].ID]...)
	}
	return rows, err
}

// linksOf reads rows of owner and id as the lists of the owners.
func linksOf(g getter, sql string, args ...any) (map[int64][]int64, error) {
	rows := []struct {
		Owner int64 `db:"owner"`
		ID    int64 `db:"id"`
	}{}
	err := g.Select(&rows, sql, args...)
	out := map[int64][]int64{}
	for _, r := range rows {
		out[r.Owner] = append(out[r.Owner], r.ID)
	}
	return out, err
}

// SavePlanTask adds a line of the calendar (ID 0) or writes over it.
func (s *Store) SavePlanTask(task office.PlanTask) (office.PlanTask, error) {
	err := s.write(Change{Action: "plan_task.save", Label: "修改行事历 " + task.Task}, func(t *tx) error { return t.savePlanTask(&task) })
	return task, err
}

func (t *tx) savePlanTask(task *office.PlanTask) (err error) {
	task.Normalize()
	if err := task.Validate(); err != nil {
		return err
	}
	if task.ID != 0 {
		if err := t.fresh("plan_tasks", task.ID, task.UpdatedAt, "行事历"); err != nil {
			return err
		}
	}
	task.UpdatedAt = t.s.moment()
	if task.ID == 0 {
		task.ID, err = insert(t, "plan_tasks", *task)
	} else {
		err = update(t, "plan_tasks", *task)
	}
	if err != nil {
		return wrap(err, "行事历")
	}
	return wrap(t.setLinks("plan_task_matters", "task_id", task.ID, "matter_id", task.Matters), "督导事项")
}

// DeletePlanTask moves a line of the calendar to the recycle bin.
func (s *Store) DeletePlanTask(id int64) error {
	return s.write(Change{Action: "plan_task.delete", Label: "删除行事历 " + s.Title("plan_task", id)}, func(t *tx) error {
		return t.trash("plan_tasks", id, "行事历")
	})
}
