package store

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"dudao/internal/office"
	"dudao/internal/testtime"
)

// What was saved comes into the database file by itself, without another save and
// without closing: the file alone, without the journal, has it.
func TestTheJournalIsMovedWhileNobodySaves(t *testing.T) {
	s := openTest(t)
	if _, err := s.SaveSchool(office.School{Name: "示例县搬运小学", Kind: "小学"}); err != nil {
		t.Fatal(err)
	}
	alone := func() (n int) {
		path := filepath.Join(t.TempDir(), "alone.db")
		bytes, err := os.ReadFile(s.Path())
		if err == nil {
			err = os.WriteFile(path, bytes, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
		db, err := sqlx.Open(driverName, fileURL(path)+"?immutable=1")
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if err := db.Get(&n, `SELECT count(*) FROM schools WHERE name = '示例县搬运小学'`); err != nil {
			return 0 // caught in the middle of the moving
		}
		return n
	}
	for begun := time.Now(); alone() == 0; time.Sleep(20 * time.Millisecond) {
		if time.Since(begun) > testtime.Hang {
			t.Fatal("what was saved lies in the journal still")
		}
	}
}
