package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// record puts one record in and returns what came back.
func record(t *testing.T, dir, kind string, v map[string]any) map[string]any {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, kind+".json")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	code, o := call(t, dir, "put", kind, file)
	if code != exitFine {
		t.Fatalf("put %s: %d %v", kind, code, o)
	}
	return o
}

func TestMonthAndFileKeepTheirContract(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	school := record(t, dir, "schools", map[string]any{"name": "示例县第一小学", "kind": "小学"})
	person := record(t, dir, "inspectors", map[string]any{"name": "王示例"})
	form := record(t, dir, "visits", map[string]any{"visit": map[string]any{"date": "2026-03-12", "schoolId": school["id"], "inspectorId": person["id"], "feedbackOn": "2026-03-12"}})
	number := form["visit"].(map[string]any)["number"].(string)

	out := filepath.Join(dir, "材料")
	code, o := call(t, dir, "month", "2026-03", "--out", out)
	if code != exitFine {
		t.Fatalf("month: %d %v", code, o)
	}
	pages := 0
	for _, f := range o["files"].([]any) {
		path := f.(string)
		if _, err := os.Stat(path); err != nil || !strings.HasPrefix(path, out) {
			t.Errorf("%s: %v", path, err)
		}
		if strings.HasSuffix(path, ".pdf") {
			said, err := exec.Command("qpdf", "--show-npages", path).Output()
			if err != nil {
				t.Fatal(err)
			}
			var n int
			if _, err := fmt.Sscan(string(said), &n); err != nil {
				t.Fatal(err)
			}
			pages += n
		}
	}
	forms := o["forms"].(map[string]any)
	if o["pages"] != float64(pages) || forms["督导记录表"] != 1.0 || forms["督导反馈单"] != 1.0 || len(o["figures"].([]any)) < 40 || len(o["totals"].([]any)) < 40 {
		t.Errorf("pages %v of %d, forms %v, %d figures", o["pages"], pages, forms, len(o["figures"].([]any)))
	}
	if code, o = call(t, dir, "month", "2026", "--out", out); code != exitJob || o["error"] == nil {
		t.Errorf("a year: %d %v", code, o)
	}

	scans := filepath.Join(dir, "扫描")
	if err := os.MkdirAll(scans, 0o755); err != nil {
		t.Fatal(err)
	}
	printed := filepath.Join(dir, "反馈.pdf")
	if code, o = call(t, dir, "print", "feedback", number, "--out", printed); code != exitFine {
		t.Fatalf("print: %d %v", code, o)
	}
	if said, err := exec.Command("pdftoppm", "-r", "150", "-gray", "-jpeg", "-singlefile", printed, filepath.Join(scans, "0001")).CombinedOutput(); err != nil {
		t.Fatalf("pdftoppm: %v: %s", err, said)
	}
	if code, o = call(t, dir, "file", scans, "--dry-run"); code != exitFine || o["filed"] != 1.0 || o["dry_run"] != true {
		t.Errorf("rehearsal: %d %v", code, o)
	}
	if code, o = call(t, dir, "file", scans); code != exitFine || o["read"] != 1.0 || o["filed"] != 1.0 || o["tray"] != 0.0 {
		t.Errorf("file: %d %v", code, o)
	}
	if err := os.WriteFile(filepath.Join(scans, "0002.jpg"), []byte("no picture"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, o = call(t, dir, "file", scans); code != exitJob || o["same"] != 1.0 || o["filed"] != 0.0 || o["failed"] != 1.0 {
		t.Errorf("a second time: %d %v", code, o)
	}
}
