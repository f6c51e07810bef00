package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dudao/internal/office"
)

// inspectionFixture is an inspection over the schools of a small county, with
// two groups of three.
func inspectionFixture(t *testing.T, kind string) (*Store, office.Inspection) {
	t.Helper()
	s := openCounty(t, office.SampleSize{Schools: 12, Kindergartens: 8, Inspectors: 8, Zones: 2, From: "2026-01", To: "2026-01", Findings: 0})
	s.now = func() time.Time { return time.Date(2026, 6, 30, 10, 0, 0, 0, time.Local) }
	x := must[office.Inspection](t)(s.SaveInspection(office.Inspection{Kind: kind, Topic: "食品安全", PlannedOn: "2026-03-02", StartsOn: "2026-03-16"}))
	return s, x
}

func unitRows(t *testing.T, s *Store, id int64) []UnitRow {
	t.Helper()
	return must[[]UnitRow](t)(s.InspectionUnits(id))
}

func refused(t *testing.T, err error, words string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), words) {
		t.Errorf("refused with %v, want %q", err, words)
	}
}

func done(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// plainExec changes the tables beside the program.
func plainExec(t *testing.T, s *Store, sql string) {
	t.Helper()
	done(t, s.write(Change{Action: "test", Label: "test"}, func(t *tx) error { _, err := t.Exec(sql); return err }))
}

func unitStep(s *Store, x office.Inspection, step office.UnitStep, ids ...int64) error {
	return s.SaveUnitStep(UnitStepInput{InspectionID: x.ID, UnitIDs: ids, Step: step})
}

// The whole course: units, groups, days, notice, visits, a finding through
// opinion, plea, letter, report and recheck, then report, 备案 and 公布.
func TestInspectionGoesItsCourse(t *testing.T) {
	s, x := inspectionFixture(t, office.InspectionSpecial)
	if x.Number != "ZX2026-0001" || x.Title != "食品安全专项督导" || x.State != office.InspectionPlanned {
		t.Errorf("a new one: %+v", x)
	}
	n := must[int](t)(s.AddUnits(UnitChoice{InspectionID: x.ID, Kinds: []string{office.UnitSchool, office.UnitInfant}}))
	if n != 20 {
		t.Fatalf("%d units", n)
	}
	if again := must[int](t)(s.AddUnits(UnitChoice{InspectionID: x.ID, Kinds: []string{office.UnitSchool}})); again != 0 {
		t.Errorf("%d units came twice", again)
	}
	done(t, s.MakeGroups(GroupPlan{InspectionID: x.ID, Count: 2, Fill: true}))
	groups := must[[]InspectionGroup](t)(s.InspectionGroups(x.ID))
	groups[0].Members = append(groups[0].Members, office.InspectionMember{Name: "甲示外", Employer: "示例县市场监督管理局", Post: "股长"})
	done(t, s.SaveGroup(groups[0]))
	if out := must[[]office.Outsider](t)(s.Outsiders()); len(out) != 1 || out[0].Employer != "示例县市场监督管理局" {
		t.Errorf("remembered outsiders: %+v", out)
	}
	done(t, s.ShareUnits(UnitShare{InspectionID: x.ID, By: office.ShareEven, PerDay: 4, From: "2026-03-14"})) // a Saturday
	rows := unitRows(t, s, x.ID)
	counts := map[string]int{}
	ids := []int64{}
	for _, r := range rows {
		counts[r.Group]++
		ids = append(ids, r.ID)
		if r.PlannedOn < "2026-03-16" || r.PlannedOn > "2026-03-20" || r.State != office.UnitPlanned || r.Next != office.UnitStepNotice {
			t.Errorf("%s: %+v", r.Name, r)
		}
	}
	if counts["第1组"]+counts["第2组"] != 20 || counts["第1组"] < 8 || counts["第2组"] < 8 {
		t.Errorf("shared out: %v", counts)
	}
	refused(t, unitStep(s, x, office.UnitStep{Step: office.UnitStepVisit, On: "2026-03-16"}, ids...), "还没有发书面督导通知")
	done(t, s.SaveInspectionStep(InspectionStep{ID: x.ID, Step: StepInspectionNotice, On: "2026-03-05", SelfDueOn: "2026-03-12"}))
	if x = must[office.Inspection](t)(s.Inspection(x.ID)); x.NoticeNo != "示教督知〔2026〕1号" || x.State != office.InspectionNotified {
		t.Errorf("after the notice: %s %s", x.NoticeNo, x.State)
	}
	done(t, unitStep(s, x, office.UnitStep{Step: office.UnitStepVisit}, ids...)) // each on its own day
	for _, r := range unitRows(t, s, x.ID) {
		if r.VisitedOn != r.PlannedOn || r.State != office.UnitVisited || r.Next != office.UnitStepOpinion {
			t.Errorf("%s visited %s, planned %s: %s", r.Name, r.VisitedOn, r.PlannedOn, r.State)
		}
	}
	theUnit(t, s, x, ids[0])
	done(t, unitStep(s, x, office.UnitStep{Step: office.UnitStepOpinion, On: "2026-03-23", Strengths: "台账齐全。"}, ids[1:]...))
	done(t, unitStep(s, x, office.UnitStep{Step: office.UnitStepLetter, On: "2026-04-02"}, ids[1:]...))
	seen := map[string]bool{}
	for _, r := range unitRows(t, s, x.ID) {
		if seen[r.LetterNo] || r.LetterNo == "" || r.State != office.UnitDone {
			t.Errorf("%s: letter %q, %s", r.Name, r.LetterNo, r.State)
		}
		seen[r.LetterNo] = true
	}
	refused(t, s.SaveInspectionStep(InspectionStep{ID: x.ID, Step: StepInspectionFiled, On: "2026-05-20"}), "先登记督导报告")
	refused(t, s.SaveInspectionStep(InspectionStep{ID: x.ID, Step: StepInspectionReport, On: "2026-03-17"}), "早于最后一次实地")
	done(t, s.SaveInspectionStep(InspectionStep{ID: x.ID, Step: StepInspectionReport, On: "2026-05-15", Text: "县人民政府"}))
	done(t, s.SaveInspectionStep(InspectionStep{ID: x.ID, Step: StepInspectionFiled, On: "2026-05-20", DocNumber: "备〔2026〕7号"}))
	done(t, s.SaveInspectionStep(InspectionStep{ID: x.ID, Step: StepInspectionPublish, On: "2026-05-25", Text: "政府网站"}))
	if x = must[office.Inspection](t)(s.Inspection(x.ID)); x.State != office.InspectionPublished || x.ReportNo != "示教督报〔2026〕1号" || x.FiledNo != "备〔2026〕7号" {
		t.Errorf("at the end: %+v", x)
	}
	refused(t, s.CancelInspection(x.ID, "不办了"), "已经公布")
	refused(t, s.DeleteInspection(x.ID), "不能删除")
}

// theUnit takes one unit with a finding through its course.
func theUnit(t *testing.T, s *Store, x office.Inspection, id int64) {
	t.Helper()
	finding := must[int64](t)(s.AddUnitFinding(UnitFinding{UnitID: id, MatterID: 7, Content: "食堂留样登记不完整"}))
	step := func(step office.UnitStep) error { return unitStep(s, x, step, id) }
	refused(t, step(office.UnitStep{Step: office.UnitStepLetter, On: "2026-03-25"}), "还没有反馈初步意见")
	done(t, step(office.UnitStep{Step: office.UnitStepOpinion, On: "2026-03-23", Strengths: "制度健全。", Problems: "留样登记不完整。", Advice: "逐餐登记。"}))
	done(t, step(office.UnitStep{Step: office.UnitStepPlea, On: "2026-03-25", Text: "当天停电。"}))
	refused(t, step(office.UnitStep{Step: office.UnitStepLetter, On: "2026-03-30"}), "申辩还没有答复")
	refused(t, step(office.UnitStep{Step: office.UnitStepAnswer, On: "2026-03-20", Text: "不采纳。"}), "早于")
	done(t, step(office.UnitStep{Step: office.UnitStepAnswer, On: "2026-03-27", Text: "经核实，维持原意见。"}))
	done(t, step(office.UnitStep{Step: office.UnitStepLetter, On: "2026-03-30"}))
	u := must[office.InspectionUnit](t)(s.Unit(id))
	if u.LetterNo != "示教督意〔2026〕1号" || u.DueOn != "2026-04-29" {
		t.Errorf("the letter: %s until %s", u.LetterNo, u.DueOn)
	}
	f := must[office.Finding](t)(s.Finding(finding))
	if f.State != office.FindingWorking || f.DueOn != u.DueOn || f.Source != "专项督导" {
		t.Errorf("the finding after the letter: %+v", f)
	}
	done(t, step(office.UnitStep{Step: office.UnitStepReport, On: "2026-04-20", Text: "已整改。"}))
	at, _, err := s.Standing(must[office.InspectionUnit](t)(s.Unit(id)))
	if err != nil || at.State != office.UnitReported || at.Next != office.UnitStepRecheck || at.Until != "2026-05-20" {
		t.Errorf("after the report: %+v %v", at, err)
	}
	refused(t, step(office.UnitStep{Step: office.UnitStepRecheck, On: "2026-04-24", Verdict: office.VerdictRight, By: "甲示外"}), "凭证")
	done(t, step(office.UnitStep{Step: office.UnitStepRecheck, On: "2026-04-24", Verdict: "部分整改", By: "甲示外", Text: "缺签名。"}))
	at, _, _ = s.Standing(must[office.InspectionUnit](t)(s.Unit(id)))
	if at.State != office.UnitAgain || at.Next != office.UnitStepReport {
		t.Errorf("after a recheck that found it not put right: %+v", at)
	}
	done(t, step(office.UnitStep{Step: office.UnitStepOrder, On: "2026-04-25", DueOn: "2026-05-06", Text: "补齐签名。"}))
	done(t, step(office.UnitStep{Step: office.UnitStepReport, On: "2026-05-05", Text: "已补齐。"}))
	done(t, step(office.UnitStep{Step: office.UnitStepRecheck, On: "2026-05-08", Verdict: office.VerdictRight, By: "甲示外", Text: "到位。", Proof: "核查表存档"}))
	u = must[office.InspectionUnit](t)(s.Unit(id))
	if f = must[office.Finding](t)(s.Finding(finding)); f.State != office.FindingClosed || f.ClosedOn != "2026-05-08" || u.OrderNo != "示教督办函〔2026〕1号" {
		t.Errorf("at the end: %+v, %s", f, u.OrderNo)
	}
	if at, _, _ = s.Standing(u); at.State != office.UnitDone || at.Next != "" {
		t.Errorf("at the end: %+v", at)
	}
}

func TestInspectionRefusesGroups(t *testing.T) {
	s, x := inspectionFixture(t, office.InspectionSpecial)
	must[int](t)(s.AddUnits(UnitChoice{InspectionID: x.ID, Kinds: []string{office.UnitSchool}}))
	rows := unitRows(t, s, x.ID)
	name := rows[0].Name
	done(t, s.SaveGroup(InspectionGroup{Group: office.InspectionGroup{InspectionID: x.ID, Name: "第1组"}, Members: []office.InspectionMember{
		{Name: "甲", Employer: name, Role: "组长"}, {Name: "乙", Employer: "县卫健局"}}}))
	done(t, s.SaveGroup(InspectionGroup{Group: office.InspectionGroup{InspectionID: x.ID, Name: "第2组"}, Members: []office.InspectionMember{{Name: "丙"}, {Name: "丁"}, {Name: "戊"}}}))
	refused(t, s.SaveGroup(InspectionGroup{Group: office.InspectionGroup{InspectionID: x.ID, Name: "第3组"}, Members: []office.InspectionMember{{Name: "丙"}}}), "一个人只进一个组")
	done(t, s.ShareUnits(UnitShare{InspectionID: x.ID, By: office.ShareZone}))
	rows = unitRows(t, s, x.ID)
	if rows[0].Group != "第2组" {
		t.Errorf("%s went to %s, where its own teacher is", name, rows[0].Group)
	}
	groups := must[[]InspectionGroup](t)(s.InspectionGroups(x.ID))
	u := must[office.InspectionUnit](t)(s.Unit(rows[0].ID))
	u.GroupID = groups[0].Group.ID
	_, err := s.SaveUnit(u)
	refused(t, err, "应当回避")
	done(t, s.SaveInspectionStep(InspectionStep{ID: x.ID, Step: StepInspectionNotice, On: "2026-03-05"}))
	before := dump(t, s)
	all := []int64{}
	for _, r := range rows {
		all = append(all, r.ID)
	}
	refused(t, unitStep(s, x, office.UnitStep{Step: office.UnitStepVisit, On: "2026-03-16"}, all...), "第1组只有 2 人")
	if dump(t, s) != before {
		t.Error("a refused step changed something")
	}
	done(t, unitStep(s, x, office.UnitStep{Step: office.UnitStepVisit, On: "2026-03-16"}, rows[0].ID))
	done(t, s.CancelInspection(x.ID, "上级统一组织"))
	refused(t, unitStep(s, x, office.UnitStep{Step: office.UnitStepOpinion, On: "2026-03-17"}, rows[0].ID), "已取消")
	done(t, s.CancelInspection(x.ID, ""))
	if now := must[office.Inspection](t)(s.Inspection(x.ID)); now.State != office.InspectionVisiting || now.Reason != "" {
		t.Errorf("taken up again: %+v", now)
	}
}

// A unit that is no school keeps its problems and their end as text.
func TestTownKeepsItsOwnProblems(t *testing.T) {
	s, x := inspectionFixture(t, office.InspectionGoverns)
	must[int](t)(s.AddUnits(UnitChoice{InspectionID: x.ID, Names: []string{"城关镇人民政府", " ", "财政局"}, UnitKind: office.UnitTown}))
	done(t, s.SaveGroup(InspectionGroup{Group: office.InspectionGroup{InspectionID: x.ID, Name: "第1组"}, Members: []office.InspectionMember{{Name: "丙"}, {Name: "丁"}, {Name: "戊"}}}))
	done(t, s.ShareUnits(UnitShare{InspectionID: x.ID, PerDay: 1, From: "2026-03-16"}))
	done(t, s.SaveInspectionStep(InspectionStep{ID: x.ID, Step: StepInspectionNotice, On: "2026-03-05"}))
	id := unitRows(t, s, x.ID)[0].ID
	done(t, unitStep(s, x, office.UnitStep{Step: office.UnitStepVisit}, id))
	_, err := s.AddUnitFinding(UnitFinding{UnitID: id, Content: "x"})
	refused(t, err, "不是学校")
	for _, step := range []office.UnitStep{{Step: office.UnitStepOpinion, On: "2026-03-17", Problems: "专题研究少。"}, {Step: office.UnitStepLetter, On: "2026-03-20"}} {
		done(t, unitStep(s, x, step, id))
	}
	if r := unitRows(t, s, x.ID)[0]; r.State != office.UnitWorking || r.DueOn != "2026-04-19" || r.Until != "2026-04-19" {
		t.Errorf("after the letter: %+v", r)
	}
	done(t, unitStep(s, x, office.UnitStep{Step: office.UnitStepReport, On: "2026-04-15", Text: "已研究两次。"}, id))
	done(t, unitStep(s, x, office.UnitStep{Step: office.UnitStepRecheck, On: "2026-04-20", Verdict: office.VerdictRight, By: "丙"}, id))
	if r := unitRows(t, s, x.ID)[0]; r.State != office.UnitDone {
		t.Errorf("at the end: %+v", r)
	}
	done(t, unitStep(s, x, office.UnitStep{Step: office.UnitStepRecheck, Clear: true}, id))
	if r := unitRows(t, s, x.ID)[0]; r.State != office.UnitReported {
		t.Errorf("the recheck taken back: %+v", r)
	}
}

// The province's days set until when each step is due.
func TestUnitLimitsAreTheProvinces(t *testing.T) {
	c := office.Course{Calendar: office.NewCalendar(nil), Opinion: office.Limit{Days: 5, Unit: "天"}, Letter: office.Limit{Days: 30, Unit: "天"}, Plea: office.Limit{Days: 10, Unit: "个工作日"}, Report: office.Limit{Days: 10, Unit: "天"},
		Recheck: office.Limit{Days: 1, Unit: "个月"}, Inspection: office.Inspection{NoticeOn: "2026-03-01"}}
	u := office.InspectionUnit{VisitedOn: "2026-03-16", PlannedOn: "2026-03-16"}
	for _, want := range []struct {
		change func()
		next   string
		until  office.Date
	}{
		{func() {}, office.UnitStepOpinion, "2026-03-21"},
		{func() { u.OpinionOn = "2026-03-20" }, office.UnitStepLetter, "2026-04-19"},
		{func() { u.PleaOn = "2026-03-22" }, office.UnitStepAnswer, "2026-04-19"},
		{func() { u.PleaAnswerOn, u.LetterOn, u.DueOn = "2026-03-23", "2026-03-25", "2026-04-25" }, office.UnitStepReport, "2026-05-05"},
		{func() { u.ReportOn = "2026-04-30" }, office.UnitStepRecheck, "2026-05-30"},
	} {
		want.change()
		at := c.Of(u, office.UnitFindings{}, want.until.AddDays(3))
		if at.Next != want.next || at.Until != want.until || at.Late != 3 {
			t.Errorf("%s until %s, %d late; want %s until %s", at.Next, at.Until, at.Late, want.next, want.until)
		}
	}
}

// C19 says what is wrong with an inspection, and nothing once it is mended.
func TestInspectionAlerts(t *testing.T) {
	s, x := inspectionFixture(t, office.InspectionSpecial)
	must[int](t)(s.AddUnits(UnitChoice{InspectionID: x.ID, Kinds: []string{office.UnitSchool}}))
	done(t, s.MakeGroups(GroupPlan{InspectionID: x.ID, Count: 2, Fill: true}))
	done(t, s.SaveGroup(InspectionGroup{Group: office.InspectionGroup{InspectionID: x.ID, Name: "小组"}, Members: []office.InspectionMember{{Name: "丙"}, {Name: "丁"}}}))
	found := func(day office.Date) string {
		r := must[*alertRun](t)(s.alertRun(day))
		r.rule = office.AlertRule{Code: "C19", Level: office.AlertRed}
		if err := r.inspections(); err != nil {
			t.Fatal(err)
		}
		out := []string{}
		for _, a := range r.found {
			if a.Kind == "inspection" {
				out = append(out, a.Level+a.Detail)
			}
		}
		return strings.Join(out, "|")
	}
	if got := found("2026-03-10"); got != "" {
		t.Errorf("before it goes out: %s", got)
	}
	if got := found("2026-03-20"); got != "红小组只有 2 人，少于 3 人|红实地督导 2026-03-16 开始，还没有发书面督导通知" {
		t.Errorf("without a notice: %s", got)
	}
	done(t, s.SaveInspectionStep(InspectionStep{ID: x.ID, Step: StepInspectionNotice, On: "2026-03-05"}))
	groups := must[[]InspectionGroup](t)(s.InspectionGroups(x.ID))
	g := groups[2]
	g.Members = append(g.Members, office.InspectionMember{Name: "戊"})
	done(t, s.SaveGroup(g))
	if got := found("2026-03-20"); got != "黄小组 3 人中督学 0 名，少于 3 名（外聘人员不计）" {
		t.Errorf("a group of outsiders: %s", got)
	}
	done(t, s.DropGroup(g.Group.ID))
	done(t, s.ShareUnits(UnitShare{InspectionID: x.ID, PerDay: 12, From: "2026-03-16"}))
	if got := found("2026-03-20"); !strings.HasPrefix(got, fmt.Sprintf("黄%d 个单位的实地超过期限", 12)) {
		t.Errorf("visits not made: %s", got)
	}
	ids := []int64{}
	for _, r := range unitRows(t, s, x.ID) {
		ids = append(ids, r.ID)
	}
	done(t, unitStep(s, x, office.UnitStep{Step: office.UnitStepVisit, On: "2026-03-16"}, ids...))
	if got := found("2026-05-20"); got != "" {
		t.Errorf("the State sets no days: %s", got)
	}
	plainExec(t, s, `UPDATE rules SET value = 30 WHERE key = 'procedure.letter_days'`)
	if got := found("2026-04-20"); !strings.HasPrefix(got, "黄12 个单位的初步意见超过期限") {
		t.Errorf("past the province's days: %s", got)
	}
}

// Five years without a 综合督导, by the rule; one within them is enough.
func TestLongUnseenSchools(t *testing.T) {
	s, x := inspectionFixture(t, office.InspectionWhole)
	plainExec(t, s, `UPDATE visits SET date = '2020-03-02' WHERE id = (SELECT min(id) FROM visits)`)
	plainExec(t, s, `UPDATE schools SET opened_on = ''`)
	count := func() (n int) {
		r := must[*alertRun](t)(s.alertRun("2026-03-20"))
		if err := r.longUnseen(); err != nil {
			t.Fatal(err)
		}
		return len(r.found)
	}
	if n := count(); n != 20 {
		t.Errorf("%d schools unseen in six years of records, want 20", n)
	}
	must[int](t)(s.AddUnits(UnitChoice{InspectionID: x.ID, Kinds: []string{office.UnitSchool}}))
	done(t, s.MakeGroups(GroupPlan{InspectionID: x.ID, Count: 2, Fill: true}))
	done(t, s.ShareUnits(UnitShare{InspectionID: x.ID, PerDay: 20, From: "2026-03-16"}))
	done(t, s.SaveInspectionStep(InspectionStep{ID: x.ID, Step: StepInspectionNotice, On: "2026-03-05"}))
	ids := []int64{}
	for _, r := range unitRows(t, s, x.ID) {
		ids = append(ids, r.ID)
	}
	done(t, unitStep(s, x, office.UnitStep{Step: office.UnitStepVisit, On: "2026-03-16"}, ids...))
	if n := count(); n != 8 {
		t.Errorf("%d unseen, want the 8 kindergartens", n)
	}
	plainExec(t, s, `UPDATE visits SET date = '2026-01-05' WHERE date < '2026'`)
	if n := count(); n != 0 {
		t.Errorf("%d unseen where the records begin this year", n)
	}
}

// Every step over 157 units is taken in bulk, and all of them are then so far.
func TestAnInspectionOfAllSchools(t *testing.T) {
	s := wholeCounty(t)
	x := must[office.Inspection](t)(s.SaveInspection(office.Inspection{Kind: office.InspectionSpecial, Topic: "校园安全", PlannedOn: "2026-03-02"}))
	must[int](t)(s.AddUnits(UnitChoice{InspectionID: x.ID, Kinds: []string{office.UnitSchool, office.UnitInfant}}))
	done(t, s.MakeGroups(GroupPlan{InspectionID: x.ID, Count: 5, Fill: true}))
	done(t, s.ShareUnits(UnitShare{InspectionID: x.ID, PerDay: 4, From: "2026-03-16"}))
	done(t, s.SaveInspectionStep(InspectionStep{ID: x.ID, Step: StepInspectionNotice, On: "2026-03-05"}))
	ids := []int64{}
	for _, r := range unitRows(t, s, x.ID) {
		ids = append(ids, r.ID)
	}
	for _, step := range []string{office.UnitStepVisit, office.UnitStepOpinion, office.UnitStepLetter} {
		done(t, unitStep(s, x, office.UnitStep{Step: step, On: "2026-04-02"}, ids...))
	}
	for _, r := range must[InspectionPage](t)(s.Inspections(ListQuery{})).Rows {
		if r.Units != 157 || r.Letters != 157 {
			t.Errorf("%s: %d letters of %d units, want 157", r.Title, r.Letters, r.Units)
		}
	}
}

// wholeCounty has an inspection of all its 157 schools.
func wholeCounty(t testing.TB) *Store {
	s := openCounty(t, office.SampleSize{Schools: 63, Kindergartens: 94, Inspectors: 26, Zones: 5, From: "2025-09", To: "2025-09", Findings: 0})
	s.now = func() time.Time { return time.Date(2026, 6, 30, 10, 0, 0, 0, time.Local) }
	return s
}

// Near the end of the school year C19 notes that too few 综合 and 随机督导 were
// held; both kinds count, one called off does not.
func TestFewWholeAndRandomInspections(t *testing.T) {
	s := openTest(t)
	exec(t, s, `INSERT INTO terms (school_year, number, starts_on, ends_on) VALUES ('2025-2026', 2, '2026-03-02', '2026-07-10')`)
	add := func(kind string, day office.Date) office.Inspection {
		return must[office.Inspection](t)(s.SaveInspection(office.Inspection{Kind: kind, Topic: "示例", PlannedOn: day}))
	}
	setDay(t, s, "2026-07-01")
	for _, day := range []office.Date{"2025-10-08", "2025-12-01", "2026-03-20"} {
		add(office.InspectionRandom, day)
	}
	few := office.AlertNote + " 2025-2026学年综合、随机督导: 已组织 3 次，少于 4 次"
	notes := func() []string {
		return slices.DeleteFunc(lines(t, s, "C19", "2026-07-01"), func(l string) bool { return !strings.Contains(l, "学年") })
	}
	if got := notes(); len(got) != 1 || got[0] != few {
		t.Errorf("three of four: %q, want %q", got, few)
	}
	whole := add(office.InspectionWhole, "2026-05-06")
	if got := notes(); len(got) != 0 {
		t.Errorf("a 综合督导 is the fourth: %q", got)
	}
	exec(t, s, `UPDATE inspections SET state = ?, reason = '示例' WHERE id = ?`, office.InspectionCancelled, whole.ID)
	if got := notes(); len(got) != 1 {
		t.Errorf("one called off does not count: %q", got)
	}
}
