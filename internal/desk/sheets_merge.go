package desk

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"dudao/internal/office"
	"dudao/internal/sheet"
	"dudao/internal/store"
)

// MergeInput is a wish to merge sheets that came back. Paths are workbooks and
// folders; none merges only what waits from earlier.
type MergeInput struct {
	Month    office.Month `json:"month"` // empty: that of most of the sheets
	Paths    []string     `json:"paths"`
	Rehearse bool         `json:"rehearse"`
	// Choices are places in Conflict.Theirs by the conflict's key, or -1 for the
	// records' value; All is ours or theirs for all others.
	Choices map[string]int `json:"choices"`
	All     string         `json:"all"`
}

// MergeOutcome is what a merge did, or would do.
type MergeOutcome struct {
	Result  office.MergeResult `json:"result"`
	Omitted int                `json:"omitted"` // rows that are not among the verdicts
	Written bool               `json:"written"`
	Backup  string             `json:"backup"`
	Missing []string           `json:"missing"` // who has not returned the month's sheet
}

// merged is the last merge, kept for its error copies.
type merged struct {
	mu     sync.Mutex
	paths  map[string]string // by the file's name in the result
	result *office.MergeResult
}

// PickFolder asks for the folder of what came back.
func (s *Sheets) PickFolder() (path string, err error) {
	defer caught(&err)
	return s.d.shell.OpenDirectory("选择交回的督导记录表所在的文件夹")
}

// PickFiles asks for workbooks that came back.
func (s *Sheets) PickFiles() (paths []string, err error) {
	defer caught(&err)
	paths, err = s.d.shell.OpenFiles("选择交回的督导记录表", []string{"*.xlsx"})
	return notNil(paths), err
}

// Merge lays what came back beside the records and writes what only the sheets
// changed, or only rehearses it. It is the job "merge".
func (s *Sheets) Merge(in MergeInput) (out MergeOutcome, err error) {
	defer caught(&err)
	if in.All != "" && in.All != office.AllOurs && in.All != office.AllTheirs {
		return out, office.Invalid("冲突请选 theirs（用表里的）或 ours（用台账的）。")
	}
	step, end := s.d.start("merge", "合并交回的表")
	defer end()
	sheets, paths, err := s.d.readReturned(in.Paths, step)
	if err != nil {
		return out, err
	}
	if !in.Rehearse {
		b, err := s.d.Snapshot("合并前")
		if err != nil {
			return out, err
		}
		out.Backup = b.Name
	}
	result, err := s.d.store.Merge(sheets, store.MergeOptions{Month: in.Month, Rehearse: in.Rehearse, Choices: in.Choices, All: in.All, Step: step})
	if err != nil {
		return out, err
	}
	s.d.merged.mu.Lock()
	s.d.merged.paths, s.d.merged.result = paths, result
	s.d.merged.mu.Unlock()
	out.Result, out.Omitted = shownMerge(*result)
	if out.Written = result.ID != 0; out.Written {
		s.d.saved()
	}
	out.Missing = []string{}
	if result.Month.Valid() {
		month, err := s.Month(string(result.Month))
		if err != nil {
			return out, err
		}
		back := map[string]bool{}
		for _, f := range result.Files {
			back[f.Inspector] = f.State != office.FileRefused || back[f.Inspector]
		}
		for _, name := range month.Missing {
			if !back[name] {
				out.Missing = append(out.Missing, name)
			}
		}
	}
	return out, nil
}

// shownMerge puts the rows first that ask for something, and leaves out those
// that did not change.
func shownMerge(r office.MergeResult) (office.MergeResult, int) {
	rows := slices.DeleteFunc(slices.Clone(r.Verdicts), func(v office.MergedRow) bool {
		return v.State == office.RowUnchanged && len(v.Warnings) == 0
	})
	rank := func(v office.MergedRow) int {
		return slices.Index([]office.RowState{office.RowFailed, office.RowHeld, office.RowUpdated, office.RowAdded, office.RowUnchanged}, v.State)
	}
	slices.SortStableFunc(rows, func(a, b office.MergedRow) int { return rank(a) - rank(b) })
	n := min(len(rows), shownVerdicts)
	omitted := len(r.Verdicts) - n
	r.Verdicts = notNil(rows[:n])
	return r, omitted
}

// maxReturned is how many files of one folder are looked at.
const maxReturned = 500

// returnedFiles lists what lies in the folders, each by its name below its
// folder.
func returnedFiles(paths []string) (files map[string]string, order []string, err error) {
	files = map[string]string{}
	add := func(name, path string) {
		if base := filepath.Base(path); strings.HasPrefix(base, "~$") || strings.HasPrefix(base, ".") {
			return
		}
		for n := 2; files[name] != "" && files[name] != path; n++ {
			name = fmt.Sprintf("%s（%d）", filepath.Base(path), n)
		}
		files[name] = path
	}
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil {
			return nil, nil, office.Errorf(office.CodeFile, "“%s”找不到，可能已被移动或改名，请重新选择。", p)
		}
		if !info.IsDir() {
			add(filepath.Base(p), p)
			continue
		}
		err = filepath.WalkDir(p, func(path string, e fs.DirEntry, err error) error {
			if err != nil {
				return office.Errorf(office.CodeFile, "文件夹“%s”读不了，请检查权限。", path)
			}
			if e.IsDir() && path != p && strings.HasPrefix(e.Name(), ".") {
				return fs.SkipDir
			}
			if !e.Type().IsRegular() || e.Name() == markName {
				return nil
			}
			if len(files) >= maxReturned {
				return office.Invalid("文件夹“%s”里的文件超过 %d 个，不像是交回的表。请把交回的表单独放一个文件夹。", filepath.Base(p), maxReturned)
			}
			rel, err := filepath.Rel(p, path)
			add(filepath.ToSlash(rel), path)
			return err
		})
		if err != nil {
			return nil, nil, err
		}
	}
	for name := range files {
		order = append(order, name)
	}
	slices.Sort(order)
	return files, order, nil
}

// readReturned reads the workbooks one by one; only what stands in their lists
// is kept.
func (d *Desk) readReturned(paths []string, step func(done, total int) error) ([]office.ReturnedSheet, map[string]string, error) {
	files, order, err := returnedFiles(paths)
	if err != nil {
		return nil, nil, err
	}
	sheets := make([]office.ReturnedSheet, 0, len(order))
	for i, name := range order {
		if err := step(i, len(order)); err != nil {
			return nil, nil, err
		}
		sheets = append(sheets, readOne(name, files[name]))
	}
	return sheets, files, nil
}

// readOne reads one file; what keeps it from being merged is said of it.
func readOne(name, path string) office.ReturnedSheet {
	r := office.ReturnedSheet{File: name}
	switch ext := strings.ToLower(filepath.Ext(path)); ext {
	case ".xlsx", ".xlsm":
	case ".xls", ".et", ".ods", ".csv":
		r.Trouble = "存成了 " + ext + "，里面的编号读不出来。请用 WPS 或 Excel 打开，另存为 .xlsx 再合并"
		return r
	default:
		r.Trouble = "不是表格，没有读"
		return r
	}
	book, err := openBookWithin(path, sheet.SheetLimits)
	if err != nil {
		r.Trouble = Plain(err).Message
		return r
	}
	stamp, ok := book.Stamp()
	switch {
	case book.Old():
		r.Trouble = "其实不是 .xlsx 格式，里面的编号读不出来。请用 WPS 或 Excel 打开，另存为 .xlsx 再合并"
	case !ok:
		r.Trouble = "不是本程序发出的督导记录表（没有编号）。自己做的表请在“导入导出”里导入"
	}
	if r.Trouble != "" {
		return r
	}
	r.Stamp = stamp
	if r.Content, _, err = book.Returned(); err != nil {
		r.Trouble = Plain(err).Message
	}
	return r
}

// SaveErrors asks for a folder, and writes copies of the last merge's workbooks
// that have faults, marked in red.
func (s *Sheets) SaveErrors() (files []string, err error) {
	defer caught(&err)
	dir, err := s.d.shell.OpenDirectory("把标出问题的表放在哪里")
	if err != nil || dir == "" {
		return []string{}, err
	}
	return s.d.WriteMergeErrors(dir)
}

// WriteMergeErrors writes copies of the last merge's workbooks that have faults.
func (d *Desk) WriteMergeErrors(dir string) ([]string, error) {
	d.merged.mu.Lock()
	defer d.merged.mu.Unlock()
	files := []string{}
	if d.merged.result == nil {
		return files, office.Invalid("请先检查交回的表。")
	}
	taken := takenNames{} // two folders may hold a file of one name
	for _, f := range d.merged.result.Files {
		if f.Failed == 0 {
			continue
		}
		to := filepath.Join(dir, taken.free(checkedName(filepath.Base(f.File)), ".xlsx"))
		if err := d.writeMergeErrors(d.merged.paths[f.File], f.File, to); err != nil {
			return files, err
		}
		files = append(files, to)
	}
	if len(files) > 0 {
		d.took(office.OutList, "标出问题的督导记录表", office.LevelOffice, files[0], len(files))
	}
	return files, nil
}

// checkedName is the name, without its ending, of a copy with the faults marked.
func checkedName(name string) string {
	return portable(strings.TrimSuffix(name, filepath.Ext(name)), longestFile-len("-检查结果（1000）")) + "-检查结果"
}

func (d *Desk) writeMergeErrors(path, name, to string) error {
	book, err := openBookWithin(path, sheet.SheetLimits)
	if err != nil {
		return err
	}
	_, readings, err := book.Returned()
	if err != nil {
		return err
	}
	all := &office.SheetReading{Layout: office.Layout{Title: "督导记录表"}, Skips: []office.SheetSkip{}, Notes: []string{}}
	for _, r := range readings {
		all.Tables = append(all.Tables, r.Tables...)
	}
	part := &office.ImportResult{}
	for _, v := range d.merged.result.Verdicts {
		if v.File == name && v.State != office.RowHeld {
			part.Add(v.RowVerdict)
		}
	}
	return writeFile(to, func(w io.Writer) error { return book.WriteErrors(w, all, part) })
}

// Undo takes a whole merge back by its change set.
func (s *Sheets) Undo(set int64) (out store.UndoResult, err error) {
	defer caught(&err)
	out, err = s.d.store.Undo(set)
	return ok(s.d, out, err)
}
