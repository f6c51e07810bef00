package desk

import (
	"testing"

	"dudao/internal/office"
)

// The first page and the report are read side by side.
func TestHomeSaysWhatTheReportSays(t *testing.T) {
	t.Parallel()
	d, _, form := reportDesk(t)
	s := d.Screens()
	cancelled := form.Visit
	cancelled.ID, cancelled.Date, cancelled.State, cancelled.Reason = 0, "2026-03-16", "取消", "学校停课"
	planned := form.Visit
	planned.ID, planned.Date, planned.State = 0, "2026-03-17", "计划"
	for _, v := range []office.Visit{cancelled, planned} {
		if _, err := s.Visits.Save(VisitForm{Visit: v}); err != nil {
			t.Fatal(err)
		}
	}
	for _, sc := range []office.School{
		{Name: "示例县新建小学", Kind: "小学", OpenedOn: "2026-09-01"},
		{Name: "示例县撤并小学", Kind: "小学", State: "撤并", ClosedOn: "2026-04-10"},
		{Name: "示例县合并小学", Kind: "小学", State: "撤并", ClosedOn: "2026-05-10"},
		{Name: "示例县早撤小学", Kind: "小学", State: "撤并", ClosedOn: "2026-03-20"},
	} {
		if _, err := s.Schools.Save(sc); err != nil {
			t.Fatal(err)
		}
	}
	page, err := s.Home.Get(HomeInput{Month: "2026-03"})
	if err != nil {
		t.Fatal(err)
	}
	m, err := s.Reports.Month(ReportInput{Span: "2026-03"})
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		key  string
		home int
	}{{office.FigDue, page.Due}, {office.FigVisited, page.Visited}, {office.FigUnvisited, len(page.Unvisited)}, {office.FigVisits, page.Counts.Visits}} {
		if f := office.Figures(m.Figures).Get(x.key); float64(x.home) != f.Value {
			t.Errorf("%s: home says %d, the report %v", f.Name, x.home, f.Value)
		}
	}
}
