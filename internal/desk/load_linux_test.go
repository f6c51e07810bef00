package desk

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"dudao/internal/office"
	"dudao/internal/store"
	"dudao/internal/tenyears"
	"dudao/internal/tenyears/folder"
	"dudao/internal/testtime"
)

// What a call of the page and a paper may take before they are told as slow.
const (
	callTime  = 50 * time.Millisecond
	paperTime = 2 * time.Second
)

// loadedDesk opens the large county: that of DUDAO_TEN_YEARS (made by
// internal/tenyears/cmd), or a small one that is made here.
func loadedDesk(t *testing.T) *Desk {
	t.Helper()
	dir := os.Getenv("DUDAO_TEN_YEARS")
	if dir == "" {
		dir = t.TempDir()
		if _, err := folder.Fill(dir, tenyears.Small, 1); err != nil {
			t.Fatal(err)
		}
	}
	d, _ := openTest(t, dir)
	return d
}

// slow prints the works that took longer than the bound, the slowest first.
func slow(t *testing.T, took map[string]time.Duration, bound time.Duration) {
	names := []string{}
	for name, n := range took {
		if n > bound {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, func(a, b string) int { return int(took[b] - took[a]) })
	t.Logf("%d asked, %d of them over %v", len(took), len(names), bound)
	for _, name := range names {
		t.Logf("| %-50s | %10v |", name, took[name].Round(time.Millisecond))
	}
}

// reading are the methods by which the pages read; all others change something or
// ask the PC.
var reading = regexp.MustCompile(`\.(List|Get|Options|Choices|Count|Rules|Years|Hours|Statistics|Months?|Spans|Issued|Versions|Compare|Assignments|Shelf|Scheme|Settings|Book|Totals|Glance|Heat|Layouts|Actions|Trash|Last|Of|Records|Gathered|Completeness|Terms|Matters|Checkpoints|Holidays|DataFolder|DataSize|PaperForms|Provinces|Year|Menu|Lines?|Candidate|Exchange|Next|Case|Units?|Parts|Platforms?|Indicators|MapBook|Due|Missing|Items|Awards|Measures|SchoolResults|Plan|Form|State|Views|Bulk|Inspector|School|Briefing|Find|Recent|Offers|Unfiled|Live|LiveChoices|Yesterday|Drafts|Kinds|Sheet|Checks|Starters|Behind)$|^Reports\.Preview`)

// TestEveryPageReadsTheLargeCounty calls every method by which a page reads.
func TestEveryPageReadsTheLargeCounty(t *testing.T) {
	d := loadedDesk(t)
	before, err := d.Screens().History.Actions(1)
	if err != nil {
		t.Fatal(err)
	}
	door, took, refused := d.Door(), map[string]time.Duration{}, []string{}
	for _, screen := range d.Bound() {
		name := reflect.TypeOf(screen).Elem().Name()
		for i := range reflect.TypeOf(screen).NumMethod() {
			call := name + "." + reflect.TypeOf(screen).Method(i).Name
			if !reading.MatchString(call) {
				continue
			}
			n, err := asked(t, door, call, reflect.ValueOf(screen).Method(i).Type())
			switch {
			case err == nil:
				took[call] = n
			case office.CodeOf(err) == office.CodeInternal:
				t.Errorf("%s: %v", call, err)
			default:
				refused = append(refused, fmt.Sprintf("%s (%v)", call, err))
			}
		}
	}
	if t.Logf("refused: %s", strings.Join(refused, "\n\t")); len(took) < 100 || len(refused) > len(took)/4 {
		t.Errorf("%d calls answered, %d refused", len(took), len(refused))
	}
	slow(t, took, callTime)
	if after, err := d.Screens().History.Actions(1); err != nil || !reflect.DeepEqual(before, after) {
		t.Errorf("reading changed something: %v", err)
	}
}

// asked calls the method until a record answers, and then once more for the time.
func asked(t *testing.T, door *Door, call string, m reflect.Type) (took time.Duration, err error) {
	t.Helper()
	screen, method, _ := strings.Cut(call, ".")
	for id := range int64(4) {
		for _, word := range []string{"2026-03", "visits", "visit", office.AssessSchool} {
			args := make([]json.RawMessage, m.NumIn())
			for i := range args {
				v := reflect.New(m.In(i)).Elem()
				filled(v, "", id+1, word)
				if args[i], err = json.Marshal(v.Interface()); err != nil {
					t.Fatal(err)
				}
			}
			begun := testtime.Worked()
			result, wrong := door.Invoke(screen, method, args)
			if took, err = testtime.Worked()-begun, wrong; err == nil {
				if took > callTime {
					begun = testtime.Worked()
					_, err = door.Invoke(screen, method, args)
					took = min(took, testtime.Worked()-begun)
				}
				if _, bad := json.Marshal(result); bad != nil {
					t.Errorf("%s: %v", call, bad)
				}
				return took, err
			}
			if office.CodeOf(err) == office.CodeInternal {
				return took, fmt.Errorf("%s: %w", args, err)
			}
		}
	}
	return took, err
}

// filled gives an input what a page would ask for: the newest month, a record.
func filled(v reflect.Value, name string, id int64, word string) {
	if known, ok := map[string]any{"Month": "2026-03", "Span": "2026-03", "From": "2026-03-01", "To": "2026-03-31", "Date": "2026-03-12", "On": "2026-03-31", "Day": "2026-03-12", "Year": 2025, "SchoolYear": "2025-2026",
		"Text": "食堂", "Page": 1, "Size": 50, "Limit": 50, "Zone": "", "Kind": "visit", "Table": "visits", "Key": office.FigVisits, "Sort": "", "Code": "1-1", "Source": "", "Form": ""}[name]; ok && reflect.TypeOf(known).ConvertibleTo(v.Type()) && v.Kind() == reflect.TypeOf(known).Kind() {
		v.Set(reflect.ValueOf(known).Convert(v.Type()))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				filled(v.Field(i), v.Type().Field(i).Name, id, word)
			}
		}
	case reflect.Int64:
		v.SetInt(id)
	case reflect.Int:
		v.SetInt(map[bool]int64{true: 1, false: 2025}[id == 1])
	case reflect.String:
		if name == "" {
			v.SetString(word)
		}
	}
}

// paperIDs are what papers are asked of, what is large first.
var paperIDs = []string{"2025", "2026-03", "今天", "年度2025", "1", "2", "3", "4", "5", "1/全部", "1/2026-03", "2026-03/1", "2026-03/2", "2026-03-31", "2026-01-01..2026-03-31", "2025-09-01/2026-03-31", "2026-03/第一责任区", "1/1", "ZX2026-0001", "ZX2025-0001/1", "3/4-4", "2/4-4", "1/4-4", "下一份*20", "", "全部"}

// ofEachKind are the numbers of a notice and of a publication of each kind.
func ofEachKind(t *testing.T, d *Desk) (ids []string) {
	t.Helper()
	for _, f := range office.PaperForms {
		if page, err := d.store.Notices(store.ListQuery{Size: 1, Filters: map[string]string{"kind": f.Notice}}); err != nil {
			t.Fatal(err)
		} else if f.Notice != "" && len(page.Rows) > 0 {
			ids = append(ids, page.Rows[0].Number)
		}
	}
	for _, kind := range office.PublicationKinds {
		if page, err := d.store.Publications(store.ListQuery{Size: 1, Filters: map[string]string{"kind": kind}}); err != nil {
			t.Fatal(err)
		} else if len(page.Rows) > 0 {
			ids = append(ids, page.Rows[0].Number)
		}
	}
	return ids
}

// TestEveryPaperOfTheLargeCounty makes every paper, in each of its formats.
func TestEveryPaperOfTheLargeCounty(t *testing.T) {
	d := loadedDesk(t)
	took, without := map[string]time.Duration{}, []string{}
	ids := append(slices.Clone(paperIDs), ofEachKind(t, d)...)
	for _, f := range forms() {
		made := false
		for _, id := range ids {
			begun := testtime.Worked()
			b, err := f.build(d, id)
			if office.CodeOf(err) == office.CodeInternal && err != nil {
				t.Errorf("%s of %q: %v", f.Key, id, err)
			}
			if err != nil {
				continue
			}
			gathered := testtime.Worked() - begun
			for _, format := range f.Formats {
				begun := testtime.Worked()
				p, err := d.produce(f.Key, b, format)
				if err != nil || len(p.bytes) == 0 {
					t.Errorf("%s of %q as %s: %d bytes, %v", f.Key, id, format, len(p.bytes), err)
				}
				took[fmt.Sprintf("%s %s %s, %d kB", f.Key, id, format, len(p.bytes)>>10)] = gathered + testtime.Worked() - begun
			}
			made = true
			break
		}
		if !made && f.Key != office.FormUnitOrder { // in the small county every unit has put right what it had to
			without = append(without, f.Key)
		}
	}
	if len(without) > 0 {
		t.Errorf("the county has no record for: %s", strings.Join(without, " "))
	}
	slow(t, took, paperTime)
}
