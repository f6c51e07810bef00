package store

import "dudao/internal/office"

// PracticeRow is one line of the list of 典型经验.
type PracticeRow struct {
	ID          int64       `db:"id" json:"id"`
	Number      string      `db:"number" json:"number"`
	FoundOn     office.Date `db:"found_on" json:"foundOn"`
	SchoolID    int64       `db:"school_id" json:"schoolId"`
	School      string      `db:"school" json:"school"`
	Zone        string      `db:"zone" json:"zone"`
	Inspector   string      `db:"inspector" json:"inspector"`
	Matter      string      `db:"matter" json:"matter"`
	Title       string      `db:"title" json:"title"`
	Content     string      `db:"content" json:"content"`
	State       string      `db:"state" json:"state"`
	VisitID     int64       `db:"visit_id" json:"visitId"`
	VisitNumber string      `db:"visit_number" json:"visitNumber"`
}

// PracticePage is one page of the list.
type PracticePage struct {
	Rows  []PracticeRow `json:"rows"`
	Total int           `json:"total"`
}

const zoneOfPractice = `(SELECT z.name FROM zone_schools zs JOIN zones z ON z.id = zs.zone_id JOIN zone_versions zv ON zv.id = zs.version_id
	WHERE zs.school_id = p.school_id AND zv.valid_from <= p.found_on AND (zv.valid_to = '' OR zv.valid_to > p.found_on))`

const practiceColumns = `p.id, p.number, p.found_on, p.school_id, s.name AS school, COALESCE(` + zoneOfPractice + `, '') AS zone, COALESCE(i.name, '') AS inspector,
	COALESCE(m.short, '') AS matter, p.title, p.content, p.state, COALESCE(p.visit_id, 0) AS visit_id, COALESCE(v.number, '') AS visit_number`

const practiceTables = ` FROM practices p LEFT JOIN schools s ON s.id = p.school_id LEFT JOIN inspectors i ON i.id = p.inspector_id
	LEFT JOIN matters m ON m.id = p.matter_id LEFT JOIN visits v ON v.id = p.visit_id`

var practiceSorts = map[string]string{
	"number": "p.number", "foundOn": "p.found_on", "school": "s.sort_key", "zone": natural("zone"), "inspector": "i.sort_key", "matter": "m.kindergarten, m.position",
	"title": natural("p.title"), "state": "p.state",
}

// Practices lists 典型经验, newest first. Filters: state, school, matter, visit
// (ids), zone (name), from, to (days).
func (s *Store) Practices(q ListQuery) (PracticePage, error) {
	page := PracticePage{Rows: []PracticeRow{}}
	var c conditions
	c.add("p.deleted_at IS NULL")
	c.equal(q, "state", "p.state")
	c.number(q, "school", "p.school_id")
	c.number(q, "matter", "p.matter_id")
	c.number(q, "visit", "p.visit_id")
	if d := q.Filters["from"]; d != "" {
		c.add("p.found_on >= ?", d)
	}
	if d := q.Filters["to"]; d != "" {
		c.add("p.found_on <= ?", d)
	}
	if err := c.inZone(s.r, q, "p.school_id", "p.found_on"); err != nil {
		return page, err
	}
	if err := c.matching(s.r, "practice", "p.id", q.Text); err != nil {
		return page, err
	}
	if err := s.r.Get(&page.Total, "SELECT count(*) FROM practices p"+c.where(), c.args...); err != nil {
		return page, err
	}
	order, limit := q.order(practiceSorts, "p.found_on DESC", "p.id DESC")
	err := s.r.Select(&page.Rows, "SELECT "+practiceColumns+practiceTables+c.where()+order, append(c.args, limit...)...)
	return page, err
}

// Practice returns one 典型经验. CodeNotFound when there is none.
func (s *Store) Practice(id int64) (office.Practice, error) {
	row, err := get[office.Practice](s.r, "practices", id)
	return row, wrap(err, "典型经验")
}

// SavePractice adds the 典型经验 (ID 0) or writes over it.
func (s *Store) SavePractice(p office.Practice) (office.Practice, error) {
	verb := "修改典型经验 "
	if p.ID == 0 {
		verb = "登记典型经验 "
	}
	err := s.write(Change{Action: "practice.save", Label: verb + p.Number + " " + s.Title("school", p.SchoolID)}, func(t *tx) error { return t.savePractice(&p) })
	return p, err
}

func (t *tx) savePractice(p *office.Practice) (err error) {
	p.Normalize()
	if err := p.Validate(); err != nil {
		return err
	}
	if p.ID != 0 {
		if err := t.fresh("practices", p.ID, p.UpdatedAt, "典型经验"); err != nil {
			return err
		}
		if err := t.Get(&p.Number, `SELECT number FROM practices WHERE id = ?`, p.ID); err != nil {
			return wrap(err, "典型经验")
		}
		same, err := t.unchanged("practices", p.ID, *p)
		if err != nil || same {
			return err
		}
		p.UpdatedAt = t.s.moment()
		return wrap(update(t, "practices", *p), "典型经验")
	}
	p.UpdatedAt = t.s.moment()
	if p.Number, err = t.number("JY", p.FoundOn.Year()); err != nil {
		return err
	}
	p.ID, err = insert(t, "practices", *p)
	return wrap(err, "典型经验")
}

// DeletePractice moves a 典型经验 to the recycle bin.
func (s *Store) DeletePractice(id int64) error {
	return s.write(Change{Action: "practice.delete", Label: "删除典型经验 " + s.Title("practice", id)}, func(t *tx) error {
		return t.trash("practices", id, "典型经验")
	})
}
