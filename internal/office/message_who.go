package office

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// schoolShort shorten a school's name as it is said: 第一小学 is 一小.
var schoolShort = strings.NewReplacer("第一", "一", "第二", "二", "第三", "三", "第四", "四", "第五", "五", "第六", "六", "第七", "七",
	"初级中学", "中", "高级中学", "高", "小学", "小", "幼儿园", "幼", "中心小学", "中心小学")

// countyHead is the county before a school's name, where the settings name none.
var countyHead = regexp.MustCompile(`^\p{Han}{2,5}?(?:县|市|区|旗)`)

// saidNames are the ways a school is called in a message, its own names first.
func (s MessageSchool) saidNames(county string) []string {
	out := []string{}
	add := func(names ...string) {
		for _, n := range names {
			if runeLen(n) >= 2 && !slices.Contains(out, n) {
				out = append(out, n)
			}
		}
	}
	for _, call := range append([]string{s.Name}, s.Calls...) {
		call = CleanName(call)
		bare := strings.TrimPrefix(call, county)
		if county == "" {
			bare = countyHead.ReplaceAllString(call, "")
		}
		add(call, bare)
		town := strings.TrimRight(s.Town, "镇乡")
		loose := bare
		if rest, ok := strings.CutPrefix(bare, s.Town); ok && s.Town != "" {
			loose = town + rest
			add(loose)
			if !strings.HasPrefix(rest, "中心") && rest != "小学" && rest != "中学" && runeLen(rest) > 3 {
				add(rest)
			}
		}
		for _, n := range []string{bare, loose} {
			if strings.Contains(n, "第") {
				add(schoolShort.Replace(n))
			}
			add(strings.Replace(n, "中心小学", "中心校", 1), strings.Replace(n, "初级中学", "中学", 1), strings.Replace(n, "初级中学", "初中", 1),
				strings.Replace(n, "九年一贯制学校", "学校", 1), strings.Replace(n, "中心幼儿园", "中心园", 1), strings.Replace(n, "中心幼儿园", "幼儿园", 1))
		}
	}
	return out
}

// schoolPhrase finds what looks like the name of a school.
var schoolPhrase = regexp.MustCompile(`(?:到|去|在|赴|对|来到|走进|前往|督导|学校:|单位:|检查)?\s*((?:\p{Han}|\d){1,12}?(?:小学|中学|初中|高中|完小|学校|幼儿园|教学点|中心校|中心园|职高|职校|[一二三四五六七八九]小|[一二三四五六七八九]中|[一二三四五六七八九]幼))`)

var phraseHead = regexp.MustCompile(`^.*(?:到了?|去了?|走访了?|巡视了?|查看了?|从|我们|赴|来到|走进|前往|督导了?|检查了?|在|对|上午|下午|全天|今天|昨天|今日|昨日|前天|周[一二三四五六日]|日|号|[年月])`)

// readSchool finds the school by any of its names, the longest first. A name that
// several have is asked for, unless only one of them is answered for by an inspector
// whom the message names; so is one that none has.
func (m *message) readSchool() {
	type hit struct {
		from, to int
		ids      []int64
	}
	var best hit
	calls := map[string][]int64{}
	for _, s := range m.names.Schools {
		for _, call := range s.saidNames(m.names.County) {
			calls[call] = append(calls[call], s.ID)
		}
	}
	for call, ids := range calls {
		at := strings.Index(m.plain[m.from:], call)
		if from := m.from + at; at >= 0 && (len(call) > best.to-best.from || len(call) == best.to-best.from && from < best.from) {
			best = hit{from, from + len(call), ids}
		}
	}
	unknown, isUnknown := m.unknownSchool()
	if len(best.ids) > 0 && isUnknown && unknown.from < best.from && best.to <= unknown.to && runeLen(unknown.groups[1]) > runeLen(m.plain[best.from:best.to])+1 {
		// 青石二小 is not 二小: the longer name is another school's.
		m.askSchool(unknown.groups[1], nil)
		m.mark(MessageSchoolName, unknown.from, unknown.to)
		return
	}
	switch {
	case len(best.ids) > 0:
		m.mark(MessageSchoolName, best.from, best.to)
		ids := m.answered(best.ids)
		if len(ids) == 1 {
			m.draft.Visit.SchoolID = ids[0]
			return
		}
		m.askSchool(m.plain[best.from:best.to], best.ids)
	case isUnknown:
		m.mark(MessageSchoolName, unknown.from, unknown.to)
		m.askSchool(unknown.groups[1], nil)
	}
}

// unknownSchool is the first thing in the text that is called like a school.
func (m *message) unknownSchool() (piece, bool) {
	for _, p := range m.find(schoolPhrase) {
		name := p.groups[1]
		from := p.to - len(name)
		if rest, ok := strings.CutPrefix(m.plain[p.to:], "学"); ok && (strings.HasSuffix(name, "小") || strings.HasSuffix(name, "中")) && !strings.HasPrefix(rest, "生") {
			name, p.to = name+"学", p.to+len("学")
		}
		if head := phraseHead.FindString(name); head != "" && runeLen(name)-runeLen(head) >= 2 {
			name, from = name[len(head):], from+len(head)
		}
		switch name {
		case "学校", "小学", "中学", "幼儿园", "本校", "该校", "在学校", "全校":
			continue
		}
		if runeLen(name) < 2 || strings.HasSuffix(name, "学校") && runeLen(name) < 4 {
			continue
		}
		return piece{from, p.to, []string{name, name}}, true
	}
	return piece{}, false
}

// answered leaves those schools that an inspector named in the message answers for,
// all when that tells nothing.
func (m *message) answered(ids []int64) []int64 {
	if len(ids) == 1 || m.names.Answering == nil {
		return ids
	}
	named := []int64{}
	for _, p := range m.names.People {
		if p.Name == m.sender || strings.Contains(m.plain, p.Name) {
			named = append(named, p.ID)
		}
	}
	out := []int64{}
	for _, id := range ids {
		day := m.draft.Visit.Date
		if day == "" {
			day = m.today
		}
		if slices.ContainsFunc(m.names.Answering(id, day), func(who int64) bool { return slices.Contains(named, who) }) {
			out = append(out, id)
		}
	}
	if len(out) == 0 {
		return ids
	}
	return out
}

// askSchool asks which school is meant; without ids those of a like name are
// offered.
func (m *message) askSchool(name string, ids []int64) {
	const most, least = 5, 60
	type scored struct {
		NameCandidate
		score int
	}
	found := []scored{}
	for _, s := range m.names.Schools {
		score := 0
		if slices.Contains(ids, s.ID) {
			score = 100
		} else if len(ids) == 0 {
			for _, call := range s.saidNames(m.names.County) {
				score = max(score, Likeness(name, call)*min(runeLen(name), runeLen(call))/max(runeLen(name), runeLen(call)))
			}
		}
		if score >= least {
			found = append(found, scored{NameCandidate{s.ID, s.Name}, score})
		}
	}
	slices.SortFunc(found, func(a, b scored) int { return cmp.Or(b.score-a.score, strings.Compare(a.Name, b.Name)) })
	m.draft.Asks = NameQuestion{Kind: "school", Name: name, Rows: 1, Candidates: []NameCandidate{}}
	for _, f := range found[:min(len(found), most)] {
		m.draft.Asks.Candidates = append(m.draft.Asks.Candidates, f.NameCandidate)
	}
}

// Likeness returns how many percent of the shorter name's characters the other
// has, in order.
func Likeness(a, b string) int {
	x, y := []rune(a), []rune(b)
	if len(x) == 0 || len(y) == 0 {
		return 0
	}
	row := make([]int, len(y)+1)
	for _, r := range x {
		left := 0
		for j := range y {
			up := row[j+1]
			if r == y[j] {
				row[j+1] = left + 1
			} else {
				row[j+1] = max(row[j], up)
			}
			left = up
		}
	}
	return 100 * row[len(y)] / min(len(x), len(y))
}

var titledPerson = regexp.MustCompile(`(\p{Han})(?:督学|主任督学|老督学)`)

// readPeople takes the inspectors in the order of the text: the first is the
// responsible one, unless another of them answers for the school. Who sent the
// message stands in when it names nobody; 王督学 is the one so called who answers
// for the school.
func (m *message) readPeople() {
	type named struct {
		from, to int
		id       int64
	}
	found := []named{}
	for _, p := range m.names.People {
		if at := strings.Index(m.plain[m.from:], p.Name); at >= 0 && p.Name != "" {
			from := m.from + at
			found = append(found, named{from, from + len(p.Name), p.ID})
		}
	}
	slices.SortFunc(found, func(a, b named) int { return cmp.Or(a.from-b.from, b.to-a.to) })
	v := &m.draft.Visit
	answering := []int64{}
	if m.names.Answering != nil && v.SchoolID != 0 {
		day := v.Date
		if day == "" {
			day = m.today
		}
		answering = m.names.Answering(v.SchoolID, day)
	}
	if len(found) == 0 {
		for _, p := range m.find(titledPerson) {
			for _, person := range m.names.People {
				if strings.HasPrefix(person.Name, p.groups[1]) && slices.Contains(answering, person.ID) {
					found = append(found, named{p.from, p.to, person.ID})
				}
			}
		}
	}
	ids := []int64{}
	for _, f := range found {
		m.mark(MessagePeople, f.from, f.to)
		if !slices.Contains(ids, f.id) {
			ids = append(ids, f.id)
		}
	}
	if len(ids) == 0 {
		for _, p := range m.names.People {
			if m.sender != "" && p.Name == m.sender {
				ids = append(ids, p.ID)
			}
		}
	}
	if len(ids) == 0 {
		return
	}
	lead := 0
	if len(answering) > 0 {
		lead = max(0, slices.Index(ids, answering[0]))
	}
	v.InspectorID = ids[lead]
	v.Companions = append(append([]int64{}, ids[:lead]...), ids[lead+1:]...)
}

var messageKinds = []struct {
	kind string
	re   *regexp.Regexp
}{
	{"专项督导", regexp.MustCompile(`专项(?:督导|检查|督查)?`)},
	{"综合督导", regexp.MustCompile(`综合(?:督导|督查)`)},
	{JointKind, regexp.MustCompile(`协作(?:督导|组)|组队督导|联合督导|联合进校|5\+1`)},
	{"随机督导", regexp.MustCompile(`随机(?:督导|督查|抽查|进校|入校)|突击(?:检查|督导)|不打招呼|暗访|四不两直`)},
	{VisitKinds[0], regexp.MustCompile(`经常性督导|常规督导|挂牌督导|例行督导|日常督导`)},
}

func (m *message) readKind() {
	for _, k := range messageKinds {
		for _, p := range m.find(k.re) {
			m.draft.Visit.Kind = k.kind
			m.mark(MessageKind, p.from, p.to)
			return
		}
	}
}
