package office

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// The order in which a clerk expects names, codes and numbers: 盒2 before 盒10,
// 1.2 before 1.10, 第九届 before 第十届, 初二 before 初三, and Chinese by its pinyin.
// The same order stands in frontend/src/lib/natural.ts; testdata/natural.json
// holds the cases of both.

// NaturalCompare orders two texts as a clerk expects.
func NaturalCompare(a, b string) int {
	if d := strings.Compare(NaturalKey(a), NaturalKey(b)); d != 0 {
		return d
	}
	return strings.Compare(a, b)
}

// SortNatural puts texts into their natural order.
func SortNatural(texts []string) { slices.SortFunc(texts, NaturalCompare) }

// The first byte of each part of a key. What comes first in a list has the lower.
const (
	keyMark   = 0x10 // a sign, in three bytes
	keyNumber = 0x20 // how many digits, the digits
	keyLetter = 0x30 // a letter in lower case, in three bytes
	keyHan    = 0x40 // and above: the place of a character among all, in two bytes
	keyOther  = 0xf0 // a character that has no place, in three bytes
)

// NaturalKey returns the bytes by which the text sorts, to be compared as they are.
func NaturalKey(text string) string {
	rs := []rune(text)
	var key strings.Builder
	for i := 0; i < len(rs); {
		if digits, n := numberAt(rs, i); n > 0 {
			key.WriteByte(keyNumber)
			key.WriteByte(byte(min(len(digits), 255)))
			key.WriteString(digits)
			i += n
			continue
		}
		writeRune(&key, plainRune(rs[i]))
		i++
	}
	return key.String()
}

// NaturalNameKey is NaturalKey for the name of a person: the surname has the
// reading it has as one (单 shan), and 三 in it is no number.
func NaturalNameKey(name string) string {
	var key strings.Builder
	for i, r := range []rune(name) {
		if same, ok := surnameSounds[r]; ok && i == 0 {
			r = same
		}
		writeRune(&key, plainRune(r))
	}
	return key.String()
}

// surnameSounds gives for a surname of several readings a character that sounds
// as the surname does.
var surnameSounds = map[rune]rune{
	'曾': '增', '单': '善', '仇': '求', '解': '谢', '查': '渣', '朴': '嫖', '区': '欧', '盖': '葛', '任': '人', '尉': '卫', '乐': '岳',
	'繁': '婆', '种': '虫', '翟': '寨', '覃': '秦', '缪': '妙', '华': '化', '员': '运', '牟': '木', '召': '绍', '冼': '险', '阚': '看', '祭': '债',
}

func writeRune(key *strings.Builder, r rune) {
	switch {
	case unicode.IsSpace(r):
	case unicode.Is(unicode.Han, r):
		if place := hanziPlaces()[r]; place > 0 {
			key.WriteByte(byte(keyHan + place>>8))
			key.WriteByte(byte(place))
			return
		}
		writeThree(key, keyOther, r)
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		writeThree(key, keyLetter, unicode.ToLower(r))
	default:
		writeThree(key, keyMark, r)
	}
}

func writeThree(key *strings.Builder, class byte, r rune) {
	key.Write([]byte{class, byte(r >> 16), byte(r >> 8), byte(r)})
}

//go:embed hanzi.txt
var hanzi string

// hanziPlaces are the places of the Chinese characters in the order of their
// pinyin, from 1.
var hanziPlaces = sync.OnceValue(func() map[rune]int {
	places := make(map[rune]int, len(hanzi)/3)
	n := 0
	for _, r := range hanzi {
		if r != '\n' {
			n++
			places[r] = n
		}
	}
	return places
})

// plainRune folds full width and the brackets that mean the same.
func plainRune(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - 0xFEE0
	case r == '〔' || r == '【' || r == '［':
		return '['
	case r == '〕' || r == '】' || r == '］':
		return ']'
	case r == '—' || r == '–' || r == '－':
		return '-'
	}
	return r
}

// numberAt returns the digits of the number that begins at i, without leading
// zeros, and how many characters it takes; 0 when there is none.
func numberAt(rs []rune, i int) (digits string, n int) {
	for i+n < len(rs) && isDigit(plainRune(rs[i+n])) {
		n++
	}
	if n > 0 {
		var b strings.Builder
		for _, r := range rs[i : i+n] {
			b.WriteRune(plainRune(r))
		}
		return strings.TrimLeft(b.String(), "0"), n
	}
	if v := circled(rs[i]); v > 0 {
		return decimal(v), 1
	}
	for i+n < len(rs) && isNumeral(rs[i+n]) {
		n++
	}
	if n == 0 || !countsAsNumber(rs, i, n) {
		return "", 0
	}
	v, ok := numeralValue(rs[i : i+n])
	if !ok {
		return "", 0
	}
	return decimal(v), n
}

// circled reads ① to ⑳, 0 for anything else.
func circled(r rune) int {
	if r >= '①' && r <= '⑳' {
		return int(r-'①') + 1
	}
	return 0
}

func decimal(v int) string {
	if v == 0 {
		return ""
	}
	return strings.TrimLeft(string([]byte{byte('0' + v/1000%10), byte('0' + v/100%10), byte('0' + v/10%10), byte('0' + v%10)}), "0")
}

const (
	numerals = "〇零一二三四五六七八九"
	// beforeNumber and afterNumber are what makes a Chinese numeral a number: 三 is
	// one in 第三小学, 高三, 三年级 and 三、, and none in 三里屯.
	beforeNumber = "第初高小大中盒卷册（(〔[之"
	afterNumber  = "年月日号届期次轮批班级类等中小幼盒卷册组片区、.．）)学"
)

func isNumeral(r rune) bool {
	return strings.ContainsRune(numerals, r) || r == '十' || r == '百' || r == '千'
}

// countsAsNumber tells whether the n numerals from i are a number, by what stands
// beside them.
func countsAsNumber(rs []rune, i, n int) bool {
	before, after := rune(-1), rune(-1)
	if i > 0 {
		before = rs[i-1]
	}
	if i+n < len(rs) {
		after = rs[i+n]
	}
	if before == '第' {
		return true
	}
	// 五一, 三八, 一二九 and 八一 are days in names, 二〇二六 is a year.
	if run := string(rs[i : i+n]); n > 1 && n < 4 && !strings.ContainsAny(run, "十百千〇零") {
		return false
	}
	alone := (before < 0 || !unicode.IsLetter(before)) && (after < 0 || !unicode.IsLetter(after))
	return alone || strings.ContainsRune(beforeNumber, before) || strings.ContainsRune(afterNumber, after)
}

// numeralValue reads 三, 十二, 一百零五 and 二〇二六; a lone 百 or 千 is no number.
func numeralValue(rs []rune) (int, bool) {
	if !strings.ContainsAny(string(rs), "十百千") {
		v := 0
		for _, r := range rs {
			v = v*10 + numeral(r)
		}
		return v, len(rs) <= 4
	}
	sum, one, seen := 0, 0, false
	for i, r := range rs {
		unit := map[rune]int{'十': 10, '百': 100, '千': 1000}[r]
		switch {
		case unit == 0:
			one, seen = numeral(r), true
		case !seen && (unit > 10 || i > 0 && one == 0 && sum%100 != 0):
			return 0, false
		default:
			if !seen {
				one = 1
			}
			sum += one * unit
			one, seen = 0, false
		}
	}
	return sum + one, sum+one < 10000
}

func numeral(r rune) int {
	if r == '〇' || r == '零' {
		return 0
	}
	return strings.IndexRune("一二三四五六七八九", r)/3 + 1
}
