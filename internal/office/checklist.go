package office

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// Checklist is a 督导评估表, one version of it. A version that has been used is
// not changed: a new one is made from it.
type Checklist struct {
	ID        int64           `db:"id" json:"id"`
	Name      string          `db:"name" json:"name"`
	Version   string          `db:"version" json:"version"`
	Kind      string          `db:"kind" json:"kind"` // one of InspectionKinds, or empty for any
	Source    string          `db:"source" json:"source"`
	Official  bool            `db:"official" json:"official"`
	FullScore float64         `db:"full_score" json:"fullScore"` // points; 0: 符合/不符合 only
	State     string          `db:"state" json:"state"`          // one of ChecklistStates
	Note      string          `db:"note" json:"note"`
	UpdatedAt string          `db:"updated_at" json:"updatedAt"`
	Items     []ChecklistItem `db:"-" json:"items"` // in the order of the paper
	Grades    []Grade         `db:"-" json:"grades"`
}

// ChecklistOpen is the state of a list that may be chosen for an inspection.
const ChecklistOpen = "启用"

// ChecklistStates tell whether a list may be chosen.
var ChecklistStates = []string{"草稿", ChecklistOpen, "停用"}

// ChecklistItem is a line of a Checklist: a heading, or a point (评估要点) under one.
type ChecklistItem struct {
	ID          int64   `db:"id" json:"id"`
	ChecklistID int64   `db:"checklist_id" json:"checklistId"`
	ParentID    int64   `db:"parent_id" json:"parentId"` // 0 for the first level
	Position    int     `db:"position" json:"position"`
	Code        string  `db:"code" json:"code"`
	Name        string  `db:"name" json:"name"`
	Requirement string  `db:"requirement" json:"requirement"` // empty where the text is not known
	Method      string  `db:"method" json:"method"`           // 查看方法
	Points      float64 `db:"points" json:"points"`
	Veto        bool    `db:"veto" json:"veto"` // 一票否决
	Source      string  `db:"source" json:"source"`
	MatterID    int64   `db:"matter_id" json:"matterId"`
	// Level is 1 to 3, as the line is indented; the tree follows from it.
	Level int `db:"-" json:"level"`
}

// ChecklistDepth is how deep a list may go.
const ChecklistDepth = 3

// Grade is 等次: given from the share Least of the full score on, in per cent.
type Grade struct {
	ID          int64   `db:"id" json:"id"`
	ChecklistID int64   `db:"checklist_id" json:"checklistId"`
	Position    int     `db:"position" json:"position"`
	Name        string  `db:"name" json:"name"`
	Least       float64 `db:"least" json:"least"`
	Passed      bool    `db:"passed" json:"passed"` // 合格 or better
}

// DefaultGrades are what a new list starts with. They are no rule of anybody's:
// the limits are the clerk's to change.
func DefaultGrades() []Grade {
	return []Grade{{Name: "优秀", Least: 90, Passed: true}, {Name: "良好", Least: 80, Passed: true}, {Name: "合格", Least: 60, Passed: true}, {Name: "不合格"}}
}

// RulePartly is what 基本符合 is worth.
const RulePartly = "checklist.partly"

var checklistRules = []Rule{
	{RulePartly, "评估要点“基本符合”按满分的多少计", 50, "%", srcOwn, false, "2013-09-17"},
}

// IsPoint tells whether the line is scored: nothing stands under it.
func (c Checklist) IsPoint(i int) bool {
	return i+1 >= len(c.Items) || c.Items[i+1].Level <= c.Items[i].Level
}

// Points are the lines that are scored, in order.
func (c Checklist) Points() []ChecklistItem {
	out := []ChecklistItem{}
	for i, x := range c.Items {
		if c.IsPoint(i) {
			out = append(out, x)
		}
	}
	return out
}

// Sum is the points of all lines together.
func (c Checklist) Sum() float64 {
	sum := 0.0
	for _, x := range c.Points() {
		sum += x.Points
	}
	return Round2(sum)
}

// Full is the score that a unit can reach: of a list without points 100.
func (c Checklist) Full() float64 {
	if c.FullScore > 0 {
		return c.FullScore
	}
	return 100
}

// Round2 rounds to two decimals, as scores are written.
func Round2(v float64) float64 { return math.Round(v*100) / 100 }

// Normalize trims the texts, numbers the lines and drops the points of headings.
func (c *Checklist) Normalize() {
	for _, s := range []*string{&c.Name, &c.Version, &c.Source, &c.Note} {
		*s = strings.TrimSpace(*s)
	}
	if c.State == "" {
		c.State = ChecklistStates[0]
	}
	c.Items, c.Grades = nonNil(c.Items), nonNil(c.Grades)
	for i := range c.Items {
		x := &c.Items[i]
		for _, s := range []*string{&x.Code, &x.Name, &x.Requirement, &x.Method, &x.Source} {
			*s = strings.TrimSpace(*s)
		}
		x.Position = i + 1
		if !c.IsPoint(i) {
			x.Points, x.Veto = 0, false
		}
	}
	for i := range c.Grades {
		c.Grades[i].Name, c.Grades[i].Position = strings.TrimSpace(c.Grades[i].Name), i+1
	}
	if c.FullScore == 0 {
		c.FullScore = c.Sum()
	}
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (c Checklist) Validate() error {
	var e Faults
	e.Require("name", "名称", c.Name)
	e.Require("version", "版本", c.Version)
	e.Require("source", "来源", c.Source)
	e.MaxRunes("name", "名称", c.Name, 60)
	e.MaxRunes("version", "版本", c.Version, 20)
	e.MaxRunes("source", "来源", c.Source, 200)
	e.MaxRunes("note", "备注", c.Note, 1000)
	e.OneOf("kind", "用于", c.Kind, InspectionKinds)
	e.OneOf("state", "状态", c.State, ChecklistStates)
	if !goodScore(c.FullScore, 10000) {
		e.Add("fullScore", "总分填 0 到 10000，最多两位小数")
	}
	if c.State == ChecklistOpen && len(c.Items) == 0 {
		e.Add("items", "没有要点的评估表不能启用，请先填要点")
	}
	c.validItems(&e)
	c.validGrades(&e)
	return e.Err()
}

// goodScore tells whether v is a score: from 0 to most, of two decimals at most.
func goodScore(v, most float64) bool {
	return v >= 0 && v <= most && Round2(v) == v
}

func (c Checklist) validItems(e *Faults) {
	codes := map[string]int{}
	level := 0
	for i, x := range c.Items {
		at := fmt.Sprintf("第 %d 行", i+1)
		key := fmt.Sprintf("items.%d", i)
		if x.Name == "" {
			e.Add(key, at+"没有名称，请填写或删去这一行")
		}
		if x.Level < 1 || x.Level > ChecklistDepth || x.Level > level+1 {
			e.Add(key, at+"的层级不对，请用 Shift+Tab 移到上一级")
		}
		level = x.Level
		e.MaxRunes(key, at+"的名称", x.Name, 200)
		e.MaxRunes(key, at+"的考核要求", x.Requirement, 2000)
		e.MaxRunes(key, at+"的查看方法", x.Method, 1000)
		e.MaxRunes(key, at+"的编码", x.Code, 20)
		e.MaxRunes(key, at+"的依据", x.Source, 200)
		if !goodScore(x.Points, 1000) {
			e.Add(key, at+"的分值填 0 到 1000，最多两位小数")
		}
		if first, have := codes[x.Code]; have && x.Code != "" {
			e.Add(key, fmt.Sprintf("%s的编码“%s”与第 %d 行重复，请改一个", at, x.Code, first))
		} else {
			codes[x.Code] = i + 1
		}
	}
}

func (c Checklist) validGrades(e *Faults) {
	last := math.Inf(1)
	names := []string{}
	for _, g := range c.Grades {
		e.MaxRunes("grades", "等次", g.Name, 10)
		switch {
		case g.Name == "" || slices.Contains(names, g.Name):
			e.Add("grades", "每个等次要有自己的名称")
		case g.Least < 0 || g.Least > 100:
			e.Add("grades", "等次界线填 0 到 100（占总分的百分比）")
		case g.Least >= last:
			e.Add("grades", "等次从高到低排，“"+g.Name+"”的界线应低于上一个等次")
		}
		last, names = g.Least, append(names, g.Name)
	}
	if len(c.Grades) > 0 && last != 0 {
		e.Add("grades", "最低的等次界线填 0，使每个分数都有等次")
	}
}

// Warnings are what looks wrong in a list without being forbidden.
func (c Checklist) Warnings() []string {
	out := []string{}
	if sum := c.Sum(); sum > 0 && sum != c.FullScore {
		out = append(out, fmt.Sprintf("各要点分值合计 %v 分，与总分 %v 分不一致。", sum, c.FullScore))
	}
	if c.Sum() > 0 {
		none := 0
		for _, x := range c.Points() {
			if x.Points == 0 && !x.Veto {
				none++
			}
		}
		if none > 0 {
			out = append(out, fmt.Sprintf("有 %d 个要点没有分值：只评符合与否，不计入总分。", none))
		}
	}
	return out
}

// Sames tells whether the two lists ask the same: what may not change in a
// version that has been used.
func (c Checklist) Sames(o Checklist) bool {
	if c.Name != o.Name || c.Version != o.Version || c.FullScore != o.FullScore || len(c.Items) != len(o.Items) || len(c.Grades) != len(o.Grades) {
		return false
	}
	for i, x := range c.Items {
		y := o.Items[i]
		y.ChecklistID, y.ParentID = x.ChecklistID, x.ParentID
		if x != y {
			return false
		}
	}
	for i, g := range c.Grades {
		if y := o.Grades[i]; g.Name != y.Name || g.Least != y.Least || g.Passed != y.Passed {
			return false
		}
	}
	return true
}

// Levels fills the levels of lines whose parents are known.
func Levels(items []ChecklistItem) {
	level := map[int64]int{0: 0}
	for i := range items {
		items[i].Level = level[items[i].ParentID] + 1
		level[items[i].ID] = items[i].Level
	}
}
