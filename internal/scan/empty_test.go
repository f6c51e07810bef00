package scan

import (
	"image"
	"image/draw"
	"math"
	"testing"
)

func TestAStampGoesWhereNothingIsWritten(t *testing.T) {
	page := func(black ...image.Rectangle) *image.Gray {
		img := image.NewGray(image.Rect(0, 0, 1240, 1754)) // 150 dpi
		draw.Draw(img, img.Rect, image.White, image.Point{}, draw.Src)
		for _, r := range black {
			draw.Draw(img, r, image.Black, image.Point{}, draw.Src)
		}
		return img
	}
	for name, test := range map[string]struct {
		img   image.Image
		empty bool
		ok    func(p Place) bool
	}{
		"blank":         {page(), true, func(p Place) bool { return math.Abs(p.X+22.5-105) <= 1 && p.Y < 12 }},
		"middle taken":  {page(image.Rect(500, 0, 740, 500)), true, func(p Place) bool { return p.X+45 < 500.0/1240*210 || p.X > 740.0/1240*210 }},
		"top taken":     {page(image.Rect(0, 0, 1240, 150)), true, func(p Place) bool { return p.Y > 150.0/1754*297 && math.Abs(p.X+22.5-105) <= 1 }},
		"nothing free":  {page(image.Rect(0, 0, 1240, 700)), false, func(p Place) bool { return p.X >= 0 && p.Y >= 0 }},
		"not a picture": {nil, false, func(p Place) bool { return p.X == 82.5 && p.Y == 8 }},
	} {
		got := EmptyPlace(test.img, 210, 297, 45, 16)
		if got.Empty != test.empty || !test.ok(got) || got.X < 0 || got.X+45 > 210 {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
