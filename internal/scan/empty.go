package scan

import "image"

// Place is where a stamp goes on a page, in millimetres from its upper left
// corner. Empty tells that nothing lies under it.
type Place struct {
	X, Y  float64
	Empty bool
}

const (
	emptyEdge  = 6.0  // of the page, which copiers leave dirty
	emptyDown  = 60.0 // how far down the upper part goes
	emptyStep  = 2.0
	inkShare   = 0.004 // of the pixels: less is dust
	inkDark    = 150   // of 255
	emptyAbout = 1.5   // left free around the stamp
)

// EmptyPlace finds where a stamp of w × h mm fits into the upper part of a page of
// pw × ph mm that the picture fills: in the middle when it is free, else as near
// to it as can be. Where nothing is free it is the place with the least ink.
func EmptyPlace(img image.Image, pw, ph, w, h float64) Place {
	best := Place{X: (pw - w) / 2, Y: emptyEdge + 2}
	if img == nil || pw <= w+2*emptyEdge || ph <= h+2*emptyEdge {
		return best
	}
	ink := inkOf(img)
	least, found := 2.0, 1e9
	for y := emptyEdge; y+h <= min(emptyDown, ph-emptyEdge); y += emptyStep {
		for x := emptyEdge; x+w <= pw-emptyEdge; x += emptyStep {
			share := ink.share((x-emptyAbout)/pw, (y-emptyAbout)/ph, (x+w+emptyAbout)/pw, (y+h+emptyAbout)/ph)
			aside := x + w/2 - pw/2
			far := aside*aside + 0.3*(y-emptyEdge)*(y-emptyEdge)
			switch {
			case share <= inkShare && far < found:
				best, found, least = Place{x, y, true}, far, 0
			case found == 1e9 && share < least-0.001:
				best, least = Place{X: x, Y: y}, share
			}
		}
	}
	return best
}

// inkSums are the dark pixels of a picture, summed up from its corner.
type inkSums struct {
	w, h int
	sum  []int32
}

func inkOf(img image.Image) inkSums {
	gray := toGray(img)
	for gray.Rect.Dx() > 1200 {
		gray = halved(gray)
	}
	s := inkSums{w: gray.Rect.Dx(), h: gray.Rect.Dy()}
	s.sum = make([]int32, (s.w+1)*(s.h+1))
	for y := range s.h {
		row := int32(0)
		for x := range s.w {
			if gray.Pix[y*gray.Stride+x] < inkDark {
				row++
			}
			s.sum[(y+1)*(s.w+1)+x+1] = s.sum[y*(s.w+1)+x+1] + row
		}
	}
	return s
}

// share is the part of a rectangle, given in parts of the picture, that is dark.
func (s inkSums) share(x0, y0, x1, y1 float64) float64 {
	at := func(v float64, n int) int { return max(0, min(n, int(v*float64(n)))) }
	l, t, r, b := at(x0, s.w), at(y0, s.h), at(x1, s.w), at(y1, s.h)
	if r <= l || b <= t {
		return 1
	}
	dark := s.sum[b*(s.w+1)+r] - s.sum[t*(s.w+1)+r] - s.sum[b*(s.w+1)+l] + s.sum[t*(s.w+1)+l]
	return float64(dark) / float64((r-l)*(b-t))
}
