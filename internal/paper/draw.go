package paper

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/signintech/gopdf"
)

const pointPerMM = 1 / mmPerPoint

// ink is the colour of red heads and rules.
var ink = [3]uint8{0xE6, 0x00, 0x12}

// pen draws placed boxes with gopdf. It keeps to what gopdf does well: every
// drawing call comes after AddPage, every page has something on it, no text is
// broken or measured by gopdf, and nothing is written twice.
type pen struct {
	pdf   *gopdf.GoPdf
	face  *typesetter
	runs  map[*font]map[rune]bool
	fonts []*font
	names map[*font]string

	font   string // what the page's state is now
	size   float64
	track  float64
	weight float64
	err    error
}

// textRun is a stretch of text that one font prints.
type textRun struct {
	font  *font
	text  string
	width float64 // millimetres
}

// draw writes the pages as a PDF file.
func draw(pages []Page, t *typesetter, keep bool) ([]byte, error) {
	p := &pen{pdf: &gopdf.GoPdf{}, face: t, runs: map[*font]map[rune]bool{}, names: map[*font]string{}}
	for _, page := range pages {
		for i := range page.Boxes {
			if page.Boxes[i].Kind == TextBox {
				p.collect(&page.Boxes[i])
			}
		}
	}
	if t.err != nil {
		return nil, t.err
	}
	size := gopdf.Rect{W: pages[0].W * pointPerMM, H: pages[0].H * pointPerMM}
	p.pdf.Start(gopdf.Config{PageSize: size})
	if err := p.addFonts(); err != nil {
		return nil, err
	}
	for n, page := range pages {
		p.pdf.AddPage()
		p.font, p.track, p.weight = "", 0, -1
		for i := range page.Boxes {
			p.box(&page.Boxes[i])
			if p.err != nil {
				return nil, p.err
			}
		}
		if len(page.Boxes) == 0 {
			p.pdf.SetGrayFill(0) // an empty page must still have a content stream
		}
		if !keep {
			pages[n].Boxes = nil // gopdf holds its words now: twice would be too much of a list of thousands
		}
	}
	var out bytes.Buffer
	if _, err := p.pdf.WriteTo(&out); err != nil {
		return nil, fmt.Errorf("write the PDF: %w", err)
	}
	return out.Bytes(), nil
}

// collect notes which characters each font must bring.
func (p *pen) collect(b *Box) {
	for _, r := range b.Text {
		f, _, shown := p.face.pick(b.Face, r)
		if f == nil {
			continue
		}
		set := p.runs[f]
		if set == nil {
			set = map[rune]bool{}
			p.runs[f] = set
			p.fonts = append(p.fonts, f)
		}
		set[shown] = true
	}
}

// addFonts embeds a subset of each used font, in order of first use.
func (p *pen) addFonts() error {
	for i, f := range p.fonts {
		runes := make([]rune, 0, len(p.runs[f]))
		for r := range p.runs[f] {
			runes = append(runes, r)
		}
		data, err := f.subset(runes)
		if err != nil {
			return fmt.Errorf("font %s: %w", f.name, err)
		}
		name := subsetTag(i) + "+" + f.name
		if err := p.pdf.AddTTFFontData(name, data); err != nil {
			return fmt.Errorf("font %s: %w", f.name, err)
		}
		p.names[f] = name
	}
	return nil
}

// subsetTag is the six capitals by which PDF marks a font as a subset.
func subsetTag(i int) string {
	return "DUDA" + string(rune('A'+i/26)) + string(rune('A'+i%26))
}

func (p *pen) box(b *Box) {
	x, y, w, h := b.X*pointPerMM, b.Y*pointPerMM, b.W*pointPerMM, b.H*pointPerMM
	switch b.Kind {
	case TextBox:
		p.text(b)
	case LineBox:
		p.stroke(b.Weight)
		if b.Red {
			p.pdf.SetStrokeColor(ink[0], ink[1], ink[2])
		}
		if b.Gray > 0 {
			p.pdf.SetGrayStroke(b.Gray)
		}
		p.pdf.Line(x, y, x+w, y+h)
		if b.Red || b.Gray > 0 {
			p.pdf.SetGrayStroke(0)
		}
	case RectBox:
		p.stroke(b.Weight)
		if b.Red {
			p.pdf.SetStrokeColor(ink[0], ink[1], ink[2])
		}
		p.pdf.RectFromUpperLeftWithStyle(x, y, w, h, "D")
		if b.Red {
			p.pdf.SetGrayStroke(0)
		}
	case FillBox:
		if b.Red {
			p.pdf.SetFillColor(ink[0], ink[1], ink[2])
			p.pdf.RectFromUpperLeftWithStyle(x, y, w, h, "F")
			p.pdf.SetGrayFill(0)
			return
		}
		p.fill(x, y, w, h, b.Gray)
	case BarBox:
		p.bar(b)
	case CodeBox:
		p.code(b)
	case ImageBox:
		holder, err := gopdf.ImageHolderByBytes(b.Image())
		if err == nil {
			err = p.pdf.ImageByHolder(holder, x, y, &gopdf.Rect{W: w, H: h})
		}
		p.err = err
	}
}

func (p *pen) stroke(weight float64) {
	if p.weight != weight {
		p.pdf.SetLineWidth(weight * pointPerMM)
		p.weight = weight
	}
}

func (p *pen) fill(x, y, w, h, gray float64) {
	p.pdf.SetGrayFill(gray)
	p.pdf.RectFromUpperLeftWithStyle(x, y, w, h, "F")
	if gray != 0 {
		p.pdf.SetGrayFill(0)
	}
}

// ascent is where the base line lies in the square of a Chinese character, in
// shares of the type size from its top.
const ascent = 0.88

// text draws one line, font by font. The characters are set where Layout
// measured them; a font change in the middle does not move what follows.
func (p *pen) text(b *Box) {
	switch {
	case b.Red:
		p.pdf.SetTextColor(ink[0], ink[1], ink[2])
	case b.Gray > 0:
		p.pdf.SetGrayFill(b.Gray)
	}
	x := b.X
	base := (b.Y + b.Size*mmPerPoint*ascent) * pointPerMM
	for _, run := range p.split(b) {
		if name := p.names[run.font]; name != p.font || b.Size != p.size {
			p.err = p.pdf.SetFont(name, "", b.Size)
			if p.err != nil {
				return
			}
			p.font, p.size = name, b.Size
		}
		if b.Track != p.track {
			p.err = p.pdf.SetCharSpacing(b.Track)
			p.track = b.Track
		}
		p.pdf.SetXY(x*pointPerMM, base)
		if err := p.pdf.Text(run.text); err != nil {
			p.err = err
			return
		}
		x += run.width
	}
	if b.Red || b.Gray > 0 {
		p.pdf.SetGrayFill(0)
	}
	if b.Anchor() != "" {
		p.pdf.SetXY(b.X*pointPerMM, (b.Y+b.H)*pointPerMM)
		p.pdf.SetAnchor(b.Anchor())
	}
	if b.Link() != "" {
		p.pdf.AddInternalLink(b.Link(), b.X*pointPerMM, b.Y*pointPerMM, b.W*pointPerMM, b.H*pointPerMM)
	}
}

// split divides a line where the font changes; a character that no font has is
// shown as missingSign.
func (p *pen) split(b *Box) []textRun {
	var runs []textRun
	var text strings.Builder
	var last *font
	width := 0.0
	flush := func() {
		if last != nil && text.Len() > 0 {
			runs = append(runs, textRun{last, text.String(), width})
		}
		text.Reset()
		width = 0
	}
	mm := b.Size * mmPerPoint / 1000
	for _, r := range b.Text {
		f, gid, shown := p.face.pick(b.Face, r)
		if f != last {
			flush()
			last = f
		}
		text.WriteRune(shown)
		if f != nil {
			width += f.advance(gid)*mm + b.Track*mmPerPoint
		}
	}
	flush()
	return runs
}

// bar draws a bar of a chart: dark, hatched, light, ruled, in turn.
func (p *pen) bar(b *Box) {
	x, y, w, h := b.X*pointPerMM, b.Y*pointPerMM, b.W*pointPerMM, b.H*pointPerMM
	const patterns, hatch = 4, 4.2
	switch b.Pattern % patterns {
	case 0:
		p.fill(x, y, w, h, 0.35)
	case 1:
		p.fill(x, y, w, h, 1)
		p.stroke(thin / 2)
		for d := hatch; d < w+h; d += hatch { // rising lines, cut at the bar's edges
			p.pdf.Line(x+max(0, d-h), y+min(d, h), x+min(d, w), y+max(0, d-w))
		}
	case 2:
		p.fill(x, y, w, h, 0.82)
	case 3:
		p.fill(x, y, w, h, 1)
		p.stroke(thin / 2)
		for d := hatch / 2; d < h; d += hatch / 2 {
			p.pdf.Line(x, y+d, x+w, y+d)
		}
	}
	p.stroke(thin)
	p.pdf.RectFromUpperLeftWithStyle(x, y, w, h, "D")
}

func (p *pen) code(b *Box) {
	runs, size, err := codeModules(b.Text)
	if err != nil {
		p.err = fmt.Errorf("QR code: %w", err)
		return
	}
	m := b.W * pointPerMM / float64(size)
	for _, r := range runs {
		p.pdf.RectFromUpperLeftWithStyle(b.X*pointPerMM+float64(r[0])*m, b.Y*pointPerMM+float64(r[1])*m, float64(r[2])*m, m*1.01, "F")
	}
}
