package desk

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dudao/internal/office"
	"dudao/internal/sheet"
)

// listFile writes rows of field key to text as a workbook without hidden ids.
func listFile(t testing.TB, dir string, kind office.Kind, rows []map[string]string) string {
	t.Helper()
	layout, err := office.LayoutOf(kind)
	if err != nil {
		t.Fatal(err)
	}
	list := make([]office.ListRow, len(rows))
	for i, r := range rows {
		cells := make([]string, len(layout.Fields))
		for key, text := range r {
			cells[layout.Index(key)] = text
		}
		list[i] = office.ListRow{Cells: cells}
	}
	var b bytes.Buffer
	if err := sheet.WriteList(&b, layout, list, sheet.ListOptions{}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, layout.Title+".xlsx")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// county brings in 40 schools and 8 inspectors.
func county(t testing.TB, d *Desk, dir string) {
	t.Helper()
	schools, people := []map[string]string{}, []map[string]string{}
	for i := range 40 {
		schools = append(schools, map[string]string{"name": fmt.Sprintf("示例县第%d小学", i+1), "kind": "小学"})
	}
	for i := range 8 {
		people = append(people, map[string]string{"name": "督学" + string(rune('甲'+i)), "mobile": fmt.Sprintf("1380000000%d", i), "employment": "专职"})
	}
	for kind, rows := range map[office.Kind][]map[string]string{office.KindSchools: schools, office.KindInspectors: people} {
		out, err := d.Screens().Imports.Run(ImportInput{Kind: kind, Paths: []string{listFile(t, dir, kind, rows)}})
		if err != nil || out.Result.Added != len(rows) || !out.Written || out.Backup == "" {
			t.Fatalf("%s: %+v %v", kind, out, err)
		}
	}
}

// plant puts 20 faults of 12 kinds into the rows and returns where they stand.
func plant(rows []map[string]string) map[int]string {
	faults := []struct{ key, text string }{
		{"date", "2025-02-30"}, {"date", "5月6日"}, {"school", "不存在小学"}, {"inspectors", "无名氏"}, {"kind", "突击"}, {"lessonCount", "若干"},
		{"school", ""}, {"date", "2199-01-01"}, {"matters", "跑操"}, {"content", "#REF!"}, {"dueOn", "尽快"}, {"title", strings.Repeat("长", 51)},
	}
	planted := map[int]string{}
	for i := range 20 {
		f, at := faults[i%len(faults)], 7+i*24
		rows[at][f.key] = f.text
		planted[at] = f.key
	}
	return planted
}

func TestTwentyFaultsInFiveHundredRowsAreFoundAndNoOther(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	d, _ := openTest(t, filepath.Join(dir, "数据"))
	county(t, d, dir)
	rows := make([]map[string]string, 500)
	for i := range rows {
		rows[i] = map[string]string{"date": string(office.NewDate(2025, 1, 6).AddDays(i / 2)), "session": office.SessionNames[i%2], "school": fmt.Sprintf("示例县第%d小学", i%40+1),
			"inspectors": "督学" + string(rune('甲'+i%8)), "kind": "经常性督导", "matters": "校园安全", "lessonCount": "2", "content": "随堂听课，查看食堂", "title": "三月督导"}
	}
	planted := plant(rows)
	path := listFile(t, dir, office.KindVisits, rows)
	original, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	imports := d.Screens().Imports
	rehearsed, err := imports.Run(ImportInput{Kind: office.KindVisits, Paths: []string{path}, Rehearse: true})
	if err != nil || rehearsed.Result.Read != 500 || rehearsed.Result.Failed != 20 || rehearsed.Result.Added != 480 || rehearsed.Written {
		t.Fatalf("rehearsal: %+v %v", rehearsed.Result, err)
	}
	marked := filepath.Join(dir, "检查.xlsx")
	if _, err := d.WriteImportErrors(marked); err != nil {
		t.Fatal(err)
	}
	if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, original) {
		t.Errorf("the original was changed: %v", err)
	}
	if _, err := d.WriteImportErrors(path); office.CodeOf(err) != office.CodeFile {
		t.Errorf("writing over the original: %v", err)
	}
	want := []string{}
	layout, err := office.LayoutOf(office.KindVisits)
	if err != nil {
		t.Fatal(err)
	}
	for at, key := range planted {
		want = append(want, fmt.Sprintf("%s%d", sheet.ColumnLetter(layout.Index(key)+2), at+2))
	}
	if got := listedCells(t, marked); !slices.Equal(got, sorted(want)) {
		t.Errorf("marked %v\nplanted %v", got, sorted(want))
	}
	written, err := imports.Run(ImportInput{Kind: office.KindVisits, Paths: []string{path}})
	if err != nil || written.Result.Added != 480 || written.Result.Failed != 20 {
		t.Fatalf("import: %+v %v", written.Result, err)
	}
	again, err := imports.Run(ImportInput{Kind: office.KindVisits, Paths: []string{marked}}) // the copy, not mended
	if err != nil || again.Result.Unchanged != 480 || again.Result.Failed != 20 || again.Written {
		t.Fatalf("the copy brought back: %+v %v", again.Result, err)
	}
	u, err := imports.Undo(written.Result.ID)
	if err != nil || u.Removed != 480 || len(u.Kept) != 0 {
		t.Errorf("undo: %+v %v", u, err)
	}
}

func sorted(s []string) []string {
	slices.Sort(s)
	return s
}

// listedCells returns the cells named in the sheet 检查结果.
func listedCells(t *testing.T, path string) []string {
	t.Helper()
	book, err := sheet.Open(path, sheet.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	_, rows := book.Top(office.ResultSheet, 1000)
	cells := []string{}
	for _, r := range rows {
		if len(r) >= 6 && r[1] == "督导记录" {
			cells = append(cells, r[2])
		}
	}
	return sorted(cells)
}

func TestSeveralFilesAreOneImport(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	d, _ := openTest(t, filepath.Join(dir, "数据"))
	paths := []string{}
	for i, name := range []string{"甲", "乙"} {
		sub := filepath.Join(dir, name)
		if err := os.Mkdir(sub, 0o755); err != nil {
			t.Fatal(err)
		}
		path := listFile(t, sub, office.KindSchools, []map[string]string{{"name": name + "小学", "kind": "小学"}, {"name": fmt.Sprint("坏", i, "小学"), "kind": "大学"}})
		other := filepath.Join(dir, name+".xlsx")
		if err := os.Rename(path, other); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, other)
	}
	imports := d.Screens().Imports
	out, err := imports.Run(ImportInput{Kind: office.KindSchools, Paths: paths})
	if err != nil || out.Result.Added != 2 || out.Result.Failed != 2 || len(out.Tables) != 2 {
		t.Fatalf("%+v %v", out, err)
	}
	files, err := d.WriteImportErrors(filepath.Join(dir, "错.xlsx"))
	if err != nil || len(files) != 2 {
		t.Fatalf("%v %v", files, err)
	}
	if u, err := imports.Undo(out.Result.ID); err != nil || u.Removed != 2 {
		t.Errorf("undo: %+v %v", u, err)
	}
	list, err := imports.List()
	if err != nil || len(list) != 1 || !list[0].Undone || list[0].File != "甲.xlsx、乙.xlsx" {
		t.Errorf("list: %+v %v", list, err)
	}
}

func TestAMappingIsRemembered(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	d, _ := openTest(t, filepath.Join(dir, "数据"))
	path := filepath.Join(dir, "名单.csv")
	if err := os.WriteFile(path, []byte("机构,办学层次,说明\n示例县第一小学,小学,不要\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	imports := d.Screens().Imports
	in := ImportInput{Kind: office.KindSchools, Paths: []string{path}, Rehearse: true}
	if out, err := imports.Run(in); err == nil && out.Result.Failed != 1 {
		t.Fatalf("read without a mapping: %+v", out.Result)
	}
	if err := imports.SaveMapping(MappingInput{Kind: office.KindSchools, Columns: map[string]string{"机构": "name", "说明": office.IgnoreColumn}}); err != nil {
		t.Fatal(err)
	}
	out, err := imports.Run(in)
	if err != nil || out.Result.Added != 1 || !out.Tables[0].Columns[2].Ignored {
		t.Fatalf("%+v %v", out, err)
	}
	if err := imports.SaveMapping(MappingInput{Kind: office.KindSchools, Columns: map[string]string{"机构": "nothing"}}); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("a field that is none: %v", err)
	}
}
