package store

import (
	"github.com/jmoiron/sqlx"

	"dudao/internal/office"
)

// record notes the import in the list of imports.
func (im *importer) record() error {
	set := im.t.set
	if im.result.Added+im.result.Updated == 0 {
		set = 0
	}
	r := im.result
	_, err := im.t.Exec(`INSERT INTO imports (kind, file, sha256, at, read, added, updated, unchanged, failed, set_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		im.layout.Kind, im.opt.File, im.opt.SHA256, im.t.s.moment(), r.Read, r.Added, r.Updated, r.Unchanged, r.Failed, set)
	return err
}

// ImportRecord is one line of the list of imports.
type ImportRecord struct {
	ID        int64  `db:"id" json:"id"`
	Kind      string `db:"kind" json:"kind"`
	File      string `db:"file" json:"file"`
	At        string `db:"at" json:"at"`
	Read      int    `db:"read" json:"read"`
	Added     int    `db:"added" json:"added"`
	Updated   int    `db:"updated" json:"updated"`
	Unchanged int    `db:"unchanged" json:"unchanged"`
	Failed    int    `db:"failed" json:"failed"`
	SetID     int64  `db:"set_id" json:"setId"` // what Undo takes back, 0 for nothing
	Undone    bool   `db:"undone" json:"undone"`
}

// Imports returns the imports, newest first.
func (s *Store) Imports() ([]ImportRecord, error) {
	rows := []ImportRecord{}
	err := s.r.Select(&rows, `SELECT i.id, i.kind, i.file, i.at, i.read, i.added, i.updated, i.unchanged, i.failed, i.set_id,
		EXISTS (SELECT 1 FROM change_sets c WHERE c.id = i.set_id AND `+undoneSet+`) AS undone FROM imports i ORDER BY i.id DESC LIMIT 200`)
	return rows, err
}

// ImportMapping returns what the clerk said that headings of the kind mean:
// normalized heading to field key or to office.IgnoreColumn.
func (s *Store) ImportMapping(kind office.Kind) (map[string]string, error) {
	rows := []struct {
		Header string `db:"header"`
		Field  string `db:"field"`
	}{}
	if err := s.r.Select(&rows, `SELECT header, field FROM import_mappings WHERE kind = ?`, kind); err != nil {
		return nil, err
	}
	out := make(map[string]string, len(rows))
	for _, r := range rows {
		out[r.Header] = r.Field
		if r.Field == "" {
			out[r.Header] = office.IgnoreColumn
		}
	}
	return out, nil
}

// SaveImportMapping remembers what headings of the kind mean.
func (s *Store) SaveImportMapping(kind office.Kind, mapping map[string]string) error {
	layout, err := office.LayoutOf(kind)
	if err != nil {
		return err
	}
	for heading, field := range mapping {
		if field != office.IgnoreColumn && layout.Index(field) < 0 {
			return office.Invalid("“%s”表里没有“%s”这一项，请重新选择列“%s”的含义。", layout.Title, field, heading)
		}
	}
	return s.plain(func(t *sqlx.Tx) error {
		for heading, field := range mapping {
			if field == office.IgnoreColumn {
				field = ""
			}
			if _, err := t.Exec(`INSERT INTO import_mappings (kind, header, field) VALUES (?, ?, ?)
				ON CONFLICT (kind, header) DO UPDATE SET field = excluded.field`, kind, office.NormalizeHeading(heading), field); err != nil {
				return err
			}
		}
		return nil
	})
}
