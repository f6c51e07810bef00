package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"dudao/internal/office"
)

// Bounds of pictures. One that is larger than wholePixels is made smaller while
// it is read, row by row; none is ever held whole.
const (
	wholePixels = 120_000_000
	mostPixels  = 600_000_000
	mostSide    = 65_500
	smallSide   = 3_500 // of a picture that was made smaller, A4 at 300 dpi
)

// Image is what is known of a picture file before it is read: enough to give it
// its place on a page.
type Image struct {
	name string
	kind string // jpg, png
	w, h int    // as it is stored
	turn int    // as EXIF says: 1 … 8

	parts  int   // colours of a JPEG
	invert bool  // a JPEG of four colours as Adobe writes them
	size   int64 // of the file
	png    pngHead
}

// IsImage tells whether the first bytes are those of a picture that can be bound.
func IsImage(head []byte) bool {
	return bytes.HasPrefix(head, []byte("\xFF\xD8\xFF")) || bytes.HasPrefix(head, []byte(pngSign))
}

// ReadImage looks at a picture file (JPEG or PNG): its size, which way is up,
// and whether it is whole. Errors are those of Open.
func ReadImage(name string, r io.ReadSeeker) (*Image, error) {
	size, err := r.Seek(0, io.SeekEnd)
	if err == nil {
		_, err = r.Seek(0, io.SeekStart)
	}
	if err != nil {
		return nil, badImage(name, err)
	}
	if size == 0 {
		return nil, because(ErrEmpty, nil, "文件“%s”是空的，没有内容。请找到原件重新添加。", name)
	}
	head := make([]byte, 8)
	if _, err := io.ReadFull(r, head); err != nil {
		return nil, badImage(name, err)
	}
	im := &Image{name: name, turn: 1, size: size}
	switch {
	case bytes.HasPrefix(head, []byte("\xFF\xD8\xFF")):
		im.kind = "jpg"
		err = im.readJPEG(r)
	case bytes.HasPrefix(head, []byte(pngSign)):
		im.kind = "png"
		err = im.readPNG(r)
	default:
		err = errors.New("neither JPEG nor PNG")
	}
	if err != nil {
		return nil, badImage(name, err)
	}
	if im.w < 1 || im.h < 1 {
		return nil, badImage(name, errors.New("no size"))
	}
	if im.w > mostSide || im.h > mostSide || im.w*im.h > mostPixels {
		return nil, largeImage(name)
	}
	return im, nil
}

func badImage(name string, why error) error {
	if said := (*office.Error)(nil); errors.As(why, &said) {
		return why
	}
	return because(ErrDamaged, why, "图片“%s”已损坏或不完整，读不出来。请重新拍照、扫描或另存为 JPG 后再添加。", name)
}

func largeImage(name string) error {
	return because(ErrLarge, nil, "图片“%s”的像素太多，装订时读不下。请缩小后另存为 JPG 再添加。", name)
}

// Upright are the picture's pixels across and down when it stands upright.
func (im *Image) Upright() (w, h int) {
	if im.turn >= 5 {
		return im.h, im.w
	}
	return im.w, im.h
}

// matrix places the picture upright in an area, in points from the lower left.
func (im *Image) matrix(x, y, w, h float64) string {
	var m [6]float64
	switch im.turn {
	case 2:
		m = [6]float64{-w, 0, 0, h, x + w, y}
	case 3:
		m = [6]float64{-w, 0, 0, -h, x + w, y + h}
	case 4:
		m = [6]float64{w, 0, 0, -h, x, y + h}
	case 5:
		m = [6]float64{0, -h, -w, 0, x + w, y + h}
	case 6:
		m = [6]float64{0, -h, w, 0, x, y + h}
	case 7:
		m = [6]float64{0, h, w, 0, x, y}
	case 8:
		m = [6]float64{0, h, -w, 0, x + w, y}
	default:
		m = [6]float64{w, 0, 0, h, x, y}
	}
	parts := make([]string, len(m))
	for i, v := range m {
		parts[i] = points(v)
	}
	return strings.Join(parts, " ")
}

// Picture writes a page of A4, upright or across as the picture is, which it
// fills as far as its proportions allow.
func (v *Volume) Picture(im *Image, r io.ReadSeeker) error {
	across, down := im.Upright()
	w, h := a4Short, a4Long
	if across > down {
		w, h = h, w
	}
	scale := min(w/float64(across), h/float64(down))
	pw, ph := float64(across)*scale, float64(down)*scale
	n, err := v.image(im, r)
	if err != nil {
		return err
	}
	s := sight{x1: w, y1: h}
	content := v.w.number()
	v.w.stream(content, "", []byte("q "+im.matrix((w-pw)/2, (h-ph)/2, pw, ph)+" cm /"+imageName(0)+" Do Q\n"+stamp(v.done+1, s, v.about.Foot)))
	return v.page("/MediaBox[0 0 " + points(w) + " " + points(h) + "]/Resources<</Font<</" + stampFont + " " + ref(v.font) + ">>/XObject<</" +
		imageName(0) + " " + ref(n) + ">>>>/Contents " + ref(content))
}

func imageName(i int) string { return "DudaoPicture" + strconv.Itoa(i) }

// pictures writes the pictures that are laid over a page and draws them.
func (v *Volume) pictures(drawn *strings.Builder, s sight, list []Placed) (map[string]int, error) {
	numbers := map[string]int{}
	for i, p := range list {
		n, err := v.image(p.Image, p.Data)
		if err != nil {
			return nil, err
		}
		numbers[imageName(i)] = n
		fmt.Fprintf(drawn, "q %s cm /%s Do Q\n", p.Image.matrix(s.x0+p.X*pointPerMM, s.y1-(p.Y+p.H)*pointPerMM, p.W*pointPerMM, p.H*pointPerMM), imageName(i))
	}
	return numbers, nil
}

// image writes a picture as an object and returns its number. What a reader of
// PDF can take as it is, is copied byte by byte.
func (v *Volume) image(im *Image, r io.ReadSeeker) (int, error) {
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return 0, badImage(im.name, err)
	}
	n := v.w.number()
	var err error
	switch {
	case im.kind == "jpg" && im.w*im.h <= wholePixels:
		v.w.streamFrom(n, im.dict(im.w, im.h, im.space(), 8)+"/Filter/DCTDecode", r, im.size)
	case im.kind == "jpg":
		err = v.smallJPEG(n, im, r)
	case im.png.plain() && im.w*im.h <= wholePixels:
		err = v.plainPNG(n, im, r)
	default:
		err = v.drawnPNG(n, im, r)
	}
	if err == nil {
		err = v.w.err
	}
	if err != nil && (v.w.err == nil || errors.Is(err, ErrDamaged)) {
		err = badImage(im.name, err)
	}
	return n, err
}

// dict is the dictionary of a picture of w × h pixels, but for its length.
func (im *Image) dict(w, h int, space string, bits int) string {
	d := "/Type/XObject/Subtype/Image/Width " + strconv.Itoa(w) + "/Height " + strconv.Itoa(h) +
		"/BitsPerComponent " + strconv.Itoa(bits) + "/ColorSpace" + space
	if im.invert {
		d += "/Decode[1 0 1 0 1 0 1 0]"
	}
	return d
}

// space is the colour space of a JPEG.
func (im *Image) space() string {
	switch im.parts {
	case 1:
		return "/DeviceGray"
	case 4:
		return "/DeviceCMYK"
	}
	return "/DeviceRGB"
}
