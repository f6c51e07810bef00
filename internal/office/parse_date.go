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
	// Year is the calendar year, or the first year of a school year.
	Year       int    `json:"year"`
	SchoolYear bool   `json:"schoolYear"`
	From       string `json:"from"` // where it was found, for the clerk
}

// Of returns the year of the month; a school year turns with August.
func (h YearHint) Of(month int) int {
	if h.SchoolYear && month < 8 {
		return h.Year + 1
	}
	return h.Year
}

var (
	schoolYearText = regexp.MustCompile(`(20\d\d)[-—–~～至/](20\d\d|\d\d)学年`)
	plainYearText  = regexp.MustCompile(`(20\d\d)年`)
	bareYearText   = regexp.MustCompile(`(?:^|\D)(20[0-4]\d)(?:\D|$|[01]\d(?:\D|$))`)
)

// FindYear looks for a year in a title row, a sheet name or a file name.
func FindYear(text, from string) (YearHint, bool) {
	t := chineseYears(CleanCode(text))
	for _, try := range []struct {
		form   *regexp.Regexp
		school bool
	}{{schoolYearText, true}, {plainYearText, false}, {bareYearText, false}} {
		if m := try.form.FindStringSubmatch(t); m != nil {
			y, err := strconv.Atoi(m[1])
			if err == nil {
				return YearHint{Year: y, SchoolYear: try.school, From: from}, true
			}
		}
	}
	return YearHint{}, false
}

var (
	chineseYearForm = regexp.MustCompile(`[〇零○Oo一二三四五六七八九]{4}年`)
	chinesePartForm = regexp.MustCompile(`([〇零一二三四五六七八九十廿卅元]{1,4})(月|日|号)`)
	weekdayForm     = regexp.MustCompile(`\(?(?:星期|周|礼拜)[一二三四五六日天]\)?`)
	clockForm       = regexp.MustCompile(`(?:T|(\d)(?:\s+))\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?$`)
	halfDayForm     = regexp.MustCompile(`\(?(?:上午|下午|全天)\)?$`)
	isoForm         = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
	ymdForm         = regexp.MustCompile(`^(\d{4}|\d{2})[年./\-—–_,、](\d{1,2})[月./\-—–_,、](\d{1,2})[日号]?$`)
	ymForm          = regexp.MustCompile(`^(\d{4})[年./\-—–_](\d{1,2})月?$`)
	mdForm          = regexp.MustCompile(`^(\d{1,2})[月./\-](\d{1,2})[日号]?$`)
	compactForm     = regexp.MustCompile(`^((?:19|20)\d{2})(\d{2})(\d{2})$`)
	compactYMForm   = regexp.MustCompile(`^((?:19|20)\d{2})(\d{2})$`)
	serialForm      = regexp.MustCompile(`^(\d{5})(?:\.\d+)?$`)
	rangeForm       = regexp.MustCompile(`\d[日号]?(?:至|到|~|—|–|-)\d{1,2}[日号.月]`)
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
	if len(text) > longestDate {
		return "", fmt.Sprintf("“%s”不是日期，请写成 2026-03-12", shown(text))
	}
	t := plainDate(text)
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
	if m := mdForm.FindStringSubmatch(t); m != nil {
		return dayWithoutYear(m[1], m[2], text, number && oneDecimalForm.MatchString(t), hint)
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
	n, err := strconv.Atoi(month)
	if err != nil {
		return "", fmt.Sprintf("“%s”不是日期，请写成 2026-03-12", shown(text))
	}
	return checkedDay(strconv.Itoa(hint.Of(n)), month, day, text)
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
