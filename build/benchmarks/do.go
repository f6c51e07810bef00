package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"dudao/internal/binder"
	"dudao/internal/cli"
	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/paper"
	"dudao/internal/sheet"
	"dudao/internal/store"
)

// The report that all ways draw: tables of rows, read from the records.
const tables, tableRows = 30, 40

var reportHeads = []string{"序号", "学校", "日期", "编号", "内容", "状态"}

// works are what a process of this program may be asked to do.
var works = map[string]func(args []string) error{
	"report":      func(a []string) error { return report(a[0], a[1]) },
	"report-bare": func(a []string) error { return bareReport(a[0], a[1]) },
	"report-rows": func(a []string) error { return reportSources(a[0], a[1]) },
	"county":      func(a []string) error { return fill(a[0], a[1], a[2]) },
	"month-words": func(a []string) error { return monthWords(a[0], a[1], a[2], a[3], a[4]) },
	"sheet":       func(a []string) error { return wideSheet(a[0], a[1], a[2], a[3]) },
	"sheet-bare":  func(a []string) error { return bareSheet(a[0]) },
	"pages-bare":  func(a []string) error { return barePages(a[0], a[1]) },
	"bind":        func(a []string) error { return bind(a[0], a[1]) },
	"copy":        func(a []string) error { return copySynced(a[0], a[1]) },
	"search":      func(a []string) error { return search(a[0]) },
	"lists":       func(a []string) error { return lists(a[0]) },
	"verb":        verb,
	"save":        func(a []string) error { return save(a[0]) },
	"progress":    func(a []string) error { return progress(a[0], a[1]) },
	"backup":      func(a []string) error { return backup(a[0], a[1]) },
	"snapshot":    func(a []string) error { return snapshot(a[0]) },
	"day":         func(a []string) error { return day(a[0]) },
	"second":      func(a []string) error { return second(a[0], a[1]) },

	// only for their profiles
	"search-ours":  func(a []string) error { return searchOurs(a[0]) },
	"lists-worded": func(a []string) error { return listsWorded(a[0]) },
}

func do(work string, args []string) error {
	f, ok := works[work]
	if !ok {
		return fmt.Errorf("no work %q", work)
	}
	return f(args)
}

// county opens the records of a data folder.
func county(dir string) (*store.Store, error) { return store.Open(dir) }

// asking opens them for what only reads.
func asking(dir string, ask func(*store.Store) error) error {
	s, err := county(dir)
	if err != nil {
		return err
	}
	defer s.Close() //nolint:errcheck // only read
	return ask(s)
}

// reportLines reads what the report says: findings, newest first.
func reportLines(dir string) ([][]string, error) {
	s, err := county(dir)
	if err != nil {
		return nil, err
	}
	defer s.Close() //nolint:errcheck // only read
	page, err := s.Findings(store.ListQuery{Size: tables * tableRows})
	if err != nil {
		return nil, err
	}
	lines := [][]string{}
	for i, r := range page.Rows {
		lines = append(lines, []string{fmt.Sprint(i%tableRows + 1), r.School, string(r.FoundOn), r.Number, r.Content, r.State})
	}
	if len(lines) < tables*tableRows {
		return nil, fmt.Errorf("%d findings are too few for the report", len(lines))
	}
	return lines, nil
}

// report draws it the program's way.
func report(dir, out string) error {
	lines, err := reportLines(dir)
	if err != nil {
		return err
	}
	d := doc.Document{Title: "统计", Style: doc.Ledger}
	for i := range tables {
		t := doc.Table{Caption: fmt.Sprintf("表%d　督导发现的问题", i+1)}
		for k, head := range reportHeads {
			t.Columns = append(t.Columns, doc.Column{Head: head, Width: reportWidths[k]})
		}
		for _, line := range lines[i*tableRows : (i+1)*tableRows] {
			row := doc.Row{}
			for _, text := range line {
				row.Cells = append(row.Cells, doc.C(text))
			}
			t.Rows = append(t.Rows, row)
		}
		d.Blocks = append(d.Blocks, doc.Heading{Level: 1, Text: fmt.Sprintf("第%d部分", i+1)}, t)
	}
	made, err := paper.Render(d, paper.Options{})
	if err != nil {
		return err
	}
	fmt.Println(made.Pages, "pages")
	return os.WriteFile(out, made.PDF, 0o600)
}

// wideSheet writes an import of so many visits, with schools and inspectors that
// are there; fault stands behind each row's date.
func wideSheet(dir, out, count, fault string) error {
	s, err := county(dir)
	if err != nil {
		return err
	}
	defer s.Close() //nolint:errcheck // only read
	page, err := s.Visits(store.ListQuery{Size: 500})
	if err != nil {
		return err
	}
	// the matters below are those of schools
	seen := map[string]bool{} // a school once: two visits at the same time would be faults
	page.Rows = slices.DeleteFunc(page.Rows, func(r store.VisitRow) bool {
		was := seen[r.School]
		seen[r.School] = true
		return was || r.SchoolKind == "幼儿园"
	})
	layout, err := office.LayoutOf(office.KindVisits)
	if err != nil {
		return err
	}
	layout.Fields = layout.Fields[:19] // and the hidden id
	n := 0
	if _, err := fmt.Sscan(count, &n); err != nil {
		return err
	}
	rows := make([]office.ListRow, n)
	for i := range rows {
		v := page.Rows[i%len(page.Rows)]
		rows[i] = office.ListRow{Cells: []string{string(office.NewDate(2023, 9, 1).AddDays(i/len(page.Rows))) + fault, "上午", v.School, v.Inspector, "", "经常性督导", "校园安全、食品卫生",
			"随机听课、查阅资料", fmt.Sprintf("第 %d 次到校，随堂听课，查看食堂留样和值班记录", i), "午餐有序", "个别班级晨检记录不全", "2", "5", "1", "0", "小问题", "2026-03-12", "1", "2"}}
	}
	var file bytes.Buffer
	if err := sheet.WriteList(&file, layout, rows, sheet.ListOptions{}); err != nil {
		return err
	}
	return os.WriteFile(out, file.Bytes(), 0o600)
}

// bind puts the files of a folder, in the order of their names, into one volume
// with catalogue, dividers, numbers and bookmarks.
func bind(dir, out string) error {
	names, err := filepath.Glob(filepath.Join(dir, "*.*"))
	if err != nil {
		return err
	}
	slices.Sort(names)
	bn := binder.Binder{Title: "测速的卷", Subject: "示例县", Office: "示例督导室", MadeOn: "2026年11月22日", Made: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)}
	bn.Boxes = []binder.Box{{Code: "1", Title: "示例盒"}}
	const points = 60
	for i := range points {
		g := binder.Indicator{Code: fmt.Sprintf("A%d", i), Name: fmt.Sprintf("第%d项指标", i+1), Level: 1, Requirement: "近三年材料。"}
		for k := i; k < len(names); k += points {
			path := names[k]
			g.Items = append(g.Items, binder.Item{ID: path, Title: fmt.Sprintf("材料%04d", k+1), DatedOn: "2026-03-04",
				Files: []binder.File{{Name: filepath.Base(path), SHA256: path, Open: func() (io.ReadSeekCloser, error) { return os.Open(path) }}}})
		}
		bn.Boxes[0].Groups = append(bn.Boxes[0].Groups, g)
	}
	m, err := binder.New(binder.Options{Scratch: filepath.Dir(out), Counts: map[string]int{}})
	if err != nil {
		return err
	}
	defer m.Close() //nolint:errcheck // scratch files
	made, err := m.Write(out, bn)
	if err == nil {
		fmt.Println(made.Pages, "pages")
	}
	return err
}

// verb runs one verb of the program in this process.
func verb(args []string) error {
	if code := cli.Run(args, io.Discard, os.Stderr); code != 0 {
		return fmt.Errorf("exit code %d", code)
	}
	return nil
}

// say prints figures as one JSON object.
func say(figures map[string]float64) error { return json.NewEncoder(os.Stdout).Encode(figures) }

// each times f and returns the milliseconds, sorted.
func each(n int, f func(i int) error) ([]float64, error) {
	out := make([]float64, n)
	for i := range out {
		begun := time.Now()
		if err := f(i); err != nil {
			return nil, err
		}
		out[i] = float64(time.Since(begun).Microseconds()) / 1000
	}
	slices.Sort(out)
	return out, nil
}

// at is the value below which the share of the sorted values lies.
func at(sorted []float64, share float64) float64 { return sorted[int(share*float64(len(sorted)-1))] }

// questions are words out of the records, one to ten characters long, and pinyin.
func questions(rows []store.VisitRow) []string {
	r, out := rand.New(rand.NewPCG(1, 1)), []string{}
	for len(out) < 300 {
		row := rows[r.IntN(len(rows))]
		text := []rune(row.Problems + row.School + row.Inspector)
		if n := 1 + r.IntN(10); len(text) > n {
			from := r.IntN(len(text) - n)
			if word := string(text[from : from+n]); !strings.ContainsAny(word, "%_ ，。、；：（）\n") {
				out = append(out, word)
			}
		}
	}
	return append(out, "sy", "slx", "dyxx", "shili", "zhongxin", "JL2026", "2026-03-12", "yey", "xx", "s")
}

// asked asks the index the questions, the second time and later for the time.
func asked(s *store.Store) (words []string, took []float64, err error) {
	page, err := s.Visits(store.ListQuery{Size: 3000})
	if err != nil {
		return nil, nil, err
	}
	words = questions(page.Rows)
	ask := func(i int) error { _, err := s.Search(words[i%len(words)], 20); return err }
	if _, err := each(len(words), ask); err != nil { // the first time from a cold disk
		return nil, nil, err
	}
	took, err = each(3*len(words), ask)
	return words, took, err
}

func searchOurs(dir string) error {
	return asking(dir, func(s *store.Store) error { _, _, err := asked(s); return err })
}

// search asks the index and then LIKE the same questions.
func search(dir string) error {
	s, err := county(dir)
	if err != nil {
		return err
	}
	defer s.Close() //nolint:errcheck // only read
	words, ours, err := asked(s)
	if err != nil {
		return err
	}
	like, sizes, err := likes(s.Path(), words[:30])
	if err != nil {
		return err
	}
	return say(map[string]float64{"p50": at(ours, .5), "p99": at(ours, .99), "worst": at(ours, 1), "like50": at(like, .5), "records": sizes.records,
		"ratio": at(like, .5) / at(ours, .5), "index": sizes.index / sizes.text})
}

// listAsked asks for the first page of a list, narrowed by a word or not.
type listAsked struct {
	word  bool
	first func() error
}

// listsToAsk are the first pages of the long lists in many ways.
func listsToAsk(s *store.Store) []listAsked {
	ask := []listAsked{}
	for _, q := range []store.ListQuery{{}, {Sort: "school"}, {Sort: "zone", Desc: true}, {Sort: "findings", Desc: true}, {Sort: "number"}, {Sort: "town"},
		{Filters: map[string]string{"zone": "第三责任区"}}, {Filters: map[string]string{"missing": "feedback"}}, {Filters: map[string]string{"from": "2026-03-01", "to": "2026-03-31"}},
		{Text: "食堂"}, {Text: "学校"}, {Text: "食堂", Sort: "school", Filters: map[string]string{"zone": "第三责任区"}}} {
		q.Size = 50
		ask = append(ask, listAsked{q.Text != "", func() error { _, err := s.Visits(q); return err }})
	}
	for _, q := range []store.ListQuery{{}, {Sort: "school"}, {Sort: "matter"}, {Sort: "dueOn", Desc: true}, {Sort: "level"}, {Filters: map[string]string{"state": "未销号"}},
		{Filters: map[string]string{"overdue": "1"}}, {Text: "留样"}} {
		q.Size = 50
		ask = append(ask, listAsked{q.Text != "", func() error { _, err := s.Findings(q); return err }})
	}
	for _, q := range []store.ListQuery{{}, {Sort: "title"}, {Text: "记录"}, {Filters: map[string]string{"year": "2025"}}} {
		q.Size = 50
		ask = append(ask, listAsked{q.Text != "", func() error { _, err := s.ArchiveItems(q); return err }})
	}
	return ask
}

// listsWorded asks for those narrowed by a word.
func listsWorded(dir string) error {
	const times = 20 // long enough for a profile
	return asking(dir, func(s *store.Store) error {
		worded := slices.DeleteFunc(listsToAsk(s), func(a listAsked) bool { return !a.word })
		for _, a := range slices.Repeat(worded, times) {
			if err := a.first(); err != nil {
				return err
			}
		}
		return nil
	})
}

// lists asks for all of them.
func lists(dir string) error {
	s, err := county(dir)
	if err != nil {
		return err
	}
	defer s.Close() //nolint:errcheck // only read
	worst, worded, total := 0.0, 0.0, []float64{}
	for _, a := range listsToAsk(s) {
		if err := a.first(); err != nil {
			return err
		}
		took, err := each(5, func(int) error { return a.first() })
		if err != nil {
			return err
		}
		total = append(total, at(took, .5))
		if a.word {
			worded = max(worded, at(took, .5))
		} else {
			worst = max(worst, at(took, .5))
		}
	}
	slices.Sort(total)
	return say(map[string]float64{"worst": worst, "worded": worded, "p50": at(total, .5), "queries": float64(len(total))})
}

// save writes one visit over and over: without a rest, as it is typed, and without
// the search hearing of it.
func save(dir string) error {
	s, err := county(dir)
	if err != nil {
		return err
	}
	defer s.Close() //nolint:errcheck // it is a copy
	page, err := s.Visits(store.ListQuery{Size: 1})
	if err != nil {
		return err
	}
	f, err := s.Visit(page.Rows[0].ID)
	if err != nil {
		return err
	}
	change := func(int) error {
		f.Visit.Stars = (f.Visit.Stars + 1) % 6
		f, err = s.SaveVisit(f)
		return err
	}
	ours, err := each(200, change)
	if err != nil {
		return err
	}
	typed := make([]float64, 100) // a save each half second, quicker than anybody types
	for i := range typed {
		time.Sleep(500 * time.Millisecond)
		one, err := each(1, change)
		if err != nil {
			return err
		}
		typed[i] = one[0]
	}
	slices.Sort(typed)
	if err := forgetWords(s.Path()); err != nil {
		return err
	}
	unsearched, err := each(200, change)
	if err != nil {
		return err
	}
	bare, err := bareWrites(filepath.Join(filepath.Dir(s.Path()), "bare.db"), 200)
	if err != nil {
		return err
	}
	return say(map[string]float64{"p50": at(ours, .5), "p99": at(ours, .99), "typed50": at(typed, .5), "typed99": at(typed, .99), "unsearched50": at(unsearched, .5), "bare50": at(bare, .5)})
}
