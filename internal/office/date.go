package office

import (
	"fmt"
	"time"
)

// Date is a calendar day as 2006-01-02; empty means not known.
type Date string

const isoDay = "2006-01-02"

// DateOf returns the calendar day of t in t's own zone.
func DateOf(t time.Time) Date { return Date(t.Format(isoDay)) }

// NewDate returns the day of the year, month and day; out-of-range parts carry
// over as in time.Date.
func NewDate(year, month, day int) Date {
	return DateOf(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC))
}

// Time returns the day's midnight in UTC; the zero time when d is no date.
func (d Date) Time() time.Time {
	t, err := time.Parse(isoDay, string(d))
	if err != nil {
		return time.Time{}
	}
	return t
}

// Valid tells whether d is a real day between 1900 and 2199.
func (d Date) Valid() bool {
	t, err := time.Parse(isoDay, string(d))
	return err == nil && t.Year() >= 1900 && t.Year() < 2200
}

// AddDays returns the day n days later.
func (d Date) AddDays(n int) Date { return DateOf(d.Time().AddDate(0, 0, n)) }

// AddYears returns the same day n years later; 29 February becomes 1 March.
func (d Date) AddYears(n int) Date { return DateOf(d.Time().AddDate(n, 0, 0)) }

// Sub returns the days from other to d.
func (d Date) Sub(other Date) int { return int(d.Time().Sub(other.Time()).Hours() / 24) }

// Year returns the calendar year, 0 when d is no date.
func (d Date) Year() int {
	if !d.Valid() {
		return 0
	}
	return d.Time().Year()
}

// Month returns the month as 2006-01.
func (d Date) Month() Month {
	if len(d) < 7 {
		return ""
	}
	return Month(d[:7])
}

// Chinese returns 2026年3月12日, the form used on papers.
func (d Date) Chinese() string {
	if !d.Valid() {
		return string(d)
	}
	t := d.Time()
	return fmt.Sprintf("%d年%d月%d日", t.Year(), int(t.Month()), t.Day())
}

// Month is a report month (月份) as 2006-01.
type Month string

// Valid tells whether m is a month.
func (m Month) Valid() bool {
	_, err := time.Parse("2006-01", string(m))
	return err == nil
}

// Add returns the month n months later.
func (m Month) Add(n int) Month {
	t, err := time.Parse("2006-01", string(m))
	if err != nil {
		return m
	}
	return Month(t.AddDate(0, n, 0).Format("2006-01"))
}

// Number returns the month of the year, 1 to 12; 0 when m is no month.
func (m Month) Number() int {
	t, err := time.Parse("2006-01", string(m))
	if err != nil {
		return 0
	}
	return int(t.Month())
}

// Chinese returns 2026年3月.
func (m Month) Chinese() string {
	t, err := time.Parse("2006-01", string(m))
	if err != nil {
		return string(m)
	}
	return fmt.Sprintf("%d年%d月", t.Year(), int(t.Month()))
}

// Period is the half-open range of days [From, To).
type Period struct {
	From Date `json:"from"`
	To   Date `json:"to"`
}

// Has tells whether the day lies in the period.
func (p Period) Has(d Date) bool { return d >= p.From && d < p.To }

// Last returns the period's last day.
func (p Period) Last() Date { return p.To.AddDays(-1) }

// Of returns the days of the month. boundary is the last day counted to the
// month (月界日): 0 means calendar months; 25 means the 26th of the month before
// to the 25th. It is a county's own setting.
func (m Month) Of(boundary int) Period {
	t, err := time.Parse("2006-01", string(m))
	if err != nil {
		return Period{}
	}
	y, n := t.Year(), int(t.Month())
	if boundary <= 0 || boundary >= 28 {
		return Period{NewDate(y, n, 1), NewDate(y, n+1, 1)}
	}
	return Period{NewDate(y, n-1, boundary+1), NewDate(y, n, boundary+1)}
}

// MonthAt returns the report month that the day counts to under the boundary.
func MonthAt(d Date, boundary int) Month {
	m := d.Month()
	if boundary > 0 && boundary < 28 && d.Time().Day() > boundary {
		return m.Add(1)
	}
	return m
}

// Term is one 学期 of a school year (学年), dated by the office itself.
type Term struct {
	ID         int64  `db:"id" json:"id"`
	SchoolYear string `db:"school_year" json:"schoolYear"` // 2025-2026
	Number     int    `db:"number" json:"number"`          // 1 秋季, 2 春季
	StartsOn   Date   `db:"starts_on" json:"startsOn"`
	EndsOn     Date   `db:"ends_on" json:"endsOn"`
}

// Name returns 2025—2026学年第一学期.
func (t Term) Name() string {
	n := "第一学期"
	if t.Number == 2 {
		n = "第二学期"
	}
	if len(t.SchoolYear) != 9 {
		return t.SchoolYear + "学年" + n
	}
	return t.SchoolYear[:4] + "—" + t.SchoolYear[5:] + "学年" + n
}

// SchoolYearOf returns the school year of the day as 2025-2026; a school
// year (学年) runs from 1 September to 31 August.
func SchoolYearOf(d Date) string {
	y := d.Year()
	if d.Time().Month() < time.September {
		y--
	}
	return fmt.Sprintf("%d-%d", y, y+1)
}

// SchoolYearMonths returns the twelve months of the school year from September
// to August.
func SchoolYearMonths(schoolYear string) []Month {
	var y int
	if _, err := fmt.Sscanf(schoolYear, "%4d", &y); err != nil {
		return []Month{}
	}
	months := make([]Month, 12)
	for i := range months {
		months[i] = Month(fmt.Sprintf("%d-09", y)).Add(i)
	}
	return months
}
