package report

import (
	"fmt"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// Letters are the 聘书 of the candidates, one on each page.
func (p TenurePaper) Letters(list []TenureEntry) doc.Document {
	d := p.document(doc.Official, p.roster()+"聘书")
	d.Landscape, d.Unnumbered = true, true // a letter is given by itself
	if len(list) == 1 {
		d.Title = "聘书 " + list[0].Name
	}
	for i, c := range list {
		if i > 0 {
			d.Blocks = append(d.Blocks, doc.PageBreak{})
		}
		d.Blocks = append(d.Blocks, p.letter(c)...)
	}
	return d
}

func (p TenurePaper) letter(c TenureEntry) []doc.Block {
	number := numbered("聘书号", c.LetterNo)
	kind := "督学"
	if c.Employment == office.Employments[0] {
		kind = "专职督学"
	}
	body := fmt.Sprintf("兹聘任您为%s%s%s，任期自%s起至%s止。", p.Settings.CountyName, p.Tenure.Name, kind, p.Tenure.StartsOn.Chinese(), p.Tenure.EndsOn.Chinese())
	return []doc.Block{doc.Space{Lines: 1}, doc.Title{Text: "聘　书"}, doc.Paragraph{Runs: []doc.Run{{Text: number}}, Align: doc.Right},
		doc.Paragraph{Runs: []doc.Run{{Text: c.Name + "同志：", Bold: true}}, NoIndent: true}, doc.Text(body), doc.Space{Lines: 1},
		doc.Signature{Office: p.Settings.OfficeName, Date: dated(firstValid(c.PublishedOn, p.Tenure.PublishedOn))}}
}

// Approval is the 督学聘任审批表 of one candidate. It stays with the office, so it
// shows the whole of his details, but the number of his identity card and his
// telephone only when asked for.
func (p TenurePaper) Approval(c TenureEntry, whole bool) doc.Document {
	d := p.document(doc.Form, strings.TrimSpace("督学聘任审批表 "+c.Name))
	if p.Tenure.ID != 0 {
		d.Code = office.FormCode("candidate_approval", itoa(int(p.Tenure.ID))+"/"+itoa(int(c.ID)))
	}
	g := newGrid(13, 14, 11, 15, 13, 34)
	identity, mobile := c.IDNumber, c.Mobile
	if !whole {
		identity, mobile = office.MaskIDNumber(identity), office.MaskContact(mobile)
	}
	g.line(label("姓名"), field(c.Name, 0), label("性别"), field(c.Gender, 0), label("出生年月"), field(c.BornOn, 0))
	g.line(label("民族"), field(c.Ethnicity, 0), label("政治面貌"), field(c.Party, 0), label("身份证号"), field(identity, 0))
	g.line(label("学历"), field(c.Degree, 0), label("职称"), field(c.Rank, 0), label("健康状况"), field(c.Health, 0))
	g.line(label("学科"), field(c.Subject, 0), label("学段"), field(c.Stage, 0), label("参加教育\n工作年月"), field(c.TeachingOn, 0))
	g.line(label("专兼职"), field(c.Employment, 0), label("在职退休"), field(c.Service, 0), label("手机"), field(mobile, 0))
	g.line(label("单位及职务"), field(beside(c.Employer, c.Post), 3), label("拟任"), field(p.Tenure.Name+"督学（本人第"+itoa(c.TermNumber)+"届）", 0))
	g.line(label("任期"), field(days(p.Tenure.StartsOn, p.Tenure.EndsOn), 3), label("推荐单位"), field(c.RecommendedBy, 0))
	g.long("工作简历", c.Resume, 20, true)
	g.long("政治思想\n业务水平\n及实绩", c.Merits, 20, true)
	checks := []string{}
	for _, q := range c.Checks {
		checks = append(checks, q.Name+"："+q.State+"（"+q.Detail+"）")
	}
	g.long("资格审查", joined(joined(checks...), prefixed("例外聘任理由：", c.Exception)), 18, false)
	g.long("推荐单位\n意见", stamped(c.Nomination, c.NominatedOn), 19, false)
	g.long("审核意见", stamped(c.Review, c.ReviewedOn), 19, false)
	g.long("公示情况", stamped(c.Posting, c.PostedOn), 19, false)
	result := ""
	switch {
	case c.PublishedOn != "":
		result = "同意聘任。聘任文号：" + p.Tenure.DocNumber + "；聘书号：" + c.LetterNo + "。"
	case !c.GoesOn():
		result = c.Outcome + "：" + c.Reason
	}
	g.long("聘任单位\n意见", stamped(result, c.PublishedOn), 19, false)
	d.Blocks = []doc.Block{doc.Title{Text: p.Settings.CountyName + "督学聘任审批表"}, g.Grid}
	return d
}

func prefixed(prefix, text string) string {
	if text == "" {
		return ""
	}
	return prefix + text
}

// stamped is an opinion with the place for who signs it, the seal and the day below.
func stamped(text string, day office.Date) string {
	return text + "\n\n" + "　　负责人（签字）：　　　　　　　　（盖章）　" + strings.TrimSpace(dated(day))
}

// ExchangePaper is what the 交流方案 is made from.
type ExchangePaper struct {
	Settings office.Settings
	Day      office.Date
	Years    int
	Done     bool // it is on record; else it is a proposal
	Rows     []ExchangeLine
	Left     []office.Unswapped
}

// ExchangeLine is one school before and after.
type ExchangeLine struct {
	Zone, School, From, To string
	Since                  office.Date
	Pair                   int // which 对调 it belongs to, 0 for none
}

// Document is the 督学定期交流方案 with its 新旧对照表.
func (p ExchangePaper) Document() doc.Document {
	title := p.Settings.CountyName + "督学定期交流方案"
	if !p.Done {
		title += "（拟）"
	}
	d := doc.Document{Title: title, Style: doc.Ledger, Landscape: true, Sample: p.Settings.Sample}
	t := doc.Table{Name: "交流对照表", Caption: "新旧对照表", Size: annexSize, Columns: []doc.Column{{Head: "序号", Width: 8, Align: doc.Center}, {Head: "责任区", Width: 24, Align: doc.Center}, {Head: "学校", Width: 56},
		{Head: "原责任督学", Width: 22, Align: doc.Center}, {Head: "负责起始", Width: 22, Align: doc.Center}, {Head: "已负责（年）", Width: 16, Align: doc.Center}, {Head: "新责任督学", Width: 22, Align: doc.Center}, {Head: "对调组", Width: 12, Align: doc.Center}, {Head: "备注", Width: 30}}}
	for i, r := range p.Rows {
		pair := ""
		if r.Pair > 0 {
			pair = itoa(r.Pair)
		}
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(itoa(i + 1)), doc.C(r.Zone), doc.C(shortSchool(r.School, p.Settings.CountyName)), doc.C(r.From), doc.C(string(r.Since)), years(r.Since, p.Day), doc.C(r.To), doc.C(pair), doc.C("")}})
	}
	words := fmt.Sprintf("责任督学在同一学校负责超过%d年的，在责任区内对调，回避规定不变，每名督学负责的学校数不变（年限为本县做法，非官方）。自%s起执行。", p.Years, dated(p.Day))
	if p.Done {
		words = fmt.Sprintf("下列学校的责任督学自%s起交流，已登记。", p.Day.Chinese())
	}
	d.Blocks = []doc.Block{doc.Title{Text: title}, doc.Ends{Left: "填报单位：" + p.Settings.OfficeName, Right: "学校" + itoa(len(p.Rows)) + "所"}, doc.Text(words), t}
	for i, x := range p.Left {
		d.Blocks = append(d.Blocks, doc.Text(fmt.Sprintf("暂不交流%d：%s，%s自%s起负责，%s。", i+1, shortSchool(x.Stay.School, p.Settings.CountyName), x.Stay.Inspector, x.Stay.Since.Chinese(), x.Reason)))
	}
	d.Blocks = append(d.Blocks, doc.Signature{Lines: []string{"填表人：", "审核人：", "负责人："}})
	return d
}

// years are the full years from the day on, as a number.
func years(since, day office.Date) doc.Cell {
	n := 0
	for since.Valid() && since.AddYears(n+1) <= day {
		n++
	}
	return doc.Cell{Text: itoa(n), Numeric: true}
}
