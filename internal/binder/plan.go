package binder

import (
	"fmt"

	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/paper"
)

// plan is a binder with the place of everything in it (页次): made before the
// first page is written, since the catalogue comes first and names all pages.
type plan struct {
	b        *Binder
	chapters []*chapter
	entries  []*entry
	pages    int
	front    int          // pages of cover and catalogue
	own      paper.Result // our own pages, in the order in which they are bound
	ranges   map[string][2]int
}

// chapter is an indicator, or a heading of the tree, in its box.
type chapter struct {
	*Indicator
	box     *Box
	first   bool // of its box
	entries []*entry
	page    int
}

// divided tells whether the chapter has a divider.
func (c *chapter) divided() bool { return !c.Heading || len(c.Items) > 0 }

// entry is an item where it is listed.
type entry struct {
	*Item
	chapter *chapter
	number  int    // 序号
	home    *entry // where its pages are bound; itself as a rule
	parts   []*part
	page    int
	pages   int
}

// part is one thing of an item that takes pages.
type part struct {
	looked
	file   *File   // nil for our own paper and for what is not there
	photos []*part // of a photo page
	name   string  // of our own page for it: a slip, a photo page
}

// lay gathers the parts of all items and gives each its pages.
func (m *Maker) lay(b *Binder, step func() error) (*plan, error) {
	p := &plan{b: b}
	homes := map[string]*entry{}
	for i := range b.Boxes {
		box := &b.Boxes[i]
		for j := range box.Groups {
			c := &chapter{Indicator: &box.Groups[j], box: box, first: j == 0}
			p.chapters = append(p.chapters, c)
			for k := range c.Items {
				e := &entry{Item: &c.Items[k], chapter: c, number: len(p.entries) + 1}
				c.entries, p.entries = append(c.entries, e), append(p.entries, e)
				if home := homes[e.ID]; home != nil && e.ID != "" {
					e.home = home
					continue
				}
				e.home, homes[e.ID] = e, e
				if err := m.gather(e, step); err != nil {
					return nil, err
				}
			}
		}
	}
	return p, p.settle()
}

// gather looks at what an item brings: our own paper first, then its files in
// their order; neighbouring photos share pages.
func (m *Maker) gather(e *entry, step func() error) error {
	if e.Paper != nil {
		e.parts = append(e.parts, &part{looked: m.print(e.Item)})
		if err := step(); err != nil {
			return err
		}
	}
	for i := range e.Files {
		f := &e.Files[i]
		one := &part{looked: m.look(f), file: f}
		if err := step(); err != nil {
			return err
		}
		last := len(e.parts) - 1
		switch {
		case one.kind != aPicture || !f.Photo:
			e.parts = append(e.parts, one)
		case last >= 0 && e.parts[last].kind == aPhotoPage && len(e.parts[last].photos) < photosOnPage:
			e.parts[last].photos = append(e.parts[last].photos, one)
		default:
			e.parts = append(e.parts, &part{looked: looked{kind: aPhotoPage}, photos: []*part{one}})
		}
	}
	if len(e.parts) == 0 {
		if err := step(); err != nil {
			return err
		}
		e.parts = append(e.parts, &part{looked: slip(ProblemNothing, "这一件还没有附件，只在目录里占位。请补上扫描件或照片后重新装订。")})
	}
	for i, one := range e.parts {
		if one.kind == aSlip || one.kind == aPhotoPage {
			one.name = fmt.Sprintf("%d.%d", e.number, i)
		}
	}
	return nil
}

// rounds is how often the numbers may change before they stand. They stand after
// the second time, since a number of another length changes no line.
const rounds = 8

// settle lays our own pages until the numbers they show are those they have.
func (p *plan) settle() error {
	measure := paper.SystemFonts().Measure()
	for range rounds {
		if p.number(paper.Layout(p.document(), measure)) {
			made, err := paper.Render(p.document(), paper.Options{Laid: true})
			p.own = made
			return err
		}
	}
	return office.Errorf(office.CodeFile, "目录的页码排不定，卷没有生成。请把这一情况告诉维护人员。")
}

// number gives everything its page and tells whether all were right before.
func (p *plan) number(pages []paper.Page) bool {
	p.ranges = map[string][2]int{}
	name := frontName
	from := 0
	for i := range pages {
		if n := pages[i].Name; n != "" && n != frontName {
			p.ranges[name], from, name = [2]int{from, i}, i, n
		}
	}
	p.ranges[name] = [2]int{from, len(pages)}
	length := func(name string) int { return p.ranges[name][1] - p.ranges[name][0] }
	same := true
	set := func(to *int, value int) {
		same = same && *to == value
		*to = value
	}
	set(&p.front, length(frontName))
	at, last := p.front+1, -1
	for i, c := range p.chapters {
		if c.divided() {
			last = i
		}
	}
	for i, c := range p.chapters {
		if i <= last {
			set(&c.page, at)
		} // a heading with nothing below it has no page
		at += length(chapterName(i))
		for _, e := range c.entries {
			if e.home != e {
				continue
			}
			set(&e.page, at)
			for _, one := range e.parts {
				if one.name != "" {
					one.pages = length(one.name)
				}
				at += one.pages
			}
			set(&e.pages, at-e.page)
		}
	}
	set(&p.pages, at-1)
	return same
}

// Names of our own pages.
const frontName = "front"

func chapterName(i int) string { return fmt.Sprintf("chapter %d", i) }

// document is all our own pages, in the order in which they are bound.
func (p *plan) document() doc.Document {
	d := doc.Document{Title: p.b.Title, Style: doc.Form, Sample: p.b.Sample, Unnumbered: true}
	d.Blocks = append(d.Blocks, p.cover(), doc.PageBreak{Name: frontName})
	d.Blocks = append(d.Blocks, p.catalogue()...)
	for i, c := range p.chapters {
		if c.divided() {
			d.Blocks = append(d.Blocks, doc.PageBreak{Name: chapterName(i)})
			d.Blocks = append(d.Blocks, c.divider()...)
		}
		for _, e := range c.entries {
			if e.home != e {
				continue
			}
			for _, one := range e.parts {
				if one.name == "" {
					continue
				}
				d.Blocks = append(d.Blocks, doc.PageBreak{Name: one.name})
				if one.kind == aSlip {
					d.Blocks = append(d.Blocks, e.slip(one)...)
				} else {
					d.Blocks = append(d.Blocks, e.photos(one))
				}
			}
		}
	}
	return d
}
