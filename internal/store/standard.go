package store

import (
	"dudao/internal/office"
)

// Standards lists all 评估标准, those in use first.
func (s *Store) Standards() ([]office.Standard, error) {
	list, err := find[office.Standard](s.r, "standards", "WHERE deleted_at IS NULL ORDER BY state = '停用', key, version DESC, id DESC")
	for i := range list {
		list[i].Indicators = []office.Indicator{}
	}
	return list, err
}

// Standard returns one version of a standard with its lines. CodeNotFound when there
// is none.
func (s *Store) Standard(id int64) (office.Standard, error) { return standard(s.r, id) }

func standard(g getter, id int64) (c office.Standard, err error) {
	if c, err = get[office.Standard](g, "standards", id); err != nil {
		return c, wrap(err, "评估标准")
	}
	if c.Indicators, err = find[office.Indicator](g, "indicators", "WHERE standard_id = ? ORDER BY position", id); err != nil {
		return c, err
	}
	office.IndicatorLevels(c.Indicators)
	needs, err := find[office.Need](g, "indicator_needs", "WHERE standard_id = ? ORDER BY position", id)
	if err != nil {
		return c, err
	}
	at := map[int64]int{}
	for i := range c.Indicators {
		c.Indicators[i].Needs = []office.Need{}
		at[c.Indicators[i].ID] = i
	}
	for _, n := range needs {
		x := &c.Indicators[at[n.IndicatorID]]
		x.Needs = append(x.Needs, n)
	}
	return c, nil
}

// StandardID finds the newest version in use of the standard called key or name.
// CodeNotFound when there is none.
func (s *Store) StandardID(name string) (id int64, err error) {
	err = s.r.Get(&id, `SELECT id FROM standards WHERE deleted_at IS NULL AND (key = ?1 OR name = ?1 OR key || '/' || version = ?1) ORDER BY state = '启用' DESC, version DESC, id DESC LIMIT 1`, name)
	return id, wrap(err, "评估标准")
}

// SaveStandard adds the standard (ID 0) or writes over it, line by line.
func (s *Store) SaveStandard(c office.Standard) (office.Standard, error) {
	verb := "修改评估标准 "
	if c.ID == 0 {
		verb = "新建评估标准 "
	}
	err := s.write(Change{Action: "standard.save", Label: verb + c.Title()}, func(t *tx) error { return t.saveStandard(&c) })
	return c, err
}

func (t *tx) saveStandard(c *office.Standard) (err error) {
	c.Normalize()
	if err := c.Validate(); err != nil {
		return err
	}
	was := office.Standard{}
	if c.ID != 0 {
		if err := t.fresh("standards", c.ID, c.UpdatedAt, "评估标准"); err != nil {
			return err
		}
		if was, err = standard(t, c.ID); err != nil {
			return err
		}
	}
	c.UpdatedAt = t.s.moment()
	if c.ID == 0 {
		c.ID, err = insert(t, "standards", *c)
	} else {
		err = update(t, "standards", *c)
	}
	if err != nil {
		return wrap(err, "评估标准")
	}
	return t.setIndicators(c, was)
}

// setIndicators writes the lines over those that were there, known by their ids.
func (t *tx) setIndicators(c *office.Standard, was office.Standard) error {
	old := map[int64]bool{}
	for _, x := range was.Indicators {
		old[x.ID] = true
	}
	open := [office.IndicatorDepth + 1]int64{}
	for i := range c.Indicators {
		x := &c.Indicators[i]
		x.StandardID, x.ParentID = c.ID, open[x.Level-1]
		var err error
		if old[x.ID] {
			delete(old, x.ID)
			err = update(t, "indicators", *x)
		} else {
			x.ID, err = insert(t, "indicators", *x)
		}
		if err != nil {
			return wrap(err, "指标")
		}
		open[x.Level] = x.ID
		if err := t.setNeeds(x); err != nil {
			return err
		}
	}
	for i := len(was.Indicators) - 1; i >= 0; i-- { // a heading goes after what stood under it
		if id := was.Indicators[i].ID; old[id] {
			if _, err := t.Exec(`DELETE FROM indicator_needs WHERE indicator_id = ?`, id); err != nil {
				return wrap(err, "佐证要求")
			}
			if _, err := t.Exec(`DELETE FROM indicators WHERE id = ?`, id); err != nil {
				return wrap(err, "指标")
			}
		}
	}
	return nil
}

func (t *tx) setNeeds(x *office.Indicator) error {
	now, err := find[office.Need](t, "indicator_needs", "WHERE indicator_id = ?", x.ID)
	if err != nil {
		return err
	}
	old := map[int64]office.Need{}
	for _, n := range now {
		old[n.ID] = n
	}
	for i := range x.Needs {
		n := &x.Needs[i]
		n.StandardID, n.IndicatorID = x.StandardID, x.ID
		before, have := old[n.ID]
		delete(old, n.ID)
		switch {
		case !have:
			n.ID, err = insert(t, "indicator_needs", *n)
		case before != *n:
			err = update(t, "indicator_needs", *n)
		}
		if err != nil {
			return wrap(err, "佐证要求")
		}
	}
	for id := range old {
		if _, err := t.Exec(`DELETE FROM indicator_needs WHERE id = ?`, id); err != nil {
			return wrap(err, "佐证要求")
		}
	}
	return nil
}
