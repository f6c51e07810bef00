package store

import (
	"encoding/json"
	"slices"

	"dudao/internal/office"
)

// seed fills a new database with the rules, matters and check points that every
// office starts from, and an older one with the rules that came since.
func (s *Store) seed() error {
	if err := s.write(Change{Action: "seed", Label: "补充规则"}, (*tx).seedRules); err != nil {
		return err
	}
	if err := s.write(Change{Action: "seed", Label: "考核方案"}, (*tx).seedSchemes); err != nil {
		return err
	}
	if err := s.write(Change{Action: "seed", Label: "评估标准"}, (*tx).seedStandards); err != nil {
		return err
	}
	var n int
	if err := s.w.Get(&n, `SELECT count(*) FROM matters`); err != nil || n > 0 {
		return err
	}
	return s.write(Change{Action: "seed", Label: "首次建立"}, func(t *tx) error {
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

// seedRules adds the rules and alerts that the database has no version of. What a
// rule is called is the program's word, its value the office's.
func (t *tx) seedRules() error {
	have := []string{}
	if err := t.Select(&have, `SELECT key FROM rules UNION SELECT code FROM alert_rules`); err != nil {
		return err
	}
	for _, r := range office.DefaultRules {
		if !slices.Contains(have, r.Key) {
			if _, err := insert(t, "rules", r); err != nil {
				return err
			}
		} else if _, err := t.Exec(`UPDATE rules SET name = ? WHERE key = ? AND name <> ?`, r.Name, r.Key, r.Name); err != nil {
			return err
		}
	}
	for _, a := range office.DefaultAlerts {
		if !slices.Contains(have, a.Code) {
			if _, err := insert(t, "alert_rules", a); err != nil {
				return err
			}
		}
	}
	return t.seedArchive()
}

// seedArchive fills the scheme of an archive that has none. A table of before the
// program proposed its own papers gets those lines once; one that the clerk took
// out afterwards stays out.
func (t *tx) seedArchive() error {
	var units, seeded int
	if err := t.Get(&units, `SELECT count(*) FROM archive_units`); err != nil {
		return err
	}
	if err := t.Get(&seeded, `SELECT count(*) FROM settings WHERE key = 'retention'`); err != nil || seeded > 0 {
		return err
	}
	have := []string{}
	if err := t.Select(&have, `SELECT name FROM retention_rules UNION SELECT form FROM retention_rules`); err != nil {
		return err
	}
	if units == 0 {
		for _, u := range office.DefaultArchiveUnits {
			if _, err := insert(t, "archive_units", u); err != nil {
				return err
			}
		}
	}
	known := []string{}
	if err := t.Select(&known, `SELECT code FROM archive_units`); err != nil {
		return err
	}
	for _, r := range office.DefaultRetentionRules {
		if slices.Contains(have, r.Name) || r.Form != "" && slices.Contains(have, r.Form) || !slices.Contains(known, r.Unit) {
			continue
		}
		if _, err := insert(t, "retention_rules", r); err != nil {
			return err
		}
	}
	return t.putSetting("retention", 1)
}

// seedStandards gives an office that has no standard those to begin with.
func (t *tx) seedStandards() error {
	var n int
	if err := t.Get(&n, `SELECT count(*) FROM standards`); err != nil || n > 0 {
		return err
	}
	for _, x := range office.DefaultStandards() {
		if err := t.saveStandard(&x); err != nil {
			return err
		}
	}
	return nil
}

// putSetting writes one settings row.
func (t *tx) putSetting(key string, value any) error {
	b, err := json.Marshal(value)
	if err != nil {
		return err
	}
	if err := soundJSON(string(b)); err != nil {
		return err
	}
	_, err = t.exec(`INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, string(b))
	return err
}
