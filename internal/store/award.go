package store

import "dudao/internal/office"

// AwardPage is one page of the list of 表彰.
type AwardPage struct {
	Rows  []office.Award `json:"rows"`
	Total int            `json:"total"`
}

var awardSorts = map[string]string{"year": "year", "name": natural("name"), "level": "level", "holder": natural("holder"), "subject": "subject", "grantedOn": "granted_on", "docNumber": natural("doc_number")}

// Awards lists 表彰, the newest first. Filters: year, subject, level, inspector,
// school (ids).
func (s *Store) Awards(q ListQuery) (AwardPage, error) {
	page := AwardPage{Rows: []office.Award{}}
	var c conditions
	c.add("deleted_at IS NULL")
	c.number(q, "year", "year")
	c.equal(q, "subject", "subject")
	c.equal(q, "level", "level")
	c.number(q, "inspector", "inspector_id")
	c.number(q, "school", "school_id")
	if q.Text != "" {
		c.add("instr(name || char(10) || holder || char(10) || doc_number, ?) > 0", q.Text)
	}
	if err := s.r.Get(&page.Total, "SELECT count(*) FROM awards"+c.where(), c.args...); err != nil {
		return page, err
	}
	order, limit := q.order(awardSorts, "year DESC", "id DESC")
	rows, err := find[office.Award](s.r, "awards", c.where()+order, append(c.args, limit...)...)
	page.Rows = rows
	return page, err
}

// SaveAward adds the 表彰 (ID 0) or writes over it.
func (s *Store) SaveAward(a office.Award) (office.Award, error) {
	err := s.write(Change{Action: "award.save", Label: "登记表彰 " + a.Name + " " + a.Holder}, func(t *tx) error { return t.saveAward(&a) })
	return a, err
}

func (t *tx) saveAward(a *office.Award) (err error) {
	if a.Holder == "" && a.InspectorID != 0 {
		a.Holder = t.titleOf("inspector", a.InspectorID)
	}
	if a.Holder == "" && a.SchoolID != 0 {
		a.Holder = t.titleOf("school", a.SchoolID)
	}
	a.Normalize()
	if err := a.Validate(); err != nil {
		return err
	}
	if a.ID == 0 {
		a.UpdatedAt = t.s.moment()
		a.ID, err = insert(t, "awards", *a)
		return wrap(err, "表彰")
	}
	if err := t.fresh("awards", a.ID, a.UpdatedAt, "表彰"); err != nil {
		return err
	}
	if same, err := t.unchanged("awards", a.ID, *a); err != nil || same {
		return err
	}
	a.UpdatedAt = t.s.moment()
	return wrap(update(t, "awards", *a), "表彰")
}

// DeleteAward moves a 表彰 to the recycle bin.
func (s *Store) DeleteAward(id int64) error {
	return s.write(Change{Action: "award.delete", Label: "删除表彰 " + s.Title("award", id)}, func(t *tx) error { return t.trash("awards", id, "表彰") })
}
