package pdf

import (
	"encoding/binary"
	"errors"
	"io"
)

// pngRows unpacks a PNG row by row.
type pngRows struct {
	im         *Image
	in         io.Reader
	row, above []byte
	rgb        []byte
}

// next is the next row in red, green and blue of eight bits, on white. It is good
// until the following call.
func (p *pngRows) next() ([]byte, error) {
	h := p.im.png
	size := (p.im.w*h.channels()*int(h.bits) + 7) / 8
	if p.row == nil {
		p.row, p.above, p.rgb = make([]byte, size), make([]byte, size), make([]byte, p.im.w*3)
	}
	p.row, p.above = p.above, p.row
	var filter [1]byte
	if _, err := io.ReadFull(p.in, filter[:]); err != nil {
		return nil, err
	}
	if _, err := io.ReadFull(p.in, p.row); err != nil {
		return nil, err
	}
	if err := unfilter(filter[0], p.row, p.above, max(1, h.channels()*int(h.bits)/8)); err != nil {
		return nil, err
	}
	switch {
	case h.kind == 2 && h.bits == 8 && len(h.clear) == 0: // what nearly all large ones are
		return p.row, nil
	case h.kind == 0 && h.bits == 8 && len(h.clear) == 0:
		for x, v := range p.row {
			p.rgb[x*3], p.rgb[x*3+1], p.rgb[x*3+2] = v, v, v
		}
	default:
		for x := range p.im.w {
			p.pixel(x)
		}
	}
	return p.rgb, nil
}

// unfilter sets right a row that is stored as its difference from its neighbours.
func unfilter(kind byte, row, above []byte, step int) error {
	switch kind {
	case 0:
	case 1:
		for i := step; i < len(row); i++ {
			row[i] += row[i-step]
		}
	case 2:
		for i := range row {
			row[i] += above[i]
		}
	case 3:
		for i := range row {
			left := 0
			if i >= step {
				left = int(row[i-step])
			}
			row[i] += byte((left + int(above[i])) / 2)
		}
	case 4:
		for i := range row {
			left, corner := 0, 0
			if i >= step {
				left, corner = int(row[i-step]), int(above[i-step])
			}
			row[i] += nearest(left, int(above[i]), corner)
		}
	default:
		return errors.New("an unknown filter")
	}
	return nil
}

// nearest is the neighbour that is nearest to left + up - corner.
func nearest(left, up, corner int) byte {
	away := func(a, b int) int { return max(a-b, b-a) }
	guess := left + up - corner
	l, u, c := away(guess, left), away(guess, up), away(guess, corner)
	switch {
	case l <= u && l <= c:
		return byte(left)
	case u <= c:
		return byte(up)
	}
	return byte(corner)
}

// pixel writes one pixel of the row into rgb.
func (p *pngRows) pixel(x int) {
	h, out := p.im.png, p.rgb[x*3:x*3+3]
	switch h.kind {
	case 3:
		i := int(p.sample(x))
		alpha := byte(255)
		if i < len(h.clear) {
			alpha = h.clear[i]
		}
		for c := range 3 {
			v := byte(0)
			if i*3+c < len(h.palette) {
				v = h.palette[i*3+c]
			}
			out[c] = onWhite(v, alpha)
		}
	case 0, 4:
		v, full := p.sample(x*h.channels()), uint16(1<<h.bits-1)
		alpha := full
		if h.kind == 4 {
			alpha = p.sample(x*2 + 1)
		} else if len(h.clear) == 2 && binary.BigEndian.Uint16(h.clear) == v {
			alpha = 0
		}
		g := onWhite(eight(v, full), eight(alpha, full))
		out[0], out[1], out[2] = g, g, g
	default:
		p.colours(x, out)
	}
}

func (p *pngRows) colours(x int, out []byte) {
	h := p.im.png
	full := uint16(1<<h.bits - 1)
	var v [4]uint16
	v[3] = full
	for c := range h.channels() {
		v[c] = p.sample(x*h.channels() + c)
	}
	if h.kind == 2 && len(h.clear) == 6 && binary.BigEndian.Uint16(h.clear) == v[0] &&
		binary.BigEndian.Uint16(h.clear[2:]) == v[1] && binary.BigEndian.Uint16(h.clear[4:]) == v[2] {
		v[3] = 0
	}
	for c := range 3 {
		out[c] = onWhite(eight(v[c], full), eight(v[3], full))
	}
}

// sample is the value at a place of the row, in as many bits as it has.
func (p *pngRows) sample(i int) uint16 {
	switch bits := int(p.im.png.bits); bits {
	case 16:
		return binary.BigEndian.Uint16(p.row[i*2:])
	case 8:
		return uint16(p.row[i])
	default:
		at := i * bits
		return uint16(p.row[at/8]>>(8-bits-at%8)) & (1<<bits - 1)
	}
}

// eight is a value in eight bits.
func eight(v, full uint16) byte { return byte(uint32(v) * 255 / uint32(full)) }
