package scan

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	qrcode "github.com/skip2/go-qrcode"
	"golang.org/x/image/draw"

	"dudao/internal/office"
)

// sheet is a page of A4 as a scanner at dpi sees it: lines of dark specks like
// text, a form's rules, and the code of 14 mm in the upper right corner.
func sheet(t testing.TB, dpi int, text string, random *rand.Rand) *image.Gray {
	t.Helper()
	mm := func(v float64) int { return int(v / 25.4 * float64(dpi)) }
	page := image.NewGray(image.Rect(0, 0, mm(210), mm(297)))
	fill(page, page.Rect, 245)
	for y := 40.0; y < 280; y += 7 {
		fill(page, image.Rect(mm(20), mm(y), mm(190), mm(y)+max(1, mm(0.3))), 40)
		for x := 22.0; x < 186; x += 4.5 {
			for range 6 {
				a, b := x+random.Float64()*3.4, y+1.5+random.Float64()*3.4
				fill(page, image.Rect(mm(a), mm(b), mm(a+1.2), mm(b)+max(1, mm(0.35))), 30)
			}
		}
	}
	code, err := qrcode.New(text, qrcode.Medium)
	if err != nil {
		t.Fatal(err)
	}
	code.DisableBorder = true
	bits := code.Bitmap()
	small := image.NewGray(image.Rect(0, 0, len(bits), len(bits)))
	for y, line := range bits {
		for x, dark := range line {
			small.SetGray(x, y, color.Gray{Y: 245})
			if dark {
				small.SetGray(x, y, color.Gray{Y: 20})
			}
		}
	}
	at := image.Rect(mm(174), mm(10), mm(188), mm(24))
	draw.NearestNeighbor.Scale(page, at, small, small.Rect, draw.Src, nil)
	return page
}

func fill(img *image.Gray, r image.Rectangle, y uint8) {
	draw.Draw(img, r, image.NewUniform(color.Gray{Y: y}), image.Point{}, draw.Src)
}

// turned turns and slants a page and puts it on a dark table, as a crooked scan
// or a photo does.
func turned(page *image.Gray, degrees, slant float64) *image.Gray {
	w, h := float64(page.Rect.Dx()), float64(page.Rect.Dy())
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	out := image.NewGray(image.Rect(0, 0, int(math.Abs(w*cos)+math.Abs(h*sin)+40), int(math.Abs(w*sin)+math.Abs(h*cos)+40)))
	midX, midY := float64(out.Rect.Dx())/2, float64(out.Rect.Dy())/2
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			dx, dy := float64(x)-midX, float64(y)-midY
			px, py := (cos-slant)*dx+sin*dy+w/2, -sin*dx+(cos+slant/2)*dy+h/2 // where the ink came from
			v := 235.0
			if i, j := int(px), int(py); px >= 0 && py >= 0 && i < page.Rect.Dx()-1 && j < page.Rect.Dy()-1 {
				at, a, b := j*page.Stride+i, px-float64(i), py-float64(j)
				v = (float64(page.Pix[at])*(1-a)+float64(page.Pix[at+1])*a)*(1-b) + (float64(page.Pix[at+page.Stride])*(1-a)+float64(page.Pix[at+page.Stride+1])*a)*b
			}
			out.Pix[y*out.Stride+x] = uint8(v)
		}
	}
	return out
}

// shaded darkens a page to one side, as a hand or a lamp does, and adds grain.
func shaded(page *image.Gray, dark float64, grain float64, random *rand.Rand) {
	specks := make([]float64, 4099)
	for i := range specks {
		specks[i] = random.NormFloat64() * grain
	}
	for y := range page.Rect.Dy() {
		row := page.Pix[y*page.Stride : y*page.Stride+page.Rect.Dx()]
		for x := range row {
			v := float64(row[x]) * (1 - dark*float64(x+y)/float64(page.Rect.Dx()+page.Rect.Dy()))
			row[x] = uint8(min(255, max(0, v+specks[(y*page.Rect.Dx()+x*31)%len(specks)])))
		}
	}
}

func squeezed(t testing.TB, page image.Image, quality int) *bytes.Buffer {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, page, &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	return &out
}

// TestCodesAreReadFromPoorScans reads pages turned by up to 3 degrees (and a few
// that lie on their side or head), slanted, shaded and squeezed. Nearly all are
// to be read, and none wrongly.
func TestCodesAreReadFromPoorScans(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	rounds := 5
	for _, dpi := range []int{150, 200, 300} {
		read, took := 0, time.Duration(0)
		for i := range rounds {
			number := fmt.Sprintf("JL2026-%04d", random.IntN(9000)+1)
			page := sheet(t, dpi, office.FormCode("feedback", number), random)
			page = turned(page, random.Float64()*6-3+float64(i%4/3)*90*float64(random.IntN(4)), random.Float64()*0.04-0.02)
			shaded(page, random.Float64()*0.5, 6, random)
			begun := time.Now()
			p, err := Look(squeezed(t, page, 60), 4)
			code, found := p.Code, p.Found
			took += time.Since(begun)
			if err != nil {
				t.Fatal(err)
			}
			if found && (code.Form != "feedback" || code.Number != number) {
				t.Errorf("read %v instead of %s", code, number)
			}
			if found {
				read++
			}
		}
		t.Logf("%d dpi: %d of %d read, %d ms each", dpi, read, rounds, took.Milliseconds()/int64(rounds))
		if read*100 < rounds*95 {
			t.Errorf("%d dpi: only %d of %d read", dpi, read, rounds)
		}
	}
}

func TestOtherPicturesHaveNoCode(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for name, text := range map[string]string{"a foreign code": "https://example.org/", "half of ours": "DUDAO:feedback"} {
		if p, err := Look(squeezed(t, sheet(t, 150, text, random), 80), 4); p.Found || err != nil {
			t.Errorf("%s: %v %v", name, p.Code, err)
		}
	}
	if _, err := Look(strings.NewReader("no picture"), 4); err == nil {
		t.Error("a text is taken for a picture")
	}
}

// BenchmarkPages is a page with a code and one without, at 200 dpi.
func BenchmarkPages(b *testing.B) {
	random := rand.New(rand.NewPCG(5, 6))
	for name, text := range map[string]string{"code": office.FormCode("feedback", "JL2026-0001"), "none": "https://example.org/a"} {
		page := squeezed(b, sheet(b, 200, text, random), 70).Bytes()
		if name == "none" {
			blank := sheet(b, 200, text, random)
			fill(blank, image.Rect(1300, 60, 1600, 200), 245)
			page = squeezed(b, blank, 70).Bytes()
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if p, err := Look(bytes.NewReader(page), 4); err != nil || p.Found != (name == "code") {
					b.Fatal(p, err)
				}
			}
		})
	}
}
