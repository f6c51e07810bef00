package scan

import (
	"bytes"
	"encoding/binary"
	"io"

	"dudao/internal/office"
)

// maxFrames bounds the pages of one TIFF.
const maxFrames = 5000

// IsTIFF tells a TIFF by its first bytes.
func IsTIFF(head []byte) bool {
	return bytes.HasPrefix(head, []byte("II*\x00")) || bytes.HasPrefix(head, []byte("MM\x00*"))
}

// TIFF is the pages of a TIFF; scanners put a whole stack into one.
type TIFF struct {
	data   []byte
	order  binary.ByteOrder
	frames []uint32 // where the directory of each page begins
}

// OpenTIFF finds the pages of a TIFF.
func OpenTIFF(data []byte) (*TIFF, error) {
	broken := office.Errorf(office.CodeFile, "TIFF 图片已损坏或不完整，请重新扫描，或另存为 PDF。")
	if len(data) < 8 || !IsTIFF(data) {
		return nil, broken
	}
	t := &TIFF{data: bytes.Clone(data), order: binary.LittleEndian} // whose first bytes are written over
	if data[0] == 'M' {
		t.order = binary.BigEndian
	}
	seen := map[uint32]bool{}
	for at := t.order.Uint32(data[4:]); at != 0; {
		if seen[at] || len(t.frames) == maxFrames || int64(at)+2 > int64(len(data)) {
			return nil, broken
		}
		seen[at] = true
		t.frames = append(t.frames, at)
		next := int64(at) + 2 + 12*int64(t.order.Uint16(data[at:]))
		if next+4 > int64(len(data)) {
			return nil, broken
		}
		at = t.order.Uint32(data[next:])
	}
	if len(t.frames) == 0 {
		return nil, broken
	}
	return t, nil
}

// Pages is how many pages it has.
func (t *TIFF) Pages() int { return len(t.frames) }

// Page is the TIFF as if it began with the page (the first is 0). One is read at
// a time: the next one changes what the last one gives.
func (t *TIFF) Page(i int) io.ReadSeekCloser {
	t.order.PutUint32(t.data[4:], t.frames[i])
	return unclosed{bytes.NewReader(t.data)}
}

type unclosed struct{ *bytes.Reader }

func (unclosed) Close() error { return nil }
