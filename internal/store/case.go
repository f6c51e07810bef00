package store

import (
	"fmt"

	"dudao/internal/office"
)

// FindingCase is a finding with all that followed it (整改闭环).
type FindingCase struct {
	Case    office.Case
	Notices []NoticeRow
	// Repeats are the earlier findings of the same matter at the school, within
	// RuleRepeatMonths, newest first; Repeat is how many-eth this one is.
	Repeats []FindingRow
	Repeat  int
	Row     FindingRow
}

// Case returns a finding with its rounds, its papers and what was found before.
// CodeNotFound when there is none.
func (s *Store) Case(id int64) (out FindingCase, err error) {
	if out.Case, err = caseOf(s.r, id); err != nil {
		return out, err
	}
	ids := make([]int64, len(out.Case.Notices))
	for i, n := range out.Case.Notices {
		ids[i] = n.ID
	}
	if out.Notices, err = s.NoticeRows(ids); err != nil {
		return out, err
	}
	months, err := s.repeatMonths()
	if err != nil {
		return out, err
	}
	before := []int64{}
	if err := s.r.Select(&before, `SELECT g.id FROM findings f JOIN findings g ON `+sameBefore+` WHERE f.id = ?2 ORDER BY g.found_on DESC, g.id DESC`, months, id); err != nil {
		return out, err
	}
	if out.Repeats, err = s.FindingRows(before); err != nil {
		return out, err
	}
	rows, err := s.FindingRows([]int64{id})
	if err == nil && len(rows) == 1 {
		out.Row, out.Repeat = rows[0], rows[0].Repeat
	}
	return out, err
}

// sameBefore is the condition that finding g is of the same matter at the same
// school as f, found on an earlier day within the months before (?1).
const sameBefore = `g.school_id = f.school_id AND g.matter_id = f.matter_id AND g.deleted_at IS NULL AND g.found_on < f.found_on AND g.found_on > date(f.found_on, ?1)`

// foundBefore is the condition that finding f is a repeated one.
const foundBefore = `f.matter_id IS NOT NULL AND EXISTS (SELECT 1 FROM findings g WHERE g.school_id = f.school_id AND g.matter_id = f.matter_id AND g.deleted_at IS NULL
	AND g.found_on < f.found_on AND g.found_on > date(f.found_on, ?))`

// repeatOf counts the days within the months before (?) on which the matter of
// finding f was found at its school, f's own day included.
const repeatOf = `CASE WHEN f.matter_id IS NULL THEN 0 ELSE (SELECT count(DISTINCT g.found_on) FROM findings g WHERE g.school_id = f.school_id AND g.matter_id = f.matter_id
	AND g.deleted_at IS NULL AND g.found_on <= f.found_on AND g.found_on > date(f.found_on, ?)) END`

// repeatMonths is the span in which a matter found again counts as repeated, as
// SQLite's date function takes it.
func (s *Store) repeatMonths() (string, error) { return repeatMonths(s.r, s.Today()) }

func repeatMonths(g getter, day office.Date) (string, error) {
	v, err := ruleOf(g, office.RuleRepeatMonths, day)
	return fmt.Sprintf("-%d months", int(v)), err
}

// steps fills in where each finding stands.
func (s *Store) steps(rows []FindingRow) error {
	at := make(map[int64]*FindingRow, len(rows))
	cases := make(map[int64]*office.Case, len(rows))
	ids := make([]int64, len(rows))
	for i := range rows {
		r := &rows[i]
		ids[i], at[r.ID] = r.ID, r
		cases[r.ID] = &office.Case{Finding: office.Finding{ID: r.ID, Level: r.Level, State: r.State, FoundOn: r.FoundOn, DueOn: r.DueOn,
			ReportedOn: r.ReportedOn, RecheckOn: r.RecheckOn, Recheck: r.Recheck, ClosedOn: r.ClosedOn}}
	}
	list, args := in(ids)
	rounds, err := find[office.Round](s.r, "rounds", "WHERE finding_id IN "+list+" ORDER BY number", args...)
	if err != nil {
		return err
	}
	for _, r := range rounds {
		c := cases[r.FindingID]
		c.Rounds = append(c.Rounds, r)
	}
	papers := []struct {
		office.CaseNotice
		Finding int64 `db:"finding_id"`
	}{}
	if err := s.r.Select(&papers, `SELECT x.finding_id, n.id, n.kind, n.state FROM notice_findings x JOIN notices n ON n.id = x.notice_id
		WHERE n.deleted_at IS NULL AND x.finding_id IN `+list, args...); err != nil {
		return err
	}
	for _, p := range papers {
		c := cases[p.Finding]
		c.Notices = append(c.Notices, p.CaseNotice)
	}
	for id, c := range cases {
		r := at[id]
		r.Step, r.Round, r.Reminders = c.Step(), c.Current().Number, c.Reminders()
	}
	return nil
}
