package desk

import (
	"fmt"
	"strconv"
	"strings"

	"dudao/internal/office"
	"dudao/internal/report"
)

const evaluationID = "标准简称、对象和年度，如 创新县/2026、学校档案/示例县第一小学/2026，或序号"

// evaluationForms are the lists of an evaluation.
func evaluationForms() []form {
	of := func(make func(report.EvaluationPaper) built) func(*Desk, string) (built, error) {
		return func(d *Desk, id string) (built, error) {
			p, err := d.evaluationPaper(id)
			if err != nil {
				return built{}, err
			}
			return make(p), nil
		}
	}
	return []form{
		{Form{"evidence_list", "指标佐证清单", "evaluation", evaluationID, asTable}, of(func(p report.EvaluationPaper) built { return built{document: p.Inventory()} })},
		{Form{"self_scores", "自评表", "evaluation", evaluationID, asTable}, of(func(p report.EvaluationPaper) built { return built{document: p.SelfScores()} })},
		{Form{"binder_soundness", "迎检材料四性检测报告", "evaluation", evaluationID, asTable}, (*Desk).binderSoundPaper},
	}
}

// evaluationNamed finds an evaluation by standard[/subject][/year] or its id.
func (d *Desk) evaluationNamed(id string) (int64, error) {
	return numbered(id, func(name string) (int64, error) {
		parts := strings.Split(name, "/")
		year := 0
		if y, err := strconv.Atoi(parts[len(parts)-1]); err == nil && len(parts) > 1 {
			year, parts = y, parts[:len(parts)-1]
		}
		subject := ""
		if len(parts) > 1 {
			subject = parts[len(parts)-1]
			if n, err := d.store.EvaluationID(strings.Join(parts, "/"), "", year); err == nil { // 简称/版本
				return n, nil
			}
			parts = parts[:len(parts)-1]
		}
		return d.store.EvaluationID(strings.Join(parts, "/"), subject, year)
	})
}

func (d *Desk) evaluationPaper(id string) (p report.EvaluationPaper, err error) {
	n, err := d.evaluationNamed(id)
	if err != nil {
		return p, err
	}
	st, err := d.store.EvaluationState(n)
	if err != nil {
		return p, err
	}
	p = report.EvaluationPaper{Evaluation: st.Evaluation, Standard: st.Standard, Subject: st.Subject, Facts: st.Facts, Items: map[int64]office.EvaluationItem{}, Evidence: map[int64][]report.EvidenceLine{}}
	if p.Settings, err = d.store.Settings(); err != nil {
		return p, err
	}
	if p.Today, err = d.store.AsOf(); err != nil {
		return p, err
	}
	for _, x := range st.Items {
		p.Items[x.IndicatorID] = x
	}
	rows, err := d.store.EvidenceOf(n)
	if err != nil {
		return p, err
	}
	lines := map[int64]report.EvidenceLine{}
	for _, r := range rows {
		lines[r.ID] = report.EvidenceLine{Evidence: r.Evidence, Where: placeOf(r.Box, r.Piece, r.Place)}
	}
	for _, l := range st.Links {
		if line, have := lines[l.EvidenceID]; have {
			p.Evidence[l.IndicatorID] = append(p.Evidence[l.IndicatorID], line)
		}
	}
	return p, nil
}

// placeOf says where a paper lies: in its box, else where it was noted.
func placeOf(box string, piece int, place string) string {
	switch {
	case box != "":
		return fmt.Sprintf("第%s盒–%d", box, piece)
	case piece > 0:
		return fmt.Sprintf("未装盒–%d", piece)
	}
	return place
}
