package store

import (
	"fmt"
	"strconv"

	"dudao/internal/office"
)

// theOffice is who answers for what no school or inspector does.
const theOffice = "督导室"

func ofSchool(x office.School) office.LiveUnit {
	return office.LiveUnit{WhoKind: "school", WhoID: x.ID, Who: x.Name}
}

// monthlyVisits asks each open school in each month that was due.
func (r *liveRun) monthlyVisits() ([]office.LiveUnit, error) {
	rows, err := r.m.records(measureSources["visits.rate"], 0)
	if err != nil {
		return nil, err
	}
	type key struct {
		school int64
		month  office.Month
	}
	went, seen := map[key][]int64{}, map[int64]bool{}
	for _, x := range rows {
		if !seen[x.ID] { // a companion's row is the same visit
			seen[x.ID] = true
			at := key{x.School, office.MonthAt(x.Day, r.m.set.MonthBoundary)}
			went[at] = append(went[at], x.ID)
		}
	}
	units := []office.LiveUnit{}
	for _, due := range r.m.dues {
		school := r.schools[due.School]
		if due.Inspector != 0 || !r.in(school, due.Day) {
			continue
		}
		u := ofSchool(school)
		month := office.MonthAt(due.Day, r.m.set.MonthBoundary)
		u.When, u.Kind, u.Records = string(month), "visit", went[key{due.School, month}]
		u.Hit = float64(len(u.Records)) >= due.Weight
		units = append(units, u)
	}
	return units, nil
}

// measuredBy takes the records of a measure of the assessments, each one unit.
func measuredBy(measure string) func(*liveRun) ([]office.LiveUnit, error) {
	return func(r *liveRun) ([]office.LiveUnit, error) {
		source := measureSources[measure]
		rows, err := r.m.records(source, r.rules[source.rule])
		if err != nil {
			return nil, err
		}
		units, seen := []office.LiveUnit{}, map[int64]bool{}
		for _, x := range rows {
			school := r.schools[x.School]
			if seen[x.ID] || !r.in(school, x.Day) {
				continue
			}
			seen[x.ID] = true
			u := ofSchool(school)
			if school.ID == 0 {
				u = office.LiveUnit{Who: theOffice}
			}
			u.When, u.Hit, u.Kind, u.Records = string(x.Day), x.Hit, source.kind, []int64{x.ID}
			units = append(units, u)
		}
		return units, nil
	}
}

// inspectorLoads asks every inspector who answers for a school.
func (r *liveRun) inspectorLoads() ([]office.LiveUnit, error) {
	mine, err := r.mine()
	if err != nil {
		return nil, err
	}
	rows := []struct {
		ID      int64  `db:"id"`
		Name    string `db:"name"`
		N       int    `db:"n"`
		Records string `db:"records"`
	}{}
	err = r.s.r.Select(&rows, `SELECT i.id, i.name, count(DISTINCT a.school_id) AS n, group_concat(a.id) AS records FROM assignments a JOIN inspectors i ON i.id = a.inspector_id
		JOIN schools s ON s.id = a.school_id WHERE a.role = '主' AND i.deleted_at IS NULL AND `+inForce+` AND `+openNow+` GROUP BY i.id ORDER BY n DESC, i.sort_key, i.id`, r.day)
	units := []office.LiveUnit{}
	most := r.rules[office.RuleInspectorSchools] + r.rules[office.RuleLoadSlack]
	for _, x := range rows {
		if mine[x.ID] {
			units = append(units, office.LiveUnit{WhoKind: "inspector", WhoID: x.ID, Who: x.Name, Hit: float64(x.N) <= most, Said: fmt.Sprintf("%d 所", x.N), Kind: "assignment", Records: splitIDs(x.Records)})
		}
	}
	return units, err
}

// heldSchool is an open school with the inspectors in office who answer for it.
type heldSchool struct {
	School  int64       `db:"school_id"`
	ID      int64       `db:"id"`
	Main    bool        `db:"main"`
	Serving bool        `db:"serving"`
	Starts  office.Date `db:"starts_on"`
	Plate   office.Date `db:"plate_on"`
	Photo   bool        `db:"photo"`
}

// held are the assignments of the day by school.
func (r *liveRun) held() (map[int64][]heldSchool, error) {
	rows := []heldSchool{}
	err := r.s.r.Select(&rows, `SELECT a.school_id, a.id, a.role = '主' AS main, i.state = '在聘' AND i.deleted_at IS NULL AS serving, a.starts_on, a.plate_on,
		EXISTS (SELECT 1 FROM attachments f WHERE f.owner_kind = 'assignment' AND f.owner_id = a.id AND f.deleted_at IS NULL) AS photo
		FROM assignments a JOIN inspectors i ON i.id = a.inspector_id WHERE `+inForce+` ORDER BY a.id`, r.day)
	out := map[int64][]heldSchool{}
	for _, x := range rows {
		out[x.School] = append(out[x.School], x)
	}
	return out, err
}

// eachSchool asks every open school; good tells of an assignment that it will do.
func (r *liveRun) eachSchool(least int, said string, good func(heldSchool) bool) ([]office.LiveUnit, error) {
	held, err := r.held()
	units := []office.LiveUnit{}
	for _, x := range r.open() {
		u := ofSchool(x)
		u.Kind, u.Records = "assignment", []int64{}
		for _, h := range held[x.ID] {
			if good(h) {
				u.Records = append(u.Records, h.ID)
			}
		}
		if u.Hit = len(u.Records) >= max(1, least); !u.Hit {
			u.Said = said
		}
		units = append(units, u)
	}
	return units, err
}

func (r *liveRun) assignedSchools() ([]office.LiveUnit, error) {
	return r.eachSchool(int(r.rules[office.RuleInspectorsPerVisit]), "没有在聘的责任督学", func(h heldSchool) bool { return h.Serving })
}

func (r *liveRun) hungPlates() ([]office.LiveUnit, error) {
	return r.eachSchool(1, "现任督学的公示牌没有挂", func(h heldSchool) bool { return h.Main && h.Plate >= h.Starts && h.Plate <= r.day })
}

func (r *liveRun) platePhotos() ([]office.LiveUnit, error) {
	return r.eachSchool(1, "公示牌没有照片", func(h heldSchool) bool { return h.Main && h.Photo })
}

// trainedInspectors asks everybody in office for the hours of each year.
func (r *liveRun) trainedInspectors() ([]office.LiveUnit, error) {
	mine, err := r.mine()
	if err != nil {
		return nil, err
	}
	units := []office.LiveUnit{}
	for _, year := range r.years {
		list, err := r.s.TrainingHours(year)
		if err != nil {
			return nil, err
		}
		for _, h := range list {
			if h.State != office.InspectorStates[0] || h.Newcomer || (!r.whole() && !mine[h.InspectorID]) {
				continue // who came in the year has had part of it
			}
			u := office.LiveUnit{WhoKind: "inspector", WhoID: h.InspectorID, Who: h.Name, When: strconv.Itoa(year), Hit: h.Missing() == 0, Said: fmt.Sprintf("%d 学时", h.Focused), Kind: "training"}
			for _, p := range h.Parts {
				u.Records = append(u.Records, p.Training.ID)
			}
			units = append(units, u)
		}
	}
	return units, nil
}

// coveredMatters asks each open school for all its matters in each year.
func (r *liveRun) coveredMatters() ([]office.LiveUnit, error) {
	units := []office.LiveUnit{}
	for _, year := range r.years {
		last := office.NewDate(year, 12, 31)
		if last > r.day {
			last = r.day
		}
		rows := []struct {
			ID      int64  `db:"id"`
			Missing string `db:"missing"`
			Visits  string `db:"visits"`
		}{}
		if err := r.s.r.Select(&rows, `WITH went AS MATERIALIZED (SELECT v.id, v.school_id FROM visits v WHERE v.date >= ?2 AND v.date <= ?1 AND `+counted+`),
			seen AS MATERIALIZED (SELECT DISTINCT w.school_id, m.matter_id FROM went w JOIN visit_matters m ON m.visit_id = w.id),
			paid AS MATERIALIZED (SELECT school_id, group_concat(id) AS visits FROM went GROUP BY school_id)
			SELECT s.id, COALESCE(group_concat(m.short, '、' ORDER BY m.position) FILTER (WHERE x.matter_id IS NULL), '') AS missing, COALESCE(p.visits, '') AS visits
			FROM schools s JOIN matters m ON m.kindergarten = (s.kind = '幼儿园') AND m.valid_from <= ?1 AND (m.valid_to = '' OR m.valid_to > ?1)
			LEFT JOIN seen x ON x.school_id = s.id AND x.matter_id = m.id LEFT JOIN paid p ON p.school_id = s.id
			WHERE `+openNow+` GROUP BY s.id ORDER BY `+schoolOrder, last, office.NewDate(year, 1, 1)); err != nil {
			return nil, err
		}
		for _, x := range rows {
			school := r.schools[x.ID]
			if !r.in(school, last) {
				continue
			}
			u := ofSchool(school)
			u.When, u.Hit, u.Said, u.Kind, u.Records = strconv.Itoa(year), x.Missing == "", x.Missing, "visit", splitIDs(x.Visits)
			units = append(units, u)
		}
	}
	return units, nil
}

// eachMonth asks the office for each month that was due; the query gives the month,
// the kind and the id of what was there.
func (r *liveRun) eachMonth(said, sql string, args ...any) ([]office.LiveUnit, error) {
	rows := []struct {
		Month office.Month `db:"month"`
		Kind  string       `db:"kind"`
		ID    int64        `db:"id"`
	}{}
	if err := r.s.r.Select(&rows, sql, args...); err != nil {
		return nil, err
	}
	units := []office.LiveUnit{}
	for _, m := range r.dueMonths() {
		u := office.LiveUnit{Who: theOffice, When: string(m), Said: said, Records: []int64{}}
		for _, x := range rows {
			if x.Month == m && (u.Kind == "" || u.Kind == x.Kind) {
				u.Kind, u.Records = x.Kind, append(u.Records, x.ID)
			}
		}
		if u.Hit = len(u.Records) > 0; u.Hit {
			u.Said = ""
		}
		units = append(units, u)
	}
	return units, nil
}

func (r *liveRun) monthlyReports() ([]office.LiveUnit, error) {
	return r.eachMonth("没有签发", `SELECT period AS month, 'issued_report' AS kind, id FROM issued_reports WHERE kind = 'month' AND zone = ? AND voided_at = '' ORDER BY period, id`, r.e.Zone)
}

func (r *liveRun) monthlyPlans() ([]office.LiveUnit, error) {
	return r.eachMonth("没有计划", `SELECT month, 'plan_line' AS kind, id FROM plan_lines WHERE deleted_at IS NULL UNION ALL SELECT month, 'menu', id FROM menus WHERE deleted_at IS NULL ORDER BY 1, 2 DESC, 3`)
}

func (r *liveRun) monthlyMeetings() ([]office.LiveUnit, error) {
	return r.eachMonth("没有例会", `SELECT substr(date, 1, 7) AS month, 'meeting' AS kind, id FROM meetings WHERE deleted_at IS NULL AND kind = ? AND state IN (?, ?) ORDER BY date, id`,
		office.MeetingMonthly, office.MeetingHeld, office.MeetingIssued)
}

// inOffice asks every inspector in office.
func (r *liveRun) inOffice(sql string, good func(text string) (bool, string)) ([]office.LiveUnit, error) {
	mine, err := r.mine()
	if err != nil {
		return nil, err
	}
	rows := []struct {
		ID     int64  `db:"id"`
		Name   string `db:"name"`
		Text   string `db:"text"`
		Record int64  `db:"record"`
	}{}
	err = r.s.r.Select(&rows, sql)
	units := []office.LiveUnit{}
	for _, x := range rows {
		if !r.whole() && !mine[x.ID] {
			continue
		}
		u := office.LiveUnit{WhoKind: "inspector", WhoID: x.ID, Who: x.Name, Kind: "inspector", Records: []int64{x.ID}}
		if x.Record != 0 {
			u.Kind, u.Records = "appointment", []int64{x.Record}
		}
		u.Hit, u.Said = good(x.Text)
		units = append(units, u)
	}
	return units, err
}

// termCounts asks for the newest appointment of everybody in office.
func (r *liveRun) termCounts() ([]office.LiveUnit, error) {
	most := int(r.rules[office.RuleTermCount])
	return r.inOffice(`SELECT i.id, i.name, CAST(a.term_number AS TEXT) AS text, a.id AS record FROM inspectors i JOIN appointments a ON a.id =
		(SELECT b.id FROM appointments b WHERE b.inspector_id = i.id AND b.deleted_at IS NULL ORDER BY b.starts_on DESC, b.id DESC LIMIT 1)
		WHERE i.deleted_at IS NULL AND i.state = '在聘' ORDER BY i.sort_key, i.id`, func(text string) (bool, string) {
		n, err := strconv.Atoi(text)
		return err == nil && n <= most, "第 " + text + " 届"
	})
}

func (r *liveRun) certificates() ([]office.LiveUnit, error) {
	return r.inOffice(`SELECT i.id, i.name, i.certificate AS text, 0 AS record FROM inspectors i WHERE i.deleted_at IS NULL AND i.state = '在聘' ORDER BY i.sort_key, i.id`,
		func(text string) (bool, string) {
			if text == "" {
				return false, "没有督学证号"
			}
			return true, ""
		})
}

// exchanges asks how long each inspector has been at each school.
func (r *liveRun) exchanges() ([]office.LiveUnit, error) {
	rows := []struct {
		ID        int64       `db:"id"`
		School    int64       `db:"school_id"`
		Inspector int64       `db:"inspector_id"`
		Name      string      `db:"name"`
		Since     office.Date `db:"since"`
	}{}
	years := int(r.rules[office.RuleExchangeYears])
	err := r.s.r.Select(&rows, staysOn+` SELECT y.id, y.school_id, y.inspector_id, i.name, min(y.since) AS since FROM stay y JOIN schools s ON s.id = y.school_id JOIN inspectors i ON i.id = y.inspector_id
		WHERE i.state = '在聘' AND i.deleted_at IS NULL AND `+openNow+` GROUP BY y.id ORDER BY i.sort_key, i.id, `+schoolOrder, r.day)
	units := []office.LiveUnit{}
	for _, x := range rows {
		if school := r.schools[x.School]; r.in(school, r.day) {
			units = append(units, office.LiveUnit{WhoKind: "inspector", WhoID: x.Inspector, Who: x.Name, Hit: x.Since >= r.day.AddYears(-years),
				Said: fmt.Sprintf("%s 自 %s", school.Name, x.Since), Kind: "assignment", Records: []int64{x.ID}})
		}
	}
	return units, err
}

// usedResults asks for an assessment of schools in each year.
func (r *liveRun) usedResults() ([]office.LiveUnit, error) {
	rows := []struct {
		ID   int64  `db:"id"`
		Year string `db:"year"`
	}{}
	err := r.s.r.Select(&rows, `SELECT id, substr(ends_on, 1, 4) AS year FROM assessments WHERE deleted_at IS NULL AND state = '已定案' AND subject IN (?, ?) ORDER BY ends_on, id`, office.AssessSchool, office.AssessPrincipal)
	units := []office.LiveUnit{}
	for _, year := range r.years {
		u := office.LiveUnit{Who: theOffice, When: strconv.Itoa(year), Said: "没有定案的学校或校长考核", Kind: "assessment", Records: []int64{}}
		for _, x := range rows {
			if x.Year == u.When {
				u.Records = append(u.Records, x.ID)
			}
		}
		if u.Hit = len(u.Records) > 0; u.Hit {
			u.Said = ""
		}
		units = append(units, u)
	}
	return units, err
}
