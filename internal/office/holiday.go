package office

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

//go:embed holidays.json
var holidaysJSON []byte

// Holiday is one day that is not what its weekday says: 休 (a day off) or 班
// (调休, a weekend day worked).
type Holiday struct {
	Day  Date   `db:"day" json:"day"`
	Kind string `db:"kind" json:"kind"`
	Name string `db:"name" json:"name"`
}

// Holidays returns the State Council's published arrangements, the first fill
// of the office's own calendar.
func Holidays() []Holiday {
	var file struct {
		Off  map[string]string `json:"off"`
		Work map[string]string `json:"work"`
	}
	if err := json.Unmarshal(holidaysJSON, &file); err != nil {
		panic(fmt.Sprintf("embedded holidays.json: %v", err))
	}
	out := []Holiday{}
	for day, name := range file.Off {
		out = append(out, Holiday{Date(day), "休", name})
	}
	for day, name := range file.Work {
		out = append(out, Holiday{Date(day), "班", name})
	}
	slices.SortFunc(out, func(a, b Holiday) int { return strings.Compare(string(a.Day), string(b.Day)) })
	return out
}

// Calendar counts working days (工作日).
type Calendar map[Date]string

// NewCalendar makes a calendar of the holidays.
func NewCalendar(days []Holiday) Calendar {
	c := Calendar{}
	for _, d := range days {
		c[d.Day] = d.Kind
	}
	return c
}

// Workday tells whether the office works on the day.
func (c Calendar) Workday(d Date) bool {
	switch c[d] {
	case "休":
		return false
	case "班":
		return true
	}
	w := d.Time().Weekday()
	return w != time.Saturday && w != time.Sunday
}

// AddWorkdays returns the n-th working day after d; n must not be negative.
func (c Calendar) AddWorkdays(d Date, n int) Date {
	for n > 0 {
		d = d.AddDays(1)
		if c.Workday(d) {
			n--
		}
	}
	return d
}
