package store

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dudao/internal/office"
)

// pastGame writes records as a clerk may, day after day.
type pastGame struct {
	archiveGame
	school    office.School
	inspector office.Inspector
	visits    []int64
	lost      []int64
	day       time.Time
}

// turn does one random thing, a few hours after the one before.
func (g *pastGame) turn() {
	g.day = g.day.Add(time.Duration(1+g.r.IntN(40)) * time.Hour)
	g.s.now = func() time.Time { return g.day }
	g.n++
	switch n := g.r.IntN(9); {
	case n < 2 || len(g.visits) == 0:
		f := must[VisitForm](g.T)(g.s.SaveVisit(VisitForm{Visit: office.Visit{Date: office.Date("2025-01-01").AddDays(g.n), SchoolID: g.school.ID, InspectorID: g.inspector.ID,
			Content: fmt.Sprint("第", g.n, "次"), Matters: []int64{int64(1 + g.r.IntN(6))}}, Findings: []office.Finding{{Content: fmt.Sprint("问题", g.n), Level: 2}}}))
		g.visits = append(g.visits, f.Visit.ID)
	case n < 4:
		f, err := g.s.Visit(g.visits[g.r.IntN(len(g.visits))])
		if err != nil {
			return // in the recycle bin, or undone
		}
		f.Visit.Content, f.Visit.Matters = fmt.Sprint("改", g.n), []int64{int64(1 + g.r.IntN(6)), 7}
		_, err = g.s.SaveVisit(f)
		g.allowed("edit", err)
	case n < 5:
		id := g.visits[g.r.IntN(len(g.visits))]
		g.allowed("delete", g.s.DeleteVisit(id))
		g.lost = append(g.lost, id)
	case n < 6 && len(g.lost) > 0:
		g.allowed("recover", g.s.Recover("visit", g.lost[g.r.IntN(len(g.lost))]))
	case n < 7:
		rows := []string{}
		for i := range 3 {
			rows = append(rows, fmt.Sprintf("name=示例县第%d小学|kind=小学|town=镇%d", i+g.r.IntN(9), g.n))
		}
		_, err := g.s.Import(reading(g.T, office.KindSchools, rows...), ImportOptions{File: "a.xlsx"})
		g.allowed("import", err)
	case n < 8:
		sets := []int64{}
		if err := g.s.r.Select(&sets, `SELECT id FROM change_sets WHERE action <> 'seed' ORDER BY id DESC LIMIT 9`); err != nil {
			g.Fatal(err)
		}
		if len(sets) > 0 {
			_, err := g.s.Undo(sets[g.r.IntN(len(sets))])
			g.allowed("undo", err)
		}
	default:
		g.play() // the archive
	}
}

// TestThePastIsWhatItWas takes the records down at random moments of random work
// (saving, editing, deleting, recovering, importing, filing, taking back) and
// compares what the change log makes of each moment later.
func TestThePastIsWhatItWas(t *testing.T) {
	const games, turns = 2, 48
	moments := 0
	for seed := range uint64(games) {
		s := openTest(t)
		g := &pastGame{archiveGame: archiveGame{T: t, s: s, r: rand.New(rand.NewPCG(seed, 9))}, day: time.Date(2026, 3, 20, 8, 0, 0, 0, time.UTC)}
		g.school, g.inspector = fixture(t, s)
		was := map[time.Time]string{}
		for i := range turns {
			g.turn()
			if i%12 == 5 {
				was[g.day.Add(time.Minute)] = dump(t, s)
			}
		}
		for at, want := range was {
			past := must[*Store](t)(s.OpenPast(filepath.Join(t.TempDir(), "那天"), at))
			if got := dump(t, past); got != want {
				t.Errorf("game %d: the records of %s differ:\n%s", seed, at, firstDifference(want, got))
			}
			sound(t, past)
			if err := past.DeleteVisit(g.visits[0]); office.CodeOf(err) != office.CodeConflict || !strings.Contains(err.Error(), "过去某一天") {
				t.Errorf("a write into the past: %v", err)
			}
			if past.Today() != office.DateOf(at) {
				t.Errorf("today is %s", past.Today())
			}
			if err := past.Close(); err != nil {
				t.Error(err)
			}
			moments++
		}
		sound(t, s)
	}
	t.Logf("%d moments of %d random works came back row by row; different: 0", moments, games*turns)
}

// A clock that stood wrong for some writes, in either direction, moves only those.
func TestThePastBearsAWrongClock(t *testing.T) {
	s := openTest(t)
	if _, err := s.w.Exec(`UPDATE change_sets SET at = '2026-02-01T00:00:00Z'`); err != nil { // the seeds
		t.Fatal(err)
	}
	for i, at := range []string{"2026-03-01", "2026-03-02", "2031-01-01", "2026-03-03", "2026-03-04", "2000-01-01", "2026-03-05", "2026-03-06"} {
		day, err := time.Parse("2006-01-02", at)
		if err != nil {
			t.Fatal(err)
		}
		s.now = func() time.Time { return day }
		must[office.School](t)(s.SaveSchool(office.School{Name: fmt.Sprintf("示例县第%d小学", i+1), Kind: "小学"}))
	}
	for day, want := range map[string]int{"2026-03-01": 1, "2026-03-04": 6, // with that of "2000"
		"2026-03-06": 8, "2026-12-31": 8} {
		at, err := time.Parse("2006-01-02 15", day+" 12")
		if err != nil {
			t.Fatal(err)
		}
		past := must[*Store](t)(s.OpenPast(filepath.Join(t.TempDir(), day), at))
		n := 0
		if err := past.r.Get(&n, `SELECT count(*) FROM schools`); err != nil {
			t.Fatal(err)
		}
		if n != want {
			t.Errorf("%s: %d schools, want %d", day, n, want)
		}
		if err := past.Close(); err != nil {
			t.Error(err)
		}
	}
}

// What was purged is gone from the log as well, its files' names with it.
func TestThePurgedIsInNoPast(t *testing.T) {
	s := openTest(t)
	sc, p := fixture(t, s)
	f := must[VisitForm](t)(s.SaveVisit(VisitForm{Visit: office.Visit{Date: "2026-03-12", SchoolID: sc.ID, InspectorID: p.ID, Content: "要忘掉的"}}))
	file := addFile(t, s, "visit", f.Visit.ID)
	then := s.now()
	s.now = func() time.Time { return then.AddDate(0, 0, 1) }
	if err := s.DeleteVisit(f.Visit.ID); err != nil {
		t.Fatal(err)
	}
	s.now = func() time.Time { return then.AddDate(0, 0, 40) }
	must[int](t)(s.PurgeTrash(30))
	var left int
	if err := s.r.Get(&left, `SELECT count(*) FROM changes WHERE before LIKE '%要忘掉的%' OR after LIKE '%要忘掉的%' OR before LIKE ?1 OR after LIKE ?1`, "%"+file.SHA256+"%"); err != nil || left > 0 {
		t.Errorf("the log still holds %d images of what was purged, %v", left, err)
	}
	past := must[*Store](t)(s.OpenPast(filepath.Join(t.TempDir(), "那天"), then))
	if _, err := past.Visit(f.Visit.ID); office.CodeOf(err) != office.CodeNotFound {
		t.Errorf("the purged visit: %v", err)
	}
	sound(t, past)
	if err := past.Close(); err != nil {
		t.Error(err)
	}
}
