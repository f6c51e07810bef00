package store

import (
	"testing"

	"dudao/internal/office"
)

// Long stays are swapped within the zone, past recusals, and undone as one.
func TestExchange(t *testing.T) {
	s, people, schools := tenureCounty(t)
	v := must[office.ZoneVersion](t)(s.SaveZoneVersion(office.ZoneVersion{Number: "2023版", ValidFrom: "2023-09-01"}))
	z := office.Zone{VersionID: v.ID, Name: "第一责任区"}
	for _, name := range []string{"甲示例", "乙示例", "丙示例", "丁示例"} {
		z.Members, z.Schools = append(z.Members, people[name].ID), append(z.Schools, schools[name].ID)
	}
	must[office.Zone](t)(s.SaveZone(z))
	must[office.Recusal](t)(s.SaveRecusal(office.Recusal{InspectorID: people["甲示例"].ID, SchoolID: schools["乙示例"].ID, Kind: "近亲属"}))
	if plan := must[office.ExchangePlan](t)(s.ProposeExchange("2026-08-31")); len(plan.Swaps)+len(plan.Left) != 0 {
		t.Errorf("before the years are over: %+v", plan)
	}
	plan := must[office.ExchangePlan](t)(s.ProposeExchange("2026-10-01"))
	if len(plan.Swaps) != 2 || len(plan.Left) != 0 {
		t.Fatalf("the proposal: %+v", plan)
	}
	pairs := []ExchangePair{}
	for _, x := range plan.Swaps {
		if x.A.Inspector == "甲示例" && x.B.Inspector == "乙示例" || x.A.Inspector == "乙示例" && x.B.Inspector == "甲示例" {
			t.Errorf("a recusal is not kept: %+v", x)
		}
		pairs = append(pairs, ExchangePair{x.A.AssignmentID, x.B.AssignmentID})
	}
	before := dump(t, s)
	if n := must[int](t)(s.ApplyExchange(Exchange{Day: "2026-10-01", Pairs: pairs})); n != 4 {
		t.Errorf("%d schools", n)
	}
	for name, p := range people {
		load := 0
		for _, a := range must[[]AssignmentRow](t)(s.AssignmentsOfInspector(p.ID)) {
			if a.EndsOn == "" {
				load++
				if a.SchoolID == schools[name].ID {
					t.Errorf("%s is still at his school", name)
				}
			}
		}
		if load != 1 {
			t.Errorf("%s answers for %d schools", name, load)
		}
	}
	if rows := must[[]ExchangeRow](t)(s.Exchanged("2026-10-01")); len(rows) != 4 {
		t.Errorf("on record: %+v", rows)
	}
	if _, err := s.ApplyExchange(Exchange{Day: "2026-10-01", Pairs: pairs}); office.CodeOf(err) != office.CodeStale {
		t.Errorf("the same again: %v", err)
	}
	must[UndoResult](t)(s.Undo(must[LastAction](t)(s.LastAction()).ID))
	if after := dump(t, s); after != before {
		t.Errorf("undo left %s", firstDifference(before, after))
	}
}
