package desk

import (
	"fmt"

	"dudao/internal/office"
	"dudao/internal/store"
)

// Home is the screen 首页: what is due.
type Home struct{ d *Desk }

// HomeInput asks for a month; empty means today's.
type HomeInput struct {
	Month office.Month `json:"month"`
}

// HomePage is what is due, and the month at a glance.
type HomePage struct {
	Month      office.Month          `json:"month"`
	Office     string                `json:"office"`
	Sample     bool                  `json:"sample"`
	Empty      bool                  `json:"empty"` // no schools yet
	Exempt     bool                  `json:"exempt"`
	Due        int                   `json:"due"`
	Visited    int                   `json:"visited"`
	Unvisited  []store.SchoolRow     `json:"unvisited"`
	Zones      []ZoneState           `json:"zones"`
	Overloaded []store.InspectorLoad `json:"overloaded"`
	Limit      int                   `json:"limit"` // RuleInspectorOverload
	Missing    []MissingPaper        `json:"missing"`
	// Lacking is the sum of what must be there; a photo is only wished for.
	Lacking    int                `json:"lacking"`
	Overdue    []store.FindingRow `json:"overdue"`
	OverdueAll int                `json:"overdueAll"`
	Today      HomeToday          `json:"today"`
	Counts     HomeCounts         `json:"counts"`
	Tray       int                `json:"tray"`       // papers that wait in the tray
	LastBackup string             `json:"lastBackup"` // '' when there is none
}

// ZoneState is a zone's month with the limits it breaks.
type ZoneState struct {
	store.ZoneLoad
	Warnings []string `json:"warnings"`
}

// MissingPaper is a kind of paper that visits of the month lack.
type MissingPaper struct {
	Key   string `json:"key"` // value of the visits' filter missing
	Name  string `json:"name"`
	Count int    `json:"count"`
}

// HomeCounts is the size of the county.
type HomeCounts struct {
	Schools       int `json:"schools"`
	Kindergartens int `json:"kindergartens"`
	Inspectors    int `json:"inspectors"`
	Visits        int `json:"visits"`
}

// Get returns the first page of a month.
func (h *Home) Get(in HomeInput) (page HomePage, err error) {
	defer caught(&err)
	st := h.d.store
	set, err := st.Settings()
	if err != nil {
		return page, err
	}
	if !in.Month.Valid() {
		if in.Month, _, err = h.d.thisMonth(); err != nil {
			return page, err
		}
	}
	page = HomePage{Month: in.Month, Office: set.OfficeName, Sample: set.Sample, Exempt: set.Exempt(in.Month), Missing: []MissingPaper{}, Zones: []ZoneState{}}
	period := in.Month.Of(set.MonthBoundary)
	if page.Counts.Schools, page.Counts.Kindergartens, err = st.SchoolCounts(office.MonthDay(period, st.Today())); err != nil {
		return page, err
	}
	page.Due = page.Counts.Schools + page.Counts.Kindergartens
	page.Empty = page.Due == 0
	for _, step := range []func(*HomePage, office.Period) error{h.schools, h.loads, h.missing, h.overdue, h.size, h.today} {
		if err := step(&page, period); err != nil {
			return page, err
		}
	}
	if page.Tray, err = st.TrayCount(); err != nil {
		return page, err
	}
	backups, err := h.d.backups()
	if len(backups) > 0 {
		page.LastBackup = backups[0].At
	}
	return page, err
}

func (h *Home) schools(page *HomePage, p office.Period) error {
	list, err := h.d.store.Schools(store.ListQuery{Filters: map[string]string{"unvisited": "1"}}, p)
	page.Unvisited = list.Rows
	page.Visited = page.Due - list.Total
	return err
}

func (h *Home) loads(page *HomePage, p office.Period) error {
	day := office.MonthDay(p, h.d.store.Today())
	zones, err := h.d.store.ZoneLoads(p)
	if err != nil {
		return err
	}
	maxSchools, err := h.d.store.Rule(office.RuleZoneSchools, day)
	if err != nil {
		return err
	}
	minInspectors, err := h.d.store.Rule(office.RuleZoneInspectors, day)
	if err != nil {
		return err
	}
	for _, z := range zones {
		state := ZoneState{ZoneLoad: z, Warnings: []string{}}
		if float64(z.Schools) > maxSchools {
			state.Warnings = append(state.Warnings, fmt.Sprintf("学校 %d 所，超过 %g 所", z.Schools, maxSchools))
		}
		if float64(z.Inspectors) < minInspectors {
			state.Warnings = append(state.Warnings, fmt.Sprintf("督学 %d 名，少于 %g 名", z.Inspectors, minInspectors))
		}
		page.Zones = append(page.Zones, state)
	}
	limit, err := h.d.store.Rule(office.RuleInspectorOverload, day)
	if err != nil {
		return err
	}
	page.Limit = int(limit)
	page.Overloaded, err = h.d.store.InspectorLoads(day, page.Limit)
	return err
}

func (h *Home) missing(page *HomePage, p office.Period) error {
	counts, err := h.d.store.MissingCounts(p)
	if err != nil {
		return err
	}
	for _, m := range []MissingPaper{{Key: "record", Name: "没有纪实或记录日期"}, {Key: "feedback", Name: "没有反馈日期"}, {Key: "sign", Name: "缺签字"}, {Key: "photo", Name: "没有照片或扫描件"}} {
		if m.Count = counts[m.Key]; m.Count > 0 {
			page.Missing = append(page.Missing, m)
			if m.Key != "photo" {
				page.Lacking += m.Count
			}
		}
	}
	return nil
}

func (h *Home) overdue(page *HomePage, _ office.Period) error {
	list, err := h.d.store.Findings(store.ListQuery{Page: 1, Size: 20, Sort: "dueOn", Filters: map[string]string{"overdue": "1"}})
	page.Overdue, page.OverdueAll = list.Rows, list.Total
	return err
}

func (h *Home) size(page *HomePage, p office.Period) error {
	inspectors, err := h.d.store.Inspectors(store.ListQuery{Page: 1, Size: 1, Filters: map[string]string{"state": "在聘"}}, p)
	if err != nil {
		return err
	}
	visits, err := h.d.store.VisitCount(p)
	page.Counts.Inspectors, page.Counts.Visits = inspectors.Total, visits
	return err
}

// HomeToday is what the day itself asks for.
type HomeToday struct {
	Day      office.Date          `json:"day"`
	Planned  []store.PlannedVisit `json:"planned"`
	Meetings []store.Option       `json:"meetings"`
	// DueToday and DueWeek are problems to be put right today and in the seven
	// days after.
	DueToday int `json:"dueToday"`
	DueWeek  int `json:"dueWeek"`
}

func (h *Home) today(page *HomePage, _ office.Period) error {
	st := h.d.store
	day, err := st.AsOf()
	if err != nil {
		return err
	}
	t := &page.Today
	t.Day = day
	set, err := st.Settings()
	if err != nil {
		return err
	}
	if t.Planned, err = st.PlannedOn(day, office.MonthAt(day, set.MonthBoundary)); err != nil {
		return err
	}
	if t.Meetings, err = st.MeetingsOn(day); err != nil {
		return err
	}
	for _, due := range []struct {
		filter string
		into   *int
	}{{"today", &t.DueToday}, {"week", &t.DueWeek}} {
		list, err := st.Findings(store.ListQuery{Page: 1, Size: 1, Filters: map[string]string{"due": due.filter}})
		if err != nil {
			return err
		}
		*due.into = list.Total
	}
	return nil
}
