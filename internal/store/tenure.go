package store

import (
	"cmp"
	"fmt"
	"slices"

	"dudao/internal/office"
)

// TenureRow is one line of the list of 届.
type TenureRow struct {
	office.Tenure
	Candidates int `db:"candidates" json:"candidates"`
	GoingOn    int `db:"going_on" json:"goingOn"`
	Fresh      int `db:"fresh" json:"fresh"` // of those going on
	Leaving    int `db:"leaving" json:"leaving"`
}

// CandidateRow is a candidate with what the checks of 任职资格 say.
type CandidateRow struct {
	office.Candidate
	Step     string                 `json:"step"`
	Checks   []office.Qualification `json:"checks"`
	TermEnds office.Date            `json:"termEnds"` // of the term he is in
	Schools  int                    `json:"schools"`  // he is responsible for
	Files    int                    `json:"files"`
}

// TenureBook is a tenure with all its candidates.
type TenureBook struct {
	Tenure     office.Tenure
	Candidates []CandidateRow
}

// Tenures lists the 届, the newest first.
func (s *Store) Tenures() ([]TenureRow, error) {
	rows := []TenureRow{}
	err := s.r.Select(&rows, `SELECT `+shapeOf[office.Tenure]("tenures").read+`,
		(SELECT count(*) FROM candidates c WHERE c.tenure_id = tenures.id) AS candidates,
		(SELECT count(*) FROM candidates c WHERE c.tenure_id = tenures.id AND c.outcome = '拟聘') AS going_on,
		(SELECT count(*) FROM candidates c WHERE c.tenure_id = tenures.id AND c.outcome = '拟聘' AND c.fresh = 1) AS fresh,
		(SELECT count(*) FROM candidates c WHERE c.tenure_id = tenures.id AND c.outcome <> '拟聘' AND c.inspector_id IS NOT NULL) AS leaving
		FROM tenures WHERE deleted_at IS NULL ORDER BY starts_on DESC, id DESC`)
	return rows, err
}

// Tenure returns one tenure. CodeNotFound when there is none.
func (s *Store) Tenure(id int64) (office.Tenure, error) { return tenure(s.r, id) }

func tenure(g getter, id int64) (office.Tenure, error) {
	rows, err := find[office.Tenure](g, "tenures", "WHERE id = ? AND deleted_at IS NULL", id)
	if err == nil && len(rows) == 0 {
		err = office.Errorf(office.CodeNotFound, "这一届不存在或已删除，请回到列表刷新。")
	}
	if err != nil {
		return office.Tenure{}, err
	}
	return rows[0], nil
}

// NextTenure proposes the tenure that follows those on record.
func (s *Store) NextTenure() (office.Tenure, error) {
	day, err := s.AsOf()
	if err != nil {
		return office.Tenure{}, err
	}
	years, err := s.Rule(office.RuleTermYears, day)
	if err != nil {
		return office.Tenure{}, err
	}
	all, err := find[office.Tenure](s.r, "tenures", "WHERE deleted_at IS NULL")
	return office.NextTenure(all, day, int(years)), err
}

// SaveTenure adds the tenure (ID 0) or writes over it. With roster a new one
// proposes everybody in office again.
func (s *Store) SaveTenure(t office.Tenure, roster bool) (office.Tenure, error) {
	t.Normalize()
	label := "修改聘任换届 "
	if t.ID == 0 {
		label = "开始聘任换届 "
	}
	err := s.write(Change{Action: "tenure.save", Label: label + t.Name}, func(x *tx) error {
		if t.ID != 0 {
			return x.updateTenure(&t)
		}
		return x.startTenure(&t, roster)
	})
	return t, err
}

func (t *tx) startTenure(n *office.Tenure, roster bool) (err error) {
	n.State, n.PublishedOn = office.TenurePreparing, ""
	if err := t.putTenure(n); err != nil || !roster {
		return err
	}
	people, err := find[office.Inspector](t, "inspectors", "WHERE deleted_at IS NULL AND state = '在聘' ORDER BY sort_key, id")
	if err != nil {
		return err
	}
	rules, err := rulesInForce(t, n.StartsOn)
	if err != nil {
		return err
	}
	held, err := appointmentsHeld(t)
	if err != nil {
		return err
	}
	for _, p := range people {
		c := office.Candidate{TenureID: n.ID, InspectorID: p.ID, TermNumber: office.ConsecutiveTerm(held[p.ID], n.StartsOn)}
		c.Normalize()
		c.Of(p)
		for _, q := range office.Qualifications(c.Facts(n.StartsOn), rules) {
			if q.Key == office.CheckTerms && q.State == office.CheckFail { // what cannot be mended is proposed as it must end
				c.Outcome, c.Reason = office.OutcomeNoMore, q.Detail
			}
		}
		if err := t.putCandidate(&c); err != nil {
			return err
		}
	}
	return nil
}

// putTenure writes a new tenure as it is.
func (t *tx) putTenure(n *office.Tenure) (err error) {
	n.Normalize()
	if err := n.Validate(); err != nil {
		return err
	}
	if err := t.soleTenure(*n); err != nil {
		return err
	}
	n.UpdatedAt = t.s.moment()
	n.ID, err = insert(t, "tenures", *n)
	return wrap(err, "聘任换届")
}

func (t *tx) soleTenure(n office.Tenure) error {
	var twin string
	if err := t.Get(&twin, `SELECT COALESCE((SELECT name FROM tenures WHERE number = ? AND id <> ? AND deleted_at IS NULL), '')`, n.Number, n.ID); err != nil || twin == "" {
		return err
	}
	return &office.Error{Code: office.CodeConflict, Message: fmt.Sprintf("已经有第 %d 届（%s），没有保存。请改届次。", n.Number, twin), Fields: map[string]string{"number": "与" + twin + "相同"}}
}

func (t *tx) updateTenure(n *office.Tenure) error {
	if err := t.fresh("tenures", n.ID, n.UpdatedAt, "聘任换届"); err != nil {
		return err
	}
	was, err := tenure(t, n.ID)
	if err != nil {
		return err
	}
	n.State, n.PublishedOn = was.State, was.PublishedOn
	if err := n.Validate(); err != nil {
		return err
	}
	if was.Published() && (n.StartsOn != was.StartsOn || n.EndsOn != was.EndsOn || n.DocNumber != was.DocNumber) {
		return office.Errorf(office.CodeConflict, "%s已经公布，起止日期和文号已写进每个人的聘任，不能在这里改。要改，请先撤销公布。", was.Name)
	}
	if err := t.soleTenure(*n); err != nil {
		return err
	}
	if same, err := t.unchanged("tenures", n.ID, *n); err != nil || same {
		return err
	}
	n.UpdatedAt = t.s.moment()
	return wrap(update(t, "tenures", *n), "聘任换届")
}

// DeleteTenure moves a tenure that is not published to the recycle bin.
func (s *Store) DeleteTenure(id int64) error {
	return s.write(Change{Action: "tenure.delete", Label: "删除聘任换届 " + s.Title("tenure", id)}, func(t *tx) error {
		n, err := tenure(t, id)
		if err != nil {
			return err
		}
		if n.Published() {
			return office.Errorf(office.CodeConflict, "%s已经公布，不能删除。公布错了的，请在修改历史里撤销公布。", n.Name)
		}
		return t.trash("tenures", id, "聘任换届")
	})
}

// TenureBook returns a tenure with its candidates and their checks.
func (s *Store) TenureBook(id int64) (TenureBook, error) { return tenureBook(s.r, id) }

func tenureBook(g getter, id int64) (b TenureBook, err error) {
	if b.Tenure, err = tenure(g, id); err != nil {
		return b, err
	}
	list, err := candidatesOf(g, "WHERE tenure_id = ? ORDER BY id", id)
	if err != nil {
		return b, err
	}
	b.Candidates, err = candidateRows(g, b.Tenure, list)
	return b, err
}

func candidateRows(g getter, n office.Tenure, list []office.Candidate) ([]CandidateRow, error) {
	rules, err := rulesInForce(g, n.StartsOn)
	if err != nil {
		return nil, err
	}
	held, err := appointmentsHeld(g)
	if err != nil {
		return nil, err
	}
	about := []struct {
		ID      int64 `db:"id"`
		Schools int   `db:"schools"`
	}{}
	if err := g.Select(&about, `SELECT a.inspector_id AS id, count(DISTINCT a.school_id) AS schools FROM assignments a
		WHERE a.role = '主' AND a.deleted_at IS NULL AND a.starts_on < ?1 AND (a.ends_on = '' OR a.ends_on >= ?1) GROUP BY a.inspector_id`, n.StartsOn); err != nil {
		return nil, err
	}
	schools := map[int64]int{}
	for _, x := range about {
		schools[x.ID] = x.Schools
	}
	rows := make([]CandidateRow, len(list))
	for i, c := range list {
		r := CandidateRow{Candidate: c, Step: c.Step(), Checks: office.Qualifications(c.Facts(n.StartsOn), rules), Schools: schools[c.InspectorID]}
		for _, a := range held[c.InspectorID] {
			if a.ID != c.AppointmentID && a.StartsOn < n.StartsOn && a.DismissedOn == "" {
				r.TermEnds = max(r.TermEnds, a.EndsOn)
			}
		}
		rows[i] = r
	}
	return rows, nil
}

// candidatesOf reads candidates with the details of the inspectors that they are.
func candidatesOf(g getter, clause string, args ...any) ([]office.Candidate, error) {
	list, err := find[office.Candidate](g, "candidates", clause, args...)
	if err != nil || len(list) == 0 {
		return list, err
	}
	ids := []int64{}
	for _, c := range list {
		if c.InspectorID != 0 {
			ids = append(ids, c.InspectorID)
		}
	}
	marks, given := in(ids)
	people, err := find[office.Inspector](g, "inspectors", "WHERE id IN "+marks, given...)
	if err != nil {
		return nil, err
	}
	by := map[int64]office.Inspector{}
	for _, p := range people {
		by[p.ID] = p
	}
	for i := range list {
		if p, ok := by[list[i].InspectorID]; ok {
			list[i].Of(p)
		}
	}
	slices.SortStableFunc(list, func(a, b office.Candidate) int {
		return cmp.Or(boolOrder(a.Fresh, b.Fresh), cmp.Compare(by[a.InspectorID].Pinyin, by[b.InspectorID].Pinyin), cmp.Compare(a.ID, b.ID))
	})
	return list, nil
}

// boolOrder puts false before true.
func boolOrder(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// appointmentsHeld are all terms of office by inspector, oldest first.
func appointmentsHeld(g getter) (map[int64][]office.Appointment, error) {
	all, err := find[office.Appointment](g, "appointments", "WHERE deleted_at IS NULL ORDER BY starts_on")
	out := map[int64][]office.Appointment{}
	for _, a := range all {
		out[a.InspectorID] = append(out[a.InspectorID], a)
	}
	return out, err
}
