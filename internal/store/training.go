package store

import (
	"fmt"

	"dudao/internal/office"
)

// TrainingRow is one line of the list of trainings.
type TrainingRow struct {
	office.Training
	Present int `db:"present" json:"present"` // who took part
	Absent  int `db:"absent" json:"absent"`
}

// TrainingPage is one page of the list.
type TrainingPage struct {
	Rows  []TrainingRow `json:"rows"`
	Total int           `json:"total"`
}

var trainingSorts = map[string]string{
	"number": "t.number", "name": natural("t.name"), "level": "t.level", "form": "t.form", "startsOn": "t.starts_on", "place": "t.place", "organiser": "t.organiser",
	"hours": "t.hours", "present": "present", "year": "t.year",
}

// Trainings lists trainings, newest first. Filters: year, level, form, inspector
// (id).
func (s *Store) Trainings(q ListQuery) (TrainingPage, error) {
	page := TrainingPage{Rows: []TrainingRow{}}
	var c conditions
	c.add("t.deleted_at IS NULL")
	c.number(q, "year", "t.year")
	c.equal(q, "level", "t.level")
	c.equal(q, "form", "t.form")
	if q.Filters["inspector"] != "" {
		c.add("EXISTS (SELECT 1 FROM training_people p WHERE p.training_id = t.id AND p.inspector_id = ?)", q.Filters["inspector"])
	}
	if err := c.matching(s.r, "training", "t.id", q.Text); err != nil {
		return page, err
	}
	if err := s.r.Get(&page.Total, "SELECT count(*) FROM trainings t"+c.where(), c.args...); err != nil {
		return page, err
	}
	order, limit := q.order(trainingSorts, "t.starts_on DESC", "t.id DESC")
	err := s.r.Select(&page.Rows, `SELECT t.id, t.number, t.year, t.name, t.level, t.form, t.starts_on, t.ends_on, t.place, t.organiser, t.hours, t.teacher, t.updated_at,
		(SELECT count(*) FROM training_people p WHERE p.training_id = t.id AND p.absence = '') AS present,
		(SELECT count(*) FROM training_people p WHERE p.training_id = t.id AND p.absence <> '') AS absent FROM trainings t`+c.where()+order, append(c.args, limit...)...)
	for i := range page.Rows {
		page.Rows[i].People = []office.TrainingPerson{}
	}
	return page, err
}

// Training returns one training with who took part. CodeNotFound when there is
// none.
func (s *Store) Training(id int64) (office.Training, error) { return training(s.r, id) }

func training(g getter, id int64) (t office.Training, err error) {
	if t, err = get[office.Training](g, "trainings", id); err != nil {
		return t, wrap(err, "培训")
	}
	t.People, err = find[office.TrainingPerson](g, "training_people", `WHERE training_id = ?
		ORDER BY (SELECT sort_key FROM inspectors i WHERE i.id = training_people.inspector_id), id`, id)
	return t, err
}

// TrainingID finds a training by its number.
func (s *Store) TrainingID(number string) (id int64, err error) {
	err = s.r.Get(&id, `SELECT id FROM trainings WHERE number = ? AND deleted_at IS NULL`, number)
	return id, wrap(err, "培训")
}

// SaveTraining adds the training (ID 0) or writes over it, with who took part.
func (s *Store) SaveTraining(n office.Training) (office.Training, error) {
	verb := "修改培训 " + n.Number + " "
	if n.ID == 0 {
		verb = "登记培训 "
	}
	err := s.write(Change{Action: "training.save", Label: verb + n.Name}, func(t *tx) error { return t.saveTraining(&n) })
	if err != nil {
		return n, err
	}
	return s.Training(n.ID)
}

func (t *tx) saveTraining(n *office.Training) (err error) {
	n.Normalize()
	if err := n.Validate(); err != nil {
		return err
	}
	if n.ID == 0 {
		n.UpdatedAt = t.s.moment()
		if n.Number, err = t.number("PX", n.StartsOn.Year()); err != nil {
			return err
		}
		if n.ID, err = insert(t, "trainings", *n); err != nil {
			return wrap(err, "培训")
		}
		return t.setTrainingPeople(n, nil)
	}
	if err := t.fresh("trainings", n.ID, n.UpdatedAt, "培训"); err != nil {
		return err
	}
	was, err := training(t, n.ID)
	if err != nil {
		return err
	}
	n.Number = was.Number
	same, err := t.unchanged("trainings", n.ID, *n)
	if err != nil || same && fmt.Sprint(was.People) == fmt.Sprint(n.People) {
		return err
	}
	n.UpdatedAt = t.s.moment()
	if err := update(t, "trainings", *n); err != nil {
		return wrap(err, "培训")
	}
	return t.setTrainingPeople(n, was.People)
}

// setTrainingPeople writes who took part; an inspector keeps his row.
func (t *tx) setTrainingPeople(n *office.Training, was []office.TrainingPerson) (err error) {
	have := map[int64]office.TrainingPerson{}
	for _, p := range was {
		have[p.InspectorID] = p
	}
	for i := range n.People {
		p := &n.People[i]
		p.TrainingID = n.ID
		before, ok := have[p.InspectorID]
		delete(have, p.InspectorID)
		p.ID = before.ID
		switch {
		case !ok:
			p.ID, err = insert(t, "training_people", *p)
		case *p != before:
			err = update(t, "training_people", *p)
		}
		if err != nil {
			return wrap(err, "参训名单")
		}
	}
	for _, p := range have {
		if _, err := t.Exec(`DELETE FROM training_people WHERE id = ?`, p.ID); err != nil {
			return wrap(err, "参训名单")
		}
	}
	return nil
}

// DeleteTraining moves a training to the recycle bin.
func (s *Store) DeleteTraining(id int64) error {
	return s.write(Change{Action: "training.delete", Label: "删除培训 " + s.Title("training", id)}, func(t *tx) error {
		return t.trash("trainings", id, "培训")
	})
}

// TrainingYears are the years that have trainings, newest first, and always the
// current one.
func (s *Store) TrainingYears() ([]int, error) {
	years := []int{}
	day, err := s.AsOf()
	if err != nil {
		return years, err
	}
	err = s.r.Select(&years, `SELECT year FROM trainings WHERE deleted_at IS NULL UNION SELECT ? ORDER BY 1 DESC`, day.Year())
	return years, err
}

// TrainingHours are the hours of a year, of everybody in office and of whoever
// took part, with the trainings behind them.
func (s *Store) TrainingHours(year int) ([]office.TrainingHours, error) {
	last := office.NewDate(year, 12, 31)
	required, err := s.Rule(office.RuleTrainingHours, last)
	if err != nil {
		return nil, err
	}
	rows := []struct {
		ID       int64  `db:"id"`
		Name     string `db:"name"`
		State    string `db:"state"`
		Newcomer bool   `db:"newcomer"`
	}{}
	if err := s.r.Select(&rows, `SELECT i.id, i.name, i.state,
		COALESCE((SELECT min(a.starts_on) FROM appointments a WHERE a.inspector_id = i.id AND a.deleted_at IS NULL), '') BETWEEN ?1 AND ?2 AS newcomer
		FROM inspectors i WHERE i.deleted_at IS NULL
		AND (i.state = '在聘' OR EXISTS (SELECT 1 FROM training_people p JOIN trainings t ON t.id = p.training_id WHERE p.inspector_id = i.id AND t.year = ?3 AND t.deleted_at IS NULL))
		ORDER BY i.state <> '在聘', i.sort_key, i.id`, office.NewDate(year, 1, 1), last, year); err != nil {
		return nil, err
	}
	out := make([]office.TrainingHours, len(rows))
	at := map[int64]*office.TrainingHours{}
	for i, r := range rows {
		out[i] = office.TrainingHours{InspectorID: r.ID, Name: r.Name, State: r.State, Newcomer: r.Newcomer, Required: int(required), Parts: []office.TrainingPart{}}
		at[r.ID] = &out[i]
	}
	list, err := find[office.Training](s.r, "trainings", "WHERE year = ? AND deleted_at IS NULL ORDER BY starts_on, id", year)
	if err != nil {
		return nil, err
	}
	people, err := find[office.TrainingPerson](s.r, "training_people", "WHERE training_id IN (SELECT id FROM trainings WHERE year = ? AND deleted_at IS NULL)", year)
	if err != nil {
		return nil, err
	}
	of := map[int64][]office.TrainingPerson{}
	for _, p := range people {
		of[p.TrainingID] = append(of[p.TrainingID], p)
	}
	for _, t := range list {
		t.People = []office.TrainingPerson{}
		for _, p := range of[t.ID] {
			if h := at[p.InspectorID]; h != nil {
				h.Add(office.TrainingPart{Training: t, Person: p})
			}
		}
	}
	return out, nil
}
