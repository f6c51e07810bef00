package office

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// The levels at which a copy leaves the office (遮盖级别): as it is, without what
// only the office needs, or fit for everyone.
const (
	LevelOffice     = "内部"
	LevelReport     = "上报"
	LevelInspectors = "检查组"
	LevelPublic     = "公示"
)

// MaskLevels are the levels of 迎检U盘, the usual one first.
var MaskLevels = []string{LevelInspectors, LevelOffice, LevelPublic}

// PaperLevels are the levels of papers and lists, each hiding more than the one
// before.
var PaperLevels = []string{LevelOffice, LevelReport, LevelInspectors, LevelPublic}

// PaperLevel returns the level, that of the office's own papers for an empty one.
func PaperLevel(level string) (string, error) {
	if level == "" {
		return LevelOffice, nil
	}
	if !slices.Contains(PaperLevels, level) {
		return "", Invalid("没有“%s”这个遮盖程度，请选：%s。", level, strings.Join(PaperLevels, "、"))
	}
	return level, nil
}

// AtLevel is a title or file name with the level at its end, so that nobody takes
// a masked copy for the whole; the office's own goes without.
func AtLevel(name, level string) string {
	if level == LevelOffice || level == "" {
		return name
	}
	return name + "（" + level + "）"
}

// PersonalData is what the records know about persons, to be found again in any
// text.
type PersonalData struct {
	Numbers []string // identity numbers
	Phones  []string // of persons and schools
	Mails   []string
	Callers []string // who made a complaint
	// CallerPhones are theirs, among Phones as well: hidden from the level 上报 on.
	CallerPhones []string
	Born         []Date
	Open         []string // the office's own phones: on every plate, never masked
}

// Mask hides personal data in texts at one level (遮盖).
type Mask struct {
	level string
	open  []string
	known *strings.Replacer
}

// commonSurnames let a name of two characters be told from a word.
const commonSurnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"

// NewMask returns the mask of a level. What is known of persons is hidden wherever
// it stands; numbers that look like theirs are hidden, too.
func NewMask(level string, p PersonalData) Mask {
	m := Mask{level: level, open: p.Open}
	pairs := map[string]string{}
	add := func(list []string, least int, mask func(string) string) {
		for _, s := range list {
			if s = strings.TrimSpace(s); len([]rune(s)) >= least && !slices.Contains(p.Open, s) {
				pairs[s] = mask(s)
			}
		}
	}
	add(p.Numbers, 8, MaskIDNumber)
	add(p.CallerPhones, 7, MaskContact)
	if level != LevelReport { // who is to be reached stays to be reached
		add(p.Mails, 5, MaskContact)
	}
	for _, name := range p.Callers {
		if rs := []rune(name); len(rs) > 2 || len(rs) == 2 && strings.ContainsRune(commonSurnames, rs[0]) {
			pairs[name] = MaskName(name)
		}
	}
	phones := p.Phones
	switch level {
	case LevelReport:
		phones = nil
	case LevelInspectors: // what is no mobile is a school's own line
		phones = slices.DeleteFunc(slices.Clone(phones), func(s string) bool { return strings.HasPrefix(s, "0") })
	}
	add(phones, 7, MaskContact)
	if level == LevelPublic {
		for _, d := range p.Born {
			for _, s := range []string{string(d), d.Chinese(), strings.ReplaceAll(string(d), "-", ".")} {
				if s != "" {
					pairs[s] = MaskBorn(string(d))
				}
			}
		}
	}
	longest := make([]string, 0, len(pairs))
	for s := range pairs {
		longest = append(longest, s)
	}
	slices.SortFunc(longest, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	list := []string{}
	for _, s := range longest {
		list = append(list, s, pairs[s])
	}
	m.known = strings.NewReplacer(list...)
	return m
}

// Level is the mask's level.
func (m Mask) Level() string { return m.level }

// Hides tells whether the mask hides anything.
func (m Mask) Hides() bool { return m.level != LevelOffice }

var (
	mobileLike   = regexp.MustCompile(`(?:86)?[1１][3-9３-９](?:[ \-—]?[0-9０-９]){9}`)
	identityLike = regexp.MustCompile(`[1-9１-９](?: ?[0-9０-９]){16} ?[0-9０-９XxＸ]`)
	landlineLike = regexp.MustCompile(`0[0-9]{2,3}[ \-—]?[0-9]{7,8}`)
	identity     = regexp.MustCompile(`^[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]$`)
	mailLike     = regexp.MustCompile(`[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+`)
)

// Text hides what the level does not show.
func (m Mask) Text(s string) string {
	if !m.Hides() || s == "" {
		return s
	}
	s = m.known.Replace(s)
	s = m.numbers(s, identityLike, func(digits string) string {
		if !identity.MatchString(digits) {
			return ""
		}
		return MaskIDNumber(digits)
	})
	if m.level == LevelReport {
		return s
	}
	s = mailLike.ReplaceAllStringFunc(s, func(mail string) string {
		if strings.Contains(mail, "***") {
			return mail
		}
		return maskContact(mail)
	})
	s = m.numbers(s, mobileLike, func(digits string) string { return maskContact(digits[len(digits)-mobileDigits:]) })
	if m.level == LevelPublic {
		s = m.numbers(s, landlineLike, maskContact)
	}
	return s
}

const mobileDigits = 11

// numbers hides the numbers of a form that stand for themselves, not within a
// longer one; mask says "" for what is none after all.
func (m Mask) numbers(s string, like *regexp.Regexp, mask func(digits string) string) string {
	var out strings.Builder
	at := 0
	for at < len(s) {
		found := like.FindStringIndex(s[at:])
		if found == nil {
			break
		}
		from, to := at+found[0], at+found[1]
		before, _ := utf8.DecodeLastRuneInString(s[:from])
		after, _ := utf8.DecodeRuneInString(s[to:])
		text, hidden := s[from:to], ""
		if digits := plainDigits(text); !isDigit(before) && !isDigit(after) && !slices.Contains(m.open, text) && !slices.Contains(m.open, digits) {
			hidden = mask(digits)
		}
		if hidden == "" { // look on behind its first character
			_, size := utf8.DecodeRuneInString(text)
			out.WriteString(s[at : from+size])
			at = from + size
			continue
		}
		out.WriteString(s[at:from])
		out.WriteString(hidden)
		at = to
	}
	out.WriteString(s[at:])
	return out.String()
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' || r >= '０' && r <= '９' }

// plainDigits is a number without what stands between its digits.
func plainDigits(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ' || r == '-' || r == '—':
			return -1
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r == 'Ｘ':
			return 'X'
		}
		return r
	}, s)
}
