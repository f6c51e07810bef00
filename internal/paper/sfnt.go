package paper

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// errOutlines says that a font file has no TrueType outlines (CFF), which gopdf
// cannot embed.
var errOutlines = errors.New("the font has no TrueType outlines")

// sfnt is one face of a TrueType file or collection (字体文件), opened for reading.
// Only its small tables are held in memory; outlines are read when a page needs
// them. An sfnt does not change after openSfnt and may be used by several
// goroutines.
type sfnt struct {
	src      io.ReaderAt
	tables   map[string]tableRange
	upem     int
	glyphs   int
	metrics  int // entries of hmtx that carry an advance
	longLoca bool
	head     []byte
	hhea     []byte
	maxp     []byte
	hmtx     []byte
	loca     []byte
	bmp      []uint16 // glyph of each rune below U+10000
	beyond   map[rune]uint16
	signs    []sign // numbered after the font's own glyphs
}

type tableRange struct{ offset, length int64 }

// maxTable bounds what a damaged table directory can make us read.
const maxTable = 64 << 20

// openSfnt reads face number index of src; a plain .ttf has the face 0 only.
func openSfnt(src io.ReaderAt, index int) (*sfnt, error) {
	f := &sfnt{src: src}
	start, err := f.faceOffset(index)
	if err != nil {
		return nil, err
	}
	if err := f.readDirectory(start); err != nil {
		return nil, err
	}
	if _, ok := f.tables["glyf"]; !ok {
		return nil, errOutlines
	}
	for tag, into := range map[string]*[]byte{"head": &f.head, "hhea": &f.hhea, "maxp": &f.maxp, "hmtx": &f.hmtx, "loca": &f.loca} {
		if *into, err = f.table(tag); err != nil {
			return nil, err
		}
	}
	if len(f.head) < 54 || len(f.hhea) < 36 || len(f.maxp) < 6 {
		return nil, errors.New("the font's tables are too short")
	}
	f.upem = int(be16(f.head[18:]))
	f.longLoca = be16(f.head[50:]) != 0
	f.metrics = int(be16(f.hhea[34:]))
	f.glyphs = int(be16(f.maxp[4:]))
	entry := 2
	if f.longLoca {
		entry = 4
	}
	if f.upem == 0 || f.metrics == 0 || len(f.hmtx) < 4*f.metrics || len(f.loca) < entry*(f.glyphs+1) {
		return nil, errors.New("the font's tables contradict each other")
	}
	if err := f.readCmap(); err != nil {
		return nil, err
	}
	f.composeSigns()
	return f, nil
}

// faceOffset finds where the table directory of a face starts: a collection
// (.ttc) lists its faces first.
func (f *sfnt) faceOffset(index int) (int64, error) {
	head, err := f.bytes(0, 12)
	if err != nil {
		return 0, err
	}
	if string(head[:4]) != "ttcf" {
		if index != 0 {
			return 0, fmt.Errorf("the font has no face %d", index)
		}
		return 0, nil
	}
	if index >= int(be32(head[8:])) {
		return 0, fmt.Errorf("the collection has no face %d", index)
	}
	entry, err := f.bytes(int64(12+4*index), 4)
	if err != nil {
		return 0, err
	}
	return int64(be32(entry)), nil
}

func (f *sfnt) readDirectory(start int64) error {
	head, err := f.bytes(start, 12)
	if err != nil {
		return err
	}
	switch string(head[:4]) {
	case "\x00\x01\x00\x00", "true":
	default:
		return errOutlines
	}
	count := int(be16(head[4:]))
	dir, err := f.bytes(start+12, int64(16*count))
	if err != nil {
		return err
	}
	f.tables = make(map[string]tableRange, count)
	for i := range count {
		e := dir[16*i:]
		f.tables[string(e[:4])] = tableRange{int64(be32(e[8:])), int64(be32(e[12:]))}
	}
	return nil
}

// table returns the bytes of a table, nil when the font has none.
func (f *sfnt) table(tag string) ([]byte, error) {
	t, ok := f.tables[tag]
	if !ok {
		return nil, nil
	}
	return f.bytes(t.offset, t.length)
}

func (f *sfnt) bytes(offset, length int64) ([]byte, error) {
	if offset < 0 || length < 0 || length > maxTable {
		return nil, errors.New("the font's table directory is damaged")
	}
	if length > 0 { // a damaged length must not fetch memory for what is not there
		var last [1]byte
		if n, _ := f.src.ReadAt(last[:], offset+length-1); n == 0 {
			return nil, io.ErrUnexpectedEOF
		}
	}
	b := make([]byte, length)
	n, err := f.src.ReadAt(b, offset)
	if n < len(b) {
		return nil, fmt.Errorf("read the font: %w", err)
	}
	return b, nil
}

// readCmap fills the rune-to-glyph tables from the best Unicode subtable.
func (f *sfnt) readCmap() error {
	cmap, err := f.table("cmap")
	if err != nil {
		return err
	}
	if len(cmap) < 4 {
		return errors.New("the font has no character map")
	}
	f.bmp = make([]uint16, 0x10000)
	f.beyond = map[rune]uint16{}
	found := false
	for i := range int(be16(cmap[2:])) {
		e := 4 + 8*i
		if e+8 > len(cmap) {
			break
		}
		platform, encoding, at := be16(cmap[e:]), be16(cmap[e+2:]), int(be32(cmap[e+4:]))
		unicode := platform == 0 || platform == 3 && (encoding == 1 || encoding == 10)
		if !unicode || at+16 > len(cmap) {
			continue
		}
		switch be16(cmap[at:]) {
		case 4:
			found = f.readFormat4(cmap[at:]) || found
		case 12:
			found = f.readFormat12(cmap[at:]) || found
		}
	}
	if !found {
		return errors.New("the font has no Unicode character map")
	}
	return nil
}

func (f *sfnt) readFormat4(t []byte) bool {
	segments := int(be16(t[6:])) / 2
	if len(t) < 16+8*segments {
		return false
	}
	for s := range segments {
		end := int(be16(t[14+2*s:]))
		start := int(be16(t[16+2*segments+2*s:]))
		delta := int(be16(t[16+4*segments+2*s:]))
		at := 16 + 6*segments + 2*s
		rangeOffset := int(be16(t[at:]))
		for c := start; c <= end && c != 0xFFFF; c++ {
			gid := c
			if rangeOffset != 0 {
				p := at + rangeOffset + 2*(c-start)
				if p+2 > len(t) {
					break
				}
				if gid = int(be16(t[p:])); gid == 0 {
					continue
				}
			}
			f.bmp[c] = uint16(gid + delta)
		}
	}
	return true
}

func (f *sfnt) readFormat12(t []byte) bool {
	groups := int(be32(t[12:]))
	if groups < 0 || len(t) < 16 || groups > (len(t)-16)/12 {
		return false
	}
	next := uint32(0) // groups come in order; a damaged table must not map a character again and again
	for g := range groups {
		e := t[16+12*g:]
		start, end, gid := be32(e), be32(e[4:]), be32(e[8:])
		if start < next || end > 0x10FFFF || end < start || end-start > 0xFFFF {
			continue
		}
		next = end + 1
		for c := start; c <= end; c++ {
			id := uint16(gid + c - start)
			if c < 0x10000 {
				f.bmp[c] = id
			} else {
				f.beyond[rune(c)] = id
			}
		}
	}
	return true
}

// glyph returns the glyph of r and whether the font can show it. A character
// whose outline is empty counts as missing unless it is a space: a silent blank
// in a name is worse than a visible gap.
func (f *sfnt) glyph(r rune) (uint16, bool) {
	var gid uint16
	if r >= 0 && r < 0x10000 {
		gid = f.bmp[r]
	} else {
		gid = f.beyond[r]
	}
	if int(gid) >= f.glyphs && int(gid)-f.glyphs < len(f.signs) {
		return gid, true
	}
	if gid == 0 || int(gid) >= f.glyphs {
		return 0, false
	}
	from, to := f.outlineRange(gid)
	return gid, to > from || isSpace(r)
}

// advance is the width of a glyph in thousandths of the type size.
func (f *sfnt) advance(gid uint16) float64 {
	i := min(int(f.own(gid)), f.metrics-1)
	return float64(be16(f.hmtx[4*i:])) * 1000 / float64(f.upem)
}

func (f *sfnt) outlineRange(gid uint16) (from, to int64) {
	i := int(gid)
	if f.longLoca {
		return int64(be32(f.loca[4*i:])), int64(be32(f.loca[4*i+4:]))
	}
	return 2 * int64(be16(f.loca[2*i:])), 2 * int64(be16(f.loca[2*i+2:]))
}

// outline reads the drawing of a glyph; empty for a space.
func (f *sfnt) outline(gid uint16) ([]byte, error) {
	if sign := int(gid) - f.glyphs; sign >= 0 {
		if sign >= len(f.signs) {
			return nil, errors.New("a part of a composite glyph is not in the font")
		}
		return f.signs[sign].outline, nil
	}
	from, to := f.outlineRange(gid)
	glyf := f.tables["glyf"]
	if to <= from || to > glyf.length {
		return nil, nil
	}
	return f.bytes(glyf.offset+from, to-from)
}

func be16(b []byte) uint16 { return binary.BigEndian.Uint16(b) }
func be32(b []byte) uint32 { return binary.BigEndian.Uint32(b) }
