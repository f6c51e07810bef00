package desk

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"dudao/internal/office"
	"dudao/internal/store"
)

// The texts that nobody types by accident. Each is one line, so that a field of
// one line takes it too; the heads of formulas take turns.
const hostileText = `'; DROP TABLE visits;--<script>window.__hit=1</script><img src=x onerror=window.__hit=1>`

var formulaHeads = []string{"=cmd|'/c calc'!A0 ", "+1 ", "-2 ", "@x "}

// hostile are the others: by name the text, and whether it may be kept at all.
var hostile = []struct {
	name, text string
	refused    bool
}{
	{"NUL", "甲\x00乙", true},
	{"a lone surrogate", "甲\xed\xa0\x80乙", true},
	{"not UTF-8", "甲\xff乙", true},
	{"a broken character", "甲\uFFFD乙", true},
	{"10 MB", strings.Repeat("长文字十个字一共十个", 10<<20/30), true},
	{"300 characters", strings.Repeat("长", 300), false},
	{"right to left", "甲\u202etxt.exe\u202c乙", false},
}

// saver is a bound method that saves one record, and a record to begin with.
type saver struct {
	name string
	call func(in reflect.Value) (reflect.Value, error)
	base func() (reflect.Value, bool)
}

var errorOf = reflect.TypeFor[error]()

// savers finds by reflection what saves records, so that a new kind is tried by
// being there: Save… with one struct, and its record from another method of the
// same screen that takes an id, or nothing.
func savers(s Screens) []saver {
	out := []saver{}
	screens := reflect.ValueOf(s)
	for i := range screens.NumField() {
		screen := screens.Field(i)
		for j := range screen.NumMethod() {
			m, name := screen.Method(j), screen.Type().Method(j).Name
			t := m.Type()
			if !strings.HasPrefix(name, "Save") || name == "SaveDraft" /* what is half typed is kept as it is */ || t.NumIn() != 1 || t.In(0).Kind() != reflect.Struct || t.In(0) == reflect.TypeFor[PaperInput]() {
				continue
			}
			if _, file := t.In(0).FieldByName("Path"); file {
				continue // it saves a file
			}
			out = append(out, saver{screen.Elem().Type().Name() + "." + name, func(in reflect.Value) (reflect.Value, error) { return answer(m, in) },
				func() (reflect.Value, bool) { return baseOf(screen, t.In(0)) }})
		}
	}
	return out
}

// answer calls the method; the result is invalid when it has none.
func answer(m reflect.Value, in ...reflect.Value) (out reflect.Value, err error) {
	for _, v := range m.Call(in) {
		if v.Type() == errorOf {
			err, _ = v.Interface().(error)
			continue
		}
		out = v
	}
	return out, err
}

// baseOf looks for a record of the type that is there already.
func baseOf(screen reflect.Value, want reflect.Type) (reflect.Value, bool) {
	for j := range screen.NumMethod() {
		m := screen.Method(j)
		t, name := m.Type(), screen.Type().Method(j).Name
		if t.NumOut() != 2 || !holds(t.Out(0), want, 0) || strings.HasPrefix(name, "Save") || strings.HasPrefix(name, "Delete") || strings.HasPrefix(name, "New") {
			continue
		}
		switch {
		case t.NumIn() == 0:
			if out, err := answer(m); err == nil {
				if v, ok := inside(out, want, 0); ok {
					return v, true
				}
			}
		case t.NumIn() == 1 && t.In(0).Kind() == reflect.Int64:
			for id := range int64(40) {
				if out, err := answer(m, reflect.ValueOf(id+1)); err == nil {
					if v, ok := inside(out, want, 0); ok {
						return v, true
					}
				}
			}
		}
	}
	return reflect.New(want).Elem(), false
}

func holds(t, want reflect.Type, depth int) bool {
	switch {
	case t == want:
		return true
	case depth > 2:
	case t.Kind() == reflect.Slice:
		return holds(t.Elem(), want, depth+1)
	case t.Kind() == reflect.Struct:
		return slices.ContainsFunc(reflect.VisibleFields(t), func(f reflect.StructField) bool { return f.IsExported() && holds(f.Type, want, depth+1) })
	}
	return false
}

func inside(v reflect.Value, want reflect.Type, depth int) (reflect.Value, bool) {
	switch {
	case v.Type() == want:
		return v, true
	case depth > 2:
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			if x, ok := inside(v.Index(i), want, depth+1); ok {
				return x, true
			}
		}
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				if x, ok := inside(v.Field(i), want, depth+1); ok {
					return x, true
				}
			}
		}
	}
	return reflect.Value{}, false
}

// textsOf are the text fields of an input, each by the way to it: its own, those
// of the records inside it and of the first one in each list.
func textsOf(v reflect.Value, way string) map[string]reflect.Value {
	out := map[string]reflect.Value{}
	switch v.Kind() {
	case reflect.String:
		out[way] = v
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && f.Tag.Get("json") != "-" {
				for k, x := range textsOf(v.Field(i), way+"."+f.Name) {
					out[k] = x
				}
			}
		}
	case reflect.Slice:
		if v.Len() > 0 {
			own := reflect.MakeSlice(v.Type(), v.Len(), v.Len()) // not the one of the base
			reflect.Copy(own, v)
			v.Set(own)
			return textsOf(v.Index(0), way+"[0]")
		}
	}
	return out
}

// attack is a desk under attack.
type attack struct {
	*testing.T
	d                      *Desk
	tried, kept, said, own int
}

// lastSet is the newest action, and what it wrote.
func (a *attack) lastSet() (id int64) {
	a.Helper()
	last, err := a.d.store.LastAction()
	if err != nil {
		a.Fatal(err)
	}
	return reflect.ValueOf(last).FieldByName("ID").Int()
}

// try saves a record with one field as given: it is kept just so, refused in words
// with nothing changed, or it is a field that the program fills itself.
func (a *attack) try(s saver, way, name, text string, refused bool) {
	a.Helper()
	base, _ := s.base()
	in := reflect.New(base.Type()).Elem()
	in.Set(base)
	field, ok := textsOf(in, "")[way]
	if !ok {
		return
	}
	field.SetString(text)
	if stamp, ok := textsOf(in, "")[".UpdatedAt"]; ok && way != ".UpdatedAt" {
		stamp.SetString("")
	}
	a.tried++
	before := a.lastSet()
	out, err := s.call(in)
	if err != nil {
		a.said++
		if e, ok := errors.AsType[*office.Error](err); !ok || e.Message == "" || len(e.Message) > 3000 {
			a.Errorf("%s %s, %s: refused as %.300v", s.name, way, name, err)
		}
		if a.lastSet() != before {
			a.Errorf("%s %s, %s: refused, and yet something was changed", s.name, way, name)
		}
		return
	}
	if out.IsValid() && slices.ContainsFunc(everyText(out), func(x string) bool { return x == text || strings.TrimSpace(x) == strings.TrimSpace(text) }) {
		if a.kept++; refused {
			a.Errorf("%s %s: keeps %s", s.name, way, name)
		}
		return
	}
	a.own++
}

func everyText(v reflect.Value) []string {
	switch v.Kind() {
	case reflect.String:
		return []string{v.String()}
	case reflect.Struct:
		out := []string{}
		for i := range v.NumField() {
			out = append(out, everyText(v.Field(i))...)
		}
		return out
	case reflect.Slice:
		out := []string{}
		for i := range v.Len() {
			out = append(out, everyText(v.Index(i))...)
		}
		return out
	}
	return nil
}

// Whatever stands in whatever field: it is kept just as it is or refused in words,
// found, listed, exported and printed.
func TestHostileTextsInEveryField(t *testing.T) {
	if testing.Short() {
		t.Skip("saves and prints every kind of record many times")
	}
	d, _ := openTest(t, t.TempDir())
	county := smallCounty // every kind of record, and short lists
	county.Inspectors = 12
	must(t, d.store.FillSample(office.MakeUp(county)))
	a := &attack{T: t, d: d}
	t.Chdir(t.TempDir())
	known := 0
	for _, s := range savers(a.d.Screens()) {
		base, found := s.base()
		if found {
			known++
		} else {
			t.Logf("%s: no record of the sample to begin with", s.name)
		}
		in := reflect.New(base.Type()).Elem()
		in.Set(base)
		ways := []string{}
		for way := range textsOf(in, "") {
			ways = append(ways, way)
		}
		slices.Sort(ways)
		for i, way := range ways {
			one := hostile[i%len(hostile)] // in turn, the long proof tries all
			list := hostile
			if os.Getenv(hostileVariable) == "" {
				list = []struct {
					name, text string
					refused    bool
				}{one}
			}
			for _, h := range list {
				a.try(s, way, h.name, h.text, h.refused)
			}
			a.try(s, way, "a formula, SQL and HTML", formulaHeads[i%len(formulaHeads)]+hostileText, false)
		}
	}
	t.Logf("%d savers, %d with a record; %d texts tried, %d kept as they are, %d refused in words, %d in fields the program fills", len(savers(a.d.Screens())), known, a.tried, a.kept, a.said, a.own)
	if known < 44 || a.kept < 50 {
		t.Errorf("only %d kinds with a record and %d texts kept: the test finds hardly anything", known, a.kept)
	}
	a.listed()
	a.exported()
	a.printedForms()
}

// hostileVariable makes every text go into every field; build/prove sets it.
const hostileVariable = "DUDAO_ALL_HOSTILE"

// listed asks every list and the search for each of the texts.
func (a *attack) listed() {
	screens := reflect.ValueOf(a.d.Screens())
	for _, text := range []string{hostileText, "\x00", "\xff", `"`, "*", "NEAR(", "甲 OR 乙", "%_", strings.Repeat("长", 300), "\u202e", "-", "' OR 1=1 --"} {
		for i := range screens.NumField() {
			m := screens.Field(i).MethodByName("List")
			if !m.IsValid() || m.Type().NumIn() != 1 || m.Type().In(0) != reflect.TypeFor[store.ListQuery]() {
				continue
			}
			for _, q := range []store.ListQuery{{Text: text, Page: 1, Size: 20}, {Sort: text, Page: 1, Size: 20}, {Filters: map[string]string{text: text}, Page: -1, Size: -1}} {
				if _, err := answer(m, reflect.ValueOf(q)); err != nil && office.CodeOf(err) == office.CodeInternal {
					a.Errorf("list %s by %.40q: %v", screens.Type().Field(i).Name, text, err)
				}
			}
		}
		if _, err := a.d.Screens().Search.Find(SearchInput{Text: text, Limit: 20}); err != nil && office.CodeOf(err) == office.CodeInternal {
			a.Errorf("search for %.40q: %v", text, err)
		}
	}
	found, err := a.d.Screens().Search.Find(SearchInput{Text: "DROP TABLE", Limit: 20})
	if err != nil || found.Total == 0 {
		a.Errorf("what was kept is not found: %v", err)
	}
}

var (
	formula = regexp.MustCompile(`<f[ >/]`)
	spoilt  = func(r rune) bool {
		return unicode.IsControl(r) && !strings.ContainsRune("\n\r\t\f", r) || unicode.Is(unicode.Cf, r)
	}
)

// plainBook fails when a workbook holds a formula of ours or what XML cannot hold.
func (a *attack) plainBook(name, path string) (heads int) {
	z, err := zip.OpenReader(path)
	if err != nil {
		a.Errorf("%s: %v", name, err)
		return 0
	}
	defer z.Close()
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			a.Fatal(err)
		}
		text, err := io.ReadAll(r)
		r.Close()
		if err != nil {
			a.Fatal(err)
		}
		if strings.HasPrefix(f.Name, "xl/worksheets/") && formula.Match(text) {
			a.Errorf("%s: a formula in %s", name, f.Name)
		}
		if i := strings.IndexFunc(string(text), func(r rune) bool { return unicode.IsControl(r) && !strings.ContainsRune("\n\r\t", r) }); strings.HasSuffix(f.Name, ".xml") && i >= 0 {
			a.Errorf("%s: a control character in %s", name, f.Name)
		}
		heads += strings.Count(string(text), ">=cmd|") + strings.Count(string(text), ">+1 ") + strings.Count(string(text), ">@x ")
	}
	return heads
}

// exported writes every list as a workbook: what looks like a formula is a text.
func (a *attack) exported() {
	heads := 0
	for _, layout := range office.Layouts() {
		path := filepath.Join(a.TempDir(), "清单.xlsx")
		if _, err := a.d.ExportList(layout.Kind, path, ExportOptions{Full: true}); err != nil {
			a.Errorf("export %s: %v", layout.Kind, err)
			continue
		}
		heads += a.plainBook("export "+string(layout.Kind), path)
	}
	if heads == 0 {
		a.Error("none of the texts that look like a formula is in a list: the test sees nothing")
	}
}

// printedForms prints every form of a record that was attacked, in all its formats.
func (a *attack) printedForms() {
	made, pdftotext := 0, ""
	if path, err := exec.LookPath("pdftotext"); err == nil {
		pdftotext = path
	}
	for _, f := range forms() {
		for id := range 12 {
			b, err := f.build(a.d, fmt.Sprint(id+1))
			if err != nil {
				if office.CodeOf(err) == office.CodeInternal {
					a.Errorf("%s %d: %v", f.Key, id+1, err)
				}
				continue
			}
			made++
			for _, format := range f.Formats {
				a.plainPaper(f.Key, b, format, pdftotext)
			}
			break
		}
	}
	if a.Logf("%d of %d forms printed", made, len(forms())); made < 30 {
		a.Errorf("only %d forms were printed", made)
	}
}

func (a *attack) plainPaper(key string, b built, format, pdftotext string) {
	p, err := a.d.produce(key, b, format)
	if err != nil {
		if office.CodeOf(err) == office.CodeInternal {
			a.Errorf("%s as %s: %v", key, format, err)
		}
		return
	}
	path := filepath.Join(a.TempDir(), "文书."+format)
	if err := os.WriteFile(path, p.bytes, 0o600); err != nil {
		a.Fatal(err)
	}
	switch {
	case format != formatPDF:
		a.plainBook(key+" as "+format, path)
	case pdftotext != "":
		text, err := exec.Command(pdftotext, path, "-").Output()
		if err != nil {
			a.Errorf("%s: %v", key, err)
		}
		if i := strings.IndexFunc(string(text), spoilt); i >= 0 {
			a.Errorf("%s: the character %q in the text of the PDF", key, string(text[i:min(len(text), i+8)]))
		}
	}
}
