package store

import (
	"slices"
	"strings"
	"sync"

	"github.com/mozillazg/go-pinyin"
)

// spoken returns the characters of the name that the letters say: initials, whole
// syllables or both mixed, in any reading; -1 when they say none.
func spoken(name, letters string) (from, to int) {
	said := soundOf(name).said
	for i := range said {
		if len(said[i]) == 0 {
			continue
		}
		if end := saysFrom(said, i, letters); end >= 0 {
			return i, end
		}
	}
	return -1, -1
}

// saysFrom returns where the letters end when they begin at the character, -1 when
// they do not fit.
func saysFrom(said [][]string, i int, letters string) int {
	if letters == "" {
		return i
	}
	if i == len(said) {
		return -1
	}
	if len(said[i]) == 0 {
		return saysFrom(said, i+1, letters) // brackets and the like are not said
	}
	for _, s := range said[i] {
		n := 0
		for n < len(s) && n < len(letters) && s[n] == letters[n] {
			n++
		}
		if n > 0 && n == len(letters) {
			return i + 1
		}
		for _, take := range []int{len(s), 2, 1} {
			// A whole syllable, zh ch sh, or an initial.
			if take > n || take == 2 && len(s) > 2 && s[1] != 'h' {
				continue
			}
			if end := saysFrom(said, i+1, letters[take:]); end >= 0 {
				return end
			}
		}
	}
	return -1
}

// allSyllables are the syllables of the language.
var allSyllables = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	args := pinyin.NewArgs()
	args.Heteronym = true
	for r := rune(0x4e00); r <= 0x9fa5; r++ {
		for _, s := range pinyin.SinglePinyin(r, args) {
			if strings.ContainsAny(s, "aeiouv") {
				out[s] = true
			}
		}
	}
	return out
})

// longerSyllables are the syllables that begin so and go on, in their order.
func longerSyllables(s string) []string {
	out := []string{}
	for syllable := range allSyllables() {
		if len(syllable) > len(s) && strings.HasPrefix(syllable, s) {
			out = append(out, syllable)
		}
	}
	slices.Sort(out)
	return out
}

const (
	longestSyllable = 6
	mostReadings    = 8 // of one run of letters as syllables
)

// syllablesOf reads letters as syllables, in each way; the last may be the
// beginning of one.
func syllablesOf(letters string) [][]string {
	var out [][]string
	var read func(rest string, before []string)
	read = func(rest string, before []string) {
		if len(out) >= mostReadings {
			return
		}
		if rest == "" {
			out = append(out, slices.Clone(before))
			return
		}
		for n := min(longestSyllable, len(rest)); n > 0; n-- {
			if s := rest[:n]; allSyllables()[s] || n == len(rest) && len(longerSyllables(s)) > 0 {
				read(rest[n:], append(before, s))
			}
		}
	}
	read(letters, nil)
	return out
}
