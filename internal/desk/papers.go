package desk

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/report"
)

// Papers is every printed form (文书): which there are for a record, shown,
// saved and opened.
type Papers struct{ d *Desk }

// Form is a paper that can be printed by itself (文书).
type Form struct {
	Key   string `json:"key"`
	Title string `json:"title"`
	// Kind is the kind of record it is made from, ID what its id is in words, e.g.
	// 督导记录编号.
	Kind string `json:"kind"`
	ID   string `json:"id"`
	// Formats are those it comes in, pdf first.
	Formats []string `json:"formats"`
}

// form is a Form and how it is made.
type form struct {
	Form
	// build makes the paper of a record by its number or id.
	build func(d *Desk, id string) (built, error)
}

// built is a paper ready to be rendered in any of its formats.
type built struct {
	document doc.Document
	// book is the document of the XLSX when it differs, details the lists behind
	// its figures.
	book    *doc.Document
	details []report.Detail
	// filling is what a county's own template of the form is filled with; nil when
	// the form takes none.
	filling func() office.Filling
}

// The formats of papers: texts that are edited further, and tables.
var (
	asText  = []string{formatPDF, formatDOCX}
	asTable = []string{formatPDF, formatXLSX}
	asBoth  = []string{formatPDF, formatDOCX, formatXLSX}
)

// forms are all papers, in the order of the office's work. A function and not a
// variable: a form's build may itself ask for forms.
func forms() []form {
	return slices.Concat(
		visitForms(),
		visitPartForms(),
		rectifyForms(),
		complaintForms(),
		planForms(),
		publicationForms(),
		assessmentForms(),
		inspectionForms(),
		monthForms(),
		alertForms(),
		sheetForms(),
		placeForms(),
		tenureForms(),
		trainingForms(),
		dossierForms(),
		checklistForms(),
		archiveForms(),
		evaluationForms(),
		gapForms(),
		trayForms(),
		shelfForms(),
		outgoingForms(),
	)
}

// Forms are the papers that PrintForm knows.
func Forms() []Form {
	out := []Form{}
	for _, f := range forms() {
		out = append(out, f.Form)
	}
	return out
}

func formOf(key string) (form, error) {
	for _, f := range forms() {
		if f.Key == key {
			return f, nil
		}
	}
	return form{}, office.Invalid("没有“%s”这种文书，运行 print --list 查看全部文书。", key)
}

// OfferedForm is a form as the print button offers it.
type OfferedForm struct {
	Key     string   `json:"key"`
	Title   string   `json:"title"`
	Kind    string   `json:"kind"`
	Formats []string `json:"formats"`
	// Template is the file name of the county's own template, by which the DOCX is
	// made; empty without one.
	Template string `json:"template"`
}

// List returns the forms made from the kind of record, all for "".
func (p *Papers) List(kind string) (list []OfferedForm, err error) {
	defer caught(&err)
	list = []OfferedForm{}
	own, err := p.d.templateNames()
	if err != nil {
		return list, err
	}
	for _, f := range Forms() {
		if kind == "" || f.Kind == kind {
			list = append(list, OfferedForm{f.Key, f.Title, f.Kind, f.Formats, own[f.Key]})
		}
	}
	return list, nil
}

// PaperInput names a form, its record by number or id, and when it is saved the
// format (pdf, docx, xlsx) and the file; an empty path asks for one.
type PaperInput struct {
	Form   string `json:"form"`
	ID     string `json:"id"`
	Format string `json:"format"`
	Path   string `json:"path"`
	Level  string `json:"level,omitempty"` // 遮盖程度, "" for 内部
}

// Preview renders a paper for the screen: the very PDF that prints.
func (p *Papers) Preview(in PaperInput) (out PreviewFile, err error) {
	defer caught(&err)
	return p.d.preview(p.d.printFormAt(in.Form, in.ID, formatPDF, in.Level))
}

// Save writes a paper as a file.
func (p *Papers) Save(in PaperInput) (out SavedFile, err error) {
	defer caught(&err)
	made, err := p.d.printFormAt(in.Form, in.ID, in.Format, in.Level)
	if err != nil {
		return out, err
	}
	return p.d.savePrinted(made, in.Path)
}

// Open shows a paper in the PC's own program, from where it can be printed.
func (p *Papers) Open(in PaperInput) (out SavedFile, err error) {
	defer caught(&err)
	if in.Format == "" {
		in.Format = formatPDF
	}
	made, err := p.d.printFormAt(in.Form, in.ID, in.Format, in.Level)
	if err != nil {
		return out, err
	}
	return p.d.openPrinted(made)
}

// Print has the PC's own program print a paper on the usual printer.
func (p *Papers) Print(in PaperInput) (out SavedFile, err error) {
	defer caught(&err)
	made, err := p.d.printFormAt(in.Form, in.ID, formatPDF, in.Level)
	if err != nil {
		return out, err
	}
	if out, err = p.d.keepPrinted(made); err != nil {
		return out, err
	}
	return out, p.d.shell.PrintPath(out.Path)
}

// PrintForm writes one form; the file's ending chooses the format.
func (d *Desk) PrintForm(form, id, path string) (SavedFile, error) {
	return d.PrintFormAt(form, id, path, office.LevelOffice)
}

// PrintFormAt is PrintForm at a level of masking.
func (d *Desk) PrintFormAt(form, id, path, level string) (SavedFile, error) {
	p, err := d.printFormAt(form, id, strings.ToLower(strings.TrimPrefix(filepath.Ext(path), ".")), level)
	if err != nil {
		return SavedFile{}, err
	}
	return d.savePrinted(p, path)
}

func (d *Desk) printForm(key, id, format string) (printed, error) {
	return d.printFormAt(key, id, format, office.LevelOffice)
}

func (d *Desk) printFormAt(key, id, format, level string) (printed, error) {
	f, err := formOf(key)
	if err != nil {
		return printed{}, err
	}
	if !slices.Contains(f.Formats, format) {
		return printed{}, office.Invalid("%s可以保存为 %s，不能保存为“%s”。", f.Title, strings.Join(f.Formats, "、"), format)
	}
	b, err := f.build(d, id)
	if err != nil {
		return printed{}, err
	}
	m, err := d.mask(level)
	if err != nil {
		return printed{}, err
	}
	p, err := d.produce(key, b.atLevel(m), format)
	return p.at(m), err
}

// at names the paper's file by the level of masking that it was made at.
func (p printed) at(m veil) printed {
	p.level = m.Level()
	ending := filepath.Ext(p.name)
	p.name = office.AtLevel(strings.TrimSuffix(p.name, ending), p.level) + ending
	return p
}

// produce makes a form in the format: Word by the county's own template where
// there is one.
func (d *Desk) produce(key string, b built, format string) (printed, error) {
	if format == formatDOCX {
		if p, is, err := d.fillTemplate(key, b); is || err != nil {
			return p, err
		}
	}
	return d.render(b, format)
}

// render makes a built paper in the format.
func (d *Desk) render(b built, format string) (printed, error) {
	switch format {
	case formatXLSX:
		document := b.document
		if b.book != nil {
			document = *b.book
		}
		return workbook(document, b.details, b.document.Title)
	case formatDOCX:
		return d.wordDocument(b.document, b.document.Title)
	}
	return d.printDocument(b.document, b.document.Title)
}

// numbered finds a record by its number (e.g. JL2026-0012) or its id.
func numbered(id string, byNumber func(string) (int64, error)) (int64, error) {
	if n, err := strconv.ParseInt(id, 10, 64); err == nil {
		return n, nil
	}
	return byNumber(id)
}
