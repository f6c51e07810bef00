package store

import (
	"testing"

	"dudao/internal/office"
)

func TestAFailedRowLeavesNothing(t *testing.T) {
	s := openTest(t)
	r := bring(t, s, reading(t, office.KindInspectors, "name=张三|mobile=13800000001|startsOn=2025-09-01|endsOn=2024-09-01", "name=李四|mobile=13800000002"), ImportOptions{File: "a.xlsx"})
	if got := tally(r); got != "+1 ~0 =0 !1" {
		t.Fatalf("%s: %+v", got, r.Verdicts)
	}
	if n := number(t, s, `SELECT count(*) FROM inspectors WHERE deleted_at IS NULL`); n != 1 {
		t.Errorf("%v inspectors written, one row was good", n)
	}
	sound(t, s)
}

func TestAFailedRowOfANewZoneLeavesTheOthers(t *testing.T) {
	s := openTest(t)
	bring(t, s, reading(t, office.KindInspectors, "name=张三|mobile=13800000001"), ImportOptions{File: "a.xlsx"})
	bring(t, s, reading(t, office.KindSchools, "name=示例县第一小学|kind=小学", "name=示例县第二小学|kind=小学"), ImportOptions{File: "a.xlsx"})
	// He answered for the first school and gave it up: the list wants the very day again.
	a := must[office.Assignment](t)(s.SaveAssignment(office.Assignment{SchoolID: 1, InspectorID: 1, Role: "主", StartsOn: "2025-09-10"}))
	if err := s.EndAssignment(a.ID, "2025-12-01"); err != nil {
		t.Fatal(err)
	}
	r := bring(t, s, reading(t, office.KindZones, "number=2025版|zone=第一责任区|school=示例县第一小学|inspectors=张三|plateOn=2025-09-10",
		"number=2025版|zone=第一责任区|school=示例县第二小学|inspectors=张三|plateOn=2025-09-10"), ImportOptions{File: "a.xlsx"})
	if got := tally(r); got != "+1 ~0 =0 !1" {
		t.Errorf("%s: %+v", got, r.Verdicts)
	}
	sound(t, s)
}

func TestAVisitMovedByItsSheetTakesItsPartsAlong(t *testing.T) {
	s := countyStore(t)
	back := returned(t, s, office.KindVisits)
	l := back.Layout
	for i := range back.Tables[0].Rows {
		row := &back.Tables[0].Rows[i]
		if row.Cells[l.Index("problems")].Text == "留样不足" {
			row.Cells[l.Index("school")].Text, row.Cells[l.Index("date")].Text = "示例县城关中学", "2026-03-11"
		}
	}
	bring(t, s, back, ImportOptions{File: "a.xlsx"})
	f := must[VisitForm](t)(s.Visit(1))
	if f.Visit.SchoolID != 3 || f.Visit.Date != "2026-03-11" || len(f.Findings) == 0 {
		t.Fatalf("visit: %+v", f)
	}
	for _, p := range f.Findings {
		if p.SchoolID != f.Visit.SchoolID || p.FoundOn != f.Visit.Date {
			t.Errorf("finding %s stays at school %d on %s", p.Number, p.SchoolID, p.FoundOn)
		}
	}
}

func TestASheetFromBeforeARenamingFindsItsRecords(t *testing.T) {
	s := countyStore(t)
	visits, findings := returned(t, s, office.KindVisits), returned(t, s, office.KindFindings)
	sc := must[office.School](t)(s.School(1))
	sc.Name, sc.ShortName = "示例县实验小学", ""
	must[office.School](t)(s.SaveSchool(sc))
	for _, id := range []int64{1, 2} {
		p := must[office.Inspector](t)(s.Inspector(id))
		p.Name += "新"
		must[office.Inspector](t)(s.SaveInspector(p))
	}
	before := dump(t, s)
	for _, r := range []*office.SheetReading{visits, findings} {
		if out := bring(t, s, r, ImportOptions{File: "a.xlsx"}); out.Failed+out.Updated+out.Added > 0 {
			t.Errorf("%s: %s: %+v", r.Layout.Kind, tally(out), out.Verdicts)
		}
	}
	if after := dump(t, s); after != before {
		t.Error("the sheet changed records: " + firstDifference(before, after))
	}
}

func TestAVisitMovedOnItsFormTakesItsPartsAlong(t *testing.T) {
	s := countyStore(t)
	f := must[VisitForm](t)(s.Visit(1))
	f.Visit.Date, f.Visit.SchoolID = "2026-02-27", 3
	f = must[VisitForm](t)(s.SaveVisit(f))
	if len(f.Findings) == 0 || len(f.Lessons) == 0 {
		t.Fatalf("%+v", f)
	}
	for _, p := range f.Findings {
		if p.SchoolID != 3 || p.FoundOn != f.Visit.Date {
			t.Errorf("finding %s stays at school %d on %s", p.Number, p.SchoolID, p.FoundOn)
		}
	}
	for _, l := range f.Lessons {
		if l.SchoolID != 3 || l.Date != f.Visit.Date {
			t.Errorf("the lesson stays at school %d on %s", l.SchoolID, l.Date)
		}
	}
}
