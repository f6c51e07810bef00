package pdf

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Volume is a file that is put together page by page from pages of other files
// and from pictures. Each page gets its running number; how many there will be
// is known beforehand, so that links and bookmarks lead to pages still to come.
type Volume struct {
	w     *writer
	about About
	root  int // numbers of objects
	tree  int
	font  int
	open  int // the drawing that opens a graphics state
	first int // of the first page; the others follow it
	nodes []int
	done  int // pages written
}

// About is what a volume is to be.
type About struct {
	Title string
	Made  time.Time // none is written for the zero time
	Pages int
	Foot  bool // the number stands at the lower edge instead of the upper
}

// Link leads from an area of a page to a page of the volume; the area is in
// millimetres from the upper left corner, the first page is 1.
type Link struct {
	X, Y, W, H float64
	Page       int
}

// Mark is a bookmark.
type Mark struct {
	Title string
	Page  int
	Kids  []Mark
}

// Placed is a picture on a page, in millimetres from the upper left corner.
type Placed struct {
	Image      *Image
	Data       io.ReadSeeker
	X, Y, W, H float64
}

// nodeSize is how many pages lie below one node of the tree of pages.
const nodeSize = 50

const pointPerMM = 72 / 25.4

// NewVolume begins a volume.
func NewVolume(out io.Writer, about About) *Volume {
	v := &Volume{w: newWriter(out), about: about}
	v.root, v.tree, v.open = v.w.number(), v.w.number(), v.w.number()
	for range (about.Pages + nodeSize - 1) / nodeSize {
		v.nodes = append(v.nodes, v.w.number())
	}
	v.first = len(v.w.off)
	for range about.Pages {
		v.w.number()
	}
	v.font = v.w.numberFont()
	v.w.stream(v.open, "", []byte("q\n"))
	return v
}

// Done is how many pages are written.
func (v *Volume) Done() int { return v.done }

// page writes the next page.
func (v *Volume) page(body string) error {
	if v.done >= v.about.Pages {
		return errors.New("more pages than the volume was to have")
	}
	v.w.object(v.first+v.done, "<</Type/Page/Parent "+ref(v.nodes[v.done/nodeSize])+body+">>")
	v.done++
	return v.w.err
}

// Append writes all pages of a file.
func (v *Volume) Append(f *File) error {
	p := v.Part(f)
	for i := range f.pages {
		p.c.numbers[f.pages[i].ref.ObjectNumber.Value()] = v.first + v.done + i
	}
	for i := range f.pages {
		if err := p.Page(i+1, nil, nil); err != nil {
			return err
		}
	}
	return nil
}

// Part is a file whose pages are written one by one, between those of others.
type Part struct {
	v         *Volume
	f         *File
	c         *copier
	resources map[uintptr]int
}

// Part begins to take pages from a file.
func (v *Volume) Part(f *File) *Part {
	return &Part{v: v, f: f, c: &copier{w: v.w, f: f, numbers: map[int]int{}}, resources: map[uintptr]int{}}
}

// Page writes a page of the file (the first is 1) with what is laid over it.
func (p *Part) Page(number int, links []Link, pictures []Placed) (err error) {
	defer func() { // what opening a hostile file did not touch may still make pdfcpu panic
		if caught := recover(); caught != nil {
			err = damaged(p.f.name, fmt.Errorf("panic: %v", caught))
		}
	}()
	if number < 1 || number > len(p.f.pages) {
		return errors.New("the file has no page " + strconv.Itoa(number))
	}
	v, d := p.v, p.f.pages[number-1].dict
	seen := p.f.sight(d)
	var drawn strings.Builder
	images, err := v.pictures(&drawn, seen, pictures)
	if err != nil {
		return err
	}
	drawn.WriteString(stamp(v.done+1, seen, v.about.Foot))
	resources := p.merged(d["Resources"], images)
	contents := p.contents(d["Contents"], drawn.String())
	body := "/MediaBox " + p.c.value(p.frame(d)) + p.crop(d) + "/Resources " + ref(resources) + "/Contents[" + contents + "]"
	if seen.turn != 0 {
		body += "/Rotate " + strconv.Itoa(seen.turn)
	}
	for _, key := range []string{"Group", "UserUnit"} {
		if o, ok := d[key]; ok {
			body += "/" + key + " " + p.c.value(o)
		}
	}
	if annots := p.annots(d, seen, links); annots != "" {
		body += "/Annots[" + annots + "]"
	}
	err = v.page(body)
	p.c.rest()
	return errors.Join(err, v.w.err)
}

// frame is the page's media box, A4 when it has none that can be read.
func (p *Part) frame(d types.Dict) types.Object {
	if _, ok := p.f.box(d["MediaBox"]); ok {
		return d["MediaBox"]
	}
	return types.NewNumberArray(0, 0, a4Short, a4Long)
}

func (p *Part) crop(d types.Dict) string {
	if _, ok := p.f.box(d["CropBox"]); ok {
		return "/CropBox " + p.c.value(d["CropBox"])
	}
	return ""
}

// contents are the page's own drawing, shut off from what is drawn over it.
func (p *Part) contents(o types.Object, over string) string {
	w := p.v.w
	refs := []string{}
	streams := []types.StreamDict{}
	take := func(o types.Object) {
		if s, ok := p.f.deref(o).(types.StreamDict); ok {
			if r, ok := o.(types.IndirectRef); ok {
				refs, streams = append(refs, p.c.take(r)), append(streams, s)
			}
		}
	}
	if list, ok := p.f.deref(o).(types.Array); ok {
		for _, one := range list {
			take(one)
		}
	} else {
		take(o)
	}
	open, lacking := p.f.states(streams)
	before := p.v.open
	if lacking > 0 {
		before = w.number()
		w.stream(before, "", []byte(strings.Repeat("q\n", lacking+1)))
	}
	after := w.number()
	w.stream(after, "", []byte(strings.Repeat("Q\n", open+1)+over))
	return ref(before) + " " + strings.Join(append(refs, ref(after)), " ")
}

// merged writes the page's resources with the font of the number; the same
// resources of many pages are written once.
func (p *Part) merged(o types.Object, images map[string]int) int {
	res, _ := p.f.deref(o).(types.Dict)
	key := reflect.ValueOf(res).Pointer()
	if n, ok := p.resources[key]; ok && len(images) == 0 {
		return n
	}
	fonts, _ := p.f.deref(res["Font"]).(types.Dict)
	body := "<<" + p.c.entries(res, "Font", "XObject") + "/Font<<" + p.c.entries(fonts, stampFont) + "/" + stampFont + " " + ref(p.v.font) + ">>"
	if objects, _ := p.f.deref(res["XObject"]).(types.Dict); len(objects)+len(images) > 0 {
		body += "/XObject<<" + p.c.entries(objects)
		for i := range len(images) {
			name := imageName(i)
			body += "/" + name + " " + ref(images[name])
		}
		body += ">>"
	}
	n := p.v.w.number()
	p.v.w.object(n, body+">>")
	if len(images) == 0 {
		p.resources[key] = n
	}
	return n
}

// annots are the links of the page itself and those laid over it.
func (p *Part) annots(d types.Dict, seen sight, links []Link) string {
	list := []string{}
	if own, ok := p.f.links(d["Annots"]).(types.Array); ok {
		for _, o := range own {
			list = append(list, p.c.value(o))
		}
	}
	for _, l := range links {
		if l.Page < 1 || l.Page > p.v.about.Pages {
			continue
		}
		n := p.v.w.number()
		x, top := seen.x0+l.X*pointPerMM, seen.y1-l.Y*pointPerMM
		p.v.w.object(n, "<</Type/Annot/Subtype/Link/Border[0 0 0]/Rect["+points(x)+" "+points(top-l.H*pointPerMM)+" "+
			points(x+l.W*pointPerMM)+" "+points(top)+"]/Dest["+ref(p.v.first+l.Page-1)+"/Fit]>>")
		list = append(list, ref(n))
	}
	return strings.Join(list, " ")
}

// Close ends the volume with its bookmarks and returns its size and SHA-256.
func (v *Volume) Close(marks []Mark) (bytes int64, sha256 []byte, err error) {
	if v.w.err == nil && v.done != v.about.Pages {
		return 0, nil, errors.New("fewer pages than the volume was to have")
	}
	for i, n := range v.nodes {
		kids := []int{}
		for p := i * nodeSize; p < min((i+1)*nodeSize, v.done); p++ {
			kids = append(kids, v.first+p)
		}
		v.w.object(n, "<</Type/Pages/Parent "+ref(v.tree)+"/Kids["+refs(kids)+"]/Count "+strconv.Itoa(len(kids))+">>")
	}
	v.w.object(v.tree, "<</Type/Pages/Kids["+refs(v.nodes)+"]/Count "+strconv.Itoa(v.done)+">>")
	body := "<</Type/Catalog/Pages " + ref(v.tree)
	if len(marks) > 0 {
		outline := v.w.number()
		first, last := v.marks(marks, outline)
		v.w.object(outline, "<</Type/Outlines/First "+ref(first)+"/Last "+ref(last)+"/Count "+strconv.Itoa(len(marks))+">>")
		body += "/Outlines " + ref(outline) + "/PageMode/UseOutlines"
	}
	v.w.object(v.root, body+"/ViewerPreferences<</DisplayDocTitle true/PrintScaling/None>>>>")
	if err := v.w.close(v.root, v.about.Title, v.about.Made); err != nil {
		return 0, nil, err
	}
	return v.w.at, v.w.sum.Sum(nil), nil
}

// marks writes the bookmarks of one level, those below them closed, and returns
// the numbers of the first and the last one.
func (v *Volume) marks(list []Mark, parent int) (first, last int) {
	numbers := make([]int, len(list))
	for i := range list {
		numbers[i] = v.w.number()
	}
	for i, m := range list {
		body := "<</Title " + textString(m.Title) + "/Parent " + ref(parent)
		if m.Page >= 1 && m.Page <= v.about.Pages {
			body += "/Dest[" + ref(v.first+m.Page-1) + "/Fit]"
		}
		if i > 0 {
			body += "/Prev " + ref(numbers[i-1])
		}
		if i < len(list)-1 {
			body += "/Next " + ref(numbers[i+1])
		}
		if len(m.Kids) > 0 {
			from, to := v.marks(m.Kids, numbers[i])
			body += "/First " + ref(from) + "/Last " + ref(to) + "/Count " + strconv.Itoa(-len(m.Kids))
		}
		v.w.object(numbers[i], body+">>")
	}
	return numbers[0], numbers[len(numbers)-1]
}
