package office

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// numberedScheme gives a scheme the ids that a database would.
func numberedScheme(s AssessScheme) AssessScheme {
	id := int64(0)
	next := func() int64 { id++; return id }
	for p := range s.Parts {
		s.Parts[p].ID = next()
		for i := range s.Parts[p].Items {
			s.Parts[p].Items[i].ID, s.Parts[p].Items[i].PartID = next(), s.Parts[p].ID
		}
	}
	for i := range s.Extras {
		s.Extras[i].ID = next()
	}
	return s
}

func TestStarterSchemesAreSound(t *testing.T) {
	kinds := map[string]bool{}
	for _, s := range StarterSchemes() {
		if err := s.Validate(); err != nil {
			t.Errorf("%s: %v", s.Name, err)
		}
		if s.Official {
			t.Errorf("%s: no official text was read", s.Name)
		}
		kinds[s.Subject] = true
	}
	for _, k := range AssessSubjects {
		if !kinds[k] {
			t.Errorf("no scheme for %s", k)
		}
	}
	for _, m := range Measures {
		if m.Basis == "" || len(m.Subjects) == 0 {
			t.Errorf("%s: %+v", m.Key, m)
		}
	}
}

func TestSchemesAreRefused(t *testing.T) {
	for name, spoil := range map[string]func(*AssessScheme){
		"占比合计须为 100":     func(s *AssessScheme) { s.Parts[0].Share = 20 },
		"重复了":            func(s *AssessScheme) { s.Parts[1].Name = s.Parts[0].Name },
		"最后一个等次的最低分须为 0": func(s *AssessScheme) { s.Grades[3].Least = 10 },
		"取数指标不能用于":       func(s *AssessScheme) { s.Parts[2].Items[0].Measure = "inspections.score" },
		"分档请写成":          func(s *AssessScheme) { s.Parts[2].Items[0].Way, s.Parts[2].Items[0].Steps = WaySteps, "95-20" },
		"目标值":            func(s *AssessScheme) { s.Parts[2].Items[0].Target = 0 },
		"分值须大于 0":        func(s *AssessScheme) { s.Parts[2].Items[3].Points = 0 },
	} {
		s := inspectorScheme()
		s.Normalize()
		spoil(&s)
		if err := s.Validate(); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("want “%s”, got %v", name, err)
		}
	}
}

func TestScoreOfAValue(t *testing.T) {
	for _, c := range []struct {
		item  AssessItem
		value float64
		want  float64
	}{
		{AssessItem{Points: 20, Way: WayTarget, Target: 100}, 95.24, 19.05},
		{AssessItem{Points: 20, Way: WayTarget, Target: 100}, 240, 20},
		{AssessItem{Points: 20, Way: WayLess, Target: 5}, 3, 5},
		{AssessItem{Points: 20, Way: WayLess, Target: 5}, 9, 0},
		{AssessItem{Points: 3, Way: WayEach, Target: 1}, 2, 2},
		{AssessItem{Points: 3, Way: WayEach, Target: 1}, 7, 3},
		{AssessItem{Points: 20, Way: WaySteps, Steps: "60=10 95=20，85：16"}, 94.9, 16},
		{AssessItem{Points: 20, Way: WaySteps, Steps: "95=20 60=10"}, 59, 0},
	} {
		if got := c.item.ScoreOf(c.value); got != c.want {
			t.Errorf("%+v of %v: %v, want %v", c.item, c.value, got, c.want)
		}
	}
}

func TestTypedScoresAreRead(t *testing.T) {
	s := numberedScheme(inspectorScheme())
	part, item := s.Parts[0].ID, s.Parts[2].Items[3].ID
	for _, c := range []struct {
		part, item int64
		text       string
		want       AssessScore
	}{
		{part, 0, " ９５．５ ", AssessScore{Score: 95.5, Scored: true, Typed: true}},
		{part, 0, "优秀", AssessScore{Score: 95, Grade: "优秀", Scored: true, Typed: true}},
		{part, 0, "", AssessScore{}},
		{0, item, "15", AssessScore{Score: 15, Scored: true, Typed: true}},
		{0, item, "不计", AssessScore{Off: true, Scored: true, Typed: true}},
	} {
		got, err := s.ParseScore(c.part, c.item, c.text)
		c.want.PartID, c.want.ItemID = c.part, c.item
		if err != nil || got != c.want {
			t.Errorf("%q: %+v, %v", c.text, got, err)
		}
	}
	for _, text := range []string{"101", "-1", "良", "NaN", "Inf"} {
		if _, err := s.ParseScore(part, 0, text); CodeOf(err) != CodeInvalid {
			t.Errorf("%q was taken", text)
		}
	}
	if _, err := s.ParseScore(0, item, "15.5"); CodeOf(err) != CodeInvalid {
		t.Error("more than the item's points were taken")
	}
	if _, err := s.ParseScore(s.Parts[2].ID, 0, "90"); CodeOf(err) != CodeInvalid {
		t.Error("a part of items took a score of its own")
	}
}

// randomScores gives every subject all its scores; few values make ties.
func randomScores(r *rand.Rand, s AssessScheme, subjects []AssessSubject) []AssessScore {
	out := []AssessScore{}
	for _, x := range subjects {
		for _, p := range s.Parts {
			if len(p.Items) == 0 {
				out = append(out, AssessScore{SubjectID: x.ID, PartID: p.ID, Scored: true, Score: float64(80 + 5*r.IntN(5))})
			}
			for _, i := range p.Items {
				out = append(out, AssessScore{SubjectID: x.ID, ItemID: i.ID, Scored: true, Off: r.IntN(9) == 0, Score: round2(i.Points * float64(6+r.IntN(5)) / 10)})
			}
		}
		for _, i := range s.Extras {
			score := AssessScore{SubjectID: x.ID, ItemID: i.ID, Scored: r.IntN(12) == 0}
			if !i.Mark() {
				score.Score = i.Points * r.Float64()
			}
			out = append(out, score)
		}
	}
	return out
}

func TestRankingHolds(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 7))
		s := numberedScheme([]AssessScheme{inspectorScheme(), zoneScheme(), shizhuScheme(), principalScheme()}[seed%4])
		s.QuotaMax = r.IntN(4)
		subjects := []AssessSubject{}
		for i := range 1 + r.IntN(30) {
			x := AssessSubject{ID: int64(1000 + i), Name: fmt.Sprint(i)}
			if r.IntN(10) == 0 {
				x.Absent = "新聘"
			}
			subjects = append(subjects, x)
		}
		scores := randomScores(r, s, subjects)
		results := s.Rate(subjects, scores)
		assessed, best := 0, 0
		for i, a := range results {
			sum := 0.0
			for _, p := range a.Parts {
				sum += p.Weighted
				if p.Score < 0 || p.Score > 100 {
					t.Fatalf("seed %d: a part of %v", seed, p.Score)
				}
			}
			if want := round2(max(0, sum+a.Bonus-a.Deduct)); a.Total != want {
				t.Fatalf("seed %d: total %v, its parts make %v", seed, a.Total, want)
			}
			if s.BonusCap > 0 && a.Bonus > s.BonusCap {
				t.Fatalf("seed %d: bonus %v over %v", seed, a.Bonus, s.BonusCap)
			}
			if subjects[i].Absent != "" {
				if a.Rank != 0 || a.Grade != "" {
					t.Fatalf("seed %d: ranked though absent", seed)
				}
				continue
			}
			assessed++
			if a.Grade == s.Grades[0].Name {
				best++
			}
			if a.Vetoed && (a.Rank != 0 || a.Grade != s.Grades[len(s.Grades)-1].Name) {
				t.Fatalf("seed %d: vetoed with rank %d and %s", seed, a.Rank, a.Grade)
			}
			holdsAgainst(t, seed, s, a, results, subjects)
		}
		if best > s.Places(assessed) {
			t.Fatalf("seed %d: %d of the best grade, %d places", seed, best, s.Places(assessed))
		}
	}
}

// holdsAgainst compares one that is ranked with all others that are.
func holdsAgainst(t *testing.T, seed uint64, s AssessScheme, a AssessResult, results []AssessResult, subjects []AssessSubject) {
	t.Helper()
	if a.Rank == 0 {
		return
	}
	before := 0
	place := func(grade string) int {
		return slices.IndexFunc(s.Grades, func(g AssessGrade) bool { return g.Name == grade })
	}
	for k, b := range results {
		if b.Rank == 0 || subjects[k].Absent != "" {
			continue
		}
		if b.Total > a.Total {
			before++
			if !b.Barred && place(b.Grade) > place(a.Grade) {
				t.Fatalf("seed %d: %v has %s, %v has %s", seed, b.Total, b.Grade, a.Total, a.Grade)
			}
		}
		if (a.Total == b.Total) != (a.Rank == b.Rank) {
			t.Fatalf("seed %d: totals %v %v, ranks %d %d", seed, a.Total, b.Total, a.Rank, b.Rank)
		}
		if a.Total == b.Total && a.Barred == b.Barred && a.Grade != b.Grade {
			t.Fatalf("seed %d: a tie with %s and %s", seed, a.Grade, b.Grade)
		}
	}
	if a.Rank != before+1 {
		t.Fatalf("seed %d: rank %d behind %d", seed, a.Rank, before)
	}
}

// A better score of one never makes the total less.
func TestMoreIsNeverLess(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	s := numberedScheme(inspectorScheme())
	subjects := []AssessSubject{{ID: 1, Name: "甲"}}
	for range 300 {
		scores := randomScores(r, s, subjects)
		before := s.Rate(subjects, scores)[0].Total
		i := r.IntN(len(scores))
		item, isItem := s.Item(scores[i].ItemID)
		most := 100.0
		if isItem {
			most = item.Points
		}
		worse := isItem && item.Kind == ItemDeduct
		scores[i].Score += (most - scores[i].Score) * r.Float64()
		after := s.Rate(subjects, scores)[0].Total
		if !worse && after < before-0.01 || worse && after > before+0.01 {
			t.Fatalf("%+v: %v became %v", scores[i], before, after)
		}
	}
}

func TestMissingScoresAreNamed(t *testing.T) {
	s := numberedScheme(sanyaScheme())
	b := AssessmentBook{Scheme: s, Subjects: []AssessSubject{{ID: 1, Name: "甲示"}, {ID: 2, Name: "乙示", Absent: "病休"}}}
	b.Results = s.Rate(b.Subjects, b.Scores)
	if err := b.Complete(); CodeOf(err) != CodeInvalid || !strings.Contains(err.Error(), "3 处") || !strings.Contains(err.Error(), "甲示") || strings.Contains(err.Error(), "乙示") {
		t.Errorf("%v", err)
	}
}

func TestSpansOfAssessments(t *testing.T) {
	for key, want := range map[string][3]string{"2025": {"2025年度", "2025-01-01", "2024"}, "2025-2026": {"2025—2026学年", "2025-09-01", "2024-2025"}, "2025-2026-1": {"2025—2026学年第一学期", "2025-09-01", "2024-2025-2"}} {
		s, name, err := AssessSpan(key, nil, 0)
		if err != nil || name != want[0] || string(s.Of(0).From) != want[1] || AssessBefore(key) != want[2] {
			t.Errorf("%s: %s %s %s %v", key, name, s.Of(0).From, AssessBefore(key), err)
		}
	}
	for _, key := range []string{"2026-03", "2025-2027", "", "年"} {
		if _, _, err := AssessSpan(key, nil, 0); CodeOf(err) != CodeInvalid {
			t.Errorf("%q was taken", key)
		}
	}
}
