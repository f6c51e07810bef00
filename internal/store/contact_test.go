package store

import (
	"testing"

	"dudao/internal/office"
)

func TestStaffAtDesk(t *testing.T) {
	s := openTest(t)
	school := must[office.School](t)(s.SaveSchool(office.School{Name: "示例县第一小学", Kind: "小学"}))
	p := must[office.Staff](t)(s.SaveStaff(office.Staff{Name: "丙示例", StartsOn: "2026-01-05"}))
	must[office.Staff](t)(s.SaveStaff(office.Staff{Name: "丁示例", EndsOn: "2026-03-01"}))
	expect(t, s, "C25", "2026-03-19")
	expect(t, s, "C25", "2026-03-20", "提示 丙示例: 2026年3月还没有下校")
	setDay(t, s, "2026-03-20")
	if _, err := s.SaveStaffDay(office.StaffDay{StaffID: p.ID, Date: "2026-03-21", SchoolID: school.ID}); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("a day to come: %v", err)
	}
	who := person(t, s, office.Inspector{Name: "甲示例"})
	v := must[VisitForm](t)(s.SaveVisit(VisitForm{Visit: office.Visit{Date: "2026-03-12", SchoolID: school.ID, InspectorID: who.ID}}))
	d := must[office.StaffDay](t)(s.SaveStaffDay(office.StaffDay{StaffID: p.ID, Date: "2026-03-12", SchoolID: school.ID, InspectorID: who.ID}))
	if d.VisitID != v.Visit.ID {
		t.Errorf("tied to visit %d", d.VisitID)
	}
	expect(t, s, "C25", "2026-03-20")
	if err := s.DeleteStaff(p.ID); office.CodeOf(err) != office.CodeConflict {
		t.Errorf("deleted with days on record: %v", err)
	}
	if err := s.DeleteStaffDay(d.ID); err != nil {
		t.Fatal(err)
	}
	expect(t, s, "C25", "2026-03-20", "提示 丙示例: 2026年3月还没有下校")
}

func TestLeaders(t *testing.T) {
	s := openTest(t)
	school := must[office.School](t)(s.SaveSchool(office.School{Name: "示例县第一小学", Kind: "小学"}))
	l := must[office.Leader](t)(s.SaveLeader(office.Leader{Name: "戊示例", Post: "副县长", SchoolID: school.ID, StartsOn: "2026-01-01", Visits: []office.LeaderVisit{{Date: "2026-03-04", Note: "调研"}, {Date: "2025-11-04"}}}))
	rows := must[[]LeaderRow](t)(s.Leaders(2026))
	if len(rows) != 1 || rows[0].Count != 1 || rows[0].Short != 1 {
		t.Errorf("leaders %+v", rows)
	}
	l.Visits = []office.LeaderVisit{{Date: "2026-03-05"}, {Date: "2026-09-05"}}
	must[office.Leader](t)(s.SaveLeader(l))
	if rows := must[[]LeaderRow](t)(s.Leaders(2026)); rows[0].Short != 0 || len(rows[0].Visits) != 2 {
		t.Errorf("leaders %+v", rows)
	}
	if rows := must[[]LeaderRow](t)(s.Leaders(2025)); len(rows) != 0 {
		t.Errorf("before it began: %+v", rows)
	}
}
