package store

import (
	"fmt"

	"dudao/internal/office"
)

// ChecklistRow is one line of the list of 督导评估表.
type ChecklistRow struct {
	ID          int64   `db:"id" json:"id"`
	Name        string  `db:"name" json:"name"`
	Version     string  `db:"version" json:"version"`
	Kind        string  `db:"kind" json:"kind"`
	Source      string  `db:"source" json:"source"`
	Official    bool    `db:"official" json:"official"`
	FullScore   float64 `db:"full_score" json:"fullScore"`
	State       string  `db:"state" json:"state"`
	Points      int     `db:"points" json:"points"`           // lines that are scored
	Inspections int     `db:"inspections" json:"inspections"` // that go by it
	Used        int     `db:"used" json:"used"`               // units scored by it
}

// ChecklistPage is one page of the list.
type ChecklistPage struct {
	Rows  []ChecklistRow `json:"rows"`
	Total int            `json:"total"`
}

const checklistColumns = `c.id, c.name, c.version, c.kind, c.source, c.official, c.full_score, c.state,
	(SELECT count(*) FROM checklist_items i WHERE i.checklist_id = c.id AND NOT EXISTS (SELECT 1 FROM checklist_items k WHERE k.parent_id = i.id)) AS points,
	(SELECT count(*) FROM inspections x WHERE x.checklist_id = c.id AND x.deleted_at IS NULL) AS inspections,
	` + checklistUse + ` AS used`

// checklistUse counts the units scored by list c.
const checklistUse = `(SELECT count(DISTINCT u.unit_id) FROM checklist_items i JOIN unit_scores u ON u.item_id = i.id WHERE i.checklist_id = c.id)`

var checklistSorts = map[string]string{"name": natural("c.name") + ", " + natural("c.version"), "version": natural("c.version"), "kind": "c.kind", "fullScore": "c.full_score", "state": "c.state", "source": "c.source", "points": "points", "used": "used"}

// Checklists lists 督导评估表, those in use first. Filters: state, kind (lists for
// any kind are among them).
func (s *Store) Checklists(q ListQuery) (ChecklistPage, error) {
	page := ChecklistPage{Rows: []ChecklistRow{}}
	var c conditions
	c.add("c.deleted_at IS NULL")
	c.equal(q, "state", "c.state")
	if k := q.Filters["kind"]; k != "" {
		c.add("c.kind IN (?, '')", k)
	}
	if q.Text != "" {
		c.add("instr(c.name || ' ' || c.version || ' ' || c.note, ?) > 0", q.Text)
	}
	if err := s.r.Get(&page.Total, "SELECT count(*) FROM checklists c"+c.where(), c.args...); err != nil {
		return page, err
	}
	order, limit := q.order(checklistSorts, "c.state = '停用', c.name, c.version DESC", "c.id DESC")
	err := s.r.Select(&page.Rows, "SELECT "+checklistColumns+" FROM checklists c"+c.where()+order, append(c.args, limit...)...)
	return page, err
}

// Checklist returns one list with its lines and grades. CodeNotFound when there is
// none.
func (s *Store) Checklist(id int64) (office.Checklist, error) { return checklist(s.r, id) }

func checklist(g getter, id int64) (c office.Checklist, err error) {
	if c, err = get[office.Checklist](g, "checklists", id); err != nil {
		return c, wrap(err, "评估表")
	}
	if c.Items, err = find[office.ChecklistItem](g, "checklist_items", "WHERE checklist_id = ? ORDER BY position", id); err != nil {
		return c, err
	}
	office.Levels(c.Items)
	c.Grades, err = find[office.Grade](g, "checklist_grades", "WHERE checklist_id = ? ORDER BY position", id)
	return c, err
}

// ChecklistID finds a list by 名称/版本, or by its name alone the newest of it.
func (s *Store) ChecklistID(name string) (id int64, err error) {
	err = s.r.Get(&id, `SELECT id FROM checklists WHERE deleted_at IS NULL AND (name || '/' || version = ?1 OR name = ?1) ORDER BY name = ?1, version DESC, id DESC LIMIT 1`, name)
	return id, wrap(err, "评估表")
}

// ChecklistUsed counts the units scored by the list: one that has been used is not
// changed.
func (s *Store) ChecklistUsed(id int64) (int, error) { return checklistUsed(s.r, id) }

func checklistUsed(g getter, id int64) (n int, err error) {
	err = g.Get(&n, "SELECT "+checklistUse+" FROM checklists c WHERE c.id = ?", id)
	return n, err
}

// SaveChecklist adds the list (ID 0) or writes over it, line by line. Of a list
// that has been used only state, kind, source and note can change.
func (s *Store) SaveChecklist(c office.Checklist) (office.Checklist, error) {
	verb := "修改评估表 "
	if c.ID == 0 {
		verb = "新建评估表 "
	}
	err := s.write(Change{Action: "checklist.save", Label: verb + c.Name + "（" + c.Version + "）"}, func(t *tx) error { return t.saveChecklist(&c) })
	return c, err
}

func (t *tx) saveChecklist(c *office.Checklist) (err error) {
	c.Normalize()
	if err := c.Validate(); err != nil {
		return err
	}
	if c.ID != 0 {
		return t.updateChecklist(c)
	}
	c.UpdatedAt = t.s.moment()
	if c.ID, err = insert(t, "checklists", *c); err != nil {
		return wrap(err, "评估表")
	}
	for i := range c.Items {
		c.Items[i].ID = 0
	}
	return t.setChecklistParts(c, nil)
}

func (t *tx) updateChecklist(c *office.Checklist) error {
	if err := t.fresh("checklists", c.ID, c.UpdatedAt, "评估表"); err != nil {
		return err
	}
	was, err := checklist(t, c.ID)
	if err != nil {
		return err
	}
	same := c.Sames(was)
	if !same {
		used, err := checklistUsed(t, c.ID)
		if err != nil {
			return err
		}
		if used > 0 {
			return office.Errorf(office.CodeConflict, "“%s（%s）”已用来给 %d 个单位评分，要点、分值和等次不能再改。请点“另立新版本”，在新版本里改。", was.Name, was.Version, used)
		}
	}
	alike, err := t.unchanged("checklists", c.ID, *c)
	if err != nil || same && alike {
		c.Items, c.Grades = was.Items, was.Grades
		return err
	}
	c.UpdatedAt = t.s.moment()
	if err := update(t, "checklists", *c); err != nil {
		return wrap(err, "评估表")
	}
	if same {
		c.Items, c.Grades = was.Items, was.Grades
		return nil
	}
	return t.setChecklistParts(c, was.Items)
}

// setChecklistParts writes the lines over those that were there, known by their
// ids, and the grades.
func (t *tx) setChecklistParts(c *office.Checklist, was []office.ChecklistItem) error {
	old := map[int64]office.ChecklistItem{}
	for _, x := range was {
		old[x.ID] = x
	}
	open := [office.ChecklistDepth + 1]int64{}
	for i := range c.Items {
		x := &c.Items[i]
		x.ChecklistID, x.ParentID = c.ID, open[x.Level-1]
		before, have := old[x.ID]
		delete(old, x.ID)
		var err error
		switch {
		case !have:
			x.ID, err = insert(t, "checklist_items", *x)
		case before != *x:
			err = update(t, "checklist_items", *x)
		}
		if err != nil {
			return wrap(err, "评估要点")
		}
		open[x.Level] = x.ID
	}
	for i := len(was) - 1; i >= 0; i-- { // a heading goes after what stood under it
		if _, gone := old[was[i].ID]; gone {
			if _, err := t.Exec(`DELETE FROM checklist_items WHERE id = ?`, was[i].ID); err != nil {
				return wrap(err, "评估要点")
			}
		}
	}
	return t.setGrades(c)
}

func (t *tx) setGrades(c *office.Checklist) error {
	now, err := find[office.Grade](t, "checklist_grades", "WHERE checklist_id = ? ORDER BY position", c.ID)
	if err != nil {
		return err
	}
	same := len(now) == len(c.Grades)
	for i := range c.Grades {
		g := &c.Grades[i]
		g.ID, g.ChecklistID = 0, c.ID
		if same {
			g.ID = now[i].ID
			same = now[i] == *g
		}
	}
	if same {
		return nil
	}
	if _, err := t.Exec(`DELETE FROM checklist_grades WHERE checklist_id = ?`, c.ID); err != nil {
		return err
	}
	for i := range c.Grades {
		c.Grades[i].ID = 0
		if c.Grades[i].ID, err = insert(t, "checklist_grades", c.Grades[i]); err != nil {
			return wrap(err, "等次")
		}
	}
	return nil
}

// NewChecklistVersion makes a draft with the lines of the list under another
// version.
func (s *Store) NewChecklistVersion(id int64, version string) (office.Checklist, error) {
	c, err := s.Checklist(id)
	if err != nil {
		return c, err
	}
	label := "另立评估表版本 " + c.Name + "（" + version + "）"
	c.ID, c.Version, c.State, c.UpdatedAt = 0, version, office.ChecklistStates[0], ""
	err = s.write(Change{Action: "checklist.version", Label: label}, func(t *tx) error { return t.saveChecklist(&c) })
	return c, err
}

// DeleteChecklist moves a list to the recycle bin; one that an inspection goes by
// stays.
func (s *Store) DeleteChecklist(id int64) error {
	return s.write(Change{Action: "checklist.delete", Label: "删除评估表 " + s.Title("checklist", id)}, func(t *tx) error {
		used := []string{}
		if err := t.Select(&used, `SELECT number || ' ' || title FROM inspections WHERE checklist_id = ?1 AND deleted_at IS NULL
			UNION ALL SELECT '已有的评分' WHERE EXISTS (SELECT 1 FROM checklist_items i JOIN unit_scores u ON u.item_id = i.id WHERE i.checklist_id = ?1) LIMIT 1`, id); err != nil {
			return err
		}
		if len(used) > 0 {
			return office.Errorf(office.CodeConflict, "%s在用这份评估表，不能删除。不再用它，请把状态改为“停用”。", fmt.Sprintf("“%s”", used[0]))
		}
		return t.trash("checklists", id, "评估表")
	})
}
