package office

import (
	"encoding/json"
	"os"
	"slices"
	"testing"
)

// TestNaturalOrder reads the orders that the page's own sorting is held to as well.
func TestNaturalOrder(t *testing.T) {
	raw, err := os.ReadFile("testdata/natural.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases struct {
		Orders [][]string `json:"orders"`
	}
	if err := json.Unmarshal(raw, &cases); err != nil {
		t.Fatal(err)
	}
	if len(cases.Orders) < 10 {
		t.Fatalf("only %d orders", len(cases.Orders))
	}
	for _, want := range cases.Orders {
		got := slices.Clone(want)
		slices.Reverse(got)
		SortNatural(got)
		if !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestNaturalKeyOfPeople(t *testing.T) {
	got := []string{"张三", "仇一", "单二", "曾十", "解四", "李三", "李二"}
	slices.SortFunc(got, func(a, b string) int { return cmpKeys(NaturalNameKey(a), NaturalNameKey(b)) })
	want := []string{"李二", "李三", "仇一", "单二", "解四", "曾十", "张三"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func cmpKeys(a, b string) int {
	if a < b {
		return -1
	}
	return 1
}

func TestSameNumberWrittenTwice(t *testing.T) {
	for _, two := range [][2]string{{"第二盒", "第2盒"}, {"（三）", "(3)"}, {"盒 02", "盒2"}, {"〔2026〕7号", "[2026]07号"}} {
		if NaturalKey(two[0]) != NaturalKey(two[1]) {
			t.Errorf("%q and %q sort apart", two[0], two[1])
		}
	}
	if NaturalCompare("第二盒", "第2盒") == 0 {
		t.Error("two texts have one place")
	}
}

func FuzzNaturalKey(f *testing.F) {
	for _, s := range []string{"", "第十届", "十百千", "〇〇", "1.10", "\xff", "𬭊", "千山", "百"} {
		f.Add(s, s+"一")
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		if NaturalCompare(a, b) != -NaturalCompare(b, a) {
			t.Fatalf("%q and %q have no order", a, b)
		}
	})
}
