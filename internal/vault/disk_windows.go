package vault

import (
	"errors"

	"golang.org/x/sys/windows"
)

// SyncDir does nothing: Windows writes a folder's names with the file's rename
// and cannot sync a folder.
func SyncDir(string) error { return nil }

func diskFull(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL)
}
