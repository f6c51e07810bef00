package store

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"os"
	"strconv"
	"time"

	"github.com/jmoiron/sqlx"

	"dudao/internal/disk"
	"dudao/internal/office"
)

// Change names the action that a write is part of, in the clerk's words, e.g.
// {"visit.save", "保存督导记录 JL2026-0012"}.
type Change struct {
	Action string
	Label  string
	undoOf int64
}

// tx is a running write with its change set.
type tx struct {
	*sqlx.Tx
	s     *Store
	set   int64
	cols  map[string][]string // columns by table, read once
	stmts statements
	// ledger tells that old records are brought in: a finding in them may be closed
	// without a proof.
	ledger bool
	// step hears how far the index for search is, where that takes long.
	step func(done, total int) error
}

// write runs fn in one transaction under one change set. When fn fails nothing
// is kept; a write that changed no record leaves no change set behind.
func (s *Store) write(c Change, fn func(*tx) error) error {
	_, err := s.writeSet(c, true, fn)
	return err
}

// writeSet is write that also returns the change set's id, 0 when nothing
// changed. Without commit everything is rolled back after fn: a rehearsal.
func (s *Store) writeSet(c Change, commit bool, fn func(*tx) error) (int64, error) {
	if s.of != nil {
		return 0, pastFault()
	}
	if s.in != nil {
		return s.in.set, fn(s.in)
	}
	t, err := s.w.BeginTxx(context.Background(), nil)
	if err != nil {
		return 0, fileError(err, s.path)
	}
	defer t.Rollback() // after a commit this does nothing
	res, err := t.Exec(`INSERT INTO change_sets (at, who, action, label, undo_of) VALUES (?, ?, ?, ?, NULLIF(?, 0))`,
		s.moment(), s.who, c.Action, c.Label, c.undoOf)
	if err != nil {
		return 0, fileError(err, s.path)
	}
	set, err := res.LastInsertId()
	if err != nil {
		return 0, err
	}
	if _, err := t.Exec(`UPDATE change_now SET set_id = ?`, set); err != nil {
		return 0, err
	}
	x := &tx{Tx: t, s: s, set: set}
	if err := fn(x); err != nil {
		return 0, err
	}
	if !commit {
		return set, nil
	}
	if err := x.reindex(); err != nil {
		return 0, fmt.Errorf("index for search: %w", err)
	}
	var n int
	if err := t.Get(&n, `SELECT count(*) FROM (SELECT DISTINCT root_kind, root_id FROM changes WHERE set_id = ?)`, set); err != nil {
		return 0, err
	}
	if n > 0 {
		_, err = t.Exec(`UPDATE change_sets SET records = ? WHERE id = ?`, n, set)
	} else {
		_, err = t.Exec(`DELETE FROM change_sets WHERE id = ?`, set)
	}
	if err != nil {
		return 0, err
	}
	if n == 0 {
		set = 0
	}
	if _, err := t.Exec(`UPDATE change_now SET set_id = NULL`); err != nil {
		return 0, err
	}
	if err := s.commit(t); err != nil {
		return 0, err
	}
	return set, nil
}

// within is the store inside a running write: what it reads is what the write left so
// far, and what it writes belongs to that write's change set. So one action of the
// clerk over many records goes through each kind's own methods.
func (s *Store) within(t *tx) *Store {
	in := *s
	in.r, in.in = t, t
	return &in
}

// plain runs fn in one transaction without a change set, for tables that are no
// records: drafts, counters, mappings, sealed reports.
func (s *Store) plain(fn func(*sqlx.Tx) error) error {
	if s.in != nil {
		return fn(s.in.Tx)
	}
	t, err := s.w.BeginTxx(context.Background(), nil)
	if err != nil {
		return fileError(err, s.path)
	}
	defer t.Rollback()
	if err := fn(t); err != nil {
		return err
	}
	return s.commit(t)
}

// commit has what was written on the disk.
func (s *Store) commit(t *sqlx.Tx) error {
	if err := t.Commit(); err != nil {
		return fileError(err, s.path)
	}
	s.idle.saved()
	if err := disk.Settled(s.path); err != nil {
		slog.Error("disk", "path", s.path, "err", err)
		return office.Errorf(office.CodeFile, "磁盘刚才出错，系统不让再写了，这一步不一定存上。请检查磁盘，重新打开本程序后核对。")
	}
	return nil
}

func fileErrorOrNil(err error, path string) error {
	if err == nil {
		return nil
	}
	return fileError(err, path)
}

// moment is now as it is stored.
func (s *Store) moment() string { return s.now().UTC().Format(time.RFC3339Nano) }

// Today is the day that papers are made on: the PC's calendar day.
func (s *Store) Today() office.Date { return office.DateOf(s.Clock()) }

// Clock is the moment that papers are made at: now, or that of SOURCE_DATE_EPOCH,
// by which two runs over the same records give the same bytes.
func (s *Store) Clock() time.Time {
	if s.of != nil {
		return s.now()
	}
	if epoch, err := strconv.ParseInt(os.Getenv("SOURCE_DATE_EPOCH"), 10, 64); err == nil {
		return time.Unix(epoch, 0).UTC()
	}
	return s.now()
}

// next gives the counter's next number. The number is used up even when a later
// record is undone: a number once issued is never issued again.
func (t *tx) next(counter string) (int, error) {
	var n int
	err := t.Get(&n, `INSERT INTO counters (name, last) VALUES (?, 1)
		ON CONFLICT (name) DO UPDATE SET last = last + 1 RETURNING last`, counter)
	return n, err
}

// getter is what both a transaction and a reading pool can do.
type getter interface {
	Get(dest any, query string, args ...any) error
	Select(dest any, query string, args ...any) error
	QueryRow(query string, args ...any) *sql.Row
}
