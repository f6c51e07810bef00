//go:build !windows

package disk

import (
	"errors"
	"os"
	"syscall"
)

// Sync has a folder's new names on the disk. Some disks (U-disks under other systems,
// network drives) cannot be asked for that: they are taken as they are.
func Sync(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = f.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) {
		err = nil
	}
	return errors.Join(err, f.Close())
}

func rename(from, to string) error { return os.Rename(from, to) }

// Full tells that the disk has no room left.
func Full(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

func tooLarge(err error) bool { return errors.Is(err, syscall.EFBIG) }

func readOnly(err error) bool { return errors.Is(err, syscall.EROFS) }

func inUse(err error) bool { return errors.Is(err, syscall.EBUSY) || errors.Is(err, syscall.ETXTBSY) }
