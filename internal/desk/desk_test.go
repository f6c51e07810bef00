package desk

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"dudao/internal/office"
	"dudao/internal/store"
)

// recorder is a shell that remembers the events.
type recorder struct{ events, opened []string }

func (r *recorder) Emit(event string, _ any) { r.events = append(r.events, event) }

func (r *recorder) OpenFiles(string, []string) ([]string, error) { return nil, nil }

func (r *recorder) SaveFile(string, string) (string, error) { return "", nil }

func (r *recorder) OpenDirectory(string) (string, error) { return "", nil }

func (r *recorder) OpenPath(path string) error {
	r.opened = append(r.opened, path)
	return nil
}

func (r *recorder) RevealPath(string) error { return nil }
func (r *recorder) PrintPath(string) error  { return nil }
func (r *recorder) Quit() error             { return nil }

// newDatabase is one that nothing was written to, sampleDatabase that of the small
// sample county: each is made once.
var (
	newDatabase    = sync.OnceValues(func() ([]byte, error) { return databaseOf(nil) })
	sampleDatabase = sync.OnceValues(func() ([]byte, error) {
		return databaseOf(func(s *store.Store) error { return s.FillSample(office.MakeUp(sampleDeskSize)) })
	})
)

func databaseOf(fill func(*store.Store) error) ([]byte, error) {
	dir, err := os.MkdirTemp("", "dudao-desk")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	s, err := store.Open(dir)
	if err != nil {
		return nil, err
	}
	if fill != nil {
		err = fill(s)
	}
	if err := errors.Join(err, s.Close()); err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(dir, store.FileName))
}

// newFolder puts the database into an empty folder; one that is not there is left to
// the program.
func newFolder(dir string) error {
	if inside, err := os.ReadDir(dir); err != nil || len(inside) > 0 {
		return nil
	}
	fresh, err := newDatabase()
	return errors.Join(err, os.WriteFile(filepath.Join(dir, store.FileName), fresh, 0o644))
}

func openTest(t testing.TB, dir string) (*Desk, *recorder) {
	t.Helper()
	if err := newFolder(dir); err != nil {
		t.Fatal(err)
	}
	shell := &recorder{}
	d, err := Open(dir, shell)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d, shell
}

// promised fails unless an error is told as a finished sentence, of one of the codes.
func promised(t *testing.T, what string, err error, codes ...string) {
	t.Helper()
	if err != nil {
		err = Plain(err)
	}
	for _, code := range codes {
		if office.CodeOf(err) == code && strings.HasSuffix(err.Error(), "。") {
			return
		}
	}
	t.Errorf("%s: %q (%s), want %v in words", what, fmt.Sprint(err), office.CodeOf(err), codes)
}

// wholeWith fails unless the desk's data is sound and has the visits, and no half
// file lies about.
func wholeWith(t *testing.T, d *Desk, visits int) {
	t.Helper()
	problems, counts, err := d.Check()
	if err != nil || len(problems) > 0 || counts["visit"] != visits {
		t.Errorf("after the fault: %v, %d visits of %d, %v", problems, counts["visit"], visits, err)
	}
	for _, pattern := range []string{"*.part*", "备份/*.part*", "附件/.part-*", "备份/*.db"} {
		if halves, err := filepath.Glob(filepath.Join(d.dir, pattern)); err != nil || len(halves) > 0 {
			t.Errorf("half written: %v, %v", halves, err)
		}
	}
}

// addVisit writes a school with its inspector, a 挂牌 and one visit.
func addVisit(t *testing.T, d *Desk) VisitForm {
	t.Helper()
	s := d.Screens()
	school, err := s.Schools.Save(office.School{Name: "示例县第一小学", Kind: "小学"})
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.Inspectors.Save(office.Inspector{Name: "王示例"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Schools.SaveAssignment(office.Assignment{SchoolID: school.ID, InspectorID: p.ID, StartsOn: "2025-09-01"}); err != nil {
		t.Fatal(err)
	}
	start, err := s.Visits.Prepare(PrepareVisit{Date: "2026-03-12", SchoolID: school.ID})
	if err != nil {
		t.Fatal(err)
	}
	if start.InspectorID != p.ID || len(start.Matters) != 8 || start.DueOn != "2026-03-19" {
		t.Fatalf("prepared: inspector %d, %d matters, due %s", start.InspectorID, len(start.Matters), start.DueOn)
	}
	form, err := s.Visits.Save(VisitForm{Visit: office.Visit{Date: "2026-03-12", SchoolID: school.ID, InspectorID: start.InspectorID}})
	if err != nil {
		t.Fatal(err)
	}
	return form
}

// A panic in a bound method would leave the page waiting for ever: without a
// store every method panics inside, and every one must return an error.
func TestBoundMethodsCatchTheirPanics(t *testing.T) {
	t.Chdir(t.TempDir())
	log := slog.Default()
	slog.SetDefault(slog.New(slog.DiscardHandler))
	defer slog.SetDefault(log)
	for _, bound := range new(Desk).Bound() {
		v := reflect.ValueOf(bound)
		for i := range v.NumMethod() {
			name := v.Type().String() + "." + v.Type().Method(i).Name
			method := v.Method(i)
			args := make([]reflect.Value, method.Type().NumIn())
			for a := range args {
				args[a] = reflect.Zero(method.Type().In(a))
			}
			func() {
				defer func() {
					if p := recover(); p != nil {
						t.Errorf("%s lets a panic out: %v", name, p)
					}
				}()
				method.Call(args)
			}()
		}
	}
}

func TestSecondOpenIsRefused(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	d, _ := openTest(t, dir)
	if _, err := Open(dir, &recorder{}); office.CodeOf(err) != office.CodeLocked {
		t.Errorf("a second open: %v", err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := Open(dir, &recorder{})
	if err != nil {
		t.Fatalf("after the first closed: %v", err)
	}
	again.Close()
}

func TestSavingTellsThePage(t *testing.T) {
	t.Parallel()
	d, shell := openTest(t, t.TempDir())
	addVisit(t, d)
	if n := strings.Count(strings.Join(shell.events, " "), "saved"); n != 4 {
		t.Errorf("%d saved events: %v", n, shell.events)
	}
	page, err := d.Screens().Home.Get(HomeInput{Month: "2026-03"})
	if err != nil || page.Due != 1 || page.Visited != 1 || page.Counts.Visits != 1 {
		t.Errorf("home: %+v, %v", page, err)
	}
}

func TestBackupIsRestoredAndWhatWasThereIsKept(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "数据")
	d, _ := openTest(t, dir)
	form := addVisit(t, d)
	sha, n, err := d.vault.Put(strings.NewReader("照片"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.store.AddAttachments([]office.Attachment{{OwnerKind: "visit", OwnerID: form.Visit.ID, Name: "照片.txt", MIME: "text/plain", Bytes: n, SHA256: sha}}); err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"whole", "snapshot"} {
		var b BackupFile
		if kind == "whole" {
			b, err = d.Backup(filepath.Join(t.TempDir(), "整份.督导备份"), "")
		} else {
			b, err = d.Snapshot("导入前")
		}
		if err != nil {
			t.Fatal(err)
		}
		if kind == "snapshot" {
			if r, err := d.Rehearse(); err != nil || !r.OK || r.Counts["visit"] != 1 || r.Backup.Path != b.Path {
				t.Errorf("rehearsal: %+v, %v", r, err)
			}
		}
		if err := d.Screens().Visits.Delete(form.Visit.ID); err != nil {
			t.Fatal(err)
		}
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := Restore(b.Path, dir, ""); err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		d, _ = openTest(t, dir)
		page, err := d.Screens().Visits.List(store.ListQuery{})
		if err != nil || page.Total != 1 {
			t.Errorf("%s: %d visits after restore, %v", kind, page.Total, err)
		}
		if problems, _, err := d.Check(); err != nil || len(problems) != 0 {
			t.Errorf("%s: check after restore: %v, %v", kind, problems, err)
		}
	}
	if kept, _ := filepath.Glob(dir + ".恢复前-*"); len(kept) == 0 {
		t.Error("what was there before the restore is gone")
	}
}

func TestDamagedBackupChangesNothing(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "数据")
	d, _ := openTest(t, dir)
	addVisit(t, d)
	b, err := d.Backup("", "手动")
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(b.Path)
	if err != nil {
		t.Fatal(err)
	}
	bad := filepath.Join(t.TempDir(), "坏.督导备份")
	for at := 0; at < len(whole); at += max(1, len(whole)/40) {
		for name, content := range map[string][]byte{"cut": whole[:at], "flipped": flip(whole, at)} {
			if err := os.WriteFile(bad, content, 0o644); err != nil {
				t.Fatal(err)
			}
			_, err := Restore(bad, dir, "")
			if err == nil && name == "cut" {
				t.Fatalf("a backup cut at byte %d was restored", at)
			}
			if err != nil && office.CodeOf(err) == office.CodeInternal {
				t.Errorf("%s at %d: no plain words: %v", name, at, err)
			}
		}
	}
	d, _ = openTest(t, dir)
	if page, err := d.Screens().Visits.List(store.ListQuery{}); err != nil || page.Total != 1 {
		t.Errorf("%d visits after refused restores, %v", page.Total, err)
	}
}

func flip(whole []byte, at int) []byte {
	out := append([]byte{}, whole...)
	out[at] ^= 0x55
	return out
}

func TestDailySnapshotsAreFewAndOneADay(t *testing.T) {
	t.Parallel()
	d, _ := openTest(t, t.TempDir())
	d.Daily()
	if all, err := d.backups(); err != nil || len(all) != 0 {
		t.Errorf("an empty office was backed up: %v, %v", all, err)
	}
	addVisit(t, d)
	if err := os.MkdirAll(filepath.Join(d.dir, backupFolder), 0o755); err != nil {
		t.Fatal(err)
	}
	for day := 1; day <= 9; day++ {
		old := filepath.Join(d.dir, backupFolder, fmt.Sprintf("202601%02d-080000.000-每日.督导备份", day))
		if err := os.WriteFile(old, []byte("旧"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	d.Daily()
	d.Daily()
	all, err := d.backups()
	if err != nil || len(all) != keptDays { // in them the last of each week and month
		t.Fatalf("%d daily snapshots, %v", len(all), err)
	}
	if _, err := Restore(all[0].Path, t.TempDir(), ""); err != nil {
		t.Errorf("the day's snapshot: %v", err)
	}
}

func TestBackupByHandGoesToTheSecondPlace(t *testing.T) {
	t.Parallel()
	d, _ := openTest(t, t.TempDir())
	addVisit(t, d)
	second := t.TempDir()
	set, err := d.store.Settings()
	if err != nil {
		t.Fatal(err)
	}
	set.BackupDir = second
	if err := d.store.SaveSettings(set); err != nil {
		t.Fatal(err)
	}
	b, err := d.Screens().Settings.Backup()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(filepath.Join(second, b.Name), filepath.Join(t.TempDir(), "新电脑"), ""); err != nil {
		t.Errorf("the second copy: %v", err)
	}
	set.BackupDir = filepath.Join(second, "没有插上的盘")
	if err := d.store.SaveSettings(set); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Screens().Settings.Backup(); office.CodeOf(err) != office.CodeFile || !strings.Contains(err.Error(), "没有插上的盘") {
		t.Errorf("a second place that is not there: %v", err)
	}
	if all, err := d.backups(); err != nil || len(all) != 2 {
		t.Errorf("%d backups in the data folder, %v", len(all), err)
	}
}
