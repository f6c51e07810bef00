package paper

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"slices"

	"github.com/bep/imagemeta"
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

// photo places one picture in its cell with the caption under it.
func (l *layout) photo(p doc.Photo, x, w, h float64, st *style, capLine float64) []Box {
	atoms := l.atomsOf(nil, p.Caption, st)
	caption := balance(atoms, w)
	room := h - capLine*float64(len(caption)) - 1
	data, size, err := printable(p.Data, w, room)
	var boxes []Box
	bottom := room
	if err != nil {
		l.warn("照片“%s”无法读取，已留空框。请换成 JPG 或 PNG 图片后重新生成。", shorten(p.Caption))
		boxes = append(boxes, Box{Kind: RectBox, X: x, W: w, H: room, Weight: thin})
		boxes = append(boxes, l.line("（照片无法读取）", st, x, w, room, doc.Center)...)
	} else {
		scale := min(w/float64(size.X), room/float64(size.Y))
		pw, ph := float64(size.X)*scale, float64(size.Y)*scale
		boxes = append(boxes, Box{Kind: ImageBox, X: x + (w-pw)/2, Y: (room - ph) / 2, W: pw, H: ph, Image: data})
		bottom = (room + ph) / 2
	}
	for i, s := range caption {
		boxes = setLine(boxes, atoms, s, x, w, bottom+1+capLine*float64(i), capLine, doc.Center, 0)
	}
	return boxes
}

// printable returns a picture as gopdf takes it: upright, no larger than print
// needs, without the camera's notes (the place where it was taken is nobody's
// business). A JPEG that needs no change keeps its pixels byte for byte.
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
	turn := 1
	if format == "jpeg" {
		turn = orientation(data)
	}
	tooBig := float64(max(cfg.Width, cfg.Height)) > 1.25*max(w, h)*dotsPerMM
	if format == "jpeg" && turn == 1 && !tooBig && cfg.ColorModel != color.CMYKModel {
		if clean := withoutNotes(data); clean != nil {
			return clean, image.Point{X: cfg.Width, Y: cfg.Height}, nil
		}
	}
	src, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, image.Point{}, err
	}
	img := upright(shrunk(src, max(w, h)*dotsPerMM), turn)
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

// upright turns a picture by its EXIF orientation (1 … 8).
func upright(src *image.RGBA, turn int) *image.RGBA {
	w, h := src.Bounds().Dx(), src.Bounds().Dy()
	if turn < 2 || turn > 8 {
		return src
	}
	dw, dh := w, h
	if turn >= 5 {
		dw, dh = h, w
	}
	dst := image.NewRGBA(image.Rect(0, 0, dw, dh))
	for y := range h {
		for x := range w {
			var dx, dy int
			switch turn {
			case 2:
				dx, dy = w-1-x, y
			case 3:
				dx, dy = w-1-x, h-1-y
			case 4:
				dx, dy = x, h-1-y
			case 5:
				dx, dy = y, x
			case 6:
				dx, dy = h-1-y, x
			case 7:
				dx, dy = h-1-y, w-1-x
			case 8:
				dx, dy = y, w-1-x
			}
			copy(dst.Pix[dst.PixOffset(dx, dy):][:4], src.Pix[src.PixOffset(x, y):][:4])
		}
	}
	return dst
}

// orientation reads the EXIF orientation of a JPEG, 1 when it says nothing.
func orientation(data []byte) int {
	turn := 1
	// Damaged notes are no reason to refuse the picture: it is printed as it lies.
	_, _ = imagemeta.Decode(imagemeta.Options{
		R: bytes.NewReader(data), ImageFormat: imagemeta.JPEG, Sources: imagemeta.EXIF,
		ShouldHandleTag: func(t imagemeta.TagInfo) bool { return t.Tag == "Orientation" },
		HandleTag: func(t imagemeta.TagInfo) error {
			switch v := t.Value.(type) {
			case uint16:
				turn = int(v)
			case uint32:
				turn = int(v)
			}
			return imagemeta.ErrStopWalking
		},
	})
	return turn
}

// withoutNotes copies a JPEG without its application segments (EXIF, GPS,
// thumbnails) and comments; Adobe's colour mark and profiles stay. nil when the
// file is not laid out as expected.
func withoutNotes(data []byte) []byte {
	if len(data) < 4 || data[0] != 0xFF || data[1] != 0xD8 {
		return nil
	}
	out := slices.Clone(data[:2])
	for p := 2; p+4 <= len(data) && data[p] == 0xFF; {
		marker := data[p+1]
		if marker == 0xDA { // the picture itself
			return append(out, data[p:]...)
		}
		end := p + 2 + int(be16(data[p+2:]))
		if end > len(data) {
			return nil
		}
		notes := marker == 0xFE || marker == 0xE1 || marker >= 0xE3 && marker <= 0xED || marker == 0xEF
		if !notes {
			out = append(out, data[p:end]...)
		}
		p = end
	}
	return nil
}
