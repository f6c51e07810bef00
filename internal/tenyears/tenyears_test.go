package tenyears_test

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"dudao/internal/office"
	"dudao/internal/store"
	"dudao/internal/tenyears"
)

// TestTheSameCountyEachTime makes the small county twice: every record and every
// byte of a file is the same, the county is as large as was asked, and the program's
// database takes it.
func TestTheSameCountyEachTime(t *testing.T) {
	z := tenyears.Small
	z.Scans, z.PDFs, z.PDFPages, z.PageBytes = 2, 2, 3, 40_000
	made := func() (office.County, string, string) {
		dir := t.TempDir()
		c, err := tenyears.Make(z, dir)
		if err != nil {
			t.Fatal(err)
		}
		all, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		return c, string(all), bytesOf(t, dir)
	}
	c, records, files := made()
	if _, again, bytes := made(); again != records || bytes != files {
		t.Error("the second county differs from the first")
	}
	if len(c.Archive) < z.Archive || len(c.Files) != z.Files+4 {
		t.Errorf("%d archive items, %d files", len(c.Archive), len(c.Files))
	}
	s, err := store.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.FillSample(c); err != nil {
		t.Fatal(err)
	}
	page, err := s.Visits(store.ListQuery{Size: 1})
	if err != nil || page.Total != len(c.Visits) {
		t.Errorf("%d of %d visits: %v", page.Total, len(c.Visits), err)
	}
	if problems, err := s.Check(); err != nil || len(problems) > 0 {
		t.Errorf("check: %+v, %v", problems, err)
	}
	if err := store.Repeat(s, 3); err != nil {
		t.Fatal(err)
	}
	if page, err = s.Visits(store.ListQuery{Size: 1}); err != nil || page.Total < len(c.Visits)*5/2 {
		t.Errorf("%d visits three times: %d, %v", len(c.Visits), page.Total, err)
	}
}

// bytesOf sums up the names and the bytes of all files in the folder.
func bytesOf(t *testing.T, dir string) string {
	t.Helper()
	h := sha256.New()
	names := []string{}
	if err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			names = append(names, path)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	slices.Sort(names)
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if want := filepath.Base(filepath.Dir(name)) + filepath.Base(name); fmt.Sprintf("%x", sha256.Sum256(content)) != want {
			t.Errorf("%s is not named after its bytes", name)
		}
		fmt.Fprintln(h, filepath.Base(name))
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}
