package desk

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"dudao/internal/disk"
	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/report"
	"dudao/internal/store"
)

// Backups is 数据与备份 as the page uses it: sealed backups, restoring, and handing
// the work over.
type Backups struct{ d *Desk }

// SealInput is a passphrase, given twice.
type SealInput struct {
	Passphrase string `json:"passphrase"`
	Again      string `json:"again"`
}

// SealedBackup is a backup with the paper that belongs to it.
type SealedBackup struct {
	BackupFile
	Sheet string `json:"sheet"` // path of the 恢复说明, to be printed
}

// Seal asks for a place and writes a backup there that only the passphrase opens,
// with its 恢复说明 beside it. An empty name when the clerk cancels.
func (b *Backups) Seal(in SealInput) (out SealedBackup, err error) {
	defer caught(&err)
	if err := goodPassphrase(in.Passphrase); err != nil {
		return out, err
	}
	if in.Passphrase != in.Again {
		return out, office.Invalid("两次输入的密码不一样，请重新输入。")
	}
	path, err := b.d.shell.SaveFile("加密备份到", "督导台账-"+time.Now().Format("20060102")+"-加密"+backupExt)
	if err != nil || path == "" {
		return out, err
	}
	if !strings.HasSuffix(path, backupExt) {
		path += backupExt
	}
	if out.BackupFile, err = b.d.BackupSealed(path, in.Passphrase); err != nil {
		return out, err
	}
	facts, err := b.d.backupFacts(out.BackupFile)
	if err != nil {
		return out, err
	}
	out.Sheet = strings.TrimSuffix(path, backupExt) + "-恢复说明.pdf"
	return out, b.d.writePaper(facts.RecoverySheet(), out.Sheet)
}

// RestoreInput names a backup; Passphrase opens a sealed one.
type RestoreInput struct {
	Path       string `json:"path"`
	Passphrase string `json:"passphrase"`
}

// StagedRestore is a restore that was checked and waits for the next start.
type StagedRestore struct {
	Manifest
	Name string `json:"name"`
}

// Choose asks for a backup file; "" when the clerk cancels.
func (b *Backups) Choose() (path string, err error) {
	defer caught(&err)
	paths, err := b.d.shell.OpenFiles("选择备份文件", []string{"*" + backupExt})
	if err != nil || len(paths) == 0 {
		return "", err
	}
	return paths[0], nil
}

// IsBackup tells a backup file by its name, which Windows opens with this program.
func IsBackup(path string) bool { return strings.EqualFold(filepath.Ext(path), backupExt) }

// OpenBackup has the page show a backup file that was opened with the program; an
// empty path does nothing.
func (d *Desk) OpenBackup(path string) {
	if path == "" {
		return
	}
	if whole, err := filepath.Abs(path); err == nil {
		path = whole
	}
	d.opened.Store(&path)
	d.shell.Emit("backup:opened", nil)
}

// Opened gives the backup file that was opened with the program since it was last
// asked for; "" without one.
func (b *Backups) Opened() (path string, err error) {
	defer caught(&err)
	if p := b.d.opened.Swap(nil); p != nil {
		path = *p
	}
	return path, nil
}

// Restore checks a backup as a whole and has it take the place of the data at the
// next start; what is there now is kept beside it. CodePassword when it is sealed
// and the passphrase is missing or wrong.
func (b *Backups) Restore(in RestoreInput) (out StagedRestore, err error) {
	defer caught(&err)
	out.Name = filepath.Base(in.Path)
	step, end := b.d.start("restore", "核对备份")
	defer end()
	out.Manifest, err = b.d.restoreAtStart(in.Path, in.Passphrase, step)
	return out, err
}

// Forget gives a waiting restore up.
func (b *Backups) Forget() (err error) {
	defer caught(&err)
	return os.RemoveAll(b.d.dir + stageSuffix)
}

// Quit ends the program.
func (b *Backups) Quit() (err error) {
	defer caught(&err)
	return b.d.shell.Quit()
}

// HandoverFiles are a 交接包 and where it lies.
type HandoverFiles struct {
	Folder string   `json:"folder"`
	Files  []string `json:"files"`
}

// HandOver asks for a folder and writes the 交接包 there; no files when the clerk
// cancels.
func (b *Backups) HandOver() (out HandoverFiles, err error) {
	defer caught(&err)
	out.Files = []string{}
	dir, err := b.d.shell.OpenDirectory("交接包存到")
	if err != nil || dir == "" {
		return out, err
	}
	return b.d.HandOver(dir)
}

// HandOver writes a 交接包 into a folder of its own in dir: one file with all
// records and attachments, and the 交接清单.
func (d *Desk) HandOver(dir string) (out HandoverFiles, err error) {
	out.Files = []string{}
	name := "督导台账交接包-" + time.Now().Format("20060102")
	folder, err := newOutFolder(dir, name)
	if err != nil {
		return out, err
	}
	defer folder.drop()
	const file = "督导台账" + backupExt
	step, end := d.start(backupJob, "生成交接包")
	defer end()
	b, err := d.backup(folder.path(file), "", backupKind{whole: true, step: step})
	if err != nil {
		return out, err
	}
	facts, err := d.backupFacts(b)
	if err != nil {
		return out, err
	}
	list := report.Handover{BackupFacts: facts, Counts: []report.HandoverLine{}}
	if err := d.fillHandover(&list); err != nil {
		return out, err
	}
	const sheet = "交接清单.pdf"
	if err := d.writePaper(list.List(), folder.path(sheet)); err != nil {
		return out, err
	}
	for _, rel := range []string{file, sheet} {
		if err := folder.adopt(rel); err != nil {
			return out, err
		}
		out.Files = append(out.Files, filepath.Join(dir, name, rel))
	}
	out.Folder = filepath.Join(dir, name)
	if err := folder.finish(); err != nil {
		return out, err
	}
	d.took(office.OutHandover, "全部记录和附件", office.LevelOffice, out.Folder, len(out.Files))
	return out, nil
}

func (d *Desk) fillHandover(h *report.Handover) error {
	counts, err := d.store.Counts()
	if err != nil {
		return err
	}
	for _, kind := range store.CountedKinds() {
		if n := counts[kind]; n > 0 {
			h.Counts = append(h.Counts, report.HandoverLine{Name: store.KindNames[kind], Count: n})
		}
	}
	last, err := d.store.LastNumbers()
	if err != nil {
		return err
	}
	for _, n := range last {
		h.Numbers = append(h.Numbers, report.HandoverLine{Name: n.Name, Count: n.Count, Note: n.Last})
	}
	alerts, err := d.alerts(AlertQuery{})
	if err != nil {
		return err
	}
	for _, g := range alerts.Groups {
		if n := len(g.Rows); n > 0 {
			h.Open = append(h.Open, report.HandoverLine{Name: g.Rule.Name, Count: n, Note: g.Mend})
		}
	}
	return nil
}

func (d *Desk) backupFacts(b BackupFile) (f report.BackupFacts, err error) {
	set, err := d.store.Settings()
	if err != nil {
		return f, err
	}
	file, err := os.Open(b.Path)
	if err != nil {
		return f, err
	}
	defer file.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return f, err
	}
	return report.BackupFacts{Settings: set, Program: Version, File: b.Name, Bytes: b.Bytes, SHA256: hex.EncodeToString(sum.Sum(nil)), At: b.At, Today: d.store.Today()}, nil
}

func (d *Desk) writePaper(document doc.Document, path string) error {
	made, err := d.printDocument(document, document.Title)
	if err != nil {
		return err
	}
	return writeFile(path, func(w io.Writer) error { _, err := w.Write(made.bytes); return err })
}

// readyFile lies in a restore that was checked as a whole and waits for the next
// start.
const readyFile = "待换入"

func (d *Desk) restoreAtStart(backup, passphrase string, step stepper) (Manifest, error) {
	stage := d.dir + stageSuffix
	m, err := stageBackup(backup, d.dir, stage, passphrase, step)
	if err == nil {
		err = writeWhole(filepath.Join(stage, readyFile), strings.NewReader(time.Now().Format(time.RFC3339)))
	}
	if err == nil {
		err = disk.Sync(stage)
	}
	if err != nil {
		os.RemoveAll(stage)
		return m, err
	}
	return m, nil
}

// swapReady puts a restore that waits into its place; without one it does nothing.
func swapReady(dir string) error {
	stage := dir + stageSuffix
	if _, err := os.Stat(filepath.Join(stage, readyFile)); err != nil {
		if os.IsNotExist(err) {
			return nil
		}
		return err
	}
	if err := swapIn(stage, dir); err != nil {
		return fmt.Errorf("put the restored data into its place: %w", err)
	}
	return nil
}
