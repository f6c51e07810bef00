package pdf

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// The running page number: its place on a page of A4, in points from the nearer
// edges. A page of another size is taken as printed on A4.
const (
	stampSize   = 10.5 // of its type
	stampRight  = 17.0 // 6 mm
	stampEdge   = 19.8 // its base line from the upper edge: 7 mm
	stampFoot   = 15.6 // from the lower edge: 5.5 mm
	stampGround = 2.6  // of white around the digits
	a4Short     = 595.28
	a4Long      = 841.89
)

// stampFont is the name that the font of the number has among a page's resources.
const stampFont = "DudaoNumber"

// digit is a drawn digit: its outline and width, in thousandths of the type size.
type digit struct {
	outline string
	width   int
}

// digits are those of a free font, which they are taken from at first need.
var digits = sync.OnceValues(func() ([10]digit, error) {
	var out [10]digit
	face, err := sfnt.Parse(goregular.TTF)
	if err != nil {
		return out, err
	}
	var buffer sfnt.Buffer
	em := fixed.I(1000)
	for i := range out {
		glyph, err := face.GlyphIndex(&buffer, rune('0'+i))
		if err != nil {
			return out, err
		}
		width, err := face.GlyphAdvance(&buffer, glyph, em, font.HintingNone)
		if err != nil {
			return out, err
		}
		segments, err := face.LoadGlyph(&buffer, glyph, em, nil)
		if err != nil {
			return out, err
		}
		out[i] = digit{outline(segments), width.Round()}
	}
	return out, nil
})

// outline writes a glyph as PDF draws it: y upwards, curves of the third order.
func outline(segments sfnt.Segments) string {
	var b strings.Builder
	var x, y float64
	at := func(p fixed.Point26_6) (float64, float64) { return float64(p.X) / 64, -float64(p.Y) / 64 }
	for _, s := range segments {
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			x, y = at(s.Args[0])
			fmt.Fprintf(&b, "%.0f %.0f m\n", x, y)
		case sfnt.SegmentOpLineTo:
			x, y = at(s.Args[0])
			fmt.Fprintf(&b, "%.0f %.0f l\n", x, y)
		case sfnt.SegmentOpQuadTo:
			cx, cy := at(s.Args[0])
			ex, ey := at(s.Args[1])
			fmt.Fprintf(&b, "%.0f %.0f %.0f %.0f %.0f %.0f c\n",
				x+(cx-x)*2/3, y+(cy-y)*2/3, ex+(cx-ex)*2/3, ey+(cy-ey)*2/3, ex, ey)
			x, y = ex, ey
		case sfnt.SegmentOpCubeTo:
			ax, ay := at(s.Args[0])
			bx, by := at(s.Args[1])
			x, y = at(s.Args[2])
			fmt.Fprintf(&b, "%.0f %.0f %.0f %.0f %.0f %.0f c\n", ax, ay, bx, by, x, y)
		}
	}
	return b.String() + "f"
}

// numberFont writes the font of the page numbers: ten drawn digits, so that the
// file needs no font of the reader's, and a map by which they can be found.
func (w *writer) numberFont() int {
	list, err := digits()
	if err != nil {
		w.err = err
		return 0
	}
	self, codes := w.number(), w.number()
	var procs, names, widths strings.Builder
	for i, d := range list {
		proc := w.number()
		w.stream(proc, "", []byte(strconv.Itoa(d.width)+" 0 0 -20 "+strconv.Itoa(d.width)+" 750 d1\n"+d.outline))
		fmt.Fprintf(&procs, "/d%d %s", i, ref(proc))
		fmt.Fprintf(&names, "/d%d", i)
		fmt.Fprintf(&widths, "%d ", d.width)
	}
	w.stream(codes, "", []byte("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"+
		"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"+
		"1 begincodespacerange\n<00> <FF>\nendcodespacerange\n1 beginbfrange\n<30> <39> <0030>\nendbfrange\n"+
		"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"))
	w.object(self, "<</Type/Font/Subtype/Type3/Name/"+stampFont+"/FontBBox[0 -20 700 750]/FontMatrix[0.001 0 0 0.001 0 0]/Resources<<>>"+
		"/FirstChar 48/LastChar 57/Widths["+strings.TrimSpace(widths.String())+"]/Encoding<</Type/Encoding/Differences[48"+names.String()+"]>>"+
		"/CharProcs<<"+procs.String()+">>/ToUnicode "+ref(codes)+">>")
	return self
}

// sight is the part of a page that is seen, in the page's own lengths, and how
// far it is turned clockwise.
type sight struct {
	x0, y0, x1, y1 float64
	turn           int
}

// shown are width and height as the reader sees them.
func (s sight) shown() (w, h float64) {
	if s.turn%180 == 90 {
		return s.y1 - s.y0, s.x1 - s.x0
	}
	return s.x1 - s.x0, s.y1 - s.y0
}

// matrix leads from what the reader sees, from the lower left corner, to the
// page's own lengths.
func (s sight) matrix() string {
	switch s.turn {
	case 90:
		return "0 1 -1 0 " + points(s.x1) + " " + points(s.y0)
	case 180:
		return "-1 0 0 -1 " + points(s.x1) + " " + points(s.y1)
	case 270:
		return "0 -1 1 0 " + points(s.x0) + " " + points(s.y1)
	}
	return "1 0 0 1 " + points(s.x0) + " " + points(s.y0)
}

func points(v float64) string { return strconv.FormatFloat(math.Round(v*1000)/1000, 'f', -1, 64) }

// sight is what is seen of a page: its crop box within its media box.
func (f *File) sight(d types.Dict) sight {
	s := sight{x1: a4Short, y1: a4Long}
	if b, ok := f.box(d["MediaBox"]); ok {
		s = b
	}
	if b, ok := f.box(d["CropBox"]); ok {
		b = sight{max(s.x0, b.x0), max(s.y0, b.y0), min(s.x1, b.x1), min(s.y1, b.y1), 0}
		if b.x1-b.x0 > 1 && b.y1-b.y0 > 1 {
			s = b
		}
	}
	turn, _ := f.length(d["Rotate"])
	if t := int(turn); t%90 == 0 {
		s.turn = ((t % 360) + 360) % 360
	}
	return s
}

// box reads a rectangle, whichever of its corners are given.
func (f *File) box(o types.Object) (sight, bool) {
	list, ok := f.deref(o).(types.Array)
	if !ok || len(list) != 4 {
		return sight{}, false
	}
	var v [4]float64
	for i := range v {
		if v[i], ok = f.length(list[i]); !ok || v[i] < -1e6 || v[i] > 1e6 {
			return sight{}, false
		}
	}
	s := sight{x0: min(v[0], v[2]), y0: min(v[1], v[3]), x1: max(v[0], v[2]), y1: max(v[1], v[3])}
	return s, s.x1-s.x0 > 1 && s.y1-s.y0 > 1
}

func (f *File) length(o types.Object) (float64, bool) {
	switch n := f.deref(o).(type) {
	case types.Integer:
		return float64(n.Value()), true
	case types.Float:
		return n.Value(), true
	}
	return 0, false
}

// stamp draws the page number upright for the reader: black on white, so that it
// can be read on a scan.
func stamp(number int, s sight, foot bool) string {
	list, err := digits()
	if err != nil {
		return "" // numberFont has said so
	}
	text := strconv.Itoa(number)
	w, h := s.shown()
	scale := max(0.5, min(w, h)/a4Short, max(w, h)/a4Long)
	size := stampSize * scale
	wide := 0.0
	for _, r := range text {
		wide += float64(list[r-'0'].width) / 1000 * size
	}
	x, y := w-stampRight*scale-wide, h-stampEdge*scale
	if foot {
		y = stampFoot * scale
	}
	ground := stampGround * scale
	return fmt.Sprintf("q %s cm 1 g %.2f %.2f %.2f %.2f re f 0 g BT /%s %.2f Tf %.2f %.2f Td (%s) Tj ET Q\n",
		s.matrix(), x-ground, y-ground, wide+2*ground, size*0.74+2*ground, stampFont, size, x, y, text)
}
