package disk

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// Sync does nothing: Windows cannot sync a folder. It keeps a journal of the names,
// and rename waits for it.
func Sync(string) error { return nil }

// Settled does nothing: of a disk that takes nothing more Windows says so at each write.
func Settled(string) error { return nil }

// rename returns once the new name is on the disk.
func rename(from, to string) error {
	f, ferr := windows.UTF16PtrFromString(from)
	t, terr := windows.UTF16PtrFromString(to)
	if ferr == nil && terr == nil && windows.MoveFileEx(f, t, windows.MOVEFILE_REPLACE_EXISTING|windows.MOVEFILE_WRITE_THROUGH) == nil {
		return nil
	}
	return os.Rename(from, to) // its words for what is wrong, and its long paths
}

// Full tells that the disk has no room left.
func Full(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL)
}

func tooLarge(err error) bool { return errors.Is(err, windows.ERROR_FILE_TOO_LARGE) }

func readOnly(err error) bool { return errors.Is(err, windows.ERROR_WRITE_PROTECT) }

func inUse(err error) bool {
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_LOCK_VIOLATION)
}
