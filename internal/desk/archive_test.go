package desk

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"dudao/internal/office"
	"dudao/internal/paper/papertest"
	"dudao/internal/store"
)

func TestRetentionTableNamesPapersThatThereAre(t *testing.T) {
	t.Parallel()
	keys := []string{}
	for _, f := range Forms() {
		keys = append(keys, f.Key)
	}
	for _, r := range office.DefaultRetentionRules {
		if r.Form != "" && !slices.Contains(keys, r.Form) {
			t.Errorf("%s: there is no form %q", r.Name, r.Form)
		}
		if r.Official {
			t.Errorf("%s: no county's table is known to the program", r.Name)
		}
	}
}

// archivedDesk has five items of two classes in boxes.
func archivedDesk(t *testing.T) *Desk {
	d, _ := openTest(t, t.TempDir())
	set, err := d.store.Settings()
	if err != nil {
		t.Fatal(err)
	}
	set.FondsNumber, set.FondsName, set.Archivist = "J101", "示例县人民政府教育督导室", "示例员䶮"
	if err := d.store.SaveSettings(set); err != nil {
		t.Fatal(err)
	}
	items := []office.ArchiveItem{}
	for i, title := range []string{"关于限期整改食堂留样的通知", "督导记录表", "㛃山小学整改通知书", "关于春季开学工作的督导通报", "督办单"} {
		items = append(items, office.ArchiveItem{Title: title, Unit: []string{"ZG", "DD"}[i%2], Retention: office.Keep30, DatedOn: "2025-03-05",
			Pages: 40 * i, Author: "示例县教育督导室", DocNumber: "示教督改〔2025〕1号"})
	}
	if _, err := d.store.SaveArchiveItems(items); err != nil {
		t.Fatal(err)
	}
	if _, err := d.store.FillBoxes(2025); err != nil {
		t.Fatal(err)
	}
	return d
}

// A 档号 that lacks its 全宗号 is not shown as if it began with a dash.
func TestPreviewOfACodeWithoutFonds(t *testing.T) {
	t.Parallel()
	d, _ := openTest(t, t.TempDir())
	a := d.Screens().Archive
	in, err := a.Settings()
	if err != nil {
		t.Fatal(err)
	}
	for fonds, want := range map[string]string{"": "全宗号-WS·", "J101": "J101-WS·"} {
		in.FondsNumber = fonds
		out, err := a.PreviewCodes(in)
		if err != nil || !strings.HasPrefix(out.Example, want) {
			t.Errorf("with %q: %q, %v", fonds, out.Example, err)
		}
	}
}

func TestArchivePapersAreSound(t *testing.T) {
	t.Parallel()
	d := archivedDesk(t)
	for key, id := range map[string]string{"catalogue": "2025", "catalogue_cover": "2025/D30/ZG", "stamps": "2025@7", "spine": "年度2025", "box_cover": "年度2025",
		"box_list": "年度2025", "reference": "1",
		"volume_cover": "年度2025", "volume_list": "年度2025", "volume_reference": "年度2025", "retention_table": wholeOffice} {
		f, err := formOf(key)
		if err != nil {
			t.Fatal(err)
		}
		b, err := f.build(d, id)
		if err != nil {
			t.Fatalf("%s: %v", key, err)
		}
		papertest.Sound(t, key, b.document)
	}
	for key, id := range map[string]string{"catalogue": "去年", "stamps": "2025@0", "spine": "第一盒", "box_list": "99"} {
		f, _ := formOf(key)
		if _, err := f.build(d, id); office.CodeOf(err) != office.CodeInvalid && office.CodeOf(err) != office.CodeNotFound {
			t.Errorf("%s of %q: %v", key, id, err)
		}
	}
}

func TestAPaperOfTheProgramIsFiledAsItIsPrinted(t *testing.T) {
	t.Parallel()
	d := archivedDesk(t)
	school, err := d.store.SaveSchool(office.School{Name: "示例县第一小学", Kind: "小学"})
	if err != nil {
		t.Fatal(err)
	}
	person, err := d.store.SaveInspector(office.Inspector{Name: "示例督学"})
	if err != nil {
		t.Fatal(err)
	}
	visit, err := d.store.SaveVisit(store.VisitForm{Visit: office.Visit{Date: "2025-04-02", Session: "上午", SchoolID: school.ID, InspectorID: person.ID, Content: "看了食堂", Disposal: 1}})
	if err != nil {
		t.Fatal(err)
	}
	archive := d.Screens().Archive
	draft, err := archive.Draft(FileInput{Form: "visit", ID: strconv.FormatInt(visit.Visit.ID, 10)})
	if err != nil {
		t.Fatal(err)
	}
	want := office.ArchiveItem{Title: draft.Title, Year: 2025, Category: "WS", DatedOn: "2025-04-02", DocNumber: visit.Visit.Number, Author: draft.Author, Pages: 1,
		Unit: "DD", Retention: office.Keep10, Form: "visit", SourceKind: "visit", SourceID: visit.Visit.ID, SourceKey: strconv.FormatInt(visit.Visit.ID, 10), HasPaper: true}
	if draft != want || draft.Title == "" || draft.Author == "" {
		t.Fatalf("got %+v\nwant %+v", draft, want)
	}
	filed, err := archive.Save(draft)
	if err != nil || filed.Item.Code != "J101-WS·2025-D10-DD-0001" {
		t.Fatalf("%v: %q", err, filed.Item.Code)
	}
	if _, err := archive.Save(draft); office.CodeOf(err) != office.CodeConflict {
		t.Fatalf("filed twice: %v", err)
	}
}
