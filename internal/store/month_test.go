package store

import (
	"slices"
	"testing"
	"time"

	"dudao/internal/office"
)

// smallCounty is a made-up county of a school year, filled into a new database
// whose clock stands after it.
func smallCounty(t testing.TB) *Store {
	t.Helper()
	s := openCounty(t, office.SampleSize{Schools: 14, Kindergartens: 20, Inspectors: 10, Zones: 3, From: "2025-02", To: "2026-03", Findings: 1})
	s.now = func() time.Time { return time.Date(2026, 3, 26, 10, 0, 0, 0, time.Local) }
	return s
}

func book(t testing.TB, s *Store, m office.Month) office.MonthBook {
	t.Helper()
	b, err := s.MonthBook(string(m))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func number(t testing.TB, s *Store, sql string, args ...any) float64 {
	t.Helper()
	var n float64
	if err := s.r.Get(&n, sql, args...); err != nil {
		t.Fatal(err)
	}
	return n
}

// The figures, made from ids, must agree with plain SQL that knows nothing of
// them; every zone's with the office's.
func TestMonthFiguresAgreeWithSQL(t *testing.T) {
	s := smallCounty(t)
	months := must[[]office.Month](t)(s.Months())
	if len(months) < 8 || months[0] != "2026-03" {
		t.Fatalf("months %v", months)
	}
	for _, m := range months {
		b := book(t, s, m)
		from, to, asOf := b.This.Period.From, b.This.Period.To, b.This.AsOf
		r := b.Compose()
		const visits = ` FROM visits v WHERE v.date >= ? AND v.date < ? AND ` + counted
		const found = ` FROM findings f WHERE f.deleted_at IS NULL AND f.found_on >= ? AND f.found_on < ?`
		for key, want := range map[string]float64{
			office.FigVisits:           number(t, s, `SELECT count(*)`+visits, from, to),
			office.FigHalfDays:         number(t, s, `SELECT COALESCE(sum(CASE session WHEN '全天' THEN 2 ELSE 1 END), 0)`+visits, from, to),
			office.FigPersons:          number(t, s, `SELECT count(*) + (SELECT count(*) FROM visit_companions c WHERE c.visit_id IN (SELECT v.id`+visits+`))`+visits, from, to, from, to),
			office.FigVisited:          number(t, s, `SELECT count(DISTINCT v.school_id)`+visits, from, to),
			office.FigFound:            number(t, s, `SELECT count(*)`+found, from, to),
			office.FigComplaints:       number(t, s, `SELECT count(*) FROM complaints WHERE deleted_at IS NULL AND received_on >= ? AND received_on < ?`, from, to),
			office.FigComplaintsClosed: number(t, s, `SELECT count(*) FROM complaints WHERE deleted_at IS NULL AND closed_on >= ? AND closed_on < ?`, from, to),
			office.LevelKey(5):         number(t, s, `SELECT count(*)`+found+` AND level = 5`, from, to),
			office.FigOnSpot:           number(t, s, `SELECT count(*)`+found+` AND state = '现场整改'`, from, to),
			office.FigClosed:           number(t, s, `SELECT count(*) FROM findings WHERE deleted_at IS NULL AND closed_on >= ? AND closed_on < ? AND state IN ('已销号', '现场整改')`, from, to),
			office.FigRectifyDue: number(t, s, `SELECT count(*) FROM findings WHERE deleted_at IS NULL AND due_on >= ? AND due_on < ? AND due_on <= ?`,
				from, to, asOf),
			office.FigOverdue: number(t, s, `SELECT count(*) FROM findings WHERE deleted_at IS NULL AND due_on <> '' AND due_on < ?
				AND (state NOT IN ('已销号', '现场整改') OR (closed_on <> '' AND closed_on > ?))`, asOf, asOf),
			office.PaperKey(office.NoticeRectify): number(t, s, `SELECT count(DISTINCT n.id) FROM notices n JOIN notice_steps x ON x.notice_id = n.id
				WHERE n.kind = '整改通知书' AND x.step = '下发' AND x.on_day >= ? AND x.on_day < ? AND n.state <> '作废'`, from, to),
			office.PaperKey(office.NoticeBulletin): number(t, s, `SELECT count(*) FROM notices WHERE kind = '通报' AND doc_number <> '' AND date >= ? AND date < ?`, from, to),
			office.FigRechecks: number(t, s, `SELECT (SELECT count(*) FROM rounds WHERE recheck_on >= ?1 AND recheck_on < ?2)
				+ (SELECT count(*) FROM findings WHERE recheck_on >= ?1 AND recheck_on < ?2 AND id NOT IN (SELECT finding_id FROM rounds))`, from, to),
			office.FigRepeats: number(t, s, `WITH d AS (SELECT DISTINCT school_id, matter_id, found_on FROM findings WHERE matter_id IS NOT NULL),
				r AS (SELECT *, lag(found_on) OVER (PARTITION BY school_id, matter_id ORDER BY found_on) AS last FROM d)
				SELECT count(*) FROM findings f JOIN r ON r.school_id = f.school_id AND r.matter_id = f.matter_id AND r.found_on = f.found_on
				WHERE f.found_on >= ? AND f.found_on < ? AND r.last > date(f.found_on, '-12 months')`, from, to),
			office.FigPractices: number(t, s, `SELECT count(*) FROM practices WHERE found_on >= ? AND found_on < ?`, from, to),
			office.MethodKey(1): number(t, s, `SELECT COALESCE(sum(m.count), 0) FROM visit_methods m WHERE m.method = '查阅资料' AND m.visit_id IN (SELECT v.id`+visits+`)`, from, to),
			office.MethodKey(0): number(t, s, `SELECT COALESCE(sum(max(COALESCE((SELECT count FROM visit_methods m WHERE m.visit_id = v.id AND m.method = '随机听课'), 0),
				(SELECT count(*) FROM lessons l WHERE l.visit_id = v.id AND l.deleted_at IS NULL))), 0)`+visits, from, to),
		} {
			if key == office.PaperKey(office.NoticeRectify) && b.This.Papers != (m >= "2025-09") {
				t.Errorf("%s: papers issued by the program: %v", m, b.This.Papers)
			}
			if got := r.Figures.Get(key).Value; got != want {
				t.Errorf("%s %s: %v; SQL says %v", m, key, got, want)
			}
		}
		for _, x := range office.Disagreeing(r.Totals()) {
			t.Errorf("%s %s", m, x)
		}
	}
}

func TestMonthFollowsItsBoundaryAndZonesTheirVersion(t *testing.T) {
	s := openTest(t)
	s.now = func() time.Time { return time.Date(2026, 6, 1, 10, 0, 0, 0, time.Local) }
	school, p := fixture(t, s)
	for i, from := range []office.Date{"2025-09-01", "2026-03-10"} {
		v := must[office.ZoneVersion](t)(s.SaveZoneVersion(office.ZoneVersion{Number: string(from), ValidFrom: from}))
		must[office.Zone](t)(s.SaveZone(office.Zone{VersionID: v.ID, Name: []string{"旧区", "新区"}[i], Schools: []int64{school.ID}, Members: []int64{p.ID}}))
	}
	for _, day := range []office.Date{"2026-02-25", "2026-02-26", "2026-03-25", "2026-03-26"} {
		must[VisitForm](t)(s.SaveVisit(VisitForm{Visit: office.Visit{Date: day, SchoolID: school.ID, InspectorID: p.ID}}))
	}
	set := must[office.Settings](t)(s.Settings())
	set.MonthBoundary = 25
	if err := s.SaveSettings(set); err != nil {
		t.Fatal(err)
	}
	b := book(t, s, "2026-03")
	if n := len(b.This.Visits); n != 2 || b.This.Visits[0].Date != "2026-02-26" || b.This.Visits[1].Date != "2026-03-25" {
		t.Errorf("visits of 26 February to 25 March: %+v", b.This.Visits)
	}
	if b.This.Schools[0].Zone != "新区" || b.Last.Schools[0].Zone != "旧区" {
		t.Errorf("zone %q, the month before %q; want 新区, 旧区", b.This.Schools[0].Zone, b.Last.Schools[0].Zone)
	}
	months := must[[]office.Month](t)(s.Months())
	if !slices.Equal(months, []office.Month{"2026-04", "2026-03", "2026-02"}) {
		t.Errorf("months %v", months)
	}
	if _, err := s.MonthBook("2026-13"); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("month 2026-13: %v", err)
	}
}

// BenchmarkMonthBook is the fact scan and the composition of a month's office
// report, of a county with ten years' records.
func BenchmarkMonthBook(b *testing.B) {
	s, err := Open(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	s.now = func() time.Time { return time.Date(2026, 4, 2, 10, 0, 0, 0, time.Local) }
	if err := s.FillSample(office.MakeUp(office.TenYearSize)); err != nil {
		b.Fatal(err)
	}
	b.Logf("%v visits, %v findings", number(b, s, `SELECT count(*) FROM visits`), number(b, s, `SELECT count(*) FROM findings`))
	b.ResetTimer()
	for b.Loop() {
		m := book(b, s, "2026-03")
		if r := m.Compose(); r.Figures.Get(office.FigVisits).Value == 0 {
			b.Fatal("no visits")
		}
	}
}
