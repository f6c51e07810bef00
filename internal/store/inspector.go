package store

import "dudao/internal/office"

// InspectorRow is one line of the list of inspectors.
type InspectorRow struct {
	ID              int64       `db:"id" json:"id"`
	Name            string      `db:"name" json:"name"`
	Gender          string      `db:"gender" json:"gender"`
	Employment      string      `db:"employment" json:"employment"`
	Employer        string      `db:"employer" json:"employer"`
	Mobile          string      `db:"mobile" json:"mobile"`
	Certificate     string      `db:"certificate" json:"certificate"`
	State           string      `db:"state" json:"state"`
	Zone            string      `db:"zone" json:"zone"`
	Schools         int         `db:"schools" json:"schools"`
	VisitsThisMonth int         `db:"visits_this_month" json:"visitsThisMonth"`
	VisitsThisYear  int         `db:"visits_this_year" json:"visitsThisYear"`
	TermEndsOn      office.Date `db:"term_ends_on" json:"termEndsOn"`
}

// InspectorPage is one page of the list.
type InspectorPage struct {
	Rows  []InspectorRow `json:"rows"`
	Total int            `json:"total"`
}

// InspectorOption is one choice of the inspector picker.
type InspectorOption struct {
	ID     int64  `db:"id" json:"id"`
	Name   string `db:"name" json:"name"`
	Pinyin string `db:"pinyin" json:"pinyin"` // spelling of the name
	State  string `db:"state" json:"state"`
	Zone   string `db:"zone" json:"zone"`
}

const zoneOfInspector = `(SELECT z.name FROM zones z JOIN zone_versions v ON v.id = z.version_id
	WHERE v.valid_from <= ? AND (v.valid_to = '' OR v.valid_to > ?)
	AND (z.leader_id = i.id OR z.deputy_id = i.id OR EXISTS (SELECT 1 FROM zone_members m WHERE m.zone_id = z.id AND m.inspector_id = i.id))
	ORDER BY z.position LIMIT 1)`

var inspectorSorts = map[string]string{
	"name": "i.sort_key", "gender": "i.gender", "employment": "i.employment", "employer": natural("i.employer"), "certificate": natural("i.certificate"),
	"state": "i.state", "zone": natural("zone"), "schools": "schools", "visitsThisMonth": "visits_this_month",
	"visitsThisYear": "visits_this_year", "termEndsOn": "term_ends_on",
}

// joined is the condition that inspector i was on visit v, as the responsible
// one or as a companion.
const joined = `(v.inspector_id = i.id OR EXISTS (SELECT 1 FROM visit_companions c WHERE c.visit_id = v.id AND c.inspector_id = i.id))`

// Inspectors lists inspectors with their work in the month and the calendar
// year. Filters: state, employment, zone.
func (s *Store) Inspectors(q ListQuery, month office.Period) (InspectorPage, error) {
	today := s.Today()
	page := InspectorPage{Rows: []InspectorRow{}}
	var c conditions
	c.add("i.deleted_at IS NULL")
	c.equal(q, "state", "i.state")
	c.equal(q, "employment", "i.employment")
	if z := q.Filters["zone"]; z != "" {
		c.add(zoneOfInspector+" = ?", today, today, z)
	}
	if err := c.matching(s.r, "inspector", "i.id", q.Text); err != nil {
		return page, err
	}
	if err := s.r.Get(&page.Total, "SELECT count(*) FROM inspectors i"+c.where(), c.args...); err != nil {
		return page, err
	}
	year := office.Period{From: office.NewDate(today.Year(), 1, 1), To: office.NewDate(today.Year()+1, 1, 1)}
	order, limit := q.order(inspectorSorts, "i.state <> '在聘', i.sort_key", "i.id")
	args := append([]any{today, today, today, today, month.From, month.To, year.From, year.To}, c.args...)
	err := s.r.Select(&page.Rows, `SELECT i.id, i.name, i.gender, i.employment, i.employer, i.mobile, i.certificate, i.state,
		COALESCE(`+zoneOfInspector+`, '') AS zone,
		(SELECT count(DISTINCT a.school_id) FROM assignments a WHERE a.inspector_id = i.id AND a.deleted_at IS NULL AND a.role = '主' AND a.starts_on <= ? AND (a.ends_on = '' OR a.ends_on > ?)) AS schools,
		(SELECT count(*) FROM visits v WHERE v.inspector_id = i.id AND v.date >= ? AND v.date < ? AND `+counted+`) AS visits_this_month,
		(SELECT count(*) FROM visits v WHERE v.inspector_id = i.id AND v.date >= ? AND v.date < ? AND `+counted+`) AS visits_this_year,
		COALESCE((SELECT max(p.ends_on) FROM appointments p WHERE p.inspector_id = i.id AND p.deleted_at IS NULL AND p.dismissed_on = ''), '') AS term_ends_on
		FROM inspectors i`+c.where()+order, append(args, limit...)...)
	return page, err
}

// InspectorOptions lists all inspectors for the pickers, those in office first.
func (s *Store) InspectorOptions() ([]InspectorOption, error) {
	rows := []InspectorOption{}
	today := s.Today()
	err := s.r.Select(&rows, `SELECT i.id, i.name, i.state, COALESCE(`+zoneOfInspector+`, '') AS zone
		FROM inspectors i WHERE i.deleted_at IS NULL ORDER BY i.state <> '在聘', i.sort_key, i.id`, today, today)
	for i := range rows {
		rows[i].Pinyin = spelling(rows[i].Name, true)
	}
	return rows, err
}

// Inspector returns one inspector. CodeNotFound when there is none.
func (s *Store) Inspector(id int64) (office.Inspector, error) {
	row, err := get[office.Inspector](s.r, "inspectors", id)
	return row, wrap(err, "督学")
}

// SaveInspector adds the inspector (ID 0) or writes over it.
func (s *Store) SaveInspector(p office.Inspector) (office.Inspector, error) {
	p.Normalize()
	if err := p.Validate(); err != nil {
		return p, err
	}
	verb := "修改督学 "
	if p.ID == 0 {
		verb = "新增督学 "
	}
	err := s.write(Change{Action: "inspector.save", Label: verb + p.Name}, func(t *tx) error { return t.saveInspector(&p) })
	return p, err
}

func (t *tx) saveInspector(p *office.Inspector) (err error) {
	if p.ID != 0 {
		if err := t.fresh("inspectors", p.ID, p.UpdatedAt, "督学"); err != nil {
			return err
		}
	}
	var twin string
	if err := t.Get(&twin, `SELECT COALESCE((SELECT name FROM inspectors WHERE deleted_at IS NULL AND id <> ? AND certificate <> '' AND certificate = ?), '')`, p.ID, p.Certificate); err != nil {
		return err
	}
	if twin != "" {
		return &office.Error{Code: office.CodeConflict, Message: "督学证号与“" + twin + "”相同，没有保存。请核对证号。", Fields: map[string]string{"certificate": "与" + twin + "的督学证号相同，请核对"}}
	}
	p.Pinyin = pinyinKeys(p.Name, true)
	p.UpdatedAt = t.s.moment()
	if p.ID != 0 {
		return wrap(update(t, "inspectors", *p), "督学")
	}
	p.ID, err = insert(t, "inspectors", *p)
	return wrap(err, "督学（姓名和手机都相同）")
}

// DeleteInspector moves an inspector to the recycle bin; one with records stays.
func (s *Store) DeleteInspector(id int64) error {
	return s.write(Change{Action: "inspector.delete", Label: "删除督学 " + s.Title("inspector", id)}, func(t *tx) error {
		for _, used := range []struct{ sql, what string }{
			{`SELECT count(*) FROM visits WHERE inspector_id = ? AND deleted_at IS NULL`, "督导记录"},
			{`SELECT count(*) FROM visit_companions WHERE inspector_id = ?`, "同行督导记录"},
			{`SELECT count(*) FROM assignments WHERE inspector_id = ? AND deleted_at IS NULL`, "挂牌记录"},
			{`SELECT count(*) FROM training_people WHERE inspector_id = ?`, "培训记录"},
			{`SELECT count(*) FROM candidates c JOIN tenures n ON n.id = c.tenure_id WHERE c.inspector_id = ? AND n.deleted_at IS NULL`, "聘任换届记录"},
			{`SELECT count(*) FROM zone_members WHERE inspector_id = ?`, "责任区成员"},
		} {
			var n int
			if err := t.Get(&n, used.sql, id); err != nil {
				return err
			}
			if n > 0 {
				return office.Errorf(office.CodeConflict, "这名督学有 %d 条%s，不能删除。不再担任督学时，请把状态改为“解聘”。", n, used.what)
			}
		}
		return t.trash("inspectors", id, "督学")
	})
}

// Appointments returns an inspector's terms of office, newest first.
func (s *Store) Appointments(inspectorID int64) ([]office.Appointment, error) {
	return find[office.Appointment](s.r, "appointments", "WHERE inspector_id = ? AND deleted_at IS NULL ORDER BY starts_on DESC", inspectorID)
}

// SaveAppointment adds or changes a term of office; terms of one inspector may
// not overlap.
func (s *Store) SaveAppointment(a office.Appointment) (office.Appointment, error) {
	maxTerms, err := s.Rule(office.RuleTermCount, s.Today())
	if err != nil {
		return a, err
	}
	if err := a.Validate(int(maxTerms)); err != nil {
		return a, err
	}
	verb := "修改聘任 "
	if a.ID == 0 {
		verb = "登记聘任 "
	}
	err = s.write(Change{Action: "appointment.save", Label: verb + s.Title("inspector", a.InspectorID)}, func(t *tx) error { return t.saveAppointment(&a) })
	return a, err
}

func (t *tx) saveAppointment(a *office.Appointment) (err error) {
	var clash int
	if err := t.Get(&clash, `SELECT count(*) FROM appointments WHERE inspector_id = ? AND id <> ? AND deleted_at IS NULL AND starts_on <= ? AND ends_on >= ?`,
		a.InspectorID, a.ID, a.EndsOn, a.StartsOn); err != nil {
		return err
	}
	if clash > 0 {
		return office.Errorf(office.CodeConflict, "这一任期与该督学的另一任期重叠，没有保存。请核对起止日期。")
	}
	if a.ID != 0 {
		return wrap(update(t, "appointments", *a), "聘任")
	}
	a.ID, err = insert(t, "appointments", *a)
	return wrap(err, "聘任")
}

// DeleteAppointment moves a term of office to the recycle bin.
func (s *Store) DeleteAppointment(id int64) error {
	return s.write(Change{Action: "appointment.delete", Label: "删除聘任 " + s.Title("appointment", id)}, func(t *tx) error {
		return t.trash("appointments", id, "聘任")
	})
}
