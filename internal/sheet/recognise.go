package sheet

import (
	"fmt"
	"slices"
	"strings"

	"dudao/internal/office"
)

// ReadOptions steer how a workbook is read as one kind of list.
type ReadOptions struct {
	// Mapping is the clerk's own: normalized heading to field key, or to
	// office.IgnoreColumn.
	Mapping map[string]string
	// Year is the year of dates written without one, 0 to look for it.
	Year int
	// Heads names the row of a sheet's heading where it is not found by itself.
	Heads map[string]int
	// Only names the one sheet that is looked at; empty looks at all.
	Only string
}

// headSearch is how many rows with content are looked at for a heading.
const headSearch = 40

// Read finds the lists of the layout's kind in the workbook. Every sheet is
// either a table of the reading or named in its Skips.
func (b *Book) Read(layout office.Layout, opt ReadOptions) (*office.SheetReading, error) {
	r := &office.SheetReading{Layout: layout, Tables: []office.SheetTable{}, Skips: []office.SheetSkip{}, Notes: []string{}}
	for _, name := range b.hidden {
		if !ownSheet(name) {
			r.Skips = append(r.Skips, office.SheetSkip{Sheet: name, Reason: "是隐藏的工作表，没有读"})
		}
	}
	for i := range b.pages {
		p := &b.pages[i]
		if ownSheet(p.name) || opt.Only != "" && p.name != opt.Only {
			continue
		}
		r.Notes = append(r.Notes, p.notes...)
		t := &table{grid: newGrid(p), layout: &r.Layout, opt: opt}
		if !t.findHead() {
			r.Skips = append(r.Skips, office.SheetSkip{Sheet: p.name, Reason: "没有找到“" + layout.Title + "”表的表头"})
			continue
		}
		t.hint = b.yearOf(t, opt)
		t.readRows()
		r.Tables = append(r.Tables, t.out)
		r.Skips = append(r.Skips, t.skips...)
		if t.hidden > 0 {
			r.Notes = append(r.Notes, fmt.Sprintf("工作表“%s”有 %d 行是隐藏的或被筛选掉的，也读了；不要的，请删去再导", p.name, t.hidden))
		}
		if unknown := unknownColumns(t.out); len(unknown) > 0 {
			r.Notes = append(r.Notes, fmt.Sprintf("工作表“%s”的这些列不认识，没有读：%s", p.name, strings.Join(unknown, "、")))
		}
	}
	if len(r.Tables) == 0 {
		return nil, b.noHead(layout)
	}
	return r, nil
}

// unknownColumns names the columns that mean no field and were not asked to be
// left out; a running number says nothing.
func unknownColumns(t office.SheetTable) []string {
	names := []string{}
	for _, c := range t.Columns {
		if h := office.NormalizeHeading(c.Heading); c.Field == "" && !c.Ignored && h != "序号" && h != "行号" {
			names = append(names, c.Heading+"（"+c.Letter+" 列）")
		}
	}
	return names
}

func (b *Book) noHead(layout office.Layout) error {
	var need []string
	for _, f := range layout.Fields {
		if f.Required {
			need = append(need, f.Title)
		}
	}
	if !layout.Demands() { // any of the first would do
		for _, f := range layout.Fields[:min(4, len(layout.Fields))] {
			need = append(need, f.Title)
		}
	}
	return office.Errorf(office.CodeFile, "《%s》里没有找到“%s”表的表头（要有：%s）。请检查是否选错了文件或表的种类，或指定表头在第几行、各列是什么。",
		b.Name(), layout.Title, strings.Join(need, "、"))
}

func ownSheet(name string) bool {
	return slices.Contains([]string{office.ResultSheet, office.HelpSheet, office.WordsSheet, office.GuideSheet, office.StampSheet}, name)
}

// yearOf looks for a year: the clerk's, the rows above the heading, the sheet's
// name, the file's name.
func (b *Book) yearOf(t *table, opt ReadOptions) office.YearHint {
	if opt.Year > 0 {
		return office.YearHint{Year: opt.Year, From: office.YearGiven}
	}
	for _, l := range t.p.lines {
		if l.num >= t.head {
			break
		}
		for _, c := range l.cells {
			if h, ok := office.FindYear(c.text, fmt.Sprintf("第 %d 行标题", l.num)); ok {
				return h
			}
		}
	}
	if h, ok := office.FindYear(t.p.name, "工作表名"); ok {
		return h
	}
	h, _ := office.FindYear(b.Name(), "文件名")
	return h
}

// grid finds cells by place.
type grid struct {
	p     *page
	index map[int]int // row number to position in lines
}

func newGrid(p *page) grid {
	g := grid{p: p, index: make(map[int]int, len(p.lines))}
	for i, l := range p.lines {
		g.index[l.num] = i
	}
	return g
}

func (g grid) at(row, col int) (cell, bool) {
	i, ok := g.index[row]
	if !ok {
		return cell{}, false
	}
	cells := g.p.lines[i].cells
	j, ok := slices.BinarySearchFunc(cells, col, func(c cell, col int) int { return c.col - col })
	if !ok {
		return cell{}, false
	}
	return cells[j], true
}

// shown returns the text at the place, through a merged area.
func (g grid) shown(row, col int) string {
	if c, ok := g.at(row, col); ok {
		return c.text
	}
	for _, m := range g.p.merges {
		if row >= m.top && row <= m.bottom && col >= m.left && col <= m.right {
			c, _ := g.at(m.top, m.left)
			return c.text
		}
	}
	return ""
}

// table is one list while it is being read.
type table struct {
	grid
	layout *office.Layout
	opt    ReadOptions
	head   int // first line of the heading
	hint   office.YearHint
	out    office.SheetTable
	skips  []office.SheetSkip
	hidden int            // rows that are hidden or filtered away, and read like the others
	fields map[int]int    // column to field
	names  map[int]string // what stands last in each column of names
	// shownHead holds the heading's own texts, to know it when it is repeated.
	shownHead map[int]string
}

// heading is one reading of a heading.
type heading struct {
	top, bottom int
	columns     []office.SheetColumn
	score       int
	required    int
}

// findHead chooses the rows whose texts name most fields: one row, or two whose
// upper one holds groups.
func (t *table) findHead() bool {
	var best heading
	forced := t.opt.Heads[t.p.name]
	for i, l := range t.p.lines {
		if i >= headSearch && forced == 0 {
			break
		}
		if forced > 0 && l.num != forced {
			continue
		}
		one := t.tryHead(l.num, l.num)
		if forced > 0 || better(one, best) {
			best = one
		}
		if i+1 < len(t.p.lines) && t.p.lines[i+1].num == l.num+1 {
			two := t.tryHead(l.num, l.num+1)
			merged := two.score == best.score && best.top == l.num && t.mergedDown(l.num)
			if (better(two, best) || merged) && two.score > t.tryHead(l.num+1, l.num+1).score {
				best = two
			}
		}
	}
	if best.top == 0 || forced == 0 && (best.score < 2 || best.required == 0 && t.layout.Demands()) {
		return false
	}
	t.take(best)
	return true
}

// mergedDown tells that the line's cells are merged with those of the next one: the
// heading has two lines even where the second names no further field.
func (t *table) mergedDown(row int) bool {
	return slices.ContainsFunc(t.p.merges, func(m rect) bool { return m.top == row && m.bottom == row+1 })
}

func better(a, b heading) bool {
	if a.score != b.score {
		return a.score > b.score
	}
	return b.top == 0
}

func (t *table) tryHead(top, bottom int) heading {
	h := heading{top: top, bottom: bottom}
	seen, titled := map[int]bool{}, t.titled(top, bottom)
	for _, col := range t.headColumns(top, bottom) {
		texts := []string{t.shown(top, col)}
		if bottom > top {
			texts = t.twoLines(top, bottom, col)
		}
		if own := office.CleanText(t.shown(bottom, col)); own == office.IDHeading || own == office.ProblemHeading {
			h.columns = append(h.columns, office.SheetColumn{Col: col, Heading: own})
			continue
		}
		c := office.SheetColumn{Col: col, Letter: ColumnLetter(col), Heading: office.CleanText(texts[0])}
		for _, text := range texts {
			all := t.layout.FieldsFor(text, t.opt.Mapping)
			if len(all) == 0 {
				continue
			}
			i := all[0]
			// another column has that field's own title: it is the next one meant
			if at := slices.IndexFunc(all, func(i int) bool { return !seen[i] && (!titled[i] || t.layout.FieldTitled(text) == i) }); at >= 0 {
				i = all[at]
			}
			c.Field = t.layout.Fields[i].Key
			if !seen[i] {
				seen[i] = true
				h.score++
				if t.layout.Fields[i].Required {
					h.required++
				}
			}
			break
		}
		c.Ignored = t.opt.Mapping[office.NormalizeHeading(c.Heading)] == office.IgnoreColumn
		h.columns = append(h.columns, c)
	}
	return h
}

// titled are the fields whose own titles stand in the heading.
func (t *table) titled(top, bottom int) map[int]bool {
	found := map[int]bool{}
	for _, col := range t.headColumns(top, bottom) {
		if i := t.layout.FieldTitled(t.shown(bottom, col)); i >= 0 {
			found[i] = true
		}
	}
	return found
}

func (t *table) headColumns(top, bottom int) []int {
	set := map[int]bool{}
	for row := top; row <= bottom; row++ {
		if i, ok := t.index[row]; ok {
			for _, c := range t.p.lines[i].cells {
				set[c.col] = true
			}
		}
	}
	for _, m := range t.p.merges {
		if m.top >= top && m.bottom <= bottom && m.left != m.right && m.right-m.left < 64 {
			for col := m.left; col <= m.right; col++ {
				if t.shown(bottom, col) != "" {
					set[col] = true
				}
			}
		}
	}
	cols := make([]int, 0, len(set))
	for col := range set {
		cols = append(cols, col)
	}
	slices.Sort(cols)
	return cols
}

// twoLines returns the ways to read a heading of two lines: group and name
// joined, the name alone, the group alone where there is no name.
func (t *table) twoLines(top, bottom, col int) []string {
	group, name := t.shown(top, col), t.shown(bottom, col)
	if group == "" && name != "" { // the group stands further left, not merged
		for left := col - 1; left > 0 && group == ""; left-- {
			group = t.shown(top, left)
		}
		return []string{name, group + name}
	}
	if name == "" || name == group {
		return []string{group}
	}
	return []string{group + name, name}
}

// take settles the heading's columns.
func (t *table) take(h heading) {
	t.head = h.top
	t.fields, t.names, t.shownHead = map[int]int{}, map[int]string{}, map[int]string{}
	t.out = office.SheetTable{Sheet: t.p.name, HeadRow: h.bottom, Present: make([]bool, len(t.layout.Fields)), Columns: []office.SheetColumn{}, Missing: []string{}}
	for _, c := range h.columns {
		t.shownHead[c.Col] = t.shown(h.bottom, c.Col)
		switch c.Heading {
		case office.IDHeading:
			t.out.IDColumn = c.Col
			continue
		case office.ProblemHeading:
			continue
		}
		if i := t.layout.Index(c.Field); i >= 0 {
			if t.out.Present[i] && t.layout.Fields[i].Type != office.TypeNames {
				t.skips = append(t.skips, office.SheetSkip{Sheet: t.p.name, Reason: fmt.Sprintf("%s 列“%s”与前面的列重复，没有读", c.Letter, c.Heading)})
				c.Field = ""
			} else {
				t.out.Present[i] = true
				t.fields[c.Col] = i
			}
		}
		if c.Heading != "" {
			t.out.Columns = append(t.out.Columns, c)
		}
	}
	for i, f := range t.layout.Fields {
		if f.Required && !t.out.Present[i] && !f.Inferred {
			t.out.Missing = append(t.out.Missing, f.Title)
		}
	}
}
