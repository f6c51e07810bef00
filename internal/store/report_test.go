package store

import (
	"strings"
	"testing"

	"dudao/internal/office"
)

func TestReportTextIsKeptAndUndone(t *testing.T) {
	s := openTest(t)
	if err := s.SaveReportText(spanIn(t, s, "2026-03"), "", "advice", "自己写的建议。"); err != nil {
		t.Fatal(err)
	}
	if err := s.SaveReportText(spanIn(t, s, "2026-03"), "第一责任区", "advice", "责任区的建议。"); err != nil {
		t.Fatal(err)
	}
	texts := must[map[string]string](t)(s.ReportTexts(spanIn(t, s, "2026-03"), ""))
	if len(texts) != 1 || texts["advice"] != "自己写的建议。" {
		t.Fatalf("texts %v", texts)
	}
	if err := s.DropReportText(spanIn(t, s, "2026-03"), "", "advice"); err != nil {
		t.Fatal(err)
	}
	if texts = must[map[string]string](t)(s.ReportTexts(spanIn(t, s, "2026-03"), "")); len(texts) != 0 {
		t.Errorf("after the reset: %v", texts)
	}
	last := must[LastAction](t)(s.LastAction())
	if _, err := s.Undo(last.ID); err != nil {
		t.Fatal(err)
	}
	if texts = must[map[string]string](t)(s.ReportTexts(spanIn(t, s, "2026-03"), "")); texts["advice"] != "自己写的建议。" {
		t.Errorf("after the undo: %v", texts)
	}
}

func spanIn(t *testing.T, s *Store, key string) office.Span {
	t.Helper()
	return must[office.Span](t)(s.Span(key))
}

func issue(number string, _ int) (Issue, error) {
	return Issue{Title: "月报", Figures: office.Figures{office.Count("visit.count", "督导次数", "校次", "口径", "visit", []int64{3, 4})},
		PDF: strings.Repeat("a", 64), XLSX: strings.Repeat("b", 64), Pages: 2}, nil
}

func TestIssuedReportIsSealedNumberedAndVoided(t *testing.T) {
	s := openTest(t)
	first := must[IssuedReport](t)(s.IssueReport(spanIn(t, s, "2026-03"), "", issue))
	zone := must[IssuedReport](t)(s.IssueReport(spanIn(t, s, "2026-03"), "第一责任区", issue))
	if first.Number != "YB2026-01" || zone.Number != "YB2026-01-第一责任区" {
		t.Errorf("numbers %s, %s", first.Number, zone.Number)
	}
	if _, err := s.IssueReport(spanIn(t, s, "2026-03"), "", issue); office.CodeOf(err) != office.CodeConflict {
		t.Errorf("a second issue: %v", err)
	}
	if _, err := s.IssueReport(spanIn(t, s, "2026-04"), "", func(string, int) (Issue, error) { return Issue{}, office.Invalid("没有记录") }); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("a failed issue: %v", err)
	}
	row := must[IssuedReport](t)(s.IssuedReport(first.ID))
	if figures := must[office.Figures](t)(row.SealedFigures()); len(figures) != 1 || figures[0].Value != 2 {
		t.Errorf("sealed figures %+v", figures)
	}
	if err := s.VoidReport(first.ID, "数据有误"); err != nil {
		t.Fatal(err)
	}
	if err := s.VoidReport(first.ID, "再作废"); office.CodeOf(err) != office.CodeNotFound {
		t.Errorf("voided twice: %v", err)
	}
	second := must[IssuedReport](t)(s.IssueReport(spanIn(t, s, "2026-03"), "", issue))
	if second.Number != "YB2026-02" {
		t.Errorf("the number after a void and a failure: %s; want YB2026-02", second.Number)
	}
	all := must[[]IssuedReport](t)(s.IssuedReports("2026-03"))
	if len(all) != 3 || all[2].VoidReason != "数据有误" || !all[2].Sealed() {
		t.Errorf("kept: %+v", all)
	}
	// Whatever is changed in the file, the seal shows it.
	if _, err := s.w.Exec(`UPDATE issued_reports SET figures = replace(figures, '[3,4]', '[3,5]') WHERE id = ?`, second.ID); err != nil {
		t.Fatal(err)
	}
	row = must[IssuedReport](t)(s.IssuedReport(second.ID))
	if _, err := row.SealedFigures(); office.CodeOf(err) != office.CodeDamaged {
		t.Errorf("figures changed behind the seal: %v", err)
	}
}
