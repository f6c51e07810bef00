package desk

import (
	"bytes"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"testing"
)

// A telephone writes where a photo was taken into it; none of that may reach
// the printed 督导记录表.
func TestPrintedPhotoCarriesNoPlace(t *testing.T) {
	d, _ := openTest(t, t.TempDir())
	form := addVisit(t, d)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 60, 40)), nil); err != nil {
		t.Fatal(err)
	}
	note := []byte("Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x00SECRET-PLACE")
	segment := append([]byte{0xFF, 0xE1, 0, byte(len(note) + 2)}, note...)
	path := filepath.Join(t.TempDir(), "食堂.jpg")
	whole := append(append(append([]byte{}, b.Bytes()[:2]...), segment...), b.Bytes()[2:]...)
	if err := os.WriteFile(path, whole, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Screens().Files.Attach(AttachInput{OwnerKind: "visit", OwnerID: form.Visit.ID, Paths: []string{path}}); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "记录.pdf")
	if _, err := d.PrintForm("visit", form.Visit.Number, out); err != nil {
		t.Fatal(err)
	}
	pdf, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(pdf, []byte("/DCTDecode")) {
		t.Error("the photo is not in the PDF")
	}
	if bytes.Contains(pdf, []byte("SECRET-PLACE")) {
		t.Error("the camera's notes are in the PDF")
	}
}
