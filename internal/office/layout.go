package office

import (
	"slices"
	"strings"
)

// Kind names a list (清单) that goes in and out as a workbook, as typed on the
// command line.
type Kind string

// The kinds that have a Layout.
const (
	KindSchools    Kind = "schools"
	KindInspectors Kind = "inspectors"
	KindZones      Kind = "zones"
	KindVisits     Kind = "visits"
	KindFindings   Kind = "findings"
	KindLessons    Kind = "lessons"
)

// FieldType is how the text of a cell is read.
type FieldType string

// The types of Field.
const (
	TypeText      FieldType = "text"      // one line
	TypeLong      FieldType = "long"      // several lines, kept as they are
	TypeName      FieldType = "name"      // a person or a school: inner spaces do not count
	TypeNames     FieldType = "names"     // several of them in one cell
	TypeCode      FieldType = "code"      // digits and letters that are no number
	TypeIDNumber  FieldType = "idNumber"  // 身份证号, with its check digit
	TypePhone     FieldType = "phone"     // 手机或座机
	TypeInt       FieldType = "int"       // a count
	TypeDate      FieldType = "date"      // one day
	TypeYearMonth FieldType = "yearMonth" // a month, or a day
	TypeDue       FieldType = "due"       // a day, or 5天 after the row's own day
	TypeYesNo     FieldType = "yesNo"
	TypeChoice    FieldType = "choice"
)

// Field is one column of a Layout.
type Field struct {
	Key   string `json:"key"` // the record's JSON name where there is one
	Title string `json:"title"`
	// Aliases are other headings seen for the same thing.
	Aliases []string  `json:"aliases"`
	Type    FieldType `json:"type"`
	// Required rows are refused without it; Wanted ones are only warned about.
	Required bool `json:"required"`
	Wanted   bool `json:"wanted"`
	// Inferred makes a required field found from others where a foreign sheet says
	// nothing of it.
	Inferred bool     `json:"inferred"`
	Choices  []string `json:"choices"`
	// Synonyms turn other words for a choice into the choice.
	Synonyms map[string]string `json:"-"`
	// Carry fills an empty cell from the row above (the first row of a group).
	Carry bool `json:"carry"`
	// Derived is written on export and not read back.
	Derived bool `json:"derived"`
	// Done is a day on which something was done: it is not after today.
	Done bool `json:"-"`
	// Old days may lie before the office's time: when a school was opened, a paper
	// written.
	Old bool `json:"-"`
	// Max is the most characters, 0 for no limit.
	Max   int     `json:"max"`
	Width float64 `json:"width"`
	Note  string  `json:"note"`
}

// Layout is 表样: the columns of one kind of list. Its order on export is a
// contract: new columns are added at the end.
type Layout struct {
	Kind   Kind    `json:"kind"`
	Title  string  `json:"title"`
	Fields []Field `json:"fields"`
	// Sections tells that a title merged across the table is a row of the list.
	Sections bool `json:"-"`
}

// Layouts returns the layouts of all kinds, in the order in which an office
// that starts anew brings its lists in.
func Layouts() []Layout {
	return []Layout{schoolLayout, inspectorLayout, zoneLayout, visitLayout, findingLayout, lessonLayout, complaintLayout, trainingLayout, assessmentLayout, archiveLayout, indicatorLayout, evidenceLayout}
}

// LayoutOf returns the layout of the kind, or an Error that names those there are.
func LayoutOf(kind Kind) (Layout, error) {
	var names []string
	for _, l := range Layouts() {
		if l.Kind == kind {
			return l, nil
		}
		names = append(names, string(l.Kind)+"（"+l.Title+"）")
	}
	return Layout{}, Invalid("没有“%s”这种表，可用的有：%s。", kind, strings.Join(names, "、"))
}

// Demands tells whether any column is required; of a layout that demands none, a
// heading is known by two of its columns.
func (l Layout) Demands() bool {
	return slices.ContainsFunc(l.Fields, func(f Field) bool { return f.Required })
}

// Index returns the position of the field, -1 when the layout has none.
func (l Layout) Index(key string) int {
	for i := range l.Fields {
		if l.Fields[i].Key == key {
			return i
		}
	}
	return -1
}

// headingPrefixes may stand before a field's own heading without changing it.
var headingPrefixes = []string{"被督导", "受督导", "督导", "本次", "所属", "所在", "学校", "填报"}

// FieldFor returns the position of the field that the heading means, -1 when it
// is none. mapping, from the clerk, goes first: normalized heading to field key,
// or to IgnoreColumn.
func (l Layout) FieldFor(heading string, mapping map[string]string) int {
	if all := l.FieldsFor(heading, mapping); len(all) > 0 {
		return all[0]
	}
	return -1
}

// FieldsFor returns all fields that the heading may mean, the likeliest first: 整改情况
// is 整改措施 where the list has no column of that name, and else 整改状态.
func (l Layout) FieldsFor(heading string, mapping map[string]string) []int {
	if len(heading) > longestHeading {
		return nil
	}
	h := NormalizeHeading(heading)
	if h == "" {
		return nil
	}
	if key, ok := mapping[h]; ok {
		if i := l.Index(key); i >= 0 {
			return []int{i}
		}
		return nil
	}
	if found := l.fieldsNamed(h); len(found) > 0 {
		return found
	}
	for _, p := range headingPrefixes {
		if rest, ok := strings.CutPrefix(h, p); ok && rest != "" {
			if found := l.fieldsNamed(rest); len(found) > 0 {
				return found
			}
		}
	}
	return nil
}

// longestHeading is more bytes than a heading has, with all its remarks.
const longestHeading = 1000

// FieldTitled returns the field of which the heading is the own title, not another
// word for it; -1 when it is none.
func (l Layout) FieldTitled(heading string) int {
	if len(heading) > longestHeading {
		return -1
	}
	return l.titled(NormalizeHeading(heading))
}

func (l Layout) titled(h string) int {
	return slices.IndexFunc(l.Fields, func(f Field) bool { return h != "" && h == NormalizeHeading(f.Title) })
}

// fieldsNamed puts the field of the title before those of an alias.
func (l Layout) fieldsNamed(h string) []int {
	found := []int{}
	if i := l.titled(h); i >= 0 {
		found = append(found, i)
	}
	for i := range l.Fields {
		if slices.Contains(l.Fields[i].Aliases, h) && !slices.Contains(found, i) {
			found = append(found, i)
		}
	}
	return found
}

// The headings and sheets that the program adds to a workbook itself. They are
// read over when the workbook comes back.
const (
	IDHeading      = "系统编号（请勿改动）"
	ProblemHeading = "【问题】"
	ResultSheet    = "检查结果"
	HelpSheet      = "填写说明"
	WordsSheet     = "字典"
)

// IgnoreColumn as the target of a mapping leaves the column unread.
const IgnoreColumn = "-"

// NormalizeHeading returns the heading without what does not change its
// meaning: spaces, line breaks, marks, and a unit or remark in brackets.
func NormalizeHeading(s string) string {
	s = halfWidth(s)
	var b strings.Builder
	depth := 0
	for _, r := range s {
		switch {
		case r == '(' || r == '[' || r == '〔' || r == '【':
			depth++
		case r == ')' || r == ']' || r == '〕' || r == '】':
			if depth > 0 {
				depth--
			}
		case depth > 0 || dropsInHeading(r):
		default:
			b.WriteRune(r)
		}
	}
	if b.Len() == 0 && depth == 0 {
		return strings.Map(func(r rune) rune {
			if dropsInHeading(r) {
				return -1
			}
			return r
		}, s)
	}
	return strings.ToLower(b.String())
}

func dropsInHeading(r rune) bool {
	return isSpace(r) || isInvisible(r) || strings.ContainsRune("*:★☆.、,-_/\"'", r)
}
