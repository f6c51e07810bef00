package store

import (
	"errors"
	"strings"

	"github.com/mattn/go-sqlite3"
)

// IndexProblem is the code of what is wrong with the search index (检索目录):
// RebuildSearch mends it.
const IndexProblem = "search"

// What the clerk is told of a damaged index; the records may be sound or not.
const (
	indexDamaged = "检索目录有损坏，可以由记录重建，不必恢复备份。"
	indexMend    = "请到“设置→体检”里按“重建检索”"
)

// indexDamage tells whether SQLite failed in the search index, the only virtual
// table: of all that is kept only that can be made anew from the rest.
func indexDamage(err error) bool {
	var se sqlite3.Error
	return errors.As(err, &se) && (se.ExtendedCode == sqlite3.ErrCorruptVTab || se.Code == sqlite3.ErrError && ofIndex(se.Error()))
}

// ofIndex tells whether SQLite's words speak of the index.
func ofIndex(said string) bool { return strings.Contains(strings.ToLower(said), "fts5") }

// emptyIndex empties one of the index's tables, however damaged: its settings are
// written first, as migrations 0020 and 0027 left them, for without its version FTS5
// does not even empty it. 4 is FTS5's own number of how its tables lie.
func (t *tx) emptyIndex(table string) error {
	if _, err := t.Exec(`INSERT OR REPLACE INTO ` + table + `_config (k, v) VALUES ('version', 4), ('automerge', 0), ('crisismerge', 64)`); err != nil {
		return err
	}
	_, err := t.Exec(`INSERT INTO ` + table + ` (` + table + `) VALUES ('delete-all')`)
	return err
}
