package office

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// The states of an assessment.
const (
	AssessOpen      = "进行中"
	AssessConfirmed = "已定案"
)

// Assessment is 考核: a scheme over a span of time, with all its subjects.
type Assessment struct {
	ID          int64  `db:"id" json:"id"`
	SchemeID    int64  `db:"scheme_id" json:"schemeId"`
	Subject     string `db:"subject" json:"subject"`
	Span        string `db:"span" json:"span"` // 2025, 2025-2026 or 2025-2026-1
	EndsOn      Date   `db:"ends_on" json:"endsOn"`
	Title       string `db:"title" json:"title"`
	State       string `db:"state" json:"state"`
	ComputedOn  Date   `db:"computed_on" json:"computedOn"`
	ConfirmedOn Date   `db:"confirmed_on" json:"confirmedOn"`
	DocNumber   string `db:"doc_number" json:"docNumber"` // 结果通报的文号
	Note        string `db:"note" json:"note"`
	UpdatedAt   string `db:"updated_at" json:"updatedAt"`
}

// Confirmed tells that the results stand (已定案).
func (a Assessment) Confirmed() bool { return a.State == AssessConfirmed }

// AssessTitle is what an assessment is called: 2025年度督学考核.
func AssessTitle(subject, spanName string) string {
	what := subject + "考核"
	if subject == AssessSchool || subject == AssessPrincipal {
		what = subject + "综合考核"
	}
	return spanName + what
}

// AssessSpan is the time that an assessment is about. Its key is that of a Span,
// or a school year's 2025-2026.
func AssessSpan(key string, terms []Term, boundary int) (Span, string, error) {
	if from, to, ok := strings.Cut(key, "-"); ok && len(from) == 4 && len(to) == 4 {
		y, err := strconv.Atoi(from)
		if err == nil && to == strconv.Itoa(y+1) && y >= 1900 && y < 2199 {
			return Span{Key: key, Kind: SpanYear, Months: SchoolYearMonths(key)}, from + "—" + to + "学年", nil
		}
	}
	s, err := ParseSpan(key, terms, boundary)
	if err != nil || s.Kind == SpanMonth {
		return s, "", Invalid("考核期间“%s”不对：年度写成 2026，学年写成 2025-2026，学期写成 2025-2026-1。", key)
	}
	return s, s.Chinese(), nil
}

// AssessBefore is the key of the span before: the last year, 学年 or 学期.
func AssessBefore(key string) string {
	if from, to, ok := strings.Cut(key, "-"); ok && len(to) == 4 {
		return shiftYear(from, -1) + "-" + shiftYear(to, -1)
	}
	s, err := ParseSpan(key, nil, 0)
	if err != nil {
		return ""
	}
	return s.Before()
}

// AssessSubject is one 考核对象. Total, Rank and Grade are those of the 定案.
type AssessSubject struct {
	ID           int64   `db:"id" json:"id"`
	AssessmentID int64   `db:"assessment_id" json:"assessmentId"`
	Position     int     `db:"position" json:"position"`
	InspectorID  int64   `db:"inspector_id" json:"inspectorId"`
	SchoolID     int64   `db:"school_id" json:"schoolId"`
	Zone         string  `db:"zone" json:"zone"`
	Name         string  `db:"name" json:"name"`
	Unit         string  `db:"unit" json:"unit"`
	Absent       string  `db:"absent" json:"absent"` // 不参评的原因
	Total        float64 `db:"total" json:"total"`
	Rank         int     `db:"rank" json:"rank"`
	Grade        string  `db:"grade" json:"grade"`
	Reason       string  `db:"reason" json:"reason"`
}

// AssessScore is one score of a subject: of a part scored as a whole, or of an
// item. Value is what the records gave, Auto what the item makes of it.
type AssessScore struct {
	ID           int64   `db:"id" json:"id"`
	AssessmentID int64   `db:"assessment_id" json:"assessmentId"`
	SubjectID    int64   `db:"subject_id" json:"subjectId"`
	PartID       int64   `db:"part_id" json:"partId"`
	ItemID       int64   `db:"item_id" json:"itemId"`
	Scored       bool    `db:"scored" json:"scored"`
	Off          bool    `db:"off" json:"off"`     // 不计
	Typed        bool    `db:"typed" json:"typed"` // by hand, also over what the records gave
	Value        float64 `db:"value" json:"value"`
	Auto         float64 `db:"auto" json:"auto"`
	Score        float64 `db:"score" json:"score"`
	Grade        string  `db:"grade" json:"grade"` // the grade it was converted from
	Remark       string  `db:"remark" json:"remark"`
	Behind       string  `db:"behind" json:"-"` // JSON of Measured
}

// ScoreKey names what a score is of.
type ScoreKey struct{ Subject, Part, Item int64 }

// Key is what the score is of.
func (s AssessScore) Key() ScoreKey { return ScoreKey{s.SubjectID, s.PartID, s.ItemID} }

// SetMeasured takes over what the records gave; what was typed over it stays.
func (s *AssessScore) SetMeasured(item AssessItem, m Measured) {
	s.Value, s.Auto = m.Value(), item.ScoreOf(m.Value())
	off, scored := false, true
	if m.Blank() {
		s.Auto, scored = 0, item.Blank != BlankHand
		switch item.Blank {
		case BlankFull:
			s.Auto = item.Points
		case BlankOff:
			off = true
		}
	}
	if !s.Typed {
		s.Score, s.Off, s.Scored = s.Auto, off, scored
	}
}

// ParseScore reads what was typed as a score of a part (0–100, or a grade) or of
// an item: a number, empty for not yet scored, 不计 for not at all. Marks are 是
// and empty.
func (s AssessScheme) ParseScore(part, item int64, text string) (AssessScore, error) {
	out := AssessScore{PartID: part, ItemID: item, Typed: true}
	text = strings.TrimSpace(toHalfWidth(text))
	most, name := 100.0, ""
	if p, ok := s.Part(part); ok {
		if len(p.Items) > 0 {
			return out, Invalid("“%s”由各项相加，请给各项打分。", p.Name)
		}
		name = p.Name
		for _, g := range s.Grades {
			if g.Name == text {
				out.Grade, out.Score, out.Scored = g.Name, g.Score, true
				return out, nil
			}
		}
	} else {
		i, ok := s.Item(item)
		if !ok {
			return out, Errorf(CodeNotFound, "方案里没有这一项，请刷新后重试。")
		}
		most, name = i.Points, i.Name
		if i.Mark() {
			out.Scored = text != "" && text != "否" && text != "0"
			return out, nil
		}
	}
	if text == BlankOff || text == "不计" {
		out.Off, out.Scored = part == 0, true
		return out, nil
	}
	if text == "" {
		out.Typed = false
		return out, nil
	}
	v, err := strconv.ParseFloat(strings.TrimSuffix(text, "分"), 64)
	if err != nil || math.IsNaN(v) || v < 0 || v > most {
		hint := ""
		if part != 0 {
			hint = "，或者填等次（" + strings.Join(s.gradeNames(), "、") + "）"
		}
		return out, &Error{Code: CodeInvalid, Message: fmt.Sprintf("“%s”不能是“%s”：请填 0 到 %s 的分数%s。", name, text, strconv.FormatFloat(most, 'f', -1, 64), hint),
			Fields: map[string]string{"text": "填 0 到 " + strconv.FormatFloat(most, 'f', -1, 64)}}
	}
	out.Score, out.Scored = round2(v), true
	return out, nil
}

func (s AssessScheme) gradeNames() []string {
	out := []string{}
	for _, g := range s.Grades {
		out = append(out, g.Name)
	}
	return out
}

// toHalfWidth turns full-width digits and points into plain ones.
func toHalfWidth(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '。':
			return '.'
		}
		return r
	}, s)
}

// SealedResult is one line of a 定案 as it was then.
type SealedResult struct {
	Name  string  `json:"name"`
	Total float64 `json:"total"`
	Rank  int     `json:"rank"`
	Grade string  `json:"grade"`
}

// AssessSeal is one 定案 of an assessment.
type AssessSeal struct {
	ID           int64          `db:"id" json:"id"`
	AssessmentID int64          `db:"assessment_id" json:"assessmentId"`
	ConfirmedOn  Date           `db:"confirmed_on" json:"confirmedOn"`
	ResultsJSON  string         `db:"results" json:"-"`
	ReopenedOn   Date           `db:"reopened_on" json:"reopenedOn"`
	Reason       string         `db:"reason" json:"reason"`
	Results      []SealedResult `db:"-" json:"results"`
}

// AssessmentBook is an assessment with all that its pages and papers are made
// from; Results stand beside Subjects.
type AssessmentBook struct {
	Assessment Assessment
	SpanName   string
	Scheme     AssessScheme
	Subjects   []AssessSubject
	Scores     []AssessScore
	Results    []AssessResult
	Seals      []AssessSeal
}

// Complete is an error that names the first few whose scores are not all given,
// nil when they are.
func (b AssessmentBook) Complete() error {
	names, missing := []string{}, 0
	for i, r := range b.Results {
		if r.Missing > 0 {
			missing += r.Missing
			names = append(names, b.Subjects[i].Name)
		}
	}
	switch {
	case missing == 0:
		return nil
	case len(names) > 3:
		names = append(names[:3], fmt.Sprintf("…… 共 %d 个", len(names)))
	}
	return Invalid("还有 %d 处没有打分（%s），请先填好；确实不得分的填 0。", missing, strings.Join(names, "、"))
}

// ByKey gives the scores by what they are of.
func (b AssessmentBook) ByKey() map[ScoreKey]AssessScore {
	out := make(map[ScoreKey]AssessScore, len(b.Scores))
	for _, x := range b.Scores {
		out[x.Key()] = x
	}
	return out
}
