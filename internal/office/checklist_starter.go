package office

import "slices"

// ChecklistStarter is a list that the program offers to begin with. What is not
// in the program's sources stays out: the clerk fills it in.
type ChecklistStarter struct {
	Key  string `json:"key"`
	Name string `json:"name"`
	Kind string `json:"kind"`
	// Source names where the words come from, Note what is missing.
	Source string          `json:"source"`
	Note   string          `json:"note"`
	Items  []ChecklistItem `json:"items"`
}

// StarterRules is the key of 规范办学督导要点, the first of the starters.
const StarterRules = "rules"

const (
	srcInfantConduct = "幼儿园办园行为督导评估五个方面的名称（非官方文本）"
	srcTopics        = "县级督导工作材料（非官方文本）"
	fillIn           = "要点的文字本程序没有，请按本省、本县的文件填写或粘贴。"
)

// ChecklistStarters are the lists offered, with the county's matters and check
// points as they are now.
func ChecklistStarters(matters []Matter, points []Checkpoint) []ChecklistStarter {
	return []ChecklistStarter{
		{StarterRules, "规范办学督导要点", InspectionSpecial, srcPoints2020, "按八项督导事项排列；没有细分要点的事项按整项评。考核要求和分值请按本县文件填写。", matterItems(matters, points, false)},
		{"infant", "幼儿园办园行为督导评估", InspectionInfant, srcInfantConduct, fillIn, headings(srcInfantConduct, "办园条件", "安全卫生", "保育教育", "教职工队伍", "内部管理")},
		{"infant_rules", "幼儿园督导要点", InspectionSpecial, srcInfantUse, "按幼儿园三项督导事项排列。", matterItems(matters, points, true)},
		{"food", "食品安全专项督导", InspectionSpecial, srcPoints2020, "只列食堂和食品的要点，可按本县文件增删。", foodItems(points)},
		{"opening", "开学工作专项督导", InspectionSpecial, srcTopics, fillIn, headings(srcTopics, "学生入学", "各项开学准备", "控辍保学")},
		{"five", "“五项管理”专项督导", InspectionSpecial, srcTopics, fillIn, headings(srcTopics, "作业管理", "睡眠管理", "手机管理", "读物管理", "体质管理")},
		{"burden", "“双减”专项督导", InspectionSpecial, srcTopics, fillIn, []ChecklistItem{}},
		{"bullying", "校园欺凌防治专项督导", InspectionSpecial, srcTopics, fillIn, []ChecklistItem{}},
		{"dropout", "控辍保学专项督导", InspectionSpecial, srcTopics, fillIn, []ChecklistItem{}},
		{"tutoring", "校外培训专项督导", InspectionSpecial, srcTopics, fillIn, []ChecklistItem{}},
		{"workbooks", "教辅管理专项督导", InspectionSpecial, srcTopics, fillIn, []ChecklistItem{}},
		{"duty", "党政领导干部履行教育职责督导", InspectionGoverns, srcTopics, "指标有10项一级、42项二级，文字本程序没有，请按上级文件粘贴。", []ChecklistItem{}},
	}
}

// Checklist makes a draft of the starter.
func (s ChecklistStarter) Checklist(version string) Checklist {
	return Checklist{Name: s.Name, Version: version, Kind: s.Kind, Source: s.Source, Note: s.Note, State: ChecklistStates[0], Items: slices.Clone(s.Items), Grades: DefaultGrades()}
}

// matterItems are the matters with the check points in use under each.
func matterItems(matters []Matter, points []Checkpoint, kindergarten bool) []ChecklistItem {
	items := []ChecklistItem{}
	for _, m := range matters {
		if m.Kindergarten != kindergarten || m.ValidTo != "" {
			continue
		}
		items = append(items, ChecklistItem{Name: m.Name, Source: m.Source, MatterID: m.ID, Level: 1})
		for _, p := range points {
			if p.MatterID == m.ID && p.State == "启用" {
				items = append(items, ChecklistItem{Name: p.Name, Source: p.Source, MatterID: m.ID, Level: 2})
			}
		}
	}
	return items
}

// foodNames are the check points that are about food.
var foodNames = []string{"“阳光食堂”平台和食品安全主体责任", "校长陪餐制度", "从业人员健康证有效期", "采购、运输、储存、加工", "食品留样", "食堂加工"}

func foodItems(points []Checkpoint) []ChecklistItem {
	const food = 7 // 食堂、食品、饮水及宿舍卫生情况
	items := []ChecklistItem{}
	for _, p := range points {
		if p.State == "启用" && slices.Contains(foodNames, p.Name) {
			items = append(items, ChecklistItem{Name: p.Name, Source: p.Source, MatterID: food, Method: p.Method, Level: 1})
		}
	}
	return items
}

func headings(source string, names ...string) []ChecklistItem {
	items := []ChecklistItem{}
	for _, n := range names {
		items = append(items, ChecklistItem{Name: n, Source: source, Level: 1})
	}
	return items
}
