package desk

import (
	"strconv"
	"strings"

	"dudao/internal/office"
	"dudao/internal/report"
	"dudao/internal/store"
)

const (
	checklistID   = "评估表的名称/版本（如 规范办学督导要点/2026版）或序号"
	unitScoreID   = "督导编号/单位名称（如 ZX2026-0001/示例县第一小学）、督导编号/序号或单位的序号"
	inspectedID   = "督导编号（如 ZX2026-0001）或序号"
	groupSheetsID = "督导编号（如 ZX2026-0001）或序号，一个督导组的写成 ZX2026-0001/组名"
)

// checklistForms are the papers of check lists, of scoring and of its results.
func checklistForms() []form {
	statistics := func(key, title string, formats []string, make func(report.ResultPaper) built) form {
		return form{Form{key, title, "inspection_result", inspectedID, formats}, func(d *Desk, id string) (built, error) {
			p, err := d.resultPaper(id)
			if err != nil {
				return built{}, err
			}
			return make(p), nil
		}}
	}
	return []form{
		{Form{"checklist", "督导评估表", "checklist", checklistID, asBoth}, func(d *Desk, id string) (built, error) { return d.checklistPaper(id) }},
		{Form{"unit_scores", "评估表（已评）", "unit_score", unitScoreID, asBoth}, func(d *Desk, id string) (built, error) { return builtOf(d.scorePaper(id, false)) }},
		{Form{"unit_scores_blank", "评估表（空白）", "unit_score", unitScoreID, asBoth}, func(d *Desk, id string) (built, error) { return builtOf(d.scorePaper(id, true)) }},
		{Form{"group_scores_blank", "全部单位评估表（空白）", "inspection_result", groupSheetsID, asText}, func(d *Desk, id string) (built, error) { return d.scoreSheets(id, true) }},
		{Form{"group_scores", "全部单位评估表（已评）", "inspection_result", groupSheetsID, asText}, func(d *Desk, id string) (built, error) { return d.scoreSheets(id, false) }},
		statistics("inspection_statistics", "督导结果统计表", asBoth, func(p report.ResultPaper) built {
			return built{document: p.Document(), details: p.Details()}
		}),
		statistics("inspection_ranking", "督导结果排名表", asBoth, func(p report.ResultPaper) built { return built{document: p.Ranking()} }),
		statistics("inspection_points", "指标得分率表", asBoth, func(p report.ResultPaper) built {
			return built{document: p.Points(), details: p.Details()}
		}),
		statistics("inspection_letter", "督导结果通报", asText, func(p report.ResultPaper) built { return built{document: p.Letter()} }),
	}
}

func (d *Desk) checklistPaper(id string) (built, error) {
	n, err := numbered(id, d.store.ChecklistID)
	if err != nil {
		return built{}, err
	}
	p := report.ChecklistPaper{}
	if p.Settings, err = d.store.Settings(); err != nil {
		return built{}, err
	}
	if p.Checklist, err = d.store.Checklist(n); err != nil {
		return built{}, err
	}
	sheet := p.Sheet()
	return built{document: p.Document(), book: &sheet}, nil
}

func (d *Desk) scorePaper(id string, blank bool) (p report.ScorePaper, err error) {
	n, err := numbered(id, d.store.UnitID)
	if err != nil {
		return p, err
	}
	set, err := d.store.Settings()
	if err != nil {
		return p, err
	}
	sheet, err := d.store.ScoreSheet(n)
	return scorePaperOf(set, sheet, blank), err
}

func scorePaperOf(set office.Settings, s store.ScoreSheet, blank bool) report.ScorePaper {
	return report.ScorePaper{Settings: set, Inspection: s.Inspection, Unit: s.Unit, Group: s.Group, Checklist: s.Checklist, Scores: s.Scores, Total: s.Total, Blank: blank}
}

// scoreSheets are the sheets of all units of an inspection, or of one group.
func (d *Desk) scoreSheets(id string, blank bool) (built, error) {
	number, group, one := strings.Cut(id, "/")
	n, err := numbered(number, d.store.InspectionID)
	if err != nil {
		return built{}, err
	}
	set, err := d.store.Settings()
	if err != nil {
		return built{}, err
	}
	facts, err := d.store.ScoreFacts(n)
	if err != nil {
		return built{}, err
	}
	list := []report.ScorePaper{}
	for _, u := range facts.Units {
		if one && u.Group != group && strconv.FormatInt(u.GroupID, 10) != group {
			continue
		}
		sheet, err := d.store.ScoreSheet(u.ID)
		if err != nil {
			return built{}, err
		}
		list = append(list, scorePaperOf(set, sheet, blank))
	}
	return built{document: report.ScoreSheets(facts.Inspection.Title+group+"评估表", list)}, nil
}

func (d *Desk) resultPaper(id string) (p report.ResultPaper, err error) {
	n, err := numbered(id, d.store.InspectionID)
	if err != nil {
		return p, err
	}
	if p.Settings, err = d.store.Settings(); err != nil {
		return p, err
	}
	if p.Facts, err = d.store.ScoreFacts(n); err != nil {
		return p, err
	}
	p.Statistics = p.Facts.Compose()
	p.Today, err = d.store.AsOf()
	return p, err
}
