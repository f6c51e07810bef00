package office

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// The results of a thing asked for in a 模拟抽查; empty while the clock runs.
const (
	SpotFound = "找到"
	SpotLost  = "未找到"
)

// SpotCheck is 模拟抽查: schools and points drawn by lot, each of which must be shown
// on the screen or its box named while the clock runs.
type SpotCheck struct {
	ID           int64  `db:"id" json:"id"`
	EvaluationID int64  `db:"evaluation_id" json:"evaluationId"`
	Seed         int64  `db:"seed" json:"seed"` // 抽签号: the same number draws the same
	Schools      int    `db:"schools" json:"schools"`
	Points       int    `db:"points" json:"points"`
	Pool         string `db:"pool" json:"pool" text:"own"` // SpotPool as JSON
	Minutes      int    `db:"minutes" json:"minutes"`      // that each thing may take
	DrawnOn      Date   `db:"drawn_on" json:"drawnOn"`
	Person       string `db:"person" json:"person"` // 抽查人
	StartedAt    string `db:"started_at" json:"startedAt"`
	EndedAt      string `db:"ended_at" json:"endedAt"`
	Note         string `db:"note" json:"note"`
	UpdatedAt    string `db:"updated_at" json:"updatedAt"`
}

// SpotItem is one thing drawn: a point, of a school where it asks something of one.
type SpotItem struct {
	ID          int64  `db:"id" json:"id"`
	SpotCheckID int64  `db:"spot_check_id" json:"spotCheckId"`
	Position    int    `db:"position" json:"position"`
	IndicatorID int64  `db:"indicator_id" json:"indicatorId"`
	SchoolID    int64  `db:"school_id" json:"schoolId"`
	Result      string `db:"result" json:"result"`
	Seconds     int    `db:"seconds" json:"seconds"`
	Place       string `db:"place" json:"place"`
	Note        string `db:"note" json:"note"`
}

// SpotPool is what is drawn from: the open schools of the subject and the points
// that apply, each in their order; Schoolwise are the points that ask something of
// each school.
type SpotPool struct {
	Schools    []int64 `json:"schools"`
	Points     []int64 `json:"points"`
	Schoolwise []int64 `json:"schoolwise"`
}

// schoolForms are the papers that speak of one school.
var schoolForms = []string{"visit", FormFeedback, FormRectify, "handling", "recheck", FormOrder, FormTalk}

// schoolLives are the live figures that ask each school.
var schoolLives = []string{LiveMonthlyVisits, LivePlates, LivePhotos, LiveMatters, LiveRecords, LiveFindings, LiveAssigned}

// Schoolwise tells whether the point asks something of each school.
func (x Indicator) Schoolwise() bool {
	return slices.Contains(schoolLives, x.Live) || slices.ContainsFunc(x.Needs, func(n Need) bool {
		return n.Per == "school" || slices.Contains(schoolForms, n.Form)
	})
}

// DrawSpots draws n schools and m points; the same seed from the same pool draws the
// same. A point that asks nothing of a school is asked once; so that the schools
// drawn are asked at all, half of the points are of those that ask something of one.
func DrawSpots(p SpotPool, schools, points int, seed int64) []SpotItem {
	r := rand.New(rand.NewPCG(uint64(seed), uint64(len(p.Schools)*1000+len(p.Points))))
	chosen, asked := draw(r, p.Schools, schools), []int64{}
	if len(chosen) > 0 {
		asked = draw(r, p.Schoolwise, (points+1)/2)
	}
	rest := slices.DeleteFunc(slices.Clone(p.Points), func(id int64) bool { return slices.Contains(asked, id) })
	asked = append(asked, draw(r, rest, points-len(asked))...)
	out := []SpotItem{}
	add := func(point, school int64) {
		out = append(out, SpotItem{Position: len(out) + 1, IndicatorID: point, SchoolID: school})
	}
	for _, point := range p.Points { // in the order of the standard
		if !slices.Contains(asked, point) {
			continue
		}
		if !slices.Contains(p.Schoolwise, point) || len(chosen) == 0 {
			add(point, 0)
			continue
		}
		for _, school := range p.Schools {
			if slices.Contains(chosen, school) {
				add(point, school)
			}
		}
	}
	return out
}

// draw takes n of the list by lot.
func draw(r *rand.Rand, list []int64, n int) []int64 {
	left := slices.Clone(list)
	n = min(n, len(left))
	for i := range n {
		j := i + r.IntN(len(left)-i)
		left[i], left[j] = left[j], left[i]
	}
	return left[:n]
}

// Normalize trims the texts.
func (c *SpotCheck) Normalize() {
	c.Person, c.Note = strings.TrimSpace(c.Person), strings.TrimSpace(c.Note)
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (c SpotCheck) Validate(p SpotPool) error {
	var f Faults
	if len(p.Schools) == 0 && c.Schools != 0 {
		f.Add("schools", "没有在办的学校可抽，学校数请填 0")
	} else if c.Schools < 0 || c.Schools > min(50, len(p.Schools)) {
		f.Add("schools", fmt.Sprintf("学校数填 0 到 %d", min(50, len(p.Schools))))
	}
	if len(p.Points) == 0 {
		f.Add("points", "这个标准没有可抽的考核点，请先填指标")
	} else if c.Points < 1 || c.Points > len(p.Points) {
		f.Add("points", fmt.Sprintf("考核点数填 1 到 %d", len(p.Points)))
	}
	if c.Minutes < 1 || c.Minutes > 240 {
		f.Add("minutes", "每项限时填 1 到 240 分钟")
	}
	if c.Seed < 1 || c.Seed > 999999999 {
		f.Add("seed", "抽签号填 1 到 999999999，不填由程序随机产生")
	}
	f.MaxRunes("person", "抽查人", c.Person, 40)
	f.MaxRunes("note", "备注", c.Note, 500)
	return f.Err()
}

// SpotSum is how a draw went.
type SpotSum struct {
	Items   int `json:"items"`
	Found   int `json:"found"`
	Lost    int `json:"lost"`
	Late    int `json:"late"`    // found, but not in time
	Seconds int `json:"seconds"` // all together
	Slowest int `json:"slowest"`
}

// SumSpots counts the results; minutes is what each may take.
func SumSpots(items []SpotItem, minutes int) SpotSum {
	s := SpotSum{Items: len(items)}
	for _, x := range items {
		switch x.Result {
		case SpotFound:
			s.Found++
			if x.Seconds > minutes*60 {
				s.Late++
			}
		case SpotLost:
			s.Lost++
		}
		s.Seconds += x.Seconds
		s.Slowest = max(s.Slowest, x.Seconds)
	}
	return s
}

// Rate is the share found of those that were asked.
func (s SpotSum) Rate() float64 {
	if s.Found+s.Lost == 0 {
		return 0
	}
	return round2(100 * float64(s.Found) / float64(s.Found+s.Lost))
}

// SpokenSeconds says a short time in words: 1 分 5 秒.
func SpokenSeconds(n int) string {
	if n < 60 {
		return fmt.Sprintf("%d 秒", n)
	}
	return fmt.Sprintf("%d 分 %d 秒", n/60, n%60)
}
