package desk

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"dudao/internal/office"
	"dudao/internal/testtime"
)

// readerVariable makes this test a reader that misbehaves.
const readerVariable = "DUDAO_BAD_READER"

func TestMain(m *testing.M) {
	switch os.Getenv(readerVariable) {
	case "hang":
		time.Sleep(time.Hour)
	case "swell": // takes 256 MB, a little after its start, and ends well
		time.Sleep(time.Second)
		held := make([]byte, 256<<20)
		for i := 0; i < len(held); i += 4096 {
			held[i] = 1
		}
		runtime.KeepAlive(held)
		os.Exit(0)
	case "eat":
		if err := limitOwnMemory(64 << 20); err != nil {
			os.Exit(0)
		}
		held := [][]byte{}
		for range 1 << 14 {
			b := make([]byte, 1<<20)
			for i := range b {
				b[i] = 1
			}
			held = append(held, b)
		}
		os.Exit(len(held) & 1)
	case "die":
		panic("a reader's own defect")
	}
	os.Exit(m.Run())
}

// A file that hangs its reader, eats the memory or kills it does none of that to the
// program: it is kept, the verdict too, and nobody opens it again.
func TestAFileThatStopsItsReader(t *testing.T) {
	d, _ := openTest(t, t.TempDir())
	visit := addVisit(t, d).Visit
	path := filepath.Join(t.TempDir(), "外来.pdf")
	t.Cleanup(func() { examiner = nil })
	for i, how := range []string{"hang", "eat", "die"} {
		if how == "eat" && runtime.GOOS == "windows" {
			continue // the job limits its memory there, which wine does not
		}
		examiner = func(ctx context.Context, _ string) *exec.Cmd {
			c := exec.CommandContext(ctx, os.Args[0])
			c.Env = append(os.Environ(), readerVariable+"="+how)
			return c
		}
		if err := os.WriteFile(path, []byte("%PDF-1.4 "+how+strings.Repeat("x", i)), 0o600); err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		if out := examineWithin(path, 2*time.Second); !out.Deadly || !strings.HasSuffix(out.Reason, "。") {
			t.Errorf("%s: %+v", how, out)
		}
		if took := time.Since(start); took > testtime.Hang {
			t.Errorf("%s: took %v", how, took)
		}
		if how == "hang" {
			continue // its full patience is too long for a test
		}
		list, err := d.Screens().Files.Attach(AttachInput{OwnerKind: "visit", OwnerID: visit.ID, Paths: []string{path}})
		if err != nil || len(list) == 0 {
			t.Fatalf("%s: not kept: %v", how, err)
		}
		if _, err := d.firstPage(list[len(list)-1].SHA256); office.CodeOf(err) != office.CodeFile || !strings.Contains(err.Error(), "没有打开") {
			t.Errorf("%s: opened again: %v", how, err)
		}
		if err := admit(path); office.CodeOf(err) != office.CodeFile {
			t.Errorf("%s: taken in: %v", how, err)
		}
	}
}
