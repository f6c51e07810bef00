package store

import (
	"testing"

	"dudao/internal/office"
)

// FuzzSearch looks for whatever words: an answer, or a refusal in words.
func FuzzSearch(f *testing.F) {
	for _, s := range []string{"留样", "\"", "*", "NEAR(甲 乙)", "甲 OR", "-", "\x00", "\xff", "LX", "^甲", "甲:乙", "a'b", "𬭊"} {
		f.Add(s)
	}
	s, err := Open(f.TempDir())
	if err != nil {
		f.Fatal(err)
	}
	defer s.Close()
	if _, err := s.SaveSchool(office.School{Name: "示例县第一小学", Kind: "小学"}); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, words string) {
		if _, err := s.Search(words, 20); err != nil && office.CodeOf(err) == office.CodeInternal {
			t.Fatal(err)
		}
	})
}
