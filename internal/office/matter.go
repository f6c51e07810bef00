package office

// DefaultMatters are the eight regular matters (八项经常性督导事项) of schools and
// the three of kindergartens; ids are fixed so that sheets can name them.
var DefaultMatters = []Matter{
	{1, false, 1, "校务管理和制度执行情况", "校务管理", srcMeasure + "第四条", true, "2013-09-17", ""},
	{2, false, 2, "招生、收费、择校情况", "招生收费", srcMeasure + "第四条", true, "2013-09-17", ""},
	{3, false, 3, "课程开设和课堂教学情况", "课程教学", srcMeasure + "第四条", true, "2013-09-17", ""},
	{4, false, 4, "学生学习、体育锻炼和课业负担情况", "学习与负担", srcMeasure + "第四条", true, "2013-09-17", ""},
	{5, false, 5, "教师师德和专业发展情况", "教师师德", srcMeasure + "第四条", true, "2013-09-17", ""},
	{6, false, 6, "校园及周边安全情况，学生交通安全情况", "校园安全", srcMeasure + "第四条", true, "2013-09-17", ""},
	{7, false, 7, "食堂、食品、饮水及宿舍卫生情况", "食品卫生", srcMeasure + "第四条", true, "2013-09-17", ""},
	{8, false, 8, "校风、教风、学风建设情况", "三风建设", srcMeasure + "第四条", true, "2013-09-17", ""},
	{11, true, 1, "安全管理", "安全管理", srcInfant, true, "2019-06-10", ""},
	{12, true, 2, "规范办园", "规范办园", srcInfant, true, "2019-06-10", ""},
	{13, true, 3, "师德师风", "师德师风", srcInfant, true, "2019-06-10", ""},
}

const (
	srcInfant     = "《幼儿园责任督学挂牌督导办法》（教督〔2019〕3号）"
	srcPoints2020 = "2020年义务教育学校规范办学督导要点（节录，县级材料，非官方文本）"
	srcMethods    = "县级操作细则（非官方文本）"
	srcInfantUse  = "县级做法（非官方文本）"
)

// DefaultCheckpoints are the first fill of the check list. None is official
// text; the whole official appendix is not to hand.
var DefaultCheckpoints = checkpoints([]pointGroup{
	{matter: 1, source: srcPoints2020, names: []string{"党政领导干部参与决策和监督的机制", "民办学校理事会（董事会）和监督机制", "依法制定章程及执行机制", "规章制度健全、岗位职责明确"}},
	{matter: 3, source: srcPoints2020, names: []string{"“一教一辅”和自愿购买"}},
	{matter: 4, source: srcPoints2020, names: []string{"考试次数与内容", "不公开排名、不以成绩排座位"}},
	{matter: 5, source: srcPoints2020, names: []string{"师德表现为考核、聘用、评价首要内容"}},
	{matter: 6, source: srcPoints2020, names: []string{"校园周边安全、警校联动、“护学岗”", "无安全隐患、无重大责任事故"}},
	{matter: 7, source: srcPoints2020, names: []string{"“阳光食堂”平台和食品安全主体责任", "校长陪餐制度", "从业人员健康证有效期", "采购、运输、储存、加工", "食品留样", "宿舍值日", "采光照明、课桌椅和近视防控", "每年一次免费健康体检", "“两案九制”、卫生室和医务人员"}},
	{matter: 11, source: srcInfantUse, names: []string{"卫生保健", "传染病防控"}},
	{matter: 12, source: srcInfantUse, names: []string{"园务管理", "保育教育", "“小学化”"}},
	{method: "随机听课", source: srcMethods, names: []string{"教学质量", "教学管理", "课堂秩序", "学生表现"}},
	{method: "查阅资料", source: srcMethods, names: []string{"学校文件", "学生档案", "教师档案", "教材使用", "设备管理"}},
	{method: "问卷调查", source: srcMethods, names: []string{"教师教学", "学生学习", "学校管理"}},
	{method: "座谈走访", source: srcMethods, names: []string{"领导班子"}},
	{method: "校园巡视", source: srcMethods, names: []string{"环境卫生", "文化氛围", "功能室", "课程计划与作息", "阳光体育一小时", "体育器械、阳台栏杆、电器线路", "食堂加工"}},
})

type pointGroup struct {
	matter int64
	method string
	source string
	names  []string
}

func checkpoints(groups []pointGroup) []Checkpoint {
	var all []Checkpoint
	for _, g := range groups {
		for i, name := range g.names {
			all = append(all, Checkpoint{ID: int64(len(all) + 1), MatterID: g.matter, Method: g.method,
				Position: i + 1, Name: name, Source: g.source, State: "启用"})
		}
	}
	return all
}

// MattersFor returns the matters of the school's kind that hold on the day.
func MattersFor(all []Matter, kindergarten bool, day Date) []Matter {
	out := []Matter{}
	for _, m := range all {
		if m.Kindergarten == kindergarten && m.ValidFrom <= day && (m.ValidTo == "" || day < m.ValidTo) {
			out = append(out, m)
		}
	}
	return out
}
