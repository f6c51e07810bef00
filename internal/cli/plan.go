package cli

import (
	"fmt"
	"strings"

	"dudao/internal/desk"
	"dudao/internal/office"
)

// planKinds are the records of the office's year.
var planKinds = []kind{
	{"plans", func(s desk.Screens, q desk.ListQuery) (int, any, []string, error) {
		year := 0
		if y := q.Filters["year"]; y != "" {
			if _, err := fmt.Sscan(y, &year); err != nil {
				return 0, nil, nil, office.Invalid("年度“%s”不对，请写成 2026。", y)
			}
		}
		p, err := s.Plans.Year(year)
		text := []string{}
		for _, t := range p.Tasks {
			text = append(text, strings.Join([]string{t.When(), t.Kind, t.Task, t.Who, string(t.DoneOn)}, "\t"))
		}
		return len(p.Tasks), p, text, err
	}, func(r *run, s desk.Screens, text []byte) error { return put(r, text, s.Plans.Save) }},
	{"planlines", func(s desk.Screens, q desk.ListQuery) (int, any, []string, error) {
		p, err := s.Plans.Lines(q)
		return len(p.Lines), p.Lines, planText(p.Lines), err
	}, func(r *run, s desk.Screens, text []byte) error { return put(r, text, s.Plans.SaveLine) }},
}

func planText(rows []desk.PlanLineRow) []string {
	out := []string{}
	for _, l := range rows {
		out = append(out, strings.Join([]string{l.Number, l.Inspector, string(l.Day), l.Session, l.School, l.Status, l.VisitNumber, l.Reason}, "\t"))
	}
	return out
}

type planVerb struct {
	Month planMonthVerb `cmd:"" help:"一个月的督导计划；--propose 拟出还没有计划的学校"`
}

type planMonthVerb struct {
	Month     string `arg:"" help:"月份，如 2026-04"`
	Propose   bool   `help:"按上次督导、未销号问题和乡镇拟出计划，写入后可以撤销"`
	Inspector string `help:"只要一名督学的" placeholder:"姓名"`
}

// planned is what plan month says.
type planned struct {
	Month   office.Month       `json:"month"`
	Added   int                `json:"added"`
	Skipped []desk.SkippedLine `json:"skipped"`
	Lines   []desk.PlanLineRow `json:"lines"`
}

func (v planMonthVerb) Run(r *run) error {
	return r.open(func(d *desk.Desk) error {
		plans := d.Screens().Plans
		out := planned{Month: office.Month(v.Month), Skipped: []desk.SkippedLine{}}
		if v.Propose {
			who, err := d.InspectorNamed(v.Inspector)
			if err != nil {
				return err
			}
			p, err := plans.Propose(desk.ProposeInput{Month: out.Month, InspectorID: who})
			if err != nil {
				return err
			}
			out.Added, out.Skipped = p.Added, p.Skipped
		}
		p, err := plans.Lines(desk.ListQuery{Filters: map[string]string{"month": v.Month, "inspector": v.Inspector}})
		if err != nil {
			return err
		}
		out.Lines = p.Lines
		text := planText(p.Lines)
		for _, s := range out.Skipped {
			text = append(text, fmt.Sprintf("没有排：%s\t%s\t%s", s.Inspector, s.School, s.Reason))
		}
		if v.Propose {
			text = append(text, fmt.Sprintf("新拟 %d 条。", out.Added))
		}
		return r.say(out, strings.Join(append(text, fmt.Sprintf("共 %d 条", len(p.Lines))), "\n"))
	})
}
