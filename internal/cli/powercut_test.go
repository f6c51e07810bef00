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
	"strconv"
	"testing"
)

// cutsVariable is how many states of the disk are tried for each work;
// build/figures sets it.
const cutsVariable = "DUDAO_CUTS"

// underStrace is a command that runs the program watched, nil where that cannot be
// done.
func underStrace(options ...string) func(args ...string) *exec.Cmd {
	probe := exec.Command("strace", "-f", "-o", os.DevNull, "true")
	if probe.Run() != nil {
		return nil
	}
	return func(args ...string) *exec.Cmd {
		c := exec.Command("strace", append(append(options, os.Args[0]), args...)...)
		c.Env = append(os.Environ(), crashVariable+"=1")
		return c
	}
}

// outage is a work whose power is cut, and what must hold then in a copy of the
// folder: said tells whether the program had said that it was done.
type outage struct {
	name  string
	do    func(h *harness) (args []string, holds func(h *harness, said bool))
	short bool // in build/test, too
}

// The power goes at any moment: of what the program wrote, all that it had not
// synced is lost, or some of it. What it had said to be saved is there, and its own
// check finds nothing.
func TestPowerCutAtAnyMomentNothingSavedIsLost(t *testing.T) {
	t.Parallel()
	log := filepath.Join(t.TempDir(), "calls")
	watched := underStrace("-f", "-y", "-xx", "-s", "100000000", "--seccomp-bpf", "-o", log, "-e", "trace="+diskCalls)
	if watched == nil {
		t.Skip("strace is not here, or may not watch a program")
	}
	cuts, all := 3, false
	if n, err := strconv.Atoi(os.Getenv(cutsVariable)); err == nil {
		cuts, all = n, true
	}
	h := &harness{T: t, rand: rand.New(rand.NewPCG(2, uint64(cuts))), dir: t.TempDir()}
	h.begin()
	tried := map[string]int{}
	for _, o := range outages {
		if !o.short && !all {
			continue
		}
		args, holds := o.do(h)
		tr := newTrace(t, h.dir)
		var said, errs bytes.Buffer
		c := watched(h.line(args)...)
		c.Stdout, c.Stderr = &said, &errs
		if err := c.Run(); err != nil {
			t.Fatalf("%s: %v %s%s", o.name, err, said.String(), errs.String())
		}
		tr.read(t, log)
		if tr.sameAs(t); t.Failed() {
			t.Fatalf("%s: the replay of the writes is not what the disk has", o.name)
		}
		tried[o.name] = h.cutEverywhere(tr, cuts, o.name, holds)
	}
	n := 0
	for _, k := range tried {
		n += k
	}
	t.Logf("power cut: %d states of the disk: %v; lost: 0", n, tried)
}

// moments are where the power may go: always right after what was said, at the end
// and before each sync and new name, as many of them as are asked for.
func (h *harness) moments(tr *trace, n int) []int {
	likely, last := []int{}, 0
	for i, s := range tr.steps {
		switch s.kind {
		case "sync", "name":
			likely = append(likely, i, i+1)
		case "said":
			last = i + 1
		}
	}
	out := []int{len(tr.steps)}
	if last > 0 {
		out = append(out, last)
	}
	for len(out) < n && len(likely) > 0 {
		if h.rand.IntN(3) == 0 {
			out = append(out, h.rand.IntN(len(tr.steps)+1))
		} else {
			out = append(out, likely[h.rand.IntN(len(likely))])
		}
	}
	return out
}

// cutEverywhere lays the states of the disk and has each be asked.
func (h *harness) cutEverywhere(tr *trace, n int, name string, holds func(*harness, bool)) int {
	h.Helper()
	tried := 0
	for i, until := range h.moments(tr, n) {
		said := false
		for _, s := range tr.steps[:until] {
			said = said || s.kind == "said"
		}
		l := losses[i%len(losses)]
		if i < 2 { // the worst of the best moments
			l = losses[0]
		}
		other := *h
		other.dir = filepath.Join(h.T.TempDir(), "后")
		other.counts = nil
		tr.lay(h.T, l.of(tr, until, h.rand), other.dir)
		holds(&other, said)
		if h.Failed() {
			last := tr.steps[max(0, until-1):until]
			h.Fatalf("%s: the power went after step %d of %d (%v), lost: %s, said: %v", name, until, len(tr.steps), last, l.name, said)
		}
		if err := os.RemoveAll(other.dir); err != nil {
			h.Fatal(err)
		}
		tried++
	}
	return tried
}

// sound has the data folder of the state be fine; added more records of a kind are
// there, or, when nothing was said, none.
func (h *harness) sound(kind string, before, added int, said bool) {
	h.Helper()
	check := h.ask("check")
	if check["ok"] != true {
		h.Errorf("after a power cut: %v", check)
		return
	}
	counts, _ := check["counts"].(map[string]any)
	now, _ := counts[kind].(float64)
	if n := int(now); n != before+added && (said || n != before) {
		h.Errorf("%d %s before, %d after a work that adds %d (said: %v)", before, kind, n, added, said)
	}
}

// wholeFolders fails for a folder of papers that lacks a file it lists or has
// another content.
func (h *harness) wholeFolders(out string, said bool) {
	h.Helper()
	made, err := filepath.Glob(filepath.Join(out, "[^.]*"))
	if err != nil || said && len(made) == 0 {
		h.Errorf("it was said to be done, %s has %v (%v)", out, made, err)
	}
	for _, dir := range made {
		h.noHalves(dir)
		text, err := os.ReadFile(filepath.Join(dir, ".督导台账.json"))
		var mark struct {
			Files map[string]struct{ Bytes int64 } `json:"files"`
		}
		if err != nil || json.Unmarshal(text, &mark) != nil || len(mark.Files) == 0 {
			h.Errorf("%s stands there without its list: %v", dir, err)
		}
		for name, m := range mark.Files {
			if info, err := os.Stat(filepath.Join(dir, filepath.FromSlash(name))); err != nil || info.Size() != m.Bytes {
				h.Errorf("%s is not whole: %v", name, err)
			}
		}
	}
}

var outages = []outage{
	{"put", func(h *harness) ([]string, func(*harness, bool)) {
		args, _ := h.putVisit()
		n := h.count("visit")
		return args, func(h *harness, said bool) { h.sound("visit", n, 1, said) }
	}, true},
	{"import", func(h *harness) ([]string, func(*harness, bool)) {
		args, _ := h.importVisits()
		n := h.count("visit")
		return args, func(h *harness, said bool) { h.sound("visit", n, crashSchools, said) }
	}, false},
	{"undo", func(h *harness) ([]string, func(*harness, bool)) {
		args, _ := h.importVisits()
		id := strconv.Itoa(int(h.must(args...)["id"].(float64)))
		n := h.count("visit")
		return []string{"undo", id}, func(h *harness, said bool) { h.sound("visit", n, -crashSchools, said) }
	}, false},
	{"file", func(h *harness) ([]string, func(*harness, bool)) {
		h.serial++
		dir := h.folder("扫描")
		for i := range 3 {
			h.picture(filepath.Join(dir, fmt.Sprintf("%d.jpg", i)))
		}
		n := h.count("visit")
		return []string{"file", dir}, func(h *harness, said bool) {
			h.sound("visit", n, 0, said)
			rel := filepath.Join(h.dir, filepath.Base(dir))
			if out := h.ask("file", rel); said && out["same"] != float64(3) {
				h.Errorf("scans that were taken in: %v", out)
			}
			h.sound("visit", n, 0, said)
		}
	}, true},
	{"issue", func(h *harness) ([]string, func(*harness, bool)) {
		n := h.count("visit")
		return []string{"issue", "2024-01"}, func(h *harness, said bool) {
			h.sound("visit", n, 0, said)
			if out := h.ask("issue", "2024-01"); said && out["error"] == nil {
				h.Errorf("an issued report was forgotten: %v", out)
			}
		}
	}, false},
	{"print", func(h *harness) ([]string, func(*harness, bool)) {
		return []string{"print", "visit", "1", "--out", filepath.Join(h.dir, "新文件夹", "记录表.pdf")}, func(h *harness, said bool) {
			b, err := os.ReadFile(filepath.Join(h.dir, "新文件夹", "记录表.pdf"))
			if err != nil && said || err == nil && !bytes.Contains(b, []byte("%%EOF")) {
				h.Errorf("a paper of %d bytes: %v (said: %v)", len(b), err, said)
			}
		}
	}, false},
	{"month", func(h *harness) ([]string, func(*harness, bool)) { return h.cutFolder("month", "2025-01") }, false},
	{"binder", func(h *harness) ([]string, func(*harness, bool)) {
		h.evaluate()
		return h.cutFolder("binder", "创新县")
	}, false},
	{"usb", func(h *harness) ([]string, func(*harness, bool)) {
		h.evaluate()
		return h.cutFolder("usb", "创新县")
	}, false},
	{"handover", func(h *harness) ([]string, func(*harness, bool)) { return h.cutFolder("handover") }, false},
	{"backup", func(h *harness) ([]string, func(*harness, bool)) {
		return []string{"backup"}, func(h *harness, said bool) {
			made, err := filepath.Glob(filepath.Join(h.dir, "数据", "备份", "*-手动.督导备份"))
			if err != nil || said && len(made) == 0 {
				h.Errorf("no backup: %v", err)
			}
			for _, file := range made {
				if out := h.ask("--data", filepath.Join(h.dir, "别处"), "restore", file); out["ok"] != true {
					h.Errorf("a backup after a power cut: %v", out)
				}
				h.drop(filepath.Join(h.dir, "别处"))
			}
		}
	}, true},
	{"restore", func(h *harness) ([]string, func(*harness, bool)) {
		file := filepath.Join(h.dir, "恢复.督导备份")
		h.must("backup", file)
		args, _ := h.importVisits()
		h.must(args...)
		n := h.count("visit")
		return []string{"restore", file}, func(h *harness, said bool) { h.sound("visit", n, -crashSchools, said) }
	}, true},
	{"new", func(h *harness) ([]string, func(*harness, bool)) {
		return []string{"--data", filepath.Join(h.dir, "新"), "import", "schools", filepath.Join(h.dir, "学校.csv")}, func(h *harness, said bool) {
			out := h.ask("--data", filepath.Join(h.dir, "新"), "check")
			counts, _ := out["counts"].(map[string]any)
			if n, _ := counts["school"].(float64); out["ok"] != true || n != 0 && n != crashSchools || said && n != crashSchools {
				h.Errorf("a new folder: %v (said: %v)", out, said)
			}
		}
	}, false},
	{"upgrade", func(h *harness) ([]string, func(*harness, bool)) {
		h.serial++
		dir := h.folder("旧版")
		counts := h.unzipOld(dir)
		return []string{"--data", dir, "check"}, func(h *harness, said bool) {
			now := h.ask("--data", filepath.Join(h.dir, filepath.Base(dir)), "check")
			have, _ := now["counts"].(map[string]any)
			for kind, n := range counts {
				if have[kind] != float64(n) {
					h.Errorf("%v of %s after the upgrade, %d before: %v", have[kind], kind, n, now)
				}
			}
		}
	}, false},
}

// cutFolder is a work that writes a folder of papers.
func (h *harness) cutFolder(args ...string) ([]string, func(*harness, bool)) {
	h.serial++
	out := h.folder("材料")
	return append(args, "--out", out), func(h *harness, said bool) {
		at := filepath.Join(h.dir, filepath.Base(out))
		h.wholeFolders(at, said)
		if args[0] == "binder" {
			made, err := filepath.Glob(filepath.Join(at, "[^.]*"))
			if err != nil {
				h.Error(err)
			}
			for _, dir := range made {
				if o := h.ask("verify", dir); o["sound"] != true {
					h.Errorf("a binder after a power cut: %v", o)
				}
			}
		}
	}
}
