package desk

import (
	"fmt"
	"math"

	"dudao/internal/office"
	"dudao/internal/report"
	"dudao/internal/store"
)

// Lists is what every list of the program can do besides listing: 视图, 成批修改, and
// the list itself as a paper.
type Lists struct{ d *Desk }

// Views returns the 视图 of a list, by their names.
func (l *Lists) Views(list string) (views []office.ListView, err error) {
	defer caught(&err)
	return l.d.store.ListViews(list)
}

// SaveView adds or changes a 视图.
func (l *Lists) SaveView(in office.ListView) (out office.ListView, err error) {
	defer caught(&err)
	out, err = l.d.store.SaveListView(in)
	return ok(l.d, out, err)
}

// DropView takes a 视图 away.
func (l *Lists) DropView(id int64) (err error) {
	defer caught(&err)
	return done(l.d, l.d.store.DropListView(id))
}

// Bulk returns what can be done to many records of a kind at once.
func (l *Lists) Bulk(kind string) (out store.BulkKind, err error) {
	defer caught(&err)
	return l.d.store.Bulk(kind)
}

// bulkJob names the change of many records to Jobs.
const bulkJob = "bulk"

// Change changes one field of many records, or deletes them, as one action.
func (l *Lists) Change(in store.BulkEdit) (out office.BulkResult, err error) {
	defer caught(&err)
	title := fmt.Sprintf("正在改 %d 条", len(in.IDs))
	if in.Field == "" {
		title = fmt.Sprintf("正在删除 %d 条", len(in.IDs))
	}
	step, end := l.d.start(bulkJob, title)
	defer end()
	out, err = l.d.store.ChangeMany(in, step)
	return ok(l.d, out, err)
}

// ListPaper is a list as the screen shows it: its rows as text, in their order, with
// the columns shown.
type ListPaper struct {
	Title   string              `json:"title"`
	Filter  string              `json:"filter"` // in words, empty for all
	Columns []report.ListColumn `json:"columns"`
	Rows    [][]string          `json:"rows"`
	Format  string              `json:"format"` // pdf or xlsx
	Level   string              `json:"level"`  // 遮盖程度, "" for 内部
}

// Preview renders the list for the screen: the very PDF that prints.
func (l *Lists) Preview(in ListPaper) (out PreviewFile, err error) {
	defer caught(&err)
	in.Format = formatPDF
	return l.d.preview(l.d.printList(in))
}

// Save asks where to and writes the list as a file.
func (l *Lists) Save(in ListPaper) (out SavedFile, err error) {
	defer caught(&err)
	p, err := l.d.printList(in)
	if err != nil {
		return out, err
	}
	return l.d.savePrinted(p, "")
}

// Open shows the list in the PC's own program, from where it can be printed.
func (l *Lists) Open(in ListPaper) (out SavedFile, err error) {
	defer caught(&err)
	p, err := l.d.printList(in)
	if err != nil {
		return out, err
	}
	return l.d.openPrinted(p)
}

// mostListColumns is more than any list has.
const mostListColumns = 60

func (in ListPaper) validate() error {
	switch {
	case in.Title == "" || len(in.Columns) == 0 || len(in.Columns) > mostListColumns:
		return office.Invalid("列表没有可以打印的栏，请在“显示的列”里至少选一列。")
	case in.Format != formatPDF && in.Format != formatXLSX:
		return office.Invalid("列表可以保存为 pdf、xlsx，不能保存为“%s”。", in.Format)
	}
	for _, c := range in.Columns {
		if math.IsNaN(c.Width) || c.Width <= 0 || c.Width > 10000 {
			return office.Invalid("“%s”这一列的宽度不对，请在“显示的列”里恢复原来的宽度。", c.Title)
		}
	}
	for _, row := range in.Rows {
		if len(row) != len(in.Columns) {
			return office.Invalid("列表的栏和行对不上，请刷新列表后再打印。")
		}
	}
	return nil
}

func (d *Desk) printList(in ListPaper) (printed, error) {
	if err := in.validate(); err != nil {
		return printed{}, err
	}
	set, err := d.store.Settings()
	if err != nil {
		return printed{}, err
	}
	m, err := d.mask(in.Level)
	if err != nil {
		return printed{}, err
	}
	day, err := d.store.AsOf()
	if err != nil {
		return printed{}, err
	}
	paper := report.ListPaper{Settings: set, Today: day, Title: in.Title, Filter: in.Filter, Columns: in.Columns, Rows: in.Rows}
	p, err := d.render(built{document: paper.Document()}.atLevel(m), in.Format)
	return p.at(m), err
}
