//go:build linux

package vault

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"dudao/internal/office"
)

// TestFullAndReadOnlyDisk fills a disk of 64 kB. Only root may mount one; for
// anyone else the folder alone is made read-only.
func TestFullAndReadOnlyDisk(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "附件")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	root := os.Geteuid() == 0 && syscall.Mount("none", dir, "tmpfs", 0, "size=64k") == nil
	if root {
		defer syscall.Unmount(dir, 0)
	}
	v, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	sha, _, err := v.Put(strings.NewReader("先放进去的"))
	if err != nil {
		t.Fatal(err)
	}
	if root {
		_, _, err := v.Put(bytes.NewReader(make([]byte, 1<<20)))
		if office.CodeOf(err) != office.CodeFile || !strings.Contains(err.Error(), "磁盘已满") {
			t.Errorf("a full disk: %v", err)
		}
		if err := syscall.Mount("none", dir, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
			t.Fatal(err)
		}
	} else if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	if _, _, err := v.Put(strings.NewReader("放不进去")); office.CodeOf(err) != office.CodeFile || !strings.Contains(err.Error(), "权限") {
		t.Errorf("a read-only folder: %v", err)
	}
	if got := filesIn(t, v); len(got) != 1 || v.Verify(sha) != nil {
		t.Errorf("files after the failures: %v", got)
	}
	if !root {
		if err := os.Chmod(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
}
