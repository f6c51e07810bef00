//go:build linux

package cli

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// diskCalls are the system calls by which a program changes a disk, and those that
// tell which file a number stands for.
const diskCalls = "openat,creat,open,close,dup,dup2,dup3,fcntl,lseek,write,pwrite64,writev,pwritev,pwritev2,copy_file_range,sendfile,splice,truncate,ftruncate,fallocate," +
	"rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat,link,linkat,symlink,symlinkat,fsync,fdatasync,sync,syncfs,sync_file_range,clone,clone3,fork,vfork"

// trace is the diary of a program's writes, as strace kept it: enough to build every
// state that a disk may hold when the power goes.
type trace struct {
	root  string // only what lies below it counts
	nodes []node // 0 is the root
	first []entry
	steps []step
	calls map[string]pending // begun, by the thread's number
	files map[string]open    // by family and number
	kin   map[string]string  // the family of a thread
	live  disk               // all steps taken
	main  string             // the family of the program that was begun
	clock int
	odd   []string // calls that the replay does not know
}

type node struct {
	dir  bool
	data []byte // before the first step
}

type entry struct {
	dir  int
	name string
	node int
}

// step is one change. A change of a name is kept once its folder is synced, a change
// of content once its file is.
type step struct {
	kind     string // name, data, cut, sync, said
	gone     []entry
	come     []entry
	node     int // whose content, or which is synced
	at       int64
	data     []byte
	begun    int // of a sync: what was done before is on the disk after it
	ended    int
	describe string
}

type open struct {
	node   int
	at     *int64
	append bool
	since  int // the clock when it was opened
}

type pending struct {
	text  string
	begun int
}

// disk is what the names and files are at some moment.
type disk struct {
	names map[int]map[string]int
	data  map[int][]byte
}

// newTrace takes the folder as it stands: all of it is on the disk.
func newTrace(t *testing.T, root string) *trace {
	t.Helper()
	tr := &trace{root: root, nodes: []node{{dir: true}}, calls: map[string]pending{}, files: map[string]open{}, kin: map[string]string{}}
	ids := map[string]int{root: 0}
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || path == root {
			return err
		}
		n := node{dir: e.IsDir()}
		if !n.dir {
			if n.data, err = os.ReadFile(path); err != nil {
				return err
			}
		}
		ids[path] = tr.add(n)
		tr.first = append(tr.first, entry{ids[filepath.Dir(path)], e.Name(), ids[path]})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	tr.live = tr.state(0, func(int, step) bool { return true }, nil)
	return tr
}

func (tr *trace) add(n node) int {
	tr.nodes = append(tr.nodes, n)
	return len(tr.nodes) - 1
}

// state builds the disk after the first steps, of which only those are there that
// keep says; tear may shorten what a step wrote.
func (tr *trace) state(until int, keep func(i int, s step) bool, tear func(s step) step) disk {
	d := disk{names: map[int]map[string]int{}, data: map[int][]byte{}}
	for _, e := range tr.first {
		d.name(e)
		d.data[e.node] = tr.nodes[e.node].data
	}
	for i, s := range tr.steps[:until] {
		if (s.kind == "name" || s.kind == "data" || s.kind == "cut") && keep(i, s) {
			if tear != nil {
				s = tear(s)
			}
			d.take(s)
		}
	}
	return d
}

func (d *disk) name(e entry) {
	if d.names[e.dir] == nil {
		d.names[e.dir] = map[string]int{}
	}
	d.names[e.dir][e.name] = e.node
}

func (d *disk) take(s step) {
	switch s.kind {
	case "name":
		for _, e := range s.gone {
			if n, there := d.names[e.dir][e.name]; there && n == e.node {
				delete(d.names[e.dir], e.name)
			}
		}
		for _, e := range s.come {
			d.name(e)
		}
	case "cut":
		d.data[s.node] = grown(d.data[s.node], s.at)[:s.at:s.at]
	case "data":
		b := bytes.Clone(grown(d.data[s.node], s.at+int64(len(s.data))))
		copy(b[s.at:], s.data)
		d.data[s.node] = b
	}
}

func grown(b []byte, n int64) []byte {
	if int64(len(b)) >= n {
		return b
	}
	return append(slices.Clip(bytes.Clone(b)), make([]byte, n-int64(len(b)))...)
}

// lay writes the disk's state into an empty folder.
func (tr *trace) lay(t *testing.T, d disk, into string) {
	t.Helper()
	var down func(n int, path string)
	down = func(n int, path string) {
		if !tr.nodes[n].dir {
			if err := os.WriteFile(path, d.data[n], 0o644); err != nil {
				t.Fatal(err)
			}
			return
		}
		if err := os.MkdirAll(path, 0o755); err != nil {
			t.Fatal(err)
		}
		for name, child := range d.names[n] {
			down(child, filepath.Join(path, name))
		}
	}
	down(0, into)
}

// sameAs fails unless the replay of all steps is the folder as it now stands: then
// nothing that the program did escaped the diary.
func (tr *trace) sameAs(t *testing.T) {
	t.Helper()
	if len(tr.odd) > 0 {
		t.Fatalf("the replay does not know: %v", tr.odd)
	}
	want := map[string][]byte{}
	var down func(n int, path string)
	down = func(n int, path string) {
		if !tr.nodes[n].dir {
			want[path] = tr.live.data[n]
		}
		for name, child := range tr.live.names[n] {
			down(child, filepath.Join(path, name))
		}
	}
	down(0, tr.root)
	err := filepath.WalkDir(tr.root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		have, err := os.ReadFile(path)
		if was, there := want[path]; !strings.HasSuffix(path, "-shm") && (!there || !bytes.Equal(was, have)) {
			t.Errorf("the replay has %d bytes of %s (there: %v), the disk %d", len(was), path, there, len(have))
		}
		delete(want, path)
		return err
	})
	if err != nil || len(want) > 0 {
		t.Errorf("the replay has more than the disk: %v, %v", slices.Collect(maps.Keys(want)), err)
	}
}

// read takes in what strace wrote. A call that others came between stands on two
// lines: its beginning and its end.
func (tr *trace) read(t *testing.T, log string) {
	t.Helper()
	text, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(text), "\n")
	for _, line := range lines {
		tr.clock++
		thread, rest, _ := strings.Cut(line, " ")
		rest = strings.TrimLeft(rest, " ")
		if begin, unfinished := strings.CutSuffix(rest, " <unfinished ...>"); unfinished {
			tr.calls[thread] = pending{begin, tr.clock}
			continue
		}
		begun := tr.clock
		if strings.HasPrefix(rest, "<... ") {
			_, end, _ := strings.Cut(rest, " resumed>")
			rest, begun = tr.calls[thread].text+end, tr.calls[thread].begun
		}
		name, args, is := strings.Cut(rest, "(")
		to := strings.LastIndex(args, ") = ")
		if !is || to < 0 {
			to = strings.LastIndex(args, ")  ") // the result stands in a column
		}
		if !is || to < 0 {
			continue
		}
		result := strings.TrimLeft(args[to+1:], " =")
		n, err := strconv.ParseInt(resultEnd.Split(result, 2)[0], 10, 64)
		if err == nil && n >= 0 {
			tr.call(thread, name, split(args[:to]), n, begun)
		}
	}
}

var (
	resultEnd = regexp.MustCompile(`[^0-9-]`)
	hexByte   = regexp.MustCompile(`\\x([0-9a-f]{2})`)
)

// split cuts a call's arguments apart; their texts are all written in hex digits.
func split(args string) []string {
	out := strings.Split(args, ", ")
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	return out
}

func unhex(s string) []byte {
	out := make([]byte, 0, len(s)/4)
	for i := 0; i+3 < len(s); i += 4 {
		n, err := strconv.ParseUint(s[i+2:i+4], 16, 8)
		if err != nil {
			return nil
		}
		out = append(out, byte(n))
	}
	return out
}

// quoted are the bytes of a text argument.
func quoted(arg string) []byte {
	from, to := strings.IndexByte(arg, '"'), strings.LastIndexByte(arg, '"')
	if from < 0 || to <= from {
		return nil
	}
	return unhex(arg[from+1 : to])
}

// number is that of a file's argument, like 3<path>.
func number(arg string) string {
	n, _, _ := strings.Cut(arg, "<")
	return n
}

func length(arg string) int64 {
	n, err := strconv.ParseInt(strings.Trim(arg, "[]"), 10, 64)
	if err != nil {
		return -1
	}
	return n
}

// place finds the folder and the last part of a path given below the root; false for
// one that lies elsewhere.
func (tr *trace) place(dir, path string) (int, string, bool) {
	if !strings.HasPrefix(path, "/") {
		_, at, _ := strings.Cut(dir, "<")
		path = filepath.Join(hexByte.ReplaceAllStringFunc(strings.TrimSuffix(at, ">"), func(h string) string { return string(unhex(h)) }), path)
	}
	rel, err := filepath.Rel(tr.root, filepath.Clean(path))
	if err != nil || rel == ".." || strings.HasPrefix(rel, "../") {
		return 0, "", false
	}
	if rel == "." {
		return 0, "", true
	}
	parts := strings.Split(rel, "/")
	n := 0
	for _, p := range parts[:len(parts)-1] {
		child, there := tr.live.names[n][p]
		if !there {
			return 0, "", false
		}
		n = child
	}
	return n, parts[len(parts)-1], true
}

func (tr *trace) step(s step, begun int) {
	s.begun, s.ended = begun, tr.clock
	tr.steps = append(tr.steps, s)
	tr.live.take(s)
}

// durable tells which of the steps are on the disk when the power goes after the
// first until of them.
func (tr *trace) durable(until int) []bool {
	out := make([]bool, until)
	synced := map[int]int{} // by node: what ended before this moment is safe
	for _, s := range tr.steps[:until] {
		if s.kind == "sync" {
			synced[s.node] = max(synced[s.node], s.begun)
		}
	}
	for i, s := range tr.steps[:until] {
		switch s.kind {
		case "name":
			dir := 0
			if len(s.come) > 0 {
				dir = s.come[0].dir
			} else {
				dir = s.gone[0].dir
			}
			out[i] = s.ended <= synced[dir]
		case "data", "cut":
			out[i] = s.ended <= synced[s.node]
		}
	}
	return out
}

// A loss is a way in which a disk loses what was not synced.
type loss struct {
	name string
	of   func(tr *trace, until int, r *rand.Rand) disk
}

var losses = []loss{
	{"all of it", func(tr *trace, until int, _ *rand.Rand) disk {
		safe := tr.durable(until)
		return tr.state(until, func(i int, _ step) bool { return safe[i] }, nil)
	}},
	{"contents, not names", func(tr *trace, until int, _ *rand.Rand) disk {
		safe := tr.durable(until)
		return tr.state(until, func(i int, s step) bool { return safe[i] || s.kind == "name" }, nil)
	}},
	{"names, not contents", func(tr *trace, until int, _ *rand.Rand) disk {
		safe := tr.durable(until)
		return tr.state(until, func(i int, s step) bool { return safe[i] || s.kind != "name" }, nil)
	}},
	{"some of it, torn", func(tr *trace, until int, r *rand.Rand) disk {
		safe := tr.durable(until)
		torn := -1
		for i := range safe {
			if !safe[i] && tr.steps[i].kind == "data" && r.IntN(4) == 0 {
				torn = i
			}
		}
		at := -1
		return tr.state(until, func(i int, _ step) bool { at = i; return safe[i] || r.IntN(2) == 0 }, func(s step) step {
			if at == torn && len(s.data) > 512 {
				s.data = s.data[:r.IntN(len(s.data)/512)*512]
			}
			return s
		})
	}},
}

func (s step) String() string { return fmt.Sprintf("%s %s", s.kind, s.describe) }

// A number that a close has freed is another file's before the close is seen to end.
func TestTraceOfThreadsThatShareNumbers(t *testing.T) {
	dir := t.TempDir()
	log := filepath.Join(t.TempDir(), "calls")
	text := ""
	for _, line := range []string{`1 openat(AT_FDCWD, "甲", O_RDWR) = 9`, `1 close(9 <unfinished ...>`, `2 openat(AT_FDCWD, "乙", O_RDWR) = 9`, `1 <... close resumed>) = 0`, `2 fsync(9) = 0`} {
		for _, name := range []string{"甲", "乙"} {
			path := filepath.Join(dir, name)
			if err := os.WriteFile(path, []byte(name), 0o600); err != nil {
				t.Fatal(err)
			}
			line = strings.ReplaceAll(line, name, fmt.Sprintf(`\x%s`, strings.Join(strings.Fields(fmt.Sprintf("% x", path)), `\x`)))
		}
		text += line + "\n"
	}
	if err := os.WriteFile(log, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	tr := newTrace(t, dir)
	tr.kin["1"], tr.kin["2"] = "1", "1"
	tr.read(t, log)
	if len(tr.steps) != 1 || tr.steps[0].kind != "sync" || string(tr.live.data[tr.steps[0].node]) != "乙" {
		t.Errorf("the second file's sync is not seen: %+v", tr.steps)
	}
}
