package store

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"dudao/internal/office"
)

// Kept is a record that an undo left as it is, and why.
type Kept struct {
	Kind   string `json:"kind"`
	ID     int64  `json:"id"`
	Title  string `json:"title"`
	Reason string `json:"reason"`
}

// UndoResult says what an undo did, counted in records (a visit with its
// matters is one).
type UndoResult struct {
	Removed  int    `json:"removed"`
	Restored int    `json:"restored"`
	Kept     []Kept `json:"kept"`
}

// loggedChange is one row of the change log.
type loggedChange struct {
	ID       int64   `db:"id"`
	Table    string  `db:"tbl"`
	RowID    int64   `db:"row_id"`
	RootKind string  `db:"root_kind"`
	RootID   int64   `db:"root_id"`
	Before   *string `db:"before"`
	After    *string `db:"after"`
}

const loggedChanges = `SELECT id, tbl, row_id, root_kind, root_id, before, after FROM changes `

// undoneSet is the condition that change set c was taken back, and that this was
// not taken back in its turn.
const undoneSet = `EXISTS (SELECT 1 FROM change_sets u WHERE u.undo_of = c.id AND NOT EXISTS (SELECT 1 FROM change_sets v WHERE v.undo_of = u.id))`

// Undo takes back one change set. It is a new change set itself. A record that
// was edited since, or that others have come to depend on, is kept and named.
func (s *Store) Undo(set int64) (UndoResult, error) {
	result := UndoResult{Kept: []Kept{}}
	var label string
	if err := s.r.Get(&label, `SELECT label FROM change_sets WHERE id = ? AND action NOT IN ('seed', 'purge')`, set); err != nil {
		return result, wrap(err, "操作")
	}
	done, err := s.undone(set)
	if err != nil {
		return result, err
	}
	if done {
		return result, office.Errorf(office.CodeConflict, "“%s”已经撤销过了，不用再撤销。", label)
	}
	err = s.write(Change{Action: "undo", Label: "撤销：" + label, undoOf: set}, func(t *tx) error {
		groups, err := t.changesByRoot(set)
		if err != nil {
			return err
		}
		if err := t.looseUnits(groups); err != nil {
			return err
		}
		for _, g := range groups {
			if err := t.undoGroup(g, &result); err != nil {
				return err
			}
		}
		if result.Removed+result.Restored == 0 && len(result.Kept) > 0 {
			return office.Errorf(office.CodeConflict, "没有可撤销的内容：%s。请到那条记录里直接改。", keptReasons(result.Kept))
		}
		return t.numberUndone(set)
	})
	return result, err
}

func keptReasons(kept []Kept) string {
	parts := []string{}
	for _, k := range kept[:min(len(kept), 5)] {
		parts = append(parts, k.Title+k.Reason)
	}
	return strings.Join(parts, "；")
}

func (s *Store) undone(set int64) (bool, error) {
	var n int
	err := s.r.Get(&n, `SELECT count(*) FROM change_sets c WHERE c.id = ? AND `+undoneSet, set)
	return n == 1, err
}

// changesByRoot returns the set's changes record by record, the record touched
// last first, so that what depends on another goes before it.
func (t *tx) changesByRoot(set int64) ([][]loggedChange, error) {
	all := []loggedChange{}
	if err := t.Select(&all, loggedChanges+`WHERE set_id = ? ORDER BY id`, set); err != nil {
		return nil, err
	}
	type root struct {
		kind string
		id   int64
	}
	index := map[root]int{}
	groups := [][]loggedChange{}
	for _, c := range all {
		key := root{c.RootKind, c.RootID}
		i, ok := index[key]
		if !ok {
			i = len(groups)
			index[key] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], c)
	}
	slices.Reverse(groups)
	return groups, nil
}

func (t *tx) undoGroup(g []loggedChange, result *UndoResult) error {
	first := g[0]
	table := tableOf(first.RootKind)
	title := t.titleOf(first.RootKind, first.RootID)
	if _, err := t.Exec("SAVEPOINT one"); err != nil {
		return err
	}
	reason, err := t.goneFrom(first)
	if err == nil && reason == "" {
		reason, err = t.revert(g)
	}
	if err == nil && reason == "" && isInsertOf(g, table) {
		reason, err = t.filesLeft(first.RootKind, first.RootID)
	}
	if err != nil {
		return err
	}
	if reason != "" {
		if _, err := t.Exec("ROLLBACK TO one"); err != nil {
			return err
		}
		result.Kept = append(result.Kept, Kept{first.RootKind, first.RootID, title, reason})
	} else if isInsertOf(g, table) {
		result.Removed++
	} else {
		result.Restored++
	}
	_, err = t.Exec("RELEASE one")
	return err
}

// goneFrom tells that the record is a paper that was handed over or destroyed, or a
// file of one: nothing of it changes any more.
func (t *tx) goneFrom(c loggedChange) (reason string, err error) {
	var item int64
	switch c.RootKind {
	case "archive_item":
		item = c.RootID
	case "attachment":
		if err := t.Get(&item, `SELECT COALESCE(max(owner_id), 0) FROM attachments WHERE id = ? AND owner_kind = 'archive_item' AND rendition_of = ''`, c.RootID); err != nil {
			return "", err
		}
	default:
		return "", nil
	}
	var gone bool
	if err := t.Get(&gone, `SELECT EXISTS (SELECT 1 FROM archive_items a WHERE a.id = ? AND `+goneItem+`)`, item); err != nil || !gone {
		return "", err
	}
	return "已移交或销毁，已保留", nil
}

// filesLeft tells that files hang on the record: their owner may be of any kind,
// so no foreign key keeps it.
func (t *tx) filesLeft(kind string, id int64) (reason string, err error) {
	var n int
	if err := t.Get(&n, `SELECT count(*) FROM attachments WHERE owner_kind = ? AND owner_id = ? AND deleted_at IS NULL`, kind, id); err != nil || n == 0 {
		return "", err
	}
	return "后来加了附件，已保留", nil
}

func isInsertOf(g []loggedChange, table string) bool {
	for _, c := range g {
		if c.Table == table && c.Before == nil {
			return true
		}
	}
	return false
}

// forget takes back what the running change set did to one record, as if it had
// never been.
func (t *tx) forget(kind string, id int64) error {
	done := []loggedChange{}
	if err := t.Select(&done, loggedChanges+`WHERE set_id = ? AND root_kind = ? AND root_id = ? ORDER BY id`, t.set, kind, id); err != nil {
		return err
	}
	reason, err := t.revert(done)
	if err != nil {
		return err
	}
	if reason != "" {
		return fmt.Errorf("forget %s %d: %s", kind, id, reason)
	}
	_, err = t.Exec(`DELETE FROM changes WHERE set_id = ? AND root_kind = ? AND root_id = ?`, t.set, kind, id)
	return err
}

// revert puts the rows of one record back; a reason means it must stay.
func (t *tx) revert(g []loggedChange) (reason string, err error) {
	for i := len(g) - 1; i >= 0; i-- {
		c, table := g[i], recordTableOf(g[i].Table)
		now, err := t.image(c.Table, c.RowID)
		if err != nil {
			return "", err
		}
		if c.After == nil && now != nil && table.root != "id" {
			if now, err = t.ofRoot(table, c, now); err != nil {
				return "", err
			}
		}
		if !sameImage(now, c.After) {
			return "后来又改过，已保留", nil
		}
		if err := t.putBack(c); err != nil {
			if office.CodeOf(wrap(err, "")) == office.CodeConflict {
				return "已被别的记录使用，已保留", nil
			}
			return "", err
		}
	}
	return "", nil
}

// ofRoot returns the row only when it is the change's own record's: SQLite gives
// the id of a link that is gone to the next one.
func (t *tx) ofRoot(table recordTable, c loggedChange, now *string) (*string, error) {
	var root int64
	if err := t.Get(&root, "SELECT "+table.root+" FROM "+table.name+" WHERE id = ?", c.RowID); err != nil {
		return nil, err
	}
	if root == c.RootID {
		return now, nil
	}
	return nil, nil
}

// image returns the row as the change log would write it, nil when it is gone.
func (t *tx) image(table string, id int64) (*string, error) {
	cols, err := t.columns(table)
	if err != nil {
		return nil, err
	}
	parts := make([]string, len(cols))
	for i, c := range cols {
		parts[i] = fmt.Sprintf("'%s', %s", c, c)
	}
	rows := []string{}
	if err := t.Select(&rows, "SELECT json_object("+strings.Join(parts, ", ")+") FROM "+table+" WHERE id = ?", id); err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, nil
	}
	return &rows[0], nil
}

func (t *tx) columns(table string) ([]string, error) {
	if cols, ok := t.cols[table]; ok {
		return cols, nil
	}
	cols, err := columnsOf(t, table)
	if err != nil {
		return nil, err
	}
	if t.cols == nil {
		t.cols = map[string][]string{}
	}
	t.cols[table] = cols
	return cols, nil
}

// sameImage compares by value: an image written before a migration lacks the
// columns that came later.
func sameImage(now, logged *string) bool {
	if now == nil || logged == nil {
		return now == nil && logged == nil
	}
	if *now == *logged {
		return true
	}
	var a, b map[string]any
	if json.Unmarshal([]byte(*now), &a) != nil || json.Unmarshal([]byte(*logged), &b) != nil {
		return false
	}
	for k, v := range b {
		if a[k] != v {
			return false
		}
	}
	return true
}

func (t *tx) putBack(c loggedChange) error {
	if c.Before == nil {
		_, err := t.Exec("DELETE FROM "+c.Table+" WHERE id = ?", c.RowID)
		return err
	}
	names, values, err := t.imageColumns(c)
	if err != nil {
		return err
	}
	if c.Table == "archive_items" {
		if err := t.freeCode(&values, names, c); err != nil {
			return err
		}
	}
	if c.After == nil {
		if taken, err := t.image(c.Table, c.RowID); err != nil {
			return err
		} else if taken != nil { // by another record's link, see ofRoot
			values[slices.Index(names, "id")] = "NULL"
		}
		_, err = t.Exec("INSERT INTO "+c.Table+" ("+strings.Join(names, ", ")+") VALUES ("+strings.Join(values, ", ")+")", *c.Before)
		return err
	}
	_, err = t.Exec("UPDATE "+c.Table+" SET ("+strings.Join(names, ", ")+") = ("+strings.Join(values, ", ")+") WHERE id = ?2", *c.Before, c.RowID)
	return err
}

// LastAction is the newest action that Undo can take back; ID 0 means none.
type LastAction struct {
	ID    int64  `db:"id" json:"id"`
	Label string `db:"label" json:"label"`
	At    string `db:"at" json:"at"`
}

// LastAction returns the newest action that is no undo and not undone.
func (s *Store) LastAction() (LastAction, error) {
	rows := []LastAction{}
	err := s.r.Select(&rows, `SELECT id, label, at FROM change_sets c
		WHERE undo_of IS NULL AND action NOT IN ('seed', 'sample', 'purge') AND NOT `+undoneSet+`
		ORDER BY id DESC LIMIT 1`)
	if err != nil || len(rows) == 0 {
		return LastAction{}, err
	}
	return rows[0], nil
}
