// Package store keeps the office's records in one SQLite file.
//
// The one rule: all SQL of the program stands here, and every write goes through
// Store.write, which opens a change set first, so that history, undo and the
// state as of a past day need no code of their own in any feature.
package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/mattn/go-sqlite3"
	"github.com/pressly/goose/v3"

	"dudao/internal/disk"
	"dudao/internal/office"
)

//go:embed migrations/*.sql
var migrations embed.FS

// FileName is the database's name inside the data folder.
const FileName = "dudao.db"

// Store is an open database. It is safe for concurrent use.
type Store struct {
	path string
	w    *sqlx.DB  // one connection: writes queue up instead of failing
	pool *sqlx.DB  // for reading, many at once
	file *os.File  // the database itself, for Freeze; see Close
	idle *idleWork // what is done while nobody saves
	r    getter    // the pool; inside a write of many records, see within, its transaction
	in   *tx

	ready   *readyPool // the pool, for what is read over and over
	counted *totals    // of the lists
	now     func() time.Time
	who     string
	of      *Store // the records whose past this is, see OpenPast; nil for the present
}

// Open opens the database in the folder, creating and migrating it as needed.
//
// Errors: CodeNewer when a newer program wrote it, CodeDamaged when SQLite finds
// it damaged, CodeFile when the folder cannot be written.
func Open(dir string) (*Store, error) {
	if err := disk.MkdirAll(dir); err != nil {
		return nil, office.Errorf(office.CodeFile, "无法建立数据文件夹“%s”，请换一个可以写入的位置。", dir)
	}
	path := filepath.Join(dir, FileName)
	w, err := connect(path, "_txlock=immediate&_synchronous=FULL", 1)
	if err != nil {
		return nil, err
	}
	s := &Store{path: path, w: w, now: time.Now, who: "本机", counted: new(totals)}
	if err := s.prepare(); err != nil {
		err = s.damagedOr(err)
		w.Close()
		return nil, err
	}
	if s.pool, err = connect(path, "_query_only=1", readers); err != nil {
		w.Close()
		return nil, err
	}
	s.r, s.ready, s.idle = s.pool, &readyPool{DB: s.pool}, newIdleWork(s)
	if s.file, err = os.Open(path); err != nil {
		s.Close()
		return nil, office.Errorf(office.CodeFile, "数据文件“%s”打不开，请检查所在文件夹的权限。", path)
	}
	return s, nil
}

// readers is how many may read at once.
const readers = 4

// warmWait is how long Warm waits for a connection: those in use are warm.
const warmWait = time.Second

// Warm opens the connections for reading: each learns all tables first, some 10 ms
// that the first to ask would wait.
func (s *Store) Warm() error {
	ctx, cancel := context.WithTimeout(context.Background(), warmWait)
	defer cancel()
	for range readers {
		c, err := s.pool.Conn(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return err
		}
		defer c.Close() // all are held until the last is open, or it would be the first again
	}
	return nil
}

// connect opens a pool of connections. Their cache stays SQLite's own of 2 MB: larger
// ones made nothing quicker, and each connection has one.
func connect(path, options string, conns int) (*sqlx.DB, error) {
	db, err := sqlx.Open(driverName, fileURL(path)+"?_busy_timeout=5000&_journal_mode=WAL&_foreign_keys=1&"+options)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	db.SetMaxOpenConns(conns)
	db.SetMaxIdleConns(conns)
	db.SetConnMaxLifetime(0)
	return db, nil
}

func fileURL(path string) string {
	p := filepath.ToSlash(path)
	if !strings.HasPrefix(p, "/") {
		p = "/" + p
	}
	u := url.URL{Scheme: "file", Path: p}
	return u.String()
}

func (s *Store) prepare() error {
	var mode string
	if err := s.w.Get(&mode, "PRAGMA journal_mode"); err != nil {
		return fileError(err, s.path)
	}
	if mode != "wal" {
		return office.Errorf(office.CodeFile, "这个位置不能安全保存数据（多为网络盘或只读盘），请把数据文件夹放到本机硬盘。")
	}
	// The journal of each single statement stays in memory: writing thousands of
	// rows would otherwise go through a temporary file.
	if _, err := s.w.Exec("PRAGMA temp_store = MEMORY"); err != nil {
		return fileError(err, s.path)
	}
	// SQLite's own moving would come in the middle of a save; see idleWork.
	if _, err := s.w.Exec("PRAGMA wal_autocheckpoint = 0"); err != nil {
		return fileError(err, s.path)
	}
	// After a large import the WAL gives its room on the disk back.
	if _, err := s.w.Exec("PRAGMA journal_size_limit = 16777216"); err != nil {
		return fileError(err, s.path)
	}
	if err := s.migrate(); err != nil {
		return err
	}
	if err := s.installTriggers(); err != nil {
		return fmt.Errorf("install triggers: %w", err)
	}
	if err := s.seed(); err != nil {
		return err
	}
	return s.renewSearch()
}

// migrate brings the schema up to date, after a snapshot of what was there.
func (s *Store) migrate() error {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, s.w.DB, sub, goose.WithLogger(goose.NopLogger()))
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	ctx := context.Background()
	have, err := p.GetDBVersion(ctx)
	if err != nil {
		return fileError(err, s.path)
	}
	sources := p.ListSources()
	latest := sources[len(sources)-1].Version
	if have > latest {
		return office.Errorf(office.CodeNewer, "这份数据由更新版本的督导台账保存（数据版本 %d，本程序只认识到 %d）。请安装新版本后再打开，数据没有被改动。", have, latest)
	}
	if have == latest {
		return nil
	}
	if have > 0 {
		if err := s.CopyTo(s.snapshotPath(have)); err != nil {
			return fmt.Errorf("snapshot before upgrade: %w", err)
		}
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("upgrade database: %w", err)
	}
	return nil
}

// snapshotPath is where the copy before an upgrade from the version goes: a name
// that is free, for a start that was stopped may be tried again in the same second.
func (s *Store) snapshotPath(version int64) string {
	first := fmt.Sprintf("%s.升级前-%d-%s", s.path, version, s.now().Format("20060102-150405"))
	path := first
	for n := 2; ; n++ {
		if _, err := os.Stat(path); err != nil {
			return path
		}
		path = fmt.Sprintf("%s-%d", first, n)
	}
}

// Close closes the database; the WAL is folded into the file. The file itself comes
// last: on Linux closing it gives up the locks that SQLite has on it.
func (s *Store) Close() error {
	s.idle.close()
	var all []error
	for _, db := range []*sqlx.DB{s.pool, s.w} {
		if db != nil {
			all = append(all, db.Close())
		}
	}
	if s.file != nil {
		all = append(all, s.file.Close())
	}
	return errors.Join(all...)
}

// Path returns the database file's path.
func (s *Store) Path() string { return s.path }

// CopyTo writes a consistent copy of the records to a new file while the
// program goes on; the file must not exist.
func (s *Store) CopyTo(path string) error {
	if _, err := os.Stat(path); err == nil {
		return office.Errorf(office.CodeFile, "文件“%s”已经存在，请换一个文件名。", filepath.Base(path))
	}
	tmp := path + ".part"
	os.Remove(tmp) // a half copy that an earlier stop left behind
	if err := s.vacuumInto(tmp); err != nil {
		os.Remove(tmp)
		return fileError(err, path)
	}
	if err := disk.SyncFile(tmp); err != nil {
		os.Remove(tmp)
		return err
	}
	if err := disk.Rename(tmp, path); err != nil {
		return office.Errorf(office.CodeFile, "“%s”没有写成，请检查磁盘空间和权限。", filepath.Base(path))
	}
	return nil
}

// vacuumInto copies the records over a connection of its own: the one that writes
// stays free for the clerk, and those that read may not write the copy.
func (s *Store) vacuumInto(path string) error {
	db, err := connect(s.path, "", 1)
	if err != nil {
		return err
	}
	_, err = db.Exec("VACUUM INTO ?", path)
	return errors.Join(err, db.Close())
}

// damagedOr tells a damaged file from any other failure at the start: SQLite
// names a broken first page in many ways.
func (s *Store) damagedOr(err error) error {
	if office.CodeOf(err) != office.CodeInternal {
		return err
	}
	if known := fileError(err, s.path); office.CodeOf(known) != office.CodeInternal {
		return known
	}
	found := []string{}
	if s.w.Select(&found, "PRAGMA quick_check(1)") == nil && len(found) == 1 && found[0] == "ok" {
		return err
	}
	return damagedError(s.path)
}

func damagedError(path string) error {
	return office.Errorf(office.CodeDamaged, "数据文件“%s”已损坏，没有改动它。请用最近的备份恢复。", filepath.Base(path))
}

// Fault words what SQLite could not do, wherever it was met; other errors stay as
// they are.
func Fault(err error) error { return fileError(err, FileName) }

// fileError words SQLite's own failures by their code.
func fileError(err error, path string) error {
	var se sqlite3.Error
	if !errors.As(err, &se) {
		return err
	}
	if indexDamage(err) {
		return office.Errorf(office.CodeDamaged, indexDamaged+"这一步没有做。"+indexMend+"，再试一次。")
	}
	switch se.Code {
	case sqlite3.ErrNotADB, sqlite3.ErrCorrupt:
		return damagedError(path)
	case sqlite3.ErrFull:
		return office.Errorf(office.CodeFile, "磁盘已满，没有保存。请腾出空间后重试。")
	case sqlite3.ErrReadonly, sqlite3.ErrCantOpen, sqlite3.ErrPerm:
		return office.Errorf(office.CodeFile, "数据文件“%s”无法写入，请检查所在文件夹的权限。", filepath.Base(path))
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return office.Errorf(office.CodeLocked, "数据正被另一个程序占用，请关闭它后重试。")
	case sqlite3.ErrIoErr:
		slog.Error("disk", "path", path, "err", err)
		return office.Errorf(office.CodeFile, "磁盘读写出错，没有保存。请检查磁盘是否已满、是否松动，再试一次。")
	}
	return err
}

// wrap turns a driver error into one the clerk can act on; what says the
// constraint's meaning.
func wrap(err error, what string) error {
	if err == nil {
		return nil
	}
	if _, ok := errors.AsType[*office.Error](err); ok {
		return err
	}
	if errors.Is(err, sql.ErrNoRows) {
		return office.Errorf(office.CodeNotFound, "没有找到这条%s，可能已被删除。请刷新列表。", what)
	}
	var se sqlite3.Error
	if errors.As(err, &se) {
		switch se.ExtendedCode {
		case sqlite3.ErrConstraintUnique, sqlite3.ErrConstraintPrimaryKey:
			return office.Errorf(office.CodeConflict, "已有相同的%s，没有保存。请核对后再试。", what)
		case sqlite3.ErrConstraintForeignKey:
			return office.Errorf(office.CodeConflict, "这条%s与别的记录相连，请先处理相连的记录。", what)
		case sqlite3.ErrConstraintCheck, sqlite3.ErrConstraintNotNull:
			slog.Error("constraint", "what", what, "err", err)
			return office.Errorf(office.CodeInvalid, "这条%s的内容不符合要求，没有保存。请核对各项。", what)
		}
	}
	return fileError(err, what)
}
