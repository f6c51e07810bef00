package paper

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"sort"
)

// A paper uses a few hundred of a font's 30,000 glyphs. gopdf keeps the original
// numbering and so writes the whole loca and hmtx tables (35–57 KB and 12–17 ms
// for each font of each document) and parses 15 MB before that. subset cuts the
// wanted glyphs out first and hands gopdf a font of a few kilobytes in which each
// character has its own glyph, so that every character can be found again by
// text extraction even where the original shares one glyph between two.

// flags of a composite glyph (glyf table).
const (
	argsAreWords   = 0x0001
	haveScale      = 0x0008
	moreComponents = 0x0020
	haveXYScale    = 0x0040
	haveTwoByTwo   = 0x0080
)

// subset returns a TrueType file that holds the given runes only.
func (f *sfnt) subset(runes []rune) ([]byte, error) {
	runes = slices.Clone(runes)
	slices.Sort(runes)
	runes = slices.Compact(runes)
	old := make([]uint16, 1, len(runes)+1) // new glyph number -> original; 0 is .notdef
	for _, r := range runes {
		gid, ok := f.glyph(r)
		if !ok {
			return nil, fmt.Errorf("the font cannot show U+%04X", r)
		}
		old = append(old, gid)
	}
	glyf, loca, old, err := f.cutGlyphs(old)
	if err != nil {
		return nil, err
	}
	tables := map[string][]byte{
		"cmap": cmapTable(runes),
		"glyf": glyf,
		"loca": loca,
		"hmtx": f.cutMetrics(old),
		"head": longLocaHead(f.head),
		"hhea": withUint16(f.hhea, 34, uint16(len(old))),
		"maxp": withUint16(f.maxp, 4, uint16(len(old))),
		"name": nameTable("Subset"),
		"post": append([]byte{0, 3, 0, 0}, make([]byte, 28)...),
	}
	for _, tag := range []string{"OS/2", "cvt ", "fpgm", "prep"} {
		if tables[tag], err = f.table(tag); err != nil {
			return nil, err
		}
	}
	if len(tables["OS/2"]) < 96 { // gopdf insists on one
		tables["OS/2"] = append(tables["OS/2"], make([]byte, 96-len(tables["OS/2"]))...)
	}
	return joinTables(tables), nil
}

// cutGlyphs copies the outlines of old in order, appends the parts of composite
// glyphs, and renumbers them. It returns the grown list too.
func (f *sfnt) cutGlyphs(old []uint16) (glyf, loca []byte, all []uint16, err error) {
	part := map[uint16]uint16{} // original -> new number, for parts of composites
	for i := 0; i < len(old); i++ {
		outline, err := f.outline(old[i])
		if err != nil {
			return nil, nil, nil, err
		}
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		if len(outline) >= 10 && int16(be16(outline)) < 0 {
			outline = slices.Clone(outline)
			old, err = renumberParts(outline, old, part)
			if err != nil {
				return nil, nil, nil, err
			}
		}
		glyf = append(glyf, outline...)
		glyf = append(glyf, make([]byte, -len(glyf)&3)...)
	}
	return glyf, binary.BigEndian.AppendUint32(loca, uint32(len(glyf))), old, nil
}

// renumberParts gives each component of a composite outline its new number.
func renumberParts(outline []byte, old []uint16, part map[uint16]uint16) ([]uint16, error) {
	for p := 10; ; {
		if p+4 > len(outline) {
			return nil, fmt.Errorf("a composite glyph is cut off")
		}
		flags, gid := be16(outline[p:]), be16(outline[p+2:])
		n, ok := part[gid]
		if !ok {
			n = uint16(len(old))
			part[gid] = n
			old = append(old, gid)
		}
		binary.BigEndian.PutUint16(outline[p+2:], n)
		p += 6
		if flags&argsAreWords != 0 {
			p += 2
		}
		switch {
		case flags&haveScale != 0:
			p += 2
		case flags&haveXYScale != 0:
			p += 4
		case flags&haveTwoByTwo != 0:
			p += 8
		}
		if flags&moreComponents == 0 {
			return old, nil
		}
	}
}

func (f *sfnt) cutMetrics(old []uint16) []byte {
	out := make([]byte, 0, 4*len(old))
	for _, gid := range old {
		i := int(f.own(gid))
		bearing := 4*i + 2
		if i >= f.metrics {
			bearing = 4*f.metrics + 2*(i-f.metrics)
			i = f.metrics - 1
		}
		out = append(out, f.hmtx[4*i:4*i+2]...)
		if bearing+2 > len(f.hmtx) {
			out = append(out, 0, 0)
			continue
		}
		out = append(out, f.hmtx[bearing:bearing+2]...)
	}
	return out
}

// cmapTable maps the sorted runes to the glyphs 1, 2, 3 …: format 4 for the BMP
// and, when needed, format 12 for the rest, as gopdf reads them.
func cmapTable(runes []rune) []byte {
	type group struct {
		from, to rune
		gid      int
	}
	var low, all []group
	for i, r := range runes {
		if n := len(all); n > 0 && all[n-1].to == r-1 && r != 0x10000 {
			all[n-1].to = r
			continue
		}
		all = append(all, group{r, r, i + 1})
	}
	for _, g := range all {
		if g.to < 0x10000 {
			low = append(low, g)
		}
	}
	low = append(low, group{0xFFFF, 0xFFFF, 0x10000}) // the required last segment, glyph 0
	var ends, starts, deltas, offsets []byte
	for _, g := range low {
		ends = binary.BigEndian.AppendUint16(ends, uint16(g.to))
		starts = binary.BigEndian.AppendUint16(starts, uint16(g.from))
		deltas = binary.BigEndian.AppendUint16(deltas, uint16(g.gid-int(g.from)))
		offsets = append(offsets, 0, 0)
	}
	f4 := u16s(4, 16+8*len(low), 0, 2*len(low), 0, 0, 0)
	f4 = slices.Concat(f4, ends, []byte{0, 0}, starts, deltas, offsets)
	if len(low)-1 == len(all) {
		return slices.Concat(u16s(0, 1, 3, 1, 0, 12), f4)
	}
	f12 := slices.Concat(u16s(12, 0), u32s(16+12*len(all), 0, len(all)))
	for _, g := range all {
		f12 = append(f12, u32s(int(g.from), int(g.to), g.gid)...)
	}
	head := slices.Concat(u16s(0, 2, 3, 1), u32s(20), u16s(3, 10), u32s(20+len(f4)))
	return slices.Concat(head, f4, f12)
}

// nameTable holds the one name gopdf asks for.
func nameTable(name string) []byte {
	return append(u16s(0, 1, 18, 1, 0, 0, 6, len(name), 0), name...)
}

// longLocaHead marks the loca table as one of 32-bit offsets.
func longLocaHead(head []byte) []byte { return withUint16(head, 50, 1) }

func withUint16(table []byte, at int, v uint16) []byte {
	out := bytes.Clone(table)
	binary.BigEndian.PutUint16(out[at:], v)
	return out
}

// joinTables writes the font file: directory, then each table padded to four
// bytes. Check sums of zero are left: PDF readers do not look at them.
func joinTables(tables map[string][]byte) []byte {
	tags := make([]string, 0, len(tables))
	for tag, data := range tables {
		if len(data) > 0 || tag == "glyf" {
			tags = append(tags, tag)
		}
	}
	sort.Strings(tags)
	out := slices.Concat([]byte{0, 1, 0, 0}, u16s(len(tags), 0, 0, 0))
	offset := len(out) + 16*len(tags)
	for _, tag := range tags {
		out = append(out, tag...)
		out = append(out, u32s(0, offset, len(tables[tag]))...)
		offset += (len(tables[tag]) + 3) &^ 3
	}
	for _, tag := range tags {
		out = append(out, tables[tag]...)
		out = append(out, make([]byte, -len(out)&3)...)
	}
	return out
}

func u16s(values ...int) []byte {
	var out []byte
	for _, v := range values {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	return out
}

func u32s(values ...int) []byte {
	var out []byte
	for _, v := range values {
		out = binary.BigEndian.AppendUint32(out, uint32(v))
	}
	return out
}
