package store

import (
	"database/sql"
	"strings"

	"github.com/jmoiron/sqlx"
	"github.com/mattn/go-sqlite3"

	"dudao/internal/office"
)

// driverName is SQLite with the program's own functions.
const driverName = "dudao-sqlite3"

// sortKeySuffix ends the columns that natural_key fills: they can be made anew from
// the texts and are under no change log.
const sortKeySuffix = "sort_key"

func init() {
	sql.Register(driverName, &sqlite3.SQLiteDriver{ConnectHook: ownFunctions})
	sqlx.BindDriver(driverName, sqlx.QUESTION)
}

func ownFunctions(c *sqlite3.SQLiteConn) error {
	if err := c.RegisterFunc("natural_key", func(text string) []byte { return keyBytes(office.NaturalKey(text)) }, true); err != nil {
		return err
	}
	return c.RegisterFunc("natural_name_key", func(name string) []byte { return keyBytes(office.NaturalNameKey(name)) }, true)
}

// keyBytes are never empty: the driver would make NULL of it.
func keyBytes(key string) []byte { return append([]byte{0}, key...) }

// natural is the ORDER BY of a text that has no sort key of its own: for tables of
// no more than some thousand rows. What is not there comes first; order
// takes the parts of a sort apart at ", ".
func natural(column string) string { return "natural_key(IFNULL(" + column + ",''))" }

func isSortKey(column string) bool { return strings.HasSuffix(column, sortKeySuffix) }
