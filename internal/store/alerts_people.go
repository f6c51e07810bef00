package store

import (
	"fmt"
	"strings"

	"dudao/internal/office"
)

// endingTerms is C14.
func (r *alertRun) endingTerms() error {
	rows := []struct {
		ID         int64       `db:"id"`
		Name       string      `db:"name"`
		Employment string      `db:"employment"`
		EndsOn     office.Date `db:"ends_on"`
		Term       int         `db:"term_number"`
	}{}
	err := r.s.r.Select(&rows, `SELECT i.id, i.name, i.employment, p.ends_on, p.term_number FROM inspectors i
		JOIN appointments p ON p.id = (SELECT x.id FROM appointments x WHERE x.inspector_id = i.id AND x.deleted_at IS NULL AND x.dismissed_on = '' ORDER BY x.ends_on DESC LIMIT 1)
		WHERE i.deleted_at IS NULL AND i.state = '在聘' ORDER BY i.sort_key, i.id`)
	if err != nil {
		return err
	}
	rules, err := rulesInForce(r.s.r, r.day)
	if err != nil {
		return err
	}
	warn, urgent, most := r.number(office.RuleTermWarnDays), r.number(office.RuleTermUrgentDays), r.number(office.RuleTermCount)
	for _, x := range rows {
		left, said, want := x.EndsOn.Sub(r.day), []string{}, office.AlertWarn
		a := office.Alert{Title: x.Name, Kind: "inspector", RecordID: x.ID, Route: inspectorRoute(x.ID), Day: x.EndsOn}
		switch {
		case left < 0:
			a.Days = -left
			said = append(said, fmt.Sprintf("第 %d 届任期到 %s，已届满 %d 天", x.Term, x.EndsOn, -left))
		case left <= warn:
			said = append(said, fmt.Sprintf("第 %d 届任期到 %s，还有 %d 天", x.Term, x.EndsOn, left))
		}
		over := office.QualificationFacts{Employment: x.Employment, Term: x.Term}.Terms(rules)
		if over.State == office.CheckFail {
			said = append(said, over.Detail)
		} else if len(said) > 0 && x.Employment == "兼职" && x.Term == most {
			said = append(said, fmt.Sprintf("已任满 %d 届，不能再连任", most))
		}
		if left <= urgent || over.State == office.CheckFail {
			want = office.AlertRed
		}
		if len(said) > 0 {
			a.Detail = strings.Join(said, "；")
			r.add(want, a)
		}
	}
	return nil
}

// lackingInspectors is C15.
func (r *alertRun) lackingInspectors() error {
	rows := []struct {
		ID          int64  `db:"id"`
		Name        string `db:"name"`
		Degree      string `db:"degree"`
		Rank        string `db:"rank"`
		TeachingOn  string `db:"teaching_on"`
		Certificate string `db:"certificate"`
		Photo       bool   `db:"photo"`
	}{}
	err := r.s.r.Select(&rows, `SELECT i.id, i.name, i.degree, i.rank, i.teaching_on, i.certificate,
		EXISTS (SELECT 1 FROM attachments f WHERE f.owner_kind = 'inspector' AND f.owner_id = i.id AND f.deleted_at IS NULL AND f.role = '照片') AS photo
		FROM inspectors i WHERE i.deleted_at IS NULL AND i.state = '在聘' ORDER BY i.sort_key, i.id`)
	if err != nil {
		return err
	}
	rules, err := rulesInForce(r.s.r, r.day)
	if err != nil {
		return err
	}
	for _, x := range rows {
		said := []string{}
		facts := office.QualificationFacts{Degree: x.Degree, Rank: x.Rank, TeachingOn: x.TeachingOn, Day: r.day}
		for _, q := range []office.Qualification{facts.Schooling(rules), facts.Years(rules)} {
			if q.State != office.CheckPass {
				said = append(said, q.Detail)
			}
		}
		if x.Certificate == "" {
			said = append(said, "没有督学证号")
		}
		if !x.Photo {
			said = append(said, "没有照片")
		}
		if len(said) > 0 {
			r.add(office.AlertRed, office.Alert{Title: x.Name, Detail: strings.Join(said, "；"), Kind: "inspector", RecordID: x.ID, Route: inspectorRoute(x.ID)})
		}
	}
	return nil
}

// recusals is C17: an inspector in force at a school that he must keep away from.
func (r *alertRun) recusals() error {
	rows := []struct {
		ID          int64  `db:"id"`
		SchoolID    int64  `db:"school_id"`
		School      string `db:"school"`
		InspectorID int64  `db:"inspector_id"`
		Inspector   string `db:"inspector"`
	}{}
	if err := r.s.r.Select(&rows, `SELECT a.id, a.school_id, s.name AS school, a.inspector_id, i.name AS inspector
		FROM assignments a JOIN schools s ON s.id = a.school_id JOIN inspectors i ON i.id = a.inspector_id
		WHERE `+inForce+` AND `+openNow+` AND i.deleted_at IS NULL AND i.state = '在聘' ORDER BY `+schoolOrder, r.day); err != nil {
		return err
	}
	book, err := recusalsOn(r.s.r, r.day)
	if err != nil {
		return err
	}
	for _, x := range rows {
		if why := book.of(x.InspectorID, x.SchoolID); why != "" {
			r.add(office.AlertRed, office.Alert{Title: x.School, Detail: fmt.Sprintf("%s负责这所学校，%s", x.Inspector, why),
				Kind: "assignment", RecordID: x.ID, SchoolID: x.SchoolID, Route: schoolRoute(x.SchoolID)})
		}
	}
	return nil
}

// shortestCall is the fewest characters by which a school is known in a text.
const shortestCall = 3

// schoolsNamed are the schools whose names stand in the text. A name within a
// longer one, as 第一小学 within 第一小学分校, is not meant.
func schoolsNamed(calls []SchoolAlias, text string) []int64 {
	found := []SchoolAlias{}
	for _, c := range calls {
		if len([]rune(c.Alias)) >= shortestCall && strings.Contains(text, c.Alias) {
			found = append(found, c)
		}
	}
	ids := []int64{}
	for _, c := range found {
		rest := text
		for _, longer := range found {
			if longer.SchoolID != c.SchoolID && len(longer.Alias) > len(c.Alias) && strings.Contains(longer.Alias, c.Alias) {
				rest = strings.ReplaceAll(rest, longer.Alias, "")
			}
		}
		if strings.Contains(rest, c.Alias) {
			ids = append(ids, c.SchoolID)
		}
	}
	return ids
}

// longStays is C18: assignments that follow each other without a gap are one stay.
func (r *alertRun) longStays() error {
	rows := []struct {
		ID        int64       `db:"id"`
		SchoolID  int64       `db:"school_id"`
		School    string      `db:"school"`
		Inspector string      `db:"inspector"`
		Since     office.Date `db:"since"`
	}{}
	years := r.number(office.RuleExchangeYears)
	err := r.s.r.Select(&rows, staysOn+`
		SELECT y.id, y.school_id, s.name AS school, i.name AS inspector, min(y.since) AS since
		FROM stay y JOIN schools s ON s.id = y.school_id JOIN inspectors i ON i.id = y.inspector_id
		WHERE i.state = '在聘' AND `+openNow+` GROUP BY y.id HAVING min(y.since) < ?2 ORDER BY `+schoolOrder, r.day, r.day.AddYears(-years))
	for _, x := range rows {
		r.add(office.AlertRed, office.Alert{Title: x.School, Detail: fmt.Sprintf("%s自 %s 起负责，超过 %d 年", x.Inspector, x.Since, years),
			Kind: "assignment", RecordID: x.ID, SchoolID: x.SchoolID, Route: schoolRoute(x.SchoolID), Day: x.Since.AddYears(years), Days: r.day.Sub(x.Since.AddYears(years))})
	}
	return err
}
