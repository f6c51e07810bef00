package desk

import (
	"os"
	"path/filepath"
	"testing"
)

// The data lies beside the program only where a portable copy was told so.
func TestPortableCopyCarriesItsDataOnlyWhenToldSo(t *testing.T) {
	home := t.TempDir()
	t.Setenv("XDG_DATA_HOME", home)
	t.Setenv("LOCALAPPDATA", home)
	disk := filepath.Join(t.TempDir(), "U 盘%#")
	must(t, os.MkdirAll(disk, 0o755))
	must(t, os.Mkdir(filepath.Join(disk, portableFolder), 0o755))
	if _, ok := portableIn(disk); ok {
		t.Fatal("an installed program with such a folder beside it is taken for a portable copy")
	}
	must(t, os.Remove(filepath.Join(disk, portableFolder)))
	must(t, os.WriteFile(filepath.Join(disk, portableMark), nil, 0o644))
	p, ok := portableIn(disk)
	if !ok || !p.Undecided || p.Here != filepath.Join(home, programFolder) {
		t.Fatalf("a fresh portable copy: %+v, %v", p, ok)
	}
	must(t, os.Mkdir(p.Here, 0o755))
	if p, _ := portableIn(disk); p.Undecided {
		t.Error("asked again where this PC has data already")
	}
	must(t, os.Remove(p.Here))
	must(t, p.Carry())
	if p, _ := portableIn(disk); p.Undecided || !there(p.Beside) {
		t.Errorf("asked again after the decision: %+v", p)
	}
}
