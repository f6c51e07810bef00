package store

import (
	"fmt"
	"slices"
	"testing"

	"dudao/internal/office"
)

// sampleRound is the newest round of the county in a filled store.
func sampleRound(t *testing.T, s *Store) int64 {
	t.Helper()
	return must[int64](t)(s.EvaluationID(office.StandardCounty, "", 0))
}

// TestTheCountysRound looks a made-up county's round over: it is filled once.
func TestTheCountysRound(t *testing.T) {
	s := openCounty(t, office.SampleSize{Schools: 20, Kindergartens: 20, Inspectors: 10, Zones: 4, From: "2024-09", To: "2026-03", Findings: 1})
	t.Run("it has each of the seven gaps", func(t *testing.T) { roundHasSevenGaps(t, s) })
	t.Run("live figures are made from the records", func(t *testing.T) { liveFigures(t, s) })
	t.Run("a filed paper shows its box", func(t *testing.T) { filedPaperShowsBox(t, s) })
	t.Run("a gap is mended and gone", func(t *testing.T) { gapIsMended(t, s) })
	t.Run("a draw is kept and fair", func(t *testing.T) { drawIsFair(t, s) })
}

func roundHasSevenGaps(t *testing.T, s *Store) {
	b := must[GapBook](t)(s.Gaps(sampleRound(t, s)))
	counts := map[string]int{}
	for _, c := range office.CountGaps(b.Gaps) {
		counts[c.Name] = c.N
	}
	for _, kind := range office.GapKinds {
		if counts[kind] < 2 {
			t.Errorf("%s: %d in the sample", kind, counts[kind])
		}
	}
	for _, g := range b.Gaps {
		if g.Mend == "" || g.Act == "" || g.Detail == "" {
			t.Errorf("not said how it is mended: %+v", g)
		}
	}
}

func gapIsMended(t *testing.T, s *Store) {
	id := sampleRound(t, s)
	f := must[EvaluationFacts](t)(s.Evaluation(id))
	point := f.Standard.Points()[slices.IndexFunc(f.Standard.Points(), func(x office.Indicator) bool { return x.Code == "5-3" })]
	gapsOf := func() []office.Gap {
		return slices.DeleteFunc(must[GapBook](t)(s.Gaps(id)).Gaps, func(g office.Gap) bool { return g.IndicatorID != point.ID })
	}
	if g := gapsOf(); len(g) != 1 || g[0].Kind != office.GapNone {
		t.Fatalf("gaps of 5-3: %+v", g)
	}
	for _, n := range point.Needs {
		e := office.Evidence{Title: n.Name, DatedOn: "2024-03-01", DatedTo: "2026-03-01", OnPaper: true}
		e = must[office.Evidence](t)(s.AddProof(e, office.EvidenceLink{EvaluationID: id, IndicatorID: point.ID, NeedID: n.ID}))
		if g := gapsOf(); !slices.ContainsFunc(g, func(g office.Gap) bool { return g.Kind == office.GapScan && g.EvidenceID == e.ID }) {
			t.Errorf("a paper without a scan: %+v", g)
		}
		must[[]office.Attachment](t)(s.AddAttachments([]office.Attachment{{OwnerKind: "evidence", OwnerID: e.ID, Name: "a.pdf", MIME: "application/pdf", Bytes: 1, SHA256: fmt.Sprintf("%064d", e.ID)}}))
	}
	if g := gapsOf(); len(g) != 0 {
		t.Errorf("left: %+v", g)
	}
	if err := s.SetDueDays(id, map[int64]office.Date{point.ID: "2026-13-01"}); err == nil {
		t.Error("a day that is none was kept")
	}
}

// The value of each live figure is that of its records, and the figures that count
// records agree with the assessments' measures.
func liveFigures(t *testing.T, s *Store) {
	id := sampleRound(t, s)
	for _, l := range office.Lives {
		f := must[office.LiveFigure](t)(s.Live(id, l.Key, 0))
		if f.Blank || f.Share.Source == "" {
			t.Errorf("%s: %s %+v", l.Key, f.Said(), f.Share)
		}
		if f.Records != len(f.Behind()) || (f.Hits > 0) != (len(f.Behind()) > 0) && f.Hits == 0 && l.Key == office.LiveMonthlyVisits {
			t.Errorf("%s counts %d records of %d", l.Key, f.Records, len(f.Behind()))
		}
		broken := 0
		for _, b := range f.Breaks {
			broken += b.N
			if b.Name == "" {
				t.Errorf("%s is broken by nobody", l.Key)
			}
		}
		if broken != f.Units-f.Hits {
			t.Errorf("%s: %d breaks of %d", l.Key, broken, f.Units-f.Hits)
		}
	}
	whole := must[office.LiveFigure](t)(s.Live(id, office.LiveMonthlyVisits, 0))
	units := 0
	for y := 2024; y <= 2026; y++ {
		units += must[office.LiveFigure](t)(s.Live(id, office.LiveMonthlyVisits, y)).Units
	}
	if units != whole.Units {
		t.Errorf("the years have %d school months, the whole %d", units, whole.Units)
	}
	var visits int
	if err := s.r.Get(&visits, `SELECT count(DISTINCT v.id) FROM visits v WHERE v.date >= '2025-01-01' AND v.date < '2026-01-01' AND substr(v.date, 6, 2) NOT IN ('02', '07', '08') AND `+counted); err != nil {
		t.Fatal(err)
	}
	if f := must[office.LiveFigure](t)(s.Live(id, office.LiveMonthlyVisits, 2025)); f.Records > visits || f.Records < visits*9/10 {
		t.Errorf("%d visits behind the figure, %d in the year", f.Records, visits)
	}
	if _, err := s.Live(id, office.LiveMonthlyVisits, 2019); err == nil {
		t.Error("a year outside the span was taken")
	}
}

func drawIsFair(t *testing.T, s *Store) {
	id := sampleRound(t, s)
	draw := office.SpotCheck{EvaluationID: id, Schools: 3, Points: 39, Minutes: 3, Seed: 20260520}
	c := must[office.SpotCheck](t)(s.DrawSpotCheck(draw))
	f := must[SpotFacts](t)(s.SpotCheck(c.ID))
	if !f.Fair || len(f.Lines) < 39 {
		t.Fatalf("fair %v, %d things", f.Fair, len(f.Lines))
	}
	e := must[EvaluationFacts](t)(s.Evaluation(id))
	finds := must[[][]SpotFind](t)(s.SpotFinds(e, f.Lines))
	if !slices.ContainsFunc(finds, func(x []SpotFind) bool { return len(x) > 0 }) {
		t.Error("nothing can be shown for any of them")
	}
	for i, x := range f.Lines {
		x.Result, x.Seconds = office.SpotFound, 100+i*100
		if i == 0 {
			x.Result = office.SpotLost
		}
		if err := s.MarkSpot(x.SpotItem); err != nil {
			t.Fatal(err)
		}
	}
	f = must[SpotFacts](t)(s.SpotCheck(c.ID))
	if f.Check.EndedAt == "" || f.Check.StartedAt == "" {
		t.Errorf("the clock: %q %q", f.Check.StartedAt, f.Check.EndedAt)
	}
	rows := must[[]SpotRow](t)(s.SpotChecks(id))
	if len(rows) != 1 || rows[0].Lost != 1 || rows[0].Found != len(f.Lines)-1 || rows[0].Late != len(f.Lines)-1 {
		t.Errorf("rows %+v", rows)
	}
	exec(t, s, `UPDATE spot_items SET school_id = NULL WHERE school_id IS NOT NULL`)
	if must[SpotFacts](t)(s.SpotCheck(c.ID)).Fair {
		t.Error("a changed draw passes for fair")
	}
	draw.Points = 99
	if _, err := s.DrawSpotCheck(draw); err == nil {
		t.Error("more points than there are were drawn")
	}
}

func TestGapsAreSpokenOfBeforeTheInspection(t *testing.T) {
	s := countyStore(t)
	expect(t, s, "C23", "2026-03-12")
	id := must[int64](t)(s.StandardID(office.StandardKindergarten))
	school := must[int64](t)(first(s, `SELECT min(id) FROM schools`))
	e := must[office.Evaluation](t)(s.SaveEvaluation(office.Evaluation{StandardID: id, SchoolID: school, Year: 2026, Years: 1, InspectedOn: "2026-05-20"}))
	expect(t, s, "C23", "2026-03-12") // not yet
	of := must[office.Standard](t)(s.Standard(id))
	title := fmt.Sprintf("黄 2026年 %s %s: ", s.Title("school", school), of.Title())
	expect(t, s, "C23", "2026-04-01", title+"未定还有 5 处缺口，缺材料 5 处；2026-05-20 迎检")
	old := must[office.Evidence](t)(s.AddProof(office.Evidence{Title: "旧材料", DatedOn: "2024-01-02", OnPaper: true}, office.EvidenceLink{EvaluationID: e.ID, IndicatorID: of.Points()[0].ID}))
	must[[]office.Attachment](t)(s.AddAttachments([]office.Attachment{{OwnerKind: "evidence", OwnerID: old.ID, Name: "a.pdf", MIME: "application/pdf", Bytes: 1, SHA256: fmt.Sprintf("%064d", 1)}}))
	if err := s.SetDueDays(e.ID, map[int64]office.Date{of.Points()[1].ID: "2026-03-20"}); err != nil {
		t.Fatal(err)
	}
	expect(t, s, "C23", "2026-04-01", title+"未定还有 5 处缺口，缺材料 4 处，1 处已过期限；2026-05-20 迎检", title+"1 份材料不在 2026—2026 年；2026-05-20 迎检")
	exec(t, s, `UPDATE evaluations SET state = '已迎检'`)
	expect(t, s, "C23", "2026-04-01")
}

func first(s *Store, sql string) (id int64, err error) {
	err = s.r.Get(&id, sql)
	return id, err
}

// A paper that was filed lies in the box of its archive item, whichever of the two
// was made evidence.
func filedPaperShowsBox(t *testing.T, s *Store) {
	e := office.Evidence{Title: "已归档的文书", DatedOn: "2026-03-01"}
	if err := s.r.Get(&e, `SELECT form, source_kind, source_id FROM archive_items WHERE form <> '' AND source_id IS NOT NULL AND source_key = CAST(source_id AS TEXT) AND box_id IS NOT NULL AND deleted_at IS NULL LIMIT 1`); err != nil {
		t.Fatal("no paper of a record lies in a box of the sample:", err)
	}
	made := must[AddedEvidence](t)(s.AddEvidence([]office.Evidence{e}, nil))
	for _, r := range must[EvidencePage](t)(s.EvidenceList(ListQuery{Size: 1000})).Rows {
		if r.ID == made.IDs[0] && r.Box != "" && r.Piece > 0 {
			return
		}
	}
	t.Errorf("%s of %s %d shows no box", e.Form, e.SourceKind, e.SourceID)
}
