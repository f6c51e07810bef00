package desk

import (
	"strconv"

	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/report"
)

const (
	lessonID  = "听课记录序号"
	inquiryID = "座谈、访谈或问卷记录序号"
)

// visitPartForms are the papers that go with a visit beside its record.
func visitPartForms() []form {
	return []form{
		{Form{office.FormFeedback, "督导反馈单", "visit", visitID, asText}, func(d *Desk, id string) (built, error) {
			n, err := numbered(id, d.store.VisitID)
			if err != nil {
				return built{}, err
			}
			p, err := d.visitPaper(n)
			return builtOf(p.Feedback(), err)
		}},
		{Form{"lesson", "听课记录表", "lesson", lessonID, asText}, func(d *Desk, id string) (built, error) { return builtOf(d.lessonPaper(id)) }},
		{Form{"inquiry", "座谈、访谈、问卷记录", "inquiry", inquiryID, asText}, func(d *Desk, id string) (built, error) { return builtOf(d.inquiryPaper(id)) }},
	}
}

// builtOf is the paper, once what stands on it could be gathered.
func builtOf(p interface{ Document() doc.Document }, err error) (built, error) {
	if err != nil {
		return built{}, err
	}
	b := built{document: p.Document()}
	if own, takes := p.(interface{ Filling() office.Filling }); takes {
		b.filling = own.Filling
	}
	return b, nil
}

// recordID reads the id of a record that has no number.
func recordID(id, what string) (int64, error) {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return 0, office.Invalid("“%s”不是%s，请写成数字，如 12。", id, what)
	}
	return n, nil
}

func (d *Desk) lessonPaper(id string) (p report.LessonPaper, err error) {
	n, err := recordID(id, lessonID)
	if err != nil {
		return p, err
	}
	if p.Lesson, err = d.store.Lesson(n); err != nil {
		return p, err
	}
	p.Inspector = d.store.Title("inspector", p.Lesson.InspectorID)
	if p.Number, err = d.visitNumber(p.Lesson.VisitID); err != nil {
		return p, err
	}
	p.Facts, err = d.facts(p.Lesson.SchoolID, p.Lesson.Date)
	return p, err
}

func (d *Desk) inquiryPaper(id string) (p report.InquiryPaper, err error) {
	n, err := recordID(id, inquiryID)
	if err != nil {
		return p, err
	}
	if p.Inquiry, err = d.store.Inquiry(n); err != nil {
		return p, err
	}
	p.Inspector = d.store.Title("inspector", p.Inquiry.InspectorID)
	if p.Number, err = d.visitNumber(p.Inquiry.VisitID); err != nil {
		return p, err
	}
	p.Facts, err = d.facts(p.Inquiry.SchoolID, p.Inquiry.Date)
	return p, err
}

// visitNumber is the number of a visit, empty for none.
func (d *Desk) visitNumber(id int64) (string, error) {
	if id == 0 {
		return "", nil
	}
	f, err := d.store.Visit(id)
	return f.Visit.Number, err
}
