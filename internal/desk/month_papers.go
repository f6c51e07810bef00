package desk

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/pdf"
	"dudao/internal/report"
)

// SaveAllInput names a month and the folder into which the folder of its papers
// is put; an empty one asks.
type SaveAllInput struct {
	Month office.Month `json:"month"`
	Dir   string       `json:"dir"`
	Level string       `json:"level,omitempty"` // 遮盖程度, "" for 内部
}

// MonthPapers is what a month's papers came to; Dir is empty when the clerk
// thought better of it.
type MonthPapers struct {
	Dir     string         `json:"dir"`
	Title   string         `json:"title"`
	Folders []PapersFolder `json:"folders"`
	Files   []SavedFile    `json:"files"`
	Papers  int            `json:"papers"`
	Pages   int            `json:"pages"` // of the papers, each once
	Forms   map[string]int `json:"forms"` // papers by the form's title
	// Gaps is how many kinds of things are missing, Disagree the counts that do
	// not agree, in words.
	Gaps     int            `json:"gaps"`
	Disagree []string       `json:"disagree"`
	Warnings []string       `json:"warnings"`
	Totals   []office.Total `json:"totals"`
}

// PapersFolder is one folder of a month's papers.
type PapersFolder struct {
	Name   string `json:"name"`
	Papers int    `json:"papers"`
	Pages  int    `json:"pages"`
	Volume string `json:"volume"` // file of the bound papers, 合订本
}

// MonthLook is a month looked over before its papers are made (完整性检查).
type MonthLook struct {
	Title    string         `json:"title"`
	Verdict  string         `json:"verdict"`
	Checks   []office.Check `json:"checks"`
	Folders  []PapersFolder `json:"folders"` // the papers to come, without pages
	Papers   int            `json:"papers"`
	Disagree []string       `json:"disagree"`
	Totals   []office.Total `json:"totals"`
}

// Completeness looks a month over: what is missing, which papers it will have,
// and whether the counts agree. Nothing is written.
func (r *Reports) Completeness(month string) (out MonthLook, err error) {
	defer caught(&err)
	p, err := r.d.planMonth(office.Month(month))
	if err != nil {
		return out, err
	}
	c, err := r.d.completeness(p)
	if err != nil {
		return out, err
	}
	out = MonthLook{Title: c.Title(), Verdict: c.Verdict(), Checks: []office.Check{}, Folders: p.folders(), Papers: len(p.papers), Totals: c.Totals, Disagree: disagreeing(c.Totals)}
	for _, g := range c.Gaps {
		out.Checks = append(out.Checks, g.Check)
	}
	return out, nil
}

// PreviewCompleteness renders the look-over as the page that is printed.
func (r *Reports) PreviewCompleteness(month string) (out PreviewFile, err error) {
	defer caught(&err)
	p, err := r.d.planMonth(office.Month(month))
	if err != nil {
		return out, err
	}
	c, err := r.d.completeness(p)
	if err != nil {
		return out, err
	}
	return r.d.preview(r.d.printDocument(c.Document(), c.Title()))
}

func disagreeing(totals []office.Total) []string {
	out := []string{}
	for _, t := range office.Disagreeing(totals) {
		out = append(out, t.String())
	}
	return out
}

// SaveAll makes every paper of a month in a folder of its own (本月全部材料). It is
// the job "month".
func (r *Reports) SaveAll(in SaveAllInput) (out MonthPapers, err error) {
	defer caught(&err)
	if in.Dir == "" {
		if in.Dir, err = r.d.shell.OpenDirectory("选择把本月全部材料放在哪里"); err != nil || in.Dir == "" {
			return emptyMonth(), err
		}
	}
	return r.d.PrintMonth(in)
}

// OpenMonth shows the folder of a month's papers.
func (r *Reports) OpenMonth(dir string) (err error) {
	defer caught(&err)
	if _, err := os.Stat(filepath.Join(dir, markName)); err != nil {
		return office.Errorf(office.CodeFile, "文件夹“%s”已不在原处，请重新生成。", filepath.Base(dir))
	}
	return r.d.shell.OpenPath(dir)
}

func emptyMonth() MonthPapers {
	return MonthPapers{Folders: []PapersFolder{}, Files: []SavedFile{}, Forms: map[string]int{}, Disagree: []string{}, Warnings: []string{}, Totals: []office.Total{}}
}

// PrintMonth is SaveAll without the question where to.
func (d *Desk) PrintMonth(in SaveAllInput) (MonthPapers, error) {
	// Before all else: it can be stopped from the first moment.
	step, end := d.start("month", "生成"+in.Month.Chinese()+"全部材料")
	defer end()
	p, err := d.planMonth(in.Month)
	if err != nil {
		return emptyMonth(), err
	}
	mask, err := d.mask(in.Level)
	if err != nil {
		return emptyMonth(), err
	}
	title := office.AtLevel(p.book.Settings.CountyName+in.Month.Chinese()+"督导材料", mask.Level())
	folder, err := newOutFolder(in.Dir, FileName(title))
	if err != nil {
		return emptyMonth(), err
	}
	defer folder.drop()
	w := &monthWriter{d: d, plan: p, folder: folder, mask: mask, step: step, out: emptyMonth()}
	w.out.Title, w.out.Dir = title, folder.target
	for _, work := range []func() error{w.first, w.print, w.bind, w.last, folder.finish} {
		if err := work(); err != nil {
			return emptyMonth(), err
		}
	}
	d.took(office.OutMonth, title, mask.Level(), folder.target, len(w.out.Files))
	for i := range w.out.Files {
		w.out.Files[i].Path = filepath.Join(folder.target, w.out.Files[i].Path)
	}
	return w.out, nil
}

// folders are the folders of the plan with their numbers of papers.
func (p *monthPlan) folders() []PapersFolder {
	list := []PapersFolder{}
	for _, f := range monthFolders() {
		n := 0
		for _, x := range p.papers {
			if x.folder == f.name {
				n++
			}
		}
		list = append(list, PapersFolder{Name: f.name, Papers: n})
	}
	return list
}

// monthWriter makes the papers of a plan.
type monthWriter struct {
	d      *Desk
	plan   *monthPlan
	folder *outFolder
	mask   veil
	step   func(done, total int) error
	made   []madePaper // beside plan.papers
	out    MonthPapers
	names  takenNames
}

// madePaper is a paper of the plan that lies in the folder.
type madePaper struct {
	title    string
	pages    int
	files    []SavedFile // the PDF, then its XLSX; paths below the folder
	warnings []string
}

// steps is all that is counted as progress: a paper printed, a paper bound.
func (w *monthWriter) steps() int { return 2 * len(w.plan.papers) }

// first prints the look-over.
func (w *monthWriter) first() error {
	c, err := w.d.completeness(w.plan)
	if err != nil {
		return err
	}
	w.out.Gaps, w.out.Totals, w.out.Disagree = len(c.Gaps), c.Totals, disagreeing(c.Totals)
	return w.single("00 完整性检查.pdf", c.Document())
}

// single prints a paper that stands beside the folders.
func (w *monthWriter) single(name string, document doc.Document) error {
	p, err := w.d.printDocument(built{document: document}.atLevel(w.mask).document, document.Title)
	if err != nil {
		return err
	}
	return w.keep(name, p)
}

func (w *monthWriter) keep(name string, p printed) error {
	w.out.Files = append(w.out.Files, SavedFile{Path: name, Bytes: int64(len(p.bytes)), Pages: p.pages})
	return w.folder.write(name, p.bytes)
}

// print makes the papers, some at a time.
func (w *monthWriter) print() error {
	papers := w.plan.papers
	w.made = make([]madePaper, len(papers))
	w.names = takenNames{}
	names := make([]string, len(papers))
	for i, p := range papers {
		names[i] = w.name(p)
	}
	return inParallel(len(papers), func(i int) error { return w.paper(i, names[i]) }, func(done int) error { return w.step(done, w.steps()) })
}

// paper makes one paper of the plan in its formats.
func (w *monthWriter) paper(i int, name string) error {
	x := w.plan.papers[i]
	var b built
	var err error
	if x.part.build != nil {
		b, err = x.part.build(w.d, w.plan, x.record.id)
	} else {
		b, err = x.form.build(w.d, x.record.id)
	}
	if err != nil {
		return err
	}
	formats := []string{formatPDF}
	if x.part.book {
		formats = append(formats, formatXLSX)
	}
	b = b.atLevel(w.mask)
	made := madePaper{title: b.document.Title}
	for _, format := range formats {
		p, err := w.d.render(b, format)
		if err != nil {
			return err
		}
		if format == formatPDF {
			made.pages, made.warnings = p.pages, p.warnings
		}
		rel := filepath.Join(x.folder, name+"."+format)
		if err := w.folder.write(rel, p.bytes); err != nil {
			return err
		}
		made.files = append(made.files, SavedFile{Path: rel, Bytes: int64(len(p.bytes)), Pages: p.pages})
	}
	w.made[i] = made
	return nil
}

// longestName bounds a file's name in characters: with the folders above it, a
// path of Windows holds 259.
const longestName = 60

// name is the file's name of a paper without its ending: number, school, form.
func (w *monthWriter) name(x monthPaper) string {
	parts := []string{}
	for _, s := range []string{x.record.number, x.record.name} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	name := w.mask.Text(strings.Join(parts, " "))
	if name != "" {
		name = portable(name, longestName-utf8.RuneCountInString(x.form.Title)-1) + " "
	}
	return strings.TrimPrefix(w.names.free(x.folder+"/"+name+FileName(x.form.Title), ""), x.folder+"/")
}

// bind puts the papers of each folder into one file (合订本), each under its title.
func (w *monthWriter) bind() error {
	done := len(w.plan.papers)
	for _, f := range w.plan.folders() {
		papers := []pdf.Paper{}
		for i, x := range w.plan.papers {
			if x.folder != f.Name {
				continue
			}
			made := w.made[i]
			papers = append(papers, pdf.Paper{Title: made.title, Path: w.folder.path(made.files[0].Path)})
			w.out.Files = append(w.out.Files, made.files...)
			w.out.Forms[x.form.Title]++
			w.out.Papers, w.out.Pages, f.Pages = w.out.Papers+1, w.out.Pages+made.pages, f.Pages+made.pages
			for _, text := range made.warnings {
				w.out.Warnings = append(w.out.Warnings, made.title+"："+text)
			}
		}
		if len(papers) > 0 {
			_, name, _ := strings.Cut(f.Name, " ")
			f.Volume = filepath.Join(f.Name, name+"（合订本）.pdf")
			pages := 0
			if err := w.folder.create(f.Volume, func(out io.Writer) (err error) {
				pages, err = pdf.Merge(out, w.plan.book.This.Span.Chinese()+name, papers, func(n int) error { return w.step(done+n, w.steps()) })
				return err
			}); err != nil {
				return err
			}
			info, err := os.Stat(w.folder.path(f.Volume))
			if err != nil {
				return err
			}
			w.out.Files = append(w.out.Files, SavedFile{Path: f.Volume, Bytes: info.Size(), Pages: pages})
			done += len(papers)
		}
		w.out.Folders = append(w.out.Folders, f)
	}
	return nil
}

// last writes the list of all papers, for print and for Excel.
func (w *monthWriter) last() error {
	list := report.MonthList{Settings: w.plan.book.Settings, Span: w.plan.book.This.Span, Date: w.plan.book.MadeOn}
	first := map[string]int{}
	for i, x := range w.plan.papers {
		made := w.made[i]
		for _, file := range made.files {
			line := report.MonthListLine{Folder: x.folder, File: filepath.Base(file.Path), Form: x.form.Title, Number: x.record.number, Title: made.title, Pages: file.Pages}
			if file.Pages > 0 {
				line.First = first[x.folder] + 1
				first[x.folder] += file.Pages
			}
			list.Lines = append(list.Lines, line)
		}
	}
	document := list.Document()
	if err := w.single("00 目录.pdf", document); err != nil {
		return err
	}
	p, err := workbook(built{document: document}.atLevel(w.mask).document, nil, document.Title)
	if err != nil {
		return err
	}
	return w.keep("00 清单.xlsx", p)
}
