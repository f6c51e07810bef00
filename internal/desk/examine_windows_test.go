package desk

import (
	"os"
	"os/exec"
	"testing"
	"time"
)

// The job that a reader is in ends it: so it ends with this program, however that ends.
func TestTheJobEndsItsReader(t *testing.T) {
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), readerVariable+"=hang")
	hide(child)
	must(t, child.Start())
	release, err := confine(child, examineMemory)
	if err != nil {
		_ = child.Process.Kill()
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- child.Wait() }()
	select {
	case err := <-ended:
		t.Fatalf("ended before its job did: %v", err)
	case <-time.After(500 * time.Millisecond):
	}
	release()
	select {
	case <-ended:
	case <-time.After(10 * time.Second):
		_ = child.Process.Kill()
		t.Fatal("still there after its job")
	}
}
