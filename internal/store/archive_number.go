package store

import (
	"slices"

	"dudao/internal/office"
)

// renumber gives the touched classes their 件号 without a gap, and the 档号 by the
// county's pattern.
func (t *tx) renumber(touched classes) error {
	set, err := settingsOf(t)
	if err != nil {
		return err
	}
	for class := range touched {
		members, err := find[office.ArchiveItem](t, "archive_items", "WHERE deleted_at IS NULL AND year = ? AND retention = ? AND unit = ? AND category = ?",
			class.Year, class.Retention, class.Unit, class.Category)
		if err != nil {
			return err
		}
		changed := office.Numbered(members)
		if err := t.staysNumbered(changed); err != nil {
			return err
		}
		if err := t.giveCodes(changed, set); err != nil {
			return err
		}
	}
	return nil
}

// giveCodes writes the 档号 of items by their 件号. The old codes are free before
// the new ones are given.
func (t *tx) giveCodes(items []office.ArchiveItem, set office.Settings) error {
	for _, a := range items {
		if _, err := t.Exec(`UPDATE archive_items SET number = 0, code = '' WHERE id = ? AND number > 0`, a.ID); err != nil {
			return err
		}
	}
	for _, a := range items {
		code := office.ArchiveCode(set.Archive.Pattern, set.FondsNumber, a)
		if _, err := t.Exec(`UPDATE archive_items SET number = ?, code = ? WHERE id = ?`, a.Number, code, a.ID); err != nil {
			return wrap(err, "归档文件")
		}
	}
	return nil
}

// recode writes all 档号 anew when what they are made by has changed.
func (t *tx) recode(before, set office.Settings) error {
	set.Normalize()
	if before.Archive.Pattern == set.Archive.Pattern && before.FondsNumber == set.FondsNumber && before.Archive.Category == set.Archive.Category {
		return nil
	}
	stale, err := staleCodes(t, set)
	if err != nil {
		return err
	}
	return t.giveCodes(stale, set)
}

// staleCodes are the items whose 档号 is not what the settings make. CodeInvalid
// when the settings would make one twice.
func staleCodes(g getter, set office.Settings) ([]office.ArchiveItem, error) {
	categories := []string{}
	if err := g.Select(&categories, `SELECT DISTINCT category FROM archive_items WHERE deleted_at IS NULL ORDER BY category`); err != nil {
		return nil, err
	}
	if len(categories) > 0 && !slices.Contains(categories, set.Archive.Category) {
		categories = append(categories, set.Archive.Category)
	}
	if fault := office.CategoryFault(set.Archive.Pattern, categories); fault != "" {
		return nil, &office.Error{Code: office.CodeInvalid, Message: fault + "。", Fields: map[string]string{"archive.pattern": fault}}
	}
	// What was handed over or destroyed keeps the 档号 that stands on it.
	items, err := find[office.ArchiveItem](g, "archive_items", `WHERE deleted_at IS NULL AND number > 0 AND NOT EXISTS (SELECT 1 FROM disposal_items x JOIN disposals d ON d.id = x.disposal_id
		WHERE x.item_id = archive_items.id AND x.outcome IN ('移交', '销毁') AND d.done_on <> '' AND d.deleted_at IS NULL) ORDER BY id`)
	return slices.DeleteFunc(items, func(a office.ArchiveItem) bool {
		return a.Code == office.ArchiveCode(set.Archive.Pattern, set.FondsNumber, a)
	}), err
}

// CodeChange is what other settings would do to the 档号: how many of all items
// would need a new 归档章, and two of them before and after.
type CodeChange struct {
	Changed int         `json:"changed"`
	Total   int         `json:"total"`
	Samples [][2]string `json:"samples"`
}

// CodeChanges tells what the settings would do to the 档号; nothing is written.
func (s *Store) CodeChanges(set office.Settings) (CodeChange, error) {
	out := CodeChange{Samples: [][2]string{}}
	set.Normalize()
	if err := s.r.Get(&out.Total, `SELECT count(*) FROM archive_items WHERE deleted_at IS NULL AND number > 0`); err != nil {
		return out, err
	}
	stale, err := staleCodes(s.r, set)
	out.Changed = len(stale)
	for _, a := range stale[:min(2, len(stale))] {
		out.Samples = append(out.Samples, [2]string{a.Code, office.ArchiveCode(set.Archive.Pattern, set.FondsNumber, a)})
	}
	return out, err
}

// looseUnits lets a 机构（问题） get its old code back while papers go under the new
// one: numberUndone looks whether all went along.
func (t *tx) looseUnits(groups [][]loggedChange) error {
	if !slices.ContainsFunc(groups, func(g []loggedChange) bool { return g[0].RootKind == "archive_unit" }) {
		return nil
	}
	_, err := t.Exec(`PRAGMA defer_foreign_keys = ON`)
	return err
}

// numberUndone closes the gaps that taking back a set left among the 件号, papers
// filed after it move up, and makes all 档号 what the settings say now.
func (t *tx) numberUndone(set int64) error {
	rows := []struct {
		Year      int    `db:"year"`
		Category  string `db:"category"`
		Retention string `db:"retention"`
		Unit      string `db:"unit"`
	}{}
	if err := t.Select(&rows, `SELECT DISTINCT json_extract(i, '$.year') AS year, json_extract(i, '$.category') AS category, json_extract(i, '$.retention') AS retention, json_extract(i, '$.unit') AS unit
		FROM (SELECT before AS i FROM changes WHERE set_id = ?1 AND tbl = 'archive_items' UNION ALL SELECT after FROM changes WHERE set_id = ?1 AND tbl = 'archive_items') WHERE i IS NOT NULL`, set); err != nil {
		return err
	}
	var lost, other int
	if err := t.Get(&lost, `SELECT (SELECT count(*) FROM archive_items WHERE unit NOT IN (SELECT code FROM archive_units)) + (SELECT count(*) FROM archive_boxes WHERE unit NOT IN (SELECT code FROM archive_units))
		+ (SELECT count(*) FROM retention_rules WHERE unit NOT IN (SELECT code FROM archive_units))`); err != nil {
		return err
	}
	if lost > 0 {
		return office.Errorf(office.CodeConflict, "不能撤销：后来又有文件、档案盒或保管期限归到这个机构（问题）。请直接在“设置 → 档案”里改它的代码。")
	}
	if err := t.Get(&other, `SELECT count(*) FROM changes WHERE set_id = ? AND tbl IN ('settings', 'archive_units')`, set); err != nil || len(rows) == 0 && other == 0 {
		return err
	}
	touched := classes{}
	for _, r := range rows {
		touched[office.ArchiveClass{Year: r.Year, Category: r.Category, Retention: r.Retention, Unit: r.Unit}] = true
	}
	if err := t.renumber(touched); err != nil {
		return err
	}
	now, err := settingsOf(t)
	if err != nil {
		return err
	}
	stale, err := staleCodes(t, now)
	if err != nil {
		return err
	}
	return t.giveCodes(stale, now)
}

// freeCode lets an item that is put back lose its 件号 when another has taken it
// since: numberUndone gives it the next.
func (t *tx) freeCode(values *[]string, names []string, c loggedChange) error {
	var taken int
	if err := t.Get(&taken, `SELECT count(*) FROM archive_items WHERE code = json_extract(?1, '$.code') AND code <> '' AND deleted_at IS NULL AND id <> ?2
		AND json_extract(?1, '$.deleted_at') IS NULL`, *c.Before, c.RowID); err != nil || taken == 0 {
		return err
	}
	(*values)[slices.Index(names, "number")] = "0"
	(*values)[slices.Index(names, "code")] = "''"
	return nil
}
