package store

import (
	"slices"
	"strings"
	"testing"

	"dudao/internal/office"
)

func TestTheSchemeOfBoxesIsKeptAndUndone(t *testing.T) {
	s := openTest(t)
	id, err := s.StandardID(office.StandardCounty)
	if err != nil {
		t.Fatal(err)
	}
	boxes, own, err := s.StandardBoxes(id)
	if err != nil || own || len(boxes) != len(office.DefaultBoxes(office.StandardCounty)) {
		t.Fatalf("own %v, %d boxes, %v", own, len(boxes), err)
	}
	mine := []office.StandardBox{{Code: "甲", Title: "全部", Codes: "1，2"}}
	if err := s.SaveStandardBoxes(id, mine); err != nil {
		t.Fatal(err)
	}
	if boxes, own, err = s.StandardBoxes(id); err != nil || !own || len(boxes) != 1 || boxes[0].Codes != "1、2" {
		t.Errorf("saved: %+v %v %v", boxes, own, err)
	}
	if err := s.SaveStandardBoxes(id, []office.StandardBox{{Code: "乙", Title: "错", Codes: "没有"}}); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("a wrong scheme: %v", err)
	}
	last, err := s.LastAction()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Undo(last.ID); err != nil {
		t.Fatal(err)
	}
	if _, own, err = s.StandardBoxes(id); err != nil || own {
		t.Errorf("after the undo: own %v %v", own, err)
	}
}

func TestBindersAreFoundByTheirManifest(t *testing.T) {
	s := openTest(t)
	id, err := s.StandardID(office.StandardCounty)
	if err != nil {
		t.Fatal(err)
	}
	e, err := s.SaveEvaluation(office.Evaluation{StandardID: id, Year: 2026})
	if err != nil {
		t.Fatal(err)
	}
	sum := strings.Repeat("ab", 32)
	for range 2 {
		if _, err := s.AddBinder(office.Binder{EvaluationID: e.ID, Title: "迎检册", Folder: "迎检册", ManifestSHA256: sum, TagSHA256: sum, Pages: 9}); err != nil {
			t.Fatal(err)
		}
	}
	list, err := s.Binders(e.ID)
	if err != nil || len(list) != 2 || list[0].ID < list[1].ID || list[0].MadeAt == "" {
		t.Errorf("of the evaluation: %+v %v", list, err)
	}
	found, err := s.BindersOf(sum)
	if err != nil || !slices.Equal(found, list) {
		t.Errorf("by the manifest: %+v %v", found, err)
	}
	if found, err = s.BindersOf(strings.Repeat("00", 32)); err != nil || len(found) != 0 {
		t.Errorf("of another: %+v %v", found, err)
	}
}

func TestPagesOfPapersAreNotedAnew(t *testing.T) {
	s := openTest(t)
	for _, n := range []int{3, 5} {
		if err := s.SavePaperPages([]PaperPages{{"month", "2026-03", n}}); err != nil {
			t.Fatal(err)
		}
	}
	if list, err := s.PaperPages(); err != nil || !slices.Equal(list, []PaperPages{{"month", "2026-03", 5}}) {
		t.Error(list, err)
	}
}
