package desk

import (
	"archive/zip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"dudao/internal/disk"
	"dudao/internal/office"
	"dudao/internal/store"
)

// BackupFile is one backup on the disk.
type BackupFile struct {
	Name  string `json:"name"`
	Path  string `json:"path"`
	At    string `json:"at"` // local 2006-01-02 15:04
	Bytes int64  `json:"bytes"`
}

// The names inside a backup, a plain zip file.
const (
	backupExt      = ".督导备份"
	backupDatabase = "dudao.db"
	backupFiles    = "附件/"
	backupManifest = "说明.json"
)

// Manifest is what a backup says of itself.
type Manifest struct {
	Version string         `json:"version"`
	At      string         `json:"at"`
	Counts  map[string]int `json:"counts"` // records by kind
	// Whole tells that the attachments lie in the backup too. A snapshot before
	// an import leaves them in the data folder, where nothing changes them.
	Whole bool `json:"whole"`
	Files int  `json:"files"`
}

// Made is when the backup was made, as the clerk reads it.
func (m Manifest) Made() string {
	at, err := time.Parse(time.RFC3339, m.At)
	if err != nil {
		return m.At
	}
	return at.Local().Format(careMoment)
}

// Backup writes one file with all records and attachments while the program
// goes on. An empty path is a new file in the data folder's own place; why is
// part of its name.
func (d *Desk) Backup(path, why string) (BackupFile, error) {
	step, end := d.start(backupJob, "备份")
	defer end()
	b, err := d.backup(path, why, backupKind{whole: true, step: step})
	if err == nil {
		d.took(office.OutBackup, "全部记录和附件", office.LevelOffice, b.Path, 1)
	}
	return b, err
}

// BackupSealed is Backup that only the passphrase opens.
func (d *Desk) BackupSealed(path, passphrase string) (BackupFile, error) {
	if err := goodPassphrase(passphrase); err != nil {
		return BackupFile{}, err
	}
	step, end := d.start(backupJob, "加密备份")
	defer end()
	b, err := d.backup(path, byHand, backupKind{whole: true, passphrase: passphrase, step: step})
	if err == nil {
		d.took(office.OutBackup, "全部记录和附件（加密）", office.LevelOffice, b.Path, 1)
	}
	return b, err
}

// backupKind is what a backup holds and how it is closed.
type backupKind struct {
	whole      bool   // with the attachments
	passphrase string // empty: not sealed
	step       stepper
}

// backupJob is the work's name for Jobs.Cancel.
const backupJob = "backup"

// BackupByHand is Backup to the data folder's own place and, when one is set, to
// Settings.BackupDir as well. When the second place fails the error says so; the
// first copy stands.
func (d *Desk) BackupByHand() (BackupFile, error) {
	b, err := d.Backup("", byHand)
	if err != nil {
		return b, err
	}
	set, err := d.store.Settings()
	if err != nil || set.BackupDir == "" {
		return b, err
	}
	if err = copyAside(b.Path, filepath.Join(set.BackupDir, b.Name)); err != nil {
		slog.Error("second backup", "err", err)
		return b, office.Errorf(office.CodeFile, "备份已存进数据文件夹，但没能另存到“%s”。请插好 U 盘或到设置里改位置，再备份一次。", set.BackupDir)
	}
	return b, nil
}

// Snapshot writes the records alone to a new file in the data folder, before a
// work that changes many of them. Restore finds the attachments beside it.
func (d *Desk) Snapshot(why string) (BackupFile, error) { return d.backup("", why, backupKind{}) }

// daily is part of the name of the day's first snapshot.
const daily = "每日"

// Daily writes the day's first snapshot, drops those that need not be kept any
// longer, brings the second place up to date, once a month tries a restore, and
// checks the data over; Door.Care calls it each day. Trouble goes to the log: the first
// page shows how old the newest backup is.
func (d *Desk) Daily() {
	for _, work := range []struct {
		name string
		do   func() error
	}{{"daily backup", d.dailySnapshot}, {"second backup", d.secondCopy}, {"monthly rehearsal", d.monthlyRehearsal}, {"daily check", d.dailyCheck}} {
		if err := work.do(); err != nil {
			slog.Error(work.name, "err", err)
		}
	}
	debug.FreeOSMemory() // the window may stand open all day
}

func (d *Desk) dailySnapshot() error {
	last, err := d.store.LastVisitDay()
	if err != nil || last == "" {
		return err // nothing to lose yet
	}
	all, err := d.backups()
	if err != nil {
		return err
	}
	today := time.Now().Format("20060102")
	for _, b := range all {
		if strings.HasPrefix(b.Name, today) && strings.HasSuffix(b.Name, "-"+daily+backupExt) {
			return nil
		}
	}
	if _, err := d.Snapshot(daily); err != nil {
		return err
	}
	if all, err = d.backups(); err != nil {
		return err
	}
	return dropOutdated(all)
}

// dropHalves removes what a stop in the middle of a backup left in the data
// folder.
func (d *Desk) dropHalves() error {
	halves, err := filepath.Glob(filepath.Join(d.dir, backupFolder, "*.part*"))
	if err != nil {
		return err
	}
	for _, path := range halves {
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	return nil
}

func (d *Desk) backup(path, why string, kind backupKind) (BackupFile, error) {
	d.backing.Lock() // another's half is no leftover
	defer d.backing.Unlock()
	if err := d.dropHalves(); err != nil {
		return BackupFile{}, err
	}
	if path == "" {
		dir := filepath.Join(d.dir, backupFolder)
		if err := disk.MkdirAll(dir); err != nil {
			return BackupFile{}, err
		}
		// to the millisecond: two imports in one second are two snapshots
		path = filepath.Join(dir, fmt.Sprintf("%s-%s%s", time.Now().Format("20060102-150405.000"), why, backupExt))
	}
	if _, err := os.Stat(path); err == nil {
		return BackupFile{}, office.Errorf(office.CodeFile, "文件“%s”已经存在，请换一个文件名。", filepath.Base(path))
	}
	tmp := path + ".part"
	if err := d.writeBackup(tmp, kind); err != nil {
		os.Remove(tmp)
		return BackupFile{}, backupFault(err, path)
	}
	if err := disk.Rename(tmp, path); err != nil {
		os.Remove(tmp)
		return BackupFile{}, backupFault(err, path)
	}
	return backupFile(path)
}

// backupFault words what the disk refused.
func backupFault(err error, path string) error {
	if office.CodeOf(err) == office.CodeInternal && notWritten(err) {
		return office.Errorf(office.CodeFile, "备份文件写不进去，请检查磁盘空间和权限：%s。", filepath.Dir(path))
	}
	return err
}

func (d *Desk) writeBackup(tmp string, kind backupKind) error {
	f, err := os.OpenFile(tmp, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	defer f.Close()
	var to io.WriteCloser = open{f}
	if kind.passphrase != "" {
		if to, err = sealTo(f, kind.passphrase); err != nil {
			return err
		}
	}
	known := d.newestFormer()
	defer known.Close()
	z := zip.NewWriter(to)
	if err := d.store.Freeze(func(records store.Frozen) error { return d.fillBackup(z, records, known, kind) }); err != nil {
		return err
	}
	return errors.Join(z.Close(), to.Close(), f.Sync())
}

// open is a writer that stays open for what comes after.
type open struct{ io.Writer }

func (open) Close() error { return nil }

func (d *Desk) fillBackup(z *zip.Writer, records store.Frozen, known *former, kind backupKind) error {
	var pack *packer
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		pack = packTo(w, known)
		return pack, nil
	})
	names := records.Files
	if !kind.whole {
		names = nil
	}
	work := &meter{step: kind.step}
	if work.step == nil {
		work.step = noStep
	}
	var err error
	if work.total, err = d.weigh(names); err != nil {
		return err
	}
	work.total += records.Bytes
	if err := addToZip(z, backupDatabase, zip.Deflate, work.over(records.Reader())); err != nil {
		return err
	}
	for _, sha := range names {
		r, err := d.vault.Open(sha)
		if err != nil {
			return err
		}
		err = addToZip(z, backupFiles+sha, zip.Store, work.over(r))
		r.Close()
		if err != nil {
			return err
		}
	}
	// The records are packed to their end when the next file begins.
	w, err := z.CreateHeader(&zip.FileHeader{Name: backupManifest, Method: zip.Store, Modified: time.Now()})
	if err != nil {
		return err
	}
	m := toldManifest{Manifest: Manifest{Version: Version, At: time.Now().Format(time.RFC3339), Counts: records.Counts, Whole: kind.whole, Files: len(names)}}
	if err := m.set(pack.done); err != nil {
		return err
	}
	text, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return err
	}
	_, err = w.Write(text)
	return err
}

// weigh returns the bytes of attachments.
func (d *Desk) weigh(names []string) (n int64, err error) {
	for _, sha := range names {
		path, err := d.vault.Path(sha)
		if err != nil {
			return 0, err
		}
		if info, err := os.Stat(path); err == nil { // one that is missing is told where it is read
			n += info.Size()
		}
	}
	return n, nil
}

func addToZip(z *zip.Writer, name string, method uint16, r io.Reader) error {
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method, Modified: time.Now()})
	if err != nil {
		return err
	}
	_, err = io.CopyBuffer(w, r, make([]byte, 256<<10)) // fewer, larger writes
	return err
}

func backupFile(path string) (BackupFile, error) {
	info, err := os.Stat(path)
	if err != nil {
		return BackupFile{}, err
	}
	return BackupFile{Name: filepath.Base(path), Path: path, At: info.ModTime().Format("2006-01-02 15:04"), Bytes: info.Size()}, nil
}

// DataFolder tells where the data lies and which backups there are, the newest
// first. The status bar asks it after each save: it looks at no attachment.
func (d *Desk) DataFolder() (DataFolder, error) {
	backups, err := d.backups()
	return DataFolder{Path: d.dir, Care: d.care(), Backups: backups}, err
}

// dataSize adds up all files of the data folder.
func (d *Desk) dataSize() (total int64, err error) {
	err = filepath.WalkDir(d.dir, func(path string, e os.DirEntry, err error) error {
		if errors.Is(err, os.ErrNotExist) {
			return nil // gone since its folder was read
		}
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if errors.Is(err, os.ErrNotExist) {
			return nil
		}
		if err == nil {
			total += info.Size()
		}
		return err
	})
	return total, err
}

// backups returns the backups in the data folder, the newest first.
func (d *Desk) backups() ([]BackupFile, error) { return backupsIn(filepath.Join(d.dir, backupFolder)) }

func backupsIn(dir string) ([]BackupFile, error) {
	out := []BackupFile{}
	files, err := filepath.Glob(filepath.Join(dir, "*"+backupExt))
	if err != nil {
		return out, err
	}
	for _, path := range files {
		b, err := backupFile(path)
		if err != nil {
			return out, err
		}
		out = append(out, b)
	}
	slices.SortFunc(out, func(a, b BackupFile) int { return strings.Compare(b.Name, a.Name) })
	return out, nil
}
