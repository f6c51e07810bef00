//go:build !windows

package desk

import "golang.org/x/sys/unix"

// systemVersion is the version of the kernel.
func systemVersion() string {
	var name unix.Utsname
	if err := unix.Uname(&name); err != nil {
		return ""
	}
	return unix.ByteSliceToString(name.Release[:])
}
