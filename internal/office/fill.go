package office

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// ListRow is one record of a list that goes out as a workbook; Cells stand
// beside the layout's fields.
type ListRow struct {
	ID    string `json:"id"` // the hidden stable id, may be empty
	Cells []string
}

// SheetID is the hidden id of an exported row (系统编号): it names the database,
// the kind and the record, so that a returned sheet updates and never doubles.
type SheetID struct {
	Office string
	Kind   Kind
	ID     int64
	// Version is the last change that the row knows of: what was changed since is
	// not written over. 0 in lists that were exported before there were versions.
	Version int64
}

func (s SheetID) String() string {
	if s.Version == 0 {
		return fmt.Sprintf("%s:%s:%d", s.Office, s.Kind, s.ID)
	}
	return fmt.Sprintf("%s:%s:%d:%d", s.Office, s.Kind, s.ID, s.Version)
}

// ParseSheetID reads the hidden id of a row.
func ParseSheetID(text string) (SheetID, bool) {
	parts := strings.Split(strings.TrimSpace(text), ":")
	if len(parts) < 3 || len(parts) > 4 {
		return SheetID{}, false
	}
	id, err := strconv.ParseInt(parts[2], 10, 64)
	version := int64(0)
	if err == nil && len(parts) == 4 {
		version, err = strconv.ParseInt(parts[3], 10, 64)
	}
	return SheetID{Office: parts[0], Kind: Kind(parts[1]), ID: id, Version: version}, err == nil && id > 0 && version >= 0
}

// Untouched takes the cells that still say what the export wrote, and those
// whose column is gone, out of the row: they are neither checked nor written.
func (r *ParsedRow) Untouched(raw SheetRow, exported []string) {
	for i := range r.Values {
		if i >= len(exported) || i >= len(raw.Cells) || r.Values[i].Present && CleanLong(raw.Cells[i].Text) != CleanLong(exported[i]) {
			continue
		}
		r.Values[i] = Value{Row: r.Values[i].Row, Col: r.Values[i].Col, Kept: true}
		key := r.layout.Fields[i].Key
		for j := len(r.Faults) - 1; j >= 0; j-- {
			if r.Faults[j].Field == key {
				r.Faults = append(r.Faults[:j], r.Faults[j+1:]...)
			}
		}
	}
	r.Warnings = nil
}

// filler writes a row's values into a record and notes what changed. A cell
// that says the same in other words changes nothing.
type filler struct {
	row     *ParsedRow
	changed map[int]string // by field, what changed in words
}

// Clears tells that the cell was emptied in a sheet of our own. Elsewhere an empty
// cell says nothing: a foreign list may just not know.
func (r *ParsedRow) Clears(v Value) bool { return v.Present && !v.Set && r.ID != "" }

// note words the change of the field. What a complaint says is not repeated.
func (f *filler) note(key, from, to string) {
	i := f.row.layout.Index(key)
	if i < 0 {
		return
	}
	if f.changed == nil {
		f.changed = map[int]string{}
	}
	f.changed[i] = f.row.layout.Fields[i].Title
	if f.row.layout.Kind != KindComplaints {
		f.changed[i] = ChangeWords(f.changed[i], from, to)
	}
}

// said returns what changed, in the layout's order.
func (f *filler) said() []string {
	words := make([]string, 0, len(f.changed))
	for _, i := range slices.Sorted(maps.Keys(f.changed)) {
		words = append(words, f.changed[i])
	}
	return words
}

// ChangeWords tells a change of one field in a few words: 校长（张三→李四）.
func ChangeWords(title, from, to string) string {
	return title + "（" + Brief(from, 12) + "→" + Brief(to, 12) + "）"
}

// Brief is a cell's text where a sentence speaks of it, of at most n characters.
func Brief(text string, n int) string {
	r := []rune(CleanText(text))
	switch {
	case len(r) == 0:
		return "空"
	case len(r) > n:
		return string(r[:n]) + "…"
	}
	return string(r)
}

func (f *filler) clears(v Value) bool { return f.row.Clears(v) }

// says returns what a stored text would be read as from a cell of the field.
func (f *filler) says(key, stored string) string {
	i := f.row.layout.Index(key)
	if i < 0 || stored == "" {
		return stored
	}
	v, fault := parseCell(&f.row.layout.Fields[i], SheetCell{Text: stored}, YearHint{})
	if fault != "" {
		return stored
	}
	return v.Text
}

func (f *filler) text(key string, at *string) {
	v := f.row.V(key)
	was := *at
	switch {
	case v.Set && f.says(key, *at) != v.Text:
		*at = v.Text
	case f.clears(v) && f.says(key, *at) != "":
		*at = ""
	default:
		return
	}
	f.note(key, was, *at)
}

func (f *filler) date(key string, at *Date) {
	text := string(*at)
	f.text(key, &text)
	*at = Date(text)
}

func (f *filler) count(key string, at *int) {
	v := f.row.V(key)
	was := *at
	switch {
	case v.Set && *at != v.Int:
		*at = v.Int
	case f.clears(v) && *at != 0:
		*at = 0
	default:
		return
	}
	f.note(key, strconv.Itoa(was), strconv.Itoa(*at))
}

func (f *filler) yes(key string, at *bool) {
	v := f.row.V(key)
	switch {
	case v.Set && *at != v.Yes:
		*at = v.Yes
	case f.clears(v) && *at:
		*at = false
	default:
		return
	}
	f.note(key, YesNo(!*at), YesNo(*at))
}

// level reads the name of one of the Disposals.
func (f *filler) level(key string, at *int) {
	v := f.row.V(key)
	if code := DisposalCode(v.Text); v.Set && code != 0 && code != *at {
		f.note(key, DisposalName(*at), v.Text)
		*at = code
	}
}

// FillSchool writes the row into the school and tells which fields
// changed, and how. keepName leaves the name as it is: the row was matched by
// a short name.
func FillSchool(s *School, row *ParsedRow, keepName bool) []string {
	f := &filler{row: row}
	if !keepName {
		f.text("name", &s.Name)
	}
	for key, at := range map[string]*string{"code": &s.Code, "shortName": &s.ShortName, "kind": &s.Kind, "ownership": &s.Ownership,
		"town": &s.Town, "setting": &s.Setting, "address": &s.Address, "principal": &s.Principal, "phone": &s.Phone,
		"liaison": &s.Liaison, "resident": &s.Resident, "state": &s.State, "note": &s.Note} {
		f.text(key, at)
	}
	for key, at := range map[string]*int{"students": &s.Students, "teachers": &s.Teachers, "classes": &s.Classes, "boarders": &s.Boarders} {
		f.count(key, at)
	}
	f.yes("canteen", &s.Canteen)
	f.yes("bus", &s.Bus)
	f.date("openedOn", &s.OpenedOn)
	f.date("closedOn", &s.ClosedOn)
	if s.Kind == "" {
		if s.Kind = SchoolKindOf(s.Name); s.Kind != "" {
			row.Warnings = append(row.Warnings, "没有类型，按名称记为"+s.Kind)
		}
	}
	return f.said()
}

// FillInspector writes the row into the inspector, see FillSchool.
func FillInspector(p *Inspector, row *ParsedRow) []string {
	f := &filler{row: row}
	for key, at := range map[string]*string{"name": &p.Name, "gender": &p.Gender, "bornOn": &p.BornOn, "degree": &p.Degree,
		"rank": &p.Rank, "employer": &p.Employer, "post": &p.Post, "teachingOn": &p.TeachingOn, "employment": &p.Employment,
		"subject": &p.Subject, "stage": &p.Stage, "mobile": &p.Mobile, "certificate": &p.Certificate, "idNumber": &p.IDNumber,
		"ethnicity": &p.Ethnicity, "party": &p.Party, "service": &p.Service, "email": &p.Email, "issuedBy": &p.IssuedBy,
		"state": &p.State, "recusal": &p.Recusal, "note": &p.Note} {
		f.text(key, at)
	}
	return f.said()
}

// methodCounters are the columns of a visit that count a method.
var methodCounters = []struct{ key, method string }{
	{"lessonCount", "随机听课"}, {"paperCount", "查阅资料"}, {"meetingCount", "列席会议"}, {"talkCount", "座谈走访"},
	{"surveyCount", "问卷调查"}, {"tourCount", "校园巡视"}, {"parentCount", "访谈家长"},
}

// FillVisit writes the row's own words into the visit, see FillSchool; names are
// resolved by the caller.
func FillVisit(v *Visit, row *ParsedRow) []string {
	f := &filler{row: row}
	f.date("date", &v.Date)
	f.date("feedbackOn", &v.FeedbackOn)
	for key, at := range map[string]*string{"session": &v.Session, "kind": &v.Kind, "content": &v.Content, "highlights": &v.Highlights,
		"problems": &v.Problems, "advice": &v.Advice, "escorts": &v.Escorts, "title": &v.Title, "state": &v.State, "reason": &v.Reason} {
		f.text(key, at)
	}
	f.level("disposal", &v.Disposal)
	f.methods(v)
	return f.said()
}

// methods writes the methods named in one cell and those counted in cells of
// their own.
func (f *filler) methods(v *Visit) {
	uses, named := map[string]int{}, false
	for _, m := range v.Methods {
		uses[m.Method] = m.Count
	}
	was := MethodsText(v.Methods)
	if cell := f.row.V("methods"); cell.Set || f.clears(cell) {
		said, unknown := ParseMethods(cell.Text)
		for _, m := range v.Methods {
			if _, ok := said[m.Method]; !ok {
				delete(uses, m.Method)
				named = true
			}
		}
		for m, n := range said {
			if have, ok := uses[m]; !ok || n > 0 && have != n {
				uses[m] = n
				named = true
			}
		}
		for _, u := range unknown {
			f.row.Warnings = append(f.row.Warnings, "方式“"+u+"”不在七种督导方式之内，没有记入")
		}
	}
	for _, c := range methodCounters {
		cell := f.row.V(c.key)
		have, ok := uses[c.method]
		switch {
		case cell.Set && cell.Int > 0 && have != cell.Int, cell.Set && cell.Int == 0 && ok && have != 0:
			uses[c.method] = cell.Int
		case f.clears(cell) && have != 0:
			uses[c.method] = 0
		default:
			continue
		}
		f.note(c.key, strconv.Itoa(have), strconv.Itoa(uses[c.method]))
	}
	v.Methods = []MethodUse{}
	for _, m := range Methods {
		if n, ok := uses[m.Name]; ok {
			v.Methods = append(v.Methods, MethodUse{Method: m.Name, Count: n})
		}
	}
	if named {
		f.note("methods", was, MethodsText(v.Methods))
	}
}

// MethodsSaid tells that the cells of an export already say which methods the text
// names, and how often.
func MethodsSaid(l *Layout, cells []string, text string) bool {
	uses, unknown := ParseMethods(text)
	have, _ := ParseMethods(cells[l.Index("methods")])
	if len(unknown) > 0 || len(uses) != len(have) {
		return false
	}
	for _, c := range methodCounters {
		n, used := uses[c.method]
		if _, has := have[c.method]; used != has || n > 0 && cells[l.Index(c.key)] != strconv.Itoa(n) {
			return false
		}
	}
	return true
}

// MethodsText writes methods as a cell that ParseMethods reads: 随机听课2、查阅资料.
func MethodsText(methods []MethodUse) string {
	words := make([]string, len(methods))
	for i, m := range methods {
		words[i] = m.Method
		if m.Count > 0 {
			words[i] += strconv.Itoa(m.Count)
		}
	}
	return strings.Join(words, "、")
}

// FillFinding writes the row into the finding, see FillSchool.
func FillFinding(p *Finding, row *ParsedRow) []string {
	f := &filler{row: row}
	f.date("foundOn", &p.FoundOn)
	for key, at := range map[string]*string{"source": &p.Source, "content": &p.Content, "measures": &p.Measures, "unit": &p.Unit,
		"person": &p.Person, "recheck": &p.Recheck, "note": &p.Note, "state": &p.State, "department": &p.Department} {
		f.text(key, at)
	}
	f.level("level", &p.Level)
	f.due("dueOn", &p.DueOn, p.FoundOn)
	for key, at := range map[string]*Date{"reportedOn": &p.ReportedOn, "recheckOn": &p.RecheckOn, "closedOn": &p.ClosedOn} {
		f.date(key, at)
	}
	return f.said()
}

func (f *filler) due(key string, at *Date, from Date) {
	v := f.row.V(key)
	was := *at
	switch day := DueDay(v, from); {
	case v.Set && *at != day:
		*at = day
	case f.clears(v) && *at != "":
		*at = ""
	default:
		return
	}
	f.note(key, string(was), string(*at))
}

// FillLesson writes the row into the lesson observation, see FillSchool.
func FillLesson(l *LessonObservation, row *ParsedRow) []string {
	f := &filler{row: row}
	f.date("date", &l.Date)
	for key, at := range map[string]*string{"class": &l.Class, "subject": &l.Subject, "teacher": &l.Teacher, "advice": &l.Advice,
		"topic": &l.Topic, "period": &l.Period, "lessonType": &l.LessonType, "highlights": &l.Highlights, "evaluation": &l.Evaluation,
		"process": &l.Process, "feedbackTo": &l.FeedbackTo} {
		f.text(key, at)
	}
	f.count("rating", &l.Rating)
	return f.said()
}
