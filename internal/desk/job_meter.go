package desk

import (
	"io"
	"time"
)

// stepper is told how far a long work is; its error stops the work.
type stepper = func(done, total int) error

// noStep is the step of a work that nobody watches.
func noStep(int, int) error { return nil }

// meter counts bytes towards a work's total, and stops the work between two
// reads.
type meter struct {
	step        stepper
	done, total int64
}

// meterUnit keeps a backup's bytes within an int everywhere.
const meterUnit = 1 << 10

func (m *meter) add(n int64) error {
	m.done = min(m.done+n, m.total)
	return m.step(int(m.done/meterUnit), int(m.total/meterUnit)+1)
}

// over returns r, counted.
func (m *meter) over(r io.Reader) io.Reader { return metered{r, m} }

type metered struct {
	io.Reader
	m *meter
}

func (r metered) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	if stopped := r.m.add(int64(n)); stopped != nil {
		return n, stopped
	}
	return n, err
}

// The estimate of the time left is made once this much of the work is known.
const (
	estimateAfter = time.Second
	recentWeight  = 0.3
	mostSeconds   = 24 * 60 * 60
)

// estimate tells the time left of a work: by the speed of the whole, drawn towards
// that of the last stretch, so that a slow beginning or end is soon allowed for.
type estimate struct {
	last  time.Duration // spent, at the last look
	done  int
	speed float64 // done a second, smoothed
}

// secondsLeft is the estimate at a moment of the work; -1 when not known yet.
func (e *estimate) secondsLeft(spent time.Duration, done, total int) int {
	if done <= 0 || total <= 0 || spent < estimateAfter {
		return -1
	}
	if done >= total {
		return 0
	}
	if e.speed == 0 || done < e.done { // the first look, or another stage of the work
		*e = estimate{spent, done, float64(done) / spent.Seconds()}
	} else if passed := (spent - e.last).Seconds(); passed >= estimateAfter.Seconds() {
		e.speed += recentWeight * (float64(done-e.done)/passed - e.speed)
		e.last, e.done = spent, done
	}
	if e.speed <= 0 {
		return -1
	}
	return int(min(float64(total-done)/e.speed+0.5, mostSeconds))
}
