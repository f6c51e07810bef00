package desk

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dudao/internal/office"
)

// FuzzIntake takes in whatever claims to be a scan: the reader that runs apart looks
// at it, then it is split at the codes on its pages. A line that says what became of
// it, never a panic.
func FuzzIntake(f *testing.F) {
	f.Add([]byte("%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]>>\nendobj\n" +
		"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 5 0 R/Resources<</XObject<</I 6 0 R>>>>>>\nendobj\n4 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>\nendobj\n" +
		"5 0 obj\n<</Length 22>>\nstream\nq 99 0 0 99 0 0 cm/I Do Q\nendstream\nendobj\n" +
		"6 0 obj\n<</Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceGray/BitsPerComponent 1/Length 8>>\nstream\n12345678\nendstream\nendobj\n" +
		"trailer\n<</Size 7/Root 1 0 R>>\nstartxref\n0\n%%EOF\n"))
	f.Add([]byte("%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>>\nendobj\ntrailer\n<</Root 1 0 R/Prev 9/Encrypt 1 0 R>>\nstartxref\n9\n%%EOF"))
	f.Add([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"))
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x10Exif\x00\x00MM\x00*"))
	d, err := Open(f.TempDir(), &recorder{})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { d.Close() })
	s := d.Screens()
	f.Fuzz(func(t *testing.T, data []byte) {
		ending := ".pdf"
		switch {
		case strings.HasPrefix(string(data), compoundHead):
			return // read in a process of its own, which may die
		case bytes.HasPrefix(data, []byte("\x89PNG")):
			ending = ".png"
		case bytes.HasPrefix(data, []byte("\xff\xd8")):
			ending = ".jpg"
		}
		path := filepath.Join(t.TempDir(), "扫描"+ending)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if out := examined(path); out.Reason == "" && ending == ".pdf" && out.Pages < 0 {
			t.Fatalf("neither pages nor a reason: %+v", out)
		}
		report, err := s.Tray.TakeIn(IntakeInput{Paths: []string{path}, DryRun: true})
		if office.CodeOf(err) == office.CodeInternal {
			t.Fatal(err)
		}
		for _, x := range report.Files {
			if x.State == "" || x.State == takenFailed && x.Reason == "" {
				t.Fatalf("nothing is said of it: %+v", x)
			}
		}
	})
}
