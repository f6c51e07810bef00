package office

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// MessageNames are whom and what a message may speak of.
type MessageNames struct {
	Schools     []MessageSchool
	People      []Inspector
	Matters     []Matter
	Checkpoints []Checkpoint
	Calendar    Calendar
	County      string
	// Answering gives who answers for a school on a day, the responsible one first.
	Answering func(school int64, day Date) []int64
}

// MessageSchool is a school with every name it goes by.
type MessageSchool struct {
	ID           int64
	Name, Town   string
	Kindergarten bool
	Calls        []string
}

// The fields that a message is read for, as its marks name them.
const (
	MessageDate       = "日期"
	MessageSession    = "时段"
	MessageSchoolName = "学校"
	MessagePeople     = "督学"
	MessageKind       = "类型"
	MessageMethod     = "方式"
	MessageFinding    = "问题"
	MessageHighlight  = "亮点"
	MessageAdvice     = "建议"
	MessageDue        = "期限"
)

// MessageMark is a piece of the message, in characters, and the field it was read
// into.
type MessageMark struct {
	Field string `json:"field"`
	From  int    `json:"from"`
	To    int    `json:"to"`
}

// MessageDraft is what plain rules read out of a message (微信消息): a visit that
// the clerk confirms field by field. Nothing in it is guessed that no words say,
// but the kind (经常性督导) and a finding's level (小问题).
type MessageDraft struct {
	Text     string        `json:"text"`
	Visit    Visit         `json:"visit"`
	Findings []Finding     `json:"findings"`
	Marks    []MessageMark `json:"marks"`   // in the order of the text, none over another
	Missing  []string      `json:"missing"` // fields no words were found for
	// Asks is the school that the message names but the records do not know, or
	// know more than one of; Name is empty when there is nothing to ask.
	Asks NameQuestion `json:"asks"`
}

// message is a text being read: plain has half-width letters and marks, each
// character at the place of the one it stands for.
type message struct {
	runes  []rune
	plain  string
	places []int // byte of plain -> character
	draft  MessageDraft
	names  MessageNames
	today  Date // the day the message was sent
	sender string
	sent   piece // where the day stands on which it was sent
	from   int   // where its own text begins, behind who sent it when
	due    []dueDay
	found  []sentence         // where each finding stands
	tails  map[int][]sentence // what is said of a finding behind it, by its place
}

// ParseMessage reads one message. today is the day on which 今天 is said, unless
// the message tells when it was sent.
func ParseMessage(text string, names MessageNames, today Date) MessageDraft {
	m := newMessage(text, names, today)
	m.readHeader()
	m.due = m.dueDays()
	m.readDate()
	m.readSession()
	m.readSchool()
	m.readPeople()
	m.readKind()
	m.readMethods()
	for _, d := range m.due {
		m.markAround(MessageDue, d.from, d.to)
	}
	m.readSentences()
	m.finish()
	return m.draft
}

func newMessage(text string, names MessageNames, today Date) *message {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	m := &message{runes: []rune(text), names: names, today: today, tails: map[int][]sentence{}}
	m.draft = MessageDraft{Text: text, Findings: []Finding{}, Marks: []MessageMark{}, Missing: []string{}, Asks: NameQuestion{Candidates: []NameCandidate{}}}
	plain := make([]rune, len(m.runes))
	for i, r := range m.runes {
		switch {
		case r == '\u3000' || r == '\u00a0':
			r = ' '
		case r >= '！' && r <= '～':
			r -= 0xFEE0
		}
		plain[i] = r
	}
	m.plain = string(plain)
	m.places = make([]int, len(m.plain)+1)
	n := 0
	for at := range m.plain {
		m.places[at] = n
		n++
	}
	m.places[len(m.plain)] = n
	return m
}

// piece is a match in a message, in bytes of plain; groups as regexp gives them.
type piece struct {
	from, to int
	groups   []string
}

func (m *message) find(re *regexp.Regexp) []piece {
	out := []piece{}
	own := m.plain[m.from:]
	for _, at := range re.FindAllStringSubmatchIndex(own, -1) {
		p := piece{from: m.from + at[0], to: m.from + at[1]}
		for g := 0; g < len(at); g += 2 {
			if at[g] < 0 {
				p.groups = append(p.groups, "")
				continue
			}
			p.groups = append(p.groups, own[at[g]:at[g+1]])
		}
		out = append(out, p)
	}
	return out
}

// mark notes where a field was read from; what overlaps an earlier mark is left.
func (m *message) mark(field string, from, to int) {
	a, b := m.places[from], m.places[to]
	for a < b && m.runes[a] == ' ' {
		a++
	}
	if a >= b || slices.ContainsFunc(m.draft.Marks, func(x MessageMark) bool { return a < x.To && x.From < b }) {
		return
	}
	m.draft.Marks = append(m.draft.Marks, MessageMark{field, a, b})
}

// markAround marks what of a sentence has no mark yet.
func (m *message) markAround(field string, from, to int) {
	at := from
	for at < to {
		end := at
		for end < to && !slices.ContainsFunc(m.draft.Marks, func(x MessageMark) bool { return x.From <= m.places[end] && m.places[end] < x.To }) {
			end += sizeAt(m.plain, end)
		}
		if end == at {
			at += sizeAt(m.plain, at)
			continue
		}
		m.mark(field, at, end)
		at = end
	}
}

// before and after are up to n characters beside a place.
func (m *message) before(at, n int) string {
	runes := []rune(m.plain[:at])
	return string(runes[max(0, len(runes)-n):])
}

func (m *message) after(at, n int) string {
	runes := []rune(m.plain[at:])
	return string(runes[:min(n, len(runes))])
}

// original is the text as it was written.
func (m *message) original(from, to int) string {
	return string(m.runes[m.places[from]:m.places[to]])
}

var messageHeader = regexp.MustCompile(`^\s*\[?(?:(\p{Han}{2,4})[:：]?\s+)?(?:(20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?)\s*)?(?:星期.\s*)?(\d{1,2}:\d{2}(?::\d{2})?)?\]?\s*(?:(\p{Han}{2,4})\s*)?[:：]?\s*\n`)

// readHeader reads who sent the message when, as chat programs copy it: a first
// line with nothing else in it.
func (m *message) readHeader() {
	at := messageHeader.FindStringSubmatchIndex(m.plain)
	if at == nil {
		return
	}
	group := func(n int) string {
		if at[2*n] < 0 {
			return ""
		}
		return m.plain[at[2*n]:at[2*n+1]]
	}
	sender := group(1)
	if sender == "" {
		sender = group(4)
	}
	known := slices.ContainsFunc(m.names.People, func(p Inspector) bool { return p.Name == sender })
	if group(3) == "" && !known {
		return
	}
	m.sender, m.from = sender, at[1]
	if day, fault := ParseDate(group(2), false, YearHint{}); fault == "" && group(2) != "" {
		m.today, m.sent = day, piece{from: at[4], to: at[5]}
	}
}

// finish puts the draft together once everything was read.
func (m *message) finish() {
	v := &m.draft.Visit
	m.setDue()
	problems := []string{}
	for i := range m.draft.Findings {
		f := &m.draft.Findings[i]
		f.SchoolID, f.FoundOn = v.SchoolID, v.Date
		problems = append(problems, f.Content)
		if f.MatterID != 0 && !slices.Contains(v.Matters, f.MatterID) {
			v.Matters = append(v.Matters, f.MatterID)
		}
	}
	slices.Sort(v.Matters)
	for i, p := range problems {
		if len(problems) > 1 {
			problems[i] = itoa(i+1) + ". " + p
		}
	}
	v.Problems = strings.Join(problems, "\n")
	v.Normalize()
	slices.SortFunc(m.draft.Marks, func(a, b MessageMark) int { return a.From - b.From })
	for _, x := range []struct {
		field string
		is    bool
	}{{MessageDate, v.Date == ""}, {MessageSchoolName, v.SchoolID == 0}, {MessagePeople, v.InspectorID == 0}, {MessageMethod, len(v.Methods) == 0}} {
		if x.is {
			m.draft.Missing = append(m.draft.Missing, x.field)
		}
	}
}

var (
	messageRuler = regexp.MustCompile(`(?m)^\s*[-=—_*]{3,}\s*$\n?`)
	messageStamp = regexp.MustCompile(`(?m)^\s*\[?\p{Han}{2,4}[:：]?\s+(?:20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s*)?\d{1,2}:\d{2}(?::\d{2})?\]?\s*$`)
	messageBlank = regexp.MustCompile(`\n[ \t\x{3000}]*\n`)
)

// SplitMessages parts a pasted text into its messages: at rulers and at lines that
// tell who wrote when, else at blank lines when each part names a school and a day
// of its own.
func SplitMessages(text string, names MessageNames, today Date) []string {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	out := []string{}
	for _, part := range messageRuler.Split(text, -1) {
		from := 0
		for _, at := range messageStamp.FindAllStringIndex(part, -1) {
			out = append(out, messageParts(part[from:at[0]], names, today)...)
			from = at[0]
		}
		out = append(out, messageParts(part[from:], names, today)...)
	}
	return out
}

func messageParts(text string, names MessageNames, today Date) []string {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	parts := messageBlank.Split(text, -1)
	if len(parts) > 1 && !slices.ContainsFunc(parts, func(p string) bool {
		d := ParseMessage(p, names, today)
		return d.Visit.Date == "" || d.Visit.SchoolID == 0 && d.Asks.Name == ""
	}) {
		out := []string{}
		for _, p := range parts {
			out = append(out, strings.TrimSpace(p))
		}
		return out
	}
	return []string{strings.Trim(text, "\n ")}
}

// countIn reads a number written in digits or in Chinese; 0 when it is none.
func countIn(s string) int {
	if s == "" {
		return 0
	}
	if n, ok := ParseCount(s); ok {
		return n
	}
	n, _ := chineseNumber(s) // 0 when it is none
	return n
}

func sizeAt(s string, at int) int {
	_, n := utf8.DecodeRuneInString(s[at:])
	return n
}

func runeLen(s string) int { return utf8.RuneCountInString(s) }
