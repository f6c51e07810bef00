package store

import (
	"fmt"
	"slices"

	"dudao/internal/office"
)

// SaveArchiveUnit adds or changes a 机构（问题）. Its code stands in the 档号: under
// another code the papers get new ones, in the same action.
func (s *Store) SaveArchiveUnit(u office.ArchiveUnit) (office.ArchiveUnit, error) {
	err := s.write(Change{Action: "archive.unit", Label: "修改机构（问题） " + u.Name}, func(t *tx) (err error) {
		if err := u.Validate(); err != nil {
			return err
		}
		if err := t.otherUnit(u); err != nil {
			return err
		}
		if u.ID == 0 {
			if err := t.Get(&u.Position, `SELECT COALESCE(max(position), 0) + 1 FROM archive_units`); err != nil {
				return err
			}
			u.ID, err = insert(t, "archive_units", u)
			return wrap(err, "机构（问题）")
		}
		now, err := get[office.ArchiveUnit](t, "archive_units", u.ID)
		if err != nil {
			return wrap(err, "机构（问题）")
		}
		u.Position = now.Position
		if now.Code == u.Code {
			return wrap(update(t, "archive_units", u), "机构（问题）")
		}
		return t.renameUnit(now, u)
	})
	return u, err
}

// otherUnit refuses a code that another 机构（问题） has.
func (t *tx) otherUnit(u office.ArchiveUnit) error {
	names := []string{}
	if err := t.Select(&names, `SELECT name FROM archive_units WHERE code = ? AND id <> ?`, u.Code, u.ID); err != nil || len(names) == 0 {
		return err
	}
	return &office.Error{Code: office.CodeConflict, Message: fmt.Sprintf("代码 %s 已经是“%s”的，请换一个。", u.Code, names[0]), Fields: map[string]string{"code": "已经有了"}}
}

// renameUnit gives a 机构（问题） another code everywhere: in the table, on the boxes
// and in the 档号.
func (t *tx) renameUnit(now, u office.ArchiveUnit) error {
	if _, err := t.Exec(`PRAGMA defer_foreign_keys = ON`); err != nil {
		return err
	}
	if err := update(t, "archive_units", u); err != nil {
		return wrap(err, "机构（问题）")
	}
	for _, table := range []string{"retention_rules", "archive_boxes", "archive_items"} {
		if _, err := t.Exec("UPDATE "+table+" SET unit = ? WHERE unit = ?", u.Code, now.Code); err != nil {
			return err
		}
	}
	set, err := settingsOf(t)
	if err != nil {
		return err
	}
	stale, err := staleCodes(t, set)
	if err != nil {
		return err
	}
	return t.giveCodes(stale, set)
}

// UnitUse is how many papers and lines of the 保管期限表 go under a 机构（问题）.
type UnitUse struct {
	Items int `db:"items" json:"items"`
	Boxes int `db:"boxes" json:"boxes"`
	Rules int `db:"rules" json:"rules"`
}

// DeleteArchiveUnit takes away a 机构（问题） that nothing goes under.
func (s *Store) DeleteArchiveUnit(id int64) error {
	return s.write(Change{Action: "archive.unit", Label: "删除机构（问题）"}, func(t *tx) error {
		u, err := get[office.ArchiveUnit](t, "archive_units", id)
		if err != nil {
			return wrap(err, "机构（问题）")
		}
		var use UnitUse
		if err := t.Get(&use, `SELECT (SELECT count(*) FROM archive_items WHERE unit = ?1) AS items, (SELECT count(*) FROM archive_boxes WHERE unit = ?1) AS boxes,
			(SELECT count(*) FROM retention_rules WHERE unit = ?1) AS rules`, u.Code); err != nil {
			return err
		}
		if use != (UnitUse{}) {
			return office.Errorf(office.CodeConflict, "“%s”不能删除：有 %d 件归档文件、%d 个档案盒、保管期限表里 %d 行用着它（回收站里的也算）。请先把它们改到别的机构（问题）。", u.Name, use.Items, use.Boxes, use.Rules)
		}
		_, err = t.Exec(`DELETE FROM archive_units WHERE id = ?`, id)
		return err
	})
}

// SaveRetentionRule adds or changes a line of the 保管期限表. Papers that are filed
// already stay where they are.
func (s *Store) SaveRetentionRule(r office.RetentionRule) (office.RetentionRule, error) {
	err := s.write(Change{Action: "archive.rule", Label: "修改保管期限 " + r.Name}, func(t *tx) (err error) {
		if err := t.fitRule(r); err != nil {
			return err
		}
		if r.ID != 0 {
			var now office.RetentionRule
			if now, err = get[office.RetentionRule](t, "retention_rules", r.ID); err == nil {
				r.Position = now.Position
				err = update(t, "retention_rules", r)
			}
			return wrap(err, "保管期限")
		}
		if err := t.Get(&r.Position, `SELECT COALESCE(max(position), 0) + 1 FROM retention_rules`); err != nil {
			return err
		}
		r.ID, err = insert(t, "retention_rules", r)
		return wrap(err, "保管期限")
	})
	return r, err
}

// fitRule refuses a line that is faulty or whose paper has a line already.
func (t *tx) fitRule(r office.RetentionRule) error {
	units := []string{}
	if err := t.Select(&units, `SELECT code FROM archive_units ORDER BY position`); err != nil {
		return err
	}
	if err := r.Validate(units); err != nil {
		return err
	}
	names := []string{}
	if err := t.Select(&names, `SELECT name FROM retention_rules WHERE form = ? AND form <> '' AND id <> ?`, r.Form, r.ID); err != nil || len(names) == 0 {
		return err
	}
	return &office.Error{Code: office.CodeConflict, Message: fmt.Sprintf("本程序的这种文书已经写在“%s”那一行，请改那一行。", names[0]), Fields: map[string]string{"form": "已经有一行"}}
}

// DeleteRetentionRule takes a line out of the 保管期限表; what was filed by it stays.
func (s *Store) DeleteRetentionRule(id int64) error {
	return s.write(Change{Action: "archive.rule", Label: "删除保管期限"}, func(t *tx) error {
		if _, err := get[office.RetentionRule](t, "retention_rules", id); err != nil {
			return wrap(err, "保管期限")
		}
		_, err := t.Exec(`DELETE FROM retention_rules WHERE id = ?`, id)
		return err
	})
}

// ReplaceRetentionRules puts a whole table in the place of the old one. Which paper
// of the program a line speaks of is kept by its words.
func (s *Store) ReplaceRetentionRules(rules []office.RetentionRule) error {
	return s.write(Change{Action: "archive.rule", Label: fmt.Sprintf("换保管期限表（%d 行）", len(rules))}, func(t *tx) error {
		old, err := find[office.RetentionRule](t, "retention_rules", "ORDER BY position, id")
		if err != nil {
			return err
		}
		if _, err := t.Exec(`DELETE FROM retention_rules`); err != nil {
			return err
		}
		for i, r := range rules {
			r.ID, r.Position = 0, i+1
			if at := slices.IndexFunc(old, func(o office.RetentionRule) bool { return o.Name == r.Name }); r.Form == "" && at >= 0 {
				r.Form = old[at].Form
			}
			if err := t.fitRule(r); err != nil {
				return inList(err, len(rules)+1, r.Name)
			}
			if _, err := insert(t, "retention_rules", r); err != nil {
				return wrap(err, "保管期限")
			}
		}
		return nil
	})
}

// orderTables are the tables of the scheme that the clerk puts in order.
var orderTables = map[string]string{"archive_unit": "archive_units", "retention_rule": "retention_rules"}

// OrderArchive puts the lines of a table of the scheme in the order of the ids.
func (s *Store) OrderArchive(kind string, ids []int64) error {
	table, known := orderTables[kind]
	if !known {
		return office.Invalid("“%s”没有次序可排，请先刷新页面。", kind)
	}
	return s.write(Change{Action: "archive.order", Label: "排列" + KindNames[kind]}, func(t *tx) error {
		for i, id := range ids {
			if _, err := t.Exec("UPDATE "+table+" SET position = ? WHERE id = ?", i+1, id); err != nil {
				return err
			}
		}
		return nil
	})
}
