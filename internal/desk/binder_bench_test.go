package desk

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"testing"

	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/paper"
)

// grainJPEG is a page of scanned paper of about 350 KB: grain that cannot be packed
// further.
func grainJPEG(b *testing.B, r *rand.Rand) []byte {
	b.Helper()
	img := image.NewGray(image.Rect(0, 0, 1240, 1754))
	for i := range img.Pix {
		img.Pix[i] = 215 + uint8(r.IntN(26))
	}
	img.SetGray(3, 3, color.Gray{})
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, &jpeg.Options{Quality: 70}); err != nil {
		b.Fatal(err)
	}
	return out.Bytes()
}

// tailed makes another file of the same picture or PDF: a few bytes after its end,
// which no reader minds.
func tailed(content []byte, n int) []byte {
	return append(bytes.Clone(content), fmt.Sprintf("\n%%%d\n", n)...)
}

// fullCounty is a county with an evaluation of 60 points with 25 pieces of evidence
// each, every one a file: scans, photos, PDFs of one page, about half
// a gigabyte.
func fullCounty(b *testing.B) (d *Desk, evaluation int64) {
	b.Helper()
	d, err := Open(b.TempDir(), &recorder{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { d.Close() })
	s := office.Standard{Key: "大册", Name: "装订六十项指标的标准（示例）", Version: "示例", Source: "示例", Subject: office.SubjectCounty, State: office.ChecklistOpen}
	for i := range 60 {
		if i%10 == 0 {
			s.Indicators = append(s.Indicators, office.Indicator{Code: fmt.Sprintf("A%d", i/10+1), Name: fmt.Sprintf("第%d组", i/10+1), Level: 1})
		}
		s.Indicators = append(s.Indicators, office.Indicator{Code: fmt.Sprintf("A%d-B%d", i/10+1, i%10+1), Name: fmt.Sprintf("第%d项指标", i+1), Level: 2, Points: 1})
	}
	if s, err = d.store.SaveStandard(s); err != nil {
		b.Fatal(err)
	}
	e, err := d.store.SaveEvaluation(office.Evaluation{StandardID: s.ID, Year: 2026})
	if err != nil {
		b.Fatal(err)
	}
	r, dir, grain, pdfs := rand.New(rand.NewPCG(1, 1)), b.TempDir(), [][]byte{}, [][]byte{}
	for i := range 4 {
		grain = append(grain, grainJPEG(b, r))
		made, err := paper.Render(doc.Document{Title: "材料", Style: doc.Form, Blocks: []doc.Block{doc.Title{Text: fmt.Sprintf("材料%d", i)},
			doc.Photos{PerPage: 1, Items: []doc.Photo{{Data: grain[i], W: 1240, H: 1754}}}}}, paper.Options{})
		if err != nil {
			b.Fatal(err)
		}
		pdfs = append(pdfs, made.PDF)
	}
	n := 0
	for _, x := range s.Points() {
		for range 25 {
			saved, err := d.store.SaveEvidence(office.Evidence{Title: fmt.Sprintf("%s的材料（%d）", x.Name, n%25+1), DatedOn: "2026-03-12"})
			if err == nil {
				err = d.store.LinkEvidence([]office.EvidenceLink{{EvaluationID: e.ID, IndicatorID: x.ID, EvidenceID: saved.ID}})
			}
			if err != nil {
				b.Fatal(err)
			}
			content, name, role := tailed(grain[n%4], n), fmt.Sprintf("扫描%04d.jpg", n), "扫描件"
			switch n % 3 {
			case 0:
				content, name = tailed(pdfs[n%4], n), fmt.Sprintf("文件%04d.pdf", n)
			case 1:
				role = rolePhoto
			}
			path := filepath.Join(dir, name)
			if err := os.WriteFile(path, content, 0o600); err != nil {
				b.Fatal(err)
			}
			if _, err := d.Screens().Files.Attach(AttachInput{OwnerKind: "evidence", OwnerID: saved.ID, Role: role, Paths: []string{path}}); err != nil {
				b.Fatal(err)
			}
			os.Remove(path)
			n++
		}
	}
	return d, e.ID
}

var mostResident = regexp.MustCompile(`VmHWM:\s+(\d+) kB`)

// BenchmarkBinder makes the binder of 60 points, 1,500 files and half a gigabyte,
// the whole way from the records to the sealed folder.
func BenchmarkBinder(b *testing.B) {
	d, evaluation := fullCounty(b)
	runtime.GC()
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0o200); err != nil { // the peak begins anew
		b.Log(err)
	}
	var made MadeBinder
	for b.Loop() {
		var err error
		if made, err = d.MakeBinder(MakeBinderInput{EvaluationID: evaluation, Dir: b.TempDir()}); err != nil {
			b.Fatal(err)
		}
	}
	bytes := int64(0)
	for _, f := range made.Files {
		bytes += f.Bytes
	}
	b.ReportMetric(float64(made.Pages), "pages")
	b.ReportMetric(float64(len(made.Files)), "files")
	b.ReportMetric(float64(bytes)/(1<<20), "MB")
	if text, err := os.ReadFile("/proc/self/status"); err == nil {
		if m := mostResident.FindSubmatch(text); m != nil {
			kb, _ := strconv.Atoi(string(m[1]))
			b.ReportMetric(float64(kb)/1024, "peakMB")
		}
	}
}
