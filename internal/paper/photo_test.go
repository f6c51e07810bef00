package paper

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"

	"strings"
	"testing"

	"dudao/internal/doc"
)

// picture is w×h pixels, its left upper corner dark.
func picture(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{230, 230, 230, 255}
			if x < w/2 && y < h/2 {
				c = color.RGBA{20, 20, 20, 255}
			}
			img.Set(x, y, c)
		}
	}
	return img
}

func asJPEG(t *testing.T, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPhotoPages(t *testing.T) {
	var p bytes.Buffer
	if err := png.Encode(&p, picture(300, 500)); err != nil {
		t.Fatal(err)
	}
	wide := asJPEG(t, picture(4000, 1000))
	for perPage, wantPages := range map[int]int{2: 4, 6: 2} {
		photos := doc.Photos{Title: "督导照片", PerPage: perPage}
		for i := range 7 {
			data := p.Bytes()
			if i%2 == 0 {
				data = wide
			}
			photos.Items = append(photos.Items, doc.Photo{Data: data, Caption: "图" + string(rune('1'+i)) + "　食堂留样"})
		}
		d := doc.Document{Style: doc.Form, Blocks: []doc.Block{photos}}
		pages := Layout(d, square)
		if len(pages) != wantPages {
			t.Errorf("%d a page: %d pages, want %d", perPage, len(pages), wantPages)
		}
		for i, page := range pages {
			for _, b := range page.Boxes {
				if b.Kind != ImageBox {
					continue
				}
				if ratio := b.W / b.H; math.Abs(ratio-4) > 0.02 && math.Abs(ratio-0.6) > 0.01 {
					t.Errorf("page %d: a picture is distorted to %.2f", i+1, ratio)
				}
				if len(b.Image()) > 400_000 {
					t.Errorf("page %d: a picture of %d bytes", i+1, len(b.Image()))
				}
			}
		}
		r := render(t, d)
		tool(t, r.PDF, "qpdf", "--check", "FILE")
	}
}

func TestDamagedPhotoLeavesAFrame(t *testing.T) {
	bad := asJPEG(t, picture(80, 40))
	d := doc.Document{Blocks: []doc.Block{doc.Photos{PerPage: 2, Items: []doc.Photo{{Data: bad[:200], Caption: "坏图"}, {Data: []byte("GIF89a"), Caption: "动图"}}}}}
	r := render(t, d)
	if len(r.Warnings) != 2 || !strings.Contains(r.Warnings[0], "坏图") {
		t.Errorf("warnings: %q", r.Warnings)
	}
	if text := textOf(t, r.PDF); strings.Count(text, "照片无法读取") != 2 {
		t.Errorf("printed: %s", text)
	}
}
