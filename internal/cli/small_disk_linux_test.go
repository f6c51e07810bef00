package cli

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// smallDisk is a disk of our own that really turns read-only, as the system makes
// one on which it finds an error, and that really fills up.
type smallDisk struct {
	*testing.T
	image, dir string
}

// spoilt is the folder on it that the system cannot read.
const spoilt = "坏"

// newSmallDisk makes the disk and mounts it; where that is not allowed, the test is
// skipped.
func newSmallDisk(t *testing.T) *smallDisk {
	t.Helper()
	if testing.Short() {
		t.Skip("runs the program many times")
	}
	if os.Geteuid() != 0 {
		t.Skip("only root may mount a disk")
	}
	for _, tool := range []string{"mkfs.ext4", "debugfs", "e2fsck", "mount"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not here (e2fsprogs, mount)", tool)
		}
	}
	d := &smallDisk{T: t, image: filepath.Join(t.TempDir(), "disk"), dir: t.TempDir()}
	if err := errors.Join(os.WriteFile(d.image, nil, 0o600), os.Truncate(d.image, 256<<20)); err != nil {
		t.Fatal(err)
	}
	d.tool("mkfs.ext4", "-q", "-m", "0", d.image)
	if said, err := exec.Command("mount", "-o", "loop", d.image, d.dir).CombinedOutput(); err != nil {
		t.Skipf("a disk may not be mounted here: %s", said)
	}
	t.Cleanup(func() { syscall.Unmount(d.dir, syscall.MNT_DETACH) })
	if err := os.Mkdir(filepath.Join(d.dir, spoilt), 0o755); err != nil {
		t.Fatal(err)
	}
	d.again()
	return d
}

// tool runs a command that ends with 0, or with 1, by which e2fsck says that it mended.
func (d *smallDisk) tool(name string, args ...string) {
	d.Helper()
	said, err := exec.Command(name, args...).CombinedOutput()
	exit, ended := errors.AsType[*exec.ExitError](err)
	if err != nil && (!ended || exit.ExitCode() != 1 || name != "e2fsck") {
		d.Fatalf("%s %v: %v %s", name, args, err, said)
	}
}

// again has the disk mended and put in again, its one folder spoilt.
func (d *smallDisk) again() {
	d.Helper()
	if err := syscall.Unmount(d.dir, 0); err != nil {
		d.Fatal(err)
	}
	d.tool("e2fsck", "-fy", d.image)
	d.tool("debugfs", "-w", "-R", "zap_block -f /"+spoilt+" 0", d.image)
	d.tool("mount", "-o", "loop,errors=remount-ro", d.image, d.dir)
}

// turnReadOnly has the system find the error: from then on it refuses all writing.
func (d *smallDisk) turnReadOnly() {
	d.Helper()
	if _, err := os.ReadDir(filepath.Join(d.dir, spoilt)); err == nil {
		d.Fatal("the spoilt folder can be read")
	}
	if err := os.WriteFile(filepath.Join(d.dir, "试"), nil, 0o600); !errors.Is(err, syscall.EROFS) {
		d.Fatalf("the disk did not turn read-only: %v", err)
	}
}

// fill leaves so many bytes of the disk.
func (d *smallDisk) fill(leave int64) {
	d.Helper()
	f, err := os.Create(d.ballast())
	if err != nil {
		if errors.Is(err, syscall.ENOSPC) {
			return
		}
		d.Fatal(err)
	}
	defer f.Close()
	var st syscall.Statfs_t
	if err := syscall.Statfs(d.dir, &st); err != nil {
		d.Fatal(err)
	}
	for n := int64(st.Bavail)*st.Bsize - leave; n > 0; n /= 2 { // the program writes at the same time
		if err := syscall.Fallocate(int(f.Fd()), 0, 0, n); err == nil {
			return
		}
	}
}

func (d *smallDisk) ballast() string { return filepath.Join(d.dir, "占满") }

// A disk that turns read-only while the program works, as the system makes one that
// it finds an error on: the work ends in a sentence, what was said to be saved is there,
// and on the mended disk work goes on.
func TestADiskThatTurnsReadOnlyInMidWorkLosesNothing(t *testing.T) {
	disk := newSmallDisk(t)
	disk.under("read-only", func(*rand.Rand) { disk.turnReadOnly() }, disk.again)
}

// A disk that fills up while the program works: the same.
func TestADiskThatFillsUpInMidWorkLosesNothing(t *testing.T) {
	disk := newSmallDisk(t)
	disk.under("full", func(r *rand.Rand) { disk.fill(r.Int64N(400_000)) }, func() {
		if err := os.Remove(disk.ballast()); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
	})
}

// under has every work meet the fault at a random moment, and asks after each, on the
// mended disk, whether every promise held.
func (d *smallDisk) under(name string, fault func(*rand.Rand), mend func()) {
	tries, works := 4, deeds[:4] // the quick ones
	if n, err := strconv.Atoi(os.Getenv(faultsVariable)); err == nil {
		tries, works = (n+3)/4, slices.Concat(deeds, moreDeeds)
	}
	h := &harness{T: d.T, rand: rand.New(rand.NewPCG(5, uint64(tries))), dir: d.dir, spans: map[string]time.Duration{}, killed: map[string]int{}}
	h.begin()
	refused := 0
	for i := 0; h.total() < tries && i < 5*tries+len(works) && !d.Failed(); i++ {
		w := works[i%len(works)]
		h.counts = nil
		args, after := w.do(h)
		syscall.Sync() // what the test itself has written
		if h.spans[w.name] == 0 {
			begun := time.Now()
			ended, out := h.program(-1, args...)
			h.spans[w.name] = time.Since(begun)
			after(ended, out)
			continue
		}
		met := false
		end, said, errs := h.met(time.Duration(h.rand.Float64()*float64(h.spans[w.name])), func(*os.Process) { met = true; fault(h.rand) }, args...)
		if met {
			h.killed[w.name]++
			mend()
		}
		out := map[string]any{}
		if end != nil {
			refused++
			h.worded(end, w, said, errs)
		} else if err := json.Unmarshal(said, &out); err != nil {
			h.Errorf("not one object: %s", said)
		}
		h.checked(w, name)
		after(end == nil, out)
		if d.Failed() {
			d.Logf("%s during %v: ended with %v, said %s%s", name, args, end, said, errs)
		}
	}
	d.Logf("%s in mid-work %d times: %v; refused in words: %d; lost: 0", name, h.total(), h.killed, refused)
}
