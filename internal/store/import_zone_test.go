package store

import (
	"slices"
	"strings"
	"testing"

	"dudao/internal/office"
)

// zonesNow lists the divisions as "number from: zone=schools…".
func zonesNow(t *testing.T, s *Store) []string {
	t.Helper()
	rows := []string{}
	if err := s.r.Select(&rows, `SELECT v.number || ' ' || v.valid_from || '-' || v.valid_to || ' ' || z.name || '=' || COALESCE((SELECT name FROM inspectors WHERE id = z.leader_id), '') || ':' ||
		COALESCE((SELECT group_concat(name, ',') FROM (SELECT s.name FROM zone_schools zs JOIN schools s ON s.id = zs.school_id WHERE zs.zone_id = z.id ORDER BY s.id)), '')
		FROM zone_versions v JOIN zones z ON z.version_id = v.id ORDER BY v.valid_from, z.position`); err != nil {
		t.Fatal(err)
	}
	return rows
}

func assignmentsOf(t *testing.T, s *Store, school int64) []string {
	t.Helper()
	rows := []string{}
	if err := s.r.Select(&rows, `SELECT i.name || a.role || a.starts_on || '-' || a.ends_on FROM assignments a JOIN inspectors i ON i.id = a.inspector_id
		WHERE a.school_id = ? AND a.deleted_at IS NULL ORDER BY a.starts_on, a.role DESC, i.name`, school); err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestAListOfZonesFromADayOnIsANewDivision(t *testing.T) {
	s := countyStore(t)
	moves := reading(t, office.KindZones, "zone=第二责任区|school=示例县东门幼儿园|inspectors=李四")
	from := ImportOptions{From: "2026-03-15"}
	out := bring(t, s, moves, from)
	want := []string{"2025版 2025-08-01-2026-03-15 第一责任区=张三:示例县第一小学,示例县东门幼儿园", "2025版 2025-08-01-2026-03-15 第二责任区=李四:示例县城关中学",
		"2026-03-15版 2026-03-15- 第二责任区=李四:示例县东门幼儿园,示例县城关中学", "2026-03-15版 2026-03-15- 第一责任区=张三:示例县第一小学"}
	if got := zonesNow(t, s); tally(out) != "+1 ~0 =0 !0" || !slices.Equal(got, want) {
		t.Fatalf("%s\n%s", tally(out), strings.Join(got, "\n"))
	}
	if len(out.Notes) != 1 || !strings.Contains(out.Notes[0], "2 所学校照旧") || !strings.Contains(out.Notes[0], "2025版") {
		t.Errorf("the clerk is told: %q", out.Notes)
	}
	if again := bring(t, s, moves, from); tally(again) != "+0 ~0 =1 !0" || !slices.Equal(zonesNow(t, s), want) {
		t.Errorf("the same list once more: %s %q", tally(again), zonesNow(t, s))
	}
	if _, err := s.Undo(out.ID); err != nil {
		t.Fatal(err)
	}
	if got := zonesNow(t, s); len(got) != 2 || !strings.HasPrefix(got[0], "2025版 2025-08-01- ") {
		t.Errorf("undone: %q", got)
	}
}

func TestAListOfZonesWithoutADayMendsTheDivisionAndSaysSo(t *testing.T) {
	s := countyStore(t)
	out := bring(t, s, reading(t, office.KindZones, "zone=第二责任区|school=示例县东门幼儿园|inspectors=李四"), ImportOptions{Rehearse: true})
	if tally(out) != "+0 ~1 =0 !0" || !strings.Contains(out.Verdicts[0].Reason, "责任区（第一责任区→第二责任区）") || len(out.Notes) != 1 || !strings.Contains(out.Notes[0], "报表也跟着变") {
		t.Errorf("%+v %q", out.Verdicts, out.Notes)
	}
}

func TestAnExportedDivisionUnderANewNumberComesInTwice(t *testing.T) {
	s := countyStore(t)
	r := returned(t, s, office.KindZones)
	for i := range r.Tables[0].Rows {
		r.Tables[0].Rows[i].Cells[r.Layout.Index("number")].Text = "2026版"
	}
	first := bring(t, s, r, ImportOptions{})
	got := zonesNow(t, s)
	if tally(first) != "+3 ~0 =0 !0" || len(got) != 4 || len(first.Notes) != 1 || strings.Contains(first.Notes[0], "照旧") {
		t.Fatalf("%s %q %q", tally(first), got, first.Notes)
	}
	if second := bring(t, s, r, ImportOptions{}); tally(second) != "+0 ~0 =3 !0" {
		t.Errorf("%s %+v", tally(second), second.Verdicts)
	}
}

func TestAnInspectorWhoFollowsTakesOverToday(t *testing.T) {
	s := countyStore(t)
	r := reading(t, office.KindZones, "number=2025版|zone=第一责任区|school=一小|inspectors=李四|plateOn=2025.9.10")
	out := bring(t, s, r, ImportOptions{})
	want := []string{"张三主2025-08-01-2026-03-20", "李四协2025-09-10-2026-03-20", "李四主2026-03-20-"}
	if got := assignmentsOf(t, s, 1); !slices.Equal(got, want) {
		t.Errorf("who went there until 2026-03-12 answered for it until today: %q", got)
	}
	if w := strings.Join(out.Verdicts[0].Warnings, ""); !strings.Contains(w, "2026-03-12") || !strings.Contains(out.Verdicts[0].Reason, "责任督学（张三、李四→李四）") {
		t.Errorf("%+v", out.Verdicts[0])
	}
	if again := bring(t, s, r, ImportOptions{}); tally(again) != "+0 ~0 =1 !0" {
		t.Errorf("%+v", again.Verdicts)
	}
	// One who never went there was a slip.
	bring(t, s, reading(t, office.KindZones, "number=2025版|zone=第一责任区|school=示例县东门幼儿园|inspectors=张三|plateOn=2025.9.10"), ImportOptions{})
	bring(t, s, reading(t, office.KindInspectors, "name=王五|mobile=13800000008"), ImportOptions{})
	bring(t, s, reading(t, office.KindZones, "number=2025版|zone=第一责任区|school=示例县东门幼儿园|inspectors=王五|plateOn=2025.9.10"), ImportOptions{})
	if got := assignmentsOf(t, s, 2); !slices.Contains(got, "王五主2025-09-10-") {
		t.Errorf("%q", got)
	}
}

func TestACellEmptiedInAnOwnSheetEmptiesTheRecord(t *testing.T) {
	s := countyStore(t)
	r := returned(t, s, office.KindSchools)
	row := &r.Tables[0].Rows[0]
	row.Cells[r.Layout.Index("zone")].Text, row.Cells[r.Layout.Index("inspectors")].Text = "", ""
	out := bring(t, s, r, ImportOptions{})
	if tally(out) != "+0 ~1 =2 !0" || !strings.Contains(out.Verdicts[0].Reason, "责任区（第一责任区→空）、责任督学（张三、李四→空）") {
		t.Fatalf("%+v", out.Verdicts[0])
	}
	if got := zonesNow(t, s); strings.Contains(got[0], "第一小学") || slices.ContainsFunc(assignmentsOf(t, s, 1), func(a string) bool { return strings.HasSuffix(a, "-") }) {
		t.Errorf("%q %q", got, assignmentsOf(t, s, 1))
	}
	people := returned(t, s, office.KindInspectors)
	people.Tables[0].Rows[0].Cells[people.Layout.Index("zone")].Text = "" // 李四 leads the second zone
	out = bring(t, s, people, ImportOptions{})
	if tally(out) != "+0 ~0 =4 !0" || !strings.Contains(strings.Join(out.Verdicts[0].Warnings, ""), "组长") {
		t.Errorf("%+v", out.Verdicts)
	}
}

func TestOneInspectorOnTwoRowsIsSeenTheFirstTime(t *testing.T) {
	s := openTest(t)
	r := reading(t, office.KindInspectors, "name=周明（组长）|mobile=13800000001|employer=一中", "name=周明|mobile=13800000001|employer=二中", "name=赵六、钱七|mobile=")
	for range 2 {
		if out := bring(t, s, r, ImportOptions{}); out.Failed != 2 || out.Verdicts[0].Title != "周明" || !strings.Contains(out.Verdicts[1].Reason, "内容却不同") || !strings.Contains(out.Verdicts[2].Reason, "一个人") {
			t.Fatalf("%s %+v", tally(out), out.Verdicts)
		}
	}
}
