package store

import "dudao/internal/office"

// ListViews returns the 视图 of a list, by their names.
func (s *Store) ListViews(list string) ([]office.ListView, error) {
	return find[office.ListView](s.r, "list_views", "WHERE list = ? ORDER BY name", list)
}

// SaveListView adds the 视图 (ID 0) or writes over it. One of the same name is
// written over: the clerk saved it again.
func (s *Store) SaveListView(v office.ListView) (office.ListView, error) {
	v.Normalize()
	if err := v.Validate(); err != nil {
		return v, err
	}
	err := s.write(Change{Action: "view.save", Label: "保存视图 " + v.Name}, func(t *tx) error {
		if v.ID == 0 {
			if err := t.Get(&v.ID, `SELECT COALESCE((SELECT id FROM list_views WHERE list = ? AND name = ?), 0)`, v.List, v.Name); err != nil {
				return err
			}
		}
		v.UpdatedAt = t.s.moment()
		if v.ID != 0 {
			return wrap(update(t, "list_views", v), "视图")
		}
		var err error
		v.ID, err = insert(t, "list_views", v)
		return wrap(err, "视图")
	})
	return v, err
}

// DropListView takes a 视图 away; it comes back by undo.
func (s *Store) DropListView(id int64) error {
	v, err := get[office.ListView](s.r, "list_views", id)
	if err != nil {
		return wrap(err, "视图")
	}
	return s.write(Change{Action: "view.drop", Label: "删除视图 " + v.Name}, func(t *tx) error {
		_, err := t.Exec(`DELETE FROM list_views WHERE id = ?`, id)
		return err
	})
}
