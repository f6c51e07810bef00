package paper

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"strconv"
	"sync"
	"time"
	"unicode/utf16"
)

// gopdf v0.33.0 writes a code point above U+FFFF as five hexadecimal digits, so
// that readers find another character in its place; it puts the information
// dictionary where the standard does not allow it; and it drops the error of any
// object it could not write. mend reads gopdf's own regular output object by
// object, sets these right and writes the file with a new cross-reference table.

// info is the information dictionary of a file.
type info struct {
	title   string
	created time.Time
}

const maxEntries = 100 // of one bfchar block, by the standard

func mend(in []byte, about info) ([]byte, error) {
	offsets, start, err := objectOffsets(in)
	if err != nil {
		return nil, err
	}
	out := bytes.NewBuffer(make([]byte, 0, len(in)+1024))
	out.Write(in[:offsets[0]])
	at := make([]int, 0, len(offsets)+1)
	for i, from := range offsets {
		to := start
		if i+1 < len(offsets) {
			to = offsets[i+1]
		}
		object := in[from:to]
		head := fmt.Sprintf("%d 0 obj\n", i+1)
		if !bytes.HasPrefix(object, []byte(head)) || !bytes.HasSuffix(object, []byte("endobj\n\n")) || len(object) < len(head)+len("endobj\n\n")+2 {
			return nil, fmt.Errorf("object %d of the PDF is incomplete", i+1)
		}
		at = append(at, out.Len())
		if bytes.Contains(object[:min(len(object), 64)], []byte("/CIDInit")) {
			out.WriteString(head)
			if err := writeToUnicode(out, object); err != nil {
				return nil, err
			}
			out.WriteString("endobj\n\n")
			continue
		}
		out.Write(object)
	}
	at = append(at, out.Len())
	writeInfo(out, len(at), about)
	writeXref(out, at)
	return out.Bytes(), nil
}

// objectOffsets reads the cross-reference table that gopdf wrote.
func objectOffsets(in []byte) (offsets []int, xref int, err error) {
	bad := errors.New("the PDF has no cross-reference table")
	tail := bytes.LastIndex(in, []byte("startxref\n"))
	if tail < 0 {
		return nil, 0, bad
	}
	line, _, _ := bytes.Cut(in[tail+len("startxref\n"):], []byte("\n"))
	xref, err = strconv.Atoi(string(line))
	if err != nil || xref < 0 || xref >= tail || !bytes.HasPrefix(in[xref:], []byte("xref\n0 ")) {
		return nil, 0, bad
	}
	var first, count int
	if _, err := fmt.Sscanf(string(in[xref+5:xref+30]), "%d %d", &first, &count); err != nil || count < 2 {
		return nil, 0, bad
	}
	rows := in[xref:tail]
	for range 3 { // “xref”, “0 n”, the free entry
		_, rows, _ = bytes.Cut(rows, []byte("\n"))
	}
	for range count - 1 {
		row, rest, ok := bytes.Cut(rows, []byte("\n"))
		if !ok || len(row) < 10 {
			return nil, 0, bad
		}
		n, err := strconv.Atoi(string(row[:10]))
		if err != nil || n > xref {
			return nil, 0, bad
		}
		offsets, rows = append(offsets, n), rest
	}
	return offsets, xref, nil
}

// packers are compressors to be used again: a new one takes most of a megabyte,
// and a month has thousands of maps of a few hundred bytes.
var packers = sync.Pool{New: func() any { return zlib.NewWriter(io.Discard) }}

// writeToUnicode writes a ToUnicode map anew from gopdf's “<glyph><glyph><code>”
// lines: UTF-16, blocks of at most 100 entries, compressed.
func writeToUnicode(out *bytes.Buffer, object []byte) error {
	var cmap bytes.Buffer
	cmap.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	_, body, _ := bytes.Cut(object, []byte("beginbfrange\n"))
	body, _, found := bytes.Cut(body, []byte("endbfrange"))
	if !found {
		return errors.New("a ToUnicode map of the PDF is incomplete")
	}
	lines := bytes.Split(bytes.TrimSpace(body), []byte("\n"))
	for len(lines) > 0 && len(lines[0]) > 0 {
		block := lines[:min(len(lines), maxEntries)]
		lines = lines[len(block):]
		fmt.Fprintf(&cmap, "%d beginbfchar\n", len(block))
		for _, line := range block {
			var glyph, same, code rune
			if _, err := fmt.Sscanf(string(line), "<%x><%x><%x>", &glyph, &same, &code); err != nil {
				return fmt.Errorf("read a ToUnicode map of the PDF: %w", err)
			}
			fmt.Fprintf(&cmap, "<%04X> <%s>\n", glyph, utf16Hex(string(code)))
		}
		cmap.WriteString("endbfchar\n")
	}
	cmap.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	var packed bytes.Buffer
	z := packers.Get().(*zlib.Writer)
	defer packers.Put(z)
	z.Reset(&packed)
	if _, err := z.Write(cmap.Bytes()); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	fmt.Fprintf(out, "<<\n/Filter /FlateDecode\n/Length %d\n>>\nstream\n", packed.Len())
	out.Write(packed.Bytes())
	out.WriteString("\nendstream\n")
	return nil
}

func utf16Hex(s string) string {
	var b bytes.Buffer
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return b.String()
}

func writeInfo(out *bytes.Buffer, id int, about info) {
	fmt.Fprintf(out, "%d 0 obj\n<<\n/Title <FEFF%s>\n/Producer <FEFF%s>\n", id, utf16Hex(about.title), utf16Hex("督导台账"))
	if !about.created.IsZero() {
		stamp := about.created.UTC().Format("20060102150405")
		fmt.Fprintf(out, "/CreationDate (D:%sZ)\n/ModDate (D:%sZ)\n", stamp, stamp)
	}
	out.WriteString(">>\nendobj\n\n")
}

// writeXref closes the file. Its identity is taken from its content, so that the
// same document gives the same bytes.
func writeXref(out *bytes.Buffer, at []int) {
	sum := sha256.Sum256(out.Bytes())
	start := out.Len()
	fmt.Fprintf(out, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, offset := range at {
		fmt.Fprintf(out, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(out, "trailer\n<<\n/Size %d\n/Root 1 0 R\n/Info %d 0 R\n/ID [<%x> <%x>]\n>>\nstartxref\n%d\n%%%%EOF\n",
		len(at)+1, len(at), sum[:16], sum[:16], start)
}
