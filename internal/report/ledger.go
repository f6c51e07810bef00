package report

import (
	"dudao/internal/doc"
	"dudao/internal/office"
)

// LedgerPaper is what a 整改台账 is made from.
type LedgerPaper struct {
	Facts           // of no single school; Zone is empty for all
	Span     string // what it covers, e.g. 2026年3月
	Findings []office.Finding
	Schools  map[int64]string // names by id
	// Earlier are problems found before the span and not yet put right, which the
	// ledger does not list.
	Earlier int
	Today   office.Date
}

// ledgerSize lets nineteen columns stand side by side, in points.
const ledgerSize = 7.5

// ledgerColumns are the columns of a 整改台账.
var ledgerColumns = []doc.Column{
	{Head: "序号", Width: 6, Align: doc.Center}, {Head: "整改编号", Width: 15, Align: doc.Center}, {Head: "学校", Width: 19},
	{Head: "来源", Width: 10, Align: doc.Center}, {Head: "发现日期", Width: 14, Align: doc.Center}, {Head: "事项", Width: 11, Align: doc.Center},
	{Head: "问题", Width: 42}, {Head: "级别", Width: 8, Align: doc.Center}, {Head: "第几次", Width: 8, Align: doc.Center}, {Head: "整改措施", Width: 30},
	{Head: "责任单位", Width: 13}, {Head: "责任人", Width: 9, Align: doc.Center}, {Head: "期限", Width: 14, Align: doc.Center},
	{Head: "学校报告日期", Width: 14, Align: doc.Center}, {Head: "回访日期", Width: 14, Align: doc.Center}, {Head: "核查结论", Width: 9, Align: doc.Center},
	{Head: "销号日期", Width: 14, Align: doc.Center}, {Head: "逾期天数", Width: 8, Align: doc.Center}, {Head: "备注", Width: 8},
}

// Document makes the 整改台账.
func (p LedgerPaper) Document() doc.Document {
	set := p.Settings
	name := set.CountyName + p.Zone + "督导问题整改台账"
	t := doc.Table{Name: "整改台账", Columns: ledgerColumns, Size: ledgerSize}
	for i, f := range p.Findings {
		t.Rows = append(t.Rows, p.row(i, f))
	}
	return doc.Document{Title: name + "（" + p.Span + "）", Style: doc.Ledger, Landscape: true, Sample: set.Sample, Blocks: []doc.Block{
		doc.Title{Text: name, Subtitle: "（" + p.Span + "）"},
		doc.Ends{Left: "市、县（区）：" + set.CountyName, Center: "填报单位：" + set.OfficeName, Right: "填报日期：" + p.Today.Chinese()},
		t,
		doc.Paragraph{Runs: []doc.Run{{Text: p.closing()}}, NoIndent: true},
		doc.Signature{Lines: []string{"填表人：", "审核人：", "负责人："}},
	}}
}

func (p LedgerPaper) row(i int, f office.Finding) doc.Row {
	overdue := doc.C("")
	if n := f.DaysOverdue(p.Today); n > 0 {
		overdue = doc.Cell{Text: itoa(n), Numeric: true, Warn: !f.Closed()}
	}
	row := doc.Row{Cells: []doc.Cell{{Text: itoa(i + 1), Numeric: true}}}
	for _, text := range []string{f.Number, shortSchool(p.Schools[f.SchoolID], p.Settings.CountyName), f.Source, string(f.FoundOn), p.matter(f.MatterID), f.Content, office.DisposalName(f.Level),
		p.again(f.ID), f.Measures, f.Unit, f.Person, string(f.DueOn), string(f.ReportedOn), string(f.RecheckOn), f.Recheck, string(f.ClosedOn)} {
		row.Cells = append(row.Cells, doc.C(text))
	}
	return doc.Row{Cells: append(row.Cells, overdue, doc.C(f.Note))}
}

// closing sums the ledger up in one line; every number in it counts its records.
func (p LedgerPaper) closing() string {
	figures := office.LedgerFigures(p.Findings, p.Today)
	said := func(key string) string { f := figures.Get(key); return f.Name + value(f) }
	text := "合计：" + said(office.LedgerAll) + "，其中" + said(office.LedgerClosed) + "、" + said(office.LedgerOnSpot) + "、" + said(office.LedgerOpen) +
		"（" + said(office.LedgerOverdue) + "）；" + said(office.LedgerDue) + "，" + said(office.LedgerDone)
	if figures.Get(office.LedgerDue).Value > 0 {
		text += "，" + said(office.LedgerRate) + "（到期已整改÷到期应整改）"
	}
	if p.Earlier > 0 {
		text += "。另有以前发现、至今未销号的问题" + itoa(p.Earlier) + "个，不在本表"
	}
	return text + "。"
}
