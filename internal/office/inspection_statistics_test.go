package office

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// madeUpInspection is an inspection with scores by chance; some units are not
// scored to the end.
func madeUpInspection(dice *rand.Rand, units, points int) ScoreFacts {
	f := ScoreFacts{Partly: 50, Checklist: Checklist{ID: 1, Grades: DefaultGrades()}}
	for i := range points {
		f.Checklist.Items = append(f.Checklist.Items, ChecklistItem{ID: int64(i + 1), Code: fmt.Sprint(i), Name: fmt.Sprintf("要点%d", i), Level: 1, Points: float64(1 + dice.IntN(5)), Veto: i == 0})
	}
	f.Checklist.Normalize()
	for i := range units {
		u := ScoredUnit{ID: int64(i + 1), Name: fmt.Sprintf("单位%d", i), UnitKind: UnitKinds[dice.IntN(2)], SchoolID: int64(i % 5 * (i + 1)), Zone: fmt.Sprint("区", dice.IntN(4)), Group: fmt.Sprint("组", dice.IntN(3))}
		scores := map[int64]UnitScore{}
		for _, x := range f.Checklist.Items {
			if dice.IntN(200) == 0 {
				continue
			}
			s := UnitScore{Result: Results[min(3, dice.IntN(14)/4)]}
			s.Settle(x, 50)
			scores[x.ID] = s
			p := PointFact{UnitID: u.ID, ItemID: x.ID, Result: s.Result}
			if s.Score != nil {
				p.Score = *s.Score
			}
			f.Points = append(f.Points, p)
		}
		if t := f.Checklist.Total(scores, 50); t.Complete() {
			u.Score, u.Grade = t.Score, t.Grade
			self := min(f.Checklist.Full(), *t.Score+float64(dice.IntN(9)))
			u.Self = &self
		}
		f.Units = append(f.Units, u)
	}
	return f
}

func TestInspectionStatisticsHold(t *testing.T) {
	dice := rand.New(rand.NewPCG(3, 4))
	for range 60 {
		f := madeUpInspection(dice, dice.IntN(40), 1+dice.IntN(20))
		old := madeUpInspection(dice, dice.IntN(40), 1+dice.IntN(20))
		f.Former = &old
		s := f.Compose()
		holdsRanks(t, f, s)
		holdsSums(t, f, s)
		holdsFormer(t, s)
	}
}

func holdsRanks(t *testing.T, f ScoreFacts, s InspectionStatistics) {
	t.Helper()
	if len(s.Ranking)+len(s.Missing) != len(f.Units) {
		t.Fatalf("%d ranked and %d missing of %d", len(s.Ranking), len(s.Missing), len(f.Units))
	}
	for i, r := range s.Ranking {
		better := 0
		for _, o := range s.Ranking {
			if o.Score > r.Score {
				better++
			}
		}
		if r.Rank != better+1 || i > 0 && s.Ranking[i-1].Score < r.Score {
			t.Fatalf("rank %d with %d better", r.Rank, better)
		}
	}
}

func holdsSums(t *testing.T, f ScoreFacts, s InspectionStatistics) {
	t.Helper()
	within := func(m Spread) {
		if len(m.Units) == 0 {
			return
		}
		for _, v := range []float64{m.Mean, m.Median} {
			if v < m.Lowest-0.005 || v > m.Highest+0.005 {
				t.Fatalf("%s: %v is not from %v to %v", m.Name, v, m.Lowest, m.Highest)
			}
		}
		if m.Deviation < 0 || m.Deviation > (m.Highest-m.Lowest)/2+0.01 || len(m.Passed) > len(m.Units) {
			t.Fatalf("%+v", m)
		}
	}
	within(s.All)
	for _, g := range s.Tables {
		n, passed := 0, 0
		for _, m := range g.Rows {
			within(m)
			n, passed = n+len(m.Units), passed+len(m.Passed)
		}
		if n != len(s.All.Units) || passed != len(s.All.Passed) {
			t.Fatalf("%s: %d units of %d, %d passed of %d", g.Title, n, len(s.All.Units), passed, len(s.All.Passed))
		}
	}
	for _, x := range s.Figures {
		if x.Unit != "%" && int(x.Value) != len(x.Records) {
			t.Fatalf("%s: %v of %d records", x.Name, x.Value, len(x.Records))
		}
	}
	grades := 0.0
	for _, g := range f.Checklist.Grades {
		grades += s.Figures.Get("inspection.grade." + g.Name).Value
	}
	if grades != s.Figures.Get("inspection.scored").Value {
		t.Fatalf("%v grades of %v scored", grades, s.Figures.Get("inspection.scored").Value)
	}
	for _, p := range s.Points {
		if p.Rate < 0 || p.Rate > 100 || len(p.Failed) > len(p.Short) || len(p.Short) > len(p.Units) || len(p.Units) > len(s.Ranking) {
			t.Fatalf("%+v", p)
		}
	}
}

func holdsFormer(t *testing.T, s InspectionStatistics) {
	t.Helper()
	c := s.Former
	if len(c.Up)+len(c.Down)+len(c.Same) != len(c.Units) {
		t.Fatalf("%+v", c)
	}
	changed := 0
	for _, r := range s.Ranking {
		if r.Change != nil {
			changed++
			if Round2(r.Score-*r.Former) != *r.Change || r.Was < 1 {
				t.Fatalf("%+v", r)
			}
		}
	}
	same := 0
	for _, p := range s.Points {
		if p.Change != nil {
			same++
		}
	}
	if changed != len(c.Units) || same != c.Points {
		t.Fatalf("%d changes of %d units, %d points of %d", changed, len(c.Units), same, c.Points)
	}
}

func TestInspectionStatisticsByHand(t *testing.T) {
	f := func(v float64) *float64 { return &v }
	list := Checklist{ID: 1, FullScore: 10, Grades: DefaultGrades(), Items: []ChecklistItem{{ID: 1, Name: "食堂", Level: 1}, {ID: 2, Name: "留样", Level: 2, Points: 4}, {ID: 3, Code: "B2", Name: "陪餐", Level: 2, Points: 6}}}
	facts := ScoreFacts{Checklist: list, Partly: 50, Units: []ScoredUnit{
		{ID: 1, Name: "甲", SchoolID: 11, UnitKind: "中小学", Group: "一组", Score: f(10), Self: f(10), Grade: "优秀"}, {ID: 2, Name: "乙", SchoolID: 12, UnitKind: "中小学", Group: "一组", Score: f(8), Self: f(9), Grade: "良好"},
		{ID: 3, Name: "丙", UnitKind: "乡镇", Group: "二组", Score: f(8), Grade: "良好"}, {ID: 4, Name: "丁", UnitKind: "乡镇", Score: f(4), Grade: "不合格"}, {ID: 5, Name: "戊", UnitKind: "乡镇"}},
		Points: []PointFact{{1, 2, 4, ResultYes}, {1, 3, 6, ResultYes}, {2, 2, 2, ResultPartly}, {2, 3, 6, ResultYes}, {3, 2, 2, ResultPartly}, {3, 3, 6, ResultYes}, {4, 2, 0, ResultNo}, {4, 3, 4, ResultPartly}, {5, 2, 0, ResultNo}},
		Former: &ScoreFacts{Partly: 50, Inspection: Inspection{ID: 9, Title: "上次"}, Checklist: Checklist{FullScore: 20, Items: []ChecklistItem{{ID: 7, Name: "留样", Level: 1, Points: 10}, {ID: 8, Code: "B2", Name: "校长陪餐", Level: 1, Points: 10}}},
			Units:  []ScoredUnit{{ID: 91, Name: "改了名的甲", SchoolID: 11, Score: f(18)}, {ID: 92, Name: "丙", Score: f(20)}, {ID: 93, Name: "乙", Score: f(2)}},
			Points: []PointFact{{91, 7, 9, ResultPartly}, {91, 8, 9, ResultPartly}, {92, 7, 10, ResultYes}, {92, 8, 10, ResultYes}, {93, 7, 2, ResultPartly}, {93, 8, 0, ResultNo}}}}
	s := facts.Compose()
	if m := s.All; m.Mean != 7.5 || m.Median != 8 || m.Highest != 10 || m.Lowest != 4 || m.Deviation != 2.18 || m.PassRate() != 75 {
		t.Errorf("all: %+v", m)
	}
	ranks := []int{}
	for _, r := range s.Ranking {
		ranks = append(ranks, r.Rank)
	}
	if fmt.Sprint(ranks) != "[1 2 2 4]" || len(s.Missing) != 1 || *s.Ranking[1].Gap != 1 {
		t.Errorf("ranking %v, missing %v", ranks, s.Missing)
	}
	if g := s.Tables[0].Rows; len(g) != 3 || g[0].Mean != 9 || g[0].Against != 1.5 || g[2].Name != "未分组" {
		t.Errorf("groups: %+v", g)
	}
	if p := s.Points[0]; p.Rate != 50 || p.Mean != 2 || p.Heading != "食堂" || fmt.Sprint(p.Failed, p.Short) != "[4] [2 3 4]" {
		t.Errorf("point: %+v", p)
	}
	if c := s.Former; c.Title != "上次" || fmt.Sprint(c.Units, c.Up, c.Down) != "[1 3] [1] [3]" || c.Now != 9 || c.Then != 9.5 || c.Change != -0.5 || c.Points != 2 {
		t.Errorf("last time: %+v", c)
	}
	if p := s.Points[1]; p.Former == nil || *p.Former != 63.33 {
		t.Errorf("a point of another name by its code: %+v", p)
	}
	if w := s.Worst(5); len(w) != 2 || w[0].Name != "留样" {
		t.Errorf("worst: %+v", w)
	}
}

func BenchmarkInspectionStatistics(b *testing.B) {
	f := madeUpInspection(rand.New(rand.NewPCG(5, 6)), 157, 60)
	old := madeUpInspection(rand.New(rand.NewPCG(7, 8)), 157, 60)
	f.Former = &old
	for b.Loop() {
		f.Compose()
	}
}
