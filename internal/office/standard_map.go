package office

import (
	"slices"
	"strings"
)

// The relations of a point of the former version to one of the new.
const (
	MapEqual    = "equal"    // the same
	MapSuperset = "superset" // the old asks for more
	MapSubset   = "subset"   // the old asks for less
	MapPart     = "part"     // they meet in part
)

// MapRelations are the relations, MapRelationNames their names.
var (
	MapRelations     = []string{MapEqual, MapSuperset, MapSubset, MapPart}
	MapRelationNames = map[string]string{MapEqual: "相同", MapSuperset: "旧的包含新的", MapSubset: "旧的只是新的一部分", MapPart: "部分相关"}
)

// StandardMap is 新旧对照: a new point follows an old one.
type StandardMap struct {
	ID         int64  `db:"id" json:"id"`
	StandardID int64  `db:"standard_id" json:"standardId"` // the new version
	OldID      int64  `db:"old_id" json:"oldId"`
	NewID      int64  `db:"new_id" json:"newId"`
	Relation   string `db:"relation" json:"relation"`
}

// Carries tells whether evidence of the old point proves the new one as it is;
// otherwise somebody must look at it.
func (m StandardMap) Carries() bool { return m.Relation == MapEqual || m.Relation == MapSuperset }

// nearNames is the share of common pairs of characters from which on two names are
// taken for near; a proposal is the clerk's to settle.
const nearNames = 0.5

// ProposeMaps proposes which old point each new one follows: the equal name first,
// the equal code with a near name next, then the nearest name. A name that is only
// near is proposed as to be looked at.
func ProposeMaps(old, now Standard) []StandardMap {
	out := []StandardMap{}
	taken, done := map[int64]bool{}, map[int64]bool{}
	take := func(o, n Indicator, relation string) {
		taken[o.ID], done[n.ID] = true, true
		out = append(out, StandardMap{StandardID: now.ID, OldID: o.ID, NewID: n.ID, Relation: relation})
	}
	each := func(fits func(o, n Indicator) bool, relation string) {
		for _, n := range now.Points() {
			if done[n.ID] {
				continue
			}
			if i := slices.IndexFunc(old.Points(), func(o Indicator) bool { return !taken[o.ID] && fits(o, n) }); i >= 0 {
				take(old.Points()[i], n, relation)
			}
		}
	}
	same := func(a, b string) bool { return plainName(a) == plainName(b) }
	each(func(o, n Indicator) bool { return same(o.Name, n.Name) && o.Code == n.Code }, MapEqual)
	each(func(o, n Indicator) bool { return same(o.Name, n.Name) }, MapEqual)
	each(func(o, n Indicator) bool {
		return o.Code != "" && o.Code == n.Code && likeness(o.Name, n.Name) >= nearNames
	}, MapEqual)
	for _, n := range now.Points() {
		best, at := nearNames, -1
		for i, o := range old.Points() {
			if like := likeness(o.Name, n.Name); !done[n.ID] && !taken[o.ID] && like >= best {
				best, at = like, i
			}
		}
		if at >= 0 {
			take(old.Points()[at], n, MapPart)
		}
	}
	slices.SortStableFunc(out, func(a, b StandardMap) int { return place(now, a.NewID) - place(now, b.NewID) })
	return out
}

func place(s Standard, id int64) int {
	return slices.IndexFunc(s.Indicators, func(x Indicator) bool { return x.ID == id })
}

var nameMarks = strings.NewReplacer(" ", "", "　", "", "，", "", ",", "", "、", "", "。", "", "；", "", ";", "", "“", "", "”", "", "（", "(", "）", ")")

func plainName(name string) string { return nameMarks.Replace(name) }

// likeness is the share of the pairs of neighbouring characters that two names have
// in common: 1 for the same.
func likeness(a, b string) float64 {
	pairs := func(s string) map[string]int {
		m := map[string]int{}
		r := []rune(plainName(s))
		for i := range len(r) - 1 {
			m[string(r[i:i+2])]++
		}
		return m
	}
	x, y := pairs(a), pairs(b)
	common, all := 0, 0
	for p, n := range x {
		common += min(n, y[p])
		all += n
	}
	for _, n := range y {
		all += n
	}
	if all == 0 {
		return 0
	}
	return 2 * float64(common) / float64(all)
}

// MapRow is one line of the preview of a takeover: what becomes of a new point.
type MapRow struct {
	NewID    int64  `json:"newId"`
	OldID    int64  `json:"oldId"` // 0: nothing before it
	Relation string `json:"relation"`
	Carried  int    `json:"carried"` // pieces of evidence that go over
	Look     int    `json:"look"`    // pieces that somebody must look at
}

// PreviewMaps tells, point by point of the new version, what of an evaluation of the
// old one would go over. pieces counts the evidence of the old points.
func PreviewMaps(now Standard, maps []StandardMap, pieces map[int64]int) []MapRow {
	out := []MapRow{}
	for _, n := range now.Points() {
		before := len(out)
		for _, m := range maps {
			if m.NewID != n.ID {
				continue
			}
			row := MapRow{NewID: n.ID, OldID: m.OldID, Relation: m.Relation, Carried: pieces[m.OldID]}
			if !m.Carries() {
				row.Carried, row.Look = 0, pieces[m.OldID]
			}
			out = append(out, row)
		}
		if len(out) == before {
			out = append(out, MapRow{NewID: n.ID})
		}
	}
	return out
}
