package office

import (
	"fmt"
	"strings"
)

// Surnames of several readings stand first, for the pinyin search to show.
var sampleSurnames = strings.Split("曾 单 仇 解 查 朴 区 盖 任 尉 翟 覃 缪 华 宁 牟 冼 阚 王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董 萧 程 曹 袁 邓 许 傅 沈 彭 吕 苏 卢 蒋 蔡 贾 丁 魏 薛 叶 阎 余 潘 杜 戴 夏 钟 汪 田 姜 范 方 石 姚 谭 廖 邹 熊 金 陆 郝 孔 白 崔 康 毛 邱 秦 江 史 顾 侯 邵 孟 龙 万 段 章 钱 汤 尹 黎 易 常 武 乔 贺 赖 龚 文", " ")

// Given names are 示 and one character: nobody is called so.
var sampleGiven = strings.Split("明 华 文 平 安 宁 清 远 和 达 祥 瑞 春 秋 冬 松 柏 竹 梅 兰 山 川 江 河 湖 海 星 辰 晨 曦 光 辉 勤 俭 诚 信 义 礼 智 仁 勇 毅 恒 康 泰 乐 欣 悦 思 学", " ")

// sampleRare are the names with characters that few fonts have.
var sampleRare = []string{"王示䶮", "李示堃", "陈示𬭊"}

// person makes up a name that no one else in the county has.
func (s *sampler) person(surname, given string) string {
	for n := 0; ; n++ {
		a, b := surname, given
		if a == "" {
			a = s.pick(sampleSurnames)
		}
		if b == "" {
			b = s.pick(sampleGiven)
		}
		name := a + "示" + b
		if n > 50 { // nearly all taken
			name += s.pick(sampleGiven)
		}
		if !s.names[name] {
			s.names[name] = true
			return name
		}
	}
}

var (
	sampleEmployers = []string{"示例县教育局", "示例县教师进修学校", "示例县第一高级中学（退休）", "示例县第一初级中学（退休）", "示例县实验小学（退休）", "示例县直属机关幼儿园（退休）"}
	sampleStages    = []string{"小学", "初中", "学前", "高中"}
	sampleRanks     = []string{"一级教师", "高级教师", "高级教师", "正高级教师"}
)

func (s *sampler) makeInspectors() {
	for i := range s.size.Inspectors {
		name := ""
		if i < len(sampleRare) {
			name = sampleRare[i]
			s.names[name] = true
		} else {
			name = s.person(sampleSurnames[(i-len(sampleRare))%len(sampleSurnames)], "")
		}
		id := int64(i + 1)
		born := s.between(1961, 1978)
		p := Inspector{ID: id, Name: name, Gender: GenderChoices[s.IntN(2)], BornOn: fmt.Sprintf("%d-%02d", born, s.between(1, 12)),
			Ethnicity: "汉族", Party: s.pick([]string{"中共党员", "中共党员", "群众", "民盟盟员"}), Degree: s.pick([]string{"本科", "本科", "研究生"}),
			Rank: s.pick(sampleRanks), Post: "责任督学", Service: "在职", TeachingOn: fmt.Sprintf("%d-08", born+22),
			Subject: s.pick([]string{"语文", "数学", "英语", "物理", "学前教育", "思政"}), Stage: s.pick(sampleStages),
			Employment: "兼职", Mobile: fmt.Sprintf("1380000%04d", id), Email: fmt.Sprintf("ddx%02d@example.com", id),
			Certificate: fmt.Sprintf("示督证%04d", id), IssuedBy: "示例县人民政府教育督导室", State: "在聘"}
		p.Employer = s.pick(sampleEmployers)
		if strings.Contains(p.Employer, "退休") {
			p.Service = "退休"
		}
		if i%6 == 0 { // one in six is a full-time inspector
			p.Employment, p.Employer, p.Service, p.Post = "专职", "示例县人民政府教育督导室", "在职", "专职督学"
		}
		if i%11 == 7 {
			p.Recusal = "配偶在" + s.c.Schools[(i*13)%len(s.c.Schools)].Name + "任教，按规定回避。"
		}
		s.c.Inspectors = append(s.c.Inspectors, p)
		s.makeAppointments(p, i)
	}
}

// makeAppointments gives the inspector one to three terms of three years, in the
// 届 of the county; the last holds at the county's newest month. Some were
// appointed three months before the others of their 届, and their term ends soon.
func (s *sampler) makeAppointments(p Inspector, i int) {
	last := s.size.To.Of(0).From
	starts := NewDate(last.Year()-3, 9, 1)
	if last >= NewDate(last.Year(), 6, 1) {
		starts = starts.AddYears(1)
	}
	if i%5 == 2 {
		starts = NewDate(starts.Year(), 6, 1)
	}
	n := 1 + i%3
	if p.TeachingOn > "1998" && n > 2 {
		n = 2
	}
	for k := n; k >= 1; k-- {
		from := starts.AddYears(-3 * (k - 1))
		year, term := from.Year(), n-k+1
		s.c.Appointments = append(s.c.Appointments, Appointment{InspectorID: p.ID, TermNumber: term, DocNumber: sampleDocNumber(year),
			AppointedOn: from.AddDays(-7), StartsOn: from, EndsOn: from.AddYears(3).AddDays(-1),
			NominatedOn: from.AddDays(-60), ReviewedOn: from.AddDays(-40), PostedOn: from.AddDays(-25), PublishedOn: from.AddDays(-15),
			LetterNo: fmt.Sprintf("示聘%d-%03d", year, p.ID)})
	}
}
