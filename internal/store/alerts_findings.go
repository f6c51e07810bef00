package store

import (
	"fmt"
	"strings"

	"dudao/internal/office"
)

// openFinding is a problem not yet put right, with its newest round of 整改; one
// without rounds has its own columns for its only round.
type openFinding struct {
	ID         int64       `db:"id"`
	Number     string      `db:"number"`
	SchoolID   int64       `db:"school_id"`
	School     string      `db:"school"`
	Content    string      `db:"content"`
	Level      int         `db:"level"`
	FoundOn    office.Date `db:"found_on"`
	Round      int         `db:"round"`
	DueOn      office.Date `db:"due_on"`
	ReportedOn office.Date `db:"reported_on"`
	FiledOn    office.Date `db:"filed_on"`
	RecheckOn  office.Date `db:"recheck_on"`
}

// alert is an alert about the finding.
func (f openFinding) alert(detail []string) office.Alert {
	return office.Alert{Title: fmt.Sprintf("%s %s：%s", f.Number, f.School, f.Content), Detail: strings.Join(detail, "；"),
		Kind: "finding", RecordID: f.ID, SchoolID: f.SchoolID, Route: fmt.Sprintf("/findings/%d", f.ID)}
}

// openFindings are all problems not yet put right.
func (r *alertRun) openFindings() ([]openFinding, error) {
	if r.open != nil {
		return r.open, nil
	}
	r.open = []openFinding{}
	// The states are named so that the index by state finds them; unsettled says
	// the same of those that are left out.
	states, args := []string{}, []any{}
	for _, s := range office.FindingStates {
		if !(office.Finding{State: s}).Closed() {
			states, args = append(states, "?"), append(args, s)
		}
	}
	err := r.s.r.Select(&r.open, `SELECT f.id, f.number, f.school_id, s.name AS school, substr(replace(f.content, char(10), ' '), 1, 40) AS content, f.level, f.found_on,
		COALESCE(o.number, 1) AS round, COALESCE(o.due_on, f.due_on) AS due_on, COALESCE(o.reported_on, f.reported_on) AS reported_on,
		COALESCE(o.filed_on, '') AS filed_on, COALESCE(o.recheck_on, f.recheck_on) AS recheck_on
		FROM findings f JOIN schools s ON s.id = f.school_id
		LEFT JOIN rounds o ON o.finding_id = f.id AND o.number = (SELECT max(number) FROM rounds x WHERE x.finding_id = f.id)
		WHERE f.deleted_at IS NULL AND f.state IN (`+strings.Join(states, ", ")+`) ORDER BY f.found_on, f.id`, args...)
	return r.open, err
}

// lateFindings is C10: past the limit, in a further round, or not rechecked.
func (r *alertRun) lateFindings() error {
	list, err := r.openFindings()
	bad, recheck := r.number(office.RuleLateDays), r.number(office.RuleRecheckDays)
	for _, f := range list {
		said, want, late := []string{}, office.AlertWarn, 0
		if f.DueOn != "" && f.DueOn < r.day {
			late = r.day.Sub(f.DueOn)
			said = append(said, fmt.Sprintf("期限 %s，超期 %d 天", f.DueOn, late))
		}
		if f.Round > 1 {
			said = append(said, fmt.Sprintf("已是第 %d 轮整改", f.Round))
		}
		if late > bad || (late > 0 && f.Round > 1) {
			want = office.AlertRed
		}
		// One that is late without a report is told as late.
		since, from := f.ReportedOn, "学校报告后"
		if since == "" && f.DueOn == "" {
			since, from = f.FoundOn, "没有整改期限，发现后"
		}
		if since != "" && f.RecheckOn == "" && r.day.Sub(since) > recheck {
			said = append(said, fmt.Sprintf("%s %d 天没有核查", from, r.day.Sub(since)))
		}
		if len(said) > 0 {
			a := f.alert(said)
			a.Day, a.Days = f.DueOn, late
			r.add(want, a)
		}
	}
	return err
}

// unfiledReports is C11.
func (r *alertRun) unfiledReports() error {
	list, err := r.openFindings()
	limit := r.number(office.RuleFileDays)
	for _, f := range list {
		if f.ReportedOn == "" || f.FiledOn != "" || f.RecheckOn != "" {
			continue
		}
		if late := r.day.Sub(f.ReportedOn) - limit; late > 0 {
			a := f.alert([]string{fmt.Sprintf("学校 %s 报告，%d 天没有报督导室", f.ReportedOn, late+limit)})
			a.Day, a.Days = f.ReportedOn.AddDays(limit), late
			r.add(office.AlertRed, a)
		}
	}
	return err
}

// unansweredFindings is C12: a severe problem that no paper follows, or whose
// paper is not answered.
func (r *alertRun) unansweredFindings() error {
	list, err := r.openFindings()
	if err != nil {
		return err
	}
	papers, err := r.severePapers()
	if err != nil {
		return err
	}
	calendar, err := r.s.Calendar()
	if err != nil {
		return err
	}
	notice, answer := r.number(office.RuleSevereDays), r.number(office.RuleConsultDays)
	for _, f := range list {
		what := "整改通知书或督办单"
		switch f.Level {
		case 5:
		case 3:
			what = "协商意见书或督办单"
		default:
			continue
		}
		p, ok := papers[f.ID]
		var a office.Alert
		switch {
		case !ok:
			a = f.alert([]string{fmt.Sprintf("%s，发现 %d 天没有%s", office.DisposalName(f.Level), r.day.Sub(f.FoundOn), what)})
			a.Day = calendar.AddWorkdays(f.FoundOn, notice)
		case p.Waiting != "":
			a = f.alert([]string{fmt.Sprintf("%s，%s %s 送出，%d 天没有答复", office.DisposalName(f.Level), p.Kind, p.Waiting, r.day.Sub(p.Waiting))})
			if a.Day = p.DueOn; a.Day == "" {
				a.Day = calendar.AddWorkdays(p.Waiting, answer)
			}
		default:
			continue
		}
		if a.Days = r.day.Sub(a.Day); a.Days > 0 {
			r.add(office.AlertRed, a)
		}
	}
	return nil
}

// severePaper is what follows a severe problem: Waiting is since when a paper
// waits for its answer, empty when none does.
type severePaper struct {
	Finding int64       `db:"finding_id"`
	Kind    string      `db:"kind"`
	Waiting office.Date `db:"waiting"`
	DueOn   office.Date `db:"due_on"`
}

// severePapers are the papers issued about open severe problems, the one that
// waits longest of each.
func (r *alertRun) severePapers() (map[int64]severePaper, error) {
	rows := []severePaper{}
	err := r.s.r.Select(&rows, `SELECT finding_id, kind, waiting, due_on FROM (SELECT nf.finding_id, n.kind, n.due_on, CASE
			WHEN n.kind IN ('协商意见书', '督办单') AND NOT EXISTS (SELECT 1 FROM notice_steps p WHERE p.notice_id = n.id AND p.step IN ('答复', '办结', '归档')) THEN n.date
			ELSE '' END AS waiting
		FROM notices n JOIN notice_findings nf ON nf.notice_id = n.id JOIN findings f ON f.id = nf.finding_id
		WHERE n.deleted_at IS NULL AND n.state NOT IN ('草稿', '作废') AND n.kind IN ('整改通知书', '协商意见书', '督办单') AND f.level IN (3, 5) AND `+unsettled+`)
		ORDER BY waiting = '', waiting`)
	out := map[int64]severePaper{}
	for _, x := range rows {
		if _, ok := out[x.Finding]; !ok {
			out[x.Finding] = x
		}
	}
	return out, err
}

// openComplaints is C20; what is put aside (暂存) waits for nobody. Who complained is no matter of a list that is printed.
func (r *alertRun) openComplaints() error {
	rows := []struct {
		ID         int64       `db:"id"`
		Number     string      `db:"number"`
		Kind       string      `db:"kind"`
		Channel    string      `db:"channel"`
		State      string      `db:"state"`
		ReceivedOn office.Date `db:"received_on"`
		DueOn      office.Date `db:"due_on"`
		SchoolID   int64       `db:"school_id"`
		Target     string      `db:"target"`
	}{}
	err := r.s.r.Select(&rows, `SELECT c.id, c.number, c.kind, c.channel, c.state, c.received_on, c.due_on, COALESCE(c.school_id, 0) AS school_id, COALESCE(s.name, c.target) AS target
		FROM complaints c LEFT JOIN schools s ON s.id = c.school_id WHERE `+complaintOpen+` ORDER BY c.received_on, c.id`)
	for _, x := range rows {
		if x.DueOn == "" {
			x.DueOn = x.ReceivedOn.AddDays(r.number(office.RuleComplaintDays))
		}
		if late := r.day.Sub(x.DueOn); late > 0 {
			r.add(office.AlertRed, office.Alert{Title: strings.TrimSpace(x.Number + " " + x.Target), Detail: fmt.Sprintf("%s %s%s投诉，期限 %s，%s", x.ReceivedOn, x.Channel, x.Kind, x.DueOn, x.State),
				Kind: "complaint", RecordID: x.ID, SchoolID: x.SchoolID, Route: fmt.Sprintf("/complaints/%d", x.ID), Day: x.DueOn, Days: late})
		}
	}
	return err
}

// twiceAccountable is C21: a school, or a person, twice within a year.
func (r *alertRun) twiceAccountable() error {
	rows := []struct {
		ID       int64       `db:"id"`
		SchoolID int64       `db:"school_id"`
		Who      string      `db:"who"`
		N        int         `db:"n"`
		Last     office.Date `db:"last"`
		Numbers  string      `db:"numbers"`
	}{}
	err := r.s.r.Select(&rows, `SELECT max(n.id) AS id, COALESCE(n.school_id, 0) AS school_id, COALESCE(s.name, n.person) AS who, count(*) AS n, max(n.date) AS last,
		group_concat(n.number, '、' ORDER BY n.date, n.id) AS numbers
		FROM notices n LEFT JOIN schools s ON s.id = n.school_id
		WHERE n.deleted_at IS NULL AND n.kind = '问责' AND n.state NOT IN ('草稿', '作废') AND n.date > ? AND n.date <= ? AND COALESCE(s.name, n.person) <> ''
		GROUP BY COALESCE('学校' || n.school_id, n.person) HAVING count(*) > 1`, r.day.AddYears(-1), r.day)
	for _, x := range rows {
		r.add(office.AlertRed, office.Alert{Title: x.Who, Detail: fmt.Sprintf("一年内被问责 %d 次：%s", x.N, x.Numbers),
			Kind: "notice", RecordID: x.ID, SchoolID: x.SchoolID, Route: fmt.Sprintf("/notices/%d", x.ID), Day: x.Last})
	}
	return err
}
