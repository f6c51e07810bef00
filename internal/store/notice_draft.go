package store

import (
	"slices"
	"strings"

	"dudao/internal/office"
)

// NoticeDraft asks for a paper worded from findings: those named, else those of
// the visit that the kind is for.
type NoticeDraft struct {
	Kind     string  `json:"kind"`
	Findings []int64 `json:"findingIds"`
	VisitID  int64   `json:"visitId"`
}

// DraftNotice words a paper over findings; nothing is saved.
func (s *Store) DraftNotice(in NoticeDraft) (n office.Notice, err error) {
	if _, ok := office.NoticeKindOf(in.Kind); !ok {
		return n, office.Invalid("没有“%s”这种文书，请从“整改文书”页重新选。", in.Kind)
	}
	day, err := s.AsOf()
	if err != nil {
		return n, err
	}
	t, err := s.pool.Beginx()
	if err != nil {
		return n, fileError(err, s.path)
	}
	defer t.Rollback() // only read
	return draftNotice(t, in, day)
}

// levelsFor are the levels of problems that a paper of the kind is for; nil for
// any.
var levelsFor = map[string][]int{office.NoticeRectify: {2, 5}, office.NoticeConsult: {3}}

func draftNotice(g getter, in NoticeDraft, today office.Date) (n office.Notice, err error) {
	f := office.NoticeFacts{Today: today, Schools: map[int64]string{}, Matters: map[int64]string{}, Reminders: map[int64]int{}}
	if f.Findings, err = findingsToDraft(g, in); err != nil {
		return n, err
	}
	if len(f.Findings) == 0 && in.VisitID != 0 {
		return n, office.Errorf(office.CodeConflict, "这次督导没有要发%s的问题。请先登记问题，或另选文书。", in.Kind)
	}
	if f.Settings, err = settingsOf(g); err != nil {
		return n, err
	}
	days, err := find[office.Holiday](g, "holidays", "")
	if err != nil {
		return n, err
	}
	f.Calendar = office.NewCalendar(days)
	var failed error
	f.Days = func(rule string) int {
		v, err := ruleOf(g, rule, today)
		if err != nil {
			failed = err
		}
		return int(v)
	}
	if err := draftPlaces(g, &f); err != nil {
		return n, err
	}
	return office.DraftNotice(in.Kind, f), failed
}

// findingsToDraft reads the findings named, in that order, else the visit's.
func findingsToDraft(g getter, want NoticeDraft) ([]office.Finding, error) {
	if len(want.Findings) > 0 {
		list, args := in(want.Findings)
		rows, err := find[office.Finding](g, "findings", "WHERE deleted_at IS NULL AND id IN "+list, args...)
		if err == nil && len(rows) != len(want.Findings) {
			err = office.Errorf(office.CodeNotFound, "所选的问题有的已被删除，请刷新后重新选择。")
		}
		return inOrder(rows, want.Findings, func(f office.Finding) int64 { return f.ID }), err
	}
	rows, err := find[office.Finding](g, "findings f", "WHERE visit_id = ? AND visit_id <> 0 AND "+unsettled+" ORDER BY id", want.VisitID)
	levels := levelsFor[want.Kind]
	return slices.DeleteFunc(rows, func(f office.Finding) bool { return levels != nil && !slices.Contains(levels, f.Level) }), err
}

// draftPlaces reads the schools, the visit and the people that the findings name.
func draftPlaces(g getter, f *office.NoticeFacts) error {
	schools, visits := map[int64]bool{}, map[int64]bool{}
	ids := []int64{}
	for _, p := range f.Findings {
		schools[p.SchoolID], visits[p.VisitID] = true, true
		ids = append(ids, p.ID)
	}
	for id := range schools {
		sc, err := get[office.School](g, "schools", id)
		if err != nil {
			return wrap(err, "学校")
		}
		f.Schools[id] = sc.Name
		if len(schools) == 1 {
			f.School = sc
		}
	}
	matters, err := find[office.Matter](g, "matters", "")
	if err != nil {
		return err
	}
	for _, m := range matters {
		f.Matters[m.ID] = m.Short
	}
	list, args := in(ids)
	sent := []struct {
		ID    int64 `db:"id"`
		Times int   `db:"times"`
	}{}
	if err := g.Select(&sent, `SELECT x.finding_id AS id, count(*) AS times FROM notice_findings x JOIN notices n ON n.id = x.notice_id
		WHERE n.kind = '催办单' AND n.state NOT IN ('草稿', '作废') AND n.deleted_at IS NULL AND x.finding_id IN `+list+` GROUP BY x.finding_id`, args...); err != nil {
		return err
	}
	for _, r := range sent {
		f.Reminders[r.ID] = r.Times
	}
	if len(visits) == 1 && f.Findings[0].VisitID != 0 {
		if f.Visit, err = get[office.Visit](g, "visits", f.Findings[0].VisitID); err != nil {
			return wrap(err, "督导记录")
		}
		f.Inspector = f.Visit.InspectorID
		return nil
	}
	people := []int64{}
	err = g.Select(&people, `SELECT inspector_id FROM assignments WHERE school_id = ? AND deleted_at IS NULL AND starts_on <= ? AND (ends_on = '' OR ends_on > ?)
		ORDER BY role = '协', starts_on, id LIMIT 1`, f.School.ID, f.Today, f.Today)
	if len(people) == 1 {
		f.Inspector = people[0]
	}
	return err
}

// Remind sends a 催办单 over overdue findings of one school, in one step: it
// names each with its days late.
func (s *Store) Remind(findings []int64) (office.Notice, error) {
	var n office.Notice
	if len(findings) == 0 {
		return n, office.Invalid("请选择要催办的问题。")
	}
	day, err := s.AsOf()
	if err != nil {
		return n, err
	}
	err = s.write(Change{Action: "notice.remind", Label: "催办 " + s.Title("finding", findings[0])}, func(t *tx) (err error) {
		for _, id := range findings {
			c, err := caseOf(t, id)
			if err != nil {
				return err
			}
			if c.Finding.Closed() || c.Finding.DaysOverdue(day) == 0 {
				return office.Errorf(office.CodeConflict, "问题 %s 没有超过整改期限，不用催办。请只选已超期、还没有销号的问题。", c.Finding.Number)
			}
		}
		if n, err = draftNotice(t, NoticeDraft{Kind: office.NoticeReminder, Findings: findings}, day); err != nil {
			return err
		}
		if n.SchoolID == 0 {
			return office.Invalid("一份催办单只发给一所学校，所选的问题分属几所学校。请按学校分别催办。")
		}
		if err := t.saveNotice(&n); err != nil {
			return err
		}
		by, err := t.sender(n.Signer)
		if err != nil {
			return err
		}
		return t.issueNotice(&n, NoticeIssue{ID: n.ID, Date: n.Date, By: by})
	})
	if err != nil {
		return office.Notice{}, err
	}
	return s.Notice(n.ID)
}

// sender names who sends a paper that nobody signs by name.
func (t *tx) sender(signer string) (string, error) {
	set, err := settingsOf(t)
	for _, name := range []string{signer, set.Director, set.ShortName, set.OfficeName} {
		if strings.TrimSpace(name) != "" {
			return name, err
		}
	}
	return "督导室", err
}

// Escalate drafts and keeps a 督办单 over findings; it goes out by IssueNotice.
func (s *Store) Escalate(findings []int64) (office.Notice, error) {
	var n office.Notice
	if len(findings) == 0 {
		return n, office.Invalid("请选择要督办的问题。")
	}
	day, err := s.AsOf()
	if err != nil {
		return n, err
	}
	err = s.write(Change{Action: "notice.escalate", Label: "提请督办 " + s.Title("finding", findings[0])}, func(t *tx) (err error) {
		for _, id := range findings {
			c, err := caseOf(t, id)
			if err != nil {
				return err
			}
			if c.Finding.Closed() {
				return office.Errorf(office.CodeConflict, "问题 %s 已经%s，不用督办，请从选中的里去掉它。", c.Finding.Number, c.Finding.State)
			}
			for _, x := range c.Notices {
				if x.Kind == office.NoticeSupervise && (x.State == office.NoticeDraft || x.Running()) {
					return office.Errorf(office.CodeConflict, "问题 %s 已经在督办单“%s”里，还没有办结。请打开那一份继续办理。", c.Finding.Number, t.titleOf("notice", x.ID))
				}
			}
		}
		if n, err = draftNotice(t, NoticeDraft{Kind: office.NoticeSupervise, Findings: findings}, day); err != nil {
			return err
		}
		return t.saveNotice(&n)
	})
	if err != nil {
		return office.Notice{}, err
	}
	return s.Notice(n.ID)
}
