package desk

import (
	"fmt"
	"strings"
	"testing"

	"dudao/internal/office"
	"dudao/internal/scan"
	"dudao/internal/store"
)

// TestASpineReadBackNamesItsBox draws the spine of every thickness as a scanner
// sees it, upright and upside down.
func TestASpineReadBackNamesItsBox(t *testing.T) {
	t.Parallel()
	d := archivedDesk(t)
	box, err := d.store.Box(2)
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range office.BoxSizes {
		box.Thickness = size
		if box.ArchiveBox, err = d.store.SaveBox(box.ArchiveBox); err != nil {
			t.Fatal(err)
		}
		page := drawn(t, d, "spine", "2", "200")
		for _, degrees := range []float64{0, 180, 2} {
			p, err := scan.Look(strings.NewReader(string(scanned(t, page, degrees))), 0)
			if err != nil || !p.Found || p.Code.Form != office.FormBox || p.Code.Number != "2" {
				t.Errorf("a spine of %d mm turned by %.0f says %+v, %v", size, degrees, p, err)
			}
		}
	}
}

// TestBehindASeparator: what lies behind that of a school or a box hangs on it;
// behind that of a paper that was handed over it waits.
func TestBehindASeparator(t *testing.T) {
	t.Parallel()
	d := archivedDesk(t)
	school, err := d.store.SaveSchool(office.School{Name: "示例县第一小学", Kind: "小学", Ownership: "公办", State: "在办"})
	if err != nil {
		t.Fatal(err)
	}
	old, err := d.store.SaveArchiveItem(office.ArchiveItem{Title: "2012年工作总结", DatedOn: "2012-12-20", Unit: "ZH", Retention: office.KeepAlways, Pages: 3, HasPaper: true})
	if err != nil {
		t.Fatal(err)
	}
	going, err := d.store.ProposeDisposal(office.Disposition{Kind: "移交", MadeOn: "2026-01-05", DueBy: "2026-01-05"})
	if err != nil {
		t.Fatal(err)
	}
	going.DoneOn, going.Receiver = "2026-01-06", "示例县档案馆"
	if _, err := d.store.CarryOut(going); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	page := func(n uint64) []byte { return squeezed(t, foreignPage(n)) }
	file(t, dir, "一叠.pdf", stackPDF(t, scanOf(t, d, "separator", "school:"+school.Name, 0), page(1), scanOf(t, d, "separator", "年度2025", 0), page(2), page(3),
		scanOf(t, d, "reference", "1", 0), scanOf(t, d, "separator", "盒2025-1", 0), page(4), scanOf(t, d, "separator", "archive_item:"+fmt.Sprint(old.ID), 0), page(5)))
	out := takeIn(t, d, IntakeInput{Dir: dir})
	if sums(out) != [5]int{4, 1, 0, 0, 0} {
		t.Fatalf("%+v", out)
	}
	for i, want := range []IntakePart{{Kind: "school", ID: school.ID}, {Kind: "archive_box", ID: 1}, {Kind: "archive_box", ID: 1, Form: "备考表"}, {Kind: "archive_item"}, {State: takenTray}} {
		got := out.Files[0].Parts[i]
		if got.Kind != want.Kind || want.ID != 0 && got.ID != want.ID || got.Form != want.Form || want.State != "" && (got.State != want.State || !strings.Contains(got.Reason, "已移交")) {
			t.Errorf("part %d: %+v, want %+v", i, got, want)
		}
	}
	boxes, err := d.store.Boxes(2025)
	if err != nil || len(boxes) == 0 || boxes[0].Files != 2 {
		t.Errorf("the first box has %+v, %v", boxes, err)
	}
	waiting, err := d.Screens().Tray.List(store.ListQuery{})
	if err != nil || waiting.Total != 1 {
		t.Errorf("%+v, %v", waiting, err)
	}
	if _, err := d.boxNumbered("", "99"); office.CodeOf(err) != office.CodeNotFound {
		t.Errorf("a box that is not there: %v", err)
	}
}
