package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// AssessmentPaper is what the papers of an assessment (考核) are made from.
type AssessmentPaper struct {
	office.AssessmentBook
	Settings office.Settings
	// Former are the totals and ranks of the assessment before, beside Subjects;
	// FormerTitle is empty without one.
	Former      []FormerResult
	FormerTitle string
	Awards      []office.Award
	// Behind are the records that a score was made from, with a line for each.
	Behind map[office.ScoreKey][]ProofLine
}

// FormerResult is what the assessment before came to.
type FormerResult struct {
	Has   bool
	Total float64
	Rank  int
	Grade string
}

// ProofLine is one record behind a score. Short is its number, or its title when
// it has none; Counts tells that it fulfils what is asked.
type ProofLine struct {
	ID     int64
	Kind   string
	Short  string
	Title  string
	Counts bool
	Weight float64
}

// assessWords are the words for those assessed, for who signs for one, and for whom a
// 通报 of them is.
type assessWords struct{ name, unit, counter, signer, all string }

var assessedAs = map[string]assessWords{
	office.AssessInspector: {"姓名", "责任区", "名督学", "被考核人", "各督学责任区、各责任督学"},
	office.AssessZone:      {"责任区", "负责人", "个责任区", "负责人", "各督学责任区"},
	office.AssessSchool:    {"学校", "责任区", "所学校（幼儿园）", "负责人", office.EverySchool},
	office.AssessPrincipal: {"校长（园长）", "学校", "名校长（园长）", "被考核人", office.EverySchool},
}

func (p AssessmentPaper) words() assessWords { return assessedAs[p.Assessment.Subject] }

// unit is where one of those assessed belongs, as the paper's column says.
func (p AssessmentPaper) unit(x office.AssessSubject) string {
	if p.Assessment.Subject == office.AssessInspector {
		return x.Zone
	}
	return x.Unit
}

// draft says that the results do not stand yet.
func (p AssessmentPaper) draft() string {
	if p.Assessment.Confirmed() {
		return ""
	}
	return "（未定案）"
}

// basis names the scheme; one that is no official text says so.
func (p AssessmentPaper) basis() string {
	s := p.Scheme
	return "考核方案：" + s.Name + "（版本" + s.Version + "）。来源：" + s.Source + "。"
}

// order are the places of the subjects by rank; who has none comes last.
func (p AssessmentPaper) order() []int {
	out := make([]int, len(p.Subjects))
	for i := range out {
		out[i] = i
	}
	last := len(out) + 1
	rank := func(i int) int {
		if p.Results[i].Rank == 0 {
			return last
		}
		return p.Results[i].Rank
	}
	slices.SortStableFunc(out, func(a, b int) int { return rank(a) - rank(b) })
	return out
}

// Summary makes the 考核汇总表: the results by rank, and every item's score.
func (p AssessmentPaper) Summary() doc.Document {
	name := p.Settings.CountyName + p.Assessment.Title + "汇总表"
	d := doc.Document{Title: name, Style: doc.Ledger, Landscape: true, Sample: p.Settings.Sample}
	state := "定案日期：" + p.Assessment.ConfirmedOn.Chinese()
	if !p.Assessment.Confirmed() {
		state = "未定案"
	}
	d.Blocks = []doc.Block{doc.Title{Text: name + p.draft()}, doc.Ends{Left: "单位：" + p.Settings.OfficeName, Center: fmt.Sprintf("参评%d%s，%s", p.assessed(), p.words().counter, p.counted()), Right: state},
		p.ranking(), doc.Text(p.basis() + p.rules())}
	d.Blocks = append(d.Blocks, doc.Signature{Lines: []string{"制表人：", "审核人：", "负责人："}})
	if t, any := p.itemTable(); any {
		d.Blocks = append(d.Blocks, doc.PageBreak{}, t)
	}
	return d
}

func (p AssessmentPaper) assessed() int {
	n := 0
	for _, x := range p.Subjects {
		if x.Absent == "" {
			n++
		}
	}
	return n
}

// counted is how many there are of each grade.
func (p AssessmentPaper) counted() string {
	parts := []string{}
	for _, g := range p.Scheme.Grades {
		n := 0
		for _, r := range p.Results {
			if r.Grade == g.Name {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, g.Name+itoa(n)+string([]rune(p.words().counter)[:1]))
		}
	}
	return strings.Join(parts, "、")
}

// rules words how the total and the grades come about.
func (p AssessmentPaper) rules() string {
	parts := []string{}
	for _, x := range p.Scheme.Parts {
		parts = append(parts, x.Name+number(x.Share)+"%")
	}
	out := "总分＝" + strings.Join(parts, "＋")
	if len(p.Scheme.Extras) > 0 {
		out += "＋加分－扣分"
	}
	limits := []string{}
	for _, g := range p.Scheme.Grades {
		if g.Least > 0 {
			limits = append(limits, number(g.Least)+"分以上为"+g.Name)
		}
	}
	out += "；" + strings.Join(limits, "，")
	if n := p.Scheme.Places(p.assessed()); n < p.assessed() {
		out += fmt.Sprintf("，%s不超过%d个", p.Scheme.Grades[0].Name, n)
	}
	return out + "；总分相同的名次相同。"
}

func (p AssessmentPaper) ranking() doc.Table {
	w := p.words()
	t := doc.Table{Name: "考核结果", Columns: []doc.Column{{Head: "排名", Width: 8, Align: doc.Center}, {Head: w.name, Width: 24}, {Head: w.unit, Width: 24}}}
	if p.Assessment.Subject == office.AssessInspector {
		t.Columns[1].Width = 14
	}
	for _, x := range p.Scheme.Parts {
		t.Columns = append(t.Columns, doc.Column{Head: x.Name, Group: "各部分得分", Width: 13, Align: doc.Right}, doc.Column{Head: "×" + number(x.Share) + "%", Group: "各部分得分", Width: 11, Align: doc.Right})
	}
	t.Columns = append(t.Columns, doc.Column{Head: "加分", Width: 9, Align: doc.Right}, doc.Column{Head: "扣分", Width: 9, Align: doc.Right}, doc.Column{Head: "总分", Width: 12, Align: doc.Right}, doc.Column{Head: "等次", Width: 12, Align: doc.Center})
	if p.FormerTitle != "" {
		t.Columns = append(t.Columns, doc.Column{Head: "总分", Group: "上一次", Width: 12, Align: doc.Right}, doc.Column{Head: "排名", Group: "上一次", Width: 9, Align: doc.Center})
	}
	t.Columns = append(t.Columns, doc.Column{Head: "备注", Width: 40})
	for _, i := range p.order() {
		t.Rows = append(t.Rows, doc.Row{Cells: p.rankingRow(i)})
	}
	return t
}

func (p AssessmentPaper) rankingRow(i int) []doc.Cell {
	x, r := p.Subjects[i], p.Results[i]
	rank := "—"
	if r.Rank > 0 {
		rank = itoa(r.Rank)
	}
	cells := []doc.Cell{doc.C(rank), doc.C(x.Name), doc.C(p.unit(x))}
	for _, part := range r.Parts {
		cells = append(cells, score(part.Score), score(part.Weighted))
	}
	cells = append(cells, score(r.Bonus), score(r.Deduct), doc.Cell{Text: points(r.Total), Numeric: true, Bold: true}, doc.Cell{Text: r.Grade, Warn: r.Vetoed})
	if p.FormerTitle != "" {
		f := p.Former[i]
		total, rank := "", ""
		if f.Has {
			total = points(f.Total)
		}
		if f.Rank > 0 {
			rank = itoa(f.Rank)
		}
		cells = append(cells, doc.C(total), doc.C(rank))
	}
	note := r.Reason
	if r.Missing > 0 {
		note = joinNotes(note, itoa(r.Missing)+"处没有打分")
	}
	return append(cells, doc.C(joinNotes(note, p.awardsOf(x))))
}

// points writes a total with two decimals.
func points(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) }

func score(v float64) doc.Cell { return doc.Cell{Text: points(v), Numeric: true} }

func joinNotes(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "；")
}

// awardsOf names what the subject was honoured with in the time.
func (p AssessmentPaper) awardsOf(x office.AssessSubject) string {
	names := []string{}
	for _, a := range p.Awards {
		if a.Of(x) {
			names = append(names, a.Name)
		}
	}
	return strings.Join(names, "、")
}

// itemKey names the detail sheet of an item.
func itemKey(i office.AssessItem) string { return fmt.Sprint("item-", i.ID) }

// itemTable lists every item's value and score by subject.
func (p AssessmentPaper) itemTable() (doc.Table, bool) {
	t := doc.Table{Caption: "各项得分", Name: "各项得分", Size: annexSize, Columns: []doc.Column{{Head: p.words().name, Width: 26}}}
	items := []office.AssessItem{}
	for _, i := range p.Scheme.Items() {
		if i.Mark() {
			continue
		}
		items = append(items, i)
		group := fmt.Sprintf("%s（%s分）", i.Name, number(i.Points))
		if i.Computed() {
			m, _ := office.MeasureOf(i.Measure)
			t.Columns = append(t.Columns, doc.Column{Head: "取数（" + m.Unit + "）", Group: group, Width: 12, Align: doc.Right})
		}
		t.Columns = append(t.Columns, doc.Column{Head: "得分", Group: group, Width: 10, Align: doc.Right})
	}
	scores := p.ByKey()
	for _, at := range p.order() {
		x := p.Subjects[at]
		row := doc.Row{Cells: []doc.Cell{doc.C(x.Name)}}
		for _, i := range items {
			s := scores[office.ScoreKey{Subject: x.ID, Item: i.ID}]
			if i.Computed() {
				row.Cells = append(row.Cells, doc.Cell{Text: number(s.Value), Numeric: true, Link: itemKey(i)})
			}
			row.Cells = append(row.Cells, itemScore(i, s))
		}
		t.Rows = append(t.Rows, row)
	}
	return t, len(items) > 0 && len(t.Rows) > 0
}

// itemScore is what stands for a score: not given yet, not counted, or points.
func itemScore(i office.AssessItem, s office.AssessScore) doc.Cell {
	switch {
	case s.Off:
		return doc.C("不计")
	case s.Scored:
		return score(s.Score)
	case i.Kind == office.ItemScored:
		return doc.C("未评")
	}
	return doc.C("")
}

// Details are the records behind every computed item, subject by subject.
func (p AssessmentPaper) Details() []Detail {
	out := []Detail{}
	for _, i := range p.Scheme.Items() {
		if !i.Computed() {
			continue
		}
		m, _ := office.MeasureOf(i.Measure)
		d := Detail{Key: itemKey(i), Title: i.Name, Basis: m.Name + "：" + m.Basis, Head: []string{p.words().name, "序号", "记录", "计入"}, Rows: [][]string{}, IDs: []int64{}}
		for _, at := range p.order() {
			x := p.Subjects[at]
			for n, line := range p.Behind[office.ScoreKey{Subject: x.ID, Item: i.ID}] {
				d.Rows = append(d.Rows, []string{x.Name, itoa(n + 1), line.Title, line.Says()})
				d.IDs = append(d.IDs, line.ID)
				d.Kind = line.Kind
			}
		}
		out = append(out, d)
	}
	return out
}

// Says tells whether, or how much, the record counts.
func (l ProofLine) Says() string {
	switch {
	case !l.Counts:
		return "否"
	case l.Weight != 1:
		return number(l.Weight)
	}
	return "是"
}
