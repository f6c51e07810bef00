package store

import (
	"strings"
	"testing"

	"dudao/internal/office"
)

// Scores that were given outside come in by name, as numbers or grades, and the
// exported list comes back as it went out.
func TestScoresOfInspectorsComeIn(t *testing.T) {
	s, ids := assessedCounty(t)
	must[string](t)(s.OfficeUID())
	b := must[office.AssessmentBook](t)(s.AssessmentBook(ids[office.AssessInspector]))
	x, y, best := b.Subjects[0], b.Subjects[1], b.Scheme.Grades[0].Name
	rows := []string{"name=" + x.Name + "|self=92.5|grade=" + best + "|span=2025-2026", "name=" + y.Name + "|self=８８．２５分|grade=95|span=2025-2026"}
	before := dump(t, s)
	out := bring(t, s, reading(t, office.KindAssessments, rows...), ImportOptions{})
	if tally(out) != "+0 ~2 =0 !0" {
		t.Fatalf("%s %+v", tally(out), out.Verdicts)
	}
	scores := must[office.AssessmentBook](t)(s.AssessmentBook(b.Assessment.ID)).ByKey()
	self, _ := b.Scheme.ScorePart("self")
	school, _ := b.Scheme.ScorePart("grade")
	for key, want := range map[office.ScoreKey]string{{Subject: x.ID, Part: self.ID}: "92.5", {Subject: x.ID, Part: school.ID}: best,
		{Subject: y.ID, Part: self.ID}: "88.25", {Subject: y.ID, Part: school.ID}: "95"} {
		if got := scores[key].Text(); got != want {
			t.Errorf("%+v: %q, want %q", key, got, want)
		}
	}
	if again := bring(t, s, reading(t, office.KindAssessments, rows...), ImportOptions{}); again.Unchanged != 2 {
		t.Errorf("the same again: %+v", again.Verdicts)
	}
	r := returned(t, s, office.KindAssessments)
	if back := bring(t, s, r, ImportOptions{}); back.Unchanged != back.Read || back.Read < len(b.Subjects) {
		t.Errorf("as it went out: %s %+v", tally(back), back.Verdicts)
	}
	for _, row := range r.Tables[0].Rows {
		switch cell := &row.Cells[r.Layout.Index("self")]; cell.Text {
		case "92.5":
			cell.Text = "77"
		case "88.25":
			cell.Text = ""
		}
	}
	if back := bring(t, s, r, ImportOptions{}); back.Updated != 2 {
		t.Errorf("two cells changed: %s", tally(back))
	} else {
		must[UndoResult](t)(s.Undo(back.ID))
	}
	must[UndoResult](t)(s.Undo(out.ID))
	if after := dump(t, s); after != before {
		t.Error("undo left " + firstDifference(before, after))
	}
}

func TestScoresThatCannotBeAreRefused(t *testing.T) {
	s, ids := assessedCounty(t)
	b := must[office.AssessmentBook](t)(s.AssessmentBook(ids[office.AssessInspector]))
	name := b.Subjects[0].Name
	must[string](t)(s.OfficeUID()) // given once, no part of any import
	before := dump(t, s)
	for _, bad := range []struct{ row, field, says string }{
		{"name=" + name + "|self=90", "span", "几次督学考核正在进行"},
		{"name=" + name + "|self=101|span=2025-2026", "self", "0 到 100"},
		{"name=" + name + "|self=不错|span=2025-2026", "self", "等次"},
		{"name=" + name + "|self=90|office=80|span=2025-2026", "office", "由各项相加"},
		{"name=查无此人|self=90|span=2025-2026", "name", "没有叫"},
		{"name=" + name + "|self=90|span=2019", "span", "没有“2019”的督学考核"},
	} {
		out := bring(t, s, reading(t, office.KindAssessments, bad.row), ImportOptions{})
		if out.Failed != 1 || out.Verdicts[0].Faults[0].Field != bad.field || !strings.Contains(out.Verdicts[0].Reason, bad.says) {
			t.Errorf("%s: %+v", bad.row, out.Verdicts)
		}
	}
	if after := dump(t, s); after != before {
		t.Error("a refused row changed records: " + firstDifference(before, after))
	}
}
