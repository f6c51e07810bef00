package paper

import (
	"bytes"
	"image"
	"image/color"
	imagedraw "image/draw"
	"image/jpeg"
	"math"

	fontfile "golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"dudao/internal/office"
)

// How a watermark lies on a picture; the type follows the picture's longer side.
const (
	pictureShare   = 1.0 / 40 // of the longer side
	pictureLeast   = 13.0     // pixels: a thumbnail's
	pictureTilt    = -math.Pi / 6
	pictureRow     = 5.0 // rows apart, in type sizes
	pictureGap     = 2.5
	pictureQuality = 85
)

// white over a darker edge: it is read on snow as well as at night.
var pictureInk = []struct {
	shift float64 // in type sizes
	color color.NRGBA
}{
	{0.05, color.NRGBA{0, 0, 0, 70}},
	{0, color.NRGBA{255, 255, 255, 92}},
}

// WatermarkPicture burns a text into a JPEG picture (水印), in rising rows all over
// it: a photo is fontfile by itself, without the page that shows it.
func WatermarkPicture(photo []byte, text string, opts Options) ([]byte, error) {
	fonts := opts.Fonts
	if fonts == nil {
		fonts = systemFonts()
	}
	src, err := jpeg.Decode(bytes.NewReader(photo))
	if err != nil {
		return nil, office.Errorf(office.CodeFile, "照片已损坏或不完整，请从手机或相机重新导出后再添加。")
	}
	size := src.Bounds().Size()
	out := image.NewRGBA(image.Rectangle{Max: size})
	imagedraw.Draw(out, out.Bounds(), src, src.Bounds().Min, imagedraw.Src)
	m, err := newPictureMark(text, max(pictureLeast, pictureShare*float64(max(size.X, size.Y))), newTypesetter(fonts))
	if err != nil {
		return nil, err
	}
	for _, ink := range pictureInk {
		r := vector.NewRasterizer(size.X, size.Y)
		m.cover(r, size, ink.shift*m.size)
		r.Draw(out, out.Bounds(), image.NewUniform(ink.color), image.Point{})
	}
	var done bytes.Buffer
	err = jpeg.Encode(&done, out, &jpeg.Options{Quality: pictureQuality})
	return done.Bytes(), err
}

// pictureMark is the outline of one watermark's text, from its beginning, in
// pixels.
type pictureMark struct {
	size, width float64
	strokes     []stroke
}

type stroke struct {
	op fontfile.SegmentOp
	at [3][2]float64
}

func newPictureMark(text string, size float64, t *typesetter) (*pictureMark, error) {
	m := &pictureMark{size: size}
	files := map[*font]*fontfile.Font{}
	var buf fontfile.Buffer
	for _, r := range text {
		f, gid, _ := t.pick(Hei, r)
		if t.err != nil {
			return nil, t.err
		}
		if f == nil {
			continue
		}
		if files[f] == nil {
			faces, err := fontfile.ParseCollectionReaderAt(f.src)
			if err != nil {
				return nil, err
			}
			if files[f], err = faces.Font(f.face); err != nil {
				return nil, err
			}
		}
		// A composed sign (☑) is in no font file: it leaves its room.
		if segments, err := files[f].LoadGlyph(&buf, fontfile.GlyphIndex(gid), fixed.Int26_6(size*64), nil); err == nil {
			for _, s := range segments {
				one := stroke{op: s.Op}
				for i, p := range s.Args {
					one.at[i] = [2]float64{m.width + float64(p.X)/64, float64(p.Y) / 64}
				}
				m.strokes = append(m.strokes, one)
			}
		}
		m.width += f.advance(gid) / 1000 * size
	}
	return m, nil
}

// cover draws the text in rows, each shifted against the one above, over the whole
// of a picture.
func (m *pictureMark) cover(r *vector.Rasterizer, size image.Point, shift float64) {
	sin, cos := math.Sincos(pictureTilt)
	w, h := float64(size.X), float64(size.Y)
	reach := math.Hypot(w, h)/2 + m.size
	step := m.width + pictureGap*m.size
	rows := int(reach/(pictureRow*m.size)) + 1
	for row := -rows; row <= rows; row++ { // one goes through the middle of the smallest picture
		y := (float64(row)*pictureRow + 0.35) * m.size
		for x := -reach - step + step*float64(row&1)/2; x < reach; x += step {
			if !m.meets(w, h, x, y, sin, cos) {
				continue
			}
			for _, s := range m.strokes {
				var at [3][2]float32
				for i, p := range s.at {
					px, py := x+p[0], y+p[1]
					at[i] = [2]float32{float32(w/2 + px*cos - py*sin + shift), float32(h/2 + px*sin + py*cos + shift)}
				}
				switch s.op {
				case fontfile.SegmentOpMoveTo:
					r.ClosePath()
					r.MoveTo(at[0][0], at[0][1])
				case fontfile.SegmentOpLineTo:
					r.LineTo(at[0][0], at[0][1])
				case fontfile.SegmentOpQuadTo:
					r.QuadTo(at[0][0], at[0][1], at[1][0], at[1][1])
				case fontfile.SegmentOpCubeTo:
					r.CubeTo(at[0][0], at[0][1], at[1][0], at[1][1], at[2][0], at[2][1])
				}
			}
			r.ClosePath()
		}
	}
}

// meets tells whether a text that begins at a place can touch the picture.
func (m *pictureMark) meets(w, h, x, y, sin, cos float64) bool {
	x0, y0 := w/2+x*cos-y*sin, h/2+x*sin+y*cos
	x1, y1 := x0+m.width*cos, y0+m.width*sin
	return max(x0, x1) > -2*m.size && min(x0, x1) < w+2*m.size && max(y0, y1) > -2*m.size && min(y0, y1) < h+2*m.size
}
