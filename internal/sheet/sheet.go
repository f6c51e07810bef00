// Package sheet reads and writes workbooks: the clerk's own lists in (.xlsx,
// .xls, .csv), lists, error copies and reports out (.xlsx).
//
// The one rule: nothing else in the program knows a workbook format. What is
// read is text with a place; what it means is decided in office.
//
// Writing is done by excelize. Reading is done here, cell by cell from the
// workbook's own parts: excelize's row reader gives strings without their type,
// loads a whole sheet for its merged cells and follows a hostile file far beyond
// the limits below, and measured twice as slow. The .xls readers at hand drop
// the results of formulas, know no merged cells and panic on a truncated file,
// so BIFF8 is read here too, over mscfb.
package sheet

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"dudao/internal/office"
)

// Limits bound what a file may cost to read.
type Limits struct {
	FileBytes int64 // of the file itself
	PartBytes int64 // of one part of a workbook, unpacked
	AllBytes  int64 // of all parts read, unpacked
	Rows      int   // with content, on one sheet
	Cols      int   // further columns are reported and left out
	Cells     int   // of all sheets together
	EmptyRun  int   // rows without content after which a sheet is taken to end
}

// DefaultLimits read any list a county may have and stop everything else.
var DefaultLimits = Limits{
	FileBytes: 64 << 20, PartBytes: 128 << 20, AllBytes: 256 << 20,
	Rows: 100_000, Cols: 256, Cells: 5_000_000, EmptyRun: 5_000,
}

type cellKind uint8

const (
	textCell cellKind = iota
	numberCell
	faultCell // text is what the workbook shows, e.g. #REF!
)

// cell is one cell with content.
type cell struct {
	col  int // from 1
	kind cellKind
	text string
}

// line is one row with content; cells are in column order.
type line struct {
	num    int // from 1
	hidden bool
	cells  []cell
}

// rect is a merged area, from 1, both ends included.
type rect struct{ top, left, bottom, right int }

// page is one sheet as read.
type page struct {
	name   string
	lines  []line
	merges []rect
	notes  []string
	hidden bool // and so not read
}

// format is the kind of file.
type format string

const (
	formatXLSX format = "xlsx"
	formatXLS  format = "xls"
	formatCSV  format = "csv"
)

// Book is a workbook that was read whole.
type Book struct {
	path   string
	data   []byte // of an .xlsx, for the error copy
	format format
	pages  []page
	hidden []string
	stamps []string // what the workbook says of itself, where it is one of ours
	sha256 string
}

// SHA256 returns the hash of the file's bytes as they were read.
func (b *Book) SHA256() string { return b.sha256 }

// Same tells whether path is the workbook's own file.
func (b *Book) Same(path string) bool {
	own, err := os.Stat(b.path)
	if err != nil {
		return false
	}
	other, err := os.Stat(path)
	return err == nil && os.SameFile(own, other)
}

// Top returns the first n rows with content of a sheet, as they stand.
func (b *Book) Top(sheet string, n int) (numbers []int, rows [][]string) {
	for i := range b.pages {
		p := &b.pages[i]
		if p.name != sheet {
			continue
		}
		for _, l := range p.lines[:min(n, len(p.lines))] {
			row := make([]string, min(l.cells[len(l.cells)-1].col, 40))
			for _, c := range l.cells {
				if c.col <= len(row) {
					row[c.col-1] = c.text
				}
			}
			numbers, rows = append(numbers, l.num), append(rows, row)
		}
	}
	return numbers, rows
}

// Name returns the file's name.
func (b *Book) Name() string { return filepath.Base(b.path) }

// Sheets returns the names of the sheets with content.
func (b *Book) Sheets() []string {
	names := make([]string, len(b.pages))
	for i := range b.pages {
		names[i] = b.pages[i].name
	}
	return names
}

func refuse(path, format string, args ...any) *office.Error {
	return office.Errorf(office.CodeFile, "《%s》%s", filepath.Base(path), fmt.Sprintf(format, args...))
}

// Open reads the workbook at path. What the file is is told from its bytes, not
// from its name. It returns an *office.Error of CodeFile when it cannot be read.
func Open(path string, limits Limits) (*Book, error) {
	info, err := os.Stat(path)
	switch {
	case os.IsNotExist(err):
		return nil, refuse(path, "找不到，可能已被移动或改名，请重新选择文件。")
	case err != nil:
		return nil, refuse(path, "打不开，可能正被别的程序占用，请关闭后再试。")
	case info.IsDir():
		return nil, refuse(path, "是文件夹，请选择其中的表格文件。")
	case info.Size() == 0:
		return nil, refuse(path, "是空文件，请检查是否传输完整。")
	case info.Size() > limits.FileBytes:
		return nil, refuse(path, "太大（%d MB），最多 %d MB；请分成几个文件再导入。", info.Size()>>20, limits.FileBytes>>20)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, refuse(path, "打不开，可能正被别的程序占用，请关闭后再试。")
	}
	return read(path, data, limits)
}

func read(path string, data []byte, limits Limits) (book *Book, err error) {
	sum := sha256.Sum256(data)
	book = &Book{path: path, sha256: hex.EncodeToString(sum[:])}
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		book.format, book.data = formatXLSX, data
		book.pages, err = readXLSX(path, data, limits)
	case bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		book.format = formatXLS
		book.pages, err = readXLS(path, data, limits)
	default:
		book.format = formatCSV
		book.pages, err = readText(path, data, limits)
	}
	if err != nil {
		return nil, err
	}
	full := book.pages[:0]
	for _, p := range book.pages {
		if (p.name == office.StampSheet || p.hidden && p.name == office.StampName) && len(p.lines) > 0 {
			book.stamps = append(book.stamps, p.lines[0].cells[0].text)
			continue
		}
		if p.hidden {
			book.hidden = append(book.hidden, p.name)
			continue
		}
		if len(p.lines) > 0 {
			full = append(full, p)
		}
	}
	book.pages = full
	if len(book.pages) == 0 {
		return nil, refuse(path, "里没有内容，请检查是否选错了文件。")
	}
	return book, nil
}

// otherType names what a file is when it is no workbook; empty when unknown.
func otherType(data []byte) string {
	for magic, name := range map[string]string{
		"%PDF": "PDF 文件", "\x89PNG": "图片", "\xFF\xD8\xFF": "图片", "GIF8": "图片", "Rar!": "压缩包",
		"7z\xBC\xAF": "压缩包", "\x1F\x8B": "压缩包", "{\\rtf": "Word 文件", "MZ": "程序", "SQLite format 3": "数据库文件",
	} {
		if bytes.HasPrefix(data, []byte(magic)) {
			return name
		}
	}
	head := bytes.ToLower(data[:min(len(data), 512)])
	if bytes.Contains(head, []byte("<html")) || bytes.Contains(head, []byte("<!doctype html")) || bytes.Contains(head, []byte("<table")) {
		return "网页（有的平台导出的“xls”其实是网页）"
	}
	if bytes.HasPrefix(head, []byte("<?xml")) {
		return "XML 文件"
	}
	return ""
}

// packageType tells what a zip package is by its parts.
func packageType(z *zip.Reader) string {
	for _, f := range z.File {
		switch {
		case strings.HasPrefix(f.Name, "word/"):
			return "Word 文件"
		case strings.HasPrefix(f.Name, "ppt/"):
			return "PPT 文件"
		case f.Name == "content.xml":
			return "OpenDocument 文件"
		case strings.HasSuffix(f.Name, "workbook.bin"):
			return "xlsb 二进制工作簿"
		}
	}
	return "压缩包"
}

// budget counts what reading has cost so far.
type budget struct {
	path   string
	limits Limits
	bytes  int64
	cells  int
}

// part returns a reader of one part that fails beyond the limits.
func (b *budget) part(f *zip.File) (io.ReadCloser, error) {
	r, err := f.Open()
	if err != nil {
		return nil, refuse(b.path, "已损坏，打不开；请用 Excel 或 WPS 打开后另存一份再导入。")
	}
	return &meter{ReadCloser: r, b: b}, nil
}

func (b *budget) tooBig() *office.Error {
	return refuse(b.path, "解开后过大，不像正常的表格，已停止读取；请把要导入的内容复制到新表格再导入。")
}

// meter counts the bytes of one part and of the whole.
type meter struct {
	io.ReadCloser
	b *budget
	n int64
}

func (m *meter) Read(p []byte) (int, error) {
	n, err := m.ReadCloser.Read(p)
	m.n += int64(n)
	m.b.bytes += int64(n)
	if m.n > m.b.limits.PartBytes || m.b.bytes > m.b.limits.AllBytes {
		return n, m.b.tooBig()
	}
	return n, err
}

// gather collects the lines of one page within the limits.
type gather struct {
	b       *budget
	page    page
	current line
	last    int // the row number last seen, with or without content
	ended   bool
	beyond  int // first column beyond the limit that had content
}

// startRow begins row num; false means the page has come to its end.
func (g *gather) startRow(num int) (bool, error) {
	if err := g.flush(); err != nil {
		return false, err
	}
	lastFull := 0
	if n := len(g.page.lines); n > 0 {
		lastFull = g.page.lines[n-1].num
	}
	if num-lastFull > g.b.limits.EmptyRun {
		g.ended = true
		g.page.notes = append(g.page.notes, fmt.Sprintf("工作表“%s”第 %d 行之后连续 %d 行没有内容，其后不再读取", g.page.name, lastFull, g.b.limits.EmptyRun))
		return false, nil
	}
	g.last = num
	g.current = line{num: num}
	return true, nil
}

func (g *gather) add(c cell) error {
	if strings.TrimSpace(c.text) == "" {
		return nil
	}
	if c.col > g.b.limits.Cols {
		if g.beyond == 0 || c.col < g.beyond {
			g.beyond = c.col
		}
		return nil
	}
	g.b.cells++
	if g.b.cells > g.b.limits.Cells {
		return g.b.tooBig()
	}
	g.current.cells = append(g.current.cells, c)
	return nil
}

func (g *gather) flush() error {
	if len(g.current.cells) == 0 {
		return nil
	}
	g.page.lines = append(g.page.lines, g.current)
	g.current = line{}
	if len(g.page.lines) > g.b.limits.Rows {
		return refuse(g.b.path, "工作表“%s”超过 %d 行，请分成几个文件再导入。", g.page.name, g.b.limits.Rows)
	}
	return nil
}

func (g *gather) done() (page, error) {
	if err := g.flush(); err != nil {
		return page{}, err
	}
	if g.beyond > 0 {
		g.page.notes = append(g.page.notes, fmt.Sprintf("工作表“%s”第 %s 列及以后的内容没有读（只读前 %d 列）", g.page.name, ColumnLetter(g.beyond), g.b.limits.Cols))
	}
	return g.page, nil
}

// ColumnLetter returns the letters of the column, from 1: A.
func ColumnLetter(col int) string {
	s := ""
	for col > 0 {
		col--
		s = string(rune('A'+col%26)) + s
		col /= 26
	}
	return s
}

// columnNumber reads the column letters of a cell reference such as AB12.
func columnNumber(ref string) int {
	n := 0
	for _, r := range ref {
		switch {
		case r >= 'A' && r <= 'Z':
			n = n*26 + int(r-'A') + 1
		case r >= 'a' && r <= 'z':
			n = n*26 + int(r-'a') + 1
		default:
			return n
		}
		if n > 1<<20 {
			return n
		}
	}
	return n
}
