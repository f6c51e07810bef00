package paper

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"slices"
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

// withOrientation puts an EXIF segment with an orientation, and a comment that
// stands for a camera's notes, into a JPEG.
func withOrientation(t *testing.T, img image.Image, turn int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	exif := []byte("Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01")
	exif = binary.BigEndian.AppendUint16(exif, uint16(turn))
	exif = append(exif, 0, 0, 0, 0, 0, 0)
	exif = append(exif, "SECRET-PLACE"...)
	segment := slices.Concat([]byte{0xFF, 0xE1}, u16s(len(exif)+2), exif)
	return slices.Concat(b.Bytes()[:2], segment, b.Bytes()[2:])
}

func TestPhotoOrientation(t *testing.T) {
	// Where the dark corner must lie once the picture is upright: right, bottom.
	corner := map[int][2]bool{1: {false, false}, 2: {true, false}, 3: {true, true}, 4: {false, true}, 5: {false, false}, 6: {true, false}, 7: {true, true}, 8: {false, true}}
	for turn, want := range corner {
		data, size, err := printable(withOrientation(t, picture(80, 40), turn), 100, 100)
		if err != nil {
			t.Fatal(err)
		}
		if wide := size.X > size.Y; wide != (turn < 5) {
			t.Errorf("orientation %d: %v", turn, size)
		}
		if bytes.Contains(data, []byte("SECRET-PLACE")) {
			t.Errorf("orientation %d: the camera's notes are printed along", turn)
		}
		img, err := jpeg.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		at := func(right, bottom bool) bool {
			x, y := size.X/4, size.Y/4
			if right {
				x = size.X * 3 / 4
			}
			if bottom {
				y = size.Y * 3 / 4
			}
			r, _, _, _ := img.At(x, y).RGBA()
			return r < 0x8000
		}
		if !at(want[0], want[1]) || at(!want[0], !want[1]) {
			t.Errorf("orientation %d: the picture is not upright", turn)
		}
	}
}

func TestPhotoPages(t *testing.T) {
	var p bytes.Buffer
	if err := png.Encode(&p, picture(300, 500)); err != nil {
		t.Fatal(err)
	}
	wide := withOrientation(t, picture(4000, 1000), 1)
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
				if len(b.Image) > 400_000 {
					t.Errorf("page %d: a picture of %d bytes", i+1, len(b.Image))
				}
			}
		}
		r := render(t, d)
		tool(t, r.PDF, "qpdf", "--check", "FILE")
	}
}

func TestDamagedPhotoLeavesAFrame(t *testing.T) {
	bad := withOrientation(t, picture(80, 40), 6)
	d := doc.Document{Blocks: []doc.Block{doc.Photos{PerPage: 2, Items: []doc.Photo{{Data: bad[:200], Caption: "坏图"}, {Data: []byte("GIF89a"), Caption: "动图"}}}}}
	r := render(t, d)
	if len(r.Warnings) != 2 || !strings.Contains(r.Warnings[0], "坏图") {
		t.Errorf("warnings: %q", r.Warnings)
	}
	if text := textOf(t, r.PDF); strings.Count(text, "照片无法读取") != 2 {
		t.Errorf("printed: %s", text)
	}
}
