package office

import "strings"

// The closed lists of Training.
var (
	TrainingLevels = []string{"国家级", "省级", "市级", "县级"}
	TrainingForms  = []string{TrainingFocused, TrainingBefore, "网络", "自学"}
)

// The forms of training that the rules speak of.
const (
	TrainingFocused = "集中" // what counts against RuleTrainingHours
	TrainingBefore  = "岗前" // before a new inspector begins
)

// Training is 培训: one course, with who took part.
type Training struct {
	ID         int64  `db:"id" json:"id"`
	Number     string `db:"number" json:"number"` // 编号, given by store
	Year       int    `db:"year" json:"year"`
	Name       string `db:"name" json:"name"`
	Level      string `db:"level" json:"level"`
	Form       string `db:"form" json:"form"`
	StartsOn   Date   `db:"starts_on" json:"startsOn"`
	EndsOn     Date   `db:"ends_on" json:"endsOn"` // last day
	Place      string `db:"place" json:"place"`
	Organiser  string `db:"organiser" json:"organiser"`
	Hours      int    `db:"hours" json:"hours"` // 学时
	Teacher    string `db:"teacher" json:"teacher"`
	Topics     string `db:"topics" json:"topics"`
	Plan       string `db:"plan" json:"plan"`
	Assessment string `db:"assessment" json:"assessment"` // 考核方式和结果
	Note       string `db:"note" json:"note"`
	UpdatedAt  string `db:"updated_at" json:"updatedAt"`

	People []TrainingPerson `db:"-" json:"people"`
}

// TrainingPerson is one inspector's part in a training.
type TrainingPerson struct {
	ID          int64  `db:"id" json:"id"`
	TrainingID  int64  `db:"training_id" json:"trainingId"`
	InspectorID int64  `db:"inspector_id" json:"inspectorId"`
	Hours       int    `db:"hours" json:"hours"`
	Absence     string `db:"absence" json:"absence"`         // 缺席原因
	Certificate string `db:"certificate" json:"certificate"` // 证书号
	Result      string `db:"result" json:"result"`
}

// Normalize trims the texts and fills what a new training starts with.
func (t *Training) Normalize() {
	for _, s := range []*string{&t.Name, &t.Place, &t.Organiser, &t.Teacher} {
		*s = strings.TrimSpace(*s)
	}
	if t.EndsOn == "" {
		t.EndsOn = t.StartsOn
	}
	if t.Year == 0 && t.StartsOn.Valid() {
		t.Year = t.StartsOn.Year()
	}
	if t.Level == "" {
		t.Level = TrainingLevels[3]
	}
	if t.Form == "" {
		t.Form = TrainingFocused
	}
	if t.People == nil {
		t.People = []TrainingPerson{}
	}
	for i := range t.People {
		p := &t.People[i]
		p.Absence, p.Certificate, p.Result = strings.TrimSpace(p.Absence), strings.TrimSpace(p.Certificate), strings.TrimSpace(p.Result)
	}
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (t Training) Validate() error {
	var f Faults
	f.Require("name", "培训名称", t.Name)
	f.MaxRunes("name", "培训名称", t.Name, 80)
	f.OneOf("level", "级别", t.Level, TrainingLevels)
	f.OneOf("form", "形式", t.Form, TrainingForms)
	f.Require("startsOn", "开始日期", string(t.StartsOn))
	f.Date("startsOn", "开始日期", t.StartsOn)
	f.Date("endsOn", "结束日期", t.EndsOn)
	if t.StartsOn.Valid() && t.EndsOn.Valid() && t.EndsOn < t.StartsOn {
		f.Add("endsOn", "结束日期早于开始日期，请核对")
	}
	if t.StartsOn.Valid() && (t.Year < t.StartsOn.Year()-1 || t.Year > t.StartsOn.Year()+1) {
		f.Add("year", "年度与培训日期不符，请核对")
	}
	if t.Hours < 0 || t.Hours > 999 {
		f.Add("hours", "学时填 0 到 999")
	}
	for _, x := range []struct{ key, label, text string }{{"topics", "培训内容", t.Topics}, {"plan", "方案", t.Plan}, {"assessment", "考核", t.Assessment}, {"note", "备注", t.Note}} {
		f.MaxRunes(x.key, x.label, x.text, 4000)
	}
	seen := map[int64]bool{}
	for _, p := range t.People {
		switch {
		case p.InspectorID == 0:
			f.Add("people", "参训名单里有一行没有选督学，请选好或删去")
		case seen[p.InspectorID]:
			f.Add("people", "参训名单里有同一名督学两次，请删去一行")
		case p.Hours < 0 || p.Hours > 999:
			f.Add("people", "参训学时填 0 到 999")
		case len([]rune(p.Absence)) > 100 || len([]rune(p.Certificate)) > 60 || len([]rune(p.Result)) > 100:
			f.Add("people", "参训名单里的缺席原因、考核结果最多 100 字，证书号最多 60 字，请删减")
		}
		seen[p.InspectorID] = true
	}
	return f.Err()
}

// Span is the days of the training in words: 2026年5月6日至8日.
func (t Training) Span() string {
	if !t.StartsOn.Valid() {
		return ""
	}
	if t.EndsOn == "" || t.EndsOn == t.StartsOn {
		return t.StartsOn.Chinese()
	}
	to := t.EndsOn.Chinese()
	switch {
	case t.EndsOn.Month() == t.StartsOn.Month():
		to = t.EndsOn.Chinese()[strings.Index(t.EndsOn.Chinese(), "月")+len("月"):]
	case t.EndsOn.Year() == t.StartsOn.Year():
		to = t.EndsOn.Chinese()[strings.Index(t.EndsOn.Chinese(), "年")+len("年"):]
	}
	return t.StartsOn.Chinese() + "至" + to
}

// TrainingPart is one training in an inspector's year.
type TrainingPart struct {
	Training Training       `json:"training"`
	Person   TrainingPerson `json:"person"`
}

// TrainingHours are an inspector's hours of a year against the rule.
type TrainingHours struct {
	InspectorID int64          `json:"inspectorId"`
	Name        string         `json:"name"`
	State       string         `json:"state"` // of the inspector
	Hours       int            `json:"hours"`
	Focused     int            `json:"focused"` // 集中, which counts
	Before      int            `json:"before"`  // 岗前
	Online      int            `json:"online"`  // 网络
	Alone       int            `json:"alone"`   // 自学
	Required    int            `json:"required"`
	Newcomer    bool           `json:"newcomer"` // first appointed in the year
	Parts       []TrainingPart `json:"parts"`    // the trainings behind the sums
}

// Missing are the hours that still lack, 0 when there are enough.
func (h TrainingHours) Missing() int { return max(0, h.Required-h.Focused) }

// Absent are the trainings that the inspector missed.
func (h TrainingHours) Absent() []TrainingPart {
	out := []TrainingPart{}
	for _, p := range h.Parts {
		if p.Person.Absence != "" {
			out = append(out, p)
		}
	}
	return out
}

// Add takes one training into the sums.
func (h *TrainingHours) Add(p TrainingPart) {
	h.Parts = append(h.Parts, p)
	h.Hours += p.Person.Hours
	switch p.Training.Form {
	case TrainingFocused:
		h.Focused += p.Person.Hours
	case TrainingBefore:
		h.Before += p.Person.Hours
	case "网络":
		h.Online += p.Person.Hours
	default:
		h.Alone += p.Person.Hours
	}
}
