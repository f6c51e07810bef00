package desk

import (
	"strconv"

	"dudao/internal/office"
	"dudao/internal/store"
)

// HeatInput names the school year, by any month or 学期 of it; empty is now.
type HeatInput struct {
	Span string `json:"span"`
}

// Heat is the visits of every school in every month of a school year.
type Heat struct {
	SchoolYear string      `json:"schoolYear"`
	Months     []HeatMonth `json:"months"`
	Rows       []HeatRow   `json:"rows"`
	Most       int         `json:"most"` // of a school in a month
}

// HeatMonth is a column: all visits of the month.
type HeatMonth struct {
	Month  string `json:"month"`
	Visits Mark   `json:"visits"`
	Begun  bool   `json:"begun"`
	Exempt bool   `json:"exempt"`
}

// The cells of the heat map that are no number of visits.
const (
	heatNothing = -1 // nothing is asked: exempt, not begun, not open
	heatMissing = 0  // due, and not visited
)

// HeatRow is a school; Cells stand beside the months: visits, heatMissing or
// heatNothing. A cell's list is that of the visits of the school in the month.
type HeatRow struct {
	ID           int64  `json:"id"`
	School       string `json:"school"`
	Zone         string `json:"zone"`
	Town         string `json:"town"`
	Kindergarten bool   `json:"kindergarten"`
	Cells        []int  `json:"cells"`
	All          Mark   `json:"all"`
}

// Heat returns the heat map of a school year.
func (h *Home) Heat(in HeatInput) (out Heat, err error) {
	defer caught(&err)
	span, err := h.spanOf(in.Span)
	if err != nil {
		return out, err
	}
	set, err := h.d.store.Settings()
	if err != nil {
		return out, err
	}
	today, err := h.d.store.AsOf()
	if err != nil {
		return out, err
	}
	out = Heat{SchoolYear: office.SchoolYearOf(span.Last().Of(0).Last()), Months: []HeatMonth{}, Rows: []HeatRow{}}
	months := office.SchoolYearMonths(out.SchoolYear)
	p := office.Period{From: months[0].Of(set.MonthBoundary).From, To: months[11].Of(set.MonthBoundary).To}
	days, err := h.d.store.SchoolDays(p)
	if err != nil {
		return out, err
	}
	visits, sums, at := map[int64][]int{}, make([]int, 12), map[office.Month]int{}
	for i, m := range months {
		at[m] = i
	}
	for _, d := range days {
		if visits[d.SchoolID] == nil {
			visits[d.SchoolID] = make([]int, 12)
		}
		i := at[office.MonthAt(d.Date, set.MonthBoundary)]
		visits[d.SchoolID][i] += d.Visits
		sums[i] += d.Visits
	}
	for i, m := range months {
		out.Months = append(out.Months, HeatMonth{Month: string(m), Visits: mark(sums[i], "/visits", "month", string(m), "counted", "1"),
			Begun: m.Of(set.MonthBoundary).From <= today, Exempt: set.Exempt(m)})
	}
	schools, err := h.d.store.HeatSchools(office.MonthDay(p, h.d.store.Today()))
	if err != nil {
		return out, err
	}
	for _, s := range schools {
		if row, listed := heatRow(s, visits[s.ID], months, out.Months, set, h.d.store.Today()); listed {
			for _, n := range row.Cells {
				out.Most = max(out.Most, n)
			}
			row.All = mark(row.All.Value, "/visits", "school", strconv.FormatInt(s.ID, 10), "from", string(p.From), "to", string(p.Last()), "counted", "1")
			out.Rows = append(out.Rows, row)
		}
	}
	return out, nil
}

// heatRow is a school's row; it is listed when it was open in any month or has
// a visit.
func heatRow(s store.HeatSchool, visits []int, months []office.Month, heads []HeatMonth, set office.Settings, today office.Date) (row HeatRow, listed bool) {
	row = HeatRow{ID: s.ID, School: shortName(s.School, set.CountyName), Zone: s.Zone, Town: s.Town, Kindergarten: s.Kindergarten(), Cells: make([]int, 12)}
	if row.Zone == "" {
		row.Zone = office.Unzoned
	}
	for i, m := range months {
		if visits != nil && visits[i] > 0 {
			row.Cells[i], listed = visits[i], true
			row.All.Value += visits[i]
			continue
		}
		row.Cells[i] = heatNothing
		open := s.OpenOn(office.MonthDay(m.Of(set.MonthBoundary), today))
		if open && heads[i].Begun {
			listed = true
			if !heads[i].Exempt {
				row.Cells[i] = heatMissing
			}
		}
	}
	return row, listed
}

// shortName is a school's name as a narrow column shows it.
func shortName(s office.School, county string) string {
	if s.ShortName != "" {
		return s.ShortName
	}
	return office.ShortSchool(s.Name, county)
}
