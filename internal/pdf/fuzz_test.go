package pdf

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// FuzzPictures reads and writes whatever claims to be a picture: an error of its
// own kind or an object of the file, never a panic, never more than its bounds.
func FuzzPictures(f *testing.F) {
	var a, b, c bytes.Buffer
	jpeg.Encode(&a, scene(40, 30), nil)
	png.Encode(&b, scene(40, 30))
	png.Encode(&c, image.NewPaletted(image.Rect(0, 0, 9, 9), color.Palette{color.Black, color.Transparent}))
	f.Add(a.Bytes())
	f.Add(b.Bytes())
	f.Add(c.Bytes())
	if gradual, err := os.ReadFile(filepath.Join("testdata", "progressive.jpg")); err == nil {
		f.Add(gradual)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		im, err := ReadImage("bild", bytes.NewReader(data))
		if err != nil {
			if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrEmpty) && !errors.Is(err, ErrLarge) {
				t.Fatalf("an error of no kind: %v", err)
			}
			return
		}
		if im.w*im.h > 100_000 {
			return // allowed, but slow
		}
		v := NewVolume(io.Discard, About{Pages: 1})
		if im.kind == "jpg" {
			_ = v.smallJPEG(v.w.number(), im, bytes.NewReader(data))
		}
		v = NewVolume(io.Discard, About{Pages: 1})
		if err := v.Picture(im, bytes.NewReader(data)); err != nil && !errors.Is(err, ErrDamaged) {
			t.Fatalf("an error of no kind: %v", err)
		}
	})
}

// FuzzStates counts in whatever a page may hold.
func FuzzStates(f *testing.F) {
	f.Add([]byte("q BI /W 1 ID xx EI Q (a\\)) Tj <</A 1>> % q"))
	f.Fuzz(func(t *testing.T, drawing []byte) {
		open, lacking := countStates(drawing)
		if open < 0 || lacking < 0 || open+lacking > len(drawing) {
			t.Fatalf("%d open, %d lacking", open, lacking)
		}
	})
}

// FuzzOpen reads whatever claims to be a PDF: its pages or an error of its own kind.
func FuzzOpen(f *testing.F) {
	f.Add([]byte("%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>\nendobj\ntrailer\n<</Size 4/Root 1 0 R>>\nstartxref\n0\n%%EOF\n"))
	f.Add([]byte("%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>>\nendobj\ntrailer\n<</Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF"))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Open("外来.pdf", bytes.NewReader(data))
		if err != nil {
			if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrEmpty) && !errors.Is(err, ErrLarge) && !errors.Is(err, ErrLocked) {
				t.Fatalf("an error of no kind: %v", err)
			}
			return
		}
		for n := range min(file.Pages(), 3) {
			_, _ = file.Pictures(n + 1) // an error or not, but no panic
		}
	})
}
