package store

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"dudao/internal/office"
)

func listOf(points ...office.ChecklistItem) office.Checklist {
	return office.Checklist{Name: "示例评估表", Version: "2026版", Source: "本县", Items: points, Grades: office.DefaultGrades(), State: office.ChecklistOpen}
}

func scored(level int, name string, points float64) office.ChecklistItem {
	return office.ChecklistItem{Level: level, Name: name, Points: points}
}

func drawn(c office.Checklist) string {
	out := ""
	for _, x := range c.Items {
		out += fmt.Sprintf("%s%s%v;", strings.Repeat("-", x.Level), x.Name, x.Points)
	}
	return out
}

// inspect writes an inspection by the list over the schools, and a township.
func inspect(t *testing.T, s *Store, number string, former, list int64, schools ...office.School) (inspection int64, units []int64) {
	t.Helper()
	err := s.write(Change{Action: "test", Label: "test"}, func(t *tx) (err error) {
		x := office.Inspection{Number: number, Kind: "专项督导", Title: "示例专项督导" + number, ChecklistID: list, FormerID: former, PlannedOn: "2026-03-10", State: "立项"}
		if inspection, err = insert(t, "inspections", x); err != nil {
			return err
		}
		for i, sc := range schools {
			u := office.InspectionUnit{InspectionID: inspection, Position: i + 1, SchoolID: sc.ID, Name: sc.Name, UnitKind: "中小学", VisitedOn: "2026-03-12"}
			id, err := insert(t, "inspection_units", u)
			if err != nil {
				return err
			}
			units = append(units, id)
		}
		id, err := insert(t, "inspection_units", office.InspectionUnit{InspectionID: inspection, Position: 99, Name: "示例镇政府", UnitKind: "乡镇"})
		units = append(units, id)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return inspection, units
}

func TestChecklistIsEditedLineByLineAndUndone(t *testing.T) {
	s := openTest(t)
	now := s.now()
	s.now = func() time.Time { now = now.Add(time.Second); return now }
	before := dump(t, s)
	c := must[office.Checklist](t)(s.SaveChecklist(listOf(scored(1, "食堂", 0), scored(2, "留样", 2.5), scored(2, "陪餐", 7.5), scored(1, "宿舍", 10))))
	if c.FullScore != 20 || c.Items[1].ParentID != c.Items[0].ID || c.Items[3].ParentID != 0 {
		t.Fatalf("new: %+v", c)
	}
	fresh := dump(t, s)
	same := must[office.Checklist](t)(s.SaveChecklist(must[office.Checklist](t)(s.Checklist(c.ID))))
	if dump(t, s) != fresh || same.UpdatedAt != c.UpdatedAt {
		t.Error("saving the same again is a change")
	}
	// 陪餐 moves up and out, 食堂 goes with 留样 alone left under a new heading.
	c.Items = []office.ChecklistItem{c.Items[2], {Level: 1, Name: "新标题"}, c.Items[1], c.Items[3]}
	c.Items[0].Level, c.Items[2].Points = 1, 2
	c = must[office.Checklist](t)(s.SaveChecklist(c))
	if got := drawn(must[office.Checklist](t)(s.Checklist(c.ID))); got != "-陪餐7.5;-新标题0;--留样2;-宿舍10;" {
		t.Errorf("edited: %s", got)
	}
	must[UndoResult](t)(s.Undo(must[LastAction](t)(s.LastAction()).ID))
	if got := dump(t, s); got != fresh {
		t.Errorf("undo left %s", firstDifference(fresh, got))
	}
	if _, err := s.SaveChecklist(c); office.CodeOf(err) != office.CodeStale {
		t.Errorf("an old state was written over: %v", err)
	}
	if _, err := s.SaveChecklist(listOf(scored(1, "食堂", 1))); office.CodeOf(err) != office.CodeConflict {
		t.Errorf("the same version twice: %v", err)
	}
	must[UndoResult](t)(s.Undo(must[LastAction](t)(s.LastAction()).ID))
	if got := dump(t, s); got != before {
		t.Errorf("undo left %s", firstDifference(before, got))
	}
}

func TestAUsedVersionIsNotChanged(t *testing.T) {
	s := openTest(t)
	school, _ := fixture(t, s)
	c := must[office.Checklist](t)(s.SaveChecklist(listOf(scored(1, "留样", 60), scored(1, "陪餐", 40))))
	_, units := inspect(t, s, "ZX2026-001", 0, c.ID, school)
	full := 60.0
	must[ScoreSheet](t)(s.SaveUnitScores(PointInput{units[0], []office.UnitScore{{ItemID: c.Items[0].ID, Score: &full}}}))
	for what, spoil := range map[string]func(*office.Checklist){
		"points": func(c *office.Checklist) { c.Items[0].Points = 50 },
		"name":   func(c *office.Checklist) { c.Items[0].Name = "别的" },
		"lines":  func(c *office.Checklist) { c.Items = c.Items[:1] },
		"grades": func(c *office.Checklist) { c.Grades[0].Least = 95 },
		"full":   func(c *office.Checklist) { c.FullScore = 120 },
	} {
		bad := must[office.Checklist](t)(s.Checklist(c.ID))
		spoil(&bad)
		if _, err := s.SaveChecklist(bad); office.CodeOf(err) != office.CodeConflict || !strings.Contains(err.Error(), "另立新版本") {
			t.Errorf("%s: %v", what, err)
		}
	}
	fine := must[office.Checklist](t)(s.Checklist(c.ID))
	fine.State, fine.Note = "停用", "换新版"
	must[office.Checklist](t)(s.SaveChecklist(fine))
	if err := s.DeleteChecklist(c.ID); office.CodeOf(err) != office.CodeConflict {
		t.Errorf("a used list was thrown away: %v", err)
	}
	next := must[office.Checklist](t)(s.NewChecklistVersion(c.ID, "2027版"))
	if next.State != "草稿" || drawn(next) != drawn(c) || next.Items[0].ID == c.Items[0].ID || len(next.Grades) != 4 {
		t.Errorf("the new version: %+v", next)
	}
	next.Items[0].Points = 50
	must[office.Checklist](t)(s.SaveChecklist(next))
	if err := s.DeleteChecklist(next.ID); err != nil {
		t.Error(err)
	}
	page := must[ChecklistPage](t)(s.Checklists(ListQuery{}))
	if page.Total != 1 || page.Rows[0].Points != 2 || page.Rows[0].Used != 1 || page.Rows[0].Inspections != 1 {
		t.Errorf("the list: %+v", page)
	}
	if id := must[int64](t)(s.ChecklistID("示例评估表/2026版")); id != c.ID {
		t.Errorf("found by name: %d", id)
	}
}

func TestScoresKeepTheTotal(t *testing.T) {
	s := openTest(t)
	school, _ := fixture(t, s)
	c := must[office.Checklist](t)(s.SaveChecklist(listOf(scored(1, "食堂", 0), scored(2, "留样", 60), scored(2, "陪餐", 40))))
	_, units := inspect(t, s, "ZX2026-001", 0, c.ID, school)
	id := must[int64](t)(s.UnitID("ZX2026-001/" + school.Name))
	if id != units[0] {
		t.Fatalf("unit %d, not %d", id, units[0])
	}
	f := func(v float64) *float64 { return &v }
	before := dump(t, s)
	sheet := must[ScoreSheet](t)(s.SaveUnitScores(PointInput{id, []office.UnitScore{{ItemID: c.Items[1].ID, Score: f(48.5), Self: f(55), Note: "缺签名"}}}))
	if sheet.Total.Complete() || *sheet.Total.Score != 48.5 || sheet.Unit.Score != nil || *sheet.Unit.SelfScore != 55 {
		t.Errorf("on the way: %+v %+v", sheet.Total, sheet.Unit)
	}
	for _, bad := range []office.UnitScore{{ItemID: c.Items[1].ID, Score: f(20)}, {ItemID: c.Items[1].ID, Score: f(61), Note: "x"}, {ItemID: c.Items[0].ID, Result: "符合"}, {ItemID: 999, Result: "符合"}} {
		if _, err := s.SaveUnitScores(PointInput{id, []office.UnitScore{{ItemID: c.Items[2].ID, Score: f(40)}, bad}}); office.CodeOf(err) != office.CodeInvalid {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	if got := must[ScoreSheet](t)(s.ScoreSheet(id)); got.Total.Done != 1 {
		t.Errorf("bad input changed something: %+v", got.Total)
	}
	sheet = must[ScoreSheet](t)(s.FillUnitScores(id))
	if *sheet.Unit.Score != 88.5 || sheet.Unit.Grade != "良好" || *sheet.Unit.SelfScore != 55 || sheet.Before != 0 || sheet.Next != units[1] {
		t.Errorf("to the end: %+v", sheet.Unit)
	}
	// A change of a point moves the total; a cleared one takes it away.
	sheet = must[ScoreSheet](t)(s.SaveUnitScores(PointInput{id, []office.UnitScore{{ItemID: c.Items[1].ID, Score: f(48), Note: "缺签名"}}}))
	if *sheet.Unit.Score != 88 || sheet.Unit.SelfScore != nil {
		t.Errorf("half a point less: %+v", sheet.Unit)
	}
	sheet = must[ScoreSheet](t)(s.SaveUnitScores(PointInput{id, []office.UnitScore{{ItemID: c.Items[1].ID}}}))
	if sheet.Unit.Score != nil || sheet.Unit.Grade != "" || len(sheet.Scores) != 1 {
		t.Errorf("cleared: %+v", sheet)
	}
	for range 4 {
		must[UndoResult](t)(s.Undo(must[LastAction](t)(s.LastAction()).ID))
	}
	if got := dump(t, s); got != before {
		t.Errorf("undo left %s", firstDifference(before, got))
	}
}

func TestAPointBecomesAProblem(t *testing.T) {
	s := openTest(t)
	school, _ := fixture(t, s)
	x := scored(1, "食品留样", 10)
	x.MatterID = 7
	c := must[office.Checklist](t)(s.SaveChecklist(listOf(x)))
	_, units := inspect(t, s, "ZX2026-001", 0, c.ID, school)
	f := 4.0
	item := c.Items[0].ID
	if _, err := s.ScoreFinding(ScoreFindingInput{units[0], item}); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("nothing was lost: %v", err)
	}
	for _, u := range units {
		must[ScoreSheet](t)(s.SaveUnitScores(PointInput{u, []office.UnitScore{{ItemID: item, Score: &f, Note: "留样不足48小时"}}}))
	}
	before := dump(t, s)
	id := must[int64](t)(s.ScoreFinding(ScoreFindingInput{units[0], item}))
	got := must[office.Finding](t)(s.Finding(id))
	if got.UnitID != units[0] || got.SchoolID != school.ID || got.MatterID != 7 || got.Content != "留样不足48小时" || got.Source != "专项督导" || got.FoundOn != "2026-03-12" || got.DueOn != "2026-03-19" {
		t.Errorf("the problem: %+v", got)
	}
	if sheet := must[ScoreSheet](t)(s.ScoreSheet(units[0])); len(sheet.Findings) != 1 || sheet.Findings[0].Name != got.Number || sheet.Scores[0].FindingID != id {
		t.Errorf("the point knows it: %+v", sheet.Findings)
	}
	if _, err := s.ScoreFinding(ScoreFindingInput{units[0], item}); office.CodeOf(err) != office.CodeConflict {
		t.Errorf("made twice: %v", err)
	}
	if _, err := s.ScoreFinding(ScoreFindingInput{units[1], item}); err == nil || !strings.Contains(err.Error(), "不是学校") {
		t.Errorf("of a township: %v", err)
	}
	must[UndoResult](t)(s.Undo(must[LastAction](t)(s.LastAction()).ID))
	if now := dump(t, s); now != before {
		t.Errorf("undo left %s", firstDifference(before, now))
	}
}

func TestInspectionFactsAndSchoolResults(t *testing.T) {
	s := openTest(t)
	school, _ := fixture(t, s)
	other := must[office.School](t)(s.SaveSchool(office.School{Name: "示例县另一小学", Kind: "小学"}))
	c := must[office.Checklist](t)(s.SaveChecklist(listOf(scored(1, "留样", 60), scored(1, "陪餐", 40))))
	old, then := inspect(t, s, "ZX2025-001", 0, c.ID, school)
	id, units := inspect(t, s, "ZX2026-001", old, c.ID, school, other)
	score := func(unit int64, a, b float64) {
		must[ScoreSheet](t)(s.SaveUnitScores(PointInput{unit, []office.UnitScore{{ItemID: c.Items[0].ID, Score: &a, Note: "x"}, {ItemID: c.Items[1].ID, Score: &b, Note: "x"}}}))
	}
	score(then[0], 50, 20)
	score(units[0], 60, 20)
	score(units[1], 60, 40)
	facts, err := s.ScoreFacts(id)
	if err != nil {
		t.Fatal(err)
	}
	st := facts.Compose()
	if st.All.Mean != 90 || len(st.Ranking) != 2 || st.Ranking[1].Name != school.Name || *st.Ranking[1].Change != 10 || len(st.Missing) != 1 || st.Points[1].Rate != 75 {
		t.Errorf("%+v", st)
	}
	results := must[[]office.SchoolResult](t)(s.SchoolResults(school.ID))
	if len(results) != 2 {
		t.Fatalf("%+v", results)
	}
	for _, r := range results {
		want := office.SchoolResult{InspectionID: old, UnitID: then[0], Number: "ZX2025-001", Title: "示例专项督导ZX2025-001", Kind: "专项督导", On: "2026-03-12", Score: r.Score, Full: 100, Grade: "合格", Rank: 1, Of: 1}
		score := 70.0
		if r.InspectionID == id {
			want.InspectionID, want.UnitID, want.Number, want.Title, want.Grade, want.Rank, want.Of = id, units[0], "ZX2026-001", "示例专项督导ZX2026-001", "良好", 2, 2
			score = 80
		}
		if r.Score == nil || *r.Score != score || r != want {
			t.Errorf("%+v, want %+v", r, want)
		}
	}
}

func BenchmarkInspectionFacts(b *testing.B) {
	s, err := Open(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	c := listOf()
	for i := range 60 {
		c.Items = append(c.Items, scored(1, fmt.Sprintf("要点%d", i), 2))
	}
	c.Items[0].Points = 1
	c, err = s.SaveChecklist(c)
	if err != nil {
		b.Fatal(err)
	}
	var last, former int64
	err = s.write(Change{Action: "test", Label: "test"}, func(t *tx) error {
		for range 2 {
			former = last
			x := office.Inspection{Number: fmt.Sprint("ZX", former), Kind: "专项督导", Title: "示例", ChecklistID: c.ID, FormerID: former, PlannedOn: "2026-03-10", State: "立项"}
			if last, err = insert(t, "inspections", x); err != nil {
				return err
			}
			for k := range 157 {
				unit, err := insert(t, "inspection_units", office.InspectionUnit{InspectionID: last, Position: k, Name: fmt.Sprint("单位", k), UnitKind: "中小学"})
				if err != nil {
					return err
				}
				sheet, err := scoreSheet(t, unit, 50)
				if err != nil {
					return err
				}
				list := []office.UnitScore{}
				for i, p := range c.Items {
					v := float64((k*7 + i) % 3 * int(p.Points) / 2)
					list = append(list, office.UnitScore{ItemID: p.ID, Score: &v, Note: "说明"})
				}
				if err := t.putUnitScores(&sheet, list, 50); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		f, err := s.ScoreFacts(last)
		if err != nil {
			b.Fatal(err)
		}
		f.Compose()
	}
}
