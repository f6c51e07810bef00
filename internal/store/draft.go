package store

import (
	"github.com/jmoiron/sqlx"

	"dudao/internal/office"
)

// Draft is a half-filled form (草稿), kept until it is saved.
type Draft struct {
	ID        int64  `db:"id" json:"id"`
	Kind      string `db:"kind" json:"kind"`
	Key       string `db:"key" json:"key"`
	Body      string `db:"body" json:"body"`
	UpdatedAt string `db:"updated_at" json:"updatedAt"`
}

// Drafts returns the drafts of a kind, newest first.
func (s *Store) Drafts(kind string) ([]Draft, error) {
	return find[Draft](s.r, "drafts", "WHERE kind = ? ORDER BY updated_at DESC", kind)
}

// Drafts that nobody came back to are not kept for ever: the newest ones, for half a
// year, and none that is longer than all fields of a form together.
const (
	maxDrafts     = 200
	draftDays     = 180
	maxDraftBytes = 4 << 20
)

// SaveDraft writes a draft over the one of the same kind and key, and drops those
// that are too old or too many.
func (s *Store) SaveDraft(d Draft) (Draft, error) {
	if len(d.Body) > maxDraftBytes {
		return d, office.Errorf(office.CodeInvalid, "这张表里的字太多，草稿没有自动存。请先点“保存”，或把长的内容作为附件添加。")
	}
	d.UpdatedAt = s.moment()
	err := s.plain(func(t *sqlx.Tx) error {
		if err := t.Get(&d.ID, `INSERT INTO drafts (kind, key, body, updated_at) VALUES (?, ?, ?, ?)
			ON CONFLICT (kind, key) DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at RETURNING id`, d.Kind, d.Key, d.Body, d.UpdatedAt); err != nil {
			return err
		}
		_, err := t.Exec(`DELETE FROM drafts WHERE id <> ?1 AND (julianday(updated_at) < julianday(?2) - ?3
			OR id NOT IN (SELECT id FROM drafts ORDER BY julianday(updated_at) DESC, id DESC LIMIT ?4))`, d.ID, d.UpdatedAt, draftDays, maxDrafts)
		return err
	})
	return d, err
}

// DropDraft deletes a draft; one that is gone already is no error.
func (s *Store) DropDraft(id int64) error {
	return s.plain(func(t *sqlx.Tx) error {
		_, err := t.Exec(`DELETE FROM drafts WHERE id = ?`, id)
		return err
	})
}
