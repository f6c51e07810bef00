package office

import (
	"regexp"
	"slices"
)

const (
	someCount = `(\d{1,4}|[一二两三四五六七八九十]{1,3})`
	clause    = `[^,。;!\n、]`
)

// messageMethods are how each method is told of. The first expression that is
// found counts; its groups, when any, hold the number.
var messageMethods = []struct {
	method string
	forms  []*regexp.Regexp
}{
	{"随机听课", []*regexp.Regexp{
		regexp.MustCompile(`(?:随机|推门|随堂)?听(?:评|了|推门|随堂|随机)*课?(?:了|共|:)?\s?` + someCount + `\s?节(?:` + clause + `{0,6}?课)?`),
		regexp.MustCompile(`(?:随机|推门|随堂)?听(?:评|了)*(?:` + clause + `{0,6}?课)\s?` + someCount + `?\s?(?:节|堂)?`),
		regexp.MustCompile(someCount + `\s?(?:节|堂)(?:` + clause + `{0,5})课`)}},
	{"查阅资料", []*regexp.Regexp{
		regexp.MustCompile(`(?:查阅|查看|翻阅|检查|抽查|翻看|查)了?` + clause + `{0,12}?\s?` + someCount + `\s?(?:多|余)?(?:份|本|册|套|盒|项)`),
		regexp.MustCompile(`(?:查阅|查看|翻阅|检查|抽查|翻看|查)了?` + clause + `{0,8}?(?:资料|档案|台账|教案|材料|记录|制度|账目)`)}},
	{"列席会议", []*regexp.Regexp{regexp.MustCompile(`(?:列席|旁听|参加)了?` + clause + `{0,10}?(?:会议|例会|教研会|校务会|班子会|会)\s?` + someCount + `?\s?(?:次|场|个)?`)}},
	{"座谈走访", []*regexp.Regexp{
		regexp.MustCompile(`(?:座谈走访|座谈会?|走访)(?:了|共)?\s?` + someCount + `\s?(?:次|场)`),
		regexp.MustCompile(someCount + `\s?(?:次|场)` + clause + `{0,6}座谈`),
		regexp.MustCompile(`座谈|走访(?:教师|学生|班级|办公室|周边)`)}},
	{"问卷调查", []*regexp.Regexp{regexp.MustCompile(`(?:问卷|发放问卷|调查问卷)(?:调查)?\s?` + someCount + `\s?次`), regexp.MustCompile(`问卷(?:调查)?(?:了|` + clause + `{0,8}?\d+\s?(?:份|人|名))?`)}},
	{"校园巡视", []*regexp.Regexp{regexp.MustCompile(`(?:校园)?(?:巡视|巡查)(?:校园|了)?\s?` + someCount + `\s?次`), regexp.MustCompile(`(?:校园)?(?:巡视|巡查)|(?:查看|察看|走遍|转了|看了)` + clause + `{0,6}(?:校园|校容|校貌)`)}},
	{"访谈家长", []*regexp.Regexp{
		regexp.MustCompile(`(?:访谈|走访|电话访谈|电访|随访|采访)了?\s?(?:学生)?家长\s?` + someCount + `\s?(?:人次|人|名|位|户)`),
		regexp.MustCompile(`(?:访谈|走访|电话访谈|电访|随访|采访)了?\s?` + someCount + `\s?(?:人次|人|名|位|户)(?:学生)?家长`),
		regexp.MustCompile(`家长访谈[:]?\s?` + someCount + `?\s?(?:人次|人|名|位)?`),
		regexp.MustCompile(`(?:访谈|走访|电话访谈|电访|随访|采访)了?` + clause + `{0,4}家长`)}},
}

// readMethods reads which of the seven methods were used how often. A method
// told of without a number counts once.
func (m *message) readMethods() {
	v := &m.draft.Visit
	for _, x := range messageMethods {
		for _, form := range x.forms {
			found := m.find(form)
			if len(found) == 0 {
				continue
			}
			p, n := found[0], 0
			for _, g := range p.groups[1:] {
				n = max(n, countIn(g))
			}
			if !slices.ContainsFunc(v.Methods, func(u MethodUse) bool { return u.Method == x.method }) {
				v.Methods = append(v.Methods, MethodUse{x.method, max(1, n)})
				m.mark(MessageMethod, p.from, p.to)
			}
			break
		}
	}
}
