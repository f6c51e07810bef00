package desk

import (
	"runtime"
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
