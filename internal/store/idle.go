package store

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"
)

const (
	// idleRest is how long nobody has saved when the work begins.
	idleRest = 300 * time.Millisecond
	// idleSaves is after how many saves it begins, whoever goes on saving.
	idleSaves = 256
	// mergePages is how much of the search index one step puts together, in pages of
	// 4 kB: a save that comes just then waits for it.
	mergePages = 16
)

// idleWork is what a save leaves to be done while nobody saves: the small pieces of
// the search index are put together, and what lies in SQLite's journal (the WAL)
// moves into the database file. A save then waits for the disk once, and never for
// the work of the saves before it. What a crash leaves undone is done another time.
type idleWork struct {
	s       *Store
	timer   *time.Timer
	waiting atomic.Int64 // saves since the work was begun last
	working sync.Mutex
	ctx     context.Context // until the database is closed
	stop    context.CancelFunc
}

func newIdleWork(s *Store) *idleWork {
	w := &idleWork{s: s}
	w.ctx, w.stop = context.WithCancel(context.Background())
	w.timer = time.AfterFunc(time.Hour, w.work)
	return w
}

// saved is called after every commit; nil, while the database is opened, leaves
// nothing.
func (w *idleWork) saved() {
	if w != nil && w.waiting.Add(1) < idleSaves {
		w.timer.Reset(idleRest)
	}
}

func (w *idleWork) work() {
	w.working.Lock()
	defer w.working.Unlock()
	w.waiting.Store(0)
	for _, table := range searchTables {
		for more := true; more && w.waiting.Load() == 0 && w.ctx.Err() == nil; {
			var err error
			if more, err = w.merge(table); err != nil {
				w.leave("search index", err)
				return
			}
		}
	}
	// It waits for nobody: what someone still reads stays for the next time.
	if _, err := w.s.pool.ExecContext(w.ctx, "PRAGMA wal_checkpoint(PASSIVE)"); err != nil {
		w.leave("journal", err)
	}
}

// leave notes what was not done; closing the database may well come in between.
func (w *idleWork) leave(what string, err error) {
	if w.ctx.Err() == nil {
		slog.Warn("left as it is", "what", what, "err", err)
	}
}

// merge does one step; more says that it found something to do.
func (w *idleWork) merge(table string) (more bool, err error) {
	c, err := w.s.w.Connx(w.ctx) // after whoever writes
	if err != nil {
		return false, err
	}
	defer c.Close()
	var before, after int
	if err := c.GetContext(w.ctx, &before, `SELECT total_changes()`); err != nil {
		return false, err
	}
	if _, err := c.ExecContext(w.ctx, `INSERT INTO `+table+` (`+table+`, rank) VALUES ('merge', ?)`, mergePages); err != nil {
		return false, err
	}
	err = c.GetContext(w.ctx, &after, `SELECT total_changes()`)
	return after-before >= 2, err // FTS5's own measure: the command itself is one
}

// close ends the work; nil has none.
func (w *idleWork) close() {
	if w == nil {
		return
	}
	w.stop()
	w.timer.Stop()
	w.working.Lock() // until the step that is on its way has ended
	defer w.working.Unlock()
}
