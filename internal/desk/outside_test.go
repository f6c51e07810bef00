package desk

import (
	"os"
	"path/filepath"
	"testing"

	"dudao/internal/office"
)

// What comes from outside the page: dropped folders are their files, without what
// systems and Office leave there.
func TestDroppedFolders(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "收 来%#的")
	must(t, os.MkdirAll(filepath.Join(dir, "里面"), 0o755))
	for _, name := range []string{"甲.xlsx", "~$甲.xlsx", ".隐藏.csv", "Thumbs.db", "里面/乙.csv", "里面/说明.txt"} {
		must(t, os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), []byte(name), 0o644))
	}
	alone := filepath.Join(t.TempDir(), "丙.pdf")
	all, err := unfolded([]string{alone, dir})
	if err != nil || len(all) != 4 || all[0] != alone {
		t.Errorf("%v, %v", all, err)
	}
	books, err := workbooksIn([]string{dir})
	if err != nil || len(books) != 2 {
		t.Errorf("%v, %v", books, err)
	}
	empty := filepath.Join(dir, "空")
	must(t, os.Mkdir(empty, 0o755))
	if _, err := workbooksIn([]string{empty}); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("a folder without tables: %v", err)
	}
}

// A backup file that was opened with the program is asked about once.
func TestABackupOpenedWithTheProgram(t *testing.T) {
	t.Parallel()
	d, _ := openTest(t, t.TempDir())
	d.OpenBackup("")
	if path, err := d.Screens().Backups.Opened(); err != nil || path != "" {
		t.Errorf("none was opened: %q, %v", path, err)
	}
	d.OpenBackup("交接.督导备份")
	for i, want := range []string{"交接.督导备份", ""} {
		path, err := d.Screens().Backups.Opened()
		if err != nil || (path != "" && !filepath.IsAbs(path)) || (want != "" && filepath.Base(path) != want) || (want == "" && path != "") {
			t.Errorf("%d: %q, %v", i, path, err)
		}
	}
}
