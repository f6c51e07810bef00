package desk

import (
	"math"
	"runtime"
	"runtime/debug"
	"sync"
)

// inParallel does the work of 0 to n-1 on the PC's cores and calls each after
// every piece, one at a time. The first error, of the work or of each, ends it;
// what runs then is finished first.
func inParallel(n int, work func(i int) error, each func(done int) error) error {
	todo, made := make(chan int), make(chan error)
	stop := make(chan struct{})
	var workers sync.WaitGroup
	for range max(2, min(4, runtime.NumCPU())) {
		workers.Go(func() {
			for i := range todo {
				made <- guardedWork(work, i)
			}
		})
	}
	go func() {
		defer close(todo)
		for i := range n {
			select {
			case todo <- i:
			case <-stop:
				return
			}
		}
	}()
	go func() {
		workers.Wait()
		close(made)
	}()
	var first error
	done := 0
	for err := range made {
		done++
		if err == nil {
			err = each(done)
		}
		if err != nil && first == nil {
			first = err
			close(stop)
		}
	}
	return first
}

// guardedWork turns a panic, which would end the program in a goroutine of its
// own, into an error.
func guardedWork(work func(i int) error, i int) (err error) {
	defer caught(&err)
	return work(i)
}

// sparingMemory is what the program's own data should stay below while long work
// goes through thousands of files: an office's PC has little to spare.
const sparingMemory = 96 << 20

// leanPercent is how much the program's own data may grow before the collector
// runs, of what it was; 100 is usual.
const leanPercent = 50

// mode is a setting of the whole program that long works ask for: it ends with the
// last of them.
type mode struct {
	mu       sync.Mutex
	works    int
	switched func(on bool)
}

// begin sets it until end.
func (m *mode) begin() (end func()) {
	m.count(1)
	return func() { m.count(-1) }
}

func (m *mode) count(n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	before := m.works > 0
	m.works += n
	if on := m.works > 0; on != before {
		m.switched(on)
	}
}

// Both take less memory for a little more work.
var (
	sparing = mode{switched: func(on bool) {
		if on {
			debug.SetMemoryLimit(sparingMemory)
		} else {
			debug.SetMemoryLimit(math.MaxInt64)
		}
	}}
	usualPercent int
	lean         = mode{switched: func(on bool) {
		if on {
			usualPercent = debug.SetGCPercent(leanPercent)
		} else {
			debug.SetGCPercent(usualPercent)
		}
	}}
)
