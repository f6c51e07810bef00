package store

import (
	"fmt"
	"slices"

	"dudao/internal/office"
)

// AlertRow is an alert with what was said when it was put aside; MuteID 0 means
// that it was not.
type AlertRow struct {
	office.Alert
	MuteID int64       `json:"muteId"`
	Until  office.Date `json:"until"`
	Reason string      `json:"reason"`
}

// AlertBook is all that the rules find on one day, those put aside included,
// the heaviest first.
type AlertBook struct {
	Day   office.Date
	Rules []office.AlertRule // in use, by code
	Rows  []AlertRow
}

// alertChecks are the rules that run, by code. Each asks the records once.
var alertChecks = map[string]func(*alertRun) error{
	"C01": (*alertRun).crowdedZones, "C02": (*alertRun).thinZones, "C03": (*alertRun).loadedInspectors,
	"C04": (*alertRun).aloneSchools, "C05": (*alertRun).plates,
	"C06": (*alertRun).unvisited, "C07": (*alertRun).fewVisits, "C08": (*alertRun).unseenMatters,
	"C09": (*alertRun).unfinishedVisits, "C13": (*alertRun).unissuedReports,
	"C10": (*alertRun).lateFindings, "C11": (*alertRun).unfiledReports, "C12": (*alertRun).unansweredFindings,
	"C19": (*alertRun).inspections,
	"C20": (*alertRun).openComplaints, "C21": (*alertRun).twiceAccountable, "C22": (*alertRun).archive, "C23": (*alertRun).evaluations,
	"C14": (*alertRun).endingTerms, "C15": (*alertRun).lackingInspectors, "C16": (*alertRun).shortTraining, "C17": (*alertRun).recusals,
	"C18": (*alertRun).longStays, "C24": (*alertRun).twins,
	"C25": (*alertRun).staffAtDesk, "C26": (*alertRun).lateLoans, "C27": (*alertRun).lateDecisions, "C30": (*alertRun).waitingScans,
}

// alertRun looks the records over on one day.
type alertRun struct {
	s      *Store
	day    office.Date
	set    office.Settings
	month  office.Month       // the report month of the day
	period office.Period      // and its days
	first  office.Date        // the first visit on record; before it nothing is missed
	rules  map[string]float64 // the numbers in force on the day
	rule   office.AlertRule   // the one being asked
	found  []office.Alert
	open   []openFinding // read once for the rules about findings
	zones  []ZoneLoad    // read once for the rules about zones
}

// Alerts asks every rule in use what is to be done.
func (s *Store) Alerts() (AlertBook, error) {
	day, err := s.AsOf()
	if err != nil {
		return AlertBook{}, err
	}
	b := AlertBook{Day: day, Rows: []AlertRow{}}
	if b.Rules, err = find[office.AlertRule](s.r, "alert_rules", "WHERE state = '启用' ORDER BY code"); err != nil {
		return b, err
	}
	r, err := s.alertRun(day)
	if err != nil {
		return b, err
	}
	for _, r.rule = range b.Rules {
		look, ok := alertChecks[r.rule.Code]
		if !ok {
			continue // a rule of a newer program
		}
		if err := look(r); err != nil {
			return b, fmt.Errorf("alert %s: %w", r.rule.Code, err)
		}
	}
	if err := r.place(); err != nil {
		return b, err
	}
	slices.SortStableFunc(r.found, office.HeavierFirst)
	b.Rows, err = s.withMutes(r.found, day)
	return b, err
}

func (s *Store) alertRun(day office.Date) (*alertRun, error) {
	r := &alertRun{s: s, day: day}
	var err error
	if r.set, err = s.Settings(); err != nil {
		return nil, err
	}
	r.month = office.MonthAt(day, r.set.MonthBoundary)
	r.period = r.month.Of(r.set.MonthBoundary)
	if r.rules, err = s.rulesOn(day); err != nil {
		return nil, err
	}
	err = s.r.Get(&r.first, `SELECT COALESCE(min(date), '') FROM visits v WHERE `+counted)
	return r, err
}

// rulesOn returns every rule's value in force on the day, as Rule does for one.
func (s *Store) rulesOn(day office.Date) (map[string]float64, error) {
	rows := []struct {
		Key   string  `db:"key"`
		Value float64 `db:"value"`
	}{}
	err := s.r.Select(&rows, `SELECT key, value FROM (SELECT key, value, row_number() OVER (PARTITION BY key
		ORDER BY (valid_from <= ?1) DESC, CASE WHEN valid_from <= ?1 THEN valid_from END DESC, valid_from) AS place FROM rules) WHERE place = 1`, day)
	out := map[string]float64{}
	for _, x := range rows {
		out[x.Key] = x.Value
	}
	return out, err
}

// number is a rule's value in whole.
func (r *alertRun) number(key string) int { return int(r.rules[key]) }

// add notes an alert of the rule being asked; want is how heavy it is when the
// rule itself is not lighter.
func (r *alertRun) add(want string, a office.Alert) {
	a.Code = r.rule.Code
	a.Level = office.LighterLevel(want, r.rule.Level)
	r.found = append(r.found, a)
}

// place puts the alerts into the zones of the division in force.
func (r *alertRun) place() error {
	zoneOf := map[string]map[int64]string{"school": {}, "inspector": {}}
	rows := []struct {
		Kind string `db:"kind"`
		ID   int64  `db:"id"`
		Zone string `db:"zone"`
	}{}
	if err := r.s.r.Select(&rows, `WITH held AS (SELECT z.id, z.name, z.leader_id, z.deputy_id, z.position FROM zones z JOIN zone_versions v ON v.id = z.version_id
			WHERE v.valid_from <= ?1 AND (v.valid_to = '' OR v.valid_to > ?1))
		SELECT 'school' AS kind, zs.school_id AS id, h.name AS zone FROM held h JOIN zone_schools zs ON zs.zone_id = h.id
		UNION ALL SELECT * FROM (SELECT 'inspector', m.inspector_id, h.name FROM held h JOIN zone_members m ON m.zone_id = h.id ORDER BY h.position DESC)
		UNION ALL SELECT 'inspector', leader_id, name FROM held WHERE leader_id IS NOT NULL
		UNION ALL SELECT 'inspector', deputy_id, name FROM held WHERE deputy_id IS NOT NULL`, r.day); err != nil {
		return err
	}
	for _, x := range rows {
		zoneOf[x.Kind][x.ID] = x.Zone
	}
	for i := range r.found {
		switch a := &r.found[i]; {
		case a.SchoolID != 0:
			a.Zone = zoneOf["school"][a.SchoolID]
		case a.Kind == "inspector":
			a.Zone = zoneOf["inspector"][a.RecordID]
		}
	}
	return nil
}

func (s *Store) withMutes(found []office.Alert, day office.Date) ([]AlertRow, error) {
	mutes, err := find[office.AlertMute](s.r, "alert_mutes", "WHERE until >= ?", day)
	if err != nil {
		return nil, err
	}
	aside := map[string]office.AlertMute{}
	for _, m := range mutes {
		aside[m.Key()] = m
	}
	rows := make([]AlertRow, 0, len(found))
	for _, a := range found {
		m := aside[a.Key()]
		rows = append(rows, AlertRow{a, m.ID, m.Until, m.Reason})
	}
	return rows, nil
}

// MuteAlert puts an alert aside until the day; one put aside before gets the new
// day and reason.
func (s *Store) MuteAlert(m office.AlertMute, title string) error {
	day, err := s.AsOf()
	if err != nil {
		return err
	}
	most, err := s.Rule(office.RuleMuteDays, day)
	if err != nil {
		return err
	}
	if err := m.Validate(day, int(most)); err != nil {
		return err
	}
	return s.write(Change{Action: "alert.mute", Label: "搁置提醒 " + m.Code + " " + title}, func(t *tx) error {
		_, err := t.NamedExec(`INSERT INTO alert_mutes (code, kind, record_id, period, until, reason) VALUES (:code, :kind, :record_id, :period, :until, :reason)
			ON CONFLICT (code, kind, record_id, period) DO UPDATE SET until = excluded.until, reason = excluded.reason`, m)
		return wrap(err, "搁置的提醒")
	})
}

// UnmuteAlert brings an alert back that was put aside.
func (s *Store) UnmuteAlert(id int64) error {
	return s.write(Change{Action: "alert.unmute", Label: "取消搁置 " + s.Title("alert_mute", id)}, func(t *tx) error {
		m, err := get[office.AlertMute](t, "alert_mutes", id)
		if err != nil {
			return wrap(err, "搁置的提醒")
		}
		_, err = t.Exec(`DELETE FROM alert_mutes WHERE id = ?`, m.ID)
		return err
	})
}

// AlertRules returns every alert rule, by code.
func (s *Store) AlertRules() ([]office.AlertRule, error) {
	return find[office.AlertRule](s.r, "alert_rules", "ORDER BY code")
}

// SaveAlertRule changes a rule's name, level, source and whether it is asked;
// its code stays.
func (s *Store) SaveAlertRule(in office.AlertRule) (office.AlertRule, error) {
	err := s.write(Change{Action: "alert_rule.save", Label: "修改提醒 " + in.Code + " " + in.Name}, func(t *tx) error {
		now, err := get[office.AlertRule](t, "alert_rules", in.ID)
		if err != nil {
			return wrap(err, "提醒规则")
		}
		in.Code = now.Code
		if err := in.Validate(); err != nil {
			return err
		}
		return wrap(update(t, "alert_rules", in), "提醒规则")
	})
	return in, err
}
