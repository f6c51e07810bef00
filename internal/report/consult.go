package report

import (
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// boxes begins a paper that is a form: its name, its two numbers.
func (p NoticePaper) boxes() doc.Document {
	n := p.Notice
	name := p.Settings.CountyName + p.formName()
	d := p.paper(doc.Form, office.NoticeForm(n.Kind), name, n.Number)
	d.Blocks = append([]doc.Block{doc.Title{Text: name}}, p.void()...)
	d.Blocks = append(d.Blocks, doc.Ends{Left: numbered("编号", n.Number), Right: p.docNumber()})
	return d
}

// problemText is the problems in one box: the findings, then the clerk's text.
func (p NoticePaper) problemText() string {
	lines := []string{p.Notice.Title}
	for i, f := range p.untold() {
		lines = append(lines, p.problem(i, f))
	}
	return joined(append(lines, p.Notice.Body, p.repeated())...)
}

// stepRows are two rows of a form for one step: what was said, and who and when.
func (p NoticePaper) stepRows(g *formGrid, name, title, who string, height float64) {
	s := p.step(name)
	g.long(title, s.Text, height, true)
	g.line(label(who), field(s.By, 0), label("日期"), field(dated(s.On), 0))
}

// note says how many copies there are and whom they go to.
func (p NoticePaper) note() []doc.Block {
	parts := []string{}
	if c := copies(p.ways().Copies); c != "" {
		parts = append(parts, "本单"+c)
	}
	if to := p.Notice.CopyTo; to != "" {
		parts = append(parts, "抄送："+strings.TrimRight(to, "。"))
	}
	if len(parts) == 0 {
		return nil
	}
	return []doc.Block{doc.Paragraph{Runs: []doc.Run{{Text: strings.Join(parts, "；") + "。"}}, NoIndent: true}}
}

// consult makes the 督导协商意见书 to a 科室: the problem, what is asked, the answer,
// and how the inspector followed it.
func (p NoticePaper) consult() doc.Document {
	n := p.Notice
	d := p.boxes()
	g := newGrid(halves...)
	g.line(label("送交科室\n（中心）"), field(n.Department, 0), label("送交日期"), field(dated(p.sent("送科室")), 0))
	g.line(label("涉及学校"), field(p.School.Name, 0), label("督导日期"), field(p.Visit.Date.Chinese(), 0))
	g.line(label("责任督学"), field(p.Inspector, 0), label("答复期限"), field(p.answerBy(), 0))
	g.long("问题及建议", p.problemText(), 40, true)
	g.long("依据", n.Basis, 10, false)
	g.long("请予支持\n协调的\n事项", n.Request, 24, true)
	g.row(12, label("督导室\n（盖章）"), field("", 0), label("签发人"), field(n.Signer, 0))
	p.stepRows(g, "答复", "科室处理\n结果", "答复人", 30)
	g.long("督学跟踪\n情况", p.follows("跟踪"), 18, true)
	d.Blocks = append(d.Blocks, g.Grid)
	d.Blocks = append(d.Blocks, p.note()...)
	return d
}

// sent is the day of a step, the paper's own day before it.
func (p NoticePaper) sent(name string) office.Date {
	if s := p.step(name); s.On.Valid() {
		return s.On
	}
	return p.Notice.Date
}

// answerBy is the time for the answer.
func (p NoticePaper) answerBy() string {
	n := p.Notice
	if n.DueOn.Valid() {
		return n.DueOn.Chinese()
	}
	if n.Days > 0 {
		return itoa(n.Days) + strings.Replace(n.DaysUnit, office.DaysWorking, "个工作日", 1) + "内"
	}
	return ""
}

// follows are all steps of the name, a line each.
func (p NoticePaper) follows(name string) string {
	lines := []string{}
	for _, s := range p.Notice.Steps {
		if s.Step == name {
			lines = append(lines, s.On.Chinese()+"　"+s.By+"："+s.Text)
		}
	}
	return joined(lines...)
}

// answerWays are how a result is told to those who asked.
var answerWays = []string{"电话", "面谈", "电子邮件", "书面"}

// order makes the 重要问题督办单, whose boxes fill as it goes its course: 批示, 承办,
// 结果, 答复.
func (p NoticePaper) order() doc.Document {
	n, in, answer, filed := p.Notice, p.step("登记"), p.step("答复"), p.step("归档")
	d := p.boxes()
	g := newGrid(halves...)
	g.line(label("登记日期"), field(dated(p.sent("登记")), 0), label("登记人"), field(in.By, 0))
	g.line(label("涉及学校\n（部门）"), field(strings.TrimPrefix(p.School.Name+"、"+n.Department, "、"), 0), label("信息来源"), field(n.Source, 0))
	g.line(label("提出督学"), field(p.Inspector, 0), label("办理期限"), field(p.answerBy(), 0))
	g.long("反映的问题", p.problemText(), 26, true)
	g.long("督导室\n处理建议", joined(n.Request, n.Basis), 14, true)
	p.stepRows(g, "批示", "领导批示", "批示领导", 18)
	p.stepRows(g, "承办", "承办情况", "承办人", 18)
	p.stepRows(g, "结果", "处理结果", "承办人", 18)
	g.long("答复情况", ticks(answerWays, answer.Way)+"\n"+answer.Text, 15, true)
	g.line(label("答复人"), field(answer.By, 0), label("日期"), field(dated(answer.On), 0))
	g.line(label("归档人"), field(filed.By, 0), label("归档日期"), field(dated(filed.On), 0))
	d.Blocks = append(d.Blocks, g.Grid)
	d.Blocks = append(d.Blocks, p.note()...)
	return d
}
