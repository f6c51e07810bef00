package store

import (
	"strings"
	"testing"

	"dudao/internal/office"
)

// tenureCounty is a roster of four: one serves his third term, one his first, one
// lacks a degree, one is full-time; each answers for a school.
func tenureCounty(t *testing.T) (*Store, map[string]office.Inspector, map[string]office.School) {
	t.Helper()
	s := openTest(t)
	people, schools := map[string]office.Inspector{}, map[string]office.School{}
	for i, x := range []struct {
		name, degree, employment string
		term                     int
	}{{"甲示例", "本科", "兼职", 3}, {"乙示例", "本科", "兼职", 1}, {"丙示例", "专科", "兼职", 1}, {"丁示例", "研究生", "专职", 4}} {
		p := person(t, s, office.Inspector{Name: x.name, Degree: x.degree, Employment: x.employment, TeachingOn: "1995-08", Mobile: "1380000000" + string(rune('1'+i))})
		people[x.name] = p
		sc := must[office.School](t)(s.SaveSchool(office.School{Name: "示例县" + x.name + "小学", Kind: "小学"}))
		schools[x.name] = sc
		err := s.write(Change{Action: "test", Label: "聘任"}, func(t *tx) error {
			return t.saveAppointment(&office.Appointment{InspectorID: p.ID, TermNumber: x.term, StartsOn: "2023-09-01", EndsOn: "2026-08-31", LetterNo: "聘2026-001"[:0]})
		})
		if err != nil {
			t.Fatal(err)
		}
		must[office.Assignment](t)(s.SaveAssignment(office.Assignment{SchoolID: sc.ID, InspectorID: p.ID, StartsOn: "2023-09-01"}))
	}
	return s, people, schools
}

func byName(b TenureBook, name string) CandidateRow {
	for _, c := range b.Candidates {
		if c.Name == name {
			return c
		}
	}
	return CandidateRow{}
}

// started is a 届 from 2026-05-01 over the whole roster, with one new person.
func started(t *testing.T, s *Store) office.Tenure {
	t.Helper()
	n := must[office.Tenure](t)(s.SaveTenure(office.Tenure{Number: 4, StartsOn: "2026-05-01", EndsOn: "2029-04-30"}, true))
	must[office.Candidate](t)(s.SaveCandidate(office.Candidate{TenureID: n.ID, Name: "戊示𬭊", Degree: "本科", TeachingOn: "2000-08", Mobile: "13800000009"}))
	return n
}

func stepAll(t *testing.T, s *Store, id int64) {
	t.Helper()
	for i, step := range office.TenureSteps {
		must[int](t)(s.TakeTenureStep(TenureStep{TenureID: id, Step: step, Day: office.Date("2026-03-0" + string(rune('1'+i))), Text: "同意"}))
	}
}

func TestTenureProposesTheRosterWithItsChecks(t *testing.T) {
	s, _, _ := tenureCounty(t)
	n := started(t, s)
	if n.Name != "第四届" || n.State != office.TenurePreparing {
		t.Errorf("the tenure: %+v", n)
	}
	b := must[TenureBook](t)(s.TenureBook(n.ID))
	if len(b.Candidates) != 5 {
		t.Fatalf("%d candidates", len(b.Candidates))
	}
	for _, c := range []struct {
		name, outcome, check, state string
		term                        int
	}{{"甲示例", office.OutcomeNoMore, office.CheckTerms, office.CheckFail, 4}, {"乙示例", office.OutcomeAppoint, office.CheckTerms, office.CheckPass, 2},
		{"丙示例", office.OutcomeAppoint, office.CheckDegree, office.CheckFail, 2}, {"丁示例", office.OutcomeAppoint, office.CheckTerms, office.CheckPass, 5},
		{"戊示𬭊", office.OutcomeAppoint, office.CheckYears, office.CheckPass, 1}} {
		got := byName(b, c.name)
		state := ""
		for _, q := range got.Checks {
			if q.Key == c.check {
				state = q.State
			}
		}
		if got.Outcome != c.outcome || state != c.state || got.TermNumber != c.term {
			t.Errorf("%s: %s, %s is %s, term %d", c.name, got.Outcome, c.check, state, got.TermNumber)
		}
	}
	_, err := s.SaveCandidate(office.Candidate{TenureID: n.ID, Name: "乙示例", Mobile: "13800000002"})
	if office.CodeOf(err) != office.CodeConflict || !strings.Contains(err.Error(), "名册里已有") {
		t.Errorf("somebody of the roster as a new one: %v", err)
	}
	_, err = s.SaveCandidate(office.Candidate{TenureID: n.ID, Name: "戊示𬭊", Mobile: "13800000009"})
	if office.CodeOf(err) != office.CodeConflict {
		t.Errorf("the same new one twice: %v", err)
	}
}

func TestTenureIsPublishedAndUndoneAsOne(t *testing.T) {
	s, people, schools := tenureCounty(t)
	n := started(t, s)
	stepAll(t, s, n.ID)
	if got := must[office.Tenure](t)(s.Tenure(n.ID)); got.State != office.TenurePosted {
		t.Errorf("after the three steps: %s", got.State)
	}
	in := Publication{TenureID: n.ID, Day: "2026-03-20", DocNumber: "示教督〔2026〕6号"}
	r := must[PublicationResult](t)(s.RehearsePublication(in))
	if len(r.Faults) != 1 || !strings.Contains(r.Faults[0], "丙示例资格不符合") {
		t.Fatalf("a failed check without a reason: %+v", r.Faults)
	}
	if _, err := s.PublishTenure(in); office.CodeOf(err) != office.CodeConflict {
		t.Fatalf("published in spite of it: %v", err)
	}
	c := byName(must[TenureBook](t)(s.TenureBook(n.ID)), "丙示例").Candidate
	c.Exception = "缺人，经研究同意"
	must[office.Candidate](t)(s.SaveCandidate(c))

	before := dump(t, s)
	r = must[PublicationResult](t)(s.RehearsePublication(in))
	if len(r.Appointed) != 4 || len(r.Left) != 1 || len(r.Alone) != 1 || r.Alone[0].Name != "示例县甲示例小学" || dump(t, s) != before {
		t.Fatalf("rehearsed: %+v", r)
	}
	done := must[PublicationResult](t)(s.PublishTenure(in))
	done.SetID, r.SetID = 0, 0
	for i := range done.Appointed {
		done.Appointed[i].InspectorID, r.Appointed[i].InspectorID = 0, 0
	}
	if got, want := done.Appointed[3], r.Appointed[3]; got != want || len(done.Left) != len(r.Left) {
		t.Errorf("published %+v, rehearsed %+v", got, want)
	}
	held := must[[]office.Appointment](t)(s.Appointments(people["乙示例"].ID))
	if len(held) != 2 || held[0].TermNumber != 2 || held[0].EndsOn != "2029-04-30" || held[0].DocNumber != in.DocNumber || held[0].PublishedOn != "2026-03-20" || held[1].EndsOn != "2026-04-30" {
		t.Errorf("the terms of one who goes on: %+v", held)
	}
	var letters, fresh int
	if err := s.r.Get(&letters, `SELECT count(DISTINCT letter_no) FROM appointments WHERE letter_no LIKE '聘2026-00_'`); err != nil || letters != 4 {
		t.Errorf("%d letters %v", letters, err)
	}
	if err := s.r.Get(&fresh, `SELECT count(*) FROM inspectors WHERE name = '戊示𬭊' AND state = '在聘'`); err != nil || fresh != 1 {
		t.Errorf("the new one is there %d times %v", fresh, err)
	}
	if p := must[office.Inspector](t)(s.Inspector(people["甲示例"].ID)); p.State != "解聘" {
		t.Errorf("who leaves is %s", p.State)
	}
	a := must[[]AssignmentRow](t)(s.AssignmentsOfSchool(schools["甲示例"].ID))
	if len(a) != 1 || a[0].EndsOn != "2026-05-01" {
		t.Errorf("his school: %+v", a)
	}
	if _, err := s.PublishTenure(in); office.CodeOf(err) != office.CodeConflict {
		t.Errorf("published twice: %v", err)
	}
	last := must[LastAction](t)(s.LastAction())
	u := must[UndoResult](t)(s.Undo(last.ID))
	if len(u.Kept) > 0 {
		t.Errorf("kept: %+v", u.Kept)
	}
	if after := dump(t, s); after != before {
		t.Errorf("undo left %s", firstDifference(before, after))
	}
}

// Steps go in their order, and who is not through them is not appointed.
func TestTenureStepsKeepTheirOrder(t *testing.T) {
	s, _, _ := tenureCounty(t)
	n := started(t, s)
	b := must[TenureBook](t)(s.TenureBook(n.ID))
	one := byName(b, "乙示例").ID
	if _, err := s.TakeTenureStep(TenureStep{TenureID: n.ID, IDs: []int64{one}, Step: office.TenureReviewed, Day: "2026-03-02"}); office.CodeOf(err) != office.CodeInvalid || !strings.Contains(err.Error(), "乙示例") {
		t.Errorf("reviewed before recommended: %v", err)
	}
	if got := must[int](t)(s.TakeTenureStep(TenureStep{TenureID: n.ID, IDs: []int64{one}, Step: office.TenureNominated, Day: "2026-03-01"})); got != 1 {
		t.Errorf("%d recommended", got)
	}
	if got := must[int](t)(s.TakeTenureStep(TenureStep{TenureID: n.ID, Step: office.TenureNominated, Day: "2026-03-05"})); got != 3 {
		t.Errorf("%d of the others recommended", got)
	}
	if c := byName(must[TenureBook](t)(s.TenureBook(n.ID)), "乙示例"); c.NominatedOn != "2026-03-01" {
		t.Errorf("his own day was written over: %s", c.NominatedOn)
	}
	if err := s.SetTenureOutcome(TenureOutcome{TenureID: n.ID, IDs: []int64{one}, Outcome: office.OutcomeWithdrew}); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("withdrawn without a reason: %v", err)
	}
	r := must[PublicationResult](t)(s.RehearsePublication(Publication{TenureID: n.ID, Day: "2026-03-20"}))
	if len(r.Faults) < 2 || !strings.Contains(strings.Join(r.Faults, "；"), "还没有公示：丙示例、丁示例、乙示例、戊示𬭊") {
		t.Errorf("what stands in the way: %v", r.Faults)
	}
}

func TestRecusalEntries(t *testing.T) {
	s, people, schools := tenureCounty(t)
	p, sc := people["乙示例"], schools["甲示例"]
	must[office.Recusal](t)(s.SaveRecusal(office.Recusal{InspectorID: p.ID, SchoolID: sc.ID, Kind: office.RecusalLeft, LeftOn: "2024-08-31"}))
	for day, want := range map[office.Date]bool{"2026-03-02": true, "2027-08-30": true, "2027-08-31": false} {
		if why := must[string](t)(s.RecusalOf(p.ID, sc.ID, day)); (why != "") != want {
			t.Errorf("%s: %q", day, why)
		}
	}
	_, err := s.SaveAssignment(office.Assignment{SchoolID: sc.ID, InspectorID: p.ID, Role: "协", StartsOn: "2026-03-02"})
	if office.CodeOf(err) != office.CodeInvalid || !strings.Contains(err.Error(), "2024年8月31日从这所学校离职，不满 3 年") {
		t.Errorf("assigned to the school that he left: %v", err)
	}
	if err := s.SaveRule(office.Rule{Key: office.RuleRecusalYears, Name: "x", Value: 1, Unit: "年", Source: "本县规定", ValidFrom: "2026-01-01"}); err != nil {
		t.Fatal(err)
	}
	must[office.Assignment](t)(s.SaveAssignment(office.Assignment{SchoolID: sc.ID, InspectorID: p.ID, Role: "协", StartsOn: "2026-03-02"}))
	own := schools["乙示例"] // he answers for it: C17 says so
	must[office.Recusal](t)(s.SaveRecusal(office.Recusal{InspectorID: p.ID, SchoolID: own.ID, Kind: "近亲属", Detail: "配偶任副校长"}))
	found := ""
	for _, r := range must[AlertBook](t)(s.Alerts()).Rows {
		if r.Code == "C17" {
			found += r.Title + r.Detail
		}
	}
	if !strings.Contains(found, own.Name) || !strings.Contains(found, "有近亲属情形（配偶任副校长）") {
		t.Errorf("C17: %q", found)
	}
	if _, err := s.SaveRecusal(office.Recusal{InspectorID: p.ID, SchoolID: sc.ID, Kind: office.RecusalLeft}); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("no day of leaving: %v", err)
	}
}
