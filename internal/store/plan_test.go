package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"dudao/internal/office"
)

// planCounty is a small office: two inspectors, schools in two towns, a term.
func planCounty(t *testing.T) (s *Store, inspectors []int64, schools []int64) {
	t.Helper()
	s = openTest(t)
	must[office.Term](t)(s.SaveTerm(office.Term{SchoolYear: "2025-2026", Number: 2, StartsOn: "2026-03-02", EndsOn: "2026-07-10"}))
	for i := range 2 {
		inspectors = append(inspectors, person(t, s, office.Inspector{Name: fmt.Sprintf("%c示例", '甲'+rune(i)), Mobile: fmt.Sprint(i)}).ID)
	}
	for i := range 9 {
		kind := "小学"
		if i%3 == 2 {
			kind = office.InfantSchool
		}
		sc := must[office.School](t)(s.SaveSchool(office.School{Name: fmt.Sprintf("示例县第%d学校", i+1), Kind: kind, Town: []string{"东镇", "西镇"}[i%2]}))
		schools = append(schools, sc.ID)
		assign(t, s, office.Assignment{SchoolID: sc.ID, InspectorID: inspectors[i/5], StartsOn: "2026-01-01"})
	}
	return s, inspectors, schools
}

// A proposal names every open school that somebody answers for once, on a working
// day, the schools of one town together; pressed again it adds nothing; its undo
// takes all away.
func TestProposeLines(t *testing.T) {
	s, people, schools := planCounty(t)
	setDay(t, s, "2026-03-28")
	p := must[office.Inspector](t)(s.Inspector(people[0]))
	p.Recusal = "子女在示例县第2学校就读"
	person(t, s, p)
	closed := must[office.School](t)(s.School(schools[8]))
	closed.State, closed.ClosedOn = "停办", "2026-03-01"
	must[office.School](t)(s.SaveSchool(closed))
	must[office.Finding](t)(s.SaveFinding(office.Finding{SchoolID: schools[6], FoundOn: "2026-03-20", Content: "灭火器过期", Level: 2, DueOn: "2026-03-27", MatterID: 6}))

	out := must[Proposed](t)(s.ProposeLines("2026-04", 0))
	if out.Added != 7 || len(out.Skipped) != 1 || out.Skipped[0].School != "示例县第2学校" || !strings.Contains(out.Skipped[0].Reason, "应当回避") {
		t.Fatalf("proposed %+v", out)
	}
	rows := must[[]PlanLineRow](t)(s.PlanLines("2026-04"))
	cal := must[office.Calendar](t)(s.Calendar())
	seen := map[int64]int{}
	townOn := map[string][]string{}
	for _, r := range rows {
		seen[r.SchoolID]++
		if !cal.Workday(r.Day) || r.Day.Month() != "2026-04" {
			t.Errorf("%s is planned on %s", r.School, r.Day)
		}
		key := fmt.Sprint(r.InspectorID, r.Day)
		if !slices.Contains(townOn[key], r.Town) {
			townOn[key] = append(townOn[key], r.Town)
		}
		if len(r.Matters) == 0 {
			t.Errorf("%s has no matters", r.School)
		}
	}
	for i, id := range schools {
		want := 1
		if i == 1 || i == 8 {
			want = 0
		}
		if seen[id] != want {
			t.Errorf("school %d is planned %d times", i+1, seen[id])
		}
	}
	for key, towns := range townOn {
		if len(towns) > 1 {
			t.Errorf("%s: the towns %v on one day", key, towns)
		}
	}
	first := rows[slices.IndexFunc(rows, func(r PlanLineRow) bool { return r.InspectorID == people[1] })]
	if first.SchoolID != schools[6] || !strings.Contains(first.Why, "2026-03-27 到期") || !strings.Contains(first.Tasks, "核查 1 个未销号问题") {
		t.Errorf("the most urgent is %s: %s / %s", first.School, first.Why, first.Tasks)
	}
	set := must[LastAction](t)(s.LastAction())
	if again := must[Proposed](t)(s.ProposeLines("2026-04", 0)); again.Added != 0 {
		t.Errorf("proposed %d more", again.Added)
	}
	if res := must[UndoResult](t)(s.Undo(set.ID)); res.Removed != 7 || len(res.Kept) > 0 {
		t.Errorf("undo: %+v", res)
	}
	if rows := must[[]PlanLineRow](t)(s.PlanLines("2026-04")); len(rows) > 0 {
		t.Errorf("%d lines are left", len(rows))
	}
	if _, err := s.ProposeLines("2026-02", 0); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("a month that is over: %v", err)
	}
}

// A month in which no visit is required plans only what is open; one that runs
// plans no day that is over.
func TestProposeExemptAndRunning(t *testing.T) {
	s, _, schools := planCounty(t)
	set := must[office.Settings](t)(s.Settings())
	set.ExemptMonths = []int{7}
	if err := s.SaveSettings(set); err != nil {
		t.Fatal(err)
	}
	setDay(t, s, "2026-06-16")
	must[office.Finding](t)(s.SaveFinding(office.Finding{SchoolID: schools[0], FoundOn: "2026-03-20", Content: "灭火器过期", Level: 2, DueOn: "2026-07-01", MatterID: 6}))
	if out := must[Proposed](t)(s.ProposeLines("2026-07", 0)); out.Added != 1 {
		t.Errorf("proposed %+v", out)
	}
	for _, r := range must[[]PlanLineRow](t)(s.PlanLines("2026-07")) {
		if r.Day > "2026-07-10" {
			t.Errorf("planned after the term, on %s", r.Day)
		}
	}
	must[Proposed](t)(s.ProposeLines("2026-06", 0))
	for _, r := range must[[]PlanLineRow](t)(s.PlanLines("2026-06")) {
		if r.Day < "2026-06-16" {
			t.Errorf("planned on %s, which is over", r.Day)
		}
	}
}

// What was done is what the visits say: as the main inspector or as a companion,
// in that month, one visit for one line; by hand only with a reason.
func TestPlanLineStatus(t *testing.T) {
	s, people, schools := planCounty(t)
	setDay(t, s, "2026-04-20")
	line := func(person, school int64) office.PlanLine {
		return must[office.PlanLine](t)(s.SavePlanLine(office.PlanLine{Month: "2026-04", InspectorID: person, SchoolID: school, Day: "2026-04-08"}))
	}
	a, b := line(people[0], schools[0]), line(people[0], schools[0])
	c, d := line(people[1], schools[0]), line(people[0], schools[1])
	status := func() string {
		t.Helper()
		by := map[int64]string{}
		for _, r := range must[[]PlanLineRow](t)(s.PlanLines("2026-04")) {
			by[r.ID] = r.Status + r.VisitNumber
		}
		return strings.Join([]string{by[a.ID], by[b.ID], by[c.ID], by[d.ID]}, " ")
	}
	expectStatus := func(want string) {
		t.Helper()
		if got := status(); got != want {
			t.Errorf("status %q, want %q", got, want)
		}
	}
	expectStatus("计划 计划 计划 计划")
	v := must[VisitForm](t)(s.SaveVisit(VisitForm{Visit: office.Visit{Date: "2026-04-09", SchoolID: schools[0], InspectorID: people[0], Companions: []int64{people[1]}, Content: "到校"}}))
	expectStatus("已完成JL2026-0001 计划 已完成JL2026-0001 计划")
	v.Visit.Date = "2026-05-06"
	v = must[VisitForm](t)(s.SaveVisit(v))
	expectStatus("计划 计划 计划 计划")
	v.Visit.Date, v.Visit.State = "2026-04-10", "计划"
	v = must[VisitForm](t)(s.SaveVisit(v))
	expectStatus("计划 计划 计划 计划")
	v.Visit.State = "已记录"
	must[VisitForm](t)(s.SaveVisit(v))
	d.State = office.LineDone
	if _, err := s.SavePlanLine(d); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("done by hand without a reason: %v", err)
	}
	d.Reason = "与责任区检查合并进行"
	must[office.PlanLine](t)(s.SavePlanLine(d))
	expectStatus("已完成JL2026-0001 计划 已完成JL2026-0001 已完成")
	setDay(t, s, "2026-05-01")
	expectStatus("已完成JL2026-0001 未完成 已完成JL2026-0001 已完成")
	if out := must[Proposed](t)(s.CarryLines("2026-04")); out.Added != 1 {
		t.Errorf("carried on %+v", out)
	}
	if out := must[Proposed](t)(s.CarryLines("2026-04")); out.Added != 0 {
		t.Errorf("carried on twice: %+v", out)
	}
	next := must[[]PlanLineRow](t)(s.PlanLines("2026-05"))
	if len(next) != 1 || next[0].CarriedID != b.ID || !strings.Contains(next[0].Why, "2026年4月未完成") {
		t.Errorf("carried on: %+v", next)
	}
}

func TestPlanLineRefuses(t *testing.T) {
	s, people, schools := planCounty(t)
	p := must[office.Inspector](t)(s.Inspector(people[0]))
	p.Recusal = "子女在示例县第1学校就读"
	person(t, s, p)
	for want, l := range map[string]office.PlanLine{
		"甲示例应当回避示例县第1学校": {Month: "2026-04", InspectorID: people[0], SchoolID: schools[0]},
		"不是工作日":          {Month: "2026-04", InspectorID: people[0], SchoolID: schools[1], Day: "2026-04-11"},
		"不在2026年4月":      {Month: "2026-04", InspectorID: people[0], SchoolID: schools[1], Day: "2026-05-11"},
		"取消的原因":          {Month: "2026-04", InspectorID: people[0], SchoolID: schools[1], State: "取消"},
	} {
		if _, err := s.SavePlanLine(l); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want %q, got %v", want, err)
		}
	}
	if rows := must[[]PlanLineRow](t)(s.PlanLines("2026-04")); len(rows) > 0 {
		t.Errorf("bad input wrote %+v", rows)
	}
}

// A year begins from another as one action; one undo takes the plan and its lines.
func TestStartPlan(t *testing.T) {
	s := openTest(t)
	set := must[office.Settings](t)(s.Settings())
	p := must[office.Plan](t)(s.StartPlan(office.NewPlan(2025, set), office.StarterCalendar))
	for _, task := range must[[]office.PlanTask](t)(s.PlanTasks(p.ID)) {
		if !strings.HasPrefix(task.Source, "非官方") {
			t.Errorf("%s has the source %q", task.Task, task.Source)
		}
		task.DoneOn, task.Note = "2025-06-01", "2025年安排"
		must[office.PlanTask](t)(s.SavePlanTask(task))
	}
	tasks := must[[]office.PlanTask](t)(s.PlanTasks(p.ID))
	next := must[office.Plan](t)(s.StartPlan(office.CopyPlan(p, 2026, set), office.CopyTasks(tasks, 2025, 2026)))
	copied := must[[]office.PlanTask](t)(s.PlanTasks(next.ID))
	if len(copied) != len(office.StarterCalendar) || copied[0].DoneOn != "" || copied[0].Note != "2026年安排" || next.Year != 2026 || !strings.Contains(next.Title, "2026年") {
		t.Errorf("copied %d lines, the first %+v, the plan %+v", len(copied), copied[0], next)
	}
	if _, err := s.StartPlan(office.NewPlan(2026, set), nil); office.CodeOf(err) != office.CodeConflict {
		t.Errorf("a second plan of a year: %v", err)
	}
	last := must[LastAction](t)(s.LastAction())
	if res := must[UndoResult](t)(s.Undo(last.ID)); res.Removed != 1+len(copied) || len(res.Kept) > 0 {
		t.Errorf("undo %+v", res)
	}
}

// The menu takes the calendar's work in schools and the matters looked at least.
func TestProposeMenu(t *testing.T) {
	s, people, schools := planCounty(t)
	set := must[office.Settings](t)(s.Settings())
	p := must[office.Plan](t)(s.StartPlan(office.NewPlan(2026, set), nil))
	must[office.PlanTask](t)(s.SavePlanTask(office.PlanTask{PlanID: p.ID, MonthFrom: 3, MonthTo: 4, Kind: "专项督导", Task: "食品安全专项督导", Matters: []int64{7}}))
	must[office.PlanTask](t)(s.SavePlanTask(office.PlanTask{PlanID: p.ID, MonthFrom: 4, Kind: "会议", Task: "月例会"}))
	must[VisitForm](t)(s.SaveVisit(VisitForm{Visit: office.Visit{Date: "2026-03-09", SchoolID: schools[0], InspectorID: people[0], Matters: []int64{1, 2}}}))
	m := must[office.Menu](t)(s.ProposeMenu("2026-04"))
	got := []int64{}
	for _, i := range m.Items {
		got = append(got, i.MatterID)
	}
	if fmt.Sprint(got) != "[7 3 11]" || m.Items[0].Topic != "食品安全专项督导" || m.Items[2].Schools != "幼儿园" {
		t.Errorf("proposed %v: %+v", got, m.Items)
	}
	m = must[office.Menu](t)(s.SaveMenu(m))
	m.Items = m.Items[1:]
	must[office.Menu](t)(s.SaveMenu(m))
	if back := must[office.Menu](t)(s.MenuOf("2026-04")); len(back.Items) != 2 || back.Items[0].MatterID != 3 {
		t.Errorf("kept %+v", back)
	}
}
