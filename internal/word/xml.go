package word

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// namespaces are those of the parts that hold text.
var namespaces = []string{
	"xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
	"xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
	"xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
	"xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main",
	"xmlns:pic", "http://schemas.openxmlformats.org/drawingml/2006/picture",
}

// xmlText writes XML that is well-formed by construction: what is opened is
// closed in turn, and every value is escaped.
type xmlText struct {
	b    bytes.Buffer
	path []string
}

// leaf writes an element without content; attrs are names and values in turn.
func (x *xmlText) leaf(name string, attrs ...string) {
	x.tag(name, attrs)
	x.b.WriteString("/>")
}

func (x *xmlText) open(name string, attrs ...string) {
	x.tag(name, attrs)
	x.b.WriteByte('>')
	x.path = append(x.path, name)
}

func (x *xmlText) tag(name string, attrs []string) {
	if x.b.Len() == 0 {
		x.b.WriteString(xmlHead)
	}
	x.b.WriteByte('<')
	x.b.WriteString(name)
	for i := 0; i+1 < len(attrs); i += 2 {
		x.b.WriteByte(' ')
		x.b.WriteString(attrs[i])
		x.b.WriteString(`="`)
		x.text(attrs[i+1])
		x.b.WriteByte('"')
	}
}

// close closes the element opened last.
func (x *xmlText) close() {
	last := len(x.path) - 1
	x.b.WriteString("</" + x.path[last] + ">")
	x.path = x.path[:last]
}

func (x *xmlText) closeAll() {
	for len(x.path) > 0 {
		x.close()
	}
}

// value writes an element whose only attribute is w:val.
func (x *xmlText) value(name, val string) { x.leaf(name, "w:val", val) }

// flag writes an element that is set by being there.
func (x *xmlText) flag(name string, on bool) {
	if on {
		x.leaf(name)
	}
}

func (x *xmlText) text(s string) { escape(&x.b, s) }

func (x *xmlText) bytes() []byte { return x.b.Bytes() }

// escape writes a text as XML, without the characters that XML forbids.
func escape(b *bytes.Buffer, s string) {
	for _, r := range s {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&quot;")
		case r == '\t' || r == '\n' || r == '\r':
			b.WriteString("&#" + strconv.Itoa(int(r)) + ";")
		case !inXML(r):
			// A control character pasted from somewhere: Word would refuse the file.
		default:
			b.WriteRune(r)
		}
	}
}

// inXML tells whether XML 1.0 allows the character; a broken byte is read as
// RuneError and kept as the sign for it.
func inXML(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= ' ' && r < 0xFFFE && utf8.ValidRune(r) || r >= 0x10000
}

// plainLines are the lines of a text, whatever ends them.
func plainLines(s string) []string {
	return strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s), "\n")
}
