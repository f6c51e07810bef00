package desk

import (
	"slices"
	"strings"

	"dudao/internal/office"
	"dudao/internal/store"
)

// Alerts is the screen 待办提醒.
type Alerts struct{ d *Desk }

// AlertQuery asks for alerts; empty fields ask for all. Muted asks for those put
// aside instead.
type AlertQuery struct {
	Level  string `json:"level"`
	Code   string `json:"code"`
	Zone   string `json:"zone"` // office.Unzoned for what lies in none
	School int64  `json:"school"`
	Muted  bool   `json:"muted"`
}

// AlertPage is what is to be done on a day, rule by rule, the heaviest first.
type AlertPage struct {
	office.AlertCount
	Day    office.Date  `json:"day"`
	Groups []AlertGroup `json:"groups"`
	// Off are the rules that are switched off.
	Off []office.AlertRule `json:"off"`
}

// AlertGroup is one rule with what it found.
type AlertGroup struct {
	Rule  office.AlertRule  `json:"rule"`
	Mend  string            `json:"mend"` // what to do about it
	Count office.AlertCount `json:"count"`
	Rows  []store.AlertRow  `json:"rows"`
}

// List returns the alerts asked for.
func (a *Alerts) List(q AlertQuery) (page AlertPage, err error) {
	defer caught(&err)
	return a.d.alerts(q)
}

func (d *Desk) alerts(q AlertQuery) (page AlertPage, err error) {
	page = AlertPage{Groups: []AlertGroup{}, Off: []office.AlertRule{}}
	book, err := d.store.Alerts()
	if err != nil {
		return page, err
	}
	page.Day = book.Day
	all, err := d.store.AlertRules()
	if err != nil {
		return page, err
	}
	groups := map[string]*AlertGroup{}
	for _, r := range all {
		if r.State != office.AlertStates[0] {
			page.Off = append(page.Off, r)
			continue
		}
		groups[r.Code] = &AlertGroup{Rule: r, Mend: office.AlertMends[r.Code], Rows: []store.AlertRow{}}
	}
	for _, row := range book.Rows {
		if !q.wants(row) {
			continue
		}
		if row.MuteID != 0 {
			page.Muted++
		}
		if (row.MuteID != 0) != q.Muted {
			continue
		}
		g := groups[row.Code]
		g.Rows = append(g.Rows, row)
		g.Count.Add(row.Level)
		page.Add(row.Level)
	}
	for _, g := range groups {
		if len(g.Rows) > 0 {
			page.Groups = append(page.Groups, *g)
		}
	}
	// The rows of a group stand the heaviest first, so the first tells of all.
	slices.SortFunc(page.Groups, func(a, b AlertGroup) int {
		if x, y := slices.Index(office.AlertLevels, a.Rows[0].Level), slices.Index(office.AlertLevels, b.Rows[0].Level); x != y {
			return x - y
		}
		return strings.Compare(a.Rule.Code, b.Rule.Code)
	})
	return page, nil
}

func (q AlertQuery) wants(row store.AlertRow) bool {
	zone := q.Zone
	if zone == office.Unzoned {
		zone = ""
	}
	return (q.Level == "" || q.Level == row.Level) && (q.Code == "" || q.Code == row.Code) &&
		(q.Zone == "" || zone == row.Zone) && (q.School == 0 || q.School == row.SchoolID)
}

// Count counts what is to be done, for the side bar.
func (a *Alerts) Count() (count office.AlertCount, err error) {
	defer caught(&err)
	book, err := a.d.store.Alerts()
	for _, row := range book.Rows {
		if row.MuteID != 0 {
			count.Muted++
		} else {
			count.Add(row.Level)
		}
	}
	return count, err
}

// MuteInput names an alert and for how many days it is put aside, and why.
type MuteInput struct {
	Code     string `json:"code"`
	Kind     string `json:"kind"`
	RecordID int64  `json:"recordId"`
	Period   string `json:"period"`
	Days     int    `json:"days"`
	Reason   string `json:"reason"`
}

// Mute puts an alert aside. CodeNotFound when no such alert stands.
func (a *Alerts) Mute(in MuteInput) (err error) {
	defer caught(&err)
	book, err := a.d.store.Alerts()
	if err != nil {
		return err
	}
	m := office.AlertMute{Code: in.Code, Kind: in.Kind, RecordID: in.RecordID, Period: in.Period,
		Until: book.Day.AddDays(in.Days), Reason: strings.TrimSpace(in.Reason)}
	i := slices.IndexFunc(book.Rows, func(r store.AlertRow) bool { return r.Key() == m.Key() })
	if i < 0 {
		return office.Errorf(office.CodeNotFound, "这条提醒已经不在了，可能已经处理好。请刷新待办。")
	}
	return done(a.d, a.d.store.MuteAlert(m, book.Rows[i].Title))
}

// Unmute brings an alert back that was put aside.
func (a *Alerts) Unmute(muteID int64) (err error) {
	defer caught(&err)
	return done(a.d, a.d.store.UnmuteAlert(muteID))
}

// AlertRuleRow is an alert rule with the numbers it goes by.
type AlertRuleRow struct {
	Rule    office.AlertRule `json:"rule"`
	Mend    string           `json:"mend"`
	Numbers []office.Rule    `json:"numbers"` // in force now
}

// Rules returns every alert rule, by code.
func (a *Alerts) Rules() (list []AlertRuleRow, err error) {
	defer caught(&err)
	list = []AlertRuleRow{}
	rules, err := a.d.store.AlertRules()
	if err != nil {
		return list, err
	}
	numbers, err := a.d.store.Rules()
	if err != nil {
		return list, err
	}
	day, err := a.d.store.AsOf()
	if err != nil {
		return list, err
	}
	for _, r := range rules {
		row := AlertRuleRow{Rule: r, Mend: office.AlertMends[r.Code], Numbers: []office.Rule{}}
		for _, key := range office.AlertNumbers[r.Code] {
			row.Numbers = append(row.Numbers, inForce(numbers, key, day)...)
		}
		list = append(list, row)
	}
	return list, nil
}

// inForce returns the version of the rule that holds on the day, none when the
// rule is not there.
func inForce(rules []office.Rule, key string, day office.Date) []office.Rule {
	found := []office.Rule{}
	for _, r := range rules {
		if r.Key == key && (len(found) == 0 || (r.ValidFrom <= day && r.ValidFrom > found[0].ValidFrom)) {
			found = []office.Rule{r}
		}
	}
	return found
}

// SaveRule changes an alert rule.
func (a *Alerts) SaveRule(in office.AlertRule) (out office.AlertRule, err error) {
	defer caught(&err)
	out, err = a.d.store.SaveAlertRule(in)
	return ok(a.d, out, err)
}
