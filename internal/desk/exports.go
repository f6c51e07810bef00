package desk

import (
	"io"
	"strings"

	"dudao/internal/office"
	"dudao/internal/sheet"
)

// Export asks where to, and writes all records of the kind as a workbook that
// can be edited and brought back. It returns the file, empty when the clerk
// thought better of it.
func (m *Imports) Export(kind string) (path string, err error) {
	defer caught(&err)
	return m.saveList(office.Kind(kind), ExportOptions{})
}

// ExportInput names a list, and the level at which it leaves.
type ExportInput struct {
	Kind  string `json:"kind"`
	Level string `json:"level,omitempty"`
}

// ExportAt is Export at a level of masking.
func (m *Imports) ExportAt(in ExportInput) (path string, err error) {
	defer caught(&err)
	return m.saveList(office.Kind(in.Kind), ExportOptions{Level: in.Level})
}

// Template asks where to, and writes an empty workbook of the kind.
func (m *Imports) Template(kind string) (path string, err error) {
	defer caught(&err)
	return m.saveList(office.Kind(kind), ExportOptions{Template: true})
}

// ExportOptions steer the export of a list.
type ExportOptions struct {
	// Template writes no record, only the empty sheet with its help.
	Template bool
	// Full names who called in the register of complaints; masked without it.
	Full bool
	// Level is the level of masking, 内部 without one. A list at another level is
	// for others to read: nothing of it is brought back.
	Level string

	step stepper
}

func (m *Imports) saveList(kind office.Kind, opt ExportOptions) (string, error) {
	layout, err := office.LayoutOf(kind)
	if err != nil {
		return "", err
	}
	title, name := "导出"+layout.Title, layout.Title+"-"+string(m.d.store.Today())+".xlsx"
	switch {
	case opt.Template:
		title, name = "保存空白表", layout.Title+"-空白表.xlsx"
	case opt.Full:
		name = layout.Title + "-完整-" + string(m.d.store.Today()) + ".xlsx"
	}
	name = office.AtLevel(strings.TrimSuffix(name, ".xlsx"), opt.Level) + ".xlsx"
	path, err := m.d.shell.SaveFile(title, name)
	if err != nil || path == "" {
		return "", err
	}
	step, end := m.d.start("export", title)
	defer end()
	opt.step = step
	_, err = m.d.ExportList(kind, path, opt)
	return path, err
}

// ExportList writes all records of the kind, or an empty template, to the file
// and returns how many rows it has.
func (d *Desk) ExportList(kind office.Kind, path string, opt ExportOptions) (int, error) {
	if err := isWorkbook(path); err != nil {
		return 0, err
	}
	layout, err := office.LayoutOf(kind)
	if err != nil {
		return 0, err
	}
	rows := []office.ListRow{}
	if !opt.Template {
		if rows, err = d.store.Export(kind); err != nil {
			return 0, err
		}
	}
	if kind == office.KindComplaints && !opt.Full {
		for i := range rows {
			rows[i].Cells = office.MaskRow(rows[i].Cells)
		}
	}
	mask, err := d.mask(opt.Level)
	if err != nil {
		return 0, err
	}
	if mask.Hides() {
		for i, row := range rows {
			rows[i] = office.ListRow{Cells: maskedCells(mask.Mask, row.Cells)}
		}
	}
	words, err := d.listWords()
	if err != nil {
		return 0, err
	}
	err = writeFile(path, func(w io.Writer) error {
		return sheet.WriteList(w, layout, rows, sheet.ListOptions{Template: opt.Template, Words: words, Step: opt.step})
	})
	if err == nil && !opt.Template {
		title := layout.Title
		if opt.Full {
			title += "（不遮盖投诉人）"
		}
		d.took(office.OutList, title, mask.Level(), path, 1)
	}
	return len(rows), err
}

// listWords are the choices that live in the records: names of schools,
// inspectors and zones.
func (d *Desk) listWords() (map[string][]string, error) {
	schools, err := d.store.SchoolOptions()
	if err != nil {
		return nil, err
	}
	people, err := d.store.InspectorOptions()
	if err != nil {
		return nil, err
	}
	words := map[string][]string{}
	for _, s := range schools {
		words["school"] = append(words["school"], s.Name)
	}
	for _, p := range people {
		words["inspectors"] = append(words["inspectors"], p.Name)
		words["leader"] = append(words["leader"], p.Name)
		words["deputy"] = append(words["deputy"], p.Name)
	}
	version, err := d.store.ZoneVersionOn(d.store.Today())
	if err != nil || version.ID == 0 {
		return words, err
	}
	zones, err := d.store.Zones(version.ID)
	for _, z := range zones {
		words["zone"] = append(words["zone"], z.Name)
	}
	return words, err
}
