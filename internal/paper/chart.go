package paper

import (
	"math"
	"strconv"

	"dudao/internal/doc"
)

// Sizes of a chart in millimetres.
const (
	plotHeight = 58.0 // of upright bars
	barBand    = 7.5  // room of one lying bar
	seriesBand = 4.6  // each further bar of the same label
	axisGap    = 1.2
	narrowBar  = 6.0 // under it the values are set in smaller type
	tickCount  = 5
)

// chart draws bars (统计图) in greys and hatches that a photocopier keeps apart,
// each with its value. Short labels get upright bars, long or many ones lying bars.
func (l *layout) chart(c doc.Chart) {
	if len(c.Labels) == 0 || len(c.Series) == 0 {
		return
	}
	d := &chartDrawing{l: l, c: c, w: l.form.tw}
	d.small = style{face: Song, size: sizeSmall5}
	d.lineH = d.small.size * mmPerPoint * 1.4
	d.figure = d.small
	d.scale()
	l.gap = max(l.gap, blockGap)
	if c.Title != "" {
		title := c.Title
		if c.Unit != "" {
			title += "（单位：" + c.Unit + "）"
		}
		l.caption(title)
	}
	if len(c.Series) > 1 {
		d.legend()
	}
	if d.upright() {
		d.drawUpright()
	} else {
		d.drawLying()
	}
	d.l.add(slab{h: d.h, boxes: d.boxes})
	l.gap = blockGap
}

type chartDrawing struct {
	l      *layout
	c      doc.Chart
	small  style
	figure style // of the values on the bars
	lineH  float64
	w, h   float64
	top    float64 // of the axis
	step   float64
	boxes  []Box
}

// value is Series s at label i; ok is false where there is none.
func (d *chartDrawing) value(s, i int) (float64, bool) {
	values := d.c.Series[s].Values
	if i >= len(values) || math.IsNaN(values[i]) || math.IsInf(values[i], 0) {
		return 0, false
	}
	return max(0, values[i]), true
}

// scale chooses a round end of the axis and its steps of 1, 2 or 5.
func (d *chartDrawing) scale() {
	most := d.c.Max
	for s := range d.c.Series {
		for i := range d.c.Labels {
			if v, ok := d.value(s, i); ok {
				most = max(most, v)
			}
		}
	}
	if most <= 0 {
		most = 1
	}
	raw := most / tickCount
	power := math.Pow(10, math.Floor(math.Log10(raw)))
	d.step = 10 * power
	for _, f := range []float64{1, 2, 5} {
		if f*power >= raw-1e-9 {
			d.step = f * power
			break
		}
	}
	d.top = math.Ceil(most/d.step-1e-9) * d.step
}

func (d *chartDrawing) upright() bool {
	const most = 14
	band := d.w / float64(len(d.c.Labels))
	if len(d.c.Labels) > most {
		return false
	}
	for _, label := range d.c.Labels {
		if d.width(label) > band-1.5 {
			return false
		}
	}
	return true
}

func (d *chartDrawing) width(s string) float64 { return d.l.textWidth(s, &d.small) }

func (d *chartDrawing) text(s string, x, y, w float64, align doc.Align) {
	d.boxes = append(d.boxes, moved(d.l.line(s, &d.small, x, w, d.lineH, align), 0, y)...)
}

// mark writes a value on white, so that the lines of the scale do not strike it
// out.
func (d *chartDrawing) mark(s string, x, y, w float64, align doc.Align) {
	from := len(d.boxes)
	d.boxes = append(d.boxes, moved(d.l.line(s, &d.figure, x, w, d.lineH, align), 0, y)...)
	for _, b := range d.boxes[from:] {
		white := Box{Kind: FillBox, X: b.X - 0.3, Y: b.Y, W: b.W + 0.6, H: b.H, Gray: 1}
		d.boxes = append(d.boxes[:from], white, b)
	}
}

func faint(b Box) Box {
	b.Gray = 0.75
	return b
}

func number(v float64) string {
	return strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64)
}

// legend names the patterns above the plot.
func (d *chartDrawing) legend() {
	const key, gap = 6.0, 8.0
	total := -gap
	for _, s := range d.c.Series {
		total += key + 1.5 + d.width(s.Name) + gap
	}
	x := max(0, (d.w-total)/2)
	for i, s := range d.c.Series {
		d.boxes = append(d.boxes, Box{Kind: BarBox, X: x, Y: 1, W: key, H: d.lineH - 2, Pattern: i})
		w := d.width(s.Name)
		d.text(s.Name, x+key+1.5, 0, w, doc.Left)
		x += key + 1.5 + w + gap
	}
	d.h = d.lineH + 1
}

func (d *chartDrawing) drawUpright() {
	axis := 0.0
	for v := 0.0; v <= d.top+1e-9; v += d.step {
		axis = max(axis, d.width(number(v)))
	}
	axis += axisGap
	top := d.h + d.lineH // room for the value on the highest bar
	base := top + plotHeight
	for v := 0.0; v <= d.top+1e-9; v += d.step {
		y := base - plotHeight*v/d.top
		d.boxes = append(d.boxes, faint(hline(axis, y, d.w-axis, 0.1)))
		d.text(number(v), 0, y-d.lineH/2, axis-axisGap, doc.Right)
	}
	band := (d.w - axis) / float64(len(d.c.Labels))
	bar := min(10, band*0.72/float64(len(d.c.Series)))
	if len(d.c.Series) > 1 && bar < narrowBar {
		d.figure.size = size6
	}
	for i, label := range d.c.Labels {
		x := axis + band*float64(i)
		start := x + (band-bar*float64(len(d.c.Series)))/2
		for s := range d.c.Series {
			bx := start + bar*float64(s)
			v, ok := d.value(s, i)
			h := plotHeight * v / d.top
			if ok && h > 0 {
				d.boxes = append(d.boxes, Box{Kind: BarBox, X: bx, Y: base - h, W: bar, H: h, Pattern: s})
			}
			d.mark(valueText(v, ok), bx-4, base-h-d.lineH, bar+8, doc.Center)
		}
		d.text(label, x, base+0.6, band, doc.Center)
	}
	d.boxes = append(d.boxes, hline(axis, base, d.w-axis, thin*1.5), vline(axis, top, plotHeight, thin*1.5))
	d.h = base + d.lineH + 1
}

func (d *chartDrawing) drawLying() {
	labels, values := 0.0, 0.0
	for i, label := range d.c.Labels {
		labels = max(labels, d.width(label))
		for s := range d.c.Series {
			values = max(values, d.width(valueText(d.value(s, i))))
		}
	}
	labels = min(labels, d.w*0.4) + axisGap
	plot := d.w - labels - values - 2*axisGap
	top := d.h + 1
	band := barBand + seriesBand*float64(len(d.c.Series)-1)
	// A page holds what it holds: many labels get narrower bands.
	if room := d.l.form.th - top - 25; band*float64(len(d.c.Labels)) > room {
		band = room / float64(len(d.c.Labels))
	}
	height := band * float64(len(d.c.Labels))
	for v := 0.0; v <= d.top+1e-9; v += d.step {
		x := labels + plot*v/d.top
		d.boxes = append(d.boxes, faint(vline(x, top, height, 0.1)))
		d.text(number(v), x-10, top+height+0.4, 20, doc.Center)
	}
	bar := band * 0.66 / float64(len(d.c.Series))
	for i, label := range d.c.Labels {
		y := top + band*float64(i)
		d.text(label, 0, y+(band-d.lineH)/2, labels-axisGap, doc.Right)
		for s := range d.c.Series {
			by := y + band*0.17 + bar*float64(s)
			v, ok := d.value(s, i)
			w := plot * v / d.top
			if ok && w > 0 {
				d.boxes = append(d.boxes, Box{Kind: BarBox, X: labels, Y: by, W: w, H: bar, Pattern: s})
			}
			d.mark(valueText(v, ok), labels+w+axisGap, by+(bar-d.lineH)/2, values+1, doc.Left)
		}
	}
	d.boxes = append(d.boxes, vline(labels, top, height, thin*1.5))
	d.h = top + height + d.lineH + 1
}

func valueText(v float64, ok bool) string {
	if !ok {
		return "—"
	}
	return number(v)
}
