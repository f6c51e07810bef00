package desk

import (
	"archive/zip"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sync/errgroup"

	"dudao/internal/disk"
	"dudao/internal/office"
	"dudao/internal/vault"
)

// stageBackup makes a whole data folder of the backup at stage, checks it and has it on
// the disk; attachments that the backup leaves out come from dir.
func stageBackup(backup, dir, stage, passphrase string, step stepper) (Manifest, error) {
	files := &settler{}
	m, err := layOut(backup, dir, stage, passphrase, files, step)
	if err != nil {
		return m, err
	}
	if err := files.settle(); err != nil {
		return m, err
	}
	return m, disk.SyncTree(stage)
}

// layOut is stageBackup but for what files have on the disk; nil for nothing.
func layOut(backup, dir, stage, passphrase string, files *settler, step stepper) (Manifest, error) {
	if err := os.RemoveAll(stage); err != nil {
		return Manifest{}, err
	}
	plain := backup
	closed, err := sealed(backup)
	if err != nil {
		return Manifest{}, office.Errorf(office.CodeFile, "备份文件“%s”打不开，没有恢复。请检查 U 盘是否插好、文件还在不在。", filepath.Base(backup))
	}
	if closed {
		plain = stage + ".zip"
		os.Remove(plain) // left by a stop in the middle
		if err := unseal(backup, passphrase, plain); err != nil {
			return Manifest{}, err
		}
		defer os.Remove(plain)
	}
	m, err := unpack(plain, stage, files, step)
	if err != nil {
		return m, err
	}
	if !m.Whole {
		// In the second place the attachments lie beside the backup.
		for _, from := range []string{filepath.Join(dir, vaultFolder), filepath.Join(filepath.Dir(backup), vaultFolder)} {
			if err := linkFiles(from, filepath.Join(stage, vaultFolder)); err != nil {
				return m, err
			}
		}
	}
	return m, verifyRestored(stage, m)
}

func badBackup(path string) error {
	return office.Errorf(office.CodeDamaged, "备份文件“%s”不完整或已损坏，没有恢复，现有数据没有改动。请换一个备份。", filepath.Base(path))
}

func unpack(backup, stage string, files *settler, step stepper) (m Manifest, err error) {
	z, err := zip.OpenReader(backup)
	if err != nil {
		return m, badBackup(backup)
	}
	defer z.Close()
	seen := map[string]bool{}
	if err := roomFor(z, backup, filepath.Dir(stage)); err != nil {
		return m, err
	}
	v, err := vault.Open(filepath.Join(stage, vaultFolder))
	if err != nil {
		return m, err
	}
	work := &meter{step: step}
	for _, f := range z.File {
		work.total += int64(f.UncompressedSize64)
	}
	for _, f := range z.File {
		if err := work.add(0); err != nil {
			return m, err
		}
		if seen[f.Name] {
			return m, badBackup(backup) // ours hold each name once
		}
		sha, isFile := strings.CutPrefix(f.Name, backupFiles)
		seen[f.Name] = true
		switch {
		case f.Name == backupManifest:
			err = readManifest(f, &m)
		case f.Name == backupDatabase:
			err = unzipTo(f, filepath.Join(stage, backupDatabase), work)
		case isFile && len(sha) == 64 && !strings.ContainsAny(sha, `/\.`):
			err = unzipIntoVault(f, v, sha, files, work)
		default:
			err = badBackup(backup)
		}
		if err != nil {
			if office.CodeOf(err) == office.CodeInternal && notWritten(err) {
				err = office.Errorf(office.CodeFile, "恢复要用的文件写不进去，没有恢复，现有数据没有改动。请检查磁盘空间和权限后重试。")
			} else if office.CodeOf(err) == office.CodeInternal {
				err = badBackup(backup)
			}
			return m, err
		}
	}
	if !seen[backupManifest] || !seen[backupDatabase] || !isDatabase(filepath.Join(stage, backupDatabase)) {
		return m, badBackup(backup)
	}
	return m, nil
}

// notWritten tells that it was the disk that refused, not the backup that is bad.
func notWritten(err error) bool {
	p, ok := errors.AsType[*fs.PathError](err)
	return ok && p.Op != "read"
}

// isDatabase tells by its first bytes: SQLite takes an empty file for a new one.
func isDatabase(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, 16)
	_, err = io.ReadFull(f, head)
	return err == nil && string(head) == "SQLite format 3\x00"
}

func readManifest(f *zip.File, m *Manifest) error {
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	return json.NewDecoder(io.LimitReader(r, maxManifest)).Decode(m)
}

// maxManifest is far more than a backup says of itself.
const maxManifest = 16 << 20

// roomFor refuses a backup that would unpack to more than the disk has left.
func roomFor(z *zip.ReadCloser, backup, dir string) error {
	free, err := freeSpace(dir)
	if err != nil {
		return nil // the disk will tell when it is full
	}
	var all uint64
	for _, f := range z.File {
		if all += f.UncompressedSize64; f.UncompressedSize64 > uint64(free) || all > uint64(free) {
			return office.Errorf(office.CodeFile, "备份“%s”解开后比磁盘剩下的 %d MB 还大，没有恢复，现有数据没有改动。请先腾出空间，或换一个备份。", filepath.Base(backup), free>>20)
		}
	}
	return nil
}

// declared reads no more of a packed file than it says it has: one that says less
// than it holds is no backup of ours.
func declared(f *zip.File, r io.Reader) io.Reader {
	return io.LimitReader(r, int64(f.UncompressedSize64)+1)
}

// linkFiles gives the stage the attachments that lie in the data folder, by
// links where the disk has them, else by copies.
func linkFiles(from, to string) error {
	err := filepath.WalkDir(from, func(path string, e os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		if e.IsDir() {
			return os.MkdirAll(target, 0o755)
		}
		if _, err := os.Stat(target); err == nil || os.Link(path, target) == nil {
			return nil
		}
		return copyFile(path, target)
	})
	if os.IsNotExist(err) {
		return nil // no attachments yet
	}
	return err
}

func copyFile(from, to string) error {
	r, err := os.Open(from)
	if err != nil {
		return err
	}
	defer r.Close()
	return writeWhole(to, r)
}

func unzipTo(f *zip.File, path string, work *meter) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	return writeWhole(path, work.over(declared(f, r)))
}

// writeWhole writes a new file and has it on the disk before it returns.
func writeWhole(path string, r io.Reader) error {
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

func unzipIntoVault(f *zip.File, v *vault.Vault, sha string, files *settler, work *meter) error {
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	path, err := v.Lay(sha, work.over(declared(f, r)))
	if err != nil {
		return err
	}
	return files.wrote(path)
}

// settler has files on the disk by the hundred: one by one, a disk takes as long for each
// as for many at once.
type settler struct{ waiting []string }

const settledAtOnce = 256

func (s *settler) wrote(path string) error {
	if s == nil {
		return nil
	}
	if s.waiting = append(s.waiting, path); len(s.waiting) < settledAtOnce {
		return nil
	}
	return s.settle()
}

func (s *settler) settle() error {
	var g errgroup.Group
	g.SetLimit(16)
	for _, path := range s.waiting {
		g.Go(func() error { return disk.SyncFile(path) })
	}
	s.waiting = s.waiting[:0]
	return g.Wait()
}
