package desk

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"dudao/internal/binder"
	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/report"
	"dudao/internal/store"
)

// bagFolder is the bag below the binder's folder: everything but the sheet by which
// it is checked.
const (
	bagFolder      = "迎检材料"
	binderSheet    = "校验单.pdf"
	binderVolume   = "00 迎检册（总册）.pdf"
	binderList     = "00 目录.xlsx"
	binderGaps     = "00 缺项清单"
	binderSpines   = "00 盒脊.pdf"
	binderCovers   = "00 盒封面.pdf"
	binderSound    = "00 四性检测报告.pdf"
	binderBoxes    = "盒"
	manifestFile   = "manifest-sha256.txt"
	tagManifest    = "tagmanifest-sha256.txt"
	longestBoxName = 30
)

// binderMaker makes the folder of a binder.
type binderMaker struct {
	*binderWork
	folder *outFolder
	step   func(done, total int) error
	base   int // steps of the work before
	boxes  []office.BinderBox
	gaps   []report.BinderGap
	all    binder.Result
	each   []binder.Result // of the boxes
	out    MadeBinder
	hidden hidden     // pictures with personal data, which no paper shows
	long   sync.Mutex // held while a long paper is printed
}

// MakeBinder is Make without the question where to.
func (d *Desk) MakeBinder(in MakeBinderInput) (MadeBinder, error) {
	step, end := d.start("binder", "生成迎检册") // before all else: it can be stopped from the first moment
	defer end()
	w, err := d.gatherBinder(in.EvaluationID)
	if err != nil {
		return emptyBinder(), err
	}
	if len(w.order) == 0 {
		return emptyBinder(), office.Invalid("这次评估还没有一件佐证材料，请先给考核点添加材料。")
	}
	defer sparing.begin()()
	folder, err := newOutFolder(in.Dir, w.folderName())
	if err != nil {
		return emptyBinder(), err
	}
	defer folder.drop()
	m := &binderMaker{binderWork: w, folder: folder, step: step, out: emptyBinder()}
	m.out.Dir, m.out.Title, m.out.Items = folder.target, w.title(), len(w.order)
	record := office.Binder{EvaluationID: in.EvaluationID, Title: fmt.Sprintf("%s%d年%s", w.facts.Subject, w.facts.Evaluation.Year, w.title()), Folder: filepath.Base(folder.target), Items: m.out.Items}
	for _, work := range []func() error{m.print, m.copyFiles, m.bind, m.sound, m.lists, func() error { return m.seal(&record) }, folder.finish} {
		if err := work(); err != nil {
			return emptyBinder(), err
		}
	}
	_, err = d.store.AddBinder(record)
	d.took(office.OutBinder, record.Title, office.LevelOffice, folder.target, len(folder.names()))
	return m.out, err
}

// total is all that is counted as progress: each part made, bound twice and checked.
func (m *binderMaker) total() int { return m.parts() + 3*len(m.order) }

func (m *binderMaker) parts() int {
	n := 0
	for _, e := range m.items {
		n += len(e.parts)
	}
	return n
}

// payload is a path in the folder of what lies in the bag.
func payload(rel string) string {
	return filepath.Join(bagFolder, binder.BagPayload, filepath.FromSlash(rel))
}

// print makes the papers of the program and gives every part its place.
func (m *binderMaker) print() error {
	names, seen := binderNames{map[string]bool{}}, map[int64]int{}
	papers := []*binderPart{}
	for _, id := range m.order {
		e := m.items[id]
		x := m.points[e.first]
		seen[e.first]++
		for n := range e.parts {
			p := &e.parts[n]
			ending, title := ".pdf", e.Title
			if p.File.ID != 0 {
				ending = "." + portable(strings.TrimPrefix(strings.ToLower(path.Ext(p.File.Name)), "."), 5)
				if len(e.parts) > 1 {
					title += " " + strings.TrimSuffix(p.File.Name, path.Ext(p.File.Name))
				}
			}
			p.rel = names.take(strings.TrimSpace(x.Code+" "+x.Name), title, seen[e.first], n, ending)
			if p.paper() {
				papers = append(papers, p)
			}
		}
	}
	var err error
	if m.hidden, err = m.d.hiddenPictures(office.LevelInspectors); err != nil {
		return err
	}
	err = inParallel(len(papers), func(i int) error { return m.paper(papers[i]) }, func(done int) error { return m.step(done, m.total()) })
	if err != nil {
		return err
	}
	m.base = len(papers)
	printed := []store.PaperPages{}
	for _, p := range papers {
		if p.Pages > 0 {
			printed = append(printed, store.PaperPages{Form: p.Form, Paper: p.ID, Pages: p.Pages})
		}
	}
	return m.d.store.SavePaperPages(printed)
}

// paper prints one paper of the program. One that cannot be made is no failure of
// the binder: a slip sheet lies in its place.
func (m *binderMaker) paper(p *binderPart) error {
	b, err := p.build(m.d)
	if err == nil {
		var made printed
		if made, err = m.printAlone(m.hidden.leftOut(b.document)); err == nil {
			p.Pages = made.pages
			return m.keep(p, func(w io.Writer) error { _, err := w.Write(made.bytes); return err })
		}
	}
	p.err, p.rel = err, ""
	return nil
}

// longPaper is from how many rows on a paper, laid out, takes so much memory that no
// other such one is printed beside it.
const longPaper = 300

func (m *binderMaker) printAlone(document doc.Document) (printed, error) {
	rows := 0
	for _, b := range document.Blocks {
		if t, is := b.(doc.Table); is {
			rows += len(t.Rows)
		}
	}
	if rows >= longPaper {
		m.long.Lock()
		defer m.long.Unlock()
	}
	return m.d.printDocument(document, document.Title)
}

// keep writes a part into the folder.
func (m *binderMaker) keep(p *binderPart, fill func(io.Writer) error) error {
	if err := m.folder.create(payload(p.rel), fill); err != nil {
		return err
	}
	mark := m.folder.mark(payload(p.rel))
	p.sum, p.Bytes = mark.SHA256, mark.Bytes
	return nil
}

// copyFiles lays the kept files beside the papers. One that is gone or no longer
// what it was is a gap, no failure.
func (m *binderMaker) copyFiles() error {
	done := m.base
	for _, id := range m.order {
		e := m.items[id]
		for n := range e.parts {
			p := &e.parts[n]
			if p.SHA256 == "" {
				continue
			}
			if p.withheld() {
				p.rel = ""
			} else if err := m.copyFile(p); err != nil {
				return err
			}
			done++
			if err := m.step(done, m.total()); err != nil {
				return err
			}
			if p.err != nil {
				x := m.points[e.first]
				m.gaps = append(m.gaps, report.BinderGap{Kind: problemKinds[binder.ProblemDamaged], Codes: []string{x.Code}, Point: x.Name, Evidence: id, Title: e.Title, Detail: "“" + cmp.Or(p.File.Name, p.Title) + "”" + Plain(p.err).Message,
					Mend: problemMends[binder.ProblemMissing]})
			}
		}
	}
	m.base = m.parts()
	return nil
}

func (m *binderMaker) copyFile(p *binderPart) error {
	r, err := m.d.vault.Open(p.SHA256)
	if err != nil {
		p.err, p.rel = err, ""
		return nil
	}
	defer r.Close()
	if err := m.keep(p, func(w io.Writer) error { _, err := io.Copy(w, r); return err }); err != nil {
		return err
	}
	if p.sum != p.SHA256 {
		p.err = office.Errorf(office.CodeDamaged, "在附件库里已损坏，与加入时不同。请到“设置→体检”里从备份找回。")
	}
	return nil
}

// open is a part as the engine reads it: the file that lies in the folder, or in
// the vault where its PDF stands for it.
func (m *binderMaker) open(p binderPart) binder.File {
	f := binder.File{Name: p.Title + ".pdf", MIME: p.MIME, SHA256: cmp.Or(p.sum, p.SHA256), Bytes: p.Bytes, Caption: p.Title}
	if p.File.ID != 0 {
		f.Name, f.Photo = p.File.Name, p.File.Role == rolePhoto
	}
	switch {
	case p.Rendition.ID != 0:
		f.Name, f.MIME, f.SHA256, f.Bytes = p.Rendition.Name, p.Rendition.MIME, p.Rendition.SHA256, p.Rendition.Bytes
		f.Open = func() (io.ReadSeekCloser, error) { return m.d.vault.Open(p.Rendition.SHA256) }
	case p.rel == "":
		f.Open = func() (io.ReadSeekCloser, error) { return m.d.vault.Open(p.SHA256) }
	default:
		f.Open = func() (io.ReadSeekCloser, error) { return os.Open(m.folder.path(payload(p.rel))) }
	}
	if err := m.d.notDeadly(f.SHA256); err != nil {
		f.Withheld = Plain(err).Message
	}
	if p.withheld() {
		f.Withheld = "“" + f.Name + "”" + whyPersonal
	}
	return f
}

func failing(err error) func() (doc.Document, error) {
	return func() (doc.Document, error) { return doc.Document{}, err }
}

// bind makes the PDF of all and of each box.
func (m *binderMaker) bind() error {
	known, err := m.knownGaps()
	if err != nil {
		return err
	}
	m.gaps = append(known, m.gaps...)
	m.boxes = m.planBoxes()
	whole := m.engine(m.boxes, m.gaps, m.open)
	scratch, err := os.MkdirTemp(filepath.Dir(m.folder.part), ".正在生成-*")
	if err != nil {
		return office.Errorf(office.CodeFile, "文件夹“%s”无法写入，请换一个位置。", filepath.Dir(m.folder.part))
	}
	defer os.RemoveAll(scratch)
	share := 0 // of the volume that is being made
	opts := binder.Options{Counts: m.counts(), Scratch: scratch, Each: func(done, total int) error { return m.step(m.base+done*share/max(total, 1), m.total()) }}
	maker, err := binder.New(opts)
	if err != nil {
		return err
	}
	defer maker.Close()
	share = len(m.order)
	if m.all, err = m.volume(maker, binderVolume, whole); err != nil {
		return err
	}
	m.out.Pages, m.out.Warnings = m.all.Pages, append(m.out.Warnings, m.all.Warnings...)
	m.out.Volume = filepath.ToSlash(payload(binderVolume))
	m.base += share
	begun := m.base
	for i, x := range m.boxes {
		m.base = begun + len(m.order)*i/len(m.boxes)
		share = begun + len(m.order)*(i+1)/len(m.boxes) - m.base
		row := m.boxRow(x)
		row.File = path.Join(binderBoxes, portable("盒 "+x.Code+" "+x.Title, longestBoxName)+".pdf")
		made, err := m.volume(maker, row.File, whole.Only(i))
		if err != nil {
			return err
		}
		m.each, m.out.Boxes = append(m.each, made), append(m.out.Boxes, row)
	}
	return nil
}

// counts are the pages of the kept files, as far as they are known.
func (m *binderMaker) counts() map[string]int {
	known := map[string]int{}
	for _, e := range m.items {
		for _, p := range e.parts {
			if p.Pages > 0 && p.MIME == mimePDF {
				known[cmp.Or(p.sum, p.SHA256)] = p.Pages
			}
		}
	}
	return known
}

// volume makes one PDF.
func (m *binderMaker) volume(maker *binder.Maker, rel string, b binder.Binder) (binder.Result, error) {
	at := m.folder.path(payload(rel))
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		return binder.Result{}, office.Errorf(office.CodeFile, "文件夹“%s”无法写入，请检查磁盘是否已满。", filepath.Base(m.folder.target))
	}
	res, err := maker.Write(at, b)
	if err != nil {
		return res, err
	}
	m.out.Files = append(m.out.Files, SavedFile{Path: payload(rel), Bytes: res.Bytes, Pages: res.Pages})
	return res, m.folder.adopt(payload(rel))
}
