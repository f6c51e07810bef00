package desk

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"dudao/internal/office"
	"dudao/internal/pdf"
	"dudao/internal/report"
)

// InspectionPapersInput names the papers of an inspection to be made: those of
// one form, of all units that have it, or everything for an empty Form. An empty
// Dir asks where to.
type InspectionPapersInput struct {
	ID   int64  `json:"id"`
	Form string `json:"form"`
	Dir  string `json:"dir"`
	// Level is 遮盖程度, 内部 without one.
	Level string `json:"level,omitempty"`
}

// InspectionPapers are the papers made, in a folder of their own.
type InspectionPapers struct {
	Title  string      `json:"title"`
	Dir    string      `json:"dir"`
	Papers int         `json:"papers"`
	Pages  int         `json:"pages"`
	Files  []SavedFile `json:"files"`
	Volume string      `json:"volume"` // the 合订本 when one form was asked for
}

// SavePapers makes the papers of an inspection in a folder, those of each form
// bound into one file as well. It is the job "inspection".
func (i *Inspections) SavePapers(in InspectionPapersInput) (out InspectionPapers, err error) {
	defer caught(&err)
	out.Files = []SavedFile{}
	if in.Dir == "" {
		if in.Dir, err = i.d.shell.OpenDirectory("选择把材料放在哪里"); err != nil || in.Dir == "" {
			return out, err
		}
	}
	return i.d.PrintInspection(in)
}

// OpenPapers shows the folder of an inspection's papers.
func (i *Inspections) OpenPapers(dir string) (err error) {
	defer caught(&err)
	if _, err := os.Stat(filepath.Join(dir, markName)); err != nil {
		return office.Errorf(office.CodeFile, "文件夹“%s”已不在原处，请重新生成。", filepath.Base(dir))
	}
	return i.d.shell.OpenPath(dir)
}

// InspectionID finds an inspection by its number or id.
func (d *Desk) InspectionID(number string) (int64, error) {
	return numbered(number, d.store.InspectionID)
}

// inspectionFile is one paper of the folder, made when its turn comes.
type inspectionFile struct {
	folder, name, title string
	formats             []string
	make                func() (built, error)
	pages               int
	files               []SavedFile
}

// PrintInspection is SavePapers without the question where to.
func (d *Desk) PrintInspection(in InspectionPapersInput) (out InspectionPapers, err error) {
	p, err := d.inspectionPaper(in.ID)
	if err != nil {
		return out, err
	}
	files := d.inspectionFiles(p, in.Form)
	if len(files) == 0 {
		return out, office.Invalid("还没有可以生成的材料：要先登记到那一步。")
	}
	out.Title = p.Inspection.Number + " " + p.Inspection.Title
	if in.Form != "" {
		out.Title += " " + files[0].folder
	}
	mask, err := d.mask(in.Level)
	if err != nil {
		return out, err
	}
	out.Title = office.AtLevel(out.Title, mask.Level())
	folder, err := newOutFolder(in.Dir, FileName(out.Title))
	if err != nil {
		return out, err
	}
	defer folder.drop()
	step, end := d.start("inspection", "生成"+p.Inspection.Title+"材料")
	defer end()
	if err := inParallel(len(files), func(i int) error { return d.printFile(folder, mask, &files[i]) }, func(done int) error { return step(done, len(files)) }); err != nil {
		return out, err
	}
	out.Dir, out.Files = folder.target, []SavedFile{}
	for _, f := range files {
		out.Papers, out.Pages, out.Files = out.Papers+1, out.Pages+f.pages, append(out.Files, f.files...)
	}
	if err := bindFolders(folder, files, p.Inspection.Title, &out); err != nil {
		return out, err
	}
	if err := folder.finish(); err != nil {
		return out, err
	}
	d.took(office.OutMonth, out.Title, mask.Level(), out.Dir, len(out.Files))
	for i := range out.Files {
		out.Files[i].Path = filepath.Join(out.Dir, out.Files[i].Path)
	}
	return out, nil
}

// inspectionFiles are the papers that the inspection has come to.
func (d *Desk) inspectionFiles(p report.InspectionPaper, form string) []inspectionFile {
	files := []inspectionFile{}
	for i, x := range inspectionPapers {
		late := slices.Contains([]string{office.FormInspectionReport, "inspection_filing", "inspection_public"}, x.key) && !p.Inspection.ReportOn.Valid()
		if form != "" && form != x.key || form == "" && late {
			continue
		}
		files = append(files, inspectionFile{name: fmt.Sprintf("%02d %s", i+1, x.title), title: x.title, formats: x.formats, make: func() (built, error) {
			return built{document: x.make(p)}, nil
		}})
	}
	for _, x := range unitPapers {
		if form != "" && form != x.key {
			continue
		}
		for _, u := range p.Units {
			if !x.due(p.InspectionFacts, u) {
				continue
			}
			files = append(files, inspectionFile{folder: x.title, name: fmt.Sprintf("%03d %s", u.Unit.Position, u.Unit.Name), title: u.Unit.Name, formats: []string{formatPDF},
				make: func() (built, error) {
					paper, err := d.unitPaper(p, u)
					return built{document: x.make(paper)}, err
				}})
		}
	}
	return files
}

func (d *Desk) printFile(folder *outFolder, mask veil, f *inspectionFile) error {
	b, err := f.make()
	if err != nil {
		return err
	}
	for _, format := range f.formats {
		p, err := d.render(b.atLevel(mask), format)
		if err != nil {
			return err
		}
		if format == formatPDF {
			f.pages = p.pages
		}
		rel := filepath.Join(f.folder, FileName(f.name)+"."+format)
		if err := folder.write(rel, p.bytes); err != nil {
			return err
		}
		f.files = append(f.files, SavedFile{Path: rel, Bytes: int64(len(p.bytes)), Pages: p.pages})
	}
	return nil
}

// bindFolders puts the papers of each form into one file (合订本).
func bindFolders(folder *outFolder, files []inspectionFile, title string, out *InspectionPapers) error {
	for _, x := range unitPapers {
		papers, pages := []pdf.Paper{}, 0
		for _, f := range files {
			if f.folder == x.title {
				papers = append(papers, pdf.Paper{Title: f.title, Path: folder.path(f.files[0].Path)})
			}
		}
		if len(papers) == 0 {
			continue
		}
		rel := filepath.Join(x.title, x.title+"（合订本）.pdf")
		if err := folder.create(rel, func(w io.Writer) (err error) {
			pages, err = pdf.Merge(w, title+x.title, papers, func(int) error { return nil })
			return err
		}); err != nil {
			return err
		}
		info, err := os.Stat(folder.path(rel))
		if err != nil {
			return err
		}
		out.Volume = filepath.Join(folder.target, rel)
		out.Files = append(out.Files, SavedFile{Path: rel, Bytes: info.Size(), Pages: pages})
	}
	return nil
}
