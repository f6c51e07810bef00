// Package disk changes names on the disk so that a power cut takes back nothing of
// what was said to be done.
//
// The one rule: a file's content is on the disk before it gets its name, and the name
// before anybody hears of it.
package disk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Rename is os.Rename that is on the disk when it returns.
func Rename(from, to string) error {
	if err := rename(from, to); err != nil {
		return err
	}
	if err := Sync(filepath.Dir(to)); err != nil || filepath.Dir(from) == filepath.Dir(to) {
		return err
	}
	return Sync(filepath.Dir(from))
}

// MkdirAll is os.MkdirAll whose folders are on the disk when it returns.
func MkdirAll(dir string) error {
	dir = filepath.Clean(dir)
	if info, err := os.Stat(dir); err == nil && info.IsDir() {
		return nil
	}
	above := filepath.Dir(dir)
	if above == dir {
		return os.MkdirAll(dir, 0o755)
	}
	if err := MkdirAll(above); err != nil {
		return err
	}
	if err := os.Mkdir(dir, 0o755); err != nil {
		if info, serr := os.Stat(dir); errors.Is(err, fs.ErrExist) && serr == nil && info.IsDir() {
			return nil // another was faster
		}
		return err
	}
	return Sync(above)
}

// SyncFile has the content of a file that others wrote on the disk.
func SyncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close(), Settled(path))
}

// SyncTree has the names in a folder and in all below it on the disk.
func SyncTree(dir string) error {
	return filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.IsDir() {
			return err
		}
		return Sync(path)
	})
}
