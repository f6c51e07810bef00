package store

import (
	"fmt"

	"dudao/internal/office"
)

// RoundInput is one action on a finding's current round (办理整改). Round holds
// what the action fills in, by the names of office.Round.
type RoundInput struct {
	FindingID int64        `json:"findingId"`
	Action    string       `json:"action"` // office.ActReceive …
	Round     office.Round `json:"round"`
	// NextDueOn begins the next round at once when a recheck finds the problem not
	// put right; empty leaves that for later.
	NextDueOn office.Date `json:"nextDueOn"`
	UpdatedAt string      `json:"updatedAt"` // of the finding
}

// caseOf reads a finding with its rounds and the papers on it.
func caseOf(g getter, id int64) (c office.Case, err error) {
	found, err := find[office.Finding](g, "findings", "WHERE id = ? AND deleted_at IS NULL", id)
	if err != nil {
		return c, err
	}
	if len(found) == 0 {
		return c, office.Errorf(office.CodeNotFound, "没有找到这个问题，可能已被删除。请刷新列表。")
	}
	c.Finding = found[0]
	if c.Rounds, err = find[office.Round](g, "rounds", "WHERE finding_id = ? ORDER BY number", id); err != nil {
		return c, err
	}
	c.Notices = []office.CaseNotice{}
	if err := g.Select(&c.Notices, `SELECT n.id, n.kind, n.state FROM notice_findings x JOIN notices n ON n.id = x.notice_id
		WHERE x.finding_id = ? AND n.deleted_at IS NULL ORDER BY n.date, n.id`, id); err != nil {
		return c, err
	}
	err = g.Get(&c.Attachments, `SELECT count(*) FROM attachments WHERE owner_kind = 'finding' AND owner_id = ? AND deleted_at IS NULL`, id)
	return c, err
}

// SaveRound does one action on the finding's current round: 签收, 报告, 报督导室,
// 核查, 销号, 继续整改 or 重新打开.
func (s *Store) SaveRound(in RoundInput) error {
	name, known := office.RoundActNames[in.Action]
	if !known {
		return office.Invalid("没有“%s”这个动作，请刷新页面后重试。", in.Action)
	}
	return s.write(Change{Action: "finding." + in.Action, Label: name + " " + s.Title("finding", in.FindingID)}, func(t *tx) error {
		if err := t.fresh("findings", in.FindingID, in.UpdatedAt, "问题"); err != nil {
			return err
		}
		c, err := caseOf(t, in.FindingID)
		if err != nil {
			return err
		}
		return t.act(&c, in)
	})
}

func (t *tx) act(c *office.Case, in RoundInput) error {
	r := c.Current()
	var err error
	switch in.Action {
	case office.ActNext:
		if r, err = r.Following(in.Round); err != nil {
			return err
		}
	case office.ActReopen:
		if r, err = r.Reopened(in.Round); err != nil {
			return err
		}
	default:
		if err := r.Act(in.Action, in.Round); err != nil {
			return err
		}
	}
	if in.Action == office.ActRecheck && in.Round.ClosedOn != "" {
		r.ClosedOn = in.Round.ClosedOn
	}
	if err := t.putRound(c, r); err != nil {
		return err
	}
	switch {
	case r.ClosedOn.Valid():
		return t.finishNotices(c.Finding.ID, r.ClosedOn)
	case in.Action == office.ActReceive && r.NoticeID != 0:
		return t.noticeReceived(r)
	case in.Action == office.ActRecheck && in.NextDueOn != "":
		next, err := r.Following(office.Round{IssuedOn: r.RecheckOn, DueOn: in.NextDueOn, Reason: in.Round.Reason})
		if err != nil {
			return err
		}
		return t.putRound(c, next)
	}
	return nil
}

// putRound writes the round as the finding's current one, and its summary and
// state into the finding's own columns. A finding that had no round on record
// gets its first one along.
func (t *tx) putRound(c *office.Case, r office.Round) (err error) {
	if err := r.Validate(c.Finding.FoundOn, t.s.Today()); err != nil {
		return err
	}
	if r.ClosedOn.Valid() && !r.FromLedger() {
		if err := r.Closable(c.Attachments); err != nil {
			return err
		}
	}
	if len(c.Rounds) == 0 && r.Number > 1 {
		first := office.FirstRound(c.Finding)
		if first.ID, err = insert(t, "rounds", first); err != nil {
			return wrap(err, "整改轮次")
		}
		c.Rounds = append(c.Rounds, first)
	}
	if r.ID == 0 {
		if r.ID, err = insert(t, "rounds", r); err != nil {
			return wrap(err, "整改轮次")
		}
		c.Rounds = append(c.Rounds, r)
	} else {
		if err := update(t, "rounds", r); err != nil {
			return wrap(err, "整改轮次")
		}
		c.Rounds[len(c.Rounds)-1] = r
	}
	c.Finding.TakeRound(r)
	return t.putState(c)
}

// putState writes the finding with the state that follows from its case.
func (t *tx) putState(c *office.Case) error {
	c.Finding.State = c.State()
	same, err := t.unchanged("findings", c.Finding.ID, c.Finding)
	if err != nil || same {
		return err
	}
	if err := c.Finding.Validate(); err != nil {
		return err
	}
	c.Finding.UpdatedAt = t.s.moment()
	return wrap(update(t, "findings", c.Finding), "问题")
}

// settle brings the findings' states up to their papers. A finding in the
// recycle bin stays as it is.
func (t *tx) settle(findings []int64) error {
	for _, id := range findings {
		c, err := caseOf(t, id)
		if office.CodeOf(err) == office.CodeNotFound {
			continue
		}
		if err != nil {
			return err
		}
		if err := t.putState(&c); err != nil {
			return err
		}
	}
	return nil
}

// followLedger takes what a form or an import changed in a finding that has
// rounds on record into its current round: the round says it, the columns only
// sum it up.
func (t *tx) followLedger(f *office.Finding) error {
	c, err := caseOf(t, f.ID)
	if err != nil || len(c.Rounds) == 0 {
		return err
	}
	was, r := c.Finding, c.Current()
	if err := r.TakeLedger(was, *f); err != nil {
		return err
	}
	asked := f.State
	c.Finding = *f
	c.Finding.State = was.State
	if r != c.Current() {
		if c.Current().ClosedOn.Valid() {
			return office.Errorf(office.CodeConflict, "问题 %s 已在%s销号，期限、报告、核查和销号日期不能再改。要改动，请先重新打开并说明原因。", was.Number, was.ClosedOn.Chinese())
		}
		if err := t.putRound(&c, r); err != nil {
			return err
		}
		if r.ClosedOn.Valid() {
			if err := t.finishNotices(f.ID, r.ClosedOn); err != nil {
				return err
			}
		}
	} else {
		c.Finding.State = c.State()
	}
	if asked != was.State && asked != c.Finding.State {
		return &office.Error{Code: office.CodeInvalid, Message: fmt.Sprintf("问题 %s 的整改状态由整改轮次得出，现在是“%s”，不能直接改成“%s”。请登记签收、报告、核查或销号。", was.Number, c.Finding.State, asked),
			Fields: map[string]string{"state": "由整改轮次得出，现在是“" + c.Finding.State + "”"}}
	}
	*f = c.Finding
	return nil
}
