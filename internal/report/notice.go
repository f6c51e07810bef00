package report

import (
	"dudao/internal/doc"
	"dudao/internal/office"
)

// rectify makes the 限期整改通知书: problems, what they go by, what is asked, until
// when and how to report, and the page to sign for it.
func (p NoticePaper) rectify() doc.Document {
	n := p.Notice
	d := p.letter(p.School.Name)
	d.Blocks = append(d.Blocks, doc.Text(p.opening()))
	var s sections
	s.add("存在的问题", p.problems()...)
	s.add("整改依据", bodyText(n.Basis)...)
	s.add("整改要求", p.demands()...)
	s.add("报告方式", doc.Text(p.reportTo()))
	d.Blocks = append(d.Blocks, s.blocks...)
	d.Blocks = append(d.Blocks, p.signature()...)
	d.Blocks = append(d.Blocks, p.receipt("签收")...)
	return d
}

// opening says where the problems come from.
func (p NoticePaper) opening() string {
	const end = "发现下列问题，现通知你校限期整改。"
	if p.Visit.ID == 0 {
		if p.Notice.Source == "" {
			return "经督导，" + end
		}
		return "经" + p.Notice.Source + "，" + end
	}
	return p.Visit.Date.Chinese() + "，" + p.inspector() + "到你校开展" + p.Visit.Kind + "（督导记录" + p.Visit.Number + "），" + end
}

func (p NoticePaper) inspector() string {
	if p.Inspector == "" {
		return "责任督学"
	}
	return "责任督学" + p.Inspector
}

// demands are what is asked of the school and its time.
func (p NoticePaper) demands() []doc.Block {
	out := bodyText(p.Notice.Request)
	if limit := p.limit(); limit != "" {
		out = append(out, doc.Paragraph{Runs: []doc.Run{{Text: "整改期限：" + limit + "。", Bold: true}}})
	}
	return out
}

// reportTo says how the school reports what it has done.
func (p NoticePaper) reportTo() string {
	text := "书面整改报告（附有关材料）交" + p.inspector() + "，由责任督学核查后报我室。"
	if p.Settings.Phone != "" {
		text += "联系电话：" + p.Settings.Phone + "。"
	}
	return text
}

// reminder makes the 催办单: what is late, and by how many days.
func (p NoticePaper) reminder() doc.Document {
	n := p.Notice
	d := p.letter(p.unit())
	if left := p.untold(); len(left) > 0 {
		d.Blocks = append(d.Blocks, doc.Text("下列问题已到整改期限，尚未销号。"), p.late(left))
	}
	d.Blocks = append(d.Blocks, bodyText(n.Body)...)
	d.Blocks = append(d.Blocks, bodyText(n.Request)...)
	if limit := p.limit(); limit != "" {
		d.Blocks = append(d.Blocks, doc.Paragraph{Runs: []doc.Run{{Text: "办理期限：" + limit + "。", Bold: true}}})
	}
	d.Blocks = append(d.Blocks, p.signature()...)
	d.Blocks = append(d.Blocks, p.receipt("发出")...)
	return d
}

func (p NoticePaper) late(list []office.Finding) doc.Table {
	t := doc.Table{Caption: "待办事项（截至" + p.Notice.Date.Chinese() + "）", Name: "待办事项", Columns: []doc.Column{{Head: "序号", Width: 7, Align: doc.Center}, {Head: "编号", Width: 18, Align: doc.Center}, {Head: "问题", Width: 50},
		{Head: "期限", Width: 16, Align: doc.Center}, {Head: "已超期（天）", Width: 12, Align: doc.Center}}}
	for i, f := range list {
		days := ""
		if n := f.DaysOverdue(p.Notice.Date); n > 0 {
			days = itoa(n)
		}
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(itoa(i + 1)), doc.C(f.Number), doc.C(f.Content), doc.C(string(f.DueOn)), {Text: days, Numeric: days != ""}}})
	}
	return t
}

// findingTable lists findings of one school or several.
func (p NoticePaper) findingTable(caption string, list []office.Finding) doc.Table {
	t := doc.Table{Caption: caption, Name: "问题清单", Columns: []doc.Column{{Head: "序号", Width: 7, Align: doc.Center}, {Head: "学校", Width: 26}, {Head: "事项", Width: 14, Align: doc.Center},
		{Head: "问题", Width: 56}, {Head: "级别", Width: 12, Align: doc.Center}, {Head: "整改情况", Width: 14, Align: doc.Center}}}
	for i, f := range list {
		name := p.FindingSchool[f.ID]
		if name == "" {
			name = p.School.Name
		}
		level := joined(office.DisposalName(f.Level), p.again(f.ID))
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(itoa(i + 1)), doc.C(name), doc.C(p.matter(f.MatterID)), doc.C(f.Content), doc.C(level), doc.C(f.State)}})
	}
	return t
}
