package store

import (
	"slices"
	"strings"
	"testing"

	"dudao/internal/office"
)

// What a dossier counts and lists is what the tables hold, of every inspector and
// school, of one school year and of all.
func TestDossiersHoldEverything(t *testing.T) {
	s := smallCounty(t)
	year := office.SchoolYearOf(must[office.Date](t)(s.AsOf()))
	span := must[dossierSpan](t)(dossierDays(year, "2026-03-20"))
	count := func(sql string, args ...any) (n int) {
		t.Helper()
		if err := s.r.Get(&n, sql, args...); err != nil {
			t.Fatal(err)
		}
		return n
	}
	some, status := map[string]int{}, map[int64]string{}
	for _, m := range must[[]office.Month](t)(s.PlanMonths()) {
		for _, l := range must[[]PlanLineRow](t)(s.PlanLines(m)) {
			status[l.ID] = l.Status
		}
	}
	asPlanned := func(who string, rows []office.DossierRow) {
		for _, r := range rows {
			if r.State != status[r.ID] {
				t.Errorf("%s: line %s is %s, want %s", who, r.Title, r.State, status[r.ID])
			}
		}
	}
	for _, p := range must[[]InspectorOption](t)(s.InspectorOptions()) {
		d := must[office.Dossier](t)(s.InspectorDossier(p.ID, year, 0, false))
		asPlanned(p.Name, d.Section("plans").Rows)
		for key, want := range map[string]int{
			"visits":       count(`SELECT count(*) FROM visits v WHERE v.deleted_at IS NULL AND date BETWEEN ? AND ? AND (inspector_id = ? OR EXISTS (SELECT 1 FROM visit_companions c WHERE c.visit_id = v.id AND c.inspector_id = ?))`, span.from, span.to, p.ID, p.ID),
			"findings":     count(`SELECT count(*) FROM findings WHERE deleted_at IS NULL AND visit_id IN (SELECT id FROM visits WHERE inspector_id = ? AND date BETWEEN ? AND ?)`, p.ID, span.from, span.to),
			"assignments":  count(`SELECT count(*) FROM assignments WHERE inspector_id = ?`, p.ID),
			"appointments": count(`SELECT count(*) FROM appointments WHERE inspector_id = ?`, p.ID),
			"teams":        count(`SELECT count(*) FROM team_members WHERE inspector_id = ?`, p.ID),
			"lessons":      count(`SELECT count(*) FROM lessons WHERE inspector_id = ? AND date BETWEEN ? AND ?`, p.ID, span.from, span.to),
			"trainings":    count(`SELECT count(*) FROM training_people p JOIN trainings t ON t.id = p.training_id WHERE p.inspector_id = ? AND t.starts_on BETWEEN ? AND ?`, p.ID, span.from, span.to),
			"meetings":     count(`SELECT count(*) FROM meetings WHERE state IN ('已召开', '已印发纪要') AND date BETWEEN ? AND ? AND id IN (SELECT meeting_id FROM meeting_attendees WHERE inspector_id = ?)`, span.from, span.to, p.ID),
			"uploads":      count(`SELECT count(DISTINCT substr(v.date, 1, 7)) FROM uploads u JOIN visits v ON v.id = u.record_id WHERE u.kind = 'visit' AND v.inspector_id = ? AND v.date BETWEEN ? AND ?`, p.ID, span.from, span.to),
			"plans":        count(`SELECT count(*) FROM plan_lines WHERE inspector_id = ? AND CASE WHEN day = '' THEN month || '-01' ELSE day END BETWEEN ? AND ?`, p.ID, span.from, span.to),
			"inspections":  count(`SELECT count(*) FROM inspection_members m JOIN inspections x ON x.id = m.inspection_id WHERE m.inspector_id = ? AND x.planned_on BETWEEN ? AND ?`, p.ID, span.from, span.to),
			"tenures":      count(`SELECT count(*) FROM candidates WHERE inspector_id = ?`, p.ID),
			"assessments":  count(`SELECT count(*) FROM assessment_subjects WHERE inspector_id = ? AND assessment_id IN (SELECT id FROM assessments WHERE confirmed_on <> '')`, p.ID),
			"awards":       count(`SELECT count(*) FROM awards WHERE inspector_id = ?`, p.ID),
			"recusals":     count(`SELECT count(*) FROM recusals WHERE inspector_id = ?`, p.ID),
		} {
			some[key] += want
			if sec := d.Section(key); sec.Total != want || len(sec.Rows) != want {
				t.Errorf("%s %s: %d, %d rows, want %d", p.Name, key, sec.Total, len(sec.Rows), want)
			}
		}
	}
	for _, sc := range must[[]SchoolOption](t)(s.SchoolOptions()) {
		d, all := must[office.Dossier](t)(s.SchoolDossier(sc.ID, year, 2)), must[office.Dossier](t)(s.SchoolDossier(sc.ID, "", 0))
		visits := count(`SELECT count(*) FROM visits WHERE school_id = ?`, sc.ID)
		if got := all.Section("visits"); got.Total != visits || len(got.Rows) != visits {
			t.Errorf("%s: %d visits, want %d", sc.Name, got.Total, visits)
		}
		if got := d.Section("visits"); len(got.Rows) != min(2, got.Total) {
			t.Errorf("%s: %d rows of %d", sc.Name, len(got.Rows), got.Total)
		}
		closed := count(`SELECT count(*) FROM findings WHERE school_id = ? AND state IN ('已销号', '现场整改')`, sc.ID)
		open := count(`SELECT count(*) FROM findings WHERE school_id = ? AND state NOT IN ('已销号', '现场整改')`, sc.ID)
		if all.Section("closed").Total != closed || all.Section("open").Total != open {
			t.Errorf("%s: findings %d closed, %d open", sc.Name, all.Section("closed").Total, all.Section("open").Total)
		}
		asPlanned(sc.Name, all.Section("plans").Rows)
		for key, sql := range map[string]string{
			"inspections":  `SELECT count(*) FROM inspection_units WHERE school_id = ?`,
			"assessments":  `SELECT count(*) FROM assessment_subjects WHERE school_id = ? AND assessment_id IN (SELECT id FROM assessments WHERE confirmed_on <> '')`,
			"plans":        `SELECT count(*) FROM plan_lines WHERE school_id = ?`,
			"staff":        `SELECT count(*) FROM staff_days WHERE school_id = ?`,
			"leaders":      `SELECT count(*) FROM leader_visits WHERE leader_id IN (SELECT id FROM leaders WHERE school_id = ?)`,
			"publications": `SELECT count(*) FROM publications WHERE school_id = ?`,
			"archive": `SELECT count(*) FROM archive_items a WHERE ? IN (SELECT school_id FROM visits WHERE a.source_kind = 'visit' AND id = a.source_id UNION ALL SELECT school_id FROM notices WHERE a.source_kind = 'notice' AND id = a.source_id
				UNION ALL SELECT school_id FROM findings WHERE a.source_kind = 'finding' AND id = a.source_id UNION ALL SELECT school_id FROM complaints WHERE a.source_kind = 'complaint' AND id = a.source_id
				UNION ALL SELECT school_id FROM publications WHERE a.source_kind = 'publication' AND id = a.source_id UNION ALL SELECT school_id FROM inspection_units WHERE a.source_kind = 'inspection_unit' AND id = a.source_id)`,
		} {
			want := count(sql, sc.ID)
			some["of schools: "+key] += want
			if sec := all.Section(key); sec.Total != want || len(sec.Rows) != want {
				t.Errorf("%s %s: %d, %d rows, want %d", sc.Name, key, sec.Total, len(sec.Rows), want)
			}
		}
		charted, looked := 0, 0
		for _, n := range all.Chart.Values {
			charted += n
		}
		for _, r := range all.Matrix.Rows {
			for _, n := range r.Counts {
				looked += n
			}
		}
		if want := count(`SELECT count(*) FROM visits v WHERE school_id = ? AND `+counted, sc.ID); charted != want {
			t.Errorf("%s: the chart has %d visits, want %d", sc.Name, charted, want)
		}
		if want := count(`SELECT count(*) FROM visits v JOIN visit_matters m ON m.visit_id = v.id WHERE school_id = ? AND `+counted, sc.ID); looked != want {
			t.Errorf("%s: the matrix has %d, want %d", sc.Name, looked, want)
		}
	}
	for key, n := range some {
		if n == 0 {
			t.Errorf("%s: nothing in the county, nothing was tested", key)
		}
	}
}

func TestDossierMasks(t *testing.T) {
	s := openTest(t)
	sc, p := fixture(t, s)
	p.IDNumber = "11010519491231002X"
	p = must[office.Inspector](t)(s.SaveInspector(p))
	must[office.Complaint](t)(s.SaveComplaint(office.Complaint{ReceivedOn: "2026-03-02", Channel: "电话", Name: "张示例", Phone: "13800001234", SchoolID: sc.ID, Handler: p.Name,
		Content: "张示例（13800001234）反映食堂卫生", Kind: "一般"}))
	for _, d := range []office.Dossier{must[office.Dossier](t)(s.SchoolDossier(sc.ID, "", 0)), must[office.Dossier](t)(s.InspectorDossier(p.ID, "", 0, false))} {
		rows := d.Section("complaints").Rows
		if len(rows) != 1 || strings.Contains(rows[0].Detail, "张示例") || strings.Contains(rows[0].Detail, "13800001234") || !strings.Contains(rows[0].Detail, "反映食堂卫生") {
			t.Errorf("%s: %+v", d.Kind, rows)
		}
	}
	fact := func(d office.Dossier, label string) string {
		return d.Facts[slices.IndexFunc(d.Facts, func(f office.DossierFact) bool { return f.Label == label })].Value
	}
	if got := fact(must[office.Dossier](t)(s.InspectorDossier(p.ID, "", 0, false)), "身份证号"); got == p.IDNumber || !strings.Contains(got, "*") {
		t.Errorf("the identity card number is %s", got)
	}
	if got := fact(must[office.Dossier](t)(s.InspectorDossier(p.ID, "", 0, true)), "身份证号"); got != p.IDNumber {
		t.Errorf("whole: %s", got)
	}
}

// insertUnit writes a unit of an inspection as it stands, which 灭火器过期 was found in.
func insertUnit(s *Store, u office.InspectionUnit) (id int64, err error) {
	err = s.write(Change{Action: "unit.test", Label: "被督导单位"}, func(t *tx) error {
		u.UpdatedAt = s.moment()
		if id, err = insert(t, "inspection_units", u); err != nil {
			return err
		}
		_, err = t.Exec(`UPDATE findings SET unit_id = ? WHERE content = '灭火器过期'`, id)
		return err
	})
	return id, err
}

func TestBriefing(t *testing.T) {
	s := openTest(t)
	sc, p := fixture(t, s)
	must[office.Assignment](t)(s.SaveAssignment(office.Assignment{SchoolID: sc.ID, InspectorID: p.ID, StartsOn: "2025-09-01"}))
	must[office.Term](t)(s.SaveTerm(office.Term{SchoolYear: "2025-2026", Number: 2, StartsOn: "2026-03-01", EndsOn: "2026-07-10"}))
	visit := func(day office.Date, findings ...office.Finding) VisitForm {
		return must[VisitForm](t)(s.SaveVisit(VisitForm{Visit: office.Visit{Date: day, SchoolID: sc.ID, InspectorID: p.ID, Matters: []int64{7}}, Findings: findings}))
	}
	visit("2026-01-05", office.Finding{Content: "食堂留样不足", MatterID: 7, Level: 2, State: office.FindingOnSpot})
	visit("2026-03-05", office.Finding{Content: "灭火器过期", MatterID: 6, Level: 2, DueOn: "2026-03-10"}, office.Finding{Content: "留样又不足", MatterID: 7, Level: 4})
	must[office.Complaint](t)(s.SaveComplaint(office.Complaint{ReceivedOn: "2026-02-02", Channel: "电话", Name: "张示例", SchoolID: sc.ID, Content: "反映作业多", Kind: "一般", MatterID: 4}))
	must[office.Menu](t)(s.SaveMenu(office.Menu{Month: "2026-03", Items: []office.MenuItem{{MatterID: 4, Topic: "作业管理", Requirement: "看作业公示。", Schools: "中小学", Required: true},
		{MatterID: 7, Topic: "食品卫生（已看）", Schools: "全部", Required: true}, {MatterID: 6, Topic: "自选的消防", Schools: "全部"}, {Topic: "幼小衔接", Schools: "幼儿园", Required: true}}}))
	score := 83.5
	x := must[office.Inspection](t)(s.SaveInspection(office.Inspection{Kind: office.InspectionKinds[0], Title: "春季开学专项督导", PlannedOn: "2026-03-01", State: "计划"}))
	unit := must[int64](t)(insertUnit(s, office.InspectionUnit{InspectionID: x.ID, SchoolID: sc.ID, Name: sc.Name, UnitKind: "中小学", VisitedOn: "2026-03-03", Score: &score, Grade: "良好", Position: 1}))
	b := must[office.Briefing](t)(s.Briefing(sc.ID))
	if i := b.Inspection; i.Unit != unit || i.Score == nil || *i.Score != score || i.Grade != "良好" || i.Open != 1 {
		t.Errorf("inspection: %+v", i)
	}
	if len(b.Menu) != 1 || b.Menu[0].Topic != "作业管理" {
		t.Errorf("menu: %+v", b.Menu)
	}
	if len(b.Visits) != 2 || b.Visits[0].Date != "2026-03-05" || len(b.Visits[0].Lacks) == 0 {
		t.Errorf("visits: %+v", b.Visits)
	}
	if len(b.Findings) != 2 || b.Findings[0].Overdue == 0 || b.Findings[0].Turn != "督导室下发" || b.Findings[1].Repeat != 2 {
		t.Errorf("findings: %+v", b.Findings)
	}
	if len(b.Unseen) != 7 || slices.Contains(b.Unseen, "食品卫生") || b.UnseenIn != "本学年" {
		t.Errorf("unseen: %v", b.Unseen)
	}
	if len(b.Complaints) != 1 || b.Complaints[0].Matter != "学习与负担" {
		t.Errorf("complaints: %+v", b.Complaints)
	}
	text := ""
	for _, a := range b.Asks {
		text += a.Text + "\n"
		if a.ID == 0 || a.Kind == "" {
			t.Errorf("“%s” leads nowhere", a.Text)
		}
	}
	for _, want := range []string{"“灭火器过期”应在3月10日前整改，已超期", "“留样又不足”没有定期限，轮到学校整改", "“食品卫生”方面的问题是第2次发现", "还缺", "1件投诉还没有办结", "本学年还没有督导的事项：", "本月规定任务——作业管理：看作业公示。", "春季开学专项督导发现的问题还有1个没有销号", "学校资料里没有"} {
		if !strings.Contains(text, want) {
			t.Errorf("what to ask lacks “%s”:\n%s", want, text)
		}
	}
	if strings.Contains(text, "张示例") {
		t.Error("it tells who called")
	}
}

func TestTeams(t *testing.T) {
	s := openTest(t)
	sc, p := fixture(t, s)
	q := must[office.Inspector](t)(s.SaveInspector(office.Inspector{Name: "李示例"}))
	if _, err := s.SaveTeam(office.Team{Name: "第一协作组"}); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("a team without members and day: %v", err)
	}
	m := must[office.Team](t)(s.SaveTeam(office.Team{Name: "第一协作组", StartsOn: "2025-09-01", LeaderID: p.ID, Members: []int64{q.ID}, PlusName: "王示例", Schools: []int64{sc.ID}, Zones: []string{"第一责任区"}}))
	joint := func(day office.Date, kind string, who int64) {
		must[VisitForm](t)(s.SaveVisit(VisitForm{Visit: office.Visit{Date: day, SchoolID: sc.ID, InspectorID: who, Kind: kind}, Findings: []office.Finding{{Content: "留样不足", Level: 4}}}))
	}
	joint("2025-08-20", office.JointKind, p.ID)
	joint("2025-10-20", office.JointKind, p.ID)
	joint("2025-10-21", office.JointKind, q.ID)
	joint("2025-10-22", office.VisitKinds[0], q.ID)
	page := must[TeamPage](t)(s.Teams(ListQuery{Text: "李示例"}))
	if page.Total != 1 || page.Rows[0].Visits != 2 || page.Rows[0].Findings != 2 || page.Rows[0].Count != 2 || page.Rows[0].State != "在组" || !strings.Contains(page.Rows[0].Helps, "第一责任区、") {
		t.Errorf("listed: %+v", page)
	}
	visits, findings, err := s.TeamWork(m.ID)
	if err != nil || len(visits) != 2 || visits[0].Date != "2025-10-21" || len(findings) != 2 {
		t.Errorf("work: %v %v %v", visits, findings, err)
	}
	m.Zones, m.EndsOn = nil, "2025-10-21"
	m = must[office.Team](t)(s.SaveTeam(m))
	if got := must[office.Team](t)(s.Team(m.ID)); len(got.Zones) != 0 || len(got.Members) != 2 {
		t.Errorf("saved again: %+v", got)
	}
	if visits, _, _ := s.TeamWork(m.ID); len(visits) != 1 {
		t.Errorf("after its end: %d visits", len(visits))
	}
	if err := s.DeleteTeam(m.ID); err != nil {
		t.Fatal(err)
	}
	must[UndoResult](t)(s.Undo(must[LastAction](t)(s.LastAction()).ID))
	if must[TeamPage](t)(s.Teams(ListQuery{})).Total != 1 {
		t.Error("the team did not come back")
	}
}
