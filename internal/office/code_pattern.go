package office

import (
	"regexp"
	"strconv"
	"strings"
)

// CodePattern is how the codes of a standard are made (编码规则): one placeholder for
// each level, with what stands between. {1} {2} {3} {4} and {数字} are written 1 2 3,
// {汉字} 一 二 三, {圈号} ① ② ③ and {字母} A B C. Of A{1}-B{2}-C{3} a heading of
// the second level is A1-B2.
type CodePattern string

// CodePatterns are those seen in counties' papers.
var CodePatterns = []CodePattern{"{1}-{2}-{3}", "{1}.{2}.{3}", "A{1}-B{2}-C{3}", "({汉字})卷{圈号}", "{汉字}、{2}-{3}"}

var placeholder = regexp.MustCompile(`\{([1-4]|数字|汉字|圈号|字母)\}`)

// codePart is what stands before a placeholder, its style, and what closes it.
type codePart struct{ before, style, after string }

// parts splits the pattern at its placeholders. A bracket that closes a placeholder
// goes with it, what else follows goes with the next.
func (p CodePattern) parts() []codePart {
	at := placeholder.FindAllStringSubmatchIndex(string(p), -1)
	out := make([]codePart, len(at))
	last := 0
	for i, m := range at {
		before := string(p)[last:m[0]]
		if i > 0 {
			rest := strings.TrimLeft(before, ")）]】〕」》")
			out[i-1].after, before = before[:len(before)-len(rest)], rest
		}
		out[i].before, out[i].style, last = before, string(p)[m[2]:m[3]], m[1]
	}
	if len(out) > 0 {
		out[len(out)-1].after = string(p)[last:]
	}
	return out
}

// Valid tells whether the pattern has a placeholder for at least one level and for
// no more than a standard has.
func (p CodePattern) Valid() bool {
	n := len(p.parts())
	return n > 0 && n <= IndicatorDepth
}

// Code is the code of the line that is the path's last of its level: of the second
// line under the first heading [1 2]. A level deeper than the pattern is counted on
// with a hyphen.
func (p CodePattern) Code(path []int) string {
	parts := p.parts()
	var b strings.Builder
	for i, n := range path {
		if i >= len(parts) {
			b.WriteString("-" + strconv.Itoa(n))
			continue
		}
		b.WriteString(parts[i].before + codeNumber(parts[i].style, n) + parts[i].after)
	}
	return b.String()
}

// Path reads a code back: how many lines of each level stand before it and itself.
// Wide and narrow brackets and hyphens are the same to it.
func (p CodePattern) Path(code string) (path []int, ok bool) {
	rest := narrowCode(code)
	for i, part := range p.parts() {
		if rest == "" && i > 0 {
			return path, true
		}
		rest, ok = strings.CutPrefix(rest, narrowCode(part.before))
		if !ok {
			return nil, false
		}
		n, used := readCodeNumber(part.style, rest)
		if n == 0 {
			return nil, false
		}
		path = append(path, n)
		rest = strings.TrimPrefix(rest[used:], narrowCode(part.after))
	}
	return path, rest == ""
}

// Number gives each line of a standard its code.
func (p CodePattern) Number(items []Indicator) []string {
	codes := make([]string, len(items))
	path := []int{}
	for i, x := range items {
		level := max(1, min(x.Level, len(path)+1))
		if level > len(path) {
			path = append(path, 0)
		}
		path = path[:level]
		path[level-1]++
		codes[i] = p.Code(path)
	}
	return codes
}

// GuessPattern is the pattern that most of the codes follow, empty when none fits
// more than half of them.
func GuessPattern(codes []string) CodePattern {
	best, most := CodePattern(""), len(codes)/2
	for _, p := range CodePatterns {
		n := 0
		for _, c := range codes {
			if _, ok := p.Path(c); ok {
				n++
			}
		}
		if n > most {
			best, most = p, n
		}
	}
	return best
}

const (
	codeDigits   = "十一二三四五六七八九"
	firstCircled = '①'
	circledMost  = 20
)

func codeNumber(style string, n int) string {
	switch style {
	case "汉字":
		if n < 100 {
			return chineseCount(n)
		}
	case "圈号":
		if n <= circledMost {
			return string(firstCircled + rune(n-1))
		}
	case "字母":
		if n <= 26 {
			return string(rune('A' + n - 1))
		}
	}
	return strconv.Itoa(n)
}

// readCodeNumber reads the number that the text begins with, and how many bytes it
// takes; 0 when it begins with none.
func readCodeNumber(style, text string) (n, used int) {
	switch style {
	case "汉字":
		used = len(text) - len(strings.TrimLeft(text, codeDigits))
		if n, ok := chineseNumber(text[:used]); ok {
			return n, used
		}
		return 0, 0
	case "圈号":
		for _, r := range text {
			if r >= firstCircled && r < firstCircled+circledMost {
				return int(r-firstCircled) + 1, len(string(r))
			}
			break
		}
	case "字母":
		if text != "" && text[0] >= 'A' && text[0] <= 'Z' {
			return int(text[0]-'A') + 1, 1
		}
		return 0, 0
	}
	for used < len(text) && text[used] >= '0' && text[used] <= '9' {
		used++
	}
	if n, err := strconv.Atoi(text[:used]); err == nil {
		return n, used
	}
	return 0, 0
}

var narrowCodes = strings.NewReplacer(" ", "", "　", "", "（", "(", "）", ")", "—", "-", "－", "-", "–", "-", "．", ".", "一级指标", "")

func narrowCode(code string) string { return narrowCodes.Replace(code) }

// codeStyle is a code without its numbers: lines of one level look alike.
func codeStyle(code string) string {
	var b strings.Builder
	last := ' '
	for _, r := range narrowCode(code) {
		switch {
		case r >= '0' && r <= '9':
			r = '1'
		case strings.ContainsRune(codeDigits, r):
			r = '一'
		case r >= firstCircled && r < firstCircled+circledMost:
			r = '①'
		}
		if (r == '1' || r == '一') && r == last {
			continue
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}
