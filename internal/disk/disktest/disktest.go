//go:build linux

// Package disktest has small disks of our own, for tests: such as the system makes
// read-only when it finds an error on them, and such as fill up. Only root may mount
// them; for others the test is skipped.
package disktest

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
)

// Disk is a small disk.
type Disk struct {
	*testing.T
	Dir   string // where it is mounted
	image string
}

// spoilt is the folder on it that the system cannot read.
const spoilt = "坏"

// New makes the disk and mounts it; where that is not allowed, the test is
// skipped.
func New(t *testing.T) *Disk {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("only root may mount a disk")
	}
	for _, tool := range []string{"mkfs.ext4", "debugfs", "e2fsck", "mount"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not here (e2fsprogs, mount)", tool)
		}
	}
	d := &Disk{T: t, image: filepath.Join(t.TempDir(), "disk"), Dir: t.TempDir()}
	if err := errors.Join(os.WriteFile(d.image, nil, 0o600), os.Truncate(d.image, 256<<20)); err != nil {
		t.Fatal(err)
	}
	// In blocks of 4 KB, as every disk over 512 MB is made. SQLite takes the room for what
	// it shares between processes by pages of 4 KB, a byte each: on smaller blocks a full
	// disk ends it with SIGBUS instead of an error.
	d.tool("mkfs.ext4", "-q", "-m", "0", "-b", "4096", d.image)
	if said, err := exec.Command("mount", "-o", "loop", d.image, d.Dir).CombinedOutput(); err != nil {
		t.Skipf("a disk may not be mounted here: %s", said)
	}
	t.Cleanup(func() { syscall.Unmount(d.Dir, syscall.MNT_DETACH) })
	if err := os.Mkdir(filepath.Join(d.Dir, spoilt), 0o755); err != nil {
		t.Fatal(err)
	}
	d.Again()
	return d
}

// tool runs a command that ends with 0, or with 1, by which e2fsck says that it mended.
func (d *Disk) tool(name string, args ...string) {
	d.Helper()
	said, err := exec.Command(name, args...).CombinedOutput()
	exit, ended := errors.AsType[*exec.ExitError](err)
	if err != nil && (!ended || exit.ExitCode() != 1 || name != "e2fsck") {
		d.Fatalf("%s %v: %v %s", name, args, err, said)
	}
}

// Again has the disk mended and put in again, its one folder spoilt.
func (d *Disk) Again() {
	d.Helper()
	if err := syscall.Unmount(d.Dir, 0); err != nil {
		d.Fatal(err)
	}
	d.tool("e2fsck", "-fy", d.image)
	d.tool("debugfs", "-w", "-R", "zap_block -f /"+spoilt+" 0", d.image)
	d.tool("mount", "-o", "loop,errors=remount-ro", d.image, d.Dir)
}

// TurnReadOnly has the system find the error: from then on it refuses all writing.
func (d *Disk) TurnReadOnly() {
	d.Helper()
	if _, err := os.ReadDir(filepath.Join(d.Dir, spoilt)); err == nil {
		d.Fatal("the spoilt folder can be read")
	}
	if err := os.WriteFile(filepath.Join(d.Dir, "试"), nil, 0o600); !errors.Is(err, syscall.EROFS) {
		d.Fatalf("the disk did not turn read-only: %v", err)
	}
}

// Fill leaves so many bytes of the disk.
func (d *Disk) Fill(leave int64) {
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
	if err := syscall.Statfs(d.Dir, &st); err != nil {
		d.Fatal(err)
	}
	for n := int64(st.Bavail)*st.Bsize - leave; n > 0; n -= 1 << 20 { // the program writes at the same time
		if err := syscall.Fallocate(int(f.Fd()), 0, 0, n); err == nil {
			return
		}
	}
}

// Empty takes away what filled it.
func (d *Disk) Empty() {
	d.Helper()
	if err := os.Remove(d.ballast()); err != nil && !errors.Is(err, os.ErrNotExist) {
		d.Fatal(err)
	}
}

func (d *Disk) ballast() string { return filepath.Join(d.Dir, "占满") }
