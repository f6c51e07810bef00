package report

import (
	"strconv"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// EvidenceLine is a piece of evidence as the lists print it.
type EvidenceLine struct {
	office.Evidence
	Where string // 盒号–件号, or where the paper lies
}

// EvaluationPaper is what the lists of an evaluation are made from.
type EvaluationPaper struct {
	Settings   office.Settings
	Evaluation office.Evaluation
	Standard   office.Standard
	Subject    string
	Items      map[int64]office.EvaluationItem
	Evidence   map[int64][]EvidenceLine // by indicator, in their order
	Facts      []office.PointFacts
	Today      office.Date
}

func (p EvaluationPaper) document(name string, blocks ...doc.Block) doc.Document {
	title := p.Subject + strconv.Itoa(p.Evaluation.Year) + "年" + p.Standard.Name + name
	when := ""
	if p.Evaluation.InspectedOn.Valid() {
		when = "迎检日期：" + p.Evaluation.InspectedOn.Chinese()
	}
	from := "标准来源：" + p.Standard.Source
	if !p.Standard.Official && !strings.Contains(from, "非官方") {
		from += "（非官方文本）"
	}
	head := []doc.Block{doc.Title{Text: title}, doc.Ends{Left: "单位：" + p.Settings.OfficeName, Center: when, Right: "制表日期：" + p.Today.Chinese()}}
	blocks = append(head, blocks...)
	return doc.Document{Title: title, Style: doc.Ledger, Landscape: true, Sample: p.Settings.Sample,
		Blocks: append(blocks, doc.Paragraph{Runs: []doc.Run{{Text: from + "。"}}, NoIndent: true})}
}

// Inventory is 指标佐证清单: the tree, under each point what proves it and where it
// lies.
func (p EvaluationPaper) Inventory() doc.Document {
	t := doc.Table{Name: "指标佐证清单", Size: annexSize, Columns: []doc.Column{{Head: "编码", Width: 16, Align: doc.Center, Once: true}, {Head: "指标、佐证材料", Width: 100}, {Head: "文号", Width: 34},
		{Head: "责任者", Width: 30}, {Head: "日期", Width: 20, Align: doc.Center}, {Head: "盒号–件号、存放处", Width: 30}, {Head: "状态", Width: 16, Align: doc.Center}}}
	pieces := 0
	for i, x := range p.Standard.Indicators {
		state := doc.C("")
		if p.Standard.IsPoint(i) {
			state = doc.Cell{Text: p.Facts[i].State, Warn: p.Facts[i].State == office.PointMissing}
		}
		t.Rows = append(t.Rows, doc.Row{Strong: !p.Standard.IsPoint(i), Cells: []doc.Cell{doc.C(x.Code), doc.C(strings.Repeat("　", x.Level-1) + x.Name), doc.C(""), doc.C(""), doc.C(""), doc.C(""), state}})
		for k, e := range p.Evidence[x.ID] {
			pieces++
			flaw := doc.C("")
			if e.Flaw != "" {
				flaw = doc.Cell{Text: e.Flaw, Warn: true}
			}
			t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(""), doc.C(strings.Repeat("　", x.Level) + itoa(k+1) + "．" + e.Title), doc.C(e.DocNumber), doc.C(e.Author), doc.C(evidenceDays(e.Evidence)), doc.C(e.Where), flaw}})
		}
	}
	all := p.Facts[len(p.Facts)-1]
	return p.document("指标佐证清单", t, doc.Paragraph{Runs: []doc.Run{{Text: "考核点" + itoa(all.Total) + "个，材料齐全的" + itoa(all.Done) + "个；佐证材料" + itoa(pieces) + "件次。"}}, NoIndent: true})
}

// evidenceDays is the day of a paper, or the span it covers.
func evidenceDays(e office.Evidence) string {
	if e.DatedTo.Valid() && e.DatedTo != e.DatedOn {
		return string(e.DatedOn) + "\n至" + string(e.DatedTo)
	}
	return string(e.DatedOn)
}

// SelfScores is 自评表: each point with its score, what was taken off and why. Where
// the list gives no points there is nothing to add up.
func (p EvaluationPaper) SelfScores() doc.Document {
	t := doc.Table{Name: "自评表", Size: annexSize, Columns: []doc.Column{{Head: "编码", Width: 16, Align: doc.Center}, {Head: "指标", Width: 56}, {Head: "考核要求", Width: 54},
		{Head: "分值", Width: 13, Align: doc.Right}, {Head: "自评分", Width: 14, Align: doc.Right}, {Head: "扣分说明", Width: 50}, {Head: "负责人", Width: 20, Align: doc.Center}, {Head: "材料", Width: 14, Align: doc.Center}}}
	for i, x := range p.Standard.Indicators {
		f, item := p.Facts[i], p.Items[x.ID]
		row := doc.Row{Strong: !p.Standard.IsPoint(i), Cells: []doc.Cell{doc.C(x.Code), doc.C(strings.Repeat("　", x.Level-1) + x.Name), doc.C(x.Requirement), scored(f.Points, f.Points > 0), scored(f.Self, f.Scored > 0 && (f.Points > 0 || p.Standard.IsPoint(i))),
			doc.C(item.Deduction), doc.C(item.Person), doc.C("")}}
		if p.Standard.IsPoint(i) {
			row.Cells[7] = doc.C(f.State)
		}
		t.Rows = append(t.Rows, row)
	}
	all := p.Facts[len(p.Facts)-1]
	t.Rows = append(t.Rows, doc.Row{Strong: true, Cells: []doc.Cell{doc.C(""), doc.C("合计"), doc.C(""), scored(all.Points, all.Points > 0), scored(all.Self, all.Scored > 0 && all.Points > 0), doc.C("已自评" + itoa(all.Scored) + "个，共" + itoa(all.Total) + "个"), doc.C(""), doc.C("")}})
	return p.document("自评表", filled(t, "考核要求", "分值"), doc.Signature{Lines: []string{"填表人：", "审核人：", "负责人："}})
}

// scored is a score, or an empty cell.
func scored(v float64, known bool) doc.Cell {
	if !known {
		return doc.C("")
	}
	return count(office.Round2(v))
}
