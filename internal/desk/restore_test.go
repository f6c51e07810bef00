package desk

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"dudao/internal/office"
)

func TestABackupCountsWhatItHolds(t *testing.T) {
	t.Parallel()
	d, _ := openTest(t, t.TempDir())
	addVisit(t, d)
	dir := t.TempDir()
	whole := filepath.Join(dir, "整份"+backupExt)
	// the clerk goes on writing while the records are packed
	step := func(done, _ int) error {
		_, err := d.store.SaveSchool(office.School{Name: fmt.Sprintf("示例县第%d小学", done), Kind: "小学"})
		if office.CodeOf(err) == office.CodeConflict { // the same step twice
			return nil
		}
		return err
	}
	if err := d.writeBackup(whole, backupKind{whole: true, step: step}); err != nil {
		t.Fatal(err)
	}
	if now, err := d.store.Counts(); err != nil || now["school"] < 2 {
		t.Fatalf("nothing was written meanwhile: %v, %v", now, err)
	}
	if m, err := stageBackup(whole, d.dir, filepath.Join(dir, "stage"), "", noStep); err != nil || m.Counts["school"] != 1 {
		t.Error(m.Counts, err)
	}
}

// What the clerk wrote wrongly is no reason to keep her from her backup.
func TestABackupOfFaultyRecordsIsRestored(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "数据")
	d, _ := openTest(t, dir)
	form := addVisit(t, d)
	form.Visit.Date = d.store.Today().AddDays(400) // the PC's clock was wrong
	if _, err := d.Screens().Visits.Save(form); err != nil {
		t.Fatal(err)
	}
	b, err := d.Backup("", "手动")
	if err != nil {
		t.Fatal(err)
	}
	if problems, _, err := d.Check(); err != nil || len(problems) == 0 {
		t.Fatalf("the records are not faulty: %v", err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(b.Path, dir, ""); err != nil {
		t.Error(err)
	}
}

func TestAStoppedBackupIsCleanedByTheNext(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	d, _ := openTest(t, dir)
	half := filepath.Join(dir, backupFolder, "20260101-000000.000-手动"+backupExt+".part.db.part")
	if err := os.MkdirAll(filepath.Dir(half), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(half, []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Backup("", "手动"); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(half); !os.IsNotExist(err) {
		t.Error("the half backup is still there")
	}
}

func TestARestoreThatFailsPutsTheDataBack(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "数据")
	d, _ := openTest(t, dir)
	addVisit(t, d)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if err := swapIn(dir+".没有", dir); err == nil {
		t.Fatal("a stage that is not there was swapped in")
	}
	if _, err := os.Stat(filepath.Join(dir, "dudao.db")); err != nil {
		t.Errorf("the data folder is gone: %v", err)
	}
}

func TestARestoreStoppedBeforeItsLastStepIsFinished(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "数据")
	d, _ := openTest(t, dir)
	addVisit(t, d)
	b, err := d.Backup(filepath.Join(t.TempDir(), "整份"+backupExt), "")
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := stageBackup(b.Path, dir, dir+stageSuffix, "", noStep); err != nil {
		t.Fatal(err)
	}
	must(t, os.MkdirAll(filepath.Join(dir, backupFolder), 0o700))
	must(t, os.WriteFile(filepath.Join(dir, backupFolder, "昨天"+backupExt), []byte("x"), 0o600))
	kept := dir + keptSuffix + "20260101-000000.000"
	must(t, begin(dir+stageSuffix, filepath.Base(kept)))
	must(t, os.Rename(dir, kept)) // and here the power went
	d, _ = openTest(t, dir)
	if page, err := d.Screens().Visits.List(ListQuery{}); err != nil || page.Total != 1 {
		t.Errorf("%d visits at the next start, %v", page.Total, err)
	}
	if _, err := os.Stat(filepath.Join(dir, backupFolder, "昨天"+backupExt)); err != nil {
		t.Errorf("the backups stayed behind: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, begunFile)); err == nil {
		t.Error("the data still says that it is being put in")
	}
}

// A restore that was stopped while it was unpacked is never taken for data, also where
// the folder of an older restore lies beside it.
func TestHalfARestoreIsNotTakenForData(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "数据")
	d, _ := openTest(t, dir)
	addVisit(t, d)
	b, err := d.Backup(filepath.Join(t.TempDir(), "整份"+backupExt), "")
	must(t, err)
	must(t, d.Close())
	must(t, os.Rename(dir, dir+keptSuffix+"20250101-000000.000")) // a year ago
	_, err = stageBackup(b.Path, dir, dir+stageSuffix, "", noStep)
	must(t, err)
	must(t, finishRestore(dir))
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("what nobody put in lies in the data folder's place: %v", err)
	}
	must(t, begin(dir+stageSuffix, noKept)) // here it was whole, and the power went
	d, _ = openTest(t, dir)
	if page, err := d.Screens().Visits.List(ListQuery{}); err != nil || page.Total != 1 {
		t.Errorf("%d visits at the next start, %v", page.Total, err)
	}
}

// A damaged search index costs no record: a search says what to do, and the backup
// that has the damage in it is restored, with an index made anew.
func TestADamagedIndexCostsNoRecord(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "数据")
	d, _ := openTest(t, dir)
	form := addVisit(t, d)
	damage, err := sql.Open("sqlite3", filepath.Join(dir, backupDatabase))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := damage.Exec(`UPDATE search_data SET block = x'00' WHERE id > 10`); err != nil {
		t.Fatal(err)
	}
	if err := damage.Close(); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	d, _ = openTest(t, dir)
	_, err = d.store.Search("示例", 10)
	promised(t, "a search in a damaged index", err, office.CodeDamaged)
	b, err := d.Backup("", "手动")
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(b.Path, dir, ""); err != nil {
		t.Fatal(err)
	}
	again, _ := openTest(t, dir)
	wholeWith(t, again, 1)
	if found, err := again.store.Search(form.Visit.Number, 10); err != nil || len(found.Hits) == 0 {
		t.Errorf("%v, %v", found, err)
	}
}
