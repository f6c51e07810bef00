package store

import (
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jmoiron/sqlx"
)

const (
	// journalRest is how long nobody has saved when the journal is moved.
	journalRest = 300 * time.Millisecond
	// journalSaves is after how many saves it is moved, whoever goes on saving.
	journalSaves = 256
)

// journal moves what lies in SQLite's journal (the WAL) into the database file while
// nobody saves: a save then waits for the disk once, and never for the work of the
// saves before it. What a crash leaves in the journal is there at the next start.
type journal struct {
	db      *sqlx.DB // one that only reads will do
	timer   *time.Timer
	waiting atomic.Int64 // saves since the last move

	mu     sync.Mutex // held while moving
	closed bool
}

func newJournal(db *sqlx.DB) *journal {
	j := &journal{db: db}
	j.timer = time.AfterFunc(time.Hour, j.move)
	return j
}

// saved is called after every commit; nil, while the database is opened, waits for
// nothing.
func (j *journal) saved() {
	if j == nil {
		return
	}
	if j.waiting.Add(1) < journalSaves {
		j.timer.Reset(journalRest)
	}
}

// move waits for nobody: what someone still reads stays for the next time.
func (j *journal) move() {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.closed {
		return
	}
	j.waiting.Store(0)
	if _, err := j.db.Exec("PRAGMA wal_checkpoint(PASSIVE)"); err != nil {
		slog.Warn("the journal stays as it is", "err", err) // nothing is lost: closing moves it, or the next start
	}
}

// close ends the moving; nil has nothing to end.
func (j *journal) close() {
	if j == nil {
		return
	}
	j.timer.Stop()
	j.mu.Lock()
	defer j.mu.Unlock()
	j.closed = true
}
