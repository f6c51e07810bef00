package store

import (
	"fmt"
	"slices"
	"strings"

	"dudao/internal/office"
)

// VisitForm is a visit with everything written on its form.
type VisitForm struct {
	Visit     office.Visit               `json:"visit"`
	Findings  []office.Finding           `json:"findings"`
	Lessons   []office.LessonObservation `json:"lessons"`
	Inquiries []office.Inquiry           `json:"inquiries"`
}

// Visit returns a visit with its parts. CodeNotFound when there is none.
func (s *Store) Visit(id int64) (VisitForm, error) { return visitForm(s.r, id) }

func visitForm(g getter, id int64) (VisitForm, error) {
	var f VisitForm
	v, err := get[office.Visit](g, "visits", id)
	if err != nil {
		return f, wrap(err, "督导记录")
	}
	if err := visitParts(g, &v); err != nil {
		return f, err
	}
	f.Visit = v
	if f.Findings, err = find[office.Finding](g, "findings", "WHERE visit_id = ? AND deleted_at IS NULL ORDER BY id", id); err != nil {
		return f, err
	}
	if f.Lessons, err = find[office.LessonObservation](g, "lessons", "WHERE visit_id = ? AND deleted_at IS NULL ORDER BY id", id); err != nil {
		return f, err
	}
	f.Inquiries, err = find[office.Inquiry](g, "inquiries", "WHERE visit_id = ? AND deleted_at IS NULL ORDER BY id", id)
	return f, err
}

func visitParts(g getter, v *office.Visit) error {
	v.Companions, v.Matters, v.Methods, v.Checks = []int64{}, []int64{}, []office.MethodUse{}, []office.CheckResult{}
	for _, part := range []struct {
		into any
		sql  string
	}{
		{&v.Companions, `SELECT inspector_id FROM visit_companions WHERE visit_id = ? ORDER BY id`},
		{&v.Matters, `SELECT matter_id FROM visit_matters WHERE visit_id = ? ORDER BY matter_id`},
		{&v.Methods, `SELECT method, count FROM visit_methods WHERE visit_id = ? ORDER BY id`},
		{&v.Checks, `SELECT checkpoint_id, result, note FROM visit_checks WHERE visit_id = ? ORDER BY checkpoint_id`},
	} {
		if err := g.Select(part.into, part.sql, v.ID); err != nil {
			return err
		}
	}
	return nil
}

// SaveVisit writes a visit with its findings, lessons and inquiries in one
// transaction; parts no longer on the form go to the recycle bin. The returned
// form carries the numbers given.
func (s *Store) SaveVisit(f VisitForm) (VisitForm, error) {
	f.Visit.Normalize()
	if err := f.Visit.Validate(); err != nil {
		return f, err
	}
	verb := "修改督导记录 "
	if f.Visit.ID == 0 {
		verb = "新增督导记录 "
	}
	label := verb + string(f.Visit.Date) + " " + s.Title("school", f.Visit.SchoolID)
	err := s.write(Change{Action: "visit.save", Label: label}, func(t *tx) error {
		was := []office.Date{}
		if err := t.Select(&was, `SELECT date FROM visits WHERE id = ?`, f.Visit.ID); err != nil {
			return err
		}
		if err := t.refuseRecusedVisit(f.Visit); err != nil {
			return err
		}
		if err := t.saveVisit(&f.Visit); err != nil {
			return err
		}
		if len(was) == 1 {
			f.moveTo(f.Visit.Date, was[0])
		}
		return t.saveParts(&f)
	})
	if err != nil {
		return f, err
	}
	return s.Visit(f.Visit.ID)
}

// moveTo gives the parts of the visit's day before its new day.
func (f *VisitForm) moveTo(day, was office.Date) {
	move := func(d *office.Date) {
		if *d == was {
			*d = day
		}
	}
	for i := range f.Findings {
		move(&f.Findings[i].FoundOn)
	}
	for i := range f.Lessons {
		move(&f.Lessons[i].Date)
	}
	for i := range f.Inquiries {
		move(&f.Inquiries[i].Date)
	}
}

// refuseRecusedVisit refuses a visit by an inspector who must keep away from the
// school, unless that inspector is on record of it already.
func (t *tx) refuseRecusedVisit(v office.Visit) error {
	if v.State == "取消" {
		return nil
	}
	on := []int64{}
	if err := t.Select(&on, `SELECT inspector_id FROM visits WHERE id = ?1 AND school_id = ?2
		UNION SELECT c.inspector_id FROM visit_companions c JOIN visits x ON x.id = c.visit_id WHERE x.id = ?1 AND x.school_id = ?2`, v.ID, v.SchoolID); err != nil {
		return err
	}
	fresh := func(id int64) bool { return !slices.Contains(on, id) }
	if fresh(v.InspectorID) {
		if err := t.refuseRecused("inspectorId", v.SchoolID, v.Date, v.InspectorID); err != nil {
			return err
		}
	}
	for _, id := range v.Companions {
		if fresh(id) {
			if err := t.refuseRecused("companions", v.SchoolID, v.Date, id); err != nil {
				return err
			}
		}
	}
	return nil
}

// saveVisit writes the visit and its own lists.
func (t *tx) saveVisit(v *office.Visit) (err error) {
	if err := t.visitTwin(*v); err != nil {
		return err
	}
	if v.ID != 0 {
		if err := t.fresh("visits", v.ID, v.UpdatedAt, "督导记录"); err != nil {
			return err
		}
	}
	v.UpdatedAt = t.s.moment()
	if v.ID == 0 {
		if v.Number, err = t.number("JL", v.Date.Year()); err != nil {
			return err
		}
		v.ID, err = insert(t, "visits", *v)
	} else {
		var old office.Visit
		if err := t.Get(&old, `SELECT number, date, school_id FROM visits WHERE id = ?`, v.ID); err != nil {
			return wrap(err, "督导记录")
		}
		v.Number = old.Number
		if err = update(t, "visits", *v); err == nil && (old.Date != v.Date || old.SchoolID != v.SchoolID) {
			err = t.moveParts(*v, old.Date)
		}
	}
	if err != nil {
		return wrap(err, "督导记录")
	}
	if err := t.setLinks("visit_companions", "visit_id", v.ID, "inspector_id", v.Companions); err != nil {
		return wrap(err, "同行督学")
	}
	if err := t.setLinks("visit_matters", "visit_id", v.ID, "matter_id", v.Matters); err != nil {
		return wrap(err, "督导事项")
	}
	if err := t.setMethods(v.ID, v.Methods); err != nil {
		return wrap(err, "督导方式")
	}
	return wrap(t.setChecks(v.ID, v.Checks), "督导要点")
}

// moveParts takes the findings, lessons and inquiries of a visit along to its
// school, and to its day those of its day before.
func (t *tx) moveParts(v office.Visit, was office.Date) error {
	for table, day := range map[string]string{"findings": "found_on", "lessons": "date", "inquiries": "date"} {
		if _, err := t.Exec("UPDATE "+table+" SET school_id = ?, "+day+" = CASE "+day+" WHEN ? THEN ? ELSE "+day+" END WHERE visit_id = ? AND deleted_at IS NULL", v.SchoolID, was, v.Date, v.ID); err != nil {
			return err
		}
	}
	return nil
}

// visitTwin refuses the same inspector twice at one school in one half day, and
// names the record that is there.
func (t *tx) visitTwin(v office.Visit) error {
	if v.State == "取消" {
		return nil
	}
	var twin []string
	if err := t.Select(&twin, `SELECT number FROM visits WHERE date = ? AND school_id = ? AND inspector_id = ? AND session = ?
		AND id <> ? AND deleted_at IS NULL AND state <> '取消'`, v.Date, v.SchoolID, v.InspectorID, v.Session, v.ID); err != nil || len(twin) == 0 {
		return err
	}
	return &office.Error{Code: office.CodeConflict, Message: fmt.Sprintf("这位督学%s%s在这所学校已有记录 %s，没有重复保存。请打开那条记录修改。", v.Date.Chinese(), v.Session, twin[0]),
		Fields: map[string]string{"session": "已有记录 " + twin[0]}}
}

// number gives the next number of the year, e.g. JL2026-0012. JL is 记录, WT 问题.
func (t *tx) number(prefix string, year int) (string, error) {
	n, err := t.next(fmt.Sprintf("%s%d", prefix, year))
	return fmt.Sprintf("%s%d-%04d", prefix, year, n), err
}

func (t *tx) setMethods(visit int64, want []office.MethodUse) error {
	keep := []any{}
	for _, m := range want {
		keep = append(keep, m.Method)
		if _, err := t.Exec(`INSERT INTO visit_methods (visit_id, method, count) VALUES (?, ?, ?)
			ON CONFLICT (visit_id, method) DO UPDATE SET count = excluded.count`, visit, m.Method, m.Count); err != nil {
			return err
		}
	}
	return t.keepOnly("visit_methods", "method", visit, keep)
}

func (t *tx) setChecks(visit int64, want []office.CheckResult) error {
	keep := []any{}
	for _, c := range want {
		keep = append(keep, c.CheckpointID)
		if _, err := t.Exec(`INSERT INTO visit_checks (visit_id, checkpoint_id, result, note) VALUES (?, ?, ?, ?)
			ON CONFLICT (visit_id, checkpoint_id) DO UPDATE SET result = excluded.result, note = excluded.note`, visit, c.CheckpointID, c.Result, c.Note); err != nil {
			return err
		}
	}
	return t.keepOnly("visit_checks", "checkpoint_id", visit, keep)
}

// keepOnly deletes the visit's rows whose column holds none of the values.
func (t *tx) keepOnly(table, column string, visit int64, values []any) error {
	places := strings.TrimSuffix(strings.Repeat("?, ", len(values)), ", ")
	_, err := t.Exec("DELETE FROM "+table+" WHERE visit_id = ? AND "+column+" NOT IN ("+places+")", append([]any{visit}, values...)...)
	return err
}

// saveParts writes the findings, lessons and inquiries of the form; what they
// leave open follows from the visit.
func (t *tx) saveParts(f *VisitForm) error {
	v := f.Visit
	if v.State == "取消" && len(f.Findings)+len(f.Lessons)+len(f.Inquiries) > 0 {
		return office.Invalid("这次督导已取消，不能再带问题、听课或座谈问卷。请先删去它们，或改回别的状态。")
	}
	kept := map[string][]int64{}
	for i := range f.Findings {
		p := &f.Findings[i]
		p.VisitID, p.SchoolID = v.ID, v.SchoolID
		if p.FoundOn == "" {
			p.FoundOn = v.Date
		}
		if err := t.saveFinding(p); err != nil {
			return part(err, "findings", i, "问题")
		}
		kept["findings"] = append(kept["findings"], p.ID)
	}
	for i := range f.Lessons {
		l := &f.Lessons[i]
		l.VisitID, l.SchoolID = v.ID, v.SchoolID
		if l.Date == "" {
			l.Date = v.Date
		}
		if l.InspectorID == 0 {
			l.InspectorID = v.InspectorID
		}
		if err := t.saveLesson(l); err != nil {
			return part(err, "lessons", i, "听课记录")
		}
		kept["lessons"] = append(kept["lessons"], l.ID)
	}
	for i := range f.Inquiries {
		q := &f.Inquiries[i]
		q.VisitID, q.SchoolID = v.ID, v.SchoolID
		if q.Date == "" {
			q.Date = v.Date
		}
		if q.InspectorID == 0 {
			q.InspectorID = v.InspectorID
		}
		if err := t.saveInquiry(q); err != nil {
			return part(err, "inquiries", i, "座谈问卷")
		}
		kept["inquiries"] = append(kept["inquiries"], q.ID)
	}
	list, args := in(kept["findings"])
	if err := t.onNoPaper("f.visit_id = ? AND f.id NOT IN "+orNone(list), append([]any{v.ID}, args...)...); err != nil {
		return err
	}
	for _, table := range []string{"findings", "lessons", "inquiries"} {
		list, args := in(kept[table])
		if _, err := t.Exec("UPDATE "+table+" SET deleted_at = ? WHERE visit_id = ? AND deleted_at IS NULL AND id NOT IN "+orNone(list), append([]any{t.s.moment(), v.ID}, args...)...); err != nil {
			return wrap(err, "督导记录")
		}
	}
	return nil
}

// orNone makes NOT IN true for every row when nothing is kept.
func orNone(list string) string {
	if list == "(NULL)" {
		return "(SELECT 0 WHERE 0)"
	}
	return list
}

// part names the line of a sub-table that an error is about.
func part(err error, list string, i int, what string) error {
	e, ok := wrap(err, what).(*office.Error)
	if !ok {
		return err
	}
	out := &office.Error{Code: e.Code, Message: fmt.Sprintf("第 %d 条%s：%s", i+1, what, e.Message), Fields: map[string]string{}}
	for k, m := range e.Fields {
		out.Fields[fmt.Sprintf("%s.%d.%s", list, i, k)] = m
	}
	return out
}

// DeleteVisit moves a visit with its findings, lessons and inquiries to the
// recycle bin.
func (s *Store) DeleteVisit(id int64) error {
	return s.write(Change{Action: "visit.delete", Label: "删除督导记录 " + s.Title("visit", id)}, func(t *tx) error {
		if err := t.onNoPaper("f.visit_id = ?", id); err != nil {
			return err
		}
		for _, table := range []string{"findings", "lessons", "inquiries"} {
			if _, err := t.Exec("UPDATE "+table+" SET deleted_at = ? WHERE visit_id = ? AND deleted_at IS NULL", t.s.moment(), id); err != nil {
				return err
			}
		}
		return t.trash("visits", id, "督导记录")
	})
}

// LastVisit returns the visit entered last, whose values a new form offers;
// ID 0 when there is none.
func (s *Store) LastVisit() (VisitForm, error) {
	ids := []int64{}
	if err := s.r.Select(&ids, `SELECT id FROM visits WHERE deleted_at IS NULL ORDER BY id DESC LIMIT 1`); err != nil || len(ids) == 0 {
		none := office.Visit{Companions: []int64{}, Matters: []int64{}, Methods: []office.MethodUse{}, Checks: []office.CheckResult{}}
		return VisitForm{Visit: none, Findings: []office.Finding{}, Lessons: []office.LessonObservation{}, Inquiries: []office.Inquiry{}}, err
	}
	return s.Visit(ids[0])
}
