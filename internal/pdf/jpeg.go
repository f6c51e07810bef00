package pdf

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
)

// tail is how far before the end of a JPEG its last sign is looked for: phones
// write a second picture or a note behind it.
const tail = 1 << 20

// readJPEG reads the segments before the picture's own data, and looks whether
// the data has an end.
func (im *Image) readJPEG(r io.ReadSeeker) error {
	if _, err := r.Seek(2, io.SeekStart); err != nil {
		return err
	}
	in := bufio.NewReaderSize(r, 1<<12)
	at := int64(2)
	for {
		marker, n, err := jpegSegment(in)
		if err != nil {
			return err
		}
		at += n
		if marker == 0xD9 {
			return errors.New("ends before it begins")
		}
		length, err := segmentLength(in)
		if err != nil {
			return err
		}
		body := make([]byte, length)
		if _, err := io.ReadFull(in, body); err != nil {
			return err
		}
		at += int64(length) + 2
		switch {
		case marker == 0xDA:
			if im.w == 0 {
				return errors.New("no size")
			}
			return im.hasEnd(r, at)
		case marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC:
			if err := im.frame(marker, body); err != nil {
				return err
			}
		case marker == 0xE1:
			if turn := exifTurn(body); turn > 0 {
				im.turn = turn
			}
		case marker == 0xEE && len(body) >= 12 && string(body[:5]) == "Adobe":
			im.invert = true
		}
		if im.parts > 0 && im.parts != 4 {
			im.invert = false
		}
	}
}

// jpegSegment reads up to the next marker and returns it with the bytes read.
func jpegSegment(in *bufio.Reader) (marker byte, n int64, err error) {
	b, err := in.ReadByte()
	if err != nil {
		return 0, 0, err
	}
	if b != 0xFF {
		return 0, 0, errors.New("no marker where one must be")
	}
	for n = 1; b == 0xFF; n++ {
		if b, err = in.ReadByte(); err != nil {
			return 0, 0, err
		}
	}
	return b, n, nil
}

// segmentLength reads the length of what follows it.
func segmentLength(in *bufio.Reader) (int, error) {
	var two [2]byte
	if _, err := io.ReadFull(in, two[:]); err != nil {
		return 0, err
	}
	n := int(binary.BigEndian.Uint16(two[:])) - 2
	if n < 0 {
		return 0, errors.New("a segment without length")
	}
	return n, nil
}

// frame reads the size. Only what every reader of PDF knows is taken: eight bits,
// Huffman codes.
func (im *Image) frame(marker byte, body []byte) error {
	if marker > 0xC2 || len(body) < 6 || body[0] != 8 {
		return errors.New("a kind of JPEG that is not for print")
	}
	im.h, im.w, im.parts = int(binary.BigEndian.Uint16(body[1:])), int(binary.BigEndian.Uint16(body[3:])), int(body[5])
	if im.parts != 1 && im.parts != 3 && im.parts != 4 || len(body) < 6+3*im.parts {
		return errors.New("an odd number of colours")
	}
	return nil
}

// hasEnd looks for the end sign behind the place where the data begins.
func (im *Image) hasEnd(r io.ReadSeeker, from int64) error {
	for _, back := range []int64{2, tail} { // as a rule the sign is the last
		at := max(from, im.size-back)
		if _, err := r.Seek(at, io.SeekStart); err != nil {
			return err
		}
		rest := make([]byte, max(0, im.size-at))
		if _, err := io.ReadFull(r, rest); err != nil {
			return err
		}
		if bytes.Contains(rest, []byte{0xFF, 0xD9}) {
			return nil
		}
	}
	return errors.New("cut off")
}

// exifTurn is the entry of an EXIF segment that says which way is up, 0 for none.
func exifTurn(body []byte) int {
	if !bytes.HasPrefix(body, []byte("Exif\x00\x00")) || len(body) < 16 {
		return 0
	}
	t := body[6:]
	var order binary.ByteOrder = binary.LittleEndian
	if t[0] == 'M' {
		order = binary.BigEndian
	}
	at := int64(order.Uint32(t[4:]))
	if at+2 > int64(len(t)) {
		return 0
	}
	count := int64(order.Uint16(t[at:]))
	for i := range count {
		e := at + 2 + i*12
		if e+12 > int64(len(t)) {
			return 0
		}
		if order.Uint16(t[e:]) == 0x0112 {
			if turn := int(order.Uint16(t[e+8:])); turn >= 1 && turn <= 8 {
				return turn
			}
			return 0
		}
	}
	return 0
}
