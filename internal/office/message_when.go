package office

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

const hanNumber = `[一二三四五六七八九十廿]{1,3}`

var (
	fullDayWords = regexp.MustCompile(`(20\d\d)\s?[年./-]\s?(\d{1,2})\s?[月./-]\s?(\d{1,2})\s?[日号]?`)
	monthDay     = regexp.MustCompile(`(\d{1,2}|` + hanNumber + `)\s?月\s?(\d{1,2}|` + hanNumber + `)\s?[日号]?`)
	dottedDay    = regexp.MustCompile(`(\d{1,2})[./-](\d{1,2})`)
	bareDay      = regexp.MustCompile(`(\d{1,2})[日号]`)
	nearDay      = regexp.MustCompile(`大前天|前天|昨天|昨日|昨(?:上午|下午)|今天|今日|今早|今(?:上午|下午)`)
	weekDay      = regexp.MustCompile(`(上上|上个?|本|这个?|下个?)?(?:周|星期|礼拜)([一二三四五六日天])`)
	periodEnd    = regexp.MustCompile(`(本|下)?(月|周|学期)(?:底|末)`)
	dueSpan      = regexp.MustCompile(`(\d{1,3}|[一二两三四五六七八九十]{1,3})\s?个?(工作日|天|日|周|星期|月)(?:之|以)?内`)
	barePeriod   = regexp.MustCompile(`限期?(\d{1,3}|[一二两三四五六七八九十]{1,3})\s?个?(工作日|天|日|周|星期)`)
	periodVerb   = regexp.MustCompile(`(\d{1,3}|[一二两三四五六七八九十]{1,3})\s?个?(工作日|天|周|星期)(整改|改正|改好|改完|完成|到位|解决)`)
	dueWords     = regexp.MustCompile(`限|整改|完成|改正|改好|落实|上报|报送|报告|回复|更换|补|到位|解决|整治|处理`)
	dueTail      = regexp.MustCompile(`^(?:日|号|放学)?(?:之|以)?前`)
	halfDayEnd   = regexp.MustCompile(`上午$|下午$|早$`)
	otherDay     = regexp.MustCompile(`(?:上次|上回|上月|去年|原定|下次|下回|计划|回访|复查定于|对照)\s*(?:是|于|在|督导)?$`)
)

var nearDays = map[string]int{"大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "昨上午": -1, "昨下午": -1}

// dayFound is a day that a message names.
type dayFound struct {
	piece
	day Date
	due bool // it is a time limit: 3月20日前
}

// dueDay is a time limit and where it stands; days counts from the visit.
type dueDay struct {
	from, to int
	day      Date
	days     int
	unit     string // 工作日 or 天
}

// days finds every day the message names, in order.
func (m *message) days() []dayFound {
	out := []dayFound{}
	add := func(p piece, day Date) {
		if !day.Valid() || slices.ContainsFunc(out, func(o dayFound) bool { return p.from < o.to && o.from < p.to }) {
			return
		}
		out = append(out, dayFound{p, day, dueTail.MatchString(m.after(p.to, 4))})
	}
	for _, p := range m.find(fullDayWords) {
		y, _ := strconv.Atoi(p.groups[1]) // four digits
		add(p, dayOfYear(y, p.groups[2], p.groups[3]))
	}
	for _, p := range m.find(monthDay) {
		add(p, m.pastDay(p.groups[1], p.groups[2], dueTail.MatchString(m.after(p.to, 4))))
	}
	for _, p := range m.find(nearDay) {
		add(p, m.today.AddDays(nearDays[p.groups[0]]))
	}
	for _, p := range m.find(weekDay) {
		add(p, m.weekday(p.groups[1], p.groups[2], dueTail.MatchString(m.after(p.to, 4))))
	}
	for _, p := range m.find(dottedDay) {
		if m.dotted(p) {
			add(p, m.pastDay(p.groups[1], p.groups[2], dueTail.MatchString(m.after(p.to, 4))))
		}
	}
	for _, p := range m.find(bareDay) {
		if m.bare(p) {
			add(p, m.dayOfMonth(p.groups[1], dueTail.MatchString(m.after(p.to, 4))))
		}
	}
	slices.SortFunc(out, func(a, b dayFound) int { return a.from - b.from })
	return out
}

func dayOfYear(year int, month, day string) Date {
	d := Date(fmt.Sprintf("%04d-%02d-%02d", year, countIn(month), countIn(day)))
	if !d.Valid() {
		return ""
	}
	return d
}

// pastDay gives a day without a year the newest one that is not to come; a time
// limit the next one.
func (m *message) pastDay(month, day string, coming bool) Date {
	d := dayOfYear(m.today.Year(), month, day)
	switch {
	case d == "":
		return dayOfYear(m.today.Year()-1, month, day)
	case !coming && d > m.today:
		return dayOfYear(m.today.Year()-1, month, day)
	case coming && d < m.today.AddDays(-180):
		return dayOfYear(m.today.Year()+1, month, day)
	}
	return d
}

func (m *message) weekday(which, name string, coming bool) Date {
	n := strings.Index("一二三四五六日", name) / len("一")
	if name == "天" {
		n = 6
	}
	monday := m.today.AddDays(-(int(m.today.Time().Weekday()) + 6) % 7)
	switch {
	case strings.HasPrefix(which, "上上"):
		return monday.AddDays(n - 14)
	case strings.HasPrefix(which, "上"):
		return monday.AddDays(n - 7)
	case strings.HasPrefix(which, "下"):
		return monday.AddDays(n + 7)
	}
	d := monday.AddDays(n)
	if which == "" && !coming && d > m.today {
		return d.AddDays(-7)
	}
	return d
}

func (m *message) dayOfMonth(day string, coming bool) Date {
	d := dayOfYear(m.today.Year(), strconv.Itoa(int(m.today.Time().Month())), day)
	if d > m.today && !coming {
		before := m.today.Month().Add(-1)
		return dayOfYear(before.Of(0).From.Year(), strconv.Itoa(before.Number()), day)
	}
	return d
}

var dottedAfter = regexp.MustCompile(`^(?:日|号)?\s*(?:上午|下午|全天|周|星期|[(（]|\p{Han})`)

// dotted tells whether 3.12 is a day: at the beginning of a line, and no number
// goes on.
func (m *message) dotted(p piece) bool {
	head := strings.TrimRight(m.before(p.from, 6), " ")
	start := head == "" || strings.HasSuffix(head, "\n") || strings.HasSuffix(head, "【") || strings.HasSuffix(head, "日期:") || strings.HasSuffix(head, "时间:")
	next := m.after(p.to, 4)
	if next != "" && strings.ContainsAny(next[:1], "0123456789.%/-") || strings.HasPrefix(next, "米") || strings.HasPrefix(next, "元") || strings.HasPrefix(next, "的") {
		return false
	}
	half := strings.HasPrefix(strings.TrimSpace(next), "上午") || strings.HasPrefix(strings.TrimSpace(next), "下午")
	if prev := m.before(p.from, 1); prev != "" && strings.ContainsAny(prev, "0123456789.") {
		return false
	}
	return half || start && (next == "" || strings.HasPrefix(next, "\n") || strings.HasPrefix(next, ",") || dottedAfter.MatchString(next) || strings.HasPrefix(next, " "))
}

var bareAfter = regexp.MustCompile(`^\s*(?:上午|下午|全天|[,，]?(?:到|去|在|赴|对|来|走进|督导|进校|我|和|与)|(?:之|以)?前|[(（]?(?:周|星期))`)

// bare tells whether 12号 is a day and no number of a building.
func (m *message) bare(p piece) bool {
	prev := m.before(p.from, 1)
	return !strings.ContainsAny(prev, "0123456789月./-第") && bareAfter.MatchString(m.after(p.to, 4)) || prev == "" && bareAfter.MatchString(m.after(p.to, 4))
}

// dueDays finds the time limits.
func (m *message) dueDays() []dueDay {
	out := []dueDay{}
	add := func(d dueDay) {
		if dueWords.MatchString(m.sentenceAt(d.from)) && !slices.ContainsFunc(out, func(o dueDay) bool { return d.from < o.to && o.from < d.to }) {
			out = append(out, d)
		}
	}
	for _, re := range []*regexp.Regexp{dueSpan, barePeriod, periodVerb} {
		for _, p := range m.find(re) {
			n, unit, to := countIn(p.groups[1]), DaysCalendar, p.to
			if len(p.groups) > 3 {
				to -= len(p.groups[3])
			}
			switch p.groups[2] {
			case "工作日":
				unit = DaysWorking
			case "周", "星期":
				n *= 7
			case "月":
				n *= 30
			}
			add(dueDay{from: p.from, to: to, days: n, unit: unit})
		}
	}
	for _, d := range m.days() {
		if d.due {
			add(dueDay{from: d.from, to: d.to + len(dueTail.FindString(m.plain[d.to:])), day: d.day})
		}
	}
	for _, p := range m.find(periodEnd) {
		if tail := dueTail.FindString(m.plain[p.to:]); tail != "" || strings.HasPrefix(m.plain[p.to:], "完成") {
			add(dueDay{from: p.from, to: p.to + len(tail), day: m.endOf(p.groups[1], p.groups[2])})
		}
	}
	slices.SortFunc(out, func(a, b dueDay) int { return a.from - b.from })
	return out
}

// endOf is the last day of a month, or the Friday of a week.
func (m *message) endOf(which, period string) Date {
	switch period {
	case "月":
		month := m.today.Month()
		if which == "下" {
			month = month.Add(1)
		}
		return month.Of(0).Last()
	case "周":
		if which == "下" {
			return m.weekday("下", "五", true)
		}
		return m.weekday("本", "五", true)
	}
	return ""
}

// sentenceAt is the sentence around a place.
func (m *message) sentenceAt(at int) string {
	const ends = "\n。;!"
	from := strings.LastIndexAny(m.plain[:at], ends) + 1
	to := strings.IndexAny(m.plain[at:], ends)
	if to < 0 {
		return m.plain[from:]
	}
	return strings.TrimLeft(m.plain[from:at+to], "\x80\x82") // the rest of 。 cut in its bytes
}

// readDate takes the first day that is no time limit and no day of another visit.
func (m *message) readDate() {
	for _, d := range m.days() {
		if d.due || otherDay.MatchString(m.before(d.from, 8)) || d.day > m.today.AddDays(1) ||
			slices.ContainsFunc(m.due, func(x dueDay) bool { return d.from < x.to && x.from < d.to }) {
			continue
		}
		m.draft.Visit.Date = d.day
		m.mark(MessageDate, d.from, d.from+len(halfDayEnd.ReplaceAllString(d.groups[0], "")))
		return
	}
	if m.sent.to > 0 { // nothing else tells: it was written on the day
		m.draft.Visit.Date = m.today
		m.mark(MessageDate, m.sent.from, m.sent.to)
	}
}

var (
	wholeDay  = regexp.MustCompile(`全天|一整天|整天|一天时间|上下午|上、下午`)
	forenoon  = regexp.MustCompile(`上午|早上|早晨|今早|一早|早读`)
	afternoon = regexp.MustCompile(`下午|午后`)
	clockSpan = regexp.MustCompile(`(\d{1,2})[:点时](\d{2}|半)?分?\s?(?:-|—|–|~|至|到)\s?(\d{1,2})[:点时](\d{2}|半)?`)
)

func (m *message) readSession() {
	v := &m.draft.Visit
	first := func(re *regexp.Regexp) (piece, bool) {
		for _, p := range m.find(re) {
			if next := m.after(p.to, 2); !strings.HasPrefix(next, "放学") && !dueTail.MatchString(next) {
				return p, true
			}
		}
		return piece{}, false
	}
	whole, isWhole := first(wholeDay)
	am, isAM := first(forenoon)
	pm, isPM := first(afternoon)
	switch {
	case isWhole:
		v.Session = "全天"
		m.markAround(MessageSession, whole.from, whole.to)
	case isAM && isPM:
		v.Session = "全天"
		m.markAround(MessageSession, am.from, am.to)
		m.markAround(MessageSession, pm.from, pm.to)
	case isAM:
		v.Session = "上午"
		m.markAround(MessageSession, am.from, am.to)
	case isPM:
		v.Session = "下午"
		m.markAround(MessageSession, pm.from, pm.to)
	}
	if clocks := m.find(clockSpan); len(clocks) > 0 {
		m.readClock(clocks[0], isPM)
	}
}

func (m *message) readClock(p piece, afternoon bool) {
	at := func(hour, minute string) time.Duration {
		h, min := countIn(hour), countIn(minute)
		if minute == "半" {
			min = 30
		}
		if afternoon && h < 12 {
			h += 12
		}
		return time.Duration(h)*time.Hour + time.Duration(min)*time.Minute
	}
	from, to := at(p.groups[1], p.groups[2]), at(p.groups[3], p.groups[4])
	if from < 6*time.Hour || to <= from || to > 22*time.Hour {
		return
	}
	clock := func(d time.Duration) string {
		return fmt.Sprintf("%02d:%02d", int(d.Hours()), int(d.Minutes())%60)
	}
	v := &m.draft.Visit
	v.StartsAt, v.EndsAt = clock(from), clock(to)
	const noon = 12 * time.Hour
	if v.Session == "" {
		switch {
		case to <= noon+30*time.Minute:
			v.Session = "上午"
		case from >= noon:
			v.Session = "下午"
		default:
			v.Session = "全天"
		}
	}
	m.markAround(MessageSession, p.from, p.to)
}
