package desk

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/paper/papertest"
	"dudao/internal/pdf"
	"dudao/internal/report"
	"dudao/internal/store"
)

// gapFixtures are the papers of gaps and draws: filled, empty and as long as the
// records may be.
func gapFixtures() map[string]doc.Document {
	out := map[string]doc.Document{}
	long := string([]rune(strings.Repeat("材料不全，", 900))[:4000])
	for size, n := range map[string]int{"filled": 9, "empty": 0, "long": 160} {
		set := formFacts(size != "empty").Settings
		gaps := report.GapPaper{Settings: set, Standard: "责任督学挂牌督导创新县（39点工作清单）", Subject: "示例县", Evaluation: office.Evaluation{Year: 2026, Years: 3}, Day: "2026-03-31", Points: 39, Open: n}
		live := report.LivePaper{Settings: set, Subject: "示例县", Standard: gaps.Standard, Point: office.Indicator{Code: "4-4", Name: "每校每月至少一次"}}
		spot := report.SpotPaper{Settings: set, Title: "2026年 " + gaps.Standard, Check: office.SpotCheck{Seed: 8848, Schools: 3, Points: 5, Minutes: 3, DrawnOn: "2026-04-01", Person: rareInspector}, Fair: n > 0}
		list, units := []office.Gap{}, []office.LiveUnit{}
		for i := range n {
			g := office.Gap{Kind: office.GapKinds[i%7], Place: i, Code: "4-4", Codes: []string{"4-4", "4-5"}, Point: "每校每月至少一次", Title: rareInspector + "督导记录", Detail: "应有 12 个月，已有 9，缺：2026年1月", Act: office.MendAdd, Person: []string{rareInspector, "", rareTeacher}[i%3], Pieces: 1 + i%3}
			if size == "long" && i%40 == 0 {
				g.Title, g.Detail = long, long
			}
			list = append(list, g)
			units = append(units, office.LiveUnit{WhoKind: "school", WhoID: int64(i / 3), Who: fmt.Sprint("示例县䶮㛃小学", i/3), When: string(office.Month("2024-01").Add(i % 27)), Hit: i%4 != 0, Kind: "visit", Records: []int64{int64(i)}})
			live.Records = append(live.Records, report.LiveLine{Title: fmt.Sprintf("JL2026-%04d 2026-03-02 示例县䶮㛃小学", i), Hit: i%4 != 0})
			x := report.SpotLine{Code: "4-4", Point: "每校每月至少一次", School: "示例县䶮㛃小学"}
			x.Position, x.Seconds, x.Place, x.Result = i+1, i*40, "2025 年第 3 盒", []string{office.SpotFound, office.SpotLost, ""}[i%3]
			spot.Lines = append(spot.Lines, x)
		}
		if n > 0 {
			gaps.Evaluation.InspectedOn, spot.Check.Note = "2026-05-20", "说明"
			spot.Before = []report.SpotBefore{{Check: spot.Check, Sum: office.SpotSum{Items: 9, Found: 8, Lost: 1}}}
		}
		minutes := map[string]int{}
		for _, k := range office.GapKinds {
			minutes[k] = 30
		}
		gaps.Plan = office.PlanBack(list, gaps.Evaluation.InspectedOn, gaps.Day, office.NewCalendar(office.Holidays()), office.ScheduleRule{Minutes: minutes, Day: 60, Reserve: 5})
		about, _ := office.LiveOf(office.LiveMonthlyVisits)
		live.Figure = office.MakeLive(about, units, office.Rule{Key: "live.visit.monthly", Name: "应达到", Value: 100, Unit: "%", Source: "《办法》", Official: true}, office.Rule{}, office.Period{From: "2024-01-01", To: "2026-04-01"})
		spot.Sum = office.SumSpots(nil, 3)
		out["gaps-"+size], out["gap_schedule-"+size], out["live_proof-"+size], out["spot_result-"+size] = gaps.List(), gaps.Schedule(), live.Document(), spot.Document()
	}
	return out
}

func TestPapersOfGapsAreSound(t *testing.T) {
	t.Parallel()
	for name, d := range gapFixtures() {
		t.Run(name, func(t *testing.T) { papertest.Sound(t, name, d) })
	}
}

// TestGapsAreMendedAtTheScreen goes through the screens on the sample county.
func TestGapsAreMendedAtTheScreen(t *testing.T) {
	t.Parallel()
	d := sampleDesk(t)
	s := d.Screens()
	id, err := d.evaluationNamed(office.StandardCounty)
	if err != nil {
		t.Fatal(err)
	}
	page, err := s.Gaps.Book(id)
	if err != nil || page.Gaps == nil || page.Loads == nil || page.Kinds == nil || page.People == nil || len(page.Gaps) == 0 {
		t.Fatalf("%v %+v", err, page)
	}
	at := func(code, kind string) int {
		return slices.IndexFunc(page.Gaps, func(g office.Gap) bool { return g.Kind == kind && g.Code == code })
	}
	live := page.Gaps[at("4-8", office.GapNone)]
	if live.Act != office.MendLive {
		t.Fatalf("4-8 is mended by %s", live.Act)
	}
	if err := s.Gaps.AddLive(PointInput{id, live.IndicatorID}); err != nil {
		t.Fatal(err)
	}
	figure, err := s.Gaps.Live(LiveInput{EvaluationID: id, IndicatorID: live.IndicatorID})
	if err != nil || !figure.Known || figure.Figure.Blank {
		t.Fatalf("%v %+v", err, figure)
	}
	if _, err := d.PrintForm(formLive, figure.Paper, filepath.Join(t.TempDir(), "a.pdf")); err != nil {
		t.Error(err)
	}
	file := filepath.Join(t.TempDir(), "2026-03-02 使用率统计.pdf")
	if err := os.WriteFile(file, lockedPDF, 0o600); err != nil {
		t.Fatal(err)
	}
	none := page.Gaps[at("6-2", office.GapNone)]
	in := GapFiles{EvaluationID: id, IndicatorID: none.IndicatorID, Paths: []string{filepath.Join(t.TempDir(), "没有.pdf")}}
	if err := s.Gaps.AddFiles(in); err == nil {
		t.Error("a file that is not there was taken")
	}
	if now, err := s.Gaps.Book(id); err != nil || !slices.ContainsFunc(now.Gaps, func(g office.Gap) bool { return g.IndicatorID == none.IndicatorID && g.EvidenceID == 0 }) {
		t.Errorf("bad input changed something: %v", err)
	}
	in.Paths, in.NeedID = []string{file}, none.NeedID
	if err := s.Gaps.AddFiles(in); err != nil {
		t.Fatal(err)
	}
	if e, err := d.store.Evaluation(id); err != nil || !slices.ContainsFunc(e.Evidence, func(e office.Evidence) bool {
		return e.Title == "2026-03-02 使用率统计" && e.DatedOn == "2026-03-02"
	}) {
		t.Errorf("the file is no evidence: %v", err)
	}
	n, err := s.Gaps.FixDue(id)
	if err != nil {
		t.Fatal(err)
	}
	again, err := s.Gaps.FixDue(id)
	if err != nil || again != 0 {
		t.Errorf("%d points were given a day, then %d more: %v", n, again, err)
	}
	drawn, err := s.Spots.Draw(DrawInput{EvaluationID: id, Schools: 2, Points: 39, Minutes: 3})
	if err != nil || drawn.Seed == 0 {
		t.Fatal(err, drawn)
	}
	form, err := s.Spots.Start(drawn.ID)
	if err != nil || !form.Fair || len(form.Lines) < 39 {
		t.Fatalf("%v %+v", err, form)
	}
	for _, l := range form.Lines {
		if l.Finds == nil {
			t.Errorf("%s has no list", l.Code)
		}
	}
}

// TestTheSampleCountyHasFiles counts the made-up files, small and sound but for the
// two that are meant not to be. They came with the county: no step back takes them
// off alone.
func TestTheSampleCountyHasFiles(t *testing.T) {
	t.Parallel()
	d, _ := openTest(t, t.TempDir())
	var list []office.Attachment
	if err := d.store.FillSampleWith(office.MakeUp(sampleDeskSize), func(owners store.SampleOwners) (files []office.Attachment, err error) {
		files, err = d.sampleFiles(owners)
		list = files
		return files, err
	}); err != nil {
		t.Fatal(err)
	}
	if last, err := d.store.LastAction(); err != nil || last.ID != 0 {
		t.Errorf("after the county is filled %q can be taken back: %v", last.Label, err)
	}
	size, bad, owners := int64(0), []string{}, map[string]int{}
	for _, a := range list {
		owners[a.OwnerKind]++
		size += a.Bytes
		if a.MIME != mimePDF {
			continue
		}
		if n, err := pdf.Pages(filepath.Join(d.dir, vaultFolder, a.SHA256[:2], a.SHA256[2:])); err != nil {
			bad = append(bad, a.Name)
		} else if n != a.Pages {
			t.Errorf("%s has %d pages, not %d", a.Name, n, a.Pages)
		}
	}
	for _, kind := range []string{"assignment", "visit", "archive_item", "evidence"} {
		if owners[kind] == 0 {
			t.Errorf("no %s has a file", kind)
		}
	}
	slices.Sort(bad)
	if !slices.Equal(bad, []string{"损坏的扫描件（示例）.pdf", "有密码的文件（示例）.pdf"}) || size > 6<<20 {
		t.Errorf("%d bytes, not readable: %v", size, bad)
	}
}
