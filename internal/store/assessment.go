package store

import (
	"encoding/json"
	"slices"
	"strings"

	"dudao/internal/office"
)

// AssessmentRow is one line of the list of assessments.
type AssessmentRow struct {
	ID          int64       `db:"id" json:"id"`
	Subject     string      `db:"subject" json:"subject"`
	Span        string      `db:"span" json:"span"`
	Title       string      `db:"title" json:"title"`
	Scheme      string      `db:"scheme" json:"scheme"`
	State       string      `db:"state" json:"state"`
	Subjects    int         `db:"subjects" json:"subjects"`
	Best        string      `db:"best" json:"best"` // the first three of a 定案
	ComputedOn  office.Date `db:"computed_on" json:"computedOn"`
	ConfirmedOn office.Date `db:"confirmed_on" json:"confirmedOn"`
}

// AssessmentPage is one page of the list.
type AssessmentPage struct {
	Rows  []AssessmentRow `json:"rows"`
	Total int             `json:"total"`
}

var assessmentSorts = map[string]string{
	"subject": "a.subject", "span": "a.ends_on, a.span", "title": natural("a.title"), "state": "a.state", "scheme": "scheme", "subjects": "subjects", "confirmedOn": "a.confirmed_on",
}

// Assessments lists the assessments, the newest first. Filters: subject (several
// joined by 、), state, span.
func (s *Store) Assessments(q ListQuery) (AssessmentPage, error) {
	page := AssessmentPage{Rows: []AssessmentRow{}}
	var c conditions
	c.add("a.deleted_at IS NULL")
	if subjects := q.Filters["subject"]; subjects != "" {
		c.add("instr(?, a.subject) > 0", subjects)
	}
	c.equal(q, "state", "a.state")
	c.equal(q, "span", "a.span")
	if err := c.matching(s.r, "assessment", "a.id", q.Text); err != nil {
		return page, err
	}
	if err := s.r.Get(&page.Total, "SELECT count(*) FROM assessments a"+c.where(), c.args...); err != nil {
		return page, err
	}
	order, limit := q.order(assessmentSorts, "a.ends_on DESC, instr('督学责任区学校校长', a.subject)", "a.id DESC")
	err := s.r.Select(&page.Rows, `SELECT a.id, a.subject, a.span, a.title, a.state, a.computed_on, a.confirmed_on, x.name || '（' || x.version || '）' AS scheme,
		(SELECT count(*) FROM assessment_subjects b WHERE b.assessment_id = a.id) AS subjects,
		CASE WHEN a.state = '已定案' THEN COALESCE((SELECT group_concat(name, '、') FROM (SELECT name FROM assessment_subjects b WHERE b.assessment_id = a.id AND b.rank > 0 ORDER BY b.rank, b.position LIMIT 3)), '') ELSE '' END AS best
		FROM assessments a JOIN assessment_schemes x ON x.id = a.scheme_id`+c.where()+order, append(c.args, limit...)...)
	return page, err
}

// AssessmentBook returns an assessment with everything in it. CodeNotFound when
// there is none.
func (s *Store) AssessmentBook(id int64) (b office.AssessmentBook, err error) {
	set, err := s.Settings()
	if err != nil {
		return b, err
	}
	t, err := s.pool.Beginx()
	if err != nil {
		return b, fileError(err, s.path)
	}
	defer t.Rollback() // only read
	return bookOf(t, id, set)
}

func bookOf(g getter, id int64, set office.Settings) (b office.AssessmentBook, err error) {
	if b.Assessment, err = get[office.Assessment](g, "assessments", id); err != nil {
		return b, wrap(err, "考核")
	}
	if _, b.SpanName, err = assessSpan(g, b.Assessment.Span, set); err != nil {
		return b, err
	}
	if b.Scheme, err = schemeOf(g, b.Assessment.SchemeID); err != nil {
		return b, err
	}
	if b.Subjects, err = find[office.AssessSubject](g, "assessment_subjects", "WHERE assessment_id = ? ORDER BY position", id); err != nil {
		return b, err
	}
	if b.Scores, err = find[office.AssessScore](g, "assessment_scores", "WHERE assessment_id = ? ORDER BY id", id); err != nil {
		return b, err
	}
	if b.Seals, err = find[office.AssessSeal](g, "assessment_seals", "WHERE assessment_id = ? ORDER BY id DESC", id); err != nil {
		return b, err
	}
	for i := range b.Seals {
		if err := json.Unmarshal([]byte(b.Seals[i].ResultsJSON), &b.Seals[i].Results); err != nil {
			return b, err
		}
	}
	b.Results = b.Scheme.Rate(b.Subjects, b.Scores)
	if b.Assessment.Confirmed() { // what was confirmed stands
		for i, x := range b.Subjects {
			r := &b.Results[i]
			r.Total, r.Rank, r.Grade, r.Reason = x.Total, x.Rank, x.Grade, x.Reason
		}
	}
	return b, nil
}

func assessSpan(g getter, key string, set office.Settings) (office.Span, string, error) {
	terms, err := find[office.Term](g, "terms", "ORDER BY starts_on")
	if err != nil {
		return office.Span{}, "", err
	}
	return office.AssessSpan(key, terms, set.MonthBoundary)
}

// StartAssessment begins an assessment by the scheme, with all subjects of the
// span, and takes what the records give. title may be empty.
func (s *Store) StartAssessment(scheme int64, span, title string) (id int64, err error) {
	day, err := s.AsOf()
	if err != nil {
		return 0, err
	}
	set, err := s.Settings()
	if err != nil {
		return 0, err
	}
	err = s.write(Change{Action: "assessment.start", Label: "新建考核 " + span}, func(t *tx) error {
		id, err = t.startAssessment(scheme, span, title, set, day)
		return err
	})
	return id, err
}

func (t *tx) startAssessment(scheme int64, span, title string, set office.Settings, day office.Date) (int64, error) {
	x, err := schemeOf(t, scheme)
	if err != nil {
		return 0, err
	}
	of, name, err := assessSpan(t, span, set)
	if err != nil {
		return 0, err
	}
	a := office.Assessment{SchemeID: x.ID, Subject: x.Subject, Span: of.Key, EndsOn: of.Of(set.MonthBoundary).Last(), Title: strings.TrimSpace(title), State: office.AssessOpen, UpdatedAt: t.s.moment()}
	if a.Title == "" {
		a.Title = office.AssessTitle(a.Subject, name)
	}
	var have int
	if err := t.Get(&have, `SELECT count(*) FROM assessments WHERE subject = ? AND span = ? AND deleted_at IS NULL`, a.Subject, a.Span); err != nil {
		return 0, err
	}
	if have > 0 {
		return 0, office.Errorf(office.CodeConflict, "%s的%s考核已经有了，请直接打开它；要换方案，先删除原来的那一次。", name, a.Subject)
	}
	subjects, err := assessable(t, a, of.Of(set.MonthBoundary), day)
	if err != nil {
		return 0, err
	}
	if len(subjects) == 0 {
		return 0, office.Invalid("%s没有可以考核的%s，请先登记%s。", name, a.Subject, a.Subject)
	}
	if a.ID, err = insert(t, "assessments", a); err != nil {
		return 0, wrap(err, "考核")
	}
	for i := range subjects {
		subjects[i].AssessmentID, subjects[i].Position = a.ID, i+1
		if _, err := insert(t, "assessment_subjects", subjects[i]); err != nil {
			return 0, wrap(err, "考核对象")
		}
	}
	return a.ID, t.compute(a.ID, set, day)
}

// assessable are those to be assessed: inspectors with a term in the span, the
// zones and the schools as they were at its end.
func assessable(g getter, a office.Assessment, span office.Period, day office.Date) ([]office.AssessSubject, error) {
	last := min(span.Last(), max(day, span.From))
	rows := []office.AssessSubject{}
	const zoneAt = `(SELECT z.name FROM zone_schools zs JOIN zones z ON z.id = zs.zone_id JOIN zone_versions v ON v.id = zs.version_id WHERE zs.school_id = s.id AND v.valid_from <= ?1 AND (v.valid_to = '' OR v.valid_to > ?1))`
	var err error
	switch a.Subject {
	case office.AssessInspector:
		err = g.Select(&rows, `SELECT i.id AS inspector_id, i.name, i.employer AS unit, COALESCE((SELECT group_concat(z.name, '、') FROM zone_members m JOIN zones z ON z.id = m.zone_id JOIN zone_versions v ON v.id = z.version_id
				WHERE m.inspector_id = i.id AND v.valid_from <= ?1 AND (v.valid_to = '' OR v.valid_to > ?1)), '') AS zone
			FROM inspectors i WHERE i.deleted_at IS NULL AND (EXISTS (SELECT 1 FROM appointments p WHERE p.inspector_id = i.id AND p.deleted_at IS NULL AND p.starts_on <= ?1 AND p.ends_on >= ?2
				AND (p.dismissed_on = '' OR p.dismissed_on > ?2)) OR (i.state = '在聘' AND NOT EXISTS (SELECT 1 FROM appointments p WHERE p.inspector_id = i.id AND p.deleted_at IS NULL)))
			ORDER BY zone, i.sort_key, i.id`, last, span.From)
	case office.AssessZone:
		err = g.Select(&rows, `SELECT z.name, z.name AS zone, COALESCE((SELECT name FROM inspectors i WHERE i.id = z.leader_id), '') AS unit FROM zones z JOIN zone_versions v ON v.id = z.version_id
			WHERE v.valid_from <= ?1 AND (v.valid_to = '' OR v.valid_to > ?1) ORDER BY z.position, z.id`, last)
	default:
		name := "s.name"
		if a.Subject == office.AssessPrincipal {
			name = "CASE WHEN s.principal = '' THEN '（未登记）' ELSE s.principal END"
		}
		err = g.Select(&rows, `SELECT s.id AS school_id, `+name+` AS name, s.name AS unit, COALESCE(`+zoneAt+`, '') AS zone FROM schools s
			WHERE s.deleted_at IS NULL AND (s.opened_on = '' OR s.opened_on <= ?1) AND CASE WHEN s.closed_on <> '' THEN s.closed_on > ?1 ELSE s.state = '在办' END
			ORDER BY s.kind = '幼儿园', s.sort_key, s.id`, last)
		if a.Subject == office.AssessSchool {
			for i := range rows {
				rows[i].Unit = rows[i].Zone
			}
		}
	}
	return rows, err
}

// ComputeAssessment takes what the records give anew; what was typed stays. It
// returns how many values changed.
func (s *Store) ComputeAssessment(id int64) error {
	day, err := s.AsOf()
	if err != nil {
		return err
	}
	set, err := s.Settings()
	if err != nil {
		return err
	}
	return s.write(Change{Action: "assessment.compute", Label: "考核取数 " + s.Title("assessment", id)}, func(t *tx) error {
		if err := t.openAssessment(id); err != nil {
			return err
		}
		return t.compute(id, set, day)
	})
}

// openAssessment refuses to change one that is confirmed.
func (t *tx) openAssessment(id int64) error {
	a, err := get[office.Assessment](t, "assessments", id)
	if err != nil {
		return wrap(err, "考核")
	}
	if a.Confirmed() {
		return office.Errorf(office.CodeConflict, "“%s”已经定案，分数不再改动。确需修改的，先点“撤回定案”并写明原因。", a.Title)
	}
	return nil
}

func (t *tx) compute(id int64, set office.Settings, day office.Date) error {
	b, err := bookOf(t, id, set)
	if err != nil {
		return err
	}
	taken, err := measured(t, b, set, day)
	if err != nil {
		return err
	}
	at := b.ByKey()
	for _, item := range b.Scheme.Items() {
		for i, m := range taken[item.ID] {
			score := at[office.ScoreKey{Subject: b.Subjects[i].ID, Item: item.ID}]
			score.AssessmentID, score.SubjectID, score.ItemID = id, b.Subjects[i].ID, item.ID
			score.SetMeasured(item, m)
			text, err := json.Marshal(m)
			if err != nil {
				return err
			}
			score.Behind = string(text)
			if err := t.putScore(score); err != nil {
				return err
			}
		}
	}
	b.Assessment.ComputedOn, b.Assessment.UpdatedAt = day, t.s.moment()
	return wrap(update(t, "assessments", b.Assessment), "考核")
}

// measured takes the measures of the scheme's items, each for all subjects.
func measured(g getter, b office.AssessmentBook, set office.Settings, day office.Date) (map[int64][]office.Measured, error) {
	span, _, err := assessSpan(g, b.Assessment.Span, set)
	if err != nil {
		return nil, err
	}
	m, err := newMeasurer(g, set, b.Assessment.Subject, b.Subjects, span.Months, day)
	if err != nil {
		return nil, err
	}
	out, byKey := map[int64][]office.Measured{}, map[string][]office.Measured{}
	for _, item := range b.Scheme.Items() {
		if !item.Computed() {
			continue
		}
		if byKey[item.Measure] == nil {
			if byKey[item.Measure], err = m.take(item.Measure); err != nil {
				return nil, err
			}
		}
		out[item.ID] = byKey[item.Measure]
	}
	return out, nil
}

// putScore writes one score; one that says nothing is not kept.
func (t *tx) putScore(x office.AssessScore) error {
	if x.ID != 0 {
		return wrap(update(t, "assessment_scores", x), "分数")
	}
	_, err := insert(t, "assessment_scores", x)
	return wrap(err, "分数")
}

// ScoreChange is a value that the records give otherwise now.
type ScoreChange struct {
	SubjectID int64   `json:"subjectId"`
	ItemID    int64   `json:"itemId"`
	Was       float64 `json:"was"`
	Now       float64 `json:"now"`
	Score     float64 `json:"score"` // what it would be now
}

// AssessmentChanges compares the values of an assessment with what the records
// give now (定案后有变化).
func (s *Store) AssessmentChanges(b office.AssessmentBook) ([]ScoreChange, error) {
	out := []ScoreChange{}
	day, err := s.AsOf()
	if err != nil {
		return out, err
	}
	set, err := s.Settings()
	if err != nil {
		return out, err
	}
	t, err := s.pool.Beginx()
	if err != nil {
		return out, fileError(err, s.path)
	}
	defer t.Rollback() // only read
	taken, err := measured(t, b, set, day)
	if err != nil {
		return out, err
	}
	for _, x := range b.Scores {
		i := slices.IndexFunc(b.Subjects, func(who office.AssessSubject) bool { return who.ID == x.SubjectID })
		item, ok := b.Scheme.Item(x.ItemID)
		if i < 0 || !ok || taken[x.ItemID] == nil {
			continue
		}
		now := office.AssessScore{}
		now.SetMeasured(item, taken[x.ItemID][i])
		if now.Value != x.Value || now.Auto != x.Auto {
			out = append(out, ScoreChange{x.SubjectID, x.ItemID, x.Value, now.Value, now.Auto})
		}
	}
	return out, nil
}

// DeleteAssessment moves an assessment to the recycle bin; one that is confirmed
// is opened again first.
func (s *Store) DeleteAssessment(id int64) error {
	return s.write(Change{Action: "assessment.delete", Label: "删除考核 " + s.Title("assessment", id)}, func(t *tx) error {
		if err := t.openAssessment(id); err != nil {
			return err
		}
		return t.trash("assessments", id, "考核")
	})
}
