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
	_ "image/jpeg" // the kinds of pictures that scanners and phones make
	_ "image/png"
	"io"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"golang.org/x/image/draw"
	_ "golang.org/x/image/tiff"

	"dudao/internal/office"
)

// Code is what the code on a form says.
type Code struct {
	Form   string // key of the form
	Number string // of its record
}

// maxPixels is the largest picture that is read: 600 dpi of A3.
const maxPixels = 80_000_000

// Read finds the program's code on a picture (JPEG, PNG, TIFF). found is false
// when there is none, or none that can be read; an error is a picture that cannot
// be opened.
func Read(r io.Reader) (code Code, found bool, err error) {
	data, err := io.ReadAll(bufio.NewReader(r))
	if err != nil {
		return code, false, err
	}
	config, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return code, false, err
	}
	if config.Width*config.Height > maxPixels {
		return code, false, office.Errorf(office.CodeFile, "图片太大（%d×%d 像素），请用不高于 600 dpi 的精度重新扫描。", config.Width, config.Height)
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return code, false, err
	}
	code, found = Find(img)
	return code, found, nil
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
// whole page.
func Find(img image.Image) (Code, bool) {
	gray := toGray(img)
	for _, width := range widths {
		page := atWidth(gray, width)
		for _, part := range corners(page.Rect) {
			if code, ok := read(page.SubImage(part)); ok {
				return code, true
			}
		}
	}
	for _, width := range wholeWidths {
		if code, ok := read(atWidth(gray, width)); ok {
			return code, true
		}
	}
	return Code{}, false
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
func read(img image.Image) (Code, bool) {
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
			return Code{form, number}, true
		}
	}
	return Code{}, false
}

func toGray(img image.Image) *image.Gray {
	if g, ok := img.(*image.Gray); ok {
		return g
	}
	out := image.NewGray(img.Bounds())
	draw.Draw(out, out.Rect, img, img.Bounds().Min, draw.Src)
	return out
}

// atWidth brings a page to the width; a landscape one to that height, so that
// its code has the same size.
func atWidth(img *image.Gray, width int) *image.Gray {
	short := min(img.Rect.Dx(), img.Rect.Dy())
	if short == width {
		return img
	}
	scale := float64(width) / float64(short)
	out := image.NewGray(image.Rect(0, 0, int(float64(img.Rect.Dx())*scale), int(float64(img.Rect.Dy())*scale)))
	draw.BiLinear.Scale(out, out.Rect, img, img.Rect, draw.Src, nil)
	return out
}
