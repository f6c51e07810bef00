package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"

	"dudao/internal/desk"
	"dudao/internal/office"
)

// kind is one kind of records that list and put know: how its records are
// listed, with a line of text for each, and how one is saved. Either may be nil.
type kind struct {
	name string
	list func(desk.Screens, desk.ListQuery) (total int, rows any, lines []string, err error)
	put  func(r *run, s desk.Screens, text []byte) error
}

// kinds are all kinds, in the order of the office's work.
func kinds() []kind {
	return slices.Concat(placeKinds, visitKinds, rectifyKinds, assessmentKinds, inspectionKinds, tenureKinds, planKinds, publicationKinds, teamKinds, scoreKinds, archiveKinds, shelfKinds, standardKinds)
}

var placeKinds = []kind{
	{"schools", func(s desk.Screens, q desk.ListQuery) (int, any, []string, error) {
		p, err := s.Schools.List(q)
		return p.Total, p.Rows, lines(p.Rows, "name", "kind", "town", "zone", "inspectors", "lastVisit"), err
	}, func(r *run, s desk.Screens, text []byte) error { return put(r, text, s.Schools.Save) }},
	{"inspectors", func(s desk.Screens, q desk.ListQuery) (int, any, []string, error) {
		p, err := s.Inspectors.List(q)
		return p.Total, p.Rows, lines(p.Rows, "name", "employment", "zone", "state", "schools"), err
	}, func(r *run, s desk.Screens, text []byte) error { return put(r, text, s.Inspectors.Save) }},
	{"zones", func(s desk.Screens, q desk.ListQuery) (int, any, []string, error) {
		b, err := s.Zones.Get(0)
		text := []string{}
		for _, x := range b.Zones {
			text = append(text, fmt.Sprintf("%s\t%s\t督学 %d 名\t学校 %d 所", x.Zone.Name, x.Leader, len(x.Members), len(x.Schools)))
		}
		return len(b.Zones), b, text, err
	}, func(r *run, s desk.Screens, text []byte) error { return put(r, text, s.Zones.SaveZone) }},
	{"assignments", func(s desk.Screens, q desk.ListQuery) (int, any, []string, error) {
		rows, err := s.Schools.Assignments()
		return len(rows), rows, lines(rows, "school", "inspector", "role", "startsOn", "endsOn"), err
	}, func(r *run, s desk.Screens, text []byte) error { return put(r, text, s.Schools.SaveAssignment) }},
}

var visitKinds = []kind{
	{"visits", func(s desk.Screens, q desk.ListQuery) (int, any, []string, error) {
		p, err := s.Visits.List(q)
		return p.Total, p.Rows, lines(p.Rows, "number", "date", "session", "school", "inspector", "state"), err
	}, func(r *run, s desk.Screens, text []byte) error { return put(r, text, s.Visits.Save) }},
	{"lessons", func(s desk.Screens, q desk.ListQuery) (int, any, []string, error) {
		p, err := s.Lessons.List(q)
		return p.Total, p.Rows, lines(p.Rows, "date", "school", "class", "subject", "teacher", "inspector"), err
	}, func(r *run, s desk.Screens, text []byte) error { return put(r, text, s.Lessons.Save) }},
	{"practices", func(s desk.Screens, q desk.ListQuery) (int, any, []string, error) {
		p, err := s.Practices.List(q)
		return p.Total, p.Rows, lines(p.Rows, "number", "foundOn", "school", "matter", "state", "title"), err
	}, func(r *run, s desk.Screens, text []byte) error { return put(r, text, s.Practices.Save) }},
	{"complaints", func(s desk.Screens, q desk.ListQuery) (int, any, []string, error) {
		p, err := s.Complaints.List(q)
		return p.Total, p.Rows, lines(p.Rows, "number", "receivedOn", "channel", "kind", "name", "school", "target", "state", "content"), err
	}, func(r *run, s desk.Screens, text []byte) error { return put(r, text, s.Complaints.Save) }},
}

var rectifyKinds = []kind{
	{"findings", func(s desk.Screens, q desk.ListQuery) (int, any, []string, error) {
		p, err := s.Findings.List(q)
		return p.Total, p.Rows, lines(p.Rows, "number", "foundOn", "school", "matter", "levelName", "state", "step", "content"), err
	}, func(r *run, s desk.Screens, text []byte) error { return put(r, text, s.Findings.Save) }},
	{"rounds", nil, func(r *run, s desk.Screens, text []byte) error { return put(r, text, s.Findings.SaveRound) }},
	{"notices", func(s desk.Screens, q desk.ListQuery) (int, any, []string, error) {
		p, err := s.Notices.List(q)
		return p.Total, p.Rows, lines(p.Rows, "number", "kind", "docNumber", "date", "school", "state", "dueOn", "title"), err
	}, func(r *run, s desk.Screens, text []byte) error { return put(r, text, s.Notices.Save) }},
	{"steps", nil, func(r *run, s desk.Screens, text []byte) error { return put(r, text, s.Notices.SaveStep) }},
}

// lines gives a line of text for each row: its fields of these JSON names.
func lines[Row any](rows []Row, names ...string) []string {
	out := []string{}
	for _, row := range rows {
		v := reflect.ValueOf(row)
		cells := make([]string, len(names))
		for i, name := range names {
			cells[i] = fmt.Sprint(v.FieldByIndex(fieldOf(v.Type(), name)))
		}
		out = append(out, strings.Join(cells, "\t"))
	}
	return out
}

// fieldOf returns where the field of a JSON name is; a misspelled name is a
// defect of the program.
func fieldOf(t reflect.Type, name string) []int {
	for _, f := range reflect.VisibleFields(t) {
		if tag, _, _ := strings.Cut(f.Tag.Get("json"), ","); tag == name {
			return f.Index
		}
	}
	panic(t.String() + " has no field " + name)
}

// kindsThat names the kinds that a verb knows, for its help and its check.

func kindsThat(knows func(kind) bool) []string {
	names := []string{}
	for _, k := range kinds() {
		if knows(k) {
			names = append(names, k.name)
		}
	}
	return names
}

func listed(k kind) bool  { return k.list != nil }
func putting(k kind) bool { return k.put != nil }

// kindNamed returns the kind of the name; the command line has checked it.
func kindNamed(name string) kind {
	return kinds()[slices.IndexFunc(kinds(), func(k kind) bool { return k.name == name })]
}

type listVerb struct {
	Kind  string            `arg:"" help:"记录的种类：${listKinds}" enum:"${listKinds}"`
	Where map[string]string `help:"筛选，如 --where month=2026-03" placeholder:"名称=值"`
	Text  string            `help:"检索的字词"`
	Limit int               `help:"最多列出的条数，0 为全部" default:"0"`
}

func (v listVerb) Run(r *run) error {
	q := desk.ListQuery{Text: v.Text, Page: 1, Size: v.Limit, Filters: v.Where}
	return r.open(func(d *desk.Desk) error {
		total, rows, text, err := kindNamed(v.Kind).list(d.Screens(), q)
		if err != nil {
			return err
		}
		return r.say(map[string]any{"total": total, "rows": rows}, strings.Join(append(text, fmt.Sprintf("共 %d 条", total)), "\n"))
	})
}

type putVerb struct {
	Kind string `arg:"" help:"记录的种类：${putKinds}" enum:"${putKinds}"`
	File string `arg:"" help:"JSON 文件" type:"existingfile"`
}

func (v putVerb) Run(r *run) error {
	text, err := os.ReadFile(v.File)
	if err != nil {
		return office.Errorf(office.CodeFile, "读不了文件“%s”，请检查路径。", v.File)
	}
	return r.open(func(d *desk.Desk) error { return kindNamed(v.Kind).put(r, d.Screens(), text) })
}

// put saves what the text says; what comes back may be more than what went in.
func put[In, Out any](r *run, text []byte, save func(In) (Out, error)) error {
	var in In
	if err := json.Unmarshal(text, &in); err != nil {
		return office.Invalid("JSON 内容不对：%v。请对照 dudao list … --json 的写法改正后再试。", err)
	}
	out, err := save(in)
	if err != nil {
		return err
	}
	return r.say(out, "已保存。")
}

type searchVerb struct {
	Words []string `arg:"" help:"要找的字词，两个字即可，也可用拼音首字母"`
	Limit int      `help:"最多列出的条数" default:"50"`
}

func (v searchVerb) Run(r *run) error {
	return r.open(func(d *desk.Desk) error {
		found, err := d.Screens().Search.Find(desk.SearchInput{Text: strings.Join(v.Words, " "), Limit: v.Limit})
		if err != nil {
			return err
		}
		lines := []string{fmt.Sprintf("找到 %d 条", found.Total)}
		for _, h := range found.Hits {
			lines = append(lines, fmt.Sprintf("%s\t%s\t%s", desk.KindName(h.Kind), h.Title, h.Snippet))
		}
		return r.say(found, strings.Join(lines, "\n"))
	})
}
