package office

import "strings"

// YearTable is the year month by month (学校×月份), the school year or in a year's report the calendar year: how often each school
// was visited, and the office's visits beside those of the year before.
type YearTable struct {
	Year   string // 2025—2026学年, of a year's report 2026年
	Months []Month
	Rows   []YearRow
	// Visits and LastYear stand beside Months; Past tells which months are over
	// or running.
	Visits   []int
	LastYear []int
	Past     []bool
	Exempt   []bool
	// HasLastYear tells whether any visit of the year before is on record.
	HasLastYear bool
}

// YearRow is one school's year: the visits of each month by their ids.
type YearRow struct {
	SchoolID int64
	School   string
	Zone     string
	Visits   [][]int64
	Total    int
}

// TableMonths are the twelve months of the table over a year: those of the
// school year, of a year's report its own.
func (b MonthBook) TableMonths() []Month {
	if b.This.Span.Kind == SpanYear {
		return b.This.Span.Months
	}
	return SchoolYearMonths(SchoolYearOf(b.This.Period.Last()))
}

func (b MonthBook) yearName() string {
	if b.This.Span.Kind == SpanYear {
		return b.This.Span.Key + "年"
	}
	return strings.Replace(SchoolYearOf(b.This.Period.Last()), "-", "—", 1) + "学年"
}

// year counts the school year of the period by the office's own month boundary.
func (b MonthBook) year() YearTable {
	set := b.Settings
	t := YearTable{Year: b.yearName(), Months: b.TableMonths()}
	at := map[Month]int{}
	for i, m := range t.Months {
		at[m] = i
		t.Visits, t.LastYear = append(t.Visits, 0), append(t.LastYear, 0)
		t.Past = append(t.Past, m <= b.This.Span.Last())
		t.Exempt = append(t.Exempt, set.Exempt(m))
	}
	rows := map[int64]int{}
	for _, s := range b.This.Schools {
		if !s.Open {
			continue
		}
		rows[s.ID] = len(t.Rows)
		t.Rows = append(t.Rows, YearRow{SchoolID: s.ID, School: s.Name, Zone: s.Zone, Visits: make([][]int64, len(t.Months))})
	}
	for _, d := range b.Days {
		m := MonthAt(d.Date, set.MonthBoundary)
		if i, ok := at[m.Add(12)]; ok {
			t.LastYear[i]++
			t.HasLastYear = true
		}
		i, ok := at[m]
		if !ok || m > b.This.Span.Last() {
			continue
		}
		t.Visits[i]++
		if r, ok := rows[d.SchoolID]; ok {
			t.Rows[r].Visits[i] = append(t.Rows[r].Visits[i], d.ID)
			t.Rows[r].Total++
		}
	}
	return t
}
