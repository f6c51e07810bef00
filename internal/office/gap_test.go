package office

import (
	"fmt"
	"slices"
	"testing"
)

// gapStandard has a point of one need, one counted by month and by school, one with
// a live figure.
func gapStandard() Standard {
	return Standard{Indicators: []Indicator{
		{ID: 1, Code: "1", Name: "制度", Level: 1},
		{ID: 2, Code: "1-1", Name: "责任区制度", Level: 2, Person: "示例甲", Needs: []Need{{ID: 1, IndicatorID: 2, Name: "制度文件", Least: 1}}},
		{ID: 3, Code: "1-2", Name: "月报", Level: 2, Needs: []Need{{ID: 2, IndicatorID: 3, Name: "月报", Per: "month", Least: 1}, {ID: 3, IndicatorID: 3, Name: "照片", Per: "school", Least: 2}}},
		{ID: 4, Code: "1-3", Name: "每月督导", Level: 2, Live: LiveMonthlyVisits},
	}}
}

func gapFacts() GapFacts {
	f := GapFacts{Evaluation: Evaluation{ID: 9, Year: 2026, Years: 2}, Standard: gapStandard(), Units: map[string][]GapUnit{}}
	for m := Month("2026-01"); m <= "2026-12"; m = m.Add(1) {
		f.Units["month"] = append(f.Units["month"], GapUnit{Name: m.Chinese(), Period: m.Of(0)})
	}
	f.Units["school"] = []GapUnit{{ID: 1, Name: "示例一小"}, {ID: 2, Name: "示例二小"}}
	return f
}

func (f *GapFacts) serve(point, need int64, e GapEvidence) {
	e.ID = int64(len(f.Evidence) + 1)
	f.Evidence = append(f.Evidence, e)
	f.Links = append(f.Links, EvidenceLink{IndicatorID: point, NeedID: need, EvidenceID: e.ID})
}

func whole(title string, day Date) GapEvidence {
	return GapEvidence{Evidence: Evidence{Title: title, DatedOn: day, OnPaper: true}, Files: 1}
}

func gapLines(f GapFacts) []string {
	out := []string{}
	for _, g := range FindGaps(f) {
		out = append(out, fmt.Sprintf("%s %s %s: %s [%s %d]", g.Kind, g.Code, g.Title, g.Detail, g.Act, g.Pieces))
	}
	return out
}

func expectGaps(t *testing.T, f GapFacts, want ...string) {
	t.Helper()
	if got := gapLines(f); !slices.Equal(got, want) {
		t.Errorf("gaps\n%q\nwant\n%q", got, want)
	}
}

func TestThereAreSevenKindsOfGaps(t *testing.T) {
	f := gapFacts()
	expectGaps(t, f, "缺材料 1-1 责任区制度: 还没有一份佐证材料，要：制度文件 [补材料 1]", "缺材料 1-2 月报: 还没有一份佐证材料，要：月报、照片 [补材料 1]", "缺材料 1-3 每月督导: 还没有一份佐证材料 [列入清单 1]")

	f.Items = []EvaluationItem{{IndicatorID: 3, NotApplicable: true}, {IndicatorID: 4, NotApplicable: true}, {IndicatorID: 2, Person: "示例乙", DueOn: "2026-05-01"}}
	old := whole("老制度", "2024-12-31")
	f.serve(2, 1, old)
	expectGaps(t, f, "年度不对 1-1 老制度 2024-12-31: 成文日期 2024-12-31，不在 2025—2026 年 [改登记 1]")
	if g := FindGaps(f)[0]; g.Person != "示例乙" || g.DueOn != "2026-05-01" || !g.Fixed {
		t.Errorf("the point's person and day: %+v", g)
	}
	f.Evidence[0].DatedTo = "2025-01-01" // in force on a day that counts
	expectGaps(t, f)

	for want, change := range map[string]func(*GapEvidence){
		"有电子无纸质 1-1 老制度 2024-12-31: 没有纸质件，盒里拿不出来 [改登记 1]":       func(e *GapEvidence) { e.OnPaper = false },
		"有纸质无扫描 1-1 老制度 2024-12-31: 只有纸质件（2号柜），屏幕上打不开 [附扫描件 1]": func(e *GapEvidence) { e.Files, e.Place = 0, "2号柜" },
		"盒中未找到 1-1 老制度 2024-12-31: 清点时第 3 盒里没有找到 [看档案盒 1]":      func(e *GapEvidence) { e.Lost, e.Filed, e.Box = true, true, "第 3 盒" },
		"不完整 1-1 老制度 2024-12-31: 未盖章 [改登记 1]":                   func(e *GapEvidence) { e.Flaw = "未盖章" },
		"不完整 1-1 老制度 2024-12-31: 学校没有签字 [打开记录 1]":               func(e *GapEvidence) { e.Lacks = []string{"学校没有签字"} },
		"缺材料 1-1 老制度 2024-12-31: 只登记了题名，没有文件，也没有纸质件 [附扫描件 1]":   func(e *GapEvidence) { e.Files, e.OnPaper = 0, false },
	} {
		x := f
		x.Evidence = slices.Clone(f.Evidence)
		change(&x.Evidence[0])
		expectGaps(t, x, want)
	}
	f.Evidence[0].Form, f.Evidence[0].SourceKey, f.Evidence[0].OnPaper = "month", "2026-03", false
	if g := FindGaps(f)[0]; g.Act != MendPrint || g.Form != "month" || g.FormID != "2026-03" {
		t.Errorf("a paper of the program is printed at once: %+v", g)
	}
}

func TestNeedsAreCountedForEach(t *testing.T) {
	f := gapFacts()
	f.Items = []EvaluationItem{{IndicatorID: 2, NotApplicable: true}, {IndicatorID: 4, NotApplicable: true}}
	for _, m := range f.Units["month"][:9] {
		f.serve(3, 2, whole(m.Name+"月报", m.Period.From))
	}
	photos := whole("示例一小公示牌照片", "2026-03-02")
	f.serve(3, 3, photos)
	photos.SchoolID, photos.Title = 1, "背面"
	f.serve(3, 3, photos)
	expectGaps(t, f, "数量不足 1-2 月报: 应有 12 个月，已有 9，缺：2026年10月、2026年11月、2026年12月 [补材料 3]", "数量不足 1-2 照片: 应有 2 所学校，已有 1，缺：示例二小 [补材料 2]")

	span := whole("四季度月报合订本", "2026-10-01")
	span.DatedTo = "2026-12-31"
	f.serve(3, 2, span)
	keyed := whole("一月月报", "2027-02-03") // dated later, it speaks of its month
	keyed.SourceKey = "2026-01"
	f.serve(3, 2, keyed)
	expectGaps(t, f, "数量不足 1-2 照片: 应有 2 所学校，已有 1，缺：示例二小 [补材料 2]")
}

// What is wrong with a piece that serves two points is mended once.
func TestAGapOfEvidenceComesOnce(t *testing.T) {
	f := gapFacts()
	f.Items = []EvaluationItem{{IndicatorID: 3, NotApplicable: true}}
	e := whole("统计表", "2026-03-31")
	e.OnPaper = false
	f.serve(2, 0, e)
	f.Links = append(f.Links, EvidenceLink{IndicatorID: 4, EvidenceID: 1})
	gaps := FindGaps(f)
	if len(gaps) != 1 || !slices.Equal(gaps[0].Codes, []string{"1-1", "1-3"}) {
		t.Errorf("gaps %+v", gaps)
	}
}

func TestWorkIsLaidBackFromTheInspection(t *testing.T) {
	rule := ScheduleRule{Minutes: map[string]int{GapNone: 60, GapFew: 20, GapElectronic: 5}, Day: 60, Reserve: 2}
	gaps := []Gap{{Kind: GapElectronic, Person: "示例甲", Pieces: 1}, {Kind: GapNone, Person: "示例甲", Pieces: 1}, {Kind: GapNone, Person: "示例甲", Pieces: 2}, {Kind: GapNone, Pieces: 1},
		{Kind: GapNone, Person: "示例甲", Pieces: 1, DueOn: "2026-03-03", Fixed: true}}
	cal := NewCalendar([]Holiday{{Day: "2026-03-12", Kind: "休"}})
	s := PlanBack(gaps, "2026-03-18", "2026-03-04", cal, rule) // Wednesday to Wednesday
	if s.Workdays != 7 || s.Last != "2026-03-13" {
		t.Fatalf("%d working days until %s", s.Workdays, s.Last)
	}
	got := []string{}
	for _, g := range s.Gaps {
		got = append(got, fmt.Sprint(g.Who(), " ", g.Kind, " ", g.DueOn, " ", g.Minutes))
	}
	want := []string{"示例甲 缺材料 2026-03-03 60", "示例甲 缺材料 2026-03-10 60", "示例甲 缺材料 2026-03-11 80", "示例甲 有电子无纸质 2026-03-13 5", "未定 缺材料 2026-03-13 60"}
	if !slices.Equal(got, want) {
		t.Errorf("schedule\n%q\nwant\n%q", got, want)
	}
	if l := s.Loads[0]; l.Person != "示例甲" || l.Gaps != 4 || l.Minutes != 205 || l.Late != 1 || l.Next != "2026-03-03" || l.Over != 0 {
		t.Errorf("load %+v", l)
	}
	rule.Day = 20
	if l := PlanBack(gaps, "2026-03-18", "2026-03-04", cal, rule).Loads[0]; l.Over != 30 {
		t.Errorf("a day takes %d minutes", l.Over)
	}
	for _, g := range PlanBack(gaps, "", "2026-03-04", cal, rule).Gaps {
		if g.DueOn != "" && !g.Fixed {
			t.Error("a day without an inspection day")
		}
	}
}

func TestTheSameSeedDrawsTheSame(t *testing.T) {
	p := SpotPool{Schools: []int64{1, 2, 3, 4, 5, 6, 7, 8, 9}, Points: []int64{11, 12, 13, 14}, Schoolwise: []int64{12, 14}}
	seen := map[string]bool{}
	for seed := int64(1); seed <= 60; seed++ {
		a, b := DrawSpots(p, 3, 2, seed), DrawSpots(p, 3, 2, seed)
		if !slices.Equal(a, b) {
			t.Fatalf("seed %d draws two things", seed)
		}
		seen[fmt.Sprint(a)] = true
		schools := map[int64]bool{}
		for i, x := range a {
			if x.Position != i+1 || (x.SchoolID != 0) != slices.Contains(p.Schoolwise, x.IndicatorID) {
				t.Fatalf("drawn %+v", x)
			}
			schools[x.SchoolID] = true
		}
		if len(schools) > 4 {
			t.Fatalf("more than three schools: %v", schools)
		}
		if delete(schools, 0); len(schools) != 3 {
			t.Fatalf("seed %d: three schools are drawn, %d are asked", seed, len(schools))
		}
	}
	if len(seen) < 20 {
		t.Errorf("60 seeds gave %d draws", len(seen))
	}
	if n := len(DrawSpots(p, 99, 99, 5)); n != 2+2*9 {
		t.Errorf("all of all: %d", n)
	}
}

// A live figure is counted from its units, and from nothing else.
func TestALiveFigureIsCountedFromItsUnits(t *testing.T) {
	about, _ := LiveOf(LiveMonthlyVisits)
	unit := func(id int64, when string, hit bool, records ...int64) LiveUnit {
		return LiveUnit{WhoKind: "school", WhoID: id, Who: fmt.Sprint("示例", id), When: when, Hit: hit, Kind: "visit", Records: records}
	}
	f := MakeLive(about, []LiveUnit{unit(1, "2026-02", true, 5), unit(1, "2026-03", false), unit(2, "2026-02", false), unit(2, "2026-03", false), unit(3, "2026-02", true, 7, 8)}, Rule{Value: 100}, Rule{}, Period{})
	if f.Value != 40 || f.Hits != 2 || f.Units != 5 || f.Met || f.Records != 3 || len(f.Behind()) != 3 {
		t.Errorf("figure %+v", f)
	}
	if len(f.Breaks) != 2 || f.Breaks[0].Name != "示例2" || f.Breaks[0].Said != "2026-02；2026-03" {
		t.Errorf("who breaks it: %+v", f.Breaks)
	}
	if fmt.Sprint(f.Heads, f.Rows[0].Cells, f.Rows[1].Miss, f.Rows[2].Cells) != "[2026-02 2026-03] [1 缺] 2 [2 ]" {
		t.Errorf("matrix %v %+v", f.Heads, f.Rows)
	}
	if none := MakeLive(about, nil, Rule{Value: 0}, Rule{}, Period{}); none.Met || !none.Blank {
		t.Error("nothing asked, yet met")
	}
	for _, l := range Lives {
		if i := slices.IndexFunc(liveRules, func(r Rule) bool { return r.Key == l.Target }); i < 0 {
			t.Errorf("%s has no target", l.Key)
		}
	}
}
