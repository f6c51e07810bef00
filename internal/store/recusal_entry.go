package store

import "dudao/internal/office"

// RecusalRow is one entry of 回避登记 with its school.
type RecusalRow struct {
	office.Recusal
	School   string      `db:"school" json:"school"`
	Holds    bool        `db:"-" json:"holds"`    // on today
	LapsesOn office.Date `db:"-" json:"lapsesOn"` // of one that lapses by itself
}

// Recusals returns an inspector's entries, the newest first.
func (s *Store) Recusals(inspectorID int64) ([]RecusalRow, error) {
	rows := []RecusalRow{}
	day, err := s.AsOf()
	if err != nil {
		return rows, err
	}
	years, err := s.Rule(office.RuleRecusalYears, day)
	if err != nil {
		return rows, err
	}
	err = s.r.Select(&rows, `SELECT r.*, s.name AS school FROM recusals r JOIN schools s ON s.id = r.school_id WHERE r.inspector_id = ? ORDER BY r.id DESC`, inspectorID)
	for i := range rows {
		r := &rows[i]
		r.Holds, r.LapsesOn = r.Recusal.Holds(day, int(years)), r.Recusal.LapsesOn(int(years))
	}
	return rows, err
}

// SaveRecusal adds an entry (ID 0) or writes over it.
func (s *Store) SaveRecusal(r office.Recusal) (office.Recusal, error) {
	r.Normalize()
	if err := r.Validate(); err != nil {
		return r, err
	}
	label := "回避登记 " + s.Title("inspector", r.InspectorID) + " — " + s.Title("school", r.SchoolID)
	err := s.write(Change{Action: "recusal.save", Label: label}, func(t *tx) (err error) {
		if r.ID != 0 {
			return wrap(update(t, "recusals", r), "回避登记")
		}
		r.ID, err = insert(t, "recusals", r)
		return wrap(err, "回避登记")
	})
	return r, err
}

// DeleteRecusal takes an entry away.
func (s *Store) DeleteRecusal(id int64) error {
	r, err := get[office.Recusal](s.r, "recusals", id)
	if err != nil {
		return wrap(err, "回避登记")
	}
	return s.write(Change{Action: "recusal.delete", Label: "删除回避登记 " + s.Title("inspector", r.InspectorID)}, func(t *tx) error {
		_, err := t.Exec(`DELETE FROM recusals WHERE id = ?`, id)
		return wrap(err, "回避登记")
	})
}
