package desk

import (
	"errors"
	"fmt"
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
	m, err := stageBackup(backup, dir, stage, passphrase, noStep)
	if err == nil {
		err = swapIn(stage, dir)
	}
	if !errors.Is(err, errNeitherInPlace) {
		os.RemoveAll(stage)
	}
	return m, err
}

// The folders beside the data folder: a restore being made, and what was there
// before one.
const (
	stageSuffix = ".恢复中"
	keptSuffix  = ".恢复前-"
)

// errNeitherInPlace is a restore that could put neither the new data nor the old one
// into the folder's place: the next start finishes it.
var errNeitherInPlace = errors.New("neither the new data nor the old one is in its place")

// begunFile lies in a checked restore from the moment that it goes into the folder's
// place. It has the name of the folder that the old data is put aside in, or noKept.
const (
	begunFile = "换入中"
	noKept    = "-" // there was no old data
)

// finishRestore ends a restore that was stopped between its last two steps: the
// old data is put aside, the new one, checked before, not yet in its place.
func finishRestore(dir string) error {
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		return err
	}
	stage := dir + stageSuffix
	name, err := os.ReadFile(filepath.Join(stage, begunFile))
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		return err
	}
	if string(name) == noKept {
		return putIn(stage, dir)
	}
	kept, err := keptFolders(dir)
	if err != nil {
		return err
	}
	for _, k := range kept {
		if filepath.Base(k) == string(name) {
			return moveIn(stage, k, dir)
		}
	}
	return nil // begun long ago: the folder has been taken away since
}

// keptFolders are the folders that restores have put aside, the newest last.
func keptFolders(dir string) ([]string, error) {
	beside, err := os.ReadDir(filepath.Dir(dir)) // in the order of their names, which end in the time
	kept := []string{}
	for _, e := range beside {
		if strings.HasPrefix(e.Name(), filepath.Base(dir)+keptSuffix) {
			kept = append(kept, filepath.Join(filepath.Dir(dir), e.Name()))
		}
	}
	return kept, err
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
	m, err := layOut(backups[0].Path, d.dir, stage, "", nil, step) // thrown away: no need to wait for the disk
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
	found := len(problems)
	problems = slices.DeleteFunc(problems, func(p store.Problem) bool { return p.Code == store.IndexProblem })
	if len(problems) < found { // the index comes from the records
		if err := s.RebuildSearch(nil); err != nil {
			return err
		}
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
		if err := begin(stage, filepath.Base(kept)); err != nil {
			return err
		}
		if err := disk.Rename(dir, kept); err != nil {
			return office.Errorf(office.CodeFile, "现有数据文件夹正被占用，没有恢复。请关闭其他程序后重试。")
		}
		if err := moveIn(stage, kept, dir); err != nil {
			if back := disk.Rename(kept, dir); back != nil { // as it was
				return errors.Join(office.Errorf(office.CodeFile, "数据文件夹改名被系统拒绝，恢复停在一半；原来的数据都在旁边的“%s”里。请关闭其他程序，再打开督导台账，会接着恢复完。", filepath.Base(kept)),
					errNeitherInPlace, err, back)
			}
			return err
		}
		return nil
	}
	if err := begin(stage, noKept); err != nil {
		return err
	}
	return putIn(stage, dir)
}

// begin says in the stage that it goes into its place; before that it is not on the
// disk that the old data moves.
func begin(stage, kept string) error {
	path := filepath.Join(stage, begunFile)
	if err := os.Remove(path); err != nil && !os.IsNotExist(err) { // of a try that was refused
		return err
	}
	return errors.Join(writeWhole(path, strings.NewReader(kept)), disk.Sync(stage))
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
	if err := putIn(stage, dir); err != nil {
		return errors.Join(err, keepBackups(stage, kept))
	}
	return nil
}

// putIn gives the stage the folder's name; from then on it waits no more.
func putIn(stage, dir string) error {
	if err := disk.Rename(stage, dir); err != nil {
		return err
	}
	for _, name := range []string{readyFile, begunFile} {
		if err := os.Remove(filepath.Join(dir, name)); err != nil && !os.IsNotExist(err) {
			return err
		}
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
