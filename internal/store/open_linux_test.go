package store

import (
	"os"
	"testing"
	"time"

	"dudao/internal/testtime"
)

// TestTenYearsOpenQuickly opens the county of DUDAO_TEN_YEARS, as a start of the
// program does, and saves one form in it.
func TestTenYearsOpenQuickly(t *testing.T) {
	dir := os.Getenv("DUDAO_TEN_YEARS")
	if dir == "" {
		t.Skip("DUDAO_TEN_YEARS names no county")
	}
	opened, saved := time.Hour, time.Hour
	for range 3 {
		begun := testtime.Worked()
		s, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.PurgeTrash(30); err != nil {
			t.Fatal(err)
		}
		opened = min(opened, testtime.Worked()-begun)
		page, err := s.Visits(ListQuery{Size: 1})
		if err != nil {
			t.Fatal(err)
		}
		f, err := s.Visit(page.Rows[0].ID)
		if err != nil {
			t.Fatal(err)
		}
		for range 5 {
			begun = testtime.Worked()
			f.Visit.Stars = (f.Visit.Stars + 1) % 6
			if f, err = s.SaveVisit(f); err != nil {
				t.Fatal(err)
			}
			saved = min(saved, testtime.Worked()-begun)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("open %v, save one visit %v of work", opened.Round(100*time.Microsecond), saved.Round(100*time.Microsecond))
	if opened > 100*time.Millisecond {
		t.Errorf("to open the records takes %v", opened)
	}
	if saved > 10*time.Millisecond {
		t.Errorf("to save a form takes %v", saved)
	}
}
