package pdf

import (
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Paper is one file of a volume and the title it has there.
type Paper struct {
	Title string
	Path  string
}

// Merge writes the papers one after the other into one file (合订本), each under a
// bookmark of its title, and returns the number of pages. each is called after
// every paper; an error of it ends the work.
//
// Links within a paper lead where they led; forms to fill in, attachments and
// signatures of a foreign file are left behind: they mean nothing in a volume.
func Merge(out io.Writer, title string, papers []Paper, each func(done int) error) (pages int, err error) {
	w := newWriter(out)
	root, tree, outline := w.number(), w.number(), w.number()
	nodes := make([]int, len(papers))
	firsts := make([]int, len(papers))
	for i, p := range papers {
		f, err := open(p.Path)
		if err != nil {
			return 0, err
		}
		nodes[i] = w.number()
		firsts[i] = f.copyInto(w, nodes[i], tree)
		pages += len(f.pages)
		if w.err != nil {
			return 0, w.err
		}
		if err := each(i + 1); err != nil {
			return 0, err
		}
	}
	w.object(tree, "<</Type/Pages/Kids["+refs(nodes)+"]/Count "+strconv.Itoa(pages)+">>")
	w.outline(outline, papers, firsts)
	w.object(root, "<</Type/Catalog/Pages "+ref(tree)+"/Outlines "+ref(outline)+"/PageMode/UseOutlines>>")
	return pages, w.close(root, title, time.Time{})
}

// copyInto writes the file's pages below a node of their own and returns the
// first page's number.
func (f *File) copyInto(w *writer, node, parent int) int {
	c := &copier{w: w, f: f, numbers: map[int]int{}}
	numbers := make([]int, len(f.pages))
	for i, p := range f.pages {
		numbers[i] = w.number()
		c.numbers[p.ref.ObjectNumber.Value()] = numbers[i]
	}
	for i, p := range f.pages {
		p.dict["Annots"] = f.links(p.dict["Annots"])
		entries := c.entries(p.dict, "Type", "Parent", "StructParents", "B", "AA", "Metadata", "PieceInfo")
		w.object(numbers[i], "<</Type/Page/Parent "+ref(node)+entries+">>")
		c.rest()
	}
	w.object(node, "<</Type/Pages/Parent "+ref(parent)+"/Kids["+refs(numbers)+"]/Count "+strconv.Itoa(len(numbers))+">>")
	return numbers[0]
}

// links keeps of a page's annotations what can still be looked at: not the
// fields of a form, whose form stays behind.
func (f *File) links(annots types.Object) types.Object {
	list, ok := f.deref(annots).(types.Array)
	if !ok {
		return nil
	}
	kept := types.Array{}
	for _, a := range list {
		d, ok := f.deref(a).(types.Dict)
		if !ok || isName(d["Subtype"], "Widget") {
			continue
		}
		copied := types.Dict{}
		for k, v := range d {
			if k != "P" && k != "Popup" && k != "StructParent" {
				copied[k] = v
			}
		}
		kept = append(kept, copied)
	}
	return kept
}

// outline writes the bookmarks, one for each paper.
func (w *writer) outline(root int, papers []Paper, firsts []int) {
	items := make([]int, len(papers))
	for i := range papers {
		items[i] = w.number()
	}
	for i, p := range papers {
		body := "<</Title " + textString(p.Title) + "/Parent " + ref(root) + "/Dest[" + ref(firsts[i]) + "/Fit]"
		if i > 0 {
			body += "/Prev " + ref(items[i-1])
		}
		if i < len(items)-1 {
			body += "/Next " + ref(items[i+1])
		}
		w.object(items[i], body+">>")
	}
	body := "<</Type/Outlines/Count " + strconv.Itoa(len(items))
	if len(items) > 0 {
		body += "/First " + ref(items[0]) + "/Last " + ref(items[len(items)-1])
	}
	w.object(root, body+">>")
}

func refs(numbers []int) string {
	var b strings.Builder
	for i, n := range numbers {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(ref(n))
	}
	return b.String()
}
