package report

import (
	"dudao/internal/doc"
	"dudao/internal/office"
)

// LessonPaper is what a 听课记录表 is made from.
type LessonPaper struct {
	Facts
	Lesson    office.LessonObservation
	Number    string // of the visit it belongs to, empty when on its own
	Inspector string
}

// Document makes the 听课记录表.
func (p LessonPaper) Document() doc.Document {
	name := p.Settings.CountyName + "责任督学听课记录表"
	l := p.Lesson
	d := p.paper(doc.Form, "lesson", name, recordNumber(l.ID))
	g := newGrid(14, 22, 12, 22, 12, 18)
	g.line(label("学校"), field(p.School.Name, 3), label("听课日期"), field(l.Date.Chinese(), 0))
	g.line(label("班级"), field(l.Class, 0), label("学科"), field(l.Subject, 0), label("教师"), field(l.Teacher, 0))
	g.line(label("课题"), field(l.Topic, 0), label("节次"), field(l.Period, 0), label("课型"), field(l.LessonType, 0))
	g.line(label("听课督学"), field(p.Inspector, 0), label("责任区"), field(p.Zone, 0), label("督导记录"), field(p.Number, 0))
	g.long("过程记录", l.Process, 60, true)
	g.line(label("定性评价"), field(ratingTicks(l.Rating), 5))
	g.long("综合评价", l.Evaluation, 24, true)
	g.long("亮点", l.Highlights, 14, false)
	g.long("建议", l.Advice, 14, false)
	g.row(12, label("反馈对象"), field(l.FeedbackTo, 0), label("教师签名"), field("", 0), label("督学签名"), field(lessonSign(l.Signed), 0))
	d.Blocks = []doc.Block{doc.Title{Text: name}, doc.Ends{Right: p.term()}, g.Grid}
	return d
}

// ratingTicks are the five marks with the given one ticked.
func ratingTicks(rating int) string {
	chosen := ""
	if rating > 0 {
		chosen = itoa(rating) + "分"
	}
	return ticks([]string{"5分", "4分", "3分", "2分", "1分"}, chosen) + "（5分最好）"
}

func lessonSign(done bool) string {
	if done {
		return "已签字"
	}
	return ""
}

// recordNumber is how a record without a number of its own is named on its code.
func recordNumber(id int64) string {
	if id == 0 {
		return ""
	}
	return itoa(int(id))
}
