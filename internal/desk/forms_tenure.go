package desk

import (
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/report"
	"dudao/internal/store"
)

const (
	tenureID    = "届次名称（如 第四届）或序号"
	candidateID = "人选姓名或序号"
	exchangeID  = "交流日期（如 2026-09-01）：已办的按登记，没办的按建议；“今天”或不写为今天"
)

// tenureForms are the papers of 聘任换届 and 定期交流. The register of 聘书 and 督学证
// is one of the papers of people.
func tenureForms() []form {
	return []form{
		{Form{"tenure_plan", "聘任换届工作方案", "tenure", tenureID, asText}, tenurePaper(report.TenurePaper.Plan)},
		{Form{"tenure_checks", "任职资格审查汇总表", "tenure", tenureID, asTable}, tenurePaper(report.TenurePaper.Summary)},
		{Form{"tenure_posting", "拟聘督学公示", "tenure", tenureID, asText}, tenurePaper(report.TenurePaper.Posting)},
		{Form{"tenure_decision", "督学聘任文件", "tenure", tenureID, asText}, tenurePaper(report.TenurePaper.Decision)},
		{Form{"tenure_letters", "聘书（全部）", "tenure", tenureID, asText}, (*Desk).tenureLetters},
		{Form{"candidate_approval", "督学聘任审批表", "candidate", candidateID + "；后面加 /完整 不遮盖身份证号和手机", asBoth}, (*Desk).approval},
		{Form{"candidate_letter", "聘书", "candidate", candidateID, asText}, (*Desk).candidateLetter},
		{Form{"exchange", "督学定期交流方案", "exchange", exchangeID, asTable}, (*Desk).exchangePaper},
	}
}

// tenurePaper makes the build of a paper of a whole 届.
func tenurePaper(make func(report.TenurePaper) doc.Document) func(*Desk, string) (built, error) {
	return func(d *Desk, id string) (built, error) {
		p, err := d.tenurePaper(id)
		if err != nil {
			return built{}, err
		}
		return built{document: make(p)}, nil
	}
}

func (d *Desk) tenurePaper(id string) (p report.TenurePaper, err error) {
	n, err := numbered(id, d.store.TenureID)
	if err != nil {
		return p, err
	}
	book, err := d.store.TenureBook(n)
	if err != nil {
		return p, err
	}
	p.Tenure = book.Tenure
	if p.Today, err = d.store.AsOf(); err != nil {
		return p, err
	}
	if p.PostedTo, err = d.postedTo(book); err != nil {
		return p, err
	}
	for _, c := range book.Candidates {
		p.Candidates = append(p.Candidates, entryOf(c))
	}
	p.Settings, err = d.store.Settings()
	return p, err
}

func entryOf(c store.CandidateRow) report.TenureEntry {
	return report.TenureEntry{Candidate: c.Candidate, Checks: c.Checks}
}

func (d *Desk) tenureLetters(id string) (built, error) {
	p, err := d.tenurePaper(id)
	if err != nil {
		return built{}, err
	}
	going := []report.TenureEntry{}
	for _, c := range p.Candidates {
		if c.GoesOn() {
			going = append(going, c)
		}
	}
	if len(going) == 0 {
		return built{}, office.Invalid("%s没有拟聘的人选，没有可以印的聘书。", p.Tenure.Name)
	}
	return built{document: p.Letters(going)}, nil
}

// candidatePaper reads one candidate with the 届 around him.
func (d *Desk) candidatePaper(id string) (p report.TenurePaper, c report.TenureEntry, err error) {
	n, err := numbered(id, d.store.CandidateID)
	if err != nil {
		return p, c, err
	}
	row, tenure, err := d.store.Candidate(n)
	if err != nil {
		return p, c, err
	}
	p.Tenure, c = tenure, entryOf(row)
	p.Settings, err = d.store.Settings()
	return p, c, err
}

func (d *Desk) approval(id string) (built, error) {
	bare, whole := strings.CutSuffix(id, unmasked)
	p, c, err := d.candidatePaper(bare)
	return built{document: p.Approval(c, whole)}, err
}

func (d *Desk) candidateLetter(id string) (built, error) {
	p, c, err := d.candidatePaper(id)
	return built{document: p.Letters([]report.TenureEntry{c})}, err
}

// exchangePaper is the 交流方案 of a day: what is on record, else the proposal.
func (d *Desk) exchangePaper(id string) (built, error) {
	day, known, err := d.dayOf(strings.TrimSpace(id))
	if err != nil {
		return built{}, err
	}
	if !known {
		return built{}, office.Invalid("日期“%s”不对，请写成 2026-09-01。", id)
	}
	p := report.ExchangePaper{Day: day}
	if p.Settings, err = d.store.Settings(); err != nil {
		return built{}, err
	}
	done, err := d.store.Exchanged(day)
	if err != nil {
		return built{}, err
	}
	for _, r := range done {
		p.Done = true
		p.Rows = append(p.Rows, report.ExchangeLine{Zone: r.Zone, School: r.School, From: r.From, Since: r.Since, To: r.To})
	}
	if p.Done {
		return built{document: p.Document()}, nil
	}
	plan, err := d.store.ProposeExchange(day)
	if err != nil {
		return built{}, err
	}
	p.Years, p.Left = plan.Years, plan.Left
	for i, s := range plan.Swaps {
		for _, x := range [][2]office.Stay{{s.A, s.B}, {s.B, s.A}} {
			p.Rows = append(p.Rows, report.ExchangeLine{Zone: x[0].Zone, School: x[0].School, From: x[0].Inspector, Since: x[0].Since, To: x[1].Inspector, Pair: i + 1})
		}
	}
	return built{document: p.Document()}, nil
}
