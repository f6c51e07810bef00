package store

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"dudao/internal/office"
)

// assessedCounty is a small county with an assessment of every kind of subject.
func assessedCounty(t *testing.T) (*Store, map[string]int64) {
	t.Helper()
	s := openCounty(t, office.SampleSize{Schools: 20, Kindergartens: 20, Inspectors: 10, Zones: 4, From: "2025-09", To: "2026-03", Findings: 1})
	s.now = func() time.Time { return time.Date(2026, 4, 10, 10, 0, 0, 0, time.Local) }
	ids := map[string]int64{}
	for _, subject := range office.AssessSubjects {
		schemes, err := s.Schemes(ListQuery{Filters: map[string]string{"subject": subject}})
		if err != nil || schemes.Total == 0 {
			t.Fatal(subject, err)
		}
		if ids[subject], err = s.StartAssessment(schemes.Rows[0].ID, "2025-2026", ""); err != nil {
			t.Fatal(subject, err)
		}
	}
	return s, ids
}

// Every value is made of its records, every score of its value.
func TestEveryScoreIsMadeOfItsRecords(t *testing.T) {
	s, ids := assessedCounty(t)
	for subject, id := range ids {
		b := must[office.AssessmentBook](t)(s.AssessmentBook(id))
		computed := 0
		for _, x := range b.Scores {
			item, ok := b.Scheme.Item(x.ItemID)
			if !ok || !item.Computed() {
				continue
			}
			computed++
			m := office.Measured{}
			if err := json.Unmarshal([]byte(x.Behind), &m); err != nil {
				t.Fatal(err)
			}
			if m.Value() != x.Value || !m.Blank() && item.ScoreOf(x.Value) != x.Score {
				t.Errorf("%s %s: value %v of records that make %v, score %v", subject, item.Name, x.Value, m.Value(), x.Score)
			}
			for _, part := range []office.Behind{m.Of, m.By} {
				if n := len(part.Weights); n != 0 && n != len(part.Records) {
					t.Errorf("%s: %d weights of %d records", item.Name, n, len(part.Records))
				}
				once := slices.Clone(part.Records)
				slices.Sort(once)
				if len(slices.Compact(once)) != len(part.Records) {
					t.Errorf("%s: a record stands twice", item.Name)
				}
			}
			if m.By.Kind == m.Of.Kind && m.Of.Sum() > m.By.Sum() {
				t.Errorf("%s: %v of %v", item.Name, m.Of.Sum(), m.By.Sum())
			}
		}
		want := 0
		for _, i := range b.Scheme.Items() {
			if i.Computed() {
				want += len(b.Subjects)
			}
		}
		if computed != want {
			t.Errorf("%s: %d values, want %d", subject, computed, want)
		}
	}
}

// The records of a measure against plain SQL, one subject at a time.
func TestMeasuresAgainstPlainSQL(t *testing.T) {
	s, ids := assessedCounty(t)
	const counts = `v.deleted_at IS NULL AND v.state NOT IN ('计划', '已备案', '取消') AND v.date BETWEEN '2025-09-01' AND '2026-03-31'`
	for _, c := range []struct{ subject, measure, of, by string }{
		{office.AssessInspector, "records.complete", `SELECT v.id FROM visits v WHERE v.inspector_id = ? AND ` + counts + ` AND v.content <> '' AND v.recorded_on <> '' AND v.feedback_on = v.date AND v.inspector_signed AND v.principal_signed`,
			`SELECT v.id FROM visits v WHERE v.inspector_id = ? AND ` + counts},
		{office.AssessInspector, "trainings.hours", `SELECT t.id FROM trainings t JOIN training_people p ON p.training_id = t.id WHERE p.inspector_id = ? AND p.hours > 0 AND t.form = '集中' AND t.deleted_at IS NULL AND t.starts_on BETWEEN '2025-09-01' AND '2026-03-31'`, ""},
		{office.AssessInspector, "visits.rate", `SELECT v.id FROM visits v WHERE (v.inspector_id = ?1 OR EXISTS (SELECT 1 FROM visit_companions c WHERE c.visit_id = v.id AND c.inspector_id = ?1)) AND ` + counts, ""},
		{office.AssessSchool, "findings.intime", `SELECT id FROM findings f WHERE f.school_id = ? AND f.deleted_at IS NULL AND f.due_on BETWEEN '2025-09-01' AND '2026-03-31'
			AND (f.state = '现场整改' OR (f.closed_on <> '' AND f.closed_on <= '2026-03-31' AND CASE WHEN f.reported_on <> '' THEN f.reported_on ELSE f.closed_on END <= f.due_on))`,
			`SELECT id FROM findings f WHERE f.school_id = ? AND f.deleted_at IS NULL AND f.due_on BETWEEN '2025-09-01' AND '2026-03-31'`},
		{office.AssessPrincipal, "complaints.upheld", `SELECT id FROM complaints c WHERE c.school_id = ? AND c.finding_id IS NOT NULL AND c.deleted_at IS NULL AND c.received_on BETWEEN '2025-09-01' AND '2026-03-31'`, ""},
		{office.AssessSchool, "notices.grave", `SELECT id FROM notices n WHERE n.school_id = ? AND n.kind IN ('督办单', '约谈通知书', '通报', '问责') AND n.doc_number <> '' AND n.state <> '作废' AND n.deleted_at IS NULL AND n.date BETWEEN '2025-09-01' AND '2026-03-31'`, ""},
	} {
		b := must[office.AssessmentBook](t)(s.AssessmentBook(ids[c.subject]))
		i := slices.IndexFunc(b.Scheme.Items(), func(i office.AssessItem) bool { return i.Measure == c.measure })
		item, scores, some := b.Scheme.Items()[i], b.ByKey(), 0
		for _, x := range b.Subjects {
			m := office.Measured{}
			if err := json.Unmarshal([]byte(scores[office.ScoreKey{Subject: x.ID, Item: item.ID}].Behind), &m); err != nil {
				t.Fatal(err)
			}
			who := max(x.InspectorID, x.SchoolID)
			for _, part := range []struct {
				sql string
				got []int64
			}{{c.of, m.Of.Records}, {c.by, m.By.Records}} {
				if part.sql == "" {
					continue
				}
				want, got := []int64{}, slices.Clone(part.got)
				if err := s.r.Select(&want, part.sql, who); err != nil {
					t.Fatal(err)
				}
				slices.Sort(want)
				slices.Sort(got)
				some += len(want)
				if !slices.Equal(got, want) {
					t.Errorf("%s of %s: %v, want %v", c.measure, x.Name, got, want)
				}
			}
		}
		if some == 0 && c.measure != "complaints.upheld" {
			t.Errorf("%s: no record in the county, nothing was tested", c.measure)
		}
	}
}

// The measures that no starter scheme uses, against plain SQL: how many records
// count, and of how many.
func TestFurtherMeasuresAgainstPlainSQL(t *testing.T) {
	s, ids := assessedCounty(t)
	span := must[office.WorkYear](t)(office.ParseWorkYear("2025-2026", "2026-03-31"))
	set := must[office.Settings](t)(s.Settings())
	const days = ` BETWEEN '2025-09-01' AND '2026-03-31'`
	const visits = `SELECT count(*) FROM visits v WHERE v.inspector_id = ? AND v.deleted_at IS NULL AND v.state NOT IN ('计划', '已备案', '取消') AND v.date >= (SELECT starts_on FROM platforms) AND v.date` + days
	const units = `SELECT count(*) FROM inspection_units u JOIN inspections x ON x.id = u.inspection_id WHERE u.school_id = ? AND u.grade <> '' AND u.deleted_at IS NULL AND x.deleted_at IS NULL AND u.visited_on` + days
	for _, c := range []struct{ subject, measure, of, by string }{
		{office.AssessInspector, "trainings.hours", `SELECT COALESCE(sum(p.hours), 0) FROM trainings t JOIN training_people p ON p.training_id = t.id WHERE p.inspector_id = ? AND t.form = '集中' AND t.deleted_at IS NULL AND t.starts_on` + days, `SELECT 40 WHERE ? > 0`},
		{office.AssessInspector, "plans.done", `SELECT count(*) FROM plan_lines l WHERE l.inspector_id = ? AND l.deleted_at IS NULL AND l.state <> '取消' AND l.month BETWEEN '2025-09' AND '2026-03'
			AND (l.state = '已完成' OR EXISTS (SELECT 1 FROM visits v WHERE v.school_id = l.school_id AND v.deleted_at IS NULL AND v.state NOT IN ('计划', '已备案', '取消') AND substr(v.date, 1, 7) = l.month
				AND (v.inspector_id = l.inspector_id OR EXISTS (SELECT 1 FROM visit_companions c WHERE c.visit_id = v.id AND c.inspector_id = l.inspector_id))))`,
			`SELECT count(*) FROM plan_lines l WHERE l.inspector_id = ? AND l.deleted_at IS NULL AND l.state <> '取消' AND l.month BETWEEN '2025-09' AND '2026-03'`},
		{office.AssessInspector, "uploads.rate", visits + ` AND EXISTS (SELECT 1 FROM uploads u WHERE u.kind = 'visit' AND u.record_id = v.id)`, visits},
		{office.AssessPrincipal, "inspections.passed", units + ` AND EXISTS (SELECT 1 FROM checklist_grades g WHERE g.checklist_id = x.checklist_id AND g.name = u.grade AND g.passed)`, units},
	} {
		b := must[office.AssessmentBook](t)(s.AssessmentBook(ids[c.subject]))
		m, err := newMeasurer(s.r, set, c.subject, b.Subjects, span.Months(), "2026-03-31")
		if err != nil {
			t.Fatal(err)
		}
		got, some := must[[]office.Measured](t)(m.take(c.measure)), 0.0
		for i, x := range b.Subjects {
			var of, by float64
			for sql, n := range map[string]*float64{c.of: &of, c.by: &by} {
				if err := s.r.Get(n, sql, max(x.InspectorID, x.SchoolID)); err != nil {
					t.Fatal(err)
				}
			}
			some += of
			if got[i].Of.Sum() != of || got[i].By.Sum() != by {
				t.Errorf("%s of %s: %v of %v, want %v of %v", c.measure, x.Name, got[i].Of.Sum(), got[i].By.Sum(), of, by)
			}
		}
		if some == 0 {
			t.Errorf("%s: no record in the county, nothing was tested", c.measure)
		}
	}
}

// What was due: school months, none of them exempt, each once for a zone.
func TestCoverageOfZonesIsThatOfTheirSchools(t *testing.T) {
	s, ids := assessedCounty(t)
	b := must[office.AssessmentBook](t)(s.AssessmentBook(ids[office.AssessZone]))
	i := slices.IndexFunc(b.Scheme.Items(), func(i office.AssessItem) bool { return i.Measure == "coverage.rate" })
	item, scores := b.Scheme.Items()[i], b.ByKey()
	for _, x := range b.Subjects {
		m := office.Measured{}
		if err := json.Unmarshal([]byte(scores[office.ScoreKey{Subject: x.ID, Item: item.ID}].Behind), &m); err != nil {
			t.Fatal(err)
		}
		// Of the seven months one is exempt (February); a school lies where it did at
		// the month's end.
		const months = `WITH m(last) AS (VALUES ('2025-09-30'), ('2025-10-31'), ('2025-11-30'), ('2025-12-31'), ('2026-01-31'), ('2026-03-31')) `
		const lies = ` FROM m JOIN zone_versions v ON v.valid_from <= m.last AND (v.valid_to = '' OR v.valid_to > m.last) JOIN zones z ON z.version_id = v.id JOIN zone_schools zs ON zs.zone_id = z.id
			JOIN schools s ON s.id = zs.school_id WHERE z.name = ? AND (s.opened_on = '' OR s.opened_on <= m.last) AND (s.closed_on > m.last OR s.closed_on = '' AND s.state = '在办')`
		var due, done float64
		if err := s.r.Get(&due, months+`SELECT count(*)`+lies, x.Zone); err != nil {
			t.Fatal(err)
		}
		if err := s.r.Get(&done, months+`SELECT count(*)`+lies+` AND EXISTS (SELECT 1 FROM visits v WHERE v.school_id = s.id AND v.deleted_at IS NULL AND v.state NOT IN ('计划', '已备案', '取消')
			AND substr(v.date, 1, 7) = substr(m.last, 1, 7))`, x.Zone); err != nil {
			t.Fatal(err)
		}
		if m.By.Sum() != due || m.Of.Sum() != done || due == 0 {
			t.Errorf("%s: %v of %v, want %v of %v", x.Name, m.Of.Sum(), m.By.Sum(), done, due)
		}
	}
}

// fillScores types whatever is still to be given.
func fillScores(t *testing.T, s *Store, id int64) {
	t.Helper()
	b := must[office.AssessmentBook](t)(s.AssessmentBook(id))
	in, scores := []ScoreInput{}, b.ByKey()
	for n, x := range b.Subjects {
		for _, p := range b.Scheme.Parts {
			if len(p.Items) == 0 {
				in = append(in, ScoreInput{id, x.ID, p.ID, 0, []string{"95", "优秀", "80"}[n%3], ""})
			}
			for _, i := range p.Items {
				if !scores[office.ScoreKey{Subject: x.ID, Item: i.ID}].Scored {
					in = append(in, ScoreInput{id, x.ID, 0, i.ID, "6", "（示例）人工评定"})
				}
			}
		}
	}
	if err := s.SaveScores(in); err != nil {
		t.Fatal(err)
	}
}

func TestConfirmedResultsDoNotMove(t *testing.T) {
	s, ids := assessedCounty(t)
	id := ids[office.AssessInspector]
	if err := s.ConfirmAssessment(id, "2026-09-01"); office.CodeOf(err) != office.CodeInvalid || !strings.Contains(err.Error(), "没有打分") {
		t.Fatalf("confirmed without its scores: %v", err)
	}
	fillScores(t, s, id)
	if err := s.ConfirmAssessment(id, "2026-09-01"); err != nil {
		t.Fatal(err)
	}
	before := must[office.AssessmentBook](t)(s.AssessmentBook(id))
	if changes := must[[]ScoreChange](t)(s.AssessmentChanges(before)); len(changes) != 0 {
		t.Errorf("changed at once: %+v", changes)
	}
	// A record is taken away, and with it every number it stood for.
	var visit int64
	if err := s.r.Get(&visit, `SELECT id FROM visits WHERE date BETWEEN '2025-10-01' AND '2025-12-31' AND state = '办结' AND inspector_id = ? AND NOT EXISTS (SELECT 1 FROM findings f WHERE f.visit_id = visits.id) LIMIT 1`, before.Subjects[0].InspectorID); err != nil {
		t.Fatal(err)
	}
	if err := s.DeleteVisit(visit); err != nil {
		t.Fatal(err)
	}
	after := must[office.AssessmentBook](t)(s.AssessmentBook(id))
	if a, b := must[[]byte](t)(json.Marshal(before)), must[[]byte](t)(json.Marshal(after)); string(a) != string(b) {
		t.Error("a later change moved the confirmed results")
	}
	if changes := must[[]ScoreChange](t)(s.AssessmentChanges(after)); len(changes) == 0 || changes[0].SubjectID != before.Subjects[0].ID {
		t.Errorf("the change is not told: %+v", changes)
	}
	input := ScoreInput{id, before.Subjects[0].ID, before.Scheme.Parts[0].ID, 0, "50", ""}
	for what, err := range map[string]error{"scores": s.SaveScores([]ScoreInput{input}), "compute": s.ComputeAssessment(id), "delete": s.DeleteAssessment(id), "absent": s.SetAbsent(input.SubjectID, "病休"), "again": s.ConfirmAssessment(id, "2026-09-02")} {
		if office.CodeOf(err) != office.CodeConflict {
			t.Errorf("%s of a confirmed one: %v", what, err)
		}
	}
	if got := must[[]SubjectResult](t)(s.AssessmentsOf("inspector", before.Subjects[0].InspectorID)); len(got) != 1 || got[0].Total != before.Results[0].Total || got[0].Of != len(before.Subjects) {
		t.Errorf("its results: %+v", got)
	}

	if err := s.ReopenAssessment(id, " "); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("reopened without a reason: %v", err)
	}
	if err := s.ReopenAssessment(id, "漏记一次督导"); err != nil {
		t.Fatal(err)
	}
	if err := s.SaveScores([]ScoreInput{input}); err != nil {
		t.Fatal(err)
	}
	open := must[office.AssessmentBook](t)(s.AssessmentBook(id))
	if len(open.Seals) != 1 || open.Seals[0].Reason == "" || open.Seals[0].Results[0].Total != before.Results[0].Total || open.Results[0].Total == before.Results[0].Total {
		t.Errorf("the former results: %+v", open.Seals)
	}
	if got := must[[]SubjectResult](t)(s.AssessmentsOf("inspector", before.Subjects[0].InspectorID)); len(got) != 0 {
		t.Errorf("an open one is no result: %+v", got)
	}
}

func TestScoresTypedOverTheRecords(t *testing.T) {
	s, ids := assessedCounty(t)
	id := ids[office.AssessInspector]
	b := must[office.AssessmentBook](t)(s.AssessmentBook(id))
	item, veto := b.Scheme.Parts[2].Items[0], b.Scheme.Extras[3]
	at := func() office.AssessScore {
		b := must[office.AssessmentBook](t)(s.AssessmentBook(id))
		return b.ByKey()[office.ScoreKey{Subject: b.Subjects[0].ID, Item: item.ID}]
	}
	taken, who := at(), b.Subjects[0].ID
	for _, i := range []office.AssessItem{item, veto} {
		if err := s.SaveScores([]ScoreInput{{id, who, 0, i.ID, "1", ""}}); office.CodeOf(err) != office.CodeInvalid {
			t.Errorf("%s without a reason: %v", i.Name, err)
		}
	}
	if err := s.SaveScores([]ScoreInput{{id, who, 0, item.ID, "3.5", "抽查有两次不实"}}); err != nil {
		t.Fatal(err)
	}
	if err := s.ComputeAssessment(id); err != nil {
		t.Fatal(err)
	}
	if x := at(); x.Score != 3.5 || !x.Typed || x.Value != taken.Value || x.Auto != taken.Auto {
		t.Errorf("computing again lost what was typed: %+v", x)
	}
	if err := s.SaveScores([]ScoreInput{{id, who, 0, item.ID, "", ""}}); err != nil {
		t.Fatal(err)
	}
	if x := at(); x.Score != taken.Score || x.Typed || x.Remark != "" {
		t.Errorf("the records' own score did not come back: %+v", x)
	}
}

func TestSchemesInUseStay(t *testing.T) {
	s, ids := assessedCounty(t)
	b := must[office.AssessmentBook](t)(s.AssessmentBook(ids[office.AssessZone]))
	scheme := must[office.AssessScheme](t)(s.Scheme(b.Scheme.ID))
	changed := scheme
	changed.Quota = 10
	if _, err := s.SaveScheme(changed); office.CodeOf(err) != office.CodeConflict {
		t.Errorf("a scheme in use was changed: %v", err)
	}
	scheme.State = office.SchemeOld
	if got, err := s.SaveScheme(scheme); err != nil || got.State != office.SchemeOld {
		t.Errorf("its state: %v", err)
	}
	if err := s.DeleteScheme(scheme.ID); office.CodeOf(err) != office.CodeConflict {
		t.Errorf("a scheme in use was deleted: %v", err)
	}
	scheme.ID, scheme.Version, scheme.UpdatedAt = 0, "2", ""
	next, err := s.SaveScheme(scheme)
	if err != nil || next.ID == b.Scheme.ID || len(next.Parts[2].Items) != len(b.Scheme.Parts[2].Items) || next.Used {
		t.Errorf("a new version: %v", err)
	}
	if _, err := s.StartAssessment(b.Scheme.ID, "2025-2026", ""); office.CodeOf(err) != office.CodeConflict {
		t.Errorf("a second assessment of the same time: %v", err)
	}
}

func TestAnAssessmentIsUndone(t *testing.T) {
	s, ids := assessedCounty(t)
	before := dump(t, s)
	schemes := must[SchemePage](t)(s.Schemes(ListQuery{Filters: map[string]string{"subject": office.AssessInspector}}))
	if _, err := s.StartAssessment(schemes.Rows[0].ID, "2025", ""); err != nil {
		t.Fatal(err)
	}
	last := must[LastAction](t)(s.LastAction())
	if _, err := s.Undo(last.ID); err != nil {
		t.Fatal(err)
	}
	if dump(t, s) != before {
		t.Error("undo left something behind")
	}
	if err := s.DeleteAssessment(ids[office.AssessSchool]); err != nil {
		t.Fatal(err)
	}
	if err := s.Recover("assessment", ids[office.AssessSchool]); err != nil {
		t.Fatal(err)
	}
	if dump(t, s) != before {
		t.Error("recovering left something behind")
	}
}
