package binder

import (
	"bytes"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"dudao/internal/office"
	"dudao/internal/paper"
	"dudao/internal/pdf"
)

// Maker makes the binders of one run: the whole one and one for each box. What a
// file is and our own papers are found out once for all of them.
type Maker struct {
	o       Options
	scratch *os.File
	end     int64 // of the scratch file
	known   map[fileKey]looked
	papers  map[string]looked // by item
	doubt   bool              // a count known from before was wrong: none is trusted
	said    []string          // warnings
}

// New begins a run. Close ends it.
func New(o Options) (*Maker, error) {
	f, err := os.CreateTemp(o.Scratch, "binder-*.tmp")
	if err != nil {
		return nil, office.Errorf(office.CodeFile, "临时文件夹无法写入，卷没有生成。请检查磁盘空间和权限后再试。")
	}
	return &Maker{o: o, scratch: f, known: map[fileKey]looked{}, papers: map[string]looked{}}, nil
}

// Close removes what was made on the way.
func (m *Maker) Close() error {
	return errors.Join(m.scratch.Close(), os.Remove(m.scratch.Name()))
}

// keep lays bytes into the scratch file.
func (m *Maker) keep(b []byte) (from int64, err error) {
	from = m.end
	n, err := m.scratch.WriteAt(b, from)
	m.end += int64(n)
	return from, err
}

func (m *Maker) warn(list []string) {
	for _, w := range list {
		if !slices.Contains(m.said, w) {
			m.said = append(m.said, w)
		}
	}
}

// stale is the end of an attempt in which a file was not what the plan took it for.
type stale struct{}

func (stale) Error() string { return "the plan is stale" }

// attempts is how many files may turn out otherwise than they looked.
const attempts = 50

// Write makes a binder as one PDF file. A file of that name is replaced when the
// new one is whole; after an error nothing is left and nothing is changed.
func (m *Maker) Write(path string, b Binder) (Result, error) {
	for range attempts {
		res, err := m.attempt(path, &b)
		if !errors.Is(err, stale{}) {
			return res, err
		}
	}
	return Result{}, office.Errorf(office.CodeFile, "附件在装订时一直在变，卷没有生成。请先关闭正在改动它们的程序，再重新装订。")
}

func (m *Maker) attempt(path string, b *Binder) (Result, error) {
	total, done := b.things(), 0
	step := func() error {
		done++
		if m.o.Each == nil {
			return nil
		}
		return m.o.Each(min(done, 2*total), 2*total)
	}
	p, err := m.lay(b, step)
	if err != nil {
		return Result{}, err
	}
	m.warn(p.own.Warnings)
	done = total
	f, err := os.CreateTemp(filepath.Dir(path), ".binder-*.tmp")
	if err != nil {
		return Result{}, unwritable(path)
	}
	res, err := m.bind(f, p, step)
	if err == nil {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	if err == nil && os.Rename(f.Name(), path) != nil {
		err = unwritable(path)
	}
	if err != nil {
		return Result{}, errors.Join(err, os.Remove(f.Name()))
	}
	return res, os.Chmod(path, 0o644)
}

func unwritable(path string) error {
	return office.Errorf(office.CodeFile, "“%s”无法写入。请先关闭正在打开它的程序，并检查磁盘空间和权限。", filepath.Base(path))
}

// things is how many papers and files there are to look at, and later to write.
func (b *Binder) things() int {
	n, seen := 0, map[string]bool{}
	for i := range b.Boxes {
		for _, g := range b.Boxes[i].Groups {
			for _, item := range g.Items {
				if seen[item.ID] && item.ID != "" {
					continue
				}
				seen[item.ID] = true
				own := len(item.Files)
				if item.Paper != nil {
					own++
				}
				n += max(1, own)
			}
		}
	}
	return n
}

// binding is a plan that is being written.
type binding struct {
	*plan
	m    *Maker
	v    *pdf.Volume
	own  *pdf.Part
	next int // our own page that comes next, from 0
	step func() error
	goal map[string]int // pages by the names to which rows lead
	res  Result
}

// bind writes all pages in their order.
func (m *Maker) bind(out io.Writer, p *plan, step func() error) (Result, error) {
	printed, err := pdf.Open("", bytes.NewReader(p.own.PDF))
	if err != nil {
		return Result{}, err
	}
	v := pdf.NewVolume(out, pdf.About{Title: p.title(), Made: p.b.Made, Pages: p.pages, Foot: m.o.Corner == BottomRight})
	w := &binding{plan: p, m: m, v: v, own: v.Part(printed), step: step, goal: p.goals()}
	p.own.PDF = nil // it is held by the reader now
	err = w.pages(frontName)
	for i, c := range p.chapters {
		if err == nil {
			err = w.pages(chapterName(i))
		}
		for _, e := range c.entries {
			if err == nil && e.home == e {
				err = w.entry(e)
			}
		}
	}
	if err != nil {
		return Result{}, err
	}
	size, sum, err := v.Close(p.marks())
	w.res.Pages, w.res.Bytes, w.res.SHA256, w.res.Warnings = p.pages, size, hex.EncodeToString(sum), m.said
	return w.res, err
}

func (p *plan) title() string {
	if len(p.b.Boxes) == 1 {
		return strings.TrimSpace(p.b.Title + "　" + p.b.Boxes[0].Code + " " + p.b.Boxes[0].Title)
	}
	return strings.TrimSpace(p.b.Title + "　" + p.b.Subject + " " + p.b.Year)
}

// pages writes our own pages of a name, with the links on them.
func (w *binding) pages(name string, pictures ...pdf.Placed) error {
	r := w.ranges[name]
	for i := r[0]; i < r[1]; i++ {
		var links []pdf.Link
		for _, b := range w.plan.own.Laid[i].Boxes {
			if page := w.goal[b.Text]; b.Kind == paper.AreaBox && page > 0 {
				links = append(links, pdf.Link{X: b.X, Y: b.Y, W: b.W, H: b.H, Page: page})
			}
		}
		if err := w.own.Page(i+1, links, pictures); err != nil {
			return err
		}
	}
	return nil
}

// entry writes the pages of an item.
func (w *binding) entry(e *entry) error {
	w.res.Items = append(w.res.Items, Bound{Item: e.ID, Page: e.page, Pages: e.pages})
	for _, one := range e.parts {
		if err := w.part(e, one); err != nil {
			return err
		}
		for range max(1, len(one.photos)) {
			if err := w.step(); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *binding) part(e *entry, one *part) error {
	switch one.kind {
	case aPaper:
		f, err := pdf.Open(e.Title, io.NewSectionReader(w.m.scratch, one.from, one.length))
		if err != nil {
			return err
		}
		return w.v.Append(f)
	case aPDF:
		return w.m.with(one, func(r io.ReadSeeker) error { return w.append(one, r) })
	case aPicture:
		return w.m.with(one, func(r io.ReadSeeker) error { return w.m.doubted(one, w.v.Picture(one.image, r)) })
	case aPhotoPage:
		return w.photos(one)
	}
	problem := one.problem
	problem.Item, problem.Title, problem.Place, problem.Page = e.ID, e.Title, e.Place, w.v.Done()+1
	if one.file != nil {
		problem.File, problem.SHA256 = one.file.Name, one.file.SHA256
	}
	w.res.Problems = append(w.res.Problems, problem)
	return w.pages(one.name)
}

func (w *binding) append(one *part, r io.ReadSeeker) error {
	f, err := pdf.Open(one.file.Name, r)
	if err == nil && f.Pages() == one.pages {
		return w.m.doubted(one, w.v.Append(f))
	}
	w.m.doubt = true
	clear(w.m.known)
	if err != nil {
		return w.m.doubted(one, err)
	}
	return stale{}
}

// photos writes a photo page: the pictures go into the room that was kept.
func (w *binding) photos(one *part) error {
	placed := make([]pdf.Placed, len(one.photos))
	page := w.plan.own.Laid[w.ranges[one.name][0]]
	for i, ph := range one.photos {
		r, err := ph.file.Open()
		if err != nil {
			return w.m.missing(ph)
		}
		defer r.Close()
		placed[i] = pdf.Placed{Image: ph.image, Data: r}
	}
	i := 0
	for _, b := range page.Boxes {
		if b.Kind == paper.SlotBox && i < len(placed) {
			placed[i].X, placed[i].Y, placed[i].W, placed[i].H = b.X, b.Y, b.W, b.H
			i++
		}
	}
	err := w.pages(one.name, placed...)
	if errors.Is(err, pdf.ErrDamaged) || errors.Is(err, pdf.ErrLarge) {
		return w.m.suspects(one.photos, err)
	}
	return err
}

// suspects are photos of which one could not be written.
func (m *Maker) suspects(photos []*part, err error) error {
	for _, ph := range photos {
		if strings.Contains(sentence(err), "“"+ph.file.Name+"”") {
			return m.doubted(ph, err)
		}
	}
	return err
}

// doubted notes a file that could not be bound after all; other errors stay what
// they are.
func (m *Maker) doubted(one *part, err error) error {
	for _, kind := range []error{pdf.ErrDamaged, pdf.ErrLarge, pdf.ErrLocked, pdf.ErrEmpty} {
		if errors.Is(err, kind) {
			m.known[keyOf(one.file)] = unreadable(err)
			return stale{}
		}
	}
	return err
}

func (m *Maker) missing(one *part) error {
	m.known[keyOf(one.file)] = gone(one.file)
	return stale{}
}

// with opens a file for the time of its writing.
func (m *Maker) with(one *part, do func(io.ReadSeeker) error) error {
	r, err := one.file.Open()
	if err != nil {
		return m.missing(one)
	}
	defer r.Close()
	return do(r)
}
