//go:build !windows

package desk

import "golang.org/x/sys/unix"

// The kinds of file systems that lie on another computer, as statfs(2) has them.
const (
	nfs  = 0x6969
	smb  = 0x517B
	cifs = 0xFF534D42
	smb2 = 0xFE534D42
	afs  = 0x5346414F
)

// remote tells whether the folder lies on another computer.
func remote(dir string) bool {
	var at unix.Statfs_t
	if err := unix.Statfs(dir, &at); err != nil {
		return false // opening it says what is wrong
	}
	switch uint32(at.Type) {
	case nfs, smb, cifs, smb2, afs:
		return true
	}
	return false
}
