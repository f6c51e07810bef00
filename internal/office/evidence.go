package office

import (
	"slices"
	"strconv"
	"strings"
)

// EvidenceFlaws are what can be wrong with a piece of evidence itself.
var EvidenceFlaws = []string{"未签字", "未盖章", "不清晰", "内容不全"}

// Evidence is 佐证材料: one piece that may serve many points of many evaluations.
// It is a paper of the program (Form, of the record or of SourceKey), a record with
// its attachments, or files of its own (attachments of owner kind evidence).
type Evidence struct {
	ID         int64  `db:"id" json:"id"`
	Title      string `db:"title" json:"title"`
	DocNumber  string `db:"doc_number" json:"docNumber"`
	Author     string `db:"author" json:"author"`
	DatedOn    Date   `db:"dated_on" json:"datedOn"` // of the paper; its first day, where it covers a span
	DatedTo    Date   `db:"dated_to" json:"datedTo"` // the last day of the span, or empty
	Form       string `db:"form" json:"form"`
	SourceKind string `db:"source_kind" json:"sourceKind"` // archive_item among them
	SourceID   int64  `db:"source_id" json:"sourceId"`
	SourceKey  string `db:"source_key" json:"sourceKey"` // e.g. 2026-03, of a paper that is of no record
	Place      string `db:"place" json:"place"`          // where the paper lies, when in no archive box
	OnPaper    bool   `db:"on_paper" json:"onPaper"`     // there is a paper copy
	Flaw       string `db:"flaw" json:"flaw"`            // one of EvidenceFlaws, or empty
	Personal   bool   `db:"personal" json:"personal"`    // 含个人信息
	Note       string `db:"note" json:"note"`
	UpdatedAt  string `db:"updated_at" json:"updatedAt"`
}

// PaperID is by what the paper of the program is asked for: its key, or the number
// of its record.
func (e Evidence) PaperID() string {
	if e.SourceKey != "" {
		return e.SourceKey
	}
	return strconv.FormatInt(e.SourceID, 10)
}

// Told is the title with what tells the paper from others of the same title: its
// number, or its day.
func (e Evidence) Told() string {
	if e.DocNumber != "" && !strings.Contains(e.Title, e.DocNumber) {
		return e.Title + " " + e.DocNumber
	}
	if e.DatedOn != "" {
		return e.Title + " " + string(e.DatedOn)
	}
	return e.Title
}

// EvidenceLink says that a piece of evidence serves a point of an evaluation.
type EvidenceLink struct {
	ID           int64 `db:"id" json:"id"`
	EvaluationID int64 `db:"evaluation_id" json:"evaluationId"`
	IndicatorID  int64 `db:"indicator_id" json:"indicatorId"`
	EvidenceID   int64 `db:"evidence_id" json:"evidenceId"`
	NeedID       int64 `db:"need_id" json:"needId"` // which 佐证要求 it fulfils, or 0
	Position     int   `db:"position" json:"position"`
}

// Normalize trims the texts.
func (e *Evidence) Normalize() {
	for _, p := range []*string{&e.Title, &e.DocNumber, &e.Author, &e.Place, &e.Note, &e.SourceKey} {
		*p = strings.TrimSpace(*p)
	}
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (e Evidence) Validate() error {
	var f Faults
	f.Require("title", "题名", e.Title)
	f.MaxRunes("title", "题名", e.Title, 300)
	f.MaxRunes("docNumber", "文号", e.DocNumber, 60)
	f.MaxRunes("author", "责任者", e.Author, 100)
	f.MaxRunes("place", "存放处", e.Place, 100)
	f.MaxRunes("note", "备注", e.Note, 500)
	f.Date("datedOn", "成文日期", e.DatedOn)
	f.Date("datedTo", "截止日期", e.DatedTo)
	if e.DatedTo != "" && e.DatedTo < e.DatedOn {
		f.Add("datedTo", "截止日期早于成文日期，请改正")
	}
	if e.Flaw != "" && !slices.Contains(EvidenceFlaws, e.Flaw) {
		f.Add("flaw", "问题“"+quoted(e.Flaw)+"”不在可选范围，请选："+strings.Join(EvidenceFlaws, "、"))
	}
	return f.Err()
}
