package office

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// madeStandard is a standard with headings of two levels and some points.
func madeStandard(points int) Standard {
	s := Standard{Key: StandardCounty}
	add := func(level int, code string) {
		s.Indicators = append(s.Indicators, Indicator{ID: int64(len(s.Indicators) + 1), Level: level, Code: code, Name: "指标" + code})
	}
	for i := range points {
		if i%5 == 0 {
			add(1, fmt.Sprint(i/5+1))
		}
		add(2, fmt.Sprintf("%d-%d", i/5+1, i%5+1))
	}
	return s
}

// However the evidence lies: every point stands in the boxes, every piece under each
// of its points, and lies in one box; no box is thicker than it may be.
func TestBoxesOfABinderTakeEverythingOnce(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 3))
	for range 200 {
		s := madeStandard(r.IntN(20))
		scheme := []StandardBox{}
		if r.IntN(2) == 0 {
			scheme = DefaultBoxes(StandardCounty)
		}
		items, want := map[int64][]BoundItem{}, map[string]int{}
		pages := map[int64]int{}
		for _, x := range s.Points() {
			for range r.IntN(30) {
				e := int64(1 + r.IntN(60))
				key := fmt.Sprint(x.ID, "/", e)
				if want[key] > 0 {
					continue
				}
				if pages[e] == 0 {
					pages[e] = 1 + r.IntN(300)
				}
				want[key] = 1
				items[x.ID] = append(items[x.ID], BoundItem{e, pages[e]})
			}
		}
		rule := DefaultBoxRule
		boxes := PlanBinder(s, scheme, items, rule)
		got, points, lying, codes := map[string]int{}, map[int64]bool{}, 0, map[string]bool{}
		for _, b := range boxes {
			if codes[b.Code] {
				t.Fatalf("two boxes %s", b.Code)
			}
			codes[b.Code] = true
			lying += b.Items
			if b.Over && b.Items > 1 {
				t.Fatalf("box %s of %d items is too thick", b.Code, b.Items)
			}
			for _, l := range b.Lines {
				if l.Heading {
					continue
				}
				points[l.Indicator.ID] = true
				for _, i := range l.Items {
					got[fmt.Sprint(l.Indicator.ID, "/", i.EvidenceID)]++
				}
			}
		}
		if len(points) != len(s.Points()) || lying != len(pages) {
			t.Fatalf("%d of %d points, %d of %d pieces", len(points), len(s.Points()), lying, len(pages))
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	}
}

func TestABoxThatIsTooThickIsSplitUnderItsHeadings(t *testing.T) {
	s := madeStandard(2)
	items := map[int64][]BoundItem{2: {{1, 300}, {2, 300}}, 3: {{1, 300}, {3, 10}}}
	boxes := PlanBinder(s, nil, items, DefaultBoxRule)
	if len(boxes) != 2 || boxes[0].Code != "1（1）" || boxes[1].Code != "1（2）" || boxes[0].Thickness != 40 || boxes[1].Items != 2 {
		t.Fatalf("boxes %+v", boxes)
	}
	for _, b := range boxes {
		if !b.Lines[0].Heading || b.Lines[0].Indicator.Code != "1" || b.Lines[1].Indicator.Code != "1-1" {
			t.Errorf("box %s begins with %+v", b.Code, b.Lines)
		}
	}
}

func TestTheSchemeOfBoxesIsChecked(t *testing.T) {
	s := Standard{ID: 7, Key: StandardCounty, Indicators: outlineOf(innovationOutline, nil)}
	boxes := DefaultBoxes(s.Key)
	if err := ValidateBoxes(s, boxes); err != nil {
		t.Fatalf("the program's own scheme: %v", err)
	}
	held := map[string]bool{}
	for _, b := range PlanBinder(s, boxes, nil, DefaultBoxRule) {
		for _, l := range b.Lines {
			held[l.Indicator.Code] = true
			if !strings.Contains("1-1 1-2 2-1 2-2 2-3 3-1 3-2 4-1 4-2 4-3 4-4 4-5 5-1 6-1 7-1 8-1", b.Code) {
				t.Errorf("box %s is not of the scheme", b.Code)
			}
		}
	}
	if len(held) != len(s.Indicators) {
		t.Errorf("%d of %d lines lie in boxes", len(held), len(s.Indicators))
	}
	wrong := []StandardBox{{Code: "1", Title: "甲", Codes: "1-1, 9-9"}, {Code: "1", Title: "", Codes: "1-1"}}
	e, is := ValidateBoxes(s, wrong).(*Error)
	if !is || !strings.Contains(e.Fields["boxes.0"], "9-9") || e.Fields["boxes.1"] == "" {
		t.Errorf("a wrong scheme: %+v", e)
	}
	if wrong[0].Codes != "1-1、9-9" || wrong[0].StandardID != 7 || wrong[1].Position != 2 {
		t.Errorf("not tidied: %+v", wrong)
	}
}
