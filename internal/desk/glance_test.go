package desk

import (
	"net/url"
	"strconv"
	"strings"
	"testing"

	"dudao/internal/office"
	"dudao/internal/store"
)

// A number on the first page is the number of records in the list that it opens,
// and the figure of the report.
func TestEveryMarkOpensAsManyRecords(t *testing.T) {
	t.Parallel()
	d := sampleDesk(t)
	s := d.Screens()
	checked := 0
	for _, span := range []string{"", "term", "2025-10", "2025-2026-1", "2026-02"} {
		g, err := s.Home.Glance(GlanceInput{Span: span})
		if err != nil {
			t.Fatal(err)
		}
		marks := []Mark{g.Due, g.Visited, g.Unvisited, g.Visits, g.Found, g.RectifyDue, g.RectifyDone, g.RectifyLate}
		for _, x := range g.Zones {
			marks = append(marks, x.Visited, x.Unvisited)
		}
		for _, x := range g.Trend {
			marks = append(marks, x.Visits, x.LastYear)
		}
		for _, x := range g.Matters {
			marks = append(marks, x.Found, x.Open)
		}
		for _, x := range g.Rectified {
			marks = append(marks, x.Done, x.Late)
		}
		for _, x := range g.People {
			marks = append(marks, x.Visits)
		}
		for _, m := range marks {
			if m.Value > 0 {
				checked++
				opensAsMany(t, s, m)
			} else if m.To != "" {
				t.Errorf("a mark of nothing leads to %s", m.To)
			}
		}
		sameAsReport(t, s, g)
	}
	heat, err := s.Home.Heat(HeatInput{})
	if err != nil {
		t.Fatal(err)
	}
	sum := 0
	for i, row := range heat.Rows {
		if i%9 == 0 { // each costs a list
			opensAsMany(t, s, row.All)
			for c, n := range row.Cells {
				if n > 0 {
					opensAsMany(t, s, Mark{n, to("/visits", "school", strconv.FormatInt(row.ID, 10), "month", heat.Months[c].Month, "counted", "1")})
				}
			}
		}
		sum += row.All.Value
	}
	for _, m := range heat.Months {
		sum -= m.Visits.Value
		opensAsMany(t, s, m.Visits)
	}
	if sum != 0 || len(heat.Rows) < 70 || checked < 150 {
		t.Errorf("rows and months of the heat map differ by %d; %d rows, %d marks", sum, len(heat.Rows), checked)
	}
}

func opensAsMany(t *testing.T, s Screens, m Mark) {
	t.Helper()
	if m.Value == 0 {
		return
	}
	page, query, _ := strings.Cut(m.To, "?")
	values, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	q := store.ListQuery{Page: 1, Size: 1, Filters: map[string]string{}}
	for k := range values {
		q.Filters[k] = values.Get(k)
	}
	total := -1
	switch page {
	case "/visits":
		list, e := s.Visits.List(q)
		total, err = list.Total, e
	case "/findings":
		list, e := s.Findings.List(q)
		total, err = list.Total, e
	case "/schools":
		list, e := s.Schools.List(q)
		total, err = list.Total, e
	}
	if err != nil || total != m.Value {
		t.Errorf("%s lists %d (%v), the mark says %d", m.To, total, err, m.Value)
	}
}

// sameAsReport compares the glance with the report of the same span.
func sameAsReport(t *testing.T, s Screens, g Glance) {
	t.Helper()
	r, err := s.Reports.Month(ReportInput{Span: g.Span})
	if err != nil {
		t.Fatal(err)
	}
	figures := office.Figures(r.Figures)
	for key, got := range map[string]int{office.FigDue: g.Due.Value, office.FigVisited: g.Visited.Value, office.FigUnvisited: g.Unvisited.Value, office.FigVisits: g.Visits.Value,
		office.FigFound: g.Found.Value, office.FigRectifyDue: g.RectifyDue.Value, office.FigRectified: g.RectifyDone.Value} {
		if want := figures.Get(key).Value; float64(got) != want {
			t.Errorf("%s of %s: the first page says %d, the report %v", figures.Get(key).Name, g.Name, got, want)
		}
	}
}

// What the day asks for.
func TestHomeToday(t *testing.T) {
	t.Parallel()
	d := sampleDesk(t)
	s := d.Screens()
	page, err := s.Home.Get(HomeInput{})
	if err != nil {
		t.Fatal(err)
	}
	for filter, want := range map[string]int{"today": page.Today.DueToday, "week": page.Today.DueWeek} {
		list, err := s.Findings.List(store.ListQuery{Filters: map[string]string{"due": filter}})
		if err != nil || list.Total != want {
			t.Errorf("due %s: %d in the list, %d on the first page (%v)", filter, list.Total, want, err)
		}
		for _, f := range list.Rows {
			if f.DueOn < page.Today.Day || f.State == office.FindingClosed {
				t.Errorf("%s is due on %s, %s", f.Number, f.DueOn, f.State)
			}
		}
	}
	if page.Today.DueWeek == 0 {
		t.Error("the sample county has nothing due in the week")
	}
}
