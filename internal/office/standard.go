package office

import (
	"fmt"
	"slices"
	"strings"
)

// The subjects of a 评估标准.
const (
	SubjectCounty       = "county"       // 县
	SubjectTown         = "town"         // 乡镇
	SubjectZone         = "zone"         // 责任区
	SubjectSchool       = "school"       // 学校
	SubjectKindergarten = "kindergarten" // 幼儿园
)

// Subjects are whom a standard can judge, SubjectNames their names.
var (
	Subjects     = []string{SubjectCounty, SubjectTown, SubjectZone, SubjectSchool, SubjectKindergarten}
	SubjectNames = map[string]string{SubjectCounty: "县", SubjectTown: "乡镇", SubjectZone: "责任区", SubjectSchool: "学校", SubjectKindergarten: "幼儿园"}
)

// Standard is 评估标准 (指标体系), one version of it.
type Standard struct {
	ID         int64       `db:"id" json:"id"`
	Key        string      `db:"key" json:"key"` // the short name, e.g. 创新县
	Name       string      `db:"name" json:"name"`
	Version    string      `db:"version" json:"version"`
	Subject    string      `db:"subject" json:"subject"` // one of Subjects
	DocNumber  string      `db:"doc_number" json:"docNumber"`
	IssuedOn   Date        `db:"issued_on" json:"issuedOn"`
	Source     string      `db:"source" json:"source"`
	Official   bool        `db:"official" json:"official"`
	Pattern    string      `db:"pattern" json:"pattern"` // how the codes are made, e.g. A{1}-B{2}-C{3}
	ReplacesID int64       `db:"replaces_id" json:"replacesId"`
	State      string      `db:"state" json:"state"` // one of ChecklistStates
	Note       string      `db:"note" json:"note"`
	UpdatedAt  string      `db:"updated_at" json:"updatedAt"`
	Indicators []Indicator `db:"-" json:"indicators"` // in the order of the paper
}

// Indicator is a line of a Standard: a heading, or a point (考核点) under one.
type Indicator struct {
	ID          int64   `db:"id" json:"id"`
	StandardID  int64   `db:"standard_id" json:"standardId"`
	ParentID    int64   `db:"parent_id" json:"parentId"` // 0 for the first level
	Position    int     `db:"position" json:"position"`
	Code        string  `db:"code" json:"code"`
	Name        string  `db:"name" json:"name"`
	Requirement string  `db:"requirement" json:"requirement"` // 考核要求, empty where the text is not known
	Scoring     string  `db:"scoring" json:"scoring"`         // 评分细则
	Points      float64 `db:"points" json:"points"`
	Veto        bool    `db:"veto" json:"veto"`     // 一票否决
	Live        string  `db:"live" json:"live"`     // a figure taken from the records
	Person      string  `db:"person" json:"person"` // 负责人 to begin with
	Source      string  `db:"source" json:"source"`
	// Level is 1 to IndicatorDepth, as the line is indented; the tree follows from it.
	Level int    `db:"-" json:"level"`
	Needs []Need `db:"-" json:"needs"`
}

// IndicatorDepth is how deep a standard may go.
const IndicatorDepth = 4

// Need is 佐证要求: what a point asks to be shown, Least pieces for each Per.
type Need struct {
	ID          int64  `db:"id" json:"id"`
	StandardID  int64  `db:"standard_id" json:"standardId"`
	IndicatorID int64  `db:"indicator_id" json:"indicatorId"`
	Position    int    `db:"position" json:"position"`
	Name        string `db:"name" json:"name"`
	Form        string `db:"form" json:"form"` // a paper of the program that fulfils it
	Per         string `db:"per" json:"per"`   // one of NeedPers
	Least       int    `db:"least" json:"least"`
}

// NeedPers are for what each the pieces of a Need are counted, NeedPerNames their names.
var (
	NeedPers     = []string{"", "month", "term", "year", "school", "inspector"}
	NeedPerNames = map[string]string{"": "", "month": "每月", "term": "每学期", "year": "每年", "school": "每校", "inspector": "每名督学"}
)

// IsPoint tells whether the line is judged: nothing stands under it.
func (s Standard) IsPoint(i int) bool {
	return i+1 >= len(s.Indicators) || s.Indicators[i+1].Level <= s.Indicators[i].Level
}

// Points are the lines that are judged, in order.
func (s Standard) Points() []Indicator {
	out := []Indicator{}
	for i, x := range s.Indicators {
		if s.IsPoint(i) {
			out = append(out, x)
		}
	}
	return out
}

// Sum is the points of all lines together.
func (s Standard) Sum() float64 {
	sum := 0.0
	for _, x := range s.Points() {
		sum += x.Points
	}
	return Round2(sum)
}

// Title is the standard's name with its version.
func (s Standard) Title() string { return s.Name + "（" + s.Version + "）" }

// Normalize trims the texts, numbers the lines and drops the points of headings.
func (s *Standard) Normalize() {
	for _, p := range []*string{&s.Key, &s.Name, &s.Version, &s.DocNumber, &s.Source, &s.Pattern, &s.Note} {
		*p = strings.TrimSpace(*p)
	}
	if s.State == "" {
		s.State = ChecklistStates[0]
	}
	if s.Key == "" {
		s.Key = s.Name
	}
	s.Indicators = nonNil(s.Indicators)
	for i := range s.Indicators {
		x := &s.Indicators[i]
		for _, p := range []*string{&x.Code, &x.Name, &x.Requirement, &x.Scoring, &x.Person, &x.Source} {
			*p = strings.TrimSpace(*p)
		}
		x.Position, x.Needs = i+1, nonNil(x.Needs)
		if !s.IsPoint(i) {
			x.Points, x.Veto, x.Live, x.Needs = 0, false, "", []Need{}
		}
		for k := range x.Needs {
			x.Needs[k].Name, x.Needs[k].Position = strings.TrimSpace(x.Needs[k].Name), k+1
		}
	}
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (s Standard) Validate() error {
	var f Faults
	f.Require("key", "简称", s.Key)
	f.Require("name", "名称", s.Name)
	f.Require("version", "版本", s.Version)
	f.Require("source", "来源", s.Source)
	f.MaxRunes("key", "简称", s.Key, 20)
	f.MaxRunes("name", "名称", s.Name, 80)
	f.MaxRunes("version", "版本", s.Version, 20)
	f.MaxRunes("source", "来源", s.Source, 200)
	f.MaxRunes("note", "备注", s.Note, 1000)
	f.OneOf("subject", "评估对象", s.Subject, Subjects)
	f.OneOf("state", "状态", s.State, ChecklistStates)
	f.Date("issuedOn", "发布日期", s.IssuedOn)
	if s.State == ChecklistOpen && len(s.Indicators) == 0 {
		f.Add("indicators", "没有指标的标准不能启用，请先填指标或从表格粘贴")
	}
	codes, level := map[string]int{}, 0
	for i, x := range s.Indicators {
		at, key := fmt.Sprintf("第 %d 行", i+1), fmt.Sprintf("indicators.%d", i)
		if x.Name == "" {
			f.Add(key, at+"没有名称，请填写或删去这一行")
		}
		if x.Level < 1 || x.Level > IndicatorDepth || x.Level > level+1 {
			f.Add(key, at+"的层级不对，请移到上一级")
		}
		level = x.Level
		f.MaxRunes(key, at+"的名称", x.Name, 300)
		f.MaxRunes(key, at+"的考核要求", x.Requirement, 4000)
		f.MaxRunes(key, at+"的评分细则", x.Scoring, 4000)
		f.MaxRunes(key, at+"的编码", x.Code, 30)
		if !goodScore(x.Points, 1000) {
			f.Add(key, at+"的分值填 0 到 1000，最多两位小数")
		}
		if first, have := codes[x.Code]; have && x.Code != "" {
			f.Add(key, fmt.Sprintf("%s的编码“%s”与第 %d 行重复，请改一个", at, x.Code, first))
		} else {
			codes[x.Code] = i + 1
		}
		for _, n := range x.Needs {
			if n.Name == "" || n.Least < 0 || n.Least > 9999 || !slices.Contains(NeedPers, n.Per) {
				f.Add(key, at+"的佐证要求要有名称，份数填 0 到 9999")
			}
		}
	}
	return f.Err()
}

// IndicatorLevels fills the levels of lines whose parents are known.
func IndicatorLevels(items []Indicator) {
	level := map[int64]int{0: 0}
	for i := range items {
		items[i].Level = level[items[i].ParentID] + 1
		level[items[i].ID] = items[i].Level
	}
}
