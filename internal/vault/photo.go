package vault

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	_ "image/png"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/bep/imagemeta"
	"golang.org/x/image/draw"

	"dudao/internal/office"
)

const (
	// maxPixels keeps a small file that unpacks to a huge picture out.
	maxPixels   = 120_000_000
	jpegQuality = 85
)

// Photo is what a photo says of itself.
type Photo struct {
	Width, Height int // as stored, before turning
	// TakenAt is the camera's clock, zero when not known.
	TakenAt time.Time
	// Located tells whether the place (GPS) is written in the photo.
	Located bool
	// Orientation is how the camera was held, 1 to 8 as in EXIF.
	Orientation int
}

// ReadPhoto reads what a JPEG or PNG says of itself. CodeFile for anything else
// and for a picture too large to be handled.
func ReadPhoto(r io.ReadSeeker) (Photo, error) {
	p := Photo{Orientation: 1}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return p, fileError(err)
	}
	config, format, err := image.DecodeConfig(r)
	if err != nil {
		return p, badPhoto()
	}
	p.Width, p.Height = config.Width, config.Height
	if int64(p.Width)*int64(p.Height) > maxPixels {
		return p, office.Errorf(office.CodeFile, "照片太大（%d×%d 像素），请缩小后再添加。", p.Width, p.Height)
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return p, fileError(err)
	}
	p.readTags(r, format)
	return p, nil
}

// readTags reads the EXIF tags; a photo whose tags are damaged has none.
func (p *Photo) readTags(r io.ReadSeeker, format string) {
	kind := imagemeta.JPEG
	if format == "png" {
		kind = imagemeta.PNG
	}
	times := map[string]time.Time{}
	_, err := imagemeta.Decode(imagemeta.Options{R: r, ImageFormat: kind, Sources: imagemeta.EXIF,
		HandleTag: func(tag imagemeta.TagInfo) error {
			switch tag.Tag {
			case "DateTimeOriginal", "DateTime", "DateTimeDigitized":
				if at, err := time.Parse("2006:01:02 15:04:05", fmt.Sprint(tag.Value)); err == nil {
					times[tag.Tag] = at
				}
			case "Orientation":
				if n, ok := tag.Value.(uint16); ok && n >= 1 && n <= 8 {
					p.Orientation = int(n)
				}
			case "GPSLatitude", "GPSLongitude":
				p.Located = true
			}
			return nil
		}})
	if err != nil && len(times) == 0 {
		return
	}
	for _, name := range []string{"DateTimeOriginal", "DateTimeDigitized", "DateTime"} {
		if at, ok := times[name]; ok {
			p.TakenAt = at
			return
		}
	}
}

// Shrunk returns the photo as a JPEG whose longer side is at most maxSide
// pixels, upright and with nothing but the picture: no place, no camera, no
// time. A smaller photo keeps its size.
func Shrunk(r io.ReadSeeker, maxSide int) ([]byte, error) {
	p, err := ReadPhoto(r)
	if err != nil {
		return nil, err
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return nil, fileError(err)
	}
	src, _, err := image.Decode(r)
	if err != nil {
		return nil, badPhoto()
	}
	w, h := src.Bounds().Dx(), src.Bounds().Dy()
	if long := max(w, h); long > maxSide {
		w, h = max(1, w*maxSide/long), max(1, h*maxSide/long)
	}
	small := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(small, small.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src) // under what is transparent
	draw.BiLinear.Scale(small, small.Bounds(), src, src.Bounds(), draw.Over, nil)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, upright(small, p.Orientation), &jpeg.Options{Quality: jpegQuality}); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// upright turns the picture as the orientation says.
func upright(src *image.RGBA, orientation int) *image.RGBA {
	if orientation <= 1 || orientation > 8 {
		return src
	}
	w, h := src.Rect.Dx(), src.Rect.Dy()
	dw, dh := w, h
	if orientation >= 5 { // lying on a side
		dw, dh = h, w
	}
	dst := image.NewRGBA(image.Rect(0, 0, dw, dh))
	for y := range dh {
		for x := range dw {
			sx, sy := x, y
			switch orientation {
			case 2:
				sx = w - 1 - x
			case 3:
				sx, sy = w-1-x, h-1-y
			case 4:
				sy = h - 1 - y
			case 5:
				sx, sy = y, x
			case 6:
				sx, sy = y, h-1-x
			case 7:
				sx, sy = w-1-y, h-1-x
			case 8:
				sx, sy = w-1-y, x
			}
			copy(dst.Pix[dst.PixOffset(x, y):][:4], src.Pix[src.PixOffset(sx, sy):][:4])
		}
	}
	return dst
}

// Shrunk returns the kept photo as Shrunk does, from the cache folder when it
// was made before.
func (v *Vault) Shrunk(sha string, maxSide int, cacheDir string) ([]byte, error) {
	if _, err := v.Path(sha); err != nil {
		return nil, err
	}
	cached := filepath.Join(cacheDir, fmt.Sprintf("%s-%d.jpg", sha, maxSide))
	if b, err := os.ReadFile(cached); err == nil && len(b) > 0 {
		return b, nil
	}
	f, err := v.Open(sha)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	v.decoding <- struct{}{}
	b, err := Shrunk(f, maxSide)
	<-v.decoding
	if err != nil {
		return nil, err
	}
	return b, keepCached(cached, b)
}

// keepCached writes the file whole or not at all.
func keepCached(path string, b []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fileError(err)
	}
	part, err := os.CreateTemp(filepath.Dir(path), partPrefix+"*")
	if err != nil {
		return fileError(err)
	}
	defer os.Remove(part.Name())
	_, werr := part.Write(b)
	if err := errors.Join(werr, part.Close()); err != nil {
		return fileError(err)
	}
	if err := os.Rename(part.Name(), path); err != nil {
		return fileError(err)
	}
	return nil
}

func badPhoto() error {
	return office.Errorf(office.CodeFile, "照片已损坏或不完整，请从手机或相机重新导出后再添加。")
}
