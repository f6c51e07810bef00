package store

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"dudao/internal/office"
)

// Drafts that nobody finishes do not fill the database: the newest stay, for half a
// year.
func TestDraftsAreBounded(t *testing.T) {
	s := openTest(t)
	begun := time.Date(2026, 3, 1, 8, 0, 0, 0, time.Local)
	at := begun
	s.now = func() time.Time { return at }
	first, err := s.SaveDraft(Draft{Kind: "visit", Key: "最早", Body: "{}"})
	if err != nil {
		t.Fatal(err)
	}
	for i := range maxDrafts {
		at = at.Add(time.Minute)
		if _, err := s.SaveDraft(Draft{Kind: "visit", Key: fmt.Sprint(i), Body: "{}"}); err != nil {
			t.Fatal(err)
		}
	}
	list, err := s.Drafts("visit")
	if err != nil || len(list) != maxDrafts || list[0].Key != fmt.Sprint(maxDrafts-1) {
		t.Fatalf("%d drafts, %v", len(list), err)
	}
	for _, d := range list {
		if d.ID == first.ID {
			t.Error("the oldest draft is still there")
		}
	}
	at = begun.AddDate(0, 0, draftDays+2)
	if _, err := s.SaveDraft(Draft{Kind: "finding", Key: "新", Body: "{}"}); err != nil {
		t.Fatal(err)
	}
	if list, err = s.Drafts("visit"); err != nil || len(list) != 0 {
		t.Errorf("%d drafts older than %d days, %v", len(list), draftDays, err)
	}
	if _, err := s.SaveDraft(Draft{Kind: "visit", Key: "长", Body: strings.Repeat("长", maxDraftBytes)}); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("a draft of %d MB: %v", maxDraftBytes>>20, err)
	}
}
