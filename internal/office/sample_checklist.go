package office

import (
	"math"
	"math/rand/v2"
	"slices"
)

// sampleLosses are why points are lost in the made-up county.
var sampleLosses = []string{"制度有，落实记录不全", "现场查看有两处不到位", "资料缺近一个月的", "知晓率不高，抽问三人两人不清楚", "记录有补写痕迹", "责任人不明确", "台账与现场不一致"}

// SampleChecklists are the lists of the made-up county: 规范办学督导要点 in two
// versions with points, and the kindergartens' without.
func SampleChecklists() []Checklist {
	starters := ChecklistStarters(DefaultMatters, DefaultCheckpoints)
	rules := starters[slices.IndexFunc(starters, func(s ChecklistStarter) bool { return s.Key == StarterRules })]
	old, now := rules.Checklist("2025版（示例）"), rules.Checklist("2026版（示例）")
	old.State, now.State = "停用", ChecklistOpen
	infant := starters[slices.IndexFunc(starters, func(s ChecklistStarter) bool { return s.Key == "infant" })].Checklist("2026版（示例）")
	infant.State = ChecklistOpen
	out := []Checklist{old, now, infant}
	for i := range out {
		c := &out[i]
		c.Note = "示例：分值和等次界线是编的，不是任何文件的规定。"
		if i < 2 {
			samplePoints(c)
		}
		c.Normalize()
	}
	return out
}

// samplePoints shares a hundred points out over the list's points.
func samplePoints(c *Checklist) {
	points := []int{}
	for i := range c.Items {
		if c.IsPoint(i) {
			points = append(points, i)
		}
	}
	each := math.Floor(100 / float64(len(points)))
	for k, i := range points {
		c.Items[i].Points = each
		if float64(k) < 100-each*float64(len(points)) {
			c.Items[i].Points++
		}
		if c.Items[i].Name == "无安全隐患、无重大责任事故" {
			c.Items[i].Veto = true
		}
	}
}

// SampleUnitScores makes up the scoring of a unit: the same list, seed and strength (the
// share of points it deserves) give the same scores. Unit and id are the caller's.
func SampleUnitScores(c Checklist, seed int64, strength, partly float64) ([]UnitScore, ScoreTotal) {
	dice := rand.New(rand.NewPCG(sampleSeed, uint64(seed)+97))
	out, by := []UnitScore{}, map[int64]UnitScore{}
	for _, x := range c.Points() {
		u := UnitScore{ItemID: x.ID, Result: ResultYes}
		switch n := dice.Float64(); {
		case n > 0.99 && !x.Veto:
			u.Result = ResultNone
		case n > strength+0.12 && !x.Veto || n > 0.995:
			u.Result = ResultNo
		case n > strength-0.1 && !x.Veto:
			u.Result = ResultPartly
			if x.Points > 0 {
				lost := math.Round(x.Points*(0.2+dice.Float64()/3)*2) / 2
				score := max(0.5, x.Points-max(0.5, lost))
				u.Score = &score
			}
		}
		if u.Result == ResultPartly || u.Result == ResultNo {
			u.Note = sampleLosses[dice.IntN(len(sampleLosses))]
		}
		u.Settle(x, partly)
		if x.Points > 0 {
			self := x.Points
			if u.Score != nil {
				self = min(x.Points, *u.Score+float64(dice.IntN(3))/2)
			}
			u.Self = &self
		}
		by[x.ID] = u
		out = append(out, u)
	}
	return out, c.Total(by, partly)
}
