package store

import (
	"fmt"
	"net/url"
	"strings"

	"dudao/internal/office"
)

// newVisitRoute opens a new record for the school.
func newVisitRoute(school int64) string { return fmt.Sprintf("/visits/new?school=%d", school) }

// unvisited is C06: this month's from a day on, last month's in red.
func (r *alertRun) unvisited() error {
	if r.day >= r.period.From.AddDays(r.number(office.RuleVisitDay)-1) && !r.set.Exempt(r.month) {
		if err := r.unvisitedIn(r.month, r.period, office.AlertWarn); err != nil {
			return err
		}
	}
	month := r.month.Add(-1)
	p := month.Of(r.set.MonthBoundary)
	if r.set.Exempt(month) || r.first == "" || r.first >= p.To {
		return nil
	}
	return r.unvisitedIn(month, p, office.AlertRed)
}

func (r *alertRun) unvisitedIn(m office.Month, p office.Period, want string) error {
	rows := []struct {
		ID        int64       `db:"id"`
		Name      string      `db:"name"`
		LastVisit office.Date `db:"last_visit"`
	}{}
	day := office.MonthDay(p, r.day)
	err := r.s.r.Select(&rows, `SELECT s.id, s.name, COALESCE((SELECT max(v.date) FROM visits v WHERE v.school_id = s.id AND `+counted+`), '') AS last_visit
		FROM schools s WHERE `+unvisitedIn+` ORDER BY `+schoolOrder, day, day, p.From, p.To)
	for _, x := range rows {
		a := office.Alert{Title: x.Name, Detail: m.Chinese() + "还没有督导，没有督导过", Kind: "school", RecordID: x.ID, SchoolID: x.ID,
			Route: newVisitRoute(x.ID), Period: string(m), Day: p.Last()}
		if want == office.AlertRed {
			a.Detail, a.Days = m.Chinese()+"没有督导", r.day.Sub(p.Last())
		} else if x.LastVisit != "" {
			a.Detail = fmt.Sprintf("%s还没有督导，上次 %s", m.Chinese(), x.LastVisit)
		}
		r.add(want, a)
	}
	return err
}

// lastTerm is the newest term that has begun; ID 0 without one.
func (r *alertRun) lastTerm() (office.Term, error) {
	terms, err := find[office.Term](r.s.r, "terms", "WHERE starts_on <= ? ORDER BY starts_on DESC LIMIT 1", r.day)
	if err != nil || len(terms) == 0 {
		return office.Term{}, err
	}
	return terms[0], nil
}

// near tells whether the end is so near that what is missing is told, or past.
// What ended before the first record is no matter.
func (r *alertRun) near(end office.Date) bool {
	return r.first != "" && r.first <= end && r.day >= end.AddDays(-r.number(office.RuleTermEndDays))
}

// toGo says how far the end is.
func (r *alertRun) toGo(end office.Date) (words string, late int) {
	if d := r.day.Sub(end); d > 0 {
		return fmt.Sprintf("已结束 %d 天", d), d
	}
	return fmt.Sprintf("还有 %d 天结束", end.Sub(r.day)), 0
}

// fewVisits is C07: towards the end of the term and until the next begins.
func (r *alertRun) fewVisits() error {
	term, err := r.lastTerm()
	if err != nil || term.ID == 0 || !r.near(term.EndsOn) {
		return err
	}
	least := r.number(office.RuleVisitsPerTerm)
	rows := []struct {
		ID   int64  `db:"id"`
		Name string `db:"name"`
		N    int    `db:"n"`
	}{}
	err = r.s.r.Select(&rows, `WITH made AS (SELECT school_id, count(*) AS n FROM visits v WHERE v.date >= ?2 AND v.date <= ?3 AND `+counted+` GROUP BY school_id)
		SELECT s.id, s.name, COALESCE(m.n, 0) AS n FROM schools s LEFT JOIN made m ON m.school_id = s.id WHERE `+openNow+` AND COALESCE(m.n, 0) < ?4 ORDER BY `+schoolOrder,
		r.day, term.StartsOn, term.EndsOn, least)
	words, late := r.toGo(term.EndsOn)
	for _, x := range rows {
		r.add(office.AlertRed, office.Alert{Title: x.Name, Detail: fmt.Sprintf("%s督导 %d 次，少于 %d 次，学期%s", term.Name(), x.N, least, words),
			Kind: "school", RecordID: x.ID, SchoolID: x.ID, Route: newVisitRoute(x.ID), Period: term.Key(), Day: term.EndsOn, Days: late})
	}
	return err
}

// unseenMatters is C08: towards the end of the term, or of the school year when
// a county goes through the matters once a year.
func (r *alertRun) unseenMatters() error {
	term, err := r.lastTerm()
	if err != nil || term.ID == 0 {
		return err
	}
	from, span, period := term.StartsOn, "本学期", term.Key()
	if r.number(office.RuleMatterTerms) > 1 {
		if term.Number == 1 {
			return nil
		}
		span, period = "本学年", term.SchoolYear
		if err := r.s.r.Get(&from, `SELECT min(starts_on) FROM terms WHERE school_year = ?`, term.SchoolYear); err != nil {
			return err
		}
	}
	if !r.near(term.EndsOn) {
		return nil
	}
	rows := []struct {
		ID      int64  `db:"id"`
		Name    string `db:"name"`
		N       int    `db:"n"`
		Missing string `db:"missing"`
	}{}
	err = r.s.r.Select(&rows, `WITH seen AS (SELECT DISTINCT v.school_id, m.matter_id FROM visits v JOIN visit_matters m ON m.visit_id = v.id
			WHERE v.date >= ?2 AND v.date <= ?3 AND `+counted+`)
		SELECT s.id, s.name, count(*) AS n, group_concat(m.short, '、' ORDER BY m.position) AS missing
		FROM schools s JOIN matters m ON m.kindergarten = (s.kind = '幼儿园') AND m.valid_from <= ?1 AND (m.valid_to = '' OR m.valid_to > ?1)
		LEFT JOIN seen x ON x.school_id = s.id AND x.matter_id = m.id
		WHERE x.matter_id IS NULL AND `+openNow+` GROUP BY s.id ORDER BY `+schoolOrder, r.day, from, term.EndsOn)
	words, late := r.toGo(term.EndsOn)
	for _, x := range rows {
		r.add(office.AlertRed, office.Alert{Title: x.Name, Detail: fmt.Sprintf("%s有 %d 项没有督导：%s；学期%s", span, x.N, x.Missing, words),
			Kind: "school", RecordID: x.ID, SchoolID: x.ID, Route: newVisitRoute(x.ID), Period: period, Day: term.EndsOn, Days: late})
	}
	return err
}

// since is the first day of the months that are looked back on.
func (r *alertRun) since() office.Date {
	return r.month.Add(1 - r.number(office.RuleAlertMonths)).Of(r.set.MonthBoundary).From
}

// unfinishedVisits is C09. A visit that lacks nothing but the scan is a note.
func (r *alertRun) unfinishedVisits() error {
	rows := []struct {
		ID       int64       `db:"id"`
		Number   string      `db:"number"`
		Date     office.Date `db:"date"`
		SchoolID int64       `db:"school_id"`
		School   string      `db:"school"`
		State    string      `db:"state"`
		Pending  bool        `db:"pending"`
		Record   bool        `db:"record"`
		Feedback bool        `db:"feedback"`
		Sign     bool        `db:"sign"`
		Scan     bool        `db:"scan"`
	}{}
	err := r.s.r.Select(&rows, `SELECT * FROM (SELECT v.id, v.number, v.date, v.school_id, s.name AS school, v.state, v.state IN ('计划', '已备案') AS pending,
			`+missingPapers["record"]+` AS record, `+missingPapers["feedback"]+` AS feedback, `+missingPapers["sign"]+` AS sign,
			NOT EXISTS (SELECT 1 FROM attachments a WHERE a.owner_kind = 'visit' AND a.owner_id = v.id AND a.deleted_at IS NULL AND a.role IN ('签字页', '扫描件')) AS scan
		FROM visits v JOIN schools s ON s.id = v.school_id WHERE v.deleted_at IS NULL AND v.state <> '取消' AND v.date >= ? AND v.date <= ?)
		WHERE pending OR record OR feedback OR sign OR scan ORDER BY date, id`, r.since(), r.day)
	if err != nil {
		return err
	}
	record, feedback, scan := r.number(office.RuleRecordDays), r.number(office.RuleFeedbackDays), r.number(office.RuleScanDays)
	for _, x := range rows {
		lacks, late, want := []string{}, 0, office.AlertNote
		miss := func(is bool, words string, days int, heavy string) {
			if by := r.day.Sub(x.Date) - days; is && by > 0 {
				lacks, late, want = append(lacks, words), max(late, by), heavier(want, heavy)
			}
		}
		if x.Pending {
			miss(true, "记录（还是“"+x.State+"”）", record, office.AlertRed)
		} else {
			miss(x.Record, "纪实或记录日期", record, office.AlertRed)
			miss(x.Feedback, "反馈", feedback, office.AlertRed)
			miss(x.Sign, "签字", record, office.AlertRed)
			miss(x.Scan, "签字扫描件", scan, office.AlertNote)
		}
		if len(lacks) > 0 {
			r.add(want, office.Alert{Title: fmt.Sprintf("%s %s", x.Number, x.School), Detail: fmt.Sprintf("%s 督导，缺%s", x.Date, strings.Join(lacks, "、")),
				Kind: "visit", RecordID: x.ID, SchoolID: x.SchoolID, Route: fmt.Sprintf("/visits/%d", x.ID), Day: x.Date, Days: late})
		}
	}
	return nil
}

func heavier(a, b string) string {
	if office.LighterLevel(a, b) == a {
		return b
	}
	return a
}

// unissuedReports is C13: the reports of the months before that had visits.
func (r *alertRun) unissuedReports() error {
	for m := r.month.Add(-1); m.Of(r.set.MonthBoundary).From >= r.since(); m = m.Add(-1) {
		p := m.Of(r.set.MonthBoundary)
		n, err := r.s.VisitCount(p)
		if err != nil {
			return err
		}
		if n == 0 {
			continue
		}
		rows := []struct {
			ID   int64  `db:"id"`
			Name string `db:"name"`
		}{}
		if err := r.s.r.Select(&rows, `SELECT * FROM (SELECT 0 AS id, '' AS name UNION ALL SELECT * FROM (SELECT z.id, z.name FROM zones z JOIN zone_versions v ON v.id = z.version_id
			WHERE v.valid_from <= ?1 AND (v.valid_to = '' OR v.valid_to > ?1) ORDER BY z.position, z.id))
			WHERE name NOT IN (SELECT zone FROM issued_reports WHERE kind = ?2 AND period = ?3 AND voided_at = '')`, p.Last(), office.SpanMonth, m); err != nil {
			return err
		}
		for _, z := range rows {
			r.unissued(m, p, z.ID, z.Name)
		}
	}
	return nil
}

func (r *alertRun) unissued(m office.Month, p office.Period, id int64, zone string) {
	day, kind, who, route := r.number(office.RuleZoneReportDay), "zone", zone, fmt.Sprintf("/reports?span=%s&zone=%s", m, url.QueryEscape(zone))
	if id == 0 {
		day, kind, who, route = r.number(office.RuleOfficeReportDay), "office", r.set.ShortName, fmt.Sprintf("/reports?span=%s", m)
	}
	due := p.To.AddDays(day - 1)
	if late := r.day.Sub(due); late > 0 {
		r.add(office.AlertRed, office.Alert{Title: who + " " + m.Chinese() + "督导报告", Detail: fmt.Sprintf("应在 %s 前签发，还没有签发", due),
			Kind: kind, RecordID: id, Route: route, Period: string(m), Zone: zone, Day: due, Days: late})
	}
}
