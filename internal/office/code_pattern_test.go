package office

import (
	"fmt"
	"slices"
	"testing"
)

func TestCodePatterns(t *testing.T) {
	for _, c := range []struct {
		pattern CodePattern
		path    []int
		code    string
	}{
		{"A{1}-B{2}-C{3}", []int{1}, "A1"}, {"A{1}-B{2}-C{3}", []int{1, 2}, "A1-B2"}, {"A{1}-B{2}-C{3}", []int{10, 2, 31}, "A10-B2-C31"},
		{"({汉字})卷{圈号}", []int{2}, "(二)"}, {"({汉字})卷{圈号}", []int{2, 4}, "(二)卷④"}, {"({汉字})卷{圈号}", []int{21, 20}, "(二十一)卷⑳"},
		{"{1}-{2}-{3}", []int{1, 2, 3}, "1-2-3"}, {"{字母}.{2}", []int{3, 4}, "C.4"}, {"{1}-{2}", []int{1, 2, 3}, "1-2-3"},
	} {
		if got := c.pattern.Code(c.path); got != c.code {
			t.Errorf("%s of %v is %s, want %s", c.pattern, c.path, got, c.code)
		}
		if len(c.path) > len(c.pattern.parts()) {
			continue
		}
		if got, ok := c.pattern.Path(c.code); !ok || !slices.Equal(got, c.path) {
			t.Errorf("%s reads %s as %v, %v, want %v", c.pattern, c.code, got, ok, c.path)
		}
	}
}

// Every code that a pattern makes is read back, and no two lines have one.
func TestCodesOfEveryPatternAreReadBack(t *testing.T) {
	items := []Indicator{}
	for range 25 {
		items = append(items, Indicator{Level: 1})
		for range 3 {
			items = append(items, Indicator{Level: 2}, Indicator{Level: 3}, Indicator{Level: 3})
		}
	}
	for _, p := range CodePatterns {
		seen := map[string]bool{}
		for i, code := range p.Number(items) {
			if items[i].Level > len(p.parts()) {
				continue
			}
			path, ok := p.Path(code)
			if !ok || len(path) != items[i].Level || p.Code(path) != code || seen[code] {
				t.Fatalf("%s: line %d has the code %q, read as %v (%v), twice: %v", p, i, code, path, ok, seen[code])
			}
			seen[code] = true
		}
	}
}

func TestGuessPattern(t *testing.T) {
	for want, codes := range map[CodePattern][]string{
		"A{1}-B{2}-C{3}": {"A1", "A1-B1", "A1-B1-C2", "合计"}, "({汉字})卷{圈号}": {"（一）", "（一）卷①", "（一）卷②"}, "{1}-{2}-{3}": {"1", "1—1", "1—2"}, "": {"甲", "乙"},
	} {
		if got := GuessPattern(codes); got != want {
			t.Errorf("%v: %q, want %q", codes, got, want)
		}
	}
	if a, b := codeStyle("（十二）卷④"), codeStyle("(三)卷⑪"); a != b {
		t.Error(fmt.Sprint("styles differ: ", a, b))
	}
}
