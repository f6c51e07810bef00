package desk

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dudao/internal/office"
	"dudao/internal/store"
)

func TestARestoreFromTheWindowIsSwappedInAtTheNextStart(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "数据")
	d, _ := openTest(t, dir)
	form := addVisit(t, d)
	b, err := d.Snapshot("导入前")
	must(t, err)
	must(t, d.Screens().Visits.Delete(form.Visit.ID))
	out, err := d.Screens().Backups.Restore(RestoreInput{Path: b.Path})
	if err != nil || out.Counts["visit"] != 1 || out.Name != b.Name {
		t.Fatalf("restore: %+v, %v", out, err)
	}
	if page, err := d.Screens().Visits.List(store.ListQuery{}); err != nil || page.Total != 0 {
		t.Errorf("the data changed before the next start: %d visits, %v", page.Total, err)
	}
	must(t, d.Close())
	d, _ = openTest(t, dir)
	if page, err := d.Screens().Visits.List(store.ListQuery{}); err != nil || page.Total != 1 {
		t.Errorf("%d visits after the next start, %v", page.Total, err)
	}
	if kept, _ := filepath.Glob(dir + keptSuffix + "*"); len(kept) != 1 {
		t.Errorf("what was there before: %v", kept)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, readyFile)); len(left) != 0 {
		t.Error("the mark of the waiting restore is left in the data folder")
	}
	must(t, d.Close())
	d, _ = openTest(t, dir)
	if kept, _ := filepath.Glob(dir + keptSuffix + "*"); len(kept) != 1 {
		t.Errorf("a second start restored again: %v", kept)
	}
	// One that is given up, and one that is no backup, change nothing.
	_, err = d.Screens().Backups.Restore(RestoreInput{Path: filepath.Join(dir, backupFolder, b.Name)})
	must(t, err)
	must(t, d.Screens().Backups.Forget())
	bad := filepath.Join(t.TempDir(), "坏"+backupExt)
	must(t, os.WriteFile(bad, []byte("不是备份"), 0o644))
	if _, err := d.Screens().Backups.Restore(RestoreInput{Path: bad}); office.CodeOf(err) != office.CodeDamaged {
		t.Errorf("a file that is no backup: %v", err)
	}
	must(t, d.Close())
	openTest(t, dir)
	if kept, _ := filepath.Glob(dir + keptSuffix + "*"); len(kept) != 1 {
		t.Errorf("a restore that was given up was made: %v", kept)
	}
}

func TestAHandoverHoldsAllAndNamesItsChecksum(t *testing.T) {
	t.Parallel()
	d, _ := openTest(t, t.TempDir())
	addVisit(t, d)
	out, err := d.HandOver(t.TempDir())
	if err != nil || len(out.Files) != 2 {
		t.Fatalf("%+v, %v", out, err)
	}
	whole, err := os.ReadFile(out.Files[0])
	must(t, err)
	sum := sha256.Sum256(whole)
	words := strings.Join(strings.Fields(pdfText(t, out.Files[1])), "")
	for _, want := range []string{hex.EncodeToString(sum[:]), "督导记录", "移交人", "JL2026-0001"} {
		if !strings.Contains(words, want) {
			t.Errorf("the 交接清单 does not say %q", want)
		}
	}
	other := filepath.Join(t.TempDir(), "新电脑")
	if _, err := Restore(out.Files[0], other, ""); err != nil {
		t.Errorf("restore on the new computer: %v", err)
	}
	if again, err := d.HandOver(filepath.Dir(out.Folder)); err != nil || again.Folder != out.Folder {
		t.Errorf("the same day's 交接包 again: %+v, %v", again, err)
	}
	must(t, os.WriteFile(filepath.Join(out.Folder, "便条.txt"), []byte("别丢"), 0o644))
	if _, err := d.HandOver(filepath.Dir(out.Folder)); office.CodeOf(err) != office.CodeFile {
		t.Errorf("a folder to which somebody added a file is replaced: %v", err)
	}
}
