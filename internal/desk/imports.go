package desk

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"dudao/internal/office"
	"dudao/internal/sheet"
	"dudao/internal/store"
)

// Imports is the screen 导入.
type Imports struct{ d *Desk }

// ImportInput is one wish to bring lists in.
type ImportInput struct {
	Kind office.Kind `json:"kind"`
	// Paths are the workbooks; several of them are one import.
	Paths []string `json:"paths"`
	// Rehearse writes nothing; its verdicts are those that the write would give.
	Rehearse     bool `json:"rehearse"`
	AllOrNothing bool `json:"allOrNothing"`
	// Year is the year of dates written without one, 0 to look for it.
	Year int `json:"year"`
	// From is the first day of zones and 挂牌 that the list gives no day for.
	From office.Date `json:"from"`
	// Standard is the short name of the 评估标准 of indicators and evidence that name
	// none.
	Standard string `json:"standard"`
	// Heads names the heading's row where it is not found, by sheet.
	Heads map[string]int `json:"heads"`
	// Errors is where the copy with the marks goes, empty for none: a name that cannot
	// be is refused before anything is written.
	Errors string `json:"-"`
}

// ImportTable is one list found in the workbooks.
type ImportTable struct {
	Sheet   string               `json:"sheet"`
	HeadRow int                  `json:"headRow"`
	Rows    int                  `json:"rows"`
	Columns []office.SheetColumn `json:"columns"`
	Missing []string             `json:"missing"` // required fields without a column
	Year    office.YearHint      `json:"year"`
}

// ImportOutcome is what an import did, or would do.
type ImportOutcome struct {
	Result office.ImportResult `json:"result"`
	// Omitted rows are not among the verdicts: the faulty ones come first, and
	// never more than the page can show.
	Omitted int                `json:"omitted"`
	Tables  []ImportTable      `json:"tables"`
	Skips   []office.SheetSkip `json:"skips"`
	Notes   []string           `json:"notes"`
	Written bool               `json:"written"`
	Backup  string             `json:"backup"` // the snapshot made before
}

// shownVerdicts is how many verdicts the page is given.
const shownVerdicts = 2000

// imported is the last import or rehearsal, kept for its error copies.
type imported struct {
	mu     sync.Mutex
	books  []importedBook
	result *office.ImportResult
}

// importedBook is one workbook with what was read from it. prefix stands before
// its sheets' names when there are several.
type importedBook struct {
	book    *sheet.Book
	reading *office.SheetReading
	prefix  string
}

// Layouts returns the kinds of lists with their columns.
func (m *Imports) Layouts() (list []office.Layout, err error) {
	defer caught(&err)
	list = office.Layouts()
	for i := range list {
		list[i].Fields = slices.Clone(list[i].Fields)
		for j := range list[i].Fields {
			f := &list[i].Fields[j]
			f.Aliases, f.Choices = notNil(f.Aliases), notNil(f.Choices)
		}
	}
	return list, nil
}

func notNil[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// Pick asks for workbooks; none means that the clerk thought better of it.
func (m *Imports) Pick() (paths []string, err error) {
	defer caught(&err)
	paths, err = m.d.shell.OpenFiles("选择要导入的表格", []string{"*.xlsx", "*.xls", "*.csv"})
	return notNil(paths), err
}

// Run reads the workbooks and brings their rows in, or only rehearses it.
func (m *Imports) Run(in ImportInput) (out ImportOutcome, err error) {
	defer caught(&err)
	step, end := m.d.start("import", "正在导入")
	defer end()
	if in.Errors != "" {
		if err := isWorkbook(in.Errors); err != nil {
			return out, err
		}
	}
	defer lean.begin()() // thousands of rows with what is found of each are held until all are read
	books, err := m.read(in)
	if err != nil {
		return out, err
	}
	all, sum := joinReadings(books)
	out = ImportOutcome{Tables: tablesOf(all), Skips: all.Skips, Notes: all.Notes}
	if !in.Rehearse {
		b, err := m.d.Snapshot("导入前")
		if err != nil {
			return out, err
		}
		out.Backup = b.Name
	}
	result, err := m.d.store.Import(all, store.ImportOptions{File: fileNames(in.Paths), SHA256: sum, Rehearse: in.Rehearse,
		AllOrNothing: in.AllOrNothing, From: in.From, Standard: in.Standard, Step: step})
	if err != nil {
		return out, err
	}
	m.d.imported.mu.Lock()
	m.d.imported.books, m.d.imported.result = books, result
	m.d.imported.mu.Unlock()
	out.Notes = append(out.Notes, result.Notes...)
	out.Result, out.Omitted = shown(*result)
	out.Written = result.ID != 0
	if out.Written {
		m.d.saved()
	}
	return out, nil
}

// read opens the workbooks and finds their lists.
func (m *Imports) read(in ImportInput) ([]importedBook, error) {
	layout, err := office.LayoutOf(in.Kind)
	if err != nil {
		return nil, err
	}
	if len(in.Paths) == 0 {
		return nil, office.Invalid("请选择要导入的表格文件。")
	}
	mapping, err := m.d.store.ImportMapping(in.Kind)
	if err != nil {
		return nil, err
	}
	paths, err := workbooksIn(in.Paths)
	if err != nil {
		return nil, err
	}
	books := make([]importedBook, 0, len(paths))
	for _, path := range paths {
		book, err := openBook(path)
		if err != nil {
			return nil, err
		}
		if _, ours := book.Stamp(); ours {
			return nil, office.Invalid("《%s》是发给督学的督导记录表，请在“表格收发”里合并，不要在这里导入。", book.Name())
		}
		reading, err := book.Read(layout, sheet.ReadOptions{Mapping: mapping, Year: in.Year, Heads: in.Heads})
		if err != nil {
			return nil, err
		}
		b := importedBook{book: book, reading: reading}
		if len(paths) > 1 {
			b.prefix = book.Name() + "/"
		}
		books = append(books, b)
	}
	return books, nil
}

// maxTables is more tables than one import has.
const maxTables = 500

// workbooksIn are the paths with the tables below it in place of each folder.
func workbooksIn(paths []string) ([]string, error) {
	all := []string{}
	for _, p := range paths {
		if !isFolder(p) {
			all = append(all, p)
			continue
		}
		files, err := filesIn(p, maxTables, ".xlsx", ".xls", ".csv")
		if err != nil {
			return nil, err
		}
		all = append(all, slices.DeleteFunc(files, func(f string) bool { return strings.HasPrefix(filepath.Base(f), "~$") })...)
	}
	if len(all) == 0 {
		return nil, office.Invalid("文件夹里没有表格（.xlsx、.xls、.csv），请重新选择。")
	}
	return all, nil
}

// joinReadings makes one reading of all workbooks, and the hash that names them.
func joinReadings(books []importedBook) (*office.SheetReading, string) {
	all := &office.SheetReading{Layout: books[0].reading.Layout, Skips: []office.SheetSkip{}, Notes: []string{}}
	h := sha256.New()
	for _, b := range books {
		h.Write([]byte(b.book.SHA256()))
		for _, t := range b.reading.Tables {
			t.Sheet = b.prefix + t.Sheet
			all.Tables = append(all.Tables, t)
		}
		for _, s := range b.reading.Skips {
			s.Sheet = b.prefix + s.Sheet
			all.Skips = append(all.Skips, s)
		}
		all.Notes = append(all.Notes, b.reading.Notes...)
	}
	if len(books) == 1 {
		return all, books[0].book.SHA256()
	}
	return all, hex.EncodeToString(h.Sum(nil))
}

func fileNames(paths []string) string {
	names := make([]string, len(paths))
	for i, p := range paths {
		names[i] = filepath.Base(p)
	}
	return strings.Join(names, "、")
}

func tablesOf(r *office.SheetReading) []ImportTable {
	out := make([]ImportTable, len(r.Tables))
	for i, t := range r.Tables {
		out[i] = ImportTable{Sheet: t.Sheet, HeadRow: t.HeadRow, Rows: len(t.Rows), Columns: t.Columns, Missing: t.Missing}
		if len(t.Rows) > 0 {
			out[i].Year = t.Rows[0].Hint
		}
	}
	return out
}

// shown puts the faulty rows first, then those with a hint, and leaves out what is too
// much for a page.
func shown(r office.ImportResult) (office.ImportResult, int) {
	verdicts := slices.Clone(r.Verdicts)
	rank := func(v office.RowVerdict) int {
		switch {
		case v.State == office.RowFailed:
			return -2
		case len(v.Warnings) > 0:
			return -1
		}
		return slices.Index([]office.RowState{office.RowUpdated, office.RowAdded, office.RowUnchanged}, v.State)
	}
	slices.SortStableFunc(verdicts, func(a, b office.RowVerdict) int { return rank(a) - rank(b) })
	n := min(len(verdicts), shownVerdicts)
	omitted := len(verdicts) - n
	r.Verdicts, r.Questions = verdicts[:n], notNil(r.Questions)
	return r, omitted
}

// MappingInput is what headings of a kind of list mean: heading to field key, or
// to office.IgnoreColumn.
type MappingInput struct {
	Kind    office.Kind       `json:"kind"`
	Columns map[string]string `json:"columns"`
}

// SaveMapping remembers what headings mean, for this and every later import.
func (m *Imports) SaveMapping(in MappingInput) (err error) {
	defer caught(&err)
	return m.d.store.SaveImportMapping(in.Kind, in.Columns)
}

// SheetTop is the upper left part of a sheet, for choosing the heading's row.
type SheetTop struct {
	Sheet string        `json:"sheet"`
	Rows  []SheetTopRow `json:"rows"`
}

// SheetTopRow is one row of it; Cells stand from column A on.
type SheetTopRow struct {
	Number int      `json:"number"`
	Cells  []string `json:"cells"`
}

// Top returns the first rows of each sheet of a workbook.
func (m *Imports) Top(path string) (tops []SheetTop, err error) {
	defer caught(&err)
	book, err := openBook(path)
	if err != nil {
		return []SheetTop{}, err
	}
	tops = []SheetTop{}
	for _, name := range book.Sheets() {
		top := SheetTop{Sheet: name, Rows: []SheetTopRow{}}
		numbers, cells := book.Top(name, 20)
		for i := range numbers {
			top.Rows = append(top.Rows, SheetTopRow{Number: numbers[i], Cells: cells[i]})
		}
		tops = append(tops, top)
	}
	return tops, nil
}

// SaveErrors asks where to, and writes the copy of the last import's workbooks
// with its faults marked. It returns the file, empty when the clerk thought
// better of it.
func (m *Imports) SaveErrors() (path string, err error) {
	defer caught(&err)
	m.d.imported.mu.Lock()
	books := m.d.imported.books
	m.d.imported.mu.Unlock()
	if len(books) == 0 {
		return "", office.Invalid("请先检查一份表格。")
	}
	path, err = m.d.shell.SaveFile("保存标出问题的表格", checkedName(books[0].book.Name())+".xlsx")
	if err != nil || path == "" {
		return "", err
	}
	files, err := m.d.WriteImportErrors(path)
	if err != nil {
		return "", err
	}
	m.d.took(office.OutList, "标出问题的表格", office.LevelOffice, files[0], len(files))
	return files[0], nil
}

// WriteImportErrors writes the copies of the last import's workbooks with the
// faults marked: one to path, further ones beside it under their own names.
func (d *Desk) WriteImportErrors(path string) ([]string, error) {
	if err := isWorkbook(path); err != nil {
		return nil, err
	}
	d.imported.mu.Lock()
	defer d.imported.mu.Unlock()
	// excelize holds a whole workbook to change a cell of it: the rest of the memory
	// is what the collector has not swept yet
	defer lean.begin()()
	files := []string{}
	for i, b := range d.imported.books {
		to := path
		if i > 0 {
			to = filepath.Join(filepath.Dir(path), fmt.Sprintf("%s%d.xlsx", checkedName(b.book.Name()), i+1))
		}
		if b.book.Same(to) {
			return nil, office.Errorf(office.CodeFile, "不能写在原来的表格上，请换一个文件名。")
		}
		if err := writeFile(to, func(w io.Writer) error { return b.book.WriteErrors(w, b.reading, ofBook(*d.imported.result, b)) }); err != nil {
			return nil, err
		}
		files = append(files, to)
	}
	return files, nil
}

// ofBook returns the part of the result that is about one workbook.
func ofBook(r office.ImportResult, b importedBook) *office.ImportResult {
	part := &office.ImportResult{ID: r.ID, Notes: r.Notes}
	for _, v := range r.Verdicts {
		name, ok := strings.CutPrefix(v.Sheet, b.prefix)
		if !ok {
			continue
		}
		v.Sheet = name
		part.Add(v)
	}
	return part
}

// List returns the imports so far, newest first.
func (m *Imports) List() (rows []store.ImportRecord, err error) {
	defer caught(&err)
	return m.d.store.Imports()
}

// Undo takes back a whole import by its change set; what was edited since stays
// and is named.
func (m *Imports) Undo(set int64) (out store.UndoResult, err error) {
	defer caught(&err)
	out, err = m.d.store.Undo(set)
	return ok(m.d, out, err)
}

// LastImport returns the result of the last import or rehearsal, every verdict
// in the order of the rows.
func (d *Desk) LastImport() office.ImportResult {
	d.imported.mu.Lock()
	defer d.imported.mu.Unlock()
	if d.imported.result == nil {
		return office.ImportResult{Verdicts: []office.RowVerdict{}, Questions: []office.NameQuestion{}, Notes: []string{}}
	}
	return *d.imported.result
}
