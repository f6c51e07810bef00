package store

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dudao/internal/office"
)

// While the records stand still the clerk goes on, and SQLite tries to empty its
// journal: not one byte that is read changes, and what was read is a whole database.
func TestFrozenRecordsStandStill(t *testing.T) {
	s := openTest(t)
	sc, _ := fixture(t, s)
	write := func(note string) {
		t.Helper()
		sc.Note = strings.Repeat(note, 20_000)
		sc = must[office.School](t)(s.SaveSchool(sc))
	}
	write("前")
	read := func(f Frozen) []byte {
		t.Helper()
		return must[[]byte](t)(io.ReadAll(f.Reader()))
	}
	dir := t.TempDir()
	err := s.Freeze(func(f Frozen) error {
		before := read(f)
		if int64(len(before)) != f.Bytes || f.Counts["school"] == 0 {
			t.Errorf("%d bytes of %d, %v", len(before), f.Bytes, f.Counts)
		}
		write("后")
		if _, err := s.SaveSchool(office.School{Name: "示例县第二小学", Kind: "小学"}); err != nil {
			t.Error(err)
		}
		if _, err := s.w.Exec("PRAGMA wal_checkpoint(PASSIVE)"); err != nil {
			t.Error(err)
		}
		if !bytes.Equal(read(f), before) {
			t.Error("the file changed while it stood still")
		}
		return os.WriteFile(filepath.Join(dir, FileName), before, 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
	copied, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer copied.Close()
	if problems, err := copied.Sound(); err != nil || len(problems) > 0 {
		t.Errorf("the copy: %v, %v", problems, err)
	}
	if was, err := copied.School(sc.ID); err != nil || !strings.HasPrefix(was.Note, "前") {
		t.Errorf("the copy is not of the moment: %.9s, %v", was.Note, err)
	}
	if now, err := s.School(sc.ID); err != nil || !strings.HasPrefix(now.Note, "后") {
		t.Errorf("what was written meanwhile: %.9s, %v", now.Note, err)
	}
}
