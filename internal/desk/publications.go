package desk

import (
	"slices"
	"strconv"

	"dudao/internal/office"
	"dudao/internal/store"
)

// Publications is the screen 公示通报.
type Publications struct{ d *Desk }

// PublicationForm is a publication as its form shows it.
type PublicationForm struct {
	Publication office.Publication  `json:"publication"`
	Attachments []office.Attachment `json:"attachments"` // proofs: screenshots, photos
}

// List lists publications; see store.Publications for the filters, and month.
func (p *Publications) List(q store.ListQuery) (page store.PublicationPage, err error) {
	defer caught(&err)
	if q, err = p.d.withMonth(q); err != nil {
		return page, err
	}
	return p.d.store.Publications(q)
}

// Get returns one publication.
func (p *Publications) Get(id int64) (out PublicationForm, err error) {
	defer caught(&err)
	record, err := p.d.store.Publication(id)
	if err != nil {
		return out, err
	}
	return p.form(record)
}

func (p *Publications) form(record office.Publication) (out PublicationForm, err error) {
	out.Publication = record
	out.Attachments, err = p.d.store.Attachments("publication", record.ID)
	return out, err
}

// Save adds or changes a publication.
func (p *Publications) Save(in office.Publication) (out PublicationForm, err error) {
	defer caught(&err)
	record, err := p.d.store.SavePublication(in)
	if err != nil {
		return out, err
	}
	p.d.saved()
	return p.form(record)
}

// Delete moves a publication to the recycle bin.
func (p *Publications) Delete(id int64) (err error) {
	defer caught(&err)
	return done(p.d, p.d.store.DeletePublication(id))
}

// PublicationStep is a step of a publication on a day.
type PublicationStep struct {
	ID int64       `json:"id"`
	On office.Date `json:"on"` // today when empty
}

// Issue signs a publication off: it gets its 文号 and day.
func (p *Publications) Issue(in PublicationStep) (out PublicationForm, err error) {
	defer caught(&err)
	if in.On == "" {
		record, err := p.d.store.Publication(in.ID)
		if err != nil {
			return out, err
		}
		if in.On, err = p.d.store.AsOf(); err != nil {
			return out, err
		}
		in.On = max(in.On, record.DraftedOn)
	}
	record, err := p.d.store.IssuePublication(in.ID, in.On)
	if err != nil {
		return out, err
	}
	p.d.saved()
	return p.form(record)
}

// PublicationDraft says what a text is to be drafted of.
type PublicationDraft struct {
	Kind     string       `json:"kind"`
	Month    office.Month `json:"month"`    // the last whole one when empty
	SchoolID int64        `json:"schoolId"` // 学校挂牌督导专栏
}

// Draft words a publication from the month's records; nothing is saved.
func (p *Publications) Draft(in PublicationDraft) (out PublicationForm, err error) {
	defer caught(&err)
	out = PublicationForm{Attachments: []office.Attachment{}}
	if !slices.Contains(office.PublicationKinds, in.Kind) {
		return out, office.Invalid("没有“%s”这一类，请选：公示、督导情况通报、学校挂牌督导专栏、简报、网站公开。", in.Kind)
	}
	day, err := p.d.store.AsOf()
	if err != nil {
		return out, err
	}
	set, err := p.d.store.Settings()
	if err != nil {
		return out, err
	}
	if in.Month == "" {
		in.Month = office.MonthAt(day.AddDays(monthEnds), set.MonthBoundary).Add(-1)
	}
	paper := set.Paper(office.PublicationForm(in.Kind))
	out.Publication = office.Publication{Kind: in.Kind, Month: string(in.Month), SchoolID: in.SchoolID, DraftedOn: day, CopyTo: paper.CopyTo, State: office.PublicationDraft, Channel: office.PublicationChannelOf(in.Kind)}
	if in.Kind == office.PublicColumn {
		return out, p.d.draftColumn(&out.Publication)
	}
	m, err := p.d.monthReport(ReportInput{Span: string(in.Month)})
	if err != nil {
		return out, err
	}
	out.Publication.Title, out.Publication.Body = office.PublicationTitle(in.Kind, set.CountyName, in.Month), m.Publication(in.Kind)
	if in.Kind == office.PublicBulletin {
		out.Publication.SendTo = office.EverySchool
	}
	return out, nil
}

// draftColumn words the 专栏 of a school from its last visit of the month.
func (d *Desk) draftColumn(p *office.Publication) error {
	p.Title = office.PublicColumn
	if p.SchoolID == 0 {
		return nil
	}
	q, err := d.withMonth(store.ListQuery{Filters: map[string]string{"month": p.Month, "school": strconv.FormatInt(p.SchoolID, 10)}})
	if err != nil {
		return err
	}
	page, err := d.store.Visits(q)
	if err != nil {
		return err
	}
	row := slices.IndexFunc(page.Rows, func(r store.VisitRow) bool {
		return r.State != "计划" && r.State != "已备案" && r.State != "取消"
	})
	if row < 0 {
		return office.Errorf(office.CodeNotFound, "%s在%s没有督导记录，专栏没有内容可拟。请换一个月，或自己写。", d.store.Title("school", p.SchoolID), office.Month(p.Month).Chinese())
	}
	paper, err := d.visitPaper(page.Rows[row].ID)
	if err != nil {
		return err
	}
	names := []string{}
	for _, m := range paper.Matters {
		if slices.Contains(paper.Visit.Matters, m.ID) {
			names = append(names, m.Name)
		}
	}
	p.InspectorID, p.VisitedOn, p.Body = paper.Visit.InspectorID, paper.Visit.Date, office.ColumnText(paper.Visit, names)
	return nil
}
