package office

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

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
	columns := headsOf(rows[0])
	first := 1
	if columns == nil {
		columns, first = guessedHeads(rows), 0
	}
	p := paster{out: &out, at: columns}
	for i, row := range rows[first:] {
		p.row(i+first+1, row)
	}
	out.Items = p.ordered()
	return out
}

func pastedRows(text string) [][]string {
	r := csv.NewReader(strings.NewReader(strings.ReplaceAll(text, "\r\n", "\n")))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord, r.TrimLeadingSpace = '\t', true, -1, false
	all, err := r.ReadAll()
	if err != nil { // quotes that are no quotes
		all = nil
		for line := range strings.SplitSeq(text, "\n") {
			all = append(all, strings.Split(strings.TrimRight(line, "\r"), "\t"))
		}
	}
	return slices.DeleteFunc(all, func(row []string) bool {
		return !slices.ContainsFunc(row, func(c string) bool { return strings.TrimSpace(c) != "" })
	})
}

// headsOf returns the column of each thing, nil when the row names none.
func headsOf(row []string) map[string]int {
	columns := map[string]int{}
	for i, cell := range row {
		cell = strings.NewReplacer(" ", "", "　", "", "*", "", "\n", "").Replace(cell)
		cell, _, _ = strings.Cut(cell, "（")
		for what, names := range pasteColumns {
			if _, have := columns[what]; !have && slices.Contains(names, cell) {
				columns[what] = i
			}
		}
	}
	for _, what := range []string{"name", "level1", "level3"} {
		if _, ok := columns[what]; ok {
			return columns
		}
	}
	return nil
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

// paster gathers lines; levels 1 to 3 remember the heading that stands open when
// the levels have columns of their own.
type paster struct {
	out   *PastedList
	at    map[string]int
	lines []pasted
	open  [ChecklistDepth + 1]string
}

type pasted struct {
	ChecklistItem
	parent string
}

func (p *paster) cell(row []string, what string) string {
	i, ok := p.at[what]
	if !ok || i >= len(row) {
		return ""
	}
	return strings.TrimSpace(row[i])
}

func (p *paster) row(n int, row []string) {
	x := pasted{parent: p.cell(row, "parent")}
	x.Code, x.Name, x.Requirement, x.Method, x.Source = p.cell(row, "code"), p.cell(row, "name"), p.cell(row, "requirement"), p.cell(row, "method"), p.cell(row, "source")
	x.Veto = slices.Contains([]string{"是", "√", "1", "一票否决", "Y"}, p.cell(row, "veto"))
	if v := strings.TrimSuffix(p.cell(row, "points"), "分"); v != "" {
		f, err := strconv.ParseFloat(v, 64)
		if err != nil || !goodScore(f, 1000) {
			p.out.Problems = append(p.out.Problems, fmt.Sprintf("第 %d 行的分值“%s”不是分数，没有读入分值。", n, v))
		} else {
			x.Points = f
		}
	}
	p.levels(row)
	if x.Name == "" {
		x.Name = p.deepest(row)
	}
	switch {
	case x.Name == "" && x.Requirement != "":
		x.Name = clipText(x.Requirement, 40)
	case x.Name == "":
		return // only headings, or an empty line between
	}
	if _, ok := p.at["level1"]; ok {
		x.Level = p.depth() + 1
	} else if p.cell(row, "name") != "" && p.at["code"] == 0 && x.Code == "" { // indented by hand
		indent := len([]rune(row[p.at["name"]])) - len([]rune(strings.TrimLeft(row[p.at["name"]], " 　")))
		x.Level = min(ChecklistDepth, indent/2+1)
	}
	p.lines = append(p.lines, x)
}

// levels writes a line for each heading that opens on the row.
func (p *paster) levels(row []string) {
	for l := 1; l <= ChecklistDepth; l++ {
		name := p.cell(row, "level"+strconv.Itoa(l))
		if name == "" || name == p.open[l] || p.last(row, l) {
			continue
		}
		p.open[l] = name
		for k := l + 1; k <= ChecklistDepth; k++ {
			p.open[k] = ""
		}
		p.lines = append(p.lines, pasted{ChecklistItem: ChecklistItem{Name: name, Level: l}})
	}
}

// last tells whether the level is the row's own point: no column of a level or of
// a name comes after it with a text.
func (p *paster) last(row []string, level int) bool {
	if _, named := p.at["name"]; named {
		return false
	}
	for l := level + 1; l <= ChecklistDepth; l++ {
		if _, ok := p.at["level"+strconv.Itoa(l)]; ok {
			return false
		}
	}
	return true
}

// deepest is the text of the last of the level columns.
func (p *paster) deepest(row []string) string {
	for l := ChecklistDepth; l >= 1; l-- {
		if _, ok := p.at["level"+strconv.Itoa(l)]; ok {
			return p.cell(row, "level"+strconv.Itoa(l))
		}
	}
	return ""
}

// depth is how many headings stand open.
func (p *paster) depth() int {
	n := 0
	for l := 1; l < ChecklistDepth; l++ {
		if p.open[l] != "" {
			n = l
		}
	}
	return n
}

// ordered puts each line under its parent: by 上级编码, or by a code that begins
// with the parent's, or as it is indented.
func (p *paster) ordered() []ChecklistItem {
	children := map[int][]int{} // by the parent's place, -1 for none
	byCode := map[string]int{}
	for i, x := range p.lines {
		if x.Code != "" {
			byCode[x.Code] = i
		}
	}
	for i, x := range p.lines {
		at := -1
		switch {
		case x.parent != "":
			found, ok := byCode[x.parent]
			if !ok || found == i {
				p.out.Problems = append(p.out.Problems, fmt.Sprintf("“%s”的上级编码“%s”不在所粘贴的内容里，已放在第一级。", x.Name, x.parent))
				break
			}
			at = found
		case x.Level > 1:
			at = p.above(i)
		case x.Code != "":
			at = prefixOf(x.Code, byCode)
		}
		children[at] = append(children[at], i)
	}
	items, seen := []ChecklistItem{}, map[int]bool{}
	var walk func(at, level int)
	walk = func(at, level int) {
		for _, i := range children[at] {
			if seen[i] {
				continue
			}
			seen[i] = true
			x := p.lines[i].ChecklistItem
			if x.Level = level; level > ChecklistDepth {
				x.Level = ChecklistDepth
				p.out.Problems = append(p.out.Problems, fmt.Sprintf("“%s”在第 %d 级，评估表最多 %d 级，已放在第 %d 级。", x.Name, level, ChecklistDepth, ChecklistDepth))
			}
			items = append(items, x)
			walk(i, level+1)
		}
	}
	walk(-1, 1)
	if lost := len(p.lines) - len(items); lost > 0 {
		p.out.Problems = append(p.out.Problems, fmt.Sprintf("有 %d 行的上级编码互为上级，没有读入，请改正编码后重新粘贴。", lost))
	}
	return items
}

// above is the nearest line before i that is one level higher.
func (p *paster) above(i int) int {
	for k := i - 1; k >= 0; k-- {
		if l := p.lines[k].Level; l > 0 && l < p.lines[i].Level {
			return k
		}
	}
	return -1
}

// prefixOf is the longest code that the code continues, as A1 does A1-2 or B1 of
// A1B1; -1 for none.
func prefixOf(code string, byCode map[string]int) int {
	best, at := 0, -1
	for c, i := range byCode {
		rest, ok := strings.CutPrefix(code, c)
		if !ok || rest == "" || len(c) <= best {
			continue
		}
		last, next := c[len(c)-1], rest[0]
		if digit := func(b byte) bool { return b >= '0' && b <= '9' }; digit(last) && digit(next) {
			continue // 1 does not continue in 10
		}
		best, at = len(c), i
	}
	return at
}
