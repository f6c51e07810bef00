//go:build !windows

package desk

import "golang.org/x/sys/unix"

// freeSpace is what the disk of the folder has left, in bytes.
func freeSpace(dir string) (int64, error) {
	var at unix.Statfs_t
	err := unix.Statfs(dir, &at)
	return int64(at.Bavail) * at.Bsize, err
}
