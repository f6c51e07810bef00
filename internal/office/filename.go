package office

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// FileGuess is what a file's name tells of the paper in it. The clerk looks it
// over before it is kept.
type FileGuess struct {
	Title     string `json:"title"`
	DatedOn   Date   `json:"datedOn"`   // empty when the name tells no day
	Rough     bool   `json:"rough"`     // the name tells only the month: DatedOn is its last day
	Year      int    `json:"year"`      // of the day, the 文号 or a folder; 0 when nothing tells it
	DocNumber string `json:"docNumber"` // 文号, with the brackets 〔〕
}

var (
	nameDay     = regexp.MustCompile(`((?:19|20)\d{2})\s?[年./_\-—]\s?(\d{1,2})\s?[月./_\-—]\s?(\d{1,2})\s?[日号]?`)
	nameCompact = regexp.MustCompile(`((?:19|20)\d{2})(\d{2})(\d{2})`)
	hanDay      = regexp.MustCompile(`\d{4}年[〇零一二三四五六七八九十]{1,3}月[〇零一二三四五六七八九十]{1,3}[日号]`)
	nameShort   = regexp.MustCompile(`(\d{1,2})月(\d{1,2})[日号]`)
	nameMonth   = regexp.MustCompile(`((?:19|20)\d{2})\s?[年.\-]\s?(\d{1,2})(?:月|$|[^\d.\-])`)
	nameSpan    = regexp.MustCompile(`^\s?[-—–~至到]\s?(?:\d{1,2}[.月]\d{1,2}日?|\d{1,2}日)`) // the end of 5月6日至8日
	docNumber   = regexp.MustCompile(`([\p{Han}A-Za-z]{1,30})\s?(?:[〔\[【(﹝<]\s?((?:19|20)\d{2})\s?年?\s?[〕\]】)﹞>]|[\s_\-]((?:19|20)\d{2})[\s_\-])\s?第?\s?(\d{1,4})\s?号`)
	nameOrdinal = regexp.MustCompile(`^(?:[((]?\d{1,3}[.、))_\-\s]+|[((]?[一二三四五六七八九十]{1,3}[、))]\s?|附件\s?\d{0,2}\s?[::.、\-\s]+)`)
	// What is added to a name so that it differs, and says nothing of the paper.
	nameTail   = regexp.MustCompile(`(?:\s*(?:[-_\s—]*(?:副本|复件|扫描件?|盖章版?|签字版?|终稿|定稿|最终版?|打印版|新建|copy)\d*|[(]\d{1,3}[)]|\(\s*(?:副本|复件|扫描件?|盖章版?|签字版?|终稿|定稿|最终版?|打印版)\s*\)|[-_\s][vV]\d{1,2}))+$`)
	emptyPairs = regexp.MustCompile(`[(\[【〔]\s*[)\]】〕]`)
)

// docKinds end the title of a paper: a 文号 written right behind one begins there.
var docKinds = []string{"通知", "通报", "报告", "意见", "方案", "决定", "批复", "纪要", "总结", "计划", "办法", "细则", "函"}

// nameEdges stand between the parts of a file's name.
const nameEdges = " \t\u3000_-—–.,、,;:"

// GuessFile reads a file's name, with the folders it lies in when they are known.
// The day may be written 2023.5.6, 2023年5月6日, 20230506 or 5月6日 in a folder of
// a year.
func GuessFile(path string) FileGuess {
	parts := strings.FieldsFunc(path, func(r rune) bool { return r == '/' || r == '\\' })
	if len(parts) == 0 {
		return FileGuess{}
	}
	base := parts[len(parts)-1]
	if at := strings.LastIndexByte(base, '.'); at > 0 && len(base)-at <= 6 && !isDigits(base[at+1:]) {
		base = base[:at]
	}
	g := FileGuess{}
	name := strings.TrimSpace(hanDay.ReplaceAllStringFunc(chineseYears(halfWidth(base)), plainDate))
	name = nameTail.ReplaceAllString(name, "")
	for i := len(parts) - 2; i >= 0 && g.Year == 0; i-- {
		if year, ok := oneYear(parts[i]); ok {
			g.Year = year
		}
	}
	folder := g.Year
	g.Title = strings.TrimSpace(base)
	if rest := g.take(name, folder); rest != "" {
		g.Title = fullAgain(rest, base)
	}
	if g.DatedOn == "" {
		g.roughDay(g.Title)
	}
	if g.DatedOn.Valid() {
		g.Year = g.DatedOn.Year()
	}
	return g
}

// take takes the 文号 and the day out of the name, and what is left is the title;
// what stands inside the title stays in it.
func (g *FileGuess) take(name string, year int) string {
	for range 4 { // ordinal, day, number, in any order
		before := name
		name = strings.Trim(name, nameEdges)
		if rest, day := cutDay(name, year); day != "" && g.DatedOn == "" {
			name, g.DatedOn = rest, day
		}
		if rest, number, of := cutDocNumber(strings.Trim(name, nameEdges)); number != "" && g.DocNumber == "" {
			name, g.DocNumber = rest, number
			if g.Year == 0 || g.DatedOn == "" {
				g.Year = of
			}
		}
		name = strings.Trim(emptyPairs.ReplaceAllString(name, ""), nameEdges)
		if at := nameOrdinal.FindString(name); at != "" && len(at) < len(name) {
			name = name[len(at):]
		}
		if name == before {
			break
		}
	}
	if !strings.ContainsFunc(name, unicode.IsLetter) {
		return ""
	}
	return name
}

// cutDay takes the day out of the name when it stands at an edge of it, in
// brackets or not; one inside the title is read and left.
func cutDay(name string, year int) (rest string, day Date) {
	from, to, day := findDay(name, year)
	if day == "" {
		return name, ""
	}
	to += len(nameSpan.FindString(name[to:]))
	head, tail := name[:from], name[to:]
	open, shut := strings.TrimRight(head, " "), strings.TrimLeft(tail, " ")
	if strings.HasSuffix(open, "(") && strings.HasPrefix(shut, ")") {
		return strings.TrimSpace(strings.TrimSuffix(open, "(") + " " + strings.TrimPrefix(shut, ")")), day
	}
	if strings.Trim(head, nameEdges+"0123456789()") == "" || strings.Trim(tail, nameEdges+"()") == "" {
		return strings.TrimSpace(head + " " + tail), day
	}
	return name, day
}

// findDay returns where the first day of the name stands.
func findDay(name string, year int) (from, to int, day Date) {
	for _, form := range []*regexp.Regexp{nameDay, nameCompact} {
		for _, m := range form.FindAllStringSubmatchIndex(name, -1) {
			if digitAt(name, m[0]-1) || digitAt(name, m[1]) {
				continue // part of a longer number
			}
			day, fault := checkedDay(name[m[2]:m[3]], name[m[4]:m[5]], name[m[6]:m[7]], name)
			if fault == "" {
				return m[0], m[1], day
			}
		}
	}
	if m := nameShort.FindStringSubmatchIndex(name); m != nil && year != 0 && !digitAt(name, m[0]-1) {
		if day, fault := checkedDay(strconv.Itoa(year), name[m[2]:m[3]], name[m[4]:m[5]], name); fault == "" {
			return m[0], m[1], day
		}
	}
	return 0, 0, ""
}

// roughDay takes the month that the name tells, else the year.
func (g *FileGuess) roughDay(name string) {
	if m := nameMonth.FindStringSubmatch(name); m != nil {
		n, _ := strconv.Atoi(m[2]) // digits
		y, _ := strconv.Atoi(m[1])
		if n >= 1 && n <= 12 {
			g.DatedOn, g.Rough = NewDate(y, n+1, 1).AddDays(-1), true
			return
		}
	}
	if year, ok := oneYear(name); ok && g.DocNumber == "" {
		g.Year = year
	}
}

// cutDocNumber takes the 文号 out of the name when it is the paper's own: at the
// start, or at the end behind the title. One inside, as of a paper that is passed
// on, belongs to the title.
func cutDocNumber(name string) (rest, number string, year int) {
	m := docNumber.FindStringSubmatchIndex(name)
	if m == nil {
		return name, "", 0
	}
	from, sign := m[0], name[m[2]:m[3]]
	tail := strings.TrimLeft(name[m[1]:], " )]】")
	if tail == "" {
		if at := behindTitle(sign); at > 0 {
			from, sign = from+at, sign[at:]
		}
	}
	head := strings.TrimRight(name[:from], nameEdges+"([【")
	for _, verb := range []string{"关于", "转发", "印发"} {
		if strings.Contains(sign, verb) {
			return name, "", 0
		}
	}
	if head != "" && tail != "" || utf8.RuneCountInString(sign) > 12 {
		return name, "", 0
	}
	y := m[4:6]
	if y[0] < 0 {
		y = m[6:8]
	}
	year, _ = strconv.Atoi(name[y[0]:y[1]])
	n, _ := strconv.Atoi(name[m[8]:m[9]]) // at most four digits
	return head + tail, fmt.Sprintf("%s〔%d〕%d号", sign, year, n), year
}

// behindTitle returns where the sign of a 文号 begins that follows a title without
// a space; 0 when no title stands before it.
func behindTitle(text string) int {
	at := 0
	for _, kind := range docKinds {
		for i := 0; i < len(text); {
			found := strings.Index(text[i:], kind)
			if found < 0 {
				break
			}
			i += found + len(kind)
			if utf8.RuneCountInString(text[i:]) >= 2 && i > at {
				at = i
			}
		}
	}
	return at
}

// fullAgain gives the signs back the width they had in the name.
func fullAgain(title, name string) string {
	for _, sign := range [][2]string{{"(", "（"}, {")", "）"}, {",", "，"}, {":", "："}, {"!", "！"}, {"?", "？"}} {
		if strings.Contains(name, sign[1]) {
			title = strings.ReplaceAll(title, sign[0], sign[1])
		}
	}
	return title
}

func digitAt(s string, i int) bool {
	return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9'
}

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
