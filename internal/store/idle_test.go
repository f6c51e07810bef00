package store

import (
	"fmt"
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
func TestTheJournalMovesWhileNobodySaves(t *testing.T) {
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

// The pieces of the search index that saves leave are put together by themselves.
func TestTheIndexIsPutTogetherWhileNobodySaves(t *testing.T) {
	s := openTest(t)
	pieces := func() (n int) {
		if err := s.pool.Get(&n, `SELECT count(DISTINCT segid) FROM search_idx`); err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := pieces()
	for i := range 9 {
		if _, err := s.SaveSchool(office.School{Name: fmt.Sprintf("示例县拼合%d小学", i), Kind: "小学"}); err != nil {
			t.Fatal(err)
		}
	}
	left := pieces()
	for begun := time.Now(); pieces() > before+4; time.Sleep(20 * time.Millisecond) {
		if time.Since(begun) > testtime.Hang {
			t.Fatalf("the index lies in %d pieces, after the saves in %d, before them in %d", pieces(), left, before)
		}
	}
	if hits, err := s.Search("拼合", 20); err != nil || hits.Total != 9 {
		t.Errorf("%+v %v", hits, err)
	}
}

// A search before, and the index put together since, are no damage to the check.
func TestTheCheckIsNotMisledByASearchBefore(t *testing.T) {
	s := openTest(t)
	s.pool.SetMaxOpenConns(1) // that which has searched
	for round := range 3 {
		if _, err := s.Search("体检", 20); err != nil {
			t.Fatal(err)
		}
		for i := range 9 {
			if _, err := s.SaveSchool(office.School{Name: fmt.Sprintf("示例县体检%d%d小学", round, i), Kind: "小学"}); err != nil {
				t.Fatal(err)
			}
		}
		s.idle.work()
		if found, err := s.Sound(); err != nil || len(found) > 0 {
			t.Fatalf("%+v %v", found, err)
		}
	}
}
