package store

import (
	"encoding/json"

	"dudao/internal/office"
)

// seed fills a new database with the rules, matters and check points that every
// office starts from.
func (s *Store) seed() error {
	var n int
	if err := s.w.Get(&n, `SELECT (SELECT count(*) FROM rules) + (SELECT count(*) FROM matters)`); err != nil || n > 0 {
		return err
	}
	return s.write(Change{Action: "seed", Label: "首次建立"}, func(t *tx) error {
		for _, r := range office.DefaultRules {
			if _, err := insert(t, "rules", r); err != nil {
				return err
			}
		}
		for _, m := range office.DefaultMatters {
			if _, err := t.NamedExec(`INSERT INTO matters (id, kindergarten, position, name, short, source, official, valid_from, valid_to)
				VALUES (:id, :kindergarten, :position, :name, :short, :source, :official, :valid_from, :valid_to)`, m); err != nil {
				return err
			}
		}
		for _, c := range office.DefaultCheckpoints {
			if _, err := insert(t, "checkpoints", c); err != nil {
				return err
			}
		}
		for _, h := range office.Holidays() {
			if _, err := t.Exec(`INSERT INTO holidays (day, kind, name) VALUES (?, ?, ?)`, h.Day, h.Kind, h.Name); err != nil {
				return err
			}
		}
		return t.putSetting("office", office.DefaultSettings())
	})
}

// putSetting writes one settings row.
func (t *tx) putSetting(key string, value any) error {
	b, err := json.Marshal(value)
	if err != nil {
		return err
	}
	_, err = t.Exec(`INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, string(b))
	return err
}
