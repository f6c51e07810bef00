package store

import (
	"fmt"

	"dudao/internal/office"
)

// Filing is a paper on its way into the archive with the files that hang on it:
// their bytes lie in the vault already.
type Filing struct {
	Item  office.ArchiveItem
	Files []office.Attachment
}

// FileArchive files papers (ID 0) or changes them, with their files, in one
// action. step may be nil; it reports progress and stops by an error.
func (s *Store) FileArchive(list []Filing, step func(done, total int) error) ([]office.ArchiveItem, error) {
	label := fmt.Sprintf("归档 %d 件", len(list))
	if len(list) == 1 {
		label = "归档 " + list[0].Item.Title
	}
	out := make([]office.ArchiveItem, len(list))
	err := s.write(Change{Action: "archive.save", Label: label}, func(t *tx) error {
		touched := classes{}
		for i := range list {
			if step != nil {
				if err := step(i, len(list)); err != nil {
					return err
				}
			}
			if err := t.saveArchiveItem(&list[i].Item, touched); err != nil {
				return inList(err, len(list), list[i].Item.Title)
			}
			if err := t.hang(list[i]); err != nil {
				return err
			}
		}
		if err := t.renumber(touched); err != nil {
			return err
		}
		for i, f := range list {
			var err error
			if out[i], err = get[office.ArchiveItem](t, "archive_items", f.Item.ID); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// SaveArchiveItems is FileArchive for papers without files.
func (s *Store) SaveArchiveItems(items []office.ArchiveItem) ([]office.ArchiveItem, error) {
	list := make([]Filing, len(items))
	for i, a := range items {
		list[i].Item = a
	}
	return s.FileArchive(list, nil)
}

// inList names the paper of a list that a refusal speaks of.
func inList(err error, n int, title string) error {
	if n < 2 || office.CodeOf(err) == office.CodeInternal {
		return err
	}
	return office.Errorf(office.CodeOf(err), "“%s”：%s", title, err)
}

// hang writes the files of a paper.
func (t *tx) hang(f Filing) error {
	for i, a := range f.Files {
		a.ID, a.OwnerKind, a.OwnerID, a.Position, a.UpdatedAt = 0, "archive_item", f.Item.ID, i+1, t.s.moment()
		if _, err := insert(t, "attachments", a); err != nil {
			return wrap(err, "附件")
		}
	}
	return nil
}

// UnfiledFiles are the attachments of records dated in the period that no archive
// item holds; photos only when they are asked for, the 备考表 of
// a box, which is its own, never. They come in the order of
// their days.
func (s *Store) UnfiledFiles(p office.Period, photos bool) ([]office.Attachment, error) {
	clause := `WHERE deleted_at IS NULL AND owner_kind <> 'archive_item' AND NOT (owner_kind = 'archive_box' AND caption = '备考表') AND CASE WHEN dated_on <> '' THEN dated_on ELSE substr(updated_at, 1, 10) END >= ?
		AND CASE WHEN dated_on <> '' THEN dated_on ELSE substr(updated_at, 1, 10) END < ?
		AND NOT EXISTS (SELECT 1 FROM attachments b JOIN archive_items i ON i.id = b.owner_id AND i.deleted_at IS NULL WHERE b.sha256 = attachments.sha256 AND b.owner_kind = 'archive_item' AND b.deleted_at IS NULL)`
	if !photos {
		clause += ` AND NOT (mime LIKE 'image/%' AND role IN ('', '照片'))`
	}
	return find[office.Attachment](s.r, "attachments", clause+" ORDER BY dated_on, id", p.From, p.To)
}

// FiledKeys are the papers of a form that are in the archive, by the id they were
// printed by.
func (s *Store) FiledKeys(form string) (map[string]bool, error) {
	keys := []string{}
	if err := s.r.Select(&keys, `SELECT source_key FROM archive_items WHERE form = ? AND source_key <> '' AND deleted_at IS NULL`, form); err != nil {
		return nil, err
	}
	out := make(map[string]bool, len(keys))
	for _, k := range keys {
		out[k] = true
	}
	return out, nil
}

// HeldFile returns the archive item that holds a file of these bytes, 0 for none.
func (s *Store) HeldFile(sha256 string) (id int64, err error) {
	err = s.r.Get(&id, `SELECT COALESCE(max(i.id), 0) FROM attachments b JOIN archive_items i ON i.id = b.owner_id AND i.deleted_at IS NULL
		WHERE b.sha256 = ? AND b.owner_kind = 'archive_item' AND b.deleted_at IS NULL`, sha256)
	return id, err
}
