package cli

import (
	"fmt"
	"strings"

	"dudao/internal/desk"
	"dudao/internal/office"
)

type sheetsVerb struct {
	Month string `required:"" help:"月份，如 2026-04" placeholder:"月份"`
	Out   string `help:"放在这个文件夹里（另建一个文件夹）；不写时只列出谁交了谁没交" placeholder:"文件夹" type:"path"`
}

func (v sheetsVerb) Run(r *run) error {
	return r.open(func(d *desk.Desk) error {
		s := d.Screens().Sheets
		made := desk.MadeSheets{Files: []string{}, Without: []string{}}
		var err error
		if v.Out != "" {
			if made, err = s.Make(desk.MakeSheetsInput{Month: office.Month(v.Month), Dir: v.Out}); err != nil {
				return err
			}
		}
		month, err := s.Month(v.Month)
		if err != nil {
			return err
		}
		lines := []string{}
		if v.Out != "" {
			lines = append(lines, fmt.Sprintf("已生成 %d 份督导记录表，在 %s", len(made.Files), made.Dir))
		}
		for _, row := range month.Rows {
			lines = append(lines, fmt.Sprintf("%s\t%s\t%s", row.Name, row.State, row.ReturnedAt))
		}
		if len(made.Without) > 0 {
			lines = append(lines, "没有负责的学校，没有生成："+strings.Join(made.Without, "、"))
		}
		if month.Remind != "" && v.Out == "" {
			lines = append(lines, "催交："+month.Remind)
		}
		return r.say(map[string]any{"month": month.Month, "dir": made.Dir, "files": made.Files, "without": made.Without, "rows": month.Rows, "missing": month.Missing, "remind": month.Remind},
			strings.Join(lines, "\n"))
	})
}

type mergeVerb struct {
	Paths  []string `arg:"" name:"dir" help:"交回的表所在的文件夹（也可以写文件）" type:"path"`
	Month  string   `help:"合并哪个月的表；不写时按多数文件的月份" placeholder:"月份"`
	DryRun bool     `help:"只检查，不写入"`
	Choose string   `help:"冲突一律用表里的（theirs）或台账的（ours）；不写时留着等选定" enum:",ours,theirs" default:""`
	Errors string   `help:"把有误的表标红，写到这个文件夹" placeholder:"文件夹" type:"path"`
}

func (v mergeVerb) Run(r *run) error {
	if v.Month != "" && !office.Month(v.Month).Valid() {
		return office.Invalid("--month 请写成 2026-04。")
	}
	return r.open(func(d *desk.Desk) error {
		out, err := d.Screens().Sheets.Merge(desk.MergeInput{Month: office.Month(v.Month), Paths: v.Paths, Rehearse: v.DryRun, All: v.Choose})
		if err != nil {
			return err
		}
		marked := []string{}
		if v.Errors != "" {
			if marked, err = d.WriteMergeErrors(v.Errors); err != nil {
				return err
			}
		}
		if err := r.say(v.object(out, marked), v.text(out, marked)); err != nil {
			return err
		}
		if out.Result.Failed > 0 || out.Result.Waiting() > 0 || refused(out.Result) > 0 {
			return errTrouble
		}
		return nil
	})
}

func refused(res office.MergeResult) int {
	n := 0
	for _, f := range res.Files {
		if f.State == office.FileRefused {
			n++
		}
	}
	return n
}

func (v mergeVerb) object(out desk.MergeOutcome, marked []string) map[string]any {
	res := out.Result
	waiting := []office.Conflict{}
	for _, c := range res.Conflicts {
		if c.Chosen == office.ChooseLater {
			waiting = append(waiting, c)
		}
	}
	returned := []string{}
	for _, f := range res.Files {
		if f.State != office.FileRefused && f.State != office.FileDouble {
			returned = append(returned, f.Inspector)
		}
	}
	return map[string]any{"id": res.ID, "month": res.Month, "files": res.Files, "returned": returned, "read": res.Read, "added": res.Added, "updated": res.Updated,
		"unchanged": res.Unchanged, "held": res.Held, "failed": res.Failed, "conflicts": waiting, "rows": res.Verdicts, "notes": res.Notes, "errors_files": marked,
		"missing": out.Missing, "written": out.Written, "dry_run": v.DryRun, "backup": out.Backup}
}

func (v mergeVerb) text(out desk.MergeOutcome, marked []string) string {
	res := out.Result
	lines := []string{}
	for _, f := range res.Files {
		line := fmt.Sprintf("%s\t%s\t%s", f.File, f.Inspector, f.State)
		if f.State == office.FileMerged {
			line += fmt.Sprintf("：新增 %d，更新 %d，冲突 %d，有误 %d", f.Added, f.Updated, f.Conflicts, f.Failed)
		}
		if f.Reason != "" {
			line += "：" + f.Reason
		}
		lines = append(lines, line)
	}
	lines = append(lines, fmt.Sprintf("读到 %d 行 = 新增 %d + 更新 %d + 未变 %d + 待选定 %d + 有误 %d", res.Read, res.Added, res.Updated, res.Unchanged, res.Held, res.Failed))
	for _, c := range res.Conflicts {
		if c.Chosen == office.ChooseLater {
			lines = append(lines, fmt.Sprintf("冲突 %s %s：发出时“%s”，台账现在“%s”，表里“%s”", c.Title, c.Heading, c.Base, c.Ours, strings.Join(c.Theirs, "”或“")))
		}
	}
	for _, row := range res.Verdicts {
		if row.State == office.RowFailed {
			lines = append(lines, fmt.Sprintf("有误 %s %s 第 %d 行：%s", row.File, row.Sheet, row.Row, row.Reason))
		}
	}
	lines = append(lines, res.Notes...)
	if len(out.Missing) > 0 {
		lines = append(lines, "还没有交回："+strings.Join(out.Missing, "、"))
	}
	switch {
	case v.DryRun:
		lines = append(lines, "这是检查，没有写入。")
	case out.Written:
		lines = append(lines, fmt.Sprintf("已写入，编号 %d；撤销：dudao undo %d", res.ID, res.ID))
	default:
		lines = append(lines, "没有需要写入的内容。")
	}
	for _, f := range marked {
		lines = append(lines, "问题已标在 "+f)
	}
	return strings.Join(lines, "\n")
}
