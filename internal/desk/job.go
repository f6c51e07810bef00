package desk

import (
	"context"
	"time"

	"dudao/internal/office"
)

// progressEvery keeps events to about ten a second: each one costs the window a
// turn of its own.
const progressEvery = 100 * time.Millisecond

// Progress is what the page is told of a long work.
type Progress struct {
	Job         string `json:"job"`
	Title       string `json:"title"`
	Done        int    `json:"done"`
	Total       int    `json:"total"`
	SecondsLeft int    `json:"secondsLeft"` // -1 when not known yet
	Finished    bool   `json:"finished"`
}

// start begins a long work that Jobs.Cancel can stop. step reports how far it
// is and fails once it was stopped; end must be called.
func (d *Desk) start(job, title string) (step func(done, total int) error, end func()) {
	ctx, cancel := context.WithCancel(context.Background())
	d.jobs.mu.Lock()
	if d.jobs.cancels == nil {
		d.jobs.cancels = map[string]func(){}
	}
	d.jobs.cancels[job] = cancel
	d.jobs.mu.Unlock()
	begun, last, left := time.Now(), time.Time{}, estimate{}
	// Said at once: the bar stands before the first part is done.
	d.shell.Emit("progress", Progress{Job: job, Title: title, SecondsLeft: -1})
	step = func(done, total int) error {
		if ctx.Err() != nil {
			return office.Errorf(office.CodeCancelled, "已停止，没有留下做了一半的内容。需要时可以重新做。")
		}
		if now := time.Now(); now.Sub(last) >= progressEvery {
			last = now
			d.shell.Emit("progress", Progress{Job: job, Title: title, Done: done, Total: total, SecondsLeft: left.secondsLeft(now.Sub(begun), done, total)})
		}
		return nil
	}
	end = func() {
		d.jobs.mu.Lock()
		delete(d.jobs.cancels, job)
		d.jobs.mu.Unlock()
		cancel()
		d.shell.Emit("progress", Progress{Job: job, Title: title, Finished: true})
	}
	return step, end
}

func (j *jobs) cancelAll() {
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, cancel := range j.cancels {
		cancel()
	}
}

// Jobs is the long work that runs now.
type Jobs struct{ d *Desk }

// Cancel stops a long work; it leaves nothing half done.
func (j *Jobs) Cancel(job string) (err error) {
	defer caught(&err)
	j.d.jobs.mu.Lock()
	defer j.d.jobs.mu.Unlock()
	if cancel, ok := j.d.jobs.cancels[job]; ok {
		cancel()
	}
	return nil
}
