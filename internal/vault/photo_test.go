package vault

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dudao/internal/office"
)

func newZip(w io.Writer) *zip.Writer { return zip.NewWriter(w) }

// picture is red at its upper left and blue elsewhere.
func picture(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{0, 0, 255, 255}
			if x < w/2 && y < h/2 {
				c = color.RGBA{255, 0, 0, 255}
			}
			img.SetRGBA(x, y, c)
		}
	}
	return img
}

// exif makes an APP1 segment with the time, the orientation and a place.
func exif(taken string, orientation uint16) []byte {
	const entry, head = 12, 8
	var tiff bytes.Buffer
	put := func(values ...any) {
		for _, v := range values {
			if err := binary.Write(&tiff, binary.LittleEndian, v); err != nil {
				panic(err)
			}
		}
	}
	ifd0 := uint32(head)
	sub := ifd0 + 2 + 3*entry + 4
	place := sub + 2 + 1*entry + 4
	data := place + 2 + 4*entry + 4
	put([]byte("II*\x00"), ifd0)
	put(uint16(3), uint16(0x0112), uint16(3), uint32(1), orientation, uint16(0), // Orientation
		uint16(0x8769), uint16(4), uint32(1), sub, // the Exif directory
		uint16(0x8825), uint16(4), uint32(1), place, uint32(0)) // the GPS directory
	put(uint16(1), uint16(0x9003), uint16(2), uint32(20), data, uint32(0)) // DateTimeOriginal
	put(uint16(4), uint16(1), uint16(2), uint32(2), []byte("N\x00\x00\x00"),
		uint16(2), uint16(5), uint32(3), data+20,
		uint16(3), uint16(2), uint32(2), []byte("E\x00\x00\x00"),
		uint16(4), uint16(5), uint32(3), data+44, uint32(0))
	put([]byte(taken + "\x00"))
	for range 2 {
		put(uint32(28), uint32(1), uint32(30), uint32(1), uint32(0), uint32(1)) // 28°30′0″
	}
	body := append([]byte("Exif\x00\x00"), tiff.Bytes()...)
	return append([]byte{0xFF, 0xE1, byte((len(body) + 2) >> 8), byte(len(body) + 2)}, body...)
}

// photo makes a JPEG as a telephone does.
func photo(t *testing.T, w, h int, taken string, orientation uint16) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, picture(w, h), nil); err != nil {
		t.Fatal(err)
	}
	out := append([]byte{}, b.Bytes()[:2]...)
	out = append(out, exif(taken, orientation)...)
	return append(out, b.Bytes()[2:]...)
}

func TestPhotoIsReadAndStripped(t *testing.T) {
	raw := photo(t, 800, 400, "2026:03:12 09:30:15", 6)
	p, err := ReadPhoto(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	if p.Width != 800 || p.TakenAt.Format("2006-01-02 15:04") != "2026-03-12 09:30" || !p.Located || p.Orientation != 6 {
		t.Fatalf("read: %+v", p)
	}
	small, err := Shrunk(bytes.NewReader(raw), 200)
	if err != nil {
		t.Fatal(err)
	}
	after, err := ReadPhoto(bytes.NewReader(small))
	if err != nil {
		t.Fatal(err)
	}
	if after.Located || !after.TakenAt.IsZero() || after.Orientation != 1 || bytes.Contains(small, []byte("Exif")) {
		t.Errorf("tags left after shrinking: %+v", after)
	}
	if after.Width != 100 || after.Height != 200 {
		t.Errorf("size %d×%d, want it upright at 100×200", after.Width, after.Height)
	}
	img, err := jpeg.Decode(bytes.NewReader(small))
	if err != nil {
		t.Fatal(err)
	}
	// Turned a quarter to the right, the red quarter is at the upper right.
	if r, _, b, _ := img.At(90, 10).RGBA(); r < b {
		t.Error("the picture was not turned")
	}
	if r, _, b, _ := img.At(10, 10).RGBA(); r > b {
		t.Error("the picture was turned the wrong way")
	}
}

func TestEachOrientationIsUpright(t *testing.T) {
	// Where the red quarter of the stored picture belongs, by orientation.
	at := map[int][2]bool{1: {false, false}, 2: {true, false}, 3: {true, true}, 4: {false, true}, 5: {false, false}, 6: {true, false}, 7: {true, true}, 8: {false, true}}
	for o, want := range at {
		got := upright(picture(8, 4), o)
		x, y := 1, 1
		if want[0] {
			x = got.Rect.Dx() - 2
		}
		if want[1] {
			y = got.Rect.Dy() - 2
		}
		if got.RGBAAt(x, y).R != 255 {
			t.Errorf("orientation %d: the red quarter is not at %d,%d", o, x, y)
		}
	}
}

func TestBadPhotosAreRefusedInWords(t *testing.T) {
	whole := photo(t, 400, 300, "2026:03:12 09:30:15", 1)
	var bomb bytes.Buffer
	if err := png.Encode(&bomb, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	huge := bomb.Bytes()
	binary.BigEndian.PutUint32(huge[16:], 60_000)
	binary.BigEndian.PutUint32(huge[20:], 60_000)
	for name, c := range map[string]struct {
		bytes []byte
		says  string
	}{
		"truncated":    {whole[:len(whole)/2], "不完整"},
		"not a photo":  {[]byte("督导记录"), "已损坏"},
		"bomb":         {fixCRC(huge), "太大"},
		"garbled tags": {append(append([]byte{}, whole[:30]...), bytes.Repeat([]byte{0xFF}, 100)...), "已损坏"},
	} {
		_, err := Shrunk(bytes.NewReader(c.bytes), 100)
		if office.CodeOf(err) != office.CodeFile || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// fixCRC makes the changed head of a PNG whole again.
func fixCRC(b []byte) []byte {
	binary.BigEndian.PutUint32(b[29:], crc32.ChecksumIEEE(b[12:29]))
	return b
}

func TestShrunkIsCached(t *testing.T) {
	v := openTest(t)
	cache := filepath.Join(t.TempDir(), "缓存")
	sha, _, err := v.Put(bytes.NewReader(photo(t, 640, 480, "2026:03:12 09:30:15", 1)))
	if err != nil {
		t.Fatal(err)
	}
	first, err := v.Shrunk(sha, 320, cache)
	if err != nil {
		t.Fatal(err)
	}
	again, err := v.Shrunk(sha, 320, cache)
	if err != nil || !bytes.Equal(first, again) {
		t.Errorf("second time: %v", err)
	}
	if files, err := os.ReadDir(cache); err != nil || len(files) != 1 {
		t.Errorf("cache: %v, %v", files, err)
	}
	if _, err := v.Shrunk(strings.Repeat("0", 64), 320, cache); office.CodeOf(err) != office.CodeNotFound {
		t.Errorf("a photo that is not there: %v", err)
	}
}

func BenchmarkShrunk(b *testing.B) {
	var raw bytes.Buffer
	if err := jpeg.Encode(&raw, picture(4000, 3000), nil); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Shrunk(bytes.NewReader(raw.Bytes()), 1600); err != nil {
			b.Fatal(err)
		}
	}
}
