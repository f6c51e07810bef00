package office

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Whom an assessment is about (考核对象).
const (
	AssessInspector = "督学"
	AssessZone      = "责任区"
	AssessSchool    = "学校"
	AssessPrincipal = "校长"
)

// AssessSubjects are the kinds of 考核对象.
var AssessSubjects = []string{AssessInspector, AssessZone, AssessSchool, AssessPrincipal}

// The states of a scheme.
const (
	SchemeDraft = "草稿"
	SchemeInUse = "启用"
	SchemeOld   = "停用"
)

// SchemeStates are the states of a scheme.
var SchemeStates = []string{SchemeDraft, SchemeInUse, SchemeOld}

// The kinds of items of a scheme.
const (
	ItemScored = "计分"
	ItemBonus  = "加分"
	ItemDeduct = "扣分"
	ItemVeto   = "一票否决"
	ItemBar    = "评优条件" // who does not meet it gets no 优秀
)

// ItemKinds are the kinds of items.
var ItemKinds = []string{ItemScored, ItemBonus, ItemDeduct, ItemVeto, ItemBar}

// How an item is scored.
const (
	WayHand   = "人工评分"
	WayTarget = "按目标折算" // points × value ÷ target, at most all points
	WayEach   = "每件计分"  // target points for each
	WayLess   = "每件扣减"  // all points less target points for each
	WaySteps  = "分档计分"  // by Steps
)

// ItemWays are how an item is scored.
var ItemWays = []string{WayHand, WayTarget, WayEach, WayLess, WaySteps}

// What counts where there was no record that could have counted.
const (
	BlankFull = "记满分"
	BlankOff  = "不计此项"
	BlankHand = "人工评分"
)

// BlankWays are what counts where no record could.
var BlankWays = []string{BlankFull, BlankOff, BlankHand}

// AssessScheme is 考核方案: how a kind of subject is assessed. A version that has
// been used is not changed, a new one is made.
type AssessScheme struct {
	ID       int64   `db:"id" json:"id"`
	Subject  string  `db:"subject" json:"subject"` // one of AssessSubjects
	Name     string  `db:"name" json:"name"`
	Version  string  `db:"version" json:"version"`
	Source   string  `db:"source" json:"source"` // 依据
	Official bool    `db:"official" json:"official"`
	State    string  `db:"state" json:"state"`
	BonusCap float64 `db:"bonus_cap" json:"bonusCap"` // 加分最多, 0 for no cap of its own
	// Quota and QuotaMax are how many may be of the best grade: at most so many per
	// cent and so many; 0 sets no limit.
	Quota     float64       `db:"quota" json:"quota"`
	QuotaMax  int           `db:"quota_max" json:"quotaMax"`
	Note      string        `db:"note" json:"note"`
	UpdatedAt string        `db:"updated_at" json:"updatedAt"`
	Parts     []AssessPart  `db:"-" json:"parts"`
	Extras    []AssessItem  `db:"-" json:"extras"` // 加分, 扣分, 一票否决, 评优条件
	Grades    []AssessGrade `db:"-" json:"grades"` // the best first
	Used      bool          `db:"-" json:"used"`   // told by store: it cannot be changed
}

// AssessPart is a part of the score with its share (自评 15%). Without items it
// is scored as a whole, from 0 to 100 or by a grade.
type AssessPart struct {
	ID       int64        `db:"id" json:"id"`
	SchemeID int64        `db:"scheme_id" json:"schemeId"`
	Position int          `db:"position" json:"position"`
	Name     string       `db:"name" json:"name"`
	Share    float64      `db:"share" json:"share"`
	Items    []AssessItem `db:"-" json:"items"`
}

// Points is what the part's items are worth together.
func (p AssessPart) Points() float64 {
	sum := 0.0
	for _, i := range p.Items {
		sum += i.Points
	}
	return sum
}

// AssessItem is one line of a scheme (考核项目).
type AssessItem struct {
	ID          int64   `db:"id" json:"id"`
	SchemeID    int64   `db:"scheme_id" json:"schemeId"`
	PartID      int64   `db:"part_id" json:"partId"` // 0 of the extras
	Position    int     `db:"position" json:"position"`
	Kind        string  `db:"kind" json:"kind"`
	Name        string  `db:"name" json:"name"`
	Requirement string  `db:"requirement" json:"requirement"`
	Points      float64 `db:"points" json:"points"`   // 分值; of 加分 and 扣分 the most
	Measure     string  `db:"measure" json:"measure"` // key of a Measure, "" when scored by hand
	Way         string  `db:"way" json:"way"`
	Target      float64 `db:"target" json:"target"` // 目标值, or points for each
	// Steps are 分档: from which value on so many points, e.g. 95=20 85=16.
	Steps string `db:"steps" json:"steps"`
	Blank string `db:"blank" json:"blank"` // one of BlankWays
}

// Computed tells that the item's value is taken from the records.
func (i AssessItem) Computed() bool { return i.Measure != "" }

// Mark tells that the item is ticked, not scored.
func (i AssessItem) Mark() bool { return i.Kind == ItemVeto || i.Kind == ItemBar }

// AssessGrade is 等次: from which total on, and the score that stands for it where
// only a grade is given.
type AssessGrade struct {
	ID       int64   `db:"id" json:"id"`
	SchemeID int64   `db:"scheme_id" json:"schemeId"`
	Position int     `db:"position" json:"position"`
	Name     string  `db:"name" json:"name"`
	Least    float64 `db:"least" json:"least"`
	Score    float64 `db:"score" json:"score"`
}

// Items returns all items, those of the parts first.
func (s AssessScheme) Items() []AssessItem {
	out := []AssessItem{}
	for _, p := range s.Parts {
		out = append(out, p.Items...)
	}
	return append(out, s.Extras...)
}

// Item returns the item of the id.
func (s AssessScheme) Item(id int64) (AssessItem, bool) {
	for _, i := range s.Items() {
		if i.ID == id {
			return i, true
		}
	}
	return AssessItem{}, false
}

// Part returns the part of the id.
func (s AssessScheme) Part(id int64) (AssessPart, bool) {
	for _, p := range s.Parts {
		if p.ID == id {
			return p, true
		}
	}
	return AssessPart{}, false
}

// Normalize trims the texts, numbers the lines and puts the best grade first.
func (s *AssessScheme) Normalize() {
	for _, t := range []*string{&s.Name, &s.Version, &s.Source, &s.Note} {
		*t = strings.TrimSpace(*t)
	}
	if s.State == "" {
		s.State = SchemeInUse
	}
	for p := range s.Parts {
		s.Parts[p].Position, s.Parts[p].Name = p+1, strings.TrimSpace(s.Parts[p].Name)
		for i := range s.Parts[p].Items {
			s.Parts[p].Items[i].Kind = ItemScored
			s.Parts[p].Items[i].normalize(i + 1)
		}
	}
	for i := range s.Extras {
		s.Extras[i].normalize(i + 1)
	}
	slices.SortStableFunc(s.Grades, func(a, b AssessGrade) int { return cmp.Compare(b.Least, a.Least) })
	for i := range s.Grades {
		s.Grades[i].Position, s.Grades[i].Name = i+1, strings.TrimSpace(s.Grades[i].Name)
	}
}

func (i *AssessItem) normalize(position int) {
	i.Position, i.Name, i.Requirement, i.Steps = position, strings.TrimSpace(i.Name), strings.TrimSpace(i.Requirement), strings.TrimSpace(i.Steps)
	switch {
	case i.Mark():
		i.Way, i.Measure, i.Points, i.Target, i.Steps = WayHand, "", 0, 0, ""
	case !i.Computed():
		i.Way, i.Target, i.Steps = WayHand, 0, ""
	}
	if i.Blank == "" {
		i.Blank = BlankHand
	}
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (s AssessScheme) Validate() error {
	var f Faults
	f.Require("subject", "考核对象", s.Subject)
	f.OneOf("subject", "考核对象", s.Subject, AssessSubjects)
	f.Require("name", "方案名称", s.Name)
	f.MaxRunes("name", "方案名称", s.Name, 60)
	f.Require("version", "版本", s.Version)
	f.MaxRunes("version", "版本", s.Version, 30)
	f.Require("source", "依据", s.Source)
	f.MaxRunes("source", "依据", s.Source, 200)
	f.MaxRunes("note", "说明", s.Note, 1000)
	f.OneOf("state", "状态", s.State, SchemeStates)
	if s.Quota < 0 || s.Quota > 100 {
		f.Add("quota", "优秀比例填 0 到 100，0 为不限")
	}
	if s.QuotaMax < 0 {
		f.Add("quotaMax", "优秀名额不能小于 0，0 为不限")
	}
	if s.BonusCap < 0 {
		f.Add("bonusCap", "加分上限不能小于 0，0 为不限")
	}
	s.validParts(&f)
	s.validGrades(&f)
	return f.Err()
}

func (s AssessScheme) validParts(f *Faults) {
	sum, seen := 0.0, map[string]bool{}
	for n, p := range s.Parts {
		key := fmt.Sprintf("parts.%d", n)
		f.Require(key, fmt.Sprintf("第 %d 部分的名称", n+1), p.Name)
		if seen[p.Name] {
			f.Add(key, "“"+p.Name+"”重复了，请改名")
		}
		seen[p.Name] = true
		if p.Share <= 0 {
			f.Add(key, fmt.Sprintf("“%s”的占比须大于 0", p.Name))
		}
		sum += p.Share
		if len(p.Items) > 0 && p.Points() <= 0 {
			f.Add(key, fmt.Sprintf("“%s”的各项分值合计须大于 0", p.Name))
		}
		for i, item := range p.Items {
			item.valid(f, fmt.Sprintf("%s.items.%d", key, i), s.Subject)
		}
	}
	if math.Abs(sum-100) > 1e-6 {
		f.Add("parts", "各部分的占比合计须为 100，现在是 "+strconv.FormatFloat(sum, 'f', -1, 64))
	}
	for i, item := range s.Extras {
		key := fmt.Sprintf("extras.%d", i)
		if item.Kind == ItemScored {
			f.Add(key, "计分项目须放在某一部分里")
		}
		item.valid(f, key, s.Subject)
	}
}

func (i AssessItem) valid(f *Faults, key, subject string) {
	what := i.Kind + "“" + i.Name + "”"
	f.Require(key, "项目名称", i.Name)
	f.MaxRunes(key, "项目名称", i.Name, 60)
	f.MaxRunes(key, what+"的要求", i.Requirement, 500)
	f.OneOf(key, what+"的类别", i.Kind, ItemKinds)
	f.OneOf(key, what+"的计分办法", i.Way, ItemWays)
	f.OneOf(key, what+"没有记录时的办法", i.Blank, BlankWays)
	if i.Points < 0 || i.Points > 1000 || !i.Mark() && i.Points == 0 {
		f.Add(key, what+"的分值须大于 0、不超过 1000")
	}
	if !i.Computed() {
		return
	}
	m, known := MeasureOf(i.Measure)
	if !known || !slices.Contains(m.Subjects, subject) {
		f.Add(key, what+"的取数指标不能用于考核"+subject+"，请另选")
	}
	switch {
	case i.Way == WayHand:
		f.Add(key, what+"取数后怎样计分，请选计分办法")
	case i.Way == WaySteps:
		if steps, err := parseSteps(i.Steps); err != nil || len(steps) == 0 {
			f.Add(key, what+"的分档请写成“95=20 85=16 60=10”，从高到低")
		} else if steps[0].points > i.Points {
			f.Add(key, what+"的最高一档超过了分值，请改小")
		}
	case i.Target <= 0:
		f.Add(key, what+"的目标值（或每件的分数）须大于 0")
	}
}

func (s AssessScheme) validGrades(f *Faults) {
	if len(s.Grades) < 2 {
		f.Add("grades", "至少要有两个等次")
		return
	}
	seen := map[string]bool{}
	for i, g := range s.Grades {
		if g.Name == "" || seen[g.Name] {
			f.Add("grades", "请给每个等次写一个不重复的名称")
		}
		seen[g.Name] = true
		if g.Score < 0 || g.Score > 100 {
			f.Add("grades", "等次“"+g.Name+"”折算的分数填 0 到 100")
		}
		if i > 0 && g.Least >= s.Grades[i-1].Least {
			f.Add("grades", "等次“"+g.Name+"”和“"+s.Grades[i-1].Name+"”的最低分相同，请改一个")
		}
	}
	if s.Grades[len(s.Grades)-1].Least != 0 {
		f.Add("grades", "最后一个等次的最低分须为 0，否则有人没有等次")
	}
}

// step is one of 分档: from the value on so many points.
type scoreStep struct{ from, points float64 }

// parseSteps reads 95=20 85=16, and gives the highest value first.
func parseSteps(text string) ([]scoreStep, error) {
	out := []scoreStep{}
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ,，;；、\n\t", r) }) {
		from, points, ok := strings.Cut(strings.NewReplacer("：", "=", ":", "=", "＝", "=").Replace(part), "=")
		a, err1 := strconv.ParseFloat(from, 64)
		b, err2 := strconv.ParseFloat(points, 64)
		if !ok || err1 != nil || err2 != nil || b < 0 {
			return nil, Invalid("分档“%s”不对，请写成“95=20”。", part)
		}
		out = append(out, scoreStep{a, b})
	}
	slices.SortFunc(out, func(a, b scoreStep) int { return cmp.Compare(b.from, a.from) })
	return out, nil
}

// ScoreOf makes the item's score of a measured value, to two decimals and never
// more than its points.
func (i AssessItem) ScoreOf(value float64) float64 {
	score := 0.0
	switch i.Way {
	case WayTarget:
		score = i.Points * value / i.Target
	case WayEach:
		score = i.Target * value
	case WayLess:
		score = i.Points - i.Target*value
	case WaySteps:
		steps, _ := parseSteps(i.Steps) // a faulty one was refused
		for _, s := range steps {
			if value >= s.from {
				score = s.points
				break
			}
		}
	}
	return round2(max(0, min(i.Points, score)))
}
