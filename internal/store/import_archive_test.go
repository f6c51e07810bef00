package store

import (
	"strings"
	"testing"

	"dudao/internal/office"
)

// TestAnOldCatalogueComesIn: 档号 on the papers are kept, rows without one get the
// next, boxes are made, and the same list again changes nothing.
func TestAnOldCatalogueComesIn(t *testing.T) {
	s := openTest(t)
	set := must[office.Settings](t)(s.Settings())
	set.FondsNumber = "J101"
	if err := s.SaveSettings(set); err != nil {
		t.Fatal(err)
	}
	lines := []string{
		"code=J101-WS·2019-D30-DD-0001|title=一月督导报告|datedOn=20190131|pages=12|box=1|secrecy=无",
		"code=J101-WS·2019-D30-DD-0002|title=二月督导报告|datedOn=2019.2.28|pages=10|retention=30年|box=1",
		"title=三月督导报告|datedOn=2019-03-31|retention=定期30年|unit=督导|docNumber=示教督〔2019〕3号",
		"code=2019-D10-7|title=旧号文件|datedOn=2019-04-01|retention=短期|unit=TS",
	}
	rehearsed := bring(t, s, reading(t, office.KindArchive, lines...), ImportOptions{Rehearse: true})
	if rehearsed.Added != 4 || must[ArchivePage](t)(s.ArchiveItems(ListQuery{})).Total != 0 {
		t.Fatalf("rehearsal: %+v", rehearsed)
	}
	out := bring(t, s, reading(t, office.KindArchive, lines...), ImportOptions{})
	if out.Added != 4 || len(out.Verdicts[3].Warnings) == 0 {
		t.Fatalf("%+v", out)
	}
	if got := codesOf(t, s); got != "J101-WS·2019-D30-DD-0001 J101-WS·2019-D30-DD-0002 J101-WS·2019-D30-DD-0003 J101-WS·2019-D10-TS-0001" {
		t.Fatalf("codes %s", got)
	}
	boxes := must[[]BoxRow](t)(s.Boxes(2019))
	if len(boxes) != 1 || boxes[0].Items != 2 || boxes[0].Unit != "DD" {
		t.Fatalf("boxes %+v", boxes)
	}
	if again := bring(t, s, reading(t, office.KindArchive, lines[:3]...), ImportOptions{}); again.Unchanged != 3 {
		t.Fatalf("again: %+v", again.Verdicts)
	}
	if back := bring(t, s, returned(t, s, office.KindArchive), ImportOptions{}); back.Unchanged != 4 {
		t.Fatalf("the exported list: %+v", back.Verdicts)
	}
	if _, err := s.Undo(out.ID); err != nil || must[ArchivePage](t)(s.ArchiveItems(ListQuery{})).Total != 0 {
		t.Fatalf("undo: %v", err)
	}
}

func TestFaultyRowsOfACatalogueAreNamed(t *testing.T) {
	s := openTest(t)
	for line, want := range map[string]string{
		"title=甲|datedOn=2019-01-01|unit=督导":                                 "没有写保管期限",
		"title=甲|datedOn=2019-01-01|retention=永久|unit=财务科":                   "财务科",
		"title=甲|datedOn=2019-01-01|retention=永久|unit=督导|secrecy=特密":         "密级",
		"code=-WS·2019-D30-DD-0001|title=甲|datedOn=2019-01-01|retention=10年": "不一致",
		"code=-WS·2019-D30-DD-0001|title=甲|datedOn=2019-01-01|unit=整改":       "不一致",
		"title=甲|datedOn=昨天|retention=永久|unit=督导":                            "日期",
	} {
		out := bring(t, s, reading(t, office.KindArchive, line), ImportOptions{})
		if out.Failed != 1 || !strings.Contains(out.Verdicts[0].Reason, want) {
			t.Errorf("%s: %+v", line, out.Verdicts)
		}
	}
	mixed := bring(t, s, reading(t, office.KindArchive, "title=甲|datedOn=2019-01-01|retention=永久|unit=督导|box=1", "title=乙|datedOn=2019-01-01|retention=永久|unit=整改|box=1"), ImportOptions{})
	if mixed.Added != 1 || mixed.Failed != 1 || !strings.Contains(mixed.Verdicts[1].Reason, "不装在一盒") {
		t.Errorf("%+v", mixed.Verdicts)
	}
	gap := bring(t, s, reading(t, office.KindArchive, "code=-WS·2020-D30-DD-0001|title=甲|datedOn=2020-01-01", "code=-WS·2020-D30-DD-0003|title=乙|datedOn=2020-01-01"), ImportOptions{})
	if gap.Added != 2 || !strings.Contains(strings.Join(gap.Verdicts[1].Warnings, ""), "0002") {
		t.Errorf("a gap is not told: %+v", gap.Verdicts)
	}
}
