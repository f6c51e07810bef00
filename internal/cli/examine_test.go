package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// examineOne has the program read a file in a process of its own, as it does when a
// file comes in.
func examineOne(t *testing.T, path string) (pages int, reason string, err error) {
	t.Helper()
	c := exec.Command(os.Args[0], "examine", path)
	c.Env = append(os.Environ(), crashVariable+"=1", "GOMEMLIMIT=800MiB")
	said, err := c.Output()
	var out struct {
		Pages  int
		Reason string
	}
	if err == nil {
		err = json.Unmarshal(said, &out)
	}
	return out.Pages, out.Reason, err
}

// pdfOf is a PDF of these objects, the first of which is the catalogue.
func pdfOf(trailer string, objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	at := []int{}
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, trailer, start)
	return b.Bytes()
}

// A file from elsewhere is read apart: pages or a reason, within its limits.
func TestAFileFromElsewhereIsReadApart(t *testing.T) {
	t.Parallel()
	catalog, page := "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
	good := pdfOf("", catalog, "<</Type/Pages/Count 1/Kids[3 0 R]>>", page)
	many := []string{catalog, "<</Type/Pages/Count 1/Kids[3 0 R]>>", page}
	for range 20_000 {
		many = append(many, "<</A[1 2 3]>>")
	}
	for name, c := range map[string]struct {
		data  []byte
		pages int
	}{
		"good":                {good, 1},
		"cut":                 {good[:len(good)/2], 0},
		"empty":               {nil, 0},
		"a loop of pages":     {pdfOf("", catalog, "<</Type/Pages/Count 1/Kids[2 0 R]>>"), 0},
		"a loop of tables":    {pdfOf("/Prev 9", catalog, "<</Type/Pages/Count 1/Kids[3 0 R]>>", page), -1},
		"2 000 000 000 pages": {pdfOf("", catalog, "<</Type/Pages/Count 2000000000/Kids[]>>"), 0},
		"many objects":        {pdfOf("", many...), -1},
		"a broken old table":  {append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), bytes.Repeat([]byte{0xff}, 4096)...), 0},
	} {
		path := filepath.Join(t.TempDir(), "外来文件.pdf")
		if err := os.WriteFile(path, c.data, 0o600); err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		pages, reason, err := examineOne(t, path)
		t.Logf("%s: %d pages, %q, %v, %v", name, pages, reason, err, time.Since(start).Round(time.Millisecond))
		switch {
		case err != nil:
			t.Errorf("%s: the reader died: %v", name, err)
		case c.pages > 0 && pages != c.pages, c.pages == 0 && (reason == "" || !strings.HasSuffix(reason, "。")):
			t.Errorf("%s: %d pages, %q", name, pages, reason)
		}
	}
}
