package paper

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"

	xdraw "golang.org/x/image/draw"

	"dudao/internal/doc"
)

// Print quality of photos: more pixels than dotsPerMM only make the file heavy
// (10 a millimetre are 254 dpi).
const (
	dotsPerMM   = 10
	jpegQuality = 88
	maxPixels   = 120e6 // a larger picture is refused before it fills the memory
)

// photos prints pictures with captions, two under each other or six in two
// columns on a page. The pictures keep their proportions.
func (l *layout) photos(p doc.Photos) {
	f := l.form
	cols, rows := 1, 2
	if p.PerPage == 6 {
		cols, rows = 2, 3
	}
	if p.Title != "" {
		l.caption(p.Title)
	}
	st := style{face: Song, size: f.table}
	capLine := st.size * mmPerPoint * 1.5
	const between = 4.0
	titleRoom := f.table*mmPerPoint*1.5 + between
	cellW := (f.tw - between*float64(cols-1)) / float64(cols)
	cellH := (f.th - titleRoom - between*float64(rows-1)) / float64(rows)
	for from := 0; from < len(p.Items); from += cols {
		var boxes []Box
		for i, item := range p.Items[from:min(from+cols, len(p.Items))] {
			x := float64(i) * (cellW + between)
			boxes = append(boxes, l.photo(item, x, cellW, cellH, &st, capLine)...)
		}
		l.add(slab{h: cellH, gap: between, boxes: boxes})
	}
	l.gap = blockGap
}

// readied is a picture as it is printed, or why it cannot be.
type readied struct {
	data []byte
	size image.Point
	err  error
}

// imageKey tells pictures apart by where their bytes lie and how large they are
// printed: the same photo on many plates is made ready once.
type imageKey struct {
	first *byte
	w, h  float64
}

func (l *layout) ready(data []byte, w, h float64) readied {
	if len(data) == 0 {
		return readied{err: errors.New("empty")}
	}
	key := imageKey{&data[0], w, h}
	if p, ok := l.images[key]; ok {
		return p
	}
	var p readied
	p.data, p.size, p.err = printable(data, w, h)
	l.images[key] = p
	return p
}

// photo places one picture in its cell with the caption under it.
func (l *layout) photo(p doc.Photo, x, w, h float64, st *style, capLine float64) []Box {
	atoms := l.atomsOf(nil, p.Caption, st)
	caption := balance(atoms, w)
	room := h - capLine*float64(len(caption)) - 1
	pic := readied{size: image.Point{X: p.W, Y: p.H}}
	kind := SlotBox
	if p.Slot == "" {
		pic, kind = l.ready(p.Data, w, room), ImageBox
	}
	var boxes []Box
	bottom := room
	if pic.err != nil {
		l.warn("照片“%s”无法读取，已留空框。请换成 JPG 或 PNG 图片后重新生成。", shorten(p.Caption))
		boxes = append(boxes, Box{Kind: RectBox, X: x, W: w, H: room, Weight: thin})
		boxes = append(boxes, l.line("（照片无法读取）", st, x, w, room, doc.Center)...)
	} else {
		scale := min(w/float64(pic.size.X), room/float64(pic.size.Y))
		pw, ph := float64(pic.size.X)*scale, float64(pic.size.Y)*scale
		boxes = append(boxes, Box{Kind: kind, X: x + (w-pw)/2, Y: (room - ph) / 2, W: pw, H: ph, Text: p.Slot, Mark: &Mark{image: pic.data}})
		bottom = (room + ph) / 2
	}
	for i, s := range caption {
		boxes = setLine(boxes, atoms, s, x, w, bottom+1+capLine*float64(i), capLine, doc.Center, 0)
	}
	return boxes
}

// printable returns a picture as gopdf takes it, no larger than print needs. A
// JPEG that needs no change is printed byte for byte.
func printable(data []byte, w, h float64) ([]byte, image.Point, error) {
	cfg, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, image.Point{}, err
	}
	if format != "jpeg" && format != "png" {
		return nil, image.Point{}, errors.New("neither JPEG nor PNG")
	}
	if float64(cfg.Width)*float64(cfg.Height) > maxPixels || cfg.Width < 1 || cfg.Height < 1 {
		return nil, image.Point{}, errors.New("too large")
	}
	src, _, err := image.Decode(bytes.NewReader(data)) // a damaged one must not reach the paper
	if err != nil {
		return nil, image.Point{}, err
	}
	tooBig := float64(max(cfg.Width, cfg.Height)) > 1.25*max(w, h)*dotsPerMM
	if format == "jpeg" && !tooBig && cfg.ColorModel != color.CMYKModel {
		return data, image.Point{X: cfg.Width, Y: cfg.Height}, nil
	}
	img := shrunk(src, max(w, h)*dotsPerMM)
	var out bytes.Buffer
	if format == "jpeg" {
		err = jpeg.Encode(&out, img, &jpeg.Options{Quality: jpegQuality})
	} else {
		err = png.Encode(&out, img)
	}
	return out.Bytes(), img.Bounds().Size(), err
}

// shrunk draws the picture on white, at most most pixels long.
func shrunk(src image.Image, most float64) *image.RGBA {
	b := src.Bounds()
	scale := min(1, most/float64(max(b.Dx(), b.Dy())))
	dst := image.NewRGBA(image.Rect(0, 0, max(1, int(float64(b.Dx())*scale)), max(1, int(float64(b.Dy())*scale))))
	xdraw.Draw(dst, dst.Bounds(), image.White, image.Point{}, xdraw.Src)
	xdraw.ApproxBiLinear.Scale(dst, dst.Bounds(), src, b, xdraw.Over, nil)
	return dst
}
