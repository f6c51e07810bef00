package desk

import (
	"archive/zip"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"time"

	"dudao/internal/office"
	"dudao/internal/store"
	"dudao/internal/vault"
)

func unzipTo(f *zip.File, path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	w, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	defer w.Close()
	if _, err := io.Copy(w, r); err != nil {
		return err
	}
	return w.Sync()
}

func unzipIntoVault(f *zip.File, dir, want string) error {
	v, err := vault.Open(dir)
	if err != nil {
		return err
	}
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	got, _, err := v.Put(r)
	if err == nil && got != want {
		err = fmt.Errorf("file %s has the content of %s", want, got)
	}
	return err
}

// verifyRestored opens the unpacked data as the program would and compares it
// with what the backup says of itself.
func verifyRestored(stage string, m Manifest) error {
	s, err := store.Open(stage)
	if err != nil {
		return err
	}
	defer s.Close()
	problems, err := s.Check()
	if err != nil {
		return err
	}
	counts, err := s.Counts()
	if err != nil {
		return err
	}
	for kind, n := range m.Counts {
		if counts[kind] != n {
			problems = append(problems, store.Problem{Message: fmt.Sprintf("%s应有 %d 条，实有 %d 条", store.KindNames[kind], n, counts[kind])})
		}
	}
	if len(problems) > 0 {
		return office.Errorf(office.CodeDamaged, "备份核对不符（%s），没有恢复，现有数据没有改动。请换一个备份。", problems[0].Message)
	}
	v, err := vault.Open(filepath.Join(stage, vaultFolder))
	if err != nil {
		return err
	}
	names, err := s.VaultNames()
	if err != nil {
		return err
	}
	for _, sha := range names {
		if err := v.Verify(sha); err != nil {
			return err
		}
	}
	return nil
}

// swapIn puts the stage in the folder's place; what was there is kept under a
// name with the time.
func swapIn(stage, dir string) error {
	if _, err := os.Stat(dir); err == nil {
		lock, err := lockFolder(dir)
		if err != nil {
			return err
		}
		if err := lock.Close(); err != nil { // Windows does not rename a folder with an open file
			return err
		}
		kept := fmt.Sprintf("%s.恢复前-%s", dir, time.Now().Format("20060102-150405"))
		if err := os.Rename(dir, kept); err != nil {
			return office.Errorf(office.CodeFile, "现有数据文件夹正被占用，没有恢复。请关闭其他程序后重试。")
		}
		if err := keepBackups(kept, stage); err != nil {
			return err
		}
	}
	return os.Rename(stage, dir)
}

// keepBackups moves the backups over, so that they stay where the clerk knows
// them.
func keepBackups(from, to string) error {
	err := os.Rename(filepath.Join(from, backupFolder), filepath.Join(to, backupFolder))
	if os.IsNotExist(err) {
		return nil
	}
	return err
}

// Check looks the whole data folder over: the database's pages and keys, the
// records' own rules, and every attached file. Counts are records by kind.
func (d *Desk) Check() ([]store.Problem, map[string]int, error) {
	problems, err := d.store.Check()
	if err != nil {
		return nil, nil, err
	}
	counts, err := d.store.Counts()
	if err != nil {
		return nil, nil, err
	}
	names, err := d.store.VaultNames()
	if err != nil {
		return nil, nil, err
	}
	for _, sha := range names {
		if err := d.vault.Verify(sha); err != nil {
			problems = append(problems, store.Problem{Code: "file", Message: Plain(err).Message})
		}
	}
	return problems, maps.Clone(counts), nil
}
