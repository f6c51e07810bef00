package office

import (
	"slices"
	"testing"
)

func TestSpansAreReadNamedAndComparedWith(t *testing.T) {
	terms := []Term{{ID: 1, SchoolYear: "2025-2026", Number: 1, StartsOn: "2025-08-28", EndsOn: "2026-01-23"}}
	for _, c := range []struct {
		key, name, period, before, yearBefore string
		months                                int
	}{
		{"2026-03", "2026年3月", "2026-03-01 2026-04-01", "2026-02", "2025-03", 1},
		{"2025-2026-1", "2025—2026学年第一学期", "2025-08-01 2026-02-01", "2024-2025-2", "2024-2025-1", 6},
		{"2025-1", "2025—2026学年第一学期", "2025-08-01 2026-02-01", "2024-2025-2", "2024-2025-1", 6},
		{"2025-2026-2", "2025—2026学年第二学期", "2026-02-01 2026-08-01", "2025-2026-1", "2024-2025-2", 6},
		{"2026", "2026年度", "2026-01-01 2027-01-01", "2025", "", 12},
	} {
		s, err := ParseSpan(c.key, terms, 0)
		if err != nil {
			t.Errorf("%s: %v", c.key, err)
			continue
		}
		p := s.Of(0)
		if got := string(p.From + " " + p.To); s.Chinese() != c.name || got != c.period || s.Before() != c.before || s.YearBefore() != c.yearBefore || len(s.Months) != c.months {
			t.Errorf("%s: %s, %s, before %s, a year before %s, %d months", c.key, s.Chinese(), got, s.Before(), s.YearBefore(), len(s.Months))
		}
		if again, err := ParseSpan(s.Key, terms, 0); err != nil || !slices.Equal(again.Months, s.Months) {
			t.Errorf("%s read again: %v %v", s.Key, again, err)
		}
	}
	for _, bad := range []string{"", "2026-13", "2025-2027-1", "2025-2026-3", "2025-2026", "26", "三月"} {
		if s, err := ParseSpan(bad, terms, 0); CodeOf(err) != CodeInvalid {
			t.Errorf("%q: %+v, %v", bad, s, err)
		}
	}
}

// A county whose months end on the 25th: the 学期 begins in the month that its
// first day counts to.
func TestTermByTheCountysOwnMonths(t *testing.T) {
	terms := []Term{{SchoolYear: "2025-2026", Number: 1, StartsOn: "2025-08-28", EndsOn: "2026-01-23"}}
	s, err := ParseSpan("2025-1", terms, 25)
	if err != nil || s.Months[0] != "2025-09" || s.Of(25).From != "2025-08-26" || s.Last() != "2026-01" {
		t.Errorf("%+v %v from %s", s, err, s.Of(25).From)
	}
}

// A 学期 that ends in the month in which the next begins leaves the month to it.
func TestNoMonthBelongsToTwoTerms(t *testing.T) {
	terms := []Term{{SchoolYear: "2025-2026", Number: 1, StartsOn: "2025-09-01", EndsOn: "2026-02-06"},
		{SchoolYear: "2025-2026", Number: 2, StartsOn: "2026-02-24", EndsOn: "2026-07-10"}}
	first, err := ParseSpan("2025-1", terms, 0)
	second, err2 := ParseSpan("2025-2", terms, 0)
	if err != nil || err2 != nil || first.Last() != "2026-01" || second.Months[0] != "2026-02" || second.Last() != "2026-07" {
		t.Errorf("%v %v, %v %v", first.Months, err, second.Months, err2)
	}
}
