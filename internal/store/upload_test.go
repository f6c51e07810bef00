package store

import (
	"slices"
	"strings"
	"testing"

	"dudao/internal/office"
)

// uploadFixture is a platform in use, and visits of March 2026 by one inspector.
func uploadFixture(t *testing.T, s *Store) (p office.Platform, visits []office.Visit) {
	t.Helper()
	sc, who := fixture(t, s)
	p = office.DefaultPlatform("2026-03-01")
	p.Name = "示例平台"
	p = must[office.Platform](t)(s.SavePlatform(p))
	for _, day := range []office.Date{"2026-02-27", "2026-03-02", "2026-03-12", "2026-03-20"} {
		f := must[VisitForm](t)(s.SaveVisit(VisitForm{Visit: office.Visit{Date: day, SchoolID: sc.ID, InspectorID: who.ID, Title: "例行督导", Content: "查看了课堂。"}}))
		visits = append(visits, f.Visit)
	}
	return p, visits
}

func ofVisit(id int64) []office.UploadRef {
	return []office.UploadRef{{Kind: office.UploadVisit, ID: id}}
}

func queue(t *testing.T, s *Store, filters map[string]string) []UploadRow {
	t.Helper()
	return must[UploadPage](t)(s.Uploads(ListQuery{Filters: filters})).Rows
}

func TestWhatWasEnteredAndWhatChangedSince(t *testing.T) {
	s := openTest(t)
	p, visits := uploadFixture(t, s)
	of := map[string]string{"kind": office.UploadVisit}
	if rows := queue(t, s, of); len(rows) != 3 || rows[0].RecordID != visits[3].ID || rows[0].State != office.UploadOpen {
		t.Fatalf("what is older than the platform is not entered, the newest comes first: %+v", rows)
	}
	if err := s.MarkUploaded(UploadMark{Platform: p.ID, Records: ofVisit(visits[1].ID), UploadedOn: "2026-03-05", Receipt: "A-1"}); err != nil {
		t.Fatal(err)
	}
	changed := map[string]string{"kind": office.UploadVisit, "state": office.UploadChanged}
	if rows := queue(t, s, changed); len(rows) != 0 {
		t.Errorf("changed just after it was entered: %+v", rows)
	}
	// What the platform has no field for is no change to it.
	f := must[VisitForm](t)(s.Visit(visits[1].ID))
	f.Visit.Advice = "请补齐。"
	f = must[VisitForm](t)(s.SaveVisit(f))
	if rows := queue(t, s, changed); len(rows) != 0 {
		t.Errorf("a field that is not entered: %+v", rows)
	}
	f.Visit.Problems, f.Visit.Methods = "缺签名", []office.MethodUse{{Method: "查阅资料", Count: 4}}
	must[VisitForm](t)(s.SaveVisit(f))
	rows := queue(t, s, changed)
	if len(rows) != 1 || !slices.Equal(rows[0].Changed, []string{"督导方式", "查阅资料", "存在问题"}) || rows[0].Receipt != "A-1" {
		t.Fatalf("changed: %+v", rows)
	}
	// Entered anew, the receipt stays; taken back, it is open again, and undo brings it back.
	if err := s.MarkUploaded(UploadMark{Platform: p.ID, Records: ofVisit(visits[1].ID), UploadedOn: "2026-03-06"}); err != nil {
		t.Fatal(err)
	}
	if u := must[office.Upload](t)(s.Upload(p.ID, ofVisit(visits[1].ID)[0])); u.Receipt != "A-1" || u.UploadedOn != "2026-03-06" {
		t.Errorf("entered anew: %+v", u)
	}
	if err := s.Unmark(UploadMark{Platform: p.ID, Records: ofVisit(visits[1].ID)}); err != nil {
		t.Fatal(err)
	}
	open := map[string]string{"kind": office.UploadVisit, "state": office.UploadOpen}
	if rows := queue(t, s, open); len(rows) != 3 {
		t.Errorf("taken back: %d open", len(rows))
	}
	last := must[LastAction](t)(s.LastAction())
	if _, err := s.Undo(last.ID); err != nil {
		t.Fatal(err)
	}
	if rows := queue(t, s, open); len(rows) != 2 {
		t.Errorf("undone: %d open", len(rows))
	}
	if rows := queue(t, s, changed); len(rows) != 0 {
		t.Errorf("brought back, but nothing changed: %+v", rows)
	}
}

func TestUploadCountsStandOnTheirRecords(t *testing.T) {
	s := openTest(t)
	p, visits := uploadFixture(t, s)
	for i, day := range []office.Date{"2026-03-09", "2026-03-20"} { // 7 days after the visit, and 8
		if err := s.MarkUploaded(UploadMark{Platform: p.ID, Records: ofVisit(visits[i+1].ID), UploadedOn: day}); err != nil {
			t.Fatal(err)
		}
	}
	list := must[[]office.UploadCount](t)(s.UploadCounts("2026-03-01", "2026-03-31"))
	if len(list) != 1 {
		t.Fatalf("%+v", list)
	}
	c := list[0]
	if c.Due != 3 || c.Uploaded != 2 || c.OnTime != 1 || c.InspectorID != visits[0].InspectorID {
		t.Errorf("%+v", c)
	}
	if len(c.DueRecords) != c.Due || len(c.Done) != c.Uploaded || len(c.Timely) != c.OnTime || c.Timely[0].ID != visits[1].ID {
		t.Errorf("the records are not those counted: %+v", c)
	}
	p.State = office.PlatformStates[1]
	must[office.Platform](t)(s.SavePlatform(p))
	if list := must[[]office.UploadCount](t)(s.UploadCounts("2026-03-01", "2026-03-31")); len(list) != 0 {
		t.Errorf("nothing is due in a platform out of use: %+v", list)
	}
}

func TestBadUploadsChangeNothing(t *testing.T) {
	s := openTest(t)
	p, visits := uploadFixture(t, s)
	before := dump(t, s)
	for what, in := range map[string]UploadMark{
		"no record":   {Platform: p.ID},
		"a bad day":   {Platform: p.ID, Records: ofVisit(visits[1].ID), UploadedOn: "3月9日"},
		"gone":        {Platform: p.ID, Records: append(ofVisit(visits[1].ID), office.UploadRef{Kind: office.UploadVisit, ID: 999})},
		"no platform": {Platform: 99, Records: ofVisit(visits[1].ID)},
		"no kind":     {Platform: p.ID, Records: []office.UploadRef{{Kind: "?", ID: 1}}},
	} {
		if err := s.MarkUploaded(in); err == nil {
			t.Errorf("%s is taken", what)
		}
	}
	bad := p
	bad.Fields = append(slices.Clone(p.Fields), office.PlatformField{Kind: office.UploadVisit, Title: "标题", Source: "nothing"})
	if _, err := s.SavePlatform(bad); err == nil || !strings.Contains(err.Error(), "标题") {
		t.Errorf("a field twice: %v", err)
	}
	if dump(t, s) != before {
		t.Error("something was changed")
	}
}

func TestMeetingsDecisionsAndNumbers(t *testing.T) {
	s := openTest(t)
	_, who := fixture(t, s)
	set := must[office.Settings](t)(s.Settings())
	set.DocWord = "示教督"
	if err := s.SaveSettings(set); err != nil {
		t.Fatal(err)
	}
	m := must[office.Meeting](t)(s.SaveMeeting(office.Meeting{Title: "三月例会", Date: "2026-03-03", Attendees: []office.Attendee{{InspectorID: who.ID, Absent: true, Reason: "病假"}},
		Decisions: []office.Decision{{Content: "回查食堂留样", Person: "甲某某", DueOn: "2026-03-10"}, {}, {Content: "上报记录"}}}))
	if m.Number != "HY2026-0001" || len(m.Decisions) != 2 || m.State != office.MeetingHeld {
		t.Fatalf("%+v", m)
	}
	open := must[[]OpenDecision](t)(s.OpenDecisions("2026-04-01"))
	if len(open) != 2 || open[0].Content != "回查食堂留样" || open[0].Overdue == 0 {
		t.Errorf("open: %+v", open)
	}
	expect(t, s, "C27", "2026-03-10")
	expect(t, s, "C27", "2026-03-12", "黄 回查食堂留样: 甲某某，三月例会议定，应于 2026-03-10 完成，已超 2 天")
	if err := s.CloseDecision(DoneDecision{ID: open[0].ID, DoneOn: "2026-03-09", Result: "已回查"}); err != nil {
		t.Fatal(err)
	}
	expect(t, s, "C27", "2026-03-12")
	if err := s.CloseDecision(DoneDecision{ID: open[1].ID, DoneOn: "2026-03-01"}); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("done before it was settled: %v", err)
	}
	m = must[office.Meeting](t)(s.Meeting(m.ID))
	if m.Decisions[0].DoneOn != "2026-03-09" || m.Decisions[0].Result != "已回查" || m.Decisions[0].ID != open[0].ID || !m.Attendees[0].Absent {
		t.Errorf("after it was done: %+v", m)
	}
	for range 2 { // a number once given stays
		m = must[office.Meeting](t)(s.NumberMeeting(m.ID, office.FormMinutes, "2026-03-05"))
	}
	if m.MinutesNo != "示教督纪〔2026〕1号" || m.State != office.MeetingIssued {
		t.Errorf("minutes: %+v", m)
	}
	if found := must[SearchResult](t)(s.Search("留样", 10)); found.Total != 1 || found.Hits[0].Kind != "meeting" {
		t.Errorf("a decision is not found: %+v", found)
	}
}

func TestPublicationsGetTheirNumbersOnce(t *testing.T) {
	s := openTest(t)
	fixture(t, s)
	set := must[office.Settings](t)(s.Settings())
	set.DocWord = "示教督"
	if err := s.SaveSettings(set); err != nil {
		t.Fatal(err)
	}
	p := must[office.Publication](t)(s.SavePublication(office.Publication{Kind: office.PublicBulletin, Title: "三月通报", DraftedOn: "2026-04-01"}))
	if _, err := s.IssuePublication(p.ID, "2026-04-02"); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("without a text: %v", err)
	}
	p.Body = "一、情况\n共督导三校次。"
	p = must[office.Publication](t)(s.SavePublication(p))
	p = must[office.Publication](t)(s.IssuePublication(p.ID, "2026-04-02"))
	if p.DocNumber == "" || p.State != office.PublicationIssued {
		t.Fatalf("%+v", p)
	}
	p.PublishedOn = "2026-04-01"
	if _, err := s.SavePublication(p); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("made known before it was signed: %v", err)
	}
	own := must[office.Publication](t)(s.SavePublication(office.Publication{Kind: office.PublicBulletin, Title: "四月通报", Body: "文", DraftedOn: "2026-05-01"}))
	own = must[office.Publication](t)(s.IssuePublication(own.ID, "2026-05-02"))
	if own.DocNumber == p.DocNumber || !strings.HasPrefix(own.DocNumber, "示教督情〔2026〕") {
		t.Errorf("numbers %s and %s", p.DocNumber, own.DocNumber)
	}
	if _, err := s.SavePublication(office.Publication{Kind: office.PublicColumn, Title: "专栏", DraftedOn: "2026-05-01"}); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("a 专栏 of no school: %v", err)
	}
}

// 工作计划 are the lines of the month plans, due when their month begins.
func TestPlansAreEntered(t *testing.T) {
	s := openTest(t)
	p, _ := uploadFixture(t, s)
	sc, who := must[[]SchoolOption](t)(s.SchoolOptions())[0], must[[]InspectorOption](t)(s.InspectorOptions())[0]
	add := func(month office.Month, day office.Date, state, reason string) office.PlanLine {
		return must[office.PlanLine](t)(s.SavePlanLine(office.PlanLine{Month: month, Day: day, SchoolID: sc.ID, InspectorID: who.ID, Tasks: "看作业公示。", State: state, Reason: reason, Matters: []int64{4}}))
	}
	add("2026-02", "", "", "") // older than the platform
	add("2026-04", "", "", "") // not begun
	add("2026-03", "2026-03-18", office.LineCancelled, "学校停课")
	open := add("2026-03", "", "", "")
	line := add("2026-03", "2026-03-12", "", "")
	of := map[string]string{"kind": office.UploadPlan}
	rows := queue(t, s, of)
	if len(rows) != 2 || rows[0].RecordID != line.ID || rows[1].RecordID != open.ID || rows[0].Date != "2026-03-01" || rows[0].School != sc.Name || rows[0].Inspector != who.Name || !strings.HasPrefix(rows[0].Title, line.Number) {
		t.Fatalf("what is to be entered: %+v", rows)
	}
	says := map[string]string{}
	for _, f := range must[map[int64][]office.StripField](t)(s.Strips(p.ID, office.UploadPlan, []int64{line.ID}))[line.ID] {
		says[f.Title] = f.Text
	}
	matter := must[[]office.Matter](t)(s.Matters())
	name := matter[slices.IndexFunc(matter, func(m office.Matter) bool { return m.ID == 4 })].Name
	if says["时间"] != "2026-03-12" || says["学校范围"] != sc.Name || says["督导计划及主要内容"] != "看作业公示。督导事项："+name || says["标题"] != "2026年3月督导计划："+sc.Name {
		t.Errorf("what is entered: %v", says)
	}
	if err := s.MarkUploaded(UploadMark{Platform: p.ID, Records: []office.UploadRef{{Kind: office.UploadPlan, ID: line.ID}}, UploadedOn: "2026-03-05"}); err != nil {
		t.Fatal(err)
	}
	line.Tasks = "看课堂。"
	must[office.PlanLine](t)(s.SavePlanLine(line))
	if rows := queue(t, s, map[string]string{"kind": office.UploadPlan, "state": office.UploadChanged}); len(rows) != 1 || !slices.Equal(rows[0].Changed, []string{"督导计划及主要内容"}) {
		t.Errorf("changed: %+v", rows)
	}
	if lines := must[[]UploadLine](t)(s.UploadLines("2026-03-01", "2026-03-31")); len(slices.DeleteFunc(lines, func(l UploadLine) bool { return l.Ref.Kind != office.UploadPlan })) != 2 {
		t.Errorf("counted: %+v", lines)
	}
}
