package store

import "github.com/jmoiron/sqlx"

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

// SaveDraft writes a draft over the one of the same kind and key.
func (s *Store) SaveDraft(d Draft) (Draft, error) {
	d.UpdatedAt = s.moment()
	err := s.plain(func(t *sqlx.Tx) error {
		return t.Get(&d.ID, `INSERT INTO drafts (kind, key, body, updated_at) VALUES (?, ?, ?, ?)
			ON CONFLICT (kind, key) DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at RETURNING id`, d.Kind, d.Key, d.Body, d.UpdatedAt)
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
