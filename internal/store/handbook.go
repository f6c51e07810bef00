package store

import (
	"slices"

	"dudao/internal/office"
)

// Handbook reads what the inspector did in the year, in one snapshot. text names
// the year as office.ParseWorkYear has it.
func (s *Store) Handbook(inspectorID int64, text string) (office.Handbook, error) {
	var h office.Handbook
	day, err := s.AsOf()
	if err != nil {
		return h, err
	}
	if h.Year, err = office.ParseWorkYear(text, day); err != nil {
		return h, err
	}
	if h.Settings, err = s.Settings(); err != nil {
		return h, err
	}
	h.Day = office.MonthDay(h.Year.Period, day)
	t, err := s.pool.Beginx()
	if err != nil {
		return h, fileError(err, s.path)
	}
	defer t.Rollback() // only read
	if h.Person, err = get[office.Inspector](t, "inspectors", inspectorID); err != nil {
		return h, wrap(err, "督学")
	}
	if err := readPlaces(t, &h.Directory); err != nil {
		return h, err
	}
	for _, read := range []func(getter, *office.Handbook) error{readBookVisits, readBookFindings, readBookRest} {
		if err := read(t, &h); err != nil {
			return h, err
		}
	}
	return h, nil
}

const ofBook = `WHERE v.inspector_id = ? AND v.date >= ? AND v.date < ? AND ` + counted

func readBookVisits(g getter, h *office.Handbook) (err error) {
	args := []any{h.Person.ID, h.Year.Period.From, h.Year.Period.To}
	if h.Visits, err = find[office.Visit](g, "visits", "v "+ofBook+" ORDER BY v.date, v.id", args...); err != nil {
		return err
	}
	at := map[int64]*office.Visit{}
	for i := range h.Visits {
		v := &h.Visits[i]
		v.Companions, v.Matters, v.Methods, v.Checks = []int64{}, []int64{}, []office.MethodUse{}, []office.CheckResult{}
		at[v.ID] = v
	}
	links := []struct {
		Visit int64 `db:"visit_id"`
		ID    int64 `db:"id"`
	}{}
	for _, part := range []struct {
		sql  string
		into func(v *office.Visit) *[]int64
	}{
		{`SELECT p.visit_id, p.matter_id AS id FROM visit_matters p JOIN visits v ON v.id = p.visit_id ` + ofBook + ` ORDER BY p.visit_id, p.matter_id`, func(v *office.Visit) *[]int64 { return &v.Matters }},
		{`SELECT p.visit_id, p.inspector_id AS id FROM visit_companions p JOIN visits v ON v.id = p.visit_id ` + ofBook + ` ORDER BY p.visit_id, p.id`, func(v *office.Visit) *[]int64 { return &v.Companions }},
	} {
		links = links[:0]
		if err := g.Select(&links, part.sql, args...); err != nil {
			return err
		}
		for _, l := range links {
			list := part.into(at[l.Visit])
			*list = append(*list, l.ID)
		}
	}
	methods := []struct {
		Visit int64 `db:"visit_id"`
		office.MethodUse
	}{}
	if err := g.Select(&methods, `SELECT p.visit_id, p.method, p.count FROM visit_methods p JOIN visits v ON v.id = p.visit_id `+ofBook+` ORDER BY p.visit_id, p.id`, args...); err != nil {
		return err
	}
	for _, m := range methods {
		at[m.Visit].Methods = append(at[m.Visit].Methods, m.MethodUse)
	}
	h.Joined = []int64{}
	return g.Select(&h.Joined, `SELECT v.id FROM visit_companions c JOIN visits v ON v.id = c.visit_id
		WHERE c.inspector_id = ? AND v.date >= ? AND v.date < ? AND `+counted+` ORDER BY v.date, v.id`, args...)
}

// readBookFindings reads what was found on the inspector's visits of the year,
// and what of before was still open when it began.
func readBookFindings(g getter, h *office.Handbook) (err error) {
	p := h.Year.Period
	h.Findings, err = find[office.Finding](g, "findings", `WHERE deleted_at IS NULL AND visit_id IN (SELECT v.id FROM visits v WHERE v.inspector_id = ? AND v.date < ? AND `+counted+`)
		AND found_on < ? AND (found_on >= ? OR state NOT IN ('已销号', '现场整改') OR closed_on >= ?) ORDER BY found_on, id`, h.Person.ID, p.To, p.To, p.From, p.From)
	return err
}

func readBookRest(g getter, h *office.Handbook) (err error) {
	id, p := h.Person.ID, h.Year.Period
	if h.Lessons, err = find[office.LessonObservation](g, "lessons", "WHERE inspector_id = ? AND date >= ? AND date < ? AND deleted_at IS NULL ORDER BY date, id", id, p.From, p.To); err != nil {
		return err
	}
	if h.Complaints, err = find[office.Complaint](g, "complaints", "WHERE (recorder_id = ? OR handler_id = ?) AND received_on >= ? AND received_on < ? AND deleted_at IS NULL ORDER BY received_on, id", id, id, p.From, p.To); err != nil {
		return err
	}
	if h.Rules, err = find[office.Rule](g, "rules", "ORDER BY key, valid_from"); err != nil {
		return err
	}
	names := []Option{}
	h.SchoolNames = map[int64]string{}
	err = g.Select(&names, `SELECT id, name FROM schools`)
	for _, n := range names {
		h.SchoolNames[n.ID] = n.Name
	}
	return err
}

// HandbookYears returns the years in which the inspector worked, school years
// and calendar years, the newest first.
func (s *Store) HandbookYears(inspectorID int64) ([]string, error) {
	days := []office.Date{}
	if err := s.r.Select(&days, `SELECT DISTINCT substr(date, 1, 7) || '-01' FROM visits WHERE inspector_id = ? AND deleted_at IS NULL ORDER BY 1 DESC`, inspectorID); err != nil {
		return nil, err
	}
	today, err := s.AsOf()
	if err != nil {
		return nil, err
	}
	days = append([]office.Date{today}, days...)
	schoolYears, years := []string{}, []string{}
	for _, d := range days {
		if y := office.SchoolYearOf(d); !slices.Contains(schoolYears, y) {
			schoolYears = append(schoolYears, y)
		}
		if y := string(d[:4]); !slices.Contains(years, y) {
			years = append(years, y)
		}
	}
	return append(schoolYears, years...), nil
}
