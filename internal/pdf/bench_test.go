package pdf

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
)

// month is the number of papers of a busy month.
const month = 600

func monthOf(b *testing.B) []Paper {
	b.Helper()
	dir := b.TempDir()
	papers := make([]Paper, month)
	for i := range papers {
		papers[i] = Paper{Title: fmt.Sprint(i + 1), Path: print(b, dir, i+1, 2)}
	}
	return papers
}

func BenchmarkMerge(b *testing.B) {
	papers := monthOf(b)
	for b.Loop() {
		out, err := os.Create(filepath.Join(b.TempDir(), "out.pdf"))
		if err != nil {
			b.Fatal(err)
		}
		if _, err := Merge(out, "合订本", papers, never); err != nil {
			b.Fatal(err)
		}
		out.Close()
	}
}

// BenchmarkPdfcpuMerge is pdfcpu's own merge of the same files.
func BenchmarkPdfcpuMerge(b *testing.B) {
	paths := []string{}
	for _, p := range monthOf(b) {
		paths = append(paths, p.Path)
	}
	noConfigDir()
	conf := model.NewDefaultConfiguration()
	conf.OptimizeBeforeWriting = false
	for b.Loop() {
		if err := api.MergeCreateFile(paths, filepath.Join(b.TempDir(), "out.pdf"), false, conf); err != nil {
			b.Fatal(err)
		}
	}
}
