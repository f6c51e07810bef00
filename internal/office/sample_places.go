package office

import (
	"fmt"
	"strings"
)

// sampleTowns are made up; the first is the county seat.
var sampleTowns = []string{"城关镇", "青石镇", "柳溪镇", "云台镇", "长岭镇", "白沙乡", "枫林镇", "重阳镇", "双桥镇", "石塘乡", "朝阳镇", "龙潭乡"}

// sampleVillages name village schools; 曾、单、解 are read otherwise as names.
var sampleVillages = []string{"新民", "长乐", "大屋", "石门", "上坪", "高坡", "红星", "塘坊", "麻园", "曾家", "单家", "解家湾",
	"樟树", "茶亭", "桐木", "杨柳", "金鸡", "双江", "草坪", "莲花", "黄泥", "岩口", "竹山", "水口", "古井", "乐平", "堃塘", "和平", "兴隆", "永丰"}

var sampleInfantNames = []string{"小太阳", "金苹果", "蓝天", "阳光", "春蕾", "七彩", "童心", "苗苗", "启蒙", "育蕾", "星星", "贝贝", "欢乐",
	"小精灵", "童乐", "快乐", "晨曦", "希望", "向阳", "梧桐", "彩虹", "小脚印", "小博士", "朵朵", "大风车", "小荷"}

// sampleKinds are the kinds of the 63 schools; larger counties repeat them.
var sampleKinds = []struct {
	kind  string
	count int
}{{"小学", 28}, {"教学点", 10}, {"初中", 12}, {"九年一贯制学校", 7}, {"高中", 2}, {"完全中学", 1}, {"十二年一贯制学校", 1}, {"中等职业学校", 1}, {"特殊教育学校", 1}}

// sampleTails end the names of schools after town and village.
var sampleTails = map[string]string{"小学": "小学", "教学点": "教学点", "初中": "初级中学", "九年一贯制学校": "九年一贯制学校"}

// samplePupils are the smallest and largest numbers of pupils of a kind.
var samplePupils = map[string][2]int{"小学": {180, 1600}, "教学点": {8, 45}, "初中": {320, 1500}, "九年一贯制学校": {420, 1900}, "高中": {1800, 3200},
	"完全中学": {1500, 2400}, "十二年一贯制学校": {1600, 2600}, "中等职业学校": {1200, 2200}, "特殊教育学校": {70, 130}, "幼儿园": {60, 420}}

// sampleFixed are the schools with a name of their own, all in the county seat.
var sampleFixed = map[string][]string{
	"小学":       {"示例县实验小学", "示例县第一小学", "示例县第二小学", "示例县第三小学", "示例县第四小学", "示例县第五小学", "示例县重庆路小学", "示例县朝阳门小学"},
	"初中":       {"示例县第一初级中学", "示例县第二初级中学", "示例县第三初级中学"},
	"九年一贯制学校":  {"示例县育英学校", "示例县思源学校"},
	"高中":       {"示例县第一高级中学", "示例县第二高级中学"},
	"完全中学":     {"示例县启明中学"},
	"十二年一贯制学校": {"示例县博雅学校"},
	"中等职业学校":   {"示例县职业中等专业学校"},
	"特殊教育学校":   {"示例县特殊教育学校"},
	"幼儿园":      {"示例县直属机关幼儿园", "示例县第一幼儿园", "示例县第二幼儿园", "示例县第三幼儿园", "示例县第四幼儿园", "示例县实验幼儿园"},
}

var samplePrivate = map[string]bool{"示例县育英学校": true, "示例县启明中学": true, "示例县博雅学校": true}

func (s *sampler) makeSchools() {
	whole := 0
	for _, k := range sampleKinds {
		whole += k.count
	}
	left := s.size.Schools
	for _, k := range sampleKinds {
		n := min(left, (k.count*s.size.Schools+whole-1)/whole)
		left -= n
		for i := range n {
			s.addSchool(k.kind, i)
		}
	}
	for i := range s.size.Kindergartens {
		s.addSchool(InfantSchool, i)
	}
}

// addSchool adds the i-th school of the kind.
func (s *sampler) addSchool(kind string, i int) {
	fixed := sampleFixed[kind]
	town, name, private := 0, "", false
	if i < len(fixed) {
		name = fixed[i]
		private = samplePrivate[name]
	} else {
		town, name, private = s.townSchool(kind, i-len(fixed))
	}
	id := int64(len(s.c.Schools) + 1)
	sc := School{ID: id, Code: fmt.Sprintf("00000%05d", id), Name: name, Kind: kind, Town: sampleTowns[town], Ownership: "公办",
		Principal: s.person("", ""), Liaison: s.person("", ""), Phone: fmt.Sprintf("1380000%04d", 1000+id), State: OpenSchool,
		Canteen: kind != "教学点" || s.chance(0.5), OpenedOn: NewDate(s.between(1958, 2012), 9, 1)}
	sc.Resident = sc.Liaison
	if private {
		sc.Ownership = "民办"
	}
	sc.ShortName = string([]rune(name)[len([]rune("示例县")):])
	switch {
	case town == 0:
		sc.Setting = "城区"
	case kind == "教学点" || s.chance(0.4):
		sc.Setting = "乡村"
	default:
		sc.Setting = "镇区"
	}
	sc.Address = "示例县" + sc.Town + fmt.Sprintf("示例路%d号", 2+id)
	s.people(&sc)
	s.c.Schools = append(s.c.Schools, sc)
	s.town = append(s.town, town)
	if short := sampleShorter.Replace(sc.ShortName); id%5 == 1 && short != sc.ShortName {
		s.c.Aliases = append(s.c.Aliases, SampleAlias{id, short})
	}
}

// townSchool names the i-th school of the kind that has no name of its own.
func (s *sampler) townSchool(kind string, i int) (town int, name string, private bool) {
	towns := len(sampleTowns) - 1
	village := sampleVillages[(i*7+len(kind))%len(sampleVillages)]
	extra := ""
	if lap := i / len(sampleVillages); lap > 0 {
		extra = fmt.Sprintf("第%s", []string{"二", "三", "四", "五", "六", "七"}[lap-1])
	}
	if kind != InfantSchool {
		town = 1 + i%towns
		prefix := "示例县" + sampleTowns[town]
		switch {
		case kind == "小学" && i < towns:
			return town, prefix + "中心小学", false
		case kind == "初中" && i < towns, kind == "九年一贯制学校" && i < towns:
			return town, prefix + sampleTails[kind], false
		}
		return town, prefix + village + extra + tailOf(kind), false
	}
	if i < towns {
		return 1 + i, "示例县" + sampleTowns[1+i] + "中心幼儿园", false
	}
	i -= towns
	// Every third private kindergarten is in the county seat.
	if i%3 != 0 {
		town = 1 + i%towns
	}
	name = sampleInfantNames[i%len(sampleInfantNames)]
	if lap := i / len(sampleInfantNames); lap > 0 {
		name = sampleVillages[(i*7+lap)%len(sampleVillages)] + name
	}
	return town, "示例县" + sampleTowns[town] + name + InfantSchool, true
}

func tailOf(kind string) string {
	if t, ok := sampleTails[kind]; ok {
		return t
	}
	return kind
}

// people gives the school pupils, classes, teachers and boarders.
func (s *sampler) people(sc *School) {
	span := samplePupils[sc.Kind]
	top := span[1]
	if sc.Setting == "乡村" {
		top = (span[0] + span[1]) / 2
	}
	sc.Students = s.between(span[0], top)
	per := 42
	switch sc.Kind {
	case InfantSchool:
		per, sc.Bus = 28, s.chance(0.2)
	case "教学点":
		per = 12
	case "特殊教育学校":
		per = 10
	}
	sc.Classes = max(1, (sc.Students+per-1)/per)
	sc.Teachers = max(2, sc.Classes*2+s.between(0, sc.Classes))
	if sc.Kind != InfantSchool && sc.Kind != "教学点" && (sc.Setting != "城区" || sc.Kind == "高中" || sc.Kind == "中等职业学校") {
		sc.Boarders = sc.Students * s.between(15, 60) / 100
	}
}

// sampleShorter makes the names that inspectors use in their own sheets.
var sampleShorter = strings.NewReplacer("镇", "", "乡", "", "幼儿园", "幼", "教学点", "点校", "初级中学", "初中", "小学", "小", "九年一贯制学校", "九年制学校")

// class names a class of the school.
func (s *sampler) class(sc School) string {
	nth := func(words ...string) string { return s.pick(words) }
	switch sc.Kind {
	case InfantSchool:
		return nth("小一班", "小二班", "中一班", "中二班", "大一班", "大二班")
	case "初中", "完全中学":
		return nth("七年级", "八年级", "九年级") + nth("1班", "2班", "3班")
	case "高中", "十二年一贯制学校":
		return nth("高一", "高二", "高三") + nth("1班", "2班", "5班")
	case "中等职业学校":
		return nth("机电", "计算机", "幼保") + nth("2301班", "2402班", "2501班")
	}
	return nth("一年级", "二年级", "三年级", "四年级", "五年级", "六年级") + nth("1班", "2班")
}
