package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"dudao/internal/office"
)

// The crash harness kills the program itself, as its own process, at a random
// moment of a work, and then asks from outside, by the program's own verbs,
// whether every promise held. DUDAO_KILLS is how many times; build/prove sets it.
const crashVariable, killsVariable = "DUDAO_CRASH_PROGRAM", "DUDAO_KILLS"

func TestMain(m *testing.M) {
	if os.Getenv(crashVariable) != "" {
		os.Exit(Run(os.Args[1:], os.Stdout, os.Stderr)) // this process is the program to be killed
	}
	os.Exit(m.Run())
}

// harness is a small county whose program is killed again and again.
type harness struct {
	*testing.T
	rand   *rand.Rand
	dir    string
	serial int
	visits int // those the program said it saved
	filed  int // archive items
	spans  map[string]time.Duration
	killed map[string]int // by deed
	counts map[string]any // of the check after the last kill
}

// deed is a work that is killed. It returns what must hold afterwards; ended tells
// whether the program came to its end, out what it said.
type deed struct {
	name      string
	do        func(h *harness) (args []string, after func(ended bool, out map[string]any))
	elsewhere bool // it works in a folder of its own, which it checks itself
}

// deeds are the works of the program that change something.
var deeds = []deed{{name: "import", do: (*harness).importVisits}, {name: "put", do: (*harness).putVisit}, {name: "archive", do: (*harness).fileItem},
	{name: "month", do: (*harness).monthPapers}, {name: "backup", do: (*harness).backUp}, {name: "restore", do: (*harness).restoreBackup},
	{name: "new", do: (*harness).fillNew, elsewhere: true}, {name: "undo", do: (*harness).undoImport}, {name: "file", do: (*harness).fileScans},
	{name: "binder", do: (*harness).bindAll}, {name: "usb", do: (*harness).copyToUsb}, {name: "papers", do: (*harness).wholeMonth}, {name: "upgrade", do: (*harness).openOld}}

func TestKilledAtAnyMomentNothingSavedIsLost(t *testing.T) {
	t.Parallel()
	kills := 2 * len(deeds)
	if n, err := strconv.Atoi(os.Getenv(killsVariable)); err == nil {
		kills = n
	}
	if testing.Short() {
		t.Skip("kills the program many times")
	}
	h := &harness{T: t, rand: rand.New(rand.NewPCG(1, uint64(kills))), dir: t.TempDir(), spans: map[string]time.Duration{}, killed: map[string]int{}}
	h.begin()
	for i := 0; h.total() < kills && !t.Failed(); i++ {
		h.kill(deeds[i%len(deeds)])
	}
	t.Logf("killed %d times: %v; lost: 0", h.total(), h.killed)
}

func (h *harness) total() (n int) {
	for _, k := range h.killed {
		n += k
	}
	return n
}

func (h *harness) file(name, text string) string {
	h.Helper()
	path := filepath.Join(h.dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		h.Fatal(err)
	}
	return path
}

const crashSchools = 10

// begin makes the county: ten schools, two inspectors, a first import of visits.
func (h *harness) begin() {
	rows := "学校名称,类型\n"
	for i := range crashSchools {
		rows += fmt.Sprintf("示例县第%d小学,小学\n", i+1)
	}
	h.must("import", "schools", h.file("学校.csv", rows))
	h.must("import", "inspectors", h.file("督学.csv", "姓名,专兼职\n王示例,专职\n李示例,兼职\n"))
	args, _ := h.importVisits()
	h.must(args...)
	h.visits = h.count("visit")
	if h.visits != crashSchools {
		h.Fatalf("%d visits to begin with", h.visits)
	}
}

// program runs a verb as a process of its own and kills it after so long; after < 0 lets
// it come to its end.
func (h *harness) program(after time.Duration, args ...string) (ended bool, out map[string]any) {
	h.Helper()
	end, said, errs := h.met(after, func(p *os.Process) {
		if err := p.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
			h.Fatal(err)
		}
	}, args...)
	out = map[string]any{}
	// What was said before the kill was promised, even when the end is missing.
	if err := json.Unmarshal(said, &out); err != nil && end == nil {
		h.Fatalf("%v: not one object: %s%s", args, said, errs)
	}
	exit, is := errors.AsType[*exec.ExitError](end)
	return end == nil || is && exit.Exited(), out
}

// met runs a verb as a process of its own that meets with something after so long,
// unless it has ended before; after < 0 for nothing.
func (h *harness) met(after time.Duration, with func(*os.Process), args ...string) (end error, said []byte, errs string) {
	h.Helper()
	var out, wrong bytes.Buffer
	c := exec.Command(os.Args[0], h.line(args)...)
	c.Env = append(os.Environ(), crashVariable+"=1")
	c.Stdout, c.Stderr = &out, &wrong
	if err := c.Start(); err != nil {
		h.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- c.Wait() }()
	if after < 0 {
		end = <-done
	} else {
		select {
		case end = <-done:
		case <-time.After(after):
			with(c.Process)
			end = <-done
		}
	}
	return end, out.Bytes(), wrong.String()
}

func (h *harness) line(args []string) []string {
	return append([]string{"--data", filepath.Join(h.dir, "数据"), "--json"}, args...)
}

// ask runs a verb that nobody kills: in this process, half the work of a new one.
func (h *harness) ask(args ...string) map[string]any {
	h.Helper()
	var said, errs bytes.Buffer
	Run(h.line(args), &said, &errs)
	out := map[string]any{}
	if err := json.Unmarshal(said.Bytes(), &out); err != nil {
		h.Fatalf("%v: not one object: %s%s", args, said.String(), errs.String())
	}
	return out
}

// must runs a verb to its end and has it be fine.
func (h *harness) must(args ...string) map[string]any {
	h.Helper()
	out := h.ask(args...)
	if problem, bad := out["error"]; bad {
		h.Fatalf("%v: %v", args, problem)
	}
	return out
}

// count is how many records of the kind there are, asked from outside.
func (h *harness) count(kind string) int {
	h.Helper()
	counts := h.counts
	if counts == nil {
		counts = h.must("check")["counts"].(map[string]any)
	}
	n, _ := counts[kind].(float64)
	return int(n)
}

// kill runs a deed, kills it at a random moment, and checks what was promised.
func (h *harness) kill(d deed) {
	h.Helper()
	h.counts = nil
	args, after := d.do(h)
	span := h.spans[d.name]
	if span == 0 { // the first time it may end: that is its length
		begun := time.Now()
		ended, out := h.program(-1, args...)
		h.spans[d.name] = time.Since(begun)
		after(ended, out)
		return
	}
	ended, out := h.program(time.Duration(h.rand.Float64()*float64(span)*1.1), args...)
	if !ended {
		h.killed[d.name]++
	}
	if !d.elsewhere {
		check := h.must("check")
		if check["ok"] != true {
			h.Errorf("after a kill during %s: %v", d.name, check["problems"])
		}
		h.counts, _ = check["counts"].(map[string]any)
	}
	after(ended, out)
	if h.Failed() {
		h.Logf("the deed was %v, ended %v, said %v", args, ended, out)
	}
}

// day is another for each work: after the one given as long as that is no day to come,
// before it from then on.
func (h *harness) day(from office.Date) office.Date {
	const most = 500
	if h.serial > most {
		return from.AddDays(most - h.serial)
	}
	return from.AddDays(h.serial)
}

// importVisits brings ten visits in: all of them or none.
func (h *harness) importVisits() ([]string, func(bool, map[string]any)) {
	h.serial++
	day := h.day("2024-01-01")
	rows := "督导日期,学校名称,督学,督导纪实\n"
	for i := range crashSchools {
		rows += fmt.Sprintf("%s,示例县第%d小学,王示例,第%d次看食堂和校车\n", day, i+1, h.serial)
	}
	return []string{"import", "visits", h.file("督导.csv", rows)}, func(ended bool, out map[string]any) {
		h.wholeOrNothing("visit", crashSchools, ended || out["written"] == true)
	}
}

// wholeOrNothing has n records been added, or none when nothing was promised.
func (h *harness) wholeOrNothing(kind string, n int, promised bool) {
	h.Helper()
	now := h.count(kind)
	switch {
	case now == h.visits+n:
	case now == h.visits && !promised:
	default:
		h.Errorf("%d %s before, %d after a work that adds %d (promised: %v)", h.visits, kind, now, n, promised)
	}
	h.visits = now
	h.numbersOnce()
}

// numbersOnce has every number be given once.
func (h *harness) numbersOnce() {
	h.Helper()
	seen := map[string]bool{}
	for _, row := range h.must("list", "visits")["rows"].([]any) {
		number, _ := row.(map[string]any)["number"].(string)
		if number == "" || seen[number] {
			h.Errorf("number %q is given twice or empty", number)
		}
		seen[number] = true
	}
}

func (h *harness) putVisit() ([]string, func(bool, map[string]any)) {
	h.serial++
	text := fmt.Sprintf(`{"visit":{"schoolId":%d,"inspectorId":2,"date":"%s","content":"第%d次"}}`, 1+h.rand.IntN(crashSchools), h.day("2025-01-01"), h.serial)
	return []string{"put", "visits", h.file("督导.json", text)}, func(ended bool, out map[string]any) {
		h.wholeOrNothing("visit", 1, ended || len(out) > 0)
	}
}

// fileItem files a paper: the 件号 stay consecutive.
func (h *harness) fileItem() ([]string, func(bool, map[string]any)) {
	h.serial++
	before := h.filed
	text := fmt.Sprintf(`{"title":"示例文件%d","unit":"DD","retention":"D10","datedOn":"2025-03-01","pages":3}`, h.serial)
	return []string{"put", "archive", h.file("归档.json", text)}, func(ended bool, out map[string]any) {
		now := h.archived()
		h.filed = len(now)
		if h.filed != before+1 && (ended || h.filed != before) {
			h.Errorf("%d archive items before, %d after (ended: %v)", before, h.filed, ended)
		}
		slices.Sort(now)
		for i, n := range now {
			if n != i+1 {
				h.Errorf("件号 %d stands at place %d: a gap or a double", n, i+1)
			}
		}
	}
}

func (h *harness) archived() []int {
	h.Helper()
	out := []int{}
	for _, row := range h.must("list", "archive")["rows"].([]any) {
		n, _ := row.(map[string]any)["number"].(float64)
		out = append(out, int(n))
	}
	return out
}

// monthPapers writes a folder that is there as a whole or not at all.
func (h *harness) monthPapers() ([]string, func(bool, map[string]any)) {
	h.serial++
	out := filepath.Join(h.dir, fmt.Sprintf("月报%d", h.serial))
	return []string{"report", "month", "2024-01", "--out", out}, func(ended bool, said map[string]any) {
		files, _ := said["files"].([]any)
		if ended && len(files) == 0 {
			h.Errorf("no papers: %v", said)
		}
		for _, f := range files {
			if info, err := os.Stat(f.(string)); err != nil || info.Size() == 0 {
				h.Errorf("a paper that was promised is not there: %v", err)
			}
		}
	}
}

// backUp writes a file that restores, or none.
func (h *harness) backUp() ([]string, func(bool, map[string]any)) {
	h.serial++
	file := filepath.Join(h.dir, fmt.Sprintf("备份%d.督导备份", h.serial))
	return []string{"backup", file}, func(ended bool, _ map[string]any) {
		if _, err := os.Stat(file); errors.Is(err, os.ErrNotExist) {
			if ended {
				h.Error("a backup that was said to be made is not there")
			}
			return
		}
		other := filepath.Join(h.dir, "别处")
		var said, errs bytes.Buffer
		if code := Run([]string{"--data", other, "--json", "restore", file}, &said, &errs); code != exitFine {
			h.Errorf("a backup after a kill does not restore: %s", errs.String())
		}
		if err := errors.Join(os.RemoveAll(other), os.Remove(file)); err != nil {
			h.Fatal(err)
		}
	}
}

// restoreBackup leaves the data as it was or as the backup has it; here both hold
// the same visits.
func (h *harness) restoreBackup() ([]string, func(bool, map[string]any)) {
	h.serial++
	file := filepath.Join(h.dir, fmt.Sprintf("恢复%d.督导备份", h.serial))
	h.must("backup", file)
	return []string{"restore", file}, func(bool, map[string]any) {
		if now := h.count("visit"); now != h.visits {
			h.Errorf("%d visits before a restore, %d after", h.visits, now)
		}
		kept, err := filepath.Glob(filepath.Join(h.dir, "数据.恢复前-*"))
		if err != nil {
			h.Fatal(err)
		}
		for _, k := range append(kept, file) {
			if err := os.RemoveAll(k); err != nil {
				h.Fatal(err)
			}
		}
	}
}

// fillNew fills a new folder, its tables made from nothing: all of the schools or
// none of them.
func (h *harness) fillNew() ([]string, func(bool, map[string]any)) {
	h.serial++
	other := filepath.Join(h.dir, fmt.Sprintf("新%d", h.serial))
	return []string{"--data", other, "import", "schools", filepath.Join(h.dir, "学校.csv")}, func(ended bool, _ map[string]any) {
		out := h.ask("--data", other, "check")
		counts, _ := out["counts"].(map[string]any)
		if n, _ := counts["school"].(float64); out["ok"] != true || n != 0 && n != crashSchools || ended && n != crashSchools {
			h.Errorf("a new folder after a kill: %v", out)
		}
		if err := os.RemoveAll(other); err != nil {
			h.Fatal(err)
		}
	}
}

// undoImport takes back an import: all of it or nothing.
func (h *harness) undoImport() ([]string, func(bool, map[string]any)) {
	args, _ := h.importVisits()
	id := strconv.Itoa(int(h.must(args...)["id"].(float64)))
	h.visits += crashSchools
	return []string{"undo", id}, func(ended bool, out map[string]any) {
		all := h.count("visit")
		switch {
		case all == h.visits-crashSchools: // taken back
		case all == h.visits && !ended && out["removed"] == nil:
		default:
			h.Errorf("%d visits before an undo of %d, %d after", h.visits, crashSchools, all)
		}
		h.visits = all
	}
}
