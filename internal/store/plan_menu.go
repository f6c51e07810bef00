package store

import (
	"dudao/internal/office"
)

// MenuOf returns the menu of a month; ID 0 when there is none.
func (s *Store) MenuOf(month office.Month) (office.Menu, error) { return menuOf(s.r, month) }

func menuOf(g getter, month office.Month) (office.Menu, error) {
	none := office.Menu{Month: month, Items: []office.MenuItem{}}
	found, err := find[office.Menu](g, "menus", "WHERE month = ? AND deleted_at IS NULL", month)
	if err != nil || len(found) == 0 {
		return none, err
	}
	m := found[0]
	m.Items, err = find[office.MenuItem](g, "menu_items", "WHERE menu_id = ? ORDER BY position", m.ID)
	return m, err
}

// ProposeMenu makes a month's menu from the year's calendar and the matters looked
// at least; nothing is written.
func (s *Store) ProposeMenu(month office.Month) (office.Menu, error) { return proposeMenu(s.r, month) }

func proposeMenu(g getter, month office.Month) (office.Menu, error) {
	none := office.Menu{Month: month, Items: []office.MenuItem{}}
	set, err := settingsOf(g)
	if err != nil {
		return none, err
	}
	tasks := []office.PlanTask{}
	plans, err := find[office.Plan](g, "plans", "WHERE year = ? AND deleted_at IS NULL", month.Of(0).From.Year())
	if err != nil {
		return none, err
	}
	for _, p := range plans {
		if tasks, err = planTasks(g, p.ID); err != nil {
			return none, err
		}
	}
	use, err := matterUse(g, month.Of(set.MonthBoundary).From)
	if err != nil {
		return none, err
	}
	share := map[bool]int{}
	for infant, key := range map[bool]string{false: office.RuleMenuSchools, true: office.RuleMenuInfants} {
		n, err := ruleOf(g, key, month.Of(0).From)
		if err != nil {
			return none, err
		}
		share[infant] = int(n)
	}
	return office.ProposeMenu(month, tasks, use, share), nil
}

// matterUse counts for each matter in force on the day the schools it was looked at
// in since the school year began.
func matterUse(g getter, day office.Date) ([]office.MatterUse, error) {
	matters, err := find[office.Matter](g, "matters", "WHERE valid_from <= ?1 AND (valid_to = '' OR valid_to > ?1) ORDER BY kindergarten, position, id", day)
	if err != nil {
		return nil, err
	}
	since := office.SchoolYearMonths(office.SchoolYearOf(day))[0].Of(0).From
	rows := []struct {
		ID int64 `db:"id"`
		N  int   `db:"n"`
	}{}
	if err := g.Select(&rows, `SELECT m.matter_id AS id, count(DISTINCT v.school_id) AS n FROM visits v JOIN visit_matters m ON m.visit_id = v.id
		WHERE v.date >= ? AND v.date < ? AND `+counted+` GROUP BY m.matter_id`, since, day); err != nil {
		return nil, err
	}
	seen := map[int64]int{}
	for _, r := range rows {
		seen[r.ID] = r.N
	}
	out := []office.MatterUse{}
	for _, m := range matters {
		out = append(out, office.MatterUse{Matter: m, Schools: seen[m.ID]})
	}
	return out, nil
}

// SaveMenu writes a month's menu with its items.
func (s *Store) SaveMenu(m office.Menu) (office.Menu, error) {
	err := s.write(Change{Action: "menu.save", Label: "修改" + m.Month.Chinese() + "月菜单"}, func(t *tx) error { return t.saveMenu(&m) })
	return m, err
}

func (t *tx) saveMenu(m *office.Menu) (err error) {
	m.Normalize()
	if err := m.Validate(); err != nil {
		return err
	}
	if m.ID != 0 {
		if err := t.fresh("menus", m.ID, m.UpdatedAt, "月菜单"); err != nil {
			return err
		}
	}
	m.UpdatedAt = t.s.moment()
	what := m.Month.Chinese() + "的月菜单"
	if m.ID == 0 {
		m.ID, err = insert(t, "menus", *m)
	} else {
		err = update(t, "menus", *m)
	}
	if err != nil {
		return wrap(err, what)
	}
	for i, x := range m.Items {
		if _, err := t.Exec(`INSERT INTO menu_items (menu_id, position, matter_id, topic, requirement, schools, required) VALUES (?, ?, NULLIF(?, 0), ?, ?, ?, ?)
			ON CONFLICT (menu_id, position) DO UPDATE SET matter_id = excluded.matter_id, topic = excluded.topic, requirement = excluded.requirement, schools = excluded.schools, required = excluded.required`,
			m.ID, i+1, x.MatterID, x.Topic, x.Requirement, x.Schools, x.Required); err != nil {
			return wrap(err, what)
		}
	}
	_, err = t.Exec(`DELETE FROM menu_items WHERE menu_id = ? AND position > ?`, m.ID, len(m.Items))
	return err
}

// DeleteMenu moves a month's menu to the recycle bin.
func (s *Store) DeleteMenu(id int64) error {
	return s.write(Change{Action: "menu.delete", Label: "删除" + s.Title("menu", id)}, func(t *tx) error {
		return t.trash("menus", id, "月菜单")
	})
}
