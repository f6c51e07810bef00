//go:build !windows

package desk

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"

	"dudao/internal/office"
)

// lockFolder keeps a second copy of the program out of the folder; the lock
// ends with the process, however it ends.
func lockFolder(dir string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, lockName), os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, office.Errorf(office.CodeFile, "数据文件夹“%s”无法写入，请检查权限或换一个位置。", dir)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		return nil, lockedError()
	}
	return f, nil
}

// unlockFolder lets it go at once: a program that is being begun, such as a file's
// reader, has the open lock, too, until it is there.
func unlockFolder(lock *os.File) error {
	return errors.Join(syscall.Flock(int(lock.Fd()), syscall.LOCK_UN), lock.Close())
}
