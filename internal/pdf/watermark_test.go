package pdf

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dudao/internal/paper"
)

const markText = "仅供省检查组使用 示例县 2026-11-22"

func watermark(t testing.TB) *Watermark {
	t.Helper()
	made, err := paper.Watermark(markText, paper.Options{})
	if err != nil {
		t.Fatal(err)
	}
	f, err := Open("水印.pdf", bytes.NewReader(made.PDF))
	if err != nil {
		t.Fatal(err)
	}
	return NewWatermark(f)
}

func TestWatermarkIsOnEveryPage(t *testing.T) {
	dir, m := t.TempDir(), watermark(t)
	plain := print(t, dir, 1, 3)
	for name, args := range map[string][]string{"plain": nil, "object streams": {"--object-streams=generate"}, "owner password": {"--encrypt", "", "owner", "256", "--"},
		"turned": {"--rotate=+90"}, "linearized": {"--linearize"}} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			from := plain
			if args != nil {
				from = filepath.Join(dir, "x.pdf")
				run(t, "qpdf", append(append([]string{}, args...), plain, from)...)
			}
			var twice [2]bytes.Buffer
			for i := range twice {
				f, err := open(from)
				if err != nil {
					t.Fatal(err)
				}
				if err := m.Write(&twice[i], "督导记录表", f); err != nil {
					t.Fatal(err)
				}
			}
			if !bytes.Equal(twice[0].Bytes(), twice[1].Bytes()) {
				t.Error("two runs differ")
			}
			path := filepath.Join(dir, "out.pdf")
			if err := os.WriteFile(path, twice[0].Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			run(t, "qpdf", "--check", path)
			for _, page := range []string{"1", "2", "3"} {
				text := run(t, "pdftotext", "-raw", "-f", page, "-l", page, path, "-")
				if flat := strings.Join(strings.Fields(text), ""); !strings.Contains(flat, "第"+page+"页") || !strings.Contains(flat, "仅供省检查组使用") {
					t.Errorf("page %s reads: %s", page, text)
				}
			}
		})
	}
}
