package office

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
)

// The kinds of spans.
const (
	SpanMonth = "month"
	SpanTerm  = "term"
	SpanYear  = "year"
)

// Span is the time that a report speaks of (报告期间): a month, a 学期 or a
// calendar year. It is made of whole report months, so that the months' reports
// add up to it.
type Span struct {
	// Key is 2026-03, 2025-2026-1 or 2026.
	Key    string
	Kind   string
	Months []Month
}

// SpanWords are the words for a span and those beside it: 本月, 上月, 上年同月, 下月.
type SpanWords struct{ This, Last, LastYear, Next string }

var spanWords = map[string]SpanWords{
	SpanMonth: {"本月", "上月", "上年同月", "下月"},
	SpanTerm:  {"本学期", "上学期", "上学年同期", "下学期"},
	SpanYear:  {"本年", "上年", "上年", "下年"},
}

// Words returns the words for the span and those beside it.
func (s Span) Words() SpanWords { return spanWords[s.Kind] }

var termKey = regexp.MustCompile(`^(\d{4})(?:-(\d{4}))?-([12])$`)

// ParseSpan reads a span's key: 2026-03 is a month, 2025-2026-1 or shortly 2025-1 the
// first 学期 of a school year, 2026 a year. terms are the office's own; a 学期
// that is not among them runs from September to January or February to July.
//
// Error: CodeInvalid for anything else.
func ParseSpan(key string, terms []Term, boundary int) (Span, error) {
	if m := Month(key); m.Valid() {
		return Span{key, SpanMonth, []Month{m}}, nil
	}
	if y, err := strconv.Atoi(key); err == nil && y >= 1900 && y < 2200 {
		return Span{key, SpanYear, monthsFrom(Month(key+"-01"), 12)}, nil
	}
	if found := termKey.FindStringSubmatch(key); found != nil {
		y, _ := strconv.Atoi(found[1]) // four digits, as the pattern has it
		if year := fmt.Sprintf("%d-%d", y, y+1); found[2] == "" || year == found[1]+"-"+found[2] {
			return termSpan(year, y, found[3], terms, boundary), nil
		}
	}
	return Span{}, Invalid("报告期间“%s”不对：月份写成 2026-03，学期写成 2025-2026-1，年度写成 2026。", key)
}

func termSpan(schoolYear string, y int, number string, terms []Term, boundary int) Span {
	s := Span{Key: schoolYear + "-" + number, Kind: SpanTerm}
	for _, t := range terms {
		if t.Key() != s.Key {
			continue
		}
		for m := MonthAt(t.StartsOn, boundary); m <= MonthAt(t.EndsOn, boundary) && !beginsLater(terms, t, m, boundary); m = m.Add(1) {
			s.Months = append(s.Months, m)
		}
		return s
	}
	if number == "1" {
		s.Months = monthsFrom(Month(fmt.Sprintf("%d-09", y)), 5)
	} else {
		s.Months = monthsFrom(Month(fmt.Sprintf("%d-02", y+1)), 6)
	}
	return s
}

// beginsLater tells whether a later term begins in the month: it then counts to
// that one, no month to two.
func beginsLater(terms []Term, t Term, m Month, boundary int) bool {
	return slices.ContainsFunc(terms, func(other Term) bool { return other.StartsOn > t.StartsOn && MonthAt(other.StartsOn, boundary) == m })
}

func monthsFrom(first Month, n int) []Month {
	months := make([]Month, n)
	for i := range months {
		months[i] = first.Add(i)
	}
	return months
}

// Key returns the span key of the term, e.g. 2025-2026-1.
func (t Term) Key() string { return t.SchoolYear + "-" + strconv.Itoa(t.Number) }

// Chinese returns 2026年3月, 2025—2026学年第一学期 or 2026年度.
func (s Span) Chinese() string {
	switch s.Kind {
	case SpanYear:
		return s.Key + "年度"
	case SpanTerm:
		n := int(s.Key[len(s.Key)-1] - '0')
		return Term{SchoolYear: s.Key[:len(s.Key)-2], Number: n}.Name()
	}
	return Month(s.Key).Chinese()
}

// Of returns the days of the span; boundary as in Month.Of.
func (s Span) Of(boundary int) Period {
	if len(s.Months) == 0 {
		return Period{}
	}
	return Period{s.Months[0].Of(boundary).From, s.Last().Of(boundary).To}
}

// Last returns the span's last month.
func (s Span) Last() Month {
	if len(s.Months) == 0 {
		return ""
	}
	return s.Months[len(s.Months)-1]
}

// Before returns the key of the span before: the month, 学期 or year.
func (s Span) Before() string {
	switch s.Kind {
	case SpanYear:
		return shiftYear(s.Key, -1)
	case SpanTerm:
		if s.Key[len(s.Key)-1] == '2' {
			return s.Key[:len(s.Key)-1] + "1"
		}
		return shiftYear(s.Key[:4], -1) + "-" + s.Key[:4] + "-2"
	}
	return string(Month(s.Key).Add(-1))
}

// YearBefore returns the key of the same span a year before; of a year it is
// empty, Before says it already.
func (s Span) YearBefore() string {
	switch s.Kind {
	case SpanYear:
		return ""
	case SpanTerm:
		return shiftYear(s.Key[:4], -1) + "-" + s.Key[:4] + s.Key[len(s.Key)-2:]
	}
	return string(Month(s.Key).Add(-12))
}

func shiftYear(year string, by int) string {
	y, _ := strconv.Atoi(year) // four digits of a parsed key
	return strconv.Itoa(y + by)
}
