package disk

import (
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"

	"dudao/internal/office"
)

// Fault words what a disk refused, CodeFile; nil when the error is another's.
func Fault(err error) *office.Error {
	name, ours := culprit(err)
	if !ours {
		return nil
	}
	slog.Error("disk", "err", err)
	switch {
	case Full(err):
		return office.Errorf(office.CodeFile, "磁盘已满，这一步没有做完。请腾出空间后重试。")
	case tooLarge(err):
		return office.Errorf(office.CodeFile, "文件太大，这个盘放不下（FAT32 格式的 U 盘里一个文件不能超过 4 GB）。请换一个盘，或把 U 盘格式化成 exFAT。")
	case readOnly(err):
		return office.Errorf(office.CodeFile, "“%s”所在的盘不能写入。请检查写保护开关，或换一个位置。", name)
	case inUse(err):
		return office.Errorf(office.CodeFile, "“%s”正被别的程序打开，这一步没有做完。请关闭后重试。", name)
	case errors.Is(err, fs.ErrPermission):
		return office.Errorf(office.CodeFile, "“%s”不能读写，请检查文件和文件夹的权限。", name)
	case errors.Is(err, fs.ErrNotExist):
		return office.Errorf(office.CodeFile, "找不到“%s”，可能已被移走或改名。请检查后重试。", name)
	}
	return office.Errorf(office.CodeFile, "磁盘读写出错（“%s”），这一步没有做完。请检查磁盘或 U 盘是否松动，再试一次。", name)
}

// culprit is the name of the file that the disk refused.
func culprit(err error) (string, bool) {
	if p, is := errors.AsType[*fs.PathError](err); is {
		return filepath.Base(p.Path), true
	}
	if l, is := errors.AsType[*os.LinkError](err); is {
		return filepath.Base(l.New), true
	}
	if s, is := errors.AsType[*os.SyscallError](err); is {
		return s.Syscall, true
	}
	return "", false
}
