package desk

import (
	"fmt"
	"strings"
	"testing"

	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/paper/papertest"
	"dudao/internal/report"
	"dudao/internal/store"
)

// assessedDesk is a small made-up county with an assessment of inspectors in work
// and one of its schools.
func assessedDesk(t *testing.T) (d *Desk, people, schools int64) {
	t.Helper()
	d, _ = openTest(t, t.TempDir())
	must(t, d.store.FillSample(office.MakeUp(smallCounty)))
	s := d.Screens()
	start := func(subject string) int64 {
		list, err := s.Schemes.List(store.ListQuery{Filters: map[string]string{"subject": subject}})
		must(t, err)
		id, err := s.Assessments.Start(StartAssessment{SchemeID: list.Rows[0].ID, Span: "2025-2026"})
		must(t, err)
		return id
	}
	return d, start(office.AssessInspector), start(office.AssessSchool)
}

func TestAnAssessmentOnItsPage(t *testing.T) {
	t.Parallel()
	d, id, _ := assessedDesk(t)
	s := d.Screens().Assessments
	form, err := s.Get(id)
	noNull(t, "assessment", form, err)
	if len(form.Lines) != 6 || form.Missing == 0 || form.Assessment.Title != "2025—2026学年督学考核" {
		t.Fatalf("%d lines, %d missing, %s", len(form.Lines), form.Missing, form.Assessment.Title)
	}
	for _, x := range form.Scores {
		if x.ItemID == 0 {
			continue
		}
		b, err := s.Behind(BehindInput{AssessmentID: id, SubjectID: x.SubjectID, ItemID: x.ItemID})
		noNull(t, "behind", b, err)
		counted := 0
		for _, c := range b.Counts {
			if c {
				counted++
			}
		}
		if len(b.Rows) != len(b.IDs) || len(b.Rows) != len(b.Counts) || !strings.Contains(b.Made, "期间没有") && !strings.HasPrefix(b.Made, fmt.Sprint(counted)) && b.Item.Measure != "lessons.count" && b.Item.Measure != "trainings.hours" {
			t.Errorf("%s: %s of %d records that count", b.Title, b.Made, counted)
		}
	}
	out, err := s.SaveScores(ScoresInput{Scores: []store.ScoreInput{{AssessmentID: id, SubjectID: form.Lines[0].Subject.ID, PartID: form.Scheme.Parts[0].ID, Text: "优秀"}}})
	noNull(t, "scored", out, err)
	if len(out.Results) != 6 || out.Results[0].Parts[0].Weighted != 14.25 {
		t.Errorf("the results: %+v", out.Results[0])
	}
}

// The papers of every kind of subject, in work and confirmed, of few and of many.
func TestPapersOfAnAssessmentAreSound(t *testing.T) {
	t.Parallel()
	d, people, schools := assessedDesk(t)
	for what, id := range map[string]int64{"people": people, "schools": schools} {
		p, err := d.assessmentPaper(id, true)
		must(t, err)
		for name, document := range assessmentPapers(p) {
			text := papertest.Whole(papertest.Sound(t, name+" "+what, document))
			if !strings.Contains(text, "考核") || name != "posting" && !strings.Contains(text, p.Subjects[0].Name) {
				t.Errorf("%s %s: %.200s", name, what, text)
			}
		}
	}
	papers(t, d, people)
}

// papers saves each form in each of its formats.
func papers(t *testing.T, d *Desk, id int64) {
	t.Helper()
	for _, f := range assessmentForms() {
		number := fmt.Sprint(id)
		if f.Kind == "assessment_subject" {
			number += "/全部"
		}
		for _, format := range f.Formats {
			if p, err := d.printForm(f.Key, number, format); err != nil || len(p.bytes) == 0 || len(p.warnings) > 0 {
				t.Errorf("%s as %s: %v %v", f.Key, format, err, p.warnings)
			}
		}
		if _, err := f.build(d, "无"); office.CodeOf(err) != office.CodeInvalid {
			t.Errorf("%s of no number: %v", f.Key, err)
		}
		if _, err := f.build(d, "999/1"); err == nil {
			t.Errorf("%s of nothing was made", f.Key)
		}
	}
}

func assessmentPapers(p report.AssessmentPaper) map[string]doc.Document {
	return map[string]doc.Document{"sheet": p.Sheet(0), "summary": p.Summary(), "bulletin": p.Bulletin(), "posting": p.Posting()}
}

// Long names, long reasons and many people, and nobody at all.
func TestLongAndEmptyPapersOfAnAssessment(t *testing.T) {
	t.Parallel()
	scheme := office.StarterSchemes()[0]
	id := int64(0)
	for p := range scheme.Parts {
		id++
		scheme.Parts[p].ID = id
		for i := range scheme.Parts[p].Items {
			id++
			scheme.Parts[p].Items[i].ID = id
			scheme.Parts[p].Items[i].Name = strings.Repeat("督导工作记录完整", 4)
		}
	}
	for i := range scheme.Extras {
		id++
		scheme.Extras[i].ID = id
	}
	p := report.AssessmentPaper{Settings: office.DefaultSettings(), Behind: map[office.ScoreKey][]report.ProofLine{}}
	p.Scheme, p.SpanName = scheme, "2025年度"
	p.Assessment = office.Assessment{ID: 1, Subject: office.AssessInspector, Title: "2025年度督学考核", State: office.AssessOpen, Span: "2025"}
	for name, document := range assessmentPapers(p) {
		papertest.Sound(t, name+" empty", document)
	}
	for n := range 60 {
		who := office.AssessSubject{ID: int64(1000 + n), Name: rareInspector + strings.Repeat("买买提·", n%5), Zone: strings.Repeat("第一责任区", 1+n%6)}
		if n == 7 {
			who.Absent = strings.Repeat("长期病休", 20)
		}
		p.Subjects = append(p.Subjects, who)
		for _, part := range scheme.Parts {
			p.Scores = append(p.Scores, office.AssessScore{SubjectID: who.ID, PartID: part.ID, Scored: n%4 > 0, Score: 88.25, Grade: "优秀", Remark: strings.Repeat("核对无误", 30)})
		}
		for _, i := range scheme.Items() {
			p.Scores = append(p.Scores, office.AssessScore{SubjectID: who.ID, ItemID: i.ID, Scored: n%3 > 0 && (!i.Mark() || n%9 == 0), Typed: true, Value: 95.24, Score: i.Points * 0.77, Remark: strings.Repeat("依据月报和抽查记录认定，", 1+n%30)})
			for k := range n * 2 {
				p.Behind[office.ScoreKey{Subject: who.ID, Item: i.ID}] = append(p.Behind[office.ScoreKey{Subject: who.ID, Item: i.ID}], report.ProofLine{ID: int64(k), Short: fmt.Sprintf("JL2025-%04d", k), Title: strings.Repeat("长", 60), Counts: k%5 > 0, Weight: 1})
			}
		}
	}
	p.Former = make([]report.FormerResult, len(p.Subjects))
	p.Former[3], p.FormerTitle = report.FormerResult{Has: true, Total: 90.1, Rank: 4}, "2024年度督学考核"
	p.Awards = []office.Award{{Name: strings.Repeat("年度优秀督学", 9), Holder: rareInspector, Subject: office.AssessInspector}}
	p.Results = scheme.Rate(p.Subjects, p.Scores)
	for name, document := range assessmentPapers(p) {
		pages := papertest.Sound(t, name+" long", document)
		if !strings.Contains(papertest.Whole(pages), rareInspector) && name != "posting" {
			t.Errorf("%s: the rare characters are not on it", name)
		}
	}
	for i, page := range papertest.Sound(t, "summary", p.Summary()) {
		if papertest.On(page, "88.25") && !papertest.On(page, "排名") && !papertest.On(page, "得分") {
			t.Errorf("summary, page %d: rows without their head", i+1)
		}
	}
}
