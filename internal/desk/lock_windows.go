package desk

import (
	"os"
	"path/filepath"

	"golang.org/x/sys/windows"

	"dudao/internal/office"
)

// lockFolder keeps a second copy of the program out of the folder: the file is
// opened without sharing, and Windows closes it with the process.
func lockFolder(dir string) (*os.File, error) {
	path := filepath.Join(dir, lockName)
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return nil, err
	}
	h, err := windows.CreateFile(name, windows.GENERIC_READ|windows.GENERIC_WRITE, 0, nil,
		windows.OPEN_ALWAYS, windows.FILE_ATTRIBUTE_NORMAL, 0)
	switch err {
	case nil:
		return os.NewFile(uintptr(h), path), nil
	case windows.ERROR_SHARING_VIOLATION:
		return nil, lockedError()
	}
	return nil, office.Errorf(office.CodeFile, "数据文件夹“%s”无法写入，请检查权限或换一个位置。", dir)
}

func unlockFolder(lock *os.File) error { return lock.Close() }
