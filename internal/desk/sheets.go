package desk

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"dudao/internal/office"
	"dudao/internal/sheet"
	"dudao/internal/store"
)

// Sheets is the screen 表格收发: the month's sheets go out to the inspectors, come
// back and are merged.
type Sheets struct{ d *Desk }

// SheetMonth is where the sheets of a month stand.
type SheetMonth struct {
	Month  office.Month   `json:"month"`
	Months []office.Month `json:"months"` // those for which sheets went out
	DueOn  office.Date    `json:"dueOn"`
	Rows   []SheetRow     `json:"rows"`
	// Missing are the names of those whose sheet went out and has not come back,
	// Remind the text for all of them.
	Missing []string `json:"missing"`
	Remind  string   `json:"remind"`
}

// SheetRow is where an inspector's sheet stands; Remind is the text that asks for
// it, empty when nothing is asked for.
type SheetRow struct {
	store.SheetRow
	Remind string `json:"remind"`
}

// Month tells where the sheets of the month stand; an empty month is the present
// one.
func (s *Sheets) Month(month string) (out SheetMonth, err error) {
	defer caught(&err)
	out = SheetMonth{Month: office.Month(month), Rows: []SheetRow{}, Missing: []string{}}
	if out.Month == "" {
		if out.Month, _, err = s.d.thisMonth(); err != nil {
			return out, err
		}
	}
	if !out.Month.Valid() {
		return out, office.Invalid("月份“%s”不对，请写成 2026-04。", month)
	}
	if out.Months, err = s.d.store.SheetMonths(); err != nil {
		return out, err
	}
	rows, err := s.d.store.Sheets(out.Month)
	if err != nil {
		return out, err
	}
	set, err := s.d.store.Settings()
	if err != nil {
		return out, err
	}
	for _, row := range rows {
		r := SheetRow{SheetRow: row}
		out.DueOn = max(out.DueOn, r.DueOn)
		if r.State == office.SheetOut {
			out.Missing = append(out.Missing, r.Name)
			r.Remind = office.RemindText(out.Month, r.DueOn, s.d.store.Today(), []string{r.Name}, set.OfficeName)
		}
		out.Rows = append(out.Rows, r)
	}
	if len(out.Missing) > 0 {
		out.Remind = office.RemindText(out.Month, out.DueOn, s.d.store.Today(), out.Missing, set.OfficeName)
	}
	return out, nil
}

// MakeSheetsInput names the month, and the folder into which the folder of the
// sheets is put; an empty one asks. Inspectors are those to make sheets for,
// none for all.
type MakeSheetsInput struct {
	Month      office.Month `json:"month"`
	Dir        string       `json:"dir"`
	Inspectors []int64      `json:"inspectors"`
}

// MadeSheets are the sheets that were made; Dir is empty when the clerk thought
// better of it.
type MadeSheets struct {
	Dir     string   `json:"dir"`
	Files   []string `json:"files"`
	Without []string `json:"without"` // inspectors who answer for no school
}

// Make makes the month's sheets in a folder of their own. It is the job "sheets".
func (s *Sheets) Make(in MakeSheetsInput) (out MadeSheets, err error) {
	defer caught(&err)
	out = MadeSheets{Files: []string{}, Without: []string{}}
	if in.Dir == "" {
		if in.Dir, err = s.d.shell.OpenDirectory("选择把督导记录表放在哪里"); err != nil || in.Dir == "" {
			return out, err
		}
	}
	if !in.Month.Valid() {
		return out, office.Invalid("月份“%s”不对，请写成 2026-04。", in.Month)
	}
	step, end := s.d.start("sheets", "生成"+in.Month.Chinese()+"督导记录表")
	defer end()
	folder, err := newOutFolder(in.Dir, freeName(in.Dir, string(in.Month)+" 督导记录表"))
	if err != nil {
		return out, err
	}
	defer folder.drop()
	names, without, err := s.d.makeSheets(in, folder, step)
	if err != nil {
		return out, err
	}
	out.Dir, out.Without = folder.target, notNil(without)
	for _, n := range names {
		out.Files = append(out.Files, filepath.Join(folder.target, n))
	}
	s.d.took(office.OutSheets, in.Month.Chinese()+"督导记录表", office.LevelOffice, folder.target, len(names))
	s.d.saved()
	return out, nil
}

// makeSheets writes the workbooks; the sheets are only on record when all of
// them lie in their folder.
func (d *Desk) makeSheets(in MakeSheetsInput, folder *outFolder, step func(done, total int) error) (names, without []string, err error) {
	_, without, err = d.store.MakeSheets(in.Month, in.Inspectors, func(sheets []office.OutSheet) error {
		if len(sheets) == 0 {
			return office.Invalid("%s没有督学要发表：在聘的督学都没有负责的学校。请先在“责任区”里安排挂牌。", in.Month.Chinese())
		}
		taken := takenNames{} // there may be two inspectors of one name
		for i, o := range sheets {
			if err := step(i, len(sheets)); err != nil {
				return err
			}
			name := taken.free(FileName(strings.TrimSuffix(o.FileName(), ".xlsx")), ".xlsx")
			names = append(names, name)
			if err := folder.create(name, func(w io.Writer) error { return sheet.WriteOut(w, o) }); err != nil {
				return err
			}
		}
		return folder.finish()
	})
	return names, without, err
}

// freeName is a name that nothing in the folder has: sheets that went out once
// are not replaced.
func freeName(dir, name string) string {
	for n := 2; ; n++ {
		try := name
		if n > 2 {
			try = fmt.Sprintf("%s（第%d次）", name, n-1)
		}
		if _, err := os.Stat(filepath.Join(dir, try)); os.IsNotExist(err) {
			return try
		}
	}
}

// OpenFolder shows the folder of the sheets that were made.
func (s *Sheets) OpenFolder(dir string) (err error) {
	defer caught(&err)
	if _, err := os.Stat(filepath.Join(dir, markName)); err != nil {
		return office.Errorf(office.CodeFile, "文件夹“%s”已不在原处，请重新生成。", filepath.Base(dir))
	}
	return s.d.shell.OpenPath(dir)
}
