package cli

import (
	"fmt"
	"path/filepath"
	"strings"

	"dudao/internal/desk"
	"dudao/internal/office"
)

// assessmentKinds are what list and put know of 考核.
var assessmentKinds = []kind{
	{"assessments", func(s desk.Screens, q desk.ListQuery) (int, any, []string, error) {
		p, err := s.Assessments.List(q)
		return p.Total, p.Rows, lines(p.Rows, "id", "title", "scheme", "state", "subjects", "best"), err
	}, func(r *run, s desk.Screens, text []byte) error {
		return put(r, text, func(in desk.StartAssessment) (map[string]any, error) {
			id, err := s.Assessments.Start(in)
			return map[string]any{"id": id}, err
		})
	}},
	{"schemes", func(s desk.Screens, q desk.ListQuery) (int, any, []string, error) {
		p, err := s.Schemes.List(q)
		return p.Total, p.Rows, lines(p.Rows, "id", "subject", "name", "version", "state", "shares", "source"), err
	}, func(r *run, s desk.Screens, text []byte) error { return put(r, text, s.Schemes.Save) }},
	{"scores", nil, func(r *run, s desk.Screens, text []byte) error { return put(r, text, s.Assessments.SaveScores) }},
	{"awards", func(s desk.Screens, q desk.ListQuery) (int, any, []string, error) {
		p, err := s.Schemes.Awards(q)
		return p.Total, p.Rows, lines(p.Rows, "year", "name", "level", "subject", "holder", "docNumber"), err
	}, func(r *run, s desk.Screens, text []byte) error { return put(r, text, s.Schemes.SaveAward) }},
}

type assessVerb struct {
	Span    string `arg:"" help:"年度如 2026，学年如 2025-2026，学期如 2025-2026-1"`
	Subject string `help:"考核对象：督学、责任区、学校、校长" enum:"督学,责任区,学校,校长" default:"督学"`
	Out     string `help:"保存到的文件夹" required:"" placeholder:"文件夹" type:"path"`
}

// assessed is what assess says; Results are in the order of the ranking.
type assessed struct {
	papers
	ID      int64          `json:"id"`
	Title   string         `json:"title"`
	State   string         `json:"state"`
	Missing int            `json:"missing"`
	Results []assessedLine `json:"results"`
}

type assessedLine struct {
	Name   string  `json:"name"`
	Total  float64 `json:"total"`
	Rank   int     `json:"rank"`
	Grade  string  `json:"grade"`
	Reason string  `json:"reason"`
}

// Run takes an assessment's values from the records, begins it where there is
// none, and prints its papers. A confirmed one is only printed.
func (v assessVerb) Run(r *run) error {
	return r.open(func(d *desk.Desk) error {
		s := d.Screens()
		id, err := v.assessment(s)
		if err != nil {
			return err
		}
		form, err := s.Assessments.Get(id)
		if err != nil {
			return err
		}
		out := assessed{papers: papers{Files: []string{}, Figures: []figureLine{}, Forms: map[string]int{}}, ID: id, Title: form.Assessment.Title, State: form.Assessment.State, Missing: form.Missing, Results: []assessedLine{}}
		text := []string{form.Assessment.Title + "（" + form.Assessment.State + "）"}
		for _, l := range desk.Ranked(form.Lines) {
			out.Results = append(out.Results, assessedLine{l.Subject.Name, l.Result.Total, l.Result.Rank, l.Result.Grade, l.Result.Reason})
			text = append(text, strings.TrimRight(fmt.Sprintf("%d\t%s\t%v\t%s\t%s", l.Result.Rank, l.Subject.Name, l.Result.Total, l.Result.Grade, l.Result.Reason), "\t"))
		}
		number := fmt.Sprint(id)
		for _, p := range []struct{ form, id, title, format string }{{"assessment_summary", number, "汇总表", "pdf"}, {"assessment_summary", number, "汇总表", "xlsx"},
			{"assessment_sheet", number + "/全部", "评分表", "pdf"}, {"assessment_bulletin", number, "结果通报", "pdf"}, {"assessment_bulletin", number, "结果通报", "docx"}, {"assessment_posting", number, "评优公示", "docx"}} {
			f, err := d.PrintForm(p.form, p.id, filepath.Join(v.Out, desk.FileName(form.Assessment.Title+p.title)+"."+p.format))
			if err != nil {
				return err
			}
			out.add(f)
			out.Forms[p.title]++
		}
		if form.Missing > 0 {
			text = append(text, fmt.Sprintf("提示：还有 %d 处没有打分。", form.Missing))
		}
		return r.say(out, strings.Join(append(text, out.Files...), "\n"))
	})
}

// assessment finds the assessment of the span, or begins it by the first scheme
// in use.
func (v assessVerb) assessment(s desk.Screens) (int64, error) {
	have, err := s.Assessments.List(desk.ListQuery{Filters: map[string]string{"subject": v.Subject, "span": v.Span}})
	if err != nil {
		return 0, err
	}
	if have.Total > 0 {
		if have.Rows[0].State == office.AssessConfirmed {
			return have.Rows[0].ID, nil
		}
		return have.Rows[0].ID, s.Assessments.Compute(have.Rows[0].ID)
	}
	schemes, err := s.Schemes.List(desk.ListQuery{Sort: "used", Desc: true, Filters: map[string]string{"subject": v.Subject, "state": office.SchemeInUse}})
	if err != nil {
		return 0, err
	}
	if schemes.Total == 0 {
		return 0, office.Invalid("没有启用的%s考核方案，请先在“考核方案”里启用一个。", v.Subject)
	}
	return s.Assessments.Start(desk.StartAssessment{SchemeID: schemes.Rows[0].ID, Span: v.Span})
}
