package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"dudao/internal/office"
)

// OpenPast opens the records as they were at a past moment: a scratch copy in
// dir, a new folder, rolled back by the change log. It can only be read, and its
// clock stands at the moment. What was purged from the recycle bin since is not
// in it; counters, remembered columns and drafts are today's.
func (s *Store) OpenPast(dir string, at time.Time) (*Store, error) {
	path := filepath.Join(dir, FileName)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, office.Errorf(office.CodeFile, "无法建立文件夹“%s”，请检查磁盘空间和权限。", dir)
	}
	if err := s.CopyTo(path); err != nil {
		return nil, err
	}
	if err := rollBack(path, at); err != nil {
		return nil, fmt.Errorf("roll back to %s: %w", at.Format(time.RFC3339), err)
	}
	past, err := Open(dir)
	if err != nil {
		return nil, err
	}
	past.now = func() time.Time { return at }
	past.of = s
	return past, nil
}

// FirstDay returns the day of the first thing in the change log, "" when it is
// empty: before it nothing is known.
func (s *Store) FirstDay() (office.Date, error) {
	var at string
	if err := s.r.Get(&at, `SELECT COALESCE((SELECT at FROM change_sets ORDER BY id LIMIT 1), '')`); err != nil || at == "" {
		return "", err
	}
	when, err := time.Parse(time.RFC3339Nano, at)
	return office.DateOf(when.Local()), err
}

// pastFault refuses a write into the past.
func pastFault() error {
	return office.Errorf(office.CodeConflict, "这是过去某一天的数据，只能查看和导出，不能改。请回到现在的数据里再改。")
}

// rollBack takes the change sets after the moment back, the last row first,
// whatever was edited since: nothing was, in that order.
func rollBack(path string, at time.Time) error {
	db, err := sqlx.Open(driverName, fileURL(path)+"?_txlock=immediate&_foreign_keys=0")
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	sqlTx, err := db.Beginx()
	if err != nil {
		return err
	}
	defer sqlTx.Rollback()
	t := &tx{Tx: sqlTx}
	last, err := t.lastSetAt(at)
	if err != nil {
		return err
	}
	if err := t.takeBackAfter(last); err != nil {
		return err
	}
	if err := t.reindex(); err != nil {
		return err
	}
	moment := at.UTC().Format(time.RFC3339Nano)
	for _, sql := range []string{
		`DELETE FROM changes WHERE set_id > ?1`, `DELETE FROM imports WHERE set_id > ?1`, `DELETE FROM change_sets WHERE id > ?1`,
		`DELETE FROM issued_reports WHERE julianday(issued_at) > julianday(?2)`,
		`UPDATE issued_reports SET voided_at = '', void_reason = '' WHERE julianday(voided_at) > julianday(?2)`,
		`DELETE FROM binders WHERE julianday(made_at) > julianday(?2)`, `DELETE FROM usb_copies WHERE julianday(made_at) > julianday(?2)`,
	} {
		if _, err := t.Exec(sql, last, moment); err != nil {
			return err
		}
	}
	return t.Commit()
}

// lastSetAt returns the last change set that was there at the moment. The PC's
// clock may have stood wrong for a while, so that the sets' times do not rise:
// the cut is where the fewest sets lie on the wrong side of it.
func (t *tx) lastSetAt(at time.Time) (int64, error) {
	sets := []struct {
		ID int64  `db:"id"`
		At string `db:"at"`
	}{}
	if err := t.Select(&sets, `SELECT id, at FROM change_sets ORDER BY id`); err != nil {
		return 0, err
	}
	var last int64
	wrong, fewest := 0, 0 // against a cut before the first set
	for _, x := range sets {
		when, err := time.Parse(time.RFC3339Nano, x.At)
		if err != nil {
			return 0, err
		}
		if when.After(at) {
			wrong++
		} else {
			wrong--
		}
		if wrong <= fewest {
			last, fewest = x.ID, wrong
		}
	}
	return last, nil
}

// takeBackAfter puts every logged row back as it was before the sets after last.
func (t *tx) takeBackAfter(last int64) error {
	triggers := []string{}
	if err := t.Select(&triggers, `SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'log!_%' ESCAPE '!'`); err != nil {
		return err
	}
	for _, name := range triggers { // Open makes them anew
		if _, err := t.Exec("DROP TRIGGER " + name); err != nil {
			return err
		}
	}
	const atOnce = 5000
	for {
		done := []loggedChange{}
		if err := t.Select(&done, loggedChanges+`WHERE set_id > ? ORDER BY id DESC LIMIT ?`, last, atOnce); err != nil || len(done) == 0 {
			return err
		}
		for _, c := range done {
			if err := t.rollRow(c); err != nil {
				return fmt.Errorf("change %d of %s %d: %w", c.ID, c.Table, c.RowID, err)
			}
		}
		if _, err := t.Exec(`DELETE FROM changes WHERE id >= ?`, done[len(done)-1].ID); err != nil {
			return err
		}
	}
}

// rollRow is putBack without regard to what stands there now.
func (t *tx) rollRow(c loggedChange) error {
	table := recordTableOf(c.Table)
	if table.name == "" || c.Before == nil && c.After == nil {
		return nil // a table of an older version, or a record purged since
	}
	if table.search {
		if _, err := t.Exec(`INSERT OR IGNORE INTO search_dirty (kind, ref_id) VALUES (?, ?)`, c.RootKind, c.RootID); err != nil {
			return err
		}
	}
	if c.Before == nil {
		_, err := t.Exec("DELETE FROM "+c.Table+" WHERE id = ?", c.RowID)
		return err
	}
	names, values, err := t.imageColumns(c)
	if err != nil {
		return err
	}
	if c.After == nil {
		_, err = t.Exec("INSERT INTO "+c.Table+" ("+strings.Join(names, ", ")+") VALUES ("+strings.Join(values, ", ")+")", *c.Before)
		return err
	}
	_, err = t.Exec("UPDATE "+c.Table+" SET ("+strings.Join(names, ", ")+") = ("+strings.Join(values, ", ")+") WHERE id = ?2", *c.Before, c.RowID)
	return err
}

// imageColumns are the columns that the image before the change has, with the
// SQL that takes each out of it. A column of a later migration is not among them
// and keeps its default.
func (t *tx) imageColumns(c loggedChange) (names, values []string, err error) {
	cols, err := t.columns(c.Table)
	if err != nil {
		return nil, nil, err
	}
	var image map[string]any
	if err := json.Unmarshal([]byte(*c.Before), &image); err != nil {
		return nil, nil, err
	}
	for _, col := range cols {
		if _, ok := image[col]; ok {
			names, values = append(names, col), append(values, "json_extract(?1, '$."+col+"')")
		}
	}
	if len(names) == 0 {
		return nil, nil, errors.New("the image has no known column")
	}
	return names, values, nil
}
