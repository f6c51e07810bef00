package store

import (
	"fmt"
	"slices"
	"strings"

	"dudao/internal/office"
)

// Candidate returns one candidate with his checks, and his tenure.
func (s *Store) Candidate(id int64) (CandidateRow, office.Tenure, error) {
	c, err := candidateOf(s.r, id)
	if err != nil {
		return CandidateRow{}, office.Tenure{}, err
	}
	n, err := tenure(s.r, c.TenureID)
	if err != nil {
		return CandidateRow{}, n, err
	}
	rows, err := candidateRows(s.r, n, []office.Candidate{c})
	if err != nil {
		return CandidateRow{}, n, err
	}
	return rows[0], n, nil
}

func candidateOf(g getter, id int64) (office.Candidate, error) {
	list, err := candidatesOf(g, "WHERE id = ?", id)
	if err == nil && len(list) == 0 {
		err = office.Errorf(office.CodeNotFound, "这名人选不存在或已删除，请刷新。")
	}
	if err != nil {
		return office.Candidate{}, err
	}
	return list[0], nil
}

// CandidateID finds a candidate by name, in the newest tenure that has one.
func (s *Store) CandidateID(name string) (id int64, err error) {
	err = s.r.Get(&id, `SELECT c.id FROM candidates c JOIN tenures n ON n.id = c.tenure_id LEFT JOIN inspectors i ON i.id = c.inspector_id
		WHERE n.deleted_at IS NULL AND COALESCE(i.name, c.name) = ? ORDER BY n.starts_on DESC, c.id DESC LIMIT 1`, name)
	return id, wrap(err, "人选")
}

// TenureID finds a tenure by its number or name.
func (s *Store) TenureID(name string) (id int64, err error) {
	err = s.r.Get(&id, `SELECT id FROM tenures WHERE deleted_at IS NULL AND name = ? ORDER BY starts_on DESC LIMIT 1`, name)
	return id, wrap(err, "届次")
}

// SaveCandidate adds a candidate (ID 0) or writes over one.
func (s *Store) SaveCandidate(c office.Candidate) (office.Candidate, error) {
	verb := "修改人选 "
	if c.ID == 0 {
		verb = "增加人选 "
	}
	name := c.Name
	if c.InspectorID != 0 {
		name = s.Title("inspector", c.InspectorID)
	}
	err := s.write(Change{Action: "candidate.save", Label: s.Title("tenure", c.TenureID) + verb + name}, func(t *tx) error {
		if err := t.openTenure(c.TenureID); err != nil {
			return err
		}
		if err := t.saveCandidate(&c); err != nil {
			return err
		}
		return t.settleTenure(c.TenureID)
	})
	return c, err
}

// openTenure refuses to change a tenure that is published.
func (t *tx) openTenure(id int64) error {
	n, err := tenure(t, id)
	if err != nil {
		return err
	}
	if n.Published() {
		return office.Errorf(office.CodeConflict, "%s已经公布，人选不能再改。公布错了的，请先撤销公布；中途增聘的，请另开一次聘任。", n.Name)
	}
	return nil
}

func (t *tx) saveCandidate(c *office.Candidate) error {
	c.Normalize()
	if err := c.Validate(); err != nil {
		return err
	}
	if c.InspectorID != 0 {
		p, err := get[office.Inspector](t, "inspectors", c.InspectorID)
		if err != nil {
			return wrap(err, "督学")
		}
		c.Of(p)
		if c.ID == 0 {
			if err := t.continues(c); err != nil {
				return err
			}
		}
	} else {
		c.Fresh = true
		if err := t.notOnRoster(*c); err != nil {
			return err
		}
	}
	if c.ID == 0 {
		return t.putCandidate(c)
	}
	if err := t.candidateFresh(c); err != nil {
		return err
	}
	bare := c.Bare()
	if same, err := t.unchanged("candidates", c.ID, bare); err != nil || same {
		return err
	}
	c.UpdatedAt = t.s.moment()
	bare.UpdatedAt = c.UpdatedAt
	return wrap(update(t, "candidates", bare), "人选")
}

// continues counts the term of somebody of the roster from those he has had.
func (t *tx) continues(c *office.Candidate) error {
	n, err := tenure(t, c.TenureID)
	if err != nil {
		return err
	}
	held, err := find[office.Appointment](t, "appointments", "WHERE inspector_id = ? AND deleted_at IS NULL ORDER BY starts_on", c.InspectorID)
	if c.Fresh = len(held) == 0; c.TermNumber <= 1 {
		c.TermNumber = office.ConsecutiveTerm(held, n.StartsOn)
	}
	return err
}

// candidateFresh refuses to write over what was changed since it was read, and
// keeps what the form does not hold.
func (t *tx) candidateFresh(c *office.Candidate) error {
	was, err := candidateOf(t, c.ID)
	if err != nil {
		return err
	}
	if c.UpdatedAt != "" && c.UpdatedAt != was.UpdatedAt {
		return office.Errorf(office.CodeStale, "这名人选在别处改过，没有覆盖。请关闭后重新打开再改。")
	}
	if c.InspectorID != was.InspectorID {
		return office.Invalid("人选不能换成另一个人，请删去这一名再增加。")
	}
	c.TenureID, c.Fresh, c.AppointmentID, c.PublishedOn, c.LetterNo = was.TenureID, was.Fresh, was.AppointmentID, was.PublishedOn, was.LetterNo
	return nil
}

// putCandidate writes a new candidate as he is.
func (t *tx) putCandidate(c *office.Candidate) (err error) {
	c.UpdatedAt = t.s.moment()
	c.ID, err = insert(t, "candidates", c.Bare())
	return wrap(err, "人选（同一名督学已在名单里）")
}

// notOnRoster refuses somebody new who is on the roster or among the candidates
// already: he would be there twice.
func (t *tx) notOnRoster(c office.Candidate) error {
	p, err := t.sameInspector(c)
	if err != nil {
		return err
	}
	if p.ID != 0 {
		return &office.Error{Code: office.CodeConflict, Message: fmt.Sprintf("督学名册里已有%s（%s），没有重复增加。请从名册里选这名督学。", p.Name, p.State), Fields: map[string]string{"name": "名册里已有"}}
	}
	var n int
	if err := t.Get(&n, `SELECT count(*) FROM candidates WHERE tenure_id = ? AND id <> ? AND inspector_id IS NULL AND (name = ? AND mobile = ? OR id_number <> '' AND id_number = ?)`,
		c.TenureID, c.ID, c.Name, c.Mobile, c.IDNumber); err != nil || n == 0 {
		return err
	}
	return &office.Error{Code: office.CodeConflict, Message: fmt.Sprintf("名单里已有%s，没有重复增加。同名的两个人请填手机区分。", c.Name), Fields: map[string]string{"name": "名单里已有"}}
}

// sameInspector is who is on the roster as the same person: by the identity
// number, else by name and telephone.
func (t *tx) sameInspector(c office.Candidate) (office.Inspector, error) {
	list, err := find[office.Inspector](t, "inspectors", `WHERE deleted_at IS NULL AND (id_number <> '' AND id_number = ? OR name = ? AND mobile = ?) ORDER BY id_number = ? DESC, id LIMIT 1`,
		c.IDNumber, c.Name, c.Mobile, c.IDNumber)
	if err != nil || len(list) == 0 {
		return office.Inspector{}, err
	}
	return list[0], nil
}

// DeleteCandidate takes a candidate off the list.
func (s *Store) DeleteCandidate(id int64) error {
	c, err := candidateOf(s.r, id)
	if err != nil {
		return err
	}
	return s.write(Change{Action: "candidate.delete", Label: s.Title("tenure", c.TenureID) + "删去人选 " + c.Name}, func(t *tx) error {
		if err := t.openTenure(c.TenureID); err != nil {
			return err
		}
		if _, err := t.Exec(`DELETE FROM candidates WHERE id = ?`, id); err != nil {
			return wrap(err, "人选")
		}
		return t.settleTenure(c.TenureID)
	})
}

// TenureStep takes candidates through a step of 推荐—审核—公示 with one day.
type TenureStep struct {
	TenureID int64       `json:"tenureId"`
	IDs      []int64     `json:"ids"` // empty: all who go on and have not come so far
	Step     string      `json:"step"`
	Day      office.Date `json:"day"`
	Text     string      `json:"text"` // the opinion, kept when empty
}

// TakeTenureStep dates the step of several candidates at once; it returns how
// many were changed.
func (s *Store) TakeTenureStep(in TenureStep) (n int, err error) {
	if !in.Day.Valid() {
		return 0, office.Invalid("请填写日期，写成 2026-03-12。")
	}
	if !slices.Contains(office.TenureSteps, in.Step) {
		return 0, office.Invalid("没有“%s”这一步，请选推荐、审核或公示。", in.Step)
	}
	err = s.write(Change{Action: "tenure.step", Label: s.Title("tenure", in.TenureID) + in.Step + " " + string(in.Day)}, func(t *tx) error {
		chosen, err := t.chosen(in.TenureID, in.IDs, func(c office.Candidate) bool { return c.GoesOn() && c.Step() == before(in.Step) })
		if err != nil {
			return err
		}
		for _, c := range chosen {
			c.TakeStep(in.Step, in.Day, in.Text)
			if err := t.saveCandidate(&c); err != nil {
				return named(c.Name, err)
			}
		}
		n = len(chosen)
		return t.settleTenure(in.TenureID)
	})
	return n, err
}

// before is the step that a step follows.
func before(step string) string {
	if i := slices.Index(office.TenureSteps, step); i > 0 {
		return office.TenureSteps[i-1]
	}
	return ""
}

// named says of whom a refusal speaks.
func named(name string, err error) error {
	if office.CodeOf(err) == office.CodeInternal {
		return err
	}
	return office.Errorf(office.CodeOf(err), "%s：%s", name, err.Error())
}

// chosen are the candidates of the ids, or all that fit when there are none.
func (t *tx) chosen(tenureID int64, ids []int64, fits func(office.Candidate) bool) ([]office.Candidate, error) {
	if err := t.openTenure(tenureID); err != nil {
		return nil, err
	}
	all, err := candidatesOf(t, "WHERE tenure_id = ? ORDER BY id", tenureID)
	if err != nil {
		return nil, err
	}
	out := []office.Candidate{}
	for _, c := range all {
		if len(ids) == 0 && fits(c) || slices.Contains(ids, c.ID) {
			out = append(out, c)
		}
	}
	if len(out) == 0 {
		return nil, office.Invalid("没有可以办理这一步的人选，请先办前一步，或勾选人选。")
	}
	return out, nil
}

// TenureOutcome says what comes of several candidates at once.
type TenureOutcome struct {
	TenureID int64   `json:"tenureId"`
	IDs      []int64 `json:"ids"`
	Outcome  string  `json:"outcome"`
	Reason   string  `json:"reason"`
	Leaving  string  `json:"leaving"`
}

// SetTenureOutcome writes what comes of the candidates of the ids.
func (s *Store) SetTenureOutcome(in TenureOutcome) error {
	if len(in.IDs) == 0 {
		return office.Invalid("请先勾选人选。")
	}
	return s.write(Change{Action: "tenure.outcome", Label: s.Title("tenure", in.TenureID) + in.Outcome}, func(t *tx) error {
		chosen, err := t.chosen(in.TenureID, in.IDs, nil)
		if err != nil {
			return err
		}
		for _, c := range chosen {
			c.Outcome, c.Reason = in.Outcome, strings.TrimSpace(in.Reason)
			if in.Leaving != "" {
				c.Leaving = in.Leaving
			}
			if err := t.saveCandidate(&c); err != nil {
				return named(c.Name, err)
			}
		}
		return t.settleTenure(in.TenureID)
	})
}

// settleTenure gives the tenure the state that all of its candidates have come to.
func (t *tx) settleTenure(id int64) error {
	n, err := tenure(t, id)
	if err != nil {
		return err
	}
	all, err := find[office.Candidate](t, "candidates", "WHERE tenure_id = ? AND outcome = '拟聘'", id)
	if err != nil {
		return err
	}
	least := len(office.TenureSteps)
	for _, c := range all {
		least = min(least, slices.Index(office.TenureSteps, c.Step())+1)
	}
	state := office.TenurePreparing
	if least > 0 && len(all) > 0 {
		state = office.TenureSteps[least-1]
	}
	if state == n.State {
		return nil
	}
	n.State, n.UpdatedAt = state, t.s.moment()
	return wrap(update(t, "tenures", n), "聘任换届")
}
