package office

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

func isSpace(r rune) bool { return unicode.IsSpace(r) || r == '\u3000' || r == '\u00a0' }

// isInvisible tells zero-width and control characters, which arrive by copying
// from web pages and chat windows.
func isInvisible(r rune) bool {
	switch {
	case r == '\u00ad', r == '\ufeff', r == '\u2060', r >= '\u200b' && r <= '\u200f', r >= '\u202a' && r <= '\u202e':
		return true
	}
	return unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r'
}

// halfWidth turns full-width letters, digits and ASCII marks into plain ones.
func halfWidth(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\u3000' || r == '\u00a0':
			return ' '
		case r >= '！' && r <= '～':
			return r - 0xFEE0
		}
		return r
	}, s)
}

// CleanLong returns the text of several lines: line ends unified, invisible
// characters and outer blanks gone, nothing else changed.
func CleanLong(s string) string {
	s = strings.ReplaceAll(s, "_x000D_", "")
	if strings.Contains(s, "\r") {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	s = strings.Map(func(r rune) rune {
		if isInvisible(r) {
			return -1
		}
		return r
	}, s)
	return strings.TrimFunc(s, isSpace)
}

// CleanText returns one line: full-width letters and digits made plain, Chinese
// punctuation kept, runs of blanks made one.
func CleanText(s string) string {
	if !strings.ContainsFunc(s, needsCleaning) && !strings.Contains(s, "_x000D_") {
		return s
	}
	s = strings.ReplaceAll(s, "_x000D_", "")
	var b strings.Builder
	blank := false
	for _, r := range s {
		switch {
		case isInvisible(r):
			continue
		case isSpace(r):
			blank = b.Len() > 0
			continue
		case r >= '０' && r <= '９', r >= 'Ａ' && r <= 'Ｚ', r >= 'ａ' && r <= 'ｚ':
			r -= 0xFEE0
		}
		if blank {
			b.WriteByte(' ')
			blank = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// needsCleaning tells the characters that CleanText may drop or change.
func needsCleaning(r rune) bool {
	return isSpace(r) || isInvisible(r) || r >= '０' && r <= 'ｚ'
}

// CleanName returns the name of a person or school without any blanks between
// Chinese characters: 张　三 is 张三.
func CleanName(s string) string {
	s = CleanText(s)
	if !strings.ContainsAny(s, " ()") {
		return s
	}
	runes := []rune(s)
	out := make([]rune, 0, len(runes))
	for i, r := range runes {
		if r == ' ' && i > 0 && i+1 < len(runes) && (unicode.Is(unicode.Han, runes[i-1]) || unicode.Is(unicode.Han, runes[i+1])) {
			continue
		}
		out = append(out, r)
	}
	return fullBrackets.Replace(string(out))
}

// CleanCode returns digits and letters without blanks.
func CleanCode(s string) string {
	if !strings.ContainsFunc(s, changesInCode) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if isSpace(r) || isInvisible(r) || r == '\'' || r == '`' {
			return -1
		}
		return r
	}, halfWidth(s))
}

func changesInCode(r rune) bool {
	return isSpace(r) || isInvisible(r) || r == '\'' || r == '`' || r >= '！' && r <= '～'
}

// Blank tells whether the cell says that there is nothing: empty, or a stroke.
func Blank(s string) bool {
	switch CleanCode(s) {
	case "", "/", "\\", "-", "--", "—", "——", "－", "无", "暂无", "不详", "没有", "未填", "N/A", "n/a":
		return true
	}
	return false
}

var (
	fullBrackets = strings.NewReplacer("(", "（", ")", "）")
	tens         = strings.NewReplacer("廿", "二十", "卅", "三十")
	dashes       = strings.NewReplacer("—", "-", "－", "-", "–", "-")
)

var (
	bracketed  = regexp.MustCompile(`[（(][^（）()]*[）)]`)
	hardSplit  = regexp.MustCompile(`[、，,;；/|\n\t\\＋+&]+`)
	peopleTail = regexp.MustCompile(`等\d*人?$`)
)

var personMark = regexp.MustCompile(`（(?:组长|副组长|主任|副主任|首席|首席督学|专职|兼职|女|男|退休)）$`)

// PersonName returns a person's name without what a roster marks behind it: 李四
// （组长）. 李四（大） is told apart so from another one.
func PersonName(s string) string { return personMark.ReplaceAllString(CleanName(s), "") }

// SplitNames returns the names in one cell, parted by 、 ， , ; / or blanks, each
// once, in order. A blank inside a two-character name does not part it.
func SplitNames(s string) []string {
	names := []string{}
	seen := map[string]bool{}
	add := func(n string) {
		n = strings.TrimSpace(peopleTail.ReplaceAllString(CleanName(n), ""))
		if n != "" && !seen[n] {
			seen[n] = true
			names = append(names, n)
		}
	}
	if strings.ContainsAny(s, "（(_") {
		s = bracketed.ReplaceAllString(strings.ReplaceAll(s, "_x000D_", "\n"), "")
	}
	for _, piece := range hardSplit.Split(s, -1) {
		for _, n := range spacedNames(strings.FieldsFunc(piece, func(r rune) bool { return isSpace(r) || isInvisible(r) })) {
			add(n)
		}
	}
	return names
}

// spacedNames joins the words of names that are written with blanks inside: single
// characters go by twos (张 三 李 四), the last three of an odd number together (欧
// 阳 明), and one left alone with the two beside it (欧 阳明, 欧阳 明).
func spacedNames(words []string) []string {
	names := []string{}
	for i := 0; i < len(words); {
		run := 0
		for i+run < len(words) && utf8.RuneCountInString(words[i+run]) == 1 {
			run++
		}
		last := len(names) - 1
		switch {
		case run == 0:
			names = append(names, words[i])
			i++
		case run == 1 && i+1 < len(words) && utf8.RuneCountInString(words[i+1]) == 2:
			names = append(names, words[i]+words[i+1])
			i += 2
		case run == 1 && last >= 0 && utf8.RuneCountInString(names[last]) == 2 && names[last] == words[i-1]:
			names[last] += words[i]
			i++
		default:
			n := 2
			if run == 3 {
				n = 3
			}
			n = min(n, run)
			names = append(names, strings.Join(words[i:i+n], ""))
			i += n
		}
	}
	return names
}

var yesNo = map[string]bool{
	"是": true, "有": true, "√": true, "✓": true, "✔": true, "☑": true, "对": true, "Y": true, "YES": true, "1": true, "TRUE": true, "已": true,
	"否": false, "无": false, "没有": false, "×": false, "✗": false, "✕": false, "X": false, "N": false, "NO": false, "0": false, "FALSE": false, "未": false, "不是": false, "/": false, "-": false, "—": false,
}

// YesNo writes 是 or 否.
func YesNo(yes bool) string {
	if yes {
		return YesNoChoices[0]
	}
	return YesNoChoices[1]
}

// ParseYesNo reads 是/否 and the other ways to say them.
func ParseYesNo(s string) (yes, ok bool) {
	yes, ok = yesNo[strings.ToUpper(CleanCode(s))]
	return yes, ok
}

var countForm = regexp.MustCompile(`^(\d+)(?:\.0+)?(?:个|人次|人|名|节|份|次|所|班|位|场|册|本|套|天|颗|星|级|分|学时|课时|个学时)?$`)

// ParseCount reads a count: 12, 12.0, 1,200, 12人, 十二.
func ParseCount(s string) (int, bool) {
	t := strings.ReplaceAll(CleanCode(s), ",", "")
	if m := countForm.FindStringSubmatch(t); m != nil {
		n, err := strconv.Atoi(m[1])
		return n, err == nil && n <= 10_000_000
	}
	for _, unit := range []string{"", "人", "名", "节", "份", "次", "所", "个"} {
		if body, ok := strings.CutSuffix(t, unit); ok {
			if n, ok := chineseNumber(body); ok {
				return n, true
			}
		}
	}
	return 0, false
}

var chineseDigits = map[rune]int{'〇': 0, '零': 0, '○': 0, 'O': 0, 'o': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9, '元': 1, '正': 1}

// chineseNumber reads 三, 十二, 二十, 廿一, 二〇二三.
func chineseNumber(s string) (int, bool) {
	runes := []rune(tens.Replace(s))
	if len(runes) == 0 || len(runes) > 4 {
		return 0, false
	}
	if i := strings.IndexRune(string(runes), '十'); i >= 0 {
		left, right, _ := strings.Cut(string(runes), "十")
		tens, ones := 1, 0
		var ok bool
		if left != "" {
			if tens, ok = chineseDigit(left); !ok {
				return 0, false
			}
		}
		if right != "" {
			if ones, ok = chineseDigit(right); !ok {
				return 0, false
			}
		}
		return tens*10 + ones, true
	}
	n := 0
	for _, r := range runes {
		d, ok := chineseDigits[r]
		if !ok {
			return 0, false
		}
		n = n*10 + d
	}
	return n, true
}

func chineseDigit(s string) (int, bool) {
	runes := []rune(s)
	if len(runes) != 1 {
		return 0, false
	}
	d, ok := chineseDigits[runes[0]]
	return d, ok
}

var (
	mobileForm   = regexp.MustCompile(`^(?:\+?86-?)?(1\d{10})$`)
	landlineForm = regexp.MustCompile(`^(?:\(?0\d{2,3}\)?-?)?[2-9]\d{6,7}(?:(?:-|转)\d{1,6})?$`)
	shortCode    = regexp.MustCompile(`^\d{3,6}$`)
)

// ParsePhone reads one or more phone numbers and returns them in one spelling.
func ParsePhone(s string) (phone, fault string) {
	parts := hardSplit.Split(dashes.Replace(s), -1)
	var out []string
	for _, p := range parts {
		t := CleanCode(p)
		if t == "" {
			continue
		}
		plain := strings.ReplaceAll(t, "-", "")
		switch {
		case mobileForm.MatchString(plain):
			out = append(out, mobileForm.FindStringSubmatch(plain)[1])
		case strings.HasPrefix(plain, "1") && len(plain) > 7 && allDigits(plain):
			return "", "手机号应为 11 位，“" + t + "”是 " + strconv.Itoa(len(plain)) + " 位，请核对"
		case landlineForm.MatchString(t), shortCode.MatchString(t):
			out = append(out, t)
		default:
			return "", "“" + t + "”不像电话号码，请写成 13800000000 或 0744-8222222"
		}
	}
	return strings.Join(out, "、"), ""
}

func allDigits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}

// ParseIDNumber reads an 18-digit 身份证号 and proves its check digit.
func ParseIDNumber(s string) (id, fault string) {
	t := strings.ToUpper(CleanCode(s))
	if len(t) != 18 || !allDigits(t[:17]) {
		return "", "身份证号应为 18 位，“" + t + "”不是，请核对"
	}
	weights := [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		sum += int(t[i]-'0') * w
	}
	if t[17] != "10X98765432"[sum%11] {
		return "", "身份证号“" + t + "”的校验码不对，多半抄错了一位，请核对"
	}
	return t, ""
}
