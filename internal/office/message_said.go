package office

import (
	"regexp"
	"slices"
	"strings"
)

// The parts a message is made of.
const (
	partContent   = ""
	partFinding   = MessageFinding
	partHighlight = MessageHighlight
	partAdvice    = MessageAdvice
)

// messageHeads open a part: 存在问题：…
var messageHeads = []struct {
	part string
	re   *regexp.Regexp
}{
	{partFinding, regexp.MustCompile(`^[【\[]?(?:督导中|检查中)?(?:发现|查出|存在|主要|突出|目前|还有)?(?:的|了|以下|如下)?(?:主要|突出)?(?:问题和不足|问题与不足|问题及不足|问题|不足之处|不足|短板|隐患|需要改进(?:的地方)?|需改进(?:的地方)?|待改进|有待改进(?:的地方)?)(?:清单)?(?:主要)?(?:有|是|如下|为)?(?:\d+|[一二两三四五六七八九])?(?:个|条|点|处)?(?:方面)?[】\]]?\s*[:,、\n]?\s*`)},
	{partHighlight, regexp.MustCompile(`^[【\[]?(?:主要|工作|学校)?(?:亮点|优点|特色做法|特色|做得好的(?:地方|方面)?|做的好的(?:地方|方面)?|好的(?:方面|地方|做法)|值得肯定的(?:地方|方面)?|典型经验|成绩|成效)(?:主要)?(?:有|是|如下|为)?[】\]]?\s*[:,、\n]\s*`)},
	{partAdvice, regexp.MustCompile(`^[【\[]?(?:整改|督学|工作|主要)?(?:意见建议|意见和建议|意见与建议|建议意见|整改意见|整改要求|整改建议|建议整改|意见|要求|措施)(?:是|如下|为)?[】\]]?\s*[:,、\n]\s*|^[【\[]?建议[】\]]?\s*[:\n]\s*`)},
	{partContent, regexp.MustCompile(`^[【\[]?(?:督导情况|基本情况|总体情况|督导内容|检查情况|主要内容|督导过程|工作情况|时间|日期|地点|学校|单位|督学|督学姓名|人员|类型|方式|督导方式|督导事项|事项|反馈情况|反馈|备注|其他)[】\]]?\s*:\s*`)},
}

var (
	sentenceEnd = regexp.MustCompile(`[\n。;!]`)
	itemMark    = regexp.MustCompile(`[①-⑳]|[(][一二三四五六七八九十\d]{1,2}[)]|(?:^|[\s:,。;、])\d{1,2}[.、)．](?:\D|$)|(?:^|[\s:,。;、])[一二三四五六七八九十]是|(?:^|\n)[一二三四五六七八九十]、`)
	itemHead    = regexp.MustCompile(`^\s*(?:[①-⑳]|[(][一二三四五六七八九十\d]{1,2}[)]|\d{1,2}[.、)．]|[一二三四五六七八九十]是|[一二三四五六七八九十]、|[-·•*]\s)\s*`)
	adviceInner = regexp.MustCompile(`[,。;](?:并)?(?:建议|要求(?:学校|其|立即|限|\d)|已要求|当场要求|责令|请(?:学校|立即|尽快|于|在|\d)|希望|限期?(?:于|在)?[\d一二两三四五六七八九十本下周月])`)
	findInner   = regexp.MustCompile(`[,。;](?:(?:但|并|还|也|当场|现场|检查|巡查|督导)?(?:发现|查出|查到)|就是|但是?|不过|只是|还有|另外)`)

	noneFound    = regexp.MustCompile(`(?:没有|未|没|暂未|无)(?:有)?(?:发现|查出|见)?(?:明显|突出|重大|其他|什么|新的|安全)*(?:的)?(?:问题|隐患|异常)|一切正常|情况良好|总体正常`)
	tellsFinding = regexp.MustCompile(`^(?:但是?|同时|另外|不过|还|也|,|其中|检查|督导|当场|巡视|巡查|途中|课后|中)*(?:发现|存在|查出|查到|看到)`)
	lacks        = regexp.MustCompile(`未(?:[^来成年必])|没有|没[^问]|不规范|不到位|不全|不齐|不及时|不足|不严|不够|不清|不实|不高|不符|过期|缺失|缺少|缺乏|缺|破损|损坏|松动|堵塞|脱落|混乱|偏多|偏少|偏大|超标|超时|超纲|隐患|流于形式|空白|漏|随意|杂乱|积水|生锈|霉|占用|迟到|体罚|乱|脏|有待|太[近小少旧高低多]|较差|需要?(?:调整|改进|加强|更换|完善|整改)`)
	tellsAdvice  = regexp.MustCompile(`^(?:并|同时|,)?(?:建议|已?要求|当场要求|希望|请(?:学校|尽快|立即|于|在|\d)|督促|提醒|责令|责成|限期?\S{0,8}(?:前|内)|务必|望)`)
	tellsGood    = regexp.MustCompile(`^(?:亮点|值得肯定|值得表扬|点赞|表扬|做得好)|做得(?:很|比较|特别)?好|做的(?:很|比较)?好|值得(?:肯定|推广|借鉴|学习|表扬)|有特色|成效(?:明显|显著)|效果(?:明显|好)|亮点`)
	tellsBack    = regexp.MustCompile(`(?:已|现场|当场|当面|口头)[^,。;\n]{0,10}反馈|反馈(?:给|了)`)
	severe       = regexp.MustCompile(`严重|重大|立即停`)
	byNotice     = regexp.MustCompile(`下发(?:了)?(?:整改|限期整改)?通知|整改通知书|下达整改|责令`)
	atOnce       = regexp.MustCompile(`(?:已|现场|当场)(?:立即|督促|已|要求)?(?:完成)?(?:整改|改正|更换|清理|处理|解决)(?:完毕|到位|好|了)?`)
	noticeOnly   = regexp.MustCompile(`^(?:已)?(?:下发|下达)`)
)

// sentence is a piece of the text that says one thing.
type sentence struct {
	from, to int
	item     bool // it begins with a number: 1. ① 一是
	inner    bool // it was parted from the one before at a comma
	line     int
}

// sentences parts the text at line ends, full stops and before numbers.
func (m *message) sentences() []sentence {
	cuts := map[int]bool{m.from: false} // whether at a comma
	for _, at := range sentenceEnd.FindAllStringIndex(m.plain[m.from:], -1) {
		cuts[m.from+at[1]] = false
	}
	for _, at := range itemMark.FindAllStringIndex(m.plain[m.from:], -1) {
		from := m.from + at[0]
		// The sign before a number belongs to what went before.
		for strings.ContainsAny(m.plain[from:from+1], " \n:,;") || strings.HasPrefix(m.plain[from:], "。") || strings.HasPrefix(m.plain[from:], "、") {
			if m.plain[from] < 0x80 {
				from++
			} else {
				from += len("。")
			}
		}
		cuts[from] = false
	}
	for _, re := range []*regexp.Regexp{adviceInner, findInner} {
		for _, at := range re.FindAllStringIndex(m.plain[m.from:], -1) {
			if m.plain[m.from+at[0]] == ',' {
				cuts[m.from+at[0]+1] = true
			}
		}
	}
	m.cutLeads(cuts)
	places := make([]int, 0, len(cuts))
	for c := range cuts {
		places = append(places, c)
	}
	slices.Sort(places)
	out := []sentence{}
	for i, from := range places {
		to := len(m.plain)
		if i+1 < len(places) {
			to = places[i+1]
		}
		s := sentence{from: from, to: to, inner: cuts[from], line: strings.Count(m.plain[:from], "\n")}
		m.trim(&s)
		if s.from < s.to {
			out = append(out, s)
		}
	}
	return out
}

var leadEnd = regexp.MustCompile(`[,:。;\n]`)

// cutLeads parts off what only tells who was where when: 今天上午到一小巡视，…
func (m *message) cutLeads(cuts map[int]bool) {
	from := m.from
	for _, at := range leadEnd.FindAllStringIndex(m.plain[m.from:], -1) {
		to := m.from + at[0]
		a, b := m.places[from], m.places[to]
		if sign := m.plain[to]; (sign == ',' || sign == ':') && !lacks.MatchString(m.plain[from:to]) && slices.ContainsFunc(m.draft.Marks, func(x MessageMark) bool {
			return a <= x.From && x.To <= b && x.Field != MessageMethod && x.Field != MessageDue
		}) {
			if _, is := cuts[to+1]; !is {
				cuts[to+1] = false
			}
		}
		from = m.from + at[1]
	}
}

// trim takes blanks and stops off a sentence.
func (m *message) trim(s *sentence) {
	text := m.plain[s.from:s.to]
	left := strings.TrimLeft(text, " \t\n,。;、")
	s.from += len(text) - len(left)
	s.to -= len(left) - len(strings.TrimRight(left, " \t\n,。;、:"))
}

// readSentences sorts the sentences into content, highlights, problems and advice.
func (m *message) readSentences() {
	part, opened, listed, last := partContent, false, false, -1
	texts := map[string][]string{}
	for _, s := range m.sentences() {
		m.itemOff(&s)
		head, named, size := m.headOf(s)
		if named {
			part, opened, listed = head, true, false
			s.from += size
			m.trim(&s)
			m.itemOff(&s)
			if s.from >= s.to {
				last = s.line
				continue
			}
		}
		text := m.plain[s.from:s.to]
		p := m.partOf(s, text, part, opened, listed, last)
		if s.item {
			listed = true
		}
		opened, last = false, s.line
		m.keep(p, s, texts)
		if p != part && part != partContent && !s.item {
			part = partContent
		}
	}
	v := &m.draft.Visit
	v.Highlights, v.Advice, v.Content = strings.Join(texts[partHighlight], "\n"), strings.Join(texts[partAdvice], "\n"), strings.Join(texts[partContent], "。")
	if v.Content != "" {
		v.Content += "。"
	}
	if tellsBack.MatchString(m.plain) && !strings.Contains(m.plain, "未反馈") {
		v.FeedbackOn = v.Date
	}
}

// itemOff takes the number off a sentence.
func (m *message) itemOff(s *sentence) {
	if n := len(itemHead.FindString(m.plain[s.from:s.to])); n > 0 {
		s.item = true
		s.from += n
		m.trim(s)
	}
}

func (m *message) headOf(s sentence) (part string, is bool, size int) {
	for _, h := range messageHeads {
		found := h.re.FindString(m.plain[s.from:min(len(m.plain), s.to+1)])
		if found == "" {
			continue
		}
		rest := m.plain[s.from+len(found) : max(s.to, s.from+len(found))]
		// 问题 opens a part only before a sign, a number or the end of the line.
		if h.part == partFinding && rest != "" && !strings.ContainsAny(found, ":,\n】]") && !strings.HasSuffix(found, "、") && !strings.HasSuffix(found, "有") && !strings.HasSuffix(found, "是") {
			continue
		}
		return h.part, true, min(len(found), s.to-s.from)
	}
	return "", false, 0
}

// partOf tells what a sentence says, given the part that is open: the first
// sentence of a part and its numbered ones belong to it, and what stands on the
// same line; others speak for themselves.
func (m *message) partOf(s sentence, text, part string, opened, listed bool, last int) string {
	switch {
	case (tellsAdvice.MatchString(text) || m.dueAt(s)) && !opened:
		return partAdvice
	case part == partFinding && noneFound.MatchString(text):
		return partContent
	case part != partContent && (opened || s.item || s.line == last && !listed):
		return part
	case part != partContent && s.line == last && !tellsBack.MatchString(text):
		return part
	case tellsGood.MatchString(text):
		return partHighlight
	case noneFound.MatchString(text), tellsBack.MatchString(text) && !lacks.MatchString(text), noticeOnly.MatchString(text):
		return partContent
	case tellsFinding.MatchString(text), lacks.MatchString(text) && !atOnceOnly(text):
		return partFinding
	}
	return partContent
}

// dueAt tells a sentence that begins with a time limit.
func (m *message) dueAt(s sentence) bool {
	return slices.ContainsFunc(m.due, func(d dueDay) bool { return d.from >= s.from && d.from <= s.from+len("请于") && d.to <= s.to })
}

// atOnceOnly tells a sentence that says only that something was put right.
func atOnceOnly(text string) bool {
	return atOnce.MatchString(text) && !lacks.MatchString(atOnce.ReplaceAllString(text, ""))
}

var findingOpening = regexp.MustCompile(`^(?:(?:但是?|同时|另外|不过|还|也|其中)*[,]?(?:检查中|督导中|巡视中|巡查中|检查|督导|巡视|巡查)?(?:发现|存在|查出)(?:的)?(?:问题)?[:,]?|就是|只是|但是?|不过|还有|另外)\s*`)

// keep puts a sentence into its part.
func (m *message) keep(part string, s sentence, texts map[string][]string) {
	text := strings.TrimSpace(m.original(s.from, s.to))
	if text == "" {
		return
	}
	if part != partFinding {
		if n := len(m.found); s.inner && n > 0 {
			m.tails[n-1] = append(m.tails[n-1], s)
		}
		texts[part] = append(texts[part], text)
		if part != partContent {
			m.markAround(part, s.from, s.to)
		}
		return
	}
	plain := m.plain[s.from:s.to]
	if atOnceOnly(plain) && len(m.draft.Findings) > 0 {
		texts[partContent] = append(texts[partContent], text)
		return
	}
	if opening := findingOpening.FindString(plain); opening != "" && runeLen(plain)-runeLen(opening) >= 4 {
		s.from += len(opening)
		plain, text = m.plain[s.from:s.to], strings.TrimSpace(m.original(s.from, s.to))
	}
	f := Finding{Content: text, Level: 4, MatterID: GuessMatter(plain, m.matters(), m.names.Checkpoints), Source: FindingSources[0]}
	switch {
	case severe.MatchString(plain):
		f.Level = 5
	case byNotice.MatchString(m.plain):
		f.Level = 2
	}
	if atOnce.MatchString(plain) && f.Level == 4 {
		f.State = FindingOnSpot
	}
	m.draft.Findings = append(m.draft.Findings, f)
	m.found = append(m.found, s)
	m.markAround(MessageFinding, s.from, s.to)
}

// setDue gives the findings their time limits: one that stands in a finding is
// its own, any other is that of those without.
func (m *message) setDue() {
	day := func(d dueDay) Date {
		if d.day != "" || m.draft.Visit.Date == "" {
			return d.day
		}
		return m.names.Calendar.Deadline(m.draft.Visit.Date, d.days, d.unit)
	}
	common := Date("")
	own := map[int]Date{}
	for _, d := range m.due {
		at := -1
		for i, f := range m.found {
			behind := slices.ContainsFunc(m.tails[i], func(s sentence) bool { return d.from >= s.from && d.to <= s.to })
			// Behind the last of several a limit is that of all, unless they are numbered or
			// have limits of their own.
			if d.from >= f.from && d.to <= f.to || behind && (f.item || i < len(m.found)-1 || len(own) > 0) {
				at = i
			}
		}
		if at >= 0 {
			own[at] = day(d)
		} else {
			common = day(d)
		}
	}
	for i := range m.draft.Findings {
		f := &m.draft.Findings[i]
		if f.DueOn = common; own[i] != "" {
			f.DueOn = own[i]
		}
		if f.State == FindingOnSpot {
			f.DueOn = ""
		}
	}
}

// matters are those of the school's kind, all while the school is not known.
func (m *message) matters() []Matter {
	infants := SchoolKindOf(m.draft.Asks.Name) == InfantSchool
	for _, s := range m.names.Schools {
		if s.ID == m.draft.Visit.SchoolID {
			infants = s.Kindergarten
		}
	}
	return MattersFor(m.names.Matters, infants, m.today)
}

// vagueWords tell little of the matter: they decide only when nothing else does.
var vagueWords = []string{"制度", "档案", "台账", "教师", "教学", "安全", "卫生", "环境", "会议记录"}

// matterWords are words by which a problem is classed, under the short names of
// the matters; one of them is worth as much as it is long.
var matterWords = map[string][]string{
	"校务管理":  {"校务", "章程", "制度", "公开栏", "收支", "会议记录", "值班", "家委会", "党务", "财务", "档案", "台账"},
	"招生收费":  {"招生", "收费", "择校", "学籍", "分班", "重点班", "教辅费", "服务费", "代收", "课后服务收费"},
	"课程教学":  {"课程", "课堂", "教案", "备课", "教研", "听课", "课表", "教辅", "实验课", "开齐", "开足", "劳动课", "音乐课", "美术课", "占用", "教学", "课后服务"},
	"学习与负担": {"作业", "睡眠", "体育", "大课间", "近视", "视力", "手机", "考试", "排名", "负担", "体质", "阳光体育", "锻炼"},
	"教师师德":  {"师德", "体罚", "教师培训", "职称", "有偿补课", "教师发展", "教师考核", "教师"},
	"校园安全":  {"安全", "消防", "灭火器", "门卫", "护学岗", "校车", "围墙", "监控", "应急", "疏散", "楼道", "栏杆", "电线", "插座", "保安", "访客", "防溺水", "欺凌", "隐患", "安保", "出入登记", "消防通道", "放学", "校门口"},
	"食品卫生":  {"食堂", "留样", "食品", "饮水", "宿舍", "晨检", "陪餐", "健康证", "索证", "进货", "餐具", "消毒", "后厨", "卫生", "厨房", "仓库", "饭菜", "寝室"},
	"三风建设":  {"校风", "教风", "学风", "班风", "校园文化", "文明礼仪", "行为习惯", "标语"},
	"安全管理":  {"安全", "消防", "灭火器", "门卫", "校车", "监控", "应急", "围墙", "玩具破损", "食堂", "留样", "晨检", "卫生", "消毒", "保健", "传染病", "午睡", "护栏", "接送", "健康证", "饮水", "陪餐"},
	"规范办园":  {"小学化", "游戏", "一日活动", "园务", "保教", "班额", "收费", "招生", "教材", "环境创设", "区角", "制度", "绘本", "写字", "拼音", "备课"},
	"师德师风":  {"师德", "教师", "保育员", "体罚", "培训", "资格证", "师风"},
}

// GuessMatter classes a text by the words of the matters, their short names and
// their check points; 0 when no word tells.
func GuessMatter(text string, matters []Matter, points []Checkpoint) int64 {
	best, most := int64(0), 0
	for _, matter := range matters {
		score := 0
		count := func(word string) {
			switch {
			case word == "" || !strings.Contains(text, word):
			case slices.Contains(vagueWords, word):
				score++
			default:
				score += 2 * runeLen(word)
			}
		}
		for _, w := range matterWords[matter.Short] {
			count(w)
		}
		count(matter.Short)
		for _, p := range points {
			if p.MatterID == matter.ID {
				count(p.Name)
			}
		}
		if score > most {
			best, most = matter.ID, score
		}
	}
	return best
}
