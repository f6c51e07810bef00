package store

import (
	"testing"

	"dudao/internal/office"
)

// TestPinyinFindsWhatIsSaid types every beginning of every spelling of every name
// and compares what is found with a plain look at the names.
func TestPinyinFindsWhatIsSaid(t *testing.T) {
	s := must[*Store](t)(Open(t.TempDir()))
	defer s.Close()
	names := []string{"示例县长岭镇中心小学", "西安路实验小学", "重庆街乐山幼儿园", "曾家湾希望小学", "先锋小学", "单家坪教学点"}
	for _, name := range names {
		must[office.School](t)(s.SaveSchool(office.School{Name: name, Kind: "小学"}))
	}
	typed := map[string]bool{}
	for _, name := range names {
		rs := []rune(name)
		for from := range rs {
			said, letters := soundOf(string(rs[from:])).said, ""
			for _, readings := range said {
				for n := range readings[0] {
					typed[letters+readings[0][:n+1]] = true
				}
				if letters += readings[0]; len(letters) > 14 {
					break
				}
			}
		}
	}
	for letters := range typed {
		if len(letters) <= shortLength {
			continue
		}
		want := 0
		for _, name := range names {
			if from, _ := spoken(name, letters); from >= 0 {
				want++
			}
		}
		got := 0
		for _, h := range must[SearchResult](t)(s.Search(letters, 500)).Hits {
			if h.Kind == "school" {
				got++
			}
		}
		if got != want {
			t.Errorf("%s: found %d, said by %d", letters, got, want)
		}
	}
}
