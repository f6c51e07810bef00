package desk

import (
	"path/filepath"

	"golang.org/x/sys/windows"
)

// remote tells whether the folder lies on another computer.
func remote(dir string) bool {
	root, err := windows.UTF16PtrFromString(filepath.VolumeName(dir) + `\`)
	return err == nil && windows.GetDriveType(root) == windows.DRIVE_REMOTE
}
