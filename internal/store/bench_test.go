package store

import (
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"dudao/internal/office"
)

// The benchmarks run over ten years of a large county (300 schools, 30,000
// visits, 60,000 findings). DUDAO_BENCH_DIR names a folder in which it is kept
// for the next run; without it the county is made anew, which takes a while.

var tenYears = sync.OnceValues(func() (*Store, error) {
	dir := os.Getenv("DUDAO_BENCH_DIR")
	if dir == "" {
		var err error
		if dir, err = os.MkdirTemp("", "dudao-bench"); err != nil {
			return nil, err
		}
	}
	_, err := os.Stat(filepath.Join(dir, FileName))
	fresh := os.IsNotExist(err)
	s, err := Open(dir)
	if err != nil {
		return nil, err
	}
	s.now = func() time.Time { return time.Date(2026, 3, 20, 10, 0, 0, 0, time.Local) }
	if fresh {
		err = s.FillSample(office.MakeUp(office.TenYearSize))
	}
	return s, err
})

func benchStore(b *testing.B) *Store {
	b.Helper()
	s, err := tenYears()
	if err != nil {
		b.Fatal(err)
	}
	return s
}

func BenchmarkVisits(b *testing.B) {
	s := benchStore(b)
	for name, q := range map[string]ListQuery{
		"first":       {},
		"last page":   {Page: 600},
		"school":      {Sort: "school"},
		"zone":        {Sort: "zone", Desc: true},
		"findings":    {Sort: "findings", Desc: true},
		"feedback":    {Sort: "feedbackOn"},
		"number":      {Sort: "number"},
		"town":        {Sort: "town"},
		"in zone":     {Filters: map[string]string{"zone": "第三责任区"}},
		"inspector":   {Filters: map[string]string{"inspector": "7"}},
		"no feedback": {Filters: map[string]string{"missing": "feedback"}},
		"no photo":    {Filters: map[string]string{"missing": "photo"}},
		"month":       {Filters: map[string]string{"from": "2026-03-01", "to": "2026-03-31"}},
		"infants":     {Filters: map[string]string{"schoolKind": "幼儿园"}, Sort: "school"},
		"text":        {Text: "食堂"},
		"text often":  {Text: "学校"},
		"text school": {Text: "食堂", Sort: "school", Filters: map[string]string{"zone": "第三责任区"}},
	} {
		b.Run(name, func(b *testing.B) {
			q.Size = 50
			for b.Loop() {
				if _, err := s.Visits(q); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkFindings(b *testing.B) {
	s := benchStore(b)
	for name, q := range map[string]ListQuery{
		"first":    {},
		"school":   {Sort: "school"},
		"zone":     {Sort: "zone"},
		"matter":   {Sort: "matter"},
		"due":      {Sort: "dueOn", Desc: true},
		"level":    {Sort: "level"},
		"in zone":  {Filters: map[string]string{"zone": "第三责任区"}},
		"open":     {Filters: map[string]string{"state": "未销号"}},
		"overdue":  {Filters: map[string]string{"overdue": "1"}},
		"level 5":  {Filters: map[string]string{"level": "5"}},
		"text":     {Text: "留样"},
		"of month": {Filters: map[string]string{"from": "2026-03-01", "to": "2026-03-31"}},
		"repeated": {Filters: map[string]string{"repeat": "1"}},
	} {
		b.Run(name, func(b *testing.B) {
			q.Size = 50
			for b.Loop() {
				if _, err := s.Findings(q); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkNotices(b *testing.B) {
	s := benchStore(b)
	for name, q := range map[string]ListQuery{
		"first":   {},
		"zone":    {Sort: "zone"},
		"in zone": {Filters: map[string]string{"zone": "第三责任区"}},
		"overdue": {Filters: map[string]string{"overdue": "1"}},
		"open":    {Filters: map[string]string{"state": "办理中"}},
		"text":    {Text: "食堂"},
	} {
		b.Run(name, func(b *testing.B) {
			q.Size = 50
			for b.Loop() {
				if _, err := s.Notices(q); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("case", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Case(60000); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkComplaints(b *testing.B) {
	s := benchStore(b)
	for name, q := range map[string]ListQuery{
		"first":   {},
		"school":  {Sort: "school"},
		"open":    {Filters: map[string]string{"state": "未办结"}},
		"overdue": {Filters: map[string]string{"overdue": "1"}},
		"in zone": {Filters: map[string]string{"zone": "第三责任区"}},
		"text":    {Text: "食堂"},
	} {
		b.Run(name, func(b *testing.B) {
			q.Size = 50
			for b.Loop() {
				if _, err := s.Complaints(q); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkSchools(b *testing.B) {
	s := benchStore(b)
	month := office.Month("2026-03").Of(0)
	for name, q := range map[string]ListQuery{
		"first":      {},
		"last visit": {Sort: "lastVisit"},
		"findings":   {Sort: "openFindings", Desc: true},
		"zone":       {Sort: "zone"},
		"inspectors": {Sort: "inspectors"},
		"in zone":    {Filters: map[string]string{"zone": "第三责任区"}},
		"unvisited":  {Filters: map[string]string{"unvisited": "1"}},
	} {
		b.Run(name, func(b *testing.B) {
			q.Size = 50
			for b.Loop() {
				if _, err := s.Schools(q, month); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkInspectors(b *testing.B) {
	s := benchStore(b)
	for b.Loop() {
		if _, err := s.Inspectors(ListQuery{Sort: "visitsThisYear", Size: 50}, office.Month("2026-03").Of(0)); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkMonth is what a month's office report and the first screen read.
func BenchmarkMonth(b *testing.B) {
	s := benchStore(b)
	p := office.Month("2026-03").Of(0)
	for name, read := range map[string]func() error{
		"book":     func() error { _, err := s.MonthBook("2026-03"); return err },
		"months":   func() error { _, err := s.Months(); return err },
		"zones":    func() error { _, err := s.ZoneLoads(p); return err },
		"loads":    func() error { _, err := s.InspectorLoads("2026-03-20", 8); return err },
		"missing":  func() error { _, err := s.MissingCounts(p); return err },
		"counts":   func() error { _, err := s.Counts(); return err },
		"trend":    func() error { _, err := s.VisitDays(office.Period{From: "2024-04-01", To: "2026-04-01"}); return err },
		"schools":  func() error { _, _, err := s.SchoolCounts(s.Today()); return err },
		"last day": func() error { _, err := s.LastVisitDay(); return err },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := read(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkSearch(b *testing.B) {
	s := benchStore(b)
	for _, words := range []string{"学", "䶮", "学校", "食堂", "现场核查", "食堂留样", "食堂 留样", "zsx", "JL2026", "2026", "第三小学 食堂"} {
		b.Run(words, func(b *testing.B) {
			for b.Loop() {
				if _, err := s.Search(words, 20); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkSearchAgainstLike asks for words of one to ten characters, Chinese and
// pinyin, what stands in the records, and the same of LIKE over the same texts; it
// says the slowest but one in a hundred, the ratio and the index beside the text.
func BenchmarkSearchAgainstLike(b *testing.B) {
	s := benchStore(b)
	like := likeTexts(b, s)
	asked := []string{"ctzx", "yey", "dyxx", "shifan", "youeryuan", "x", "zx", "zhongxin", "JL2026", "2026-03-12", "3月12日"}
	texts := []string{}
	if err := like.Select(&texts, `SELECT text FROM texts WHERE id % 997 = 0`); err != nil {
		b.Fatal(err)
	}
	for i, text := range texts {
		for _, run := range runs(text) {
			if rs := []rune(run); isHanRun(run) && len(rs) > 10 {
				asked = append(asked, string(rs[i%3:i%3+1+i%10]))
				break
			}
		}
	}
	var took, likes []time.Duration
	for b.Loop() {
		for _, words := range asked {
			begun := time.Now()
			if _, err := s.Search(words, 20); err != nil {
				b.Fatal(err)
			}
			took = append(took, time.Since(begun))
		}
	}
	for i, words := range asked {
		if i%5 != 0 {
			continue
		}
		begun, n := time.Now(), 0
		if err := like.Get(&n, `SELECT count(*) FROM texts WHERE text LIKE ?`, "%"+words+"%"); err != nil {
			b.Fatal(err)
		}
		likes = append(likes, time.Since(begun))
	}
	slices.Sort(took)
	slices.Sort(likes)
	var index, bytes float64
	if err := s.r.QueryRow(`SELECT (SELECT sum(length(block)) FROM search_data) + (SELECT sum(length(block)) FROM search_short_data)`).Scan(&index); err != nil {
		b.Fatal(err)
	}
	if err := like.Get(&bytes, `SELECT sum(length(CAST(text AS BLOB))) FROM texts`); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(len(asked)), "words")
	b.ReportMetric(took[len(took)/2].Seconds()*1000, "ms-median")
	b.ReportMetric(took[len(took)*99/100].Seconds()*1000, "ms-p99")
	b.ReportMetric(likes[len(likes)/2].Seconds()*1000, "ms-like")
	b.ReportMetric(likes[len(likes)/2].Seconds()/took[len(took)/2].Seconds(), "x-faster")
	b.ReportMetric(index/bytes, "index/text")
}

// likeTexts are the searchable texts in a table of their own.
func likeTexts(b *testing.B, s *Store) *sqlx.DB {
	b.Helper()
	db, err := sqlx.Open(driverName, fileURL(filepath.Join(b.TempDir(), "like.db"))+"?_cache_size=-200000")
	if err != nil {
		b.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	b.Cleanup(func() { db.Close() })
	docs := []Hit{}
	if err := s.r.Select(&docs, `SELECT kind, ref_id FROM search_docs ORDER BY id`); err != nil {
		b.Fatal(err)
	}
	t := db.MustBegin()
	t.MustExec(`CREATE TABLE texts (id INTEGER PRIMARY KEY, text TEXT NOT NULL)`)
	for _, d := range docs {
		var doc searchText
		if err := s.r.Get(&doc, searchSources[d.Kind], d.ID); err != nil {
			b.Fatal(err)
		}
		t.MustExec(`INSERT INTO texts (text) VALUES (?)`, withoutSigns(doc.Text))
	}
	if err := t.Commit(); err != nil {
		b.Fatal(err)
	}
	return db
}

func BenchmarkSaveVisit(b *testing.B) {
	s := benchStore(b)
	page, err := s.Visits(ListQuery{Size: 1})
	if err != nil {
		b.Fatal(err)
	}
	f, err := s.Visit(page.Rows[0].ID)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		f.Visit.Stars = (f.Visit.Stars + 1) % 6
		if f, err = s.SaveVisit(f); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRebuildSearch(b *testing.B) {
	s := benchStore(b)
	for b.Loop() {
		if err := s.RebuildSearch(nil); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAlerts is every rule together, as the side bar asks them after each
// save, and each by itself.
func BenchmarkAlerts(b *testing.B) {
	s := benchStore(b)
	b.Run("all", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Alerts(); err != nil {
				b.Fatal(err)
			}
		}
	})
	for _, rule := range office.DefaultAlerts {
		b.Run(rule.Code, func(b *testing.B) {
			for b.Loop() {
				r, err := s.alertRun("2026-06-20") // towards the end of a term
				if err != nil {
					b.Fatal(err)
				}
				r.rule = rule
				if err := alertChecks[rule.Code](r); err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(len(r.found)), "alerts")
			}
		})
	}
}

func BenchmarkTenures(b *testing.B) {
	s := benchStore(b)
	for name, ask := range map[string]func() error{
		"list":      func() error { _, err := s.Tenures(); return err },
		"book":      func() error { _, err := s.TenureBook(1); return err },
		"exchange":  func() error { _, err := s.ProposeExchange("2026-03-20"); return err },
		"trainings": func() error { _, err := s.Trainings(ListQuery{Size: 50}); return err },
		"text":      func() error { _, err := s.Trainings(ListQuery{Size: 50, Text: "集中"}); return err },
		"hours":     func() error { _, err := s.TrainingHours(2025); return err },
	} {
		b.Run(name, func(b *testing.B) { benchAsk(b, ask) })
	}
}

func BenchmarkDossier(b *testing.B) {
	s := benchStore(b)
	for name, ask := range map[string]func() error{
		"inspector year": func() error { _, err := s.InspectorDossier(7, "2025-2026", 50, false); return err },
		"inspector all":  func() error { _, err := s.InspectorDossier(7, "", 50, false); return err },
		"school year":    func() error { _, err := s.SchoolDossier(31, "2025-2026", 50); return err },
		"school all":     func() error { _, err := s.SchoolDossier(31, "", 50); return err },
		"briefing":       func() error { _, err := s.Briefing(31); return err },
		"teams":          func() error { _, err := s.Teams(ListQuery{Size: 50}); return err },
	} {
		b.Run(name, func(b *testing.B) { benchAsk(b, ask) })
	}
}

// BenchmarkInspection reads the page of an inspection of 157 units; more than
// 50 ms is a fault.
func BenchmarkInspection(b *testing.B) {
	s := wholeCounty(b)
	page, err := s.Inspections(ListQuery{})
	if err != nil {
		b.Fatal(err)
	}
	best := time.Hour
	for b.Loop() {
		begun := time.Now()
		if _, err := s.InspectionUnits(page.Rows[0].ID); err != nil {
			b.Fatal(err)
		}
		if _, err := s.InspectionGroups(page.Rows[0].ID); err != nil {
			b.Fatal(err)
		}
		best = min(best, time.Since(begun))
	}
	if best > 50*time.Millisecond {
		b.Errorf("the page takes %v", best)
	}
}

// benchAsk asks one thing again and again.
func benchAsk(b *testing.B, ask func() error) {
	for b.Loop() {
		if err := ask(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkGlance is what the first page asks, of a month and of a 学期; more than
// 50 ms together is a fault.
func BenchmarkGlance(b *testing.B) {
	s := benchStore(b)
	year := office.Period{From: "2025-09-01", To: "2026-09-01"}
	for name, p := range map[string]office.Period{"month": office.Month("2026-03").Of(0), "term": {From: "2025-09-01", To: "2026-02-01"}} {
		for part, ask := range map[string]func() error{
			"zones":   func() error { _, err := s.ZoneLoads(p); return err },
			"unzoned": func() error { _, err := s.UnzonedLoad(p); return err },
			"trend":   func() error { _, err := s.VisitDays(office.Period{From: "2024-09-01", To: "2026-09-01"}); return err },
			"matters": func() error { _, err := s.FoundByMatter(p); return err },
			"rectify": func() error { _, err := s.RectifiedByZone(p); return err },
			"people":  func() error { _, err := s.InspectorWorks(p); return err },
			"heat":    func() error { _, err := s.SchoolDays(year); return err },
			"schools": func() error { _, err := s.HeatSchools("2026-03-31"); return err },
		} {
			b.Run(name+" "+part, func(b *testing.B) { benchAsk(b, ask) })
		}
	}
}
