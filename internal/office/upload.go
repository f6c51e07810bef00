package office

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
)

// The kinds of records that a platform takes.
const (
	UploadPlan   = "plan"
	UploadVisit  = "visit"
	UploadNotice = "notice"
	UploadLesson = "lesson"
	UploadSchool = "school"
)

// UploadKind is a kind of records that is entered in a platform (上报类别), with
// what its fields may be filled from.
type UploadKind struct {
	Key     string        `json:"key"`
	Title   string        `json:"title"`
	Root    string        `json:"root"` // the kind of record it is read from
	Sources []FieldSource `json:"sources"`
}

// FieldSource is one thing a record says, by which a platform's field is filled.
type FieldSource struct {
	Key   string `json:"key"`
	Title string `json:"title"`
}

// UploadKinds are the kinds, in the order of a platform's modules.
var UploadKinds = []UploadKind{
	{UploadPlan, "工作计划", "plan_line", planSources}, {UploadVisit, "督导纪实", "visit", visitSources}, {UploadNotice, "整改/协商", "notice", noticeSources},
	{UploadLesson, "听课记录", "lesson", lessonSources}, {UploadSchool, "学校管理", "school", schoolSources},
}

// UploadKindOf returns the kind of the key; ok is false for an unknown one.
func UploadKindOf(key string) (k UploadKind, ok bool) {
	i := slices.IndexFunc(UploadKinds, func(k UploadKind) bool { return k.Key == key })
	if i < 0 {
		return UploadKind{}, false
	}
	return UploadKinds[i], true
}

// PlatformStates: records are due in those that are 启用.
var PlatformStates = []string{"启用", "停用"}

// Platform is 上报平台: a system of the province that records are typed into, with
// its fields in its own order. No platform's own list of fields was published:
// what stands here is the county's note of it, and may be changed.
type Platform struct {
	ID        int64           `db:"id" json:"id"`
	Name      string          `db:"name" json:"name"`
	Province  string          `db:"province" json:"province"`
	Source    string          `db:"source" json:"source"`
	StartsOn  Date            `db:"starts_on" json:"startsOn"` // older records are not entered
	State     string          `db:"state" json:"state"`
	Note      string          `db:"note" json:"note"`
	Fields    []PlatformField `db:"-" json:"fields"`
	UpdatedAt string          `db:"updated_at" json:"updatedAt"`
}

// PlatformField is one field of a platform for one kind of records.
type PlatformField struct {
	Kind      string `db:"kind" json:"kind"`
	Title     string `db:"title" json:"title"`
	Source    string `db:"source" json:"source"` // a FieldSource; empty: Fixed
	Fixed     string `db:"fixed" json:"fixed"`
	MaxLength int    `db:"max_length" json:"maxLength"` // characters, 0 for no limit
}

// Kinds are the kinds of records that the platform has fields for.
func (p Platform) Kinds() []string {
	out := []string{}
	for _, k := range UploadKinds {
		if slices.ContainsFunc(p.Fields, func(f PlatformField) bool { return f.Kind == k.Key }) {
			out = append(out, k.Key)
		}
	}
	return out
}

// Normalize trims the texts and drops empty lines.
func (p *Platform) Normalize() {
	p.Name, p.Province, p.Source, p.Note = strings.TrimSpace(p.Name), strings.TrimSpace(p.Province), strings.TrimSpace(p.Source), strings.TrimSpace(p.Note)
	if p.State == "" {
		p.State = PlatformStates[0]
	}
	fields := []PlatformField{}
	for _, k := range UploadKinds {
		for _, f := range p.Fields {
			if f.Title, f.Fixed = strings.TrimSpace(f.Title), strings.TrimSpace(f.Fixed); f.Kind == k.Key && f.Title+f.Source+f.Fixed != "" {
				fields = append(fields, f)
			}
		}
	}
	p.Fields = fields
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (p Platform) Validate() error {
	var e Faults
	e.Require("name", "平台名称", p.Name)
	e.MaxRunes("name", "平台名称", p.Name, 60)
	e.Require("startsOn", "从哪天的记录起上报", string(p.StartsOn))
	e.Date("startsOn", "起报日期", p.StartsOn)
	e.OneOf("state", "状态", p.State, PlatformStates)
	seen := map[string]bool{}
	for _, f := range p.Fields {
		kind, _ := UploadKindOf(f.Kind)
		e.Require("fields", kind.Title+"的每个栏目的名称", f.Title)
		if seen[f.Kind+f.Title] {
			e.Add("fields", kind.Title+"里有两个栏目都叫“"+f.Title+"”，请改一个")
		}
		seen[f.Kind+f.Title] = true
		if f.Source != "" && !slices.ContainsFunc(kind.Sources, func(s FieldSource) bool { return s.Key == f.Source }) {
			e.Add("fields", kind.Title+"“"+f.Title+"”的来源不认识，请重新选择")
		}
		if f.MaxLength < 0 {
			e.Add("fields", "“"+f.Title+"”的字数上限不能是负数")
		}
	}
	if len(p.Fields) == 0 {
		e.Add("fields", "请至少为一类记录列出平台的栏目")
	}
	return e.Err()
}

// StripField is one field of a record as it is typed into the platform.
type StripField struct {
	Title  string `json:"title"`
	Text   string `json:"text"`
	Length int    `json:"length"`
	Max    int    `json:"max"` // 0 for no limit
	Over   int    `json:"over"`
	// Changed tells that it was another text when the record was entered.
	Changed bool `json:"changed"`
}

// Strip puts what a record says into the platform's fields, in their order.
// Values are keyed as the kind's sources.
func (p Platform) Strip(kind string, values map[string]string) []StripField {
	out := []StripField{}
	for _, f := range p.Fields {
		if f.Kind != kind {
			continue
		}
		text := f.Fixed
		if f.Source != "" {
			text = values[f.Source]
		}
		n := len([]rune(text))
		s := StripField{Title: f.Title, Text: text, Length: n, Max: f.MaxLength}
		if f.MaxLength > 0 {
			s.Over = max(0, n-f.MaxLength)
		}
		out = append(out, s)
	}
	return out
}

// StripImage is what was entered, by a short mark of each field's text: enough to
// say later which one was changed.
type StripImage map[string]string

// ImageOf marks the fields of a strip.
func ImageOf(strip []StripField) StripImage {
	out := StripImage{}
	for _, f := range strip {
		h := fnv.New64a()
		h.Write([]byte(f.Text)) // never fails
		out[f.Title] = fmt.Sprintf("%x", h.Sum64())
	}
	return out
}

// Compare marks the fields that are another text than when the image was made,
// and returns their titles. A field the platform had not then is not compared.
func (was StripImage) Compare(strip []StripField) []string {
	changed := []string{}
	now := ImageOf(strip)
	for i := range strip {
		f := &strip[i]
		if old, ok := was[f.Title]; ok && old != now[f.Title] {
			f.Changed = true
			changed = append(changed, f.Title)
		}
	}
	return changed
}

// The states of a record as to a platform.
const (
	UploadOpen    = "未上报"
	UploadDone    = "已上报"
	UploadChanged = "有变动"
)

// UploadStates are the states, in order.
var UploadStates = []string{UploadOpen, UploadDone, UploadChanged}

// Upload is 上报记录: a record was entered in a platform.
type Upload struct {
	ID         int64  `db:"id" json:"id"`
	PlatformID int64  `db:"platform_id" json:"platformId"`
	Kind       string `db:"kind" json:"kind"`
	RecordID   int64  `db:"record_id" json:"recordId"`
	UploadedOn Date   `db:"uploaded_on" json:"uploadedOn"`
	Receipt    string `db:"receipt" json:"receipt"` // 回执号
	ByWhom     string `db:"by_whom" json:"byWhom"`
	Image      string `db:"image" json:"-"`
	SetID      int64  `db:"set_id" json:"-"`
	UpdatedAt  string `db:"updated_at" json:"updatedAt"`
}

// UploadRef is one record that counts.
type UploadRef struct {
	Platform int64  `json:"platform"`
	Kind     string `json:"kind"`
	ID       int64  `json:"id"`
}

// UploadCount is how an inspector's records of one zone were entered (上报情况).
// The records stand behind each number.
type UploadCount struct {
	InspectorID int64       `json:"inspectorId"` // 0: no inspector is named on the record
	Inspector   string      `json:"inspector"`
	Zone        string      `json:"zone"` // of the record's school on its day
	Due         int         `json:"due"`
	Uploaded    int         `json:"uploaded"`
	OnTime      int         `json:"onTime"`
	DueRecords  []UploadRef `json:"dueRecords"`
	Done        []UploadRef `json:"doneRecords"`
	Timely      []UploadRef `json:"timelyRecords"`
}

// Rate is the share of the due records that were entered, in percent.
func (c UploadCount) Rate() float64 { return share(c.Uploaded, c.Due) }

// TimelyRate is the share of the due records that were entered in time.
func (c UploadCount) TimelyRate() float64 { return share(c.OnTime, c.Due) }

func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return 100 * float64(n) / float64(of)
}

// Add counts a record.
func (c *UploadCount) Add(ref UploadRef, done, timely bool) {
	c.DueRecords = append(c.DueRecords, ref)
	if done {
		c.Done = append(c.Done, ref)
	}
	if done && timely {
		c.Timely = append(c.Timely, ref)
	}
	c.Due, c.Uploaded, c.OnTime = len(c.DueRecords), len(c.Done), len(c.Timely)
}

// RuleUploadDays is the limit within which a record is entered in the platform.
const RuleUploadDays = "upload.days"

var uploadRules = []Rule{
	{RuleUploadDays, "记录上报省级平台的期限（按时上报）", 7, "天", srcOwn, false, "2013-09-17"},
}

// keyBits leaves room for the ids of records below the place of their kind.
const keyBits = 40

// UploadKey is one number for a kind and a record of it.
func UploadKey(kind string, id int64) int64 {
	place := slices.IndexFunc(UploadKinds, func(k UploadKind) bool { return k.Key == kind })
	return int64(place+1)<<keyBits | id
}
