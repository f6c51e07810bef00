package report

import (
	"regexp"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// bulletin makes the 督导通报: how the findings came about, the clerk's own text, and as
// a table those of them that the text does not tell of.
func (p NoticePaper) bulletin() doc.Document {
	n := p.Notice
	d := p.letter(p.unit())
	if opening := p.found(); opening != "" && (n.Body == "" || listed.MatchString(n.Body)) {
		d.Blocks = append(d.Blocks, doc.Text(opening))
	}
	d.Blocks = append(d.Blocks, bodyText(n.Body)...)
	if left := p.untold(); len(left) > 0 {
		d.Blocks = append(d.Blocks, p.findingTable("问题清单", left))
	}
	d.Blocks = append(d.Blocks, bodyText(joined(n.Basis, n.Request))...)
	if limit := p.limit(); limit != "" {
		d.Blocks = append(d.Blocks, doc.Paragraph{Runs: []doc.Run{{Text: "整改期限：" + limit + "。", Bold: true}}})
	}
	d.Blocks = append(d.Blocks, p.signature()...)
	return d
}

// listed begins a text that goes straight to its items; what begins otherwise has an
// opening of the clerk's own.
var listed = regexp.MustCompile(`^\s*([0-9]+[.．、]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)`)

// found says when the findings were found, at how many schools and on how many visits.
func (p NoticePaper) found() string {
	if len(p.Findings) == 0 {
		return ""
	}
	from, to := p.Findings[0].FoundOn, p.Findings[0].FoundOn
	schools, visits := map[int64]bool{}, map[int64]bool{}
	for _, f := range p.Findings {
		from, to = min(from, f.FoundOn), max(to, f.FoundOn)
		schools[f.SchoolID], visits[f.VisitID] = true, true
	}
	text := "督导中"
	if !visits[0] { // found by visits alone
		text = "在" + itoa(len(visits)) + "次督导中"
	}
	text += "发现下列问题" + itoa(len(p.Findings)) + "个，涉及学校" + itoa(len(schools)) + "所。现通报如下。"
	if from.Valid() {
		text = days(from, to) + "，" + text
	}
	return text
}

// accountability makes the 问责决定书. Its five parts are those a decision must
// have; every word under them is the clerk's. A day of effect that is not settled
// is left open to be written in.
func (p NoticePaper) accountability() doc.Document {
	n := p.Notice
	d := p.letter(p.recipient())
	var s sections
	s.add("基本情况", bodyText(p.subject())...)
	s.add("事实", p.problems()...)
	s.add("依据", bodyText(n.Basis)...)
	s.add("问责方式", bodyText(joined(n.Measure, p.step("决定").Text))...)
	s.add("生效时间", doc.Text(dated(n.EffectiveOn)))
	s.add("其他事项", bodyText(n.Request)...)
	d.Blocks = append(d.Blocks, s.blocks...)
	d.Blocks = append(d.Blocks, p.signature()...)
	d.Blocks = append(d.Blocks, p.receipt("送达")...)
	return d
}

// subject tells in fields whom the decision is about and where it comes from.
func (p NoticePaper) subject() string {
	n := p.Notice
	lines := []string{}
	for _, x := range [][2]string{{"问责对象：", n.Person}, {"所在单位：", p.School.Name}, {"有关单位：", n.Department}, {"问题来源：", n.Source}} {
		if x[1] != "" {
			lines = append(lines, x[0]+x[1])
		}
	}
	if first := p.step("启动调查"); first.On.Valid() {
		lines = append(lines, "启动调查："+first.On.Chinese())
	}
	if told := p.step("书面告知"); told.On.Valid() {
		lines = append(lines, "书面告知："+told.On.Chinese())
	}
	return joined(lines...)
}

// talk makes the 约谈通知书, its page to sign for, and the sheet for the talk.
func (p NoticePaper) talk() doc.Document {
	n := p.Notice
	d := p.letter(p.recipient())
	var s sections
	s.add("约谈事由", p.problems()...)
	s.add("约谈依据", bodyText(n.Basis)...)
	s.add("约谈安排", bodyText(p.appointment())...)
	s.add("有关要求", bodyText(n.Request)...)
	d.Blocks = append(d.Blocks, s.blocks...)
	d.Blocks = append(d.Blocks, p.signature()...)
	d.Blocks = append(d.Blocks, p.receipt("签收")...)
	d.Blocks = append(d.Blocks, p.talkSheet()...)
	return d
}

// appointment is when and where the talk is held, and who comes.
func (p NoticePaper) appointment() string {
	n := p.Notice
	lines := []string{"时间：" + meeting(n.MeetAt)}
	for _, x := range [][2]string{{"地点：", n.Place}, {"被约谈人：", n.Person}, {"参加人员：", n.Attendees}} {
		if x[1] != "" {
			lines = append(lines, x[0]+x[1])
		}
	}
	return joined(lines...)
}

// talkSheet is the 约谈记录 on a page of its own.
func (p NoticePaper) talkSheet() []doc.Block {
	n, held, end := p.Notice, p.step("约谈"), p.step("办结")
	when := meeting(n.MeetAt)
	if held.On.Valid() && held.On != day(n.MeetAt) {
		when = held.On.Chinese()
	}
	g := newGrid(22, 50, 22, 50)
	const high = 11
	g.row(high, label("约谈时间"), field(when, 0), label("约谈地点"), field(n.Place, 0))
	g.row(high, label("被约谈单位"), field(p.unit(), 0), label("被约谈人"), field(n.Person, 0))
	g.row(high, label("主谈人"), field(held.By, 0), label("参加人员"), field(n.Attendees, 0))
	g.row(high, label("约谈事由"), field(n.Title, 3))
	g.long("约谈纪要", held.Text, 60, true)
	g.long("整改承诺\n及结果", end.Text, 36, true)
	g.row(14, label("主谈人\n签名"), signed(false, 0), label("被约谈人\n签名"), signed(false, 0))
	return []doc.Block{doc.PageBreak{Code: office.FormCode(office.FormTalkRecord, n.Number)}, doc.Title{Text: "约谈记录"}, doc.Ends{Left: numbered("编号", n.Number), Right: p.docNumber()}, g.Grid}
}
