package scan

import "image"

// A page without a code takes the reader the longest: it looks again and again.
// Most pages of a stack are such, so that first the three corner marks of a code
// are looked for, dark squares in dark frames; where not even two lie as in a code
// there is none.

const (
	blockSide   = 16 // pixels whose mean is the shade about them
	blockReach  = 2  // blocks on each side that count as well
	darkShare   = 0.88
	leastModule = 1.6 // pixels
	rowStep     = 3
)

// cornerMark is a place that looks like a corner of a code, and the size of a
// module there.
type cornerMark struct{ x, y, module float64 }

// likely tells whether two corner marks of one code are on the page.
func likely(page *image.Gray) bool {
	dark := darkness(page)
	marks := []cornerMark{}
	w, h := page.Rect.Dx(), page.Rect.Dy()
	for y := 0; y < h; y += rowStep {
		var runs [5]int
		row := dark[y*w : (y+1)*w]
		for x := 0; x < w; {
			start, is := x, row[x]
			for x < w && row[x] == is {
				x++
			}
			copy(runs[:], runs[1:])
			runs[4] = x - start
			if !is || !framed(runs) {
				continue
			}
			middle := x - runs[4] - runs[3] - (runs[2]+1)/2
			module, ok := across(dark, w, h, middle, y)
			if !ok {
				continue
			}
			if marks = added(marks, cornerMark{float64(middle), float64(y), module}); paired(marks) {
				return true
			}
		}
	}
	return false
}

// darkness tells of every point whether it is darker than what is about it.
func darkness(page *image.Gray) []bool {
	w, h := page.Rect.Dx(), page.Rect.Dy()
	bw, bh := (w+blockSide-1)/blockSide, (h+blockSide-1)/blockSide
	means := make([]int, bw*bh)
	for by := range bh {
		for bx := range bw {
			sum, n := 0, 0
			for y := by * blockSide; y < min(h, (by+1)*blockSide); y++ {
				for _, v := range page.Pix[y*page.Stride+bx*blockSide : y*page.Stride+min(w, (bx+1)*blockSide)] {
					sum += int(v)
					n++
				}
			}
			means[by*bw+bx] = sum / max(1, n)
		}
	}
	dark := make([]bool, w*h)
	for by := range bh {
		for bx := range bw {
			sum, n := 0, 0
			for y := max(0, by-blockReach); y <= min(bh-1, by+blockReach); y++ {
				for _, v := range means[y*bw+max(0, bx-blockReach) : y*bw+min(bw, bx+blockReach+1)] {
					sum += v
					n++
				}
			}
			limit := uint8(float64(sum) / float64(n) * darkShare)
			for y := by * blockSide; y < min(h, (by+1)*blockSide); y++ {
				for x := bx * blockSide; x < min(w, (bx+1)*blockSide); x++ {
					dark[y*w+x] = page.Pix[y*page.Stride+x] < limit
				}
			}
		}
	}
	return dark
}

// framed tells dark, light, dark, light, dark as 1:1:3:1:1.
func framed(runs [5]int) bool {
	total := 0
	for _, n := range runs {
		total += n
	}
	module := float64(total) / 7
	if module < leastModule {
		return false
	}
	for i, n := range runs {
		want, slack := module, module*0.75
		if i == 2 {
			want, slack = 3*module, module*1.5
		}
		if off := float64(n) - want; off > slack || off < -slack {
			return false
		}
	}
	return true
}

// across looks from the middle of a mark up and down, where it must be framed as
// well.
func across(dark []bool, w, h, x, y int) (module float64, ok bool) {
	if !dark[y*w+x] {
		return 0, false
	}
	run := func(from, step int, is bool) int {
		n := 0
		for from+n*step >= 0 && from+n*step < h && dark[(from+n*step)*w+x] == is {
			n++
		}
		return n
	}
	up, down := run(y, -1, true), run(y+1, 1, true)
	above, below := run(y-up, -1, false), run(y+1+down, 1, false)
	runs := [5]int{run(y-up-above, -1, true), above, up + down, below, run(y+1+down+below, 1, true)}
	total := 0
	for _, n := range runs {
		total += n
	}
	return float64(total) / 7, framed(runs)
}

// added puts a mark to the others, unless it is one of them in another row.
func added(marks []cornerMark, m cornerMark) []cornerMark {
	for _, o := range marks {
		if dx, dy, near := o.x-m.x, o.y-m.y, 5*m.module; dx < near && -dx < near && dy < near && -dy < near {
			return marks
		}
	}
	return append(marks, m)
}

// paired tells whether the last mark and one before it are of one size and as far
// apart as in a code of 21 to 57 modules.
func paired(marks []cornerMark) bool {
	last := marks[len(marks)-1]
	for _, o := range marks[:len(marks)-1] {
		module := (o.module + last.module) / 2
		dx, dy := (o.x-last.x)/module, (o.y-last.y)/module
		apart := dx*dx + dy*dy
		if o.module < last.module*1.5 && last.module < o.module*1.5 && apart > 12*12 && apart < 75*75 {
			return true
		}
	}
	return false
}
