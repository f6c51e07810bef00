package desk

import (
	"archive/zip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"dudao/internal/disk"
	"dudao/internal/office"
	"dudao/internal/store"
	"dudao/internal/vault"
)

// Restore puts the records and attachments of a backup in the place of those in
// dataDir, which are kept beside them under a new name. The backup is read and
// checked as a whole first; nothing changes when it is not sound. The folder
// must not be open. passphrase opens a sealed backup, CodePassword without it.
func Restore(backup, dataDir, passphrase string) (Manifest, error) {
	if dataDir == "" {
		var err error
		if dataDir, err = defaultDataDir(); err != nil {
			return Manifest{}, err
		}
	}
	dir, err := filepath.Abs(dataDir)
	if err != nil {
		return Manifest{}, err
	}
	if err := finishRestore(dir); err != nil {
		return Manifest{}, err
	}
	stage := dir + stageSuffix
	defer os.RemoveAll(stage)
	m, err := stageBackup(backup, dir, stage, passphrase, noStep)
	if err != nil {
		return m, err
	}
	return m, swapIn(stage, dir)
}

// The folders beside the data folder: a restore being made, and what was there
// before one.
const (
	stageSuffix = ".恢复中"
	keptSuffix  = ".恢复前-"
)

// finishRestore ends a restore that was stopped between its last two steps: the
// old data is put aside, the new one, checked before, not yet in its place.
func finishRestore(dir string) error {
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		return err
	}
	if _, err := os.Stat(filepath.Join(dir+stageSuffix, backupDatabase)); err != nil {
		if os.IsNotExist(err) {
			return nil
		}
		return err
	}
	beside, err := os.ReadDir(filepath.Dir(dir))
	if err != nil {
		return err
	}
	for _, e := range beside {
		if strings.HasPrefix(e.Name(), filepath.Base(dir)+keptSuffix) {
			return disk.Rename(dir+stageSuffix, dir)
		}
	}
	return nil // the first restore into an empty place: not known to be whole
}

// stageBackup makes a whole data folder of the backup at stage and checks it;
// attachments that the backup leaves out come from dir.
func stageBackup(backup, dir, stage, passphrase string, step stepper) (Manifest, error) {
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
	m, err := unpack(plain, stage, step)
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
	if err := verifyRestored(stage, m); err != nil {
		return m, err
	}
	return m, disk.SyncTree(stage) // the files are on the disk already
}

// Rehearsal is a trial run of the restore (恢复演练).
type Rehearsal struct {
	Backup BackupFile     `json:"backup"`
	Counts map[string]int `json:"counts"` // records by kind
	OK     bool           `json:"ok"`
}

// Rehearse restores the newest backup to a scratch folder, compares counts and
// hashes, and throws the folder away. CodeNotFound when there is no backup.
func (d *Desk) Rehearse() (Rehearsal, error) {
	backups, err := d.backups()
	if err != nil {
		return Rehearsal{}, err
	}
	backups = slices.DeleteFunc(backups, func(b BackupFile) bool {
		closed, err := sealed(b.Path)
		return err == nil && closed // nobody is there to give the passphrase
	})
	if len(backups) == 0 {
		return Rehearsal{}, office.Errorf(office.CodeNotFound, "还没有备份，请先备份一次再演练。")
	}
	stage := filepath.Join(d.dir, cacheFolder, "演练")
	defer os.RemoveAll(stage)
	step, end := d.start("rehearsal", "恢复演练")
	defer end()
	m, err := stageBackup(backups[0].Path, d.dir, stage, "", step)
	if office.CodeOf(err) == office.CodeCancelled {
		return Rehearsal{}, err // says nothing of the backup
	}
	noted := d.keepCare(func(c *BackupCare) {
		c.RehearsedAt, c.Rehearsed, c.RehearsalFault = time.Now().Format(careMoment), backups[0].Name, ""
		if err != nil {
			c.RehearsalFault = Plain(err).Message
		}
	})
	return Rehearsal{Backup: backups[0], Counts: m.Counts, OK: err == nil}, joinCare(err, noted)
}

func badBackup(path string) error {
	return office.Errorf(office.CodeDamaged, "备份文件“%s”不完整或已损坏，没有恢复，现有数据没有改动。请换一个备份。", filepath.Base(path))
}

func unpack(backup, stage string, step stepper) (m Manifest, err error) {
	z, err := zip.OpenReader(backup)
	if err != nil {
		return m, badBackup(backup)
	}
	defer z.Close()
	seen := map[string]bool{}
	if err := roomFor(z, backup, filepath.Dir(stage)); err != nil {
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
			err = unzipIntoVault(f, filepath.Join(stage, vaultFolder), sha, work)
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

func unzipIntoVault(f *zip.File, dir, want string, work *meter) error {
	v, err := vault.Open(dir)
	if err != nil {
		return err
	}
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	got, _, err := v.Put(work.over(declared(f, r)))
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
	problems, err := s.Sound()
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
		if err := unlockFolder(lock); err != nil { // Windows does not rename a folder with an open file
			return err
		}
		kept := fmt.Sprintf("%s%s%s", dir, keptSuffix, time.Now().Format("20060102-150405.000"))
		if err := disk.Rename(dir, kept); err != nil {
			return office.Errorf(office.CodeFile, "现有数据文件夹正被占用，没有恢复。请关闭其他程序后重试。")
		}
		if err := moveIn(stage, kept, dir); err != nil {
			return errors.Join(err, disk.Rename(kept, dir)) // as it was
		}
		return nil
	}
	return disk.Rename(stage, dir)
}

// moveIn puts the stage in the place that kept has left; when it fails the
// backups lie in kept again.
func moveIn(stage, kept, dir string) error {
	if err := keepGate(kept, stage); err != nil {
		return err
	}
	if err := keepBackups(kept, stage); err != nil {
		return err
	}
	if err := disk.Rename(stage, dir); err != nil {
		return errors.Join(err, keepBackups(stage, kept))
	}
	return nil
}

// keepBackups moves the backups over, so that they stay where the clerk knows
// them.
func keepBackups(from, to string) error {
	err := disk.Rename(filepath.Join(from, backupFolder), filepath.Join(to, backupFolder))
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

// RebuildSearch makes the search index anew from the records.
func (d *Desk) RebuildSearch() error {
	step, end := d.start("search", "重建检索")
	defer end()
	return d.store.RebuildSearch(step)
}

// RestoreNewest puts the newest backup that is sound into the place of data that
// cannot be opened; that is kept beside it. It says which backup it was.
func RestoreNewest(dataDir string) (BackupFile, error) {
	if dataDir == "" {
		var err error
		if dataDir, err = defaultDataDir(); err != nil {
			return BackupFile{}, err
		}
	}
	all, err := backupsIn(filepath.Join(dataDir, backupFolder))
	if err != nil {
		return BackupFile{}, err
	}
	for _, b := range all {
		_, err := Restore(b.Path, dataDir, "")
		if code := office.CodeOf(err); code == office.CodeDamaged || code == office.CodePassword || code == office.CodeNotFound {
			continue // the one before it may do
		}
		return b, err
	}
	return BackupFile{}, office.Errorf(office.CodeNotFound, "数据文件夹里没有能用的备份，没有恢复，现有数据没有改动。请插上存过备份的 U 盘，用其中的备份恢复。")
}
