package office

import "strings"

// PastedList is a list of points read from cells copied out of Excel.
type PastedList struct {
	Items []ChecklistItem `json:"items"`
	// Problems tell what could not be read, by the line.
	Problems []string `json:"problems"`
}

// pasteColumns are the headings by which a column is known.
var pasteColumns = map[string][]string{
	"code":        {"编码", "指标编码", "编号", "代码", "序号"},
	"parent":      {"上级编码", "上级指标编码", "上级", "上级编号"},
	"level1":      {"一级指标", "评估项目", "项目", "督导事项"},
	"level2":      {"二级指标", "评估内容"},
	"level3":      {"三级指标", "评估要点", "督导要点"},
	"name":        {"名称", "指标", "指标名称", "要点", "内容", "检查内容", "检查项目"},
	"points":      {"分值", "分数", "标准分", "满分"},
	"requirement": {"考核要求", "评估标准", "评分标准", "评分细则", "要求", "标准", "记分办法", "计分办法"},
	"method":      {"查看方法", "佐证材料", "评估方法", "督导方法", "查看资料", "方法"},
	"veto":        {"一票否决", "否决"},
	"source":      {"依据", "来源"},
}

// ParseChecklist reads cells copied from Excel, one line a row, separated by
// tabs. The first row may name the columns: 编码, 上级编码, 名称, 分值, 考核要求,
// 查看方法, 一票否决, 依据; or 一级指标, 二级指标, 三级指标 side by side. Without such
// a row the columns are taken as 编码 (when they look like codes), 名称, 分值, 考核要求.
func ParseChecklist(text string) PastedList {
	out := PastedList{Items: []ChecklistItem{}, Problems: []string{}}
	rows := pastedRows(text)
	if len(rows) == 0 {
		out.Problems = append(out.Problems, "没有可读的内容，请先在 Excel 里选中并复制单元格。")
		return out
	}
	columns := headsOf(pasteColumns, rows[0])
	first := 1
	if columns == nil {
		columns, first = guessedHeads(rows), 0
	}
	p := paster{problems: &out.Problems, at: columns, deep: ChecklistDepth}
	for i, row := range rows[first:] {
		p.row(i+first+1, row)
	}
	for _, x := range p.ordered() {
		out.Items = append(out.Items, x.ChecklistItem)
	}
	return out
}

func guessedHeads(rows [][]string) map[string]int {
	looksLike := func(s string) bool {
		return len([]rune(s)) <= 10 && strings.ContainsAny(s, "0123456789ABCabc") && strings.Trim(s, "0123456789ABCDEFabcdef.-—·、()（）") == ""
	}
	if len(rows[0]) > 1 && looksLike(strings.TrimSpace(rows[0][0])) {
		return map[string]int{"code": 0, "name": 1, "points": 2, "requirement": 3, "method": 4}
	}
	return map[string]int{"name": 0, "points": 1, "requirement": 2, "method": 3}
}
