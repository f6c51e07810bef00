package store

import (
	"slices"

	"dudao/internal/office"
)

// beginRounds begins the rounds of the findings that the paper gives out.
func (t *tx) beginRounds(n office.Notice) error {
	for _, id := range n.Findings {
		c, err := caseOf(t, id)
		if err != nil {
			return err
		}
		r, err := roundBy(n, c)
		if err != nil {
			return err
		}
		if r == nil {
			if err := t.putState(&c); err != nil {
				return err
			}
			continue
		}
		r.IssuedOn, r.NoticeID = n.Date, n.ID
		if n.DueOn.Valid() {
			r.DueOn = n.DueOn
		}
		if err := t.putRound(&c, *r); err != nil {
			return aboutFinding(err, c.Finding)
		}
	}
	return nil
}

// roundBy returns the round that the paper begins, nil when one is under way
// that goes on as it is.
func roundBy(n office.Notice, c office.Case) (*office.Round, error) {
	r := c.Current()
	switch {
	case c.Finding.Closed() || r.ClosedOn.Valid():
		return nil, office.Errorf(office.CodeConflict, "问题 %s 已经%s，不能再发%s。要再整改，请先重新打开并说明原因。", c.Finding.Number, c.Finding.State, n.Kind)
	case r.Verdict == office.VerdictRight:
		return nil, office.Errorf(office.CodeConflict, "问题 %s 核查已整改，只等销号，不用再发%s。", c.Finding.Number, n.Kind)
	case r.Verdict != "":
		next, err := r.Following(office.Round{IssuedOn: n.Date, DueOn: n.DueOn})
		return &next, aboutFinding(err, c.Finding)
	case r.IssuedOn.Valid() && n.Kind == office.NoticeRectify:
		return nil, office.Errorf(office.CodeConflict, "问题 %s 已于%s下发，第 %d 轮整改还没有核查。请先登记核查；要催促请用催办单或督办单。", c.Finding.Number, r.IssuedOn.Chinese(), r.Number)
	case r.IssuedOn.Valid():
		return nil, nil
	}
	return &r, nil
}

// aboutFinding names the finding that a refusal is about.
func aboutFinding(err error, f office.Finding) error {
	e, ok := wrap(err, "整改轮次").(*office.Error)
	if !ok {
		return err
	}
	return &office.Error{Code: e.Code, Message: "问题 " + f.Number + "：" + e.Message, Fields: e.Fields}
}

// stepReceived is the step at which the school has a 整改通知书.
const stepReceived = "签收"

// receiveRounds notes the school's receipt in the rounds that the paper began.
func (t *tx) receiveRounds(notice int64, on office.Date, by string) error {
	rounds, err := find[office.Round](t, "rounds", "WHERE notice_id = ? AND received_on = '' AND closed_on = ''", notice)
	if err != nil {
		return err
	}
	for _, r := range rounds {
		c, err := caseOf(t, r.FindingID)
		if office.CodeOf(err) == office.CodeNotFound || err == nil && c.Current().ID != r.ID {
			continue
		}
		if err != nil {
			return err
		}
		r.ReceivedOn, r.ReceivedBy = on, by
		if err := t.putRound(&c, r); err != nil {
			return aboutFinding(err, c.Finding)
		}
	}
	return nil
}

// noticeReceived notes a receipt that was entered on one finding on the paper
// and its other findings: there is one paper and one signature.
func (t *tx) noticeReceived(r office.Round) error {
	n, err := noticeOf(t, r.NoticeID)
	if err != nil {
		return err
	}
	k, _ := office.NoticeKindOf(n.Kind)
	if !slices.ContainsFunc(k.Next(n.Steps, false), func(s office.StepRule) bool { return s.Name == stepReceived }) {
		return nil
	}
	return t.stepNotice(&n, office.Step{Step: stepReceived, On: r.ReceivedOn, By: r.ReceivedBy})
}

// finishNotices ends the 整改通知书 of a finding just closed when all its findings
// are put right and its end is what comes next.
func (t *tx) finishNotices(finding int64, on office.Date) error {
	ids := []int64{}
	if err := t.Select(&ids, `SELECT n.id FROM notice_findings x JOIN notices n ON n.id = x.notice_id
		WHERE x.finding_id = ? AND n.kind = ? AND n.deleted_at IS NULL AND `+openOfNotice+` = 0`, finding, office.NoticeRectify); err != nil {
		return err
	}
	for _, id := range ids {
		n, err := noticeOf(t, id)
		if err != nil {
			return err
		}
		k, _ := office.NoticeKindOf(n.Kind)
		next := k.Next(n.Steps, false)
		if !n.Running() || len(next) != 1 || !next[0].Ends {
			continue
		}
		day := max(on, n.Steps[len(n.Steps)-1].On)
		if err := t.stepNotice(&n, office.Step{Step: next[0].Name, On: day, Text: "所列问题已全部整改销号。"}); err != nil {
			return err
		}
	}
	return nil
}
