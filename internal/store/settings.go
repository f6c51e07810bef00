package store

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"dudao/internal/office"
)

// Settings returns the office's settings.
func (s *Store) Settings() (office.Settings, error) { return settingsOf(s.r) }

func settingsOf(g getter) (office.Settings, error) {
	set := office.DefaultSettings()
	var raw string
	if err := g.Get(&raw, `SELECT value FROM settings WHERE key = 'office'`); err != nil {
		return set, wrap(err, "设置")
	}
	err := json.Unmarshal([]byte(raw), &set)
	set.Normalize()
	return set, err
}

// SaveSettings writes the office's settings.
func (s *Store) SaveSettings(set office.Settings) error {
	if err := set.Validate(); err != nil {
		return err
	}
	return s.write(Change{Action: "settings.save", Label: "修改设置"}, func(t *tx) error {
		before, err := settingsOf(t)
		if err != nil {
			return err
		}
		if err := t.putSetting("office", set); err != nil {
			return err
		}
		return t.recode(before, set)
	})
}

// OfficeUID names this database for ever; exported sheets carry it, so that a
// sheet of another office is known as such.
func (s *Store) OfficeUID() (string, error) {
	if s.of != nil {
		return s.of.OfficeUID()
	}
	read := func() (string, error) {
		uids := []string{}
		if err := s.r.Select(&uids, `SELECT json_extract(value, '$') FROM settings WHERE key = 'uid'`); err != nil || len(uids) == 0 {
			return "", err
		}
		return uids[0], nil
	}
	if uid, err := read(); err != nil || uid != "" {
		return uid, err
	}
	b := make([]byte, 8)
	if _, err := rand.Read(b); err != nil {
		return "", err
	}
	uid := hex.EncodeToString(b)
	return uid, s.write(Change{Action: "seed", Label: "数据库编号"}, func(t *tx) error { return t.putSetting("uid", uid) })
}

// Rules returns every rule and its versions, in the order of their keys.
func (s *Store) Rules() ([]office.Rule, error) {
	return find[office.Rule](s.r, "rules", "ORDER BY id")
}

// Rule returns the value in force on the day, and the default one before the
// first version's day.
func (s *Store) Rule(key string, day office.Date) (float64, error) { return ruleOf(s.r, key, day) }

func ruleOf(g getter, key string, day office.Date) (float64, error) {
	var v float64
	err := g.Get(&v, `SELECT value FROM rules WHERE key = ? ORDER BY (valid_from <= ?) DESC, CASE WHEN valid_from <= ? THEN valid_from END DESC, valid_from LIMIT 1`, key, day, day)
	return v, wrap(err, "规则")
}

// SaveRule writes a rule's value from its ValidFrom on; an earlier version stays.
func (s *Store) SaveRule(r office.Rule) error {
	if r.Source == "" || !r.ValidFrom.Valid() || r.Value < 0 {
		return office.Invalid("规则须有数值、依据和启用日期，请补全。")
	}
	return s.write(Change{Action: "rule.save", Label: "修改规则 " + r.Name}, func(t *tx) error {
		if err := t.keepsItsSource(r); err != nil {
			return err
		}
		_, err := t.NamedExec(`INSERT INTO rules (key, name, value, unit, source, official, valid_from)
			VALUES (:key, :name, :value, :unit, :source, :official, :valid_from)
			ON CONFLICT (key, valid_from) DO UPDATE SET value = excluded.value, source = excluded.source, official = excluded.official`, r)
		return wrap(err, "规则")
	})
}

// keepsItsSource refuses another number under the name of an official text that
// is on record with its own: it would pass for law.
func (t *tx) keepsItsSource(r office.Rule) error {
	if !r.Official {
		return nil
	}
	said := []float64{}
	if err := t.Select(&said, `SELECT value FROM rules WHERE key = ? AND source = ? AND official = 1 AND value <> ? LIMIT 1`, r.Key, r.Source, r.Value); err != nil || len(said) == 0 {
		return err
	}
	return &office.Error{Code: office.CodeInvalid, Message: fmt.Sprintf("%s规定的是 %g %s，不是 %g %s。按本县规定修改时，请把依据改为本县的文件。", r.Source, said[0], r.Unit, r.Value, r.Unit),
		Fields: map[string]string{"source": "依据与数值不符"}}
}

// Matters returns every matter, schools' first.
func (s *Store) Matters() ([]office.Matter, error) {
	return find[office.Matter](s.r, "matters", "ORDER BY kindergarten, position, id")
}

// SaveMatter adds or changes a matter; one in use is never deleted, it gets an
// end.
func (s *Store) SaveMatter(m office.Matter) (office.Matter, error) {
	var f office.Faults
	f.Require("name", "事项名称", m.Name)
	f.Require("source", "依据", m.Source)
	f.Date("validFrom", "启用日期", m.ValidFrom)
	f.Require("validFrom", "启用日期", string(m.ValidFrom))
	if err := f.Err(); err != nil {
		return m, err
	}
	if m.Short == "" {
		m.Short = m.Name
	}
	err := s.write(Change{Action: "matter.save", Label: "修改督导事项 " + m.Name}, func(t *tx) (err error) {
		if m.ID != 0 {
			return wrap(update(t, "matters", m), "督导事项")
		}
		m.ID, err = insert(t, "matters", m)
		return wrap(err, "督导事项")
	})
	return m, err
}

// Checkpoints returns every check point in form order.
func (s *Store) Checkpoints() ([]office.Checkpoint, error) {
	return find[office.Checkpoint](s.r, "checkpoints", "ORDER BY matter_id IS NULL, matter_id, method, position, id")
}

// SaveCheckpoint adds or changes a check point.
func (s *Store) SaveCheckpoint(c office.Checkpoint) (office.Checkpoint, error) {
	var f office.Faults
	f.Require("name", "要点", c.Name)
	f.Require("source", "依据", c.Source)
	if (c.MatterID == 0) == (c.Method == "") {
		f.Add("matterId", "要点须属于一个督导事项或一种督导方式")
	}
	if err := f.Err(); err != nil {
		return c, err
	}
	if c.State == "" {
		c.State = "启用"
	}
	err := s.write(Change{Action: "checkpoint.save", Label: "修改督导要点 " + c.Name}, func(t *tx) (err error) {
		if c.ID != 0 {
			return wrap(update(t, "checkpoints", c), "督导要点")
		}
		c.ID, err = insert(t, "checkpoints", c)
		return wrap(err, "督导要点")
	})
	return c, err
}

// Terms returns the terms, newest first.
func (s *Store) Terms() ([]office.Term, error) {
	return find[office.Term](s.r, "terms", "ORDER BY starts_on DESC")
}

// SaveTerm adds or changes a term; terms may not overlap.
func (s *Store) SaveTerm(term office.Term) (office.Term, error) {
	var f office.Faults
	f.Require("startsOn", "开学日期", string(term.StartsOn))
	f.Require("endsOn", "结束日期", string(term.EndsOn))
	f.Date("startsOn", "开学日期", term.StartsOn)
	f.Date("endsOn", "结束日期", term.EndsOn)
	if term.EndsOn <= term.StartsOn {
		f.Add("endsOn", "学期结束须晚于开始")
	}
	if err := f.Err(); err != nil {
		return term, err
	}
	err := s.write(Change{Action: "term.save", Label: "修改学期 " + term.Name()}, func(t *tx) (err error) {
		var clash int
		if err := t.Get(&clash, `SELECT count(*) FROM terms WHERE id <> ? AND starts_on <= ? AND ends_on >= ?`, term.ID, term.EndsOn, term.StartsOn); err != nil {
			return err
		}
		if clash > 0 {
			return office.Errorf(office.CodeConflict, "这段日期与另一个学期重叠，请核对起止日期。")
		}
		if term.ID != 0 {
			return wrap(update(t, "terms", term), "学期")
		}
		term.ID, err = insert(t, "terms", term)
		return wrap(err, "学期")
	})
	return term, err
}

// Calendar returns the office's working-day calendar.
func (s *Store) Calendar() (office.Calendar, error) { return calendarOf(s.r) }

func calendarOf(g getter) (office.Calendar, error) {
	days, err := find[office.Holiday](g, "holidays", "")
	return office.NewCalendar(days), err
}

// Holidays returns the days of a year that are not what their weekday says.
func (s *Store) Holidays(year int) ([]office.Holiday, error) {
	return find[office.Holiday](s.r, "holidays", "WHERE day BETWEEN ? AND ? ORDER BY day", office.NewDate(year, 1, 1), office.NewDate(year, 12, 31))
}

// SaveHoliday writes one day; an empty Kind makes it an ordinary day again.
func (s *Store) SaveHoliday(h office.Holiday) error {
	var f office.Faults
	f.Require("day", "日期", string(h.Day))
	f.Date("day", "日期", h.Day)
	f.OneOf("kind", "类型", h.Kind, []string{"休", "班"})
	if err := f.Err(); err != nil {
		return err
	}
	return s.write(Change{Action: "holiday.save", Label: "修改工作日历 " + string(h.Day)}, func(t *tx) error {
		if h.Kind == "" {
			_, err := t.Exec(`DELETE FROM holidays WHERE day = ?`, h.Day)
			return err
		}
		_, err := t.Exec(`INSERT INTO holidays (day, kind, name) VALUES (?, ?, ?) ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name = excluded.name`, h.Day, h.Kind, h.Name)
		return wrap(err, "工作日历")
	})
}
