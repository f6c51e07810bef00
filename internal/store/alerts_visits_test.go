package store

import (
	"slices"
	"strings"
	"testing"

	"dudao/internal/office"
)

// visited writes a whole visit: nothing lacks but the scan.
func visited(t *testing.T, s *Store, school, inspector int64, day office.Date, matters ...int64) VisitForm {
	t.Helper()
	return must[VisitForm](t)(s.SaveVisit(VisitForm{Visit: office.Visit{Date: day, SchoolID: school, InspectorID: inspector, Content: "巡视校园", RecordedOn: day, FeedbackOn: day,
		InspectorSigned: true, PrincipalSigned: true, Matters: matters}}))
}

func TestSchoolsNobodyVisited(t *testing.T) {
	s := openTest(t)
	schools := manySchools(t, s, 2)
	p := person(t, s, office.Inspector{Name: "甲示例"})
	expect(t, s, "C06", "2026-03-19")
	expect(t, s, "C06", "2026-03-20", "黄 示例县甲1小学: 2026年3月还没有督导，没有督导过", "黄 示例县甲2小学: 2026年3月还没有督导，没有督导过")
	visited(t, s, schools[0], p.ID, "2026-03-05")
	expect(t, s, "C06", "2026-03-31", "黄 示例县甲2小学: 2026年3月还没有督导，没有督导过")
	// The month is over: what nobody visited is red. February, before the first
	// record, is no matter.
	expect(t, s, "C06", "2026-04-01", "红 示例县甲2小学: 2026年3月没有督导")
	expect(t, s, "C06", "2026-03-01")
	visited(t, s, schools[1], p.ID, "2026-04-02")
	expect(t, s, "C06", "2026-04-20", "红 示例县甲2小学: 2026年3月没有督导", "黄 示例县甲1小学: 2026年4月还没有督导，上次 2026-03-05")
	planned := must[VisitForm](t)(s.SaveVisit(VisitForm{Visit: office.Visit{Date: "2026-04-21", SchoolID: schools[0], InspectorID: p.ID, State: "计划"}}))
	expect(t, s, "C06", "2026-04-22", "红 示例县甲2小学: 2026年3月没有督导", "黄 示例县甲1小学: 2026年4月还没有督导，上次 2026-03-05")
	planned.Visit.State = "已记录"
	must[VisitForm](t)(s.SaveVisit(planned))
	expect(t, s, "C06", "2026-04-22", "红 示例县甲2小学: 2026年3月没有督导")

	set := must[office.Settings](t)(s.Settings())
	set.ExemptMonths = []int{3, 5}
	if err := s.SaveSettings(set); err != nil {
		t.Fatal(err)
	}
	expect(t, s, "C06", "2026-04-22") // March is exempt
	expect(t, s, "C06", "2026-05-20") // and so is May
	setRule(t, s, office.RuleVisitDay, 10)
	exec(t, s, `UPDATE visits SET date = '2026-03-21' WHERE date = '2026-04-21'`)
	expect(t, s, "C06", "2026-04-09")
	expect(t, s, "C06", "2026-04-10", "黄 示例县甲1小学: 2026年4月还没有督导，上次 2026-03-21")
}

// A county whose months end on the 25th counts its days from the 26th.
func TestUnvisitedByTheCountysOwnMonths(t *testing.T) {
	s := openTest(t)
	school := manySchools(t, s, 1)[0]
	p := person(t, s, office.Inspector{Name: "甲示例"})
	set := must[office.Settings](t)(s.Settings())
	set.MonthBoundary = 25
	if err := s.SaveSettings(set); err != nil {
		t.Fatal(err)
	}
	visited(t, s, school, p.ID, "2026-02-26") // of March
	expect(t, s, "C06", "2026-03-25")
	expect(t, s, "C06", "2026-03-26")
	expect(t, s, "C06", "2026-04-13")
	expect(t, s, "C06", "2026-04-14", "黄 示例县甲1小学: 2026年4月还没有督导，上次 2026-02-26")
	expect(t, s, "C06", "2026-04-26", "红 示例县甲1小学: 2026年4月没有督导")
}

func TestTooFewVisitsInATerm(t *testing.T) {
	s := openTest(t)
	schools := manySchools(t, s, 2)
	p := person(t, s, office.Inspector{Name: "甲示例"})
	must[office.Term](t)(s.SaveTerm(office.Term{SchoolYear: "2025-2026", Number: 2, StartsOn: "2026-03-01", EndsOn: "2026-06-30"}))
	visited(t, s, schools[0], p.ID, "2026-03-01")
	visited(t, s, schools[0], p.ID, "2026-06-30")
	visited(t, s, schools[1], p.ID, "2026-02-28") // before the term
	visited(t, s, schools[1], p.ID, "2026-05-11")
	expect(t, s, "C07", "2026-05-30")
	expect(t, s, "C07", "2026-05-31", "红 示例县甲2小学: 2025—2026学年第二学期督导 1 次，少于 2 次，学期还有 30 天结束")
	expect(t, s, "C07", "2026-07-02", "红 示例县甲2小学: 2025—2026学年第二学期督导 1 次，少于 2 次，学期已结束 2 天")
	must[office.Term](t)(s.SaveTerm(office.Term{SchoolYear: "2026-2027", Number: 1, StartsOn: "2026-09-01", EndsOn: "2027-01-20"}))
	expect(t, s, "C07", "2026-08-31", "红 示例县甲2小学: 2025—2026学年第二学期督导 1 次，少于 2 次，学期已结束 62 天")
	expect(t, s, "C07", "2026-09-01")
	visited(t, s, schools[1], p.ID, "2026-06-01")
	expect(t, s, "C07", "2026-07-02")
}

func TestMattersNobodyLookedAt(t *testing.T) {
	s := openTest(t)
	school := manySchools(t, s, 1)[0]
	infants := must[office.School](t)(s.SaveSchool(office.School{Name: "示例县第一幼儿园", Kind: "幼儿园"})).ID
	p := person(t, s, office.Inspector{Name: "甲示例"})
	must[office.Term](t)(s.SaveTerm(office.Term{SchoolYear: "2025-2026", Number: 1, StartsOn: "2025-09-01", EndsOn: "2026-01-20"}))
	must[office.Term](t)(s.SaveTerm(office.Term{SchoolYear: "2025-2026", Number: 2, StartsOn: "2026-03-01", EndsOn: "2026-06-30"}))
	visited(t, s, school, p.ID, "2025-10-10", 1, 2, 3, 4, 5)
	visited(t, s, school, p.ID, "2026-04-10", 6, 7)
	visited(t, s, infants, p.ID, "2025-10-11", 11, 12, 13)
	expect(t, s, "C08", "2026-01-15") // the year goes on
	expect(t, s, "C08", "2026-05-30")
	expect(t, s, "C08", "2026-05-31", "黄 示例县甲1小学: 本学年有 1 项没有督导：三风建设；学期还有 30 天结束")
	visited(t, s, school, p.ID, "2026-06-10", 8)
	expect(t, s, "C08", "2026-06-10")
	setRule(t, s, office.RuleMatterTerms, 1) // each term
	expect(t, s, "C08", "2026-01-15", "黄 示例县甲1小学: 本学期有 3 项没有督导：校园安全、食品卫生、三风建设；学期还有 5 天结束")
	got := lines(t, s, "C08", "2026-06-10")
	if len(got) != 2 || !strings.Contains(got[0], "有 5 项没有督导：校务管理、招生收费、课程教学、学习与负担、教师师德") || !strings.Contains(got[1], "有 3 项没有督导：安全管理、规范办园、师德师风") {
		t.Errorf("matters of a term: %q", got)
	}
}

func TestUnfinishedVisits(t *testing.T) {
	s := openTest(t)
	school := manySchools(t, s, 1)[0]
	p := person(t, s, office.Inspector{Name: "甲示例"})
	f := must[VisitForm](t)(s.SaveVisit(VisitForm{Visit: office.Visit{Date: "2026-03-12", SchoolID: school, InspectorID: p.ID}}))
	title := f.Visit.Number + " 示例县甲1小学: 2026-03-12 督导，缺"
	expect(t, s, "C09", "2026-03-12")
	expect(t, s, "C09", "2026-03-13", "黄 "+title+"反馈")
	expect(t, s, "C09", "2026-03-14", "黄 "+title+"反馈")
	expect(t, s, "C09", "2026-03-15", "黄 "+title+"纪实或记录日期、反馈、签字")
	expect(t, s, "C09", "2026-03-23", "黄 "+title+"纪实或记录日期、反馈、签字、签字扫描件")
	expect(t, s, "C09", "2026-04-30", "黄 "+title+"纪实或记录日期、反馈、签字、签字扫描件")
	expect(t, s, "C09", "2026-05-01") // two months are looked back on
	setRule(t, s, office.RuleAlertMonths, 3)
	expect(t, s, "C09", "2026-05-01", "黄 "+title+"纪实或记录日期、反馈、签字、签字扫描件")
	f.Visit.Content, f.Visit.RecordedOn, f.Visit.FeedbackOn, f.Visit.InspectorSigned, f.Visit.PrincipalSigned = "巡视校园", "2026-03-12", "2026-03-12", true, true
	f = must[VisitForm](t)(s.SaveVisit(f))
	expect(t, s, "C09", "2026-03-22")
	expect(t, s, "C09", "2026-03-23", "提示 "+title+"签字扫描件")
	scan := office.Attachment{OwnerKind: "visit", OwnerID: f.Visit.ID, Role: "照片", Name: "a.jpg", MIME: "image/jpeg", Bytes: 1, SHA256: strings.Repeat("a", 64)}
	must[[]office.Attachment](t)(s.AddAttachments([]office.Attachment{scan}))
	expect(t, s, "C09", "2026-03-23", "提示 "+title+"签字扫描件") // a photo is no scan
	scan.Role = "签字页"
	must[[]office.Attachment](t)(s.AddAttachments([]office.Attachment{scan}))
	expect(t, s, "C09", "2026-03-23")
	planned := must[VisitForm](t)(s.SaveVisit(VisitForm{Visit: office.Visit{Date: "2026-03-16", SchoolID: school, InspectorID: p.ID, State: "计划"}}))
	expect(t, s, "C09", "2026-03-18")
	expect(t, s, "C09", "2026-03-19", "黄 "+planned.Visit.Number+" 示例县甲1小学: 2026-03-16 督导，缺记录（还是“计划”）")
	planned.Visit.State, planned.Visit.Reason = "取消", "学校停课"
	must[VisitForm](t)(s.SaveVisit(planned))
	expect(t, s, "C09", "2026-03-19")
}

func TestReportsNotIssued(t *testing.T) {
	s := openTest(t)
	school := manySchools(t, s, 1)[0]
	p := person(t, s, office.Inspector{Name: "甲示例"})
	v := must[office.ZoneVersion](t)(s.SaveZoneVersion(office.ZoneVersion{Number: "2025年版", ValidFrom: "2025-09-01"}))
	must[office.Zone](t)(s.SaveZone(office.Zone{VersionID: v.ID, Name: "第一责任区", Schools: []int64{school}}))
	expect(t, s, "C13", "2026-04-10") // no visits, nothing to report
	visited(t, s, school, p.ID, "2026-03-12")
	zone, whole := "黄 第一责任区 2026年3月督导报告: 应在 2026-04-03 前签发，还没有签发", "黄 督导室 2026年3月督导报告: 应在 2026-04-08 前签发，还没有签发"
	expect(t, s, "C13", "2026-03-31")
	expect(t, s, "C13", "2026-04-03")
	expect(t, s, "C13", "2026-04-04", zone)
	expect(t, s, "C13", "2026-04-08", zone)
	expect(t, s, "C13", "2026-04-09", zone, whole)
	issue := func(string, int) (Issue, error) {
		return Issue{Title: "月报", Figures: office.Figures{}, PDF: "a", XLSX: "b", Pages: 1}, nil
	}
	march := office.Span{Key: "2026-03", Kind: office.SpanMonth, Months: []office.Month{"2026-03"}}
	issued := must[IssuedReport](t)(s.IssueReport(march, "第一责任区", issue))
	expect(t, s, "C13", "2026-04-09", whole)
	must[IssuedReport](t)(s.IssueReport(march, "", issue))
	expect(t, s, "C13", "2026-04-09")
	if err := s.VoidReport(issued.ID, "补录"); err != nil {
		t.Fatal(err)
	}
	expect(t, s, "C13", "2026-04-09", zone)
	expect(t, s, "C13", "2026-05-09") // no longer looked back on
}

// An alert put aside in one month comes again in the next.
func TestAMuteHoldsForItsMonth(t *testing.T) {
	s := openTest(t)
	schools := manySchools(t, s, 2)
	p := person(t, s, office.Inspector{Name: "甲示例"})
	visited(t, s, schools[0], p.ID, "2026-03-05")
	setDay(t, s, "2026-03-25")
	if err := s.MuteAlert(office.AlertMute{Code: "C06", Kind: "school", RecordID: schools[1], Period: "2026-03", Until: "2026-06-01", Reason: "停课"}, ""); err != nil {
		t.Fatal(err)
	}
	expect(t, s, "C06", "2026-03-25")
	expect(t, s, "C06", "2026-04-05")
	visited(t, s, schools[0], p.ID, "2026-04-05")
	expect(t, s, "C06", "2026-04-20", "黄 示例县甲2小学: 2026年4月还没有督导，没有督导过")
}

// The first page and the alerts are read side by side.
func TestAlertsAgreeWithTheLists(t *testing.T) {
	s := smallCounty(t)
	for _, day := range []office.Date{"2026-03-26", "2026-11-22"} {
		setDay(t, s, day)
		asOf := must[office.Date](t)(s.AsOf())
		p := office.MonthAt(asOf, 0).Of(0)
		book := must[AlertBook](t)(s.Alerts())
		if book.Day != asOf {
			t.Errorf("the alerts are of %s, not %s", book.Day, asOf)
		}
		records := func(code string, want func(AlertRow) bool) []int64 {
			ids := []int64{}
			for _, a := range book.Rows {
				if a.Code == code && want(a) {
					ids = append(ids, a.RecordID)
				}
			}
			slices.Sort(ids)
			return ids
		}
		same := func(what string, got, want []int64) {
			t.Helper()
			slices.Sort(want)
			if !slices.Equal(got, slices.Compact(want)) {
				t.Errorf("%s on %s: %v, the list %v", what, day, got, want)
			}
			if len(want) == 0 {
				t.Errorf("%s on %s: nothing to compare", what, day)
			}
		}
		schools := must[SchoolPage](t)(s.Schools(ListQuery{Filters: map[string]string{"unvisited": "1"}}, p))
		same("unvisited", records("C06", func(a AlertRow) bool { return a.Period == "2026-03" }), idsOf(schools.Rows, func(r SchoolRow) int64 { return r.ID }))
		late := must[FindingPage](t)(s.Findings(ListQuery{Filters: map[string]string{"overdue": "1"}}))
		same("overdue", records("C10", func(a AlertRow) bool { return a.Days > 0 }), idsOf(late.Rows, func(r FindingRow) int64 { return r.ID }))
		days := map[int64]int{}
		for _, f := range late.Rows {
			days[f.ID] = f.Overdue
		}
		for _, a := range book.Rows {
			if a.Code == "C10" && a.Days != days[a.RecordID] {
				t.Errorf("%s: %d days late, the list has %d", a.Title, a.Days, days[a.RecordID])
			}
		}
		told := must[ComplaintPage](t)(s.Complaints(ListQuery{Filters: map[string]string{"overdue": "1"}}))
		same("complaints", records("C20", func(AlertRow) bool { return true }), idsOf(told.Rows, func(r ComplaintRow) int64 { return r.ID }))
		loads := must[[]InspectorLoad](t)(s.InspectorLoads(asOf, 8))
		red := func(a AlertRow) bool { return a.Level == office.AlertRed }
		if got := records("C03", red); len(got) != len(loads) {
			t.Errorf("%d overloaded, %d on the first page", len(got), len(loads))
		}
		lacking := []int64{}
		for _, what := range []string{"record", "feedback", "sign"} {
			visits := must[VisitPage](t)(s.Visits(ListQuery{Filters: map[string]string{"missing": what, "from": "2026-03-01", "to": string(asOf.AddDays(-3))}}))
			lacking = append(lacking, idsOf(visits.Rows, func(r VisitRow) int64 { return r.ID })...)
		}
		same("unfinished", records("C09", func(a AlertRow) bool {
			return a.Level == office.AlertWarn && a.Day >= "2026-03-01" && a.Day <= asOf.AddDays(-3)
		}), lacking)
	}
}

// The first page counts of a month what the list of that month shows.
func TestMissingPapersAreCountedAsListed(t *testing.T) {
	s := smallCounty(t)
	exec(t, s, `UPDATE visits SET problems = '消防通道堆放杂物' WHERE id % 5 = 0`)
	exec(t, s, `UPDATE visits SET recorded_on = '' WHERE id % 7 = 0`)
	seen := map[string]int{}
	for _, m := range must[[]office.Month](t)(s.Months()) {
		p := m.Of(0)
		counts := must[map[string]int](t)(s.MissingCounts(p))
		for key := range missingPapers {
			list := must[VisitPage](t)(s.Visits(ListQuery{Filters: map[string]string{"from": string(p.From), "to": string(p.Last()), "missing": key, "counted": "1"}}))
			if counts[key] != list.Total {
				t.Errorf("%s in %s: counted %d, listed %d", key, m, counts[key], list.Total)
			}
			seen[key] += list.Total
		}
	}
	for key := range missingPapers {
		if seen[key] == 0 {
			t.Errorf("no visit lacks %s", key)
		}
	}
}

func idsOf[T any](rows []T, id func(T) int64) []int64 {
	out := []int64{}
	for _, r := range rows {
		out = append(out, id(r))
	}
	return out
}
