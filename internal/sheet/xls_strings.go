package sheet

import (
	"encoding/binary"
	"unicode/utf16"
)

// shortString reads a string with a one-byte length and a flag byte.
func shortString(b []byte) (string, int) {
	if len(b) < 2 {
		return "", len(b)
	}
	return characters(b[1:], int(b[0]))
}

// longString reads a string with a two-byte length and a flag byte.
func longString(b []byte) (string, int) {
	if len(b) < 3 {
		return "", len(b)
	}
	return characters(b[2:], int(binary.LittleEndian.Uint16(b)))
}

func characters(b []byte, n int) (string, int) {
	wide := b[0]&1 != 0
	b = b[1:]
	if !wide {
		n = min(n, len(b))
		return latin(b[:n]), n
	}
	n = min(n, len(b)/2)
	return utf16Text(b[:2*n]), 2 * n
}

func latin(b []byte) string {
	runes := make([]rune, len(b))
	for i, c := range b {
		runes[i] = rune(c)
	}
	return string(runes)
}

func utf16Text(b []byte) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	return string(utf16.Decode(units))
}

// readSST reads the shared strings, which run on over CONTINUE records; within a
// string each of them begins with a new flag byte.
func (w *biff) readSST(body []byte) {
	segments := [][]byte{body}
	for {
		at := w.pos
		id, more, ok := w.next()
		if !ok || id != recContinue {
			w.pos = at
			break
		}
		segments = append(segments, more)
	}
	if len(body) < 8 {
		return
	}
	s := &sstReader{segments: segments, pos: 8}
	unique := int(binary.LittleEndian.Uint32(body[4:]))
	for i := 0; i < unique && !s.ended(); i++ {
		w.strings = append(w.strings, s.read())
	}
}

type sstReader struct {
	segments [][]byte
	seg, pos int
}

func (s *sstReader) ended() bool {
	for s.seg < len(s.segments) && s.pos >= len(s.segments[s.seg]) {
		s.seg, s.pos = s.seg+1, 0
	}
	return s.seg >= len(s.segments)
}

func (s *sstReader) byte() byte {
	if s.ended() {
		return 0
	}
	s.pos++
	return s.segments[s.seg][s.pos-1]
}

func (s *sstReader) uint(n int) int {
	v := 0
	for i := range n {
		v |= int(s.byte()) << (8 * i)
	}
	return v
}

func (s *sstReader) skip(n int) {
	for n > 0 && !s.ended() {
		k := min(n, len(s.segments[s.seg])-s.pos)
		s.pos += k
		n -= k
	}
}

func (s *sstReader) read() string {
	n := s.uint(2)
	flags := s.byte()
	runs, extra := 0, 0
	if flags&8 != 0 {
		runs = s.uint(2)
	}
	if flags&4 != 0 {
		extra = s.uint(4)
	}
	var units []uint16
	wide := flags&1 != 0
	for len(units) < n {
		if s.seg < len(s.segments) && s.pos >= len(s.segments[s.seg]) {
			if s.ended() {
				break
			}
			wide = s.byte()&1 != 0
			continue
		}
		if s.ended() {
			break
		}
		if wide {
			units = append(units, uint16(s.uint(2)))
		} else {
			units = append(units, uint16(s.byte()))
		}
	}
	s.skip(4*runs + extra)
	return string(utf16.Decode(units))
}
