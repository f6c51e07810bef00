package office

import (
	"fmt"
	"strings"
)

// The states of a Tenure.
const (
	TenurePreparing = "筹备"
	TenureNominated = "推荐"
	TenureReviewed  = "审核"
	TenurePosted    = "公示"
	TenurePublished = "公布"
	TenureEnded     = "结束"
)

// TenureStates are the states of a 届, in their order.
var TenureStates = []string{TenurePreparing, TenureNominated, TenureReviewed, TenurePosted, TenurePublished, TenureEnded}

// TenureSteps are the steps of 推荐—审核—公示—公布 that candidates are taken
// through; 公布 itself is an action of the whole.
var TenureSteps = []string{TenureNominated, TenureReviewed, TenurePosted}

// DefaultLetterPattern numbers the 聘书 of a tenure.
const DefaultLetterPattern = "聘{年}-{号}"

// defaultPostDays is how long the names hang out, in working days; the State sets
// no number.
const defaultPostDays = 5

// Tenure is a 届: the roster appointed together, from its preparation to its end.
type Tenure struct {
	ID            int64  `db:"id" json:"id"`
	Number        int    `db:"number" json:"number"`
	Name          string `db:"name" json:"name"` // 第四届
	StartsOn      Date   `db:"starts_on" json:"startsOn"`
	EndsOn        Date   `db:"ends_on" json:"endsOn"`               // last day
	DocNumber     string `db:"doc_number" json:"docNumber"`         // 聘任文号
	LetterPattern string `db:"letter_pattern" json:"letterPattern"` // 聘书号 with {年} and {号}
	PostDays      int    `db:"post_days" json:"postDays"`           // 公示期, working days
	Plan          string `db:"plan" json:"plan"`                    // 工作方案, the clerk's own text
	PublishedOn   Date   `db:"published_on" json:"publishedOn"`     // 公布日期
	State         string `db:"state" json:"state"`                  // TenureStates
	Note          string `db:"note" json:"note"`
	UpdatedAt     string `db:"updated_at" json:"updatedAt"`
}

// Published tells that the appointments of the tenure are made.
func (t Tenure) Published() bool { return t.State == TenurePublished || t.State == TenureEnded }

// Normalize trims the texts and fills what a new tenure starts with.
func (t *Tenure) Normalize() {
	for _, s := range []*string{&t.Name, &t.DocNumber, &t.LetterPattern, &t.Plan, &t.Note} {
		*s = strings.TrimSpace(*s)
	}
	if t.Name == "" && t.Number > 0 && t.Number < 100 {
		t.Name = "第" + chineseCount(t.Number) + "届"
	}
	if t.LetterPattern == "" {
		t.LetterPattern = DefaultLetterPattern
	}
	if t.State == "" {
		t.State = TenurePreparing
	}
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (t Tenure) Validate() error {
	var f Faults
	if t.Number < 1 || t.Number > 99 {
		f.Add("number", "届次须在 1 到 99 之间")
	}
	f.Require("name", "名称", t.Name)
	f.MaxRunes("name", "名称", t.Name, 40)
	f.Require("startsOn", "任期开始日期", string(t.StartsOn))
	f.Require("endsOn", "任期结束日期", string(t.EndsOn))
	f.Date("startsOn", "任期开始日期", t.StartsOn)
	f.Date("endsOn", "任期结束日期", t.EndsOn)
	f.Date("publishedOn", "公布日期", t.PublishedOn)
	if t.StartsOn.Valid() && t.EndsOn.Valid() && t.EndsOn <= t.StartsOn {
		f.Add("endsOn", "任期结束不晚于开始，请核对")
	}
	f.MaxRunes("docNumber", "聘任文号", t.DocNumber, 60)
	f.MaxRunes("plan", "工作方案", t.Plan, 4000)
	f.MaxRunes("note", "备注", t.Note, 1000)
	if t.PostDays < 0 || t.PostDays > 60 {
		f.Add("postDays", "公示天数填 0 到 60")
	}
	switch fault := PatternFault(t.LetterPattern); {
	case strings.Contains(t.LetterPattern, placeWord):
		f.Add("letterPattern", "聘书号样式只能用 {年} 和 {号}，如 聘{年}-{号}")
	case fault != "":
		f.Add("letterPattern", strings.NewReplacer("文号样式", "聘书号样式", "{字}、", "").Replace(fault))
	}
	return f.Err()
}

// NextTenure proposes the tenure after those there are: it begins the day after
// the latest one ends, and lasts as long as the rule says.
func NextTenure(before []Tenure, today Date, years int) Tenure {
	t := Tenure{Number: 1, StartsOn: today, PostDays: defaultPostDays, LetterPattern: DefaultLetterPattern}
	last := Tenure{}
	for _, x := range before {
		t.Number = max(t.Number, x.Number+1)
		if x.EndsOn > last.EndsOn {
			last = x
		}
	}
	if last.ID != 0 {
		t.StartsOn, t.LetterPattern, t.PostDays = last.EndsOn.AddDays(1), last.LetterPattern, last.PostDays
	}
	t.EndsOn = t.StartsOn.AddYears(years).AddDays(-1)
	t.Normalize()
	return t
}

// LetterNumber is the n-th 聘书号 of the tenure in the year: 聘2026-003.
func (t Tenure) LetterNumber(year, n int) string {
	return strings.NewReplacer(placeYear, itoa(year), placeNumber, fmt.Sprintf("%03d", n)).Replace(t.LetterPattern)
}

// chineseCount writes 1 to 99: 四, 十二, 二十.
func chineseCount(n int) string {
	digits := []rune("零一二三四五六七八九")
	switch {
	case n < 10:
		return string(digits[n])
	case n < 20:
		return strings.TrimSuffix("十"+string(digits[n-10]), "零")
	}
	return strings.TrimSuffix(string(digits[n/10])+"十"+string(digits[n%10]), "零")
}
