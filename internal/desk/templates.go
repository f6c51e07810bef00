package desk

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/report"
	"dudao/internal/word"
)

// Templates is the screen 文书模板: the county's own Word forms.
type Templates struct{ d *Desk }

// TemplateForm is a form that may have a template of the county's own.
type TemplateForm struct {
	Form         string               `json:"form"`
	Title        string               `json:"title"`
	Placeholders []office.Placeholder `json:"placeholders"`
	// Template is the one in use; its ID is 0 without one.
	Template office.Template `json:"template"`
}

// List returns the forms that take a template, in the order of the office's work.
func (t *Templates) List() (list []TemplateForm, err error) {
	defer caught(&err)
	list = []TemplateForm{}
	for _, f := range Forms() {
		known := report.Placeholders(f.Key)
		if len(known) == 0 {
			continue
		}
		row, _, err := t.d.store.Template(f.Key)
		if err != nil {
			return list, err
		}
		list = append(list, TemplateForm{Form: f.Key, Title: f.Title, Placeholders: known, Template: row})
	}
	return list, nil
}

// TemplateInput names a form and a file; an empty path asks for one.
type TemplateInput struct {
	Form string `json:"form"`
	Path string `json:"path"`
}

// TemplateCheck is what was found in a template: with problems, finished
// sentences, it was not taken.
type TemplateCheck struct {
	Name     string   `json:"name"` // file name; empty when the clerk thought better of it
	Problems []string `json:"problems"`
	Saved    bool     `json:"saved"`
}

// Add takes a file as the template of a form when every placeholder in it is
// known and nothing in it could run.
func (t *Templates) Add(in TemplateInput) (out TemplateCheck, err error) {
	defer caught(&err)
	out.Problems = []string{}
	f, err := templateForm(in.Form)
	if err != nil {
		return out, err
	}
	if in.Path == "" {
		paths, err := t.d.shell.OpenFiles("选择"+f.Title+"的模板", []string{"*.docx"})
		if err != nil || len(paths) == 0 {
			return out, err
		}
		in.Path = paths[0]
	}
	out.Name = plainName(filepath.Base(in.Path))
	limit, err := t.d.store.Rule(office.RuleAttachmentSize, t.d.store.Today())
	if err != nil {
		return out, err
	}
	if err := checkFile(in.Path, limit); err != nil {
		return out, err
	}
	data, err := os.ReadFile(in.Path)
	if err != nil {
		return out, office.Errorf(office.CodeFile, "文件“%s”无法读取，请检查权限或先关闭正在使用它的程序。", out.Name)
	}
	if out.Problems = append(out.Problems, word.Check(data, names(in.Form))...); len(out.Problems) > 0 {
		return out, nil
	}
	row := office.Template{Form: in.Form, Name: out.Name}
	if row.SHA256, row.Bytes, err = t.d.vault.Put(bytes.NewReader(data)); err != nil {
		return out, err
	}
	_, err = t.d.store.SaveTemplate(row)
	out.Saved = err == nil
	return ok(t.d, out, err)
}

// Check looks through the template that a form has: a later version of the program
// may know other placeholders.
func (t *Templates) Check(form string) (out TemplateCheck, err error) {
	defer caught(&err)
	out.Problems = []string{}
	data, row, err := t.d.templateBytes(form)
	if err != nil {
		return out, err
	}
	if row.ID == 0 {
		return out, noTemplate()
	}
	out.Name, out.Saved = row.Name, true
	out.Problems = append(out.Problems, word.Check(data, names(form))...)
	return out, nil
}

// Remove takes a form's template away; the program's own form is printed again.
func (t *Templates) Remove(form string) (err error) {
	defer caught(&err)
	return done(t.d, t.d.store.DeleteTemplate(form))
}

// SaveCopy writes the template of a form as a file, to be edited.
func (t *Templates) SaveCopy(in TemplateInput) (out SavedFile, err error) {
	defer caught(&err)
	data, row, err := t.d.templateBytes(in.Form)
	if err != nil {
		return out, err
	}
	if row.ID == 0 {
		return out, noTemplate()
	}
	return t.d.savePrinted(printed{name: row.Name, bytes: data}, in.Path)
}

// Starter writes a document that holds every placeholder of a form, to begin a
// template from.
func (t *Templates) Starter(in TemplateInput) (out SavedFile, err error) {
	defer caught(&err)
	f, err := templateForm(in.Form)
	if err != nil {
		return out, err
	}
	p, err := t.d.wordDocument(starter(f), f.Title+"模板")
	if err != nil {
		return out, err
	}
	return t.d.savePrinted(p, in.Path)
}

func noTemplate() error {
	return office.Errorf(office.CodeNotFound, "这种文书没有本县模板，可能刚被删除。请刷新后重试。")
}

// templateForm returns a form that takes a template.
func templateForm(key string) (Form, error) {
	f, err := formOf(key)
	if err != nil {
		return Form{}, err
	}
	if len(report.Placeholders(key)) == 0 {
		return Form{}, office.Invalid("%s不能用本县模板，请直接保存为 %s。", f.Title, strings.Join(f.Formats, "、"))
	}
	return f.Form, nil
}

// names are the placeholders of a form.
func names(form string) []string {
	out := []string{}
	for _, p := range report.Placeholders(form) {
		out = append(out, p.Name)
	}
	return out
}

// starter is the document that a template may begin from: each placeholder beside
// what it stands for, each list as a table whose row is repeated.
func starter(f Form) doc.Document {
	d := doc.Document{Title: f.Title, Style: doc.Form, Blocks: []doc.Block{doc.Title{Text: f.Title}}}
	texts := doc.Grid{Widths: []float64{3, 3, 5}}
	lists := []doc.Table{}
	for _, p := range report.Placeholders(f.Key) {
		list, field, isList := strings.Cut(p.Name, ".")
		if !isList {
			texts.Rows = append(texts.Rows, doc.GridRow{Cells: []doc.GridCell{{Text: p.Name, Label: true}, {Text: p.About}, {Text: "{" + p.Name + "}"}}})
			continue
		}
		i := slices.IndexFunc(lists, func(t doc.Table) bool { return t.Caption == list })
		if i < 0 {
			i = len(lists)
			lists = append(lists, doc.Table{Caption: list, Rows: []doc.Row{{}}})
		}
		lists[i].Columns = append(lists[i].Columns, doc.Column{Head: field})
		lists[i].Rows[0].Cells = append(lists[i].Rows[0].Cells, doc.C("{"+p.Name+"}"))
	}
	d.Blocks = append(d.Blocks, texts)
	for _, t := range lists {
		d.Blocks = append(d.Blocks, t)
	}
	return d
}

// templateNames are the file names of the templates in use, by form.
func (d *Desk) templateNames() (map[string]string, error) {
	rows, err := d.store.Templates()
	out := map[string]string{}
	for _, r := range rows {
		out[r.Form] = r.Name
	}
	return out, err
}

// templateBytes reads the template of a form; its ID is 0 when there is none.
func (d *Desk) templateBytes(form string) ([]byte, office.Template, error) {
	row, has, err := d.store.Template(form)
	if err != nil || !has {
		return nil, office.Template{}, err
	}
	if err := d.vault.Verify(row.SHA256); err != nil {
		return nil, row, err
	}
	r, err := d.vault.Open(row.SHA256)
	if err != nil {
		return nil, row, err
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	return data, row, err
}

// fillTemplate makes a paper by the county's own template; is tells whether there
// is one.
func (d *Desk) fillTemplate(form string, b built) (p printed, is bool, err error) {
	if b.filling == nil {
		return p, false, nil
	}
	data, row, err := d.templateBytes(form)
	if err != nil || row.ID == 0 {
		return p, false, err
	}
	out, err := word.Fill(data, names(form), b.filling())
	if err != nil {
		return p, true, office.Invalid("本县模板“%s”：%s", row.Name, err)
	}
	return printed{name: FileName(b.document.Title) + ".docx", bytes: out}, true, nil
}
