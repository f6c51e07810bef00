// Package scan reads the code on a picture of a form: a scanned page, or one
// photographed with a phone.
//
// The one rule: it says which form and record a picture shows, or that it does
// not know; it never guesses. It alone knows gozxing.
package scan

import (
	"bufio"
	"bytes"
	"image"
	"image/draw"
	_ "image/jpeg" // the kinds of pictures that scanners and phones make
	_ "image/png"
	"io"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	_ "golang.org/x/image/tiff"

	"dudao/internal/office"
)

// Code is what the code on a form says.
type Code struct {
	Form   string // key of the form
	Number string // of its record
	Mark   string // of the office that printed it, empty on older forms
}

// maxPixels is the largest picture that is read: 600 dpi of A3.
const maxPixels = 80_000_000

// open decodes a picture that is not too large.
func open(r io.Reader) (image.Image, error) {
	data, err := io.ReadAll(bufio.NewReader(r))
	if err != nil {
		return nil, err
	}
	config, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	if config.Width*config.Height > maxPixels {
		return nil, office.Errorf(office.CodeFile, "图片太大（%d×%d 像素），请用不高于 600 dpi 的精度重新扫描。", config.Width, config.Height)
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	return img, err
}

// The widths, in pixels, to which the page is brought before it is read. A code
// of 14 mm on A4 has 29 modules or so: at 2,000 pixels each has four and a half.
// What one width blurs another one shows; the whole page is looked through at the
// first ones only, for it takes long where there is no code.
var (
	widths      = []int{2000, 1400, 2800}
	wholeWidths = widths[:2]
)

// Find looks for the code: first in the upper right corner, where the forms have
// it, then in the other corners, for a page that lies another way, then on the
// whole page. turn is by how many degrees clockwise the page must be turned for the
// code, and with it the text, to stand upright.
func Find(img image.Image) (code Code, turn int, found bool) {
	gray := toGray(img)
	if page, ok := atWidth(gray, widths[0]); ok {
		if code, turn, ok := read(page.SubImage(corners(page.Rect)[0])); ok {
			return code, turn, true
		}
		if !likely(page) {
			return Code{}, 0, false
		}
	}
	for _, width := range widths {
		page, ok := atWidth(gray, width)
		if !ok {
			continue
		}
		for _, part := range corners(page.Rect) {
			if code, turn, ok := read(page.SubImage(part)); ok {
				return code, turn, true
			}
		}
	}
	for _, width := range wholeWidths {
		if page, ok := atWidth(gray, width); ok {
			if code, turn, ok := read(page); ok {
				return code, turn, true
			}
		}
	}
	return Code{}, 0, false
}

// corners are the corners of a page in the order in which a code is likely there.
func corners(r image.Rectangle) []image.Rectangle {
	w, h := r.Dx()*2/5, r.Dy()*2/5
	w, h = max(w, min(h, r.Dx())), max(h, min(w, r.Dy())) // a landscape page's corner is as large
	return []image.Rectangle{
		image.Rect(r.Max.X-w, r.Min.Y, r.Max.X, r.Min.Y+h),
		image.Rect(r.Min.X, r.Max.Y-h, r.Min.X+w, r.Max.Y),
		image.Rect(r.Min.X, r.Min.Y, r.Min.X+w, r.Min.Y+h),
		image.Rect(r.Max.X-w, r.Max.Y-h, r.Max.X, r.Max.Y),
	}
}

var hints = map[gozxing.DecodeHintType]interface{}{gozxing.DecodeHintType_TRY_HARDER: true}

// read reads one code of ours. The page is divided into black and white twice:
// by its surroundings, which a shadow does not disturb, and as a whole, which a
// small code needs.
func read(img image.Image) (code Code, turn int, found bool) {
	source := gozxing.NewLuminanceSourceFromImage(img)
	for _, divided := range []gozxing.Binarizer{gozxing.NewHybridBinarizer(source), gozxing.NewGlobalHistgramBinarizer(source)} {
		bitmap, err := gozxing.NewBinaryBitmap(divided)
		if err != nil {
			continue
		}
		result, err := qrcode.NewQRCodeReader().Decode(bitmap, hints)
		if err != nil {
			continue
		}
		if form, number, ok := office.ParseFormCode(result.GetText()); ok {
			return Code{form, number, office.CodeMark(result.GetText())}, turnOf(result.GetResultPoints()), true
		}
	}
	return Code{}, 0, false
}

// turnOf tells from a code's three corner marks (lower left, upper left, upper
// right) how it lies: the way from the second to the third is its line of writing.
func turnOf(points []gozxing.ResultPoint) int {
	if len(points) < 3 {
		return 0
	}
	dx, dy := points[2].GetX()-points[1].GetX(), points[2].GetY()-points[1].GetY()
	switch {
	case dx >= 0 && dx >= max(dy, -dy):
		return 0
	case dy >= max(dx, -dx): // writes downwards: turned by 90 degrees clockwise
		return 270
	case dx < 0 && -dx >= max(dy, -dy):
		return 180
	}
	return 90
}

func toGray(img image.Image) *image.Gray {
	if g, ok := img.(*image.Gray); ok && g.Rect.Min == (image.Point{}) {
		return g
	}
	out := image.NewGray(image.Rect(0, 0, img.Bounds().Dx(), img.Bounds().Dy()))
	if p, ok := img.(*image.YCbCr); ok { // a colour JPEG: its brightness lies ready
		for y := range out.Rect.Dy() {
			from := p.YOffset(p.Rect.Min.X, p.Rect.Min.Y+y)
			copy(out.Pix[y*out.Stride:(y+1)*out.Stride], p.Y[from:])
		}
		return out
	}
	draw.Draw(out, out.Rect, img, img.Bounds().Min, draw.Src)
	return out
}

// mostEnlarged is how much a picture may be enlarged: what was not seen by the
// scanner is not there to be read.
const mostEnlarged = 2.5

// atWidth brings a page to the width, a landscape one to that height, so that its
// code has the same size; false when the picture is too small for it.
func atWidth(img *image.Gray, width int) (*image.Gray, bool) {
	short := min(img.Rect.Dx(), img.Rect.Dy())
	if short == width {
		return img, true
	}
	scale := float64(width) / float64(max(short, 1))
	if scale > mostEnlarged {
		return nil, false
	}
	for scale <= 0.5 {
		img, scale = halved(img), scale*2
	}
	return scaled(img, int(float64(img.Rect.Dx())*scale), int(float64(img.Rect.Dy())*scale)), true
}

// halved is a picture of half the size, each pixel the mean of four.
func halved(img *image.Gray) *image.Gray {
	out := image.NewGray(image.Rect(0, 0, img.Rect.Dx()/2, img.Rect.Dy()/2))
	for y := range out.Rect.Dy() {
		a := img.Pix[2*y*img.Stride:]
		b := img.Pix[(2*y+1)*img.Stride:]
		row := out.Pix[y*out.Stride : y*out.Stride+out.Rect.Dx()]
		for x := range row {
			row[x] = uint8((int(a[2*x]) + int(a[2*x+1]) + int(b[2*x]) + int(b[2*x+1])) / 4)
		}
	}
	return out
}

// scaled is a picture of another size, each pixel mixed from the four about its
// place. (The library's scaler goes pixel by pixel through an interface for gray
// pictures and takes ten times as long.)
func scaled(img *image.Gray, w, h int) *image.Gray {
	const one = 1 << 8
	out := image.NewGray(image.Rect(0, 0, w, h))
	place := func(i, n, of int) (at, share int) {
		p := (2*i+1)*of*one/(2*n) - one/2
		p = max(0, min(p, (of-1)*one-1))
		return p / one, p % one
	}
	at, share := make([]int, w), make([]int, w)
	for x := range w {
		at[x], share[x] = place(x, w, img.Rect.Dx())
	}
	for y := range h {
		top, down := place(y, h, img.Rect.Dy())
		a := img.Pix[top*img.Stride:]
		b := img.Pix[(top+1)*img.Stride:]
		row := out.Pix[y*out.Stride : y*out.Stride+w]
		for x := range row {
			i, s := at[x], share[x]
			upper := int(a[i])*(one-s) + int(a[i+1])*s
			lower := int(b[i])*(one-s) + int(b[i+1])*s
			row[x] = uint8((upper*(one-down) + lower*down) / (one * one))
		}
	}
	return out
}
