package store

import (
	"strings"
	"sync"
	"unicode"

	"github.com/mozillazg/go-pinyin"
)

// maxReadings and maxInitials bound the combinations of 多音字 readings kept for one
// name; beyond them each further reading is kept beside the commonest of the others.
const (
	maxReadings = 64
	maxInitials = 256
	maxKeys     = 4000 // bytes of all of them: the last tails of a very long name give way
)

// surnameReadings are the readings that a character has as a surname; they come
// first. Source: the common list of 多音姓氏.
var surnameReadings = map[rune]string{
	'曾': "zeng", '单': "shan", '仇': "qiu", '解': "xie", '查': "zha", '朴': "piao", '区': "ou", '盖': "ge",
	'任': "ren", '尉': "wei", '乐': "yue", '繁': "po", '种': "chong", '翟': "zhai", '覃': "qin", '缪': "miao",
	'华': "hua", '宁': "ning", '员': "yun", '牟': "mu", '召': "shao", '冼': "xian", '阚': "kan", '祭': "zhai",
}

// pinyinKeys returns the ways a name may be typed without an input method:
// initials and full spellings, space separated, every reading of a 多音字, the
// surname's reading first.
func pinyinKeys(name string, person bool) string {
	initials, full := []string{""}, []string{""}
	first := true
	for _, r := range name {
		readings := readingsOf(r, person && first)
		first = false
		if len(readings) == 0 {
			continue
		}
		initials = extend(initials, readings, func(s string) string { return s[:1] }, maxInitials)
		full = extend(full, readings, func(s string) string { return s }, maxReadings)
	}
	keys := append(initials, full...)
	if !person {
		keys = append(keys, tails(initials)...)
	}
	keys = unique(keys)
	length := 0
	for i, key := range keys {
		if length += len(key) + 1; length > maxKeys {
			keys = keys[:i]
			break
		}
	}
	return strings.Join(keys, " ")
}

// spelling tells how a name is read, for the page to find it by: the readings of each
// character with commas between them, the commonest or the surname's first, the
// characters with blanks between. All the ways to type it would be twenty times as long.
func spelling(name string, person bool) string {
	chars := []string{}
	for _, r := range name {
		if readings := readingsOf(r, person && len(chars) == 0); len(readings) > 0 {
			chars = append(chars, strings.Join(readings, ","))
		}
	}
	return strings.Join(chars, " ")
}

// Spelling tells how a word that is no person's name is read: "xiao,jiao yuan".
func Spelling(word string) string { return spelling(word, false) }

// Readings are the readings of each Chinese character in the texts, the commonest
// first, for a search that knows no pinyin itself.
func Readings(texts []string) map[string][]string {
	out := map[string][]string{}
	for _, text := range texts {
		for _, r := range text {
			if _, have := out[string(r)]; have || r < 0x80 {
				continue
			}
			if got := readingsOf(r, true); len(got) > 0 {
				out[string(r)] = got
			}
		}
	}
	return out
}

// tails are the initials from each later character on, so that 县第一小学 is found
// by dyxx as well.
func tails(initials []string) []string {
	out := []string{}
	for _, word := range initials {
		for at := 1; at+3 <= len(word); at++ {
			out = append(out, word[at:])
		}
	}
	return out
}

func readingsOf(r rune, surname bool) []string {
	if r < 0x80 {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return []string{strings.ToLower(string(r))}
		}
		return nil
	}
	got := knownReadings(r)
	if s, ok := surnameReadings[r]; ok && surname {
		return unique(append([]string{s}, got...))
	}
	return got
}

// looked holds the readings of the characters asked for so far: names share them,
// and to look one up takes as long as all else. There are some forty thousand.
var looked sync.Map // rune: []string

func knownReadings(r rune) []string {
	if got, ok := looked.Load(r); ok {
		return got.([]string)
	}
	args := pinyin.NewArgs()
	args.Heteronym = true
	got := unique(pinyin.SinglePinyin(r, args))
	if len(got) > 0 {
		looked.Store(r, got)
	}
	return got
}

func extend(have, readings []string, cut func(string) string, most int) []string {
	parts := []string{}
	for _, r := range readings {
		parts = append(parts, cut(r))
	}
	parts = unique(parts)
	out := make([]string, 0, len(have)*len(parts))
	if len(have)*len(parts) > most {
		for _, h := range have {
			out = append(out, h+parts[0])
		}
		for _, p := range parts[1:] {
			out = append(out, have[0]+p)
		}
		return out
	}
	for _, h := range have {
		for _, p := range parts {
			out = append(out, h+p)
		}
	}
	return out
}

func unique(in []string) []string {
	seen := make(map[string]bool, len(in))
	out := make([]string, 0, len(in))
	for _, s := range in {
		if s != "" && !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}
