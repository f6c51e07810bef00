package pdf

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"io"
	"strconv"
)

const pngSign = "\x89PNG\r\n\x1a\n"

// mostPlait is the largest interlaced PNG, which can only be read as a whole.
const mostPlait = 16_000_000

// pngHead is what stands in a PNG before its rows.
type pngHead struct {
	bits, kind, plait byte
	palette, clear    []byte
	data              int64 // bytes of all IDAT
}

// plain tells whether the rows can be taken as they are: nothing shines through
// them and they stand in their order.
func (h pngHead) plain() bool { return h.kind <= 3 && len(h.clear) == 0 && h.plait == 0 }

// channels are the values of one pixel.
func (h pngHead) channels() int {
	return [7]int{0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[h.kind]
}

// readPNG walks through the chunks and compares their sums.
func (im *Image) readPNG(r io.ReadSeeker) error {
	if _, err := r.Seek(int64(len(pngSign)), io.SeekStart); err != nil {
		return err
	}
	in := bufio.NewReaderSize(r, 1<<16)
	for first := true; ; first = false {
		kind, length, err := pngChunk(in)
		if err != nil {
			return err
		}
		if first != (kind == "IHDR") {
			return errors.New("no head")
		}
		sum := crc32.NewIEEE()
		io.WriteString(sum, kind)
		var body bytes.Buffer
		var into io.Writer = sum
		if kind == "IHDR" || kind == "PLTE" || kind == "tRNS" || kind == "eXIf" {
			if length > 1<<16 {
				return errors.New("a chunk that is too long")
			}
			into = io.MultiWriter(sum, &body)
		}
		if _, err := io.CopyN(into, in, length); err != nil {
			return err
		}
		var four [4]byte
		if _, err := io.ReadFull(in, four[:]); err != nil {
			return err
		}
		if binary.BigEndian.Uint32(four[:]) != sum.Sum32() {
			return errors.New("a chunk is damaged")
		}
		switch kind {
		case "IHDR":
			if err := im.pngHead(body.Bytes()); err != nil {
				return err
			}
		case "PLTE":
			im.png.palette = body.Bytes()
		case "tRNS":
			im.png.clear = body.Bytes()
		case "eXIf":
			if turn := exifTurn(append([]byte("Exif\x00\x00"), body.Bytes()...)); turn > 0 {
				im.turn = turn
			}
		case "IDAT":
			im.png.data += length
		case "IEND":
			return im.pngWhole()
		}
	}
}

func pngChunk(in io.Reader) (kind string, length int64, err error) {
	var head [8]byte
	if _, err := io.ReadFull(in, head[:]); err != nil {
		return "", 0, err
	}
	return string(head[4:]), int64(binary.BigEndian.Uint32(head[:])), nil
}

func (im *Image) pngHead(b []byte) error {
	if len(b) != 13 || b[10] != 0 || b[11] != 0 || b[12] > 1 {
		return errors.New("a head that is none")
	}
	w, h := binary.BigEndian.Uint32(b), binary.BigEndian.Uint32(b[4:])
	if w > mostSide || h > mostSide {
		return largeImage(im.name)
	}
	im.w, im.h = int(w), int(h)
	im.png.bits, im.png.kind, im.png.plait = b[8], b[9], b[12]
	allowed := map[byte][]byte{0: {1, 2, 4, 8, 16}, 2: {8, 16}, 3: {1, 2, 4, 8}, 4: {8, 16}, 6: {8, 16}}
	if !bytes.Contains(allowed[b[9]], []byte{b[8]}) {
		return errors.New("a kind of PNG that does not exist")
	}
	return nil
}

// pngWhole tells whether everything was there.
func (im *Image) pngWhole() error {
	h := im.png
	if h.data == 0 || h.kind == 3 && (len(h.palette) < 3 || len(h.palette)%3 != 0) {
		return errors.New("rows or palette are missing")
	}
	if h.plait == 1 && im.w*im.h > mostPlait {
		return largeImage(im.name)
	}
	return nil
}

// pngData is the data of all IDAT chunks, one after the other.
type pngData struct {
	in   *bufio.Reader
	left int64
}

func newPNGData(r io.ReadSeeker) (*pngData, error) {
	_, err := r.Seek(int64(len(pngSign)), io.SeekStart)
	return &pngData{in: bufio.NewReaderSize(r, 1<<16)}, err
}

func (d *pngData) Read(b []byte) (int, error) {
	for d.left == 0 {
		kind, length, err := pngChunk(d.in)
		if err != nil || kind == "IEND" {
			return 0, errors.Join(err, io.EOF)
		}
		if kind == "IDAT" {
			d.left = length
			if length > 0 {
				break
			}
			length = 0
		}
		if _, err := io.CopyN(io.Discard, d.in, length+4); err != nil {
			return 0, err
		}
	}
	n, err := d.in.Read(b[:min(int64(len(b)), d.left)])
	if d.left -= int64(n); d.left == 0 && err == nil {
		_, err = d.in.Discard(4)
	}
	return n, err
}

// plainPNG copies the rows as they are packed.
func (v *Volume) plainPNG(n int, im *Image, r io.ReadSeeker) error {
	data, err := newPNGData(r)
	if err != nil {
		return err
	}
	h := im.png
	space := "/DeviceGray"
	switch h.kind {
	case 2:
		space = "/DeviceRGB"
	case 3:
		most := min(len(h.palette)/3, 1<<h.bits)
		space = "[/Indexed/DeviceRGB " + strconv.Itoa(most-1) + "<" + hex.EncodeToString(h.palette[:3*most]) + ">]"
	}
	v.w.streamFrom(n, im.dict(im.w, im.h, space, int(h.bits))+"/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors "+strconv.Itoa(h.channels())+
		"/BitsPerComponent "+strconv.Itoa(int(h.bits))+"/Columns "+strconv.Itoa(im.w)+">>", data, h.data)
	return v.w.err
}

// drawnPNG reads the rows one by one, lays them on white, takes the mean of
// neighbours where there are too many, and packs them anew.
func (v *Volume) drawnPNG(n int, im *Image, r io.ReadSeeker) error {
	if im.png.plait == 1 {
		return v.plaitedPNG(n, im, r)
	}
	data, err := newPNGData(r)
	if err != nil {
		return err
	}
	unpacked, err := zlib.NewReader(data)
	if err != nil {
		return err
	}
	step := 1
	for im.w*im.h > wholePixels && max(im.w, im.h)/step > smallSide {
		step++
	}
	w, h := im.w/step, im.h/step
	v.w.streamOf(n, im.dict(max(1, w), max(1, h), "/DeviceRGB", 8)+"/Filter/FlateDecode", func(out io.Writer) error {
		rows := &pngRows{im: im, in: bufio.NewReaderSize(unpacked, 1<<16)}
		return packed(out, func(pack io.Writer) error { return shrunkRows(pack, im.w, im.h, step, rows.next) })
	})
	return v.w.err
}

// packed deflates what is written.
func packed(out io.Writer, write func(io.Writer) error) error {
	pack, err := zlib.NewWriterLevel(out, zlib.BestSpeed)
	if err != nil {
		return err
	}
	return errors.Join(write(pack), pack.Close())
}

// shrunkRows writes the mean of step × step pixels for each of them.
func shrunkRows(out io.Writer, w, h, step int, next func() ([]byte, error)) error {
	step = max(1, min(step, w, h))
	sums, line := make([]uint32, w/step*3), make([]byte, w/step*3)
	for range h / step {
		clear(sums)
		for range step {
			row, err := next()
			if err != nil {
				return err
			}
			for x := range w / step {
				to, from := sums[x*3:x*3+3], row[x*step*3:(x+1)*step*3]
				for i := 0; i+2 < len(from); i += 3 {
					to[0] += uint32(from[i])
					to[1] += uint32(from[i+1])
					to[2] += uint32(from[i+2])
				}
			}
		}
		for i, s := range sums {
			line[i] = byte(s / uint32(step*step))
		}
		if _, err := out.Write(line); err != nil {
			return err
		}
	}
	return nil
}

// plaitedPNG is one whose rows do not stand in their order; it is small.
func (v *Volume) plaitedPNG(n int, im *Image, r io.ReadSeeker) error {
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return err
	}
	whole, err := png.Decode(bufio.NewReader(r))
	if err != nil {
		return err
	}
	y := -1
	v.w.streamOf(n, im.dict(im.w, im.h, "/DeviceRGB", 8)+"/Filter/FlateDecode", func(out io.Writer) error {
		return packed(out, func(pack io.Writer) error {
			return shrunkRows(pack, im.w, im.h, 1, func() ([]byte, error) {
				y++
				return rowOf(whole, y), nil
			})
		})
	})
	return v.w.err
}

func rowOf(whole image.Image, y int) []byte {
	b := whole.Bounds()
	row := make([]byte, 0, b.Dx()*3)
	for x := range b.Dx() {
		c := color.NRGBAModel.Convert(whole.At(b.Min.X+x, b.Min.Y+y)).(color.NRGBA)
		row = append(row, onWhite(c.R, c.A), onWhite(c.G, c.A), onWhite(c.B, c.A))
	}
	return row
}

// onWhite is a colour through which white shines.
func onWhite(c, alpha byte) byte {
	return byte((int(c)*int(alpha) + 255*(255-int(alpha)) + 127) / 255)
}
