package office

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestNumbersStayConsecutive files, moves and deletes at random: after each step
// the 件号 of every class run from 1 without gap or double, and what lies before
// the change keeps its number.
func TestNumbersStayConsecutive(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	items := map[int64]ArchiveItem{}
	random := func() ArchiveItem {
		return ArchiveItem{Year: 2024 + r.IntN(2), Retention: Retentions[r.IntN(3)], Unit: []string{"DD", "ZG"}[r.IntN(2)],
			DatedOn: Date(fmt.Sprintf("2025-%02d-%02d", 1+r.IntN(12), 1+r.IntN(28)))}
	}
	members := func(class ArchiveClass) []ArchiveItem {
		out := []ArchiveItem{}
		for _, a := range items {
			if a.Class() == class {
				out = append(out, a)
			}
		}
		return out
	}
	settle := func(class ArchiveClass, from int) {
		for _, a := range Numbered(members(class)) {
			if before := items[a.ID].Number; before != 0 && before < from {
				t.Fatalf("件号 %d lies before the change at %d and moved to %d", before, from, a.Number)
			}
			items[a.ID] = a
		}
	}
	for id := int64(1); id <= 600; id++ {
		keys := slices.Sorted(func(yield func(int64) bool) {
			for k := range items {
				if !yield(k) {
					return
				}
			}
		})
		switch n := r.IntN(10); {
		case n < 6 || len(keys) == 0:
			a := random()
			a.ID = id
			items[id] = a
			settle(a.Class(), len(members(a.Class())))
		case n < 8:
			a := items[keys[r.IntN(len(keys))]]
			delete(items, a.ID)
			settle(a.Class(), a.Number)
		default:
			a := items[keys[r.IntN(len(keys))]]
			class, number := a.Class(), a.Number
			to := random()
			a.Year, a.Retention, a.Unit, a.Number = to.Year, to.Retention, to.Unit, 0
			items[a.ID] = a
			if class != a.Class() {
				settle(class, number)
			}
			settle(a.Class(), 0)
		}
		all := slices.Collect(func(yield func(ArchiveItem) bool) {
			for _, a := range items {
				if !yield(a) {
					return
				}
			}
		})
		if faults := NumberFaults(all); len(faults) > 0 {
			t.Fatalf("step %d: %+v", id, faults)
		}
	}
}

func TestNumberFaultsNameWhatIsMissingAndDoubled(t *testing.T) {
	of := func(numbers ...int) []ArchiveItem {
		out := []ArchiveItem{}
		for _, n := range numbers {
			out = append(out, ArchiveItem{Year: 2025, Retention: Keep30, Unit: "DD", Number: n})
		}
		return out
	}
	faults := NumberFaults(of(1, 3, 3, 3, 6, 0))
	if len(faults) != 1 || !slices.Equal(faults[0].Missing, []int{2, 4, 5}) || !slices.Equal(faults[0].Doubled, []int{3}) {
		t.Fatalf("got %+v", faults)
	}
	if faults := NumberFaults(of(3, 1, 2, 0, 0)); len(faults) != 0 {
		t.Fatalf("a whole run is no fault: %+v", faults)
	}
}

func TestArchiveCodeThereAndBack(t *testing.T) {
	a := ArchiveItem{Year: 2025, Category: "WS", Retention: Keep30, Unit: "DD", Number: 12}
	for _, pattern := range []string{DefaultArchivePattern, "{全宗号}-{年度}-{期限}-{机构}-{件号}", "{门类}{年度}·{机构}·{期限}·{件号}"} {
		if fault := ArchivePatternFault(pattern); fault != "" {
			t.Fatalf("%s: %s", pattern, fault)
		}
		code := ArchiveCode(pattern, "J101", a)
		_, class, number, ok := ParseArchiveCode(pattern, code)
		if !ok || number != 12 || class.Year != 2025 || class.Retention != Keep30 || class.Unit != "DD" {
			t.Errorf("%s read back as %+v %d %v", code, class, number, ok)
		}
	}
	if got := ArchiveCode(DefaultArchivePattern, "J101", a); got != "J101-WS·2025-D30-DD-0012" {
		t.Errorf("got %s", got)
	}
	for _, bad := range []string{"J101-WS·2025-D20-DD-0012", "J101-WS·25-D30-DD-0012", "J101-WS·2025-D30-DD-12", ""} {
		if _, _, _, ok := ParseArchiveCode(DefaultArchivePattern, bad); ok {
			t.Errorf("%q is no 档号", bad)
		}
	}
	for _, bad := range []string{"{年度}-{期限}-{件号}", "{年}-{期限}-{机构}-{件号}", "{年度}-{期限}-{机构}-{件号}-{件号}", ""} {
		if ArchivePatternFault(bad) == "" {
			t.Errorf("%q must be refused", bad)
		}
	}
}

// TestPlannedBoxesNeverMix plans random items: every item in exactly one box, in
// order, no box mixes classes, none is over its spine unless one item alone is,
// and no thinner spine would do.
func TestPlannedBoxesNeverMix(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for round := range 200 {
		rule := BoxRule{PageMM: 0.05 + r.Float64()/5, ItemMM: r.Float64() / 2, Full: 0.6 + r.Float64()*0.4, Usual: BoxSizes[r.IntN(4)]}
		items := []ArchiveItem{}
		for id := range 1 + r.IntN(80) {
			items = append(items, ArchiveItem{ID: int64(id + 1), Year: 2023 + r.IntN(3), Retention: Retentions[r.IntN(3)],
				Unit: []string{"ZH", "DD", "ZG"}[r.IntN(3)], Pages: r.IntN(400), Number: id + 1})
		}
		seen := map[int64]bool{}
		for _, b := range PlanBoxes(items, rule) {
			for i, a := range b.Items {
				if seen[a.ID] {
					t.Fatalf("round %d: item %d lies in two boxes", round, a.ID)
				}
				seen[a.ID] = true
				if a.Year != b.Year || a.Retention != b.Retention || a.Unit != b.Unit {
					t.Fatalf("round %d: %+v in the box of %+v", round, a, b)
				}
				if i > 0 && b.Items[i-1].Number >= a.Number {
					t.Fatalf("round %d: out of order", round)
				}
			}
			need := rule.thick(b.Items)
			if b.Over != (need > rule.holds(50)+1e-9) || b.Over && len(b.Items) > 1 {
				t.Fatalf("round %d: %d items of %.1f mm, over %v", round, len(b.Items), need, b.Over)
			}
			if i := slices.Index(BoxSizes, b.Thickness); i > 0 && need <= rule.holds(BoxSizes[i-1]) {
				t.Fatalf("round %d: a thinner spine takes %.1f mm", round, need)
			}
		}
		if len(seen) != len(items) {
			t.Fatalf("round %d: %d of %d items boxed", round, len(seen), len(items))
		}
	}
}
