package store

import (
	"testing"

	"dudao/internal/office"
)

func TestAnOwnNumberIsNotOfficial(t *testing.T) {
	s := openTest(t)
	for _, r := range must[[]office.Rule](t)(s.Rules()) {
		if r.Key != office.RuleVisitsPerMonth {
			continue
		}
		r.Value, r.ValidFrom = 3, "2026-03-01"
		if err := s.SaveRule(r); office.CodeOf(err) != office.CodeInvalid {
			t.Errorf("3 visits a month passed for %s: %v", r.Source, err)
		}
		r.Official, r.Source = false, "本县规定"
		if err := s.SaveRule(r); err != nil {
			t.Error(err)
		}
	}
	if v := must[float64](t)(s.Rule(office.RuleVisitsPerMonth, "2026-02-28")); v != 1 {
		t.Errorf("before its day: %v", v)
	}
}

func TestOneInspectorAnswersForASchoolAtATime(t *testing.T) {
	s := openTest(t)
	sc, p := fixture(t, s)
	q := must[office.Inspector](t)(s.SaveInspector(office.Inspector{Name: "李示例", Mobile: "13800000002", Employment: "专职"}))
	must[office.Assignment](t)(s.SaveAssignment(office.Assignment{SchoolID: sc.ID, InspectorID: p.ID, Role: "主", StartsOn: "2025-09-01"}))
	for _, from := range []office.Date{"2025-09-01", "2025-08-01"} {
		if _, err := s.SaveAssignment(office.Assignment{SchoolID: sc.ID, InspectorID: q.ID, Role: "主", StartsOn: from}); office.CodeOf(err) != office.CodeConflict {
			t.Errorf("two answer for the school from %s: %v", from, err)
		}
	}
	must[office.Assignment](t)(s.SaveAssignment(office.Assignment{SchoolID: sc.ID, InspectorID: q.ID, Role: "主", StartsOn: "2026-03-01"}))
	sound(t, s)
}
