package pdf

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// volume writes a volume of all pages of the files and returns its path.
func volume(t *testing.T, about About, files ...[]byte) string {
	t.Helper()
	list := []*File{}
	about.Pages = 0
	for i, b := range files {
		f, err := Open(fmt.Sprint(i), bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		list, about.Pages = append(list, f), about.Pages+f.Pages()
	}
	path := filepath.Join(t.TempDir(), "卷.pdf")
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	v := NewVolume(out, about)
	for _, f := range list {
		if err := v.Append(f); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := v.Close(nil); err != nil {
		t.Fatal(err)
	}
	if said := run(t, "qpdf", "--check", path); strings.Contains(said, "WARNING") {
		t.Error(said)
	}
	return path
}

// onePage is a PDF of a page with these entries and this drawing.
func onePage(entries, drawing string) []byte {
	var b bytes.Buffer
	w := newWriter(&b)
	root, tree, page, contents := w.number(), w.number(), w.number(), w.number()
	w.object(tree, "<</Type/Pages/Count 1/Kids["+ref(page)+"]>>")
	w.object(page, "<</Type/Page/Parent "+ref(tree)+entries+"/Contents "+ref(contents)+">>")
	w.stream(contents, "", []byte(drawing))
	w.object(root, "<</Type/Catalog/Pages "+ref(tree)+">>")
	if err := w.close(root, "", time.Time{}); err != nil {
		panic(err)
	}
	return b.Bytes()
}

var boxWord = regexp.MustCompile(`(?s)<page width="([\d.]+)" height="([\d.]+)">.*?<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(\d+)</word>`)

// TestTheNumberStandsInTheCorner of pages of every turn and box, upright for the
// reader, on white ground, whatever the page's own drawing left behind.
func TestTheNumberStandsInTheCorner(t *testing.T) {
	black := "0 g 0 0 5000 5000 re f"
	pages := map[string]struct{ entries, drawing string }{
		"plain":       {"/MediaBox[0 0 595 842]", black},
		"90":          {"/MediaBox[0 0 595 842]/Rotate 90", black},
		"180":         {"/MediaBox[0 0 595 842]/Rotate 180", black},
		"270":         {"/MediaBox[0 0 595 842]/Rotate 270", black},
		"-90":         {"/MediaBox[0 0 595 842]/Rotate -90", black},
		"450":         {"/MediaBox[0 0 595 842]/Rotate 450", black},
		"landscape":   {"/MediaBox[0 0 842 595]", black},
		"cropped":     {"/MediaBox[-100 -100 900 1200]/CropBox[50 60 645 902]", black},
		"cropped 90":  {"/MediaBox[-100 -100 900 1200]/CropBox[50 60 645 902]/Rotate 90", black},
		"upside down": {"/MediaBox[595 842 0 0]", black},
		"crop beyond": {"/MediaBox[0 0 595 842]/CropBox[-50 -50 3000 3000]", black},
		"crop empty":  {"/MediaBox[0 0 595 842]/CropBox[10 10 10 10]", black},
		"left open":   {"/MediaBox[0 0 595 842]", black + " q q 0.2 0 0 0.2 100 100 cm % Q"},
		"closed much": {"/MediaBox[0 0 595 842]", black + " Q Q Q"},
		"moved":       {"/MediaBox[0 0 595 842]", black + " 0.1 0 0 0.1 300 300 cm"},
	}
	for name, p := range pages {
		for _, foot := range []bool{false, true} {
			path := volume(t, About{Foot: foot}, onePage(p.entries, p.drawing))
			if said := strings.TrimSpace(run(t, "pdftotext", path, "-")); said != "1" {
				t.Errorf("%s: the number is read as %q", name, said)
			}
			right, top, bottom, dark := ground(t, path)
			if right < 4.5 || right > 5.6 || !foot && (top < 3 || top > 4) || foot && (bottom < 4 || bottom > 5) || dark < 0.05 || dark > 0.5 {
				t.Errorf("%s, foot %v: %.1f mm from the right, %.1f from the top, %.1f from the bottom, %.0f%% dark", name, foot, right, top, bottom, dark*100)
			}
		}
	}
}

// ground finds the white ground of the number on a black page as it is drawn: its
// distance from the edges in millimetres, and how much of it the digits darken.
func ground(t *testing.T, path string) (right, top, bottom, dark float64) {
	t.Helper()
	const dpi = 150
	out := strings.TrimSuffix(path, ".pdf")
	run(t, "pdftoppm", "-r", fmt.Sprint(dpi), "-gray", "-png", "-cropbox", "-singlefile", path, out)
	f, err := os.Open(out + ".png")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	decoded, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	img := greyed(decoded)
	white := image.Rectangle{}
	const edge = 4 // pixels that the page covers by halves
	for y := edge; y < img.Rect.Dy()-edge; y++ {
		for x := edge; x < img.Rect.Dx()-edge; x++ {
			if img.GrayAt(x, y).Y > 128 {
				white = white.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	n := 0
	for y := white.Min.Y; y < white.Max.Y; y++ {
		for x := white.Min.X; x < white.Max.X; x++ {
			if img.GrayAt(x, y).Y < 128 {
				n++
			}
		}
	}
	mm := func(pixels int) float64 { return float64(pixels) * 25.4 / dpi }
	return mm(img.Rect.Dx() - white.Max.X), mm(white.Min.Y), mm(img.Rect.Dy() - white.Max.Y), float64(n) / float64(max(1, white.Dx()*white.Dy()))
}

// TestLargeAndSmallPagesAreTakenAsA4: the number on a plan of a metre is as large
// as on the print of it.
func TestLargeAndSmallPagesAreTakenAsA4(t *testing.T) {
	for _, size := range []float64{0.5, 1, 4} {
		path := volume(t, About{}, onePage(fmt.Sprintf("/MediaBox[0 0 %v %v]", 595.28*size, 841.89*size), ""))
		m := boxWord.FindStringSubmatch(run(t, "pdftotext", "-bbox", path, "-"))
		if m == nil {
			t.Fatal("no number")
		}
		var top, bottom float64
		fmt.Sscan(m[4], &top)
		fmt.Sscan(m[6], &bottom)
		if h := (bottom - top) / size; h < 15 || h > 15.5 {
			t.Errorf("%v: the number is %.1f points high on A4", size, h)
		}
	}
}

// scene is a picture whose four corners differ.
func scene(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.NRGBA{uint8(255 * x / w), uint8(255 * y / h), 90, 255}
			if x < w/2 && y < h/2 {
				c = color.NRGBA{20, 20, 20, 255}
			}
			img.SetNRGBA(x, y, c)
		}
	}
	return img
}

// drawn binds a picture as a page and returns it as poppler draws the page.
func drawn(t *testing.T, name string, data []byte) (image.Image, *Image) {
	t.Helper()
	im, err := ReadImage(name, bytes.NewReader(data))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	path := filepath.Join(t.TempDir(), "bild.pdf")
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	v := NewVolume(out, About{Pages: 1})
	if err := v.Picture(im, bytes.NewReader(data)); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if _, _, err := v.Close(nil); err != nil {
		t.Fatal(err)
	}
	out.Close()
	run(t, "pdftoppm", "-r", "30", "-png", "-singlefile", path, strings.TrimSuffix(path, ".pdf"))
	f, err := os.Open(strings.TrimSuffix(path, "pdf") + "png")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return img, im
}

// looks compares a drawn page with a picture that fills its middle, away from
// the number.
func looks(t *testing.T, name string, got image.Image, want image.Image) {
	t.Helper()
	g, w := got.Bounds(), want.Bounds()
	scale := min(float64(g.Dx())/float64(w.Dx()), float64(g.Dy())/float64(w.Dy()))
	left, top := (float64(g.Dx())-float64(w.Dx())*scale)/2, (float64(g.Dy())-float64(w.Dy())*scale)/2
	for _, at := range [][2]float64{{.1, .3}, {.3, .1}, {.1, .9}, {.9, .9}, {.8, .4}, {.4, .6}} {
		x, y := at[0]*float64(w.Dx()), at[1]*float64(w.Dy())
		a := color.NRGBAModel.Convert(got.At(int(left+x*scale), int(top+y*scale))).(color.NRGBA)
		b := color.NRGBAModel.Convert(want.At(w.Min.X+int(x), w.Min.Y+int(y))).(color.NRGBA)
		for _, d := range []int{int(a.R) - int(b.R), int(a.G) - int(b.G), int(a.B) - int(b.B)} {
			if max(d, -d) > 24 {
				t.Errorf("%s at %v: %v, want %v", name, at, a, b)
				break
			}
		}
	}
}

// TestPicturesStandUpright draws a JPEG with each turn that EXIF knows.
func TestPicturesStandUpright(t *testing.T) {
	const w, h = 120, 160
	from := scene(w, h)
	places := [9]func(x, y int) (int, int){ // from where the upright pixel comes, in the stored picture
		1: func(x, y int) (int, int) { return x, y }, 2: func(x, y int) (int, int) { return w - 1 - x, y },
		3: func(x, y int) (int, int) { return w - 1 - x, h - 1 - y }, 4: func(x, y int) (int, int) { return x, h - 1 - y },
		5: func(x, y int) (int, int) { return y, x }, 6: func(x, y int) (int, int) { return y, h - 1 - x },
		7: func(x, y int) (int, int) { return w - 1 - y, h - 1 - x }, 8: func(x, y int) (int, int) { return w - 1 - y, x },
	}
	var jpg bytes.Buffer
	if err := jpeg.Encode(&jpg, from, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	for turn := 1; turn <= 8; turn++ {
		exif := "\xFF\xE1\x00\x22Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string(rune(turn)) + "\x00\x00\x00\x00\x00\x00"
		data := append([]byte("\xFF\xD8"+exif), jpg.Bytes()[2:]...)
		got, im := drawn(t, fmt.Sprint("turn ", turn), data)
		uw, uh := im.Upright()
		upright := image.NewNRGBA(image.Rect(0, 0, uw, uh))
		for y := range uh {
			for x := range uw {
				sx, sy := places[turn](x, y)
				upright.Set(x, y, from.At(sx, sy))
			}
		}
		looks(t, fmt.Sprint("turn ", turn), got, upright)
	}
}

// TestEachKindOfPNGLooksAsItIs draws PNGs of every kind that is common.
func TestEachKindOfPNGLooksAsItIs(t *testing.T) {
	b := image.Rect(0, 0, 100, 140)
	from := scene(100, 140)
	kinds := map[string]interface {
		image.Image
		Set(x, y int, c color.Color)
	}{
		"grey": image.NewGray(b), "grey 16": image.NewGray16(b), "colour": image.NewRGBA(b), "colour 16": image.NewRGBA64(b),
		"see-through": image.NewNRGBA(b), "see-through 16": image.NewNRGBA64(b),
		"palette":             image.NewPaletted(b, color.Palette{color.Black, color.White, color.NRGBA{200, 40, 90, 255}, color.NRGBA{40, 200, 90, 255}}),
		"see-through palette": image.NewPaletted(b, color.Palette{color.Black, color.NRGBA{0, 0, 0, 0}, color.NRGBA{40, 200, 90, 255}}),
	}
	for name, img := range kinds {
		for y := range b.Dy() {
			for x := range b.Dx() {
				c := color.NRGBAModel.Convert(from.At(x, y)).(color.NRGBA)
				if strings.Contains(name, "see") && x > 50 {
					c.A = 100
				}
				img.Set(x, y, c)
			}
		}
		var data bytes.Buffer
		if err := png.Encode(&data, img); err != nil {
			t.Fatal(err)
		}
		white := image.NewNRGBA(b)
		for y := range b.Dy() {
			copy(white.Pix[y*white.Stride:], opaque(rowOf(img, y)))
		}
		got, _ := drawn(t, name, data.Bytes())
		looks(t, name, got, white)
	}
}

func opaque(row []byte) []byte {
	out := []byte{}
	for i := 0; i < len(row); i += 3 {
		out = append(out, row[i], row[i+1], row[i+2], 255)
	}
	return out
}

// TestALargeJPEGIsReadByItsMeans reads pictures by the means of their blocks and
// compares them with the whole.
func TestALargeJPEGIsReadByItsMeans(t *testing.T) {
	from := scene(803, 1205)
	var colour, grey bytes.Buffer
	if err := jpeg.Encode(&colour, from, &jpeg.Options{Quality: 80}); err != nil {
		t.Fatal(err)
	}
	g := image.NewGray(from.Bounds())
	for i := range g.Pix {
		g.Pix[i] = uint8(i * 255 / len(g.Pix))
	}
	if err := jpeg.Encode(&grey, g, nil); err != nil {
		t.Fatal(err)
	}
	gradual, err := os.ReadFile(filepath.Join("testdata", "progressive.jpg"))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"colour": colour.Bytes(), "grey": grey.Bytes(), "progressive": gradual} {
		whole, err := jpeg.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		im, err := ReadImage(name, bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		v := NewVolume(&out, About{Pages: 1})
		if err := v.smallJPEG(v.w.number(), im, bytes.NewReader(data)); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		v.w.out.Flush()
		from := bytes.Index(out.Bytes(), []byte("\xFF\xD8\xFF"))
		small, err := jpeg.Decode(bytes.NewReader(out.Bytes()[from:]))
		if err != nil {
			t.Fatal(err)
		}
		if s := small.Bounds(); s.Dx() != im.w/8 || s.Dy() != im.h/8 {
			t.Errorf("%s: %v", name, s)
		}
		looks(t, name, greyed(small), greyed(blocks(whole))) // colours are stored in larger blocks
		if err := v.smallJPEG(v.w.number(), im, bytes.NewReader(data[:len(data)*2/3])); err == nil {
			t.Errorf("%s: a picture that is cut off was taken for a whole one", name)
		}
	}
}

func greyed(img image.Image) *image.Gray {
	out := image.NewGray(img.Bounds())
	draw.Draw(out, out.Rect, img, img.Bounds().Min, draw.Src)
	return out
}

// blocks is the picture made an eighth as large by the mean of each block.
func blocks(whole image.Image) image.Image {
	b := whole.Bounds()
	out := image.NewNRGBA(image.Rect(0, 0, b.Dx()/8, b.Dy()/8))
	for y := range b.Dy() / 8 {
		for x := range b.Dx() / 8 {
			sums := [3]int{}
			for i := range 64 {
				c := color.NRGBAModel.Convert(whole.At(x*8+i%8, y*8+i/8)).(color.NRGBA)
				sums[0], sums[1], sums[2] = sums[0]+int(c.R), sums[1]+int(c.G), sums[2]+int(c.B)
			}
			out.SetNRGBA(x, y, color.NRGBA{uint8(sums[0] / 64), uint8(sums[1] / 64), uint8(sums[2] / 64), 255})
		}
	}
	return out
}
