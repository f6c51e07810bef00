package store

import (
	"encoding/json"
	"slices"
	"time"

	"dudao/internal/office"
)

// FieldChange is one field's value before and after.
type FieldChange struct {
	Name   string `json:"name"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// HistoryRow is one action on one record, newest first in a history.
type HistoryRow struct {
	SetID  int64         `json:"setId"`
	At     string        `json:"at"`
	Who    string        `json:"who"`
	Label  string        `json:"label"`
	Fields []FieldChange `json:"fields"`
}

// History returns what was done to a record, newest first.
func (s *Store) History(kind string, id int64) ([]HistoryRow, error) {
	type logged struct {
		SetID  int64   `db:"set_id"`
		At     string  `db:"at"`
		Who    string  `db:"who"`
		Label  string  `db:"label"`
		Table  string  `db:"tbl"`
		Before *string `db:"before"`
		After  *string `db:"after"`
	}
	rows := []logged{}
	if err := s.r.Select(&rows, `SELECT c.set_id, s.at, s.who, s.label, c.tbl, c.before, c.after
		FROM changes c JOIN change_sets s ON s.id = c.set_id
		WHERE c.root_kind = ? AND c.root_id = ? ORDER BY c.id DESC`, kind, id); err != nil {
		return nil, err
	}
	out := []HistoryRow{}
	for _, r := range rows {
		if len(out) == 0 || out[len(out)-1].SetID != r.SetID {
			out = append(out, HistoryRow{SetID: r.SetID, At: r.At, Who: r.Who, Label: r.Label, Fields: []FieldChange{}})
		}
		fields, err := fieldChanges(r.Before, r.After, r.Table != tableOf(kind))
		if err != nil {
			return nil, err
		}
		last := &out[len(out)-1]
		last.Fields = append(last.Fields, fields...)
	}
	return out, nil
}

// bookkeeping columns are no news to the clerk.
var bookkeeping = []string{"id", "updated_at", "pinyin", "visit_id", "zone_id", "version_id", "finding_id", "notice_id", "complaint_id", "tenure_id", "training_id", "appointment_id", "position", "assessment_id", "subject_id", "scheme_id", "part_id", "item_id", "behind", "plan_id", "menu_id", "task_id", "line_id", "team_id", "standard_id", "indicator_id", "evaluation_id", "evidence_id", "need_id", "spot_check_id", "pool", "stocktake_id", "disposal_id"}

func fieldChanges(before, after *string, child bool) ([]FieldChange, error) {
	a, b := map[string]any{}, map[string]any{}
	for _, p := range []struct {
		image *string
		into  *map[string]any
	}{{before, &a}, {after, &b}} {
		if p.image != nil {
			if err := json.Unmarshal([]byte(*p.image), p.into); err != nil {
				return nil, err
			}
		}
	}
	names := []string{}
	for _, m := range []map[string]any{a, b} {
		for k := range m {
			if !slices.Contains(names, k) && (!slices.Contains(bookkeeping, k) || (k == "visit_id" && !child)) {
				names = append(names, k)
			}
		}
	}
	slices.Sort(names)
	out := []FieldChange{}
	for _, n := range names {
		x, y := showValue(a[n]), showValue(b[n])
		if x != y {
			out = append(out, FieldChange{n, x, y})
		}
	}
	return out, nil
}

func showValue(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	default:
		b, err := json.Marshal(v)
		if err != nil {
			return ""
		}
		return string(b)
	}
}

// TrashRow is one record in the recycle bin.
type TrashRow struct {
	Kind      string `db:"kind" json:"kind"`
	ID        int64  `db:"id" json:"id"`
	Title     string `db:"-" json:"title"`
	DeletedAt string `db:"deleted_at" json:"deletedAt"`
	DaysLeft  int    `db:"-" json:"daysLeft"`
}

// trashTables can be thrown away and brought back.
var trashTables = []string{"assessment", "assessment_scheme", "award", "notice", "complaint", "practice", "template", "visit", "finding", "lesson", "inquiry", "school", "inspector", "appointment", "assignment", "attachment", "inspection_unit", "inspection", "tenure", "training", "plan_task", "plan", "menu", "plan_line", "staff_day", "staff", "leader", "meeting", "publication", "platform", "team", "checklist", "archive_item", "archive_box", "standard", "evaluation", "evidence", "tray", "stocktake", "archive_loan", "disposal", "spot_check"}

// Trash lists the recycle bin, newest first; keepDays is RuleTrashDays.
func (s *Store) Trash(keepDays int) ([]TrashRow, error) {
	out := []TrashRow{}
	for _, kind := range trashTables {
		rows := []TrashRow{}
		if err := s.r.Select(&rows, "SELECT ? AS kind, id, deleted_at FROM "+tableOf(kind)+" WHERE deleted_at IS NOT NULL", kind); err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	slices.SortFunc(out, func(a, b TrashRow) int {
		if a.DeletedAt == b.DeletedAt {
			return int(b.ID - a.ID)
		}
		if a.DeletedAt > b.DeletedAt {
			return -1
		}
		return 1
	})
	for i := range out {
		out[i].Title = titleOf(s.r, out[i].Kind, out[i].ID)
		at, err := time.Parse(time.RFC3339Nano, out[i].DeletedAt)
		if err != nil {
			return nil, err
		}
		out[i].DaysLeft = max(0, keepDays-int(s.now().Sub(at).Hours()/24))
	}
	return out, nil
}

// Recover brings a record back from the recycle bin.
func (s *Store) Recover(kind string, id int64) error {
	if !slices.Contains(trashTables, kind) {
		return office.Invalid("这类记录不进回收站，请到“修改记录”里撤销删除。")
	}
	label := "恢复" + KindNames[kind] + " " + titleOf(s.r, kind, id)
	return s.write(Change{Action: "recover", Label: label}, func(t *tx) error {
		if kind == "visit" {
			if err := t.recoverParts(id); err != nil {
				return err
			}
		}
		res, err := t.Exec("UPDATE "+tableOf(kind)+" SET deleted_at = NULL WHERE id = ? AND deleted_at IS NOT NULL", id)
		if err != nil {
			return wrap(err, KindNames[kind])
		}
		if kind == "attachment" {
			a, err := get[office.Attachment](t, "attachments", id)
			if err != nil {
				return wrap(err, KindNames[kind])
			}
			if err := t.hasOwner(a); err != nil {
				return err
			}
		}
		if n, err := res.RowsAffected(); err != nil {
			return err
		} else if n == 0 {
			return office.Errorf(office.CodeNotFound, "回收站里没有这条%s，可能已恢复或到期清掉。请刷新回收站再看。", KindNames[kind])
		}
		if kind == "archive_item" {
			return t.numberAgain(id)
		}
		return nil
	})
}

// recoverParts brings back what went to the recycle bin together with a visit.
func (t *tx) recoverParts(visit int64) error {
	for table, kind := range map[string]string{"findings": "finding", "lessons": "lesson", "inquiries": "inquiry"} {
		if _, err := t.Exec("UPDATE "+table+` SET deleted_at = NULL WHERE visit_id = ?1 AND deleted_at IS NOT NULL AND id IN (SELECT root_id FROM changes
			WHERE root_kind = ?2 AND set_id = (SELECT max(set_id) FROM changes WHERE tbl = 'visits' AND root_kind = 'visit' AND root_id = ?1))`, visit, kind); err != nil {
			return wrap(err, KindNames[kind])
		}
	}
	return nil
}

// PurgeTrash removes for good what has lain in the recycle bin for keepDays
// days, and blanks its images in the change log. A record that others refer to
// stays. It returns the number of records removed.
func (s *Store) PurgeTrash(keepDays int) (int, error) {
	limit := s.now().UTC().AddDate(0, 0, -keepDays).Format(time.RFC3339Nano)
	outdated := []Hit{}
	for _, kind := range trashTables { // nothing is written at an ordinary start
		of := []Hit{}
		if err := s.r.Select(&of, "SELECT ? AS kind, id AS ref_id FROM "+tableOf(kind)+" WHERE deleted_at IS NOT NULL AND deleted_at < ?", kind, limit); err != nil {
			return 0, fileError(err, s.path)
		}
		outdated = append(outdated, of...)
	}
	if len(outdated) == 0 {
		return 0, nil
	}
	removed := 0
	err := s.write(Change{Action: "purge", Label: "清空过期的回收站"}, func(t *tx) error {
		for _, r := range outdated {
			ok, err := t.purge(r.Kind, r.ID)
			if err != nil {
				return err
			}
			if ok {
				removed++
			}
		}
		return nil
	})
	return removed, err
}

func (t *tx) purge(kind string, id int64) (bool, error) {
	if _, err := t.Exec("SAVEPOINT one"); err != nil {
		return false, err
	}
	for _, r := range recordTables {
		if r.kind != kind || r.root == "id" {
			continue
		}
		if _, err := t.Exec("DELETE FROM "+r.name+" WHERE "+r.root+" = ?", id); err != nil {
			return false, err
		}
	}
	files := []int64{}
	if err := t.Select(&files, `DELETE FROM attachments WHERE owner_kind = ? AND owner_id = ? RETURNING id`, kind, id); err != nil {
		return false, err
	}
	for _, file := range files { // after the delete, which is logged as well
		if _, err := t.Exec(`UPDATE changes SET before = NULL, after = NULL WHERE root_kind = 'attachment' AND root_id = ?`, file); err != nil {
			return false, err
		}
	}
	_, err := t.Exec("DELETE FROM "+tableOf(kind)+" WHERE id = ?", id)
	if err != nil {
		if office.CodeOf(wrap(err, "")) != office.CodeConflict {
			return false, err
		}
		if _, err := t.Exec("ROLLBACK TO one"); err != nil {
			return false, err
		}
	} else if _, err := t.Exec("UPDATE changes SET before = NULL, after = NULL WHERE root_kind = ? AND root_id = ?", kind, id); err != nil {
		return false, err
	}
	_, rerr := t.Exec("RELEASE one")
	return err == nil, rerr
}

// ActionRow is one action in the list of what was done.
type ActionRow struct {
	ID      int64  `db:"id" json:"id"`
	At      string `db:"at" json:"at"`
	Who     string `db:"who" json:"who"`
	Label   string `db:"label" json:"label"`
	Records int    `db:"records" json:"records"`
	Undone  bool   `db:"undone" json:"undone"`
	IsUndo  bool   `db:"is_undo" json:"isUndo"`
}

// Actions returns what was done, newest first; page counts from 1.
func (s *Store) Actions(page, size int) ([]ActionRow, error) {
	rows := []ActionRow{}
	err := s.r.Select(&rows, `SELECT c.id, c.at, c.who, c.label, c.undo_of IS NOT NULL AS is_undo,
		c.records, `+undoneSet+` AS undone
		FROM change_sets c WHERE c.action <> 'seed' ORDER BY c.id DESC LIMIT ? OFFSET ?`, size, size*(max(1, page)-1))
	return rows, err
}
