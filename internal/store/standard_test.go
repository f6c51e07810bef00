package store

import (
	"fmt"
	"strings"
	"testing"

	"dudao/internal/office"
)

// smallStandard is a standard of two points under one heading.
func smallStandard(t *testing.T, s *Store) office.Standard {
	t.Helper()
	c, err := s.SaveStandard(office.Standard{Key: "测试标准", Name: "测试标准", Version: "2025版", Subject: office.SubjectCounty, Source: "测试", State: office.ChecklistOpen, Pattern: "{1}-{2}", Indicators: []office.Indicator{
		{Code: "1", Name: "组织领导", Level: 1}, {Code: "1-1", Name: "成立教育督导机构", Level: 2, Points: 10, Needs: []office.Need{{Name: "成立文件", Least: 1}, {Name: "月报", Form: "month", Per: "year", Least: 1}}},
		{Code: "1-2", Name: "经费列入财政预算", Level: 2, Points: 5},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestStandardsAreSeededOnceAndLockedByUse(t *testing.T) {
	s := openTest(t)
	page, err := s.StandardList(ListQuery{})
	if err != nil || page.Total != len(office.DefaultStandards()) {
		t.Fatalf("%d standards, %v", page.Total, err)
	}
	c := smallStandard(t, s)
	ids, err := s.StartRounds(NewRounds{StandardID: c.ID, Year: 2026})
	if err != nil || len(ids) != 1 {
		t.Fatal(ids, err)
	}
	c.Indicators[1].Requirement, c.Indicators[1].Needs[0].Least = "应当成立", 2
	if c, err = s.SaveStandard(c); err != nil {
		t.Fatalf("the texts of a used version: %v", err)
	}
	got, err := s.Standard(c.ID)
	if err != nil || got.Indicators[1].Requirement != "应当成立" || got.Indicators[1].Needs[0].Least != 2 {
		t.Errorf("kept %+v, %v", got.Indicators[1], err)
	}
	c.Indicators[1].Points = 12
	if _, err = s.SaveStandard(c); office.CodeOf(err) != office.CodeConflict {
		t.Errorf("the points of a used version changed: %v", err)
	}
	if err := s.DeleteStandard(c.ID); office.CodeOf(err) != office.CodeConflict {
		t.Errorf("a used version was deleted: %v", err)
	}
	v, err := s.NewStandardVersion(c.ID, "2026版")
	if err != nil || v.ReplacesID != c.ID || v.State != "草稿" || v.Indicators[1].ID == c.Indicators[1].ID {
		t.Errorf("new version %+v, %v", v, err)
	}
	if again, err := s.Standard(c.ID); err != nil || len(again.Indicators) != 3 || len(again.Indicators[1].Needs) != 2 {
		t.Errorf("the old version after: %+v, %v", again, err)
	}
}

func TestARoundTakesWhatStillCounts(t *testing.T) {
	s := openTest(t)
	c := smallStandard(t, s)
	ids, err := s.StartRounds(NewRounds{StandardID: c.ID, Year: 2025, Years: 2})
	if err != nil {
		t.Fatal(err)
	}
	point := EvidencePoint{EvaluationID: ids[0], IndicatorID: c.Indicators[1].ID, NeedID: c.Indicators[1].Needs[0].ID}
	added, err := s.AddEvidence([]office.Evidence{{Title: "旧文件", DatedOn: "2024-05-01"}, {Title: "新文件", DatedOn: "2025-05-01"}, {Title: "跨年台账", DatedOn: "2024-01-01", DatedTo: "2025-12-31"}}, []EvidencePoint{point})
	if err != nil || added.Added != 3 {
		t.Fatal(added, err)
	}
	if again, err := s.AddEvidence([]office.Evidence{{ID: added.IDs[0]}}, []EvidencePoint{point}); err != nil || again.Added != 0 || again.Before != 1 {
		t.Errorf("twice: %+v, %v", again, err)
	}
	if _, err := s.SaveEvaluationItem(office.EvaluationItem{EvaluationID: ids[0], IndicatorID: c.Indicators[1].ID, Person: "示例甲", DueOn: "2025-04-01"}); err != nil {
		t.Fatal(err)
	}
	next, err := s.StartRounds(NewRounds{StandardID: c.ID, Year: 2026, Years: 2, Copy: true})
	if err != nil {
		t.Fatal(err)
	}
	f, err := s.Evaluation(next[0])
	if err != nil || len(f.Links) != 2 || f.Links[0].NeedID != point.NeedID || f.Items[0].Person != "示例甲" || f.Items[0].DueOn != "2026-04-01" {
		t.Errorf("links %+v items %+v, %v", f.Links, f.Items, err)
	}
	if again, err := s.StartRounds(NewRounds{StandardID: c.ID, Year: 2026}); err != nil || again[0] != next[0] {
		t.Errorf("a round was made twice: %v %v", again, err)
	}
}

func TestANewVersionTakesOverAndLeavesTheOld(t *testing.T) {
	s := openTest(t)
	c := smallStandard(t, s)
	ids, _ := s.StartRounds(NewRounds{StandardID: c.ID, Year: 2026})
	score := 4.0
	for _, err := range []error{
		second(s.AddEvidence([]office.Evidence{{Title: "甲", DatedOn: "2026-01-01"}}, []EvidencePoint{{ids[0], c.Indicators[1].ID, c.Indicators[1].Needs[0].ID}})),
		second(s.AddEvidence([]office.Evidence{{Title: "乙", DatedOn: "2026-01-01"}}, []EvidencePoint{{ids[0], c.Indicators[2].ID, 0}})),
		second(s.SaveEvaluationItem(office.EvaluationItem{EvaluationID: ids[0], IndicatorID: c.Indicators[2].ID, SelfScore: &score, Person: "示例乙"})),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	v, err := s.NewStandardVersion(c.ID, "2026版")
	if err != nil {
		t.Fatal(err)
	}
	v.Indicators[2].Name, v.State = "督导经费和工作条件有保障，经费列入预算", office.ChecklistOpen
	v.Indicators = append(v.Indicators, office.Indicator{Code: "1-3", Name: "全新的要求", Level: 2})
	if v, err = s.SaveStandard(v); err != nil {
		t.Fatal(err)
	}
	book, err := s.MapBook(v.ID, 0)
	if err != nil || book.Saved || len(book.Maps) == 0 || len(book.Evaluations) != 1 {
		t.Fatalf("%+v, %v", book, err)
	}
	maps := []office.StandardMap{{OldID: c.Indicators[1].ID, NewID: v.Indicators[1].ID, Relation: office.MapEqual}, {OldID: c.Indicators[2].ID, NewID: v.Indicators[2].ID, Relation: office.MapPart}}
	before := dumpOf(t, s, ids[0])
	e, err := s.TakeOver(Takeover{EvaluationID: ids[0], StandardID: v.ID, Year: 2026, Maps: maps})
	if err != nil {
		t.Fatal(err)
	}
	if after := dumpOf(t, s, ids[0]); after != before {
		t.Errorf("the old round changed:\n%s\n%s", before, after)
	}
	f, err := s.Evaluation(e.ID)
	if err != nil || len(f.Links) != 1 || f.Links[0].IndicatorID != v.Indicators[1].ID || f.Links[0].NeedID != v.Indicators[1].Needs[0].ID {
		t.Errorf("links %+v, %v", f.Links, err)
	}
	if len(f.Items) != 1 || !strings.Contains(f.Items[0].Look, "1 件") || f.Items[0].Person != "示例乙" || f.Items[0].SelfScore != nil {
		t.Errorf("items %+v", f.Items)
	}
	if book, err = s.MapBook(v.ID, 0); err != nil || !book.Saved || len(book.Maps) != 2 {
		t.Errorf("mapping %+v, %v", book.Maps, err)
	}
}

func second[T any](_ T, err error) error { return err }

// dumpOf is what the tables hold of an evaluation.
func dumpOf(t *testing.T, s *Store, id int64) string {
	t.Helper()
	out := ""
	for _, table := range []struct{ name, column string }{{"evaluations", "id"}, {"evaluation_items", "evaluation_id"}, {"evidence_links", "evaluation_id"}} {
		cols, rows := []string{}, []string{}
		if err := s.r.Select(&cols, `SELECT name FROM pragma_table_info(?)`, table.name); err != nil {
			t.Fatal(err)
		}
		if err := s.r.Select(&rows, fmt.Sprintf("SELECT concat_ws('|', %s) FROM %s WHERE %s = %d ORDER BY id", strings.Join(cols, ", "), table.name, table.column, id)); err != nil {
			t.Fatal(err)
		}
		out += table.name + "\n" + strings.Join(rows, "\n") + "\n"
	}
	return out
}

// Every kind that can be evidence is read, each paper is offered, and the state of
// the sample's rounds adds up.
func TestEvidenceOfTheSample(t *testing.T) {
	s := openCounty(t, office.SampleSize{Schools: 20, Kindergartens: 20, Inspectors: 10, Zones: 4, From: "2024-09", To: "2026-03", Findings: 1})
	for kind := range evidenceSources {
		var id int64
		if err := s.r.Get(&id, "SELECT COALESCE(max(id), 0) FROM "+tableOf(kind)); err != nil {
			t.Fatal(err)
		}
		if id == 0 {
			continue
		}
		form, err := s.formOf(kind, id)
		if err != nil {
			t.Fatal(err)
		}
		if e, err := s.EvidenceDraft(form, "的文书", kind, id); err != nil || e.Validate() != nil {
			t.Errorf("%s: %+v, %v", kind, e, err)
		}
	}
	page, err := s.Evaluations(ListQuery{Filters: map[string]string{"key": office.StandardCounty, "year": "2026"}})
	if err != nil || page.Total != 1 || page.Rows[0].Subject != "示例县" {
		t.Fatalf("%+v, %v", page, err)
	}
	st, err := s.EvaluationState(page.Rows[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	whole := st.Facts[len(st.Facts)-1]
	if whole.Total != 39 || whole.Done == 0 || whole.Done == whole.Total || whole.State != office.PointMissing {
		t.Errorf("whole %+v", whole)
	}
	for _, n := range []struct{ form, kind, per string }{{"visit", "visit", ""}, {"feedback", "visit", ""}, {"lesson", "lesson", ""}, {"inquiry", "inquiry", ""}, {"notice", "notice", ""}, {"handling", "finding", ""}, {"recheck", "finding", ""},
		{"month", "month", "month"}, {"month", "month", "year"}, {"ledger", "ledger", "year"}, {"plan_year", "plan", ""}, {"meeting_minutes", "meeting", ""}, {"training_sign", "training", ""},
		{"handbook", "inspector", ""}, {"plate", "school", ""}, {"zones", "zone", ""}, {"month_bulletin", "publication", ""}} {
		list, err := s.Offers(n.form, "文书", n.kind, n.per, st.EvaluationFacts)
		if err != nil || len(list) == 0 {
			t.Errorf("%v: %d offered, %v", n, len(list), err)
		}
		for _, e := range list {
			if e.Form != n.form || e.Validate() != nil || n.kind != "inspector" && n.kind != "school" && !e.Within(st.Evaluation.From(), st.Evaluation.To()) {
				t.Errorf("%v: %+v", n, e)
			}
		}
	}
	found, err := s.FindMaterial("督导报告", EvidencePoint{EvaluationID: st.Evaluation.ID, IndicatorID: st.Standard.Points()[0].ID}, map[string]string{}, 20)
	if err != nil || len(found) == 0 {
		t.Errorf("found %d, %v", len(found), err)
	}
	if all, err := s.EvidenceList(ListQuery{Filters: map[string]string{"copy": "纸质"}}); err != nil || all.Total == 0 {
		t.Errorf("only on paper %d, %v", all.Total, err)
	}
	for filter, values := range map[string][]string{"year": {"2025"}, "linked": {"是", "否"}, "flaw": {"有", "未盖章"}, "copy": {"电子"}, "source": {"visit", "无"}, "evaluation": {fmt.Sprint(st.Evaluation.ID)}} {
		for _, v := range values {
			if _, err := s.EvidenceList(ListQuery{Text: "示例", Filters: map[string]string{filter: v}}); err != nil {
				t.Errorf("%s %s: %v", filter, v, err)
			}
		}
	}
}
