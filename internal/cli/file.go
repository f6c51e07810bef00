package cli

import (
	"fmt"
	"strings"

	"dudao/internal/desk"
)

type fileVerb struct {
	Dir    string `arg:"" help:"存放扫描件的文件夹（JPG、PNG、PDF）" type:"existingdir"`
	DryRun bool   `help:"只看归到哪里，不写入"`
}

// Run files the scans whose code was read; it exits 1 when some are left to be
// filed by hand.
func (v fileVerb) Run(r *run) error {
	return r.open(func(d *desk.Desk) error {
		files := d.Screens().Files
		found, err := files.MatchScans(desk.ScanInput{Dir: v.Dir, Paths: []string{}})
		if err != nil {
			return err
		}
		filed := 0
		if !v.DryRun {
			list, err := files.FileScans(found.Filings())
			if err != nil {
				return err
			}
			filed = len(list)
		}
		lines := []string{fmt.Sprintf("共 %d 个扫描件：可归位 %d，已归位过 %d，须手工指定 %d。", len(found.Scans), found.Ready, found.Known, found.Open)}
		for _, s := range found.Scans {
			lines = append(lines, strings.TrimRight(fmt.Sprintf("%s\t%s\t%s %s", s.Name, s.State, s.Record, s.Reason), " "))
		}
		if v.DryRun {
			lines = append(lines, "这是检查，没有写入。")
		} else {
			lines = append(lines, fmt.Sprintf("已归位 %d 个，可在“操作记录”里撤销。", filed))
		}
		if err := r.say(map[string]any{"read": len(found.Scans), "filed": filed, "ready": found.Ready, "known": found.Known, "open": found.Open, "scans": found.Scans, "dry_run": v.DryRun},
			strings.Join(lines, "\n")); err != nil {
			return err
		}
		if found.Open > 0 {
			return errTrouble
		}
		return nil
	})
}
