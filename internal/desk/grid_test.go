package desk

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"dudao/internal/office"
)

var gridKeys = []string{"date", "session", "school", "inspectors", "kind", "problems", "disposal"}

func typed(row int, cells ...string) office.GridRow {
	return office.GridRow{Row: row, Cells: append(cells, make([]string, len(gridKeys)-len(cells))...)}
}

// person is the n-th inspector of the test's county.
func person(n int) string { return "督学" + string(rune('甲'+n)) }

// What is wrong in one row is said of its cell and keeps no other row from being written.
func TestGridWritesTheGoodRowsAndSaysWhatIsWrongWithTheOthers(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	d, _ := openTest(t, filepath.Join(dir, "数据"))
	county(t, d, dir)
	grid := d.Screens().Grid
	in := GridInput{Kind: office.KindVisits, Keys: gridKeys, Rows: []office.GridRow{
		typed(1, "2025-03-12", "上午", "示例县第1小学", "督学甲", "经常性督导"),
		typed(2, "2025-02-30", "上午", "示例县第2小学", person(1), "突击"),
		typed(5, "2025-03-12", "", "示例县第3小学", person(2), "", "灭火器过期", "一般问题"),
		typed(6, "2025-03-13", "", "示例县第4小学"),
	}}
	check := func(out GridOutcome, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		r := out.Result
		if r.Added != 2 || r.Failed != 2 || len(r.Verdicts) != 4 {
			t.Fatalf("got %+v", r)
		}
		if v := r.Verdicts[1]; v.Row != 2 || len(v.Faults) != 2 || v.Faults[0].Field != "date" || v.Faults[1].Field != "kind" || !strings.Contains(v.Faults[0].Message, "没有这一天") {
			t.Errorf("the wrong row: %+v", v)
		}
		// Nobody answers for this school: the cell left empty is what is asked for.
		if v := r.Verdicts[3]; v.Row != 6 || len(v.Faults) != 1 || v.Faults[0].Field != "inspectors" {
			t.Errorf("the row without an inspector: %+v", v)
		}
	}
	check(grid.Check(in))
	if n := visitCount(t, d); n != 0 {
		t.Fatalf("a check wrote %d visits", n)
	}
	out, err := grid.Save(in)
	check(out, err)
	if n := visitCount(t, d); n != 2 {
		t.Fatalf("%d visits", n)
	}
	last, err := d.Screens().History.Last()
	if err != nil || last.Label != "批量录入督导记录" || last.ID != out.Result.ID {
		t.Fatalf("%+v %v", last, err)
	}
	if list, err := d.Screens().Imports.List(); err != nil || len(list) == 0 || list[0].File != office.GridName || list[0].Added != 2 {
		t.Fatalf("%+v %v", list, err)
	}
	if _, err := d.Screens().Imports.Undo(out.Result.ID); err != nil || visitCount(t, d) != 0 {
		t.Fatalf("not undone: %v", err)
	}
}

func visitCount(t *testing.T, d *Desk) int {
	t.Helper()
	list, err := d.store.Export(office.KindVisits)
	if err != nil {
		t.Fatal(err)
	}
	return len(list)
}

// Rows taken out of the list go back over their records.
func TestGridChangesRecordsAndDoublesNone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	d, _ := openTest(t, filepath.Join(dir, "数据"))
	county(t, d, dir)
	grid := d.Screens().Grid
	out, err := grid.Save(GridInput{Kind: office.KindVisits, Keys: gridKeys, Rows: []office.GridRow{typed(1, "2025-03-12", "上午", "示例县第1小学", "督学甲", "经常性督导", "无")}})
	if err != nil || out.Result.Added != 1 {
		t.Fatalf("%+v %v", out, err)
	}
	id := out.Result.Verdicts[0].RecordID
	rows, err := grid.Rows(GridRows{Kind: office.KindVisits, Keys: gridKeys, IDs: []int64{id, id + 99}})
	if err != nil || len(rows) != 1 || rows[0].Cells[2] != "示例县第1小学" || rows[0].ID == "" {
		t.Fatalf("%+v %v", rows, err)
	}
	rows[0].Row, rows[0].Cells[1] = 1, "下午"
	out, err = grid.Save(GridInput{Kind: office.KindVisits, Keys: gridKeys, Rows: rows})
	if err != nil || out.Result.Updated != 1 || out.Result.Verdicts[0].Reason != "更新：时段（上午→下午）" || visitCount(t, d) != 1 {
		t.Fatalf("%+v %v", out, err)
	}
	// The same row once more, as it was read before: the record was changed since, in
	// the very cell, and is not written over.
	rows[0].Cells[1] = "全天"
	out, err = grid.Save(GridInput{Kind: office.KindVisits, Keys: gridKeys, Rows: rows})
	if err != nil || out.Result.Failed != 1 || out.Result.Verdicts[0].Faults[0].Field != "session" {
		t.Fatalf("%+v %v", out, err)
	}
}

func TestGridSheetsOfAllKinds(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	d, _ := openTest(t, filepath.Join(dir, "数据"))
	county(t, d, dir)
	for _, kind := range office.GridKinds {
		sheet, err := d.Screens().Grid.Sheet(string(kind))
		if err != nil {
			t.Fatal(err)
		}
		shown := 0
		for _, c := range sheet.Columns {
			if c.Shown {
				shown++
			}
			if c.Required && !c.Shown {
				t.Errorf("%s hides %s, which must be filled in", kind, c.Title)
			}
			if c.Choices == nil {
				t.Errorf("%s: choices of %s are null", kind, c.Key)
			}
		}
		if shown != len(gridShown[kind]) {
			t.Errorf("%s shows %d columns of %d: a key is wrong", kind, shown, len(gridShown[kind]))
		}
	}
	if _, err := d.Screens().Grid.Sheet("schools"); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("schools have no grid: %v", err)
	}
	if _, err := d.Screens().Grid.Check(GridInput{Kind: office.KindVisits, Keys: []string{"nonsense"}}); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("a column that is none: %v", err)
	}
}

// BenchmarkGridCheck: 3,000 rows pasted at once.
func BenchmarkGridCheck(b *testing.B) {
	dir := b.TempDir()
	d, _ := openTest(b, filepath.Join(dir, "数据"))
	county(b, d, dir)
	in := GridInput{Kind: office.KindVisits, Keys: gridKeys}
	for i := range 3000 {
		in.Rows = append(in.Rows, typed(i+1, string(office.NewDate(2024, 1, 1).AddDays(i/6)), office.SessionNames[i%2], fmt.Sprintf("示例县第%d小学", i%40+1), person(i%8), "经常性督导"))
	}
	for b.Loop() {
		out, err := d.Screens().Grid.Check(in)
		if err != nil || out.Result.Read != 3000 {
			b.Fatalf("%+v %v", out.Result.Read, err)
		}
	}
}

// Each kind of list takes the rows that its grid shows.
func TestGridWritesEachKind(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	d, _ := openTest(t, filepath.Join(dir, "数据"))
	county(t, d, dir)
	school := "示例县第1小学"
	for _, c := range []struct {
		kind  office.Kind
		good  map[string]string
		bad   map[string]string
		field string
	}{
		{office.KindFindings, map[string]string{"foundOn": "2025-03-12", "school": school, "content": "灭火器过期", "level": "一般问题", "dueOn": "5天"},
			map[string]string{"foundOn": "2025-03-12", "school": school, "content": "通道堵塞", "level": "特大"}, "level"},
		{office.KindArchive, map[string]string{"title": "工作总结", "datedOn": "2025-03-12", "retention": "永久", "unit": "综合"},
			map[string]string{"title": "工作计划", "datedOn": "2025-03-12", "retention": "百年", "unit": "综合"}, "retention"},
		{office.KindEvidence, map[string]string{"name": "学校章程", "datedOn": "2025-03-12", "onPaper": "是"},
			map[string]string{"name": "章程批复", "datedOn": "2025-13-12"}, "datedOn"},
	} {
		keys := gridShown[c.kind]
		rows := []office.GridRow{}
		for n, values := range []map[string]string{c.good, c.bad} {
			row := office.GridRow{Row: n + 1, Cells: make([]string, len(keys))}
			for i, key := range keys {
				row.Cells[i] = values[key]
			}
			rows = append(rows, row)
		}
		out, err := d.Screens().Grid.Save(GridInput{Kind: c.kind, Keys: keys, Rows: rows})
		if err != nil || out.Result.Added != 1 || out.Result.Failed != 1 {
			t.Errorf("%s: %+v %v", c.kind, out.Result, err)
			continue
		}
		if f := out.Result.Verdicts[1].Faults; len(f) != 1 || f[0].Field != c.field {
			t.Errorf("%s: %+v", c.kind, f)
		}
		if _, err := d.Screens().Imports.Undo(out.Result.ID); err != nil {
			t.Errorf("%s: %v", c.kind, err)
		}
	}
}
