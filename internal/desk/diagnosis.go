package desk

import (
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"time"

	"dudao/internal/paper"
)

// DiagnosisInput is what only the page knows.
type DiagnosisInput struct {
	Browser string `json:"browser"` // its user agent, with the version of WebView2
	Screen  string `json:"screen"`  // e.g. 1366×768 ×1.25
}

// Diagnosis is 诊断信息: what somebody who mends the program needs to know of this
// PC, and nothing of the office, its people, its schools or where its files lie.
func (s *Settings) Diagnosis(in DiagnosisInput) (text string, err error) {
	defer caught(&err)
	return s.d.Diagnosis(in)
}

// Diagnosis is Settings.Diagnosis, for the command line.
func (d *Desk) Diagnosis(in DiagnosisInput) (string, error) {
	lines := []string{"督导台账 诊断信息（不含单位、人员、学校和文件位置）", "时间 " + time.Now().Format(careMoment)}
	say := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	say("版本 %s，%s %s，%s", Version, runtime.GOOS, systemVersion(), runtime.GOARCH)
	if in.Browser != "" {
		say("界面 %s，屏幕 %s", masked(in.Browser), masked(in.Screen))
	}
	migration, sqlite, err := d.store.Schema()
	if err != nil {
		return "", err
	}
	say("数据库 迁移 %d，SQLite %s，%s", migration, sqlite, mega(filepath.Join(d.dir, backupDatabase)))
	if err := d.diagnoseData(say); err != nil {
		return "", err
	}
	fonts, err := paper.SystemFonts().Chosen()
	if err != nil {
		return "", err
	}
	names := []string{}
	for _, f := range fonts {
		names = append(names, f.Wanted+"用"+f.Used)
	}
	say("字体 %s", strings.Join(names, "，"))
	lines = append(lines, "最近的错误：")
	lines = append(lines, lastErrors(filepath.Join(d.dir, logName))...)
	return strings.Join(lines, "\n") + "\n", nil
}

func (d *Desk) diagnoseData(say func(string, ...any)) error {
	names, err := d.store.VaultNames()
	if err != nil {
		return err
	}
	free, err := freeSpace(d.dir)
	if err != nil {
		return err
	}
	all, err := d.backups()
	if err != nil {
		return err
	}
	care, newest := d.care(), "没有"
	if len(all) > 0 {
		newest = all[0].At
	}
	say("附件 %d 个；磁盘剩余 %.1f GB；备份 %d 份，最近 %s；第二备份处%s；上次体检 %s，问题 %d 个", len(names), float64(free)/(1<<30), len(all), newest,
		secondSaid(care), care.CheckedAt, care.Problems)
	where := "程序选的位置"
	switch {
	case d.trial:
		where = "练习县"
	case d.named:
		where = "启动时指定的位置"
	}
	say("数据文件夹在%s", where)
	counts, err := d.store.Counts()
	if err != nil {
		return err
	}
	parts := []string{}
	for _, kind := range slices.Sorted(maps.Keys(counts)) {
		if counts[kind] > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", kind, counts[kind]))
		}
	}
	say("条数 %s", strings.Join(parts, "，"))
	return nil
}

func secondSaid(c BackupCare) string {
	switch {
	case c.SecondFault != "":
		return "没有更新成"
	case c.SecondAt != "":
		return " " + c.SecondAt
	}
	return "没有设或没有用过"
}

func mega(path string) string {
	info, err := os.Stat(path)
	if err != nil {
		return "大小不明"
	}
	return fmt.Sprintf("%.1f MB", float64(info.Size())/1e6)
}

// errorsShown is how many of the log's last errors are told.
const errorsShown = 20

// lastErrors are the log's last warnings and errors, masked.
func lastErrors(path string) []string {
	text, err := os.ReadFile(path)
	if err != nil {
		return []string{"（没有运行日志）"}
	}
	out := []string{}
	for _, line := range slices.Backward(strings.Split(string(text), "\n")) {
		if len(out) < errorsShown && (strings.Contains(line, "level=ERROR") || strings.Contains(line, "level=WARN")) {
			out = append(out, masked(line))
		}
	}
	if len(out) == 0 {
		return []string{"（没有）"}
	}
	slices.Reverse(out)
	return out
}

var (
	ownCode   = regexp.MustCompile(`dudao/internal/[a-z0-9_/]+\.go:\d+`)
	somePath  = regexp.MustCompile(`[^\s"'=]*[/\\][^\s"'=]*`)
	someWords = regexp.MustCompile(`[\p{Han}\x{3000}-\x{303F}\x{FF00}-\x{FFEF}·]+`)
	longRun   = regexp.MustCompile(`\d{7,}`)
	someMail  = regexp.MustCompile(`\S+@\S+`)
	browsers  = regexp.MustCompile(`(?:Mozilla|AppleWebKit|Chrome|Chromium|Safari|Edg|Edge|Version|Gecko)/[\d.]+`)
)

// masked keeps of a line what the program itself wrote: Chinese text, paths, long
// numbers and addresses can be somebody's and are left out.
func masked(line string) string {
	kept := []string{}
	keep := func(s string) string {
		kept = append(kept, s)
		return fmt.Sprintf("\x00%d\x00", len(kept)-1)
	}
	line = strings.ReplaceAll(line, "\x00", "")
	line = ownCode.ReplaceAllStringFunc(line, keep)
	line = browsers.ReplaceAllStringFunc(line, keep)
	line = someMail.ReplaceAllString(line, "<…>")
	line = somePath.ReplaceAllString(line, "<位置>")
	line = someWords.ReplaceAllString(line, "<…>")
	line = longRun.ReplaceAllString(line, "<数字>")
	for i, s := range kept {
		line = strings.Replace(line, fmt.Sprintf("\x00%d\x00", i), s, 1)
	}
	if r := []rune(line); len(r) > 500 {
		line = string(r[:500]) + "……"
	}
	return line
}

// CopyInput is a text for the clipboard's file, when the clipboard itself is shut.
type CopyInput struct {
	Text string `json:"text"`
}

// SaveDiagnosis asks where to and writes the text there; "" when the clerk cancels.
func (s *Settings) SaveDiagnosis(in CopyInput) (path string, err error) {
	defer caught(&err)
	path, err = s.d.shell.SaveFile("保存诊断信息", "督导台账诊断信息.txt")
	if err != nil || path == "" {
		return "", err
	}
	text := "\uFEFF" + strings.ReplaceAll(in.Text, "\n", "\r\n")
	return path, writeFile(path, func(w io.Writer) error { _, err := io.WriteString(w, text); return err })
}
