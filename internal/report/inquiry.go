package report

import (
	"dudao/internal/doc"
	"dudao/internal/office"
)

// InquiryPaper is what a 座谈、访谈 or 问卷记录 is made from.
type InquiryPaper struct {
	Facts
	Inquiry   office.Inquiry
	Number    string // of the visit it belongs to, empty when on its own
	Inspector string
}

// inquiryNames are the papers' names by the kind of asking.
var inquiryNames = map[string]string{"座谈": "座谈记录", "走访": "走访记录", "访谈家长": "家长访谈记录", "问卷": "问卷调查记录"}

// Document makes the record of whom was asked what.
func (p InquiryPaper) Document() doc.Document {
	q := p.Inquiry
	name := inquiryNames[q.Kind]
	if name == "" {
		name = "座谈问卷记录"
	}
	name = p.Settings.CountyName + "责任督学" + name
	d := p.paper(doc.Form, "inquiry", name, recordNumber(q.ID))
	g := newGrid(14, 22, 12, 22, 12, 18)
	g.line(label("学校（园）"), field(p.School.Name, 3), label("日期"), field(q.Date.Chinese(), 0))
	g.line(label("方式"), field(ticks(office.InquiryKinds, q.Kind), 5))
	g.line(label("督学"), field(p.Inspector, 0), label("责任区"), field(p.Zone, 0), label("督导记录"), field(p.Number, 0))
	if q.Kind == "问卷" {
		g.line(label("调查对象"), field(q.Audience, 5))
		g.line(label("发放份数"), field(count0(q.People), 0), label("回收份数"), field(count0(q.Returned), 0), label("回收率"), field(returned(q), 0))
	} else {
		g.line(label("对象"), field(q.Audience, 3), label("人数"), field(count0(q.People), 0))
	}
	g.long("提纲", q.Outline, 50, true)
	g.long("情况和\n结果", q.Result, 80, true)
	g.row(12, label("督学签名"), signed(false, 2), label("记录人\n签名"), signed(false, 2))
	d.Blocks = []doc.Block{doc.Title{Text: name}, doc.Ends{Right: p.term()}, g.Grid}
	return d
}

// count0 is a counter, empty when nothing was counted.
func count0(n int) string {
	if n == 0 {
		return ""
	}
	return itoa(n)
}

func returned(q office.Inquiry) string {
	if q.People == 0 {
		return ""
	}
	return percent(float64(q.Returned) / float64(q.People) * 100)
}
