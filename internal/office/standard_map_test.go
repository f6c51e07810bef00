package office

import (
	"fmt"
	"testing"
)

func TestProposeMaps(t *testing.T) {
	line := func(id int64, code, name string) Indicator {
		return Indicator{ID: id, Code: code, Name: name, Level: 1}
	}
	old := Standard{ID: 1, Indicators: []Indicator{line(1, "1", "成立教育督导机构"), line(2, "2", "督导经费列入财政预算"), line(3, "3", "公示牌"), line(4, "4", "旧的一条")}}
	now := Standard{ID: 2, Indicators: []Indicator{line(11, "1", "成立教育督导机构"), line(12, "9", "公示牌"), line(13, "2", "督导经费列入年度财政预算"), line(14, "4", "全新的要求"), line(15, "7", "旧的一条做法")}}
	got := ""
	for _, m := range ProposeMaps(old, now) {
		got += fmt.Sprintf("%d-%d %s;", m.OldID, m.NewID, m.Relation)
	}
	if want := "1-11 equal;3-12 equal;2-13 equal;4-15 part;"; got != want {
		t.Errorf("proposed %s, want %s", got, want)
	}
	rows := PreviewMaps(now, ProposeMaps(old, now), map[int64]int{1: 3, 4: 2})
	if len(rows) != 5 || rows[0].Carried != 3 || rows[3].OldID != 0 || rows[4].Carried != 0 || rows[4].Look != 2 {
		t.Errorf("preview %+v", rows)
	}
}

func TestMergeIndicators(t *testing.T) {
	was := []Indicator{{ID: 1, Code: "1", Name: "甲", Level: 1}, {ID: 2, Code: "1-1", Name: "乙", Level: 2, Needs: []Need{{ID: 9, Name: "月报", Form: "month", Per: "month", Least: 1}}}, {ID: 3, Code: "2", Name: "丙", Level: 1}}
	lines := []Indicator{{Code: "1", Name: "甲", Level: 1}, {Code: "1-1", Name: "乙", Requirement: "要求", Level: 2, Needs: []Need{{Name: "照片"}, {Name: "月报"}}}, {Code: "1-2", Name: "新", Level: 2}, {Name: "丁", Level: 1}}
	all, at := MergeIndicators(was, lines)
	if fmt.Sprint(at) != "[0 1 2 4]" || len(all) != 5 || all[3].ID != 3 || all[2].Name != "新" || all[4].Name != "丁" {
		t.Errorf("%v\n%s", at, outline(all))
	}
	if n := all[1].Needs; len(n) != 2 || n[1].ID != 9 || n[1].Per != "month" || all[1].Requirement != "要求" || was[1].Requirement != "" {
		t.Errorf("line %+v", all[1])
	}
}

func TestPointStates(t *testing.T) {
	scope := NeedScope{Months: []Month{"2026-01", "2026-03"}, Years: []int{2025, 2026}, Schools: []Named{{1, "示例一小"}, {2, "示例二小"}}}
	of := func(day string, need int64) Piece {
		return Piece{Evidence: Evidence{ID: need, DatedOn: Date(day), Form: "month"}, NeedID: need}
	}
	monthly, yearly, each := Need{ID: 1, Per: "month", Form: "month", Least: 1}, Need{ID: 2, Per: "year", Least: 2}, Need{ID: 3, Per: "school", Least: 1}
	if d := monthly.Done([]Piece{of("2026-01-31", 0), of("2026-02-28", 1)}, scope); d.Asked != 2 || d.Have != 1 || fmt.Sprint(d.Missing) != "[2026年3月]" {
		t.Errorf("months %+v", d)
	}
	if d := yearly.Done([]Piece{of("2026-01-31", 2), of("2026-05-01", 2), of("2026-06-01", 2), of("2025-06-01", 1)}, scope); d.Have != 2 || d.Asked != 4 {
		t.Errorf("years %+v", d)
	}
	if d := each.Done([]Piece{{Evidence: Evidence{Title: "示例二小照片"}, NeedID: 3}, {SchoolID: 1}}, scope); d.Have != 1 || fmt.Sprint(d.Missing) != "[示例一小]" {
		t.Errorf("schools %+v", d)
	}
	whole, half := []NeedDone{{Asked: 1, Have: 1}}, []NeedDone{{Asked: 2, Have: 1}}
	for _, c := range []struct {
		item   EvaluationItem
		pieces int
		done   []NeedDone
		want   string
	}{
		{EvaluationItem{}, 0, nil, PointMissing}, {EvaluationItem{CheckedBy: "甲"}, 0, whole, PointMissing}, {EvaluationItem{}, 1, nil, PointWhole}, {EvaluationItem{CheckedBy: "甲"}, 1, half, PointPartly},
		{EvaluationItem{CheckedBy: "甲"}, 2, whole, PointChecked}, {EvaluationItem{NotApplicable: true}, 0, half, PointNone},
	} {
		if got := PointState(c.item, c.pieces, c.done); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

func TestRollUp(t *testing.T) {
	nine, five := 9.0, 5.0
	s := Standard{Indicators: []Indicator{{ID: 1, Level: 1}, {ID: 2, Level: 2, Points: 10}, {ID: 3, Level: 2, Points: 5}, {ID: 4, Level: 1}, {ID: 5, Level: 2}, {ID: 6, Level: 3, Points: 7}}}
	f := RollUp(s, map[int64]EvaluationItem{2: {SelfScore: &nine}, 6: {SelfScore: &five}, 3: {NotApplicable: true}}, map[int64][]Piece{2: {{}, {}}}, NeedScope{})
	all := f[len(f)-1]
	if all.Points != 17 || all.Self != 14 || all.Total != 2 || all.Done != 1 || all.State != PointMissing || all.Pieces != 2 {
		t.Errorf("all %+v", all)
	}
	if f[0].Points != 10 || f[0].Self != 9 || f[0].State != PointWhole || f[3].Points != 7 || f[4].Points != 7 || f[3].Done != 0 {
		t.Errorf("headings %+v", f)
	}
}
