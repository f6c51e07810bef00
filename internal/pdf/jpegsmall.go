package pdf

import (
	"bufio"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"io"
)

// A JPEG too large to be given to a reader of PDF is made an eighth as wide and
// high: each block of 8 × 8 pixels stores its mean apart from the rest, so that
// neither the picture nor a block of it need ever be computed. Only the means
// are held, a sixty-fourth.

var errShortJPEG = errors.New("the data of the picture ends too early")

// means reads the mean of each block of a JPEG.
type means struct {
	im       *Image
	in       *bufio.Reader
	parts    []meanPart
	hMax     int
	vMax     int
	gradual  bool // a progressive JPEG
	quant    [4]int
	dc, ac   [4]*huffman
	interval int // of restarts, in units

	bits  uint32
	count int
}

// meanPart is one colour.
type meanPart struct {
	id, h, v, quant int
	wide, high      int // blocks, those that fill up the last unit with them
	plane           []int16
	last            int
	dc, ac          *huffman
}

// smallJPEG writes the picture an eighth as large.
func (v *Volume) smallJPEG(n int, im *Image, r io.Reader) error {
	if im.parts == 4 {
		return largeImage(im.name)
	}
	m := &means{im: im, in: bufio.NewReaderSize(r, 1<<16)}
	if err := m.read(); err != nil {
		return err
	}
	small := m.picture()
	size := small.Bounds().Size()
	v.w.streamOf(n, im.dict(size.X, size.Y, "/DeviceRGB", 8)+"/Filter/DCTDecode", func(out io.Writer) error {
		return jpeg.Encode(out, small, &jpeg.Options{Quality: 90})
	})
	return v.w.err
}

func (m *means) read() error {
	if _, err := m.in.Discard(2); err != nil {
		return err
	}
	for {
		marker, err := m.marker()
		if err != nil {
			return err
		}
		if marker == 0xD9 {
			return nil
		}
		if marker >= 0xD0 && marker <= 0xD7 {
			continue
		}
		length, err := segmentLength(m.in)
		if err != nil {
			return err
		}
		body := make([]byte, length)
		if _, err := io.ReadFull(m.in, body); err != nil {
			return err
		}
		switch {
		case marker == 0xDB:
			err = m.quants(body)
		case marker == 0xC4:
			err = m.codes(body)
		case marker >= 0xC0 && marker <= 0xC2:
			err = m.frame(marker, body)
		case marker == 0xDD && len(body) >= 2:
			m.interval = int(binary.BigEndian.Uint16(body))
		case marker == 0xDA:
			err = m.scan(body)
		}
		if err != nil {
			return err
		}
	}
}

// marker goes on to the next marker, over data that is not wanted.
func (m *means) marker() (byte, error) {
	for {
		b, err := m.in.ReadByte()
		if err != nil {
			return 0, errShortJPEG
		}
		for b == 0xFF {
			if b, err = m.in.ReadByte(); err != nil {
				return 0, errShortJPEG
			}
			if b != 0xFF && b != 0 {
				return b, nil
			}
		}
	}
}

func (m *means) quants(b []byte) error {
	for len(b) > 0 {
		size, at := 64, int(b[0]&3)
		if b[0]>>4 > 0 {
			size = 128
		}
		if len(b) < 1+size {
			return errShortJPEG
		}
		if m.quant[at] = int(b[1]); size == 128 {
			m.quant[at] = int(binary.BigEndian.Uint16(b[1:]))
		}
		b = b[1+size:]
	}
	return nil
}

func (m *means) codes(b []byte) error {
	for len(b) > 0 {
		if len(b) < 17 {
			return errShortJPEG
		}
		h, used, err := newHuffman(b[1:])
		if err != nil {
			return err
		}
		if at := b[0] & 3; b[0]>>4 == 0 {
			m.dc[at] = h
		} else {
			m.ac[at] = h
		}
		b = b[1+used:]
	}
	return nil
}

func (m *means) frame(marker byte, b []byte) error {
	if m.parts != nil {
		return errors.New("two pictures in one")
	}
	m.gradual = marker == 0xC2
	for i := range m.im.parts {
		c := b[6+3*i:]
		p := meanPart{id: int(c[0]), h: int(c[1] >> 4), v: int(c[1] & 15), quant: int(c[2] & 3)}
		if p.h < 1 || p.h > 4 || p.v < 1 || p.v > 4 {
			return errors.New("an odd share of pixels")
		}
		m.hMax, m.vMax = max(m.hMax, p.h), max(m.vMax, p.v)
		m.parts = append(m.parts, p)
	}
	across, down := ceil(m.im.w, 8*m.hMax), ceil(m.im.h, 8*m.vMax)
	for i := range m.parts {
		p := &m.parts[i]
		p.wide, p.high = across*p.h, down*p.v
		p.plane = make([]int16, p.wide*p.high)
	}
	return nil
}

func ceil(a, b int) int { return (a + b - 1) / b }

// scan reads one pass over the picture, or over one colour of it.
func (m *means) scan(b []byte) error {
	if len(b) < 1 || len(b) < 4+2*int(b[0]) || m.parts == nil {
		return errShortJPEG
	}
	parts := []*meanPart{}
	for i := range int(b[0]) {
		for j := range m.parts {
			if p := &m.parts[j]; p.id == int(b[1+2*i]) {
				p.dc, p.ac = m.dc[b[2+2*i]>>4&3], m.ac[b[2+2*i]&3]
				parts = append(parts, p)
			}
		}
	}
	from, high, low := b[len(b)-3], b[len(b)-1]>>4, int(b[len(b)-1]&15)
	if from > 0 { // finer detail only: the next marker is looked for
		return nil
	}
	if len(parts) != int(b[0]) || len(parts) == 0 {
		return errors.New("an unknown colour")
	}
	for _, p := range parts {
		if high == 0 && (p.dc == nil || !m.gradual && p.ac == nil) {
			return errors.New("a code is missing")
		}
	}
	return m.units(parts, high > 0, low)
}

// units reads the blocks in their order, with a new start after every interval.
func (m *means) units(parts []*meanPart, finer bool, low int) error {
	m.restart(parts)
	across, down := ceil(m.im.w, 8*m.hMax), ceil(m.im.h, 8*m.vMax)
	alone := len(parts) == 1
	if alone {
		p := parts[0]
		across = ceil(ceil(m.im.w*p.h, m.hMax), 8)
		down = ceil(ceil(m.im.h*p.v, m.vMax), 8)
	}
	for unit := range across * down {
		if m.interval > 0 && unit > 0 && unit%m.interval == 0 {
			marker, err := m.marker()
			if err != nil || marker < 0xD0 || marker > 0xD7 {
				return errShortJPEG
			}
			m.restart(parts)
		}
		x, y := unit%across, unit/across
		for _, p := range parts {
			h, v := p.h, p.v
			if alone {
				h, v = 1, 1
			}
			for j := range v {
				for i := range h {
					if err := m.block(p, &p.plane[(y*v+j)*p.wide+x*h+i], finer, low); err != nil {
						return err
					}
				}
			}
		}
	}
	m.restart(parts)
	return nil
}

func (m *means) restart(parts []*meanPart) {
	m.bits, m.count = 0, 0
	for _, p := range parts {
		p.last = 0
	}
}

func (m *means) block(p *meanPart, mean *int16, finer bool, low int) error {
	if finer {
		bit, err := m.take(1)
		*mean |= int16(bit << low)
		return err
	}
	size, err := m.symbol(p.dc)
	if err != nil {
		return err
	}
	if size > 15 {
		return errShortJPEG
	}
	diff, err := m.take(size)
	if err != nil {
		return err
	}
	if size > 0 && diff < 1<<(size-1) {
		diff += -1<<size + 1
	}
	p.last += diff
	*mean = int16(p.last << low)
	for k := 1; k < 64 && !m.gradual; {
		s, err := m.symbol(p.ac)
		if err != nil {
			return err
		}
		run, size := s>>4, s&15
		if size == 0 && run < 15 {
			break
		}
		if _, err := m.take(size); err != nil {
			return err
		}
		k += run + 1
	}
	return nil
}

// fill brings more bits, as long as there is data.
func (m *means) fill(n int) error {
	for m.count < n {
		next, err := m.in.Peek(2)
		if err != nil || next[0] == 0xFF && next[1] != 0 {
			return errShortJPEG
		}
		m.bits, m.count = m.bits<<8|uint32(next[0]), m.count+8
		skip := 1
		if next[0] == 0xFF {
			skip = 2
		}
		if _, err := m.in.Discard(skip); err != nil {
			return err
		}
	}
	return nil
}

func (m *means) take(n int) (int, error) {
	if n == 0 {
		return 0, nil
	}
	if err := m.fill(n); err != nil {
		return 0, err
	}
	m.count -= n
	return int(m.bits >> m.count & (1<<n - 1)), nil
}

// huffman is a code of a JPEG.
type huffman struct {
	first  [17]int // first code of each length
	count  [17]int
	offset [17]int
	values []byte
	fast   [256]uint16 // by eight bits: length and value
}

func newHuffman(b []byte) (h *huffman, used int, err error) {
	h = &huffman{}
	code, total := 0, 0
	for n := 1; n <= 16; n++ {
		h.first[n], h.count[n], h.offset[n] = code, int(b[n-1]), total
		code = (code + h.count[n]) << 1
		total += h.count[n]
	}
	if total > 256 || len(b) < 16+total {
		return nil, 0, errShortJPEG
	}
	h.values = append([]byte(nil), b[16:16+total]...)
	for n := 1; n <= 8; n++ {
		for i := range h.count[n] {
			from := (h.first[n] + i) << (8 - n)
			for j := range 1 << (8 - n) {
				if from+j < len(h.fast) {
					h.fast[from+j] = uint16(n)<<8 | uint16(h.values[h.offset[n]+i])
				}
			}
		}
	}
	return h, 16 + total, nil
}

func (m *means) symbol(h *huffman) (int, error) {
	if m.count < 8 {
		_ = m.fill(8) // near the end there may be fewer bits, and they may be enough
	}
	if m.count >= 8 {
		if f := h.fast[m.bits>>(m.count-8)&0xFF]; f > 0 {
			m.count -= int(f >> 8)
			return int(f & 0xFF), nil
		}
	}
	code := 0
	for n := 1; n <= 16; n++ {
		bit, err := m.take(1)
		if err != nil {
			return 0, err
		}
		code = code<<1 | bit
		if i := code - h.first[n]; i >= 0 && i < h.count[n] {
			return int(h.values[h.offset[n]+i]), nil
		}
	}
	return 0, errors.New("an unknown code")
}

// picture puts the means together.
func (m *means) picture() image.Image {
	w, h := max(1, m.im.w/8), max(1, m.im.h/8)
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	value := func(p *meanPart, x, y int) uint8 {
		v := 128 + int(p.plane[(y*p.v/m.vMax)*p.wide+x*p.h/m.hMax])*m.quant[p.quant]/8
		return uint8(max(0, min(255, v)))
	}
	for y := range h {
		for x := range w {
			c := color.RGBA{A: 255}
			c.R = value(&m.parts[0], x, y)
			c.G, c.B = c.R, c.R
			if len(m.parts) == 3 {
				c.R, c.G, c.B = color.YCbCrToRGB(c.R, value(&m.parts[1], x, y), value(&m.parts[2], x, y))
			}
			out.SetRGBA(x, y, c)
		}
	}
	return out
}
