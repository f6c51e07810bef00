package store

import (
	"encoding/json"

	"dudao/internal/office"
)

// SchemeRow is one line of the list of 考核方案.
type SchemeRow struct {
	ID       int64  `db:"id" json:"id"`
	Subject  string `db:"subject" json:"subject"`
	Name     string `db:"name" json:"name"`
	Version  string `db:"version" json:"version"`
	Source   string `db:"source" json:"source"`
	Official bool   `db:"official" json:"official"`
	State    string `db:"state" json:"state"`
	Shares   string `db:"shares" json:"shares"` // 自评 15% · 学校评 25%
	Items    int    `db:"items" json:"items"`
	Used     int    `db:"used" json:"used"` // assessments made by it
}

// SchemePage is the list of 考核方案.
type SchemePage struct {
	Rows  []SchemeRow `json:"rows"`
	Total int         `json:"total"`
}

const schemeUses = `(SELECT count(*) FROM assessments a WHERE a.scheme_id = s.id AND a.deleted_at IS NULL)`

var schemeSorts = map[string]string{"subject": "s.subject", "name": natural("s.name"), "version": natural("s.version"), "state": "s.state", "used": "used", "items": "items"}

// Schemes lists the schemes. Filters: subject, state.
func (s *Store) Schemes(q ListQuery) (SchemePage, error) {
	page := SchemePage{Rows: []SchemeRow{}}
	var c conditions
	c.add("s.deleted_at IS NULL")
	c.equal(q, "subject", "s.subject")
	c.equal(q, "state", "s.state")
	if q.Text != "" {
		c.add("instr(s.name || s.source, ?) > 0", q.Text)
	}
	if err := s.r.Get(&page.Total, "SELECT count(*) FROM assessment_schemes s"+c.where(), c.args...); err != nil {
		return page, err
	}
	order, limit := q.order(schemeSorts, "instr('督学责任区学校校长', s.subject)", "s.id")
	err := s.r.Select(&page.Rows, `SELECT s.id, s.subject, s.name, s.version, s.source, s.official, s.state, `+schemeUses+` AS used,
		COALESCE((SELECT group_concat(p.name || ' ' || printf('%g', p.share) || '%', ' · ') FROM (SELECT * FROM assessment_parts WHERE scheme_id = s.id ORDER BY position) p), '') AS shares,
		(SELECT count(*) FROM assessment_items i WHERE i.scheme_id = s.id) AS items FROM assessment_schemes s`+c.where()+order, append(c.args, limit...)...)
	return page, err
}

// Scheme returns one scheme with all its lines. CodeNotFound when there is none.
func (s *Store) Scheme(id int64) (office.AssessScheme, error) { return schemeOf(s.r, id) }

func schemeOf(g getter, id int64) (out office.AssessScheme, err error) {
	if out, err = get[office.AssessScheme](g, "assessment_schemes", id); err != nil {
		return out, wrap(err, "考核方案")
	}
	if out.Parts, err = find[office.AssessPart](g, "assessment_parts", "WHERE scheme_id = ? ORDER BY position", id); err != nil {
		return out, err
	}
	items, err := find[office.AssessItem](g, "assessment_items", "WHERE scheme_id = ? ORDER BY position, id", id)
	if err != nil {
		return out, err
	}
	out.Extras = []office.AssessItem{}
	for i := range out.Parts {
		out.Parts[i].Items = []office.AssessItem{}
		for _, x := range items {
			if x.PartID == out.Parts[i].ID {
				out.Parts[i].Items = append(out.Parts[i].Items, x)
			}
		}
	}
	for _, x := range items {
		if x.PartID == 0 {
			out.Extras = append(out.Extras, x)
		}
	}
	if out.Grades, err = find[office.AssessGrade](g, "assessment_grades", "WHERE scheme_id = ? ORDER BY position", id); err != nil {
		return out, err
	}
	uses := 0
	err = g.Get(&uses, `SELECT count(*) FROM assessments WHERE scheme_id = ?`, id)
	out.Used = uses > 0
	return out, err
}

// SaveScheme adds the scheme (ID 0) or writes over one that has not been used.
func (s *Store) SaveScheme(in office.AssessScheme) (office.AssessScheme, error) {
	verb := "修改考核方案 "
	if in.ID == 0 {
		verb = "新建考核方案 "
	}
	err := s.write(Change{Action: "scheme.save", Label: verb + in.Name}, func(t *tx) error { return t.saveScheme(&in) })
	if err != nil {
		return in, err
	}
	return s.Scheme(in.ID)
}

func (t *tx) saveScheme(s *office.AssessScheme) (err error) {
	s.Normalize()
	if err := s.Validate(); err != nil {
		return err
	}
	if s.ID != 0 {
		if err := t.fresh("assessment_schemes", s.ID, s.UpdatedAt, "考核方案"); err != nil {
			return err
		}
		was, err := schemeOf(t, s.ID)
		if err != nil {
			return err
		}
		if was.Used { // only whether it is offered
			was.State, was.UpdatedAt = s.State, t.s.moment()
			if !sameScheme(was, *s) {
				return office.Errorf(office.CodeConflict, "方案“%s（%s）”已经用于考核，不能再改。请点“另立新版本”，在新版本上修改。", was.Name, was.Version)
			}
			return wrap(update(t, "assessment_schemes", was), "考核方案")
		}
	}
	s.UpdatedAt = t.s.moment()
	if s.ID == 0 {
		s.ID, err = insert(t, "assessment_schemes", *s)
	} else {
		err = update(t, "assessment_schemes", *s)
	}
	if err != nil {
		return wrap(err, "考核方案“"+s.Name+"（"+s.Version+"）”")
	}
	return t.saveSchemeLines(s)
}

// sameScheme tells whether two are alike but for state and time.
func sameScheme(a, b office.AssessScheme) bool {
	b.State, b.UpdatedAt, b.Used = a.State, a.UpdatedAt, a.Used
	x, errA := json.Marshal(a)
	y, errB := json.Marshal(b)
	return errA == nil && errB == nil && string(x) == string(y)
}

// saveSchemeLines writes the lines over those on record: no score hangs on them.
func (t *tx) saveSchemeLines(s *office.AssessScheme) (err error) {
	for _, table := range []string{"assessment_items", "assessment_parts", "assessment_grades"} {
		if _, err := t.Exec("DELETE FROM "+table+" WHERE scheme_id = ?", s.ID); err != nil {
			return wrap(err, "考核方案")
		}
	}
	put := func(items []office.AssessItem, part int64) error {
		for i := range items {
			items[i].SchemeID, items[i].PartID = s.ID, part
			if items[i].ID, err = insert(t, "assessment_items", items[i]); err != nil {
				return wrap(err, "考核项目")
			}
		}
		return nil
	}
	for p := range s.Parts {
		s.Parts[p].SchemeID = s.ID
		if s.Parts[p].ID, err = insert(t, "assessment_parts", s.Parts[p]); err != nil {
			return wrap(err, "考核方案的部分")
		}
		if err := put(s.Parts[p].Items, s.Parts[p].ID); err != nil {
			return err
		}
	}
	if err := put(s.Extras, 0); err != nil {
		return err
	}
	for g := range s.Grades {
		s.Grades[g].SchemeID = s.ID
		if s.Grades[g].ID, err = insert(t, "assessment_grades", s.Grades[g]); err != nil {
			return wrap(err, "等次")
		}
	}
	return nil
}

// DeleteScheme moves a scheme that has not been used to the recycle bin.
func (s *Store) DeleteScheme(id int64) error {
	return s.write(Change{Action: "scheme.delete", Label: "删除考核方案 " + s.Title("assessment_scheme", id)}, func(t *tx) error {
		var uses int
		if err := t.Get(&uses, `SELECT count(*) FROM assessments WHERE scheme_id = ? AND deleted_at IS NULL`, id); err != nil {
			return err
		}
		if uses > 0 {
			return office.Errorf(office.CodeConflict, "有 %d 次考核用的是这个方案，不能删除。不再使用的请改为“停用”。", uses)
		}
		return t.trash("assessment_schemes", id, "考核方案")
	})
}

// seedSchemes gives an office that has no scheme those to begin with.
func (t *tx) seedSchemes() error {
	var n int
	if err := t.Get(&n, `SELECT count(*) FROM assessment_schemes`); err != nil || n > 0 {
		return err
	}
	for _, x := range office.StarterSchemes() {
		if err := t.saveScheme(&x); err != nil {
			return err
		}
	}
	return nil
}
