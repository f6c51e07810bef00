package report

import (
	"slices"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// CasePaper is what the papers of one finding's 整改 are made from: 学校处理情况记录表
// and 回访记录.
type CasePaper struct {
	Facts
	Finding   office.Finding
	Visit     office.Visit // ID 0 when the finding comes from no visit
	Inspector string       // who found it
	Rounds    []office.Round
	Notices   map[int64]office.Notice // those that the rounds began with
	Photos    []doc.Photo
}

// Handling makes the 学校处理情况记录表: what the inspector asked, what the school
// did, and what the inspector says to it, round by round.
func (p CasePaper) Handling() doc.Document {
	f := p.Finding
	name := p.Settings.CountyName + "学校处理情况记录表"
	d := p.paper(doc.Form, "handling", name, f.Number)
	g := newGrid(halves...)
	p.identity(g)
	g.line(label("提出时间"), field(dated(f.FoundOn), 0), label("问题来源"), field(f.Source, 0))
	g.long("督学整改\n意见", joined(f.Content+p.tags(f, f.Routing), p.Visit.Advice), 26, false)
	for _, r := range p.rounds() {
		p.roundRows(g, r)
	}
	g.long("备注", f.Note, 10, false)
	d.Blocks = []doc.Block{doc.Title{Text: name}, doc.Ends{Left: numbered("整改编号", f.Number), Right: p.term()}, g.Grid,
		doc.Signature{Lines: []string{"督学签名：", "学校负责人签名：", "日期：" + handDate}}}
	return d
}

// identity says whose finding it is.
func (p CasePaper) identity(g *formGrid) {
	g.line(label("学校（园）"), field(p.School.Name, 0), label("责任督学"), field(p.Inspector, 0))
	g.line(label("责任单位"), field(p.Finding.Unit, 0), label("责任人"), field(p.Finding.Person, 0))
}

// rounds are the turns of the finding. One without rounds has had none yet: its
// own columns are the first.
func (p CasePaper) rounds() []office.Round {
	if len(p.Rounds) > 0 {
		return p.Rounds
	}
	first := office.FirstRound(p.Finding)
	first.Report = p.Finding.Measures
	return []office.Round{first}
}

func (p CasePaper) roundRows(g *formGrid, r office.Round) {
	head := "第" + chineseNumber(r.Number) + "轮整改"
	if reason := joined(r.Opened, r.Reason); r.Number > 1 && reason != "" {
		head += "（" + strings.ReplaceAll(reason, "\n", "：") + "）"
	}
	if n := p.Notices[r.NoticeID]; n.ID != 0 {
		number := n.DocNumber
		if number == "" {
			number = n.Number
		}
		head += "　" + n.Kind + "　" + number
	}
	g.Rows = append(g.Rows, doc.GridRow{MinHeight: lowRow, Cells: []doc.GridCell{{Text: head, Span: 4, Label: true}}})
	g.line(label("下发日期"), field(dated(r.IssuedOn), 0), label("整改期限"), field(dated(r.DueOn), 0))
	g.line(label("学校签收"), field(strings.TrimSpace(r.ReceivedBy+"　"+r.ReceivedOn.Chinese()), 0), label("报告日期"), field(dated(r.ReportedOn), 0))
	g.long("整改措施\n和实际\n成效", r.Report, 24, true)
	g.line(label("回访时间"), field(dated(r.RecheckOn), 0), label("回访人"), field(r.RecheckBy, 0))
	g.long("核查情况", joined(ticks(office.Verdicts, r.Verdict), r.Recheck), 16, true)
	g.long("督学后续\n建议", r.Advice, 14, true)
	if r.ClosedOn.Valid() || r.Proof != "" {
		g.line(label("销号日期"), field(r.ClosedOn.Chinese(), 0), label("凭证"), field(r.Proof, 0))
	}
}

// Round returns the round of the number, the last one for 0; ok is false when
// the finding has no such round.
func (p CasePaper) Round(number int) (r office.Round, ok bool) {
	all := p.rounds()
	if number == 0 {
		return all[len(all)-1], true
	}
	i := slices.IndexFunc(all, func(r office.Round) bool { return r.Number == number })
	if i < 0 {
		return r, false
	}
	return all[i], true
}

// Recheck makes the 回访记录 of one round.
func (p CasePaper) Recheck(r office.Round) doc.Document {
	f := p.Finding
	name := p.Settings.CountyName + "整改回访记录"
	number := f.Number
	if r.Number > 1 {
		number += "/" + itoa(r.Number)
	}
	d := p.paper(doc.Form, "recheck", name, number)
	g := newGrid(halves...)
	p.identity(g)
	g.line(label("回访日期"), field(dated(r.RecheckOn), 0), label("回访人"), field(r.RecheckBy, 0))
	g.line(label("回访方式"), field(ticks(office.RecheckWays, r.RecheckWay), 0), label("整改轮次"), field("第"+chineseNumber(r.Number)+"轮", 0))
	g.line(label("整改期限"), field(dated(r.DueOn), 0), label("学校报告\n日期"), field(dated(r.ReportedOn), 0))
	g.long("问题", f.Content+p.tags(f), 22, false)
	g.long("学校整改\n措施和\n成效", r.Report, 30, true)
	g.long("核查情况", r.Recheck, 40, true)
	g.line(label("核查结论"), field(ticks(office.Verdicts, r.Verdict), 3))
	g.long("后续建议", r.Advice, 20, true)
	g.line(label("新的期限"), field(p.nextDue(r), 0), label("销号日期"), field(r.ClosedOn.Chinese(), 0))
	g.line(label("凭证"), field(r.Proof, 3))
	g.row(13, label("回访人\n签名"), signed(false, 0), label("学校负责人\n签名"), signed(false, 0))
	d.Blocks = []doc.Block{doc.Title{Text: name}, doc.Ends{Left: numbered("整改编号", f.Number), Right: p.term()}, g.Grid}
	if len(p.Photos) > 0 {
		d.Blocks = append(d.Blocks, doc.PageBreak{}, doc.Photos{Title: "回访照片", PerPage: 6, Items: p.Photos})
	}
	return d
}

// nextDue is the limit of the round that follows.
func (p CasePaper) nextDue(r office.Round) string {
	if next, ok := p.Round(r.Number + 1); ok {
		return next.DueOn.Chinese()
	}
	return ""
}
