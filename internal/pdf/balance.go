package pdf

import (
	"bytes"
	"compress/zlib"
	"io"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// maxContent is how much of a page's drawing is looked through; a longer one is
// taken to be in order, as nearly all are.
const maxContent = 8 << 20

// states counts the graphics states that a page's drawing leaves open and those
// it closes without having opened them.
func (f *File) states(contents []types.StreamDict) (open, lacking int) {
	var all bytes.Buffer
	for _, s := range contents {
		if !f.unpacked(&all, s) || all.Len() > maxContent {
			return 0, 0
		}
		all.WriteByte('\n') // a token never goes on in the next stream
	}
	return countStates(all.Bytes())
}

// countStates counts in a drawing: in a file of another house either fault makes
// what is drawn after it land anywhere.
func countStates(drawing []byte) (open, lacking int) {
	depth, least := 0, 0
	scanOperators(drawing, func(op []byte) {
		if len(op) != 1 {
			return
		}
		switch op[0] {
		case 'q':
			depth++
		case 'Q':
			depth--
			least = min(least, depth)
		}
	})
	return depth - least, -least
}

// unpacked writes the stream's data, as far as it is plain or deflated, up to the
// bound.
func (f *File) unpacked(into *bytes.Buffer, s types.StreamDict) bool {
	filter := f.deref(s.Dict["Filter"])
	if list, ok := filter.(types.Array); ok && len(list) == 1 {
		filter = f.deref(list[0])
	} else if ok && len(list) == 0 {
		filter = nil
	}
	switch {
	case filter == nil:
		into.Write(s.Raw[:min(len(s.Raw), maxContent+1)])
		return true
	case isName(filter, "FlateDecode"), isName(filter, "Fl"):
		r, err := zlib.NewReader(bytes.NewReader(s.Raw))
		if err != nil {
			return false
		}
		_, err = io.CopyN(into, r, int64(maxContent+1-min(into.Len(), maxContent)))
		return err == nil || err == io.EOF || err == io.ErrUnexpectedEOF
	}
	return false
}

// scanOperators calls each for every operator and operand that is no text, no
// name and no part of a picture.
func scanOperators(b []byte, each func([]byte)) {
	for i := 0; i < len(b); {
		switch c := b[i]; {
		case c == '(':
			i = afterText(b, i)
		case c == '%':
			for i < len(b) && b[i] != '\n' && b[i] != '\r' {
				i++
			}
		case c == '/':
			for i++; i < len(b) && regular(b[i]); i++ {
			}
		case c == '<' && i+1 < len(b) && b[i+1] != '<':
			for i < len(b) && b[i] != '>' {
				i++
			}
			i++
		case !regular(c):
			i++
		default:
			from := i
			for i < len(b) && regular(b[i]) {
				i++
			}
			if op := b[from:i]; string(op) == "ID" {
				i = afterPicture(b, i)
			} else {
				each(op)
			}
		}
	}
}

// afterText is the place behind a text in brackets.
func afterText(b []byte, i int) int {
	depth := 0
	for ; i < len(b); i++ {
		switch b[i] {
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return i
}

// afterPicture is the place behind a picture within the drawing.
func afterPicture(b []byte, i int) int {
	for ; i+2 < len(b); i++ {
		if b[i+1] == 'E' && b[i+2] == 'I' && !regular(b[i]) && (i+3 == len(b) || !regular(b[i+3])) {
			return i + 3
		}
	}
	return len(b)
}

// regular characters are those of operators, numbers and names.
func regular(c byte) bool {
	switch c {
	case 0, '\t', '\n', '\f', '\r', ' ', '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return false
	}
	return true
}
