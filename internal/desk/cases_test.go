package desk

import (
	"strings"
	"testing"

	"dudao/internal/office"
	"dudao/internal/store"
)

func TestTheSampleCountyShowsWhatFollowsAProblem(t *testing.T) {
	t.Parallel()
	d, _ := openTest(t, t.TempDir())
	must(t, d.store.FillSample(office.MakeUp(office.SampleSize{Schools: 30, Kindergartens: 60, Inspectors: 9, Zones: 3, From: "2025-09", To: "2026-03", Findings: 1})))
	s := d.Screens()
	for _, k := range office.NoticeKinds {
		page, err := s.Notices.List(store.ListQuery{Size: 1, Filters: map[string]string{"kind": k.Kind, "month": "2026-03"}})
		if err != nil || page.Total == 0 {
			t.Fatalf("no %s in March 2026: %v", k.Kind, err)
		}
		form, err := s.Notices.Get(page.Rows[0].ID)
		if err != nil || form.Notice.Findings == nil || form.Notice.Steps == nil || form.Next == nil || form.Limits == nil || form.Attachments == nil || len(form.Findings) == 0 {
			t.Errorf("%s: %v %+v", k.Kind, err, form)
		}
	}
	again, err := s.Findings.List(store.ListQuery{Size: 1, Filters: map[string]string{"state": office.FindingAgain}})
	if err != nil || again.Total == 0 {
		t.Fatalf("no problem in its second round: %v", err)
	}
	c, err := s.Findings.Case(again.Rows[0].ID)
	if err != nil || len(c.Rounds) == 0 || c.CanClose || len(c.Missing) == 0 || c.Repeats == nil || c.Attachments == nil || c.School == "" || c.NextDueOn == "" {
		t.Errorf("%v %+v", err, c)
	}
	m, err := s.Reports.Month(ReportInput{Span: "2026-03"})
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	for _, p := range m.Parts {
		text += p.Text
	}
	for _, want := range []string{"本月推荐典型经验", "下发整改通知书", "发出督办单", "本月回访核查", "重复出现"} {
		if !strings.Contains(text, want) {
			t.Errorf("the report does not say %s", want)
		}
	}
	for _, key := range []string{office.PaperKey(office.NoticeRectify), office.FigRechecks, office.FigRepeats, office.FigPractices} {
		r, err := s.Reports.Records(RecordsInput{Span: "2026-03", Key: key})
		if err != nil || len(r.Rows) == 0 || len(r.Rows[0]) != len(r.Head) {
			t.Errorf("the records of %s: %v %+v", key, err, r.Head)
		}
		for _, row := range r.Rows {
			if len(row) != len(r.Head) {
				t.Fatalf("%s: %v under %v", key, row, r.Head)
			}
		}
	}
}
