package paper

import (
	"encoding/json"
	"math"
)

const mmPerPoint = 25.4 / 72

// Kind is what a Box draws.
type Kind string

const (
	TextBox  Kind = "text"  // one line in one face; Y is the top of the characters
	LineBox  Kind = "line"  // from X,Y to X+W,Y+H
	RectBox  Kind = "rect"  // a frame
	FillBox  Kind = "fill"  // a filled area
	BarBox   Kind = "bar"   // a bar of a chart, in a pattern
	ImageBox Kind = "image" // a picture
	CodeBox  Kind = "code"  // a QR code
	SlotBox  Kind = "slot"  // the room of a picture that another puts in
	AreaBox  Kind = "area"  // draws nothing: the place of a link that leads out of the document
)

// Box is one placed thing (版面元素) on a page. Lengths are millimetres from the
// page's left upper corner; type sizes are points, as everybody counts them.
type Box struct {
	Kind   Kind
	X, Y   float64
	W, H   float64
	Text   string
	Face   Face
	Size   float64 // points
	Track  float64 // points after each character
	Weight float64 // of a line or frame
	Gray   float64 // 0 black … 1 white, of a filled area, a line or text
	Red    bool
	// Pattern numbers the look of a chart's bars.
	Pattern int
	// Mark is what few boxes have: a list of thousands has hundreds of thousands of boxes.
	*Mark
}

// Mark is what a box has beside its look; where it has none of it, it has no Mark.
type Mark struct {
	// anchor names this place; link leads to the anchor of the same name.
	anchor, link string
	// pageOf is the anchor whose page number this box shows, once it is known.
	pageOf string
	// image is the picture in a form that gopdf takes.
	image []byte
}

// marked is the mark of a box with a name or a link, nil without both.
func marked(anchor, link string) *Mark {
	if anchor == "" && link == "" {
		return nil
	}
	return &Mark{anchor: anchor, link: link}
}

// Anchor names the place of the box.
func (m *Mark) Anchor() string { return m.or().anchor }

// Link is the anchor that the box leads to.
func (m *Mark) Link() string { return m.or().link }

// Image is the picture of the box.
func (m *Mark) Image() []byte { return m.or().image }

func (m *Mark) or() *Mark {
	if m == nil {
		return &noMark
	}
	return m
}

var noMark Mark

// Page is one page (页) with its boxes in drawing order.
type Page struct {
	W, H  float64
	Boxes []Box
	Name  string // as its doc.PageBreak calls it
	bare  bool   // has no page number
	full  bool   // has its own 示例 sign
	code  string // text of its own QR code
	apart bool   // is the first page of a paper that lies by itself
}

// MarshalJSON writes what a golden file needs: millimetres to two decimals and
// nothing that is empty.
func (b Box) MarshalJSON() ([]byte, error) {
	type golden struct {
		Kind    Kind    `json:"kind"`
		X       float64 `json:"x"`
		Y       float64 `json:"y"`
		W       float64 `json:"w,omitempty"`
		H       float64 `json:"h,omitempty"`
		Text    string  `json:"text,omitempty"`
		Face    string  `json:"face,omitempty"`
		Size    float64 `json:"size,omitempty"`
		Track   float64 `json:"track,omitempty"`
		Weight  float64 `json:"weight,omitempty"`
		Gray    float64 `json:"gray,omitempty"`
		Red     bool    `json:"red,omitempty"`
		Pattern int     `json:"pattern,omitempty"`
		Anchor  string  `json:"anchor,omitempty"`
		Link    string  `json:"link,omitempty"`
		Bytes   int     `json:"bytes,omitempty"`
	}
	g := golden{Kind: b.Kind, X: hundredth(b.X), Y: hundredth(b.Y), W: hundredth(b.W), H: hundredth(b.H),
		Text: b.Text, Size: b.Size, Track: hundredth(b.Track), Weight: b.Weight, Gray: b.Gray, Red: b.Red,
		Pattern: b.Pattern, Anchor: b.Anchor(), Link: b.Link(), Bytes: len(b.Image())}
	if b.Kind == TextBox {
		g.Face = b.Face.String()
	}
	return json.Marshal(g)
}

func hundredth(v float64) float64 { return math.Round(v*100) / 100 }

// moved returns the boxes shifted by x and y.
func moved(boxes []Box, x, y float64) []Box {
	out := make([]Box, len(boxes))
	for i, b := range boxes {
		b.X += x
		b.Y += y
		out[i] = b
	}
	return out
}

func hline(x, y, w, weight float64) Box {
	return Box{Kind: LineBox, X: x, Y: y, W: w, Weight: weight}
}

func vline(x, y, h, weight float64) Box {
	return Box{Kind: LineBox, X: x, Y: y, H: h, Weight: weight}
}
