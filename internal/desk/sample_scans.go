package desk

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"io"
	"math/rand/v2"

	"dudao/internal/office"
	"dudao/internal/pdf"
)

// sampleScans puts the files of the made-up county's tray into the vault: pages
// of strokes that nobody can read, as an old scanner makes them.
func (d *Desk) sampleScans(c *office.County) error {
	for i := range c.Tray {
		w := &c.Tray[i]
		open := func(n int) (io.ReadSeekCloser, int, error) {
			var page bytes.Buffer
			err := jpeg.Encode(&page, strokes(uint64(i*100+n)), &jpeg.Options{Quality: 40})
			return inMemory{bytes.NewReader(page.Bytes())}, 0, err
		}
		var made bytes.Buffer
		if err := pdf.FromPictures(&made, w.Item.Title, w.File.Pages, open, func(int) error { return nil }); err != nil {
			return err
		}
		w.File.MIME = mimePDF
		var err error
		if w.File.SHA256, w.File.Bytes, err = d.vault.Put(&made); err != nil {
			return err
		}
	}
	return nil
}

type inMemory struct{ *bytes.Reader }

func (inMemory) Close() error { return nil }

// strokes is a page of A4 at 100 dpi with lines of strokes.
func strokes(seed uint64) image.Image {
	random := rand.New(rand.NewPCG(seed, 1))
	page := image.NewGray(image.Rect(0, 0, 827, 1169))
	fill := func(r image.Rectangle, y uint8) {
		draw.Draw(page, r, image.NewUniform(color.Gray{Y: y}), image.Point{}, draw.Src)
	}
	fill(page.Rect, 246)
	fill(image.Rect(260, 90, 560, 112), 60)
	for y := 160; y < 980-random.IntN(300); y += 26 {
		for x := 90; x < 700-random.IntN(60); x += 18 {
			for range 4 {
				a, b := x+random.IntN(11), y+random.IntN(12)
				fill(image.Rect(a, b, a+2+random.IntN(5), b+2), 70)
			}
		}
	}
	return page
}
