package store

import (
	"slices"

	"dudao/internal/office"
)

// Strips returns what the records of a kind say in the platform's fields, by id; a
// record that is gone is left out.
func (s *Store) Strips(platformID int64, kind string, ids []int64) (map[int64][]office.StripField, error) {
	p, err := s.Platform(platformID)
	if err != nil {
		return nil, err
	}
	return s.strips(s.r, p, kind, ids)
}

func (s *Store) strips(g getter, p office.Platform, kind string, ids []int64) (map[int64][]office.StripField, error) {
	l := stripLoader{g: g, s: s}
	if err := l.common(); err != nil {
		return nil, err
	}
	out := map[int64][]office.StripField{}
	const atOnce = 500
	for chunk := range slices.Chunk(ids, atOnce) {
		values, err := l.values(kind, chunk)
		if err != nil {
			return nil, err
		}
		for id, v := range values {
			out[id] = p.Strip(kind, v)
		}
	}
	return out, nil
}

// stripLoader reads many records of a kind with the names that their ids stand
// for.
type stripLoader struct {
	g          getter
	s          *Store
	schools    map[int64]office.School
	inspectors map[int64]string
	matters    map[int64]string
	terms      []office.Term
}

func (l *stripLoader) common() error {
	schools, err := find[office.School](l.g, "schools", "")
	if err != nil {
		return err
	}
	l.schools, l.inspectors, l.matters = map[int64]office.School{}, map[int64]string{}, map[int64]string{}
	for _, x := range schools {
		l.schools[x.ID] = x
	}
	names := []Option{}
	if err := l.g.Select(&names, `SELECT id, name FROM inspectors`); err != nil {
		return err
	}
	for _, x := range names {
		l.inspectors[x.ID] = x.Name
	}
	names = names[:0]
	if err := l.g.Select(&names, `SELECT id, name FROM matters`); err != nil {
		return err
	}
	for _, x := range names {
		l.matters[x.ID] = x.Name
	}
	l.terms, err = find[office.Term](l.g, "terms", "ORDER BY starts_on")
	return err
}

func (l *stripLoader) values(kind string, ids []int64) (map[int64]map[string]string, error) {
	switch kind {
	case office.UploadPlan:
		return l.plans(ids)
	case office.UploadVisit:
		return l.visits(ids)
	case office.UploadNotice:
		return l.notices(ids)
	case office.UploadLesson:
		return l.lessons(ids)
	case office.UploadSchool:
		return l.places(ids)
	}
	return nil, office.Invalid("没有“%s”这类上报记录，请从“上报记录”页进入。", kind)
}

// links reads pairs of a record and an id that goes with it.
func (l *stripLoader) links(sql string, ids []int64, add func(record, id int64)) error {
	pairs := []struct {
		Record int64 `db:"record"`
		ID     int64 `db:"id"`
	}{}
	list, args := in(ids)
	if err := l.g.Select(&pairs, sql+list+" ORDER BY 1, 2", args...); err != nil {
		return err
	}
	for _, p := range pairs {
		add(p.Record, p.ID)
	}
	return nil
}

func (l *stripLoader) plans(ids []int64) (map[int64]map[string]string, error) {
	list, args := in(ids)
	rows, err := find[office.PlanLine](l.g, "plan_lines", "WHERE id IN "+list, args...)
	if err != nil {
		return nil, err
	}
	matters := map[int64][]string{}
	if err := l.links(`SELECT line_id AS record, matter_id AS id FROM plan_line_matters WHERE line_id IN `, ids, func(record, id int64) {
		matters[record] = append(matters[record], l.matters[id])
	}); err != nil {
		return nil, err
	}
	out := map[int64]map[string]string{}
	for _, x := range rows {
		out[x.ID] = office.PlanValues(x, office.StripNames{School: l.schools[x.SchoolID], Inspector: l.inspectors[x.InspectorID], Matters: matters[x.ID], Terms: l.terms})
	}
	return out, nil
}

func (l *stripLoader) visits(ids []int64) (map[int64]map[string]string, error) {
	list, args := in(ids)
	rows, err := find[office.Visit](l.g, "visits", "WHERE id IN "+list, args...)
	if err != nil {
		return nil, err
	}
	names := map[int64]*office.StripNames{}
	for _, v := range rows {
		names[v.ID] = &office.StripNames{School: l.schools[v.SchoolID], Inspector: l.inspectors[v.InspectorID], Terms: l.terms}
	}
	if err := l.links(`SELECT visit_id AS record, matter_id AS id FROM visit_matters WHERE visit_id IN `, ids, func(record, id int64) {
		if n := names[record]; n != nil {
			n.Matters = append(n.Matters, l.matters[id])
		}
	}); err != nil {
		return nil, err
	}
	if err := l.links(`SELECT visit_id AS record, inspector_id AS id FROM visit_companions WHERE visit_id IN `, ids, func(record, id int64) {
		if n := names[record]; n != nil {
			n.Companions = append(n.Companions, l.inspectors[id])
		}
	}); err != nil {
		return nil, err
	}
	methods := []struct {
		Visit int64 `db:"visit_id"`
		office.MethodUse
	}{}
	if err := l.g.Select(&methods, `SELECT visit_id, method, count FROM visit_methods WHERE visit_id IN `+list+` ORDER BY visit_id, id`, args...); err != nil {
		return nil, err
	}
	used := map[int64][]office.MethodUse{}
	for _, m := range methods {
		used[m.Visit] = append(used[m.Visit], m.MethodUse)
	}
	out := map[int64]map[string]string{}
	for _, v := range rows {
		v.Methods = used[v.ID]
		out[v.ID] = office.VisitValues(v, *names[v.ID])
	}
	return out, nil
}

func (l *stripLoader) notices(ids []int64) (map[int64]map[string]string, error) {
	out := map[int64]map[string]string{}
	for _, id := range ids {
		n, err := get[office.Notice](l.g, "notices", id)
		if err != nil {
			return nil, wrap(err, "整改文书")
		}
		if n.Steps, err = stepsOf(l.g, id); err != nil {
			return nil, err
		}
		names := office.StripNames{School: l.schools[n.SchoolID], Inspector: l.inspectors[n.InspectorID]}
		if names.Findings, err = find[office.Finding](l.g, "findings", "WHERE id IN (SELECT finding_id FROM notice_findings WHERE notice_id = ?) AND deleted_at IS NULL ORDER BY id", id); err != nil {
			return nil, err
		}
		if n.VisitID != 0 {
			if err := l.g.Get(&names.VisitedOn, `SELECT date FROM visits WHERE id = ?`, n.VisitID); err != nil {
				return nil, err
			}
		}
		out[id] = office.NoticeValues(n, names)
	}
	return out, nil
}

func (l *stripLoader) lessons(ids []int64) (map[int64]map[string]string, error) {
	list, args := in(ids)
	rows, err := find[office.LessonObservation](l.g, "lessons", "WHERE id IN "+list, args...)
	out := map[int64]map[string]string{}
	for _, x := range rows {
		out[x.ID] = office.LessonValues(x, office.StripNames{School: l.schools[x.SchoolID], Inspector: l.inspectors[x.InspectorID]})
	}
	return out, err
}

func (l *stripLoader) places(ids []int64) (map[int64]map[string]string, error) {
	d := office.Directory{Day: l.s.Today()}
	if err := readPlaces(l.g, &d); err != nil {
		return nil, err
	}
	out := map[int64]map[string]string{}
	for _, id := range ids {
		school, ok := l.schools[id]
		if !ok {
			continue
		}
		names := office.StripNames{Zone: d.ZoneOf(id).Name}
		for _, a := range d.AnswersFor(id) {
			names.Inspectors = append(names.Inspectors, l.inspectors[a.InspectorID])
		}
		out[id] = office.SchoolValues(school, names)
	}
	return out, nil
}
