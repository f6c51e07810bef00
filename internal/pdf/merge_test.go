package pdf

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/paper"
)

// print makes a PDF of a form of our own and returns its path.
func print(t testing.TB, dir string, n, pages int) string {
	t.Helper()
	d := doc.Document{Title: fmt.Sprintf("示例记录表 %d", n), Style: doc.Form}
	for p := range pages {
		if p > 0 {
			d.Blocks = append(d.Blocks, doc.PageBreak{})
		}
		d.Blocks = append(d.Blocks, doc.Title{Text: "责任督学督导记录表"}, doc.Text(fmt.Sprintf("第%d份第%d页：学校食堂留样𬭊䶮㛃记录。", n, p+1)))
	}
	made, err := paper.Render(d, paper.Options{})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, fmt.Sprintf("%04d.pdf", n))
	if err := os.WriteFile(path, made.PDF, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// run runs a PDF tool of another house and returns what it says.
func run(t testing.TB, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
	return string(out)
}

func never(int) error { return nil }

func merged(t testing.TB, dir string, papers []Paper) string {
	t.Helper()
	path := filepath.Join(dir, "合订本.pdf")
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	if _, err := Merge(out, "合订本", papers, never); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAVolumeHoldsEveryPageWithItsFontsAndBookmarks(t *testing.T) {
	dir := t.TempDir()
	papers := []Paper{}
	for n := range 5 {
		papers = append(papers, Paper{Title: fmt.Sprintf("第%d份 𬭊老师", n+1), Path: print(t, dir, n+1, n%2+1)})
	}
	path := merged(t, dir, papers)
	if n, err := Pages(path); err != nil || n != 7 {
		t.Errorf("%d pages, %v", n, err)
	}
	if said := run(t, "qpdf", "--check", path); strings.Contains(said, "WARNING") {
		t.Error(said)
	}
	text := run(t, "pdftotext", path, "-")
	for n := range 5 {
		for p := range n%2 + 1 {
			if want := fmt.Sprintf("第%d份第%d页：学校食堂留样𬭊䶮㛃记录。", n+1, p+1); !strings.Contains(text, want) {
				t.Errorf("%q is not in the volume", want)
			}
		}
	}
	for i, line := range strings.Split(strings.TrimSpace(run(t, "pdffonts", path)), "\n") {
		if i > 1 && !strings.Contains(line, "yes yes yes") {
			t.Errorf("a font is not embedded or cannot be read: %s", line)
		}
	}
	marks := bookmarks(t, path)
	if len(marks) != 5 || marks[0] != "第1份 𬭊老师 1" || marks[2] != "第3份 𬭊老师 4" || marks[4] != "第5份 𬭊老师 7" {
		t.Errorf("bookmarks: %q", marks)
	}
}

// bookmarks are a file's bookmarks with the page each leads to.
func bookmarks(t *testing.T, path string) []string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	noConfigDir()
	list, err := api.Bookmarks(f, model.NewDefaultConfiguration())
	if err != nil {
		t.Fatal(err)
	}
	out := []string{}
	for _, b := range list {
		out = append(out, fmt.Sprintf("%s %d", b.Title, b.PageFrom))
	}
	return out
}

// TestAVolumeLooksLikeItsPapers compares the drawn pages.
func TestAVolumeLooksLikeItsPapers(t *testing.T) {
	dir := t.TempDir()
	a, b := print(t, dir, 1, 1), print(t, dir, 2, 2)
	volume := merged(t, dir, []Paper{{"a", a}, {"b", b}})
	for i, page := range []struct {
		path   string
		number string
	}{{a, "1"}, {b, "1"}, {b, "2"}} {
		draw := func(path, number string) string {
			out := filepath.Join(dir, "bild")
			run(t, "pdftoppm", "-r", "40", "-gray", "-f", number, "-l", number, "-singlefile", path, out)
			pixels, err := os.ReadFile(out + ".pgm")
			if err != nil {
				t.Fatal(err)
			}
			return string(pixels)
		}
		if draw(page.path, page.number) != draw(volume, fmt.Sprint(i+1)) {
			t.Errorf("page %d of the volume is not page %s of %s", i+1, page.number, filepath.Base(page.path))
		}
	}
}

func TestTheSamePapersGiveTheSameBytes(t *testing.T) {
	dir := t.TempDir()
	papers := []Paper{{"一", print(t, dir, 1, 2)}, {"二", print(t, dir, 2, 1)}}
	var a, b bytes.Buffer
	for _, out := range []*bytes.Buffer{&a, &b} {
		if _, err := Merge(out, "合订本", papers, never); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two runs differ")
	}
}

// TestForeignFilesJoin takes files as other programs write them.
func TestForeignFilesJoin(t *testing.T) {
	dir := t.TempDir()
	plain := print(t, dir, 1, 2)
	whole, err := os.ReadFile(plain)
	if err != nil {
		t.Fatal(err)
	}
	variants := map[string][]string{
		"object streams": {"--object-streams=generate"},
		"linearized":     {"--linearize"},
		"owner password": {"--encrypt", "", "owner", "256", "--"},
		"rc4":            {"--allow-weak-crypto", "--encrypt", "", "owner", "128", "--use-aes=n", "--"},
		"rotated":        {"--rotate=+90"},
	}
	for name, args := range variants {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			made := filepath.Join(dir, "x.pdf")
			run(t, "qpdf", append(append([]string{}, args...), plain, made)...)
			volume := merged(t, dir, []Paper{{"一", made}, {"二", plain}})
			run(t, "qpdf", "--check", volume)
			if text := run(t, "pdftotext", volume, "-"); strings.Count(text, "学校食堂留样𬭊䶮㛃记录") != 4 {
				t.Errorf("the text is not whole:\n%s", text)
			}
		})
	}
	t.Run("cut off at the end", func(t *testing.T) {
		made := filepath.Join(t.TempDir(), "x.pdf")
		if err := os.WriteFile(made, whole[:len(whole)-200], 0o600); err != nil {
			t.Fatal(err)
		}
		if n, err := Pages(made); err == nil && n != 2 {
			t.Errorf("%d pages", n)
		}
	})
}

func TestFilesThatCannotBeReadAreNamed(t *testing.T) {
	dir := t.TempDir()
	good := print(t, dir, 1, 1)
	whole, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	locked := filepath.Join(dir, "加密.pdf")
	run(t, "qpdf", "--encrypt", "open", "owner", "256", "--", good, locked)
	bad := map[string][]byte{"half.pdf": whole[:len(whole)/2], "empty.pdf": {}, "jpeg.pdf": []byte("\xFF\xD8\xFF\xE0 no PDF"),
		"zero.pdf": append([]byte("%PDF-1.4\n"), make([]byte, 5000)...), "loop.pdf": []byte(loop)}
	paths := []string{locked, filepath.Join(dir, "没有.pdf")}
	for name, b := range bad {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	for _, path := range paths {
		_, err := Merge(&bytes.Buffer{}, "合订本", []Paper{{"一", good}, {"二", path}}, never)
		if office.CodeOf(err) != office.CodeFile || !strings.Contains(err.Error(), filepath.Base(path)) {
			t.Errorf("%s: %v", filepath.Base(path), err)
		}
	}
}

// loop is a file whose page tree holds itself.
const loop = `%PDF-1.4
1 0 obj
<</Type/Catalog/Pages 2 0 R>>
endobj
2 0 obj
<</Type/Pages/Count 1/Kids[3 0 R]>>
endobj
3 0 obj
<</Type/Pages/Count 1/Kids[2 0 R]>>
endobj
xref
0 4
0000000000 65535 f 
0000000009 00000 n 
0000000056 00000 n 
0000000109 00000 n 
trailer
<</Size 4/Root 1 0 R>>
startxref
162
%%EOF
`

// TestMemoryIsThatOfOneFile merges many files of which each is much smaller than
// all together.
func TestMemoryIsThatOfOneFile(t *testing.T) {
	dir := t.TempDir()
	one := print(t, dir, 1, 1)
	papers := make([]Paper, 300)
	for i := range papers {
		papers[i] = Paper{Title: fmt.Sprint(i + 1), Path: one}
	}
	var most uint64
	out, err := os.Create(filepath.Join(dir, "out.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	if _, err := Merge(out, "合订本", papers, func(done int) error {
		if done%50 == 0 {
			runtime.GC()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	size, err := out.Seek(0, 2)
	if err != nil {
		t.Fatal(err)
	}
	if most > uint64(size)/2+8<<20 {
		t.Errorf("%d KB in use for a volume of %d KB", most>>10, size>>10)
	}
	t.Logf("%d KB in use for a volume of %d KB", most>>10, size>>10)
}
