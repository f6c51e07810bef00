package report

import (
	"fmt"
	"slices"
	"strings"

	"dudao/internal/office"
)

// conclusion is 督导结论: how far the month's task was done, where the problems
// lie and how rectification goes.
func (w writer) conclusion() string {
	lines := []string{w.coverage(), w.concentration(), w.rectification()}
	return join(lines)
}

func (w writer) coverage() string {
	due, unvisited, rate := w.get(office.FigDue), w.get(office.FigUnvisited), w.get(office.FigCoverage)
	if w.f.Exempt {
		return fmt.Sprintf("本月为免督导月份，仍督导%s。", value(w.get(office.FigVisits)))
	}
	if due.Value == 0 {
		return "期末没有在办的学校，不计算覆盖率。"
	}
	s := fmt.Sprintf("%s督导覆盖率为%s。", w.where(), percent(rate.Value))
	if unvisited.Value == 0 {
		s = fmt.Sprintf("%s%s学校均已督导，完成了%s督导任务。", w.where(), value(due), w.now())
	} else {
		s += fmt.Sprintf("尚有%s学校没有督导，%s督导任务没有全部完成。", value(unvisited), w.now())
	}
	if short := w.get(office.FigShort); w.f.Span.Kind == office.SpanTerm && short.Value > 0 {
		s += fmt.Sprintf("督导不足%s%s的学校%s。", number(w.f.Required.Value), w.f.Required.Unit, value(short))
	}
	return s + w.zones()
}

// zones compares the zones' coverage; equal ones are not ranked.
func (w writer) zones() string {
	rows := []office.MonthRow{}
	for _, z := range w.m.Report.Zones {
		if z.Name != office.Unzoned && z.Figures.Get(office.FigDue).Value > 0 {
			rows = append(rows, z)
		}
	}
	if len(rows) < 2 {
		return ""
	}
	full, low := []string{}, rows[0].Figures.Get(office.FigCoverage).Value
	for _, z := range rows {
		c := z.Figures.Get(office.FigCoverage).Value
		low = min(low, c)
		if c == 100 {
			full = append(full, z.Name)
		}
	}
	if len(full) == len(rows) {
		return fmt.Sprintf("%d个责任区的覆盖率均为100%%。", len(rows))
	}
	lowest := []string{}
	for _, z := range rows {
		if z.Figures.Get(office.FigCoverage).Value == low {
			lowest = append(lowest, z.Name)
		}
	}
	s := ""
	if len(full) > 0 {
		s = strings.Join(full, "、") + "覆盖率为100%，"
	}
	if len(lowest) == len(rows) {
		return fmt.Sprintf("各责任区的覆盖率均为%s。", percent(low))
	}
	return s + strings.Join(lowest, "、") + "最低，为" + percent(low) + "。"
}

// concentration names the one to three matters that carry the most findings.
func (w writer) concentration() string {
	found := w.get(office.FigFound)
	if found.Value == 0 {
		return "督导中未发现问题。"
	}
	groups := slices.DeleteFunc(w.grouped(), func(g matterGroup) bool { return g.title == "其他" })
	if len(groups) < 2 {
		return ""
	}
	top := groups[:min(3, len(groups)-1)]
	names, sum := []string{}, 0
	for _, g := range top {
		names = append(names, g.name())
		sum += len(g.findings)
	}
	if len(top) == 1 {
		return fmt.Sprintf("问题较多的是%s，占全部问题的%s。", names[0], percent(100*float64(sum)/found.Value))
	}
	return fmt.Sprintf("问题较多的是%s，%s项占全部问题的%s。", strings.Join(names, "、"), []string{"两", "三"}[len(top)-2], percent(100*float64(sum)/found.Value))
}

func (g matterGroup) name() string {
	if g.infant {
		return "幼儿园" + g.title
	}
	return "中小学" + g.title
}

func (w writer) rectification() string {
	due, done, rate, overdue := w.get(office.FigRectifyDue), w.get(office.FigRectified), w.get(office.FigRectify), w.get(office.FigOverdue)
	s := w.now() + "没有到期应整改的问题。"
	if due.Value > 0 {
		s = fmt.Sprintf("%s到期应整改的问题%s，已整改%s，整改率%s", w.now(), said(due), said(done), percent(rate.Value))
		if w.m.Report.HasLast && due.LastMonth > 0 {
			s += "，" + change("较"+w.words().Last, rate.Value, rate.LastMonth, "%")
		}
		s += "。"
	}
	if f := w.get(office.FigRechecks); f.Value > 0 {
		s += fmt.Sprintf("%s回访核查%s。", w.now(), value(f))
	}
	if closed := w.get(office.FigClosed); closed.Value > 0 {
		s += fmt.Sprintf("%s销号%s。", w.now(), value(closed))
	}
	if overdue.Value == 0 {
		return s + "期末没有逾期未整改的问题。"
	}
	return s + fmt.Sprintf("期末逾期未整改的问题%s。", said(overdue))
}

// advice is 督导建议: what the records themselves call for.
func (w writer) advice() string {
	items := slices.Concat(w.adviceOnMatters(), w.adviceOnSchools(), w.adviceOnRectification(), w.adviceOnPapers())
	if len(items) == 0 {
		return w.now() + "督导中没有需要专门提出建议的情况，" + w.words().Next + "按计划继续开展督导。"
	}
	for i := range items {
		items[i] = fmt.Sprintf("%d.%s", i+1, items[i])
	}
	return join(items)
}

func (w writer) adviceOnMatters() []string {
	const most = 3
	parts := []string{}
	for _, g := range w.grouped() {
		if g.title == "其他" || len(parts) == most {
			continue
		}
		schools := map[int64]bool{}
		for _, p := range g.findings {
			schools[p.SchoolID] = true
		}
		unit := "所学校"
		if g.infant {
			unit = "所幼儿园"
		}
		parts = append(parts, fmt.Sprintf("%s（%d%s%d个问题）", g.title, len(schools), unit, len(g.findings)))
	}
	if len(parts) == 0 {
		return nil
	}
	return []string{"针对" + strings.Join(parts, "、") + "，有关学校应对照督导意见逐项整改，责任督学下次入校时先查整改情况。"}
}

func (w writer) adviceOnSchools() []string {
	unvisited := w.get(office.FigUnvisited)
	if unvisited.Value == 0 {
		return nil
	}
	who := "有关责任区"
	if w.m.Book.Zone != "" {
		who = "责任督学"
	}
	return []string{fmt.Sprintf("%s未督导的%s学校，%s%s应优先安排入校督导。", w.now(), value(unvisited), who, w.words().Next)}
}

func (w writer) adviceOnRectification() []string {
	items := []string{}
	if f := w.get(office.FigOverdue); f.Value > 0 {
		items = append(items, fmt.Sprintf("逾期未整改的%s问题（%s），责任督学应现场核查原因，督促学校限期完成。", value(f), w.schoolsOf(f.Records)))
	}
	if f := w.get(office.LevelKey(5)); f.Value > 0 {
		items = append(items, fmt.Sprintf("严重问题%s（%s），由督导室跟踪督办，整改到位后方可销号。", value(f), w.schoolsOf(f.Records)))
	}
	if f := w.get(office.LevelKey(3)); f.Value > 0 {
		items = append(items, fmt.Sprintf("复杂问题%s（%s），商请有关科室研究解决。", value(f), w.schoolsOf(f.Records)))
	}
	return items
}

func (w writer) adviceOnPapers() []string {
	missing := w.get(office.FigVisits).Value - w.get(office.FigFeedback).Value
	if missing == 0 {
		return nil
	}
	return []string{fmt.Sprintf("有%s校次督导没有反馈登记，责任督学应补齐反馈材料。", number(missing))}
}

// schoolsOf names the schools of findings, each once.
func (w writer) schoolsOf(findings []int64) string {
	names := []string{}
	for _, p := range w.f.Findings {
		if !slices.Contains(findings, p.ID) {
			continue
		}
		if n := w.m.school(p.SchoolID); !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	return list(names, mostNames, "所学校")
}
