package store

import (
	"log/slog"
	"sync"
	"time"
)

const (
	// journalRest is how long after a save the journal is moved into the database file:
	// the saves of one form come together.
	journalRest = 200 * time.Millisecond
	// journalPages is from how many pages in the journal the save itself moves them, as
	// SQLite does from 1000: writing so much so fast, nobody waits for single saves.
	journalPages = 4000
)

// journal moves what was saved from SQLite's journal into the database file, beside
// the work: within a save it would make every twenty-fifth one wait for the disk
// twice more. A save is on the disk before and after.
type journal struct {
	sync.Mutex
	waits *time.Timer
	moves sync.WaitGroup
}

// saved tells the journal of a save.
func (j *journal) saved(s *Store) {
	j.Lock()
	defer j.Unlock()
	if j.waits != nil || s.pool == nil {
		return
	}
	j.moves.Add(1)
	j.waits = time.AfterFunc(journalRest, func() {
		defer j.moves.Done()
		j.Lock()
		j.waits = nil
		j.Unlock()
		if _, err := s.pool.Exec("PRAGMA wal_checkpoint(PASSIVE)"); err != nil {
			slog.Warn("move the journal", "err", err) // it is moved after the next save, or at the end
		}
	})
}

// rest ends when nothing is moved any more: closing the database moves the rest.
func (j *journal) rest() {
	j.Lock()
	if j.waits != nil && j.waits.Stop() {
		j.moves.Done()
		j.waits = nil
	}
	j.Unlock()
	j.moves.Wait()
}
