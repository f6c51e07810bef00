package store

import (
	"fmt"
	"slices"

	"dudao/internal/office"
)

// How much of the past a briefing tells.
const (
	briefingVisits    = 3
	briefingPractices = 3
	briefingMonths    = 12
)

// Briefing reads 见校长前五分钟 of a school, as of today. CodeNotFound when there is
// no such school.
func (s *Store) Briefing(school int64) (b office.Briefing, err error) {
	if b.School, err = s.School(school); err != nil {
		return b, err
	}
	if b.Day, err = s.AsOf(); err != nil {
		return b, err
	}
	if b.Zone, err = s.ZoneOfSchool(school, b.Day); err != nil {
		return b, err
	}
	answering, err := s.ResponsibleOn(school, b.Day)
	if err != nil {
		return b, err
	}
	b.Inspectors = []string{}
	for _, a := range answering {
		b.Inspectors = append(b.Inspectors, a.Inspector)
	}
	for _, read := range []func(*office.Briefing) error{s.briefVisits, s.briefFindings, s.briefUnseen, s.briefMenu, s.briefInspection, s.briefComplaints, s.briefPractices} {
		if err := read(&b); err != nil {
			return b, err
		}
	}
	b.Ask()
	return b, nil
}

func (s *Store) briefVisits(b *office.Briefing) error {
	rows := []struct {
		office.Visit
		Inspector string `db:"inspector"`
		Line      string `db:"line"`
	}{}
	if err := s.r.Select(&rows, `SELECT v.id, v.number, v.date, v.session, v.kind, v.feedback_on, v.inspector_signed, v.principal_signed, v.recorded_on, i.name AS inspector,
		CASE WHEN v.problems <> '' THEN `+line("v.problems")+` WHEN v.highlights <> '' THEN `+line("v.highlights")+` ELSE `+line("v.content")+` END AS line
		FROM visits v JOIN inspectors i ON i.id = v.inspector_id WHERE v.school_id = ? AND v.date <= ? AND `+counted+` ORDER BY v.date DESC, v.id DESC LIMIT ?`, b.School.ID, b.Day, briefingVisits); err != nil {
		return err
	}
	b.Visits = []office.BriefingVisit{}
	for _, r := range rows {
		v := office.BriefingVisit{ID: r.ID, Number: r.Number, Date: r.Date, Session: r.Session, Inspector: r.Inspector, Kind: r.Kind, Line: r.Line, Lacks: []string{}}
		for _, l := range []struct {
			what string
			is   bool
		}{{"记录日期", r.RecordedOn == ""}, {"反馈", r.FeedbackOn == ""}, {"督学签字", !r.InspectorSigned}, {"校长签字", !r.PrincipalSigned}} {
			if l.is {
				v.Lacks = append(v.Lacks, l.what)
			}
		}
		b.Visits = append(b.Visits, v)
	}
	return nil
}

func (s *Store) briefFindings(b *office.Briefing) error {
	ids := []int64{}
	if err := s.r.Select(&ids, `SELECT f.id FROM findings f WHERE f.school_id = ? AND `+unsettled+` ORDER BY f.due_on = '', f.due_on, f.id`, b.School.ID); err != nil {
		return err
	}
	rows, err := s.FindingRows(ids)
	if err != nil {
		return err
	}
	said := []office.BriefingFinding{}
	list, args := in(ids)
	if err := s.r.Select(&said, `SELECT f.id, f.measures, f.reported_on, COALESCE((SELECT r.report FROM rounds r WHERE r.finding_id = f.id ORDER BY r.number DESC LIMIT 1), '') AS report
		FROM findings f WHERE f.id IN `+list, args...); err != nil {
		return err
	}
	said = inOrder(said, ids, func(f office.BriefingFinding) int64 { return f.ID })
	b.Findings = []office.BriefingFinding{}
	for i, r := range rows {
		f := said[i]
		f.Number, f.FoundOn, f.Matter, f.Content, f.LevelName, f.DueOn = r.Number, r.FoundOn, r.Matter, r.Content, r.LevelName, r.DueOn
		f.Overdue, f.Repeat, f.Step, f.Turn = r.Overdue, r.Repeat, r.Step, office.TurnOf(r.Step)
		b.Findings = append(b.Findings, f)
	}
	return nil
}

// briefUnseen reads the matters not inspected in the term, or in the school year
// where a county goes through them once a year.
func (s *Store) briefUnseen(b *office.Briefing) error {
	b.Unseen, b.UnseenIn = []string{}, "本学期"
	terms, err := find[office.Term](s.r, "terms", "WHERE starts_on <= ? ORDER BY starts_on DESC LIMIT 1", b.Day)
	if err != nil || len(terms) == 0 {
		return err
	}
	from := terms[0].StartsOn
	span, err := s.Rule(office.RuleMatterTerms, b.Day)
	if err != nil {
		return err
	}
	if span > 1 {
		b.UnseenIn = "本学年"
		if err := s.r.Get(&from, `SELECT min(starts_on) FROM terms WHERE school_year = ?`, terms[0].SchoolYear); err != nil {
			return err
		}
	}
	return s.r.Select(&b.Unseen, `SELECT m.short FROM matters m WHERE m.kindergarten = ? AND m.valid_from <= ? AND (m.valid_to = '' OR m.valid_to > ?)
		AND NOT EXISTS (SELECT 1 FROM visits v JOIN visit_matters x ON x.visit_id = v.id WHERE v.school_id = ? AND x.matter_id = m.id AND v.date >= ? AND v.date <= ? AND `+counted+`)
		ORDER BY m.position`, b.School.Kindergarten(), b.Day, b.Day, b.School.ID, from, b.Day)
}

// briefMenu reads what the month's menu prescribes for schools of this sort and no
// visit of the month has looked at.
func (s *Store) briefMenu(b *office.Briefing) error {
	b.Menu = []office.BriefingTask{}
	set, err := s.Settings()
	if err != nil {
		return err
	}
	month := office.MonthAt(b.Day, set.MonthBoundary)
	menu, err := s.MenuOf(month)
	if err != nil {
		return err
	}
	seen := []int64{}
	days := month.Of(set.MonthBoundary)
	if err := s.r.Select(&seen, `SELECT DISTINCT x.matter_id FROM visits v JOIN visit_matters x ON x.visit_id = v.id WHERE v.school_id = ? AND v.date >= ? AND v.date < ? AND `+counted,
		b.School.ID, days.From, days.To); err != nil {
		return err
	}
	for _, i := range menu.Items {
		if i.Required && i.For(b.School.Kindergarten()) && !slices.Contains(seen, i.MatterID) {
			b.Menu = append(b.Menu, office.BriefingTask{Menu: menu.ID, Topic: i.Topic, Requirement: i.Requirement})
		}
	}
	return nil
}

func (s *Store) briefInspection(b *office.Briefing) error {
	rows := []office.BriefingInspection{}
	err := s.r.Select(&rows, `SELECT x.id, u.id AS unit, x.title, COALESCE(NULLIF(u.visited_on, ''), x.planned_on) AS date, u.score, u.grade, u.problems, u.due_on, u.report_on, u.verdict,
		(SELECT count(*) FROM findings f WHERE f.unit_id = u.id AND `+unsettled+`) AS open
		FROM inspection_units u JOIN inspections x ON x.id = u.inspection_id WHERE u.school_id = ? AND u.visited_on <> '' AND u.visited_on <= ? AND u.deleted_at IS NULL AND x.deleted_at IS NULL
		ORDER BY u.visited_on DESC, u.id DESC LIMIT 1`, b.School.ID, b.Day)
	if len(rows) == 1 {
		b.Inspection = rows[0]
	}
	return err
}

func (s *Store) briefComplaints(b *office.Briefing) error {
	b.Complaints = []office.BriefingComplaint{}
	return s.r.Select(&b.Complaints, `SELECT c.id, c.number, c.received_on AS date, c.kind, COALESCE(m.short, '') AS matter, c.state FROM complaints c LEFT JOIN matters m ON m.id = c.matter_id
		WHERE c.school_id = ?1 AND c.deleted_at IS NULL AND c.received_on <= ?2 AND c.received_on > date(?2, ?3) ORDER BY c.received_on DESC, c.id DESC`, b.School.ID, b.Day, fmt.Sprintf("-%d months", briefingMonths))
}

func (s *Store) briefPractices(b *office.Briefing) error {
	b.Practices = []office.DossierRow{}
	return s.r.Select(&b.Practices, `SELECT `+practiceLine+` FROM practices p JOIN schools s ON s.id = p.school_id WHERE p.school_id = ? AND p.deleted_at IS NULL AND p.found_on <= ?
		ORDER BY p.found_on DESC, p.id DESC LIMIT ?`, b.School.ID, b.Day, briefingPractices)
}

// SchoolsAnsweredFor returns the schools the inspector answers for on the day, the
// responsible ones first.
func (s *Store) SchoolsAnsweredFor(inspector int64, day office.Date) ([]int64, error) {
	ids := []int64{}
	err := s.r.Select(&ids, `SELECT a.school_id FROM assignments a JOIN schools s ON s.id = a.school_id WHERE a.inspector_id = ? AND a.deleted_at IS NULL AND a.starts_on <= ?
		AND (a.ends_on = '' OR a.ends_on > ?) AND s.deleted_at IS NULL GROUP BY a.school_id ORDER BY min(a.role = '协'), s.kind = '幼儿园', s.sort_key`, inspector, day, day)
	return ids, err
}
