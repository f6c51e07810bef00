package office

import (
	"regexp"
	"strconv"
)

// DaySpan is a span of days, both included.
type DaySpan struct{ From, To Date }

var (
	foundYear     = regexp.MustCompile(`^(19\d\d|20\d\d)年度?$`)
	foundMonth    = regexp.MustCompile(`^(\d{1,2})月份?$`)
	foundMonthDay = regexp.MustCompile(`^(\d{1,2})(?:月|[./\-])(\d{1,2})[日号]?$`)
	serialDigits  = regexp.MustCompile(`^\d{5}$`)
)

// FindDays reads what a clerk types to find something by its day: 2026-03-12,
// 2026年3月12日, 20260312, 2026.3, 2026年, and without a year, for each year of the
// span, 3月12日, 3.12 and 3月. Nothing when the word is no date.
func FindDays(word string, years DaySpan) []DaySpan {
	t := plainDate(word)
	if t == "" || len(word) > longestDate || serialDigits.MatchString(t) {
		return nil
	}
	if day, fault := ParseDate(word, false, YearHint{}); fault == "" {
		return []DaySpan{{day, day}}
	}
	if month, fault := ParseYearMonth(word, false); fault == "" && len(month) == 7 {
		first := Date(month + "-01")
		return []DaySpan{{first, lastOfMonth(first)}}
	}
	if m := foundYear.FindStringSubmatch(t); m != nil {
		return []DaySpan{{Date(m[1] + "-01-01"), Date(m[1] + "-12-31")}}
	}
	out := []DaySpan{}
	for year := years.From.Year(); year <= years.To.Year(); year++ {
		if m := foundMonth.FindStringSubmatch(t); m != nil {
			if first := NewDate(year, atoi(m[1]), 1); first.Valid() && atoi(m[1]) >= 1 && atoi(m[1]) <= 12 {
				out = append(out, DaySpan{first, lastOfMonth(first)})
			}
		} else if m := foundMonthDay.FindStringSubmatch(t); m != nil {
			if day, fault := checkedDay(strconv.Itoa(year), m[1], m[2], word); fault == "" {
				out = append(out, DaySpan{day, day})
			}
		}
	}
	return out
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

func lastOfMonth(first Date) Date {
	month := first[:7]
	last := first
	for day := first.AddDays(27); day[:7] == month; day = day.AddDays(1) {
		last = day
	}
	return last
}
