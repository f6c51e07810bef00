package paper

import (
	"bytes"
	"image"
	"image/color"
	imagedraw "image/draw"
	"image/jpeg"
	"testing"
)

// TestAPictureIsMarkedAllOver: each ninth of a white, a black and a small picture
// bears ink, and the rest stays what it was.
func TestAPictureIsMarkedAllOver(t *testing.T) {
	for _, c := range []struct {
		w, h  int
		shade uint8
	}{{1600, 1200, 255}, {1200, 1600, 0}, {360, 270, 128}} {
		src := image.NewGray(image.Rect(0, 0, c.w, c.h))
		imagedraw.Draw(src, src.Bounds(), image.NewUniform(color.Gray{c.shade}), image.Point{}, imagedraw.Src)
		var photo bytes.Buffer
		if err := jpeg.Encode(&photo, src, nil); err != nil {
			t.Fatal(err)
		}
		marked, err := WatermarkPicture(photo.Bytes(), "仅供检查组使用 䶮县 2026-03-31", Options{})
		if err != nil {
			t.Fatal(err)
		}
		got, err := jpeg.Decode(bytes.NewReader(marked))
		if err != nil || got.Bounds() != src.Bounds() {
			t.Fatal(got.Bounds(), err)
		}
		for n := range 9 {
			x0, y0 := n%3*c.w/3, n/3*c.h/3
			inked, all := 0, 0
			for y := y0; y < y0+c.h/3; y++ {
				for x := x0; x < x0+c.w/3; x++ {
					all++
					if y, ok := color.GrayModel.Convert(got.At(x, y)).(color.Gray); ok && max(y.Y, c.shade)-min(y.Y, c.shade) > 24 {
						inked++
					}
				}
			}
			if share := float64(inked) / float64(all); share < 0.01 || share > 0.3 {
				t.Errorf("%d×%d of %d: %.3f of part %d is inked", c.w, c.h, c.shade, share, n)
			}
		}
	}
	if _, err := WatermarkPicture([]byte("no picture"), "水印", Options{}); err == nil {
		t.Error("what is no picture is marked")
	}
}
