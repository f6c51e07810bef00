package desk

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"dudao/internal/office"
	"dudao/internal/store"
)

// ownNames are what the program keeps in a data folder: no paper is ever written there.
var ownNames = []string{store.FileName, store.FileName + "-wal", store.FileName + "-shm", lockName, logName, vaultFolder}

// notOwn refuses a file that is the program's own, in this data folder or another.
func notOwn(path string) error {
	path, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	if dir, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
		path = filepath.Join(dir, filepath.Base(path))
	}
	for dir, last := filepath.Dir(path), path; dir != last; dir, last = filepath.Dir(dir), dir {
		if _, err := os.Stat(filepath.Join(dir, store.FileName)); err != nil {
			continue
		}
		if is := func(own string) bool { return strings.EqualFold(own, filepath.Base(last)) }; slices.ContainsFunc(ownNames, is) {
			return office.Errorf(office.CodeFile, "“%s”是督导台账自己的数据，不能写在它上面。请换一个文件名或文件夹。", filepath.Base(last))
		}
	}
	return nil
}
