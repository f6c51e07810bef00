package store

import (
	"strings"
	"testing"

	"dudao/internal/office"
)

// What gives a school to an inspector who must keep away from it is refused with
// the reason; what is on record stays as it can be corrected.
func TestRecusalRefuses(t *testing.T) {
	s := openTest(t)
	school := must[office.School](t)(s.SaveSchool(office.School{Name: "示例县第一小学", ShortName: "第一小学", Kind: "小学"}))
	other := must[office.School](t)(s.SaveSchool(office.School{Name: "示例县第二小学", Kind: "小学"}))
	free := person(t, s, office.Inspector{Name: "乙示例"})
	p := person(t, s, office.Inspector{Name: "甲示例", Employer: "第一小学", Service: "在职"})
	refused := func(err error, field string) {
		t.Helper()
		e, ok := err.(*office.Error)
		if !ok || !strings.Contains(e.Message, "甲示例应当回避示例县第一小学（是本校工作人员）") || e.Fields[field] == "" {
			t.Fatalf("want a refusal at %s, got %v", field, err)
		}
	}
	why := must[string](t)(s.RecusalOf(p.ID, school.ID, "2026-03-02"))
	if why != "是本校工作人员" {
		t.Errorf("the reason is %q", why)
	}
	if why := must[string](t)(s.RecusalOf(p.ID, other.ID, "2026-03-02")); why != "" {
		t.Errorf("the other school: %q", why)
	}

	_, err := s.SaveAssignment(office.Assignment{SchoolID: school.ID, InspectorID: p.ID, StartsOn: "2026-03-02"})
	refused(err, "inspectorId")
	visit := office.Visit{Date: "2026-03-02", SchoolID: school.ID, InspectorID: p.ID}
	_, err = s.SaveVisit(VisitForm{Visit: visit})
	refused(err, "inspectorId")
	visit.InspectorID, visit.Companions = free.ID, []int64{p.ID}
	_, err = s.SaveVisit(VisitForm{Visit: visit})
	refused(err, "companions")

	p.Employer = ""
	p = person(t, s, p)
	f := must[VisitForm](t)(s.SaveVisit(VisitForm{Visit: visit}))
	a := must[office.Assignment](t)(s.SaveAssignment(office.Assignment{SchoolID: school.ID, InspectorID: p.ID, StartsOn: "2026-03-02"}))
	p.Recusal = "子女在示例县第一小学就读"
	person(t, s, p)
	f.Visit.Content = "改几个字"
	must[VisitForm](t)(s.SaveVisit(f))
	a.PlateOn = "2026-03-05"
	must[office.Assignment](t)(s.SaveAssignment(a))
}
