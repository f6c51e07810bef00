package store

import (
	"fmt"

	"dudao/internal/office"
)

// NoticeIssue sends a paper out (下发、签发).
type NoticeIssue struct {
	ID     int64       `json:"id"`
	Date   office.Date `json:"date"`
	Signer string      `json:"signer"`
	// DocNumber is a 文号 given by hand; empty takes the next by the county's
	// pattern.
	DocNumber string `json:"docNumber"`
	// By, Way and Text are what the step asks for; By is the signer when empty.
	By        string `json:"by"`
	Way       string `json:"way"`
	Text      string `json:"text"`
	UpdatedAt string `json:"updatedAt"`
}

// NoticeStep is the next step of a paper (办理环节).
type NoticeStep struct {
	ID        int64       `json:"id"`
	Step      string      `json:"step"`
	On        office.Date `json:"on"`
	By        string      `json:"by"`
	Way       string      `json:"way"`
	Text      string      `json:"text"`
	UpdatedAt string      `json:"updatedAt"`
}

// IssueNotice dates, signs and numbers a paper and sends it out, in one step: the
// rounds of its findings begin with it.
func (s *Store) IssueNotice(in NoticeIssue) (office.Notice, error) {
	err := s.write(Change{Action: "notice.issue", Label: "发出 " + s.Title("notice", in.ID)}, func(t *tx) error {
		n, err := t.noticeToStep(in.ID, in.UpdatedAt)
		if err != nil {
			return err
		}
		return t.issueNotice(&n, in)
	})
	if err != nil {
		return office.Notice{}, err
	}
	return s.Notice(in.ID)
}

// noticeToStep reads a paper that is about to go a step.
func (t *tx) noticeToStep(id int64, updatedAt string) (office.Notice, error) {
	n, err := noticeOf(t, id)
	if err != nil {
		return n, err
	}
	return n, t.fresh("notices", id, updatedAt, "文书")
}

func (t *tx) issueNotice(n *office.Notice, in NoticeIssue) error {
	k, ok := office.NoticeKindOf(n.Kind)
	switch {
	case !ok:
		return office.Invalid("没有“%s”这种文书，请从“整改文书”页重新选。", n.Kind)
	case n.Void():
		return office.Errorf(office.CodeConflict, "%s %s 已作废，不能再发出。请重新拟一份。", n.Kind, n.Number)
	case n.Issued():
		return office.Errorf(office.CodeConflict, "%s %s 已于%s发出，不用再发。", n.Kind, n.Number, n.Date.Chinese())
	}
	if err := t.redate(n, in.Date); err != nil {
		return err
	}
	if in.Signer != "" {
		n.Signer = in.Signer
	}
	if in.By == "" {
		in.By = n.Signer
	}
	severe, err := severeNotice(t, n.ID)
	if err != nil {
		return err
	}
	if err := n.AddStep(office.Step{Step: k.Issue, On: n.Date, By: in.By, Way: in.Way, Text: in.Text}, severe, t.s.Today()); err != nil {
		return err
	}
	n.Normalize()
	if err := n.Validate(); err != nil {
		return err
	}
	if err := n.Ready(); err != nil {
		return err
	}
	if err := t.ofOneSchool(*n); err != nil {
		return err
	}
	if n.DocNumber, err = t.docNumber(n, in.DocNumber); err != nil {
		return err
	}
	if err := t.putNotice(n); err != nil {
		return err
	}
	if err := t.putLastStep(*n); err != nil {
		return err
	}
	if n.Kind == office.NoticeRectify || n.Kind == office.NoticeConsult {
		return t.beginRounds(*n)
	}
	return t.settle(n.Findings)
}

// redate dates the paper on the day it goes out; a limit in days is counted from
// there.
func (t *tx) redate(n *office.Notice, day office.Date) error {
	if day == "" {
		day = n.Date
	}
	if !day.Valid() {
		return office.Invalid("发文日期“%s”不是日期，请写成 2026-03-12。", string(day))
	}
	calendar, err := t.calendar()
	if err != nil {
		return err
	}
	if n.Days > 0 && (n.DueOn == "" || n.DueOn == calendar.Deadline(n.Date, n.Days, n.DaysUnit)) {
		n.DueOn = calendar.Deadline(day, n.Days, n.DaysUnit)
	}
	n.Date = day
	return nil
}

// docNumber gives the paper its 文号 by the county's pattern: a number once given
// is not given again, not even when the paper is taken back.
func (t *tx) docNumber(n *office.Notice, own string) (string, error) {
	if own != "" {
		return own, nil
	}
	return t.paperNumber(office.NoticeForm(n.Kind), n.Date.Year(), `SELECT EXISTS (SELECT 1 FROM notices WHERE doc_number = ? AND deleted_at IS NULL)`)
}

// paperNumber gives the next 文号 of a form in the year; taken asks whether a
// number was given by hand already.
func (t *tx) paperNumber(form string, year int, taken string) (string, error) {
	set, err := settingsOf(t)
	if err != nil {
		return "", err
	}
	pattern := set.Paper(form).Pattern
	if office.DocNumber(pattern, set.DocWord, year, 1) == "" {
		return "", nil
	}
	for {
		i, err := t.next(fmt.Sprintf("文号 %s %d", form, year))
		if err != nil {
			return "", err
		}
		number := office.DocNumber(pattern, set.DocWord, year, i)
		var is bool
		if err := t.Get(&is, taken, number); err != nil {
			return "", err
		}
		if !is {
			return number, nil
		}
	}
}

// putLastStep writes the step that the paper has just gone.
func (t *tx) putLastStep(n office.Notice) error {
	s := n.Steps[len(n.Steps)-1]
	_, err := t.Exec(`INSERT INTO notice_steps (notice_id, position, step, on_day, by_whom, way, text) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		n.ID, len(n.Steps), s.Step, s.On, s.By, s.Way, s.Text)
	return wrap(err, "办理环节")
}

// SaveNoticeStep goes the paper's next step. The step that sends a paper out is
// IssueNotice.
func (s *Store) SaveNoticeStep(in NoticeStep) (office.Notice, error) {
	err := s.write(Change{Action: "notice.step", Label: "登记“" + in.Step + "” " + s.Title("notice", in.ID)}, func(t *tx) error {
		n, err := t.noticeToStep(in.ID, in.UpdatedAt)
		if err != nil {
			return err
		}
		if k, _ := office.NoticeKindOf(n.Kind); k.Issue == in.Step && !n.Issued() {
			return t.issueNotice(&n, NoticeIssue{ID: n.ID, Date: in.On, By: in.By, Way: in.Way, Text: in.Text})
		}
		return t.stepNotice(&n, office.Step{Step: in.Step, On: in.On, By: in.By, Way: in.Way, Text: in.Text})
	})
	if err != nil {
		return office.Notice{}, err
	}
	return s.Notice(in.ID)
}

// stepNotice goes one step, and takes it into the rounds and states of the
// findings.
func (t *tx) stepNotice(n *office.Notice, step office.Step) error {
	severe, err := severeNotice(t, n.ID)
	if err != nil {
		return err
	}
	if err := n.AddStep(step, severe, t.s.Today()); err != nil {
		return err
	}
	if err := t.putNotice(n); err != nil {
		return err
	}
	if err := t.putLastStep(*n); err != nil {
		return err
	}
	if n.Kind == office.NoticeRectify && step.Step == stepReceived {
		if err := t.receiveRounds(n.ID, step.On, step.By); err != nil {
			return err
		}
	}
	return t.settle(n.Findings)
}

// DropLastStep takes back the paper's last step, when it was entered by mistake.
// The step that sent it out stays: its number is given.
func (s *Store) DropLastStep(id int64) (office.Notice, error) {
	err := s.write(Change{Action: "notice.unstep", Label: "退回上一环节 " + s.Title("notice", id)}, func(t *tx) error {
		n, err := noticeOf(t, id)
		if err != nil {
			return err
		}
		if len(n.Steps) == 0 || n.Void() {
			return office.Errorf(office.CodeConflict, "%s %s 没有可以退回的环节。", n.Kind, n.Number)
		}
		k, _ := office.NoticeKindOf(n.Kind)
		last := n.Steps[len(n.Steps)-1]
		if last.Step == k.Issue {
			return office.Errorf(office.CodeConflict, "%s %s 已编号发出，不能退回到草稿。不再有效时请作废并写明原因。", n.Kind, n.Number)
		}
		if _, err := t.Exec(`DELETE FROM notice_steps WHERE notice_id = ? AND position = ?`, id, len(n.Steps)); err != nil {
			return err
		}
		n.Steps = n.Steps[:len(n.Steps)-1]
		n.State = office.NoticeDraft
		if len(n.Steps) > 0 {
			n.State = n.Steps[len(n.Steps)-1].Step
		}
		if err := t.putNotice(&n); err != nil {
			return err
		}
		if last.Step == stepReceived {
			if _, err := t.Exec(`UPDATE rounds SET received_on = '', received_by = '' WHERE notice_id = ? AND received_on = ? AND reported_on = '' AND recheck_on = ''`, id, last.On); err != nil {
				return err
			}
		}
		return t.settle(n.Findings)
	})
	if err != nil {
		return office.Notice{}, err
	}
	return s.Notice(id)
}

// VoidNotice takes a paper back whose number was given (作废). The rounds that it
// began, and that nothing came of yet, wait for another paper.
func (s *Store) VoidNotice(id int64, reason string) (office.Notice, error) {
	err := s.write(Change{Action: "notice.void", Label: "作废 " + s.Title("notice", id)}, func(t *tx) error {
		n, err := noticeOf(t, id)
		if err != nil {
			return err
		}
		switch {
		case n.Void():
			return office.Errorf(office.CodeConflict, "%s %s 已经作废，不用再作废。", n.Kind, n.Number)
		case !n.Issued():
			return office.Errorf(office.CodeConflict, "%s %s 还没有发出，不用作废，可以直接修改或删除。", n.Kind, n.Number)
		case reason == "":
			return &office.Error{Code: office.CodeInvalid, Message: "请写明作废的原因。", Fields: map[string]string{"reason": "请写明作废的原因"}}
		}
		n.State, n.VoidReason = office.NoticeVoid, reason
		if err := t.putNotice(&n); err != nil {
			return err
		}
		if _, err := t.Exec(`UPDATE rounds SET issued_on = '', received_on = '', received_by = '', notice_id = NULL
			WHERE notice_id = ? AND reported_on = '' AND recheck_on = '' AND closed_on = ''`, id); err != nil {
			return err
		}
		return t.settle(n.Findings)
	})
	if err != nil {
		return office.Notice{}, err
	}
	return s.Notice(id)
}
