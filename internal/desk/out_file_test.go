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
	own := []string{filepath.Join(dir, "dudao.db"), filepath.Join(dir, "DUDAO.DB"), filepath.Join(dir, "dudao.db-wal"), filepath.Join(dir, lockName), filepath.Join(dir, vaultFolder, "学校.xlsx")}
	link := filepath.Join(t.TempDir(), "快捷")
	if os.Symlink(dir, link) == nil { // Windows leaves it to administrators
		own = append(own, filepath.Join(link, "dudao.db"))
	}
	for _, path := range own {
		_, err := d.ExportList(office.KindSchools, path, ExportOptions{})
		if office.CodeOf(err) != office.CodeFile {
			t.Errorf("%s: %v", path, err)
		}
		if _, err := WriteManual(path); office.CodeOf(err) != office.CodeFile {
			t.Errorf("the manual, %s: %v", path, err)
		}
	}
	if _, err := d.ExportList(office.KindSchools, filepath.Join(dir, "学校.xlsx"), ExportOptions{}); err != nil {
		t.Error(err)
	}
	if problems, counts, err := d.Check(); err != nil || len(problems) > 0 || counts["visit"] != 1 {
		t.Errorf("after it: %v, %v, %v", problems, counts, err)
	}
}
