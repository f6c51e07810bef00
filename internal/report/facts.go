package report

import (
	"slices"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// Facts are what the papers of a school share besides their own record.
type Facts struct {
	Settings office.Settings
	School   office.School
	Zone     string
	Term     office.Term // ID 0 when the day is in no term
	Matters  []office.Matter
	// Repeats is how often a finding's matter has come up at its school by then,
	// by the finding's id; a first one may be left out.
	Repeats map[int64]int
}

func (f Facts) term() string {
	if f.Term.ID == 0 {
		return ""
	}
	return f.Term.Name()
}

// head is how the school's head is called.
func (f Facts) head() string {
	if f.School.Kindergarten() {
		return "园长"
	}
	return "校长"
}

func (f Facts) matter(id int64) string {
	i := slices.IndexFunc(f.Matters, func(m office.Matter) bool { return m.ID == id })
	if i < 0 {
		return ""
	}
	return f.Matters[i].Short
}

// again is 第2次, empty for what came up the first time.
func (f Facts) again(id int64) string {
	if n := f.Repeats[id]; n > 1 {
		return "第" + itoa(n) + "次"
	}
	return ""
}

// tags are what stands in brackets behind a problem.
func (f Facts) tags(x office.Finding, more ...string) string {
	parts := []string{}
	for _, s := range append([]string{x.Number, f.matter(x.MatterID), office.DisposalName(x.Level), f.again(x.ID)}, more...) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "（" + strings.Join(parts, "，") + "）"
}

// problem is one problem as a letter counts it: 1.食堂留样不足48小时（食品卫生，第2次）。
func (f Facts) problem(i int, x office.Finding) string {
	return itoa(i+1) + "." + strings.TrimRight(x.Content, "。；") + f.tags(x) + "。"
}

// looseProblems are the lines of 存在问题 that no finding repeats.
func looseProblems(text string, findings []office.Finding) []string {
	lines := []string{}
	for line := range strings.SplitSeq(text, "\n") {
		bare := strings.TrimSpace(strings.TrimLeft(strings.TrimRight(line, "。；"), "0123456789.、．（）() "))
		if bare != "" && !slices.ContainsFunc(findings, func(f office.Finding) bool { return strings.Contains(f.Content, bare) }) {
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	return lines
}

// paper begins the paper of a record: its form, and the code by which the signed
// one is filed.
func (f Facts) paper(style doc.Style, form, name, number string) doc.Document {
	d := doc.Document{Title: name, Style: style, Sample: f.Settings.Sample}
	if number != "" {
		d.Title += " " + number
		d.Code = office.FormCode(form, number)
	}
	return d
}

// numbered is a paper's number behind what it is called, a place to write it when the
// program has given none.
func numbered(name, number string) string {
	return name + "：" + firstText(number, "____________")
}

// box is a tick box before its label.
func box(on bool, label string) string {
	if on {
		return "☑" + label
	}
	return "□" + label
}

// ticks are the choices with the chosen one ticked. What is chosen besides them
// stands ticked at the end.
func ticks(all []string, chosen string) string {
	parts := []string{}
	for _, c := range all {
		parts = append(parts, box(c == chosen, c))
	}
	if chosen != "" && !slices.Contains(all, chosen) {
		parts = append(parts, box(true, chosen))
	}
	return strings.Join(parts, "　")
}

// label and field are the two kinds of cells of a form.
func label(text string) doc.GridCell { return doc.GridCell{Text: text, Label: true} }
func field(text string, span int) doc.GridCell {
	return doc.GridCell{Text: text, Span: span}
}

// lowRow is the height of a form row for one line, before the page's own least.
const lowRow = 6.4

// formGrid builds a form grid row by row.
type formGrid struct{ doc.Grid }

func newGrid(widths ...float64) *formGrid { return &formGrid{doc.Grid{Widths: widths}} }

func (g *formGrid) row(height float64, cells ...doc.GridCell) {
	g.Rows = append(g.Rows, doc.GridRow{MinHeight: height, Cells: cells})
}

func (g *formGrid) line(cells ...doc.GridCell) { g.row(lowRow, cells...) }

// long is a row of one text that begins at the top; with fill it takes a share of
// what the page has left.
func (g *formGrid) long(name, text string, height float64, fill bool) {
	cell := doc.GridCell{Text: text, Span: len(g.Widths) - 1, Top: true}
	g.Rows = append(g.Rows, doc.GridRow{MinHeight: height, Fill: fill, Cells: []doc.GridCell{label(name), cell}})
}

// halves are the columns of a form of two labelled fields a line.
var halves = []float64{15.5, 34.5, 15.5, 34.5}

// handDate is the place where a date is written by hand.
const handDate = "　　　年　　月　　日"

// dated is the day in words, the place to write it when there is none.
func dated(d office.Date) string {
	if d.Valid() {
		return d.Chinese()
	}
	return handDate
}

// signed tells of a signature that lies on the original, else leaves room for it
// before the date.
func signed(done bool, span int) doc.GridCell {
	if done {
		return field("已签字（见原件）", span)
	}
	return doc.GridCell{Text: handDate, Span: span, Align: doc.Right}
}

// copies words how many are made: 一式三份.
func copies(n int) string {
	switch {
	case n <= 1:
		return ""
	case n == 2:
		return "一式两份"
	}
	return "一式" + chineseNumber(n) + "份"
}

// joined writes texts one under the other and leaves empty ones out.
func joined(texts ...string) string {
	out := []string{}
	for _, s := range texts {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, "\n")
}
