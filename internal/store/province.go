package store

import "dudao/internal/office"

// ProvinceInput names a preset and the day from which it is to hold.
type ProvinceInput struct {
	Province string      `json:"province"`
	From     office.Date `json:"from"`
}

// ProvinceChanges tells what a preset would change; nothing is written.
func (s *Store) ProvinceChanges(in ProvinceInput) ([]office.RuleChange, error) {
	return provinceChanges(s.r, in)
}

func provinceChanges(g getter, in ProvinceInput) ([]office.RuleChange, error) {
	p, ok := office.ProvinceOf(in.Province)
	if !ok {
		return nil, office.Invalid("没有“%s”的预设，请从列表里选择。", in.Province)
	}
	if !in.From.Valid() {
		return nil, office.Invalid("启用日期“%s”不是日期，请写成 2026-03-12。", string(in.From))
	}
	rows, err := find[office.Rule](g, "rules", "WHERE valid_from <= ? ORDER BY valid_from", in.From)
	if err != nil {
		return nil, err
	}
	force := map[string]office.Rule{}
	for _, r := range rows {
		force[r.Key] = r
	}
	return p.Changes(force, in.From), nil
}

// ApplyProvince takes a preset over from a day on, as one change that can be
// undone; the rules before that day stay.
func (s *Store) ApplyProvince(in ProvinceInput) ([]office.RuleChange, error) {
	changes := []office.RuleChange{}
	err := s.write(Change{Action: "rule.province", Label: "采用" + in.Province + "的规则"}, func(t *tx) (err error) {
		if changes, err = provinceChanges(t, in); err != nil {
			return err
		}
		for _, c := range changes {
			if _, err := t.NamedExec(`INSERT INTO rules (key, name, value, unit, source, official, valid_from)
				VALUES (:key, :name, :value, :unit, :source, :official, :valid_from)
				ON CONFLICT (key, valid_from) DO UPDATE SET value = excluded.value, unit = excluded.unit, source = excluded.source, official = excluded.official`, c.After); err != nil {
				return wrap(err, "规则")
			}
		}
		set, err := settingsOf(t)
		if err != nil || in.Province == office.National || set.Province == in.Province {
			return err
		}
		set.Province = in.Province
		return t.putSetting("office", set)
	})
	return changes, err
}
