package store

import (
	"maps"
	"os"
	"slices"
	"testing"
	"time"

	"dudao/internal/testtime"
)

// listTime is the longest that the first page of a list may take.
const listTime = 50 * time.Millisecond

// TestListsAreQuick asks every list everything on the county of DUDAO_TEN_YEARS
// (made by internal/tenyears/cmd).
func TestListsAreQuick(t *testing.T) {
	dir := os.Getenv("DUDAO_TEN_YEARS")
	if dir == "" {
		t.Skip("DUDAO_TEN_YEARS names no county")
	}
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	asked := 0
	for _, name := range slices.Sorted(maps.Keys(lists)) {
		l, worst := lists[name], time.Duration(0)
		for what, q := range l.queries() {
			took, total := time.Hour, 0
			for range 3 {
				begun := testtime.Worked()
				if total, err = l.ask(s, q); err != nil {
					t.Fatalf("%s %s: %v", name, what, err)
				}
				if took = min(took, testtime.Worked()-begun); took < listTime/5 {
					break
				}
			}
			asked++
			worst = max(worst, took)
			if took > listTime {
				t.Errorf("%s %s: %v for %d rows", name, what, took.Round(time.Millisecond), total)
			}
		}
		t.Logf("%-12s the slowest of %d: %v", name, len(l.queries()), worst.Round(100*time.Microsecond))
	}
	t.Logf("%d queries", asked)
}
