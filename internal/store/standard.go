package store

import "dudao/internal/office"

// Standards lists all 评估标准, those in use first.
func (s *Store) Standards() ([]office.Standard, error) {
	list, err := find[office.Standard](s.r, "standards", "WHERE deleted_at IS NULL ORDER BY state = '停用', key, version DESC, id DESC")
	for i := range list {
		list[i].Indicators = []office.Indicator{}
	}
	return list, err
}

// StandardRow is one line of the list of 评估标准.
type StandardRow struct {
	ID          int64   `db:"id" json:"id"`
	Key         string  `db:"key" json:"key"`
	Name        string  `db:"name" json:"name"`
	Version     string  `db:"version" json:"version"`
	Subject     string  `db:"subject" json:"subject"`
	Source      string  `db:"source" json:"source"`
	Official    bool    `db:"official" json:"official"`
	State       string  `db:"state" json:"state"`
	Points      int     `db:"points" json:"points"` // lines that are judged
	Sum         float64 `db:"sum" json:"sum"`
	Evaluations int     `db:"evaluations" json:"evaluations"`
}

// StandardPage is one page of the list.
type StandardPage struct {
	Rows  []StandardRow `json:"rows"`
	Total int           `json:"total"`
}

const standardColumns = `s.id, s.key, s.name, s.version, s.subject, s.source, s.official, s.state,
	(SELECT count(*) FROM indicators i WHERE i.standard_id = s.id AND NOT EXISTS (SELECT 1 FROM indicators k WHERE k.parent_id = i.id)) AS points,
	(SELECT COALESCE(sum(points), 0.0) FROM indicators i WHERE i.standard_id = s.id) AS sum,
	(SELECT count(*) FROM evaluations e WHERE e.standard_id = s.id AND e.deleted_at IS NULL) AS evaluations`

var standardSorts = map[string]string{"key": natural("s.key") + ", " + natural("s.version"), "name": natural("s.name") + ", " + natural("s.version"), "version": natural("s.version"), "subject": "s.subject", "state": "s.state", "points": "points", "sum": "sum", "evaluations": "evaluations"}

// StandardList lists 评估标准, those in use first. Filters: state, subject, key.
func (s *Store) StandardList(q ListQuery) (StandardPage, error) {
	page := StandardPage{Rows: []StandardRow{}}
	var c conditions
	c.add("s.deleted_at IS NULL")
	c.equal(q, "state", "s.state")
	c.equal(q, "subject", "s.subject")
	c.equal(q, "key", "s.key")
	if err := c.matching(s.r, "standard", "s.id", q.Text); err != nil {
		return page, err
	}
	if err := s.r.Get(&page.Total, "SELECT count(*) FROM standards s"+c.where(), c.args...); err != nil {
		return page, err
	}
	order, limit := q.order(standardSorts, "s.state = '停用', s.key, s.version DESC", "s.id DESC")
	err := s.r.Select(&page.Rows, "SELECT "+standardColumns+" FROM standards s"+c.where()+order, append(c.args, limit...)...)
	return page, err
}

// StandardUsed counts the evaluations by the version, those in the recycle bin among
// them: the points of one that is used are not changed any more.
func (s *Store) StandardUsed(id int64) (int, error) { return standardUsed(s.r, id) }

func standardUsed(g getter, id int64) (n int, err error) {
	err = g.Get(&n, `SELECT count(*) FROM evaluations WHERE standard_id = ?`, id)
	return n, err
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
	err = s.r.Get(&id, standardByName, name)
	return id, wrap(err, "评估标准")
}

// standardByName finds the version that a short name means.
const standardByName = `SELECT id FROM standards WHERE deleted_at IS NULL AND (key = ?1 OR name = ?1 OR key || '/' || version = ?1) ORDER BY state = '启用' DESC, version DESC, id DESC LIMIT 1`

// SaveStandard adds the standard (ID 0) or writes over it, line by line. Of a version
// that is evaluated by, names, codes and points stay; texts, needs, people and state
// can change.
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
		if err := t.notUsed(*c, was); err != nil {
			return err
		}
	} else {
		for i := range c.Indicators { // copied from another version
			c.Indicators[i].ID = 0
			for k := range c.Indicators[i].Needs {
				c.Indicators[i].Needs[k].ID = 0
			}
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

// notUsed refuses to change the points of a version that is evaluated by.
func (t *tx) notUsed(c, was office.Standard) error {
	if c.Sames(was) {
		return nil
	}
	used, err := standardUsed(t, c.ID)
	if err != nil || used == 0 {
		return err
	}
	return office.Errorf(office.CodeConflict, "已有 %d 次评估（含回收站里的）用“%s”，指标的编码、名称、层级和分值不能再改（考核要求、评分细则、佐证要求和负责人可以改）。请点“另立新版本”，在新版本里改。", used, was.Title())
}

// NewStandardVersion makes a draft with the lines of the version under another one's
// name; its points follow those they were copied from.
func (s *Store) NewStandardVersion(id int64, version string) (office.Standard, error) {
	c, err := s.Standard(id)
	if err != nil {
		return c, err
	}
	label := "另立评估标准版本 " + c.Name + "（" + version + "）"
	c.ID, c.Version, c.State, c.UpdatedAt, c.ReplacesID = 0, version, office.ChecklistStates[0], "", id
	err = s.write(Change{Action: "standard.version", Label: label}, func(t *tx) error { return t.saveStandard(&c) })
	return c, err
}

// DeleteStandard moves a version to the recycle bin; one that an evaluation goes by
// stays.
func (s *Store) DeleteStandard(id int64) error {
	return s.write(Change{Action: "standard.delete", Label: "删除评估标准 " + s.Title("standard", id)}, func(t *tx) error {
		used, err := standardUsed(t, id)
		if err != nil {
			return err
		}
		if used > 0 {
			return office.Errorf(office.CodeConflict, "有 %d 次评估（含回收站里的）在用这个标准，不能删除。不再用它，请把状态改为“停用”。", used)
		}
		return t.trash("standards", id, "评估标准")
	})
}

// setIndicators writes the lines over those that were there, known by their ids.
func (t *tx) setIndicators(c *office.Standard, was office.Standard) error {
	old := map[int64]office.Indicator{}
	for _, x := range was.Indicators {
		old[x.ID] = x
	}
	open := [office.IndicatorDepth + 1]int64{}
	for i := range c.Indicators {
		x := &c.Indicators[i]
		x.StandardID, x.ParentID = c.ID, open[x.Level-1]
		var err error
		before, have := old[x.ID]
		delete(old, x.ID)
		switch {
		case !have:
			x.ID, err = insert(t, "indicators", *x)
		case !office.SameLine(before, *x) || before.Position != x.Position || before.ParentID != x.ParentID || before.Live != x.Live:
			err = update(t, "indicators", *x)
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
		id := was.Indicators[i].ID
		if _, gone := old[id]; gone {
			for _, part := range []string{`DELETE FROM indicator_needs WHERE indicator_id = ?`, `DELETE FROM standard_maps WHERE ? IN (old_id, new_id)`} {
				if _, err := t.Exec(part, id); err != nil {
					return wrap(err, "佐证要求")
				}
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
		for _, part := range []string{`UPDATE evidence_links SET need_id = NULL WHERE need_id = ?`, `DELETE FROM indicator_needs WHERE id = ?`} {
			if _, err := t.Exec(part, id); err != nil {
				return wrap(err, "佐证要求")
			}
		}
	}
	return nil
}
