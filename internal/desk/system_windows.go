package desk

import (
	"fmt"

	"golang.org/x/sys/windows"
)

// systemVersion is the version of Windows, e.g. 10.0.19045.
func systemVersion() string {
	v := windows.RtlGetVersion()
	return fmt.Sprintf("%d.%d.%d", v.MajorVersion, v.MinorVersion, v.BuildNumber)
}
