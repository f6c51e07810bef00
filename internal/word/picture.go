package word

import (
	"bytes"
	"image"
	_ "image/jpeg" // the kinds of pictures a paper has
	_ "image/png"
	"strconv"

	"dudao/internal/doc"
)

const (
	codeSize  = 22.0 // of a QR block, millimetres
	maxPixels = 120e6
)

// media is a picture file in the DOCX.
type media struct {
	id, name string
	data     []byte
}

// picture is a picture on the paper; its size is millimetres.
type picture struct {
	id   string // of its relationship
	n    int
	alt  string
	w, h float64
}

// put keeps a picture's bytes and returns what a relationship calls them.
func (w *writer) put(data []byte, kind string) string {
	n := len(w.media) + 1
	ending := "." + kind
	if kind == "jpeg" {
		ending = ".jpg"
	}
	m := media{id: "rIdPic" + strconv.Itoa(n), name: "media/image" + strconv.Itoa(n) + ending, data: data}
	w.media = append(w.media, m)
	return m.id
}

// fitted places picture bytes in a box, keeping its proportions; ok is false for
// what is no picture.
func (w *writer) fitted(data []byte, alt string, width, height float64) (p picture, ok bool) {
	cfg, kind, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || cfg.Width < 1 || cfg.Height < 1 || float64(cfg.Width)*float64(cfg.Height) > maxPixels {
		return p, false
	}
	scale := min(width/float64(cfg.Width), height/float64(cfg.Height))
	return picture{id: w.put(data, kind), n: w.next(), alt: alt, w: scale * float64(cfg.Width), h: scale * float64(cfg.Height)}, true
}

// photos sets pictures with captions, two under each other or six in two columns
// on a page.
func (w *writer) photos(p doc.Photos) {
	f := w.form
	cols, rows := 1, 2
	if p.PerPage == 6 {
		cols, rows = 2, 3
	}
	if p.Title != "" {
		w.para(para{style: styleCaption, keepNext: true}, run{text: p.Title})
	}
	const between, titleRoom = 4.0, 14.0
	cellW := f.width() / float64(cols)
	cellH := (f.height() - titleRoom) / float64(rows)
	widths := make([]float64, cols)
	for i := range widths {
		widths[i] = cellW
	}
	if len(p.Items) == 0 {
		return
	}
	w.startTable(tableLook{width: f.width(), widths: widths})
	for from := 0; from < len(p.Items); from += cols {
		cells := []cell{}
		for i := range cols {
			c := cell{w: cellW}
			if from+i < len(p.Items) {
				c.paras = w.photo(p.Items[from+i], cellW-between, cellH-between)
			}
			cells = append(cells, c)
		}
		w.row(rowLook{min: cellH, exact: true, whole: true}, cells)
	}
	w.endTable()
}

// photo is one picture above its caption.
func (w *writer) photo(p doc.Photo, width, height float64) []cellPara {
	line := w.form.table * lineFactor * mmPerPoint
	lines := 0.0
	for _, text := range plainLines(p.Caption) {
		lines += float64(1 + int(textWidth(text, w.form.table)/width))
	}
	caption := cellPara{para{style: styleTable, align: doc.Center}, []run{{text: p.Caption}}}
	pic, ok := w.fitted(p.Data, p.Caption, width, height-line*lines-2)
	if !ok {
		w.warn("照片“%s”无法读取，没有写入。请换成 JPG 或 PNG 图片后重新生成。", p.Caption)
		return []cellPara{{para{style: styleTable, align: doc.Center}, []run{{text: "（照片无法读取）"}}}, caption}
	}
	return []cellPara{{para{style: styleTable, align: doc.Center, grows: true, keepNext: true}, []run{{picture: &pic}}}, caption}
}

// qr draws a code, nil with a warning when there is nothing to draw it.
func (w *writer) qr(text, name string) []byte {
	if w.opts.QR != nil {
		if data, err := w.opts.QR(text); err == nil {
			return data
		}
	}
	w.warn("二维码“%s”没有印出：内容为空或过长，请缩短内容后重新生成。", name)
	return nil
}

// code sets a QR code with its caption beside it.
func (w *writer) code(q doc.QR) {
	data := w.qr(q.Text, q.Caption)
	if data == nil {
		return
	}
	pic, ok := w.fitted(data, q.Caption, codeSize, codeSize)
	if !ok {
		return
	}
	width := w.form.width()
	widths := []float64{codeSize + 2*cellInset, width - codeSize - 2*cellInset}
	w.startTable(tableLook{width: width, widths: widths})
	w.row(rowLook{whole: true}, []cell{
		{w: widths[0], paras: []cellPara{{para{style: styleTable, grows: true, keepNext: w.keep}, []run{{picture: &pic}}}}},
		{w: widths[1], paras: []cellPara{{para{style: styleTable}, []run{{text: q.Caption}}}}},
	})
	w.endTable()
}

// inline writes a picture that stands in the text like a character.
func (x *xmlText) inline(p picture) {
	x.open("w:drawing")
	x.open("wp:inline", "distT", "0", "distB", "0", "distL", "0", "distR", "0")
	x.leaf("wp:extent", "cx", emu(p.w), "cy", emu(p.h))
	x.drawn(p)
	x.close()
	x.close()
}

// anchored writes a picture at a place on the page, measured in millimetres.
func (x *xmlText) anchored(p picture, left, top float64) {
	x.open("w:drawing")
	x.open("wp:anchor", "distT", "0", "distB", "0", "distL", "0", "distR", "0", "simplePos", "0", "relativeHeight", "2",
		"behindDoc", "0", "locked", "0", "layoutInCell", "1", "allowOverlap", "1")
	x.leaf("wp:simplePos", "x", "0", "y", "0")
	for _, at := range []struct {
		axis string
		mm   float64
	}{{"H", left}, {"V", top}} {
		x.open("wp:position"+at.axis, "relativeFrom", "page")
		x.open("wp:posOffset")
		x.text(emu(at.mm))
		x.close()
		x.close()
	}
	x.leaf("wp:extent", "cx", emu(p.w), "cy", emu(p.h))
	x.leaf("wp:effectExtent", "l", "0", "t", "0", "r", "0", "b", "0")
	x.leaf("wp:wrapNone")
	x.drawn(p)
	x.close()
	x.close()
}

// drawn writes what inline and anchored pictures share.
func (x *xmlText) drawn(p picture) {
	name := "图片 " + strconv.Itoa(p.n)
	x.leaf("wp:docPr", "id", strconv.Itoa(p.n), "name", name, "descr", p.alt)
	x.open("wp:cNvGraphicFramePr")
	x.leaf("a:graphicFrameLocks", "noChangeAspect", "1")
	x.close()
	x.open("a:graphic")
	x.open("a:graphicData", "uri", "http://schemas.openxmlformats.org/drawingml/2006/picture")
	x.open("pic:pic")
	x.open("pic:nvPicPr")
	x.leaf("pic:cNvPr", "id", strconv.Itoa(p.n), "name", name)
	x.leaf("pic:cNvPicPr")
	x.close()
	x.open("pic:blipFill")
	x.leaf("a:blip", "r:embed", p.id)
	x.open("a:stretch")
	x.leaf("a:fillRect")
	x.close()
	x.close()
	x.open("pic:spPr")
	x.open("a:xfrm")
	x.leaf("a:off", "x", "0", "y", "0")
	x.leaf("a:ext", "cx", emu(p.w), "cy", emu(p.h))
	x.close()
	x.open("a:prstGeom", "prst", "rect")
	x.leaf("a:avLst")
	x.close()
	x.close()
	x.close()
	x.close()
	x.close()
}
