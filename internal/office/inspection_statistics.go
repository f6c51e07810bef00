package office

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
)

// ScoredUnit is a unit of an inspection as statistics count it.
type ScoredUnit struct {
	ID       int64    `db:"id"`
	Name     string   `db:"name"`
	UnitKind string   `db:"unit_kind"`
	SchoolID int64    `db:"school_id"`
	ZoneID   int64    `db:"zone_id"`
	Zone     string   `db:"zone"`
	GroupID  int64    `db:"group_id"`
	Group    string   `db:"group_name"`
	Score    *float64 `db:"score"` // nil: not scored to the end
	Self     *float64 `db:"self_score"`
	Grade    string   `db:"grade"`
}

// PointFact is what a point of the list got at a unit.
type PointFact struct {
	UnitID, ItemID int64
	Score          float64
	Result         string
}

// ScoreFacts are what the statistics of an inspection are made from. Former is
// the one it is compared with, nil without one.
type ScoreFacts struct {
	Inspection Inspection
	Checklist  Checklist // with its items and grades; ID 0 without one
	Partly     float64   // RulePartly
	Units      []ScoredUnit
	Points     []PointFact
	Former     *ScoreFacts
}

// InspectionStatistics is 督导结果统计: the units of an inspection ranked, their means,
// by group, kind and zone, point by point, and against last time.
type InspectionStatistics struct {
	Full    float64      `json:"full"`
	Figures Figures      `json:"figures"` // units: all, scored, passed, by grade
	All     Spread       `json:"all"`
	Ranking []RankLine   `json:"ranking"`
	Missing []UnitRef    `json:"missing"` // not scored to the end
	Tables  []SpreadGrid `json:"tables"`
	Points  []PointLine  `json:"points"`
	Former  FormerLine   `json:"former"`
}

// UnitRef names a unit.
type UnitRef struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

// Spread is what the scores of some units come to. Every value is made from the
// units it names.
type Spread struct {
	Name      string  `json:"name"`
	Units     []int64 `json:"units"`
	Mean      float64 `json:"mean"`
	Median    float64 `json:"median"`
	Highest   float64 `json:"highest"`
	Lowest    float64 `json:"lowest"`
	Deviation float64 `json:"deviation"` // 标准差, of the whole
	Passed    []int64 `json:"passed"`
	Against   float64 `json:"against"` // its mean less the mean of all
}

// PassRate is the share of those that passed, in per cent.
func (m Spread) PassRate() float64 {
	if len(m.Units) == 0 {
		return 0
	}
	return 100 * float64(len(m.Passed)) / float64(len(m.Units))
}

// SpreadGrid are the units by one thing: group, kind or zone.
type SpreadGrid struct {
	Key   string   `json:"key"`
	Title string   `json:"title"`
	Rows  []Spread `json:"rows"`
}

// RankLine is one unit of the ranking; equal scores share a rank.
type RankLine struct {
	Rank   int      `json:"rank"`
	ID     int64    `json:"id"`
	Name   string   `json:"name"`
	Kind   string   `json:"kind"`
	Zone   string   `json:"zone"`
	Group  string   `json:"group"`
	Score  float64  `json:"score"`
	Grade  string   `json:"grade"`
	Self   *float64 `json:"self"`
	Gap    *float64 `json:"gap"`    // self less score
	Former *float64 `json:"former"` // its score last time, in the points of this time
	Change *float64 `json:"change"` // score less Former
	Was    int      `json:"was"`    // its rank last time, 0 without one
}

// PointLine is one point of the list over all scored units.
type PointLine struct {
	ItemID  int64   `json:"itemId"`
	Code    string  `json:"code"`
	Heading string  `json:"heading"`
	Name    string  `json:"name"`
	Points  float64 `json:"points"`
	Veto    bool    `json:"veto"`
	Rate    float64 `json:"rate"` // 得分率, in per cent
	Mean    float64 `json:"mean"` // points, where it has any
	Units   []int64 `json:"units"`
	Short   []int64 `json:"short"`  // lost something
	Failed  []int64 `json:"failed"` // 不符合
	// Former is the rate last time of the point of the same name or code.
	Former *float64 `json:"former"`
	Change *float64 `json:"change"`
}

// FormerLine is the comparison with last time over the units that were in both.
type FormerLine struct {
	ID     int64   `json:"id"` // 0 without a former inspection
	Title  string  `json:"title"`
	Units  []int64 `json:"units"` // scored both times
	Now    float64 `json:"now"`
	Then   float64 `json:"then"`
	Change float64 `json:"change"`
	Up     []int64 `json:"up"`
	Down   []int64 `json:"down"`
	Same   []int64 `json:"same"`
	Points int     `json:"points"` // points asked both times
}

// Compose makes the statistics; every number counts or adds up its units.
func (f ScoreFacts) Compose() InspectionStatistics {
	scored := keep(f.Units, func(u ScoredUnit) bool { return u.Score != nil })
	out := InspectionStatistics{Full: f.Checklist.Full(), Missing: []UnitRef{}, All: f.measure("全部", scored)}
	for _, u := range f.Units {
		if u.Score == nil {
			out.Missing = append(out.Missing, UnitRef{u.ID, u.Name})
		}
	}
	out.Figures = f.figures(scored)
	out.Ranking = f.rank(scored)
	out.Tables = []SpreadGrid{
		f.grid("group", "按督导组", scored, func(u ScoredUnit) string { return cmp.Or(u.Group, "未分组") }, out.All.Mean),
		f.grid("kind", "按单位类型", scored, func(u ScoredUnit) string { return u.UnitKind }, out.All.Mean),
		f.grid("zone", "按责任区", scored, func(u ScoredUnit) string { return cmp.Or(u.Zone, "不在责任区") }, out.All.Mean),
	}
	out.Points = f.points(scored)
	out.Former = FormerLine{Units: []int64{}, Up: []int64{}, Down: []int64{}, Same: []int64{}}
	if f.Former != nil {
		f.compare(&out, scored)
	}
	return out
}

func unitIDs(list []ScoredUnit, want func(ScoredUnit) bool) []int64 {
	ids := []int64{}
	for _, u := range list {
		if want(u) {
			ids = append(ids, u.ID)
		}
	}
	return ids
}

func (f ScoreFacts) figures(scored []ScoredUnit) Figures {
	every := func(ScoredUnit) bool { return true }
	all := Count("inspection.units", "被督导单位", "个", "列入这次督导的全部单位。", "inspection_unit", unitIDs(f.Units, every))
	done := Count("inspection.scored", "已评分", "个", "每个要点都评了的单位；排名和平均分只算这些单位。", "inspection_unit", unitIDs(scored, every))
	left := Count("inspection.missing", "未评完", "个", "还有要点没评的单位。", "inspection_unit", unitIDs(f.Units, func(u ScoredUnit) bool { return u.Score == nil }))
	out := Figures{all, done, left}
	if len(f.Checklist.Grades) == 0 {
		return out
	}
	passed := Count("inspection.passed", "合格及以上", "个", "等次为合格及以上的单位。", "inspection_unit", unitIDs(scored, f.passed))
	out = append(out, passed, Rate("inspection.pass_rate", "合格率", "合格及以上的单位数÷已评分的单位数。", passed, done))
	for _, g := range f.Checklist.Grades {
		out = append(out, Count("inspection.grade."+g.Name, g.Name, "个", "等次为“"+g.Name+"”的单位。", "inspection_unit", unitIDs(scored, func(u ScoredUnit) bool { return u.Grade == g.Name })))
	}
	return out
}

func (f ScoreFacts) passed(u ScoredUnit) bool {
	return slices.ContainsFunc(f.Checklist.Grades, func(g Grade) bool { return g.Passed && g.Name == u.Grade })
}

// measure sums the scores of units up; no units have no scores.
func (f ScoreFacts) measure(name string, units []ScoredUnit) Spread {
	m := Spread{Name: name, Units: unitIDs(units, func(ScoredUnit) bool { return true }), Passed: unitIDs(units, f.passed)}
	n := len(units)
	if n == 0 {
		return m
	}
	scores := make([]float64, n)
	sum := 0.0
	for i, u := range units {
		scores[i] = *u.Score
		sum += *u.Score
	}
	slices.Sort(scores)
	mean := sum / float64(n)
	square := 0.0
	for _, v := range scores {
		square += (v - mean) * (v - mean)
	}
	m.Mean, m.Lowest, m.Highest = Round2(mean), scores[0], scores[n-1]
	m.Median = Round2((scores[(n-1)/2] + scores[n/2]) / 2)
	m.Deviation = Round2(math.Sqrt(square / float64(n)))
	return m
}

// grid measures the units by one thing, in the order in which they stand in the
// inspection.
func (f ScoreFacts) grid(key, title string, units []ScoredUnit, of func(ScoredUnit) string, mean float64) SpreadGrid {
	g := SpreadGrid{Key: key, Title: title, Rows: []Spread{}}
	names, groups := []string{}, map[string][]ScoredUnit{}
	for _, u := range units {
		n := of(u)
		if groups[n] == nil {
			names = append(names, n)
		}
		groups[n] = append(groups[n], u)
	}
	if key == "zone" { // in the order of the division; those of no zone last
		slices.SortStableFunc(names, func(a, b string) int {
			x, y := groups[a][0].ZoneID, groups[b][0].ZoneID
			return cmp.Compare(uint64(x-1), uint64(y-1))
		})
	}
	for _, n := range names {
		m := f.measure(n, groups[n])
		m.Against = Round2(m.Mean - mean)
		g.Rows = append(g.Rows, m)
	}
	return g
}

// rank lists the units, the best first; those of equal scores share a rank and
// the next one follows after them.
func (f ScoreFacts) rank(scored []ScoredUnit) []RankLine {
	out := make([]RankLine, 0, len(scored))
	for _, u := range scored {
		r := RankLine{ID: u.ID, Name: u.Name, Kind: u.UnitKind, Zone: u.Zone, Group: u.Group, Score: *u.Score, Grade: u.Grade, Self: u.Self}
		if u.Self != nil {
			gap := Round2(*u.Self - *u.Score)
			r.Gap = &gap
		}
		out = append(out, r)
	}
	slices.SortStableFunc(out, func(a, b RankLine) int { return cmp.Compare(b.Score, a.Score) })
	for i := range out {
		out[i].Rank = i + 1
		if i > 0 && out[i].Score == out[i-1].Score {
			out[i].Rank = out[i-1].Rank
		}
	}
	return out
}

// points sums each point up over the scored units, in the order of the list.
func (f ScoreFacts) points(scored []ScoredUnit) []PointLine {
	counted := map[int64]bool{}
	for _, u := range scored {
		counted[u.ID] = true
	}
	out, at := []PointLine{}, map[int64]int{}
	items := []ChecklistItem{}
	heading := [ChecklistDepth + 1]string{}
	for i, x := range f.Checklist.Items {
		heading[min(x.Level, ChecklistDepth)] = x.Name
		if !f.Checklist.IsPoint(i) {
			continue
		}
		p := PointLine{ItemID: x.ID, Code: x.Code, Name: x.Name, Points: x.Points, Veto: x.Veto, Units: []int64{}, Short: []int64{}, Failed: []int64{}}
		if x.Level > 1 {
			p.Heading = strings.Join(heading[1:x.Level], "／")
		}
		at[x.ID] = len(out)
		out, items = append(out, p), append(items, x)
	}
	got := make([]float64, len(out))
	for _, s := range f.Points {
		i, ok := at[s.ItemID]
		if !ok || !counted[s.UnitID] || s.Result == "" || s.Result == ResultNone {
			continue
		}
		p := &out[i]
		p.Units = append(p.Units, s.UnitID)
		u := UnitScore{Score: &s.Score, Result: s.Result}
		got[i] += u.share(items[i], f.Partly)
		if u.Short() {
			p.Short = append(p.Short, s.UnitID)
		}
		if s.Result == ResultNo {
			p.Failed = append(p.Failed, s.UnitID)
		}
	}
	for i := range out {
		if n := float64(len(out[i].Units)); n > 0 {
			out[i].Rate = Round2(100 * got[i] / n)
			out[i].Mean = Round2(got[i] / n * items[i].Points)
		}
	}
	return out
}

// Worst are the points with the lowest 得分率, n at most, those of full marks left
// out.
func (s InspectionStatistics) Worst(n int) []PointLine {
	out := keep(s.Points, func(p PointLine) bool { return len(p.Short) > 0 })
	slices.SortStableFunc(out, func(a, b PointLine) int { return cmp.Compare(a.Rate, b.Rate) })
	return out[:min(n, len(out))]
}

// compare sets the units and points against those of the former inspection: a unit
// is the same by its school or else its name, a point by its name or else its code.
func (f ScoreFacts) compare(out *InspectionStatistics, scored []ScoredUnit) {
	old := f.Former
	then := keep(old.Units, func(u ScoredUnit) bool { return u.Score != nil })
	out.Former.ID, out.Former.Title = old.Inspection.ID, old.Inspection.Title
	key := func(u ScoredUnit) string {
		if u.SchoolID != 0 {
			return strconv.FormatInt(u.SchoolID, 10)
		}
		return u.Name
	}
	scale := f.Checklist.Full() / old.Checklist.Full()
	scores, ranks := map[string]float64{}, map[string]int{}
	keys := map[int64]string{}
	for _, u := range then {
		scores[key(u)] = Round2(*u.Score * scale)
		keys[u.ID] = key(u)
	}
	for _, r := range old.rank(then) {
		ranks[keys[r.ID]] = r.Rank
	}
	mine := map[int64]string{}
	for _, u := range scored {
		mine[u.ID] = key(u)
	}
	now, before := 0.0, 0.0
	for i := range out.Ranking {
		r := &out.Ranking[i]
		was, ok := scores[mine[r.ID]]
		if !ok {
			continue
		}
		change := Round2(r.Score - was)
		r.Former, r.Change, r.Was = &was, &change, ranks[mine[r.ID]]
		now, before = now+r.Score, before+was
		c := &out.Former
		c.Units = append(c.Units, r.ID)
		switch {
		case change > 0:
			c.Up = append(c.Up, r.ID)
		case change < 0:
			c.Down = append(c.Down, r.ID)
		default:
			c.Same = append(c.Same, r.ID)
		}
	}
	if n := float64(len(out.Former.Units)); n > 0 {
		out.Former.Now, out.Former.Then = Round2(now/n), Round2(before/n)
		out.Former.Change = Round2(out.Former.Now - out.Former.Then)
	}
	out.Former.Points = comparePoints(out.Points, old.points(then))
}

// comparePoints sets the rates against those of the same points last time and
// returns how many there are.
func comparePoints(now, then []PointLine) int {
	byName, byCode := map[string]*PointLine{}, map[string]*PointLine{}
	for i := range then {
		p := &then[i]
		byName[p.Name] = p
		if p.Code != "" {
			byCode[p.Code] = p
		}
	}
	taken, n := map[int64]bool{}, 0
	match := func(find func(PointLine) *PointLine) {
		for i := range now {
			p := &now[i]
			old := find(*p)
			if p.Former != nil || old == nil || taken[old.ItemID] || len(old.Units) == 0 || len(p.Units) == 0 {
				continue
			}
			taken[old.ItemID] = true
			was, change := old.Rate, Round2(p.Rate-old.Rate)
			p.Former, p.Change = &was, &change
			n++
		}
	}
	match(func(p PointLine) *PointLine { return byName[p.Name] })
	match(func(p PointLine) *PointLine { return byCode[p.Code] })
	return n
}

// SchoolResult is what one inspection said of a school.
type SchoolResult struct {
	InspectionID int64    `db:"inspection_id" json:"inspectionId"`
	UnitID       int64    `db:"unit_id" json:"unitId"`
	Number       string   `db:"number" json:"number"`
	Title        string   `db:"title" json:"title"`
	Kind         string   `db:"kind" json:"kind"`
	On           Date     `db:"on_day" json:"on"`
	Score        *float64 `db:"score" json:"score"` // nil: not scored to the end
	Full         float64  `db:"full" json:"full"`
	Grade        string   `db:"grade" json:"grade"`
	Rank         int      `db:"rank" json:"rank"` // 0 while not scored
	Of           int      `db:"of" json:"of"`     // units scored
}
