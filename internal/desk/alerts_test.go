package desk

import (
	"path/filepath"
	"strings"
	"testing"

	"dudao/internal/office"
	"dudao/internal/store"
)

// The first page's figures and lists, and what is to be done, are one and the
// same.
func TestAlertsSayWhatTheFirstPageSays(t *testing.T) {
	t.Parallel()
	d := sampleDesk(t)
	s := d.Screens()
	home, err := s.Home.Get(HomeInput{})
	if err != nil {
		t.Fatal(err)
	}
	page, err := s.Alerts.List(AlertQuery{})
	if err != nil {
		t.Fatal(err)
	}
	group := func(code string) AlertGroup {
		for _, g := range page.Groups {
			if g.Rule.Code == code {
				return g
			}
		}
		return AlertGroup{}
	}
	count := func(code string, want func(store.AlertRow) bool) (n int) {
		for _, a := range group(code).Rows {
			if want(a) {
				n++
			}
		}
		return n
	}
	warned := 0
	for _, z := range home.Zones {
		warned += len(z.Warnings)
	}
	for _, x := range []struct {
		what         string
		alerts, home int
	}{
		{"unvisited", count("C06", func(a store.AlertRow) bool { return a.Period == string(home.Month) }), len(home.Unvisited)},
		{"overdue", count("C10", func(a store.AlertRow) bool { return a.Days > 0 }), home.OverdueAll},
		{"zones", group("C01").Count.Total + group("C02").Count.Total, warned},
		{"overloaded", group("C03").Count.Red, len(home.Overloaded)},
	} {
		if x.alerts != x.home || x.home == 0 {
			t.Errorf("%s: %d alerts, the first page has %d", x.what, x.alerts, x.home)
		}
	}
	list, err := s.Findings.List(store.ListQuery{Filters: map[string]string{"overdue": "1"}})
	if err != nil || list.Total != home.OverdueAll {
		t.Errorf("the list has %d overdue, the first page %d, %v", list.Total, home.OverdueAll, err)
	}
}

func TestAlertsAreListedFilteredAndPutAside(t *testing.T) {
	t.Parallel()
	d, shell, form := reportDesk(t)
	s := d.Screens()
	page, err := s.Alerts.List(AlertQuery{})
	if err != nil {
		t.Fatal(err)
	}
	sum := office.AlertCount{}
	for _, g := range page.Groups {
		if g.Mend == "" || g.Count.Total != len(g.Rows) {
			t.Errorf("%s: %+v", g.Rule.Code, g.Count)
		}
		for _, a := range g.Rows {
			sum.Add(a.Level)
		}
	}
	if sum != page.AlertCount || sum.Red == 0 || sum.Yellow == 0 {
		t.Errorf("counted %+v, the rows are %+v", page.AlertCount, sum)
	}
	if n, err := s.Alerts.Count(); err != nil || n != page.AlertCount {
		t.Errorf("count %+v, %v", n, err)
	}
	red, err := s.Alerts.List(AlertQuery{Level: office.AlertRed, Zone: "第一责任区"})
	if err != nil || red.Total != red.Red || red.Red == 0 {
		t.Errorf("red ones of the zone: %+v, %v", red.AlertCount, err)
	}
	if none, err := s.Alerts.List(AlertQuery{Zone: "第九责任区"}); err != nil || none.Total != 0 || len(none.Groups) != 0 {
		t.Errorf("of no zone: %+v, %v", none.AlertCount, err)
	}
	one, err := s.Alerts.List(AlertQuery{School: form.Visit.SchoolID})
	if err != nil || one.Total == 0 || one.Total >= page.Total {
		t.Errorf("of one school: %+v, %v", one.AlertCount, err)
	}

	shell.events = nil
	a := red.Groups[0].Rows[0]
	in := MuteInput{Code: a.Code, Kind: a.Kind, RecordID: a.RecordID, Period: a.Period, Days: 30, Reason: "正在调整"}
	if err := s.Alerts.Mute(in); err != nil {
		t.Fatal(err)
	}
	if len(shell.events) != 1 {
		t.Errorf("events %v", shell.events)
	}
	after, err := s.Alerts.List(AlertQuery{})
	if err != nil || after.Red != page.Red-1 || after.Muted != 1 {
		t.Errorf("after one was put aside: %+v, %v", after.AlertCount, err)
	}
	aside, err := s.Alerts.List(AlertQuery{Muted: true})
	if err != nil || aside.Total != 1 || aside.Groups[0].Rows[0].Reason != "正在调整" {
		t.Fatalf("put aside: %+v, %v", aside, err)
	}
	if err := s.Alerts.Unmute(aside.Groups[0].Rows[0].MuteID); err != nil {
		t.Fatal(err)
	}
	if back, err := s.Alerts.List(AlertQuery{}); err != nil || back.AlertCount != page.AlertCount {
		t.Errorf("brought back: %+v, %v", back.AlertCount, err)
	}
	in.RecordID = 9999
	if err := s.Alerts.Mute(in); office.CodeOf(err) != office.CodeNotFound {
		t.Errorf("an alert that is not there: %v", err)
	}

	rules, err := s.Alerts.Rules()
	if err != nil || len(rules) != len(office.DefaultAlerts) || rules[0].Numbers[0].Value != 20 {
		t.Fatalf("rules: %+v, %v", rules, err)
	}
	rules[3].Rule.State = "停用"
	if _, err := s.Alerts.SaveRule(rules[3].Rule); err != nil {
		t.Fatal(err)
	}
	if off, err := s.Alerts.List(AlertQuery{Code: rules[3].Rule.Code}); err != nil || off.Total != 0 || len(off.Off) != 1 {
		t.Errorf("switched off: %+v, %v", off, err)
	}
}

func TestAlertsOnPaper(t *testing.T) {
	t.Parallel()
	d, _, _ := reportDesk(t)
	long := "示例县䶮㛃𬭊" + strings.Repeat("九年一贯制学校", 7)
	if _, err := d.Screens().Schools.Save(office.School{Name: long, Kind: "小学"}); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string][]string{
		"今天":    {"示例县待办提醒清单", "示例县人民政府教育督导室", "学校没有在聘的责任督学", "官方文件", "非官方", "䶮", "㛃", "𬭊"},
		"第一责任区": {"示例县第一责任区待办提醒清单", "填报单位：示例县第一责任区"},
	} {
		out := filepath.Join(t.TempDir(), "待办.pdf")
		if _, err := d.PrintForm("alerts", id, out); err != nil {
			t.Fatal(err)
		}
		if made, err := d.printForm("alerts", id, formatPDF); err != nil || len(made.warnings) > 0 {
			t.Errorf("%s: %v, %v", id, made.warnings, err)
		}
		text := pdfText(t, out)
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("%s: no “%s” in %s", id, w, text)
			}
		}
		if _, err := d.PrintForm("alerts", id, filepath.Join(t.TempDir(), "待办.xlsx")); err != nil {
			t.Error(err)
		}
	}
	if _, err := d.PrintForm("alerts", "第九责任区", filepath.Join(t.TempDir(), "待办.pdf")); office.CodeOf(err) != office.CodeNotFound {
		t.Errorf("of no zone: %v", err)
	}
	empty, _ := openTest(t, t.TempDir())
	out := filepath.Join(t.TempDir(), "空.pdf")
	if _, err := empty.PrintForm("alerts", "", out); err != nil {
		t.Fatal(err)
	}
}
