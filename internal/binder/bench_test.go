package binder

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"testing"
	"time"

	"image/jpeg"

	"dudao/internal/pdf"
)

// noise is a JPEG of a page of scanned paper of about 250 KB: grain that cannot
// be packed further.
func noise(b *testing.B, path string, r *rand.Rand) {
	b.Helper()
	img := picture(1240, 1754)
	for i := range img.Pix {
		if i%4 != 3 {
			img.Pix[i] += uint8(r.IntN(26))
		}
	}
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	if err := jpeg.Encode(f, img, &jpeg.Options{Quality: 82}); err != nil {
		b.Fatal(err)
	}
}

// scansOnDisk makes 1,500 files of 2,000 pages: every third a PDF of two scans,
// the others single scans. The few pictures are distinct files on the disk.
func scansOnDisk(b *testing.B, dir string) []string {
	b.Helper()
	r := random(1)
	const kinds = 12
	paths := []string{}
	for i := range kinds {
		noise(b, filepath.Join(dir, fmt.Sprintf("scan%d.jpg", i)), r)
	}
	for i := range kinds {
		path := filepath.Join(dir, fmt.Sprintf("scan%d.pdf", i))
		out, err := os.Create(path)
		if err != nil {
			b.Fatal(err)
		}
		v := pdf.NewVolume(out, pdf.About{Pages: 2})
		for k := range 2 {
			f, err := os.Open(filepath.Join(dir, fmt.Sprintf("scan%d.jpg", (i+k)%kinds)))
			if err != nil {
				b.Fatal(err)
			}
			im, err := pdf.ReadImage("scan", f)
			if err != nil {
				b.Fatal(err)
			}
			if err := v.Picture(im, f); err != nil {
				b.Fatal(err)
			}
			f.Close()
		}
		if _, _, err := v.Close(nil); err != nil {
			b.Fatal(err)
		}
		out.Close()
	}
	for i := range 1500 {
		ext := "jpg"
		if i%3 == 0 {
			ext = "pdf"
		}
		path := filepath.Join(dir, fmt.Sprintf("%04d.%s", i, ext))
		if err := os.Link(filepath.Join(dir, fmt.Sprintf("scan%d.%s", i/3%kinds, ext)), path); err != nil {
			b.Fatal(err)
		}
		paths = append(paths, path)
	}
	return paths
}

// bigBinder binds the files under 60 indicators in 12 boxes.
func bigBinder(paths []string) Binder {
	bn := Binder{Title: "两千页的卷", Subject: "示例县", Office: "示例督导室", MadeOn: "2026年11月22日", Made: made}
	for i := range 60 {
		if i%5 == 0 {
			bn.Boxes = append(bn.Boxes, Box{Code: fmt.Sprint(i/5 + 1), Title: "示例盒"})
		}
		g := Indicator{Code: fmt.Sprintf("A%d", i), Name: fmt.Sprintf("第%d项指标", i), Level: 1, Requirement: "近三年材料。"}
		for k := range 25 {
			path := paths[i*25+k]
			g.Items = append(g.Items, Item{ID: path, Title: fmt.Sprintf("材料%04d", i*25+k), DatedOn: "2026-03-04", Place: fmt.Sprintf("%d–%d", i/5+1, k),
				Files: []File{{Name: filepath.Base(path), SHA256: path, Open: func() (io.ReadSeekCloser, error) { return os.Open(path) }}}})
		}
		box := &bn.Boxes[len(bn.Boxes)-1]
		box.Groups = append(box.Groups, g)
	}
	return bn
}

var highWater = regexp.MustCompile(`VmHWM:\s+(\d+) kB`)

// peak is the most memory that the process ever held, in megabytes.
func peak() float64 {
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	m := highWater.FindSubmatch(text)
	if m == nil {
		return 0
	}
	kb, _ := strconv.ParseFloat(string(m[1]), 64)
	return kb / 1024
}

// BenchmarkBinder2000 binds 2,000 pages of scans, about half a gigabyte, and lets
// qpdf put the same PDFs together, which does less: no pictures, no numbers, no
// catalogue.
func BenchmarkBinder2000(b *testing.B) {
	dir := b.TempDir()
	paths := scansOnDisk(b, dir)
	bn := bigBinder(paths)
	runtime.GC()
	os.WriteFile("/proc/self/clear_refs", []byte("5"), 0o200) // the peak begins anew
	before := peak()
	var res Result
	var took time.Duration
	for b.Loop() {
		began := time.Now()
		m, err := New(Options{Scratch: dir, Counts: map[string]int{}})
		if err != nil {
			b.Fatal(err)
		}
		if res, err = m.Write(filepath.Join(dir, "卷.pdf"), bn); err != nil {
			b.Fatal(err)
		}
		m.Close()
		took = time.Since(began)
	}
	b.ReportMetric(float64(res.Pages), "pages")
	b.ReportMetric(float64(res.Bytes)/(1<<20), "MB")
	b.ReportMetric(peak(), "peakMB")
	b.ReportMetric(before, "MBbefore")
	if _, err := exec.LookPath("qpdf"); err != nil {
		return
	}
	args := []string{"--empty", "--pages"}
	for i := range 1000 { // two pages each: as many pages, as many bytes
		args = append(args, paths[i%500*3])
	}
	began := time.Now()
	run(b, "qpdf", append(args, "--", filepath.Join(dir, "qpdf.pdf"))...)
	other := time.Since(began)
	b.ReportMetric(other.Seconds(), "qpdf-s")
	b.ReportMetric(took.Seconds()/other.Seconds(), "of-qpdf")
}
