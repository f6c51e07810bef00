package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// part is one group of rows: a name for -only, and what makes them.
type part struct {
	name string
	rows func(b *bench) error
}

var parts = []part{{"report", (*bench).reportRows}, {"binder", (*bench).binderRows}, {"search", (*bench).searchRows}, {"import", (*bench).importRows},
	{"save", (*bench).saveRows}, {"month", (*bench).monthRows}, {"window", (*bench).windowRows}, {"page", (*bench).pageRows}, {"backup", (*bench).backupRows}, {"years", (*bench).yearRows}, {"lists", (*bench).listRows}, {"profile", (*bench).profileRows}}

var columns = []string{"work", "by", "wall", "processor", "peak MB", "ours ÷ theirs", "to reach"}

// all runs the parts and writes the page.
func (b *bench) all(page string) error {
	if err := os.MkdirAll(b.dir, 0o700); err != nil {
		return err
	}
	size := "the whole size"
	if b.small {
		size = "a small size: it shows that the rows run, not how fast they are"
	}
	b.lines = []string{"# Benchmarks", "", "Written by `build/bench`; nothing here is typed by hand. Each line is the middle one of " + strconv.Itoa(b.runs) +
		" runs of a whole process, the peak is the largest process of all runs. Both sides of a row ran one after the other on the same machine.", "",
		time.Now().Format("2006-01-02") + ", " + size + ". " + machine() + ".", "", versions() + "."}
	for _, p := range parts {
		if !b.only.MatchString(p.name) {
			continue
		}
		if err := p.rows(b); err != nil {
			b.broken(p.name, "", err)
		}
		// what is measured so far stands, whatever becomes of the rest
		if err := b.keep(page); err != nil {
			return err
		}
	}
	if b.failed > 0 {
		return fmt.Errorf("%d rows could not be measured", b.failed)
	}
	return nil
}

// keep writes the page. A run of some parts leaves the others of the page as they are.
func (b *bench) keep(page string) error {
	if page == "" {
		return nil
	}
	text := strings.Join(b.lines, "\n") + "\n"
	if b.only.String() != "" {
		old, err := os.ReadFile(page)
		if err != nil && !os.IsNotExist(err) {
			return err
		}
		text = merged(string(old), text)
	}
	return os.WriteFile(page, []byte(text), 0o644)
}

// merged is the new page with the parts of the old one that were not measured anew, in
// the old one's order.
func merged(old, fresh string) string {
	const head = "\n## "
	title := func(part string) string { t, _, _ := strings.Cut(part, "\n"); return t }
	parts := strings.Split(fresh, head)
	list := strings.Split(old, head)[1:]
	for _, p := range parts[1:] {
		if i := slices.IndexFunc(list, func(q string) bool { return title(q) == title(p) }); i >= 0 {
			list[i] = p
		} else {
			list = append(list, p)
		}
	}
	for i, p := range list {
		list[i] = strings.TrimRight(p, "\n") + "\n"
	}
	return parts[0] + head + strings.Join(list, head)
}

const bareAlone = "the bare gopdf program above takes longer than that already."

func (b *bench) reportRows() error {
	b.head("A report", "30 tables of 40 rows from the records to the PDF. Typst, Chromium and LibreOffice get the rows in a ready source file and read no database.", columns...)
	county, err := b.tenYears()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(b.in("sources"), 0o700); err != nil {
		return err
	}
	if err := aside("report-rows", county, b.in("sources")); err != nil {
		return err
	}
	html, typ := b.in("sources", "report.html"), b.in("sources", "report.typ")
	pdf := filepath.Join(b.out(), "report.pdf")
	b.against("report", run{who: "this program", argv: self("report", county, pdf)}, []run{
		{who: "gopdf", argv: self("report-bare", county, pdf), note: "cells and texts only"},
		{who: "Typst", argv: []string{"node", "build/benchmarks/typst.mjs", b.in("node"), "internal/paper/fonts", typ, pdf}},
		{who: "LibreOffice", argv: []string{"soffice", "--headless", "-env:UserInstallation=file://" + b.in("soffice"), "--convert-to", "pdf:writer_web_pdf_Export", "--outdir", b.out(), html}},
		{who: "Chromium", argv: []string{"chromium-headless-shell", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--print-to-pdf=" + pdf, "file://" + html}},
	}, within("≤ 120 MB"), within("≤ 1.5"), bound{"≤ 0.33", bareAlone}, bound{"≤ 0.125", bareAlone}, bound{"≤ 0.125", bareAlone})
	return nil
}

func (b *bench) binderRows() error {
	b.head("The inspection binder", "The same files on both sides; the others put pages together and make no catalogue, number, stamp, bookmark or manifest.", columns...)
	county, err := b.proven(1)
	if err != nil {
		return err
	}
	book := filepath.Join(b.out(), "book.pdf")
	ten, err := b.proven(10)
	if err != nil {
		return err
	}
	// those of the large one: of a hundred, half the time is the start of the programs
	scans, jpegs, err := b.papers(ten, "scans", "\xff\xd8\xff", "jpg")
	if err != nil {
		return err
	}
	// img2pdf reads the picture at the head of the file and minds what stands behind it no more than we
	b.against(fmt.Sprintf("%d scans", len(jpegs)), run{who: "this program", argv: self("bind", scans, book)},
		[]run{{who: "img2pdf", argv: append([]string{"img2pdf", "-o", book}, jpegs...)}}, within("≤ 150 MB"), bound{"≤ 0.5", "the finished book is hashed for the manifest, which img2pdf has not; the rest is reading and writing the same bytes."})
	foreign, pdfs, err := b.papers(county, "foreign", "%PDF", "pdf")
	if err != nil {
		return err
	}
	merge := append(append([]string{"qpdf", "--empty", "--pages"}, pdfs...), "--", book)
	b.against(fmt.Sprintf("%d foreign PDFs", len(pdfs)), run{who: "this program", argv: self("bind", foreign, book)},
		[]run{{who: "qpdf", argv: merge}, {who: "mutool", argv: append([]string{"mutool", "merge", "-o", book}, pdfs...)}}, within("≤ 150 MB"), within("≤ 1.5"), bound{})
	ledgers := bound{"≤ 150 MB", "the files pass one by one. Some 70 MB are the program file itself with its fonts; the rest is the county's own ledger of a year's findings, some 450 pages: its rows until they stand on their pages, then every stroke, which gopdf holds until it writes the file."}
	whole := run{who: "this program, whole: records, papers, boxes, books, manifest", argv: []string{b.program, "--data", county, "binder", "创新县", "--out", b.out()}}
	b.against("binder of 500 files", whole, nil, ledgers)
	whole.argv = []string{b.program, "--data", ten, "binder", "创新县", "--out", b.out()}
	runs := b.runs
	b.runs = 1
	b.against("binder of 10 times the files, once", whole, nil, ledgers)
	b.runs = runs
	return os.RemoveAll(b.out())
}

func (b *bench) searchRows() error {
	b.head("Search", "340 words out of the records, one to ten characters, pinyin and numbers, newest first with the total, asked in one process; LIKE asks the tables themselves and knows no pinyin.",
		"work", "figure", "to reach")
	county, err := b.tenYears()
	if err != nil {
		return err
	}
	f, err := b.figures(run{who: "search", argv: self("search", county)})
	if err != nil {
		return err
	}
	b.line("records that LIKE looks through", fmt.Sprintf("%.0f", f["records"]), "100,000")
	b.line("search, half / 99 of 100 / all of the answers", fmt.Sprintf("%.2f / %.2f / %.2f ms", f["p50"], f["p99"], f["worst"]), bound{"≤ 10 ms", "a word that stands in 100,000 records and more is counted record by record: FTS5 keeps no lengths."}.of(f["p99"])+" (99 of 100)")
	b.line("LIKE, half of the answers", fmt.Sprintf("%.1f ms", f["like50"]), "")
	b.figure("times as fast as LIKE", "%.0f", f["ratio"], within("≥ 50"))
	b.figure("index beside the text of visits, findings and archive", "%.2f", f["index"], bound{"≤ 1.5", "the index holds the records of every kind with all readings of their names; the text beside it is that of three kinds."})
	return nil
}

func (b *bench) importRows() error {
	b.head("An import", "10,000 visits of 20 columns; bare excelize reads the raw values and does nothing with them.", columns...)
	county, err := b.oneYear()
	if err != nil {
		return err
	}
	file, bad := b.in("visits.xlsx"), b.in("bad.xlsx")
	if err := aside("sheet", county, file, b.imported(), ""); err != nil {
		return err
	}
	bare := []run{{who: "excelize", argv: self("sheet-bare", file), note: "reading only"}}
	b.against("rehearsal", run{who: "this program", argv: []string{b.program, "--data", county, "import", "visits", file, "--dry-run"}}, bare, within("≤ 150 MB"),
		bound{"≤ 2", "a rehearsal writes every row and takes it back, for only so it finds all that the import would: two thirds of its time is SQLite's and the judging of rows, reading alone takes less than excelize."})
	data := b.in("import")
	b.against("import", run{who: "this program", argv: []string{b.program, "--data", data, "import", "visits", file}, before: func() error { return again(county, data) }}, bare,
		bound{"≤ 150 MB", "all rows, and what was found of each, are held until the last is read. With a collector that leaves a third less garbage (30 % instead of 50) it is 147 MB, and the import takes a quarter longer."}, bound{})
	if err := aside("sheet", county, bad, b.imported(), "这一行有误"); err != nil {
		return err
	}
	b.against("the copy with every row marked", run{who: "this program", troubled: true,
		argv: []string{b.program, "--data", county, "import", "visits", bad, "--dry-run", "--errors", filepath.Join(b.out(), "checked.xlsx")}}, nil, within("≤ 150 MB"))
	f, err := b.figures(run{who: "progress", argv: self("progress", county, file)})
	if err != nil {
		return err
	}
	b.line("the first word of progress", "this program", fmt.Sprintf("%.3f s", f["first"]), "", "", "", within("≤ 0.2").of(f["first"]))
	b.line("the longest wait for the next", "this program", fmt.Sprintf("%.3f s", f["longest"]), "", "", "", "")
	return os.RemoveAll(data)
}

// imported is how many visits are imported.
func (b *bench) imported() string {
	if b.small {
		return "500"
	}
	return "10000"
}

// again copies the records of a county, without files, into a new folder.
func again(county, dir string) error {
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	return exec.Command("cp", filepath.Join(county, "dudao.db"), dir).Run()
}

func (b *bench) listRows() error {
	const hits = "the hits of the word are counted and put in order, and ten times the records have ten times the hits."
	b.head("Lists", "The first page of 50 of visits, findings and archive items, sorted and filtered in many ways, in one process: the middle one of five asks of each.",
		"work", "half of the lists", "the slowest", "to reach")
	county, err := b.tenYears()
	if err != nil {
		return err
	}
	long, err := b.longLists()
	if err != nil {
		return err
	}
	slowest, worded := []float64{}, []float64{}
	for _, x := range []struct{ name, dir string }{{"ten years", county}, {"ten times as many rows", long}} {
		f, err := b.figures(run{who: x.name, argv: self("lists", x.dir)})
		if err != nil {
			return err
		}
		slowest, worded = append(slowest, f["worst"]), append(worded, f["worded"])
		b.line(fmt.Sprintf("%s, %.0f lists", x.name, f["queries"]), fmt.Sprintf("%.1f ms", f["p50"]), fmt.Sprintf("%.1f ms", f["worst"]), within("≤ 50 ms").of(f["worst"]))
		b.line(x.name+", narrowed by a word", "", fmt.Sprintf("%.1f ms", f["worded"]), bound{"≤ 50 ms", hits}.of(f["worded"]))
	}
	b.line("the slowest ÷ the slowest", "", fmt.Sprintf("%.2f", slowest[1]/slowest[0]), within("≤ 1.5").of(slowest[1]/slowest[0]))
	b.line("narrowed by a word", "", fmt.Sprintf("%.2f", worded[1]/worded[0]), bound{"≤ 1.5", hits}.of(worded[1]/worded[0]))
	return nil
}

func (b *bench) saveRows() error {
	b.head("Saving", "One visit with change log and search index, on the disk when it returns: 200 times without a rest, and 100 times as fast as nobody types, one each half second; bare SQLite writes one row of one table.", "work", "half", "99 of 100", "to reach")
	county, err := b.tenYears()
	if err != nil {
		return err
	}
	data := b.in("save")
	f, err := b.figures(run{who: "save", argv: self("save", data), before: func() error { return again(county, data) }})
	if err != nil {
		return err
	}
	most := bound{"≤ 10 ms", "the disk: a save is one write that is waited for until it lies there."}
	b.line("saving a visit each half second", fmt.Sprintf("%.2f ms", f["typed50"]), fmt.Sprintf("%.2f ms", f["typed99"]), most.of(f["typed99"]))
	b.line("saving visits without a rest", fmt.Sprintf("%.2f ms", f["p50"]), fmt.Sprintf("%.2f ms", f["p99"]), most.of(f["p99"]))
	b.line("the same, not searchable", fmt.Sprintf("%.2f ms", f["unsearched50"]), "", "")
	more := f["p50"] - f["unsearched50"]
	b.line("searchable", fmt.Sprintf("%.2f ms more", more), "", bound{"≤ 2 ms", "the words of the record are taken out of the index and put in anew, pinyin and all: two writes to each of its tables."}.of(more))
	b.line("bare SQLite", fmt.Sprintf("%.2f ms", f["bare50"]), "", "")
	return os.RemoveAll(data)
}

func (b *bench) monthRows() error {
	b.head("A month's papers", "157 schools, every report, record and paper of March 2026 with the bound volumes; the bare program draws the same words at the same places with gopdf: no lines, no layout, no records, no Word or Excel files.", columns...)
	county := b.in("sample")
	if _, err := os.Stat(filepath.Join(county, "dudao.db")); err != nil {
		if out, err := exec.Command(b.program, "--data", county, "sample").CombinedOutput(); err != nil {
			return fmt.Errorf("%w: %s", err, out)
		}
	}
	const month = "2026-03"
	words := b.in("words")
	if err := aside("month-words", b.program, county, month, b.in("month"), words); err != nil {
		return err
	}
	b.against("month", run{who: "this program", argv: []string{b.program, "--data", county, "month", month, "--out", b.out()}},
		[]run{{who: "gopdf", argv: self("pages-bare", words, b.out())}}, bound{}, within("≤ 2"))
	return nil
}

// verbsOfYears are the verbs that a large county must not make slow.
var verbsOfYears = [][]string{{"list", "visits"}, {"search", "食堂"}, {"check"}, {"alerts"}, {"print", "roster", "--out"}, {"print", "ledger", "2026-03", "--out"}, {"report", "month", "2026-03", "--out"},
	{"report", "term", "2025-2", "--out"}, {"report", "year", "2025", "--out"}, {"export", "visits", "--out"}, {"dossier", "school", "示例县第一小学", "--out"}, {"print", "briefing", "示例县第一小学", "--out"}}

func (b *bench) yearRows() error {
	b.head("Ten years against one", "The same verb on both counties.", "verb", "one year", "ten years", "ten ÷ one", "to reach")
	ten, err := b.tenYears()
	if err != nil {
		return err
	}
	one, err := b.oneYear()
	if err != nil {
		return err
	}
	for _, verb := range verbsOfYears {
		name, args := strings.Join(verb, " "), verb
		if verb[len(verb)-1] == "--out" {
			name, args = strings.Join(verb[:len(verb)-1], " "), append(append([]string{}, verb...), filepath.Join(b.out(), outName(verb)))
		}
		walls := []float64{}
		for _, dir := range []string{one, ten} {
			c, err := b.middle(run{who: name, argv: append([]string{b.program, "--data", dir}, args...)})
			if err != nil {
				b.broken(name, "", err)
				break
			}
			walls = append(walls, c.wall.Seconds())
		}
		if len(walls) == 2 {
			b.line(name, fmt.Sprintf("%.3f s", walls[0]), fmt.Sprintf("%.3f s", walls[1]), fmt.Sprintf("%.1f", walls[1]/walls[0]), within("≤ 12").of(walls[1]/walls[0]))
		}
	}
	return nil
}

// outName is what a verb writes: a workbook, a paper or a folder.
func outName(verb []string) string {
	switch verb[0] {
	case "export":
		return "list.xlsx"
	case "dossier", "print":
		return "paper.pdf"
	}
	return "papers"
}

func median(list []float64) float64 {
	slices.Sort(list)
	return list[len(list)/2]
}
