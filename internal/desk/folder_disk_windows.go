package desk

import (
	"path/filepath"
	"strings"

	"golang.org/x/sys/windows"
)

// secondDisk is a fixed disk other than that of the folder, empty without one.
func secondDisk(dir string) string {
	for _, letter := range "DEFG" {
		root := string(letter) + `:\`
		name, err := windows.UTF16PtrFromString(root)
		if err == nil && !strings.EqualFold(filepath.VolumeName(dir)+`\`, root) && windows.GetDriveType(name) == windows.DRIVE_FIXED {
			return root
		}
	}
	return ""
}
