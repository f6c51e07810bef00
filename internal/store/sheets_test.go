package store

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"dudao/internal/office"
)

// sheetCounty is a county of so many inspectors in March 2026, with the month's
// sheets made.
func sheetCounty(t *testing.T, inspectors int) (*Store, []office.OutSheet) {
	t.Helper()
	s := openCounty(t, office.SampleSize{Schools: inspectors, Kindergartens: inspectors, Inspectors: inspectors, Zones: 3, From: "2026-02", To: "2026-03", Findings: 1})
	s.now = func() time.Time { return time.Date(2026, 3, 31, 10, 0, 0, 0, time.Local) }
	out, without, err := s.MakeSheets("2026-03", nil, nowhere)
	if err != nil || len(out) < inspectors-2 || len(out)+len(without) != inspectors {
		t.Fatalf("%d sheets, without %v: %v", len(out), without, err)
	}
	// Those who have made a visit already come first.
	visits := func(o office.OutSheet) bool {
		return slices.ContainsFunc(o.Contents.Rows, func(r office.ContentRow) bool {
			_, is := office.ParseSheetID(r.Slot)
			return is && r.Kind == office.KindVisits
		})
	}
	return s, slices.Concat(slices.DeleteFunc(slices.Clone(out), func(o office.OutSheet) bool { return !visits(o) }), slices.DeleteFunc(slices.Clone(out), visits))
}

func nowhere([]office.OutSheet) error { return nil }

// back is a sheet as it comes back untouched.
func back(o office.OutSheet) office.ReturnedSheet {
	r := office.ReturnedSheet{File: o.FileName(), Stamp: o.Stamp, Content: office.SheetContent{}}
	for i, row := range o.Contents.Rows {
		row.Row, row.Cells = i+4, maps.Clone(row.Cells)
		r.Content.Rows = append(r.Content.Rows, row)
	}
	return r
}

// named is the same sheet in a file of another name, to be written in by itself.
func renamed(r office.ReturnedSheet, file string) office.ReturnedSheet {
	out := office.ReturnedSheet{File: file, Stamp: r.Stamp}
	for _, row := range r.Content.Rows {
		row.Cells = maps.Clone(row.Cells)
		out.Content.Rows = append(out.Content.Rows, row)
	}
	return out
}

// fill writes into the n-th row of the kind that is, or is not, about a record.
func fill(t *testing.T, r *office.ReturnedSheet, kind office.Kind, record bool, n int, cells map[string]string) office.ContentRow {
	t.Helper()
	for _, row := range r.Content.Rows {
		if _, is := office.ParseSheetID(row.Slot); row.Kind != kind || is != record || !record && row.Cells["school"].Text != "" {
			continue
		}
		if n--; n < 0 {
			for key, text := range cells {
				row.Cells[key] = office.SheetCell{Text: text, Row: row.Row, Col: 2}
			}
			return row
		}
	}
	t.Fatalf("%s has no such row of %s", r.File, kind)
	return office.ContentRow{}
}

// digest is all that a merge may write, as it stands in the transaction.
func digest(t *testing.T, g getter) string {
	t.Helper()
	var b strings.Builder
	for _, table := range []string{"visits", "visit_matters", "visit_methods", "visit_companions", "lessons", "findings", "sheets", "sheet_returns", "sheet_slots"} {
		cols := must[[]string](t)(columnsOf(g, table))
		cols = slices.DeleteFunc(cols, func(c string) bool { return c == "id" && strings.HasPrefix(table, "sheet_") })
		rows := []string{}
		if err := g.Select(&rows, "SELECT json_array("+strings.Join(cols, ", ")+") AS x FROM "+table+" ORDER BY x"); err != nil {
			t.Fatal(err)
		}
		b.WriteString(table + "\n" + strings.Join(rows, "\n") + "\n")
	}
	return b.String()
}

func mergeTally(r *office.MergeResult) string {
	files := map[string]int{}
	for _, f := range r.Files {
		files[f.State]++
	}
	return fmt.Sprintf("%d files: %d merged %d unchanged %d double %d refused; %d read +%d ~%d =%d ?%d !%d; %d conflicts", len(r.Files), files[office.FileMerged], files[office.FileUnchanged],
		files[office.FileDouble], files[office.FileRefused], r.Read, r.Added, r.Updated, r.Unchanged, r.Held, r.Failed, r.Waiting())
}

// recordsOf tells the visit that a row of a sheet is about.
func recordOf(t *testing.T, row office.ContentRow) int64 {
	t.Helper()
	id, ok := office.ParseSheetID(row.Slot)
	if !ok {
		t.Fatalf("%s is no record", row.Slot)
	}
	return id.ID
}

// 26 files come back: 21 sheets, a second copy of one of them that says
// otherwise, 3 doubles and one of another month; one field was changed in the
// office, too. The table is the same in every order; DUDAO_ORDERS sets how many
// are tried.
func TestSheetsMergeToTheSameTableInAnyOrder(t *testing.T) {
	s, out := sheetCounty(t, 30)
	other, _, err := s.MakeSheets("2026-02", []int64{out[25].Stamp.Inspector}, nowhere)
	if err != nil || len(other) != 1 {
		t.Fatal(err)
	}
	files := []office.ReturnedSheet{}
	var contested, twice office.ContentRow
	for i, o := range out[:21] {
		r := back(o)
		row := fill(t, &r, office.KindVisits, true, 0, map[string]string{"advice": fmt.Sprintf("表里的建议%d", i)})
		if i == 0 {
			contested = row
		}
		added := fill(t, &r, office.KindVisits, false, 0, map[string]string{"date": "2026-03-31", "session": "下午", "school": o.Schools[0], "content": fmt.Sprintf("第%d位补填", i)})
		if i == 1 {
			twice = added
		}
		fill(t, &r, office.KindLessons, false, 0, map[string]string{"date": "2026-03-31", "school": o.Schools[0], "class": "三（1）班", "subject": "数学", "teacher": "示例教师", "rating": "4"})
		files = append(files, r)
	}
	second := renamed(files[1], "再交一份.xlsx")
	again, _ := second.Content.Of(office.KindVisits, twice.Slot)
	again.Cells["content"] = office.SheetCell{Text: "改了说法"}
	files = append(files, second, renamed(files[2], "副本.xlsx"), renamed(files[3], "另存(1).xlsx"), renamed(files[4], "微信下载.xlsx"), back(other[0]))
	v := must[VisitForm](t)(s.Visit(recordOf(t, contested)))
	v.Visit.Advice, v.Visit.Highlights = "台账里的建议", "台账里的亮点"
	must[VisitForm](t)(s.SaveVisit(v))
	before := dump(t, s)

	orders := 20
	if n, err := strconv.Atoi(os.Getenv("DUDAO_ORDERS")); err == nil {
		orders = n
	}
	const want = "26 files: 22 merged 0 unchanged 3 double 1 refused; "
	var table, records string
	for n := range orders {
		order := slices.Clone(files)
		rand.New(rand.NewPCG(uint64(n), 7)).Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		opt := MergeOptions{}
		m, err := s.newMerger(order, opt)
		if err != nil {
			t.Fatal(err)
		}
		var now string
		if _, err := s.writeSet(Change{Action: "sheet.merge", Label: "x"}, false, func(x *tx) error {
			m.t = x
			if err := m.run(order); err != nil {
				return err
			}
			now = digest(t, x)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(m.result)
		if err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			table, records = string(text), now
			if got := mergeTally(m.result); !strings.HasPrefix(got, want) || m.result.Added != 41 || m.result.Updated != 20 || m.result.Held != 2 || m.result.Failed != 0 || m.result.Waiting() != 2 {
				for _, v := range m.result.Verdicts {
					if v.State != office.RowUnchanged {
						t.Logf("%s %s %d %s %s", v.File, v.Sheet, v.Row, v.State, v.Reason)
					}
				}
				t.Fatalf("%s", got)
			}
			checkConflicts(t, m.result)
		}
		if string(text) != table {
			t.Fatalf("order %d gives another table: %s", n, firstDifference(table, string(text)))
		}
		if now != records {
			t.Fatalf("order %d gives other records: %s", n, firstDifference(records, now))
		}
	}
	if after := dump(t, s); after != before {
		t.Error("a rehearsal changed records: " + firstDifference(before, after))
	}
}

func checkConflicts(t *testing.T, r *office.MergeResult) {
	t.Helper()
	got := []string{}
	for _, c := range r.Conflicts {
		got = append(got, fmt.Sprintf("%s %s|%s|%s", c.Heading, c.Base, c.Ours, strings.Join(c.Theirs, "/")))
	}
	slices.Sort(got)
	base := r.Conflicts[slices.IndexFunc(r.Conflicts, func(c office.Conflict) bool { return c.Heading == "意见建议" })].Base
	want := []string{"内容 ||改了说法/第1位补填", "意见建议 " + base + "|台账里的建议|表里的建议0"}
	if !slices.Equal(got, want) {
		t.Errorf("conflicts %q, want %q", got, want)
	}
	for _, f := range r.Files {
		if f.State == office.FileRefused && !strings.Contains(f.Reason, "2026年2月的表") || f.State == office.FileDouble && !strings.Contains(f.Reason, "内容相同") {
			t.Errorf("%s: %s", f.File, f.Reason)
		}
	}
}
