package word

import (
	"fmt"
	"slices"
	"strings"
)

// maxProblems is how many faults of a template are named at once.
const maxProblems = 30

// problems names every placeholder that cannot be filled, and where it stands.
func (t *template) problems(known []string) []string {
	c := &checker{known: known}
	for _, p := range t.texts {
		c.where, c.paras, c.tables = p.where, 0, 0
		c.all(p.root.kids, place{})
	}
	if len(c.list) > maxProblems {
		rest := len(c.list) - maxProblems
		c.list = append(c.list[:maxProblems], fmt.Sprintf("还有 %d 处。", rest))
	}
	return c.list
}

// checker walks through a part as a reader counts it.
type checker struct {
	known         []string
	where         string // 页眉, 页脚 …
	paras, tables int
	list          []string
}

// place is where in a part something stands.
type place struct {
	table, row, cell int
	box              bool
	list             string // of the row around
}

func (c *checker) all(nodes []*node, at place) {
	row, cell := 0, 0
	for _, n := range nodes {
		here := at
		switch n.w {
		case "tbl":
			if at.table == 0 {
				c.tables++
				here.table = c.tables
			}
		case "tr":
			if row++; at.row == 0 {
				here.row = row
			}
			if here.list == "" {
				here.list = listOf(n)
			}
		case "tc":
			if cell++; at.cell == 0 {
				here.cell = cell
			}
		case "txbxContent":
			here.box = true
		case "p":
			c.paragraph(n, here)
		}
		c.all(n.kids, here)
	}
}

func (c *checker) paragraph(p *node, at place) {
	text := textOf(p).text
	if at.table == 0 && !at.box && strings.TrimSpace(text) != "" {
		c.paras++
	}
	where := c.say(at)
	list := at.list
	for _, x := range placeholders(text) {
		if !slices.Contains(c.known, x.name) {
			sentence := "请对照占位符清单改正。"
			if near := nearest(x.name, c.known); near != "" {
				sentence = fmt.Sprintf("是不是“{%s}”？", near)
			}
			c.add(fmt.Sprintf("%s的“{%s}”不认识，%s", where, short(x.name), sentence))
			continue
		}
		own, _, is := strings.Cut(x.name, ".")
		switch {
		case !is:
		case list == "":
			list = own
		case list != own:
			c.add(fmt.Sprintf("%s的“{%s}”和“%s”混在一起，一行（段）里只能用一种清单，请分开。", where, x.name, list))
		}
	}
	if stray := strayBrace(text); stray != "" {
		c.add(fmt.Sprintf("%s的“%s”花括号不成对，占位符要写成“{学校名称}”这样。", where, stray))
	}
}

// add notes a fault once: Word keeps text boxes twice.
func (c *checker) add(sentence string) {
	if !slices.Contains(c.list, sentence) {
		c.list = append(c.list, sentence)
	}
}

// say words a place: 第 2 段, 第 1 个表格第 3 行第 2 格, 页眉.
func (c *checker) say(at place) string {
	var out string
	switch {
	case at.table > 0:
		out = fmt.Sprintf("第 %d 个表格第 %d 行第 %d 格", at.table, at.row, at.cell)
	case at.box:
		out = "文本框"
	case c.where == "":
		out = fmt.Sprintf("第 %d 段", c.paras)
	}
	return c.where + out
}

// nearest is the known name most like the given one, empty when none is.
func nearest(name string, known []string) string {
	best, least := "", 0
	for _, k := range known {
		d := distance([]rune(name), []rune(k))
		if best == "" || d < least {
			best, least = k, d
		}
	}
	if n := len([]rune(name)); best == "" || least > max(1, n/2) && !strings.Contains(best, name) && !strings.Contains(name, best) || n == 0 {
		return ""
	}
	return best
}

// distance counts the characters to add, drop or change to come from a to b.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		before := row[0]
		row[0] = i + 1
		for j := range b {
			cost := before
			if a[i] != b[j] {
				cost++
			}
			before = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
