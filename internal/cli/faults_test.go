//go:build linux

package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// faultsVariable is how many faults are tried; build/figures sets it.
const faultsVariable = "DUDAO_FAULTS"

// fault is a system call that the disk refuses.
type fault struct{ call, with string }

var faults = []fault{{"fsync", "EIO"}, {"pwrite64", "ENOSPC"}, {"write", "ENOSPC"}, {"renameat", "EACCES"}, {"fdatasync", "EIO"}, {"openat", "EACCES"},
	{"pwrite64", "EIO"}, {"mkdirat", "EACCES"}, {"write", "EFBIG"}, {"unlinkat", "EBUSY"}, {"ftruncate", "EIO"}, {"openat", "EROFS"}, {"pread64", "EIO"},
	{"linkat", "EPERM"}, {"unlink", "EACCES"}, {"renameat", "EIO"}, {"read", "EIO"}, {"openat", "EMFILE"}, {"getdents64", "EIO"}, {"write", "EDQUOT"}, {"pwrite64", "EROFS"}, {"write", "EROFS"}, {"write", "EIO"}}

// moreDeeds are works that no kill hurts, as they end in one new name.
var moreDeeds = []deed{
	{name: "print", do: func(h *harness) ([]string, func(bool, map[string]any)) {
		return h.onePaper("print", "visit", "1")
	}},
	{name: "export", do: func(h *harness) ([]string, func(bool, map[string]any)) { return h.onePaper("export", "visits") }},
	{name: "handover", do: func(h *harness) ([]string, func(bool, map[string]any)) { h.serial++; return h.folderOf("handover") }},
	{name: "rehearse", do: func(h *harness) ([]string, func(bool, map[string]any)) {
		h.must("backup")
		return []string{"rehearse"}, func(bool, map[string]any) { h.drop(filepath.Join(h.dir, "数据", "备份")) }
	}},
}

// onePaper is a work that writes one file.
func (h *harness) onePaper(args ...string) ([]string, func(bool, map[string]any)) {
	h.serial++
	ext := map[string]string{"print": ".pdf", "export": ".xlsx"}[args[0]]
	out := filepath.Join(h.folder("一份"), "材料"+ext)
	return append(args, "--out", out), func(ended bool, _ map[string]any) {
		if info, err := os.Stat(out); ended && err != nil || err == nil && info.Size() == 0 {
			h.Errorf("%s: %v (ended: %v)", out, err, ended)
		}
		h.drop(filepath.Dir(out))
	}
}

// The disk refuses a call under the real program, once or from then on: the work
// ends in a sentence and with exit 1, or did what it said; nothing is lost.
func TestADiskThatRefusesLosesNothing(t *testing.T) {
	t.Parallel()
	log := filepath.Join(t.TempDir(), "calls")
	if underStrace() == nil {
		t.Skip("strace is not here, or may not watch a program")
	}
	tries, works := 12, deeds[:6] // the quick ones
	if n, err := strconv.Atoi(os.Getenv(faultsVariable)); err == nil {
		tries, works = n, append(append([]deed{}, deeds...), moreDeeds...)
	}
	if testing.Short() {
		t.Skip("runs the program many times")
	}
	h := &harness{T: t, rand: rand.New(rand.NewPCG(3, uint64(tries))), dir: t.TempDir()}
	h.begin()
	met, refused, places := map[string]int{}, 0, map[string]map[string][]int{}
	for i, n := 0, 0; n < tries && i < 4*tries && !t.Failed(); i++ {
		d, f := works[i%len(works)], faults[h.rand.IntN(len(faults))]
		if places[d.name] == nil {
			places[d.name] = h.places(d, log)
		}
		at := places[d.name][f.call]
		if len(at) == 0 {
			continue // it makes no such call
		}
		when := strconv.Itoa(at[h.rand.IntN(len(at))])
		if f.call != "write" && f.call != "read" && h.rand.IntN(2) == 0 { // Go's own wake-ups are writes and reads, too
			when += "+"
		}
		hit, ended := h.refuse(d, f, when, log)
		if hit {
			n++
			met[f.call+" "+f.with]++
		}
		if hit && !ended {
			refused++
		}
	}
	t.Logf("faults of the disk: %v; refused in words: %d; lost: 0", met, refused)
}

var tracedLine = regexp.MustCompile(`^(\d+) +([a-z0-9_]+)\(`)

var toPipe = regexp.MustCompile(`^\d+ +write\([12]<pipe`)

// ofCounty tells whether a traced call is about the county's folder; what the program
// says on its way out is not, though it may name a file.
func (h *harness) ofCounty(line string) bool {
	return strings.Contains(line, h.dir) && !toPipe.MatchString(line)
}

// places runs a work to its end and tells, by call, the how-manyth of its thread
// concerned the county's folder.
func (h *harness) places(d deed, log string) map[string][]int {
	h.Helper()
	calls := map[string]bool{}
	for _, f := range faults {
		calls[f.call] = true
	}
	list := []string{}
	for c := range calls {
		list = append(list, c)
	}
	h.counts = nil
	args, after := d.do(h)
	c := underStrace("-f", "-y", "-s", "400", "--seccomp-bpf", "-o", log, "-e", "trace="+strings.Join(list, ","))(h.line(args)...)
	var said bytes.Buffer
	c.Stdout = &said
	if err := c.Run(); err != nil {
		h.Fatalf("%s: %v %s", d.name, err, said.String())
	}
	out := map[string]any{}
	if err := json.Unmarshal(said.Bytes(), &out); err != nil {
		h.Fatal(err)
	}
	after(true, out)
	text, err := os.ReadFile(log)
	if err != nil {
		h.Fatal(err)
	}
	nth, found := map[string]int{}, map[string][]int{}
	for _, line := range strings.Split(string(text), "\n") {
		m := tracedLine.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		key := m[1] + m[2]
		nth[key]++
		if h.ofCounty(line) {
			found[m[2]] = append(found[m[2]], nth[key])
		}
	}
	return found
}

// A restore whose folders may not be renamed, from any name on and for good, leaves
// the old data or the new one for the next start.
func TestARestoreThatMayRenameNoMoreLosesNothing(t *testing.T) {
	t.Parallel()
	log := filepath.Join(t.TempDir(), "calls")
	if underStrace() == nil {
		t.Skip("strace is not here, or may not watch a program")
	}
	h := &harness{T: t, rand: rand.New(rand.NewPCG(5, 1)), dir: t.TempDir()}
	h.begin()
	restore := deed{name: "restore", do: (*harness).restoreBackup}
	refused := 0
	for _, nth := range h.places(restore, log)["renameat"] {
		if hit, ended := h.refuse(restore, fault{"renameat", "EACCES"}, strconv.Itoa(nth)+"+", log); hit && !ended {
			refused++
		}
	}
	if refused < 3 {
		t.Errorf("%d restores were refused, want at least one before, at and after the old data is put aside", refused)
	}
	t.Logf("a restore that may rename no more: refused in words: %d; lost: 0", refused)
}

// refuse runs a work whose calls of the kind fail, as strace says when: "3", or "3+"
// for all from the third on.
func (h *harness) refuse(d deed, f fault, when, log string) (hit, ended bool) {
	h.Helper()
	h.counts = nil
	args, after := d.do(h)
	c := underStrace("-f", "-y", "-s", "400", "--seccomp-bpf", "-o", log, "-e", "trace="+f.call, "-e", fmt.Sprintf("inject=%s:error=%s:when=%s", f.call, f.with, when))(h.line(args)...)
	var said, errs bytes.Buffer
	c.Stdout, c.Stderr = &said, &errs
	err := c.Run()
	text, rerr := os.ReadFile(log)
	if rerr != nil {
		h.Fatal(rerr)
	}
	others := false
	where := ""
	for _, line := range strings.Split(string(text), "\n") {
		if strings.Contains(line, "(INJECTED)") {
			ours := h.ofCounty(line)
			hit, others = hit || ours, others || !ours
			where = line
		}
	}
	out := map[string]any{}
	ended = err == nil
	if others { // the system's own files: what the program says of those is no matter here
		h.ask("check")
		h.checked(d, fmt.Sprintf("%s of %s at %s (%s)", f.with, f.call, when, where))
		after(false, out)
		return false, ended
	}
	if ended {
		if jerr := json.Unmarshal(said.Bytes(), &out); jerr != nil {
			h.Errorf("not one object: %s", said.String())
		}
	} else {
		h.worded(err, d, said.Bytes(), errs.String())
	}
	h.checked(d, fmt.Sprintf("%s of %s at %s (%s)", f.with, f.call, when, where))
	after(ended, out)
	if h.Failed() {
		h.Logf("%v with %s of %s at %s: %s: ended %v, said %s%s", args, f.with, f.call, when, where, ended, said.String(), errs.String())
	}
	return hit, ended
}

// checked asks, after a fault, whether the data is sound.
func (h *harness) checked(d deed, fault string) {
	h.Helper()
	if d.elsewhere {
		return
	}
	check := h.ask("check")
	if check["ok"] != true {
		h.Errorf("after %s during %s: %v", fault, d.name, check)
	}
	h.counts, _ = check["counts"].(map[string]any)
}

// worded fails for an end that is no finished Chinese sentence with exit 1.
func (h *harness) worded(err error, d deed, said []byte, errs string) {
	h.Helper()
	var exit *exec.ExitError
	if e, ok := err.(*exec.ExitError); ok {
		exit = e
	}
	if exit == nil || exit.ExitCode() != exitJob {
		h.Errorf("%s ended with %v: %.2000s", d.name, err, errs)
		return
	}
	var out struct {
		Error struct{ Code, Message string } `json:"error"`
		// a verb that found trouble in files, or a check, says it of each
		Files    []any `json:"files"`
		Problems []any `json:"problems"`
	}
	if json.Unmarshal(said, &out) != nil || out.Error.Code == "" && len(out.Files)+len(out.Problems) == 0 {
		h.Errorf("%s said %s", d.name, said)
	}
	if out.Error.Code == "internal" || out.Error.Code != "" && (!strings.HasSuffix(out.Error.Message, "。") || !strings.ContainsFunc(out.Error.Message, func(r rune) bool { return unicode.Is(unicode.Han, r) })) {
		h.Errorf("%s is no clear sentence: %+v", d.name, out.Error)
	}
}
