package store

import (
	"path/filepath"
	"testing"
)

// A search index that is damaged keeps no record from being read.
func TestADamagedSearchIndexDoesNotKeepTheRecordsShut(t *testing.T) {
	s := openTest(t)
	school, _ := fixture(t, s)
	if _, err := s.w.Exec(`DELETE FROM search_config`); err != nil {
		t.Fatal(err)
	}
	again, err := Open(filepath.Dir(s.Path()))
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	var name string
	if err := again.r.Get(&name, `SELECT name FROM schools WHERE id = ?`, school.ID); err != nil || name != school.Name {
		t.Errorf("%q, %v", name, err)
	}
}
