package store

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"dudao/internal/office"
)

// setDay turns the clock to the day.
func setDay(t *testing.T, s *Store, day office.Date) {
	t.Helper()
	at := day.Time()
	if at.IsZero() {
		t.Fatalf("no day: %q", day)
	}
	s.now = func() time.Time { return time.Date(at.Year(), at.Month(), at.Day(), 10, 0, 0, 0, time.Local) }
}

// lines are the rule's alerts on the day as "level title: detail", those put
// aside left out.
func lines(t *testing.T, s *Store, code string, day office.Date) []string {
	t.Helper()
	setDay(t, s, day)
	out := []string{}
	for _, a := range must[AlertBook](t)(s.Alerts()).Rows {
		if a.Code == code && a.MuteID == 0 {
			out = append(out, a.Level+" "+a.Title+": "+a.Detail)
		}
	}
	return out
}

// expect fails unless the rule's alerts on the day are just these.
func expect(t *testing.T, s *Store, code string, day office.Date, want ...string) {
	t.Helper()
	if got := lines(t, s, code, day); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%s on %s:\n got %q\nwant %q", code, day, got, want)
	}
}

func exec(t *testing.T, s *Store, sql string, args ...any) {
	t.Helper()
	if err := s.write(Change{Action: "test", Label: "test"}, func(x *tx) error {
		_, err := x.Exec(sql, args...)
		return err
	}); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

// setRule sets a rule's value for every day.
func setRule(t *testing.T, s *Store, key string, value float64) {
	t.Helper()
	exec(t, s, `UPDATE rules SET value = ?, official = 0, source = '本县规定' WHERE key = ?`, value, key)
}

// manySchools adds n schools named 示例县甲小学1 to n, open since 2000.
func manySchools(t *testing.T, s *Store, n int) []int64 {
	t.Helper()
	ids := []int64{}
	for i := range n {
		sc := must[office.School](t)(s.SaveSchool(office.School{Name: fmt.Sprintf("示例县甲%d小学", i+1), Kind: "小学", OpenedOn: "2000-09-01"}))
		ids = append(ids, sc.ID)
	}
	return ids
}

func person(t *testing.T, s *Store, p office.Inspector) office.Inspector {
	t.Helper()
	return must[office.Inspector](t)(s.SaveInspector(p))
}

func assign(t *testing.T, s *Store, a office.Assignment) office.Assignment {
	t.Helper()
	return must[office.Assignment](t)(s.SaveAssignment(a))
}

func TestZonesBeyondTheirLimits(t *testing.T) {
	s := openTest(t)
	schools := manySchools(t, s, 21)
	a, b := person(t, s, office.Inspector{Name: "甲示例"}), person(t, s, office.Inspector{Name: "乙示例"})
	v := must[office.ZoneVersion](t)(s.SaveZoneVersion(office.ZoneVersion{Number: "2025年版", ValidFrom: "2025-09-01"}))
	z := must[office.Zone](t)(s.SaveZone(office.Zone{VersionID: v.ID, Name: "第一责任区", Schools: schools[:20], Members: []int64{a.ID, b.ID}}))
	expect(t, s, "C01", "2026-03-12")
	expect(t, s, "C02", "2026-03-12")
	z.Schools = schools
	z.Members = []int64{a.ID}
	must[office.Zone](t)(s.SaveZone(z))
	expect(t, s, "C01", "2026-03-12", "红 第一责任区: 学校和幼儿园 21 所，超过 20 所")
	expect(t, s, "C02", "2026-03-12", "红 第一责任区: 督学 1 名，少于 2 名")
	expect(t, s, "C01", "2025-08-31") // before the division
	exec(t, s, `UPDATE schools SET closed_on = '2026-03-12', state = '停办' WHERE id = ?`, schools[0])
	expect(t, s, "C01", "2026-03-11", "红 第一责任区: 学校和幼儿园 21 所，超过 20 所")
	expect(t, s, "C01", "2026-03-12")
}

func TestInspectorsWithTooManySchools(t *testing.T) {
	s := openTest(t)
	schools := manySchools(t, s, 8)
	p := person(t, s, office.Inspector{Name: "甲示例"})
	for i, want := range []string{"", "", "", "", "", "黄 甲示例: 主责 6 所，多于 5 所左右", "黄 甲示例: 主责 7 所，多于 5 所左右", "红 甲示例: 主责 8 所，8 所起算超员"} {
		a := assign(t, s, office.Assignment{SchoolID: schools[i], InspectorID: p.ID, StartsOn: "2026-01-01"})
		if want == "" {
			expect(t, s, "C03", "2026-03-12")
		} else {
			expect(t, s, "C03", "2026-03-12", want)
		}
		if i == 5 { // assisting is no load
			a.Role = "协"
			assign(t, s, a)
			expect(t, s, "C03", "2026-03-12")
			a.Role = "主"
			assign(t, s, a)
		}
	}
	setRule(t, s, office.RuleInspectorOverload, 9)
	expect(t, s, "C03", "2026-03-12", "黄 甲示例: 主责 8 所，多于 5 所左右")
}

func TestSchoolsWithoutInspector(t *testing.T) {
	s := openTest(t)
	school := manySchools(t, s, 1)[0]
	a, b := person(t, s, office.Inspector{Name: "甲示例"}), person(t, s, office.Inspector{Name: "乙示例"})
	expect(t, s, "C04", "2026-03-12", "红 示例县甲1小学: 没有责任督学")
	assign(t, s, office.Assignment{SchoolID: school, InspectorID: b.ID, Role: "协", StartsOn: "2026-03-01"})
	expect(t, s, "C04", "2026-03-12", "红 示例县甲1小学: 只有协助的督学，没有人主责")
	assign(t, s, office.Assignment{SchoolID: school, InspectorID: a.ID, StartsOn: "2026-03-01", EndsOn: "2026-04-01"})
	expect(t, s, "C04", "2026-03-12")
	expect(t, s, "C04", "2026-03-31")
	expect(t, s, "C04", "2026-04-01", "红 示例县甲1小学: 只有协助的督学，没有人主责")
	setRule(t, s, office.RuleInspectorsPerVisit, 2) // two for each school
	expect(t, s, "C04", "2026-03-12")
	setRule(t, s, office.RuleInspectorsPerVisit, 3)
	expect(t, s, "C04", "2026-03-12", "红 示例县甲1小学: 在聘的责任督学 2 名，少于 3 名")
	setRule(t, s, office.RuleInspectorsPerVisit, 1)
	a.State = "停聘"
	person(t, s, a)
	expect(t, s, "C04", "2026-03-12", "红 示例县甲1小学: 甲示例（停聘）已不在聘，没有人主责")
	exec(t, s, `UPDATE schools SET state = '停办' WHERE id = ?`, school)
	expect(t, s, "C04", "2026-03-12")
}

func TestPlates(t *testing.T) {
	s := openTest(t)
	school := manySchools(t, s, 1)[0]
	a, b := person(t, s, office.Inspector{Name: "甲示例"}), person(t, s, office.Inspector{Name: "乙示例"})
	first := assign(t, s, office.Assignment{SchoolID: school, InspectorID: a.ID, StartsOn: "2025-09-01"})
	expect(t, s, "C05", "2026-03-12", "黄 示例县甲1小学: 甲示例自 2025-09-01 起负责，公示牌没有挂")
	first.PlateOn = "2025-09-10"
	first = assign(t, s, first)
	expect(t, s, "C05", "2026-03-12", "提示 示例县甲1小学: 公示牌没有照片")
	photo := office.Attachment{OwnerKind: "assignment", OwnerID: first.ID, Role: "照片", Name: "公示牌.jpg", MIME: "image/jpeg", Bytes: 1, SHA256: strings.Repeat("a", 64)}
	must[[]office.Attachment](t)(s.AddAttachments([]office.Attachment{photo}))
	expect(t, s, "C05", "2026-03-12")
	second := assign(t, s, office.Assignment{SchoolID: school, InspectorID: b.ID, StartsOn: "2026-03-01"})
	expect(t, s, "C05", "2026-02-28")
	expect(t, s, "C05", "2026-03-12", "黄 示例县甲1小学: 责任督学已由甲示例换为乙示例，公示牌没有更换")
	second.PlateOn = "2025-09-10" // the old plate
	second = assign(t, s, second)
	expect(t, s, "C05", "2026-03-12", "黄 示例县甲1小学: 公示牌 2025-09-10 挂，乙示例自 2026-03-01 起负责，牌上还是以前的督学")
	second.PlateOn = "2026-03-01"
	assign(t, s, second)
	expect(t, s, "C05", "2026-03-12", "提示 示例县甲1小学: 公示牌没有照片")
}

func TestTermsOfOffice(t *testing.T) {
	s := openTest(t)
	p := person(t, s, office.Inspector{Name: "甲示例"})
	expect(t, s, "C14", "2026-03-12")
	must[office.Appointment](t)(s.SaveAppointment(office.Appointment{InspectorID: p.ID, TermNumber: 2, StartsOn: "2023-07-01", EndsOn: "2026-06-30"}))
	expect(t, s, "C14", "2026-03-31") // 91 days
	expect(t, s, "C14", "2026-04-01", "黄 甲示例: 第 2 届任期到 2026-06-30，还有 90 天")
	expect(t, s, "C14", "2026-05-30", "黄 甲示例: 第 2 届任期到 2026-06-30，还有 31 天")
	expect(t, s, "C14", "2026-05-31", "红 甲示例: 第 2 届任期到 2026-06-30，还有 30 天")
	expect(t, s, "C14", "2026-06-30", "红 甲示例: 第 2 届任期到 2026-06-30，还有 0 天")
	expect(t, s, "C14", "2026-07-02", "红 甲示例: 第 2 届任期到 2026-06-30，已届满 2 天")
	must[office.Appointment](t)(s.SaveAppointment(office.Appointment{InspectorID: p.ID, TermNumber: 3, StartsOn: "2026-07-01", EndsOn: "2029-06-30"}))
	expect(t, s, "C14", "2026-07-02")
	expect(t, s, "C14", "2029-05-01", "黄 甲示例: 第 3 届任期到 2029-06-30，还有 60 天；已任满 3 届，不能再连任")
	setRule(t, s, office.RuleTermCount, 2)
	expect(t, s, "C14", "2026-07-02", "红 甲示例: 兼职督学连任第3届，超过2届")
	p.Employment = "专职"
	p = person(t, s, p)
	expect(t, s, "C14", "2026-07-02")
	p.State = "解聘"
	person(t, s, p)
	expect(t, s, "C14", "2029-05-01")
}

func TestWhatInspectorsLack(t *testing.T) {
	s := openTest(t)
	p := person(t, s, office.Inspector{Name: "甲示例"})
	expect(t, s, "C15", "2026-03-12", "黄 甲示例: 没有填学历；没有填参加教育工作年月；没有督学证号；没有照片")
	p.Degree, p.TeachingOn, p.Certificate = "专科", "2016-04", "示督证0001"
	p = person(t, s, p)
	expect(t, s, "C15", "2026-03-31", "黄 甲示例: 学历专科，不到本科；2016-04 参加教育工作，不满10年；没有照片")
	p.Degree = "本科"
	p = person(t, s, p)
	expect(t, s, "C15", "2026-04-01", "黄 甲示例: 没有照片")
	must[[]office.Attachment](t)(s.AddAttachments([]office.Attachment{{OwnerKind: "inspector", OwnerID: p.ID, Role: "照片", Name: "甲.jpg", MIME: "image/jpeg", Bytes: 1, SHA256: strings.Repeat("a", 64)}}))
	expect(t, s, "C15", "2026-04-01")
}

func TestRecusals(t *testing.T) {
	s := openTest(t)
	school := must[office.School](t)(s.SaveSchool(office.School{Name: "示例县第一小学", ShortName: "第一小学", Kind: "小学"}))
	branch := must[office.School](t)(s.SaveSchool(office.School{Name: "示例县第一小学分校", ShortName: "第一小学分校", Kind: "小学"}))
	p := person(t, s, office.Inspector{Name: "甲示例"})
	assign(t, s, office.Assignment{SchoolID: school.ID, InspectorID: p.ID, StartsOn: "2026-01-01"})
	a := assign(t, s, office.Assignment{SchoolID: branch.ID, InspectorID: p.ID, StartsOn: "2026-01-01"})
	expect(t, s, "C17", "2026-03-12")
	p.Recusal = "配偶在示例县第一小学分校任教" // the branch, not the school
	p = person(t, s, p)
	expect(t, s, "C17", "2026-03-12", "红 示例县第一小学分校: 甲示例负责这所学校，回避登记写着：配偶在示例县第一小学分校任教")
	if err := s.EndAssignment(a.ID, "2026-03-12"); err != nil {
		t.Fatal(err)
	}
	expect(t, s, "C17", "2026-03-12")
	p.Recusal, p.Employer, p.Service = "", "第一小学", "在职"
	p = person(t, s, p)
	expect(t, s, "C17", "2026-03-12", "红 示例县第一小学: 甲示例负责这所学校，是本校工作人员")
	p.Service = "退休"
	person(t, s, p)
	expect(t, s, "C17", "2026-03-12")
}

func TestLongStays(t *testing.T) {
	s := openTest(t)
	school := manySchools(t, s, 1)[0]
	p := person(t, s, office.Inspector{Name: "甲示例"})
	assign(t, s, office.Assignment{SchoolID: school, InspectorID: p.ID, StartsOn: "2023-03-12", EndsOn: "2025-09-01"})
	a := assign(t, s, office.Assignment{SchoolID: school, InspectorID: p.ID, StartsOn: "2025-09-01"})
	expect(t, s, "C18", "2026-03-12")
	expect(t, s, "C18", "2026-03-13", "黄 示例县甲1小学: 甲示例自 2023-03-12 起负责，超过 3 年")
	a.StartsOn = "2025-09-02" // a day between
	assign(t, s, a)
	expect(t, s, "C18", "2026-03-13")
}

func TestTwins(t *testing.T) {
	s := openTest(t)
	set := must[office.Settings](t)(s.Settings())
	set.CountyName = "示例县"
	if err := s.SaveSettings(set); err != nil {
		t.Fatal(err)
	}
	for _, sc := range []office.School{
		{Name: "示例县第一小学", Kind: "小学", Phone: "0000-1234567"},
		{Name: "第一 小学", Kind: "小学", Phone: "（0000）1234567"},
		{Name: "示例县第二小学", Kind: "小学", Phone: "无"},
		{Name: "示例县第三小学", Kind: "小学", Phone: "无"},
	} {
		must[office.School](t)(s.SaveSchool(sc))
	}
	person(t, s, office.Inspector{Name: "甲示例", Mobile: "13800000001", Certificate: "示督证-01"})
	person(t, s, office.Inspector{Name: "乙示例", Mobile: "138 0000 0001", Certificate: "示督证０１"})
	person(t, s, office.Inspector{Name: "丙示例", Mobile: "13800000003", Certificate: "示督证-03"})
	expect(t, s, "C24", "2026-03-12",
		"红 第一 小学: 学校名称与“示例县第一小学”相同（第一 小学）；学校电话与“示例县第一小学”相同（（0000）1234567）",
		"红 乙示例: 督学手机与“甲示例”相同（138 0000 0001）；督学证号与“甲示例”相同（示督证０１）")
	for i, number := range []string{"示教督〔2026〕1号", "示教督[2026]1号", "示教督〔2026〕2号"} {
		exec(t, s, `INSERT INTO notices (kind, number, doc_number, date, state, updated_at) VALUES ('通报', ?, ?, '2026-03-01', '签发', '')`, fmt.Sprintf("TB2026-%04d", i+1), number)
	}
	if got := lines(t, s, "C24", "2026-03-12"); len(got) != 3 || got[2] != "红 通报 TB2026-0002: 文号与“通报 TB2026-0001”相同（示教督[2026]1号）" {
		t.Errorf("twins: %q", got)
	}
}

func TestAlertsArePutAside(t *testing.T) {
	s := openTest(t)
	school := manySchools(t, s, 1)[0]
	alert := "红 示例县甲1小学: 没有责任督学"
	expect(t, s, "C04", "2026-03-12", alert)
	before := dump(t, s)
	m := office.AlertMute{Code: "C04", Kind: "school", RecordID: school, Until: "2026-04-11", Reason: "学校筹建，下月聘任"}
	for _, bad := range []office.AlertMute{{Until: "2026-03-12", Reason: "x"}, {Until: "2026-06-11", Reason: "x"}, {Until: "2026-04-11"}, {Until: "四月", Reason: "x"}} {
		bad.Code, bad.Kind, bad.RecordID = m.Code, m.Kind, m.RecordID
		if err := s.MuteAlert(bad, ""); office.CodeOf(err) != office.CodeInvalid {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	if dump(t, s) != before {
		t.Error("refused input changed something")
	}
	if err := s.MuteAlert(m, "示例县甲1小学"); err != nil {
		t.Fatal(err)
	}
	expect(t, s, "C04", "2026-03-12")
	expect(t, s, "C04", "2026-04-11")
	expect(t, s, "C04", "2026-04-12", alert)
	setDay(t, s, "2026-03-12")
	row := must[AlertBook](t)(s.Alerts()).Rows[0]
	if row.MuteID == 0 || row.Reason != m.Reason || row.Until != m.Until {
		t.Errorf("put aside: %+v", row)
	}
	last := must[LastAction](t)(s.LastAction())
	if last.Label != "搁置提醒 C04 示例县甲1小学" {
		t.Errorf("label %q", last.Label)
	}
	must[UndoResult](t)(s.Undo(last.ID))
	if dump(t, s) != before {
		t.Error("the undone mute left something")
	}
	expect(t, s, "C04", "2026-03-12", alert)
	if err := s.MuteAlert(m, ""); err != nil {
		t.Fatal(err)
	}
	m.Until, m.Reason = "2026-06-10", "还在筹建"
	if err := s.MuteAlert(m, ""); err != nil {
		t.Fatal(err)
	}
	expect(t, s, "C04", "2026-06-10")
	if err := s.UnmuteAlert(must[AlertBook](t)(s.Alerts()).Rows[0].MuteID); err != nil {
		t.Fatal(err)
	}
	expect(t, s, "C04", "2026-06-10", alert)
	if err := s.UnmuteAlert(99); office.CodeOf(err) != office.CodeNotFound {
		t.Errorf("no such mute: %v", err)
	}
}

func TestAlertRulesAreTheOfficesOwn(t *testing.T) {
	s := openTest(t)
	schools := manySchools(t, s, 6)
	p := person(t, s, office.Inspector{Name: "甲示例"})
	for _, id := range schools {
		assign(t, s, office.Assignment{SchoolID: id, InspectorID: p.ID, StartsOn: "2026-01-01", PlateOn: "2026-01-02"})
	}
	rule := func(code string) office.AlertRule {
		for _, r := range must[[]office.AlertRule](t)(s.AlertRules()) {
			if r.Code == code {
				return r
			}
		}
		t.Fatalf("no rule %s", code)
		return office.AlertRule{}
	}
	r := rule("C03")
	r.Level = office.AlertNote
	must[office.AlertRule](t)(s.SaveAlertRule(r))
	expect(t, s, "C03", "2026-03-12", "提示 甲示例: 主责 6 所，多于 5 所左右")
	r.State = "停用"
	must[office.AlertRule](t)(s.SaveAlertRule(r))
	expect(t, s, "C03", "2026-03-12")
	plates := rule("C05") // its notes stay notes
	plates.Level = office.AlertRed
	must[office.AlertRule](t)(s.SaveAlertRule(plates))
	if got := lines(t, s, "C05", "2026-03-12"); len(got) != 6 || !strings.HasPrefix(got[0], "提示") {
		t.Errorf("plates: %q", got)
	}
	before := dump(t, s)
	for what, change := range map[string]func(*office.AlertRule){
		"level":                  func(r *office.AlertRule) { r.Level = "橙" },
		"source":                 func(r *office.AlertRule) { r.Source = " " },
		"state":                  func(r *office.AlertRule) { r.State = "也许" },
		"passed off as official": func(r *office.AlertRule) { r.Official = true },
	} {
		bad := rule("C18")
		change(&bad)
		if _, err := s.SaveAlertRule(bad); office.CodeOf(err) != office.CodeInvalid {
			t.Errorf("%s: %v", what, err)
		}
	}
	if dump(t, s) != before {
		t.Error("refused input changed something")
	}
	own := rule("C18")
	own.Source, own.Official = "示例县督学管理办法第三条", true
	must[office.AlertRule](t)(s.SaveAlertRule(own))
}

// Every rule that is shipped runs, says what to do, and goes by numbers that are
// there.
func TestEveryAlertRuleIsWhole(t *testing.T) {
	s := openTest(t)
	keys := must[map[string]float64](t)(s.rulesOn("2026-03-12"))
	for _, r := range office.DefaultAlerts {
		if alertChecks[r.Code] == nil || office.AlertMends[r.Code] == "" || r.Validate() != nil {
			t.Errorf("%s: %v", r.Code, r.Validate())
		}
		for _, key := range office.AlertNumbers[r.Code] {
			if _, ok := keys[key]; !ok {
				t.Errorf("%s: no rule %s", r.Code, key)
			}
		}
	}
	if len(alertChecks) != len(office.DefaultAlerts) {
		t.Errorf("%d checks for %d rules", len(alertChecks), len(office.DefaultAlerts))
	}
	for key, v := range keys {
		if one := must[float64](t)(s.Rule(key, "2026-03-12")); one != v {
			t.Errorf("%s: %v at once, %v alone", key, v, one)
		}
	}
	if book := must[AlertBook](t)(s.Alerts()); len(book.Rows) != 0 {
		t.Errorf("an empty office has alerts: %+v", book.Rows)
	}
}
