package store

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"dudao/internal/office"
)

// merged merges and checks what always holds.
func mergeAll(t *testing.T, s *Store, opt MergeOptions, sheets ...office.ReturnedSheet) *office.MergeResult {
	t.Helper()
	opt.Month = "2026-03"
	look := opt
	look.Rehearse = true
	before := dump(t, s)
	would := must[*office.MergeResult](t)(s.Merge(sheets, look))
	if after := dump(t, s); after != before {
		t.Fatal("a rehearsal changed records: " + firstDifference(before, after))
	}
	r := must[*office.MergeResult](t)(s.Merge(sheets, opt))
	if r.Read != r.Added+r.Updated+r.Unchanged+r.Held+r.Failed || len(r.Verdicts) != r.Read {
		t.Fatalf("the sum does not agree: %s", mergeTally(r))
	}
	if a, b := mergeTally(would), mergeTally(r); a != b {
		t.Fatalf("the rehearsal said %s, the merge %s", a, b)
	}
	return r
}

// noLoss tells what a merge took away: a record, or a text.
func noLoss(t *testing.T, before, after map[string]map[string]any) {
	t.Helper()
	for key, was := range before {
		now, ok := after[key]
		if !ok {
			t.Errorf("%s is gone", key)
			continue
		}
		for column, v := range was {
			if v != nil && v != "" && (now[column] == nil || now[column] == "") {
				t.Errorf("%s.%s was %v and is empty", key, column, v)
			}
			if column == "deleted_at" && now[column] != v {
				t.Errorf("%s was deleted", key)
			}
		}
	}
}

func images(t *testing.T, g getter) map[string]map[string]any {
	t.Helper()
	out := map[string]map[string]any{}
	for _, table := range []string{"visits", "lessons", "findings"} {
		parts := []string{}
		for _, c := range must[[]string](t)(columnsOf(g, table)) {
			parts = append(parts, "'"+c+"', "+c)
		}
		rows := []string{}
		if err := g.Select(&rows, "SELECT json_object("+strings.Join(parts, ", ")+") FROM "+table); err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			m := map[string]any{}
			if err := json.Unmarshal([]byte(r), &m); err != nil {
				t.Fatal(err)
			}
			out[fmt.Sprint(table, m["id"])] = m
		}
	}
	return out
}

// said is what the records say, without the numbers that they were given.
func said(t *testing.T, g getter) string {
	t.Helper()
	lines := []string{}
	for key, m := range images(t, g) {
		for _, c := range []string{"id", "number", "updated_at", "visit_id"} {
			delete(m, c)
		}
		text, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, strings.TrimRight(key, "0123456789")+string(text))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// Whatever inspectors write, in whatever order and in however many merges it
// comes back: the records come to say the same, nothing is lost, and what came
// back once changes nothing the second time.
func TestMergesInAnyOrderSayTheSameAndLoseNothing(t *testing.T) {
	s, out := sheetCounty(t, 8)
	for seed := range 6 {
		rng := rand.New(rand.NewPCG(uint64(seed), 3))
		sheets := []office.ReturnedSheet{}
		for i, o := range out {
			sheets = append(sheets, scribble(rng, o, i))
		}
		// The order of the sheets, and where one merge ends and the next begins.
		in := func(order []int, ends []bool) (words string) {
			if _, err := s.writeSet(Change{Action: "sheet.merge", Label: "x"}, false, func(x *tx) error {
				before := images(t, x)
				run := func(part []office.ReturnedSheet) *office.MergeResult {
					m := must[*merger](t)(s.newMerger(part, MergeOptions{Month: "2026-03"}))
					m.t = x
					if err := m.run(part); err != nil {
						t.Fatal(err)
					}
					return m.result
				}
				part := []office.ReturnedSheet{}
				for n, i := range order {
					part = append(part, sheets[i])
					if ends[n] || n == len(order)-1 {
						run(part)
						part = nil
					}
				}
				if after := images(t, x); len(after) == len(before) {
					t.Errorf("seed %d: nothing came in", seed)
				} else {
					noLoss(t, before, after)
				}
				words = said(t, x)
				again := run(sheets)
				if again.Added+again.Updated > 0 || said(t, x) != words {
					t.Errorf("seed %d: merged again: %s", seed, mergeTally(again))
				}
				return nil
			}); err != nil {
				t.Fatal(err)
			}
			return words
		}
		straight := make([]int, len(sheets))
		for i := range straight {
			straight[i] = i
		}
		want := in(straight, make([]bool, len(sheets)))
		for range 3 {
			ends := make([]bool, len(sheets))
			for i := range ends {
				ends[i] = rng.IntN(2) == 0
			}
			if got := in(rng.Perm(len(sheets)), ends); got != want {
				t.Fatalf("seed %d: %s", seed, firstDifference(want, got))
			}
		}
	}
}

// scribble writes here and there into a sheet, empties cells, leaves rows out.
func scribble(rng *rand.Rand, o office.OutSheet, n int) office.ReturnedSheet {
	r := back(o)
	kept := []office.ContentRow{}
	for i, row := range r.Content.Rows {
		_, record := office.ParseSheetID(row.Slot)
		put := func(cells map[string]string) {
			for key, text := range cells {
				row.Cells[key] = office.SheetCell{Text: text, Row: row.Row, Col: 3}
			}
		}
		day := fmt.Sprintf("2026-03-%02d", 1+rng.IntN(31))
		switch dice := rng.IntN(10); {
		case dice == 0:
			continue // the row was deleted
		case dice == 1 && record:
			for key := range row.Cells {
				if rng.IntN(3) == 0 {
					row.Cells[key] = office.SheetCell{}
				}
			}
		case dice < 4 && record && row.Kind == office.KindVisits:
			put(map[string]string{"advice": fmt.Sprintf("建议%d-%d", n, i), "lessonCount": fmt.Sprint(1 + rng.IntN(4))})
		case dice < 4 && row.Kind == office.KindVisits:
			if row.Cells["school"].Text == "" {
				put(map[string]string{"school": o.Schools[rng.IntN(len(o.Schools))]})
			}
			put(map[string]string{"date": day, "session": office.SessionNames[rng.IntN(2)], "content": fmt.Sprintf("内容%d-%d", n, i)})
		case dice < 3 && !record && row.Kind == office.KindLessons:
			put(map[string]string{"date": day, "school": o.Schools[0], "class": fmt.Sprint("班", i), "subject": "语文", "teacher": "某某"})
		case dice < 3 && !record && row.Kind == office.KindFindings:
			put(map[string]string{"foundOn": day, "school": o.Schools[0], "content": fmt.Sprintf("问题%d-%d", n, i), "level": "小问题"})
		case dice == 5 && !record && row.Kind == office.KindVisits:
			put(map[string]string{"date": "2026-13-77", "content": "日期不对"})
		}
		kept = append(kept, row)
	}
	r.Content.Rows = kept
	return r
}

// A conflict waits until something is chosen, however often the file comes back,
// and can be chosen when it is no longer there.
func TestAConflictWaitsUntilItIsChosen(t *testing.T) {
	s, out := sheetCounty(t, 4)
	r := back(out[0])
	row := fill(t, &r, office.KindVisits, true, 0, map[string]string{"advice": "表里的", "highlights": "表里的亮点"})
	id := recordOf(t, row)
	v := must[VisitForm](t)(s.Visit(id))
	v.Visit.Advice = "台账的"
	must[VisitForm](t)(s.SaveVisit(v))
	before := dump(t, s)
	m := mergeAll(t, s, MergeOptions{}, r)
	if m.Updated != 1 || m.Waiting() != 1 || m.Files[0].Conflicts != 1 {
		t.Fatalf("%s", mergeTally(m))
	}
	state := func() string {
		for _, x := range must[[]SheetRow](t)(s.Sheets("2026-03")) {
			if x.SheetID == out[0].Stamp.Sheet {
				return fmt.Sprintf("%s %d %d %d", x.State, x.Conflicts, x.Failures, x.Files)
			}
		}
		return ""
	}
	now := func() office.Visit { return must[VisitForm](t)(s.Visit(id)).Visit }
	if got := now(); got.Advice != "台账的" || got.Highlights != "表里的亮点" || state() != "有冲突 1 0 1" {
		t.Errorf("while it waits: %q %q %s", got.Advice, got.Highlights, state())
	}
	if again := mergeAll(t, s, MergeOptions{}, r); again.Waiting() != 1 || again.Updated != 0 || again.Held != 1 || again.ID != 0 {
		t.Errorf("once more: %s, set %d", mergeTally(again), again.ID)
	}
	// Without the file; and ours is a choice that lasts.
	key := m.Conflicts[0].Key
	if c := m.Conflicts[0]; c.Base == c.Ours || c.Ours != "台账的" || !slices.Equal(c.Theirs, []string{"表里的"}) || !slices.Equal(c.Files, []string{r.File}) {
		t.Errorf("the conflict: %+v", c)
	}
	chosen := mergeAll(t, s, MergeOptions{Choices: map[string]int{key: office.ChooseOurs}})
	if chosen.Waiting() != 0 || now().Advice != "台账的" || state() != "已收回 0 0 1" {
		t.Errorf("ours: %s %s", mergeTally(chosen), state())
	}
	if again := mergeAll(t, s, MergeOptions{All: office.AllTheirs}, r); again.ID != 0 || len(again.Conflicts) != 0 || again.Files[0].State != office.FileUnchanged {
		t.Errorf("what was chosen is asked for again: %s %+v", mergeTally(again), again.Files)
	}
	must[UndoResult](t)(s.Undo(chosen.ID))
	if theirs := mergeAll(t, s, MergeOptions{All: office.AllTheirs}); theirs.Waiting() != 0 || now().Advice != "表里的" {
		t.Errorf("theirs: %s, %q", mergeTally(theirs), now().Advice)
	} else {
		must[UndoResult](t)(s.Undo(theirs.ID))
	}
	must[UndoResult](t)(s.Undo(m.ID))
	if after := dump(t, s); after != before {
		t.Error("after the undo: " + firstDifference(before, after))
	}
}

// Two copies of one row that say different things are shown, not merged; bad
// cells are named and put right by a later copy; what is about nothing any more,
// or about another month, is said.
func TestWhatCannotBeMergedIsSaid(t *testing.T) {
	s, out := sheetCounty(t, 4)
	r := back(out[0])
	bad := fill(t, &r, office.KindVisits, false, 0, map[string]string{"date": "2026-02-27", "school": out[0].Schools[0], "content": "别的月份"})
	fill(t, &r, office.KindLessons, false, 0, map[string]string{"date": "2026-03-12", "school": "没有这所学校", "class": "一班", "subject": "数学", "teacher": "某某"})
	edited := fill(t, &r, office.KindVisits, true, 0, map[string]string{"advice": "写给已删除的记录"})
	if err := s.DeleteVisit(recordOf(t, edited)); err != nil {
		t.Fatal(err)
	}
	stranger, unknown := back(out[1]), named(back(out[1]), "没发过.xlsx")
	stranger.Stamp.Office = "别处"
	unknown.Stamp.Token = "x"
	m := mergeAll(t, s, MergeOptions{}, r, stranger, unknown, office.ReturnedSheet{File: "照片.jpg", Trouble: "不是表格，没有读"})
	if m.Failed != 3 || m.Added != 0 {
		t.Fatalf("%s %+v", mergeTally(m), m.Verdicts)
	}
	reasons := ""
	for _, v := range m.Verdicts {
		reasons += v.Reason + "\n"
	}
	for _, f := range m.Files {
		reasons += f.Reason + "\n"
	}
	for _, want := range []string{"不在这张表的月份里", "没有叫“没有这所学校”的学校", "已被删除", "别的督导室", "没有发出过这份表", "不是表格"} {
		if !strings.Contains(reasons, want) {
			t.Errorf("nothing says %s:\n%s", want, reasons)
		}
	}
	mended := named(r, "改好的.xlsx")
	row, _ := mended.Content.Of(office.KindVisits, bad.Slot)
	row.Cells["date"] = office.SheetCell{Text: "2026-03-27"}
	if again := mergeAll(t, s, MergeOptions{}, mended); again.Added != 1 || again.Waiting() != 0 || again.Failed != 2 {
		t.Errorf("the mended copy: %s %+v", mergeTally(again), again.Conflicts)
	}
	// The inspector corrects the day of what was merged: it is the same visit.
	moved := named(mended, "又改了日期.xlsx")
	row, _ = moved.Content.Of(office.KindVisits, bad.Slot)
	row.Cells["date"] = office.SheetCell{Text: "2026-03-26"}
	if again := mergeAll(t, s, MergeOptions{}, moved); again.Added != 0 || again.Waiting() != 1 || again.Conflicts[0].Heading != "日期" {
		t.Errorf("the day that was corrected: %s %+v", mergeTally(again), again.Conflicts)
	}
}

// What a sheet says of a recheck goes into the finding's round, with the name of
// the inspector; it does not close the finding, which needs a proof.
func TestARecheckOnASheetGoesIntoTheRound(t *testing.T) {
	s, out := sheetCounty(t, 6)
	var o office.OutSheet
	var row office.ContentRow
	for _, x := range out {
		for _, r := range x.Contents.Rows {
			if _, record := office.ParseSheetID(r.Slot); r.Kind == office.KindFindings && record && r.Cells["foundOn"].Text < "2026-03-20" && row.Slot == "" {
				o, row = x, r
			}
		}
	}
	id := recordOf(t, row)
	c := must[FindingCase](t)(s.Case(id))
	if len(c.Case.Rounds) == 0 {
		if err := s.SaveRound(RoundInput{FindingID: id, Action: office.ActReport, Round: office.Round{ReportedOn: "2026-03-24", Report: "已整改"}}); err != nil {
			t.Fatal(err)
		}
		made := must[[]office.OutSheet](t)(remake(s, o.Stamp.Inspector))
		o = made[0]
	}
	r := back(o)
	now, _ := r.Content.Of(office.KindFindings, row.Slot)
	now.Cells["recheckOn"], now.Cells["recheck"] = office.SheetCell{Text: "2026-03-26"}, office.SheetCell{Text: office.VerdictRight}
	if m := mergeAll(t, s, MergeOptions{}, r); m.Updated != 1 || m.Failed+m.Waiting() != 0 {
		t.Fatalf("%s %+v", mergeTally(m), m.Verdicts)
	}
	got := must[FindingCase](t)(s.Case(id)).Case.Current()
	if got.RecheckOn != "2026-03-26" || got.Verdict != office.VerdictRight || got.RecheckerID != o.Stamp.Inspector || got.ClosedOn != "" {
		t.Errorf("the round: %+v", got)
	}
}

func remake(s *Store, inspector int64) ([]office.OutSheet, error) {
	out, _, err := s.MakeSheets("2026-03", []int64{inspector}, nowhere)
	return out, err
}

// A merge that is stopped leaves nothing, neither of records nor of what came back.
func TestAStoppedMergeLeavesNothing(t *testing.T) {
	s, out := sheetCounty(t, 4)
	r := back(out[0])
	fill(t, &r, office.KindVisits, true, 0, map[string]string{"advice": "表里的"})
	before := dump(t, s)
	stopped := office.Errorf(office.CodeCancelled, "已停止")
	_, err := s.Merge([]office.ReturnedSheet{r}, MergeOptions{Step: func(done, total int) error {
		if done == total {
			return stopped
		}
		return nil
	}})
	if office.CodeOf(err) != office.CodeCancelled {
		t.Errorf("stopped: %v", err)
	}
	if after := dump(t, s); after != before {
		t.Error("a stopped merge changed records: " + firstDifference(before, after))
	}
}
