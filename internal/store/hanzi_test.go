package store

import (
	"cmp"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/mozillazg/go-pinyin"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// hanziFile is the order of the Chinese characters by which office sorts.
const hanziFile = "../office/hanzi.txt"

// TestHanziOrder holds office's list of Chinese characters to the pinyin that the
// search knows: DUDAO_HANZI=1 writes it anew.
func TestHanziOrder(t *testing.T) {
	type spelled struct {
		r    rune
		tone string
	}
	args := pinyin.NewArgs()
	args.Style, args.Heteronym = pinyin.Tone3, true
	common := commonReadings(args)
	all := []spelled{}
	for r := rune(0x4e00); r <= 0x9fff; r++ {
		if tone, ok := common[r]; ok {
			all = append(all, spelled{r, tone})
		} else if got := pinyin.SinglePinyin(r, args); len(got) > 0 {
			all = append(all, spelled{r, got[0]})
		}
	}
	slices.SortStableFunc(all, func(a, b spelled) int {
		x, y := strings.TrimRight(a.tone, "1234"), strings.TrimRight(b.tone, "1234")
		return cmp.Or(strings.Compare(x, y), strings.Compare(a.tone, b.tone), cmp.Compare(a.r, b.r))
	})
	var want strings.Builder
	last := ""
	for _, c := range all {
		if s := strings.TrimRight(c.tone, "1234"); s != last && last != "" {
			want.WriteByte('\n')
		}
		last = strings.TrimRight(c.tone, "1234")
		want.WriteRune(c.r)
	}
	want.WriteByte('\n')
	if os.Getenv("DUDAO_HANZI") != "" {
		if err := os.WriteFile(hanziFile, []byte(want.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(hanziFile)
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != want.String() {
		t.Error("the order of the characters is not that of the pinyin: run with DUDAO_HANZI=1")
	}
}

// commonReadings are the readings by which GB 2312 puts its commonest characters in
// order: 长 is chang there.
func commonReadings(args pinyin.Args) map[rune]string {
	out := map[rune]string{}
	now := ""
	decoder := simplifiedchinese.GBK.NewDecoder()
	for high := byte(0xb0); high <= 0xd7; high++ {
		for low := byte(0xa1); low <= 0xfe; low++ {
			text, err := decoder.String(string([]byte{high, low}))
			if err != nil {
				continue
			}
			r := []rune(text)[0]
			best := ""
			for _, tone := range pinyin.SinglePinyin(r, args) {
				if s := strings.TrimRight(tone, "1234"); s >= now && (best == "" || s < strings.TrimRight(best, "1234")) {
					best = tone
				}
			}
			if best != "" {
				out[r], now = best, strings.TrimRight(best, "1234")
			}
		}
	}
	return out
}
