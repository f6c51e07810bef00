package store

import (
	"database/sql"
	"slices"
	"strings"

	"dudao/internal/office"
)

// Attachments returns the files of a record, in their order.
func (s *Store) Attachments(kind string, id int64) ([]office.Attachment, error) {
	return find[office.Attachment](s.r, "attachments", "WHERE owner_kind = ? AND owner_id = ? AND deleted_at IS NULL ORDER BY position, id", kind, id)
}

// Rendition returns the PDF that stands for the file on paper (转换件), the newest;
// CodeNotFound when there is none.
func (s *Store) Rendition(sha256 string) (office.Attachment, error) {
	rows, err := find[office.Attachment](s.r, "attachments", "WHERE rendition_of = ? AND rendition_of <> '' AND deleted_at IS NULL ORDER BY id DESC LIMIT 1", sha256)
	if err == nil && len(rows) == 0 {
		err = sql.ErrNoRows
	}
	if err != nil {
		return office.Attachment{}, wrap(err, "转换件")
	}
	return rows[0], nil
}

// Attachment returns one file's row. CodeNotFound when there is none.
func (s *Store) Attachment(id int64) (office.Attachment, error) {
	row, err := get[office.Attachment](s.r, "attachments", id)
	return row, wrap(err, "附件")
}

// AddAttachments writes the rows of files whose bytes already lie in the vault.
// CodeNotFound when a file's owner is not there.
func (s *Store) AddAttachments(list []office.Attachment) ([]office.Attachment, error) {
	if len(list) == 0 {
		return list, nil
	}
	label := "添加附件 " + list[0].Name
	if len(list) > 1 {
		label += " 等"
	}
	err := s.write(Change{Action: "attachment.add", Label: label}, func(t *tx) error {
		for i := range list {
			if err := t.addAttachment(&list[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return list, err
}

// addAttachment writes the row of a file as the last of its owner's.
func (t *tx) addAttachment(a *office.Attachment) (err error) {
	if err := t.hasOwner(*a); err != nil {
		return err
	}
	if err := t.placeLast(a); err != nil {
		return err
	}
	a.ID, err = insert(t, "attachments", *a)
	return wrap(err, "附件")
}

// placeLast puts a file behind the others of its owner.
func (t *tx) placeLast(a *office.Attachment) error {
	a.UpdatedAt = t.s.moment()
	return t.Get(&a.Position, `SELECT COALESCE(max(position), 0) + 1 FROM attachments WHERE owner_kind = ? AND owner_id = ?`, a.OwnerKind, a.OwnerID)
}

// hasOwner refuses a file for a record that is not there: an owner may be of any
// kind, so no foreign key can say it.
func (t *tx) hasOwner(a office.Attachment) error {
	table := tableOf(a.OwnerKind)
	if table == "" || a.OwnerKind == "attachment" {
		return office.Invalid("附件要加到一条已保存的记录上，请先保存再添加。")
	}
	var n int
	if err := t.Get(&n, "SELECT count(*) FROM "+table+" WHERE id = ?", a.OwnerID); err != nil {
		return err
	}
	if n == 0 {
		return office.Errorf(office.CodeNotFound, "要添加附件的%s不在了，可能已被删除。请刷新后重试。", KindNames[a.OwnerKind])
	}
	return t.ownerStays(a, "加附件")
}

// ownerStays refuses to touch the files of a paper that was handed over or
// destroyed: they are what was handed over. A rendition is the program's own, for
// its binders.
func (t *tx) ownerStays(a office.Attachment, what string) error {
	if a.OwnerKind != "archive_item" || a.RenditionOf != "" {
		return nil
	}
	item, err := get[office.ArchiveItem](t, "archive_items", a.OwnerID)
	if err != nil {
		return wrap(err, "归档文件")
	}
	return t.notGone(item, what)
}

// SaveAttachment writes a file's caption, date, role and owner.
func (s *Store) SaveAttachment(a office.Attachment) (office.Attachment, error) {
	err := s.write(Change{Action: "attachment.save", Label: "修改附件 " + a.Name}, func(t *tx) error {
		if err := t.fresh("attachments", a.ID, a.UpdatedAt, "附件"); err != nil {
			return err
		}
		if err := t.ownerStays(a, "改附件"); err != nil {
			return err
		}
		a.UpdatedAt = t.s.moment()
		return wrap(update(t, "attachments", a), "附件")
	})
	return a, err
}

// DeleteAttachment moves a file to the recycle bin; its bytes stay in the vault.
func (s *Store) DeleteAttachment(id int64) error {
	return s.write(Change{Action: "attachment.delete", Label: "删除附件 " + s.Title("attachment", id)}, func(t *tx) error {
		a, err := get[office.Attachment](t, "attachments", id)
		if err != nil {
			return wrap(err, "附件")
		}
		if err := t.ownerStays(a, "删附件"); err != nil {
			return err
		}
		if err := t.notTheProof(id); err != nil {
			return err
		}
		return t.trash("attachments", id, "附件")
	})
}

// notTheProof refuses to delete the one file that a closed finding rests on.
func (t *tx) notTheProof(id int64) error {
	number := []string{}
	if err := t.Select(&number, `SELECT f.number FROM attachments a JOIN findings f ON a.owner_kind = 'finding' AND f.id = a.owner_id
		JOIN rounds r ON r.finding_id = f.id AND r.closed_on <> '' AND r.proof = '' AND NOT (r.opened = '首次整改' AND r.reason <> '')
		WHERE a.id = ? AND f.deleted_at IS NULL
		AND NOT EXISTS (SELECT 1 FROM attachments b WHERE b.owner_kind = 'finding' AND b.owner_id = f.id AND b.id <> a.id AND b.deleted_at IS NULL) LIMIT 1`, id); err != nil || len(number) == 0 {
		return err
	}
	return office.Errorf(office.CodeConflict, "这个附件是问题 %s 销号的唯一凭证，不能删除。请先加上新的凭证，再删除它。", number[0])
}

// VaultNames returns the SHA-256 of every file that the records, the log or a
// sealed report name.
func (s *Store) VaultNames() ([]string, error) {
	names, err := vaultNamesOf(s.r)
	return names, fileErrorOrNil(err, s.path)
}

func vaultNamesOf(g getter) ([]string, error) {
	names := []string{}
	templates := ""
	if have, err := hasTable(g, "templates"); err != nil { // a backup of 0.1.0 has none
		return nil, err
	} else if have {
		templates = " UNION SELECT sha256 FROM templates"
	}
	err := g.Select(&names, `SELECT sha256 FROM attachments UNION SELECT pdf_sha256 FROM issued_reports UNION SELECT xlsx_sha256 FROM issued_reports
		UNION SELECT json_extract(before, '$.sha256') FROM changes WHERE tbl IN ('attachments', 'templates') AND before IS NOT NULL`+templates)
	return names, err
}

// Same returns the rows of the files with these bytes, those in the recycle bin
// left out, and those of papers that were thrown out of the tray.
func (s *Store) Same(sha256 string) ([]office.Attachment, error) {
	return find[office.Attachment](s.r, "attachments", `WHERE sha256 = ? AND deleted_at IS NULL
		AND NOT (owner_kind = 'tray' AND owner_id IN (SELECT id FROM tray_items WHERE deleted_at IS NOT NULL)) ORDER BY id`, sha256)
}

// dayOf is the column of a record's own day, the date of the paper printed of it.
var dayOf = map[string]string{
	"visit": "date", "lesson": "date", "inquiry": "date", "finding": "found_on", "notice": "date", "complaint": "received_on",
	"practice": "found_on", "inspection": "planned_on", "training": "starts_on", "meeting": "date", "publication": "drafted_on",
	"archive_item": "dated_on", "archive_box": "arranged_on", "assessment": "''", "inspector": "''", "tenure": "''", "school": "''",
	"stocktake": "started_on",
}

// unnumbered are the kinds whose code names the record by its id.
var unnumbered = []string{"lesson", "inquiry", "archive_item", "archive_box", "assessment", "inspector", "tenure", "school"}

// Coded finds the record that the code on a form names: by its number, or by its
// id of a kind without numbers. What stands behind a / in the number, the round of
// a recheck, is no part of it. day is the record's own.
//
// Errors: CodeNotFound when there is none.
func (s *Store) Coded(kind, number string) (id int64, day office.Date, err error) {
	if kind == "inspection_unit" {
		return s.codedUnit(number)
	}
	number, _, _ = strings.Cut(number, "/")
	column := "number"
	if slices.Contains(unnumbered, kind) {
		column = "id"
	}
	if dayOf[kind] == "" {
		return 0, "", office.Errorf(office.CodeNotFound, "这种文书不归到一条记录，请手工处理。")
	}
	row := struct {
		ID  int64       `db:"id"`
		Day office.Date `db:"day"`
	}{}
	err = s.r.Get(&row, "SELECT id, "+dayOf[kind]+" AS day FROM "+tableOf(kind)+" WHERE "+column+" = ? AND deleted_at IS NULL", number)
	return row.ID, row.Day, wrap(err, KindNames[kind])
}

// codedUnit is Coded for a unit of an inspection: what stands behind the / is its
// place.
func (s *Store) codedUnit(number string) (id int64, day office.Date, err error) {
	if id, err = s.UnitID(number); err != nil {
		return 0, "", err
	}
	u, err := s.Unit(id)
	return id, u.VisitedOn, err
}

// ArchiveFiles are the files of the items of a box, or of a year, in the order of
// the items.
func (s *Store) ArchiveFiles(boxID int64, year int) ([]office.Attachment, error) {
	return find[office.Attachment](s.r, "attachments", `WHERE deleted_at IS NULL AND owner_kind = 'archive_item' AND owner_id IN
		(SELECT id FROM archive_items WHERE deleted_at IS NULL AND (box_id = ?1 OR (?1 = 0 AND year = ?2))) ORDER BY owner_id, position, id`, boxID, year)
}
