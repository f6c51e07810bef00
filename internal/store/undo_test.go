package store

import (
	"testing"
	"time"

	"dudao/internal/office"
)

// addFile adds a file to a record; its bytes do not matter here.
func addFile(t *testing.T, s *Store, kind string, id int64) office.Attachment {
	t.Helper()
	sha := "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
	list := must[[]office.Attachment](t)(s.AddAttachments([]office.Attachment{{OwnerKind: kind, OwnerID: id, Name: "a.pdf", MIME: "application/pdf", Bytes: 1, SHA256: sha}}))
	return list[0]
}

func sound(t *testing.T, s *Store) {
	t.Helper()
	if p := must[[]Problem](t)(s.Check()); len(p) != 0 {
		t.Errorf("check: %+v", p)
	}
}

func TestUndoKeepsARecordThatHasFiles(t *testing.T) {
	s := openTest(t)
	sc, p := fixture(t, s)
	f := must[VisitForm](t)(s.SaveVisit(VisitForm{Visit: office.Visit{Date: "2026-03-12", SchoolID: sc.ID, InspectorID: p.ID}}))
	set := must[LastAction](t)(s.LastAction()).ID
	addFile(t, s, "visit", f.Visit.ID)
	if _, err := s.Undo(set); office.CodeOf(err) != office.CodeConflict {
		t.Errorf("the visit with a file was undone: %v", err)
	}
	if _, err := s.Visit(f.Visit.ID); err != nil {
		t.Error(err)
	}
	sound(t, s)
}

func TestPurgeTakesTheFilesAlongAndIsNoActionToUndo(t *testing.T) {
	s := openTest(t)
	sc, p := fixture(t, s)
	f := must[VisitForm](t)(s.SaveVisit(VisitForm{Visit: office.Visit{Date: "2026-03-12", SchoolID: sc.ID, InspectorID: p.ID}}))
	addFile(t, s, "visit", f.Visit.ID)
	if err := s.DeleteVisit(f.Visit.ID); err != nil {
		t.Fatal(err)
	}
	if err := s.SaveAlias(sc.ID, "一小"); err != nil {
		t.Fatal(err)
	}
	last := must[LastAction](t)(s.LastAction())
	now := s.now
	s.now = func() time.Time { return now().AddDate(0, 0, 40) }
	if n := must[int](t)(s.PurgeTrash(30)); n != 1 {
		t.Fatalf("purged %d", n)
	}
	sound(t, s)
	if got := must[LastAction](t)(s.LastAction()); got.ID != last.ID {
		t.Errorf("the last action is %+v, want %+v", got, last)
	}
}

func TestRecoveredVisitComesBackWhole(t *testing.T) {
	s := openTest(t)
	sc, p := fixture(t, s)
	f := must[VisitForm](t)(s.SaveVisit(VisitForm{Visit: office.Visit{Date: "2026-03-12", SchoolID: sc.ID, InspectorID: p.ID},
		Findings: []office.Finding{{Content: "留样不足", Level: 2}, {Content: "早已删去的一条", Level: 2}},
		Lessons:  []office.LessonObservation{{Class: "三（2）班", Subject: "语文", Teacher: "赵示例"}}}))
	if err := s.DeleteFinding(f.Findings[1].ID); err != nil {
		t.Fatal(err)
	}
	if err := s.DeleteVisit(f.Visit.ID); err != nil {
		t.Fatal(err)
	}
	if err := s.Recover("visit", f.Visit.ID); err != nil {
		t.Fatal(err)
	}
	back := must[VisitForm](t)(s.Visit(f.Visit.ID))
	if len(back.Findings) != 1 || back.Findings[0].ID != f.Findings[0].ID || len(back.Lessons) != 1 {
		t.Errorf("came back: %d findings, %d lessons", len(back.Findings), len(back.Lessons))
	}
}

func TestAnUndoneUndoStandsAgain(t *testing.T) {
	s := openTest(t)
	bring(t, s, reading(t, office.KindSchools, "name=示例县第一小学|kind=小学"), ImportOptions{File: "a.xlsx"})
	set := must[LastAction](t)(s.LastAction()).ID
	must[UndoResult](t)(s.Undo(set))
	undo := must[[]ActionRow](t)(s.Actions(1, 1))[0].ID
	must[UndoResult](t)(s.Undo(undo))
	if rows := must[[]ImportRecord](t)(s.Imports()); rows[0].Undone {
		t.Error("the list of imports says undone, the school is there")
	}
	if last := must[LastAction](t)(s.LastAction()); last.ID != set {
		t.Errorf("the last action is %+v, want %d", last, set)
	}
}

func TestALinkWhoseIDWasGivenAgainComesBack(t *testing.T) {
	s := openTest(t)
	sc, p := fixture(t, s)
	a := must[VisitForm](t)(s.SaveVisit(VisitForm{Visit: office.Visit{Date: "2026-03-11", SchoolID: sc.ID, InspectorID: p.ID, Matters: []int64{6, 7}}}))
	a.Visit.Matters = []int64{6}
	must[VisitForm](t)(s.SaveVisit(a))
	set := must[LastAction](t)(s.LastAction()).ID
	b := must[VisitForm](t)(s.SaveVisit(VisitForm{Visit: office.Visit{Date: "2026-03-12", SchoolID: sc.ID, InspectorID: p.ID, Matters: []int64{5}}}))
	if u, err := s.Undo(set); err != nil || u.Restored != 1 {
		t.Fatalf("undo: %+v, %v", u, err)
	}
	for id, want := range map[int64]int{a.Visit.ID: 2, b.Visit.ID: 1} {
		if f := must[VisitForm](t)(s.Visit(id)); len(f.Visit.Matters) != want {
			t.Errorf("visit %d: matters %v", id, f.Visit.Matters)
		}
	}
}
