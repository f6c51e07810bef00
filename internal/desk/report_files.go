package desk

import (
	"bytes"
	"cmp"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"dudao/internal/disk"
	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/paper"
	"dudao/internal/report"
	"dudao/internal/sheet"
	"dudao/internal/word"
)

// PreviewFile is a rendered paper that the page can show: the very PDF that
// prints.
type PreviewFile struct {
	URL      string          `json:"url"`
	Pages    int             `json:"pages"`
	Warnings []string        `json:"warnings"`
	StandIns []paper.StandIn `json:"standIns"`
}

// SavedFile is a paper on the disk; Path is empty when the clerk thought better
// of it.
type SavedFile struct {
	Path  string `json:"path"`
	Bytes int64  `json:"bytes"`
	Pages int    `json:"pages"`
}

// The formats of a report.
const (
	formatPDF  = "pdf"
	formatDOCX = "docx"
	formatXLSX = "xlsx"
)

// printed is one paper in one format.
type printed struct {
	name     string // file name
	bytes    []byte
	pages    int
	warnings []string
	standIns []paper.StandIn
	level    string // of masking, "" for 内部
	action   string // for the export log, "" for a paper that is saved
}

// printDocument renders a document as PDF.
func (d *Desk) printDocument(document doc.Document, name string) (printed, error) {
	set, err := d.store.Settings()
	if err != nil {
		return printed{}, err
	}
	res, err := paper.Render(markedPaper(document, set), paper.Options{})
	if err != nil {
		return printed{}, err
	}
	p := printed{name: FileName(name) + ".pdf", bytes: res.PDF, pages: res.Pages, warnings: res.Warnings, standIns: res.StandIns}
	if p.warnings == nil {
		p.warnings = []string{}
	}
	if p.standIns == nil {
		p.standIns = []paper.StandIn{}
	}
	return p, nil
}

// markedPaper puts the office's mark into the codes of a paper: the numbers of its
// records are those of every other county's as well.
func markedPaper(document doc.Document, set office.Settings) doc.Document {
	mark := office.OfficeMark(set.OfficeName)
	document.Code = office.MarkedCode(document.Code, mark)
	document.Blocks = slices.Clone(document.Blocks)
	for i, b := range document.Blocks {
		switch b := b.(type) {
		case doc.PageBreak:
			b.Code = office.MarkedCode(b.Code, mark)
			document.Blocks[i] = b
		case doc.QR:
			b.Text = office.MarkedCode(b.Text, mark)
			document.Blocks[i] = b
		}
	}
	return document
}

// wordDocument renders a document as DOCX.
func (d *Desk) wordDocument(document doc.Document, name string) (printed, error) {
	set, err := d.store.Settings()
	if err != nil {
		return printed{}, err
	}
	var out bytes.Buffer
	warnings, err := word.Write(&out, markedPaper(document, set), word.Options{QR: paper.CodePicture})
	return printed{name: FileName(name) + ".docx", bytes: out.Bytes(), warnings: warnings}, err
}

// workbook writes a document with the lists behind its figures as XLSX.
func workbook(document doc.Document, details []report.Detail, name string) (printed, error) {
	lists := make([]sheet.Detail, 0, len(details))
	for _, x := range details {
		lists = append(lists, sheet.Detail{Name: x.Key, Title: x.Title, Basis: x.Basis, Head: x.Head, Rows: x.Rows})
	}
	var out bytes.Buffer
	err := sheet.WriteReport(&out, document, lists)
	return printed{name: FileName(name) + ".xlsx", bytes: out.Bytes()}, err
}

// printMonth renders a month's report in the format.
func (d *Desk) printMonth(m *report.Month, format string) (printed, error) {
	return d.produce("month", monthBuilt(m), format)
}

func (d *Desk) preview(p printed, err error) (PreviewFile, error) {
	if err != nil {
		return PreviewFile{Warnings: []string{}, StandIns: []paper.StandIn{}}, err
	}
	url, err := d.putPreview(p.bytes)
	return PreviewFile{URL: url, Pages: p.pages, Warnings: p.warnings, StandIns: p.standIns}, err
}

// Preview renders a month's report for the screen.
func (r *Reports) Preview(in ReportInput) (out PreviewFile, err error) {
	defer caught(&err)
	m, err := r.d.monthReport(in)
	if err != nil {
		return out, err
	}
	return r.d.preview(r.d.printMonth(m, formatPDF))
}

// Statistics renders the month's statistics table (月统计表).
func (r *Reports) Statistics(in ReportInput) (out PreviewFile, err error) {
	defer caught(&err)
	m, err := r.d.monthReport(in)
	if err != nil {
		return out, err
	}
	document := m.Statistics()
	return r.d.preview(r.d.printDocument(document, document.Title))
}

// SaveReport names a report, its format (pdf, docx or xlsx) and the file; an empty
// path asks for one.
type SaveReport struct {
	Span   string `json:"span"`
	Zone   string `json:"zone"`
	Form   string `json:"form"` // "" the report, statistics the statistics table
	Format string `json:"format"`
	Path   string `json:"path"`
	Level  string `json:"level,omitempty"` // 遮盖程度, "" for 内部
}

// Save writes a report as a file.
func (r *Reports) Save(in SaveReport) (out SavedFile, err error) {
	defer caught(&err)
	p, err := r.d.print(in)
	if err != nil {
		return out, err
	}
	return r.d.savePrinted(p, in.Path)
}

func (d *Desk) print(in SaveReport) (printed, error) {
	return d.printFormAt(cmp.Or(in.Form, "month"), in.Span+"/"+in.Zone, cmp.Or(in.Format, formatPDF), in.Level)
}

// savePrinted writes a paper to the path, which an empty one asks for.
func (d *Desk) savePrinted(p printed, path string) (SavedFile, error) {
	if path == "" {
		var err error
		if path, err = d.shell.SaveFile("保存"+strings.TrimSuffix(p.name, filepath.Ext(p.name)), p.name); err != nil || path == "" {
			return SavedFile{}, err
		}
	}
	if err := disk.MkdirAll(filepath.Dir(path)); err != nil {
		return SavedFile{}, office.Errorf(office.CodeFile, "无法建立文件夹“%s”，请换一个位置。", filepath.Dir(path))
	}
	err := writeFile(path, func(w io.Writer) error { _, err := w.Write(p.bytes); return err })
	if err == nil {
		d.took(cmp.Or(p.action, office.OutPaper), strings.TrimSuffix(p.name, filepath.Ext(p.name)), p.level, path, 1)
	}
	return SavedFile{Path: path, Bytes: int64(len(p.bytes)), Pages: p.pages}, err
}

// Open shows a report in the PC's own program, from where it can be printed.
func (r *Reports) Open(in SaveReport) (out SavedFile, err error) {
	defer caught(&err)
	p, err := r.d.print(in)
	if err != nil {
		return out, err
	}
	return r.d.openPrinted(p)
}

func (d *Desk) openPrinted(p printed) (SavedFile, error) {
	out, err := d.keepPrinted(p)
	if err != nil {
		return out, err
	}
	return out, d.shell.OpenPath(out.Path)
}

// keepPrinted writes a paper where another program may read it until the next start.
func (d *Desk) keepPrinted(p printed) (SavedFile, error) {
	p.action = office.OutPrint
	// A folder of its own keeps the file's name good and free.
	dir := filepath.Join(d.dir, cacheFolder, time.Now().Format("150405.000000"))
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return SavedFile{}, err
	}
	return d.savePrinted(p, filepath.Join(dir, p.name))
}
