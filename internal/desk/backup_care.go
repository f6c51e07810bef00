package desk

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"dudao/internal/disk"
	"dudao/internal/office"
	"dudao/internal/vault"
)

// BackupCare is what the program last did for the backups by itself. It lies
// beside them, not in the database: a restored database would tell of days that
// are past.
type BackupCare struct {
	SecondAt    string `json:"secondAt"`    // local 2006-01-02 15:04, when the second place was last brought up to date
	SecondFault string `json:"secondFault"` // why it was not the last time, or empty
	// RehearsedAt is when a restore was last tried, Rehearsed the backup,
	// RehearsalFault why it failed, or empty.
	RehearsedAt    string `json:"rehearsedAt"`
	Rehearsed      string `json:"rehearsed"`
	RehearsalFault string `json:"rehearsalFault"`
	// CheckedAt is when the data was last checked over by itself, Problems how much
	// was found then.
	CheckedAt string `json:"checkedAt"`
	Problems  int    `json:"problems"`
}

// rehearseEvery is how often a restore is tried without being asked for.
const rehearseEvery = 30 * 24 * time.Hour

const (
	careFile   = "记录.json"
	careMoment = "2006-01-02 15:04"
)

func (d *Desk) carePath() string { return filepath.Join(d.dir, backupFolder, careFile) }

// care reads what was last done. A file that cannot be read is as if nothing had
// been done: then it is done again.
func (d *Desk) care() BackupCare {
	var c BackupCare
	text, err := os.ReadFile(d.carePath())
	if err != nil || json.Unmarshal(text, &c) != nil {
		return BackupCare{}
	}
	return c
}

func (d *Desk) keepCare(change func(*BackupCare)) error {
	c := d.care()
	change(&c)
	text, err := json.MarshalIndent(c, "", " ")
	if err != nil {
		return err
	}
	half := d.carePath() + ".part"
	os.Remove(half) // left by a stop in the middle
	if err := disk.MkdirAll(filepath.Dir(half)); err != nil {
		return err
	}
	if err := writeWhole(half, strings.NewReader(string(text))); err != nil {
		return err
	}
	return disk.Rename(half, d.carePath())
}

// secondFolder is the program's own folder in the second place. A snapshot in it
// is restored with the attachments that lie beside it.
const secondFolder = "督导台账备份"

// secondCopy brings the second place up to date, when one is set: the newest
// backup, and those attachments that are not there yet.
func (d *Desk) secondCopy() error {
	set, err := d.store.Settings()
	if err != nil || set.BackupDir == "" {
		return err
	}
	err = d.copySecond(set.BackupDir)
	return joinCare(err, d.keepCare(func(c *BackupCare) {
		c.SecondFault = ""
		if err != nil {
			c.SecondFault = Plain(err).Message
			return
		}
		c.SecondAt = time.Now().Format(careMoment)
	}))
}

// joinCare is the work's own error, else that of writing it down.
func joinCare(work, noting error) error {
	if work != nil {
		return work
	}
	return noting
}

func (d *Desk) copySecond(place string) error {
	if info, err := os.Stat(place); err != nil || !info.IsDir() {
		return office.Errorf(office.CodeFile, "没有找到第二备份处“%s”。请插好 U 盘，或到设置→数据与备份里改位置。", place)
	}
	all, err := d.backups()
	if err != nil {
		return err
	}
	// Those made by hand hold all attachments: the clerk takes them along.
	newest := slices.IndexFunc(all, func(b BackupFile) bool { return !strings.HasSuffix(b.Name, "-"+byHand+backupExt) })
	if newest < 0 {
		return nil
	}
	to := filepath.Join(place, secondFolder)
	files, err := vault.Open(filepath.Join(to, vaultFolder))
	if err != nil {
		return err
	}
	there, err := files.List()
	if err != nil {
		return err
	}
	have := map[string]bool{}
	for _, sha := range there {
		have[sha] = true
	}
	names, err := d.store.VaultNames()
	if err != nil {
		return err
	}
	step, end := d.start("second", "存到第二备份处")
	defer end()
	for i, sha := range names {
		if err := step(i, len(names)); err != nil {
			return err
		}
		if have[sha] {
			continue
		}
		if err := d.copyToVault(files, sha); err != nil {
			return err
		}
	}
	copied := filepath.Join(to, all[newest].Name)
	_, stood := os.Stat(copied)
	if err := copyAside(all[newest].Path, copied); err != nil {
		return office.Errorf(office.CodeFile, "第二备份处“%s”写不进去，可能满了或写保护。请清理出空间或换一个 U 盘。", place)
	}
	if errors.Is(stood, fs.ErrNotExist) { // what stood there already left the office before
		d.took(office.OutBackup, "第二备份处（自动）", office.LevelOffice, copied, 1)
	}
	beside, err := backupsIn(to)
	if err != nil {
		return err
	}
	return dropOutdated(beside)
}

func (d *Desk) copyToVault(to *vault.Vault, sha string) error {
	r, err := d.vault.Open(sha)
	if err != nil {
		return err
	}
	defer r.Close()
	got, _, err := to.Put(r)
	if err == nil && got != sha {
		err = office.Errorf(office.CodeDamaged, "一个附件文件已损坏（编号 %s…），没有存进第二备份处。请做一次体检。", sha[:8])
	}
	return err
}

// copyAside copies a file that is there as a whole or not at all; one that is
// there already stays.
func copyAside(from, to string) error {
	if _, err := os.Stat(to); err == nil {
		return nil
	}
	half := to + ".part"
	os.Remove(half) // left by a stop in the middle
	err := copyFile(from, half)
	if err == nil {
		err = disk.Rename(half, to)
	}
	if err != nil {
		os.Remove(half)
	}
	return err
}

// dailyCheck looks the data over, a seventh of the attached files with it.
func (d *Desk) dailyCheck() error {
	page, err := d.health(false, func(int, int) error { return nil })
	if err != nil {
		return err
	}
	return d.noteCheck(page)
}

// noteCheck keeps how much a check found, for the status bar.
func (d *Desk) noteCheck(page HealthPage) error {
	return d.keepCare(func(c *BackupCare) { c.CheckedAt, c.Problems = page.At, len(page.Problems) })
}

// monthlyRehearsal tries a restore of the newest backup when none was tried for a
// month, and keeps what came of it.
func (d *Desk) monthlyRehearsal() error {
	at, err := time.ParseInLocation(careMoment, d.care().RehearsedAt, time.Local)
	if since := time.Since(at); err == nil && since >= 0 && since < rehearseEvery {
		return nil
	}
	if all, err := d.backups(); err != nil || len(all) == 0 {
		return err
	}
	_, err = d.Rehearse()
	return err
}
