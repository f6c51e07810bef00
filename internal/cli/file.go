package cli

import (
	"fmt"
	"strings"

	"dudao/internal/desk"
)

type fileVerb struct {
	Dir    string `arg:"" help:"存放扫描件、照片和文件的文件夹（PDF、JPG、PNG、TIFF、Word、Excel）" type:"existingdir"`
	DryRun bool   `help:"只看归到哪里，不写入"`
	Again  bool   `help:"以前收过的文件也再收一遍"`
}

// Run brings the folder in; it exits 1 when some files could not be read.
func (v fileVerb) Run(r *run) error {
	return r.open(func(d *desk.Desk) error {
		out, err := d.Screens().Tray.TakeIn(desk.IntakeInput{Dir: v.Dir, Paths: []string{}, DryRun: v.DryRun, Again: v.Again})
		if err != nil {
			return err
		}
		if err := r.say(map[string]any{"read": len(out.Files), "files": out.Files, "pages": out.Pages, "blank": out.Blank, "filed": out.Filed, "tray": out.Tray,
			"same": out.Same, "failed": out.Failed, "dry_run": out.DryRun}, v.text(out)); err != nil {
			return err
		}
		if out.Failed > 0 {
			return errTrouble
		}
		return nil
	})
}

func (v fileVerb) text(out desk.IntakeReport) string {
	lines := []string{fmt.Sprintf("共 %d 个文件、%d 页：归位 %d 份，待归 %d 份，已收过 %d，收不了 %d；去掉空白页 %d。", len(out.Files), out.Pages, out.Filed, out.Tray, out.Same, out.Failed, out.Blank)}
	for _, f := range out.Files {
		if len(f.Parts) == 0 {
			lines = append(lines, strings.Join([]string{f.Name, "", f.State, f.Reason}, "\t"))
		}
		for _, p := range f.Parts {
			pages := ""
			if p.Pages != "" {
				pages = "第" + p.Pages + "页"
			}
			lines = append(lines, strings.TrimRight(strings.Join([]string{f.Name, pages, p.State, p.Form, p.Record, p.Reason}, "\t"), "\t"))
		}
	}
	switch {
	case v.DryRun:
		lines = append(lines, "这是检查，没有写入。")
	case out.Tray > 0:
		lines = append(lines, "待归的在窗口的“收扫描件”里指定。每个文件是一步，可在“设置—修改记录”里撤销。")
	default:
		lines = append(lines, "每个文件是一步，可在“设置—修改记录”里撤销。")
	}
	return strings.Join(lines, "\n")
}
