package store

import (
	"fmt"
	"slices"

	"dudao/internal/office"
)

// staysOn are the 主 assignments in force on the day with the day on which the
// unbroken stay began: assignments that follow each other without a gap are one.
const staysOn = `WITH RECURSIVE stay (id, school_id, inspector_id, since) AS (
		SELECT a.id, a.school_id, a.inspector_id, a.starts_on FROM assignments a WHERE ` + inForce + `
		UNION SELECT y.id, y.school_id, y.inspector_id, b.starts_on FROM stay y JOIN assignments b
			ON b.school_id = y.school_id AND b.inspector_id = y.inspector_id AND b.deleted_at IS NULL AND b.ends_on = y.since)`

// ProposeExchange proposes the 定期交流 of the day: who has been at a school longer
// than the rule says takes another one of the zone.
func (s *Store) ProposeExchange(day office.Date) (office.ExchangePlan, error) {
	if !day.Valid() {
		return office.ExchangePlan{}, office.Invalid("请填写交流日期，写成 2026-09-01。")
	}
	years, err := s.Rule(office.RuleExchangeYears, day)
	if err != nil {
		return office.ExchangePlan{}, err
	}
	stays := []office.Stay{}
	if err := s.r.Select(&stays, staysOn+` SELECT y.id, y.school_id, s.name AS school, s.kind, y.inspector_id, i.name AS inspector, min(y.since) AS since,
		COALESCE((SELECT z.name FROM zone_schools zs JOIN zones z ON z.id = zs.zone_id JOIN zone_versions v ON v.id = zs.version_id
			WHERE zs.school_id = s.id AND v.valid_from <= ?1 AND (v.valid_to = '' OR v.valid_to > ?1)), '') AS zone
		FROM stay y JOIN schools s ON s.id = y.school_id JOIN inspectors i ON i.id = y.inspector_id JOIN assignments a ON a.id = y.id
		WHERE a.role = '主' AND a.ends_on = '' AND i.state = '在聘' AND i.deleted_at IS NULL AND `+openNow+` GROUP BY y.id ORDER BY `+schoolOrder, day); err != nil {
		return office.ExchangePlan{}, err
	}
	limit := day.AddYears(-int(years))
	for i := range stays {
		stays[i].Long = stays[i].Since < limit
	}
	barred, err := s.barredOn(day, limit)
	if err != nil {
		return office.ExchangePlan{}, err
	}
	plan := office.ProposeExchange(stays, barred)
	plan.Day, plan.Years = day, int(years)
	return plan, nil
}

// barredOn tells who may not take which school over on the day: for recusal, or
// because he was there after the limit.
func (s *Store) barredOn(day, limit office.Date) (func(inspectorID, schoolID int64) bool, error) {
	book, err := recusalsOn(s.r, day)
	if err != nil {
		return nil, err
	}
	been := []struct {
		InspectorID int64 `db:"inspector_id"`
		SchoolID    int64 `db:"school_id"`
	}{}
	if err := s.r.Select(&been, `SELECT inspector_id, school_id FROM assignments WHERE deleted_at IS NULL AND role = '主' AND (ends_on = '' OR ends_on > ?)`, limit); err != nil {
		return nil, err
	}
	was := map[[2]int64]bool{}
	for _, x := range been {
		was[[2]int64{x.InspectorID, x.SchoolID}] = true
	}
	return func(inspectorID, schoolID int64) bool {
		return was[[2]int64{inspectorID, schoolID}] || book.of(inspectorID, schoolID) != ""
	}, nil
}

// Exchange is what is done of a proposal: the 挂牌 that are swapped, in pairs.
type Exchange struct {
	Day   office.Date    `json:"day"`
	Pairs []ExchangePair `json:"pairs"`
}

// ExchangePair are two 挂牌 that are swapped.
type ExchangePair struct {
	A int64 `json:"a"`
	B int64 `json:"b"`
}

// ApplyExchange swaps the inspectors of every pair of 挂牌 from the day on, as one
// action.
func (s *Store) ApplyExchange(in Exchange) (n int, err error) {
	if !in.Day.Valid() {
		return 0, office.Invalid("请填写交流日期，写成 2026-09-01。")
	}
	if len(in.Pairs) == 0 {
		return 0, office.Invalid("请勾选要对调的学校。")
	}
	err = s.write(Change{Action: "exchange.apply", Label: fmt.Sprintf("督学定期交流 %s（对调 %d 组）", in.Day, len(in.Pairs))}, func(t *tx) error {
		seen := []int64{}
		for _, pair := range in.Pairs {
			if pair.A == pair.B || slices.Contains(seen, pair.A) || slices.Contains(seen, pair.B) {
				return office.Invalid("同一所学校不能对调两次，请刷新后再办。")
			}
			seen = append(seen, pair.A, pair.B)
			if err := t.swap(pair, in.Day); err != nil {
				return err
			}
		}
		n = 2 * len(in.Pairs)
		return nil
	})
	return n, err
}

func (t *tx) swap(pair ExchangePair, day office.Date) error {
	var was [2]office.Assignment
	for i, id := range []int64{pair.A, pair.B} {
		a, err := get[office.Assignment](t, "assignments", id)
		if err != nil {
			return wrap(err, "挂牌记录")
		}
		if a.Role != office.AssignmentRoles[0] || a.EndsOn != "" || a.StartsOn >= day {
			return office.Errorf(office.CodeStale, "%s的挂牌已经变动，没有办理。请刷新后再看交流建议。", t.titleOf("school", a.SchoolID))
		}
		was[i] = a
	}
	for i, a := range was { // both end before either begins
		a.EndsOn = day
		if err := update(t, "assignments", a); err != nil {
			return wrap(err, "挂牌记录")
		}
		was[i] = a
	}
	for i, a := range was {
		next := office.Assignment{SchoolID: a.SchoolID, InspectorID: was[1-i].InspectorID, Role: a.Role, StartsOn: day}
		if err := t.refuseRecused("inspectorId", next.SchoolID, day, next.InspectorID); err != nil {
			return err
		}
		if err := t.saveAssignment(&next); err != nil {
			return err
		}
	}
	return nil
}

// ExchangeRow is one school that got another inspector on a day.
type ExchangeRow struct {
	Zone   string      `db:"zone"`
	School string      `db:"school"`
	Kind   string      `db:"kind"`
	From   string      `db:"from_name"`
	Since  office.Date `db:"since"`
	To     string      `db:"to_name"`
}

// Exchanged lists the schools whose inspector changed on the day.
func (s *Store) Exchanged(day office.Date) ([]ExchangeRow, error) {
	rows := []ExchangeRow{}
	err := s.r.Select(&rows, `SELECT COALESCE((SELECT z.name FROM zone_schools zs JOIN zones z ON z.id = zs.zone_id JOIN zone_versions v ON v.id = zs.version_id
			WHERE zs.school_id = s.id AND v.valid_from <= ?1 AND (v.valid_to = '' OR v.valid_to > ?1)), '') AS zone,
		s.name AS school, s.kind, i.name AS from_name, a.starts_on AS since, j.name AS to_name
		FROM assignments a JOIN assignments b ON b.school_id = a.school_id AND b.starts_on = a.ends_on AND b.role = '主' AND b.deleted_at IS NULL AND b.inspector_id <> a.inspector_id
		JOIN schools s ON s.id = a.school_id JOIN inspectors i ON i.id = a.inspector_id JOIN inspectors j ON j.id = b.inspector_id
		WHERE a.role = '主' AND a.deleted_at IS NULL AND a.ends_on = ?1 ORDER BY zone, `+schoolOrder, day)
	return rows, err
}
