//go:build !windows

package disk

import (
	"errors"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
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
	return errors.Join(err, f.Close(), Settled(dir))
}

// Settled has the word of a sync that has just come back confirmed: it fails where the
// system takes nothing more for the disk, which it turns read-only or off when it finds
// an error on it. ext4 answers a sync that was under way just then as if all were well
// (TestSyncIsTakenAtItsWord). Taking away an attribute that the file does not have
// changes nothing, but asks the file system's journal.
func Settled(path string) error {
	err := unix.Removexattr(path, "user.dudao.none")
	if errors.Is(err, unix.EROFS) || errors.Is(err, unix.EIO) {
		return &os.PathError{Op: "sync", Path: path, Err: err}
	}
	return nil
}

func rename(from, to string) error { return os.Rename(from, to) }

// Full tells that the disk has no room left.
func Full(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

func tooLarge(err error) bool { return errors.Is(err, syscall.EFBIG) }

func readOnly(err error) bool { return errors.Is(err, syscall.EROFS) }

func inUse(err error) bool { return errors.Is(err, syscall.EBUSY) || errors.Is(err, syscall.ETXTBSY) }
