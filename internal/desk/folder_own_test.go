package desk

import (
	"os"
	"path/filepath"
	"testing"

	"dudao/internal/office"
)

// No list, paper or error copy is written over what the program keeps.
func TestNothingIsWrittenOverTheRecords(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "数据")
	d, _ := openTest(t, dir)
	addVisit(t, d)
	link := filepath.Join(t.TempDir(), "快捷")
	if err := os.Symlink(dir, link); err != nil {
		t.Skip("no links here")
	}
	for _, path := range []string{filepath.Join(dir, "dudao.db"), filepath.Join(dir, "DUDAO.DB"), filepath.Join(link, "dudao.db"), filepath.Join(dir, "dudao.db-wal"), filepath.Join(dir, lockName), filepath.Join(dir, vaultFolder, "学校.xlsx")} {
		_, err := d.ExportList(office.KindSchools, path, ExportOptions{})
		if office.CodeOf(err) != office.CodeFile {
			t.Errorf("%s: %v", path, err)
		}
	}
	if _, err := d.ExportList(office.KindSchools, filepath.Join(dir, "学校.xlsx"), ExportOptions{}); err != nil {
		t.Error(err)
	}
	if problems, counts, err := d.Check(); err != nil || len(problems) > 0 || counts["visit"] != 1 {
		t.Errorf("after it: %v, %v, %v", problems, counts, err)
	}
}
