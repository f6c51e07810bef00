package report

import (
	"fmt"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// GoingLine is one item of a 移交 or 鉴定.
type GoingLine struct {
	Item  office.ArchiveItem
	Box   string
	Files int         // electronic files
	Until office.Date // the last day of its term
	office.DisposalItem
}

// DisposalPaper is what the papers of a 移交 or 鉴定 are made from.
type DisposalPaper struct {
	Settings office.Settings
	Disposal office.Disposition
	Lines    []GoingLine // in the order of the catalogue
}

// of are the lines of one outcome.
func (p DisposalPaper) of(outcome string) []GoingLine {
	out := []GoingLine{}
	for _, x := range p.Lines {
		if x.Outcome == outcome {
			out = append(out, x)
		}
	}
	return out
}

func (p DisposalPaper) document(style doc.Style, name string) doc.Document {
	return doc.Document{Title: strings.TrimSpace(name + " " + p.Disposal.Number), Style: style, Sample: p.Settings.Sample, Landscape: style == doc.Ledger}
}

// fonds is who hands over: the name of the fonds, else the office.
func (p DisposalPaper) fonds() string { return firstOf(p.Settings.FondsName, p.Settings.OfficeName) }

func pagesIn(lines []GoingLine) (n int) {
	for _, x := range lines {
		n += x.Item.Pages
	}
	return n
}

// itemTable lists the lines; after names the last columns, with what they say.
func itemTable(name string, lines []GoingLine, after []doc.Column, says func(GoingLine) []string) doc.Table {
	t := doc.Table{Name: name, Columns: append([]doc.Column{
		{Head: "序号", Width: 10, Align: doc.Center}, {Head: "档号", Width: 44, Align: doc.Center}, {Head: "文号", Width: 30, Align: doc.Center}, {Head: "责任者", Width: 30},
		{Head: "题名", Width: 74}, {Head: "日期", Width: 19, Align: doc.Center}, {Head: "密级", Width: 11, Align: doc.Center}, {Head: "页数", Width: 11, Align: doc.Center},
		{Head: "期限", Width: 13, Align: doc.Center}}, after...)}
	for i, x := range lines {
		a := x.Item
		row := doc.Row{Cells: []doc.Cell{{Text: itoa(i + 1), Numeric: true}}}
		for _, text := range []string{a.Code, a.DocNumber, a.Author, a.Title, compactDay(a.DatedOn), a.Secrecy} {
			row.Cells = append(row.Cells, doc.C(text))
		}
		row.Cells = append(row.Cells, doc.Cell{Text: pagesOf(a), Numeric: true}, doc.C(office.RetentionNames[a.Retention]))
		for _, text := range says(x) {
			row.Cells = append(row.Cells, doc.C(text))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// TransferList is the 档案移交目录.
func (p DisposalPaper) TransferList() doc.Document {
	lines := p.of(office.OutcomeTransfer)
	d := p.document(doc.Ledger, "档案移交目录")
	d.Blocks = []doc.Block{doc.Title{Text: "档案移交目录", Subtitle: p.Disposal.Number},
		doc.Ends{Left: "全宗号：" + p.Settings.FondsNumber, Center: "全宗名称：" + p.fonds(), Right: fmt.Sprintf("共 %d 件 %d 页", len(lines), pagesIn(lines))},
		itemTable("移交目录", lines, []doc.Column{{Head: "盒", Width: 24, Align: doc.Center}, {Head: "电子文件", Width: 16, Align: doc.Center}}, func(x GoingLine) []string {
			files := ""
			if x.Files > 0 {
				files = itoa(x.Files)
			}
			return []string{x.Box, files}
		})}
	return d
}

// TransferReceipt is the 档案移交清单, the 交接文据 that both sides sign.
func (p DisposalPaper) TransferReceipt() doc.Document {
	x, lines := p.Disposal, p.of(office.OutcomeTransfer)
	d := p.document(doc.Form, "档案移交清单")
	g := newGrid(halves...)
	g.line(label("移交编号"), field(x.Number, 0), label("移交日期"), field(dated(x.DoneOn), 0))
	g.line(label("移交单位"), field(p.fonds(), 0), label("接收单位"), field(x.Receiver, 0))
	g.line(label("全宗号"), field(p.Settings.FondsNumber, 0), label("起止年度"), field(yearSpan(lines), 0))
	kept := []string{}
	for _, keep := range office.Retentions {
		n := 0
		for _, l := range lines {
			if l.Item.Retention == keep {
				n++
			}
		}
		if n > 0 {
			kept = append(kept, fmt.Sprintf("%s %d 件", office.RetentionNames[keep], n))
		}
	}
	boxes, files := map[string]bool{}, 0
	for _, l := range lines {
		files += l.Files
		if l.Box != "" {
			boxes[l.Box] = true
		}
	}
	g.line(label("纸质档案"), field(fmt.Sprintf("%d 件，%d 页，%d 盒", len(lines), pagesIn(lines), len(boxes)), 0), label("电子文件"), field(fmt.Sprintf("%d 个", files), 0))
	g.row(14, label("保管期限"), field(strings.Join(kept, "，"), 3))
	g.row(20, label("附件"), field("档案移交目录 1 份（逐件）", 3))
	g.row(30, label("移交说明"), field(x.Note, 3))
	side := func(name string) doc.GridCell {
		return doc.GridCell{Text: name + "（盖章）\n\n\n经办人：\n\n负责人：\n\n" + handDate, Span: 2, Top: true}
	}
	g.row(62, side("移交单位"), side("接收单位"))
	d.Blocks = []doc.Block{doc.Title{Text: "档案移交清单", Subtitle: "（交接文据）"}, g.Grid,
		doc.Paragraph{Runs: []doc.Run{{Text: "本清单一式两份，移交、接收双方各存一份。格式非官方，县档案馆另有文本的，用县档案馆的。"}}, NoIndent: true}}
	return d
}

// yearSpan is the years of the lines: 2014—2015.
func yearSpan(lines []GoingLine) string {
	first, last := 0, 0
	for _, l := range lines {
		if first == 0 || l.Item.Year < first {
			first = l.Item.Year
		}
		last = max(last, l.Item.Year)
	}
	switch {
	case first == 0:
		return ""
	case first == last:
		return itoa(first)
	}
	return itoa(first) + "—" + itoa(last)
}

// judged words what a 鉴定 made of an item.
func (x GoingLine) judged() string {
	switch {
	case x.Outcome == office.OutcomeKeep && x.Keep == office.KeepAlways:
		return "续存，改为永久"
	case x.Outcome == office.OutcomeKeep && x.KeepUntil.Valid():
		return "续存" + office.RetentionNames[x.Keep] + "（" + string(x.KeepUntil) + "）" // two lines: the day is not parted from its brackets
	case x.Outcome == office.OutcomeKeep:
		return "续存" + office.RetentionNames[x.Keep]
	}
	return x.Outcome
}

// Appraisal is the 档案鉴定意见, with the items in a table after it.
func (p DisposalPaper) Appraisal() doc.Document {
	x := p.Disposal
	d := p.document(doc.Form, "档案鉴定意见书")
	kept, gone := p.of(office.OutcomeKeep), p.of(office.OutcomeDestroy)
	g := newGrid(halves...)
	g.line(label("鉴定编号"), field(x.Number, 0), label("编制日期"), field(dated(x.MadeOn), 0))
	g.line(label("全宗名称"), field(p.fonds(), 0), label("到期截止日"), field(dated(x.DueBy), 0))
	g.line(label("鉴定范围"), field(fmt.Sprintf("保管期限已满的归档文件 %d 件，%s年度", len(p.Lines), firstOf(yearSpan(p.Lines), "　　")), 3))
	g.line(label("鉴定结果"), field(fmt.Sprintf("续存 %d 件，销毁 %d 件，待定 %d 件", len(kept), len(gone), len(p.Lines)-len(kept)-len(gone)), 3))
	g.row(60, label("鉴定意见"), doc.GridCell{Text: x.Opinion, Span: 3, Top: true})
	g.row(24, label("鉴定小组\n成员签名"), doc.GridCell{Text: x.Members, Span: 3, Top: true})
	g.row(24, label("批准意见"), doc.GridCell{Text: approval(x.Approver, x.DoneOn), Span: 3, Top: true})
	d.Blocks = []doc.Block{doc.Title{Text: "档案鉴定意见书"}, g.Grid}
	if len(p.Lines) == 0 {
		return d
	}
	t := doc.Table{Name: "鉴定明细", Columns: []doc.Column{{Head: "序号", Width: 9, Align: doc.Center}, {Head: "档号", Width: 44, Align: doc.Center}, {Head: "题名", Width: 58},
		{Head: "原期限到", Width: 21, Align: doc.Center}, {Head: "意见（续存到）", Width: 28}, {Head: "理由", Width: 28}}}
	for i, l := range p.Lines {
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(itoa(i + 1)), doc.C(l.Item.Code), doc.C(l.Item.Title), doc.C(string(l.Until)), doc.C(l.judged()), doc.C(l.Reason)}})
	}
	d.Blocks = append(d.Blocks, doc.Heading{Level: 1, Text: fmt.Sprintf("鉴定明细（%d 件）", len(p.Lines))}, t)
	return d
}

// approval is the cell in which who approves signs.
func approval(who string, on office.Date) string {
	return strings.TrimSpace(who + "\n\n签名（盖章）：\n" + dated(on))
}

// Destruction is the 档案销毁清册, with the cells in which those sign who approve it,
// destroy, and watch.
func (p DisposalPaper) Destruction() doc.Document {
	lines := p.of(office.OutcomeDestroy)
	d := p.document(doc.Ledger, "档案销毁清册")
	g := newGrid(25, 25, 25, 25)
	g.row(26, doc.GridCell{Text: "批准单位（负责人）：\n" + approval(p.Disposal.Approver, ""), Top: true}, doc.GridCell{Text: "鉴定小组：\n" + p.Disposal.Members, Top: true},
		doc.GridCell{Text: "监销人：\n\n销毁人：", Top: true}, doc.GridCell{Text: "销毁方式、地点：\n\n销毁日期：\n" + handDate, Top: true})
	d.Blocks = []doc.Block{doc.Title{Text: "档案销毁清册", Subtitle: p.Disposal.Number},
		doc.Ends{Left: "全宗号：" + p.Settings.FondsNumber, Center: "全宗名称：" + p.fonds(), Right: fmt.Sprintf("共 %d 件 %d 页", len(lines), pagesIn(lines))},
		itemTable("销毁清册", lines, []doc.Column{{Head: "期限到", Width: 19, Align: doc.Center}, {Head: "销毁理由", Width: 28}}, func(x GoingLine) []string {
			return []string{string(x.Until), x.Reason}
		}), g.Grid,
		doc.Paragraph{Runs: []doc.Run{{Text: "销毁后，目录里保留这些文件的件号并注明“已销毁”，件号不再使用。"}}, NoIndent: true}}
	return d
}

// DueList is the list of what is due for 移交, or whose term is over, before anything
// is decided.
type DueList struct {
	Settings office.Settings
	Kind     string
	Day      office.Date
	Lines    []GoingLine
	Rule     office.Rule
}

// Document makes the 到期档案清单 or 应移交档案清单.
func (p DueList) Document() doc.Document {
	name := "到期档案清单"
	says := "保管期限从文件形成年度的次年 1 月 1 日起算（非官方，以县档案主管部门的要求为准）。"
	if p.Kind == office.DisposalTransfer {
		name = "应移交档案清单"
		mark := "非官方，"
		if p.Rule.Official {
			mark = ""
		}
		says = fmt.Sprintf("形成满%g年的永久、30年文件（%s%s）；30年的是否移交，以县档案馆的要求为准。", p.Rule.Value, mark, p.Rule.Source)
	}
	return doc.Document{Title: name + "（截至" + p.Day.Chinese() + "）", Style: doc.Ledger, Landscape: true, Sample: p.Settings.Sample, Blocks: []doc.Block{
		doc.Title{Text: name, Subtitle: "（截至" + p.Day.Chinese() + "）"},
		doc.Ends{Left: "全宗名称：" + firstOf(p.Settings.FondsName, p.Settings.OfficeName), Right: fmt.Sprintf("共 %d 件 %d 页", len(p.Lines), pagesIn(p.Lines))},
		filled(itemTable(name, p.Lines, []doc.Column{{Head: "盒", Width: 24, Align: doc.Center}, {Head: "期限到", Width: 19, Align: doc.Center}}, func(x GoingLine) []string {
			return []string{x.Box, string(x.Until)}
		}), "文号", "密级", "期限到"),
		doc.Paragraph{Runs: []doc.Run{{Text: says}}, NoIndent: true},
	}}
}
