package disk

import (
	"os"

	"golang.org/x/sys/windows"
)

// Sync does nothing: Windows cannot sync a folder. It keeps a journal of the names,
// and rename waits for it.
func Sync(string) error { return nil }

// rename returns once the new name is on the disk.
func rename(from, to string) error {
	f, ferr := windows.UTF16PtrFromString(from)
	t, terr := windows.UTF16PtrFromString(to)
	if ferr == nil && terr == nil && windows.MoveFileEx(f, t, windows.MOVEFILE_REPLACE_EXISTING|windows.MOVEFILE_WRITE_THROUGH) == nil {
		return nil
	}
	return os.Rename(from, to) // its words for what is wrong, and its long paths
}
