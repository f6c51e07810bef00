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
	"runtime"
	"strconv"
	"testing"
	"time"
)

// The crash harness kills the program itself, as its own process, at a random
// moment of a work, and then asks from outside, by the program's own verbs,
// whether every promise held. DUDAO_KILLS is how many times; build/prove sets it.
const crashVariable, killsVariable = "DUDAO_CRASH_PROGRAM", "DUDAO_KILLS"

func TestMain(m *testing.M) {
	if os.Getenv(crashVariable) != "" {
		runtime.LockOSThread()                          // strace counts calls by thread: the third rename of a work is the third each time
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
	kills := len(deeds)
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
	for _, d := range deeds { // those that were each time quicker than the kill
		for tries := 0; h.killed[d.name] == 0 && !t.Failed(); tries++ {
			if tries == 20 {
				t.Fatalf("%s was never killed", d.name)
			}
			h.kill(d)
		}
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
