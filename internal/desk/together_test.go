package desk

import (
	"fmt"
	"sync"
	"testing"

	"dudao/internal/office"
	"dudao/internal/store"
)

// The window answers each call in a goroutine of its own.
func TestManyCallsAtOnce(t *testing.T) {
	t.Parallel()
	d, err := Open(t.TempDir(), quiet{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	form := addVisit(t, d)
	s := d.Screens()
	const clerks, each = 8, 3
	var all sync.WaitGroup
	for n := range clerks {
		all.Go(func() {
			for i := range each {
				v := form.Visit
				v.ID, v.UpdatedAt, v.Date, v.Session = 0, "", form.Visit.Date.AddDays(-n*each-i-1), office.SessionNames[0]
				if _, err := s.Visits.Save(VisitForm{Visit: v, Findings: []office.Finding{{Content: fmt.Sprintf("问题%d", i), Level: 2}}}); err != nil {
					t.Error(err)
				}
				for _, err := range []error{
					second(s.Visits.List(store.ListQuery{Size: 50, Page: 1, Text: "示例"})), second(s.Search.Find(SearchInput{Text: "示例"})), second(s.Home.Get(HomeInput{})),
					second(s.Reports.Month(ReportInput{Span: "2026-03"})), second(s.History.Last()), second(d.Snapshot("试验")),
				} {
					if err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	all.Wait()
	page, err := s.Visits.List(store.ListQuery{})
	if err != nil || page.Total != 1+clerks*each {
		t.Errorf("%d visits, %v", page.Total, err)
	}
	numbers := map[string]bool{}
	for _, v := range page.Rows {
		numbers[v.Number] = true
	}
	if len(numbers) != page.Total {
		t.Errorf("%d numbers for %d visits", len(numbers), page.Total)
	}
	if problems, _, err := d.Check(); err != nil || len(problems) != 0 {
		t.Errorf("check: %v, %v", problems, err)
	}
}

func second[T any](_ T, err error) error { return err }

// quiet is a shell that may be called from everywhere at once.
type quiet struct{}

func (quiet) Emit(string, any) {}

func (quiet) OpenFiles(string, []string) ([]string, error) { return nil, nil }

func (quiet) SaveFile(string, string) (string, error) { return "", nil }

func (quiet) OpenDirectory(string) (string, error) { return "", nil }

func (quiet) OpenPath(string) error { return nil }

func (quiet) RevealPath(string) error { return nil }
func (quiet) PrintPath(string) error  { return nil }
func (quiet) Quit() error             { return nil }
