package store

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"dudao/internal/office"
)

// newDatabase is a new database, made once: the tests begin with copies of it.
var newDatabase = sync.OnceValues(func() ([]byte, error) { return databaseOf(nil) })

// counties are the databases of the made-up counties that were asked for, by size.
var counties = struct {
	sync.Mutex
	made map[office.SampleSize]func() ([]byte, error)
}{made: map[office.SampleSize]func() ([]byte, error){}}

func countyDatabase(size office.SampleSize) ([]byte, error) {
	counties.Lock()
	made := counties.made[size]
	if made == nil {
		made = sync.OnceValues(func() ([]byte, error) {
			return databaseOf(func(s *Store) error { return s.FillSample(office.MakeUp(size)) })
		})
		counties.made[size] = made
	}
	counties.Unlock()
	return made()
}

func databaseOf(fill func(*Store) error) ([]byte, error) {
	dir, err := os.MkdirTemp("", "dudao-test-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	s, err := Open(dir)
	if err != nil {
		return nil, err
	}
	if fill != nil {
		s.now = testNow
		err = fill(s)
	}
	if err := errors.Join(err, s.Close()); err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(dir, FileName))
}

func testNow() time.Time { return time.Date(2026, 3, 20, 10, 0, 0, 0, time.Local) }

// openTest opens a new database whose clock stands at 2026-03-20.
func openTest(t testing.TB) *Store {
	t.Helper()
	return openCopy(t, newDatabase)
}

// openCounty opens that of a made-up county.
func openCounty(t testing.TB, size office.SampleSize) *Store {
	t.Helper()
	return openCopy(t, func() ([]byte, error) { return countyDatabase(size) })
}

func openCopy(t testing.TB, database func() ([]byte, error)) *Store {
	t.Helper()
	name := "数据 %#?"
	if runtime.GOOS == "windows" {
		name = "数据 %#&" // no name holds a ? there
	}
	dir := filepath.Join(t.TempDir(), name)
	content, err := database()
	if err := errors.Join(err, os.MkdirAll(dir, 0o755), os.WriteFile(filepath.Join(dir, FileName), content, 0o644)); err != nil {
		t.Fatal(err)
	}
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	s.now = testNow
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func fixture(t *testing.T, s *Store) (office.School, office.Inspector) {
	t.Helper()
	sc := must[office.School](t)(s.SaveSchool(office.School{Name: "示例县第一小学", Kind: "小学", Town: "城关镇"}))
	p := must[office.Inspector](t)(s.SaveInspector(office.Inspector{Name: "曾示例", Mobile: "13800000001", Employment: "专职"}))
	return sc, p
}

// dump returns every record row, for tests that a state came back.
func dump(t *testing.T, s *Store) string {
	t.Helper()
	var b strings.Builder
	for _, r := range recordTables {
		cols := must[[]string](t)(columnsOf(s.r, r.name))
		rows := []string{}
		if err := s.r.Select(&rows, "SELECT json_array("+strings.Join(cols, ", ")+") FROM "+r.name+" ORDER BY id"); err != nil {
			t.Fatal(err)
		}
		b.WriteString(r.name + "\n" + strings.Join(rows, "\n") + "\n")
	}
	return b.String()
}

func TestVisitIsSavedFoundAndUndone(t *testing.T) {
	s := openTest(t)
	sc, p := fixture(t, s)
	before := dump(t, s)
	f := must[VisitForm](t)(s.SaveVisit(VisitForm{
		Visit: office.Visit{Date: "2026-03-12", SchoolID: sc.ID, InspectorID: p.ID, Content: "查看学校食堂留样", Matters: []int64{7},
			Methods: []office.MethodUse{{Method: "校园巡视", Count: 1}}, Disposal: 2},
		Findings: []office.Finding{{Content: "留样不足 48 小时", Level: 2, MatterID: 7}},
	}))
	if f.Visit.Number != "JL2026-0001" || f.Findings[0].Number != "WT2026-0001" || f.Findings[0].Routing != "整改通知书" {
		t.Fatalf("numbers: %+v", f)
	}
	for _, words := range []string{"食堂", "堂", "食堂留样", "zsl", "dyxx", "JL2026", "留样 示例县", "曾示例"} {
		r := must[SearchResult](t)(s.Search(words, 10))
		if r.Total == 0 {
			t.Errorf("search %q found nothing", words)
		}
	}
	if r := must[SearchResult](t)(s.Search("堂食", 10)); r.Total != 0 {
		t.Errorf("search 堂食 found %+v", r.Hits)
	}
	last := must[LastAction](t)(s.LastAction())
	u := must[UndoResult](t)(s.Undo(last.ID))
	if u.Removed != 2 || len(u.Kept) != 0 {
		t.Fatalf("undo: %+v", u)
	}
	if got := dump(t, s); got != before {
		t.Errorf("state after undo differs:\n%s\n---\n%s", got, before)
	}
	if r := must[SearchResult](t)(s.Search("食堂", 10)); r.Total != 0 {
		t.Errorf("undone visit is still found: %+v", r.Hits)
	}
	again := must[VisitForm](t)(s.SaveVisit(VisitForm{Visit: office.Visit{Date: "2026-03-12", SchoolID: sc.ID, InspectorID: p.ID}}))
	if again.Visit.Number != "JL2026-0002" {
		t.Errorf("an undone number was given again: %s", again.Visit.Number)
	}
}

func TestUndoKeepsWhatWasEditedSince(t *testing.T) {
	s := openTest(t)
	sc, p := fixture(t, s)
	f := must[VisitForm](t)(s.SaveVisit(VisitForm{Visit: office.Visit{Date: "2026-03-12", SchoolID: sc.ID, InspectorID: p.ID, Matters: []int64{1}}}))
	set := must[LastAction](t)(s.LastAction()).ID
	s.now = func() time.Time { return time.Date(2026, 3, 20, 11, 0, 0, 0, time.Local) }
	f.Visit.Matters = []int64{1, 2}
	f = must[VisitForm](t)(s.SaveVisit(f))
	_, err := s.Undo(set)
	if office.CodeOf(err) != office.CodeConflict || !strings.Contains(err.Error(), "后来又改过") {
		t.Fatalf("undo of an edited visit: %v", err)
	}
	if got := must[VisitForm](t)(s.Visit(f.Visit.ID)); len(got.Visit.Matters) != 2 {
		t.Errorf("matters after refused undo: %v", got.Visit.Matters)
	}
}

func TestRefusals(t *testing.T) {
	s := openTest(t)
	sc, p := fixture(t, s)
	v := office.Visit{Date: "2026-03-12", SchoolID: sc.ID, InspectorID: p.ID, Session: "上午"}
	f := must[VisitForm](t)(s.SaveVisit(VisitForm{Visit: v}))
	_, err := s.SaveVisit(VisitForm{Visit: v})
	if office.CodeOf(err) != office.CodeConflict || !strings.Contains(err.Error(), f.Visit.Number) {
		t.Errorf("a visit twice: %v", err)
	}
	if err := s.DeleteSchool(sc.ID); office.CodeOf(err) != office.CodeConflict {
		t.Errorf("a school with visits was deleted: %v", err)
	}
	stale := f
	s.now = func() time.Time { return time.Date(2026, 3, 20, 11, 0, 0, 0, time.Local) }
	f.Visit.Title = "第一次修改"
	must[VisitForm](t)(s.SaveVisit(f))
	stale.Visit.Title = "第二次修改"
	if _, err := s.SaveVisit(stale); office.CodeOf(err) != office.CodeStale {
		t.Errorf("a stale form: %v", err)
	}
	_, err = s.SaveVisit(VisitForm{Visit: office.Visit{Date: "2026-03-13", SchoolID: sc.ID, InspectorID: p.ID},
		Findings: []office.Finding{{Content: "", Level: 2}}})
	e, ok := err.(*office.Error)
	if !ok || e.Fields["findings.0.content"] == "" {
		t.Errorf("a finding without content: %v", err)
	}
	if n := must[VisitPage](t)(s.Visits(ListQuery{})); n.Total != 1 {
		t.Errorf("a refused form left %d visits", n.Total)
	}
}

func TestWriteOutsideOfAChangeSetFails(t *testing.T) {
	s := openTest(t)
	if _, err := s.w.Exec(`INSERT INTO matters (kindergarten, position, name, short, source, official, valid_from) VALUES (0, 9, '甲', '甲', '示例', 0, '2026-01-01')`); err == nil {
		t.Error("a write without a change set went through")
	}
}

func TestSchoolIsInOneZoneOfADivision(t *testing.T) {
	s := openTest(t)
	sc, p := fixture(t, s)
	v := must[office.ZoneVersion](t)(s.SaveZoneVersion(office.ZoneVersion{Number: "2025版", ValidFrom: "2025-09-01"}))
	a := must[office.Zone](t)(s.SaveZone(office.Zone{VersionID: v.ID, Name: "第一责任区", LeaderID: p.ID, Members: []int64{p.ID}, Schools: []int64{sc.ID}}))
	b := must[office.Zone](t)(s.SaveZone(office.Zone{VersionID: v.ID, Name: "第二责任区"}))
	if err := s.PlaceSchools(b.ID, []int64{sc.ID}); err != nil {
		t.Fatal(err)
	}
	zones := must[[]office.Zone](t)(s.Zones(v.ID))
	if len(zones[0].Schools) != 0 || len(zones[1].Schools) != 1 || zones[0].ID != a.ID {
		t.Fatalf("zones: %+v", zones)
	}
	w := must[office.ZoneVersion](t)(s.CopyZoneVersion(v.ID, "2026版", "2026-02-01"))
	if old := must[office.ZoneVersion](t)(s.ZoneVersionOn("2026-01-31")); old.ID != v.ID || old.ValidTo != "2026-02-01" {
		t.Errorf("old division: %+v", old)
	}
	if now := must[office.ZoneVersion](t)(s.ZoneVersionOn("2026-02-01")); now.ID != w.ID {
		t.Errorf("division in force: %+v", now)
	}
	page := must[SchoolPage](t)(s.Schools(ListQuery{Filters: map[string]string{"zone": "第二责任区"}}, office.Month("2026-03").Of(0)))
	if page.Total != 1 || page.Rows[0].Zone != "第二责任区" {
		t.Errorf("schools of the zone: %+v", page)
	}
}

func TestTrashAndHistory(t *testing.T) {
	s := openTest(t)
	sc, _ := fixture(t, s)
	sc.Principal = "示例校长"
	sc = must[office.School](t)(s.SaveSchool(sc))
	h := must[[]HistoryRow](t)(s.History("school", sc.ID))
	if len(h) != 2 || len(h[0].Fields) != 1 || h[0].Fields[0] != (FieldChange{"principal", "", "示例校长"}) {
		t.Fatalf("history: %+v", h)
	}
	if err := s.DeleteSchool(sc.ID); err != nil {
		t.Fatal(err)
	}
	bin := must[[]TrashRow](t)(s.Trash(30))
	if len(bin) != 1 || bin[0].DaysLeft != 30 || bin[0].Title != "示例县第一小学" {
		t.Fatalf("trash: %+v", bin)
	}
	if err := s.Recover("school", sc.ID); err != nil {
		t.Fatal(err)
	}
	if err := s.DeleteSchool(sc.ID); err != nil {
		t.Fatal(err)
	}
	s.now = func() time.Time { return time.Date(2026, 4, 21, 10, 0, 0, 0, time.Local) }
	if n := must[int](t)(s.PurgeTrash(30)); n != 1 {
		t.Fatalf("purged %d", n)
	}
	var images int
	if err := s.r.Get(&images, `SELECT count(*) FROM changes WHERE root_kind = 'school' AND (before IS NOT NULL OR after IS NOT NULL)`); err != nil || images != 0 {
		t.Errorf("images left after the purge: %d, %v", images, err)
	}
}

func TestNewerDatabaseIsRefused(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.w.Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)`); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir); office.CodeOf(err) != office.CodeNewer {
		t.Errorf("a newer database: %v", err)
	}
}

// Warm opens every connection, and waits for none that is in use.
func TestWarmOpensTheConnections(t *testing.T) {
	s := openTest(t)
	if err := s.Warm(); err != nil || s.pool.Stats().OpenConnections != readers {
		t.Fatalf("%d of %d open: %v", s.pool.Stats().OpenConnections, readers, err)
	}
	rows, err := s.pool.Query("SELECT 1")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	if err := s.Warm(); err != nil || s.pool.Stats().InUse != 1 {
		t.Errorf("beside another: %d in use, %v", s.pool.Stats().InUse, err)
	}
}

func TestNewNameFindsOldRecords(t *testing.T) {
	s := openTest(t)
	sc, p := fixture(t, s)
	must[VisitForm](t)(s.SaveVisit(VisitForm{Visit: office.Visit{Date: "2026-03-12", SchoolID: sc.ID, InspectorID: p.ID}}))
	sc.Name = "示例县育才小学"
	must[office.School](t)(s.SaveSchool(sc))
	found := func(words string) int { return must[VisitPage](t)(s.Visits(ListQuery{Text: words})).Total }
	if found("育才") != 1 || found("第一小学") != 0 {
		t.Errorf("visits found by the new name: %d, by the old: %d", found("育才"), found("第一小学"))
	}
	must[UndoResult](t)(s.Undo(must[LastAction](t)(s.LastAction()).ID))
	if found("育才") != 0 || found("第一小学") != 1 {
		t.Errorf("after the undo: %d by the new name, %d by the old", found("育才"), found("第一小学"))
	}
}

func TestPastDivisionsKeepTheirZones(t *testing.T) {
	s := openTest(t)
	sc, _ := fixture(t, s)
	v := must[office.ZoneVersion](t)(s.SaveZoneVersion(office.ZoneVersion{Number: "2025版", ValidFrom: "2025-09-01"}))
	z := must[office.Zone](t)(s.SaveZone(office.Zone{VersionID: v.ID, Name: "第一责任区", Schools: []int64{sc.ID}}))
	if err := s.DeleteZone(z.ID); office.CodeOf(err) != office.CodeConflict {
		t.Errorf("a zone in force with a school was deleted: %v", err)
	}
	next := must[office.ZoneVersion](t)(s.CopyZoneVersion(v.ID, "2026版", "2026-09-01"))
	zones := must[[]office.Zone](t)(s.Zones(next.ID))
	if err := s.DeleteZone(zones[0].ID); err != nil {
		t.Errorf("a zone of a division to come: %v", err)
	}
	for _, name := range []string{office.Unzoned, "一|二", "2026-03/一", ""} {
		if _, err := s.SaveZone(office.Zone{VersionID: v.ID, Name: name}); office.CodeOf(err) != office.CodeInvalid {
			t.Errorf("a zone named %q: %v", name, err)
		}
	}
}

func TestCancelledVisitHasNoFindings(t *testing.T) {
	s := openTest(t)
	sc, p := fixture(t, s)
	f := must[VisitForm](t)(s.SaveVisit(VisitForm{Visit: office.Visit{Date: "2026-03-12", SchoolID: sc.ID, InspectorID: p.ID},
		Findings: []office.Finding{{Content: "留样不足", Level: 2}}}))
	f.Visit.State, f.Visit.Reason = "取消", "学校停课"
	if _, err := s.SaveVisit(f); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("a cancelled visit with a finding: %v", err)
	}
	f.Findings = nil
	if _, err := s.SaveVisit(f); err != nil {
		t.Errorf("a cancelled visit without: %v", err)
	}
}

// An upgrade that was stopped and is tried again in the same second finds the
// name of its copy taken; it must not be refused for that.
func TestTheCopyBeforeAnUpgradeHasANameOfItsOwn(t *testing.T) {
	s := openTest(t)
	s.now = func() time.Time { return time.Date(2026, 3, 12, 9, 30, 0, 0, time.Local) }
	for _, want := range []string{".升级前-1-20260312-093000", ".升级前-1-20260312-093000-2", ".升级前-1-20260312-093000-3"} {
		path := s.snapshotPath(1)
		if path != s.path+want {
			t.Errorf("the copy goes to %s, want %s", path, want)
		}
		if err := s.CopyTo(path); err != nil {
			t.Fatal(err)
		}
	}
}
