package store

import (
	"database/sql"
	"errors"
	"fmt"

	"dudao/internal/office"
)

// TrayRow is a paper that waits, with its file.
type TrayRow struct {
	office.TrayItem
	FileID  int64  `db:"file_id" json:"fileId"`
	File    string `db:"file" json:"file"`
	MIME    string `db:"mime" json:"mime"`
	Bytes   int64  `db:"bytes" json:"bytes"`
	Sheets  int    `db:"sheets" json:"sheets"` // its pages; 0 when they could not be counted
	SHA256  string `db:"sha256" json:"-"`
	Suggest string `db:"-" json:"suggest"` // title of the record it probably belongs to
}

// TrayPage is one page of the tray.
type TrayPage struct {
	Rows  []TrayRow `json:"rows"`
	Total int       `json:"total"`
}

const trayRows = `SELECT x.id, x.title, x.reason, x.source, x.pages, x.dated_on, x.doc_number, x.hint, x.suggest_kind, COALESCE(x.suggest_id, 0) AS suggest_id,
	x.received_on, x.updated_at, a.id AS file_id, a.name AS file, a.mime, a.bytes, a.pages AS sheets, a.sha256
	FROM tray_items x JOIN attachments a ON a.owner_kind = 'tray' AND a.owner_id = x.id AND a.deleted_at IS NULL`

// Tray lists what waits, the oldest first; Page and Size of the query count.
func (s *Store) Tray(q ListQuery) (TrayPage, error) {
	page := TrayPage{Rows: []TrayRow{}}
	var err error
	if page.Total, err = s.TrayCount(); err != nil {
		return page, err
	}
	order, limit := q.order(map[string]string{}, "x.received_on, x.source", "x.id")
	if err := s.r.Select(&page.Rows, trayRows+" WHERE x.deleted_at IS NULL"+order, limit...); err != nil {
		return page, err
	}
	for i := range page.Rows {
		page.Rows[i].suggest(s)
	}
	return page, nil
}

func (r *TrayRow) suggest(s *Store) {
	if r.SuggestID != 0 {
		r.Suggest = s.Title(r.SuggestKind, r.SuggestID)
	}
}

// TrayCount is how many papers wait.
func (s *Store) TrayCount() (n int, err error) {
	err = s.r.Get(&n, `SELECT count(*) FROM tray_items WHERE deleted_at IS NULL`)
	return n, err
}

// TrayItem returns one paper that waits. CodeNotFound when there is none.
func (s *Store) TrayItem(id int64) (row TrayRow, err error) {
	err = s.r.Get(&row, trayRows+" WHERE x.deleted_at IS NULL AND x.id = ?", id)
	row.suggest(s)
	return row, wrap(err, KindNames[office.TrayKind])
}

// Waiting is a paper for the tray with its file, whose bytes lie in the vault.
type Waiting struct {
	Item office.TrayItem
	File office.Attachment
}

// Intake is what one file that was brought in came to: what is filed to records
// and what waits.
type Intake struct {
	Name    string // of the file, or the first of several
	Sources []office.ScanSource
	Filed   []office.Attachment
	Tray    []Waiting
}

// TakeIn writes the rows of a file that was brought in, all in one action. The
// bytes lie in the vault already.
func (s *Store) TakeIn(in Intake) error {
	label := fmt.Sprintf("收文件 %s：归位 %d 份", in.Name, len(in.Filed))
	if len(in.Tray) > 0 {
		label += fmt.Sprintf("，待归 %d 份", len(in.Tray))
	}
	return s.write(Change{Action: "tray.take", Label: label}, func(t *tx) error {
		for _, source := range in.Sources {
			source.TakenOn = s.Today()
			if _, err := t.Exec(`DELETE FROM scan_sources WHERE sha256 = ?`, source.SHA256); err != nil {
				return err
			}
			if _, err := insert(t, "scan_sources", source); err != nil {
				return wrap(err, "已收文件")
			}
		}
		for _, a := range in.Filed {
			if err := t.addAttachment(&a); err != nil {
				return err
			}
		}
		for _, w := range in.Tray {
			if err := t.wait(w); err != nil {
				return err
			}
		}
		return nil
	})
}

// wait puts a paper into the tray.
func (t *tx) wait(w Waiting) error {
	if err := w.Item.Validate(); err != nil {
		return err
	}
	w.Item.UpdatedAt = t.s.moment()
	if w.Item.ReceivedOn == "" {
		w.Item.ReceivedOn = t.s.Today()
	}
	id, err := insert(t, "tray_items", w.Item)
	if err != nil {
		return wrap(err, KindNames[office.TrayKind])
	}
	w.File.OwnerKind, w.File.OwnerID = office.TrayKind, id
	return t.addAttachment(&w.File)
}

// SourceOf returns when a file of these bytes was brought in; found is false when
// it never was.
func (s *Store) SourceOf(sha256 string) (source office.ScanSource, found bool, err error) {
	list, err := find[office.ScanSource](s.r, "scan_sources", "WHERE sha256 = ?", sha256)
	if err != nil || len(list) == 0 {
		return source, false, err
	}
	return list[0], true, nil
}

// TrayFiling says where a paper that waits goes.
type TrayFiling struct {
	ID      int64       `json:"id"`
	Kind    string      `json:"kind"`
	OwnerID int64       `json:"ownerId"`
	Role    string      `json:"role"`
	Caption string      `json:"caption"`
	DatedOn office.Date `json:"datedOn"`
}

// FileFromTray gives papers that wait to their records: their files become those
// records' attachments. All of them, or with an error none.
func (s *Store) FileFromTray(list []TrayFiling) error {
	if len(list) == 0 {
		return nil
	}
	label := "归位待归扫描件到 " + s.Title(list[0].Kind, list[0].OwnerID)
	if len(list) > 1 {
		label += fmt.Sprintf(" 等 %d 份", len(list))
	}
	return s.write(Change{Action: "tray.file", Label: label}, func(t *tx) error {
		for _, f := range list {
			if err := t.fileFromTray(f); err != nil {
				return err
			}
		}
		return nil
	})
}

func (t *tx) fileFromTray(f TrayFiling) error {
	a, err := t.trayFile(f.ID)
	if err != nil {
		return err
	}
	if f.Kind == office.TrayKind {
		return office.Invalid("请指定这份扫描件是哪条记录的。")
	}
	a.OwnerKind, a.OwnerID, a.Role = f.Kind, f.OwnerID, f.Role
	if f.Caption != "" {
		a.Caption = f.Caption
	}
	if f.DatedOn != "" {
		if !f.DatedOn.Valid() {
			return office.Invalid("日期“%s”不对，请写成 2026-03-12。", f.DatedOn)
		}
		a.DatedOn = f.DatedOn
	}
	if err := t.hasOwner(a); err != nil {
		return err
	}
	if err := t.placeLast(&a); err != nil {
		return err
	}
	if err := update(t, "attachments", a); err != nil {
		return wrap(err, "附件")
	}
	_, err = t.Exec(`DELETE FROM tray_items WHERE id = ?`, f.ID)
	return err
}

// trayFile is the file of a paper that waits.
func (t *tx) trayFile(id int64) (office.Attachment, error) {
	list, err := find[office.Attachment](t, "attachments", `WHERE owner_kind = 'tray' AND owner_id = ? AND deleted_at IS NULL
		AND EXISTS (SELECT 1 FROM tray_items x WHERE x.id = owner_id AND x.deleted_at IS NULL)`, id)
	if err == nil && len(list) == 0 {
		err = sql.ErrNoRows
	}
	if err != nil {
		return office.Attachment{}, wrap(err, KindNames[office.TrayKind])
	}
	return list[0], nil
}

// ReplaceInTray puts other papers in the place of some that wait: the halves of a
// divided one, one in place of two, a turned one. The old bytes stay in the vault
// for an undo.
func (s *Store) ReplaceInTray(label string, old []int64, with []Waiting) error {
	return s.write(Change{Action: "tray.replace", Label: label}, func(t *tx) error {
		for _, id := range old {
			a, err := t.trayFile(id)
			if err != nil {
				return err
			}
			if _, err := t.Exec(`DELETE FROM attachments WHERE id = ?`, a.ID); err != nil {
				return err
			}
			if _, err := t.Exec(`DELETE FROM tray_items WHERE id = ?`, id); err != nil {
				return err
			}
		}
		for _, w := range with {
			if err := t.wait(w); err != nil {
				return err
			}
		}
		return nil
	})
}

// SaveTrayItem writes the name and day of a paper that waits.
func (s *Store) SaveTrayItem(x office.TrayItem) (office.TrayItem, error) {
	err := s.write(Change{Action: "tray.save", Label: "修改待归扫描件 " + x.Title}, func(t *tx) error {
		if err := x.Validate(); err != nil {
			return err
		}
		if err := t.fresh("tray_items", x.ID, x.UpdatedAt, KindNames[office.TrayKind]); err != nil {
			return err
		}
		x.UpdatedAt = t.s.moment()
		return wrap(update(t, "tray_items", x), KindNames[office.TrayKind])
	})
	return x, err
}

// DiscardFromTray moves papers that wait to the recycle bin.
func (s *Store) DiscardFromTray(ids []int64) error {
	return s.write(Change{Action: "tray.discard", Label: fmt.Sprintf("删除待归扫描件 %d 份", len(ids))}, func(t *tx) error {
		for _, id := range ids {
			if err := t.trash("tray_items", id, KindNames[office.TrayKind]); err != nil {
				return err
			}
		}
		return nil
	})
}

// ByDocNumber finds the record whose 文号 this is: a paper of rectification, a
// publication, an inspection's notice or a filed paper. found is false for none
// and for several.
func (s *Store) ByDocNumber(number string) (kind string, id int64, found bool, err error) {
	if number == "" {
		return "", 0, false, nil
	}
	rows := []struct {
		Kind string `db:"kind"`
		ID   int64  `db:"id"`
	}{}
	err = s.r.Select(&rows, `SELECT 'notice' AS kind, id FROM notices WHERE doc_number = ?1 AND deleted_at IS NULL
		UNION ALL SELECT 'publication', id FROM publications WHERE doc_number = ?1 AND deleted_at IS NULL
		UNION ALL SELECT 'archive_item', id FROM archive_items WHERE doc_number = ?1 AND deleted_at IS NULL LIMIT 3`, number)
	if err != nil || len(rows) == 0 {
		return "", 0, false, err
	}
	if rows[0].Kind != "archive_item" && len(rows) == 2 && rows[1].Kind == "archive_item" { // the filed copy of the same
		rows = rows[:1]
	}
	return rows[0].Kind, rows[0].ID, len(rows) == 1, nil
}

// Stands tells whether a record is there and not in the recycle bin.
func (s *Store) Stands(kind string, id int64) (bool, error) {
	table := tableOf(kind)
	if table == "" {
		return false, nil
	}
	cols, err := columnsOf(s.r, table)
	if err != nil {
		return false, err
	}
	query := "SELECT 1 FROM " + table + " WHERE id = ?"
	for _, c := range cols {
		if c == "deleted_at" {
			query += " AND deleted_at IS NULL"
		}
	}
	var one int
	err = s.r.Get(&one, query, id)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}
