package pdf

import (
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"dudao/internal/office"
)

// How a watermark lies on a page.
const (
	markTilt  = 30   // degrees, rising
	markAlpha = 0.16 // share of its ink: what lies under it stays readable
)

// The names of a watermark among a page's own resources.
const (
	markName  = "DudaoMark"
	alphaName = "DudaoAlpha"
)

// Watermark is a sheet that is laid over every page of other files (水印).
type Watermark struct {
	sheet *File
	side  float64 // of the square sheet, in points
}

// NewWatermark takes the first page of a file as a watermark.
func NewWatermark(f *File) *Watermark {
	w, h := f.sight(f.pages[0].dict).shown()
	return &Watermark{sheet: f, side: min(w, h)}
}

// Write writes the file with the watermark over each of its pages. Nothing else
// of it comes along: neither what it says of itself nor what is attached to it.
func (m *Watermark) Write(out io.Writer, title string, f *File) (err error) {
	defer func() { // hostile files have made pdfcpu panic
		if p := recover(); p != nil {
			err = damaged(f.name, fmt.Errorf("panic: %v", p))
		}
	}()
	w := newWriter(out)
	root, tree, alpha := w.number(), w.number(), w.number()
	w.object(alpha, fmt.Sprintf("<</Type/ExtGState/ca %g/CA %g>>", markAlpha, markAlpha))
	form, err := m.copyInto(w)
	if err != nil {
		return err
	}
	numbers := make([]int, len(f.pages))
	c := &copier{w: w, f: f, numbers: map[int]int{}}
	for i, p := range f.pages {
		numbers[i] = w.number()
		c.numbers[p.ref.ObjectNumber.Value()] = numbers[i]
	}
	for i, p := range f.pages {
		p.dict["Annots"] = f.links(p.dict["Annots"])
		entries := c.entries(p.dict, "Type", "Parent", "StructParents", "B", "AA", "Metadata", "PieceInfo", "Contents", "Resources")
		entries += "/Contents[" + c.under(p.dict["Contents"], m.over(f.sight(p.dict))) + "]"
		entries += "/Resources<<" + c.resources(p.dict["Resources"], form, alpha) + ">>"
		w.object(numbers[i], "<</Type/Page/Parent "+ref(tree)+entries+">>")
		c.rest()
	}
	w.object(tree, fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", refs(numbers), len(numbers)))
	w.object(root, "<</Type/Catalog/Pages "+ref(tree)+"/ViewerPreferences<</DisplayDocTitle true/PrintScaling/None>>>>")
	return w.close(root, title, time.Time{})
}

// copyInto writes the sheet as a form that pages can draw.
func (m *Watermark) copyInto(w *writer) (int, error) {
	c := &copier{w: w, f: m.sheet, numbers: map[int]int{}}
	dict := m.sheet.pages[0].dict
	content, ok := m.sheet.deref(dict["Contents"]).(types.StreamDict)
	if !ok {
		return 0, office.Errorf(office.CodeFile, "水印没有生成，请换一段文字再试。")
	}
	form := w.number()
	entries := c.entries(content.Dict, "Length") + "/Type/XObject/Subtype/Form/BBox" + c.value(dict["MediaBox"]) + "/Resources " + c.value(dict["Resources"])
	w.stream(form, entries, content.Raw)
	c.rest()
	return form, w.err
}

// over is what draws the watermark on a page: tilted about its middle, and large
// enough for its corners whichever way the page is turned.
func (m *Watermark) over(s sight) string {
	scale := max(1, math.Hypot(s.x1-s.x0, s.y1-s.y0)/m.side)
	turn := float64(markTilt+s.turn) * math.Pi / 180
	cos, sin := scale*math.Cos(turn), scale*math.Sin(turn)
	half := m.side / 2
	x, y := (s.x0+s.x1)/2-half*cos+half*sin, (s.y0+s.y1)/2-half*sin-half*cos
	return fmt.Sprintf("q /%s gs %.4f %.4f %.4f %.4f %.2f %.2f cm /%s Do Q\n", alphaName, cos, sin, -sin, cos, x, y, markName)
}

// under are a page's own streams, shut off from what is drawn over them.
func (c *copier) under(o types.Object, over string) string {
	list, ok := c.f.deref(o).(types.Array)
	if !ok {
		list = types.Array{o}
	}
	own, streams := "", []types.StreamDict{}
	for _, v := range list {
		s, isStream := c.f.deref(v).(types.StreamDict)
		if r, ok := v.(types.IndirectRef); ok && isStream {
			own, streams = own+" "+c.take(r), append(streams, s)
		}
	}
	open, lacking := c.f.states(streams)
	before, after := c.w.number(), c.w.number()
	c.w.stream(before, "", []byte(strings.Repeat("q\n", lacking+1)))
	c.w.stream(after, "", []byte("\n"+strings.Repeat("Q\n", open+1)+over))
	return ref(before) + own + " " + ref(after)
}

// resources are a page's own with the watermark's among them.
func (c *copier) resources(o types.Object, form, alpha int) string {
	own, _ := c.f.deref(o).(types.Dict)
	out := c.entries(own, "XObject", "ExtGState")
	for _, x := range []struct {
		key, name string
		number    int
	}{{"ExtGState", alphaName, alpha}, {"XObject", markName, form}} {
		had, _ := c.f.deref(own[x.key]).(types.Dict)
		out += "/" + x.key + "<<" + c.entries(had, x.name) + "/" + x.name + " " + ref(x.number) + ">>"
	}
	return out
}
