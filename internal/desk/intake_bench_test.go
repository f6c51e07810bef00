package desk

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// BenchmarkStack brings in a stack of 200 pages at 200 dpi: every fourth one is a
// form, every fourth a bare back. It tells the pages a second and the most memory
// in use.
func BenchmarkStack(b *testing.B) {
	d, err := Open(b.TempDir(), &recorder{})
	if err != nil {
		b.Fatal(err)
	}
	defer d.Close()
	if err := d.LoadSample(); err != nil {
		b.Fatal(err)
	}
	const pages = 200
	blank, strange, sheets := squeezed(b, blankSheet(1)), squeezed(b, foreignPage(1)), [][]byte{}
	for i := range 5 {
		sheets = append(sheets, scanOf(b, d, "feedback", fmt.Sprintf("JL2026-%04d", i+1), float64(i)-2))
	}
	stack := [][]byte{}
	for i := range pages {
		stack = append(stack, [][]byte{sheets[i/4%5], blank, strange, strange}[i%4])
	}
	dir := b.TempDir()
	path := dir + "/一叠.pdf"
	if err := os.WriteFile(path, stackPDF(b, stack...), 0o600); err != nil {
		b.Fatal(err)
	}
	stack = nil
	runtime.GC()
	var most atomic.Uint64
	stop := make(chan struct{})
	go func() {
		for {
			select {
			case <-stop:
				return
			case <-time.After(20 * time.Millisecond):
				most.Store(max(most.Load(), resident()))
			}
		}
	}()
	for b.Loop() {
		out, err := d.Screens().Tray.TakeIn(IntakeInput{Dir: dir, DryRun: true})
		if err != nil || out.Pages != pages || out.Blank != pages/4 {
			b.Fatal(out, err)
		}
	}
	close(stop)
	b.ReportMetric(float64(pages*b.N)/b.Elapsed().Seconds(), "pages/s")
	b.ReportMetric(float64(most.Load())/(1<<20), "MB")
}

// resident is the memory that the program holds now.
func resident() uint64 {
	said, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	n, err := strconv.ParseUint(strings.Fields(string(said))[1], 10, 64)
	if err != nil {
		return 0
	}
	return n * uint64(os.Getpagesize())
}
