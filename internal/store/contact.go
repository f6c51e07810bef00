package store

import "dudao/internal/office"

// Staff returns the office's own people, those still there first.
func (s *Store) Staff() ([]office.Staff, error) {
	return find[office.Staff](s.r, "staff", "WHERE deleted_at IS NULL ORDER BY ends_on <> '', id")
}

// SaveStaff adds one of the office's people (ID 0) or writes over it.
func (s *Store) SaveStaff(p office.Staff) (office.Staff, error) {
	err := s.write(Change{Action: "staff.save", Label: "修改督导室人员 " + p.Name}, func(t *tx) error { return t.saveStaff(&p) })
	return p, err
}

func (t *tx) saveStaff(p *office.Staff) (err error) {
	p.Normalize()
	if err := p.Validate(); err != nil {
		return err
	}
	if p.ID != 0 {
		if err := t.fresh("staff", p.ID, p.UpdatedAt, "督导室人员"); err != nil {
			return err
		}
	}
	p.UpdatedAt = t.s.moment()
	if p.ID != 0 {
		return wrap(update(t, "staff", *p), "督导室人员")
	}
	p.ID, err = insert(t, "staff", *p)
	return wrap(err, "督导室人员")
}

// DeleteStaff moves one of the office's people to the recycle bin; one with days
// on record stays.
func (s *Store) DeleteStaff(id int64) error {
	return s.write(Change{Action: "staff.delete", Label: "删除督导室人员 " + s.Title("staff", id)}, func(t *tx) error {
		var n int
		if err := t.Get(&n, `SELECT count(*) FROM staff_days WHERE staff_id = ? AND deleted_at IS NULL`, id); err != nil {
			return err
		}
		if n > 0 {
			return office.Errorf(office.CodeConflict, "这名人员有 %d 条下校登记，不能删除。已离岗的，请填写离岗日期。", n)
		}
		return t.trash("staff", id, "督导室人员")
	})
}

// StaffDayRow is a day in a school with its names.
type StaffDayRow struct {
	office.StaffDay
	Staff       string `db:"staff" json:"staff"`
	Post        string `db:"post" json:"post"`
	School      string `db:"school" json:"school"`
	Inspector   string `db:"inspector" json:"inspector"`
	VisitNumber string `db:"visit_number" json:"visitNumber"`
}

// StaffDays returns the days in schools of a period, in their order.
func (s *Store) StaffDays(p office.Period) ([]StaffDayRow, error) {
	rows := []StaffDayRow{}
	err := s.r.Select(&rows, `SELECT d.id, d.staff_id, d.date, d.school_id, COALESCE(d.inspector_id, 0) AS inspector_id, COALESCE(d.visit_id, 0) AS visit_id, d.content, d.updated_at,
		p.name AS staff, p.post, s.name AS school, COALESCE(i.name, '') AS inspector, COALESCE(v.number, '') AS visit_number
		FROM staff_days d JOIN staff p ON p.id = d.staff_id JOIN schools s ON s.id = d.school_id LEFT JOIN inspectors i ON i.id = d.inspector_id LEFT JOIN visits v ON v.id = d.visit_id
		WHERE d.date >= ? AND d.date < ? AND d.deleted_at IS NULL ORDER BY d.date, d.id`, p.From, p.To)
	return rows, err
}

// SaveStaffDay adds a day in a school (ID 0) or writes over it. A visit of that day
// to the school by the inspector who went along is tied to it.
func (s *Store) SaveStaffDay(d office.StaffDay) (office.StaffDay, error) {
	err := s.write(Change{Action: "staff_day.save", Label: "登记下校 " + s.Title("staff", d.StaffID) + " " + string(d.Date)}, func(t *tx) error {
		if err := d.Validate(t.s.Today()); err != nil {
			return err
		}
		return t.saveStaffDay(&d)
	})
	return d, err
}

func (t *tx) saveStaffDay(d *office.StaffDay) (err error) {
	if d.ID != 0 {
		if err := t.fresh("staff_days", d.ID, d.UpdatedAt, "下校登记"); err != nil {
			return err
		}
	}
	visits := []int64{}
	if err := t.Select(&visits, `SELECT v.id FROM visits v WHERE v.school_id = ?1 AND v.date = ?2 AND `+counted+`
		ORDER BY v.inspector_id <> ?3 AND NOT EXISTS (SELECT 1 FROM visit_companions c WHERE c.visit_id = v.id AND c.inspector_id = ?3), v.id LIMIT 1`, d.SchoolID, d.Date, d.InspectorID); err != nil {
		return err
	}
	d.VisitID = 0
	if len(visits) > 0 {
		d.VisitID = visits[0]
	}
	d.UpdatedAt = t.s.moment()
	if d.ID != 0 {
		return wrap(update(t, "staff_days", *d), "下校登记")
	}
	d.ID, err = insert(t, "staff_days", *d)
	return wrap(err, "下校登记（同一人同一天同一所学校）")
}

// DeleteStaffDay moves a day in a school to the recycle bin.
func (s *Store) DeleteStaffDay(id int64) error {
	return s.write(Change{Action: "staff_day.delete", Label: "删除下校登记 " + s.Title("staff_day", id)}, func(t *tx) error {
		return t.trash("staff_days", id, "下校登记")
	})
}

// LeaderRow is a leader's school with its name.
type LeaderRow struct {
	office.Leader
	School string `db:"school" json:"school"`
	Town   string `db:"town" json:"town"`
	Count  int    `db:"-" json:"count"` // visits in the year asked for
	Short  int    `db:"-" json:"short"` // visits missing in that year
}

// Leaders returns who keeps contact with which school in a calendar year, with the
// visits of it that are missing.
func (s *Store) Leaders(year int) ([]LeaderRow, error) {
	rows := []LeaderRow{}
	if err := s.r.Select(&rows, `SELECT l.id, l.name, l.post, l.school_id, l.starts_on, l.ends_on, l.note, l.updated_at, s.name AS school, s.town
		FROM leaders l JOIN schools s ON s.id = l.school_id WHERE l.deleted_at IS NULL AND l.starts_on < ?2 AND (l.ends_on = '' OR l.ends_on > ?1) ORDER BY l.id`,
		office.NewDate(year, 1, 1), office.NewDate(year+1, 1, 1)); err != nil {
		return rows, err
	}
	least, err := s.Rule(office.RuleLeaderVisits, office.NewDate(year, 12, 31))
	if err != nil {
		return rows, err
	}
	for i := range rows {
		r := &rows[i]
		if r.Visits, err = find[office.LeaderVisit](s.r, "leader_visits", "WHERE leader_id = ? ORDER BY date", r.ID); err != nil {
			return rows, err
		}
		r.Count = r.VisitsIn(year)
		r.Short = max(0, int(least)-r.Count)
	}
	return rows, nil
}

// SaveLeader adds a leader's school (ID 0) or writes over it, with the visits.
func (s *Store) SaveLeader(l office.Leader) (office.Leader, error) {
	err := s.write(Change{Action: "leader.save", Label: "修改领导联系学校 " + l.Name + " " + s.Title("school", l.SchoolID)}, func(t *tx) error { return t.saveLeader(&l) })
	return l, err
}

func (t *tx) saveLeader(l *office.Leader) (err error) {
	l.Normalize()
	if err := l.Validate(); err != nil {
		return err
	}
	if l.ID != 0 {
		if err := t.fresh("leaders", l.ID, l.UpdatedAt, "领导联系学校"); err != nil {
			return err
		}
	}
	l.UpdatedAt = t.s.moment()
	if l.ID == 0 {
		l.ID, err = insert(t, "leaders", *l)
	} else {
		err = update(t, "leaders", *l)
	}
	if err != nil {
		return wrap(err, "领导联系学校")
	}
	days := []any{l.ID}
	places := "''"
	for _, v := range l.Visits {
		if _, err := t.Exec(`INSERT INTO leader_visits (leader_id, date, note) VALUES (?, ?, ?) ON CONFLICT (leader_id, date) DO UPDATE SET note = excluded.note`, l.ID, v.Date, v.Note); err != nil {
			return wrap(err, "到校记录")
		}
		days, places = append(days, v.Date), places+", ?"
	}
	_, err = t.Exec(`DELETE FROM leader_visits WHERE leader_id = ? AND date NOT IN (`+places+`)`, days...)
	return err
}

// DeleteLeader moves a leader's school to the recycle bin.
func (s *Store) DeleteLeader(id int64) error {
	return s.write(Change{Action: "leader.delete", Label: "删除领导联系学校 " + s.Title("leader", id)}, func(t *tx) error {
		return t.trash("leaders", id, "领导联系学校")
	})
}
