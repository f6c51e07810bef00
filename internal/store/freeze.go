package store

import (
	"fmt"
	"io"
	"time"

	"github.com/jmoiron/sqlx"

	"dudao/internal/office"
)

// Frozen are the records of one moment, byte for byte as they lie on the disk.
type Frozen struct {
	Counts map[string]int // rows by kind
	Files  []string       // the SHA-256 of every file they name
	Bytes  int64
	file   io.ReaderAt
}

// Reader reads the database file from its start.
func (f Frozen) Reader() io.Reader { return io.NewSectionReader(f.file, 0, f.Bytes) }

// frozenPatience is how long Freeze waits for those who write and read just now: as
// long as a large import takes.
const frozenPatience = time.Minute

// Freeze calls use with the records as they are now, while the program goes on
// writing. No copy is made: until use returns, all writing goes to the journal beside
// the database file.
func (s *Store) Freeze(use func(Frozen) error) error {
	db, err := connect(s.path, "_query_only=1", 1)
	if err != nil {
		return err
	}
	defer db.Close()
	still, err := s.stand(db)
	if err != nil {
		return fileError(err, s.path)
	}
	defer still.Rollback()
	f := Frozen{file: s.file}
	if err := still.Get(&f.Bytes, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"); err != nil {
		return fileError(err, s.path)
	}
	if f.Counts, err = countsOf(still); err != nil {
		return fileError(err, s.path)
	}
	if f.Files, err = vaultNamesOf(still); err != nil {
		return fileError(err, s.path)
	}
	return use(f)
}

// stand begins to read when everything lies in the database file and nothing more in
// the journal: SQLite then reads the file alone, and may not write to it before the
// reading ends.
func (s *Store) stand(db *sqlx.DB) (*sqlx.Tx, error) {
	gate, err := connect(s.path, "_txlock=immediate", 1)
	if err != nil {
		return nil, err
	}
	defer gate.Close()
	if _, err := gate.Exec(fmt.Sprintf("PRAGMA busy_timeout = %d", frozenPatience.Milliseconds())); err != nil {
		return nil, err
	}
	nobodyWrites, err := gate.Beginx()
	if err != nil {
		return nil, err
	}
	defer nobodyWrites.Rollback()
	for begun := time.Now(); ; time.Sleep(10 * time.Millisecond) {
		var busy, pages, moved int
		if err := db.QueryRow("PRAGMA wal_checkpoint(PASSIVE)").Scan(&busy, &pages, &moved); err != nil {
			return nil, err
		}
		if busy == 0 && pages == moved {
			break
		}
		if time.Since(begun) > frozenPatience {
			return nil, office.Errorf(office.CodeLocked, "别的工作正在用数据，没有备份。请等它做完再备份。")
		}
	}
	still, err := db.Beginx()
	if err != nil {
		return nil, err
	}
	var n int
	if err := still.Get(&n, "SELECT count(*) FROM sqlite_master"); err != nil { // the reading begins here
		still.Rollback()
		return nil, err
	}
	return still, nil
}
