package cli

import (
	"fmt"
	"os"
	"strings"

	"dudao/internal/desk"
)

type sampleVerb struct{}

func (sampleVerb) Run(r *run) error {
	return r.open(func(d *desk.Desk) error {
		if err := d.LoadSample(); err != nil {
			return err
		}
		_, counts, err := d.Check()
		if err != nil {
			return err
		}
		return r.say(map[string]any{"ok": true, "counts": counts},
			fmt.Sprintf("已装入示例县：学校和幼儿园 %d 所，督学 %d 名，督导记录 %d 条，问题 %d 条。", counts["school"], counts["inspector"], counts["visit"], counts["finding"]))
	})
}

type checkVerb struct {
	Rebuild bool `help:"先重建检索目录"`
}

func (v checkVerb) Run(r *run) error {
	return r.open(func(d *desk.Desk) error {
		if v.Rebuild {
			if err := d.RebuildSearch(); err != nil {
				return err
			}
		}
		problems, counts, err := d.Check()
		if err != nil {
			return err
		}
		lines := []string{}
		for _, p := range problems {
			lines = append(lines, p.Message)
		}
		if len(problems) == 0 {
			lines = append(lines, "体检通过，没有发现问题。")
		} else {
			lines = append(lines, fmt.Sprintf("发现 %d 个问题。", len(problems)))
		}
		if err := r.say(map[string]any{"ok": len(problems) == 0, "problems": problems, "counts": counts}, strings.Join(lines, "\n")); err != nil {
			return err
		}
		if len(problems) > 0 {
			return errTrouble
		}
		return nil
	})
}

type backupVerb struct {
	File         string `arg:"" optional:"" help:"备份文件；不写时放在数据文件夹的“备份”里" type:"path"`
	Second       string `help:"把这个文件夹（U 盘）里的第二份备份更新到最新：只拷今天的记录和那里还没有的附件" type:"path" placeholder:"文件夹"`
	PasswordFile string `help:"备份加密：密码写在这个文本文件的第一行" type:"existingfile" name:"password-file"`
}

// firstLine is a passphrase read from a file, so that it stands in no command line
// that others can see; empty without a file.
func firstLine(path string) (string, error) {
	if path == "" {
		return "", nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	line, _, _ := strings.Cut(string(text), "\n")
	return strings.TrimRight(line, "\r"), nil
}

func (v backupVerb) Run(r *run) error {
	return r.open(func(d *desk.Desk) error {
		if v.Second != "" {
			if err := d.BackupSecond(v.Second); err != nil {
				return err
			}
			return r.say(map[string]any{"second": v.Second, "ok": true}, "第二份备份已更新到最新："+v.Second)
		}
		backup := d.BackupByHand
		password, err := firstLine(v.PasswordFile)
		if err != nil {
			return err
		}
		switch {
		case password != "":
			backup = func() (desk.BackupFile, error) { return d.BackupSealed(v.File, password) }
		case v.File != "":
			backup = func() (desk.BackupFile, error) { return d.Backup(v.File, "") }
		}
		b, err := backup()
		if err != nil {
			return err
		}
		_, counts, err := d.Check()
		if err != nil {
			return err
		}
		return r.say(map[string]any{"file": b.Path, "bytes": b.Bytes, "counts": counts, "ok": true}, "已备份到 "+b.Path)
	})
}

type restoreVerb struct {
	File         string `arg:"" help:"备份文件" type:"existingfile"`
	PasswordFile string `help:"加密备份的密码，写在这个文本文件的第一行" type:"existingfile" name:"password-file"`
}

func (v restoreVerb) Run(r *run) error {
	password, err := firstLine(v.PasswordFile)
	if err != nil {
		return err
	}
	if err := desk.MayOpen(r.data, r.unlock); err != nil {
		return err
	}
	m, err := desk.Restore(v.File, r.data, password)
	if err != nil {
		return err
	}
	return r.say(map[string]any{"file": v.File, "counts": m.Counts, "ok": true}, "已恢复到 "+m.Made()+" 的数据；原来的数据改名保留在旁边。")
}

type handoverVerb struct {
	Out string `help:"存到的文件夹" required:"" type:"path"`
}

func (v handoverVerb) Run(r *run) error {
	return r.open(func(d *desk.Desk) error {
		out, err := d.HandOver(v.Out)
		if err != nil {
			return err
		}
		return r.say(map[string]any{"files": out.Files}, strings.Join(out.Files, "\n"))
	})
}

type rehearseVerb struct{}

func (rehearseVerb) Run(r *run) error {
	return r.open(func(d *desk.Desk) error {
		done, err := d.Rehearse()
		if err != nil {
			return err
		}
		return r.say(map[string]any{"file": done.Backup.Path, "bytes": done.Backup.Bytes, "counts": done.Counts, "ok": true},
			"备份可用（已演练）："+done.Backup.Name+"，备份于 "+done.Backup.At)
	})
}

type versionVerb struct{}

func (versionVerb) Run(r *run) error {
	return r.say(map[string]any{"version": desk.Version}, "督导台账 "+desk.Version)
}
