package office

import (
	"fmt"
	"strings"
)

// The results of a point (结果).
const (
	ResultYes    = "符合"
	ResultPartly = "基本符合"
	ResultNo     = "不符合"
	ResultNone   = "不适用"
)

// Results are what a point may come to.
var Results = []string{ResultYes, ResultPartly, ResultNo, ResultNone}

// UnitScore is what one point got at one unit.
type UnitScore struct {
	ID        int64    `db:"id" json:"id"`
	UnitID    int64    `db:"unit_id" json:"unitId"`
	ItemID    int64    `db:"item_id" json:"itemId"`
	Self      *float64 `db:"self" json:"self"`   // 自评得分; nil: none given
	Score     *float64 `db:"score" json:"score"` // nil: not scored
	Result    string   `db:"result" json:"result"`
	Note      string   `db:"note" json:"note"`            // 扣分说明
	FindingID int64    `db:"finding_id" json:"findingId"` // the problem it became
}

// Judged tells whether the point has been scored.
func (u UnitScore) Judged() bool { return u.Result != "" }

// Empty tells that nothing is written down for the point.
func (u UnitScore) Empty() bool {
	return u.Self == nil && u.Score == nil && u.Result == "" && u.Note == ""
}

// Short tells whether the point lost anything.
func (u UnitScore) Short() bool { return u.Result == ResultPartly || u.Result == ResultNo }

// Settle makes score and result of a point agree: points follow from a result,
// and a result from points. partly is RulePartly.
func (u *UnitScore) Settle(x ChecklistItem, partly float64) {
	u.Note = strings.TrimSpace(u.Note)
	if x.Points == 0 {
		u.Score, u.Self = nil, nil
		return
	}
	give := func(v float64) { v = Round2(v); u.Score = &v }
	switch {
	case u.Result == ResultNone:
		u.Score = nil
	case u.Score != nil:
		switch *u.Score {
		case x.Points:
			u.Result = ResultYes
		case 0:
			u.Result = ResultNo
		default:
			u.Result = ResultPartly
		}
	case u.Result == ResultYes:
		give(x.Points)
	case u.Result == ResultPartly:
		give(x.Points * partly / 100)
	case u.Result == ResultNo:
		give(0)
	}
}

// Validate returns an *Error of CodeInvalid about the point x of a list.
func (u UnitScore) Validate(x ChecklistItem) error {
	var e Faults
	name := "“" + strings.TrimSpace(x.Code+" "+x.Name) + "”"
	for _, v := range []struct {
		key, label string
		v          *float64
	}{{"score", "得分", u.Score}, {"self", "自评", u.Self}} {
		if v.v != nil && !goodScore(*v.v, x.Points) {
			e.Add(v.key, fmt.Sprintf("%s的%s填 0 到 %v，最多两位小数", name, v.label, x.Points))
		}
	}
	e.OneOf("result", name+"的结果", u.Result, Results)
	e.MaxRunes("note", name+"的扣分说明", u.Note, 1000)
	if u.Note == "" && (u.Result == ResultNo || x.Points > 0 && u.Short()) {
		e.Add("note", name+"扣了分，请写扣分说明")
	}
	return e.Err()
}

// ScoreTotal is what the points of one unit come to.
type ScoreTotal struct {
	// Score is in points of Full, up to now; 不适用 points are left out and the rest
	// counted up to Full. Nil when nothing is scored.
	Score *float64 `json:"score"`
	Self  *float64 `json:"self"`
	Full  float64  `json:"full"`
	Done  int      `json:"done"`
	Of    int      `json:"of"`
	// Vetoes are the 一票否决 points that failed.
	Vetoes []int64 `json:"vetoes"`
	Grade  string  `json:"grade"` // once every point is scored
	Passed bool    `json:"passed"`
}

// Complete tells whether every point is scored.
func (t ScoreTotal) Complete() bool { return t.Of > 0 && t.Done == t.Of && t.Score != nil }

// worth is what a point of the list weighs: its points, or one each where no
// point has any.
func (c Checklist) worth() func(ChecklistItem) float64 {
	if c.Sum() > 0 {
		return func(x ChecklistItem) float64 { return x.Points }
	}
	return func(ChecklistItem) float64 { return 1 }
}

// share is the part of its worth that a point has earned.
func (u UnitScore) share(x ChecklistItem, partly float64) float64 {
	if x.Points > 0 {
		if u.Score == nil {
			return 0
		}
		return *u.Score / x.Points
	}
	switch u.Result {
	case ResultYes:
		return 1
	case ResultPartly:
		return partly / 100
	}
	return 0
}

// Total adds the points of one unit up; scores are by the id of their line.
func (c Checklist) Total(scores map[int64]UnitScore, partly float64) ScoreTotal {
	t := ScoreTotal{Full: c.Full(), Vetoes: []int64{}}
	worth := c.worth()
	got, possible, self := 0.0, 0.0, 0.0
	for _, x := range c.Points() {
		t.Of++
		u, w := scores[x.ID], worth(x)
		if u.Self != nil {
			self += *u.Self
			v := Round2(self)
			t.Self = &v
		}
		if u.Judged() {
			t.Done++
		}
		if u.Result == ResultNone {
			continue
		}
		possible += w
		got += w * u.share(x, partly)
		if x.Veto && u.Result == ResultNo {
			t.Vetoes = append(t.Vetoes, x.ID)
		}
	}
	if t.Done == 0 || possible == 0 {
		return t
	}
	base := c.Sum()
	if base == 0 {
		base = t.Full
	}
	if possible != base {
		got *= base / possible
	}
	v := Round2(got)
	t.Score = &v
	if t.Complete() {
		g := c.GradeOf(v, len(t.Vetoes) > 0)
		t.Grade, t.Passed = g.Name, g.Passed
	}
	return t
}

// GradeOf returns the grade of a score; a veto gives the lowest.
func (c Checklist) GradeOf(score float64, vetoed bool) Grade {
	n := len(c.Grades)
	if n == 0 {
		return Grade{}
	}
	for _, g := range c.Grades {
		if !vetoed && Round2(100*score/c.Full()) >= g.Least {
			return g
		}
	}
	return c.Grades[n-1]
}
