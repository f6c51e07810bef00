package cli

import (
	"fmt"
	"slices"
	"strings"

	"dudao/internal/desk"
	"dudao/internal/office"
)

type importVerb struct {
	Kind         string   `arg:"" help:"表的种类：${sheetKinds}"`
	Files        []string `arg:"" name:"file" help:"表格文件（.xlsx .xls .csv），可写多个" type:"path"`
	DryRun       bool     `help:"只检查，不写入"`
	Errors       string   `help:"把问题标在原表的副本上，写到这个文件" placeholder:"文件.xlsx" type:"path"`
	AllOrNothing bool     `help:"有一行有误就全部不写入"`
	Year         int      `help:"没有写年份的日期按这一年"`
	Standard     string   `help:"指标、佐证材料所属评估标准的简称，如 创新县" placeholder:"简称"`
	From         string   `help:"新的责任区划分和挂牌从哪天起，如 2025-09-01" placeholder:"日期"`
}

// importError is one fault of one cell, as --json names it.
type importError struct {
	Sheet   string `json:"sheet"`
	Row     int    `json:"row"`
	Column  string `json:"column"` // letters
	Heading string `json:"heading"`
	Text    string `json:"text"`
	Message string `json:"message"`
}

func (v importVerb) Run(r *run) error {
	if v.From != "" && !office.Date(v.From).Valid() {
		return office.Invalid("--from 请写成 2025-09-01。")
	}
	return r.open(func(d *desk.Desk) error {
		out, err := d.Screens().Imports.Run(desk.ImportInput{Kind: office.Kind(v.Kind), Paths: v.Files, Rehearse: v.DryRun,
			AllOrNothing: v.AllOrNothing, Year: v.Year, From: office.Date(v.From), Standard: v.Standard, Errors: v.Errors})
		if err != nil {
			return err
		}
		files := []string{}
		if v.Errors != "" {
			if files, err = d.WriteImportErrors(v.Errors); err != nil {
				return err
			}
		}
		rows := d.LastImport().Verdicts
		faults := importErrors(rows, out.Tables)
		if err := r.say(v.object(out, rows, faults, files), v.text(out, rows, faults, files)); err != nil {
			return err
		}
		if out.Result.Failed > 0 {
			return errTrouble
		}
		return nil
	})
}

// importErrors are the faults of all failed rows, by sheet and row.
func importErrors(rows []office.RowVerdict, tables []desk.ImportTable) []importError {
	columns := map[string]office.SheetColumn{}
	for _, t := range tables {
		for _, c := range t.Columns {
			columns[fmt.Sprint(t.Sheet, " ", c.Col)] = c
		}
	}
	faults := []importError{}
	for _, row := range rows {
		for _, f := range row.Faults {
			c := columns[fmt.Sprint(row.Sheet, " ", f.Col)]
			faults = append(faults, importError{Sheet: row.Sheet, Row: f.Row, Column: c.Letter, Heading: c.Heading, Text: f.Text, Message: f.Message})
		}
	}
	return faults
}

func (v importVerb) object(out desk.ImportOutcome, rows []office.RowVerdict, faults []importError, files []string) map[string]any {
	res := out.Result
	file := ""
	if len(files) > 0 {
		file = files[0]
	}
	return map[string]any{"id": res.ID, "read": res.Read, "added": res.Added, "updated": res.Updated, "unchanged": res.Unchanged,
		"failed": res.Failed, "rows": rows, "errors": faults, "errors_file": file, "errors_files": files, "written": out.Written, "dry_run": v.DryRun,
		"questions": res.Questions, "skipped": out.Skips, "notes": out.Notes, "tables": out.Tables, "backup": out.Backup}
}

// sheetKinds are the kinds that come in and go out as sheets.
func sheetKinds() string {
	names := []string{}
	for _, l := range office.Layouts() {
		names = append(names, string(l.Kind))
	}
	return strings.Join(names, " ")
}

// shownLines is how many lines of a kind the text names; the workbook has all.
const shownLines = 20

// some are the first of the lines, and how many more there are.
func some(lines []string) []string {
	if len(lines) > shownLines {
		return append(lines[:shownLines:shownLines], fmt.Sprintf("……另有 %d 处", len(lines)-shownLines))
	}
	return lines
}

func (v importVerb) text(out desk.ImportOutcome, rows []office.RowVerdict, faults []importError, files []string) string {
	res := out.Result
	lines := []string{fmt.Sprintf("读到 %d 行 = 新增 %d + 更新 %d + 未变 %d + 有误 %d", res.Read, res.Added, res.Updated, res.Unchanged, res.Failed)}
	var wrong, changed, hints, skipped []string
	for _, f := range faults {
		wrong = append(wrong, fmt.Sprintf("有误 %s!%s%d %s：%s", f.Sheet, f.Column, f.Row, f.Heading, f.Message))
	}
	for _, row := range rows {
		if row.State == office.RowUpdated {
			changed = append(changed, fmt.Sprintf("%s 第 %d 行 %s %s", row.Sheet, row.Row, row.Title, row.Reason))
		}
		for _, w := range row.Warnings {
			hints = append(hints, fmt.Sprintf("提示 %s 第 %d 行 %s：%s", row.Sheet, row.Row, row.Title, w))
		}
	}
	for _, t := range out.Tables {
		if len(t.Missing) > 0 {
			lines = append(lines, fmt.Sprintf("工作表“%s”没有找到这些列：%s", t.Sheet, strings.Join(t.Missing, "、")))
		}
	}
	for _, s := range out.Skips {
		if s.Row > 0 {
			skipped = append(skipped, fmt.Sprintf("略过 %s 第 %d 行：%s", s.Sheet, s.Row, s.Reason))
		} else {
			skipped = append(skipped, fmt.Sprintf("略过工作表“%s”：%s", s.Sheet, s.Reason))
		}
	}
	lines = slices.Concat(lines, some(wrong), some(changed), some(hints), some(skipped), out.Notes)
	switch {
	case v.DryRun:
		lines = append(lines, "这是检查，没有写入。")
	case out.Written:
		lines = append(lines, fmt.Sprintf("已写入，编号 %d；撤销：dudao undo %d", res.ID, res.ID))
	case v.AllOrNothing && res.Failed > 0:
		lines = append(lines, "有行有误，按要求全部没有写入。")
	default:
		lines = append(lines, "没有需要写入的内容。")
	}
	said := "没有发现问题，检查结果在 "
	switch {
	case len(faults) > 0:
		said = "问题已标在 "
	case len(hints) > 0:
		said = "没有错误，提示已标在 "
	}
	for _, f := range files {
		lines = append(lines, said+f)
	}
	return strings.Join(lines, "\n")
}

type exportVerb struct {
	Kind     string `arg:"" help:"表的种类：${sheetKinds}"`
	Out      string `required:"" help:"写到这个文件（.xlsx）" placeholder:"文件.xlsx" type:"path"`
	Template bool   `help:"只要空白表和填写说明"`
	Full     bool   `help:"投诉举报不遮盖姓名和电话"`
	Level    string `help:"遮盖程度：内部 上报 检查组 公示" default:"内部" placeholder:"程度"`
}

func (v exportVerb) Run(r *run) error {
	return r.open(func(d *desk.Desk) error {
		rows, err := d.ExportList(office.Kind(v.Kind), v.Out, desk.ExportOptions{Template: v.Template, Full: v.Full, Level: v.Level})
		if err != nil {
			return err
		}
		return r.say(map[string]any{"file": v.Out, "files": []string{v.Out}, "rows": rows}, fmt.Sprintf("已写出 %d 行到 %s", rows, v.Out))
	})
}

type undoVerb struct {
	ID int64 `arg:"" help:"导入时给出的编号"`
}

func (v undoVerb) Run(r *run) error {
	return r.open(func(d *desk.Desk) error {
		u, err := d.Screens().History.Undo(v.ID)
		if err != nil {
			return err
		}
		lines := []string{fmt.Sprintf("已撤销：删除 %d 条，恢复 %d 条，保留 %d 条。", u.Removed, u.Restored, len(u.Kept))}
		for _, k := range u.Kept {
			lines = append(lines, "保留 "+k.Title+"："+k.Reason)
		}
		return r.say(map[string]any{"id": v.ID, "removed": u.Removed, "restored": u.Restored, "kept": u.Kept}, strings.Join(lines, "\n"))
	})
}
