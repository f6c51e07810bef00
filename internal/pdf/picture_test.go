package pdf

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"dudao/internal/office"
)

// page is a picture of a page with a dark corner.
func pagePicture(w, h int) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			v := uint8(230)
			if x > w/2 && y < h/3 {
				v = 30
			}
			img.SetGray(x, y, color.Gray{Y: v})
		}
	}
	return img
}

// scanned is a PDF of pictures, as a scanner makes it.
func scanned(t *testing.T, pictures ...[]byte) string {
	t.Helper()
	readers := []io.Reader{}
	for _, p := range pictures {
		readers = append(readers, bytes.NewReader(p))
	}
	path := filepath.Join(t.TempDir(), "扫描.pdf")
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	noConfigDir()
	if err := api.ImportImages(nil, out, readers, nil, model.NewDefaultConfiguration()); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestPicturesOfAScannedPage(t *testing.T) {
	var jpg, small, flat bytes.Buffer
	if err := jpeg.Encode(&jpg, pagePicture(600, 800), nil); err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(&flat, pagePicture(500, 700)); err != nil {
		t.Fatal(err)
	}
	if err := jpeg.Encode(&small, pagePicture(90, 90), nil); err != nil {
		t.Fatal(err)
	}
	path := scanned(t, jpg.Bytes(), flat.Bytes(), small.Bytes())
	if n, err := Pages(path); err != nil || n != 3 {
		t.Fatalf("%d pages, %v", n, err)
	}
	for number, want := range map[int]image.Point{1: {600, 800}, 2: {500, 700}} {
		list, err := Pictures(path, number)
		if err != nil || len(list) != 1 || list[0].W != want.X || list[0].H != want.Y {
			t.Fatalf("page %d: %d pictures, %v", number, len(list), err)
		}
		img, kind, err := image.Decode(list[0])
		if err != nil || img.Bounds().Size() != want {
			t.Fatalf("page %d: a %s picture, %v", number, kind, err)
		}
		if dark, _, _, _ := img.At(want.X*3/4, want.Y/6).RGBA(); dark>>8 > 60 {
			t.Errorf("page %d: the corner is not dark: %d", number, dark>>8)
		}
	}
	if list, err := Pictures(path, 3); err != nil || len(list) != 0 {
		t.Errorf("a seal is taken for a page: %d, %v", len(list), err)
	}
	if _, err := Pictures(path, 4); office.CodeOf(err) != office.CodeFile {
		t.Errorf("page 4: %v", err)
	}
	if list, err := Pictures(print(t, t.TempDir(), 1, 1), 1); err != nil || len(list) != 0 {
		t.Errorf("a page without pictures has %d, %v", len(list), err)
	}
}
