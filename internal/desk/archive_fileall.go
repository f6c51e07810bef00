package desk

import (
	"path/filepath"
	"strings"
	"sync"

	"dudao/internal/office"
	"dudao/internal/store"
)

// FileAllInput are the papers to file.
type FileAllInput struct {
	Rows []FilingRow `json:"rows"`
}

// FiledAll is what filing many papers came to.
type FiledAll struct {
	Filed   int      `json:"filed"`
	Pages   int      `json:"pages"`
	First   string   `json:"first"`   // 档号 of the first of them
	Years   []int    `json:"years"`   // they went into
	Skipped []string `json:"skipped"` // what was not filed, and why
}

// FileAll files papers in one action, those of the program with the pages they
// print to. A file that the archive holds already, or that cannot be read, is left
// out and named. It is the job "archive_file".
func (a *Archive) FileAll(in FileAllInput) (out FiledAll, err error) {
	defer caught(&err)
	out, err = a.d.fileAll(in.Rows)
	return ok(a.d, out, err)
}

func (d *Desk) fileAll(rows []FilingRow) (FiledAll, error) {
	out := FiledAll{Years: []int{}, Skipped: []string{}}
	if len(rows) == 0 {
		return out, office.Invalid("没有选中要归档的文件，请先打勾。")
	}
	step, end := d.start("archive_file", "归档")
	defer end()
	f := filer{d: d, list: make([]store.Filing, len(rows)), why: make([]string, len(rows)), seen: map[string]bool{}}
	var err error
	if f.limit, err = d.store.Rule(office.RuleAttachmentSize, d.store.Today()); err != nil {
		return out, err
	}
	if err := inParallel(len(rows), func(i int) error { return f.prepare(i, rows[i]) }, func(done int) error { return step(done, 2*len(rows)) }); err != nil {
		return out, err
	}
	good := []store.Filing{}
	for i, x := range f.list {
		if f.why[i] != "" {
			out.Skipped = append(out.Skipped, f.why[i])
			continue
		}
		good = append(good, x)
	}
	if len(good) == 0 {
		return out, nil
	}
	filed, err := d.store.FileArchive(good, func(done, _ int) error { return step(len(rows)+done, 2*len(rows)) })
	if err != nil {
		return out, err
	}
	years := map[int]bool{}
	for _, a := range filed {
		out.Filed, out.Pages = out.Filed+1, out.Pages+a.Pages
		if !years[a.Year] {
			years[a.Year], out.Years = true, append(out.Years, a.Year)
		}
	}
	out.First = filed[0].Code
	return out, nil
}

// filer prepares papers for one write: their pages are counted, their files kept.
type filer struct {
	d     *Desk
	limit float64
	list  []store.Filing
	why   []string // beside list: why it is left out
	mu    sync.Mutex
	seen  map[string]bool // bytes of this very filing
}

func (f *filer) prepare(i int, row FilingRow) error {
	item := office.ArchiveItem{Title: row.Title, DocNumber: row.DocNumber, Author: row.Author, DatedOn: row.DatedOn, Unit: row.Unit, Retention: row.Retention,
		Pages: row.Pages, HasPaper: row.HasPaper, Form: row.Form, SourceKind: row.Kind, SourceID: row.ID, SourceKey: row.Key}
	f.list[i].Item = item
	switch row.Source {
	case filingPaper:
		return f.countPaper(i, row)
	case filingFile:
		return f.takeAttachment(i, row)
	case filingDisk:
		return f.takeFile(i, row)
	}
	return office.Invalid("“%s”不知从哪里来，请重新列出再归档。", row.Title)
}

// countPaper gives a paper of the program the pages it prints to.
func (f *filer) countPaper(i int, row FilingRow) error {
	if row.Pages > 0 {
		return nil
	}
	n, err := f.d.paperPages(row.Form, row.Key)
	if office.CodeOf(err) == office.CodeInternal {
		return err
	}
	if err != nil {
		f.why[i] = row.Title + "：" + err.Error()
	}
	f.list[i].Item.Pages = n
	return nil
}

// paperPages is how many pages a paper prints to; a sealed month's report has
// those it was sealed with.
func (d *Desk) paperPages(form, key string) (int, error) {
	if form == "month" {
		period, zone, _ := strings.Cut(key, "/")
		sealed, err := d.store.IssuedReports(period)
		if err != nil {
			return 0, err
		}
		for _, r := range sealed {
			if r.Zone == zone && r.VoidedAt == "" {
				return r.Pages, nil
			}
		}
	}
	p, err := d.printForm(form, key, formatPDF)
	return p.pages, err
}

func (f *filer) takeAttachment(i int, row FilingRow) error {
	a, err := f.d.store.Attachment(row.ID)
	if err != nil {
		return err
	}
	return f.keep(i, row, a)
}

func (f *filer) takeFile(i int, row FilingRow) error {
	if err := checkFile(row.Path, f.limit); err != nil {
		f.why[i] = err.Error()
		return nil
	}
	a, err := f.d.keepFile(row.Path, office.Attachment{DatedOn: row.DatedOn, Role: "扫描件"})
	if err != nil {
		f.why[i] = filepath.Base(row.Path) + "：" + err.Error()
		return nil
	}
	if f.list[i].Item.Pages == 0 {
		f.list[i].Item.Pages = a.Pages
	}
	return f.keep(i, row, a)
}

// keep hangs a file on its paper, unless the archive holds the same bytes.
func (f *filer) keep(i int, row FilingRow, a office.Attachment) error {
	held, err := f.d.store.HeldFile(a.SHA256)
	if err != nil {
		return err
	}
	f.mu.Lock()
	twice := f.seen[a.SHA256]
	f.seen[a.SHA256] = true
	f.mu.Unlock()
	switch {
	case held != 0:
		f.why[i] = row.File + "：同样的文件已经归档（" + f.d.store.Title("archive_item", held) + "）"
	case twice:
		f.why[i] = row.File + "：和这一批里另一个文件内容相同，只归档一份"
	}
	f.list[i].Files = []office.Attachment{a}
	return nil
}

// CountInput names papers of the program whose pages are wanted.
type CountInput struct {
	Rows []FilingRow `json:"rows"`
}

// CountPages returns the pages of papers of the program, beside the rows; 0 where
// one cannot be printed. It is the job "archive_pages".
func (a *Archive) CountPages(in CountInput) (pages []int, err error) {
	defer caught(&err)
	pages = make([]int, len(in.Rows))
	step, end := a.d.start("archive_pages", "数页数")
	defer end()
	err = inParallel(len(in.Rows), func(i int) error {
		pages[i] = in.Rows[i].Pages
		if pages[i] > 0 || in.Rows[i].Source != filingPaper {
			return nil
		}
		n, err := a.d.paperPages(in.Rows[i].Form, in.Rows[i].Key)
		if office.CodeOf(err) == office.CodeInternal {
			return err
		}
		pages[i] = n
		return nil
	}, func(done int) error { return step(done, len(in.Rows)) })
	return pages, err
}
