package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	_ "image/png" // the kinds of pictures that become pages
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"dudao/internal/office"
)

// OpenFile is Open of a file on the disk. What cannot be read is an *office.Error
// of CodeFile that names it.
func OpenFile(path string) (*File, error) { return open(path) }

// Pictures are the pictures on a page, as Pictures has them.
func (f *File) Pictures(number int) (list []Picture, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.picturesOf(number)
}

// Turned is by how many degrees clockwise a page is shown turned.
func (f *File) Turned(number int) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.turned(f.pages[number-1])
}

func (f *File) turned(p page) int { return ((f.whole(p.dict["Rotate"])%360 + 360) % 360) / 90 * 90 }

// Leaf is a page of a PDF (the first is 1), turned clockwise by Turn degrees more
// than it is.
type Leaf struct{ Page, Turn int }

// Take writes the leaves, in their order, as a file of its own. The same leaves
// give the same bytes.
func (f *File) Take(out io.Writer, title string, leaves []Leaf) (err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	defer func() { // hostile files have made pdfcpu panic
		if p := recover(); p != nil {
			err = damaged(f.name, fmt.Errorf("panic: %v", p))
		}
	}()
	w := newWriter(out)
	root, tree := w.number(), w.number()
	node := w.number()
	f.some(leaves).copyInto(w, node, tree)
	w.object(tree, "<</Type/Pages/Kids["+ref(node)+"]/Count "+strconv.Itoa(len(leaves))+">>")
	w.object(root, "<</Type/Catalog/Pages "+ref(tree)+">>")
	return w.close(root, title, time.Time{})
}

// some is the file with only the leaves for pages.
func (f *File) some(leaves []Leaf) *File {
	part := &File{name: f.name, ctx: f.ctx}
	for _, l := range leaves {
		p := page{f.pages[l.Page-1].ref, types.Dict{}}
		for k, v := range f.pages[l.Page-1].dict {
			p.dict[k] = v
		}
		if turn := (f.turned(p) + l.Turn) % 360; turn != 0 {
			p.dict["Rotate"] = types.Integer(turn)
		} else {
			delete(p.dict, "Rotate")
		}
		part.pages = append(part.pages, p)
	}
	return part
}

// Turn writes the file with all its pages turned clockwise by the degrees.
func (f *File) Turn(out io.Writer, title string, degrees int) error {
	leaves := make([]Leaf, f.Pages())
	for i := range leaves {
		leaves[i] = Leaf{i + 1, degrees}
	}
	return f.Take(out, title, leaves)
}

// Join writes files one after the other as one. Each is read when its turn comes.
func Join(out io.Writer, title string, paths []string) error {
	w := newWriter(out)
	root, tree := w.number(), w.number()
	nodes, pages := make([]int, len(paths)), 0
	for i, path := range paths {
		f, err := open(path)
		if err != nil {
			return err
		}
		nodes[i] = w.number()
		f.copyInto(w, nodes[i], tree)
		pages += len(f.pages)
	}
	w.object(tree, "<</Type/Pages/Kids["+refs(nodes)+"]/Count "+strconv.Itoa(pages)+">>")
	w.object(root, "<</Type/Catalog/Pages "+ref(tree)+">>")
	return w.close(root, title, time.Time{})
}

// longSide is the longer side of a page made from a picture, in points: A4.
const longSide = 841.89

// maxPixels is the largest picture that becomes a page.
const maxPixels = 120_000_000

// FromPictures writes a file with a page for each picture. open gives the i-th one
// and by how many degrees clockwise it must be turned; a JPEG goes in as it is.
// each is called after every page; an error of it ends the work.
func FromPictures(out io.Writer, title string, n int, open func(i int) (r io.ReadSeekCloser, turn int, err error), each func(done int) error) error {
	w := newWriter(out)
	root, tree := w.number(), w.number()
	pages := make([]int, n)
	for i := range n {
		r, turn, err := open(i)
		if err != nil {
			return err
		}
		pages[i] = w.number()
		err = w.picturePage(pages[i], tree, r, turn)
		if cerr := r.Close(); err == nil {
			err = cerr
		}
		if err != nil {
			return err
		}
		if err := each(i + 1); err != nil {
			return err
		}
	}
	w.object(tree, "<</Type/Pages/Kids["+refs(pages)+"]/Count "+strconv.Itoa(n)+">>")
	w.object(root, "<</Type/Catalog/Pages "+ref(tree)+">>")
	return w.close(root, title, time.Time{})
}

// picturePage writes a page that a picture fills.
func (w *writer) picturePage(number, tree int, r io.ReadSeeker, turn int) error {
	config, kind, err := image.DecodeConfig(r)
	if err != nil {
		return unreadable()
	}
	if config.Width*config.Height > maxPixels {
		return office.Errorf(office.CodeFile, "图片太大（%d×%d 像素），请用不高于 600 dpi 的精度重新扫描。", config.Width, config.Height)
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return err
	}
	shape, content := w.number(), w.number()
	if err := w.pictureObject(shape, r, config, kind); err != nil {
		return err
	}
	scale := longSide / float64(max(config.Width, config.Height))
	size := func(n int) string { return strconv.FormatFloat(float64(n)*scale, 'f', 2, 64) }
	width, height := size(config.Width), size(config.Height)
	w.stream(content, "", []byte("q "+width+" 0 0 "+height+" 0 0 cm /P Do Q"))
	turned := ""
	if turn %= 360; turn != 0 {
		turned = "/Rotate " + strconv.Itoa(turn)
	}
	w.object(number, "<</Type/Page/Parent "+ref(tree)+"/MediaBox[0 0 "+width+" "+height+"]"+turned+"/Contents "+ref(content)+"/Resources<</XObject<</P "+ref(shape)+">>>>>>")
	return w.err
}

// pictureObject writes the picture itself: a JPEG in gray or colour as its own
// bytes, anything else point by point.
func (w *writer) pictureObject(number int, r io.Reader, config image.Config, kind string) error {
	head := fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8", config.Width, config.Height)
	space := map[color.Model]string{color.GrayModel: "/DeviceGray", color.YCbCrModel: "/DeviceRGB"}[config.ColorModel]
	if kind == "jpeg" && space != "" {
		data, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		if _, err := jpeg.Decode(bytes.NewReader(data)); err != nil { // read to its end: a page of half a picture is no page
			return unreadable()
		}
		w.stream(number, head+"/ColorSpace"+space+"/Filter/DCTDecode", data)
		return w.err
	}
	img, _, err := image.Decode(r)
	if err != nil {
		return unreadable()
	}
	points, space := pointsOf(img)
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	if _, err := z.Write(points); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	w.stream(number, head+"/ColorSpace"+space+"/Filter/FlateDecode", packed.Bytes())
	return w.err
}

// pointsOf are a picture's points row by row, on white where it is transparent.
func pointsOf(img image.Image) (points []byte, space string) {
	b := img.Bounds()
	at := image.Rect(0, 0, b.Dx(), b.Dy())
	if slices.Contains([]color.Model{color.GrayModel, color.Gray16Model}, img.ColorModel()) {
		gray := image.NewGray(at)
		draw.Draw(gray, at, img, b.Min, draw.Src)
		return gray.Pix, "/DeviceGray"
	}
	rgba := image.NewRGBA(at)
	draw.Draw(rgba, at, image.White, image.Point{}, draw.Src)
	draw.Draw(rgba, at, img, b.Min, draw.Over)
	points = make([]byte, 0, len(rgba.Pix)/4*3)
	for i := 0; i < len(rgba.Pix); i += 4 {
		points = append(points, rgba.Pix[i:i+3]...)
	}
	return points, "/DeviceRGB"
}

func unreadable() error {
	return office.Errorf(office.CodeFile, "图片已损坏或不是图片，请重新扫描。")
}

// AsPDF writes one picture file as a PDF of one page.
func AsPDF(out io.Writer, title, path string, turn int) error {
	open := func(int) (io.ReadSeekCloser, int, error) {
		r, err := os.Open(path)
		if err != nil {
			return nil, 0, office.Errorf(office.CodeFile, "文件“%s”无法读取，请检查权限或先关闭正在使用它的程序。", filepath.Base(path))
		}
		return r, turn, nil
	}
	return FromPictures(out, title, 1, open, func(int) error { return nil })
}
