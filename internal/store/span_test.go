package store

import (
	"testing"

	"dudao/internal/office"
)

// The months of a 学期 and of a year add up to it, for the office and each zone,
// whatever the county's month boundary is.
func TestMonthsAddUpToTermAndYear(t *testing.T) {
	s := smallCounty(t)
	for _, boundary := range []int{0, 25} {
		set := must[office.Settings](t)(s.Settings())
		set.MonthBoundary = boundary
		if err := s.SaveSettings(set); err != nil {
			t.Fatal(err)
		}
		for _, key := range []string{"2025-2026-1", "2025-2026-2", "2025"} {
			whole := must[office.MonthBook](t)(s.MonthBook(key))
			for _, zone := range append([]string{""}, whole.This.ZoneNames()...) {
				addsUp(t, whole.In(zone).Compose(), key+" "+zone)
			}
			sumOfBooks(t, s, whole)
		}
	}
}

var additive = []string{office.FigVisits, office.FigPersons, office.FigHalfDays, office.MethodKey(0), office.FigFound, office.FigOnSpot, office.FigClosed, office.FigFeedback,
	office.FigRepeats, office.FigPractices, office.PaperKey(office.NoticeRectify), office.PaperKey(office.NoticeReminder)}

func addsUp(t *testing.T, r office.MonthReport, what string) {
	t.Helper()
	if len(r.Months) == 0 {
		t.Errorf("%s has no months", what)
	}
	for _, key := range additive {
		sum := 0.0
		for _, m := range r.Months {
			sum += m.Figures.Get(key).Value
		}
		if all := r.Figures.Get(key).Value; sum != all {
			t.Errorf("%s: %s is %v, its months add up to %v", what, key, all, sum)
		}
	}
}

// sumOfBooks compares with the months' own reports, each loaded by itself.
func sumOfBooks(t *testing.T, s *Store, whole office.MonthBook) {
	t.Helper()
	figures := whole.Compose().Figures
	sums := map[string]float64{}
	for _, m := range whole.This.Span.Months {
		month := must[office.MonthBook](t)(s.MonthBook(string(m))).Compose().Figures
		for _, key := range additive {
			sums[key] += month.Get(key).Value
		}
	}
	for _, key := range additive {
		if figures.Get(key).Value != sums[key] {
			t.Errorf("%s: %s is %v, the months' reports say %v", whole.This.Span.Key, key, figures.Get(key).Value, sums[key])
		}
	}
	if figures.Get(office.FigVisits).Value == 0 {
		t.Errorf("%s has no visits: nothing was compared", whole.This.Span.Key)
	}
}
