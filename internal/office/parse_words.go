package office

import (
	"regexp"
	"strconv"
	"strings"
)

// SchoolKindOf guesses a school's kind from its name, empty when the name does
// not say it.
func SchoolKindOf(name string) string {
	for _, w := range []struct{ part, kind string }{
		{"幼儿园", "幼儿园"}, {"幼教", "幼儿园"}, {"教学点", "教学点"}, {"特殊教育", "特殊教育学校"}, {"特校", "特殊教育学校"},
		{"职业", "中等职业学校"}, {"职高", "中等职业学校"}, {"中专", "中等职业学校"}, {"十二年", "十二年一贯制学校"},
		{"九年", "九年一贯制学校"}, {"完全中学", "完全中学"}, {"高级中学", "高中"}, {"高中", "高中"},
		{"初级中学", "初中"}, {"初中", "初中"}, {"完小", "小学"}, {"小学", "小学"},
	} {
		if strings.Contains(name, w.part) {
			return w.kind
		}
	}
	return ""
}

var methodWords = []struct{ word, method string }{
	{"访谈家长", "访谈家长"}, {"家长访谈", "访谈家长"}, {"家访", "访谈家长"}, {"听课", "随机听课"}, {"课堂", "随机听课"},
	{"资料", "查阅资料"}, {"档案", "查阅资料"}, {"会议", "列席会议"}, {"座谈", "座谈走访"}, {"走访", "座谈走访"}, {"访谈", "座谈走访"},
	{"问卷", "问卷调查"}, {"巡视", "校园巡视"}, {"巡查", "校园巡视"}, {"校园查看", "校园巡视"},
}

var methodJoints = strings.NewReplacer("和", " ", "。", " ")

var numberIn = regexp.MustCompile(`\d+`)

// ParseMethods reads the methods named in one cell with their counts: 随机听课2节、
// 查阅资料. unknown are the words that name none of the seven.
func ParseMethods(text string) (uses map[string]int, unknown []string) {
	uses = map[string]int{}
	for _, piece := range hardSplit.Split(CleanText(text), -1) {
		for _, word := range strings.Fields(methodJoints.Replace(piece)) {
			method := ""
			for _, w := range methodWords {
				if strings.Contains(word, w.word) {
					method = w.method
					break
				}
			}
			if method == "" {
				unknown = append(unknown, word)
				continue
			}
			n := 0
			if d := numberIn.FindString(word); d != "" && len(d) < 6 {
				n, _ = strconv.Atoi(d) // at most five digits: cannot fail
			}
			uses[method] = max(uses[method], n)
		}
	}
	return uses, unknown
}

var matterMarks = strings.NewReplacer("情况", "", "和", "", "及", "", "与", "")

// MatchMatters reads the matters named in one cell, by full name, short name or
// number. Full names hold the marks that part a list, so they are looked for
// first. unknown are the words that name none.
func MatchMatters(text string, matters []Matter) (ids []int64, unknown []string) {
	rest := CleanText(text)
	seen := map[int64]bool{}
	take := func(m Matter) {
		if !seen[m.ID] {
			seen[m.ID] = true
			ids = append(ids, m.ID)
		}
	}
	for _, m := range matters {
		for _, name := range []string{m.Name, strings.TrimSuffix(m.Name, "情况")} {
			if name != "" && strings.Contains(rest, name) {
				rest = strings.ReplaceAll(rest, name, "、")
				take(m)
			}
		}
	}
	for _, word := range hardSplit.Split(rest, -1) {
		word = strings.Trim(CleanName(word), "。.:：①②③④⑤⑥⑦⑧（）123456789 ")
		if word == "" {
			if m, ok := matterNumbered(rest, matters); ok && len([]rune(strings.TrimSpace(rest))) <= 2 {
				take(m)
			}
			continue
		}
		if m, ok := matterNamed(word, matters); ok {
			take(m)
		} else {
			unknown = append(unknown, word)
		}
	}
	return ids, unknown
}

func matterNamed(word string, matters []Matter) (Matter, bool) {
	bare := matterMarks.Replace(word)
	for _, m := range matters {
		if word == m.Short || word == m.Name || bare == matterMarks.Replace(m.Short) {
			return m, true
		}
	}
	if len([]rune(bare)) < 2 {
		return Matter{}, false
	}
	var found []Matter
	for _, m := range matters {
		if strings.Contains(matterMarks.Replace(m.Name), bare) || strings.Contains(bare, matterMarks.Replace(m.Short)) {
			found = append(found, m)
		}
	}
	if len(found) == 1 {
		return found[0], true
	}
	return Matter{}, false
}

func matterNumbered(text string, matters []Matter) (Matter, bool) {
	t := strings.TrimSpace(text)
	for _, m := range matters {
		if t == strconv.Itoa(m.Position) || t == string(rune('①'+m.Position-1)) {
			return m, true
		}
	}
	return Matter{}, false
}

var noProblem = regexp.MustCompile(`^(?:[/—-]*|(?:目前|本次|此次|暂|均|尚)*(?:无|没有|未见|未发现|没有发现)(?:存在)?(?:任何|明显|突出|重大|严重|较大)?(?:的)?(?:问题|隐患|安全隐患|异常|异常情况)?)$`)

// NoProblem tells a cell that says in words that there is no problem.
func NoProblem(text string) bool {
	return noProblem.MatchString(strings.Trim(CleanName(text), "。. ，,"))
}
