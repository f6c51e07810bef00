package office

import (
	"slices"
	"strconv"
	"strings"
)

// KindAssessments is 考核评分 of inspectors: what was given from outside the
// program, one row for each inspector of an assessment.
const KindAssessments Kind = "assessments"

var assessmentLayout = Layout{Kind: KindAssessments, Title: "考核评分", Fields: []Field{
	{Key: "name", Title: "姓名", Type: TypeName, Required: true, Max: 30, Width: 10, Aliases: []string{"督学", "督学姓名", "考核对象", "被考核人"}},
	{Key: "self", Title: "自评", Type: TypeCode, Max: 10, Width: 10, Note: "0 到 100 的分数，或方案里的等次", Aliases: []string{"自评分", "自评得分", "自评等次", "督学自评"}},
	{Key: "grade", Title: "学校等次", Type: TypeCode, Max: 10, Width: 10, Note: "等次，或 0 到 100 的分数", Aliases: []string{"学校评", "学校评分", "学校评价", "学校评价等次", "学校评议", "学校得分"}},
	{Key: "office", Title: "督导室分", Type: TypeCode, Max: 10, Width: 10, Note: "方案里督导室评是一个总分时才填；分成各项的在考核里逐项打分",
		Aliases: []string{"督导室评", "督导室评分", "督导室得分", "督导室打分", "督导室考核"}},
	{Key: "span", Title: "期间", Type: TypeCode, Max: 11, Width: 13, Note: "2026、2025-2026 或 2025-2026-1；不填为正在进行的那一次", Aliases: []string{"考核期间", "年度", "考核年度", "学年"}},
}}

// AssessScores are the columns of the layout that hold the score of a part.
var AssessScores = []string{"self", "grade", "office"}

// ScorePart finds the part that a column of AssessScores stands for, by its name.
func (s AssessScheme) ScorePart(column string) (AssessPart, bool) {
	words := map[string][]string{"self": {"自评"}, "grade": {"学校"}, "office": {"督导室", "督导评价"}}[column]
	for _, word := range words {
		if i := slices.IndexFunc(s.Parts, func(p AssessPart) bool { return strings.Contains(p.Name, word) }); i >= 0 {
			return s.Parts[i], true
		}
	}
	return AssessPart{}, false
}

// Text is the score of a part as it is typed: its grade, its number, or empty
// where none was given.
func (s AssessScore) Text() string {
	switch {
	case !s.Scored:
		return ""
	case s.Grade != "":
		return s.Grade
	}
	return strconv.FormatFloat(s.Score, 'f', -1, 64)
}

// ScoreCell returns what the row says of a part whose score reads text now, and
// whether that is another score.
func (r *ParsedRow) ScoreCell(column, text string) (string, bool) {
	f := &filler{row: r}
	f.text(column, &text)
	return text, len(f.changed) > 0
}
