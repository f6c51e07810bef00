package desk

import (
	"slices"
	"strconv"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/report"
	"dudao/internal/store"
)

const (
	noticeID  = "文书编号（如 ZG2026-0003）、文号或序号"
	caseID    = "问题编号（如 WT2026-0123）或序号"
	recheckID = "问题编号（如 WT2026-0123），第几轮写成 WT2026-0123/2"
	ledgerID  = "月份（如 2026-03）、学期、年度或 all，责任区的写成 2026-03/责任区名"
)

// rectifyForms are the papers that follow a finding to its end.
func rectifyForms() []form {
	out := []form{}
	for _, f := range office.PaperForms {
		if f.Notice != "" {
			out = append(out, form{Form{f.Form, f.Title, "notice", noticeID, asText}, func(d *Desk, id string) (built, error) { return builtOf(d.noticePaper(f, id)) }})
		}
	}
	return append(out,
		form{Form{"handling", "学校处理情况记录表", "finding", caseID, asText}, func(d *Desk, id string) (built, error) {
			p, _, err := d.casePaper(id)
			if err != nil {
				return built{}, err
			}
			last, _ := p.Round(0)
			return built{document: p.Handling(), filling: func() office.Filling { return p.Filling(last) }}, nil
		}},
		form{Form{"recheck", "整改回访记录", "finding", recheckID, asText}, func(d *Desk, id string) (built, error) {
			p, round, err := d.casePaper(id)
			if err != nil {
				return built{}, err
			}
			r, ok := p.Round(round)
			if !ok {
				return built{}, office.Errorf(office.CodeNotFound, "问题 %s 没有第 %d 轮整改，请核对轮次。", p.Finding.Number, round)
			}
			p.Photos, err = d.recheckPhotos(p, r)
			return built{document: p.Recheck(r), filling: func() office.Filling { return p.Filling(r) }}, err
		}},
		form{Form{"ledger", "整改台账", "ledger", ledgerID, asTable}, func(d *Desk, id string) (built, error) { return builtOf(d.ledgerPaper(id)) }},
	)
}

// noticePaper gathers a paper that is printed in the form of its kind.
func (d *Desk) noticePaper(about office.PaperForm, id string) (p report.NoticePaper, err error) {
	n, err := numbered(id, d.store.NoticeByNumber)
	if err != nil {
		return p, err
	}
	if p.Notice, err = d.store.Notice(n); err != nil {
		return p, err
	}
	if p.Notice.Kind != about.Notice {
		return p, office.Invalid("%s %s 是%s，不是%s，请改印它自己的文书。", p.Notice.Kind, p.Notice.Number, p.Notice.Kind, about.Title)
	}
	if p.Facts, err = d.facts(p.Notice.SchoolID, p.Notice.Date); err != nil {
		return p, err
	}
	if p.Notice.VisitID != 0 {
		f, err := d.store.Visit(p.Notice.VisitID)
		if err != nil {
			return p, err
		}
		p.Visit = f.Visit
	}
	if p.Notice.InspectorID != 0 {
		p.Inspector = d.store.Title("inspector", p.Notice.InspectorID)
	}
	if p.Findings, err = d.store.FindingsOf(p.Notice.Findings); err != nil {
		return p, err
	}
	rows, err := d.store.FindingRows(p.Notice.Findings)
	p.Repeats, p.FindingSchool = repeats(rows), map[int64]string{}
	for _, r := range rows {
		p.FindingSchool[r.ID] = r.School
	}
	return p, err
}

// repeats is how often the matter of each finding had come up by then.
func repeats(rows []store.FindingRow) map[int64]int {
	out := make(map[int64]int, len(rows))
	for _, r := range rows {
		out[r.ID] = r.Repeat
	}
	return out
}

// findingRepeats is repeats of findings that are at hand whole.
func (d *Desk) findingRepeats(list []office.Finding) (map[int64]int, error) {
	ids := make([]int64, len(list))
	for i, f := range list {
		ids[i] = f.ID
	}
	rows, err := d.store.FindingRows(ids)
	return repeats(rows), err
}

// casePaper gathers a finding with all that followed it. The id may name a round:
// WT2026-0123/2.
func (d *Desk) casePaper(id string) (p report.CasePaper, round int, err error) {
	number, which, named := strings.Cut(id, "/")
	if named {
		if round, err = strconv.Atoi(which); err != nil || round < 1 {
			return p, 0, office.Invalid("“%s”里的轮次不对，请写成 WT2026-0123/2。", id)
		}
	}
	n, err := numbered(number, d.store.FindingID)
	if err != nil {
		return p, 0, err
	}
	c, err := d.store.Case(n)
	if err != nil {
		return p, 0, err
	}
	p.Finding, p.Rounds, p.Notices = c.Case.Finding, c.Case.Rounds, map[int64]office.Notice{}
	if p.Facts, err = d.facts(p.Finding.SchoolID, p.Finding.FoundOn); err != nil {
		return p, 0, err
	}
	p.Repeats = map[int64]int{n: c.Repeat}
	for _, r := range p.Rounds {
		if r.NoticeID == 0 {
			continue
		}
		if p.Notices[r.NoticeID], err = d.store.Notice(r.NoticeID); err != nil {
			return p, 0, err
		}
	}
	return p, round, d.finder(&p)
}

// finder names who found the problem: the inspector of its visit, else who
// answered for the school that day.
func (d *Desk) finder(p *report.CasePaper) error {
	if p.Finding.VisitID == 0 {
		rows, err := d.store.ResponsibleOn(p.Finding.SchoolID, p.Finding.FoundOn)
		if len(rows) > 0 {
			p.Inspector = rows[0].Inspector
		}
		return err
	}
	f, err := d.store.Visit(p.Finding.VisitID)
	if err != nil {
		return err
	}
	p.Visit, p.Inspector = f.Visit, d.store.Title("inspector", f.Visit.InspectorID)
	return nil
}

// recheckPhotos are the finding's pictures up to the round's recheck; those of an
// earlier round stand on its own paper, those without a day on the last one.
func (d *Desk) recheckPhotos(p report.CasePaper, r office.Round) ([]doc.Photo, error) {
	list, err := d.store.Attachments("finding", p.Finding.ID)
	if err != nil {
		return nil, err
	}
	of := func(a office.Attachment) int {
		for _, x := range p.Rounds {
			if a.DatedOn.Valid() && x.RecheckOn.Valid() && a.DatedOn <= x.RecheckOn {
				return x.Number
			}
		}
		last, _ := p.Round(0)
		return last.Number
	}
	return d.printedPhotos(slices.DeleteFunc(list, func(a office.Attachment) bool { return of(a) != r.Number }))
}

// Ledgers are read in pieces, and one that nobody could read is not printed.
const (
	ledgerPiece = 2000
	ledgerMost  = 10000
)

// ledgerPaper gathers the findings of a span and a zone as a 整改台账.
func (d *Desk) ledgerPaper(id string) (p report.LedgerPaper, err error) {
	span, zone, _ := strings.Cut(id, "/")
	if p.Today, err = d.store.AsOf(); err != nil {
		return p, err
	}
	if p.Facts, err = d.facts(0, p.Today); err != nil {
		return p, err
	}
	p.Zone, p.Schools = zone, map[int64]string{}
	q := store.ListQuery{Sort: "foundOn", Size: ledgerPiece, Filters: map[string]string{"zone": zone}}
	if span == "all" {
		p.Span = "截至" + p.Today.Chinese()
	} else {
		s, err := d.store.Span(span)
		if err != nil {
			return p, err
		}
		period := s.Of(p.Settings.MonthBoundary)
		p.Span = s.Chinese()
		q.Filters["from"], q.Filters["to"] = string(period.From), string(period.Last())
		before := store.ListQuery{Size: 1, Filters: map[string]string{"zone": zone, "to": string(period.From.AddDays(-1)), "state": "未销号"}}
		earlier, err := d.store.Findings(before)
		if err != nil {
			return p, err
		}
		p.Earlier = earlier.Total
	}
	return p, d.ledgerRows(q, &p)
}

func (d *Desk) ledgerRows(q store.ListQuery, p *report.LedgerPaper) error {
	p.Repeats = map[int64]int{}
	for q.Page = 1; ; q.Page++ {
		page, err := d.store.Findings(q)
		if err != nil {
			return err
		}
		if page.Total > ledgerMost {
			return office.Invalid("台账有 %d 个问题，超过 %d 个，纸上无法查看。请按月份、学期或责任区分开。", page.Total, ledgerMost)
		}
		ids := []int64{}
		for _, r := range page.Rows {
			ids = append(ids, r.ID)
			p.Repeats[r.ID], p.Schools[r.SchoolID] = r.Repeat, r.School
		}
		whole, err := d.store.FindingsOf(ids)
		if err != nil {
			return err
		}
		p.Findings = append(p.Findings, whole...)
		if len(page.Rows) < ledgerPiece {
			return nil
		}
	}
}
