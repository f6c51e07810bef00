package desk

import (
	"bytes"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"testing"

	"dudao/internal/office"
)

// A photo that is marked 含个人信息 is on the office's own paper and not on one for
// inspectors or for everyone.
func TestAMarkedPhotoStaysOffPapersThatLeave(t *testing.T) {
	t.Parallel()
	d, _ := openTest(t, t.TempDir())
	form := addVisit(t, d)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 60, 40)), nil); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "学生名单.jpg")
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Screens().Files.Attach(AttachInput{OwnerKind: "visit", OwnerID: form.Visit.ID, Paths: []string{path}}); err != nil {
		t.Fatal(err)
	}
	pictured := func(level string) (n int) {
		t.Helper()
		for _, ext := range []string{".pdf", ".docx"} {
			out := filepath.Join(t.TempDir(), "记录"+ext)
			if _, err := d.PrintFormAt("visit", form.Visit.Number, out, level); err != nil {
				t.Fatal(err)
			}
			made, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			if bytes.Contains(made, []byte("/DCTDecode")) || bytes.Contains(made, []byte("word/media/")) && bytes.Contains(made, []byte(".jp")) {
				n++
			}
		}
		return n
	}
	before := map[string]int{}
	for _, level := range office.PaperLevels {
		if before[level] = pictured(level); before[level] == 0 {
			t.Fatalf("%s: the photo is on no paper", level)
		}
	}
	list, err := d.Screens().Files.List("visit", form.Visit.ID)
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	list[0].Personal = true
	if _, err := d.Screens().Files.SaveAttachment(list[0]); err != nil {
		t.Fatal(err)
	}
	for _, level := range office.PaperLevels {
		leaves := level == office.LevelInspectors || level == office.LevelPublic
		if n := pictured(level); leaves && n != 0 || !leaves && n != before[level] {
			t.Errorf("%s: the marked photo is on %d papers, on %d before it was marked", level, n, before[level])
		}
	}
}

// A telephone writes where a photo was taken into it; none of that may reach
// the printed 督导记录表.
func TestPrintedPhotoCarriesNoPlace(t *testing.T) {
	t.Parallel()
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
