package desk

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"dudao/internal/binder/usb"
	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/paper"
	"dudao/internal/pdf"
	"dudao/internal/report"
	"dudao/internal/vault"
)

// longestUsbName is the longest name of a file in a copy but its number and
// ending, in characters.
const longestUsbName = 60

// usbMaker makes one copy.
type usbMaker struct {
	*binderWork
	in     MakeUsbInput
	mask   office.Mask
	mark   *paper.Result // the watermark's sheet; nil for none
	hidden hidden
	folder *outFolder
	jobs   []usbJob
	parts  [][]usb.Part // by item
	out    MadeUsb
	large  sync.Mutex // held by whoever makes a paper of many rows
}

// manyRows of a paper (整改台账 of a year) take memory that an old PC has little of:
// such a paper is made while no other is.
const manyRows = 300

// usbJob is one part of one item, to be made; several are made at once, and each
// writes its own places only.
type usbJob struct {
	item, part int
	of         *binderPart
	slip       *UsbSlip
}

// MakeUsb is Make without the question where to.
func (d *Desk) MakeUsb(in MakeUsbInput) (MadeUsb, error) {
	step, end := d.start("usb", "制作迎检U盘") // before all else: it can be stopped from the first moment
	defer end()
	m, err := d.usbMaker(in)
	if err != nil {
		return emptyUsb(), err
	}
	defer lean.begin()()
	if m.folder, err = newOutFolder(in.Dir, m.name()); err != nil {
		return emptyUsb(), err
	}
	defer m.folder.drop()
	if err := inParallel(len(m.jobs), func(i int) error { return m.make(&m.jobs[i]) }, func(done int) error { return step(done, len(m.jobs)) }); err != nil {
		return emptyUsb(), err
	}
	m.collect()
	if err := m.page(); err != nil {
		return emptyUsb(), err
	}
	if err := m.close(); err != nil {
		return emptyUsb(), err
	}
	_, err = d.store.AddUsbCopy(office.UsbCopy{EvaluationID: in.EvaluationID, Who: pcUser(), MadeOn: d.store.Today(), ExpiresOn: m.in.ExpiresOn, Level: m.in.Level, Watermark: m.in.Watermark, Gaps: in.Gaps,
		Folder: filepath.Base(m.out.Dir), Files: len(m.out.Files), Withheld: len(m.out.Withheld), Bytes: m.out.Bytes, SHA256: m.out.SHA256})
	d.took(office.OutUsb, m.out.Title, m.in.Level, m.out.Dir, len(m.out.Files))
	return m.out, err
}

// usbMaker checks what is asked and gathers what the copy is made of.
func (d *Desk) usbMaker(in MakeUsbInput) (m *usbMaker, err error) {
	in.Level = cmp.Or(in.Level, office.MaskLevels[0])
	in.Watermark = strings.TrimSpace(in.Watermark)
	if in.Watermark == "" && !in.NoWatermark {
		if in.Watermark, err = d.watermark(in.Level); err != nil {
			return nil, err
		}
	}
	asked := office.UsbCopy{Level: in.Level, Watermark: in.Watermark, MadeOn: d.store.Today(), ExpiresOn: in.ExpiresOn}
	if err := asked.Validate(); err != nil {
		return nil, err
	}
	m = &usbMaker{in: in, out: emptyUsb()}
	if m.binderWork, err = d.gatherBinder(in.EvaluationID); err != nil {
		return nil, err
	}
	if len(m.order) == 0 {
		return nil, office.Invalid("这次评估还没有一件佐证材料，请先给考核点添加材料。")
	}
	known, err := d.store.PersonalData()
	if err != nil {
		return nil, err
	}
	m.mask = office.NewMask(in.Level, known)
	if in.Watermark != "" {
		sheet, err := paper.Watermark(in.Watermark, paper.Options{})
		if err != nil {
			return nil, err
		}
		m.mark = &sheet
	}
	if m.hidden, err = d.hiddenPictures(in.Level); err != nil {
		return nil, err
	}
	m.parts = make([][]usb.Part, len(m.order))
	for i, id := range m.order {
		e := m.items[id]
		m.parts[i] = make([]usb.Part, len(e.parts))
		for k := range e.parts {
			m.jobs = append(m.jobs, usbJob{item: i, part: k, of: &e.parts[k]})
		}
	}
	m.out.Title, m.out.Level, m.out.Items = m.title(), in.Level, len(m.order)
	return m, nil
}

// name is that of the copy's folder.
func (m *usbMaker) name() string {
	return portable(fmt.Sprintf("%s%d年%s迎检U盘（%s）", m.facts.Subject, m.facts.Evaluation.Year, m.facts.Standard.Key, m.in.Level), longestUsbName)
}

// collect gathers what the jobs have made, in the order of the items.
func (m *usbMaker) collect() {
	for _, j := range m.jobs {
		m.out.Pages += m.parts[j.item][j.part].Pages
		if j.slip != nil {
			m.out.Withheld = append(m.out.Withheld, *j.slip)
		}
		if m.parts[j.item][j.part].Kind == usb.KindPhoto {
			m.out.Photos++
		}
	}
}

// close makes the files read-only and puts the folder into its place.
func (m *usbMaker) close() error {
	pages := map[string]int{}
	for _, parts := range m.parts {
		for _, p := range parts {
			pages[p.Path] = p.Pages
		}
	}
	for _, name := range m.folder.names() {
		if err := os.Chmod(m.folder.path(name), 0o444); err != nil {
			return office.Errorf(office.CodeFile, "“%s”没有设成只读，请换一个位置再试。", path.Base(name))
		}
		bytes := m.folder.mark(name).Bytes
		m.out.Bytes += bytes
		m.out.Files = append(m.out.Files, SavedFile{Path: filepath.Join(m.folder.target, filepath.FromSlash(name)), Bytes: bytes, Pages: pages[name]})
	}
	m.out.Dir = m.folder.target
	if err := m.folder.finish(); err != nil {
		return err
	}
	return os.Chmod(filepath.Join(m.out.Dir, markName), 0o444)
}

// make makes one part: what cannot be shown becomes a slip sheet, only a disk that
// takes nothing more ends the work.
func (m *usbMaker) make(j *usbJob) error {
	if why := m.keptBack(j.of); why != "" {
		return m.slip(j, why)
	}
	p := j.of.evidencePart
	switch {
	case p.paper() || p.Form != "" && m.mask.Hides(): // a sealed report is remade, too
		return m.own(j)
	case vault.IsImage(p.MIME):
		return m.photo(j)
	case p.MIME == mimePDF:
		return m.kept(j, p.SHA256, cmp.Or(p.File.Name, p.Title))
	case p.Rendition.ID != 0:
		return m.kept(j, p.Rendition.SHA256, p.Rendition.Name)
	}
	return m.file(j)
}

// own makes a paper of ours anew at the level.
func (m *usbMaker) own(j *usbJob) error {
	b, err := j.of.build(m.d)
	if err != nil {
		return m.broken(j, err)
	}
	document := b.document
	if m.mask.Hides() {
		document = m.hidden.leftOut(document.MapText(m.mask.Text))
	}
	if rowsOf(document) > manyRows {
		m.large.Lock()
		defer m.large.Unlock()
	}
	title := document.Title
	made, err := m.d.printDocument(document, title)
	if err != nil {
		return m.broken(j, err)
	}
	return m.stamped(j, usb.KindPDF, title, bytes.NewReader(made.bytes))
}

func rowsOf(d doc.Document) (n int) {
	for _, b := range d.Blocks {
		if t, ok := b.(doc.Table); ok {
			n += len(t.Rows)
		}
	}
	return n
}

// kept takes a PDF from the vault.
func (m *usbMaker) kept(j *usbJob, sha, name string) error {
	if err := m.d.notDeadly(sha); err != nil {
		return m.broken(j, err)
	}
	r, err := m.d.vault.Open(sha)
	if err != nil {
		return m.broken(j, err)
	}
	defer r.Close()
	return m.stamped(j, usb.KindPDF, m.titleOf(j, name), r)
}

// stamped writes a PDF with the watermark over its pages.
func (m *usbMaker) stamped(j *usbJob, kind, title string, r io.ReadSeeker) error {
	f, err := pdf.Open(title+".pdf", r)
	if err != nil {
		return m.broken(j, err)
	}
	rel := m.place(j, usb.PaperFolder, ".pdf")
	err = m.folder.create(rel, func(w io.Writer) error {
		if m.mark == nil {
			_, err := r.Seek(0, io.SeekStart)
			if err == nil {
				_, err = io.Copy(w, r)
			}
			return err
		}
		sheet, err := pdf.Open("水印.pdf", bytes.NewReader(m.mark.PDF)) // each has its own: reading one is not for several at once
		if err != nil {
			return err
		}
		return pdf.NewWatermark(sheet).Write(w, title, f)
	})
	if err != nil {
		return err
	}
	return m.done(j, usb.Part{Kind: kind, Path: rel, Pages: f.Pages()})
}

// photo takes a picture from the vault: shrunk, upright, marked, without what the
// camera notes beside it.
func (m *usbMaker) photo(j *usbJob) error {
	p := j.of.evidencePart
	cache := filepath.Join(m.d.dir, cacheFolder)
	large, err := m.d.vault.Shrunk(p.SHA256, printSide, cache)
	if err != nil {
		return m.broken(j, err)
	}
	small, err := m.d.vault.Shrunk(p.SHA256, thumbSide, cache)
	if err != nil {
		return m.broken(j, err)
	}
	rel := m.place(j, usb.PhotoFolder, ".jpg")
	tiny := path.Join(usb.SmallFolder, path.Base(rel))
	for name, picture := range map[string][]byte{rel: large, tiny: small} {
		if m.in.Watermark != "" {
			if picture, err = paper.WatermarkPicture(picture, m.in.Watermark, paper.Options{}); err != nil {
				return m.broken(j, err)
			}
		}
		if err := m.folder.write(name, picture); err != nil {
			return err
		}
	}
	return m.done(j, usb.Part{Kind: usb.KindPhoto, Path: rel, Small: tiny})
}

// file takes a Word or Excel file as it is.
func (m *usbMaker) file(j *usbJob) error {
	p := j.of.evidencePart
	if p.Bytes > usb.LargestBytes {
		return m.slip(j, "文件超过 4 GB，U 盘放不下，请在现场查阅。")
	}
	r, err := m.d.vault.Open(p.SHA256)
	if err != nil {
		return m.broken(j, err)
	}
	defer r.Close()
	rel := m.place(j, usb.PaperFolder, strings.ToLower(filepath.Ext(p.File.Name)))
	if err := m.folder.create(rel, func(w io.Writer) error { _, err := io.Copy(w, r); return err }); err != nil {
		return err
	}
	return m.done(j, usb.Part{Kind: usb.KindFile, Path: rel})
}

// broken lays a slip sheet in the place of what could not be read or made.
func (m *usbMaker) broken(j *usbJob, err error) error {
	return m.slip(j, "电子件打不开，请在现场查阅纸质件。"+m.mask.Text(Plain(err).Message))
}

func (m *usbMaker) slip(j *usbJob, why string) error {
	e := m.items[m.order[j.item]]
	sheet := report.KeptBack{Title: m.titleOf(j, e.Title), DocNumber: m.mask.Text(e.DocNumber), Why: why, Place: m.mask.Text(j.of.Place), Office: m.set.OfficeName, Sample: m.set.Sample}
	j.slip = &UsbSlip{sheet.Title, sheet.Place, why}
	made, err := m.d.printDocument(sheet.Document(), sheet.Title)
	if err != nil {
		return err
	}
	return m.stamped(j, usb.KindSlip, sheet.Title, bytes.NewReader(made.bytes))
}

// titleOf is what a part is called on the page: a scan beside our own paper says so.
func (m *usbMaker) titleOf(j *usbJob, otherwise string) string {
	title := cmp.Or(j.of.File.Caption, j.of.Title, otherwise)
	if e := m.items[m.order[j.item]]; title == e.Title && len(e.parts) > 1 && j.of.File.Role != "" {
		title += "（" + j.of.File.Role + "）"
	}
	return m.mask.Text(title)
}

// place is where a part lies: its item's number, its own, and what it is called.
func (m *usbMaker) place(j *usbJob, folder, ending string) string {
	return path.Join(folder, fmt.Sprintf("%04d-%02d %s%s", j.item+1, j.part+1, portable(m.titleOf(j, ""), longestUsbName), ending))
}

func (m *usbMaker) done(j *usbJob, p usb.Part) error {
	p.Title, p.Date, p.Bytes = m.titleOf(j, ""), string(j.of.DatedOn), m.folder.mark(p.Path).Bytes
	if p.Bytes > usb.LargestBytes {
		return office.Errorf(office.CodeFile, "“%s”超过 4 GB，U 盘放不下。请把这个附件拆开再试。", path.Base(p.Path))
	}
	m.parts[j.item][j.part] = p
	return nil
}
