package desk

import (
	"encoding/json"
	"strings"
	"testing"

	"dudao/internal/office"
	"dudao/internal/store"
)

// A list that arrives as null stops the page that walks it.
func noNull(t *testing.T, what string, v any, err error) {
	t.Helper()
	if err != nil {
		t.Errorf("%s: %v", what, err)
		return
	}
	b, err := json.Marshal(v)
	if err != nil {
		t.Errorf("%s: %v", what, err)
	}
	if i := strings.Index(string(b), "null"); i >= 0 {
		t.Errorf("%s has null: …%s", what, b[max(0, i-80):min(len(b), i+10)])
	}
}

func callAll(t *testing.T, d *Desk, month office.Month) {
	t.Helper()
	s := d.Screens()
	q := store.ListQuery{Size: 20, Page: 1}
	in := ReportInput{Span: string(month)}
	calls := map[string]func() (any, error){
		"home":         func() (any, error) { return s.Home.Get(HomeInput{Month: month}) },
		"visits":       func() (any, error) { return s.Visits.List(q) },
		"yesterday":    func() (any, error) { return s.Visits.Yesterday() },
		"drafts":       func() (any, error) { return s.Visits.Drafts("visit") },
		"schools":      func() (any, error) { return s.Schools.List(q) },
		"inspectors":   func() (any, error) { return s.Inspectors.List(q) },
		"zones":        func() (any, error) { return s.Zones.Get(0) },
		"versions":     func() (any, error) { return s.Zones.Versions() },
		"compare":      func() (any, error) { return s.Zones.Compare(CompareInput{}) },
		"findings":     func() (any, error) { return s.Findings.List(q) },
		"lessons":      func() (any, error) { return s.Lessons.List(q) },
		"alerts":       func() (any, error) { return s.Alerts.List(AlertQuery{}) },
		"alert count":  func() (any, error) { return s.Alerts.Count() },
		"alert rules":  func() (any, error) { return s.Alerts.Rules() },
		"tenures":      func() (any, error) { return s.Tenures.List() },
		"exchange":     func() (any, error) { return s.Tenures.Exchange(ExchangeInput{}) },
		"trainings":    func() (any, error) { return s.Trainings.List(q) },
		"years":        func() (any, error) { return s.Trainings.Years() },
		"hours":        func() (any, error) { return s.Trainings.Hours(0) },
		"settings":     func() (any, error) { return s.Settings.Get() },
		"terms":        func() (any, error) { return s.Settings.Terms() },
		"folder":       func() (any, error) { return s.Settings.DataFolder() },
		"folder size":  func() (any, error) { return s.Settings.DataSize() },
		"holidays":     func() (any, error) { return s.Settings.Holidays(2000) },
		"assessments":  func() (any, error) { return s.Assessments.List(q) },
		"schemes":      func() (any, error) { return s.Schemes.List(q) },
		"awards":       func() (any, error) { return s.Schemes.Awards(q) },
		"measures":     func() (any, error) { return s.Schemes.Measures(office.AssessSchool) },
		"search":       func() (any, error) { return s.Search.Find(SearchInput{Text: "无此字"}) },
		"empty search": func() (any, error) { return s.Search.Find(SearchInput{}) },
		"actions":      func() (any, error) { return s.History.Actions(1) },
		"trash":        func() (any, error) { return s.History.Trash() },
		"sheets":       func() (any, error) { return s.Sheets.Month(string(month)) },
		"sheets now":   func() (any, error) { return s.Sheets.Month("") },
		"merge":        func() (any, error) { return s.Sheets.Merge(MergeInput{Rehearse: true}) },
		"imports":      func() (any, error) { return s.Imports.List() },
		"layouts":      func() (any, error) { return s.Imports.Layouts() },
		"issued":       func() (any, error) { return s.Reports.Issued() },
		"month":        func() (any, error) { return s.Reports.Month(in) },
		"preview":      func() (any, error) { return s.Reports.Preview(in) },
		"statistics":   func() (any, error) { return s.Reports.Statistics(in) },
		"unzoned":      func() (any, error) { return s.Reports.Preview(ReportInput{Span: string(month), Zone: office.Unzoned}) },
		"records": func() (any, error) {
			return s.Reports.Records(RecordsInput{Span: string(month), Key: office.FigVisits})
		},
		"rate": func() (any, error) {
			return s.Reports.Records(RecordsInput{Span: string(month), Key: office.FigCoverage})
		},
		"last import": func() (any, error) { return d.LastImport(), nil },
		"xlsx": func() (any, error) {
			return s.Reports.Save(SaveReport{Span: string(month), Format: formatXLSX, Path: t.TempDir() + "/a.xlsx"})
		},
	}
	for what, call := range calls {
		v, err := call()
		noNull(t, what, v, err)
	}
}

func TestAnEmptyOfficeHasEmptyLists(t *testing.T) {
	t.Parallel()
	d, _ := openTest(t, t.TempDir())
	callAll(t, d, "2026-03")
}

func TestOddSettings(t *testing.T) {
	t.Parallel()
	d, _, _ := reportDesk(t)
	set, err := d.store.Settings()
	if err != nil {
		t.Fatal(err)
	}
	set.MonthBoundary, set.RedHead, set.ExemptMonths = 25, true, []int{2}
	set.DocWord, set.ReportTo = strings.Repeat("示教督", 30), strings.Repeat("示例县教育局、", 60)
	if err := d.Screens().Settings.Save(set); err != nil {
		t.Fatal(err)
	}
	for _, rule := range []office.Rule{
		{Key: office.RuleVisitsPerMonth, Name: "每月督导次数", Value: 2, Unit: "次", Source: "本县规定", ValidFrom: "2026-03-20"},
		{Key: office.RuleVisitsPerMonth, Name: "每月督导次数", Value: 9, Unit: "次", Source: "本县规定", ValidFrom: "2036-03-20"},
	} {
		if err := d.Screens().Settings.SaveRule(rule); err != nil {
			t.Fatal(err)
		}
	}
	for _, month := range []office.Month{"2026-03", "2026-02", "2024-02", "2030-12", "1999-12"} {
		callAll(t, d, month)
	}
	m, err := d.Screens().Reports.Month(ReportInput{Span: "2026-03"})
	if err != nil {
		t.Fatal(err)
	}
	if p := m.Period; p.From != "2026-02-26" || p.To != "2026-03-26" {
		t.Errorf("period %+v", p)
	}
	if f := office.Figures(m.Figures).Get(office.FigShort); f.Value != 2 {
		t.Errorf("with two visits required from 20 March: %+v", f)
	}
}
