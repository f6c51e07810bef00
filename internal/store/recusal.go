package store

import (
	"fmt"
	"slices"

	"dudao/internal/office"
)

// recusalBook knows which schools each inspector must keep away from (回避).
// Everything that gives a school to an inspector asks it, and nothing else.
type recusalBook struct {
	day    office.Date
	calls  []SchoolAlias
	people map[int64]recusalEntry
}

// recusalEntry is what the records of one inspector say about it.
type recusalEntry struct {
	ID       int64  `db:"id"`
	Name     string `db:"name"`
	Recusal  string `db:"recusal"`
	Employer string `db:"employer"` // empty of a retired one
	named    []int64
}

// recusalsOn reads the book for a day.
func recusalsOn(g getter, day office.Date) (recusalBook, error) {
	b := recusalBook{day: day, people: map[int64]recusalEntry{}}
	var err error
	if b.calls, err = schoolCalls(g); err != nil {
		return b, err
	}
	people := []recusalEntry{}
	err = g.Select(&people, `SELECT id, name, recusal, CASE WHEN service = '退休' THEN '' ELSE employer END AS employer FROM inspectors WHERE deleted_at IS NULL`)
	for _, p := range people {
		p.named = schoolsNamed(b.calls, p.Recusal)
		b.people[p.ID] = p
	}
	return b, err
}

// of says why the inspector must keep away from the school, "" when there is no
// reason.
func (b recusalBook) of(inspectorID, schoolID int64) string {
	p := b.people[inspectorID]
	if slices.Contains(p.named, schoolID) {
		return "回避登记写着：" + p.Recusal
	}
	if p.Employer != "" && slices.ContainsFunc(b.calls, func(c SchoolAlias) bool { return c.SchoolID == schoolID && c.Alias == p.Employer }) {
		return "是本校工作人员"
	}
	return ""
}

// RecusalOf says why the inspector must keep away from the school on the day, ""
// when there is no reason.
func (s *Store) RecusalOf(inspectorID, schoolID int64, day office.Date) (string, error) {
	return recusalOf(s.r, inspectorID, schoolID, day)
}

func recusalOf(g getter, inspectorID, schoolID int64, day office.Date) (string, error) {
	b, err := recusalsOn(g, day)
	return b.of(inspectorID, schoolID), err
}

// refuseRecused refuses to give the school to an inspector who must keep away
// from it; field is the field of the form that names the inspector.
func (t *tx) refuseRecused(field string, schoolID int64, day office.Date, inspectors ...int64) error {
	b, err := recusalsOn(t, day)
	if err != nil {
		return err
	}
	for _, id := range inspectors {
		if why := b.of(id, schoolID); why != "" {
			return &office.Error{Code: office.CodeInvalid, Message: fmt.Sprintf("%s应当回避%s（%s），没有保存。请改派别的督学。", b.people[id].Name, t.titleOf("school", schoolID), why),
				Fields: map[string]string{field: "应当回避：" + why}}
		}
	}
	return nil
}
