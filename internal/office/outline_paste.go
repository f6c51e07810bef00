package office

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

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
func headsOf(names map[string][]string, row []string) map[string]int {
	columns := columnsOf(names, row)
	for _, what := range []string{"name", "level1", "level3"} {
		if _, ok := columns[what]; ok {
			return columns
		}
	}
	return nil
}

// columnsOf returns the column of each thing that a cell of the row names.
func columnsOf(names map[string][]string, row []string) map[string]int {
	columns := map[string]int{}
	for i, cell := range row {
		cell = strings.NewReplacer(" ", "", "　", "", "*", "", "\n", "").Replace(cell)
		cell, _, _ = strings.Cut(cell, "（")
		for what, known := range names {
			if _, have := columns[what]; !have && slices.Contains(known, cell) {
				columns[what] = i
			}
		}
	}
	return columns
}

// paster gathers lines; levels 1 to 3 remember the heading that stands open when
// the levels have columns of their own.
type paster struct {
	problems *[]string
	at       map[string]int
	deep     int  // how many levels there may be
	joins    bool // a row without a name goes on with the line above
	lines    []pasted
	open     [IndicatorDepth + 1]string
}

// pasted is a line of a check list or of a standard; of a standard Method is what is
// asked to be shown.
type pasted struct {
	ChecklistItem
	parent          string
	scoring, person string
	row             int // where it stands among the rows
}

func (p *paster) cell(row []string, what string) string {
	i, ok := p.at[what]
	if !ok || i >= len(row) {
		return ""
	}
	return strings.TrimSpace(row[i])
}

func (p *paster) row(n int, row []string) {
	x := pasted{parent: p.cell(row, "parent"), scoring: p.cell(row, "scoring"), person: p.cell(row, "person"), row: n}
	x.Code, x.Name, x.Requirement, x.Method, x.Source = p.cell(row, "code"), p.cell(row, "name"), p.cell(row, "requirement"), p.cell(row, "method"), p.cell(row, "source")
	x.Veto = slices.Contains([]string{"是", "√", "1", "一票否决", "Y"}, p.cell(row, "veto"))
	if v := strings.TrimSuffix(p.cell(row, "points"), "分"); v != "" {
		f, err := strconv.ParseFloat(v, 64)
		if err != nil || !goodScore(f, 1000) {
			*p.problems = append(*p.problems, fmt.Sprintf("第 %d 行的分值“%s”不是分数，没有读入分值。", n, v))
		} else {
			x.Points = f
		}
	}
	before := len(p.lines)
	p.levels(n, row)
	if x.Name == "" {
		x.Name = p.deepest(row)
	}
	switch {
	case x.Name == "" && x.Code == "" && p.joins && before > 0 && before == len(p.lines):
		p.lines[before-1].join(x)
		return
	case x.Name == "" && x.Code != "" && p.joins: // what is said of a line that is known by its code
	case x.Name == "" && x.Requirement != "":
		x.Name = clipText(x.Requirement, 40)
	case x.Name == "":
		return // only headings, or an empty line between
	}
	if _, ok := p.at["level1"]; ok {
		x.Level = p.depth() + 1
	} else if p.cell(row, "name") != "" && p.at["code"] == 0 && x.Code == "" { // indented by hand
		indent := len([]rune(row[p.at["name"]])) - len([]rune(strings.TrimLeft(row[p.at["name"]], " 　")))
		x.Level = min(p.deep, indent/2+1)
	}
	p.lines = append(p.lines, x)
}

// join takes in a row that goes on with the line: its name cell is merged with the
// one above.
func (x *pasted) join(more pasted) {
	for _, t := range []struct {
		at   *string
		text string
	}{{&x.Requirement, more.Requirement}, {&x.scoring, more.scoring}, {&x.Method, more.Method}} {
		*t.at = strings.TrimSpace(*t.at + "\n" + t.text)
	}
	x.Points = Round2(x.Points + more.Points)
}

// levels writes a line for each heading that opens on the row.
func (p *paster) levels(n int, row []string) {
	for l := 1; l <= p.deep; l++ {
		name := p.cell(row, "level"+strconv.Itoa(l))
		if name == "" || name == p.open[l] || p.last(row, l) {
			continue
		}
		p.open[l] = name
		for k := l + 1; k <= p.deep; k++ {
			p.open[k] = ""
		}
		p.lines = append(p.lines, pasted{ChecklistItem: ChecklistItem{Name: name, Level: l}, row: n})
	}
}

// last tells whether the level is the row's own point: no column of a level or of
// a name comes after it with a text.
func (p *paster) last(row []string, level int) bool {
	if _, named := p.at["name"]; named {
		return false
	}
	for l := level + 1; l <= p.deep; l++ {
		if _, ok := p.at["level"+strconv.Itoa(l)]; ok {
			return false
		}
	}
	return true
}

// deepest is the text of the last of the level columns.
func (p *paster) deepest(row []string) string {
	for l := p.deep; l >= 1; l-- {
		if _, ok := p.at["level"+strconv.Itoa(l)]; ok {
			return p.cell(row, "level"+strconv.Itoa(l))
		}
	}
	return ""
}

// depth is how many headings stand open.
func (p *paster) depth() int {
	n := 0
	for l := 1; l < p.deep; l++ {
		if p.open[l] != "" {
			n = l
		}
	}
	return n
}

// ordered puts each line under its parent: by 上级编码, or by a code that begins
// with the parent's, or as it is indented.
func (p *paster) ordered() []pasted {
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
				*p.problems = append(*p.problems, fmt.Sprintf("“%s”的上级编码“%s”不在所粘贴的内容里，已放在第一级。", x.Name, x.parent))
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
	items, seen := []pasted{}, map[int]bool{}
	var walk func(at, level int)
	walk = func(at, level int) {
		for _, i := range children[at] {
			if seen[i] {
				continue
			}
			seen[i] = true
			x := p.lines[i]
			if x.Level = level; level > p.deep {
				x.Level = p.deep
				*p.problems = append(*p.problems, fmt.Sprintf("“%s”在第 %d 级，最多 %d 级，已放在第 %d 级。", x.Name, level, p.deep, p.deep))
			}
			items = append(items, x)
			walk(i, level+1)
		}
	}
	walk(-1, 1)
	if lost := len(p.lines) - len(items); lost > 0 {
		*p.problems = append(*p.problems, fmt.Sprintf("有 %d 行的上级编码互为上级，没有读入，请改正编码后重新粘贴。", lost))
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
