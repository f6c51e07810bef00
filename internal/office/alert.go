package office

import (
	"fmt"
	"strings"
)

// The levels of an alert (提醒等级), the heaviest first.
const (
	AlertRed  = "红"
	AlertWarn = "黄"
	AlertNote = "提示"
)

// AlertLevels are the levels, the heaviest first.
var AlertLevels = []string{AlertRed, AlertWarn, AlertNote}

// AlertStates tell whether a rule is asked.
var AlertStates = []string{"启用", "停用"}

// AlertRule is one check of 待办提醒: what it looks for, how heavy it is, and
// where the rule comes from. Its numbers are rules (Rule) of their own.
type AlertRule struct {
	ID   int64  `db:"id" json:"id"`
	Code string `db:"code" json:"code"` // C01 to C30
	Name string `db:"name" json:"name"`
	// Level is the heaviest that its alerts get: a rule of two steps is lighter
	// until the second one is reached.
	Level    string `db:"level" json:"level"`
	Source   string `db:"source" json:"source"`
	Official bool   `db:"official" json:"official"`
	State    string `db:"state" json:"state"` // one of AlertStates
}

// Alert is one thing to do (待办): a record that a rule points at.
type Alert struct {
	Code   string `json:"code"`
	Level  string `json:"level"`
	Title  string `json:"title"`  // what: the record
	Detail string `json:"detail"` // why, with the numbers
	// Kind and RecordID are the record; Route is the page that mends it.
	Kind     string `json:"kind"`
	RecordID int64  `json:"recordId"`
	Route    string `json:"route"`
	// Period is the month (2026-03), term (2025-2026-2) or school year that it
	// speaks of, empty when it speaks of none: the next one is another alert.
	Period string `json:"period"`
	// SchoolID and Zone are whom it concerns on the day; 0 and empty for none.
	SchoolID int64  `json:"schoolId"`
	Zone     string `json:"zone"`
	// Day is since when or until when it stands, Days how many days late.
	Day  Date `json:"day"`
	Days int  `json:"days"`
}

// Key tells alerts apart: one rule speaks of a record once a period.
func (a Alert) Key() string {
	return fmt.Sprintf("%s/%s/%d/%s", a.Code, a.Kind, a.RecordID, a.Period)
}

// AlertMute is an alert put aside (搁置) until a day, with the reason.
type AlertMute struct {
	ID       int64  `db:"id" json:"id"`
	Code     string `db:"code" json:"code"`
	Kind     string `db:"kind" json:"kind"`
	RecordID int64  `db:"record_id" json:"recordId"`
	Period   string `db:"period" json:"period"`
	Until    Date   `db:"until" json:"until"` // the last day it is put aside
	Reason   string `db:"reason" json:"reason"`
}

// Key is the Key of the alert it puts aside.
func (m AlertMute) Key() string {
	return Alert{Code: m.Code, Kind: m.Kind, RecordID: m.RecordID, Period: m.Period}.Key()
}

// Validate returns an *Error of CodeInvalid that names each faulty field. most
// is how many days an alert may be put aside at a time.
func (m AlertMute) Validate(today Date, most int) error {
	var f Faults
	f.Require("reason", "搁置的原因", m.Reason)
	f.MaxRunes("reason", "搁置的原因", m.Reason, 200)
	if days := m.Until.Sub(today); !m.Until.Valid() || days < 1 || days > most {
		f.Add("until", fmt.Sprintf("请写搁置 1 到 %d 天，到期后提醒会再出现", most))
	}
	return f.Err()
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (r AlertRule) Validate() error {
	var f Faults
	f.Require("name", "名称", r.Name)
	f.MaxRunes("name", "名称", r.Name, 40)
	f.Require("level", "等级", r.Level)
	f.OneOf("level", "等级", r.Level, AlertLevels)
	f.Require("source", "依据", strings.TrimSpace(r.Source))
	f.OneOf("state", "状态", r.State, AlertStates)
	for _, d := range DefaultAlerts {
		if r.Official && !d.Official && d.Code == r.Code && d.Source == r.Source {
			f.Add("source", "这个依据不是官方文件。有官方文件为据时，请写明文件名称和条款")
		}
	}
	return f.Err()
}

// lightness is the place of the level in AlertLevels.
func lightness(level string) int {
	for i, l := range AlertLevels {
		if l == level {
			return i
		}
	}
	return len(AlertLevels)
}

// LighterLevel returns the lighter of two levels.
func LighterLevel(a, b string) string {
	if lightness(a) > lightness(b) {
		return a
	}
	return b
}

// HeavierFirst orders alerts for a list: by level, then the latest first.
func HeavierFirst(a, b Alert) int {
	if d := lightness(a.Level) - lightness(b.Level); d != 0 {
		return d
	}
	return b.Days - a.Days
}

// AlertCount counts alerts by level; Muted are those put aside, in none of the
// others.
type AlertCount struct {
	Total  int `json:"total"`
	Red    int `json:"red"`
	Yellow int `json:"yellow"`
	Notes  int `json:"notes"`
	Muted  int `json:"muted"`
}

// Add counts one more alert of the level.
func (c *AlertCount) Add(level string) {
	c.Total++
	switch level {
	case AlertRed:
		c.Red++
	case AlertWarn:
		c.Yellow++
	default:
		c.Notes++
	}
}
