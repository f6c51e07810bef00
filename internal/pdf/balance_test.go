package pdf

import "testing"

func TestStatesAreCountedButNotInTextsNamesAndPictures(t *testing.T) {
	for drawing, want := range map[string][2]int{
		"q 1 0 0 1 0 0 cm Q":                  {0, 0},
		"q q Q":                               {1, 0},
		"Q Q q":                               {1, 2},
		"q Q Q":                               {0, 1},
		"(q q \\) q (q) q) Tj":                {0, 0},
		"<71> Tj /q gs % q q\nq":              {1, 0},
		"BI /W 1 /H 1 ID q q q xEI q\nEI Q q": {1, 1},
		"<</q 1>> BDC q EMC":                  {1, 0},
		"(never closed q":                     {0, 0},
		"BI ID never closed q":                {0, 0},
		"[(a) 3 (q)] TJ q\nQ\nq\r\nQ /Fm0 Do q Q Qq": {0, 0},
	} {
		open, lacking := countStates([]byte(drawing))
		if open != want[0] || lacking != want[1] {
			t.Errorf("%q: %d open, %d lacking, want %v", drawing, open, lacking, want)
		}
	}
}
