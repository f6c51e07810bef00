package desk

import (
	"errors"
	"log/slog"
	"time"
)

// Warm reads what the first page will ask for, while its window is still being made:
// from a slow disk it comes only once. Trouble is the page's to tell.
func (x *Door) Warm() {
	x.mu.RLock()
	defer x.mu.RUnlock()
	_, atHome := (&Home{x.d}).Get(HomeInput{})
	_, names := x.d.store.SchoolOptions()
	if err := errors.Join(x.d.store.Warm(), atHome, names); err != nil {
		slog.Error("warm", "err", err)
	}
}

// Care does the day's care for the office's own data, once the first page stands and
// again on every day that the window stays open, and tells the page of the new day.
// It looks at each tick what day it is, for a PC that slept tells of no midnight, and
// returns when closing is closed.
func (x *Door) Care(ticks <-chan time.Time, closing <-chan struct{}) {
	caredFor, seen := "", time.Now().Format(time.DateOnly)
	for {
		select {
		case <-closing:
			return
		case now := <-ticks:
			day := now.Format(time.DateOnly)
			if day != seen {
				seen = day
				x.tell("day", day)
			}
			if day != caredFor && x.daily() {
				caredFor = day
			}
		}
	}
}

// tell sends the page an event of the desk that is open.
func (x *Door) tell(event string, data any) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	x.d.shell.Emit(event, data)
}

// daily does the day's care for the desk behind the door; false when that is the
// 练习县, and the office's own data is still to be cared for.
func (x *Door) daily() bool {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if x.d.trial {
		return false
	}
	x.d.Daily()
	return true
}
