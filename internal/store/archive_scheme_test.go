package store

import (
	"strings"
	"testing"

	"dudao/internal/office"
)

func codesOf(t *testing.T, s *Store) string {
	out := []string{}
	for _, x := range must[ArchivePage](t)(s.ArchiveItems(ListQuery{})).Rows {
		out = append(out, x.Code)
	}
	return strings.Join(out, " ")
}

func TestAnotherPatternGivesAllCodesAnewInOneStep(t *testing.T) {
	s := openTest(t)
	must[[]office.ArchiveItem](t)(s.SaveArchiveItems([]office.ArchiveItem{archived("甲", "DD", "D10", 1), archived("乙", "DD", "D10", 2), archived("丙", "ZG", "D30", 3)}))
	before := codesOf(t, s)
	set := must[office.Settings](t)(s.Settings())
	set.FondsNumber, set.Archive.Pattern = "J7", "{全宗号}-{年度}-{机构}-{期限}-{件号}"
	if change := must[CodeChange](t)(s.CodeChanges(set)); change.Changed != 3 || change.Total != 3 || change.Samples[0][1] != "J7-2025-DD-D10-0001" {
		t.Fatalf("announced %+v", change)
	}
	if err := s.SaveSettings(set); err != nil {
		t.Fatal(err)
	}
	if got := codesOf(t, s); got != "J7-2025-ZG-D30-0001 J7-2025-DD-D10-0001 J7-2025-DD-D10-0002" {
		t.Fatalf("got %s", got)
	}
	if _, err := s.Undo(must[LastAction](t)(s.LastAction()).ID); err != nil || codesOf(t, s) != before {
		t.Fatalf("%v: %s, want %s", err, codesOf(t, s), before)
	}
	set.Archive.Category = "KJ"
	if err := s.SaveSettings(set); office.CodeOf(err) != office.CodeInvalid || !strings.Contains(err.Error(), "{门类}") {
		t.Fatalf("two 门类 under a pattern without it: %v", err)
	}
	if codesOf(t, s) != before {
		t.Fatal("a refused setting changed the codes")
	}
}

func TestUnitsAreRenamedEverywhereAndNotDeletedInUse(t *testing.T) {
	s := openTest(t)
	must[[]office.ArchiveItem](t)(s.SaveArchiveItems([]office.ArchiveItem{archived("甲", "DD", "D10", 1), archived("乙", "ZG", "D10", 2)}))
	must[int](t)(s.FillBoxes(2025))
	units := must[[]office.ArchiveUnit](t)(s.ArchiveUnits())
	dd := units[2]
	if err := s.DeleteArchiveUnit(dd.ID); office.CodeOf(err) != office.CodeConflict || !strings.Contains(err.Error(), "1 件归档文件、1 个档案盒") {
		t.Fatalf("deleted in use: %v", err)
	}
	dd.Code = "ZG"
	if _, err := s.SaveArchiveUnit(dd); office.CodeOf(err) != office.CodeConflict {
		t.Fatalf("two units of one code: %v", err)
	}
	dd.Code, dd.Name = "DDS", "督导室"
	if _, err := s.SaveArchiveUnit(dd); err != nil {
		t.Fatal(err)
	}
	if got := codesOf(t, s); !strings.Contains(got, "-DDS-0001") || strings.Contains(got, "-DD-") {
		t.Fatalf("codes %s", got)
	}
	rules := must[[]office.RetentionRule](t)(s.RetentionRules())
	for _, r := range rules {
		if r.Unit == "DD" {
			t.Fatalf("%s still goes under DD", r.Name)
		}
	}
	if _, err := s.Undo(must[LastAction](t)(s.LastAction()).ID); err != nil || strings.Contains(codesOf(t, s), "DDS") {
		t.Fatalf("%v: %s", err, codesOf(t, s))
	}
	fresh := must[office.ArchiveUnit](t)(s.SaveArchiveUnit(office.ArchiveUnit{Code: "QT", Name: "其他"}))
	if err := s.OrderArchive("archive_unit", []int64{fresh.ID, units[0].ID}); err != nil {
		t.Fatal(err)
	}
	if got := must[[]office.ArchiveUnit](t)(s.ArchiveUnits()); got[0].Code != "QT" {
		t.Fatalf("first is %+v", got[0])
	}
	if err := s.DeleteArchiveUnit(fresh.ID); err != nil {
		t.Fatal(err)
	}
}

func TestTheRetentionTableIsReplacedAsAWhole(t *testing.T) {
	s := openTest(t)
	units := must[[]office.ArchiveUnit](t)(s.ArchiveUnits())
	rules, err := office.ParseRetentionTable("序号\t文件材料\t机构（问题）\t保管期限\t依据\t官方\n1\t督导记录表\t督导\t30年\t示县档〔2025〕3号\t是\n2\t其他\tZH\t短期\t\t", units)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.ReplaceRetentionRules(rules); err != nil {
		t.Fatal(err)
	}
	got := must[[]office.RetentionRule](t)(s.RetentionRules())
	if len(got) != 2 || got[0].Form != "visit" || got[0].Retention != office.Keep30 || !got[0].Official || got[1].Official || got[1].Retention != office.Keep10 {
		t.Fatalf("%+v", got)
	}
	twice := got[1]
	twice.Form = "visit"
	if _, err := s.SaveRetentionRule(twice); office.CodeOf(err) != office.CodeConflict {
		t.Fatalf("one paper in two lines: %v", err)
	}
	for _, text := range []string{"", "某文件\t没有的科\t永久", "某文件\t督导\t五年", "\t督导\t永久"} {
		if _, err := office.ParseRetentionTable(text, units); office.CodeOf(err) != office.CodeInvalid {
			t.Errorf("%q: %v", text, err)
		}
	}
}
