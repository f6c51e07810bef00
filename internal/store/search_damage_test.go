package store

import (
	"path/filepath"
	"strings"
	"testing"
)

// However the search index is damaged, the next start opens the records, the check says
// so and asks for no backup, the words for the clerk lead to the button, and that
// mends it.
func TestADamagedSearchIndexIsMadeAnew(t *testing.T) {
	for _, damage := range []string{`DELETE FROM search_config`, `UPDATE search_short_config SET v = 'x'`, `DELETE FROM search_data`,
		`UPDATE search_data SET block = x'00' WHERE id > 10`, `UPDATE search_short_data SET block = x'00' WHERE id > 10`} {
		t.Run(damage, func(t *testing.T) {
			s := openTest(t)
			school, _ := fixture(t, s)
			sound, err := s.Check()
			if err != nil || len(sound) != 0 {
				t.Fatal(sound, err)
			}
			if _, err := s.w.Exec(damage); err != nil {
				t.Fatal(err)
			}
			if s, err = Open(filepath.Dir(s.Path())); err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			var name string
			if err := s.r.Get(&name, `SELECT name FROM schools WHERE id = ?`, school.ID); err != nil || name != school.Name {
				t.Errorf("%q, %v", name, err)
			}
			found, err := s.Check()
			if err != nil || len(found) != 1 || found[0].Code != IndexProblem || !strings.Contains(found[0].Message, indexMend) {
				t.Fatalf("%v, %v", found, err)
			}
			if _, err := s.Search(school.Name, 10); err != nil && !strings.Contains(Fault(err).Error(), indexMend) {
				t.Errorf("the search says: %v", Fault(err))
			}
			if err := s.RebuildSearch(nil); err != nil {
				t.Fatal(err)
			}
			if found, err := s.Check(); err != nil || len(found) != 0 {
				t.Errorf("%v, %v", found, err)
			}
			if got, err := s.Search(school.Name, 10); err != nil || len(got.Hits) == 0 {
				t.Errorf("%v, %v", got, err)
			}
		})
	}
}
