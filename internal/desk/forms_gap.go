package desk

import (
	"fmt"
	"strconv"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/report"
)

const (
	formLive      = "live_proof"
	evaluationRef = "评估序号，或标准简称（可以加 /对象、/年度）：创新县、创新县/2026"
	liveRef       = "评估序号/考核点编码（可以加年份）：3/4-4、3/4-4/2025"
)

// gapForms are the papers of what an evaluation lacks and of its rehearsal.
func gapForms() []form {
	return []form{
		{Form{"gaps", "缺项清单", "evaluation", evaluationRef, asTable}, gapPaper(report.GapPaper.List)},
		{Form{"gap_schedule", "倒排工期表", "evaluation", evaluationRef + "；可以加 @负责人", asTable}, gapPaper(report.GapPaper.Schedule)},
		{Form{formLive, "活指标清单", "live_figure", liveRef, asTable}, (*Desk).liveProof},
		{Form{"spot_result", "模拟抽查结果", "spot_check", "抽查序号", asTable}, (*Desk).spotPaper},
	}
}

// gapPaper makes the build of a paper of an evaluation's gaps.
func gapPaper(make func(report.GapPaper) doc.Document) func(*Desk, string) (built, error) {
	return func(d *Desk, id string) (built, error) {
		which, person, _ := strings.Cut(id, "@")
		n, err := d.evaluationNamed(which)
		if err != nil {
			return built{}, err
		}
		b, err := d.store.Gaps(n)
		if err != nil {
			return built{}, err
		}
		p := report.GapPaper{Standard: b.Standard, Official: b.Official, Subject: b.Subject, Evaluation: b.Evaluation, Day: b.Day, Points: b.Points, Open: b.Open, Plan: b.Schedule, Person: strings.TrimSpace(person)}
		if p.Settings, err = d.store.Settings(); err != nil {
			return built{}, err
		}
		return built{document: make(p)}, nil
	}
}

// liveProof makes the list that proves a live figure.
func (d *Desk) liveProof(id string) (built, error) {
	parts := strings.Split(strings.TrimSpace(id), "/")
	n, err := strconv.ParseInt(parts[0], 10, 64)
	if err != nil || len(parts) < 2 || len(parts) > 3 {
		return built{}, office.Invalid("“%s”不是考核点，请写%s。", id, liveRef)
	}
	year := 0
	if len(parts) == 3 {
		if year, err = strconv.Atoi(parts[2]); err != nil {
			return built{}, office.Invalid("年份“%s”请写成四位数字。", parts[2])
		}
	}
	f, err := d.store.Evaluation(n)
	if err != nil {
		return built{}, err
	}
	p := report.LivePaper{Subject: f.Subject, Standard: f.Standard.Title()}
	for _, x := range f.Standard.Points() {
		if x.Code == parts[1] && x.Live != "" {
			p.Point = x
		}
	}
	if p.Point.ID == 0 {
		return built{}, office.Errorf(office.CodeNotFound, "%s没有编码为“%s”、带活指标的考核点，请核对。", f.Standard.Title(), parts[1])
	}
	if p.Figure, err = d.store.Live(n, p.Point.Live, year); err != nil {
		return built{}, err
	}
	titles := map[string]string{}
	for _, r := range p.Figure.Behind() {
		key := fmt.Sprint(r.Kind, r.ID)
		if titles[key] == "" {
			titles[key] = d.store.Title(r.Kind, r.ID)
		}
		p.Records = append(p.Records, report.LiveLine{Title: titles[key], Hit: r.Hit})
	}
	p.Settings, err = d.store.Settings()
	return built{document: p.Document()}, err
}

// spotPaper makes the result sheet of a draw.
func (d *Desk) spotPaper(id string) (built, error) {
	n, err := recordID(id, "抽查序号")
	if err != nil {
		return built{}, err
	}
	f, err := d.spotForm(n)
	if err != nil {
		return built{}, err
	}
	p := report.SpotPaper{Title: f.Title, Check: f.Check, Sum: f.Sum, Fair: f.Fair}
	for _, x := range f.Lines {
		p.Lines = append(p.Lines, report.SpotLine{SpotItem: x.SpotItem, Code: x.Code, Point: x.Point, School: x.School})
	}
	rows, err := d.store.SpotChecks(f.Check.EvaluationID)
	if err != nil {
		return built{}, err
	}
	for _, r := range rows {
		if r.ID < n {
			p.Before = append(p.Before, report.SpotBefore{Check: r.SpotCheck, Sum: r.SpotSum})
		}
	}
	p.Settings, err = d.store.Settings()
	return built{document: p.Document()}, err
}
