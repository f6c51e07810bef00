package store

import (
	"database/sql"
	"sync"

	"github.com/jmoiron/sqlx"
)

// maxStatements bounds the statements that one write keeps ready; queries with
// lists of ids differ each time and would fill the memory.
const maxStatements = 256

// A write of many rows runs the same few statements again and again, and
// preparing an INSERT compiles the change log's triggers with it. So tx keeps
// its statements ready. Each text must be one statement.
type statements struct {
	plain map[string]*sqlx.Stmt
	named map[string]*sqlx.NamedStmt
}

// ready returns the prepared statement, nil when there is no more room.
func (t *tx) ready(query string) (*sqlx.Stmt, error) {
	if st, ok := t.stmts.plain[query]; ok {
		return st, nil
	}
	if len(t.stmts.plain) >= maxStatements {
		return nil, nil
	}
	st, err := t.Preparex(query)
	if err != nil {
		return nil, err
	}
	if t.stmts.plain == nil {
		t.stmts.plain = map[string]*sqlx.Stmt{}
	}
	t.stmts.plain[query] = st // closed with the transaction
	return st, nil
}

// Exec runs a statement. Texts among its arguments are somebody's.
func (t *tx) Exec(query string, args ...any) (sql.Result, error) {
	if err := soundArgs(args); err != nil {
		return nil, err
	}
	return t.exec(query, args...)
}

// exec is Exec for texts that the program makes itself: JSON, words of the index.
func (t *tx) exec(query string, args ...any) (sql.Result, error) {
	st, err := t.ready(query)
	if err != nil {
		return nil, err
	}
	if st == nil {
		return t.Tx.Exec(query, args...)
	}
	return st.Exec(args...)
}

// Get reads one row.
func (t *tx) Get(dest any, query string, args ...any) error {
	st, err := t.ready(query)
	if err != nil {
		return err
	}
	if st == nil {
		return t.Tx.Get(dest, query, args...)
	}
	return st.Get(dest, args...)
}

// Select reads rows.
func (t *tx) Select(dest any, query string, args ...any) error {
	st, err := t.ready(query)
	if err != nil {
		return err
	}
	if st == nil {
		return t.Tx.Select(dest, query, args...)
	}
	return st.Select(dest, args...)
}

// NamedExec runs a statement whose :names are the db tags of row.
func (t *tx) NamedExec(query string, row any) (sql.Result, error) {
	if err := soundTexts(row); err != nil {
		return nil, err
	}
	st, ok := t.stmts.named[query]
	if !ok {
		var err error
		if st, err = t.PrepareNamed(query); err != nil {
			return nil, err
		}
		if t.stmts.named == nil {
			t.stmts.named = map[string]*sqlx.NamedStmt{}
		}
		t.stmts.named[query] = st // closed with the transaction
	}
	return st.Exec(row)
}

// readyPool is the pool for reading; what it gets with the same few queries again
// and again it keeps ready.
type readyPool struct {
	*sqlx.DB
	kept sync.Map // query -> *sqlx.Stmt, closed with the pool
}

// Get reads one row.
func (p *readyPool) Get(dest any, query string, args ...any) error {
	kept, ok := p.kept.Load(query)
	if !ok {
		st, err := p.Preparex(query)
		if err != nil {
			return err
		}
		if kept, ok = p.kept.LoadOrStore(query, st); ok {
			st.Close() //nolint:errcheck // another was quicker
		}
	}
	return kept.(*sqlx.Stmt).Get(dest, args...)
}
