package scan

import (
	"image"
	"io"
)

// Page is what a picture shows of a scanned page.
type Page struct {
	Code  Code
	Found bool
	// Turn is by how many degrees clockwise the page must be turned to stand
	// upright; it is known with a code only.
	Turn int
	// Ink is how much of the page, margins left out, is not bare paper, in
	// ten-thousandths.
	Ink float64
}

// Look looks at a scanned page (JPEG, PNG, TIFF). A page with no more ink than
// blank is the bare back of a sheet and is not searched for a code. An error is a
// picture that cannot be opened.
func Look(r io.Reader, blank float64) (Page, error) {
	img, err := open(r)
	if err != nil {
		return Page{}, err
	}
	gray := toGray(img)
	p := Page{Ink: ink(gray)}
	if p.Ink <= blank {
		return p, nil
	}
	p.Code, p.Turn, p.Found = Find(gray)
	return p, nil
}

const (
	inkWidth  = 620 // pixels: 75 dpi of A4, where dust is less than a point
	inkMargin = 0.06
	// inkDepth is how much darker than the paper ink is: what shines through from
	// the other side of a sheet is not.
	inkDepth = 50
)

// ink is how much of a page is darker than its paper, in ten-thousandths. The
// edges do not count: there the scanner sees its own lid and the holes.
func ink(page *image.Gray) float64 {
	for min(page.Rect.Dx(), page.Rect.Dy()) >= 2*inkWidth {
		page = halved(page)
	}
	left, top := int(float64(page.Rect.Dx())*inkMargin), int(float64(page.Rect.Dy())*inkMargin)
	counts, n := [256]int{}, 0
	for y := top; y < page.Rect.Dy()-top; y++ {
		for _, v := range page.Pix[y*page.Stride+left : y*page.Stride+page.Rect.Dx()-left] {
			counts[v]++
			n++
		}
	}
	if n == 0 {
		return 0
	}
	paper := 0 // the shade that half of the page is lighter than
	for seen := 0; paper < 255; paper++ {
		if seen += counts[paper]; seen*2 > n {
			break
		}
	}
	dark := 0
	for v := range max(0, paper-inkDepth) {
		dark += counts[v]
	}
	return float64(dark) * 10_000 / float64(n)
}
