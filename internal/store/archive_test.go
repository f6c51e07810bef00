package store

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"dudao/internal/office"
)

func archived(title, unit, keep string, pages int) office.ArchiveItem {
	return office.ArchiveItem{Title: title, Unit: unit, Retention: keep, DatedOn: "2025-03-05", Pages: pages}
}

// TestArchiveNumbersHoldUnderAnyOrder files, moves, deletes, recovers and undoes
// at random through the store; the 件号 stay whole, every 档号 says what the item
// is, and no box mixes.
func TestArchiveNumbersHoldUnderAnyOrder(t *testing.T) {
	s := openTest(t)
	r := rand.New(rand.NewPCG(7, 8))
	live := []int64{}
	random := func() office.ArchiveItem {
		return archived(fmt.Sprint("件", r.IntN(1000)), []string{"DD", "ZG"}[r.IntN(2)], office.Retentions[r.IntN(3)], r.IntN(300))
	}
	for step := range 120 {
		switch n := r.IntN(10); {
		case n < 5 || len(live) == 0:
			a, err := s.SaveArchiveItem(random())
			if err != nil {
				t.Fatal(err)
			}
			live = append(live, a.ID)
		case n < 7:
			i := r.IntN(len(live))
			if err := s.DeleteArchiveItem(live[i]); err != nil {
				t.Fatal(err)
			}
			live = append(live[:i], live[i+1:]...)
		case n < 9:
			a, err := s.ArchiveItem(live[r.IntN(len(live))])
			if err != nil {
				t.Fatal(err)
			}
			to := random()
			a.Unit, a.Retention = to.Unit, to.Retention
			if _, err := s.SaveArchiveItem(a); err != nil {
				t.Fatal(err)
			}
		default:
			if _, err := s.FillBoxes(2025); err != nil {
				t.Fatal(err)
			}
		}
		faults, err := s.ArchiveFaults()
		if err != nil || len(faults) > 0 {
			t.Fatalf("step %d: %v %+v", step, err, faults)
		}
		page, err := s.ArchiveItems(ListQuery{})
		if err != nil || page.Total != len(live) {
			t.Fatalf("step %d: %v, %d items, want %d", step, err, page.Total, len(live))
		}
		for _, x := range page.Rows {
			_, class, number, ok := office.ParseArchiveCode(office.DefaultArchivePattern, x.Code)
			if !ok || class != x.Class() || number != x.Number {
				t.Fatalf("step %d: %q of %+v", step, x.Code, x.ArchiveItem)
			}
			if x.BoxID != 0 {
				box, err := s.Box(x.BoxID)
				if err != nil || !box.Takes(x.ArchiveItem) {
					t.Fatalf("step %d: %v, %+v lies in %+v", step, err, x.ArchiveItem, box)
				}
			}
		}
	}
}

func TestBoxesNeverMixAndCodesStayWhenBoxesChange(t *testing.T) {
	s := openTest(t)
	items, err := s.SaveArchiveItems([]office.ArchiveItem{archived("甲", "DD", "D10", 100), archived("乙", "DD", "D10", 300), archived("丙", "ZG", "D30", 20)})
	if err != nil {
		t.Fatal(err)
	}
	made, err := s.FillBoxes(2025)
	if err != nil || made != 3 {
		t.Fatalf("%v: %d boxes, want 3: 400 pages are over one box of 40 mm, and 整改 lies apart", err, made)
	}
	boxes, err := s.Boxes(2025)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range boxes {
		if b.Unit == "ZG" {
			if err := s.MoveToBox([]int64{items[0].ID}, b.ID); office.CodeOf(err) != office.CodeInvalid {
				t.Fatalf("督导 in the box of 整改: %v", err)
			}
		}
	}
	one, _ := s.ArchiveItem(items[0].ID)
	two, _ := s.ArchiveItem(items[1].ID)
	if err := s.MoveToBox([]int64{one.ID}, two.BoxID); err != nil {
		t.Fatal(err)
	}
	after, err := s.ArchiveItem(one.ID)
	if err != nil || after.Code != one.Code || after.BoxID != two.BoxID {
		t.Fatalf("%v: %+v, want the code %s in box %d", err, after, one.Code, two.BoxID)
	}
}

// Taking out the first of a class and thinking better of it: by undo, or from the
// recycle bin, where it comes back as the last.
func TestATakenOutArchiveItemComesBack(t *testing.T) {
	s := openTest(t)
	items := must[[]office.ArchiveItem](t)(s.SaveArchiveItems([]office.ArchiveItem{archived("甲", "DD", "D10", 1), archived("乙", "DD", "D10", 2), archived("丙", "DD", "D10", 3)}))
	must[int](t)(s.FillBoxes(2025))
	numbers := func() string {
		out := ""
		for _, x := range must[ArchivePage](t)(s.ArchiveItems(ListQuery{})).Rows {
			out += fmt.Sprintf("%s%d ", x.Title, x.Number)
		}
		return out
	}
	for _, back := range []struct {
		name, want string
		do         func() error
	}{
		{"undo", "甲1 乙2 丙3 ", func() error {
			last := must[LastAction](t)(s.LastAction())
			undone, err := s.Undo(last.ID)
			if len(undone.Kept) > 0 {
				t.Errorf("kept back: %+v", undone.Kept)
			}
			return err
		}},
		{"recycle bin", "乙1 丙2 甲3 ", func() error { return s.Recover("archive_item", items[0].ID) }},
	} {
		if err := s.DeleteArchiveItem(items[0].ID); err != nil {
			t.Fatal(err)
		}
		if err := back.do(); err != nil {
			t.Fatalf("%s: %v", back.name, err)
		}
		if got := numbers(); got != back.want {
			t.Errorf("%s: %q, want %q", back.name, got, back.want)
		}
	}
}
