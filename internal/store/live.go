package store

import (
	"fmt"

	"dudao/internal/office"
)

// liveRun takes one live figure from the records of an evaluation's subject.
type liveRun struct {
	s       *Store
	m       *measurer
	e       office.Evaluation
	subject string        // the standard's
	period  office.Period // what counts of the span: up to the day on which it is asked
	day     office.Date   // the last day of it
	months  []office.Month
	years   []int // ended in the span; the running one when none has
	rules   map[string]float64
	schools map[int64]office.School
	order   []office.School
}

// liveSources make the units of the live figures, by key.
var liveSources = map[string]func(*liveRun) ([]office.LiveUnit, error){
	office.LiveMonthlyVisits: (*liveRun).monthlyVisits, office.LiveInspectorSchools: (*liveRun).inspectorLoads, office.LiveAssigned: (*liveRun).assignedSchools,
	office.LiveTrainingHours: (*liveRun).trainedInspectors, office.LivePlates: (*liveRun).hungPlates, office.LivePhotos: (*liveRun).platePhotos,
	office.LiveMatters: (*liveRun).coveredMatters, office.LiveRecords: measuredBy("records.complete"), office.LiveFindings: measuredBy("findings.done"),
	office.LiveComplaints: measuredBy("complaints.intime"), office.LiveReports: (*liveRun).monthlyReports, office.LivePlans: (*liveRun).monthlyPlans,
	office.LiveMeetings: (*liveRun).monthlyMeetings, office.LiveTerms: (*liveRun).termCounts, office.LiveExchange: (*liveRun).exchanges,
	office.LiveCards: (*liveRun).certificates, office.LiveResults: (*liveRun).usedResults,
}

// Live takes a live figure for the evaluation's subject over its span, or over one
// year of it. CodeInvalid for a key that is not one of office.Lives.
func (s *Store) Live(evaluationID int64, key string, year int) (office.LiveFigure, error) {
	about, known := office.LiveOf(key)
	source, has := liveSources[key]
	if !known || !has {
		return office.LiveFigure{}, office.Invalid("没有“%s”这个活指标，请在评估标准里重新选择。", key)
	}
	r, err := s.liveRun(evaluationID, year)
	if err != nil {
		return office.LiveFigure{}, err
	}
	units := []office.LiveUnit{}
	if len(r.months) > 0 {
		if units, err = source(r); err != nil {
			return office.LiveFigure{}, fmt.Errorf("live %s: %w", key, err)
		}
	}
	share, err := s.ruleOn(about.Target, r.day)
	if err != nil {
		return office.LiveFigure{}, err
	}
	law := office.Rule{}
	if about.Number != "" {
		if law, err = s.ruleOn(about.Number, r.day); err != nil {
			return office.LiveFigure{}, err
		}
	}
	return office.MakeLive(about, units, share, law, r.period), nil
}

// ruleOn is the rule in force on the day.
func (s *Store) ruleOn(key string, day office.Date) (office.Rule, error) {
	list, err := find[office.Rule](s.r, "rules", "WHERE key = ? ORDER BY (valid_from <= ?) DESC, CASE WHEN valid_from <= ? THEN valid_from END DESC, valid_from LIMIT 1", key, day, day)
	if err != nil || len(list) == 0 {
		return office.Rule{Key: key}, err
	}
	return list[0], nil
}

func (s *Store) liveRun(evaluationID int64, year int) (*liveRun, error) {
	r := &liveRun{s: s, schools: map[int64]office.School{}}
	var err error
	if r.e, err = get[office.Evaluation](s.r, "evaluations", evaluationID); err != nil {
		return nil, wrap(err, "迎检评估")
	}
	if err = s.r.Get(&r.subject, `SELECT subject FROM standards WHERE id = ?`, r.e.StandardID); err != nil {
		return nil, err
	}
	today, err := s.AsOf()
	if err != nil {
		return nil, err
	}
	r.period = office.Period{From: r.e.From(), To: r.e.To()}
	if year != 0 {
		if year < r.period.From.Year() || year > r.e.Year {
			return nil, office.Invalid("%d 年不在这次评估的材料年限（%d—%d 年）里，请选年限里的一年。", year, r.period.From.Year(), r.e.Year)
		}
		r.period = office.Period{From: office.NewDate(year, 1, 1), To: office.NewDate(year+1, 1, 1)}
	}
	if r.period.To > today.AddDays(1) {
		r.period.To = today.AddDays(1)
	}
	if r.period.To <= r.period.From {
		return r, nil
	}
	r.day = r.period.Last()
	return r, r.spread()
}

// spread lays out the months, years and schools that count.
func (r *liveRun) spread() (err error) {
	set, err := r.s.Settings()
	if err != nil {
		return err
	}
	first := office.Date("")
	if err := r.s.r.Get(&first, `SELECT COALESCE(min(date), '') FROM visits v WHERE `+counted); err != nil {
		return err
	}
	// Before the first record of the program nothing is missed.
	for m := r.period.From.Month(); m.Of(set.MonthBoundary).Last() <= r.day; m = m.Add(1) {
		if first != "" && m.Of(set.MonthBoundary).Last() >= first {
			r.months = append(r.months, m)
		}
	}
	for y := r.period.From.Year(); y <= r.day.Year(); y++ {
		if last := office.NewDate(y, 12, 31); last <= r.day && first != "" && first <= last {
			r.years = append(r.years, y)
		}
	}
	if len(r.years) == 0 {
		r.years = []int{r.day.Year()}
	}
	if len(r.months) == 0 {
		return nil
	}
	if r.rules, err = r.s.rulesOn(r.day); err != nil {
		return err
	}
	if r.m, err = newMeasurer(r.s.r, set, office.AssessSchool, nil, r.months, r.day); err != nil {
		return err
	}
	r.m.period.From, r.m.period.To = r.period.From, r.period.To
	all, err := find[office.School](r.s.r, "schools", "s WHERE s.deleted_at IS NULL ORDER BY "+schoolOrder)
	for _, x := range all {
		if r.in(x, r.day) {
			r.order = append(r.order, x)
		}
		r.schools[x.ID] = x
	}
	return err
}

// in tells whether the school is the subject's on the day.
func (r *liveRun) in(x office.School, day office.Date) bool {
	switch r.subject {
	case office.SubjectTown:
		return x.Town == r.e.Town
	case office.SubjectZone:
		return r.m.zoneOf(x.ID, day) == r.e.Zone
	case office.SubjectSchool, office.SubjectKindergarten:
		return x.ID == r.e.SchoolID
	}
	return true
}

// whole tells that the subject is the county: all its inspectors count, too.
func (r *liveRun) whole() bool { return r.subject == office.SubjectCounty }

// open are the schools of the subject that are open on the last day.
func (r *liveRun) open() []office.School {
	out := []office.School{}
	for _, x := range r.order {
		if x.OpenOn(r.day) {
			out = append(out, x)
		}
	}
	return out
}

// mine tells whether an inspector counts: of a part of the county those who answer
// for a school of it.
func (r *liveRun) mine() (map[int64]bool, error) {
	rows := []struct {
		Inspector int64 `db:"inspector_id"`
		School    int64 `db:"school_id"`
	}{}
	err := r.s.r.Select(&rows, `SELECT a.inspector_id, a.school_id FROM assignments a WHERE `+inForce, r.day)
	out := map[int64]bool{}
	for _, x := range rows {
		if r.in(r.schools[x.School], r.day) {
			out[x.Inspector] = true
		}
	}
	return out, err
}

// dueMonths are the months of the span in which something was due.
func (r *liveRun) dueMonths() []office.Month {
	out := []office.Month{}
	for _, m := range r.months {
		if !r.m.set.Exempt(m) {
			out = append(out, m)
		}
	}
	return out
}
