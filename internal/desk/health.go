package desk

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"dudao/internal/office"
	"dudao/internal/store"
	"dudao/internal/vault"
)

// Health is the health check of the data (体检), with what the program can mend by
// itself.
type Health struct{ d *Desk }

// The problems that Mend knows how to mend.
const (
	problemFile   = "file"   // an attachment is missing or changed
	problemOrphan = "orphan" // a kept file that nothing names
	problemSearch = store.IndexProblem
	problemBackup = "backup" // none, or an old one
)

// HealthProblem is one thing that is not right.
type HealthProblem struct {
	store.Problem
	// Mend is the button's word, empty when only the clerk can mend it.
	Mend string `json:"mend"`
}

// HealthPage is what a check found.
type HealthPage struct {
	At       string          `json:"at"` // local 2006-01-02 15:04
	Problems []HealthProblem `json:"problems"`
	Records  int             `json:"records"`
	Files    int             `json:"files"`   // attached files that there are
	Checked  int             `json:"checked"` // those read through now
	Backup   string          `json:"backup"`  // when the newest was made, empty for never
	Free     int64           `json:"free"`    // bytes left on the disk
}

// healthJob is the work's name for Jobs.Cancel.
const healthJob = "health"

// HealthInput asks for a check.
type HealthInput struct {
	// All reads every attached file through; else a seventh of them, another one
	// each day of the week.
	All bool `json:"all"`
}

// Look checks the data over.
func (h *Health) Look(in HealthInput) (page HealthPage, err error) {
	defer caught(&err)
	step, end := h.d.start(healthJob, "体检")
	defer end()
	if page, err = h.d.health(in.All, step); err != nil {
		return page, err
	}
	return page, h.d.noteCheck(page)
}

func (d *Desk) health(all bool, step func(done, total int) error) (page HealthPage, err error) {
	page = HealthPage{At: time.Now().Format(careMoment), Problems: []HealthProblem{}}
	problems, err := d.store.Check()
	if err != nil {
		return page, err
	}
	counts, err := d.store.Counts()
	if err != nil {
		return page, err
	}
	for _, n := range counts {
		page.Records += n
	}
	for _, p := range problems {
		page.add(p)
	}
	if err := d.checkNumbers(&page); err != nil {
		return page, err
	}
	if err := d.checkFiles(&page, all, step); err != nil {
		return page, err
	}
	return page, d.checkSurroundings(&page)
}

func (p *HealthPage) add(problem store.Problem) {
	mend := map[string]string{problemFile: "从备份找回", problemOrphan: "清理", problemSearch: "重建检索", problemBackup: "现在备份"}
	p.Problems = append(p.Problems, HealthProblem{problem, mend[problem.Code]})
}

// checkNumbers looks for 漏号 and 重号 of the archive.
func (d *Desk) checkNumbers(page *HealthPage) error {
	faults, err := d.store.ArchiveFaults()
	for _, f := range faults {
		page.add(store.Problem{Code: "number", Message: fmt.Sprintf("档案 %d年 %s %s 的件号不连续：漏号 %v，重号 %v。请到“档案”里核对。", f.Class.Year, f.Class.Unit, f.Class.Retention, f.Missing, f.Doubled)})
	}
	return err
}

// dayPart tells whether the file is read through today, when one seventh is.
func dayPart(sha string, today time.Time) bool {
	return int(sha[0]+sha[1])%7 == int(today.Weekday())
}

func (d *Desk) checkFiles(page *HealthPage, all bool, step func(done, total int) error) error {
	names, err := d.store.VaultNames()
	if err != nil {
		return err
	}
	there, err := d.vault.List()
	if err != nil {
		return err
	}
	page.Files = len(names)
	for i, sha := range names {
		if err := step(i, len(names)); err != nil {
			return err
		}
		if _, have := slices.BinarySearch(there, sha); have && !all && !dayPart(sha, time.Now()) {
			continue
		}
		page.Checked++
		if err := d.vault.Verify(sha); err != nil {
			page.add(store.Problem{Code: problemFile, Message: d.fileTitles(sha) + "：" + Plain(err).Message})
		}
	}
	slices.Sort(names)
	orphans := 0
	for _, sha := range there {
		if _, named := slices.BinarySearch(names, sha); !named {
			orphans++
		}
	}
	if orphans > 0 {
		page.add(store.Problem{Code: problemOrphan, Message: fmt.Sprintf("附件库里有 %d 个文件没有记录用到（如添加附件时断电留下的），只占地方，不影响使用。", orphans)})
	}
	return nil
}

// fileTitles names the records' files with these bytes.
func (d *Desk) fileTitles(sha string) string {
	list, err := d.store.Same(sha)
	if err != nil || len(list) == 0 {
		return "一个附件"
	}
	return fmt.Sprintf("附件“%s”（%s）", list[0].Name, d.store.Title(list[0].OwnerKind, list[0].OwnerID))
}

// oldBackup is from when on a backup is too old, littleSpace what the disk should
// have left in bytes.
const (
	oldBackup   = 7 * 24 * time.Hour
	littleSpace = 2 << 30
)

func (d *Desk) checkSurroundings(page *HealthPage) error {
	backups, err := d.backups()
	if err != nil {
		return err
	}
	if len(backups) > 0 {
		page.Backup = backups[0].At
	}
	at, err := time.ParseInLocation(careMoment, page.Backup, time.Local)
	switch {
	case len(backups) == 0 && page.Records > 0:
		page.add(store.Problem{Code: problemBackup, Message: "还没有备份。"})
	case err == nil && time.Since(at) > oldBackup:
		page.add(store.Problem{Code: problemBackup, Message: "最近的备份是 " + page.Backup + "，已超过一个星期。"})
	}
	if page.Free, err = freeSpace(d.dir); err != nil {
		return err
	}
	if page.Free < littleSpace {
		page.add(store.Problem{Code: "disk", Message: fmt.Sprintf("数据所在的磁盘只剩 %.1f GB，请清理磁盘或把数据文件夹移到别的盘。", float64(page.Free)/(1<<30))})
	}
	return nil
}

// MendInput names a kind of problem.
type MendInput struct {
	Code string `json:"code"`
}

// MendResult says what was mended, and what could not be.
type MendResult struct {
	Done int    `json:"done"`
	Left int    `json:"left"`
	Said string `json:"said"`
}

// Mend mends all problems of a kind, as far as the program can by itself.
func (h *Health) Mend(in MendInput) (out MendResult, err error) {
	defer caught(&err)
	switch in.Code {
	case problemSearch:
		out.Said = "检索目录已重建。"
		return out, h.d.RebuildSearch()
	case problemBackup:
		b, err := h.d.BackupByHand()
		out.Said = "已备份：" + b.Name
		return out, err
	case problemOrphan:
		out.Done, err = h.d.dropOrphans()
		out.Said = fmt.Sprintf("已清理 %d 个没有记录用到的文件。", out.Done)
		return out, err
	case problemFile:
		return h.d.findFiles()
	}
	return out, office.Invalid("程序不能代办，请到相应的页面里改这个问题。")
}

// dropOrphans removes the kept files that nothing names.
func (d *Desk) dropOrphans() (n int, err error) {
	names, err := d.store.VaultNames()
	if err != nil {
		return 0, err
	}
	there, err := d.vault.List()
	if err != nil {
		return 0, err
	}
	slices.Sort(names)
	for _, sha := range there {
		if _, named := slices.BinarySearch(names, sha); named {
			continue
		}
		if err := d.vault.Remove(sha); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// findFiles looks for missing and damaged attachments in the second place, in
// backups, and in what was kept before a restore.
func (d *Desk) findFiles() (out MendResult, err error) {
	step, end := d.start("mend", "找回附件")
	defer end()
	names, err := d.store.VaultNames()
	if err != nil {
		return out, err
	}
	missing := map[string]bool{}
	for i, sha := range names {
		if err := step(i, len(names)); err != nil {
			return out, err
		}
		if d.vault.Verify(sha) != nil {
			missing[sha] = true
		}
	}
	out.Left = len(missing)
	lost := search{missing: missing, of: out.Left, step: step}
	for _, look := range []func(search) error{d.findInFolders, d.findInBackups} {
		if len(missing) == 0 {
			break
		}
		if err := look(lost); err != nil {
			return out, err
		}
	}
	out.Done, out.Left = out.Left-len(missing), len(missing)
	out.Said = fmt.Sprintf("已找回 %d 个附件。", out.Done)
	if out.Left > 0 {
		out.Said = fmt.Sprintf("已找回 %d 个附件，还有 %d 个在现有备份里都没有。请插上存过备份的 U 盘再试，或在原记录上重新添加。", out.Done, out.Left)
	}
	return out, nil
}

// search is a look for lost files: what is still missing of how many.
type search struct {
	missing map[string]bool
	of      int
	step    stepper
}

func (s search) next() error { return s.step(s.of-len(s.missing), s.of) }

func (d *Desk) findInFolders(lost search) error {
	dirs, err := keptFolders(d.dir)
	if err != nil {
		return err
	}
	set, err := d.store.Settings()
	if err != nil {
		return err
	}
	if set.BackupDir != "" {
		dirs = append(dirs, filepath.Join(set.BackupDir, secondFolder))
	}
	for _, dir := range dirs {
		from := filepath.Join(dir, vaultFolder)
		if _, err := os.Stat(from); err != nil {
			continue // not plugged in, or no attachments
		}
		v, err := vault.Open(from)
		if err != nil {
			continue
		}
		for sha := range lost.missing {
			if err := lost.next(); err != nil {
				return err
			}
			if v.Verify(sha) != nil {
				continue
			}
			r, err := v.Open(sha)
			if err != nil {
				continue
			}
			if err := d.takeBack(sha, r, lost.missing); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *Desk) takeBack(sha string, r io.ReadCloser, missing map[string]bool) error {
	defer r.Close()
	got, _, err := d.vault.Put(r)
	if err == nil && got == sha {
		delete(missing, sha)
	}
	return err
}

func (d *Desk) findInBackups(lost search) error {
	all, err := d.backups()
	if err != nil {
		return err
	}
	for _, b := range all {
		z, err := zip.OpenReader(b.Path)
		if err != nil {
			continue // sealed, or damaged: another one may have it
		}
		err = d.findInZip(&z.Reader, lost)
		if err = errors.Join(err, z.Close()); err != nil {
			return err
		}
	}
	return nil
}

func (d *Desk) findInZip(z *zip.Reader, lost search) error {
	for _, f := range z.File {
		sha, is := strings.CutPrefix(f.Name, backupFiles)
		if !is || !lost.missing[sha] {
			continue
		}
		if err := lost.next(); err != nil {
			return err
		}
		r, err := f.Open()
		if err != nil {
			continue
		}
		if err := d.takeBack(sha, r, lost.missing); err != nil {
			return err
		}
	}
	return nil
}
