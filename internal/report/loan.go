package report

import (
	"fmt"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// LoanEntry is one loan with what was lent.
type LoanEntry struct {
	Loan  office.ArchiveLoan
	Code  string // 档号, empty of a box
	Title string
	Box   string
	Items int
	Pages int
}

// what words what was lent; a whole box with how many items.
func (e LoanEntry) what() string {
	if e.Loan.BoxID != 0 {
		return fmt.Sprintf("%s（整盒，%d 件）", e.Title, e.Items)
	}
	return e.Title
}

// LoanSlip is the 档案借阅单, put into the box as 代卷卡 in the place of what is lent.
type LoanSlip struct {
	Settings office.Settings
	LoanEntry
}

// Document makes the 档案借阅单.
func (p LoanSlip) Document() doc.Document {
	l := p.Loan
	d := doc.Document{Title: "档案借阅单（代卷卡） " + l.Number, Style: doc.Form, Sample: p.Settings.Sample}
	g := newGrid(halves...)
	g.line(label("借阅编号"), field(l.Number, 0), label("所在盒"), field(p.Box, 0))
	g.line(label("档号"), field(p.Code, 3))
	g.row(16, label("题名"), field(p.what(), 3))
	g.line(label("借阅人"), field(l.Borrower, 0), label("借阅单位"), field(l.Unit, 0))
	g.line(label("电话"), field(l.Phone, 0), label("经手人"), field(l.LentBy, 0))
	g.row(24, label("用途"), field(l.Purpose, 3))
	g.line(label("借出日期"), field(dated(l.LentOn), 0), label("应还日期"), field(dated(l.DueOn), 0))
	g.line(label("借阅人签名"), signed(false, 0), label("批准人签名"), signed(false, 0))
	g.line(label("归还日期"), field(dated(l.ReturnedOn), 0), label("收回人签名"), field(l.ReturnedTo, 0))
	g.row(16, label("备注"), field(l.Note, 3))
	d.Blocks = []doc.Block{doc.Title{Text: "档案借阅单", Subtitle: "（代卷卡：放在原处，归还时取出）"}, g.Grid,
		doc.Paragraph{Runs: []doc.Run{{Text: "请勿拆散、涂改、折角、转借；用毕按期归还。"}}, NoIndent: true}}
	return d
}

// LoanRegister is the 档案借阅登记簿.
type LoanRegister struct {
	Settings office.Settings
	Span     string // in words, e.g. 2026年
	Today    office.Date
	Entries  []LoanEntry // the earliest first
}

// Document makes the 档案借阅登记簿; phones are masked.
func (p LoanRegister) Document() doc.Document {
	name := "档案借阅登记簿"
	d := doc.Document{Title: name + "（" + p.Span + "）", Style: doc.Ledger, Landscape: true, Sample: p.Settings.Sample}
	t := doc.Table{Name: "借阅登记簿", Columns: []doc.Column{
		{Head: "序号", Width: 9, Align: doc.Center}, {Head: "借阅编号", Width: 22, Align: doc.Center}, {Head: "档号", Width: 40, Align: doc.Center}, {Head: "题名", Width: 56},
		{Head: "借阅人", Width: 16, Align: doc.Center}, {Head: "单位", Width: 28}, {Head: "电话", Width: 22, Align: doc.Center}, {Head: "用途", Width: 30},
		{Head: "借出", Width: 19, Align: doc.Center}, {Head: "应还", Width: 19, Align: doc.Center}, {Head: "归还", Width: 19, Align: doc.Center}, {Head: "经手、备注", Width: 24}}}
	out, late := 0, 0
	for i, e := range p.Entries {
		l := e.Loan
		due := doc.Cell{Text: string(l.DueOn)}
		if l.ReturnedOn == "" {
			out++
			if l.DaysOverdue(p.Today) > 0 {
				late++
				due.Warn = true
			}
		}
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{{Text: itoa(i + 1), Numeric: true}, doc.C(l.Number), doc.C(e.Code), doc.C(e.what()), doc.C(l.Borrower), doc.C(l.Unit),
			doc.C(office.MaskContact(l.Phone)), doc.C(l.Purpose), doc.C(string(l.LentOn)), due, doc.C(string(l.ReturnedOn)), doc.C(joined(l.LentBy, l.Note))}})
	}
	d.Blocks = []doc.Block{doc.Title{Text: name, Subtitle: "（" + p.Span + "）"},
		doc.Ends{Left: "单位：" + p.Settings.OfficeName, Center: fmt.Sprintf("共 %d 次，未还 %d 次，其中超期 %d 次", len(p.Entries), out, late), Right: "截至" + p.Today.Chinese()},
		t, doc.Signature{Lines: []string{"登记人：", "负责人："}}}
	return d
}
