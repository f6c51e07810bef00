package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/jmoiron/sqlx"
	"github.com/mattn/go-sqlite3"

	"dudao/internal/office"
	"dudao/internal/tenyears"
)

// listed is one list of the program: how it is asked, its sorts, and values for each
// of its filters.
type listed struct {
	ask     func(*Store, ListQuery) (total int, err error)
	sorts   map[string]string
	filters map[string][]string
}

var days = []string{"2026-03-01"}

// lists are all lists of the program.
var lists = map[string]listed{
	"visits": {func(s *Store, q ListQuery) (int, error) { p, err := s.Visits(q); return p.Total, err }, visitSorts, map[string][]string{"from": days, "to": {"2020-03-31"}, "school": {"31"}, "inspector": {"7"},
		"zone": {"第三责任区"}, "kind": {"经常性督导", "综合督导"}, "state": {"办结", "整改中"}, "schoolKind": {"幼儿园", "中小学"}, "missing": slices.Sorted(maps.Keys(missingPapers))}},
	"findings": {func(s *Store, q ListQuery) (int, error) { p, err := s.Findings(q); return p.Total, err }, findingSorts, map[string][]string{"from": days, "to": {"2020-03-31"}, "school": {"31"}, "matter": {"3"},
		"zone": {"第三责任区"}, "level": {"1", "5"}, "state": {"未销号", "已销号"}, "overdue": {"1"}, "repeat": {"1"}}},
	"lessons": {func(s *Store, q ListQuery) (int, error) { p, err := s.Lessons(q); return p.Total, err }, lessonSorts, map[string][]string{"from": days, "to": {"2020-03-31"}, "school": {"31"}, "inspector": {"7"}, "subject": {"语文"}}},
	"notices": {func(s *Store, q ListQuery) (int, error) { p, err := s.Notices(q); return p.Total, err }, noticeSorts, map[string][]string{"from": days, "to": {"2025-12-31"}, "school": {"31"}, "inspector": {"7"},
		"visit": {"3"}, "finding": {"60000"}, "zone": {"第三责任区"}, "kind": {office.NoticeRectify}, "state": {"办理中", office.NoticeDraft}, "overdue": {"1"}}},
	"complaints": {func(s *Store, q ListQuery) (int, error) { p, err := s.Complaints(q); return p.Total, err }, complaintSorts, map[string][]string{"from": days, "to": {"2025-12-31"}, "school": {"31", "0"}, "finding": {"3"},
		"zone": {"第三责任区"}, "state": {"未办结", "已办结"}, "overdue": {"1"}}},
	"practices": {func(s *Store, q ListQuery) (int, error) { p, err := s.Practices(q); return p.Total, err }, practiceSorts, map[string][]string{"from": days, "to": {"2025-12-31"}, "school": {"31"}, "matter": {"3"}, "visit": {"3"},
		"zone": {"第三责任区"}, "state": {"推荐"}}},
	"archive": {func(s *Store, q ListQuery) (int, error) { p, err := s.ArchiveItems(q); return p.Total, err }, archiveSorts, map[string][]string{"year": {"2025"}, "retention": {"D10", "Y"}, "unit": {"DD"}, "form": {"visit", "month"}, "box": {"3"},
		"boxed": {"是", "否"}, "numbered": {"是", "否"}}},
	"evidence": {func(s *Store, q ListQuery) (int, error) { p, err := s.EvidenceList(q); return p.Total, err }, evidenceSorts, map[string][]string{"year": {"2025"}, "form": {"visit"}, "source": {"无", "archive_item"}, "linked": {"是", "否"},
		"flaw": {"有", "未盖章"}, "copy": {"电子", "纸质"}, "evaluation": {"2"}}},
	"schools": {func(s *Store, q ListQuery) (int, error) {
		p, err := s.Schools(q, office.Month("2026-03").Of(0))
		return p.Total, err
	}, schoolSorts, map[string][]string{"kind": {"幼儿园", "中小学"}, "town": {"城关镇"}, "ownership": {"公办"}, "state": {"在办"}, "zone": {"第三责任区"}, "unvisited": {"1"}}},
	"inspectors": {func(s *Store, q ListQuery) (int, error) {
		p, err := s.Inspectors(q, office.Month("2026-03").Of(0))
		return p.Total, err
	}, inspectorSorts, map[string][]string{"state": {"在聘"}, "employment": {"专职"}, "zone": {"第三责任区"}}},
	"uploads": {func(s *Store, q ListQuery) (int, error) { p, err := s.Uploads(q); return p.Total, err }, uploadSorts, map[string][]string{"kind": {"visit"}, "from": days, "inspector": {"7"}, "zone": {"第三责任区"}}},
	"loans":   {func(s *Store, q ListQuery) (int, error) { p, err := s.Loans(q); return p.Total, err }, loanSorts, map[string][]string{"state": {"未还"}, "item": {"3"}, "box": {"3"}, "from": days}},
	"meetings": {func(s *Store, q ListQuery) (int, error) { p, err := s.Meetings(q); return p.Total, err }, meetingSorts, map[string][]string{"kind": {"例会"}, "state": {"已召开"}, "from": days, "inspector": {"7"},
		"open": {"1"}}},
	"publications": {func(s *Store, q ListQuery) (int, error) { p, err := s.Publications(q); return p.Total, err }, publicationSorts, map[string][]string{"school": {"31"}, "from": days}},
	"inspections": {func(s *Store, q ListQuery) (int, error) { p, err := s.Inspections(q); return p.Total, err }, inspectionSorts, map[string][]string{"kind": {"专项督导"}, "state": {"未办结"}, "from": days,
		"school": {"31"}}},
	"units":       {func(s *Store, q ListQuery) (int, error) { p, err := s.AllUnits(q); return p.Total, err }, nil, map[string][]string{"inspection": {"2"}, "school": {"31"}}},
	"trainings":   {func(s *Store, q ListQuery) (int, error) { p, err := s.Trainings(q); return p.Total, err }, trainingSorts, map[string][]string{"year": {"2025"}, "inspector": {"7"}}},
	"teams":       {func(s *Store, q ListQuery) (int, error) { p, err := s.Teams(q); return p.Total, err }, teamSorts, map[string][]string{"inspector": {"7"}}},
	"assessments": {func(s *Store, q ListQuery) (int, error) { p, err := s.Assessments(q); return p.Total, err }, assessmentSorts, map[string][]string{"subject": {"督学"}}},
	"awards":      {func(s *Store, q ListQuery) (int, error) { p, err := s.Awards(q); return p.Total, err }, awardSorts, map[string][]string{"year": {"2025"}, "inspector": {"7"}}},
	"checklists":  {func(s *Store, q ListQuery) (int, error) { p, err := s.Checklists(q); return p.Total, err }, checklistSorts, nil},
	"disposals":   {func(s *Store, q ListQuery) (int, error) { p, err := s.Disposals(q); return p.Total, err }, nil, nil},
	"evaluations": {func(s *Store, q ListQuery) (int, error) { p, err := s.Evaluations(q); return p.Total, err }, evaluationSorts, map[string][]string{"year": {"2026"}}},
	"schemes":     {func(s *Store, q ListQuery) (int, error) { p, err := s.Schemes(q); return p.Total, err }, schemeSorts, nil},
	"standards":   {func(s *Store, q ListQuery) (int, error) { p, err := s.StandardList(q); return p.Total, err }, standardSorts, nil},
	"stocktakes":  {func(s *Store, q ListQuery) (int, error) { p, err := s.Stocktakes(q); return p.Total, err }, nil, nil},
	"tray":        {func(s *Store, q ListQuery) (int, error) { p, err := s.Tray(q); return p.Total, err }, nil, nil},
}

// queries are what each list is asked: every sort both ways, every filter, every
// filter with every sort, and words.
func (l listed) queries() map[string]ListQuery {
	out := map[string]ListQuery{"first": {}}
	sorts := append(slices.Sorted(maps.Keys(l.sorts)), "")
	for _, sort := range sorts {
		out["by "+sort] = ListQuery{Sort: sort}
		out["by "+sort+" down"] = ListQuery{Sort: sort, Desc: true}
		for filter, values := range l.filters {
			for _, v := range values {
				out[filter+"="+v+" by "+sort] = ListQuery{Sort: sort, Filters: map[string]string{filter: v}}
			}
		}
		for _, text := range []string{"食堂", "学校"} {
			out["“"+text+"” by "+sort] = ListQuery{Sort: sort, Text: text}
		}
	}
	for name, q := range out {
		q.Size = 50
		out[name] = q
	}
	return out
}

// tracing is SQLite with every statement told.
type tracing struct {
	sqlite3.SQLiteDriver
	mu   sync.Mutex
	seen []query
}

type query struct {
	sql  string
	args []any
}

type tracedConn struct {
	*sqlite3.SQLiteConn
	of *tracing
}

func (d *tracing) Open(name string) (driver.Conn, error) {
	c, err := d.SQLiteDriver.Open(name)
	if err != nil {
		return nil, err
	}
	return &tracedConn{c.(*sqlite3.SQLiteConn), d}, nil
}

func (c *tracedConn) QueryContext(ctx context.Context, sql string, args []driver.NamedValue) (driver.Rows, error) {
	q := query{sql: sql}
	for _, a := range args {
		q.args = append(q.args, a.Value)
	}
	c.of.mu.Lock()
	c.of.seen = append(c.of.seen, q)
	c.of.mu.Unlock()
	return c.SQLiteConn.QueryContext(ctx, sql, args)
}

// longTables have as many rows as the office has done work; the others stay small.
var longTables = []string{"visits", "findings", "lessons", "inquiries", "visit_companions", "visit_matters", "visit_methods", "visit_checks", "archive_items", "attachments", "evidence",
	"evidence_links", "notices", "notice_findings", "notice_steps", "rounds", "changes", "change_sets", "search_docs", "training_people", "plan_lines", "uploads"}

var scan = regexp.MustCompile(`^SCAN (\w+)(.*)`)

// aliases finds what a table is called in a query.
var aliases = regexp.MustCompile(`(?i)\b(?:FROM|JOIN|,)\s+(\w+)(?:\s+AS)?\s+(\w+)\b`)

var largeDatabase = sync.OnceValues(func() ([]byte, error) {
	county, err := tenyears.Make(tenyears.Small, "")
	if err != nil {
		return nil, err
	}
	return databaseOf(func(s *Store) error { return s.FillSample(county) })
})

// largeCounty is a store with the smallest of the large counties.
func largeCounty(t *testing.T) *Store {
	t.Helper()
	return openCopy(t, largeDatabase)
}

// TestListsUseTheirIndexes looks at the plan of every query that a list asks: a long
// table is never read row by row where it could be read in an index, and no query
// builds an index of its own.
func TestListsUseTheirIndexes(t *testing.T) {
	s := largeCounty(t)
	traced, d := tracedStore(t, s)
	defer func(n int) { sortedWhole = n }(sortedWhole)
	plans, looked := map[string]bool{}, map[string]bool{}
	for _, sortedWhole = range []int{0, 1 << 30} {
		for _, name := range slices.Sorted(maps.Keys(lists)) {
			l := lists[name]
			for _, what := range slices.Sorted(maps.Keys(l.queries())) {
				d.seen = nil
				if _, err := l.ask(traced, l.queries()[what]); err != nil {
					t.Fatalf("%s %s: %v", name, what, err)
				}
				for _, q := range slices.Clone(d.seen) {
					if looked[q.sql] { // the plan goes by the words, not by what is asked for
						continue
					}
					looked[q.sql] = true
					for _, fault := range planFaults(t, s, q) {
						if !plans[q.sql+fault] {
							plans[q.sql+fault] = true
							t.Errorf("%s %s: %s\n\t%s", name, what, fault, strings.Join(strings.Fields(q.sql), " "))
						}
					}
				}
			}
		}
	}
}

// TestAFarPageIsNotSorted looks at the plan of a page too far to be walked to: where an
// index has the order of the list, the list is not sorted.
func TestAFarPageIsNotSorted(t *testing.T) {
	s := largeCounty(t)
	traced, d := tracedStore(t, s)
	defer func(n int) { sortedWhole = n }(sortedWhole)
	sortedWhole = 0
	for name, l := range longLists {
		for sort, w := range l.walks {
			if !w.straight() {
				continue
			}
			for _, desc := range []bool{false, true} {
				d.seen = nil
				if _, err := lists[name].ask(traced, ListQuery{Sort: sort, Desc: desc, Page: farthestWalked, Size: 50}); err != nil {
					t.Fatal(err)
				}
				for _, q := range d.seen {
					for _, line := range planOf(t, s, q) {
						if strings.Contains(q.sql, l.table) && strings.Contains(line, "TEMP B-TREE FOR ORDER BY") { // not of the last terms: within a day
							t.Errorf("%s by %q, down %v: %s\n\t%s", name, sort, desc, line, q.sql)
						}
					}
				}
			}
		}
	}
}

// longLists are those that are walked, by their names in lists.
var longLists = map[string]*longList{"visits": &visitList, "findings": &findingList, "archive": &archiveList}

// tracedStore is the store over a connection that tells what it is asked.
func tracedStore(t *testing.T, s *Store) (*Store, *tracing) {
	t.Helper()
	d := &tracing{SQLiteDriver: sqlite3.SQLiteDriver{ConnectHook: ownFunctions}}
	sql.Register(t.Name(), d)
	db, err := sql.Open(t.Name(), fileURL(s.path)+"?_query_only=1")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return &Store{path: s.path, w: s.w, r: sqlx.NewDb(db, "sqlite3"), now: s.now, who: s.who, counted: new(totals)}, d
}

// TestLongListsWalkInOrder compares the first pages of the long lists, found value by
// value, with the list sorted as a whole.
func TestLongListsWalkInOrder(t *testing.T) {
	s := largeCounty(t)
	// Schools outside the zones, visits before the first division, papers in no box.
	for _, sql := range []string{`DELETE FROM zone_schools WHERE school_id % 5 = 0`, `UPDATE zone_versions SET valid_from = date(valid_from, '+20 days') WHERE valid_from = (SELECT min(valid_from) FROM zone_versions)`,
		`UPDATE archive_items SET box_id = NULL WHERE id % 7 = 0`, `UPDATE findings SET due_on = '' WHERE id % 3 = 0`, `UPDATE findings SET matter_id = NULL WHERE id % 11 = 0`} {
		if err := s.write(Change{"test", "test", 0}, func(t *tx) error { _, err := t.Exec(sql); return err }); err != nil {
			t.Fatal(err)
		}
	}
	for list := range longLists {
		if n, err := lists[list].ask(s, ListQuery{}); err != nil || n < 6*50 {
			t.Fatalf("%s are %d, fewer than six pages: %v", list, n, err)
		}
	}
	ask := map[string]func(ListQuery) (any, error){
		"visits":   func(q ListQuery) (any, error) { return s.Visits(q) },
		"findings": func(q ListQuery) (any, error) { return s.Findings(q) },
		"archive":  func(q ListQuery) (any, error) { return s.ArchiveItems(q) },
	}
	defer func(n int) { sortedWhole = n }(sortedWhole)
	for list, of := range ask {
		for what, q := range lists[list].queries() {
			for _, q.Page = range []int{1, 3, 6} { // 6 is the last of the shortest list
				for _, q.Desc = range []bool{false, true} {
					sortedWhole = 0
					walked, err := of(q)
					if err != nil {
						t.Fatalf("%s %s: %v", list, what, err)
					}
					sortedWhole = 1 << 30
					if sorted, err := of(q); err != nil || !reflect.DeepEqual(walked, sorted) {
						t.Fatalf("%s %s, page %d, desc %v: %v\n%+v\n%+v", list, what, q.Page, q.Desc, err, walked, sorted)
					}
				}
			}
		}
	}
}

// planFaults are the lines of the query's plan that read a long table through.
func planFaults(t *testing.T, s *Store, q query) (faults []string) {
	t.Helper()
	tables := map[string]string{}
	for _, m := range aliases.FindAllStringSubmatch(q.sql, -1) {
		tables[m[2]] = m[1]
	}
	for _, line := range planOf(t, s, q) {
		if strings.Contains(line, "AUTOMATIC") {
			faults = append(faults, line)
		}
		m := scan.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		table := m[1]
		if name := tables[table]; name != "" {
			table = name
		}
		if slices.Contains(longTables, table) && !strings.Contains(m[2], "INDEX") {
			faults = append(faults, fmt.Sprintf("reads all of %s: %s", table, line))
		}
	}
	return faults
}

// planOf are the lines of a query's plan.
func planOf(t *testing.T, s *Store, q query) (details []string) {
	t.Helper()
	lines := []struct {
		ID     int    `db:"id"`
		Parent int    `db:"parent"`
		Unused int    `db:"notused"`
		Detail string `db:"detail"`
	}{}
	if err := s.r.Select(&lines, "EXPLAIN QUERY PLAN "+q.sql, q.args...); err != nil {
		t.Fatalf("%v: %s", err, q.sql)
	}
	for _, line := range lines {
		details = append(details, line.Detail)
	}
	return details
}

// A list of more rows than SQLite takes values is listed as a whole.
func TestAListOfManyRowsIsWhole(t *testing.T) {
	s := openTest(t)
	ids := make([]int64, 40_000)
	for i := range ids {
		ids[i] = int64(i + 1)
	}
	list, args := in(ids)
	n := 0
	if err := s.r.Get(&n, "SELECT count(*) FROM json_each('[1, 39999, 40000, 40001]') WHERE value IN "+list, args...); err != nil || n != 3 {
		t.Errorf("%d of 3: %v", n, err)
	}
}
