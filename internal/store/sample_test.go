package store

import (
	"fmt"
	"strings"
	"testing"

	"dudao/internal/office"
)

func TestSampleCountyIsFilledOnce(t *testing.T) {
	s := openTest(t)
	c := office.MakeUp(office.SampleSize{Schools: 20, Kindergartens: 20, Inspectors: 10, Zones: 5, From: "2026-01", To: "2026-03", Findings: 1})
	if err := s.FillSample(c); err != nil {
		t.Fatal(err)
	}
	page := must[VisitPage](t)(s.Visits(ListQuery{Sort: "number", Size: 1}))
	if page.Total != len(c.Visits) || page.Rows[0].Number != "JL2026-0001" || page.Rows[0].Date != c.Visits[0].Visit.Date {
		t.Errorf("first of %d visits: %+v", page.Total, page.Rows)
	}
	first := must[VisitForm](t)(s.Visit(page.Rows[0].ID))
	if first.Visit.Content != c.Visits[0].Visit.Content || len(first.Visit.Checks) == 0 || len(first.Lessons) != len(c.Visits[0].Lessons) {
		t.Errorf("the first visit: %+v", first.Visit)
	}
	if set := must[office.Settings](t)(s.Settings()); !set.Sample || set.CountyName != "示例县" {
		t.Errorf("settings: %+v", set)
	}
	if r := must[SearchResult](t)(s.Search("示䶮", 5)); r.Total == 0 {
		t.Error("a rare name is not found")
	}
	ids := []int64{}
	if err := s.r.Select(&ids, `SELECT id FROM findings`); err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		stepOf(t, s, id)
	}
	papers := must[NoticePage](t)(s.Notices(ListQuery{Sort: "number"}))
	if papers.Total != len(c.Notices) || papers.Total == 0 {
		t.Errorf("%d papers, made up %d", papers.Total, len(c.Notices))
	}
	for _, n := range papers.Rows {
		if (n.DocNumber == "") != (n.State == office.NoticeDraft) {
			t.Errorf("paper %s %s has the 文号 %q", n.Number, n.State, n.DocNumber)
		}
	}
	words := []string{"示䶮", "食堂", "学", "JL2026", "zxx", "示例县第一小学 安全"}
	found := func() string {
		out := []SearchResult{}
		for _, w := range words {
			out = append(out, must[SearchResult](t)(s.Search(w, 5)))
		}
		return fmt.Sprint(out)
	}
	filled := found()
	if err := s.RebuildSearch(nil); err != nil {
		t.Fatal(err)
	}
	if got := found(); got != filled {
		t.Errorf("found after the index was made anew:\n%s\n---\n%s", got, filled)
	}
	before := dump(t, s)
	err := s.FillSample(c)
	if office.CodeOf(err) != office.CodeConflict || !strings.Contains(err.Error(), "空的数据文件夹") {
		t.Errorf("a second filling: %v", err)
	}
	if dump(t, s) != before {
		t.Error("the refused filling changed something")
	}
}

func TestSearchIsNewestFirst(t *testing.T) {
	s := openTest(t)
	sc, p := fixture(t, s)
	for _, day := range []office.Date{"2025-03-12", "2026-03-11", "2024-05-06"} {
		must[VisitForm](t)(s.SaveVisit(VisitForm{Visit: office.Visit{Date: day, SchoolID: sc.ID, InspectorID: p.ID, Content: "检查消防器材"}}))
	}
	days := func() string {
		r := must[SearchResult](t)(s.Search("消防", 10))
		out := []string{}
		for _, h := range r.Hits {
			out = append(out, h.Date)
		}
		return strings.Join(out, " ")
	}
	if got := days(); got != "2026-03-11 2025-03-12 2024-05-06" {
		t.Errorf("order: %s", got)
	}
	last := must[VisitForm](t)(s.Visit(3))
	last.Visit.Date = "2026-04-01"
	must[VisitForm](t)(s.SaveVisit(last))
	if got := days(); got != "2026-04-01 2026-03-11 2025-03-12" {
		t.Errorf("order after a visit was moved: %s", got)
	}
	r := must[SearchResult](t)(s.Search("示例", 10))
	if r.Hits[0].Kind != "school" || r.Hits[1].Kind != "inspector" || r.Total != 5 {
		t.Errorf("records without a date come first: %+v", r)
	}
}
