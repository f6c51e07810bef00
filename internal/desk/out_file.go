package desk

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"dudao/internal/disk"
	"dudao/internal/office"
	"dudao/internal/store"
)

// isWorkbook refuses a name under which a workbook would not open.
func isWorkbook(path string) error {
	if err := notOwn(path); err != nil {
		return err
	}
	if !strings.EqualFold(filepath.Ext(path), ".xlsx") {
		return office.Invalid("“%s”要存成 .xlsx，请把文件名写成 %s.xlsx。", filepath.Base(path), strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)))
	}
	return nil
}

// writeFile writes a file whole or not at all, and never over the program's own.
func writeFile(path string, write func(io.Writer) error) error {
	if err := notOwn(path); err != nil {
		return err
	}
	tmp := path + ".part"
	f, err := os.Create(tmp)
	if err != nil {
		return office.Errorf(office.CodeFile, "文件“%s”写不进去，请检查文件夹能否写入、文件是否正被打开。", filepath.Base(path))
	}
	if err := write(f); err != nil {
		f.Close()
		os.Remove(tmp)
		return err
	}
	err = f.Sync()
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = disk.Rename(tmp, path)
	}
	if err != nil {
		os.Remove(tmp)
		return office.Errorf(office.CodeFile, "文件“%s”没有写成，请检查磁盘是否已满、文件是否正被 Excel 或 WPS 打开。", filepath.Base(path))
	}
	return nil
}

// ownNames are what the program keeps in a data folder: no paper is ever written there.
var ownNames = []string{store.FileName, store.FileName + "-wal", store.FileName + "-shm", lockName, logName, vaultFolder}

// notOwn refuses a file that is the program's own, in this data folder or another.
func notOwn(path string) error {
	path, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	if dir, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
		path = filepath.Join(dir, filepath.Base(path))
	}
	for dir, last := filepath.Dir(path), path; dir != last; dir, last = filepath.Dir(dir), dir {
		if _, err := os.Stat(filepath.Join(dir, store.FileName)); err != nil {
			continue
		}
		if is := func(own string) bool { return strings.EqualFold(own, filepath.Base(last)) }; slices.ContainsFunc(ownNames, is) {
			return office.Errorf(office.CodeFile, "“%s”是督导台账自己的数据，不能写在它上面。请换一个文件名或文件夹。", filepath.Base(last))
		}
	}
	return nil
}
