package store

import (
	"fmt"

	"dudao/internal/office"
)

// inspections is C19: groups too small, no notice before the visits, what is past
// its day, and schools that have waited too long for a 综合督导.
func (r *alertRun) inspections() error {
	running, err := find[office.Inspection](r.s.r, "inspections", "WHERE deleted_at IS NULL AND state NOT IN (?, ?) ORDER BY planned_on, id", office.InspectionPublished, office.InspectionCancelled)
	if err != nil {
		return err
	}
	for _, x := range running {
		for _, look := range []func(office.Inspection) error{r.thinGroups, r.unannounced, r.lateUnits} {
			if err := look(x); err != nil {
				return err
			}
		}
	}
	if err := r.fewRandom(); err != nil {
		return err
	}
	return r.longUnseen()
}

func inspectionRoute(id int64) string { return fmt.Sprintf("/inspections/%d", id) }

// addInspection notes an alert of an inspection; period keeps several apart.
func (r *alertRun) addInspection(level string, x office.Inspection, period, detail string, day office.Date) {
	late := 0
	if day.Valid() {
		late = max(0, r.day.Sub(day))
	}
	r.add(level, office.Alert{Title: x.Title, Detail: detail, Kind: "inspection", RecordID: x.ID, Route: inspectionRoute(x.ID), Period: period, Day: day, Days: late})
}

// begun tells that the inspection has gone out: until then its groups may be
// unfinished.
func (r *alertRun) begun(x office.Inspection) bool {
	return x.NoticeOn.Valid() && x.NoticeOn <= r.day || x.StartsOn.Valid() && x.StartsOn <= r.day
}

// thinGroups: the rule asks for so many 督学 in a group; outsiders come besides.
func (r *alertRun) thinGroups(x office.Inspection) error {
	if !r.begun(x) || x.Short() || x.ReportOn.Valid() {
		return nil
	}
	groups, err := r.s.InspectionGroups(x.ID)
	least := r.number(office.RuleGroupInspectors)
	for _, g := range groups {
		switch n := g.Inspectors(); {
		case len(g.Members) < least:
			r.addInspection(office.AlertRed, x, g.Group.Name, fmt.Sprintf("%s只有 %d 人，少于 %d 人", g.Group.Name, len(g.Members), least), "")
		case n < least:
			r.addInspection(office.AlertWarn, x, g.Group.Name, fmt.Sprintf("%s %d 人中督学 %d 名，少于 %d 名（外聘人员不计）", g.Group.Name, len(g.Members), n, least), "")
		}
	}
	return err
}

// unannounced: the visits have begun, or should have, and no notice went out.
func (r *alertRun) unannounced(x office.Inspection) error {
	if x.StartsOn.Valid() && x.StartsOn <= r.day && !x.NoticeOn.Valid() {
		r.addInspection(office.AlertRed, x, "通知", fmt.Sprintf("实地督导 %s 开始，还没有发书面督导通知", x.StartsOn), x.StartsOn)
	}
	return nil
}

// lateUnits tells, step by step, how many units are past their day, and that the
// report to the government is.
func (r *alertRun) lateUnits(x office.Inspection) error {
	rows, err := r.s.unitsOn(x.ID, r.day)
	if err != nil {
		return err
	}
	course, err := courseOf(r.s.r, x)
	if err != nil {
		return err
	}
	type behind struct {
		n     int
		first UnitRow
	}
	steps := map[string]behind{}
	visited, last := 0, office.Date("")
	for _, u := range rows {
		if u.VisitedOn.Valid() {
			visited++
			last = max(last, u.VisitedOn)
		}
		if u.Late <= 0 || u.Next == office.UnitStepNotice {
			continue
		}
		b := steps[u.Next]
		if b.n++; b.n == 1 || u.Until < b.first.Until {
			b.first = u
		}
		steps[u.Next] = b
	}
	for _, step := range office.UnitSteps {
		switch b := steps[step]; {
		case b.n == 1:
			r.addInspection(office.AlertWarn, x, step, fmt.Sprintf("%s的%s应于 %s 前完成", b.first.Name, step, b.first.Until), b.first.Until)
		case b.n > 1:
			r.addInspection(office.AlertWarn, x, step, fmt.Sprintf("%d 个单位的%s超过期限，最早的%s应于 %s 前完成", b.n, step, b.first.Name, b.first.Until), b.first.Until)
		}
	}
	if until := course.ToUpper.After(last, course.Calendar); !x.ReportOn.Valid() && visited > 0 && visited == len(rows) && until != "" && r.day > until {
		r.addInspection(office.AlertWarn, x, "督导报告", fmt.Sprintf("督导报告应于 %s 前提交", until), until)
	}
	return nil
}

// longUnseen: schools without a 综合督导 (kindergartens: of 办园行为) in the years of
// the rule. Before the first record nothing is missed.
func (r *alertRun) longUnseen() error {
	years := r.number(office.RuleWholeYears)
	before := r.day.AddYears(-years)
	if years <= 0 || !r.first.Valid() {
		return nil
	}
	rows := []struct {
		ID   int64       `db:"id"`
		Name string      `db:"name"`
		Last office.Date `db:"last"`
	}{}
	err := r.s.r.Select(&rows, `WITH seen AS (SELECT u.school_id, max(u.visited_on) AS last FROM inspection_units u JOIN inspections x ON x.id = u.inspection_id
			WHERE u.deleted_at IS NULL AND x.deleted_at IS NULL AND x.state <> '取消' AND x.kind IN (?2, ?3) AND u.visited_on <> '' GROUP BY u.school_id)
		SELECT s.id, s.name, COALESCE(w.last, '') AS last FROM schools s LEFT JOIN seen w ON w.school_id = s.id
		WHERE `+openNow+` AND COALESCE(w.last, max(s.opened_on, ?4)) < ?5 ORDER BY `+schoolOrder, r.day, office.InspectionWhole, office.InspectionInfant, r.first, before)
	for _, x := range rows {
		detail := fmt.Sprintf("%d 年内没有综合督导的记录", years)
		if x.Last.Valid() {
			detail = fmt.Sprintf("上次综合督导 %s，超过 %d 年", x.Last, years)
		}
		r.add(office.AlertRed, office.Alert{Title: x.Name, Detail: detail, Kind: "school", RecordID: x.ID, SchoolID: x.ID, Route: schoolRoute(x.ID), Day: x.Last})
	}
	return err
}

// fewRandom: towards the end of the school year, fewer 综合 and 随机督导 of schools
// than the county wants. It is the county's own custom, so only a note.
func (r *alertRun) fewRandom() error {
	least, year := r.number(office.RuleRandomPerYear), office.SchoolYearOf(r.day)
	terms, err := find[office.Term](r.s.r, "terms", "WHERE school_year = ? AND number = 2", year)
	if err != nil || len(terms) == 0 || r.day < terms[0].EndsOn.AddDays(-r.number(office.RuleTermEndDays)) {
		return err
	}
	from := office.SchoolYearMonths(year)[0].Of(r.set.MonthBoundary).From
	var n int
	if err := r.s.r.Get(&n, `SELECT count(*) FROM inspections WHERE deleted_at IS NULL AND kind IN (?, ?) AND state <> ? AND planned_on >= ? AND planned_on <= ?`,
		office.InspectionRandom, office.InspectionWhole, office.InspectionCancelled, from, r.day); err != nil {
		return err
	}
	if n < least {
		r.add(office.AlertNote, office.Alert{Title: year + "学年综合、随机督导", Detail: fmt.Sprintf("已组织 %d 次，少于 %d 次", n, least), Kind: "inspection", Route: "/inspections", Period: year})
	}
	return nil
}
