package store

import (
	"dudao/internal/office"
)

// Templates returns the county's own templates, one a form.
func (s *Store) Templates() ([]office.Template, error) {
	return find[office.Template](s.r, "templates", "WHERE deleted_at IS NULL ORDER BY form")
}

// Template returns the county's own template of the form; ok is false when there
// is none.
func (s *Store) Template(form string) (row office.Template, ok bool, err error) {
	rows, err := find[office.Template](s.r, "templates", "WHERE form = ? AND deleted_at IS NULL", form)
	if err != nil || len(rows) == 0 {
		return row, false, err
	}
	return rows[0], true, nil
}

// SaveTemplate writes the template of a form, over the one it has; the bytes lie
// in the vault already.
func (s *Store) SaveTemplate(row office.Template) (office.Template, error) {
	err := s.write(Change{Action: "template.save", Label: "保存模板 " + row.Name}, func(t *tx) error {
		rows, err := find[office.Template](t, "templates", "WHERE form = ? AND deleted_at IS NULL", row.Form)
		if err != nil {
			return err
		}
		row.UpdatedAt = t.s.moment()
		if len(rows) > 0 {
			old := rows[0]
			row.ID, old.UpdatedAt = old.ID, row.UpdatedAt
			if old == row {
				return nil
			}
			return wrap(update(t, "templates", row), "模板")
		}
		row.ID, err = insert(t, "templates", row)
		return wrap(err, "模板")
	})
	return row, err
}

// DeleteTemplate moves a form's template to the recycle bin; its bytes stay in
// the vault.
func (s *Store) DeleteTemplate(form string) error {
	row, ok, err := s.Template(form)
	if err != nil {
		return err
	}
	if !ok {
		return office.Errorf(office.CodeNotFound, "这种文书没有本县模板，可能刚被删除。请刷新后重试。")
	}
	return s.write(Change{Action: "template.delete", Label: "删除模板 " + row.Name}, func(t *tx) error {
		return t.trash("templates", row.ID, "模板")
	})
}
