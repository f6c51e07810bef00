package desk

import (
	"strconv"
	"strings"

	"dudao/internal/office"
	"dudao/internal/report"
)

const (
	assessmentID = "考核序号（list assessments 列出）"
	sheetID      = "考核序号/对象序号；全部对象写成 考核序号/全部"
)

// assessmentForms are the papers of an assessment, of whatever kind of subject.
func assessmentForms() []form {
	of := func(make func(report.AssessmentPaper) built) func(d *Desk, id string) (built, error) {
		return func(d *Desk, id string) (built, error) {
			n, err := assessmentNumber(id)
			if err != nil {
				return built{}, err
			}
			p, err := d.assessmentPaper(n, true)
			if err != nil {
				return built{}, err
			}
			return make(p), nil
		}
	}
	return []form{
		{Form{"assessment_sheet", "考核评分表", "assessment_subject", sheetID, asTable}, func(d *Desk, id string) (built, error) {
			n, who, _ := strings.Cut(id, "/")
			number, err := assessmentNumber(n)
			if err != nil {
				return built{}, err
			}
			subject, err := strconv.ParseInt(who, 10, 64)
			if err != nil && who != "全部" {
				return built{}, office.Invalid("“%s”不对，请写成 考核序号/对象序号，或者 考核序号/全部。", id)
			}
			p, err := d.assessmentPaper(number, true)
			return built{document: p.Sheet(subject)}, err
		}},
		{Form{"assessment_summary", "考核汇总表", "assessment", assessmentID, asTable}, of(func(p report.AssessmentPaper) built {
			return built{document: p.Summary(), details: p.Details()}
		})},
		{Form{"assessment_bulletin", "考核结果通报", "assessment", assessmentID, asText}, of(func(p report.AssessmentPaper) built { return built{document: p.Bulletin()} })},
		{Form{"assessment_posting", "评优公示", "assessment", assessmentID, asText}, of(func(p report.AssessmentPaper) built { return built{document: p.Posting()} })},
	}
}

func assessmentNumber(id string) (int64, error) {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return 0, office.Invalid("考核序号“%s”不是数字，请用 list assessments 查看。", id)
	}
	return n, nil
}
