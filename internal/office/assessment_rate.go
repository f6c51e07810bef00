package office

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// PartResult is what a part of the score comes to, of 100 and weighted.
type PartResult struct {
	PartID   int64   `json:"partId"`
	Score    float64 `json:"score"`
	Weighted float64 `json:"weighted"`
	Missing  int     `json:"missing"` // scores still to be given
}

// AssessResult is what an assessment comes to for one subject.
type AssessResult struct {
	SubjectID int64        `json:"subjectId"`
	Parts     []PartResult `json:"parts"`
	Bonus     float64      `json:"bonus"`
	Deduct    float64      `json:"deduct"`
	Total     float64      `json:"total"`
	Missing   int          `json:"missing"`
	Rank      int          `json:"rank"` // 0 of who is not ranked: vetoed or 不参评
	Grade     string       `json:"grade"`
	// Reason is why the grade is not the one of the total: 一票否决, 评优条件, 名额.
	Reason string `json:"reason"`
	Vetoed bool   `json:"vetoed"`
	Barred bool   `json:"barred"`
}

// Rate makes the results of the subjects from their scores, in the order of the
// subjects.
func (s AssessScheme) Rate(subjects []AssessSubject, scores []AssessScore) []AssessResult {
	at := make(map[ScoreKey]AssessScore, len(scores))
	for _, x := range scores {
		at[x.Key()] = x
	}
	out := make([]AssessResult, len(subjects))
	for i, x := range subjects {
		out[i] = s.rateOne(x, at)
	}
	s.rank(subjects, out)
	s.grade(subjects, out)
	return out
}

func (s AssessScheme) rateOne(who AssessSubject, at map[ScoreKey]AssessScore) AssessResult {
	r := AssessResult{SubjectID: who.ID, Parts: []PartResult{}}
	for _, p := range s.Parts {
		pr := p.rate(who.ID, at)
		r.Missing += pr.Missing
		r.Total += pr.Weighted
		r.Parts = append(r.Parts, pr)
	}
	reasons := []string{}
	for _, i := range s.Extras {
		x := at[ScoreKey{who.ID, 0, i.ID}]
		if !x.Scored || x.Off {
			continue
		}
		switch i.Kind {
		case ItemBonus:
			r.Bonus += x.Score
		case ItemDeduct:
			r.Deduct += x.Score
		case ItemVeto:
			r.Vetoed = true
		case ItemBar:
			r.Barred = true
		}
		if i.Mark() {
			reasons = append(reasons, strings.TrimSuffix(i.Kind+"："+i.Name+"（"+x.Remark+"）", "（）"))
		}
	}
	if s.BonusCap > 0 {
		r.Bonus = min(r.Bonus, s.BonusCap)
	}
	r.Bonus, r.Deduct = round2(r.Bonus), round2(r.Deduct)
	r.Total = round2(max(0, r.Total+r.Bonus-r.Deduct))
	r.Reason = strings.Join(reasons, "；")
	if who.Absent != "" {
		r.Missing, r.Vetoed, r.Barred, r.Reason = 0, false, false, "不参评："+who.Absent
	}
	return r
}

// rate makes the part's score: as it was given, or of its items, brought to 100.
func (p AssessPart) rate(who int64, at map[ScoreKey]AssessScore) PartResult {
	out := PartResult{PartID: p.ID}
	if len(p.Items) == 0 {
		x := at[ScoreKey{who, p.ID, 0}]
		if !x.Scored {
			out.Missing = 1
		}
		out.Score = x.Score
	} else {
		points, score := 0.0, 0.0
		for _, i := range p.Items {
			x := at[ScoreKey{who, 0, i.ID}]
			switch {
			case !x.Scored:
				out.Missing++
				points += i.Points
			case !x.Off:
				points += i.Points
				score += x.Score
			}
		}
		if points > 0 {
			out.Score = round2(100 * score / points)
		} else {
			out.Missing++ // nothing counts: the clerk has to say what does
		}
	}
	out.Weighted = round2(out.Score * p.Share / 100)
	return out
}

// rank gives equal totals the same rank; the next one is as far behind as there
// are people before it.
func (s AssessScheme) rank(subjects []AssessSubject, results []AssessResult) {
	order := []*AssessResult{}
	for i := range results {
		if subjects[i].Absent == "" && !results[i].Vetoed {
			order = append(order, &results[i])
		}
	}
	slices.SortStableFunc(order, func(a, b *AssessResult) int { return cmp.Compare(b.Total, a.Total) })
	for i, r := range order {
		r.Rank = i + 1
		if i > 0 && r.Total == order[i-1].Total {
			r.Rank = order[i-1].Rank
		}
	}
}

// Places is how many may be of the best grade among n, n for no limit.
func (s AssessScheme) Places(n int) int {
	places := n
	if s.Quota > 0 {
		places = min(places, int(math.Floor(float64(n)*s.Quota/100+1e-9)))
	}
	if s.QuotaMax > 0 {
		places = min(places, s.QuotaMax)
	}
	return places
}

// grade gives the grades by the totals; of the best one there are no more than
// its places. Who shares a rank gets it together or not at all.
func (s AssessScheme) grade(subjects []AssessSubject, results []AssessResult) {
	if len(s.Grades) == 0 {
		return
	}
	assessed, best := 0, map[int]int{} // of the best grade by rank
	for i := range results {
		r := &results[i]
		if subjects[i].Absent != "" {
			continue
		}
		assessed++
		if r.Vetoed {
			r.Grade = s.Grades[len(s.Grades)-1].Name
			continue
		}
		g := slices.IndexFunc(s.Grades, func(g AssessGrade) bool { return r.Total >= g.Least })
		if g == 0 && r.Barred {
			g = 1
		}
		r.Grade = s.Grades[g].Name
		if g == 0 {
			best[r.Rank]++
		}
	}
	places, taken, last := s.Places(assessed), 0, 0 // last rank that gets it
	ranks := []int{}
	for rank := range best {
		ranks = append(ranks, rank)
	}
	slices.Sort(ranks)
	for _, rank := range ranks {
		if taken+best[rank] > places {
			break
		}
		taken, last = taken+best[rank], rank
	}
	for i := range results {
		r := &results[i]
		if r.Grade == s.Grades[0].Name && r.Rank > last {
			r.Grade = s.Grades[1].Name
			r.Reason = strings.TrimPrefix(r.Reason+fmt.Sprintf("；达到%s分数，名额 %d 个已满", s.Grades[0].Name, places), "；")
		}
	}
}
