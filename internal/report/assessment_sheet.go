package report

import (
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// Sheet makes the 考核评分表 of one of those assessed: item by item with what the
// records gave, and the numbers of the records as proof.
func (p AssessmentPaper) Sheet(subject int64) doc.Document {
	name := p.Settings.CountyName + p.Assessment.Title + "评分表"
	d := doc.Document{Title: name, Style: doc.Form, Sample: p.Settings.Sample}
	for i, x := range p.Subjects {
		if subject != 0 && x.ID != subject {
			continue
		}
		code := office.FormCode("assessment_sheet", itoa(int(p.Assessment.ID))+"/"+itoa(int(x.ID)))
		if len(d.Blocks) > 0 {
			d.Blocks = append(d.Blocks, doc.PageBreak{Code: code, Apart: true})
		} else {
			d.Code = code
		}
		if subject != 0 {
			d.Title = name + " " + x.Name
		}
		d.Blocks = append(d.Blocks, p.sheetOf(x, p.Results[i])...)
	}
	if len(d.Blocks) == 0 {
		d.Blocks = []doc.Block{doc.Title{Text: name}, doc.Text("这次考核还没有考核对象。")}
	}
	return d
}

func (p AssessmentPaper) sheetOf(x office.AssessSubject, r office.AssessResult) []doc.Block {
	w := p.words()
	g, rank := newGrid(12, 22, 12, 22, 10, 22), "—"
	if r.Rank > 0 {
		rank = "第" + itoa(r.Rank) + "名（共" + itoa(p.assessed()) + "）"
	}
	g.line(label(w.name), field(x.Name, 0), label(w.unit), field(p.unit(x), 0), label("期间"), field(p.SpanName, 0))
	g.line(label("总分"), field(points(r.Total), 0), label("等次"), field(joinNotes(r.Grade, p.draft()), 0), label("名次"), field(rank, 0))
	if r.Reason != "" {
		g.line(label("说明"), field(r.Reason, 5))
	}
	t := doc.Table{Name: "考核评分", Columns: []doc.Column{{Head: "部分", Width: 18}, {Head: "项目", Width: 30}, {Head: "分值", Width: 10, Align: doc.Right},
		{Head: "取数", Width: 34}, {Head: "得分", Width: 12, Align: doc.Right}, {Head: "说明", Width: 36}}}
	scores := p.ByKey()
	for n, part := range p.Scheme.Parts {
		t.Rows = append(t.Rows, p.partRows(part, r.Parts[n], x, scores)...)
	}
	t.Rows = append(t.Rows, p.extraRows(x, r, scores)...)
	t.Rows = append(t.Rows, doc.Row{Strong: true, Cells: []doc.Cell{doc.C("总分"), doc.C(""), doc.C(""), doc.C(""), {Text: points(r.Total), Numeric: true, Bold: true}, doc.C(r.Grade)}})
	out := []doc.Block{doc.Title{Text: p.Settings.CountyName + p.Assessment.Title + "评分表"}, g.Grid, t, doc.Text(p.basis()),
		doc.Signature{Lines: []string{w.signer + "签名：", "考核人签名：", "督导室（盖章）："}}}
	if proof, any := p.proofs(x); any {
		out = append(out, proof)
	}
	return out
}

func (p AssessmentPaper) partRows(part office.AssessPart, r office.PartResult, x office.AssessSubject, scores map[office.ScoreKey]office.AssessScore) []doc.Row {
	rows := []doc.Row{}
	for _, i := range part.Items {
		rows = append(rows, itemRow(part.Name, i, scores[office.ScoreKey{Subject: x.ID, Item: i.ID}]))
	}
	note := ""
	if s := scores[office.ScoreKey{Subject: x.ID, Part: part.ID}]; len(part.Items) == 0 {
		if note = s.Remark; s.Grade != "" {
			note = joinNotes("等次“"+s.Grade+"”折算", s.Remark)
		}
	}
	if r.Missing > 0 {
		note = joinNotes(note, "有未评的项目")
	}
	sum := "得" + number(r.Score) + "分，占" + number(part.Share) + "%"
	return append(rows, doc.Row{Strong: true, Cells: []doc.Cell{doc.C(part.Name), doc.C("折算后得分"), doc.C(number(part.Share)), doc.C(sum), score(r.Weighted), doc.C(note)}})
}

func itemRow(part string, i office.AssessItem, s office.AssessScore) doc.Row {
	value, note := "", s.Remark
	if i.Computed() {
		m, _ := office.MeasureOf(i.Measure)
		value = m.Name + " " + number(s.Value) + m.Unit
		if s.Typed {
			note = joinNotes("人工改定", s.Remark)
		}
	}
	return doc.Row{Cells: []doc.Cell{doc.C(part), doc.C(i.Name), doc.C(number(i.Points)), doc.C(value), itemScore(i, s), doc.C(note)}}
}

// extraRows are the 加分, 扣分 and marks that there are.
func (p AssessmentPaper) extraRows(x office.AssessSubject, r office.AssessResult, scores map[office.ScoreKey]office.AssessScore) []doc.Row {
	rows := []doc.Row{}
	for _, i := range p.Scheme.Extras {
		s, has := scores[office.ScoreKey{Subject: x.ID, Item: i.ID}]
		switch {
		case !has || !s.Scored:
		case i.Mark():
			rows = append(rows, doc.Row{Cells: []doc.Cell{doc.C(i.Kind), doc.C(i.Name), doc.C(""), doc.C("有"), doc.C(""), doc.C(s.Remark)}})
		case s.Score > 0:
			rows = append(rows, itemRow(i.Kind, i, s))
		}
	}
	if r.Bonus > 0 || r.Deduct > 0 {
		rows = append(rows, doc.Row{Strong: true, Cells: []doc.Cell{doc.C("加减分"), doc.C("加分 " + number(r.Bonus) + "，扣分 " + number(r.Deduct)), doc.C(""), doc.C(""), doc.C(number(r.Bonus - r.Deduct)), doc.C("")}})
	}
	return rows
}

// proofMost is how many numbers of an item are printed in full; of more only the
// first and the last: the workbook of the 汇总表 has them all.
const proofMost = 6

// numbers stand apart by blanks, so that a line may end behind each.
func numbers(names []string) string {
	if len(names) <= proofMost {
		return strings.Join(names, " ")
	}
	return names[0] + " 至 " + names[len(names)-1] + "，逐条见汇总表的电子表格"
}

// proofs lists the numbers of the records that count, and of those that do not.
func (p AssessmentPaper) proofs(x office.AssessSubject) (doc.Table, bool) {
	t := doc.Table{Caption: "佐证记录", Name: "佐证记录", Size: annexSize, Columns: []doc.Column{{Head: "项目", Width: 24}, {Head: "计入", Width: 12, Align: doc.Center}, {Head: "条数", Width: 12, Align: doc.Right}, {Head: "编号", Width: 92}}}
	for _, i := range p.Scheme.Items() {
		lines := p.Behind[office.ScoreKey{Subject: x.ID, Item: i.ID}]
		for _, counts := range []bool{true, false} {
			names := []string{}
			for _, l := range lines {
				if l.Counts == counts {
					names = append(names, l.Short)
				}
			}
			if len(names) > 0 {
				t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(i.Name), doc.C(map[bool]string{true: "是", false: "否"}[counts]), count(float64(len(names))), doc.C(numbers(names))}})
			}
		}
	}
	return t, len(t.Rows) > 0
}

// Bulletin makes the 考核结果通报 as an official letter.
func (p AssessmentPaper) Bulletin() doc.Document {
	d := p.letter("关于" + p.Assessment.Title + "结果的通报")
	w := p.words()
	d.Blocks = append(d.Blocks, addressee(w.all)...)
	if p.draftOnly() {
		d.Blocks = append(d.Blocks, doc.Text("（本次考核还没有定案，分数和等次以定案为准。）"))
	}
	d.Blocks = append(d.Blocks, doc.Text("按照"+p.Scheme.Name+"（版本"+p.Scheme.Version+"），对"+itoa(p.assessed())+w.counter+"进行了"+p.SpanName+"考核，现将结果通报如下。"))
	var s sections
	s.add("总体情况", doc.Text(p.overall()))
	t := doc.Table{Name: "考核结果", Columns: []doc.Column{{Head: "排名", Width: 12, Align: doc.Center}, {Head: w.name, Width: 40}, {Head: w.unit, Width: 34}, {Head: "总分", Width: 16, Align: doc.Right}, {Head: "等次", Width: 16, Align: doc.Center}}}
	for _, i := range p.order() {
		if x, r := p.Subjects[i], p.Results[i]; x.Absent == "" {
			rank := "—"
			if r.Rank > 0 {
				rank = itoa(r.Rank)
			}
			t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(rank), doc.C(x.Name), doc.C(p.unit(x)), doc.Cell{Text: points(r.Total), Numeric: true}, doc.C(r.Grade)}})
		}
	}
	s.add("考核结果", t)
	if awards := p.awardList(); awards != "" {
		s.add("表彰情况", doc.Text(awards))
	}
	d.Blocks = append(append(d.Blocks, s.blocks...), p.signed()...)
	return d
}

// overall words the grades, the mean and how it was the time before.
func (p AssessmentPaper) overall() string {
	sum, n, before, known := 0.0, 0, 0.0, 0
	for i, r := range p.Results {
		if p.Subjects[i].Absent != "" {
			continue
		}
		n++
		sum += r.Total
		if p.FormerTitle != "" && p.Former[i].Has {
			known++
			before += p.Former[i].Total
		}
	}
	out := "参评" + itoa(n) + p.words().counter + "，其中" + p.counted()
	if n > 0 {
		out += "；平均" + points(sum/float64(n)) + "分"
	}
	if known > 0 {
		out += "，两次都参评的" + itoa(known) + p.words().counter + "上一次平均" + points(before/float64(known)) + "分"
	}
	if n < len(p.Subjects) {
		out += "；不参评" + itoa(len(p.Subjects)-n) + p.words().counter
	}
	return out + "。"
}

func (p AssessmentPaper) awardList() string {
	byName, order := map[string][]string{}, []string{}
	for _, a := range p.Awards {
		if byName[a.Name] == nil {
			order = append(order, a.Name)
		}
		byName[a.Name] = append(byName[a.Name], a.Holder)
	}
	parts := []string{}
	for _, name := range order {
		parts = append(parts, name+"："+strings.Join(byName[name], "、"))
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, "；") + "。"
}

// Posting makes the 评优公示: who is to be 优秀.
func (p AssessmentPaper) Posting() doc.Document {
	best, w := "优秀", p.words()
	if len(p.Scheme.Grades) > 0 {
		best = p.Scheme.Grades[0].Name
	}
	d := p.letter("关于" + p.Assessment.Title + best + "名单的公示")
	t := doc.Table{Name: "名单", Columns: []doc.Column{{Head: "序号", Width: 12, Align: doc.Center}, {Head: w.name, Width: 44}, {Head: w.unit, Width: 44}}}
	for _, i := range p.order() {
		if p.Results[i].Grade == best {
			t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(itoa(len(t.Rows) + 1)), doc.C(p.Subjects[i].Name), doc.C(p.unit(p.Subjects[i]))}})
		}
	}
	if len(t.Rows) > 0 {
		d.Blocks = append(d.Blocks, doc.Text("根据"+p.SpanName+"考核结果，拟评定以下"+itoa(len(t.Rows))+w.counter+"为"+best+"，现予公示。"+p.draft()), t)
	} else {
		d.Blocks = append(d.Blocks, doc.Text("根据"+p.SpanName+"考核结果，拟评定下列人员为"+best+"，现予公示。名单定案后列入。"))
	}
	contact := ""
	if phone := p.Settings.Phone; phone != "" {
		contact = "，联系电话：" + phone
	}
	d.Blocks = append(d.Blocks, doc.Text("公示时间：　　年　月　日至　　年　月　日。对公示对象有异议的，请在公示期内向"+p.Settings.OfficeName+"反映"+contact+"。反映情况应当实事求是，以便核实。"))
	d.Blocks = append(d.Blocks, p.signed()...)
	return d
}

func (p AssessmentPaper) draftOnly() bool { return !p.Assessment.Confirmed() }

func (p AssessmentPaper) letter(about string) doc.Document {
	return doc.Document{Title: about, Style: doc.Official, Sample: p.Settings.Sample,
		Blocks: []doc.Block{doc.Title{Text: p.Settings.OfficeName + "\n" + about, Subtitle: p.Assessment.DocNumber}}}
}

func (p AssessmentPaper) signed() []doc.Block {
	return []doc.Block{doc.Signature{Office: p.Settings.OfficeName, Date: dated(p.Assessment.ConfirmedOn)}}
}
