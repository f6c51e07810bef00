package desk

import (
	"fmt"

	"dudao/internal/office"
	"dudao/internal/report"
	"dudao/internal/store"
)

// Assessments is the screen 考核: of inspectors and zones, and 综合考核 of schools
// and principals.
type Assessments struct{ d *Desk }

// List lists the assessments; see store.Assessments for the filters.
func (a *Assessments) List(q store.ListQuery) (page store.AssessmentPage, err error) {
	defer caught(&err)
	return a.d.store.Assessments(q)
}

// AssessmentForm is an assessment as its page shows it.
type AssessmentForm struct {
	Assessment  office.Assessment    `json:"assessment"`
	SpanName    string               `json:"spanName"`
	Scheme      office.AssessScheme  `json:"scheme"`
	Lines       []AssessmentLine     `json:"lines"`
	Scores      []office.AssessScore `json:"scores"`
	Seals       []office.AssessSeal  `json:"seals"`
	Changes     []store.ScoreChange  `json:"changes"` // what the records give otherwise now
	FormerTitle string               `json:"formerTitle"`
	Places      int                  `json:"places"` // of the best grade
	Missing     int                  `json:"missing"`
}

// AssessmentLine is one of those assessed with what it comes to.
type AssessmentLine struct {
	Subject   office.AssessSubject `json:"subject"`
	Result    office.AssessResult  `json:"result"`
	Former    store.SubjectResult  `json:"former"`
	HasFormer bool                 `json:"hasFormer"`
	Awards    []string             `json:"awards"`
}

// Get returns an assessment with its scores, results, changes and what it was
// the time before.
func (a *Assessments) Get(id int64) (out AssessmentForm, err error) {
	defer caught(&err)
	book, err := a.d.store.AssessmentBook(id)
	if err != nil {
		return out, err
	}
	out = AssessmentForm{Assessment: book.Assessment, SpanName: book.SpanName, Scheme: book.Scheme, Scores: book.Scores, Seals: book.Seals, Lines: []AssessmentLine{}}
	former, title, err := a.d.store.FormerResults(book.Assessment)
	if err != nil {
		return out, err
	}
	awards, err := a.awards(book.Assessment)
	if err != nil {
		return out, err
	}
	out.FormerTitle = title
	assessed := 0
	for i, x := range book.Subjects {
		was, has := former[store.SubjectKey(book.Assessment.Subject, x)]
		line := AssessmentLine{Subject: x, Result: book.Results[i], Former: was, HasFormer: has, Awards: []string{}}
		for _, w := range awards {
			if w.Of(x) {
				line.Awards = append(line.Awards, w.Name)
			}
		}
		if x.Absent == "" {
			assessed++
		}
		out.Missing += line.Result.Missing
		out.Lines = append(out.Lines, line)
	}
	out.Places = book.Scheme.Places(assessed)
	out.Changes, err = a.d.store.AssessmentChanges(book)
	return out, err
}

// awards are those given for the time of the assessment: in the year it ends.
func (a *Assessments) awards(x office.Assessment) ([]office.Award, error) {
	page, err := a.d.store.Awards(store.ListQuery{Filters: map[string]string{"year": fmt.Sprint(x.EndsOn.Year()), "subject": x.Subject}})
	return page.Rows, err
}

// StartAssessment names the scheme and the span of a new assessment.
type StartAssessment struct {
	SchemeID int64  `json:"schemeId"`
	Span     string `json:"span"`
	Title    string `json:"title"`
}

// Start begins an assessment and takes what the records give; it returns its id.
func (a *Assessments) Start(in StartAssessment) (id int64, err error) {
	defer caught(&err)
	id, err = a.d.store.StartAssessment(in.SchemeID, in.Span, in.Title)
	return ok(a.d, id, err)
}

// Compute takes what the records give anew; what was typed stays.
func (a *Assessments) Compute(id int64) (err error) {
	defer caught(&err)
	return done(a.d, a.d.store.ComputeAssessment(id))
}

// ScoresInput are scores as they were typed.
type ScoresInput struct {
	Scores []store.ScoreInput `json:"scores"`
}

// AssessmentScored is what came of saving scores: those of the subjects they
// belong to, and the results of all.
type AssessmentScored struct {
	Scores  []office.AssessScore  `json:"scores"`
	Results []office.AssessResult `json:"results"`
}

// SaveScores writes scores that were typed, all or none.
func (a *Assessments) SaveScores(in ScoresInput) (out AssessmentScored, err error) {
	defer caught(&err)
	out = AssessmentScored{Scores: []office.AssessScore{}, Results: []office.AssessResult{}}
	if len(in.Scores) == 0 {
		return out, nil
	}
	if err = a.d.store.SaveScores(in.Scores); err != nil {
		return out, err
	}
	a.d.saved()
	book, err := a.d.store.AssessmentBook(in.Scores[0].AssessmentID)
	if err != nil {
		return out, err
	}
	touched := map[int64]bool{}
	for _, x := range in.Scores {
		touched[x.SubjectID] = true
	}
	for _, x := range book.Scores {
		if touched[x.SubjectID] {
			out.Scores = append(out.Scores, x)
		}
	}
	out.Results = book.Results
	return out, nil
}

// AbsentInput says why a subject is not assessed; an empty reason takes it back.
type AbsentInput struct {
	SubjectID int64  `json:"subjectId"`
	Reason    string `json:"reason"`
}

// SetAbsent marks a subject as not assessed (不参评).
func (a *Assessments) SetAbsent(in AbsentInput) (err error) {
	defer caught(&err)
	return done(a.d, a.d.store.SetAbsent(in.SubjectID, in.Reason))
}

// Save changes the title, the 文号 and the note.
func (a *Assessments) Save(in office.Assessment) (err error) {
	defer caught(&err)
	return done(a.d, a.d.store.SaveAssessment(in))
}

// Confirm makes the results stand as of today (定案).
func (a *Assessments) Confirm(id int64) (err error) {
	defer caught(&err)
	return done(a.d, a.d.store.ConfirmAssessment(id, a.d.store.Today()))
}

// ReopenInput says why a 定案 is taken back.
type ReopenInput struct {
	ID     int64  `json:"id"`
	Reason string `json:"reason"`
}

// Reopen takes a 定案 back; its results stay on record.
func (a *Assessments) Reopen(in ReopenInput) (err error) {
	defer caught(&err)
	return done(a.d, a.d.store.ReopenAssessment(in.ID, in.Reason))
}

// Delete moves an assessment to the recycle bin.
func (a *Assessments) Delete(id int64) (err error) {
	defer caught(&err)
	return done(a.d, a.d.store.DeleteAssessment(id))
}

// BehindInput names a computed score.
type BehindInput struct {
	AssessmentID int64 `json:"assessmentId"`
	SubjectID    int64 `json:"subjectId"`
	ItemID       int64 `json:"itemId"`
}

// BehindRecords are the records behind a score; of a rate those that count and
// those that should.
type BehindRecords struct {
	Title  string             `json:"title"`
	Basis  string             `json:"basis"`
	Made   string             `json:"made"` // how the value comes about, in words
	Score  office.AssessScore `json:"score"`
	Item   office.AssessItem  `json:"item"`
	Head   []string           `json:"head"`
	Rows   [][]string         `json:"rows"`
	IDs    []int64            `json:"ids"`
	Counts []bool             `json:"counts"` // beside Rows
	Kind   string             `json:"kind"`
}

// Behind returns the records behind a score, those that do not count first.
func (a *Assessments) Behind(in BehindInput) (out BehindRecords, err error) {
	defer caught(&err)
	out = BehindRecords{Head: []string{"序号", "记录", "计入"}, Rows: [][]string{}, IDs: []int64{}, Counts: []bool{}}
	book, err := a.d.store.AssessmentBook(in.AssessmentID)
	if err != nil {
		return out, err
	}
	item, known := book.Scheme.Item(in.ItemID)
	score, has := book.ByKey()[office.ScoreKey{Subject: in.SubjectID, Item: in.ItemID}]
	if !known || !has || score.Behind == "" {
		return out, office.Errorf(office.CodeNotFound, "这一项没有取数的记录，请先点“重新取数”。")
	}
	measure, _ := office.MeasureOf(item.Measure)
	m, err := readMeasured(score)
	if err != nil {
		return out, err
	}
	out.Item, out.Score, out.Basis, out.Kind, out.Made = item, score, measure.Name+"："+measure.Basis, m.Of.Kind, madeOf(m, measure)
	out.Title = fmt.Sprintf("%s：%s", a.d.store.Title("assessment_subject", in.SubjectID), item.Name)
	for _, counts := range []bool{false, true} {
		for _, l := range a.d.proofs(m, map[string]string{}) {
			if l.Counts == counts {
				out.Rows = append(out.Rows, []string{fmt.Sprint(len(out.Rows) + 1), l.Title, l.Says()})
				out.IDs, out.Counts = append(out.IDs, l.ID), append(out.Counts, counts)
			}
		}
	}
	return out, nil
}

// paper gathers what the papers of an assessment are made from.
func (d *Desk) assessmentPaper(id int64, withRecords bool) (p report.AssessmentPaper, err error) {
	if p.AssessmentBook, err = d.store.AssessmentBook(id); err != nil {
		return p, err
	}
	if p.Settings, err = d.store.Settings(); err != nil {
		return p, err
	}
	form, err := (&Assessments{d}).awards(p.Assessment)
	if err != nil {
		return p, err
	}
	p.Awards = form
	former, title, err := d.store.FormerResults(p.Assessment)
	if err != nil {
		return p, err
	}
	p.FormerTitle, p.Former = title, make([]report.FormerResult, len(p.Subjects))
	for i, x := range p.Subjects {
		if was, has := former[store.SubjectKey(p.Assessment.Subject, x)]; has {
			p.Former[i] = report.FormerResult{Has: true, Total: was.Total, Rank: was.Rank, Grade: was.Grade}
		}
	}
	p.Behind = map[office.ScoreKey][]report.ProofLine{}
	titles := map[string]string{}
	for _, x := range p.Scores {
		if !withRecords || x.Behind == "" {
			continue
		}
		m, err := readMeasured(x)
		if err != nil {
			return p, err
		}
		p.Behind[x.Key()] = d.proofs(m, titles)
	}
	return p, nil
}
