package office

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// PastedStandard is the lines of a standard read from cells.
type PastedStandard struct {
	Items   []Indicator `json:"items"`
	Pattern string      `json:"pattern"` // that most of the codes follow, or empty
	// Problems tell what could not be read, by the row.
	Problems []string `json:"problems"`
}

// standardColumns are the headings by which a column is known. 评分细则 and 佐证材料
// are things of their own here.
var standardColumns = func() map[string][]string {
	c := maps.Clone(pasteColumns)
	c["level2"] = append(slices.Clone(c["level2"]), "评估要素")
	c["level3"] = append(slices.Clone(c["level3"]), "考核点", "考核要点", "记分点", "观测点", "评估指标")
	c["level4"] = []string{"四级指标"}
	c["points"] = append(slices.Clone(c["points"]), "权重", "分值权重", "赋分", "总分")
	c["requirement"] = []string{"考核要求", "评估标准", "要求", "标准", "指标内涵", "评估内容及要求", "具体要求", "考核内容", "创建标准"}
	c["scoring"] = []string{"评分细则", "评分标准", "评分办法", "记分办法", "计分办法", "扣分标准", "赋分办法", "评分说明"}
	c["method"] = []string{"佐证材料", "佐证要求", "支撑材料", "备查材料", "查看资料", "印证材料", "材料清单", "需提供材料", "查看方法", "评估方法"}
	c["person"] = []string{"负责人", "责任人", "责任单位", "牵头人", "责任科室"}
	return c
}()

// ParseStandard reads rows of cells, as copied out of Excel or out of a notice. Rows
// above the heading, headings that come again and sums are passed over; merged cells
// may be empty. Levels are told by the columns of the levels, by 上级编码, or by how
// the codes are made.
func ParseStandard(rows [][]string) PastedStandard {
	out := PastedStandard{Items: []Indicator{}, Problems: []string{}}
	lines := ParseStandardLines(rows, &out.Problems)
	codes := []string{}
	for _, x := range lines {
		out.Items = append(out.Items, x.Indicator)
		if x.Code != "" {
			codes = append(codes, x.Code)
		}
	}
	out.Pattern = string(GuessPattern(codes))
	if len(out.Items) == 0 && len(out.Problems) == 0 {
		out.Problems = append(out.Problems, "没有可读的内容，请先在 Excel 里选中并复制单元格（最好连表头）。")
	}
	return out
}

// PastedRows splits text copied out of Excel into its cells.
func PastedRows(text string) [][]string { return pastedRows(text) }

// StandardLine is a line of a standard and the row it was read from, from 1.
type StandardLine struct {
	Indicator
	Row int
}

// ParseStandardLines is ParseStandard with the row of each line.
func ParseStandardLines(rows [][]string, problems *[]string) []StandardLine {
	columns, first := standardHeads(rows)
	p := paster{problems: problems, at: columns, deep: IndicatorDepth, joins: true}
	for i, row := range rows[first:] {
		if standardHead(row) != nil || isSum(row) {
			continue
		}
		if name, alone := aloneCell(row); alone && !p.levelled() {
			p.lines = append(p.lines, pasted{ChecklistItem: ChecklistItem{Name: name}, row: first + i + 1})
			continue
		}
		p.row(first+i+1, row)
	}
	p.splitCodes()
	if !p.levelled() {
		p.levelByCodes()
	}
	out := []StandardLine{}
	for _, x := range p.ordered() {
		out = append(out, StandardLine{Indicator{Code: x.Code, Name: x.Name, Requirement: x.Requirement, Scoring: x.scoring, Points: x.Points, Veto: x.Veto,
			Person: x.person, Source: x.Source, Level: x.Level, Needs: ParseNeeds(x.Method)}, x.row})
	}
	wholeCodes(out)
	return out
}

// wholeCodes writes codes that begin anew under each heading, as 卷① does, behind
// the heading's own: (二)卷①.
func wholeCodes(lines []StandardLine) {
	seen, again := map[string]bool{}, map[string]bool{}
	for _, x := range lines {
		again[codeStyle(x.Code)] = again[codeStyle(x.Code)] || x.Code != "" && seen[x.Code]
		seen[x.Code] = true
	}
	open := [IndicatorDepth + 1]string{}
	for i := range lines {
		x := &lines[i]
		if above := open[x.Level-1]; x.Code != "" && above != "" && again[codeStyle(x.Code)] {
			if strings.Trim(x.Code, "0123456789") == "" {
				above += "-"
			}
			x.Code = above + x.Code
		}
		open[x.Level] = x.Code
	}
}

// headRows is how far down the heading is looked for.
const headRows = 10

// standardHead returns the columns that a heading names, nil when the row is none:
// lines are named, or known by their codes.
func standardHead(row []string) map[string]int {
	columns := headsOf(standardColumns, row)
	if all := columnsOf(standardColumns, row); columns == nil {
		if _, coded := all["code"]; coded {
			columns = all
		}
	}
	if len(columns) < 2 {
		return nil
	}
	return columns
}

func standardHeads(rows [][]string) (columns map[string]int, first int) {
	for i, row := range rows[:min(headRows, len(rows))] {
		if columns = standardHead(row); columns != nil {
			return columns, i + 1
		}
	}
	if len(rows) == 0 {
		return map[string]int{}, 0
	}
	return guessedHeads(rows), 0
}

var sumWords = []string{"合计", "总计", "小计", "总分", "合计得分", "总得分"}

// isSum tells whether the row only adds up others.
func isSum(row []string) bool {
	for _, cell := range row {
		if cell = strings.Trim(strings.Join(strings.Fields(cell), ""), ":：　"); cell != "" {
			return slices.Contains(sumWords, cell)
		}
	}
	return false
}

// aloneCell is the row's only text: a heading merged across the table.
func aloneCell(row []string) (text string, alone bool) {
	for _, cell := range row {
		if cell = strings.TrimSpace(cell); cell == "" {
			continue
		}
		if text != "" {
			return "", false
		}
		text = cell
	}
	return text, text != "" && len(row) > 1
}

// levelled tells whether levels have columns of their own.
func (p *paster) levelled() bool {
	_, own := p.at["level1"]
	return own
}

var (
	codeBefore   = regexp.MustCompile(`^([A-Z]\d+(?:[-.]?[A-Z]\d+)*|\d+(?:[-.－—]\d+)+|\d+|[（(][一二三四五六七八九十]+[)）](?:卷?[①-⑳])?|卷?[①-⑳]|第?[一二三四五六七八九十]+)([.、．:：)）\s　]*)(\S.*)$`)
	pointsBehind = regexp.MustCompile(`[（(]\s*(\d+(?:\.\d+)?)\s*分\s*[)）]$`)
)

// splitCodes takes the code before a name and the points behind it out of the name.
func (p *paster) splitCodes() {
	for i := range p.lines {
		x := &p.lines[i]
		if m := pointsBehind.FindStringSubmatch(x.Name); m != nil {
			if v, err := strconv.ParseFloat(m[1], 64); err == nil && x.Points == 0 && goodScore(v, 1000) {
				x.Points = v
			}
			x.Name = strings.TrimSpace(strings.TrimSuffix(x.Name, m[0]))
		}
		if x.Code != "" {
			continue
		}
		m := codeBefore.FindStringSubmatch(x.Name)
		if m == nil {
			continue
		}
		plain := strings.Trim(m[1], "0123456789第一二三四五六七八九十") == ""
		if plain && strings.TrimSpace(m[2]) == "" && !strings.ContainsAny(m[2], " 　\t") {
			continue // 3年内…, 一人五校: a number that belongs to the name
		}
		x.Code, x.Name = strings.TrimPrefix(m[1], "第"), m[3]
	}
}

// levelByCodes tells the levels of lines by how their codes look: a style not seen
// among the headings that stand open goes one deeper.
func (p *paster) levelByCodes() {
	open := []string{}
	for i := range p.lines {
		x := &p.lines[i]
		if x.Code == "" || x.parent != "" {
			if x.Level <= 1 && len(open) > 0 && x.parent == "" {
				x.Level = min(len(open)+1, p.deep)
			}
			continue
		}
		style := codeStyle(x.Code)
		if at := slices.Index(open, style); at >= 0 {
			open = open[:at+1]
		} else if len(open) < p.deep {
			open = append(open, style)
		}
		x.Level = len(open)
	}
}

// ParseNeeds reads 佐证材料 as it is written in one cell.
func ParseNeeds(text string) []Need {
	needs := []Need{}
	depth := 0
	marks := "；;\n"
	if !strings.ContainsAny(text, marks) {
		marks = "，,、"
	}
	for _, name := range strings.FieldsFunc(text, func(r rune) bool {
		switch r {
		case '（', '(', '《':
			depth++
		case '）', ')', '》':
			depth--
		}
		return r == '\n' || depth <= 0 && strings.ContainsRune(marks, r)
	}) {
		name = strings.TrimRight(strings.TrimSpace(name), "。.")
		if m := codeBefore.FindStringSubmatch(name); m != nil && m[2] != "" {
			name = m[3]
		}
		if name != "" && !slices.ContainsFunc(needs, func(n Need) bool { return n.Name == name }) {
			needs = append(needs, Need{Name: name, Least: 1})
		}
	}
	return needs
}

// NeedsText writes the needs as one cell.
func NeedsText(needs []Need) string {
	names := make([]string, len(needs))
	for i, n := range needs {
		names[i] = n.Name
	}
	return strings.Join(names, "；")
}

// Warnings are what looks wrong in a standard without being forbidden.
func (s Standard) Warnings() []string {
	out := []string{}
	empty, bare := 0, 0
	for _, x := range s.Points() {
		if x.Requirement == "" {
			empty++
		}
		if x.Points == 0 && !x.Veto {
			bare++
		}
	}
	if empty > 0 {
		out = append(out, fmt.Sprintf("有 %d 个考核点没有考核要求，请按上级文件填写。", empty))
	}
	if s.Sum() > 0 && bare > 0 {
		out = append(out, fmt.Sprintf("有 %d 个考核点没有分值，不计入自评总分。", bare))
	}
	return out
}
