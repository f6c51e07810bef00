package office

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// YearHint is the year that a sheet's title, name or file name gives to dates
// written without one.
type YearHint struct {
	Year int `json:"year"`
	// Begins is the month with which the twelve months begin that the sheet tells of,
	// 0 or 1 for a calendar year; the months before it lie in the next year.
	Begins int    `json:"begins"`
	From   string `json:"from"` // where it was found, for the clerk
}

// YearGiven is the source of a year that the clerk put in.
const YearGiven = "导入时填写"

// schoolYearBegins is the month with which a school year begins.
const schoolYearBegins = 8

// Of returns the year of the month.
func (h YearHint) Of(month int) int {
	if month < h.Begins {
		return h.Year + 1
	}
	return h.Year
}

// Words tells the months that the hint covers.
func (h YearHint) Words() string {
	if h.Begins < 2 {
		return fmt.Sprintf("%d 年", h.Year)
	}
	return fmt.Sprintf("%d 年 %d 月至 %d 年 %d 月", h.Year, h.Begins, h.Year+1, h.Begins-1)
}

var (
	twoYearsText  = regexp.MustCompile(`(20\d\d)年?[-—–~～至到/](20\d\d|\d\d(?:学年|年度))`)
	twoMonthsText = regexp.MustCompile(`(20\d\d)[年.](\d{1,2})月?(?:\.?\d{1,2}日?)?[-—–~～至到](20\d\d)[年.](\d{1,2})(?:\D|$)`)
	termText      = regexp.MustCompile(`(20\d\d)年?(秋|下|春|上)(?:季|学期|期|半年)`)
	firstTermText = regexp.MustCompile(`(20\d\d)年?第?[一二12]?学期`)
	plainYearText = regexp.MustCompile(`(20\d\d)年`)
	bareYearText  = regexp.MustCompile(`(?:^|\D)(20[0-4]\d)(?:\D|$|[01]\d(?:\D|$))`)
)

// FindYear looks for a year in a title row, a sheet name or a file name. A text
// that tells of more than twelve months gives none.
func FindYear(text, from string) (hint YearHint, ok bool) {
	t := chineseYears(CleanCode(text))
	switch {
	case twoMonthsText.MatchString(t):
		m := twoMonthsText.FindStringSubmatch(t)
		hint, ok = betweenMonths(number(m[1]), number(m[2]), number(m[3]), number(m[4]))
	case twoYearsText.MatchString(t):
		m := twoYearsText.FindStringSubmatch(t)
		hint, ok = YearHint{Year: number(m[1]), Begins: schoolYearBegins}, number(m[2])%100 == (number(m[1])+1)%100
	case termText.MatchString(t):
		m := termText.FindStringSubmatch(t)
		hint, ok = YearHint{Year: number(m[1]), Begins: termBegins(t, m[2])}, true
	case firstTermText.MatchString(t): // the January of a term closes it
		hint, ok = YearHint{Year: number(firstTermText.FindStringSubmatch(t)[1]), Begins: 2}, true
	case plainYearText.MatchString(t):
		hint, ok = YearHint{Year: number(plainYearText.FindStringSubmatch(t)[1])}, true
	case bareYearText.MatchString(t):
		hint, ok = YearHint{Year: number(bareYearText.FindStringSubmatch(t)[1])}, true
	}
	hint.From = from
	return hint, ok
}

// oneYear is the year of a text that names a single one.
func oneYear(text string) (int, bool) {
	hint, ok := FindYear(text, "")
	t := chineseYears(CleanCode(text))
	return hint.Year, ok && !twoYearsText.MatchString(t) && !twoMonthsText.MatchString(t)
}

// betweenMonths is the hint of the months from one to another.
func betweenMonths(year, month, toYear, toMonth int) (YearHint, bool) {
	switch {
	case month < 1 || month > 12 || toMonth < 1 || toMonth > 12:
		return YearHint{}, false
	case year == toYear:
		return YearHint{Year: year}, month <= toMonth
	}
	return YearHint{Year: year, Begins: month}, toYear == year+1 && toMonth < month
}

// termBegins is the month with which the term begins: 秋季 runs into the next year,
// 上学期 and 下学期 are in some counties the one and in others the other, and only
// January tells the years apart; half years and 春季 lie in theirs.
func termBegins(text, word string) int {
	switch {
	case word == "秋":
		return schoolYearBegins
	case word == "春" || strings.Contains(text, word+"半年"):
		return 0
	}
	return 2
}

// number reads the digits with which a text that a pattern has found begins.
func number(text string) int {
	n, err := strconv.Atoi(strings.TrimRight(text, "学年度"))
	if err != nil {
		return 0
	}
	return n
}

var (
	chineseYearForm = regexp.MustCompile(`[〇零○Oo一二三四五六七八九]{4}年`)
	chinesePartForm = regexp.MustCompile(`([〇零一二三四五六七八九十廿卅元]{1,4})(月|日|号)`)
	weekdayForm     = regexp.MustCompile(`\(?(?:星期|周|礼拜)[一二三四五六日天]\)?`)
	clockForm       = regexp.MustCompile(`(?:T|([\d日号午天])\s*)\d{1,2}[:时点](?:\d{2})?(?::\d{2}(?:\.\d+)?)?[分Z]?$`)
	halfDayForm     = regexp.MustCompile(`\(?(?:上午|下午|中午|晚上|全天)\)?$`)
	untilForm       = regexp.MustCompile(`([日号\d])(?:之前|以前|前|止|内)$`)
	isoForm         = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
	ymdForm         = regexp.MustCompile(`^(\d{4}|\d{2})[年./\-—–_,、](\d{1,2})[月./\-—–_,、](\d{1,2})[日号]?$`)
	ymForm          = regexp.MustCompile(`^(\d{4})[年./\-—–_](\d{1,2})月?$`)
	mdForm          = regexp.MustCompile(`^(\d{1,2})[月./\-](\d{1,2})[日号]?$`)
	compactForm     = regexp.MustCompile(`^((?:19|20)\d{2})(\d{2})(\d{2})$`)
	compactYMForm   = regexp.MustCompile(`^((?:19|20)\d{2})(\d{2})$`)
	serialForm      = regexp.MustCompile(`^(\d{5})(?:\.\d+)?$`)
	rangeForm       = regexp.MustCompile(`\d[日号]?(?:至|到|~|—|–|-)\d{1,2}(?:[日号.月]|$)`)
	oneDecimalForm  = regexp.MustCompile(`^\d+\.[123]$`)
	daysForm        = regexp.MustCompile(`^(\d{1,3})[天日]内?$`)
)

func chineseYears(s string) string {
	return chineseYearForm.ReplaceAllStringFunc(s, func(y string) string {
		n, ok := chineseNumber(strings.TrimSuffix(y, "年"))
		if !ok {
			return y
		}
		return strconv.Itoa(n) + "年"
	})
}

// plainDate strips what may stand around a date and turns Chinese numerals into
// digits.
func plainDate(s string) string {
	if isoForm.MatchString(s) {
		return s
	}
	t := strings.TrimSpace(halfWidth(CleanLong(s)))
	t = clockForm.ReplaceAllString(t, "$1")
	t = weekdayForm.ReplaceAllString(t, "")
	t = CleanCode(t)
	t = halfDayForm.ReplaceAllString(t, "")
	t = chineseYears(t)
	t = chinesePartForm.ReplaceAllStringFunc(t, func(p string) string {
		m := chinesePartForm.FindStringSubmatch(p)
		n, ok := chineseNumber(m[1])
		if !ok {
			return p
		}
		return strconv.Itoa(n) + m[2]
	})
	return strings.Trim(t, ".。,，;")
}

// serialEpoch is day 0 of Excel's count, chosen so that days after February
// 1900 come out right.
const serialEpoch = Date("1899-12-30")

// SerialDate returns the day of an Excel serial number.
func SerialDate(serial int) Date { return serialEpoch.AddDays(serial) }

// longestDate is more bytes than any way to write a date takes.
const longestDate = 120

// ParseDate reads one day in any of the ways lists write it. number tells that
// the cell holds a number. The fault, when not empty, says what to write.
func ParseDate(text string, number bool, hint YearHint) (day Date, fault string) {
	day, _, fault = hintedDate(text, number, hint)
	return day, fault
}

// hintedDate is ParseDate; hinted tells that the year is the hint's.
func hintedDate(text string, number bool, hint YearHint) (day Date, hinted bool, fault string) {
	if len(text) > longestDate {
		return "", false, fmt.Sprintf("“%s”不是日期，请写成 2026-03-12", shown(text))
	}
	t := plainDate(text)
	if m := mdForm.FindStringSubmatch(t); m != nil {
		day, fault = dayWithoutYear(m[1], m[2], text, number && oneDecimalForm.MatchString(t), hint)
		return day, fault == "", fault
	}
	day, fault = datedDay(t, text)
	return day, false, fault
}

// datedDay reads a day that names its year; t is the text in plain digits.
func datedDay(t, text string) (day Date, fault string) {
	if m := compactForm.FindStringSubmatch(t); m != nil {
		return checkedDay(m[1], m[2], m[3], text)
	}
	if m := serialForm.FindStringSubmatch(t); m != nil {
		n, err := strconv.Atoi(m[1])
		if err == nil && n >= 20000 && n <= 80000 {
			return SerialDate(n), ""
		}
	}
	if m := ymdForm.FindStringSubmatch(t); m != nil {
		return checkedDay(fullYear(m[1]), m[2], m[3], text)
	}
	switch {
	case ymForm.MatchString(t) || compactYMForm.MatchString(t):
		return "", fmt.Sprintf("“%s”只有年月，请写明哪一天，如 2026-03-12", shown(text))
	case rangeForm.MatchString(t):
		return "", fmt.Sprintf("“%s”是一段日期，请每天写一行", shown(text))
	}
	return "", fmt.Sprintf("“%s”不是日期，请写成 2026-03-12", shown(text))
}

func dayWithoutYear(month, day, text string, ambiguous bool, hint YearHint) (Date, string) {
	if ambiguous {
		return "", fmt.Sprintf("“%s”是数字，分不清是 %s月%s日还是 %s月%s0日，请写成 2026-03-12", shown(text), month, day, month, day)
	}
	if hint.Year == 0 {
		return "", fmt.Sprintf("“%s”没有年份，请写成 2026-03-12，或在导入时填写年份", shown(text))
	}
	return checkedDay(strconv.Itoa(hint.Of(number(month))), month, day, text)
}

// fullYear reads a two-digit year as 19xx from 70 on and as 20xx below.
func fullYear(y string) string {
	if len(y) == 4 {
		return y
	}
	if y >= "70" {
		return "19" + y
	}
	return "20" + y
}

func checkedDay(year, month, day, text string) (Date, string) {
	y, err1 := strconv.Atoi(year)
	m, err2 := strconv.Atoi(month)
	d, err3 := strconv.Atoi(day)
	if err1 != nil || err2 != nil || err3 != nil {
		return "", fmt.Sprintf("“%s”不是日期，请写成 2026-03-12", shown(text))
	}
	date := Date(fmt.Sprintf("%04d-%02d-%02d", y, m, d))
	if !date.Valid() {
		return "", fmt.Sprintf("“%s”没有这一天，请核对", shown(text))
	}
	return date, ""
}

// ParseYearMonth reads a month (1985.3, 198503, 1985年3月) as 2006-01, or a full
// day as 2006-01-02.
func ParseYearMonth(text string, number bool) (value, fault string) {
	if len(text) > longestDate {
		return "", fmt.Sprintf("“%s”不是年月，请写成 1985-03", shown(text))
	}
	t := plainDate(text)
	m := ymForm.FindStringSubmatch(t)
	if m == nil {
		m = compactYMForm.FindStringSubmatch(t)
	}
	if m == nil {
		day, fault := ParseDate(text, number, YearHint{})
		if fault != "" {
			return "", fmt.Sprintf("“%s”不是年月，请写成 1985-03", shown(text))
		}
		return string(day), ""
	}
	if number && oneDecimalForm.MatchString(t) {
		return "", fmt.Sprintf("“%s”是数字，分不清是 %s月还是 %s0月，请写成 1985-03", shown(text), m[2], m[2])
	}
	n, err := strconv.Atoi(m[2])
	if err != nil || n < 1 || n > 12 || m[1] < "1900" {
		return "", fmt.Sprintf("“%s”没有这个月，请核对", shown(text))
	}
	return fmt.Sprintf("%s-%02d", m[1], n), ""
}

// shown shortens a text for a message.
func shown(s string) string {
	r := []rune(CleanText(s))
	if len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return string(r)
}
